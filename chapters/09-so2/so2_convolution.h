/* so2_convolution.h: chapter 6's convolution, in the frame of every edge.
 *
 *   so2_convolution_of         the same as a convolution of chapter 6
 *   so2_convolution_blocks     one whose weights are the blocks themselves
 *   so2_convolution_free       release it
 *   so2_convolution_frames     numbers of the frame of one edge
 *   so2_convolution_workspace  numbers of scratch memory a pass needs
 *   so2_convolution_look       the frames of a graph
 *   so2_convolution_forward    y_i = scale sum over j of D^T A_ij D x_j
 *   so2_convolution_backward   gradients of x, the weights and the vectors
 *   so2_convolution_convert    weights of one as weights of the other
 *
 * Names begin with so2_. */
#ifndef TFN_SO2_CONVOLUTION_H
#define TFN_SO2_CONVOLUTION_H

#include "api.h"
#include "convolution.h"
#include "so2.h"

API_BEGIN

/* ---- [struct] What it knows ----
 *
 * Open to read.  A pair joins block b1 of the input to block b3 of the output
 * by the blocks a_0, a_1, b_1, ... up to m; a path is a weight (depthwise: one
 * for each channel, full: one for each two) that moves those blocks along its
 * column. */
struct so2_path {
  size_t weight; /* where its weights begin */
  size_t column; /* and its column, (pair.blocks) numbers */
};

struct so2_pair {
  size_t b1, b3;
  int l1, l3, m; /* m = min(l1, l3, mmax) */
  size_t channels1, channels3;
  size_t links;           /* weights of a path: channels, or their product */
  size_t blocks;          /* 2 m + 1 */
  size_t first, paths;    /* its paths */
  size_t x[SO2_LMAX + 1]; /* where its +m stands among x' */
  size_t y[SO2_LMAX + 1]; /* and among y' */
};

struct so2_convolution {
  enum tp_mode mode;
  bool native;                        /* made by so2_convolution_blocks */
  int lmax, mmax;                     /* of the frames; what is kept */
  real scale;                         /* of the sum over neighbours */
  size_t weights;                     /* of one edge */
  size_t pairs, paths, columns;       /* and numbers of all columns */
  size_t largest;                     /* numbers of the blocks of a pair */
  struct so2_order in, out;           /* rows |m| <= mmax */
  struct so2_order wide_in, wide_out; /* and up to mmax + 1 */
  struct so2_pair *pair;
  struct so2_path *path;
  double *column;
};

/* ---- [create] Two ways to have one ---- */

/* The same weights, in the same order, as those of c, and the same result to
 * rounding, when mmax is at least every l of input and output.  With less, the
 * rows |m| > mmax of messages and features are cut off in the frame.
 *
 * c    from convolution_create; read, not kept
 * out  release it with so2_convolution_free; empty on failure
 * Returns TFN_OK, TFN_NULL, TFN_BAD_SHAPE (an l above SO2_LMAX), TFN_BAD_VALUE
 * (mmax < 0), TFN_TOO_LARGE or TFN_NO_MEMORY. */
enum tfn_status so2_convolution_of(const struct convolution *c, int mmax,
                                   struct so2_convolution *out);

/* Weights u that are the blocks, up to a factor:
 *
 *   a_0 = s sqrt(2 l3 + 1) u,   a_m, b_m = s sqrt((2 l3 + 1)/2) u  (m > 0),
 *   s = 1/sqrt(fan-in), as tp_create has it for full products
 *
 * for each (b3, b1), b3 slow.  From the weights of all paths with l2 <= l1 + l3
 * to these it is then an orthogonal matrix.
 *
 * mode    TP_FULL: every channel to every channel.  TP_DEPTHWISE: channel c to
 *         channel c; all blocks need the same number of channels
 * parity  true: of each pair only the a's, where the product of the parities is
 *         (-1)^(l1+l3), or else only the b's; false: both, whatever they are
 * Returns as above; TFN_BAD_SHAPE also for layouts that do not fit the mode,
 * TFN_NO_PATH for a block of the output that nothing reaches. */
enum tfn_status so2_convolution_blocks(enum tp_mode mode,
                                       const struct irreps *in,
                                       const struct irreps *out, bool parity,
                                       int mmax, struct so2_convolution *c);

/* NULL and empty are allowed. */
void so2_convolution_free(struct so2_convolution *c);

/* ---- [passes] Forward and backward ---- */

/* Numbers of the frame of an edge: so2_rows(lmax, mmax + 1). */
size_t so2_convolution_frames(const struct so2_convolution *c);

/* Numbers of scratch that forward and backward need; 0 for NULL. */
size_t so2_convolution_workspace(const struct so2_convolution *c);

/* D (edges, so2_convolution_frames) := the frames of all edges.
 * Returns TFN_OK or TFN_NULL. */
enum tfn_status so2_convolution_look(const struct so2_convolution *c,
                                     const struct graph *graph, real *D);

/* One pass over a graph.  Of the harmonics of the graph nothing is used. */
struct so2_pass {
  const struct so2_convolution *c;
  const struct graph *graph;
  const real *D; /* (edges, so2_convolution_frames) */
  const real *x; /* (nodes, in.dim) */
  const real *w; /* (edges, weights) */
  real *scratch; /* (so2_convolution_workspace) */
};

/* y (nodes, out.dim) := the sums over neighbours; 0 where there are none.
 * Returns TFN_OK or TFN_NULL.  Allocates nothing. */
enum tfn_status so2_convolution_forward(const struct so2_pass *p, real *y);

/* Adds dL/dx, dL/dw and dL/dv to dx (nodes, in.dim), dw (edges, weights) and
 * dvector (edges, 3), each of which may be NULL; dy is (nodes, out.dim).
 * dvector has no part along the edge: that is the business of who made w.
 * Returns TFN_OK or TFN_NULL.  Allocates nothing. */
enum tfn_status so2_convolution_backward(const struct so2_pass *p,
                                         const real *dy, real *dx, real *dw,
                                         real *dvector);

/* ---- [convert] Other weights, the same function ---- */

/* The weights of `to` that make the blocks which `from` has: of two
 * convolutions between the same layouts, in either direction.  Where `to`
 * cannot make them, the nearest it can.
 *
 * n     rows
 * w     (n, from->weights);  out  (n, to->weights)
 * Returns TFN_OK, TFN_NULL, TFN_BAD_SHAPE (another mode, mmax or layout), or
 * TFN_BAD_VALUE: with mmax < lmax only blocks can be asked for, since the
 * columns of paths are cut off and no longer orthogonal. */
enum tfn_status so2_convolution_convert(const struct so2_convolution *from,
                                        const struct so2_convolution *to,
                                        size_t n, const real *w, real *out);

API_END

#endif

/* convolution.h: what the neighbours say, added up at the receiver.
 *
 *   convolution_create     the product of features and edge harmonics
 *   convolution_free       release it
 *   convolution_weights    weights of one edge
 *   convolution_workspace  numbers of scratch memory a pass needs
 *   convolution_forward    y_i = scale sum over edges of x_j * Y(r_i - r_j)
 *   convolution_backward   gradients of x, Y and the weights */
#ifndef TFN_CONVOLUTION_H
#define TFN_CONVOLUTION_H

#include "api.h"
#include "graph.h"
#include "tensor_product.h"

API_BEGIN

/* ---- [struct] A convolution ---- */
struct convolution {
  struct tensor_product *product; /* in1: features, in2: harmonics */
  real scale;                     /* of the sum over neighbours; 1 at first */
};

/* ---- [create] Its layouts ---- */

/* mode       TP_DEPTHWISE (one weight for a path and a channel) or TP_FULL
 * in         features of a node
 * harmonics  1x0e + 1x1o + 1x2e ... in the order of chapter 3: one channel of
 *            each l = 0..lmax.  Label all of them even to leave parity out.
 * wanted     TP_FULL: the layout of the result.  TP_DEPTHWISE: which (l,
 *            parity) are kept, whatever the channels; NULL keeps every path
 * out        a convolution, whose product->out is the layout of its result
 * Returns TFN_OK, TFN_NULL, TFN_BAD_SHAPE (layouts), TFN_NO_PATH,
 * TFN_TOO_LARGE, TFN_NO_MEMORY; on failure out->product is NULL. */
enum tfn_status convolution_create(enum tp_mode mode, const struct irreps *in,
                                   const struct irreps *harmonics,
                                   const struct irreps *wanted,
                                   struct convolution *out);

/* Releases the product; NULL is ignored. */
void convolution_free(struct convolution *c);

/* Weights of one edge; 0 for NULL. */
size_t convolution_weights(const struct convolution *c);

/* Numbers of type real that forward and backward need as scratch. */
size_t convolution_workspace(const struct convolution *c);

/* ---- [passes] Forward and backward ---- */

/* y_i = scale sum over edges j -> i of  product(x_j, Y_ij, w_ij).
 *
 * graph    with graph->lmax at least that of the harmonics
 * x        (nodes, in.dim)
 * w        (edges, weights)
 * scratch  (convolution_workspace)
 * y        out (nodes, out.dim); 0 for a node without neighbours
 * Returns TFN_OK, TFN_NULL or TFN_BAD_SHAPE.  Allocates nothing. */
enum tfn_status convolution_forward(const struct convolution *c,
                                    const struct graph *graph, const real *x,
                                    const real *w, real *scratch, real *y);

/* Adds dL/dx, dL/dY, dL/dw to dx (nodes, in.dim), dY (edges, K) and dw (edges,
 * weights), each of which may be NULL; dy is (nodes, out.dim). */
enum tfn_status convolution_backward(const struct convolution *c,
                                     const struct graph *graph, const real *x,
                                     const real *w, const real *dy,
                                     real *scratch, real *dx, real *dY,
                                     real *dw);

API_END

#endif

/* tensor_product.h: the equivariant product of two features, and its gradients.
 *
 *   tp_create            list the paths of a product
 *   tp_free              and release them
 *   tp_weights           how many weights it has
 *   tp_forward           y from x1, x2 and the weights
 *   tp_backward          gradients to x1, x2 and the weights
 *   tp_matrix            the product as one matrix on the Kronecker product
 *   tp_dense             y through that matrix: slow, obvious, the reference
 *   tp_allowed           the triangle rule and the parity rule
 *   tp_depthwise_output  the output layout of a depthwise product
 *   tp_full_output       the blocks of a layout that a product can reach
 *   tp_message           a status in words
 *
 * Names begin with tp_ or tensor_product_. */
#ifndef TFN_TENSOR_PRODUCT_H
#define TFN_TENSOR_PRODUCT_H

#include "api.h"
#include "irreps.h"
#include "real.h"
#include "tp_kernels.h"

#include <stdbool.h>
#include <stddef.h>

API_BEGIN

/* ---- [modes] Two ways to spend weights ----
 *
 * A path couples block b1 of the first input and block b2 of the second to a
 * block b3 of the output.
 *
 * TP_FULL       every channel of b1 with every channel of b2 to every channel
 *               of b3; a path has weights (channels1, channels2, channels3),
 *               many paths may add into one block
 * TP_DEPTHWISE  channel c of b1 with the only channel of b2 to channel c of a
 *               block of the path's own; a path has weights (channels1) */
enum tp_mode { TP_FULL = 0, TP_DEPTHWISE };

enum tp_status {
  TP_OK = 0,
  TP_NULL,
  TP_BAD_MODE,
  TP_BAD_IRREPS,
  TP_BAD_L,
  TP_BAD_CHANNELS,
  TP_BAD_OUTPUT,
  TP_BAD_STRIDE,
  TP_NO_PATH,
  TP_TOO_MANY,
  TP_OVERFLOW,
  TP_NO_MEMORY
};

/* The status in words, one line without a full stop; never NULL. */
const char *tp_message(enum tp_status status);

/* ---- [struct] What a product knows ----
 *
 * Open to read, for kernels made to measure; only tp_create fills it.  The
 * terms and pairs of a path (tp_kernels.h) are slices of two common lists. */
struct tp_path {
  size_t b1, b2, b3;      /* block numbers in in1, in2, out */
  struct tp_shape shape;  /* degrees, channels, numbers of pairs and terms */
  size_t pair, term;      /* where its pairs and its terms begin */
  size_t weight, weights; /* its slice of the weights */
  double scale;           /* normalisation, already inside the terms */
};

struct tensor_product {
  enum tp_mode mode;
  struct irreps in1, in2, out;
  size_t paths, pairs, terms, weights;
  struct tp_path *path;
  struct tp_pair *pair;
  struct tp_term *term;
};

/* ---- [create] Making a product ---- */

/* True when irreps a and b may couple to c:  |la - lb| <= lc <= la + lb  and
 * parity_a parity_b = parity_c.  Channels do not matter. */
bool tp_allowed(const struct irreps_block *a, const struct irreps_block *b,
                const struct irreps_block *c);

/* The layout of all depthwise paths, block b1 slow, block b2, then l3 upwards;
 * a path's block has the channels of b1.
 *
 * in2     one channel in every block
 * filter  NULL: all paths.  Else only those whose (l, parity) occurs in it
 * Returns TP_OK, TP_NULL, TP_BAD_IRREPS, TP_BAD_L, TP_BAD_CHANNELS,
 * TP_TOO_MANY (more than IRREPS_MAX blocks) or TP_OVERFLOW. */
enum tp_status tp_depthwise_output(const struct irreps *in1,
                                   const struct irreps *in2,
                                   const struct irreps *filter,
                                   struct irreps *out);

/* The blocks of `wanted`, in order, that at least one path of the full product
 * reaches; out may be the same struct as wanted.
 * Returns TP_OK, TP_NULL, TP_BAD_IRREPS. */
enum tp_status tp_full_output(const struct irreps *in1,
                              const struct irreps *in2,
                              const struct irreps *wanted, struct irreps *out);

/* Lists the paths of in1 x in2 -> out and the terms of each.
 *
 * TP_FULL       one path for each (b3, b1, b2), in this order, that tp_allowed
 *               permits; scale 1/sqrt(fan-in), where the fan-in of block b3 is
 *               the sum of channels1 channels2 over its paths
 * TP_DEPTHWISE  out must be what tp_depthwise_output(in1, in2, out) gives: the
 *               paths in that order; scale 1
 *
 * With inputs and weights independent, of mean 0 and variance 1, every output
 * number has variance 1.
 * tp   out: release it with tp_free; NULL on failure
 * Returns TP_OK, or TP_NULL, TP_BAD_MODE, TP_BAD_IRREPS, TP_BAD_L (l above
 * CG_LMAX), TP_BAD_CHANNELS, TP_BAD_OUTPUT, TP_NO_PATH (a block of the output,
 * or an empty product, that no path reaches), TP_TOO_MANY, TP_OVERFLOW,
 * TP_NO_MEMORY.  Book sections 5.5 to 5.8. */
enum tp_status tp_create(enum tp_mode mode, const struct irreps *in1,
                         const struct irreps *in2, const struct irreps *out,
                         struct tensor_product **tp);

/* Releases what tp_create made; NULL is ignored. */
void tp_free(struct tensor_product *tp);

/* Weights of one item: the sum over paths; 0 for NULL. */
size_t tp_weights(const struct tensor_product *tp);

/* ---- [products] Forward and backward ---- */

/* The product of n pairs of feature vectors:
 *
 *   full       y[m3,c3] = s sum w[c1,c2,c3] C[m1][m2][m3] x1[m1,c1] x2[m2,c2]
 *   depthwise  y[m3,c]  = w[c] sum C[m1][m2][m3] x1[m1,c] x2[m2]
 *
 * with the sum over m1, m2 (and c1, c2), and over all paths into the block.
 * n         items, 0 allowed
 * x1        (n, in1.dim);   x2  (n, in2.dim)
 * w         (tp_weights) for all items, or one such row for each item
 * w_stride  numbers from an item's weights to the next item's: 0 (shared), or
 *           at least tp_weights
 * y         out, (n, out.dim), overwritten; overlaps no input
 * NaN in an item stays in that item.  Allocates nothing.
 * Returns TP_OK, TP_NULL, TP_BAD_STRIDE or TP_OVERFLOW. */
enum tp_status tp_forward(const struct tensor_product *tp, size_t n,
                          const real *x1, const real *x2, const real *w,
                          size_t w_stride, real *y);

/* The chain rule: given dy = dL/dy of a scalar L, adds dL/dx1, dL/dx2, dL/dw
 * to dx1, dx2, dw.
 *
 * dy             (n, out.dim)
 * dx1, dx2, dw   shaped as x1, x2, w (dw with the same w_stride: shared
 *                weights gather the gradients of all items); added to, so set
 *                them to zero first; NULL where not wanted
 * Allocates nothing.  Returns as tp_forward does. */
enum tp_status tp_backward(const struct tensor_product *tp, size_t n,
                           const real *x1, const real *x2, const real *w,
                           size_t w_stride, const real *dy, real *dx1,
                           real *dx2, real *dw);

/* ---- [reference] The same through the Kronecker product ---- */

/* Q (out.dim, in1.dim * in2.dim), so that y = Q (x1 kron x2), where
 * (x1 kron x2)[i * in2.dim + j] = x1[i] x2[j].  In double throughout, from the
 * dense tensors of chapter 4.
 * w  (tp_weights), one item's.  Returns TP_OK, TP_NULL, TP_OVERFLOW (Q has
 * more bytes than a size_t counts) or TP_NO_MEMORY; unless TP_OK, Q is as it
 * was. */
enum tp_status tp_matrix(const struct tensor_product *tp, const real *w,
                         double *Q);

/* As tp_forward, through tp_matrix and one matrix product per item.
 * Allocates Q and the tensors.  Returns as tp_forward does, or TP_NO_MEMORY;
 * unless TP_OK, y is as it was. */
enum tp_status tp_dense(const struct tensor_product *tp, size_t n,
                        const real *x1, const real *x2, const real *w,
                        size_t w_stride, real *y);

API_END

#endif

/* tp_kernels.h: the loops of a tensor product: one path of one item.
 *
 *   tp_contract, tp_contract_back   the sum over m2, and its transpose
 *   tp_depthwise_forward            one channel of x1 gives one of y
 *   tp_depthwise_backward
 *   tp_full_forward                 every pair of channels gives every channel
 *   tp_full_backward
 *
 * No checks and no memory of their own: tensor_product.c has seen to that.
 * x1, x2, y and their gradients point at the blocks of the path, each
 * (2l+1, channels) with the channel fast.  Everything is added to.  Names begin
 * with tp_. */
#ifndef TFN_TP_KERNELS_H
#define TFN_TP_KERNELS_H

#include "api.h"
#include "real.h"

#include <stddef.h>
#include <stdint.h>

API_BEGIN

/* ---- [terms] The terms of a path ----
 *
 * A term is a non-zero entry of the real Clebsch-Gordan tensor times the scale
 * of the path, rounded once to `real`.  The terms that share m1 and m3 stand
 * together and form a pair: once its sum over m2 is known, what is left is a
 * loop over channels. */
struct tp_term {
  real c;      /* scale C[m1][m2][m3] */
  uint16_t i2; /* m2 + l2 */
};

struct tp_pair {
  uint16_t i1, i3;      /* m1 + l1, m3 + l3 */
  uint32_t term, terms; /* its slice of the path's terms */
};

struct tp_shape {
  int l1, l2, l3;
  size_t channels1, channels2, channels3;
  size_t pairs, terms;
};

/* ---- [contract] The sum over m2 ----
 *
 * a[m1][m3] = sum_{m2} C[m1][m2][m3] x2[m2]: what the second input makes of
 * the tensor, one number for each pair.  x2 points at m2 = -l2 of one channel;
 * its components lie `stride` numbers apart. */
static inline real tp_contract(const struct tp_pair *g,
                               const struct tp_term *term, const real *x2,
                               size_t stride)
{
  const struct tp_term *t = term + g->term;
  real sum = 0;
  for (size_t k = 0; k < g->terms; k++)
    sum += t[k].c * x2[t[k].i2 * stride];
  return sum;
}

/* dx2[m2] += C[m1][m2][m3] da[m1][m3]: tp_contract, transposed. */
static inline void tp_contract_back(const struct tp_pair *g,
                                    const struct tp_term *term, real da,
                                    real *dx2, size_t stride)
{
  const struct tp_term *t = term + g->term;
  for (size_t k = 0; k < g->terms; k++)
    dx2[t[k].i2 * stride] += t[k].c * da;
}

/* ---- [interface] The four loops ---- */

/* y[m3,c] += w[c] sum_{m1,m2} C[m1][m2][m3] x1[m1,c] x2[m2].
 * s     the shape; channels2 = 1, channels1 = channels3
 * pair  (s.pairs);  term  (s.terms)
 * x1    (2 l1 + 1, channels1);  x2  (2 l2 + 1);  w  (channels1)
 * y     (2 l3 + 1, channels1), added to */
void tp_depthwise_forward(struct tp_shape s, const struct tp_pair *pair,
                          const struct tp_term *term, const real *x1,
                          const real *x2, const real *w, real *y);

/* From dy, the gradients dx1, dx2, dw, added to; NULL where not wanted. */
void tp_depthwise_backward(struct tp_shape s, const struct tp_pair *pair,
                           const struct tp_term *term, const real *x1,
                           const real *x2, const real *w, const real *dy,
                           real *dx1, real *dx2, real *dw);

/* y[m3,c3] += sum_{c1,c2} w[c1,c2,c3] sum_{m1,m2} C[m1][m2][m3] x1[m1,c1]
 * x2[m2,c2].  w is (channels1, channels2, channels3). */
void tp_full_forward(struct tp_shape s, const struct tp_pair *pair,
                     const struct tp_term *term, const real *x1, const real *x2,
                     const real *w, real *y);

/* From dy, the gradients dx1, dx2, dw, added to; NULL where not wanted. */
void tp_full_backward(struct tp_shape s, const struct tp_pair *pair,
                      const struct tp_term *term, const real *x1,
                      const real *x2, const real *w, const real *dy, real *dx1,
                      real *dx2, real *dw);

API_END

#endif

/* train.h: how wrong a network is, and how to make it less so.
 *
 *   cross_entropy_forward    softmax probabilities and the mean loss
 *   cross_entropy_backward   their gradient by the logits
 *   adam_step                one step of Adam */
#ifndef TRAIN_H
#define TRAIN_H

#include "real.h"
#include "tfn_status.h"

#include <stddef.h>

/* ---- [loss] Softmax and cross-entropy ---- */

/* p_ic = exp(z_ic) / sum_d exp(z_id),  loss = -(1/n) sum_i log p_i,label(i).
 *
 * z       (n, classes) logits, any size; n >= 1, classes >= 1
 * labels  (n), each below `classes`
 * p       out (n, classes)
 * loss    out, one number: 0 when every label is certain
 * Returns TFN_OK, TFN_NULL, TFN_BAD_SHAPE (n or classes 0) or TFN_BAD_VALUE (a
 * label). */
enum tfn_status cross_entropy_forward(size_t n, size_t classes, const real *z,
                                      const size_t *labels, real *p,
                                      real *loss);

/* dz_ic += (p_ic - [c = label(i)]) / n. */
enum tfn_status cross_entropy_backward(size_t n, size_t classes, const real *p,
                                       const size_t *labels, real *dz);

/* ---- [adam] Adam ----
 *
 *   m = beta1 m + (1 - beta1) g,     v = beta2 v + (1 - beta2) g^2
 *   w = w - rate m' / (sqrt(v') + eps),
 *   m' = m/(1 - beta1^t),  v' = v/(1 - beta2^t),  t = 1, 2, 3, ...
 *
 * D. P. Kingma, J. Ba, Adam, ICLR 2015, arXiv:1412.6980, algorithm 1. */
struct adam {
  real rate, beta1, beta2, eps;
  size_t step; /* t, steps done so far: start with 0 */
};

/* The values of the paper: rate 1e-3, 0.9, 0.999, 1e-8, step 0. */
struct adam adam_default(void);

/* One step on n parameters w with gradient g; m and v (n) start as zeros.
 * Returns TFN_OK, TFN_NULL or TFN_BAD_VALUE (a constant out of range). */
enum tfn_status adam_step(struct adam *adam, size_t n, const real *g, real *m,
                          real *v, real *w);

#endif

/* adam.h: how to make a network less wrong.
 *
 *   adam_default   the constants of the paper
 *   adam_rate      the step size of a step, by the schedule
 *   adam_begin     a step counted, and what it multiplies by
 *   adam_step      one step of Adam, or of AdamW */
#ifndef TFN_ADAM_H
#define TFN_ADAM_H

#include "api.h"
#include "real.h"
#include "tfn_status.h"

#include <stddef.h>

API_BEGIN

/* ---- [adam] Adam ----
 *
 *   m = beta1 m + (1 - beta1) g,     v = beta2 v + (1 - beta2) g^2
 *   w = w - rate m' / (sqrt(v') + eps) - rate decay w
 *   m' = m/(1 - beta1^t),  v' = v/(1 - beta2^t),  t = 1, 2, 3, ...
 *
 * D. P. Kingma, J. Ba, Adam, ICLR 2015, arXiv:1412.6980, algorithm 1; the last
 * term is AdamW's: I. Loshchilov, F. Hutter, Decoupled Weight Decay
 * Regularization, ICLR 2019, arXiv:1711.05101.  It acts on all weights alike,
 * biases too. */
struct adam {
  real rate, beta1, beta2, eps;
  size_t step; /* t, steps done so far: start with 0 */
  /* All of these are off at 0. */
  real decay;    /* of the weights, in units of rate */
  real clip;     /* a gradient longer than this is scaled down to it */
  size_t warmup; /* steps in which the rate grows to its full size */
  size_t total;  /* steps at whose end it has fallen to zero */
};

/* The values of the paper: rate 1e-3, 0.9, 0.999, 1e-8, step 0; the rest 0. */
struct adam adam_default(void);

/* rate min(1, t/warmup) (1 + cos(pi s))/2, where s runs from 0 at t = warmup
 * to 1 at t = total; the cosine only with total > warmup, and 0 after it.
 * NaN for NULL. */
real adam_rate(const struct adam *adam, size_t t);

/* What all parameters of a step have in common: the factor of the gradient,
 * rate, 1/(1 - beta^t), and 1 - rate decay. */
struct adam_factors {
  real clip, rate, unbias1, unbias2, keep;
};

/* Counts a step with gradient g (n).  Returns as adam_step. */
enum tfn_status adam_begin(struct adam *adam, size_t n, const real *g,
                           struct adam_factors *k);

/* One step on n parameters w with gradient g; m and v (n) start as zeros.
 * Returns TFN_OK, TFN_NULL, TFN_BAD_VALUE (a constant out of range), or
 * TFN_NOT_FINITE when the length of g is not a finite number; then nothing is
 * changed. */
enum tfn_status adam_step(struct adam *adam, size_t n, const real *g, real *m,
                          real *v, real *w);

API_END

#endif

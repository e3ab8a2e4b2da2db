/* Exercise 5.8 (three stars, 90 minutes, section 5.10): Backward by hand
 *
 * Commentary. For one pair let a be the sum over m2. The pair adds a w[c]
 * x1[m1,c] to y[m3,c]: a product of three numbers. By the product rule each
 * of them receives dy times the other two; a receives it from every channel,
 * so there is a sum over c. And a is itself a sum of C x2[m2], so x2[m2]
 * receives C times what a received. Every arrow of the forward pass is
 * walked once backwards, and values that meet at a fork add: hence `+=`
 * everywhere. */
#include "exercises.h"

/* What one pair adds to dx1 and dw; returns what it gives to a. */
static real channels_back(size_t n, real a, const real *x1, const real *w,
                          const real *dy, real *dx1, real *dw)
{
  real da = 0;
  for (size_t c = 0; c < n; c++) {
    da += w[c] * x1[c] * dy[c];
    if (dx1)
      dx1[c] += a * w[c] * dy[c];
    if (dw)
      dw[c] += a * x1[c] * dy[c];
  }
  return da;
}

void my_tp_depthwise_backward(struct tp_shape s, const struct tp_pair *pair,
                              const struct tp_term *term, const real *x1,
                              const real *x2, const real *w, const real *dy,
                              real *dx1, real *dx2, real *dw)
{
  size_t n = s.channels1;
  for (size_t p = 0; p < s.pairs; p++) {
    const struct tp_term *first = term + pair[p].term;
    size_t at1 = pair[p].i1 * n, at3 = pair[p].i3 * n;
    real a = 0;
    for (size_t t = 0; t < pair[p].terms; t++)
      a += first[t].c * x2[first[t].i2];
    real da =
        channels_back(n, a, x1 + at1, w, dy + at3, dx1 ? dx1 + at1 : NULL, dw);
    if (dx2)
      for (size_t t = 0; t < pair[p].terms; t++)
        dx2[first[t].i2] += first[t].c * da;
  }
}

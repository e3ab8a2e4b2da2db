/* Exercise 5.8 (three stars, 90 minutes, section 5.10): Backward by hand
 *
 * Given dy = dL/dy of a depthwise path, add to the gradients of its three
 * inputs.  Start from
 *
 *   y[m3,c] = w[c] sum C[m1][m2][m3] x1[m1,c] x2[m2]
 *
 * and derive three formulas before you write a line.  This is
 * tp_depthwise_backward.
 *
 * s, pair, term, x1, x2, w   as in exercise 5.6
 * dy    (2 l3 + 1, channels1)
 * dx1   (2 l1 + 1, channels1), added to; NULL when not wanted
 * dx2   (2 l2 + 1), added to; NULL when not wanted
 * dw    (channels1), added to; NULL when not wanted */
#include "exercises.h"
#include "todo.h"

void my_tp_depthwise_backward(struct tp_shape s, const struct tp_pair *pair,
                              const struct tp_term *term, const real *x1,
                              const real *x2, const real *w, const real *dy,
                              real *dx1, real *dx2, real *dw)
{
  (void)s;
  (void)pair;
  (void)term;
  (void)x1;
  (void)x2;
  (void)w;
  (void)dy;
  (void)dx1;
  (void)dx2;
  (void)dw;
  TODO("three gradients, each the product of the other factors");
}

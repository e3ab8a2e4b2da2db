/* Exercise 3.8 (three stars, 120 minutes, section 3.14): Second derivatives
 *
 * The forces of a network are slopes, and to train on forces one needs the
 * slopes of slopes:
 *
 *   d2Y[c][i][j] = d^2 Y_lm(r/|r|) / dr_i dr_j,   c = l + m
 *
 * in HARMONICS_INTEGRAL normalisation.  Derivatives of harmonics are harmonics
 * one degree lower: the book's equation for this can be used twice.
 *
 * l     0..30
 * xyz   (3), a point, not zero and finite, of moderate length
 * d2Y   out, (2l+1, 3, 3)
 * Exact to rounding: no difference quotients.
 * Returns false, and leaves d2Y alone, when l or the point is not valid. */
#include "exercises.h"
#include "todo.h"

bool harmonics_hessian(int l, const real *xyz, real *d2Y)
{
  (void)l, (void)xyz, (void)d2Y;
  TODO("differentiate the polynomial twice, then divide by its length");
  return false;
}

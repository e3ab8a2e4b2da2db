/* Exercise 3.7 (two stars, 40 minutes, section 3.14): The top of the hill
 *
 * Where is the signal f(r) = sum_lm a_lm Y_lm(r) largest?  Start at the given
 * direction and walk uphill on the sphere, with the slope from
 * harmonics_backward, until the slope is gone:
 *
 *   |grad f| <= 1e-6 |a| (1e-3 |a| in float)   at |r| = 1
 *
 * and never end lower than you began by more than rounding.
 *
 * lmax   0..12
 * a      the coefficients of f, not all zero
 * xyz    in: where to start, any length but zero.  out: a unit vector
 * Returns true when the slope is gone; false, and leaves xyz alone, when lmax
 * or the start is not valid or a thousand steps were not enough. */
#include "exercises.h"
#include "todo.h"

bool find_peak(int lmax, const real *a, real *xyz)
{
  (void)lmax, (void)a, (void)xyz;
  TODO("step along the slope, back to length one, shorter when it went down");
  return false;
}

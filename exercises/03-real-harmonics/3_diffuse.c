/* Exercise 3.3 (one star, 10 minutes, section 3.14): Heat on a sphere
 *
 * The sphere has the temperature f = sum_lm a_lm Y_lm at time 0.  Heat flows
 * from warm to cold:
 *
 *   df/dt = Laplacian of f on the sphere
 *
 * Give the coefficients at a later time.  Each harmonic is an eigenfunction, so
 * each coefficient minds its own business.
 *
 * lmax   0..HARMONICS_LMAX
 * time   >= 0
 * a      the coefficients at time 0
 * b      out: those at `time`
 * Returns false, and leaves b alone, when lmax or time is not valid. */
#include "exercises.h"
#include "todo.h"

bool diffuse_signal(int lmax, double time, const real *a, real *b)
{
  (void)lmax, (void)time, (void)a, (void)b;
  TODO("by which factor does a_lm shrink?");
  return false;
}

/* Exercise 3.5 (two stars, 45 minutes, section 3.8): Harmonics of your own
 *
 * Write the function harmonics() again, from the recursion
 *
 *   Q_lm = (2(m+1) z Q_l,m+1 - d_m+1 (x^2+y^2) Q_l,m+2) / d_m
 *   d_m = sqrt((l-m)(l+m+1))
 *
 * and its seed.  One point at a time is enough; no lanes, no generated code.
 * It must do what the header of harmonics() says, for l up to 100: errors
 * within ten times its bound, poles, vectors of any length, the zero vector,
 * points that are not numbers, all three normalisations, every status.
 *
 * lmax, norm, n, xyz, Y   as in harmonics()
 * Returns as harmonics() does. */
#include "exercises.h"
#include "todo.h"

enum harmonics_status my_harmonics(int lmax, enum harmonics_norm norm, size_t n,
                                   const real *xyz, real *Y)
{
  (void)lmax, (void)norm, (void)n, (void)xyz, (void)Y;
  TODO("check, normalise, recur, multiply by (x + iy)^m");
  return HARMONICS_NULL;
}

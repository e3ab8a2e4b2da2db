/* Exercise 3.2 (one star, 15 minutes, section 3.13): A fingerprint that turns
 *
 * An atom has n neighbours in the directions r_1, ..., r_n.  How much does it
 * see at each degree?
 *
 *   p_l = sum_m (sum_i Y_lm(r_i))^2 = sum_i sum_j P_l(cos(angle of r_i, r_j))
 *
 * in HARMONICS_NORM normalisation.  The numbers p_0, ..., p_lmax change neither
 * when the neighbours are turned together nor when they are renumbered: they
 * are a fingerprint of the shape.
 *
 * lmax   0..HARMONICS_LMAX
 * xyz    (n, 3), the neighbours; a zero vector counts at l = 0 only
 * p      out, (lmax+1)
 * The work should grow with n, not with n^2.
 * Returns false when lmax is not valid or memory is short. */
#include "exercises.h"
#include "todo.h"

bool power_spectrum(int lmax, size_t n, const real *xyz, real *p)
{
  (void)lmax, (void)n, (void)xyz, (void)p;
  TODO("add the harmonics of all points, then square");
  return false;
}

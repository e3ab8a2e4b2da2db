/* Exercise 11.5 (two stars, 20 minutes, section 11.7): A vector times itself
 *
 * Commentary.  Giving the components their names first, in the order (y, z, x)
 * of all features of degree 1, leaves nothing to go wrong.  The sum of all six
 * squares is s^2 + |q|^2 = |v|^4: six numbers, made from three, and no
 * information is lost but the sign of v. */
#include "exercises.h"

void vector_square(const real *v, real *s, real *q)
{
  real y = v[0], z = v[1], x = v[2], r2 = real_sqrt(2);
  *s = (x * x + y * y + z * z) / real_sqrt(3);
  q[0] = r2 * x * y;
  q[1] = r2 * y * z;
  q[2] = (2 * z * z - x * x - y * y) / real_sqrt(6);
  q[3] = r2 * x * z;
  q[4] = (x * x - y * y) / r2;
}

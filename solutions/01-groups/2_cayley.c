/* Exercise 1.2 (one star, 15 minutes, section 1.8): Cayley's map
 *
 * Commentary.  With t = 2 arctan |c| the quaternion (cos t/2, n sin t/2) is
 * proportional to (1, n tan t/2) = (1, c).  So the components of c, behind a
 * one, are the quaternion, and so3_from_quat brings it to unit length.  It
 * does so without squaring large numbers, which the formula
 *
 *   R = 1 + 2 (C + C^2) / (1 + |c|^2)
 *
 * would have to be taught: at |c| = 1e200 it gives infinity over infinity.
 * That the two agree is the computation (1 - C)^-1 = 1 + (C + C^2)/(1 + c^2),
 * checked by multiplying with 1 - C and using C^3 = -c^2 C.
 *
 * Cayley's map is popular in optimisation, where one wants rotations near the
 * identity and does not care by how much exactly they turn. */
#include "exercises.h"

rot3 cayley(vec3 c)
{
  rot3 R = so3_identity();
  so3_from_quat((quat){1, c.x, c.y, c.z}, &R);
  return R;
}

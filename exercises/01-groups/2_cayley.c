/* Exercise 1.2 (one star, 15 minutes, section 1.8): Cayley's map
 *
 * The exponential needs a sine.  Cayley's map makes rotations with the four
 * operations of arithmetic alone:
 *
 *   R = (1 + C) (1 - C)^-1,   C = hat(c)
 *
 * It is a rotation for every c, by the angle t = 2 arctan |c| about c.  Only
 * half turns are missing: they would need an infinite c.
 *
 * Find the unit quaternion of R before you invert a matrix.
 *
 * c   any finite vector, also of length 1e200
 * Returns R, the identity for c = 0. */
#include "exercises.h"
#include "todo.h"

rot3 cayley(vec3 c)
{
  (void)c;
  TODO("the rotation by 2 arctan |c| about c, without a sine");
  return so3_hat((vec3){0, 0, 0});
}

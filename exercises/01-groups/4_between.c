/* Exercise 1.4 (two stars, 30 minutes, section 1.8): From one vector to another
 *
 * Two vectors, of any length.  Many rotations take the direction of the first
 * to that of the second; find the one with the smallest angle:
 *
 *   R a / |a| = b / |b|,   the axis is a x b
 *
 * It must be right to a few units in the last place when a and b are nearly
 * parallel and when they are nearly opposite.  Exactly opposite vectors leave
 * a choice of axis: take any that is perpendicular to them.
 *
 * a, b   finite vectors, also of length 1e-200 or 1e200
 * Returns R; the identity when a or b is zero. */
#include "exercises.h"
#include "todo.h"

rot3 rotation_between(vec3 a, vec3 b)
{
  (void)a;
  (void)b;
  TODO("the smallest turn that takes the direction of a to that of b");
  return so3_hat((vec3){0, 0, 0});
}

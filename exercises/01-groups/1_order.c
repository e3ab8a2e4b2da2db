/* Exercise 1.1 (one star, 10 minutes, section 1.2): The order of a rotation
 *
 * Turn a die by the same rotation again and again.  After how many turns does
 * it lie as before?  That number is the order of the rotation: the least
 * n >= 1 with
 *
 *   a a ... a (n times) = 1
 *
 * Every rotation of the cube has one.  Use cube_multiply; you will find that
 * only four different numbers occur.
 *
 * a   one of the 24 rotations of the cube
 * Returns its order; 0 when a is not one of the 24. */
#include "exercises.h"
#include "todo.h"

int cube_order(cube_rotation a)
{
  (void)a;
  TODO("multiply a with itself until the identity appears");
  return -1;
}

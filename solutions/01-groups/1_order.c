/* Exercise 1.1 (one star, 10 minutes, section 1.2): The order of a rotation
 *
 * Commentary.  The powers a, a^2, a^3, ... must repeat, as there are only 24
 * elements.  Say a^i = a^j with i < j: undo a i times and a^(j-i) = 1.  So an
 * order exists and is at most 24; in fact it is 1, 2, 3 or 4.  The matrix that
 * is not a rotation must be found before the loop: a mirror image has an order
 * too, and the zero matrix would never get to the identity. */
#include "exercises.h"

int cube_order(cube_rotation a)
{
  cube_rotation g[CUBE_ORDER];
  cube_rotations(g);
  if (cube_find(g, a) < 0)
    return 0;
  cube_rotation power = a;
  int n = 1;
  while (cube_find(g, power) != 0) {
    power = cube_multiply(power, a);
    n++;
  }
  return n;
}

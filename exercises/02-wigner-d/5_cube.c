/* Exercise 2.5 (two stars, 25 minutes, section 2.13): Who can see a cube?
 *
 * A feature of degree l that describes a cube must look the same after each of
 * the 24 rotations of the cube.  How many independent vectors of 2l+1
 * components are left alone by all 24?  As in section 2.13, count invariants
 * by the mean of the character, now over 24 rotations instead of all:
 *
 *   n = (1/24) sum of chi_l(angle of g) over the 24 rotations g
 *
 * For l = 1, 2 and 3 the answer will be 0: a network with features up to
 * degree 3 cannot tell which way a cube lies.
 *
 * l   degree, any l >= 0
 * Returns the number; -1 for l < 0. */
#include "exercises.h"
#include "todo.h"

int cube_invariants(int l)
{
  (void)l;
  TODO("average the character over the 24 rotations");
  return -2;
}

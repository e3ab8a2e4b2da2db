/* Exercise 2.5 (two stars, 25 minutes, section 2.13): Who can see a cube?
 *
 * Commentary.  The mean of D over a finite group is the projector onto what
 * the group leaves alone, by the same argument as for all rotations; its trace
 * is the dimension of that space.  Only the four classes of angles count: 1,
 * 6, 8 and 9 elements.
 *
 * The answers 1, 0, 0, 0, 1, 0, 1, 0, 1, 1, ... say that l = 4 is the first
 * degree that sees a cube: x^4 + y^4 + z^4 - 3/5. */
#include "exercises.h"

#include <math.h>

int cube_invariants(int l)
{
  static const double pi = 3.14159265358979323846;
  if (l < 0)
    return -1;
  double sum = 2.0 * l + 1;                   /* the identity */
  sum += 6 * wigner_character(l, pi / 2);     /* quarter turns, 3 axes */
  sum += 8 * wigner_character(l, 2 * pi / 3); /* corners */
  sum += 9 * wigner_character(l, pi);         /* 3 faces, 6 edges */
  return (int)lround(sum / 24);
}

/* Exercise 7.1 (one star, 15 minutes, section 7.2): A hand without a chain
 *
 * Commentary.  A chain is met twice, once from either end, and both give the
 * same volume; hence the half.  In a T or a corner no order of all four cubes
 * goes from neighbour to neighbour.  In a square eight do, but everything lies
 * in a plane and every volume is zero, up to rounding.  Three nested loops and
 * the sum of the numbers 0..3 give all orders without a table of permutations.
 * There is no search, no "not found" and no special case: a sum over all
 * possibilities is often the shorter program, when there are 24. */
#include "exercises.h"

#include <math.h>

static bool touch(vec3 a, vec3 b)
{
  return fabs(vec3_norm(vec3_sub(a, b)) - 1) <= TETRIS_TOLERANCE;
}

static double volume_of(vec3 a, vec3 b, vec3 c, vec3 d)
{
  if (!touch(a, b) || !touch(b, c) || !touch(c, d))
    return 0;
  return vec3_dot(vec3_sub(b, a), vec3_cross(vec3_sub(c, b), vec3_sub(d, c)));
}

enum tetris_status my_tetris_handedness(const vec3 *p, double *volume)
{
  double sum = 0;
  if (!p || !volume)
    return TETRIS_NULL;
  for (int i = 0; i < 4; i++)
    if (!isfinite(p[i].x) || !isfinite(p[i].y) || !isfinite(p[i].z))
      return TETRIS_NOT_FINITE;
  for (int i = 0; i < 4; i++)
    for (int j = 0; j < 4; j++)
      for (int k = 0; k < 4; k++) {
        int l = 6 - i - j - k;
        if (i != j && i != k && j != k)
          sum += volume_of(p[i], p[j], p[k], p[l]);
      }
  *volume = sum / 2;
  return TETRIS_OK;
}

/* Exercise 11.3 (two stars, 30 minutes, section 11.3): Who is who?
 *
 * Is there an order s of the points of b with
 *
 *   | |a_i - a_j| - |b_s(i) - b_s(j)| | <= tolerance   for all i, j ?
 *
 * That is, are the clouds the same up to a motion or a mirror image?  Sorted
 * lists of distances do not decide it.  Build s point by point, and go back as
 * soon as a pair does not fit.
 *
 * n  0..9 points;   a, b  (n), finite;   tolerance  >= 0  */
#include "exercises.h"
#include "todo.h"

bool distances_match(size_t n, const vec3 *a, const vec3 *b, double tolerance)
{
  (void)n, (void)a, (void)b, (void)tolerance;
  TODO("a matching, or that there is none");
  return false;
}

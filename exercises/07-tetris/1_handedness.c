/* Exercise 7.1 (one star, 15 minutes, section 7.2): A hand without a chain
 *
 * tetris_handedness looks for the ends of the chain and walks along it.  Do
 * without the search: look at all 24 orders (i, j, k, l) of the four cubes, and
 * add the signed volume
 *
 *   (p_j - p_i) . ((p_k - p_j) x (p_l - p_k))
 *
 * of those in which each cube touches the next.  How often is each chain
 * counted?  What do the shapes give that are no chain?
 *
 * p       (4) the centres of four cubes, in any order; two of them touch when
 *         their distance is 1 to TETRIS_TOLERANCE
 * volume  out: -1 left, +1 right, 0 for all other shapes
 * Returns TETRIS_OK, or TETRIS_NULL or TETRIS_NOT_FINITE; volume is then
 * untouched.  The same as tetris_handedness. */
#include "exercises.h"
#include "todo.h"

enum tetris_status my_tetris_handedness(const vec3 *p, double *volume)
{
  (void)p;
  (void)volume;
  TODO("sum the signed volumes of all orders in which each cube touches the "
       "next");
  return TETRIS_NULL;
}

/* Exercise 4.3 (two stars, 40 minutes, section 4.5): Down the ladder
 *
 * Compute all coefficients of one coupled state |j3 m3> as section 4.5 does by
 * hand: find the top state from J+ |j3 j3> = 0, that is
 *
 *   sqrt((j1 - m1) (j1 + m1 + 1)) c[m1, m2]
 *     + sqrt((j2 - m2 + 1) (j2 + m2)) c[m1 + 1, m2 - 1] = 0,  m1 + m2 = j3,
 *
 * with length one and a positive coefficient at m1 = j1, and lower it until
 * m3.  Do not call cg_su2.  Doubles are enough here: the tests go up to j = 6
 * and want an error below 1e-11.
 *
 * two_j1, two_j2, two_j3, two_m3   doubled, 0 <= two_j <= 40
 * c   out, (two_j1 + 1): c[i] = <j1 m1 j2 m3-m1 | j3 m3> for m1 = -j1 + i, and
 *     0 where |m3 - m1| > j2
 * Returns CG_BAD_L, CG_BAD_M as cg_su2 does, CG_FORBIDDEN when the triangle
 * rule (or a half too many) forbids the triple; c is then untouched. */
#include "exercises.h"
#include "todo.h"

enum cg_status ladder_column(int two_j1, int two_j2, int two_j3, int two_m3,
                             double *c OUT(two_j1 + 1))
{
  (void)two_j1;
  (void)two_j2;
  (void)two_j3;
  (void)two_m3;
  (void)c;
  TODO("the top state, then J- again and again");
  return CG_BAD_L;
}

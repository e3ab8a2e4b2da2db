/* Exercise 4.4 (two stars, 20 minutes, section 4.6): The 3j symbol
 *
 * Physicists prefer a form in which the three angular momenta play the same
 * part:
 *
 *   (j1 j2 j3)   (-1)^(j1 - j2 - m3)
 *   (m1 m2 m3) = ------------------- <j1 m1 j2 m2 | j3 -m3>
 *                  sqrt(2 j3 + 1)
 *
 * It is zero unless m1 + m2 + m3 = 0.  Mind the halves: the exponent is whole
 * even when its three parts are not.  Use cg_su2.
 *
 * two_j, two_m   doubled; any integers
 * Returns the symbol; 0 whenever a selection rule is broken or the arguments
 * are no states at all. */
#include "exercises.h"
#include "todo.h"

double three_j(int two_j1, int two_m1, int two_j2, int two_m2, int two_j3,
               int two_m3)
{
  (void)two_j1;
  (void)two_m1;
  (void)two_j2;
  (void)two_m2;
  (void)two_j3;
  (void)two_m3;
  TODO("one coefficient, one root, one sign");
  return 0;
}

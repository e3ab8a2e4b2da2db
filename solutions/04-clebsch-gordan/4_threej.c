/* Exercise 4.4 (two stars, 20 minutes, section 4.6): The 3j symbol
 *
 * Commentary.  cg_su2 answers most bad questions itself: a broken selection
 * rule is a zero, and for arguments that are no states the status says so.
 * Only m1 + m2 + m3 = 0 has to be put in by passing -m3, and an INT_MIN has no
 * negative.  The exponent j1 - j2 - m3 is whole whenever the coefficient is
 * not zero, so halving it after the sum is safe, and halving its parts is not.
 * In C, -3 % 2 is -1: ask for != 0, not for == 1. */
#include "exercises.h"

#include <limits.h>
#include <math.h>

double three_j(int two_j1, int two_m1, int two_j2, int two_m2, int two_j3,
               int two_m3)
{
  double value;
  if (two_m3 == INT_MIN ||
      cg_su2(two_j1, two_m1, two_j2, two_m2, two_j3, -two_m3, &value) != CG_OK)
    return 0;
  int exponent = (two_j1 - two_j2 - two_m3) / 2;
  return (exponent % 2 != 0 ? -value : value) / sqrt(two_j3 + 1.0);
}

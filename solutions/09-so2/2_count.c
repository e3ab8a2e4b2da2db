/* Exercise 9.2 (one star, 15 minutes, section 9.12): How many numbers are left
 *
 * Commentary.  Counting by pairs needs a minimum; counting by m does not.  For
 * a given m there are lmax + 1 - m degrees that have it, so (lmax + 1 - m)^2
 * pairs, each with one number for m = 0 and two for m > 0.  For mmax = lmax
 * the sum is (lmax + 1)(2 lmax^2 + 4 lmax + 3)/3, and as many filters are
 * needed. */
#include "exercises.h"

int count_blocks(int lmax, int mmax)
{
  int n = 0;
  for (int m = 0; m <= mmax && m <= lmax; m++)
    n += (lmax + 1 - m) * (lmax + 1 - m) * (m ? 2 : 1);
  return n;
}

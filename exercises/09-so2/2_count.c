/* Exercise 9.2 (one star, 15 minutes, section 9.12): How many numbers are left
 *
 * A convolution of one channel that keeps all degrees 0..lmax has, for every
 * pair (l1, l3) of degrees, the numbers a_0, a_1, b_1, a_2, b_2, ... up to
 * m = min(l1, l3, mmax).  How many are these in all?
 *
 * lmax, mmax  mmax above lmax counts as lmax
 * Returns their number; 0 when lmax or mmax is negative.  */
#include "exercises.h"
#include "todo.h"

int count_blocks(int lmax, int mmax)
{
  (void)lmax, (void)mmax;
  TODO("a sum over m");
  return 0;
}

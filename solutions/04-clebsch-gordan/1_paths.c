/* Exercise 4.1 (one star, 10 minutes, section 4.4): Count the paths
 *
 * Commentary.  Three loops would do; with the triangle rule written into the
 * bounds of the third no triple is visited in vain.  Nearly half of the paths
 * are odd as lmax grows: a network without them is blind to handedness and has
 * thrown half of its products away. */
#include "exercises.h"

#include <stdlib.h>

int count_paths(int lmax, int *odd OUT(1))
{
  int count = 0;
  *odd = 0;
  for (int l1 = 0; l1 <= lmax; l1++)
    for (int l2 = 0; l2 <= lmax; l2++)
      for (int l3 = abs(l1 - l2); l3 <= l1 + l2 && l3 <= lmax; l3++) {
        count++;
        *odd += (l1 + l2 + l3) % 2;
      }
  return count;
}

/* Exercise 10.3 (one star, 15 minutes, section 10.14): What a wave looks like
 *
 * On b longitudes 2 pi k/b, k = 0..b-1, waves exp(i m phi) and exp(i m' phi)
 * have the same values when m and m' differ by a multiple of b: the grid cannot
 * tell them apart.  That is why a function of few points in the frame of an
 * edge sees the roll.  Of all waves that look like m, return the slowest one:
 * m' with |m'| as small as possible, and the positive one of two.
 *
 * m           any number, also a negative one
 * longitudes  b >= 1
 * Returns m', -b/2 < m' <= b/2.  */
#include "exercises.h"
#include "todo.h"

int looks_like(int m, int longitudes)
{
  (void)m, (void)longitudes;
  TODO("the slowest wave with the same values");
  return 1000000;
}

/* Exercise 4.2 (one star, 20 minutes, section 4.5): Three coefficients by hand
 *
 * Commentary.  Write |m1>|m2>.  Lowering |3 3> = |2>|1> gives
 *   sqrt 6 |3 2> = 2 |1>|1> + sqrt 2 |2>|0>,
 * so |3 2> = sqrt(2/3) |1>|1> + sqrt(1/3) |2>|0>, and perpendicular to it, with
 * the coefficient at m1 = 2 positive,
 *   |2 2> = sqrt(2/3) |2>|0> - sqrt(1/3) |1>|1>.
 * Lower once more; on the left the root is 2.  J- takes |2>|0> to
 * 2 |1>|0> + sqrt 2 |2>|-1> and |1>|1> to sqrt 6 |0>|1> + sqrt 2 |1>|0>:
 *   2 |2 1> = (2 sqrt(2/3) - sqrt(2/3)) |1>|0> + sqrt(4/3) |2>|-1>
 *             - sqrt 2 |0>|1>.
 * Halve: -sqrt(1/2), sqrt(1/6), sqrt(1/3).  The squares add up to one. */
#include "exercises.h"

void by_hand(int *sign OUT(3), int *numerator OUT(3), int *denominator OUT(3))
{
  const int signs[3] = {-1, 1, 1}, up[3] = {1, 1, 1}, down[3] = {2, 6, 3};
  for (int i = 0; i < 3; i++) {
    sign[i] = signs[i];
    numerator[i] = up[i];
    denominator[i] = down[i];
  }
}

/* Exercise 4.2 (one star, 20 minutes, section 4.5): Three coefficients by hand
 *
 * Take paper.  Couple l1 = 2 with l2 = 1 to l3 = 2 and find the three
 * coefficients of the state |2 1>:
 *
 *   <2 0 1 1 | 2 1>,   <2 1 1 0 | 2 1>,   <2 2 1 -1 | 2 1>
 *
 * The ladder of l3 = 3 begins at |2 2>|1 1>; the ladder of l3 = 2 begins one
 * step lower, with the state perpendicular to it.  The coefficient with
 * m1 = l1 = 2 in that top state is positive.  Every answer has the form
 *
 *   sign * sqrt(numerator / denominator)
 *
 * sign, numerator, denominator   out: three of each, for m1 = 0, 1, 2; sign is
 *                                1 or -1, the fraction in lowest terms
 * Fill in the numbers; nothing is to be computed by the program. */
#include "exercises.h"
#include "todo.h"

void by_hand(int *sign OUT(3), int *numerator OUT(3), int *denominator OUT(3))
{
  TODO("three signs and three fractions");
  for (int i = 0; i < 3; i++)
    sign[i] = numerator[i] = denominator[i] = 0;
}

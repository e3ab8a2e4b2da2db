/* Exercise 9.6 (two stars, 40 minutes, section 9.7): What forgets the roll
 *
 * A matrix A that acts on features of degree l in the frame of an edge gives
 * the same message for every roll of the frame exactly when it commutes with
 * the roll D = D^l(turn about z by an angle).  Measure by how much a given A
 * fails to, and make the best of it: the average of D^T A D over all rolls.
 *
 * A               (2l + 1, 2l + 1), row by row, l <= 6
 * roll_violation  the largest entry of |A D - D A|; NaN if one of A's is
 * roll_average    B := the average, exactly, without a sum over angles
 *
 * Component m of a feature stands at m + l; D[m][m] = cos(m angle) and, as a
 * turn about z goes from x to y,
 *   D[-m][m] = sin(m angle), D[m][-m] = -sin(m angle)   for m > 0.  */
#include "exercises.h"
#include "todo.h"

double roll_violation(int l, double angle_rad, const double *A)
{
  (void)l, (void)angle_rad, (void)A;
  TODO("the largest entry of A D - D A");
  return 0;
}

void roll_average(int l, const double *A, double *B)
{
  (void)l, (void)A, (void)B;
  TODO("two numbers for each m");
}

/* Exercise 12.3 (two stars, 30 minutes, section 12.4): Six numbers of a top
 *
 * Commentary.  Orthonormal matrices make it a matter of products: the number of
 * B is the sum of B_ab I_ab over all nine entries, where an entry off the
 * diagonal is met twice.  That is the trap of a loss on the six independent
 * entries of a tensor: it counts xy once and xx once, and is not invariant.
 * With the sum of squares of these six numbers it is.  */
#include "exercises.h"

#include <math.h>

void inertia_parts(size_t n, const double *mass, const double *r,
                   double *scalar, double *five)
{
  double I[3][3] = {{0}};
  for (size_t i = 0; i < n; i++) {
    const double *p = r + 3 * i;
    double square = p[0] * p[0] + p[1] * p[1] + p[2] * p[2];
    for (int a = 0; a < 3; a++)
      for (int b = 0; b < 3; b++)
        I[a][b] += mass[i] * ((a == b) * square - p[a] * p[b]);
  }
  *scalar = (I[0][0] + I[1][1] + I[2][2]) / sqrt(3);
  five[0] = sqrt(2) * I[0][1];
  five[1] = sqrt(2) * I[1][2];
  five[2] = (2 * I[2][2] - I[0][0] - I[1][1]) / sqrt(6);
  five[3] = sqrt(2) * I[0][2];
  five[4] = (I[0][0] - I[1][1]) / sqrt(2);
}

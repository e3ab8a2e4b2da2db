/* Exercise 10.8 (three stars, 60 minutes, section 10.10): Gauss and Legendre
 *
 * Commentary.  The slope comes for free: (1 - z^2) P_n' = n (P_{n-1} - z P_n).
 * Newton doubles the number of right digits in a step, so six are more than
 * enough.  Why do n points reach the degree 2n - 1?  Divide p by P_n: the
 * quotient has a degree below n, so its product with P_n integrates to 0, and
 * at the zeros it is 0, too; what is left is the remainder, for which n points
 * suffice.  */
#include "exercises.h"

#include <math.h>

static double legendre(size_t n, double z, double *slope)
{
  double before = 1, p = z;
  for (size_t k = 2; k <= n; k++) {
    double next =
        ((double)(2 * k - 1) * z * p - (double)(k - 1) * before) / (double)k;
    before = p;
    p = next;
  }
  *slope = (double)n * (before - z * p) / (1 - z * z);
  return p;
}

void gauss_points(size_t n, double *z, double *w)
{
  const double pi = 3.14159265358979323846;
  for (size_t k = 0; k < n; k++) {
    double slope, at = cos(pi * ((double)k + 0.75) / ((double)n + 0.5));
    for (int step = 0; step < 6; step++)
      at -= legendre(n, at, &slope) / slope;
    legendre(n, at, &slope);
    z[k] = at;
    w[k] = 1 / ((1 - at * at) * slope * slope);
  }
}

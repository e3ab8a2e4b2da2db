/* Exercise 0.6 (two stars, 30 minutes, section 0.6): Its way back
 *
 * Commentary.  f depends on v through t only, and dt/dv = v/t; that is where
 * f'/t comes from.  f'/t = (1 - tanh^2 t - f)/t^2.  For small t this is a small
 * difference of large terms, and most of its digits are lost.  That does no
 * harm: it stands before a product of order t^2, so what is lost is not seen.
 * Only where the square itself is zero would it be 0/0.  */
#include "exercises.h"

#include <math.h>

static double dot(const double *a, const double *b)
{
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

void bounded_back(const double *v, const double *h, double *dv)
{
  double square = dot(v, v), t = sqrt(square), f = 1, slope = 0;
  if (square > 0) {
    f = tanh(t) / t;
    slope = (1 - f * f * square - f) / square;
  }
  for (int k = 0; k < 3; k++)
    dv[k] = f * h[k] + slope * dot(v, h) * v[k];
}

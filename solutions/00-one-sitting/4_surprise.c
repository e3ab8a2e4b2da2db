/* Exercise 0.4 (one star, 20 minutes, section 0.6): A loss without overflow
 *
 * Commentary.  With t = z for left and t = -z for right the loss is
 * log(1 + exp(-t)) = max(-t, 0) + log(1 + exp(-|t|)), where the exponential is
 * never larger than one.  log1p keeps the digits where exp(-|t|) is small.  */
#include "exercises.h"

#include <math.h>

double surprise(double z, int left, double *slope)
{
  double t = left ? z : -z, small = exp(-fabs(t));
  double p = z > 0 ? 1 / (1 + small) : small / (1 + small);
  *slope = p - (left ? 1 : 0);
  if (left && z > 0)
    *slope = -small / (1 + small); /* 1 - p, where p is nearly 1 */
  return fmax(-t, 0) + log1p(small);
}

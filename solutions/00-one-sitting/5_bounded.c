/* Exercise 0.5 (two stars, 25 minutes, section 0.4): Another gate
 *
 * Commentary.  The square of 1e-200 is zero and that of 1e200 infinite, so the
 * length is taken with hypot, which does not square what it cannot.  Where the
 * length is zero the factor is the limit of tanh(t)/t, which is 1.  */
#include "exercises.h"

#include <math.h>

void bounded(const double *v, double *y)
{
  double length = hypot(hypot(v[0], v[1]), v[2]);
  double factor = length > 0 ? tanh(length) / length : 1;
  for (int k = 0; k < 3; k++)
    y[k] = factor * v[k];
}

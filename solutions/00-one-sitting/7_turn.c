/* Exercise 0.7 (two stars, 25 minutes, section 0.8): A turn from four numbers
 *
 * Commentary.  The formula is that of `turn` in the chapter.  Dividing by the
 * square of the length makes it independent of the length of q; q and -q give
 * the same turn, for both factors change their sign.  */
#include "exercises.h"

#include <math.h>

static double dot(const double *a, const double *b)
{
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

static void cross(const double *a, const double *b, double *c)
{
  c[0] = a[1] * b[2] - a[2] * b[1];
  c[1] = a[2] * b[0] - a[0] * b[2];
  c[2] = a[0] * b[1] - a[1] * b[0];
}

void turn_by(const double *q, const double *v, double *y)
{
  double t[3], across[3], square = q[0] * q[0] + dot(q + 1, q + 1);
  cross(q + 1, v, t);
  for (int k = 0; k < 3; k++)
    t[k] += q[0] * v[k];
  cross(q + 1, t, across);
  for (int k = 0; k < 3; k++)
    y[k] = v[k] + 2 * across[k] / square;
}

/* Exercise 0.3 (one star, 15 minutes, section 0.4): What a point says
 *
 * Commentary.  One line for each component of the cross product, in the order
 * yz, zx, xy: each component has the two others, in turn.  */
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

void hear(const double *R, const double *n, double s, const double *v,
          double *number, double *arrow)
{
  double across[3];
  cross(n, v, across);
  *number = R[0] * s + R[1] * dot(n, v);
  for (int k = 0; k < 3; k++)
    arrow[k] = R[2] * s * n[k] + R[3] * v[k] + R[4] * across[k];
}

/* Exercise 0.1 (one star, 10 minutes, section 0.1): What knows the hand
 *
 * Commentary.  Differences first: the volume must not depend on where the
 * piece lies.  Then the cross product of two and the dot product with the
 * third.  Written out it is the determinant of the three arrows.  */
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

double hand_of(const double *points)
{
  double a[3], b[3], c[3], across[3];
  for (int k = 0; k < 3; k++) {
    a[k] = points[3 + k] - points[k];
    b[k] = points[6 + k] - points[k];
    c[k] = points[9 + k] - points[k];
  }
  cross(a, b, across);
  return dot(across, c);
}

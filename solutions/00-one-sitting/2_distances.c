/* Exercise 0.2 (one star, 15 minutes, section 0.1): The six distances, in order
 *
 * Commentary.  Six numbers are sorted by the simplest method there is: each new
 * one moves down until it meets one that is not larger.  */
#include "exercises.h"

#include <math.h>

static double dot(const double *a, const double *b)
{
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

void sorted_distances(const double *points, double *distances)
{
  int n = 0;
  for (int i = 0; i < 4; i++)
    for (int j = 0; j < i; j++) {
      double d[3], length;
      for (int k = 0; k < 3; k++)
        d[k] = points[3 * i + k] - points[3 * j + k];
      length = sqrt(dot(d, d));
      int at = n++;
      for (; at > 0 && distances[at - 1] > length; at--)
        distances[at] = distances[at - 1];
      distances[at] = length;
    }
}

/* Exercise 5.2 (one star, 15 minutes, section 5.4): Dot and cross as paths
 *
 * Commentary. The order (y, z, x) is a cyclic exchange of (x, y, z), an even
 * permutation, so the formula of the cross product keeps its form: each
 * component is next times after-next minus the same exchanged. Had the order
 * been (y, x, z), the sign would have flipped. The roots make the variance
 * of every output 1: three products are added in the one case, two in the
 * other. */
#include "exercises.h"

#include <math.h>

void dot_and_cross(const double *a, const double *b, double *dot, double *cross)
{
  *dot = (a[0] * b[0] + a[1] * b[1] + a[2] * b[2]) / sqrt(3);
  for (int i = 0; i < 3; i++) {
    int j = (i + 1) % 3, k = (i + 2) % 3;
    cross[i] = (a[j] * b[k] - a[k] * b[j]) / sqrt(2);
  }
}

/* Exercise 7.5 (two stars, 30 minutes, section 7.14): A number for a crystal
 *
 * Commentary.  The average of the harmonics is a feature of degree l: it turns
 * with D(R), which is orthogonal, so its length is an invariant.  It is the
 * simplest network there is, one convolution with R(r) = 1/n and a norm.  The
 * faces of a cube have Q_2 = 0 and Q_4 = 0.764; an icosahedron has Q_4 = 0 and
 * Q_6 = 0.663.  By the addition theorem Q_l^2 is the mean of P_l(cos) over all
 * pairs of neighbours, which is how the pinned values of the test were
 * computed.  The factor 4 pi / (2l+1) turns the orthonormal harmonics into
 * those of norm one; HARMONICS_NORM would do so by itself. */
#include "exercises.h"

#include <math.h>
#include <stdlib.h>

static double mean_square(int l, size_t n, const real *Y)
{
  size_t width = harmonics_count(l);
  double sum = 0;
  for (int m = -l; m <= l; m++) {
    double mean = 0;
    for (size_t i = 0; i < n; i++)
      mean += (double)Y[i * width + harmonics_index(l, m)];
    mean /= (double)n;
    sum += mean * mean;
  }
  return sum;
}

double order_parameter(int l, size_t n, const vec3 *r)
{
  if (l < 0 || l > HARMONICS_LMAX || !r || n == 0)
    return -1;
  real *xyz = malloc(3 * n * sizeof *xyz);
  real *Y = malloc(n * harmonics_count(l) * sizeof *Y);
  double Q = -1;
  for (size_t i = 0; i < n && xyz; i++) {
    xyz[3 * i] = (real)r[i].x;
    xyz[3 * i + 1] = (real)r[i].y;
    xyz[3 * i + 2] = (real)r[i].z;
  }
  if (xyz && Y && harmonics(l, HARMONICS_NORM, n, xyz, Y) == HARMONICS_OK)
    Q = sqrt(mean_square(l, n, Y));
  free(xyz);
  free(Y);
  return Q;
}

/* Exercise 3.5 (two stars, 45 minutes, section 3.8): Harmonics of your own
 *
 * Commentary.  Three things are easy to miss.  The factor sqrt 2 belongs to
 * every m but 0.  The length must be found without squaring what is too large
 * or too small: divide by the largest coordinate first.  And Y_00 does not
 * depend on the point, so NaN must be carried to it by hand.
 *
 * This version works in double inside, whatever `real` is: half as fast in
 * single precision, and nothing to think about. */
#include <stdint.h>

#include "exercises.h"

static double seed(int l, enum harmonics_norm norm)
{
  const double pi = 3.14159265358979323846;
  double square = l > 0 ? 2 : 1;
  for (int k = 1; k <= l; k++)
    square *= (2 * k - 1) / (2.0 * k);
  if (norm != HARMONICS_NORM)
    square *= 2 * l + 1;
  if (norm == HARMONICS_INTEGRAL)
    square /= 4 * pi;
  return sqrt(square);
}

/* The unit vector; zero for zero, NaN for what is not finite. */
static void direction(const real *xyz, double *u)
{
  double largest = 0, norm = 0;
  bool finite = true;
  for (int k = 0; k < 3; k++) {
    finite = finite && isfinite(xyz[k]);
    largest = fmax(largest, fabs((double)xyz[k]));
  }
  for (int k = 0; k < 3; k++) {
    u[k] = largest > 0 ? (double)xyz[k] / largest : 0;
    norm += u[k] * u[k];
  }
  for (int k = 0; k < 3; k++)
    u[k] = !finite ? (double)NAN : norm > 0 ? u[k] / sqrt(norm) : 0;
}

static void one_degree(int l, double start, const double *u, const double *c,
                       const double *s, real *Y)
{
  const double ss = u[0] * u[0] + u[1] * u[1];
  double q = start, above = 0, d = 0;
  for (int m = l; m > 0; m--) {
    Y[l + m] = (real)(q * c[m]);
    Y[l - m] = (real)(q * s[m]);
    const double below = sqrt((double)(l - m + 1) * (l + m));
    const double next = (2 * m * u[2] * q - d * ss * above) / below;
    above = q, q = next, d = below;
  }
  Y[l] = (real)(q * c[0] / (l > 0 ? sqrt(2) : 1));
}

static void one_point(int lmax, const double *seeds, const real *xyz, real *Y)
{
  double u[3], c[HARMONICS_LMAX + 1], s[HARMONICS_LMAX + 1];
  direction(xyz, u);
  c[0] = 1 + 0 * u[2];
  s[0] = 0;
  for (int m = 0; m < lmax; m++) {
    c[m + 1] = u[0] * c[m] - u[1] * s[m];
    s[m + 1] = u[0] * s[m] + u[1] * c[m];
  }
  for (int l = 0; l <= lmax; l++)
    one_degree(l, seeds[l], u, c, s, Y + l * l);
}

enum harmonics_status my_harmonics(int lmax, enum harmonics_norm norm, size_t n,
                                   const real *xyz, real *Y)
{
  const size_t count = harmonics_count(lmax);
  double seeds[HARMONICS_LMAX + 1];
  if (count == 0)
    return HARMONICS_BAD_L;
  if (norm != HARMONICS_INTEGRAL && norm != HARMONICS_COMPONENT &&
      norm != HARMONICS_NORM)
    return HARMONICS_BAD_NORM;
  if (n > SIZE_MAX / (3 * count * sizeof(real)))
    return HARMONICS_OVERFLOW;
  if (n > 0 && (!xyz || !Y))
    return HARMONICS_NULL;
  for (int l = 0; l <= lmax; l++)
    seeds[l] = seed(l, norm);
  for (size_t i = 0; i < n; i++)
    one_point(lmax, seeds, xyz + 3 * i, Y + i * count);
  return HARMONICS_OK;
}

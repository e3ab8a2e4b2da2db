/* Exercise 3.7 (two stars, 40 minutes, section 3.14): The top of the hill
 *
 * Commentary.  The slope lies in the surface already, so a step along it and
 * back to length one stays on the sphere.  How long a step?  The slope is at
 * most about 2 (lmax+1) |a| for lmax <= 12, so the first step is shorter than
 * 1; after that the step grows when it went up and halves when it did not.
 * Comparing values ends the walk before the slope is quite gone, because near
 * the top the values no longer differ: so a step is also taken when the slope
 * became smaller and the value did not fall below the best one by more than
 * its rounding.  It finds a top, not the highest one. */
#include <string.h>

#include "exercises.h"

enum { MAX_L = 12, MAX_COUNT = (MAX_L + 1) * (MAX_L + 1) };

static double length(const real *v)
{
  return sqrt((double)v[0] * (double)v[0] + (double)v[1] * (double)v[1] +
              (double)v[2] * (double)v[2]);
}

/* The value at a unit vector; slope (3) out. */
static double climb(int lmax, const real *a, const real *r, real *slope)
{
  real Y[MAX_COUNT];
  double f = 0;
  harmonics(lmax, HARMONICS_INTEGRAL, 1, r, Y);
  for (size_t i = 0; i < harmonics_count(lmax); i++)
    f += (double)a[i] * (double)Y[i];
  slope[0] = slope[1] = slope[2] = 0;
  harmonics_backward(lmax, HARMONICS_INTEGRAL, 1, r, a, slope);
  return f;
}

static bool normalise(real *r)
{
  const double n = length(r);
  for (int k = 0; k < 3; k++)
    r[k] = (real)((double)r[k] / n);
  return n > 0 && isfinite(n);
}

bool find_peak(int lmax, const real *a, real *xyz)
{
  real r[3] = {xyz[0], xyz[1], xyz[2]}, slope[3], next[3], next_slope[3];
  if (lmax < 0 || lmax > MAX_L || !normalise(r))
    return false;
  double size = 0;
  for (size_t i = 0; i < harmonics_count(lmax); i++)
    size += (double)a[i] * (double)a[i];
  size = sqrt(size);
  const double small = (REAL_IS_FLOAT ? 1e-3 : 1e-6) * size;
  const double rounding = 4 * (lmax + 1) * (double)REAL_EPS * size;
  double f = climb(lmax, a, r, slope), best = f;
  double h = 0.5 / ((lmax + 1) * (size + 1e-300));
  for (int step = 0; step < 1000; step++) {
    if (length(slope) <= small) {
      memcpy(xyz, r, sizeof r);
      return true;
    }
    for (int k = 0; k < 3; k++)
      next[k] = (real)((double)r[k] + h * (double)slope[k]);
    normalise(next);
    const double g = climb(lmax, a, next, next_slope);
    const bool calmer = length(next_slope) < length(slope);
    if (g > f || (calmer && g >= best - rounding)) {
      memcpy(r, next, sizeof r);
      memcpy(slope, next_slope, sizeof slope);
      f = g, best = fmax(best, g), h *= 1.3;
    } else
      h /= 2;
  }
  return false;
}

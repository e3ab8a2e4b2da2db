/* Exercise 8.8 (three stars, 90 minutes, section 8.4): Unseen gradients
 *
 * Commentary.  With Z = Re + i Im of a pair (m, -m) the ladder says, for m > 0,
 *
 *   d/dx: A c_{m-1} - B c_{m+1},      A s_{m-1} - B s_{m+1}
 *   d/dy: -A s_{m-1} - B s_{m+1},     A c_{m-1} + B c_{m+1}
 *   d/dz: C c_m,                      C s_m
 *
 * for the cosine and the sine function, where c and s are values of degree
 * l - 1.  Let p and q be their two dY.  Then the pair adds to the force
 *
 *   x: A (p c_{m-1} + q s_{m-1}) - B (p c_{m+1} + q s_{m+1})
 *   y: A (q c_{m-1} - p s_{m-1}) + B (q c_{m+1} - p s_{m+1})
 *   z: C (p c_m + q s_m)
 *
 * Fifteen products and no gradient.  l sum_m dY Y, the radial part, is a number
 * for each degree, and its factor n can wait until all degrees are summed up.
 * Likewise 1/|r|: one division for a point.  The square roots depend on l and m
 * alone; here they are computed for every point, to keep the formulas in sight.
 * The book's program writes them into the code, and sixteen points side by side
 * share them.
 *
 * The length is that of a point scaled by its largest coordinate, so that no
 * square overflows; the two factors divide one after the other.  fmax drops a
 * NaN, and the quotient brings it back. */
#include "exercises.h"

#include <math.h>
#include <stdint.h>

enum { MOST = (HARMONICS_LMAX + 1) * (HARMONICS_LMAX + 1) };

/* The cosine and the sine function of order m, 0 where there is none. */
static double cosine(int l, int m, const real *Y)
{
  return m <= l ? (double)Y[l + m] : 0;
}

static double sine(int l, int m, const real *Y)
{
  return m > 0 && m <= l ? (double)Y[l - m] : 0;
}

/* f += sum over the pair (m, -m) of dY grad H; below has the values of degree
 * l - 1.  Between m = 0 and the others stands a root of 2. */
static void add_pair(int l, int m, double kappa, const real *dY,
                     const real *below, double *f)
{
  const double a = m == 0 ? 0 : m == 1 ? sqrt(0.5) : 0.5;
  const double b = m == 0 ? sqrt(0.5) : 0.5;
  const double A = a * kappa * sqrt((double)(l + m) * (l + m - 1));
  const double B = b * kappa * sqrt((double)(l - m) * (l - m - 1));
  const double C = kappa * sqrt((double)(l - m) * (l + m));
  const double p = (double)dY[l + m], q = m > 0 ? (double)dY[l - m] : 0;
  const double c0 = m > 0 ? cosine(l - 1, m - 1, below) : 0;
  const double s0 = sine(l - 1, m - 1, below);
  const double c2 = cosine(l - 1, m + 1, below);
  const double s2 = sine(l - 1, m + 1, below);
  f[0] += A * (p * c0 + q * s0) - B * (p * c2 + q * s2);
  f[1] += A * (q * c0 - p * s0) + B * (q * c2 - p * s2);
  f[2] += C * (p * cosine(l - 1, m, below) + q * sine(l - 1, m, below));
}

static void add_force(int lmax, enum harmonics_norm norm, const real *r,
                      const real *Y, const real *dY, real *dxyz)
{
  const double scale =
      fmax(fabs((double)r[0]), fmax(fabs((double)r[1]), fabs((double)r[2])));
  double n[3], f[3] = {0}, radial = 0;
  if (r[0] == 0 && r[1] == 0 && r[2] == 0)
    return;
  for (int k = 0; k < 3; k++)
    n[k] = (double)r[k] / scale;
  const double length = sqrt(n[0] * n[0] + n[1] * n[1] + n[2] * n[2]);
  for (int l = 0; l <= lmax; l++) {
    const real *Yl = Y + l * l, *dYl = dY + l * l;
    const double kappa =
        norm == HARMONICS_NORM ? 1 : sqrt((2 * l + 1) / fabs(2 * l - 1.0));
    for (int m = 0; l > 0 && m <= l; m++)
      add_pair(l, m, kappa, dYl, Yl - (2 * l - 1), f);
    for (int i = 0; i <= 2 * l; i++)
      radial += l * (double)dYl[i] * (double)Yl[i];
  }
  for (int k = 0; k < 3; k++)
    dxyz[k] += (real)((f[k] - n[k] / length * radial) / length / scale);
}

enum harmonics_status my_harmonics_backward(int lmax, enum harmonics_norm norm,
                                            size_t n, const real *xyz,
                                            const real *dY, real *dxyz)
{
  real Y[MOST];
  const size_t count = harmonics_count(lmax);
  /* Let the library say what is wrong: it looks before it touches anything. */
  enum harmonics_status status = harmonics(lmax, norm, 0, xyz, Y);
  if (status != HARMONICS_OK)
    return status;
  if (n > SIZE_MAX / (3 * count * sizeof(real)))
    return HARMONICS_OVERFLOW;
  if (n && (!xyz || !dY || !dxyz))
    return HARMONICS_NULL;
  for (size_t i = 0; i < n; i++) {
    harmonics(lmax, norm, 1, xyz + 3 * i, Y);
    add_force(lmax, norm, xyz + 3 * i, Y, dY + i * count, dxyz + 3 * i);
  }
  return HARMONICS_OK;
}

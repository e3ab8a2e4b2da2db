/* Exercise 3.8 (three stars, 120 minutes, section 3.14): Second derivatives
 *
 * Commentary.  Let H = |r|^l Y be the solid harmonic.  Its derivatives are
 * dH_l/dr_i = sum_c G_i[a][c] H_l-1,c with a constant matrix G_i, the ladder of
 * the book.  Once more gives the second derivatives, in terms of degree l - 2.
 * Then Y = |r|^-l H, by the product rule at |r| = 1:
 *
 *   Y_ij = H_ij - l (n_i H_j + n_j H_i) - l delta_ij H + l (l+2) n_i n_j H
 *
 * and everything is divided by |r|^2 in the end.  Three identities check it
 * without any difference quotient: it is symmetric; r_j Y_ij = -Y_i, since the
 * slope is homogeneous of degree -1; and its trace is -l(l+1) Y / |r|^2. */
#include <string.h>

#include "exercises.h"

enum { MAX_L = 30, MAX_ROWS = 2 * MAX_L + 1 };

/* Component m of degree l, 0 where there is none: +m cosine, -m sine. */
static double at(int l, int m, const double *H)
{
  return m >= -l && m <= l ? H[l + m] : 0;
}

/* The sine of order m > 0; of order 0 there is none. */
static double sine(int l, int m, const double *H)
{
  return m > 0 ? at(l, -m, H) : 0;
}

/* grad (2l+1, 3) of the solid harmonics of degree l, from below (2l-1): the
 * values of something that is a solid harmonic of degree l - 1. */
static void ladder(int l, const double *below, double (*grad)[3])
{
  const double kappa = sqrt((2 * l + 1) / (2 * l - 1.0));
  for (int m = 0; m <= l; m++) {
    double A = 0.5 * kappa * sqrt((double)(l + m) * (l + m - 1));
    double B = 0.5 * kappa * sqrt((double)(l - m) * (l - m - 1));
    double C = kappa * sqrt((double)(l - m) * (l + m));
    A *= m == 0 ? 0 : m == 1 ? sqrt(2) : 1;
    B *= m == 0 ? sqrt(2) : 1;
    double c0 = m > 0 ? at(l - 1, m - 1, below) : 0;
    double c2 = at(l - 1, m + 1, below);
    double s0 = sine(l - 1, m - 1, below), s2 = sine(l - 1, m + 1, below);
    double *even = grad[l + m], *odd = grad[l - m];
    if (m > 0) {
      odd[0] = A * s0 - B * s2;
      odd[1] = A * c0 + B * c2;
      odd[2] = C * sine(l - 1, m, below);
    }
    even[0] = A * c0 - B * c2;
    even[1] = -A * s0 - B * s2;
    even[2] = C * at(l - 1, m, below);
  }
}

/* first (2l+1, 3) and second (2l+1, 3, 3) derivatives of degree l; low holds
 * the values of all degrees. */
static void derivatives(int l, const double *low, double (*first)[3],
                        double (*second)[3][3])
{
  double slope[MAX_ROWS][3], column[MAX_ROWS], row[MAX_ROWS][3];
  memset(second, 0, (size_t)(2 * l + 1) * sizeof *second);
  memset(first, 0, (size_t)(2 * l + 1) * sizeof *first);
  if (l > 0)
    ladder(l, low + (l - 1) * (l - 1), first);
  if (l < 2)
    return;
  ladder(l - 1, low + (l - 2) * (l - 2), slope);
  for (int j = 0; j < 3; j++) {
    for (int c = 0; c < 2 * l - 1; c++)
      column[c] = slope[c][j];
    ladder(l, column, row);
    for (int c = 0; c <= 2 * l; c++)
      for (int i = 0; i < 3; i++)
        second[c][i][j] = row[c][i];
  }
}

static double project(int l, const double *n, double H, const double *first,
                      double second, int i, int j)
{
  return second - l * (n[i] * first[j] + n[j] * first[i]) -
         (i == j ? l * H : 0) + l * (l + 2) * n[i] * n[j] * H;
}

bool harmonics_hessian(int l, const real *xyz, real *d2Y)
{
  double n[3], first[MAX_ROWS][3], second[MAX_ROWS][3][3];
  double H[(MAX_L + 1) * (MAX_L + 1)];
  real Y[(MAX_L + 1) * (MAX_L + 1)];
  double square = 0;
  for (int k = 0; k < 3; k++)
    square += (double)xyz[k] * (double)xyz[k];
  if (l < 0 || l > MAX_L || !(square > 0) || !isfinite(square))
    return false;
  harmonics(l, HARMONICS_INTEGRAL, 1, xyz, Y);
  for (int i = 0; i < (l + 1) * (l + 1); i++)
    H[i] = (double)Y[i];
  for (int k = 0; k < 3; k++)
    n[k] = (double)xyz[k] / sqrt(square);
  derivatives(l, H, first, second);
  for (int c = 0; c <= 2 * l; c++)
    for (int i = 0; i < 3; i++)
      for (int j = 0; j < 3; j++)
        d2Y[(c * 3 + i) * 3 + j] = (real)(project(l, n, H[l * l + c], first[c],
                                                  second[c][i][j], i, j) /
                                          square);
  return true;
}

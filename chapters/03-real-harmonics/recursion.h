/* recursion.h: one degree after another, for eight points at a time.
 *
 *   recursion_seeds   the numbers Q_ll, in double
 *   NAME(set_point)   put the unit vector of a point into a lane
 *   NAME(set_powers)  (x + iy)^m of all lanes
 *   NAME(degree)      Y_l of all lanes
 *
 * A template, included as often as one needs it: it gives the arithmetic in
 * the precision T, under the names NAME(...); both are undefined again at its
 * end.  Without them T is real and the names are as they stand here. */
#ifndef RECURSION_H
#define RECURSION_H

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "harmonics.h"

enum { LANES = 8, POWERS = HARMONICS_LMAX + 1, ROWS = 2 * HARMONICS_LMAX + 1 };

/* ---- [scale] One power of two, moved from one factor to the other ----
 *
 * At l = 200 the polynomials Q grow to 1e42 at the poles, where (x + iy)^m is
 * as small: more than a float can hold.  So the seeds are divided by SCALE
 * and the powers begin with it, exactly. */
#define SCALE 0x1p40

/* ---- [seeds] Where the recursion of each degree begins ----
 *
 *   Q_ll^2 = (2l+1)/(4 pi) 2 prod_{k=1}^{l} (2k-1)/(2k),   Q_00^2 = 1/(4 pi)
 *
 * in integral normalisation; the others drop one factor or both.  Computed in
 * double for both precisions: once a call, not once a point.
 * seeds  out, (lmax+1) */
static inline void recursion_seeds(int lmax, enum harmonics_norm norm,
                                   double *seeds)
{
  const double pi = 3.14159265358979323846;
  double product = 1;
  for (int l = 0; l <= lmax; l++) {
    product *= l > 0 ? (2 * l - 1) / (2.0 * l) : 1;
    double square = l > 0 ? 2 * product : 1;
    if (norm != HARMONICS_NORM)
      square *= 2 * l + 1;
    if (norm == HARMONICS_INTEGRAL)
      square /= 4 * pi;
    seeds[l] = sqrt(square);
  }
}

#endif

/* ---- [precision] The precision is a parameter ---- */
#ifndef T
#define T       real
#define NAME(x) x
#endif

/* ---- [lanes] What a block of points carries ----
 *
 * Point number p of a block lives in lane p of every array, so that the
 * innermost loops are the same operation on eight neighbours: the compiler
 * turns them into vector instructions, and each coefficient is computed once
 * for eight points.  Every quantity belongs to the unit vector (x, y, z). */
struct NAME(lanes) {
  T x[LANES], y[LANES], z[LANES];
  T ss[LANES];         /* x^2 + y^2 */
  T stretch[LANES][3]; /* 1/|r| as a product of three numbers */
  T c[POWERS][LANES];  /* SCALE Re (x + iy)^m */
  T s[POWERS][LANES];  /* SCALE Im (x + iy)^m */
};

/* ---- [unit] A vector made a unit vector, whatever its size ----
 *
 * Squares of 1e-30 or 1e30 leave the range of float, and those of a subnormal
 * that of double.  Multiplying by a power of two is exact: it is chosen to
 * bring the largest coordinate to [1/2, 1), where squares are harmless.  For
 * 1/|r| a subnormal vector counts as one of about the length REAL_MIN: its own
 * reciprocal may be no number. */
static inline void NAME(set_point)(struct NAME(lanes) * v, int p, const T *xyz)
{
  double x = (double)xyz[0], y = (double)xyz[1], z = (double)xyz[2];
  double largest = fmax(fabs(x), fmax(fabs(y), fabs(z)));
  bool finite = isfinite(x) && isfinite(y) && isfinite(z);
  int exponent = 0;
  if (finite)
    frexp(largest, &exponent);
  x = ldexp(x, -exponent), y = ldexp(y, -exponent), z = ldexp(z, -exponent);
  double norm = sqrt(x * x + y * y + z * z);
  double inverse = !finite ? (double)NAN : norm > 0 ? 1 / norm : 0;
  v->x[p] = finite ? (T)(x * inverse) : (T)NAN;
  v->y[p] = finite ? (T)(y * inverse) : (T)NAN;
  v->z[p] = finite ? (T)(z * inverse) : (T)NAN;
  v->ss[p] = v->x[p] * v->x[p] + v->y[p] * v->y[p];
  exponent = largest > 0 && exponent < REAL_MIN_EXP ? REAL_MIN_EXP : exponent;
  v->stretch[p][0] = (T)inverse;
  v->stretch[p][1] = (T)ldexp(1, -(exponent / 2));
  v->stretch[p][2] = (T)ldexp(1, -(exponent - exponent / 2));
}

/* ---- [powers] The part that knows about x and y ----
 *
 * (x + iy)^m for m = 0..lmax, one complex multiplication each.  c_0 gets
 * 0 * z to be NaN where the point is. */
static inline void NAME(set_powers)(struct NAME(lanes) * v, int lmax)
{
  for (int p = 0; p < LANES; p++) {
    v->c[0][p] = (T)SCALE + 0 * v->z[p];
    v->s[0][p] = 0;
  }
  for (int m = 0; m < lmax; m++)
    for (int p = 0; p < LANES; p++) {
      v->c[m + 1][p] = v->x[p] * v->c[m][p] - v->y[p] * v->s[m][p];
      v->s[m + 1][p] = v->x[p] * v->s[m][p] + v->y[p] * v->c[m][p];
    }
}

/* ---- [recursion] The part that knows about z ----
 *
 *   Q_ll = seed,   Q_lm = (2(m+1) z Q_l,m+1 - d_m+1 ss Q_l,m+2) / d_m
 *
 * with d_m = sqrt((l-m)(l+m+1)).  Row i = l + m of Y_l receives component m. */
static inline void NAME(store)(const struct NAME(lanes) * v, int l, int m,
                               const T *restrict q, T (*restrict Y)[LANES])
{
  for (int p = 0; p < LANES; p++)
    Y[l + m][p] = q[p] * v->c[m][p];
  for (int p = 0; m > 0 && p < LANES; p++)
    Y[l - m][p] = q[p] * v->s[m][p];
}

static inline void NAME(degree)(const struct NAME(lanes) * v, int l,
                                double seed, T (*restrict Y)[LANES])
{
  T q[LANES], q1[LANES], q2[LANES]; /* Q at m, m+1, m+2 */
  for (int p = 0; p < LANES; p++)
    q[p] = (T)(seed / SCALE), q1[p] = 0;
  double d = 0, below; /* d_m+1, then d_m */
  for (int m = l; m > 0; m--, d = below) {
    NAME(store)(v, l, m, q, Y);
    memcpy(q2, q1, sizeof q);
    memcpy(q1, q, sizeof q);
    below = sqrt((double)(l - m + 1) * (l + m));
    T a = (T)(2 * m / below), b = (T)(d / below);
    for (int p = 0; p < LANES; p++)
      q[p] = a * v->z[p] * q1[p] - b * v->ss[p] * q2[p];
  }
  for (int p = 0; p < LANES && l > 0; p++)
    q[p] *= (T)0.70710678118654752440;
  NAME(store)(v, l, 0, q, Y);
}

#undef T
#undef NAME

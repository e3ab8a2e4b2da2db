/* methods.h: four other ways to compute harmonics, each of which loses digits.
 *
 *   NAME(explicit_sum)   the sum in the textbook
 *   NAME(factorials)     a recursion, and factorials to normalise it
 *   NAME(upward)         a normalised recursion, from degree to degree
 *   NAME(angles)         the same, through the cosine of the polar angle
 *
 * u   (3), a unit vector
 * Y   out, (2l+1), integral normalisation
 * A template over the precision T, as recursion.h is. */
#ifndef RECURSION_H
#include "recursion.h"
#endif

#ifndef T
#define T       real
#define NAME(x) x
#endif

/* ---- [method-powers] What the four share ----
 *
 * (x + iy)^m, and the factor sqrt 2 between m = 0 and the others. */
static inline void NAME(put)(int l, const T u[3], const T *Q, T *Y)
{
  T c = 1, s = 0;
  Y[l] = Q[0];
  for (int m = 1; m <= l; m++) {
    T next = u[0] * c - u[1] * s;
    s = u[0] * s + u[1] * c;
    c = next;
    Y[l + m] = (T)1.41421356237309504880 * Q[m] * c;
    Y[l - m] = (T)1.41421356237309504880 * Q[m] * s;
  }
}

/* ---- [method-sum] The sum in the textbook ----
 *
 *   Q_lm = N_lm sum_k (-1)^k (2l-2k)! / (2^l k! (l-k)! (l-m-2k)!) z^(l-m-2k)
 *
 * Each term follows from the one before by a ratio of small integers, and the
 * first from that of m+1: nothing overflows.  The terms alternate. */
static inline void NAME(explicit_sum)(int l, const T u[3], T *Y)
{
  double seeds[POWERS];
  T Q[POWERS] = {0}, power[POWERS];
  recursion_seeds(l, HARMONICS_INTEGRAL, seeds);
  power[0] = 1;
  for (int k = 0; k < l; k++)
    power[k + 1] = power[k] * u[2];
  double first = seeds[l] / (l > 0 ? sqrt(2) : 1);
  for (int m = l; m >= 0; m--) {
    T sum = 0, factor = (T)first;
    for (int k = 0, n = l - m; n >= 0; k++, n -= 2) {
      sum += factor * power[n];
      factor *= -(T)(n * (n - 1)) / (T)(2 * (k + 1) * (2 * l - 2 * k - 1));
    }
    Q[m] = sum;
    first *= m > 0 ? sqrt((l + m) / (l - m + 1.0)) : 1;
  }
  NAME(put)(l, u, Q, Y);
}

/* ---- [method-factorials] Normalising at the end ----
 *
 * The derivatives of P_l without normalisation, by the recursion in l; then
 * the square root of a ratio of factorials.  Exact arithmetic does not mind
 * the order; here both overflow. */
static inline T NAME(derivative)(int l, int m, T z)
{
  T now = 1, before = 0; /* d^m P_m / dz^m = (2m-1)!! */
  for (int k = 1; k <= m; k++)
    now *= (T)(2 * k - 1);
  for (int k = m + 1; k <= l; k++) {
    T next = ((T)(2 * k - 1) * z * now - (T)(k + m - 1) * before) / (T)(k - m);
    before = now, now = next;
  }
  return now;
}

static inline T NAME(factorial)(int n)
{
  T product = 1;
  for (int k = 2; k <= n; k++)
    product *= (T)k;
  return product;
}

static inline void NAME(factorials)(int l, const T u[3], T *Y)
{
  T Q[POWERS] = {0};
  for (int m = 0; m <= l; m++) {
    T ratio = NAME(factorial)(l - m) / NAME(factorial)(l + m);
    T square = (T)((2 * l + 1) / (4 * 3.14159265358979323846)) * ratio;
    Q[m] = (T)sqrt((double)square) * NAME(derivative)(l, m, u[2]);
  }
  NAME(put)(l, u, Q, Y);
}

/* ---- [method-upward] From degree to degree ----
 *
 *   Q_km = a z Q_k-1,m - b Q_k-2,m,   normalised (Holmes and Featherstone)
 *
 * beginning at Q_mm.  Near the poles this is, but for slow factors,
 * P_k = 2 P_k-1 - P_k-2: a rounding made at degree k grows to (l - k) times
 * its size, and l of them add up to l^2/2. */
static inline T NAME(climb)(int l, int m, T z, double seed)
{
  T now = (T)seed, before = 0;
  for (int k = m + 1; k <= l; k++) {
    double d = (double)(k - m) * (k + m), e = (double)(k - 1 - m) * (k - 1 + m);
    T a = (T)sqrt((2 * k - 1.0) * (2 * k + 1) / d);
    T b = (T)sqrt((2 * k + 1) * e / ((2 * k - 3) * d));
    T next = a * z * now - (k > m + 1 ? b * before : 0);
    before = now, now = next;
  }
  return now;
}

static inline void NAME(upward)(int l, const T u[3], T *Y)
{
  double seeds[POWERS];
  T Q[POWERS] = {0};
  recursion_seeds(l, HARMONICS_INTEGRAL, seeds);
  for (int m = 0; m <= l; m++)
    Q[m] = NAME(climb)(l, m, u[2], seeds[m] / (m > 0 ? sqrt(2) : 1));
  NAME(put)(l, u, Q, Y);
}

/* ---- [method-angles] Through the polar angle ----
 *
 * sin theta as sqrt(1 - cos^2 theta): near a pole 1 - cos^2 keeps only the
 * digits of theta^2 that are larger than eps. */
static inline void NAME(angles)(int l, const T u[3], T *Y)
{
  T cosine = u[2];
  T sine = (T)sqrt(fmax(0, (double)(1 - cosine * cosine)));
  T phi = (T)atan2((double)u[1], (double)u[0]);
  T around[3] = {sine * (T)cos((double)phi), sine * (T)sin((double)phi),
                 cosine};
  NAME(upward)(l, around, Y);
}

#undef T
#undef NAME

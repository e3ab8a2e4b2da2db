/* simd_math.h: functions of LANES numbers at once.
 *
 *   vec_exp      the exponential
 *   vec_sigmoid  1 / (1 + exp(-x))
 *   vec_sqrt     the square root */
#ifndef SIMD_MATH_H
#define SIMD_MATH_H

#include "simd.h"

/* ---- [exp] The exponential of LANES numbers ----
 *
 * x = k ln 2 + r with k whole and |r| <= ln(2)/2: exp(x) = 2^k exp(r).  The
 * series of exp(r) ends where the next term is below eps/10: 0.347^8/8! =
 * 5e-9, 0.347^14/14! = 4e-18.  Added to a large number, k stands in its lowest
 * bits, from where it is moved up into the exponent of 2^k.  Outside its range
 * x is set to the end of the range. */
#if REAL_IS_FLOAT
typedef int32_t mask __attribute__((vector_size(SIMD_BYTES)));
typedef uint32_t bits __attribute__((vector_size(SIMD_BYTES)));
enum { TERMS = 7, BIAS = 127, MANTISSA = 23 };
static const real LOWEST = REAL(-87), HIGHEST = REAL(88);
static const real ROUNDER = REAL(12582912); /* 1.5 * 2^23 */
static const real LN2 = REAL(0.693359375), LN2_REST = REAL(-2.12194440e-4);
#else
typedef int64_t mask __attribute__((vector_size(SIMD_BYTES)));
typedef uint64_t bits __attribute__((vector_size(SIMD_BYTES)));
enum { TERMS = 13, BIAS = 1023, MANTISSA = 52 };
static const real LOWEST = REAL(-708), HIGHEST = REAL(709);
static const real ROUNDER = REAL(6755399441055744); /* 1.5 * 2^52 */
static const real LN2 = REAL(0.693145751953125);
static const real LN2_REST = REAL(1.42860682030941723212e-6);
#endif

/* a where the mask is set, b elsewhere. */
SIMD_INLINE vec choose(mask where, vec a, vec b)
{
  return (vec)((where & (mask)a) | (~where & (mask)b));
}

/* Some processors compute with more digits than a real has, and lose them only
 * when a number goes to memory. */
SIMD_INLINE vec rounded(vec x)
{
#if FLT_EVAL_METHOD != 0
  volatile real a[LANES];
  for (int i = 0; i < LANES; i++)
    a[i] = x[i];
  for (int i = 0; i < LANES; i++)
    x[i] = a[i];
#endif
  return x;
}

SIMD_INLINE vec vec_exp(vec x)
{
  x = choose(x < LOWEST, vec_set(LOWEST), x);
  x = choose(x > HIGHEST, vec_set(HIGHEST), x);
  const vec above = rounded(x * REAL(1.44269504088896340736) + ROUNDER);
  const vec k = above - ROUNDER;
  const vec r = (x - k * LN2) - k * LN2_REST;
  vec sum = vec_set(1);
#pragma GCC unroll 16
  for (int n = TERMS; n > 0; n--)
    sum = 1 + r * sum * (1 / (real)n);
  return sum * (vec)(((bits)above + BIAS) << MANTISSA);
}

/* ---- [sigmoid] What else a network needs ----
 *
 * There is no operator for the root of a vector: the loop is one that every
 * compiler turns into one. */
SIMD_INLINE vec vec_sigmoid(vec x)
{
  return 1 / (1 + vec_exp(-x));
}

SIMD_INLINE vec vec_sqrt(vec x)
{
  real a[LANES];
  vec_store(a, x);
  for (int i = 0; i < LANES; i++)
    a[i] = real_sqrt(a[i]);
  return vec_load(a);
}

#endif

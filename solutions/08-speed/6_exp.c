/* Exercise 8.6 (two stars, 45 minutes, section 8.7): Your own exponential
 *
 * Commentary.  A rounded ln 2 is wrong by some 1e-17, and k times as wrong
 * after the product: at x = 700 that is 1e-14 of the result.  So ln 2 is two
 * numbers.  The first has 15 bits (9 in float); with the 11 of k (8 in float)
 * its product is exact, and so is the subtraction, as the two are close.  What
 * is left to subtract is small and so is its rounding.
 *
 * 2^k is made by writing k into the exponent's bits: no call, no table.  Two
 * factors 2^(k/2) and not one, because 2^1024 is too large and 2^-1030 too
 * small to be written so, although x = 709.7 and x = -714 have results.  Only
 * the last product can round, so a subnormal result is rounded once.
 *
 * The clamp stands first: k of 1e30 is no int.  NaN passes all comparisons
 * as false and arrives at the series, which keeps it; only its k must not be
 * looked at. */
#include "exercises.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#if REAL_IS_FLOAT
typedef uint32_t bits;
enum { TERMS = 7, BIAS = 127, DIGITS = 23 };
static const real LOWEST = REAL(-104), HIGHEST = REAL(89);
static const real LN2 = REAL(0.693359375), LN2_REST = REAL(-2.12194440e-4);
#else
typedef uint64_t bits;
enum { TERMS = 13, BIAS = 1023, DIGITS = 52 };
static const real LOWEST = REAL(-746), HIGHEST = REAL(710);
static const real LN2 = REAL(0.693145751953125);
static const real LN2_REST = REAL(1.42860682030941723212e-6);
#endif

int split_power(real x, real *r)
{
  const real k = real_floor(x * REAL(1.44269504088896340736) + REAL(0.5));
  *r = (x - k * LN2) - k * LN2_REST;
  return (int)k;
}

static real power_of_two(int k)
{
  const bits b = (bits)(k + BIAS) << DIGITS;
  real x;
  memcpy(&x, &b, sizeof x);
  return x;
}

real split_exp(real x)
{
  real r, sum = 1;
  if (isnan(x))
    return x;
  x = x > HIGHEST ? HIGHEST : x < LOWEST ? LOWEST : x;
  const int k = split_power(x, &r), half = k / 2;
  for (int n = TERMS; n > 0; n--)
    sum = 1 + r * sum / (real)n;
  return sum * power_of_two(half) * power_of_two(k - half);
}

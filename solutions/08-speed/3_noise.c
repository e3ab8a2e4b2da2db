/* Exercise 8.3 (two stars, 30 minutes, section 8.2): Slower, or noise?
 *
 * Commentary.  The sign test asks nothing of the noise: not that it is normal,
 * not that it is the same in all pairs, not even that the machine keeps its
 * speed, for a change of speed hits both times of a pair.  Seven pairs that all
 * went slower are enough, since 1/128 < 1/100; six never are.  That is worth
 * knowing before you measure.
 *
 * P(at least k of n) is P(at most n - k) by symmetry, so the sum can begin with
 * the one way in which all coins fall alike, 2^-n, and each term makes the
 * next.  Nothing is subtracted, nothing overflows up to n = 1000.
 *
 * A verdict is not a size.  With enough pairs a change of a thousandth is
 * certain, and does not matter; the ratio says so. */
#include "exercises.h"

#include <math.h>

#include "bench.h"

enum { MOST = 1000 };
static const double LUCK = 0.01;

double coin_chance(size_t n, size_t k)
{
  double term = ldexp(1, -(int)n), sum = 0;
  if (k > n)
    return 0;
  for (size_t i = 0; i <= n - k; i++) {
    sum += term;
    term *= (double)(n - i) / (double)(i + 1);
  }
  return sum;
}

static bool good(double t)
{
  return t > 0 && isfinite(t);
}

enum verdict compare_times(size_t n, const double *before, const double *after,
                           double *ratio)
{
  double ratios[MOST];
  size_t slower = 0, faster = 0;
  if (n == 0 || n > MOST || !before || !after || !ratio)
    return VERDICT_NONE;
  for (size_t i = 0; i < n; i++) {
    if (!good(before[i]) || !good(after[i]))
      return VERDICT_NONE;
    ratios[i] = after[i] / before[i];
    slower += after[i] > before[i];
    faster += after[i] < before[i];
  }
  *ratio = bench_median(n, ratios);
  if (coin_chance(slower + faster, slower) <= LUCK)
    return VERDICT_SLOWER;
  if (coin_chance(slower + faster, faster) <= LUCK)
    return VERDICT_FASTER;
  return VERDICT_SAME;
}

/* Exercise 8.5 (two stars, 40 minutes, section 8.3): Digits for nothing
 *
 * Commentary.  t is what of b has arrived in s; b - t is what has not; a - (s -
 * t) is what a has lost on the way.  Knuth showed that the two are exact and so
 * is their sum.  Dekker's version needs three operations in place of six, but
 * asks first which number is larger, and a lane cannot branch.
 *
 * The loop has no branch, no lane looks at another, and sum and lost are two
 * vectors that stay in registers.  Arrays high and low would not: for all the
 * compiler knows, a store to high[j] changes some x[i].  Nobody waits long: in
 * registers of 64 bytes this is faster than a single plain running sum, which
 * has to wait for each addition, in the cache as well as from memory.
 *
 * The numbers left over when n is no multiple of LANES go to the first lanes.
 * The lost digits are added up plainly: they are eps times smaller, and so is
 * what they lose.  The method is that of Ogita, Rump and Oishi.  None of it
 * survives -ffast-math, which knows that (a - (s - (s - a))) is zero. */
#include "exercises.h"

#include <math.h>

static void add(real *high, real *low, real b)
{
  const real a = *high, s = a + b, t = s - a;
  *high = s;
  *low += (a - (s - t)) + (b - t);
}

void lane_sums(size_t n, const real *x, real *high, real *low)
{
  vec sum = {0}, lost = {0};
  size_t i = 0;
  for (; i + LANES <= n; i += LANES) {
    const vec a = sum, b = vec_load(x + i);
    sum = a + b;
    const vec t = sum - a;
    lost += (a - (sum - t)) + (b - t);
  }
  vec_store(high, sum);
  vec_store(low, lost);
  for (size_t j = 0; i + j < n; j++)
    add(high + j, low + j, x[i + j]);
}

real careful_sum(size_t n, const real *x)
{
  real high[LANES], low[LANES], sum = 0, lost = 0;
  lane_sums(n, x, high, low);
  for (size_t j = 0; j < LANES; j++) {
    add(&sum, &lost, high[j]);
    lost += low[j];
  }
  return isfinite(sum) ? sum + lost : sum;
}

/* Exercise 8.5 (two stars, 40 minutes, section 8.3): Digits for nothing
 *
 * A sum with one running sum waits for each addition before the next begins.
 * LANES running sums do not: number i goes to lane i % LANES.
 *
 * A long array comes from memory, and for each number that arrives a processor
 * has time for more than one addition.  Spend it on digits.  What an addition
 *
 *   s = a + b   (rounded)
 *
 * has lost is itself a number of type real, and five more operations give it
 * exactly, whichever of a and b is larger:
 *
 *   t = s - a,   lost = (a - (s - t)) + (b - t)
 *
 * lane_sums: high[j] is the plain running sum of the numbers of lane j in
 * their order, beginning with 0; low[j] is the sum of all that its additions
 * have lost.
 * careful_sum: adds the lanes up, the same way, and then what was lost.  Its
 * error is at most  eps |sum| + (k eps)^2 sum |x_i|  with k = n/LANES + LANES,
 * the additions that a number goes through.  When the plain sums are no longer
 * finite, nothing can be repaired: it returns the sum of high[j], so that
 * infinite stays infinite and NaN stays NaN.
 *
 * n, x       n numbers; 0 is allowed, and x may then be null
 * high, low  out (LANES) */
#include "exercises.h"
#include "todo.h"

void lane_sums(size_t n, const real *x, real *high, real *low)
{
  (void)n, (void)x, (void)high, (void)low;
  TODO("LANES running sums, and what each of them has lost");
}

real careful_sum(size_t n, const real *x)
{
  (void)n, (void)x;
  TODO("add the lanes without losing anything");
  return 0;
}

/* Exercise 8.3 (two stars, 30 minutes, section 8.2): Slower, or noise?
 *
 * Two programs were timed in turn, before, after, before, after ...  If your
 * change has changed nothing, then in each pair the second is as likely to be
 * the slower one as a coin is to show heads.  So count: of m pairs that are not
 * equal, k went slower.  How likely are that many heads?
 *
 *   coin_chance(m, k) = P(at least k heads of m)
 *                     = 2^-m sum_{i=k..m} m! / (i! (m - i)!)
 *
 * If that is at most 1/100, it was hardly luck: VERDICT_SLOWER.  If so many
 * went *faster* that luck would do it in at most 1/100: VERDICT_FASTER.  Else
 * VERDICT_SAME.  How much slower is another question: the median of the ratios
 * after/before answers it.
 *
 * coin_chance: n 0..1000, k any; right to 4 n roundings.
 * n       pairs, 1..1000
 * before  (n) seconds, positive and finite
 * after   (n)
 * ratio   out: the median of after[i] / before[i], the mean of the middle two
 *         for even n
 * Returns a verdict; VERDICT_NONE, with ratio untouched, when n is out of
 * range, a pointer is null or a time is not positive and finite.  The times
 * are left alone. */
#include "exercises.h"
#include "todo.h"

double coin_chance(size_t n, size_t k)
{
  (void)n, (void)k;
  TODO("begin with the coins that all fall one way");
  return -1;
}

enum verdict compare_times(size_t n, const double *before, const double *after,
                           double *ratio)
{
  (void)n, (void)before, (void)after, (void)ratio;
  TODO("count the pairs that went slower, and take the median of the ratios");
  return VERDICT_NONE;
}

/* Exercise 4.5 (two stars, 45 minutes, section 4.6): As a root of a fraction
 *
 * Tables of coefficients print sqrt(2/3), not 0.81649658.  Compute the square
 * of a coefficient as a fraction in lowest terms, and its sign:
 *
 *   <j1 m1 j2 m2 | j3 m3> = sign * sqrt(numerator / denominator)
 *
 * You have the formula of section 4.6: a whole number S, and a fraction under
 * the root.  You may use exact.h (keep the primes of numerator and denominator
 * apart until they have cancelled) or write your own arithmetic.  Guessing the
 * fraction from a double does not work: the tests go up to j = 5.
 *
 * two_j, two_m              doubled, 0 <= two_j <= 10
 * numerator, denominator    out: in lowest terms; 0 and 1 for a zero
 * Returns 1, -1, or 0 for a coefficient that is zero, because of a selection
 * rule or without one; also 0, with 0/1, for arguments that are no states. */
#include "exercises.h"
#include "todo.h"

int cg_fraction(int two_j1, int two_m1, int two_j2, int two_m2, int two_j3,
                int two_m3, uint64_t *numerator OUT(1),
                uint64_t *denominator OUT(1))
{
  (void)two_j1;
  (void)two_m1;
  (void)two_j2;
  (void)two_m2;
  (void)two_j3;
  (void)two_m3;
  TODO("S^2 times a ratio of factorials, in lowest terms");
  *numerator = *denominator = 0;
  return 2;
}

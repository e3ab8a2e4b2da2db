/* Exercise 11.6 (two stars, 30 minutes, section 11.7): How many couplings?
 *
 * Commentary.  This needs no generators and no null space: it is what chapter 2
 * calls the character, read off the diagonal turns about z.  The components are
 * complex ones there, but a number of copies does not depend on the basis.
 * Sorted components count every monomial once; counting all orders instead
 * would give the couplings of n different features. */
#include "exercises.h"

static size_t monomials(int l, int n, int first, int weight)
{
  size_t count = 0;
  if (n == 0)
    return weight == 0;
  for (int m = first; m <= l; m++)
    count += monomials(l, n - 1, m, weight - m);
  return count;
}

size_t count_couplings(int l, int n, int L)
{
  return monomials(l, n, -l, L) - monomials(l, n, -l, L + 1);
}

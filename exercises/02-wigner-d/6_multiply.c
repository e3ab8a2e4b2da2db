/* Exercise 2.6 (two stars, 40 minutes, section 2.13): One times one times one
 *
 * Which irreps are in the tensor product of several, and how often?  Without
 * an integral: a turn by t about z has the eigenvalues e^{imt}, m = -l..l, in
 * degree l.  In a product every m is a sum of one m from each factor.  Let N(m)
 * be the number of ways to get m.  Each irrep of degree l >= m in the product
 * contributes one, so
 *
 *   N(m) = sum of n_l over l >= |m|,   n_l = N(l) - N(l+1)
 *
 * n              number of factors; 0 is allowed (the empty product is l = 0)
 * l              n degrees, each >= 0; may be null when n is 0
 * lmax           at least the sum of the degrees, and at most 1000
 * multiplicity   out, lmax + 1 numbers n_0, ..., n_lmax, each small enough for
 *                an int
 * Returns false, with multiplicity untouched, when an input is out of range or
 * a pointer is null. */
#include "exercises.h"
#include "todo.h"

bool multiply_degrees(int n, const int *l, int lmax, int *multiplicity)
{
  (void)n;
  (void)l;
  (void)lmax;
  (void)multiplicity;
  TODO("count the sums of m, then take differences");
  return false;
}

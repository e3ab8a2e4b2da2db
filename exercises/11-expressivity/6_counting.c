/* Exercise 11.6 (two stars, 30 minutes, section 11.7): How many couplings?
 *
 * How often does the irrep L occur in the symmetric product of n copies of the
 * irrep l?  Count by weights.  A monomial of n components m_1 <= ... <= m_n,
 * each -l..l, has the weight m_1 + ... + m_n.  Every irrep L has each weight
 * -L..L once, so
 *
 *   couplings(L) = number of monomials of weight L
 *                  - number of monomials of weight L + 1
 *
 * l  0..6;   n  1..5;   L  0..40  */
#include "exercises.h"
#include "todo.h"

size_t count_couplings(int l, int n, int L)
{
  (void)l, (void)n, (void)L;
  TODO("the number of couplings");
  return 0;
}

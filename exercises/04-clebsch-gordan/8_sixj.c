/* Exercise 4.8 (three stars, 60 minutes, section 4.13): The 6j symbol
 *
 * How are (x y) z and x (y z) related?  By the number
 *
 *   {l1 l2 l3}
 *   {l4 l5 l6} = sum over all m of W(l1 l2 l3) W(l1 l5 l6)
 *                                  W(l4 l2 l6) W(l4 l5 l3)
 *
 * with W(a b c)[m_a][m_b][m_c] = C(a b c)[m_a][m_b][m_c] / sqrt(2 c + 1) and
 * each m_i belonging to the l_i of the same number.  Each m occurs twice, so
 * nothing is left.  Six nested loops cost (2l+1)^6; skipping what is zero, it
 * is far less.
 *
 * l1..l6   any integers; up to 8 where the symbol is not zero
 * Returns the symbol; 0 when one of the four triples is forbidden. */
#include "exercises.h"
#include "todo.h"

double six_j(int l1, int l2, int l3, int l4, int l5, int l6)
{
  (void)l1;
  (void)l2;
  (void)l3;
  (void)l4;
  (void)l5;
  (void)l6;
  TODO("four sparse tensors, contracted");
  return 0;
}

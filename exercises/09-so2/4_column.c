/* Exercise 9.4 (two stars, 30 minutes, section 9.5): A path as blocks
 *
 * Seen from its frame an edge has the harmonics Y_lm = sqrt(2l + 1) for m = 0
 * and 0 for every other m.  Which blocks does the path (l1, l2, l3), with
 * weight 1, make of the product
 *
 *   y[m3] = sum over m1 of C[m1][0][m3] sqrt(2 l2 + 1) x[m1] ?
 *
 * l1, l2, l3  |l1 - l2| <= l3 <= l1 + l2, at most 6 each
 * blocks      out (2 min(l1, l3) + 1): a_0, a_1, b_1, a_2, b_2, ...
 * Chapter 4's cg_real gives C.  */
#include "exercises.h"
#include "todo.h"

void path_blocks(int l1, int l2, int l3, double *blocks)
{
  (void)l1, (void)l2, (void)l3, (void)blocks;
  TODO("two entries of C for each m");
}

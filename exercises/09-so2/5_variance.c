/* Exercise 9.5 (two stars, 30 minutes, section 9.6): The root of two
 *
 * A layer's path weights start as independent normal numbers of variance 1.
 * Blocks are linear in them, so blocks are normal numbers, too: independent of
 * each other, but not all of the same variance.  Given 2 min(l1, l3) + 1
 * independent normal numbers u of variance 1, one for each block, make blocks
 * that are distributed as if they came from such path weights, with all filters
 * from |l1 - l3| to l1 + l3.
 *
 * u       (2 min(l1, l3) + 1), in the order a_0, a_1, b_1, a_2, b_2, ...
 * blocks  out, in the same order; each the multiple of its u by a positive
 *         number  */
#include "exercises.h"
#include "todo.h"

void fair_blocks(int l1, int l3, const double *u, double *blocks)
{
  (void)l1, (void)l3, (void)u, (void)blocks;
  TODO("one factor for m = 0 and another for m > 0");
}

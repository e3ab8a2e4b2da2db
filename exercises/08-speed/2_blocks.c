/* Exercise 8.2 (one star, 20 minutes, section 8.3): Side by side
 *
 * A row is what one point has: k numbers.  A block is LANES points side by
 * side: for each of the k numbers, LANES of them in a vector.
 *
 *   rows    (n, k)              point after point
 *   blocks  (blocks, k, LANES)  blocks = ceil(n / LANES)
 *
 * Point b LANES + p is lane p of block b.  In the last block some lanes may be
 * left over: they repeat the last point, so that whatever is computed in them
 * is as harmless as what is computed for it.  This is the layout of
 * fast_harmonics_blocks.
 *
 * n, k    0 is allowed; then there is nothing to do and pointers may be null
 * rows and blocks do not overlap; nothing else is touched. */
#include "exercises.h"
#include "todo.h"

void rows_to_blocks(size_t n, size_t k, const real *rows, real *blocks)
{
  (void)n, (void)k, (void)rows, (void)blocks;
  TODO("where does number c of point b LANES + p go?");
}

void blocks_to_rows(size_t n, size_t k, const real *blocks, real *rows)
{
  (void)n, (void)k, (void)blocks, (void)rows;
  TODO("and back, without the lanes left over");
}

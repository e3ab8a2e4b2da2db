/* Exercise 8.2 (one star, 20 minutes, section 8.3): Side by side
 *
 * Commentary.  It is a transposition of each LANES x k piece.  Number by
 * number, as here, it costs more than the harmonics it moves; the chapter's
 * rounds of shuffles are the same map.  Which loop is inside matters all the
 * same: with the lanes innermost the writes go through memory in order, and
 * only the reads jump, by k numbers.  The rows of one block fit the first cache
 * for any reasonable k, so jumping there is cheap.
 *
 * Why repeat the last point and not fill with zeros?  Because the zero vector
 * has no direction: a division in a lane nobody looks at would give NaN, and a
 * test for odd blocks would then find one. */
#include "exercises.h"

void rows_to_blocks(size_t n, size_t k, const real *rows, real *blocks)
{
  for (size_t first = 0; first < n; first += LANES)
    for (size_t c = 0; c < k; c++)
      for (size_t p = 0; p < LANES; p++) {
        const size_t i = first + p < n ? first + p : n - 1;
        blocks[first * k + c * LANES + p] = rows[i * k + c];
      }
}

void blocks_to_rows(size_t n, size_t k, const real *blocks, real *rows)
{
  for (size_t i = 0; i < n; i++)
    for (size_t c = 0; c < k; c++)
      rows[i * k + c] = blocks[(i / LANES * k + c) * LANES + i % LANES];
}

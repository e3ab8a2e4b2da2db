/* Exercise 8.4 (two stars, 35 minutes, section 8.1): A cache on paper
 *
 * Commentary.  The lines stand in the order of their last use.  A hit moves its
 * line to the front; a miss puts a new one there and the last one falls off.
 * Real caches know a line only among the eight or so that share its place, and
 * are wrong now and then about which was used last.  Otherwise this is one.
 *
 * What the experiment shows: row by row, writing B goes down a column, a line
 * for each element, and when it comes back for the next column the line has
 * left.  Each write then fetches a line for the sake of one number.  In a tile
 * whose side is LANES the same few lines are filled completely before they
 * leave, and every line of both matrices is fetched once.  LANES + 2 lines of
 * cache are enough for that: those of B's piece, one of A, and A's last one,
 * which still stands in the way.  Tiles that are too large are no tiles. */
#include "exercises.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

size_t cache_misses(size_t lines, size_t n, const size_t *at)
{
  size_t misses = 0, held = 0;
  const size_t most = lines < n ? lines : n;
  size_t *cache = malloc((most + 1) * sizeof *cache);
  for (size_t i = 0; cache && i < n; i++) {
    const size_t line = at[i] / LANES;
    size_t place = 0;
    while (place < held && cache[place] != line)
      place++;
    if (place == held) {
      misses++;
      held += held < most;
      place = held ? held - 1 : 0;
    }
    memmove(cache + 1, cache, place * sizeof *cache);
    cache[0] = line;
  }
  if (!cache)
    return SIZE_MAX;
  free(cache);
  return misses;
}

static size_t least(size_t a, size_t b)
{
  return a < b ? a : b;
}

void transpose_trace(size_t rows, size_t cols, size_t tile, size_t *at)
{
  const size_t side = tile ? tile : rows + cols;
  for (size_t i0 = 0; i0 < rows; i0 += least(side, rows - i0))
    for (size_t j0 = 0; j0 < cols; j0 += least(side, cols - j0))
      for (size_t i = i0; i < i0 + least(side, rows - i0); i++)
        for (size_t j = j0; j < j0 + least(side, cols - j0); j++) {
          *at++ = i * cols + j;
          *at++ = rows * cols + j * rows + i;
        }
}

/* Exercise 8.4 (two stars, 35 minutes, section 8.1): A cache on paper
 *
 * Memory comes in lines of 64 bytes, LANES numbers each: number i is in line
 * i / LANES.  A cache holds the `lines` lines that were used last.  Using a
 * number whose line is not among them is a miss: the line is fetched, and the
 * one that has not been used for the longest time leaves.  Reading and writing
 * count alike.  Count the misses of a list of numbers, from an empty cache.
 *
 * Then make such a list: a matrix A (rows, cols) is transposed into B (cols,
 * rows), tile by tile.  Tiles go from left to right, then down; inside a tile
 * the elements of A do.  For each, a_ij is read and then b_ji is written.  A
 * is at number 0, B right behind it.  Tiles at the right and at the bottom may
 * be smaller.
 *
 * lines  0 is allowed: then everything misses
 * at     (n) numbers of the elements used, one after the other
 * tile   side of a tile; 0: the whole matrix is one tile
 * cache_misses returns their number, SIZE_MAX when memory is short.
 *
 * Try your two functions together: 64 x 64 numbers, a cache of 40 lines, tiles
 * of 0, 1, 2, 4, ... */
#include "exercises.h"
#include "todo.h"

size_t cache_misses(size_t lines, size_t n, const size_t *at)
{
  (void)lines, (void)n, (void)at;
  TODO("keep the lines in the order of their last use");
  return 0;
}

void transpose_trace(size_t rows, size_t cols, size_t tile, size_t *at)
{
  (void)rows, (void)cols, (void)tile, (void)at;
  TODO("two loops over tiles, two loops inside one");
}

/* Exercise 5.5 (two stars, 25 minutes, section 5.2): From another library
 *
 * Commentary. Each block is a small matrix, and the two orders are the
 * matrix and its transpose. Blocks of l = 0 or with one channel look the
 * same in both, which is why a mistake here can live long: scalars and
 * harmonics come out right. Moving to a library with another axis convention
 * needs more than this; no permutation of m does it for l >= 2. */
#include "exercises.h"

static void transpose_block(const struct irreps_block *b, const real *x,
                            real *y)
{
  size_t rows = 2 * (size_t)b->l + 1;
  for (size_t i = 0; i < rows; i++)
    for (size_t c = 0; c < b->channels; c++)
      y[i * b->channels + c] = x[c * rows + i];
}

void from_channel_slow(const struct irreps *irreps, size_t n, const real *x,
                       real *y)
{
  for (size_t k = 0; k < n; k++)
    for (size_t i = 0; i < irreps->n; i++) {
      const struct irreps_block *b = &irreps->block[i];
      size_t at = k * irreps->dim + b->offset;
      transpose_block(b, x + at, y + at);
    }
}

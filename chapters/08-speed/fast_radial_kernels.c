/* fast_radial_kernels.c: products of small matrices, and silu.  Compiled once
 * for each width. */
#include "fast_radial_kernels.h"

#include "simd.h"
#include "simd_math.h"

/* ---- [silu] silu and its slope ---- */
static void activate(size_t n, real *x, real *slope)
{
  for (size_t i = 0; i < n; i += LANES) {
    const vec v = vec_load(x + i);
    const vec s = vec_sigmoid(v);
    vec_store(slope + i, s + v * s * (1 - s));
    vec_store(x + i, v * s);
  }
}

/* ---- [tile] A piece of the result in registers ----
 *
 * `rows` rows and `wide` vectors of columns: each number of `a` that is loaded
 * serves all its columns, each vector of M all rows.  Eight sums are enough
 * for a multiply-add to wait for nobody; sixteen save loads, where there are
 * registers. */
SIMD_INLINE void tile(const struct matrices *p, size_t r, size_t c,
                      const size_t rows, const size_t wide)
{
  vec sum[8][2];
  real *out = p->out + r * p->columns + c;
#pragma GCC unroll 8
  for (size_t e = 0; e < rows; e++)
#pragma GCC unroll 2
    for (size_t k = 0; k < wide; k++)
      sum[e][k] =
          p->add ? vec_load(out + e * p->columns + k * LANES) : (vec){0};
  const real *a = p->a + r * p->down, *M = p->M + c;
  const size_t inner = p->inner, columns = p->columns;
  const size_t down = p->down, right = p->right;
  for (size_t i = 0; i < inner; i++, a += right, M += columns) {
    const vec m0 = vec_load(M), m1 = wide > 1 ? vec_load(M + LANES) : m0;
#pragma GCC unroll 8
    for (size_t e = 0; e < rows; e++) {
      const vec f = vec_set(a[e * down]);
      sum[e][0] += f * m0;
      if (wide > 1)
        sum[e][1] += f * m1;
    }
  }
#pragma GCC unroll 8
  for (size_t e = 0; e < rows; e++)
#pragma GCC unroll 2
    for (size_t k = 0; k < wide; k++)
      vec_store(out + e * p->columns + k * LANES, sum[e][k]);
}

/* ---- [matrix] Tile after tile ---- */
enum { TILE = SIMD_REGISTERS > 16 ? 8 : 4 };

static void product(const struct matrices *p)
{
  size_t c = 0;
  for (; c + 2 * LANES <= p->columns; c += 2 * LANES) {
    size_t r = 0;
    for (; r + TILE <= p->rows; r += TILE)
      tile(p, r, c, TILE, 2);
    for (; r < p->rows; r++)
      tile(p, r, c, 1, 2);
  }
  for (size_t r = 0; c < p->columns && r < p->rows;)
    if (r + 8 <= p->rows) {
      tile(p, r, c, 8, 1);
      r += 8;
    } else
      tile(p, r++, c, 1, 1);
}

/* ---- [table] For fast_kernels.c ---- */
const struct radial_kernels SIMD_NAME(radial_kernels) = {
    .lanes = LANES,
    .activate = activate,
    .product = product,
};

/* fast_convolution_kernels.c: harmonics of a block turned and added up, and
 * the table of all kernels.  Compiled once for each width. */
#include "fast_convolution_kernels.h"

#include "simd.h"

/* ---- [turn] Rows to columns and back ----
 *
 * LANES rows of `columns` numbers, `stride` apart, become columns; rows from n
 * on count as zero.  The last row is read with care: nothing may stand behind
 * it. */
SIMD_INLINE void to_columns(size_t n, size_t columns, size_t stride,
                            const real *rows, real scale, real *out)
{
  for (size_t k = 0; k < columns; k += LANES) {
    const size_t width = columns - k < LANES ? columns - k : LANES;
    vec m[LANES];
    for (size_t i = 0; i < LANES; i++) {
      m[i] = (vec){0};
      if (i < n && (width == LANES || (n - i - 1) * stride + width >= LANES))
        m[i] = vec_load(rows + i * stride + k);
      else if (i < n)
        memcpy(&m[i], rows + i * stride + k, width * sizeof(real));
    }
    vec_transpose(m);
    for (size_t i = 0; i < LANES; i++)
      vec_store(out + (k + i) * EDGES, scale * m[i]);
  }
}

static void turn_harmonics(size_t n, size_t columns, size_t stride,
                           const real *rows, real scale, real *out)
{
  for (size_t e = 0; e < EDGES; e += LANES)
    to_columns(n > e ? n - e : 0, columns, stride,
               rows + (n > e ? e * stride : 0), scale, out + e);
}

/* ---- [harmonicsback] Lanes added up ---- */
static void add_harmonics(size_t n, size_t columns, size_t stride,
                          const real *sums, real scale, real *dY)
{
  for (size_t e = 0; e < n; e += LANES)
    for (size_t k = 0; k < columns; k++) {
      vec m[LANES];
      for (size_t i = 0; i < LANES; i++)
        m[i] = vec_load(sums + (k * EDGES + e + i) * LANES);
      const vec sum = scale * vec_sums(m);
      for (size_t i = 0; i < LANES && e + i < n; i++)
        dY[(e + i) * stride + k] += sum[i];
    }
}

/* ---- [table] For fast_kernels.c ---- */
extern kernels_of_paths SIMD_NAME(convolution_forward);
extern kernels_of_paths SIMD_NAME(convolution_single);
extern kernels_of_paths SIMD_NAME(convolution_backward);
extern kernels_of_paths SIMD_NAME(convolution_half_back);

const struct convolution_kernels SIMD_NAME(convolution_kernels) = {
    .lanes = LANES,
    .forward = &SIMD_NAME(convolution_forward),
    .single = &SIMD_NAME(convolution_single),
    .backward = &SIMD_NAME(convolution_backward),
    .half_back = &SIMD_NAME(convolution_half_back),
    .turn = turn_harmonics,
    .add_lanes = add_harmonics,
};

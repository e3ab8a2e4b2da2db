/* fast_limits_kernels.c: loops that do nothing but reach a limit.  Compiled
 * once for each width. */
#include "fast_limits_kernels.h"

#include "simd.h"
#include "fast_kernels.h"

/* ---- [arithmetic] Multiply-adds that wait for nobody ----
 *
 * A multiply-add takes four cycles and two can start in each: eight sums side
 * by side would do, twelve leave some room, and with the two factors they still
 * fit sixteen registers.  The numbers soon come near one. */
enum { SUMS = 12, ROUNDS = 20000 };

static double multiply_add(const real *start)
{
  vec sum[SUMS];
  const vec a = vec_set(start[0]), b = vec_set(start[1]);
#pragma GCC unroll 16
  for (int k = 0; k < SUMS; k++)
    sum[k] = vec_set(start[0] * (real)k);
  for (int i = 0; i < ROUNDS; i++)
#pragma GCC unroll 16
    for (int k = 0; k < SUMS; k++)
      sum[k] = sum[k] * a + b;
  vec total = {0};
#pragma GCC unroll 16
  for (int k = 0; k < SUMS; k++)
    total += sum[k];
  return (double)total[0];
}

/* ---- [memory] Arrays read and written ---- */
static double read_all(size_t n, const real *a)
{
  vec sum[8] = {{0}}; /* as many as above, or reading waits for additions */
  for (size_t i = 0; i + 8 * LANES <= n; i += 8 * LANES)
#pragma GCC unroll 8
    for (size_t k = 0; k < 8; k++)
      sum[k] += vec_load(a + i + k * LANES);
  vec total = {0};
#pragma GCC unroll 8
  for (size_t k = 0; k < 8; k++)
    total += sum[k];
  return (double)total[0];
}

static double write_all(size_t n, real *a)
{
  const vec v = vec_load(a) + 1; /* a constant might become a memset */
  for (size_t i = 0; i + LANES <= n; i += LANES)
    vec_store(a + i, v);
  return (double)a[0];
}

static double stream_all(size_t n, real *a)
{
  const vec v = vec_set(1);
  for (size_t i = 0; i + LANES <= n; i += LANES)
    vec_stream(a + i, v);
  vec_stream_end();
  return (double)a[0];
}

/* ---- [table] For fast_kernels.c ---- */
#if defined(__AVX512F__)
#define PROCESSOR SIMD_AVX512
#elif defined(__AVX2__)
#define PROCESSOR SIMD_AVX2
#elif defined(__SSE2__) || defined(__ARM_NEON) || defined(__ALTIVEC__) || \
    defined(__VX__) || defined(__wasm_simd128__)
#define PROCESSOR SIMD_ANY
#else
#define PROCESSOR SIMD_NONE
#endif

const struct limits_kernels SIMD_NAME(limits_kernels) = {
    .processor = PROCESSOR,
    .flop = (size_t)2 * LANES * SUMS * ROUNDS,
    .multiply_add = multiply_add,
    .read = read_all,
    .write = write_all,
    .stream = stream_all,
};

/* fast_limits.c: the roof over every kernel. */
#include "fast_limits.h"

#include <stdlib.h>

#include "bench.h"
#include "simd.h"
#include "stream.h"

/* ---- [arithmetic] Multiply-adds that wait for nobody ----
 *
 * A multiply-add takes four cycles and two can start in each: eight sums side
 * by side would do, twelve leave some room.  The numbers soon come near one. */
enum { SUMS = 12, ROUNDS = 20000 };

SIMD_CLONES
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

double limit_arithmetic(double seconds)
{
  const real start[2] = {REAL(0.5), REAL(0.5)};
  const double flop = 2.0 * LANES * SUMS * ROUNDS;
  volatile double keep = 0;
  double best = 0;
  for (double begin = bench_now(), last = begin; last < begin + seconds;) {
    keep += multiply_add(start);
    const double now = bench_now();
    best = flop / (now - last) > best ? flop / (now - last) : best;
    last = now;
  }
  (void)keep;
  return best;
}

/* ---- [memory] Arrays read and written ---- */
SIMD_CLONES
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

SIMD_CLONES
static double write_all(size_t n, real *a)
{
  const vec v = vec_load(a) + 1; /* a constant might become a memset */
  for (size_t i = 0; i + LANES <= n; i += LANES)
    vec_store(a + i, v);
  return (double)a[0];
}

static double stream_all(size_t n, real *a)
{
  real one[LANES];
  for (int i = 0; i < LANES; i++)
    one[i] = 1;
  for (size_t i = 0; i + LANES <= n; i += LANES)
    stream_out(LANES, one, a + i);
  stream_end();
  return (double)a[0];
}

/* ---- [rate] The best of many rounds ---- */
enum traffic { READ, WRITE, STREAM };

static double rate(enum traffic what, size_t bytes, double seconds)
{
  const size_t n = bytes / 512 * 8 * LANES; /* what read_all reads */
  real *a = n ? aligned_alloc(64, n * sizeof *a) : NULL;
  if (!a)
    return 0;
  for (size_t i = 0; i < n; i++)
    a[i] = 1;
  const size_t repeats = 1 + ((size_t)1 << 18) / n;
  const double moved = (double)(repeats * n * sizeof *a);
  volatile double keep = 0;
  double best = 0;
  for (double begin = bench_now(), last = begin; last < begin + seconds;) {
    for (size_t r = 0; r < repeats; r++)
      keep += what == READ    ? read_all(n, a)
              : what == WRITE ? write_all(n, a)
                              : stream_all(n, a);
    const double now = bench_now();
    best = moved / (now - last) > best ? moved / (now - last) : best;
    last = now;
  }
  (void)keep;
  free(a);
  return best;
}

double limit_read(size_t bytes, double seconds)
{
  return rate(READ, bytes, seconds);
}

double limit_write(size_t bytes, double seconds)
{
  return rate(WRITE, bytes, seconds);
}

double limit_stream(size_t bytes, double seconds)
{
  return rate(STREAM, bytes, seconds);
}

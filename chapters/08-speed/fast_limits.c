/* fast_limits.c: the roof over every kernel. */
#include "fast_limits.h"

#include <stdlib.h>

#include "bench.h"
#include "fast_kernels.h"
#include "fast_limits_kernels.h"

/* ---- [arithmetic] In registers ---- */
double limit_arithmetic(double seconds)
{
  const real start[2] = {REAL(0.5), REAL(0.5)};
  const struct limits_kernels *kernels = fast_kernels()->limits;
  const double flop = (double)kernels->flop;
  volatile double keep = 0;
  double best = 0;
  for (double begin = bench_cpu(), last = begin; last < begin + seconds;) {
    keep += kernels->multiply_add(start);
    const double now = bench_cpu();
    best = flop / (now - last) > best ? flop / (now - last) : best;
    last = now;
  }
  (void)keep;
  return best;
}

/* ---- [rate] The best of many rounds ---- */
enum traffic { READ, WRITE, STREAM };

static double rate(enum traffic what, size_t bytes, double seconds)
{
  const struct limits_kernels *kernels = fast_kernels()->limits;
  const size_t n = bytes / 512 * 8 * FAST_LINE; /* what `read` reads */
  real *a = n ? aligned_alloc(64, n * sizeof *a) : NULL;
  if (!a)
    return 0;
  for (size_t i = 0; i < n; i++)
    a[i] = 1;
  const size_t repeats = 1 + ((size_t)1 << 18) / n;
  const double moved = (double)(repeats * n * sizeof *a);
  volatile double keep = 0;
  double best = 0;
  for (double begin = bench_cpu(), last = begin; last < begin + seconds;) {
    for (size_t r = 0; r < repeats; r++)
      keep += what == READ    ? kernels->read(n, a)
              : what == WRITE ? kernels->write(n, a)
                              : kernels->stream(n, a);
    const double now = bench_cpu();
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

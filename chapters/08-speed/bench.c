/* bench.c: pairs of measurements, medians, and a clock. */
#define _POSIX_C_SOURCE 200809L
#include "bench.h"

#include <math.h>
#include <stdlib.h>
#include <time.h>

/* ---- [clock] Time ---- */
double bench_now(void)
{
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* ---- [median] The middle ---- */
static int upwards(const void *a, const void *b)
{
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

double bench_median(size_t n, double *x)
{
  for (size_t i = 0; i < n; i++)
    if (isnan(x[i]))
      return (double)NAN;
  if (n == 0)
    return (double)NAN;
  qsort(x, n, sizeof *x, upwards);
  return (x[(n - 1) / 2] + x[n / 2]) / 2;
}

/* ---- [pair] A B A B ----
 *
 * Short work begins with a run that is not timed: it fetches its data back
 * into the cache, out of which the other side has pushed them. */
static double time_of(struct bench_work w, size_t repeats)
{
  if (repeats > 1)
    w.run(w.context);
  const double begin = bench_now();
  for (size_t i = 0; i < repeats; i++)
    w.run(w.context);
  return (bench_now() - begin) / (double)repeats;
}

/* How often a piece of work must be repeated to last `shortest` seconds. */
static size_t repeats_for(struct bench_work w, double shortest)
{
  size_t repeats = 1;
  while (repeats < (size_t)1 << 30 &&
         time_of(w, repeats) * (double)repeats < shortest)
    repeats *= 2;
  return repeats;
}

enum bench_status bench_pair(struct bench_work a, struct bench_work b,
                             size_t rounds, double shortest,
                             struct bench_times *times)
{
  double ta[BENCH_ROUNDS], tb[BENCH_ROUNDS], ratio[BENCH_ROUNDS];
  if (!a.run || !b.run || !times)
    return BENCH_NULL;
  if (rounds == 0 || rounds > BENCH_ROUNDS)
    return BENCH_BAD_ROUNDS;
  const size_t na = repeats_for(a, shortest), nb = repeats_for(b, shortest);
  for (size_t i = 0; i < rounds; i++) {
    ta[i] = time_of(a, na);
    tb[i] = time_of(b, nb);
    ratio[i] = ta[i] / tb[i];
  }
  times->a = bench_median(rounds, ta);
  times->b = bench_median(rounds, tb);
  times->ratio = bench_median(rounds, ratio);
  times->a_low = ta[0], times->a_high = ta[rounds - 1];
  times->b_low = tb[0], times->b_high = tb[rounds - 1];
  return BENCH_OK;
}

/* ---- [message] A status in words ---- */
const char *bench_message(enum bench_status status)
{
  switch (status) {
  case BENCH_OK:
    return "all is well";
  case BENCH_NULL:
    return "a pointer is null";
  case BENCH_BAD_ROUNDS:
    return "the number of rounds is not in 1..101";
  }
  return "unknown status";
}

/* bench.c: pairs of measurements, medians, and a clock. */
#define _POSIX_C_SOURCE 200809L
#include "bench.h"

#include <math.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

/* ---- [clock] Time ---- */
double bench_now(void)
{
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

double bench_cpu(void)
{
#if defined(_POSIX_THREAD_CPUTIME) && _POSIX_THREAD_CPUTIME >= 0
  struct timespec t;
  if (clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t) == 0)
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
#endif
  return bench_now();
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
 * A time is that of a run among runs of its own kind: short work first runs
 * untimed for as long as it will be timed.  That fetches its data back into
 * the caches, out of which the other side has pushed them; long work has time
 * enough to do so itself. */
#define LONG_ENOUGH 0.1 /* seconds */

static double time_of(struct bench_work w, size_t repeats)
{
  double (*const clock_s)(void) = w.threads ? bench_now : bench_cpu;
  const double begin = clock_s();
  for (size_t i = 0; i < repeats; i++)
    w.run(w.context);
  return (clock_s() - begin) / (double)repeats;
}

/* A piece of work, and how often it must be repeated to last `shortest`. */
struct piece {
  struct bench_work work;
  size_t repeats;
  bool is_long;
};

static struct piece look_at(struct bench_work w, double shortest)
{
  struct piece p = {w, 1, false};
  double once = time_of(w, 1); /* the first run pays for much else */
  if (once < LONG_ENOUGH)
    once = time_of(w, 1);
  p.is_long = once >= LONG_ENOUGH;
  while (p.repeats < (size_t)1 << 30 && once * (double)p.repeats < shortest) {
    p.repeats *= 2;
    once = time_of(w, p.repeats);
  }
  return p;
}

static double warm_time_of(struct piece p)
{
  if (!p.is_long)
    time_of(p.work, p.repeats);
  return time_of(p.work, p.repeats);
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
  const struct piece pa = look_at(a, shortest), pb = look_at(b, shortest);
  for (size_t i = 0; i < rounds; i++) {
    ta[i] = warm_time_of(pa);
    tb[i] = warm_time_of(pb);
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

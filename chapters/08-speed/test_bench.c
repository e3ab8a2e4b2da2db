/* test_bench.c: the stopwatch and the limits. */
#define _POSIX_C_SOURCE 200809L
#include "bench.h"
#include "fast_kernels.h"
#include "fast_limits.h"
#include "fast_radial_kernels.h"
#include "test.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static void nothing(void *context)
{
  ++*(size_t *)context;
}

/* Work that takes at least its time, by the same clock. */
static void wait_for(void *context)
{
  const double end = bench_cpu() + *(const double *)context;
  while (bench_cpu() < end)
    ;
}

TEST(anchor_median)
{
  double odd[] = {3, 1, 2}, even[] = {4, 1, 3, 2}, bad[] = {1, (double)NAN, 2};
  check_close(bench_median(3, odd), 2, 0, "of 3, 1, 2");
  check_close(bench_median(4, even), 2.5, 0, "of 4, 1, 3, 2");
  check_true(isnan(bench_median(3, bad)), "NaN is not swallowed");
  check_true(isnan(bench_median(0, odd)), "of nothing");
}

TEST(law_pair_measures)
{
  double short_s = 0.001, long_s = 0.004;
  struct bench_times t;
  check_true(bench_pair((struct bench_work){wait_for, &long_s, false},
                        (struct bench_work){wait_for, &short_s, false}, 5, 0,
                        &t) == BENCH_OK,
             "pair");
  check_true(t.a_low >= long_s && t.b_low >= short_s,
             "work takes at least its time: %g, %g", t.a_low, t.b_low);
  check_true(t.a_low <= t.a && t.a <= t.a_high, "the median lies between");
  check_true(t.b_low <= t.b && t.b <= t.b_high, "the median lies between");
  check_true(t.ratio > 1, "the longer one comes first: %g", t.ratio);
}

/* Work with threads of its own is timed by the clock on the wall. */
static void sleep_a_while(void *context)
{
  const struct timespec t = {0, (long)(1e9 * *(const double *)context)};
  nanosleep(&t, NULL);
}

TEST(law_threads_are_timed_by_the_wall)
{
  double one = 0.001;
  struct bench_work w = {sleep_a_while, &one, true};
  struct bench_times t;
  double before = bench_now();
  check_true(bench_pair(w, w, 3, 0, &t) == BENCH_OK, "pair");
  check_true(t.a_low >= one && t.b_low >= one, "at least its time");
  check_true(bench_now() - before >= 6 * one, "and the clock went on");
}

TEST(law_short_work_is_repeated)
{
  /* To last 10 ms, 2 us must be done 5000 times.  The time of many runs is far
   * from that of one, even where a busy machine makes it ten times longer. */
  double one = 2e-6;
  size_t count = 0;
  struct bench_times t;
  bench_pair((struct bench_work){wait_for, &one, false},
             (struct bench_work){nothing, &count, false}, 3, 0.01, &t);
  check_true(count > 1000, "%zu times", count);
  check_true(t.a_low >= one && t.a_low < 60 * one, "the time of one run: %g",
             t.a_low);
}

struct counted {
  double seconds;
  size_t runs;
};

static void wait_and_count(void *context)
{
  struct counted *c = context;
  wait_for(&c->seconds);
  c->runs++;
}

/* Of work that is long by itself one run is a look at it, and one a time;
 * short work is looked at twice, and runs once before it is timed. */
TEST(law_long_work_is_not_repeated)
{
  enum { ROUNDS = 3 };
  struct counted work = {0.11, 0};
  size_t count = 0;
  struct bench_times t;
  bench_pair((struct bench_work){wait_and_count, &work, false},
             (struct bench_work){nothing, &count, false}, ROUNDS, 0, &t);
  check_true(work.runs == 1 + ROUNDS, "%zu runs of long work", work.runs);
  check_true(count == 2 + 2 * ROUNDS, "%zu runs of short work", count);
}

TEST(edge_bad_input)
{
  size_t a = 0;
  struct bench_work w = {nothing, &a, false}, none = {NULL, NULL, false};
  struct bench_times t;
  check_true(bench_pair(none, w, 3, 0, &t) == BENCH_NULL, "no work");
  check_true(bench_pair(w, none, 3, 0, &t) == BENCH_NULL, "no other work");
  check_true(bench_pair(w, w, 3, 0, NULL) == BENCH_NULL, "no result");
  check_true(bench_pair(w, w, 0, 0, &t) == BENCH_BAD_ROUNDS, "no rounds");
  check_true(bench_pair(w, w, 102, 0, &t) == BENCH_BAD_ROUNDS, "too many");
  for (int s = BENCH_OK; s <= BENCH_BAD_ROUNDS + 1; s++)
    for (int k = BENCH_OK; k < s; k++)
      check_true(strcmp(bench_message((enum bench_status)s),
                        bench_message((enum bench_status)k)) != 0,
                 "statuses %d and %d have words of their own", s, k);
  check_true(limit_read(0, 0.001) == 0, "an array of nothing");
}

TEST(law_limits_are_plausible)
{
  /* One core does less than 10^12 of these a second and moves less than 10^13
   * bytes; and more than 10^6 of both, even where valgrind imitates it. */
  const double flops = limit_arithmetic(0.02);
  check_true(flops > 1e6 && flops < 1e12, "%g", flops);
  const double rates[] = {limit_read(1 << 14, 0.02), limit_write(1 << 14, 0.02),
                          limit_stream(1 << 20, 0.02)};
  for (int i = 0; i < 3; i++)
    check_true(rates[i] > 1e6 && rates[i] < 1e13, "%d: %g", i, rates[i]);
}

/* A product of matrices that lie in the first cache, as fast as it gets.  A
 * kernel that exceeds the limit by more than clocks that change shows that the
 * limit is none: its own loop did not stay in registers. */
TEST(law_no_kernel_exceeds_the_limit)
{
  enum { ROWS = 16, INNER = 64, COLUMNS = 64, REPEATS = 200 };
  static real a[ROWS * INNER], M[INNER * COLUMNS], out[ROWS * COLUMNS];
  const struct matrices p = {ROWS, INNER, COLUMNS, a, INNER, 1, M, out, false};
  const double flop = 2 * (double)(ROWS * INNER * COLUMNS * REPEATS);
  double best = 0, limit = 0;
  if (getenv("EMULATED"))
    return; /* an emulator's times say nothing of a processor */
  for (int round = 0; round < 20; round++) {
    const double rate = limit_arithmetic(0.002), begin = bench_cpu();
    for (int i = 0; i < REPEATS; i++)
      fast_kernels()->radial->product(&p);
    const double reached = flop / (bench_cpu() - begin);
    limit = rate > limit ? rate : limit;
    best = reached > best ? reached : best;
  }
  check_true(best <= 1.2 * limit, "%.3g operations a second, limit %.3g", best,
             limit);
}

static const struct test tests[] = {
    CASE(anchor_median),
    CASE(law_pair_measures),
    CASE(law_threads_are_timed_by_the_wall),
    CASE(law_short_work_is_repeated),
    CASE(law_long_work_is_not_repeated),
    CASE(edge_bad_input),
    CASE(law_limits_are_plausible),
    CASE(law_no_kernel_exceeds_the_limit),
};
TEST_MAIN("08-speed/bench", tests)

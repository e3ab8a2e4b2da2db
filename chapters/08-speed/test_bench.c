/* test_bench.c: the stopwatch and the limits. */
#include "bench.h"
#include "fast_limits.h"
#include "test.h"

#include <math.h>

static void nothing(void *context)
{
  ++*(size_t *)context;
}

/* Work that takes at least its time, by the same clock. */
static void wait_for(void *context)
{
  const double end = bench_now() + *(const double *)context;
  while (bench_now() < end)
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
  check_true(bench_pair((struct bench_work){wait_for, &long_s},
                        (struct bench_work){wait_for, &short_s}, 5, 0,
                        &t) == BENCH_OK,
             "pair");
  check_true(t.a_low >= long_s && t.b_low >= short_s,
             "work takes at least its time: %g, %g", t.a_low, t.b_low);
  check_true(t.a_low <= t.a && t.a <= t.a_high, "the median lies between");
  check_true(t.b_low <= t.b && t.b <= t.b_high, "the median lies between");
  check_true(t.ratio > 1, "the longer one comes first: %g", t.ratio);
}

TEST(law_short_work_is_repeated)
{
  /* To last 10 ms, 2 us must be done 5000 times.  The time of many runs is far
   * from that of one, even where a busy machine makes it ten times longer. */
  double one = 2e-6;
  size_t count = 0;
  struct bench_times t;
  bench_pair((struct bench_work){wait_for, &one},
             (struct bench_work){nothing, &count}, 3, 0.01, &t);
  check_true(count > 1000, "%zu times", count);
  check_true(t.a_low >= one && t.a_low < 60 * one, "the time of one run: %g",
             t.a_low);
}

TEST(edge_bad_input)
{
  size_t a = 0;
  struct bench_work w = {nothing, &a}, none = {NULL, NULL};
  struct bench_times t;
  check_true(bench_pair(none, w, 3, 0, &t) == BENCH_NULL, "no work");
  check_true(bench_pair(w, w, 3, 0, NULL) == BENCH_NULL, "no result");
  check_true(bench_pair(w, w, 0, 0, &t) == BENCH_BAD_ROUNDS, "no rounds");
  check_true(bench_pair(w, w, 102, 0, &t) == BENCH_BAD_ROUNDS, "too many");
  check_true(bench_message(BENCH_NULL) && bench_message((enum bench_status)99),
             "a message for everything");
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

static const struct test tests[] = {
    CASE(anchor_median),
    CASE(law_pair_measures),
    CASE(law_short_work_is_repeated),
    CASE(edge_bad_input),
    CASE(law_limits_are_plausible),
};
TEST_MAIN("08-speed/bench", tests)

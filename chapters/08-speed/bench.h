/* bench.h: measuring how long a piece of work takes, so that it can be trusted.
 *
 *   bench_now      seconds on a clock that only goes forward
 *   bench_cpu      seconds that this thread has computed
 *   bench_pair     two pieces of work in turn: medians and their ratio
 *   bench_median   the median of some numbers
 *   bench_message  a status in words */
#ifndef BENCH_H
#define BENCH_H

#include <stdbool.h>
#include <stddef.h>

/* ---- [clock] Time ---- */

/* Seconds since some moment in the past. */
double bench_now(void);

/* Seconds that this thread has had a processor for itself: what others do
 * meanwhile does not count.  Where nobody knows, the same as bench_now. */
double bench_cpu(void);

/* The median of n numbers, which are sorted on the way: the middle one, or the
 * mean of the two in the middle; NaN for n = 0 or when one is NaN. */
double bench_median(size_t n, double *x);

/* ---- [pair] Two pieces of work, in turn ----
 *
 * A processor changes its speed while one looks on.  Measuring first all of A
 * and then all of B compares two processors; A B A B A B compares two pieces
 * of work, and the ratio is taken pair by pair.
 *
 * Work of one thread is timed by bench_cpu, since the machine may have other
 * things to do; work that waits for other threads, by bench_now. */
struct bench_work {
  void (*run)(void *context);
  void *context;
  bool threads; /* it has threads of its own */
};

struct bench_times {
  double a, a_low, a_high; /* seconds of one run of A: median and extremes */
  double b, b_low, b_high; /* and of B */
  double ratio;            /* median of a/b, pair by pair */
};

enum bench_status { BENCH_OK = 0, BENCH_NULL, BENCH_BAD_ROUNDS };
const char *bench_message(enum bench_status status);

/* rounds   pairs, 1..BENCH_ROUNDS; before them each runs at least once
 * shortest seconds that a measurement should take at least: work that is
 *          shorter is repeated, and the time divided
 * Returns BENCH_OK, BENCH_NULL or BENCH_BAD_ROUNDS. */
#define BENCH_ROUNDS 101
enum bench_status bench_pair(struct bench_work a, struct bench_work b,
                             size_t rounds, double shortest,
                             struct bench_times *times);

#endif

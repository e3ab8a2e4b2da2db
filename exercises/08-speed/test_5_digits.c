/* Tests of exercise 8.5. */
#include "exercises.h"
#include "expect.h"
#include "random.h"

#include <math.h>

enum { MOST = 5 * LANES + 3, MANY = 4000 };

static void some(struct random *g, size_t n, real *x)
{
  for (size_t i = 0; i < n; i++)
    x[i] = (real)(random_normal(g) * exp(4 * random_normal(g)));
}

TEST(law_plain_sums_side_by_side)
{
  struct random g = random_seed(851);
  for (size_t n = 0; n <= MOST; n++) {
    real x[MOST + 1], high[LANES], low[LANES], plain[LANES] = {0};
    some(&g, n, x);
    lane_sums(n, x, high, low);
    given("n = %zu, LANES = %d, x = %s (seed 851)", n, (int)LANES, list(n, x));
    for (size_t i = 0; i < n; i++)
      plain[i % LANES] += x[i];
    expect_list(LANES, high, plain, 0, "high, plain sums side by side");
  }
}

/* What an addition loses is exact: so with whole numbers below 1/eps^2, and as
 * long as what was lost is below 1/eps, nothing is lost at all.  Their sum is
 * known in two parts. */
TEST(law_high_and_low_are_the_whole_sum)
{
  const double step = 1 / (double)REAL_EPS; /* numbers m step + d */
  struct random g = random_seed(852);
  for (int trial = 0; trial < 50; trial++) {
    real x[MOST], high[LANES], low[LANES];
    double steps[LANES] = {0}, rest[LANES] = {0};
    for (size_t i = 0; i < MOST; i++) {
      double d = (double)random_below(&g, 200) - 100;
      double m = i % (2 * LANES) < LANES ? (double)random_below(&g, 100) : 0;
      x[i] = m > 0 ? (real)(m * step) : (real)d;
      steps[i % LANES] += m, rest[i % LANES] += m > 0 ? 0 : d;
    }
    lane_sums(MOST, x, high, low);
    given("n = %d, LANES = %d, x = %s (seed 852)", (int)MOST, (int)LANES,
          list(MOST, x));
    for (int j = 0; j < LANES; j++) {
      double over = ((double)high[j] - steps[j] * step) + (double)low[j];
      expect(over, rest[j], 0, "lane %d: what is not in high is in low", j);
    }
  }
}

/* Pairs that cancel, in any order, and a few numbers that do not. */
TEST(law_as_exact_as_promised)
{
  struct random g = random_seed(853);
  static real x[MANY];
  for (int trial = 0; trial < 20; trial++) {
    double want = 0, size = 0, eps = (double)REAL_EPS;
    some(&g, MANY, x);
    for (int i = 0; i < MANY / 2; i++)
      x[MANY - 1 - i] = -x[i];
    for (int i = 0; i < 20; i++) { /* whole numbers: their sum is exact */
      int d = (int)random_below(&g, 1000);
      x[i] = (real)d, x[MANY - 1 - i] = 0, want += d;
    }
    for (size_t i = MANY - 1; i > 0; i--) {
      size_t k = random_below(&g, i + 1);
      real keep = x[i];
      x[i] = x[k], x[k] = keep;
    }
    for (int i = 0; i < MANY; i++)
      size += fabs((double)x[i]);
    given("n = %d, sum of sizes %.6g, x = %s (seed 853, %d)", MANY, size,
          list(MANY, x), trial);
    expect(careful_sum(MANY, x), want,
           eps * want + pow((MANY / LANES + LANES) * eps, 2) * size,
           "the sum of numbers that cancel");
  }
}

/* One that swallows ones: its last digit stands for 4. */
TEST(anchor_swallowed)
{
  const real big = 4 / REAL_EPS;
  real x[2 * LANES + 2] = {0}, high[LANES], low[LANES];
  for (int i = 0; i < 2 * LANES + 2; i++)
    x[i] = 1;
  x[0] = big;
  lane_sums(2 * LANES + 2, x, high, low);
  given("x = %.17g, then %d ones; LANES = %d", (double)big, 2 * (int)LANES + 1,
        (int)LANES);
  expect(high[0], big, 0, "lane 0 swallowed two ones");
  expect(low[0], 2, 0, "lane 0 swallowed two ones");
  expect(high[1], 3, 0, "lane 1 has three");
  expect(low[1], 0, 0, "lane 1 has three");
  expect(high[2], 2, 0, "the others two");
  expect(low[LANES - 1], 0, 0, "the others two");
  x[2 * LANES + 1] = -big;
  given("x = %.17g, %d ones, %.17g", (double)big, 2 * (int)LANES, (double)-big);
  expect(careful_sum(2 * LANES + 2, x), 2 * LANES, 0, "and the ones come back");
  x[0] = 1, x[LANES] = big; /* now the larger one comes second */
  given("ones, %.17g at place %d and its negative at the end", (double)big,
        (int)LANES);
  expect(careful_sum(2 * LANES + 2, x), 2 * LANES, 0, "in any order");
  for (int i = 0; i < 2 * LANES; i++)
    x[i] = i == 0 ? big : i < 2 * LANES - 1 ? 1 : -big;
  given("x = %.17g, %d ones, %.17g", (double)big, 2 * (int)LANES - 2,
        (double)-big);
  expect(careful_sum(2 * LANES, x), 2 * LANES - 2, 0,
         "nor do lanes swallow each other");
}

TEST(edge_few_and_not_finite)
{
  const real inf = (real)INFINITY;
  const real one[1] = {REAL(-0.3)};
  real x[LANES + 1] = {0}, high[LANES], low[LANES];
  given("LANES + 1 zeros, but for what is said");
  expect(careful_sum(0, NULL), 0, 0, "no number");
  lane_sums(0, NULL, high, low);
  for (int j = 0; j < LANES; j++) {
    expect(high[j], 0, 0, "lane %d of nothing", j);
    expect(low[j], 0, 0, "lane %d of nothing", j);
  }
  expect(careful_sum(1, one), REAL(-0.3), 0, "one number");
  x[LANES] = inf;
  expect(careful_sum(LANES + 1, x), inf, 0, "the last number is infinite");
  x[1] = -inf;
  expect_nan(careful_sum(LANES + 1, x), "and x[1] is minus infinity");
  x[LANES] = 1;
  expect(careful_sum(LANES + 1, x), -inf, 0,
         "x[1] is minus infinity, the last number 1");
  x[1] = (real)NAN;
  expect_nan(careful_sum(LANES + 1, x), "x[1] is NaN");
  x[1] = x[2] = REAL_MAX;
  expect(careful_sum(LANES + 1, x), inf, 0, "x[1] and x[2] are REAL_MAX");
}

static const struct test tests[] = {
    CASE(law_plain_sums_side_by_side), CASE(law_high_and_low_are_the_whole_sum),
    CASE(law_as_exact_as_promised),    CASE(anchor_swallowed),
    CASE(edge_few_and_not_finite),
};
TEST_MAIN("5 digits", tests)

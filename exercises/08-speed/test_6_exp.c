/* Tests of exercise 8.6. */
#include "exercises.h"
#include "expect.h"
#include "random.h"

#include <math.h>

static const double EPS = (double)REAL_EPS;
static const double LOW = REAL_IS_FLOAT ? -103 : -745;
static const double HIGH = REAL_IS_FLOAT ? 88.7 : 709.7;

static real between(struct random *g, double a, double b)
{
  return (real)(a + (b - a) * random_uniform(g));
}

/* x - k ln 2 in double, with one rounding for each half of ln 2. */
static double remainder_of(double x, int k)
{
  const double ln2 = 0.693147180559945309417, rest = 2.319046813846299616e-17;
  return fma(-k, ln2, x) - k * rest;
}

/* eps/2 as promised, and some more for the other side. */
TEST(law_split)
{
  struct random g = random_seed(861);
  const double half = 0.34657359027997265471;
  for (int i = 0; i < 4000; i++) {
    real r = 9, x = i % 2 ? between(&g, LOW, HIGH) : between(&g, -3, 3);
    int k = split_power(x, &r);
    given("x = %.17g: k = %d, r = %.17g (seed 861)", (double)x, k, (double)r);
    expect(r, remainder_of((double)x, k), 0.75 * EPS, "r = x - k ln 2");
    expect_that(fabs((double)r) <= half * (1 + 8 * EPS) + fabs((double)x) * EPS,
                "at most half of ln 2", "|r| = %.17g", fabs((double)r));
  }
}

/* The library's exp is right to one rounding, in double also for float. */
TEST(law_exponential)
{
  struct random g = random_seed(862);
  const double mine = 2 * EPS, library = 2.3e-16;
  for (int i = 0; i < 4000; i++) {
    real x = i % 2 ? between(&g, LOW, HIGH) : between(&g, -3, 3);
    double want = exp((double)x), step = (double)REAL_MIN * EPS;
    given("x = %.17g (seed 862)", (double)x);
    expect(split_exp(x), want, (mine + library) * want + step,
           "its exponential");
  }
}

/* 50 digits by another program. */
TEST(anchor_values)
{
  real r = 9;
  given("x = 1, -87.5 and 0.34375");
  expect_is(split_power(REAL(1), &r), 1, "k of 1");
  expect(r, 0.30685281944005469058, 0.5 * EPS, "1 - ln 2");
  expect_is(split_power(REAL(-87.5), &r), -126, "k of -87.5");
  expect(r, -0.16345524944689101343, 0.5 * EPS, "-87.5 + 126 ln 2");
  expect_is(split_power(REAL(0.34375), &r), 0, "k of 0.34375");
  expect(r, 0.34375, 0, "a small x is its own remainder");
  expect(split_exp(1), 2.71828182845904523536, 5.5 * EPS, "e");
  expect(split_exp(-1), 0.367879441171442321596, 0.8 * EPS, "1/e");
  expect(split_exp(REAL(0.34375)), 1.41022603492571070570, 2.9 * EPS,
         "near the root of 2");
}

/* Results that are numbers although 2^k is none, and those that are not. */
TEST(edge_ends)
{
  const double large = REAL_IS_FLOAT ? 88.5 : 709.75;
  const double large_exp =
      REAL_IS_FLOAT ? 2.723087825068111612e38 : 1.739836873264160557698e308;
  const double small = REAL_IS_FLOAT ? -100 : -740;
  const double steps = REAL_IS_FLOAT ? 26.548 : 84.782; /* subnormal */
  const real inf = (real)INFINITY;
  given("large = %.17g, small = %.17g", large, small);
  expect((double)split_exp((real)large) / large_exp, 1, 2 * EPS,
         "k is one too large for an exponent");
  expect((double)split_exp((real)small) / (double)(REAL_MIN * REAL_EPS), steps,
         1, "a subnormal result");
  expect(split_exp((real)(large + 0.25)), inf, 0, "just too large");
  expect(split_exp((real)(small - 10)), 0, 0, "just too small");
  expect(split_exp(REAL(1e30)), inf, 0, "much too large");
  expect(split_exp(REAL(-1e30)), 0, 0, "much too small");
  expect(split_exp(inf), inf, 0, "infinite");
  expect(split_exp(-inf), 0, 0, "infinite");
  expect_nan(split_exp((real)NAN), "NaN");
  expect(split_exp(0), 1, 0, "exp(0)");
  expect(split_exp(-REAL(0)), 1, 0, "exp(0)");
  expect(split_exp(REAL_MIN), 1, 0, "a very small x");
}

static const struct test tests[] = {
    CASE(law_split),
    CASE(law_exponential),
    CASE(anchor_values),
    CASE(edge_ends),
};
TEST_MAIN("6 exp", tests)

/* Tests of exercise 10.1. */
#include "exercises.h"
#include "expect.h"

#include <math.h>

/* A five-point difference: h^4 and eps/h, with h = eps^(1/5). */
TEST(law_slope)
{
  for (int k = 0; k <= 40; k++) {
    real x = (real)(k - 20) / 4, h = real_pow(REAL_EPS, REAL(0.2)), s, t;
    double f[4];
    for (int j = 0; j < 4; j++)
      f[j] = (double)gentle_leak(x + h * (real)(j < 2 ? j - 2 : j - 1),
                                 REAL(0.3), &t);
    gentle_leak(x, REAL(0.3), &s);
    given("x = %g, left = 0.3", (double)x);
    expect(s, (8 * (f[2] - f[1]) - (f[3] - f[0])) / (12 * (double)h),
           REAL_IS_FLOAT ? 1e-3 : 1e-9, "the slope, against a difference");
  }
}

TEST(law_ends)
{
  real s;
  given("x = 40, left = 0.25");
  expect(gentle_leak(40, REAL(0.25), &s), 40, 100 * (double)REAL_EPS,
         "far to the right y = x");
  expect(s, 1, 8 * (double)REAL_EPS, "with slope 1");
  given("x = -40, left = 0.25");
  expect(gentle_leak(-40, REAL(0.25), &s), -10, 100 * (double)REAL_EPS,
         "far to the left y = left x");
  expect(s, 0.25, 8 * (double)REAL_EPS, "with slope left");
}

/* By hand: sigmoid(log 3) = 3/4. */
TEST(anchor_leak)
{
  real x = real_log(3), s;
  double y = log(3) * (0.2 + 0.8 * 0.75);
  given("x = log 3, left = 0.2");
  expect(gentle_leak(x, REAL(0.2), &s), y, 8 * (double)REAL_EPS,
         "log 3 (0.2 + 0.8 * 3/4)");
  expect(s, 0.2 + 0.8 * (0.75 + log(3) * 0.75 * 0.25), 8 * (double)REAL_EPS,
         "its slope");
  given("x = 0, left = 0.2");
  expect(gentle_leak(0, REAL(0.2), &s), 0, 0, "nothing");
  expect(s, 0.6, 4 * (double)REAL_EPS, "the mean of both slopes");
}

TEST(edge_large)
{
  real s;
  given("x = -1e5, left = 0.2");
  expect(gentle_leak(-100000, REAL(0.2), &s), -20000,
         20000 * 4 * (double)REAL_EPS, "no overflow");
  expect(s, 0.2, 4 * (double)REAL_EPS, "and a slope");
  given("x = 1e5, left = 0.2");
  expect(gentle_leak(100000, REAL(0.2), &s), 100000,
         100000 * 4 * (double)REAL_EPS, "no overflow");
  expect(s, 1, 4 * (double)REAL_EPS, "and a slope");
}

static const struct test tests[] = {
    CASE(law_slope),
    CASE(law_ends),
    CASE(anchor_leak),
    CASE(edge_large),
};
TEST_MAIN("1 leak", tests)

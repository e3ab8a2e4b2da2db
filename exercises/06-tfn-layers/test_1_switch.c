/* Tests of exercise 6.1. */
#include "exercises.h"
#include "expect.h"

#include <math.h>
#include <string.h>

static const double ROUND = 32 * (double)REAL_EPS;

TEST(law_slope)
{
  struct random g = random_seed(601);
  real h = real_pow(REAL_EPS, REAL(0.2)) / 4;
  for (int i = 0; i < 200; i++) {
    real on = (real)random_uniform(&g), off = on + 1, slope, other;
    real r = on + REAL(0.1) + REAL(0.8) * (real)random_uniform(&g);
    double f[4];
    for (int k = 0; k < 4; k++)
      f[k] = (double)smooth_step(r + h * (real)(k < 2 ? k - 2 : k - 1), on, off,
                                 &other);
    double want = (8 * (f[2] - f[1]) - (f[3] - f[0])) / (12 * (double)h);
    given("r = %.9g, on = %.9g, off = %.9g (seed 601, %d)", (double)r,
          (double)on, (double)off, i);
    smooth_step(r, on, off, &slope);
    /* eps / h of rounding, and a fifth derivative of 720 times h^4 / 30 */
    expect(slope, want, REAL_IS_FLOAT ? 1e-3 : 1e-9,
           "the slope, against a difference of values");
  }
}

/* Near either end the slope is 30 d^2 / width^3, so that its own slope, the
 * second derivative, goes to zero there. */
TEST(law_two_derivatives)
{
  const real d = REAL(1e-3);
  real slope;
  for (int end = 0; end < 2; end++) {
    smooth_step(end ? 3 - 2 * d : 1 + 2 * d, 1, 3, &slope);
    given("on = 1, off = 3, %s 0.002", end ? "r = 3 -" : "r = 1 +");
    expect((double)(slope / (-15 * d * d)), 1, 0.01,
           "the slope over -30 d^2 / width^3, near %s", end ? "off" : "on");
  }
}

TEST(law_width)
{
  real slope, wide;
  real a = smooth_step(REAL(0.3), 0, 1, &slope);
  real b = smooth_step(REAL(3), 0, 10, &wide);
  given("r, on, off = 0.3, 0, 1 and 3, 0, 10");
  expect(a, b, ROUND, "only (r - on)/(off - on) matters");
  expect(slope, 10 * wide, 10 * ROUND, "ten times as wide, as steep");
}

TEST(anchor_switch)
{
  real slope;
  given("on = 1, off = 2, r = 1.25, then 1.5");
  expect(smooth_step(REAL(1.25), 1, 2, &slope), 0.896484375, ROUND,
         "1 - 10/64 + 15/256 - 6/1024 at a quarter");
  expect(slope, -1.0546875, ROUND, "-30 (1/16) (9/16)");
  expect(smooth_step(REAL(1.5), 1, 2, &slope), 0.5, ROUND, "the middle");
}

TEST(edge_switch)
{
  const real r[5] = {0, 1, 2, 3, 1000};
  for (int k = 0; k < 5; k++) {
    real slope = 7, s = smooth_step(r[k], 1, 2, &slope);
    given("r = %g, on = 1, off = 2", (double)r[k]);
    expect(s, k < 2 ? 1 : 0, 0, "exactly at r = %g", (double)r[k]);
    expect(slope, 0, 0, "no slope at r = %g", (double)r[k]);
  }
}

static const struct test tests[] = {
    CASE(law_slope),     CASE(law_two_derivatives), CASE(law_width),
    CASE(anchor_switch), CASE(edge_switch),
};
TEST_MAIN("1 switch", tests)

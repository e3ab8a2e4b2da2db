/* Tests of exercise 3.7. */
#include "exercises.h"
#include "expect.h"
#include "random.h"

enum { L = 8, K = (L + 1) * (L + 1) };

static double value(int lmax, const real *a, const real *r, double *slope)
{
  real Y[K], d[3] = {0, 0, 0};
  double sum = 0;
  harmonics(lmax, HARMONICS_INTEGRAL, 1, r, Y);
  harmonics_backward(lmax, HARMONICS_INTEGRAL, 1, r, a, d);
  for (size_t i = 0; i < harmonics_count(lmax); i++)
    sum += (double)a[i] * (double)Y[i];
  *slope = vec3_norm((vec3){(double)d[0], (double)d[1], (double)d[2]});
  return sum;
}

TEST(law_top)
{
  struct random g = random_seed(1);
  for (int trial = 0; trial < 30; trial++) {
    real a[K], r[3], start[3];
    double size = 0, slope, before, after;
    for (int i = 0; i < K; i++) {
      a[i] = (real)random_normal(&g);
      size += (double)a[i] * (double)a[i];
    }
    for (int k = 0; k < 3; k++)
      start[k] = r[k] = (real)random_normal(&g);
    size = sqrt(size);
    before = value(L, a, start, &slope);
    given("lmax = %d, a = %s, start = %s (seed 1)", L, list(K, a),
          list(3, start));
    expect_is(find_peak(L, a, r), true, "a top is found, trial %d", trial);
    after = value(L, a, r, &slope);
    /* twice the limit of the exercise: the slope itself is rounded */
    expect(slope, 0, (REAL_IS_FLOAT ? 2e-3 : 2e-6) * size,
           "the slope at the top, %s", list(3, r));
    expect_that(after >= before - 1e-6 * size,
                "a top is not lower than the start", "%.9g at %s, from %.9g",
                after, list(3, r), before);
    expect(vec3_norm((vec3){(double)r[0], (double)r[1], (double)r[2]}), 1,
           8 * (double)REAL_EPS, "a unit vector");
    /* a top, not a valley or a pass: 0.03 away all is lower */
    for (int k = 0; k < 6; k++) {
      real near[3] = {r[0], r[1], r[2]};
      double there;
      near[k % 3] += (real)(k < 3 ? 0.03 : -0.03);
      there = value(L, a, near, &slope);
      expect_that(there <= after + 1e-4 * size, "a top: lower on every side",
                  "%.9g at %s, but %.9g next to it at %s", after, list(3, r),
                  there, list(3, near));
    }
  }
}

/* The harmonics of a direction, as coefficients: their bump stands there. */
TEST(anchor_bump)
{
  const real where[3] = {(real)0.48, (real)-0.6, (real)0.64};
  real a[K], r[3] = {(real)0.5, (real)-0.5, 1};
  harmonics(L, HARMONICS_INTEGRAL, 1, where, a);
  given("lmax = %d, the harmonics of %s as coefficients, start (0.5, -0.5, 1)",
        L, list(3, where));
  expect_is(find_peak(L, a, r), true, "valid input");
  for (int k = 0; k < 3; k++)
    expect(r[k], where[k], REAL_IS_FLOAT ? 1e-3 : 1e-6,
           "the bump stands where it was put, axis %d", k);
}

TEST(edge_peak)
{
  real a[14 * 14] = {1, 0, -2, 0}, zero[3] = {0, 0, 0};
  real r[3] = {3, 0, (real)0.5}, sick[3] = {1, (real)NAN, 0};
  given("a = (1, 0, -2, 0), starts r = (3, 0, 0.5), 0, sick = (1, NaN, 0)");
  expect_is(find_peak(-1, a, r), false, "l = -1 is refused");
  expect_is(find_peak(13, a, r), false, "l = 13 is refused");
  expect(r[0], 3, 0, "nothing was written");
  expect_is(find_peak(1, a, zero), false, "no direction to start from");
  expect_is(find_peak(1, a, sick), false, "a start that is not a number");
  expect(zero[0], 0, 0, "nothing was written");
  expect(sick[0], 1, 0, "nothing was written");
  expect_is(find_peak(0, a, r), true, "a constant is flat: all is top");
  expect(vec3_norm((vec3){(double)r[0], (double)r[1], (double)r[2]}), 1,
         8 * (double)REAL_EPS, "a unit vector all the same");
  expect_is(find_peak(1, a, r), true, "-2 z");
  expect(r[2], -1, REAL_IS_FLOAT ? 1e-5 : 1e-11, "the south pole");
}

static const struct test tests[] = {
    CASE(law_top),
    CASE(anchor_bump),
    CASE(edge_peak),
};

TEST_MAIN("7 peak", tests)

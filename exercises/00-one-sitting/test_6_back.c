/* Tests of exercise 0.6. */
#include "exercises.h"
#include "expect.h"
#include "random.h"

#include <float.h>
#include <math.h>

static void fill(struct random *g, int n, double *x)
{
  for (int k = 0; k < n; k++)
    x[k] = random_normal(g);
}

static void back(const double *v, const double *h, double *dv)
{
  given("v = %s, h = %s", list(3, v), list(3, h));
  bounded_back(v, h, dv);
}

static double answer(const double *v, const double *h)
{
  double t = sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]), sum = 0;
  for (int k = 0; k < 3; k++)
    sum += h[k] * v[k] * tanh(t) / t;
  return sum;
}

/* Four points of step 1e-3: the rest is of order 1e-12. */
TEST(law_is_the_slope)
{
  struct random g = random_seed(6);
  const double step = 1e-3;
  for (int trial = 0; trial < 40; trial++) {
    double v[3], h[3], dv[3], want[3];
    fill(&g, 3, v), fill(&g, 3, h);
    for (int k = 0; k < 3; k++) {
      double at[4];
      for (int s = 0; s < 4; s++) {
        double moved[3] = {v[0], v[1], v[2]};
        moved[k] += step * (s % 2 ? -1 : 1) * (s < 2 ? 1 : 2);
        at[s] = answer(moved, h);
      }
      want[k] = (8 * (at[0] - at[1]) - (at[2] - at[3])) / (12 * step);
    }
    back(v, h, dv);
    expect_list(3, dv, want, 1e-9, "differences of the gate (seed 6, %d)",
                trial);
  }
}

/* t = 3: f = 0.331684917895577; along v the slope is 1 - tanh^2. */
TEST(anchor_along_and_across)
{
  const double v[3] = {0, 0, 3}, along[3] = {0, 0, 1}, across[3] = {1, 0, 0};
  const double want[2][3] = {{0, 0, 0.009866037165440193},
                             {0.33168491789557682, 0, 0}};
  double dv[3];
  back(v, along, dv);
  expect_list(3, dv, want[0], 1e-15, "along v: 1 - tanh^2 3");
  back(v, across, dv);
  expect_list(3, dv, want[1], 1e-15, "across v: tanh(3)/3");
}

TEST(edge_short_arrows)
{
  const double zero[3] = {0}, h[3] = {1, -2, 3};
  double dv[3];
  back(zero, h, dv);
  expect_list(3, dv, h, 0, "v = 0: the slope is h");
  const double tiny[3] = {0, 3e-200, 4e-200};
  back(tiny, h, dv);
  expect_list(3, dv, h, 0, "as good as zero");
  for (double t = 1e-9; t < 0.1; t *= 3) {
    const double v[3] = {t, 0, 0}, want[3] = {1 / (cosh(t) * cosh(t)), 0, 0};
    const double x[3] = {1, 0, 0};
    back(v, x, dv);
    expect_list(3, dv, want, 4e-13, "along a short arrow: 1 - tanh^2");
  }
}

static const struct test tests[] = {
    CASE(law_is_the_slope),
    CASE(anchor_along_and_across),
    CASE(edge_short_arrows),
};
TEST_MAIN("6 back", tests)

/* Tests of exercise 10.8. */
#include "exercises.h"
#include "expect.h"

#include <float.h>
#include <math.h>

enum { MOST = 40 };

static double integral(size_t n, const double *z, const double *w,
                       size_t degree)
{
  double sum = 0;
  for (size_t k = 0; k < n; k++)
    sum += w[k] * pow(z[k], (double)degree);
  return sum;
}

TEST(law_exact_to_twice_the_points)
{
  for (size_t n = 1; n <= MOST; n += n < 8 ? 1 : 8) {
    double z[MOST], w[MOST];
    gauss_points(n, z, w);
    given("n = %zu", n);
    for (size_t d = 0; d <= 2 * n - 1; d++)
      expect(integral(n, z, w, d), d % 2 ? 0 : 1 / (double)(d + 1), 1e-14,
             "the integral of z^%zu", d);
  }
}

TEST(law_points)
{
  for (size_t n = 2; n <= MOST; n += 2) {
    double z[MOST], w[MOST];
    gauss_points(n, z, w);
    given("n = %zu", n);
    for (size_t k = 0; k < n; k++) {
      expect(z[k], -z[n - 1 - k], 1e-15, "north and south, point %zu", k);
      expect_that(w[k] > 0, "weights above 0", "%g", w[k]);
      expect_that(!k || z[k] < z[k - 1], "from north to south", "%g", z[k]);
    }
  }
}

TEST(anchor_points)
{
  double z[3], w[3];
  gauss_points(2, z, w);
  given("n = 2");
  expect(z[0], 1 / sqrt(3), 4 * DBL_EPSILON, "1/sqrt(3)");
  expect(w[0], 0.5, 8 * DBL_EPSILON, "half");
  gauss_points(3, z, w);
  given("n = 3");
  expect(z[0], sqrt(0.6), 4 * DBL_EPSILON, "sqrt(3/5)");
  expect(w[0], 5 / 18.0, 8 * DBL_EPSILON, "5/18");
  expect(w[1], 4 / 9.0, 8 * DBL_EPSILON, "4/9");
}

TEST(edge_points)
{
  static double z[200], w[200];
  gauss_points(1, z, w);
  given("n = 1");
  expect(z[0], 0, DBL_EPSILON, "the equator");
  expect(w[0], 1, DBL_EPSILON, "has all the weight");
  gauss_points(200, z, w);
  given("n = 200");
  expect(integral(200, z, w, 0), 1, 1e-13, "weights add up to 1");
  expect(integral(200, z, w, 2), 1 / 3.0, 1e-13, "the integral of z^2");
  expect_that(z[0] < 1 && z[0] > 0.9999, "a point near the pole", "%.17g",
              z[0]);
}

static const struct test tests[] = {
    CASE(law_exact_to_twice_the_points),
    CASE(law_points),
    CASE(anchor_points),
    CASE(edge_points),
};
TEST_MAIN("8 gauss", tests)

/* Tests of exercise 0.4. */
#include "exercises.h"
#include "expect.h"
#include "random.h"

#include <float.h>
#include <math.h>

static double loss(double z, int left, double *slope)
{
  given("z = %.17g, left = %d", z, left);
  return surprise(z, left, slope);
}

TEST(law_slope_is_the_slope)
{
  for (int left = 0; left < 2; left++)
    for (double z = -8; z <= 8; z += 0.37) {
      double none, slope, h = 1e-4;
      double up = surprise(z + h, left, &none);
      double down = surprise(z - h, left, &none);
      loss(z, left, &slope);
      expect(slope, (up - down) / (2 * h), 1e-8, "difference of the loss");
    }
}

TEST(anchor_some_values)
{
  double slope;
  expect(loss(0, 1, &slope), 0.6931471805599453, 1e-15, "guessing");
  expect(slope, -0.5, 1e-15, "its slope");
  expect(loss(2, 1, &slope), 0.126928011042972, 1e-14,
         "nearly sure, and right");
  expect(slope, -0.119202922022118, 1e-14, "its slope");
  expect(loss(2, 0, &slope), 2.126928011042972, 1e-14,
         "nearly sure, and wrong");
  expect(slope, 0.880797077977882, 1e-14, "its slope");
}

TEST(edge_large)
{
  double slope;
  expect(loss(-1000, 1, &slope), 1000, 1e-12, "sure and wrong");
  expect(slope, -1, 1e-15, "its slope");
  expect(loss(1e300, 0, &slope), 1e300, 1e285, "very sure and wrong");
  expect(slope, 1, 1e-15, "its slope");
  expect(loss(1e300, 1, &slope), 0, 0, "very sure and right");
  expect(slope, 0, 0, "nothing to change");
  double small = loss(40, 1, &slope);
  expect(small / 4.248354255291589e-18, 1, 1e-12, "digits of a small loss");
}

static const struct test tests[] = {
    CASE(law_slope_is_the_slope),
    CASE(anchor_some_values),
    CASE(edge_large),
};
TEST_MAIN("4 surprise", tests)

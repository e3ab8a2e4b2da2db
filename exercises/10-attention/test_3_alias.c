/* Tests of exercise 10.3. */
#include "exercises.h"
#include "expect.h"

#include <math.h>

#define PI 3.14159265358979323846

TEST(law_same_values)
{
  for (int b = 1; b <= 12; b++)
    for (int m = -30; m <= 30; m++) {
      int slow = looks_like(m, b);
      given("m = %d, longitudes = %d", m, b);
      bool sane = slow >= -1000 && slow <= 1000;
      expect_that(sane, "a wave that is not absurd", "%d", slow);
      for (int k = 0; k < b && sane; k++) {
        double phi = 2 * PI * k / b;
        expect(cos(slow * phi), cos(m * phi), 1e-12, "cosine at point %d", k);
        expect(sin(slow * phi), sin(m * phi), 1e-12, "sine at point %d", k);
      }
    }
}

TEST(law_the_slowest)
{
  for (int b = 1; b <= 12; b++)
    for (int m = -30; m <= 30; m++) {
      int slow = looks_like(m, b);
      given("m = %d, longitudes = %d", m, b);
      expect_that(2LL * slow > -(long long)b && 2LL * slow <= b,
                  "-longitudes/2 < m' <= longitudes/2", "%d", slow);
    }
}

TEST(anchor_waves)
{
  expect_is(looks_like(2, 7), 2, "slow enough already");
  expect_is(looks_like(6, 7), -1, "six steps on are one back");
  expect_is(looks_like(-6, 7), 1, "and the other way");
  expect_is(looks_like(6, 6), 0, "cos 6 phi on six longitudes is 1");
}

TEST(edge_waves)
{
  expect_is(looks_like(3, 6), 3, "half of the longitudes: the positive one");
  expect_is(looks_like(-3, 6), 3, "half of the longitudes: the positive one");
  expect_is(looks_like(0, 1), 0, "a single longitude");
  expect_is(looks_like(17, 1), 0, "a single longitude sees nothing");
}

static const struct test tests[] = {
    CASE(law_same_values),
    CASE(law_the_slowest),
    CASE(anchor_waves),
    CASE(edge_waves),
};
TEST_MAIN("3 alias", tests)

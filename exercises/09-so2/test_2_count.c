/* Tests of exercise 9.2. */
#include "exercises.h"
#include "expect.h"

#include <float.h>
#include <math.h>

/* Pair by pair: as many as the library has. */
TEST(law_sum_over_pairs)
{
  for (int lmax = 0; lmax <= 8; lmax++)
    for (int mmax = 0; mmax <= lmax + 1; mmax++) {
      int want = 0;
      for (int l1 = 0; l1 <= lmax; l1++)
        for (int l3 = 0; l3 <= lmax; l3++) {
          int all = (int)so2_blocks(l1, l3), most = 2 * mmax + 1;
          want += all < most ? all : most;
        }
      given("lmax = %d, mmax = %d", lmax, mmax);
      expect_is(count_blocks(lmax, mmax), want, "the sum over all pairs");
    }
}

TEST(anchor_counts)
{
  expect_is(count_blocks(1, 1), 6, "four a for m = 0, and a_1, b_1");
  expect_is(count_blocks(2, 2), 19, "9 + 8 + 2");
  expect_is(count_blocks(4, 4), 85, "25 + 32 + 18 + 8 + 2");
  expect_is(count_blocks(6, 2), 171, "49 + 72 + 50");
}

TEST(edge_counts)
{
  expect_is(count_blocks(0, 0), 1, "a product of numbers");
  expect_is(count_blocks(3, 0), 16, "m = 0 alone");
  expect_is(count_blocks(3, 100), count_blocks(3, 3), "no more m than degrees");
  expect_is(count_blocks(-1, 2), 0, "no degree");
  expect_is(count_blocks(2, -1), 0, "no m");
}

static const struct test tests[] = {
    CASE(law_sum_over_pairs),
    CASE(anchor_counts),
    CASE(edge_counts),
};
TEST_MAIN("2 count", tests)

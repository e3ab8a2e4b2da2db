/* Tests of exercise 4.1. */
#include "exercises.h"
#include "expect.h"

TEST(law_paths_at_the_top)
{
  /* From lmax - 1 to lmax come the triples in which lmax occurs: the new ones
   * are counted here by the rule of the library. */
  int before = 0, odd_before = 0;
  for (int l = 0; l <= 25; l++) {
    int odd = -1, count = count_paths(l, &odd), fresh = 0, fresh_odd = 0;
    for (int a = 0; a <= l; a++)
      for (int b = 0; b <= l; b++)
        for (int c = 0; c <= l; c++)
          if ((a == l || b == l || c == l) && cg_allowed(a, b, c)) {
            fresh++;
            fresh_odd += (a + b + c) % 2;
          }
    given("lmax = %d and lmax = %d", l, l - 1);
    expect_is(count - before, fresh, "new paths at lmax = %d", l);
    expect_is(odd - odd_before, fresh_odd, "odd ones at lmax = %d", l);
    before = count;
    odd_before = odd;
  }
}

TEST(anchor_paths)
{
  int odd = -1;
  given("lmax = 1");
  expect_is(count_paths(1, &odd), 5, "scalars and vectors: 5 paths");
  expect_is(odd, 1, "one of them, the cross product, is odd");
  given("lmax = 2");
  expect_is(count_paths(2, &odd), 15, "15 paths to degree 2");
  expect_is(odd, 4, "four of them odd");
}

TEST(edge_paths)
{
  int odd = -1;
  given("lmax = 0");
  expect_is(count_paths(0, &odd), 1, "a scalar times a scalar");
  expect_is(odd, 0, "which is even");
  odd = -1;
  given("lmax = -1");
  expect_is(count_paths(-1, &odd), 0, "no degrees, no paths");
  expect_is(odd, 0, "and no odd ones");
}

static const struct test tests[] = {
    CASE(law_paths_at_the_top),
    CASE(anchor_paths),
    CASE(edge_paths),
};

TEST_MAIN("1 paths", tests)

/* Tests of exercise 4.1. */
#include "exercises.h"
#include "test.h"

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
    check_close(count - before, fresh, 0, "new paths at lmax = %d", l);
    check_close(odd - odd_before, fresh_odd, 0, "odd ones at lmax = %d", l);
    before = count;
    odd_before = odd;
  }
}

TEST(anchor_paths)
{
  int odd = -1;
  check_close(count_paths(1, &odd), 5, 0, "scalars and vectors: 5 paths");
  check_close(odd, 1, 0, "one of them, the cross product, is odd");
  check_close(count_paths(2, &odd), 15, 0, "15 paths to degree 2");
  check_close(odd, 4, 0, "four of them odd");
}

TEST(edge_paths)
{
  int odd = -1;
  check_close(count_paths(0, &odd), 1, 0, "a scalar times a scalar");
  check_close(odd, 0, 0, "which is even");
  odd = -1;
  check_close(count_paths(-1, &odd), 0, 0, "no degrees, no paths");
  check_close(odd, 0, 0, "and no odd ones");
}

static const struct test tests[] = {
    CASE(law_paths_at_the_top),
    CASE(anchor_paths),
    CASE(edge_paths),
};

TEST_MAIN("1 paths", tests)

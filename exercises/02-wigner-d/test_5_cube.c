/* Tests of exercise 2.5. */
#include "exercises.h"

#include <math.h>

#include "cube.h"
#include "expect.h"

TEST(law_cube)
{
  /* The trace of the mean of D over the 24 rotations themselves. */
  cube_rotation g[CUBE_ORDER];
  static double D[841];
  cube_rotations(g);
  for (int l = 0; l <= 14; l++) {
    double trace = 0;
    for (int k = 0; k < CUBE_ORDER; k++) {
      rot3 R;
      for (int i = 0; i < 9; i++)
        R.m[i / 3][i % 3] = g[k].m[i / 3][i % 3];
      wigner_d(l, R, D);
      for (int i = 0; i <= 2 * l; i++)
        trace += D[i * (2 * l + 2)] / CUBE_ORDER;
    }
    given("l = %d", l);
    expect_is(cube_invariants(l), (int)lround(trace),
              "how many invariants degree %d has", l);
  }
}

TEST(anchor_cube)
{
  static const int want[13] = {1, 0, 0, 0, 1, 0, 1, 0, 1, 1, 1, 0, 2};
  for (int l = 0; l <= 12; l++) {
    given("l = %d", l);
    expect_is(cube_invariants(l), want[l], "how many invariants degree %d has",
              l);
  }
}

TEST(edge_cube)
{
  expect_is(cube_invariants(-1), -1, "no such degree");
  expect_is(cube_invariants(0), 1, "a scalar sees nothing change");
  expect_is(cube_invariants(24), 3, "one more every twelve degrees");
  expect_is(cube_invariants(192), 17, "and so on");
}

static const struct test tests[] = {
    CASE(law_cube),
    CASE(anchor_cube),
    CASE(edge_cube),
};
TEST_MAIN("5 cube", tests)

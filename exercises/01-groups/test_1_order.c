/* Tests of exercise 1.1. */
#include "exercises.h"
#include "expect.h"

static void given_rotation(cube_rotation a)
{
  int(*m)[3] = a.m;
  given("a = [%d %d %d; %d %d %d; %d %d %d]", m[0][0], m[0][1], m[0][2],
        m[1][0], m[1][1], m[1][2], m[2][0], m[2][1], m[2][2]);
}

static void expect_order(cube_rotation a, int want, const char *what)
{
  given_rotation(a);
  expect_is(cube_order(a), want, "%s", what);
}

TEST(law_order_and_angle)
{
  cube_rotation g[CUBE_ORDER];
  const int by_trace[5] = {2, 3, 4, 0, 1}; /* trace -1, 0, 1, 2, 3 */
  cube_rotations(g);
  for (int i = 0; i < CUBE_ORDER; i++) {
    given_rotation(g[i]);
    int trace = g[i].m[0][0] + g[i].m[1][1] + g[i].m[2][2];
    expect_is(cube_order(g[i]), by_trace[trace + 1],
              "element %d: the angle is 360 degrees over the order", i);
  }
}

TEST(anchor_order)
{
  cube_rotation quarter = {{{0, -1, 0}, {1, 0, 0}, {0, 0, 1}}};
  cube_rotation third = {{{0, 0, 1}, {1, 0, 0}, {0, 1, 0}}};
  cube_rotation half = {{{0, 1, 0}, {1, 0, 0}, {0, 0, -1}}};
  expect_order(quarter, 4, "a quarter turn about a face");
  expect_order(third, 3, "a third of a turn about a corner");
  expect_order(half, 2, "half a turn about an edge");
}

TEST(edge_order)
{
  cube_rotation one = {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
  cube_rotation mirror = {{{-1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
  cube_rotation zero = {{{0}}};
  expect_order(one, 1, "the identity needs one turn, not none");
  expect_order(mirror, 0, "a mirror image is not a rotation");
  expect_order(zero, 0, "neither is the zero matrix");
}

static const struct test tests[] = {
    CASE(law_order_and_angle),
    CASE(anchor_order),
    CASE(edge_order),
};

TEST_MAIN("1 order", tests)

/* Tests of exercise 1.1. */
#include "exercises.h"
#include "test.h"

TEST(law_order_and_angle)
{
  cube_rotation g[CUBE_ORDER];
  const int by_trace[5] = {2, 3, 4, 0, 1}; /* trace -1, 0, 1, 2, 3 */
  cube_rotations(g);
  for (int i = 0; i < CUBE_ORDER; i++) {
    int trace = g[i].m[0][0] + g[i].m[1][1] + g[i].m[2][2];
    check_close(cube_order(g[i]), by_trace[trace + 1], 0,
                "element %d: the angle is 360 degrees over the order", i);
  }
}

TEST(anchor_order)
{
  cube_rotation quarter = {{{0, -1, 0}, {1, 0, 0}, {0, 0, 1}}};
  cube_rotation third = {{{0, 0, 1}, {1, 0, 0}, {0, 1, 0}}};
  cube_rotation half = {{{0, 1, 0}, {1, 0, 0}, {0, 0, -1}}};
  check_close(cube_order(quarter), 4, 0, "a quarter turn about a face");
  check_close(cube_order(third), 3, 0, "a third of a turn about a corner");
  check_close(cube_order(half), 2, 0, "half a turn about an edge");
}

TEST(edge_order)
{
  cube_rotation one = {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
  cube_rotation mirror = {{{-1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
  cube_rotation zero = {{{0}}};
  check_close(cube_order(one), 1, 0, "the identity needs one turn, not none");
  check_close(cube_order(mirror), 0, 0, "a mirror image is not a rotation");
  check_close(cube_order(zero), 0, 0, "neither is the zero matrix");
}

static const struct test tests[] = {
    CASE(law_order_and_angle),
    CASE(anchor_order),
    CASE(edge_order),
};

TEST_MAIN("1 order", tests)

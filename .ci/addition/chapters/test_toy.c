/* test_toy@NN@.c: tests of a chapter that is made up. */
#include "test.h"
#include "toy@NN@.h"

TEST(law_middle_moves_along)
{
  vec3 p[2] = {{1, 2, 3}, {3, 4, 7}}, q[2];
  vec3 shift = {10, 20, 30};
  for (int i = 0; i < 2; i++)
    q[i] = vec3_add(p[i], shift);
  vec3 d = vec3_sub(toy@NN@_middle(2, q), toy@NN@_middle(2, p));
  claim("toy@NN@-moves", vec3_norm(vec3_sub(d, shift)), 1e-14);
}

TEST(anchor_middle)
{
  vec3 p[2] = {{1, 2, 3}, {3, 4, 7}};
  vec3 m = toy@NN@_middle(2, p);
  check_true(m.x == 2 && m.y == 3 && m.z == 5, "half-way");
  check_true(toy@NN@_count() == 3, "the table goes as far as rules.mk says");
}

TEST(edge_no_points)
{
  vec3 m = toy@NN@_middle(0, NULL);
  check_true(m.x == 0 && m.y == 0 && m.z == 0, "nothing lies at zero");
}

static const struct test tests[] = {
    CASE(law_middle_moves_along),
    CASE(anchor_middle),
    CASE(edge_no_points),
};

TEST_MAIN("@NN@-toy/toy@NN@", tests)

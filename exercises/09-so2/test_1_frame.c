/* Tests of exercise 9.1. */
#include "exercises.h"
#include "expect.h"

#include <float.h>
#include <math.h>

static double length_of(vec3 v)
{
  return hypot(hypot(v.x, v.y), v.z);
}

/* A few roundings for each entry. */
static void examine(vec3 v)
{
  rot3 Q = edge_frame(v);
  vec3 top = so3_apply(Q, vec3_scale(1 / length_of(v), v));
  expect_rotation(Q, 16 * DBL_EPSILON, "Q");
  expect_vec3(top, ((vec3){0, 0, 1}), 16 * DBL_EPSILON, "Q v / |v|");
}

TEST(law_any_edge)
{
  struct random g = random_seed(901);
  for (int k = 0; k < 50; k++) {
    vec3 v = {random_normal(&g), random_normal(&g), random_normal(&g)};
    given("v = %s (seed 901, %d)", vec(v), k);
    examine(v);
  }
}

/* The third row needs no choice. */
TEST(anchor_direction)
{
  vec3 v = {3, 0, -4};
  rot3 Q = edge_frame(v);
  given("v = %s", vec(v));
  expect(Q.m[2][0], 0.6, 4 * DBL_EPSILON, "Q[2][0]");
  expect(Q.m[2][1], 0, 4 * DBL_EPSILON, "Q[2][1]");
  expect(Q.m[2][2], -0.8, 4 * DBL_EPSILON, "Q[2][2]");
}

/* Along z and against it, and so near that no arc cosine sees it. */
TEST(edge_poles)
{
  for (int sign = -1; sign <= 1; sign += 2)
    for (int k = 0; k < 3; k++) {
      vec3 v = {k == 1 ? 1e-9 : 0, k == 2 ? -1e-20 : 0, 2 * sign};
      given("v = %s", vec(v));
      examine(v);
    }
}

TEST(edge_sizes)
{
  for (int k = 0; k < 4; k++) {
    double size = k < 2 ? 1e-310 : 1e300;
    vec3 v = {size, k % 2 ? -2 * size : 0, k % 2 ? -size : size};
    rot3 Q = edge_frame(v);
    given("v = %s", vec(v));
    expect_rotation(Q, 16 * DBL_EPSILON, "Q of an edge of length 1e%d",
                    k < 2 ? -310 : 300);
    expect(Q.m[2][0] * (k % 2 ? sqrt(6) : sqrt(2)), 1, 1e-12, "its direction");
  }
}

static const struct test tests[] = {
    CASE(law_any_edge),
    CASE(anchor_direction),
    CASE(edge_poles),
    CASE(edge_sizes),
};
TEST_MAIN("1 frame", tests)

/* Tests of exercise 1.4.  Unit vectors, their products and a rotation made of
 * them are right to about 30 roundings. */
#include "exercises.h"
#include "expect.h"

#include <float.h>
#include <math.h>

static const double ROUND = 32 * DBL_EPSILON;
static const double PI = 3.14159265358979323846;

static vec3 random_unit(struct random *g)
{
  vec3 v = {random_normal(g), random_normal(g), random_normal(g)};
  return vec3_scale(1 / vec3_norm(v), v);
}

static rot3 between(vec3 a, vec3 b)
{
  given("a = %s, b = %s", vec(a), vec(b));
  return rotation_between(a, b);
}

TEST(law_between)
{
  struct random g = random_seed(106);
  for (int i = 0; i < 500; i++) {
    vec3 a = random_unit(&g), b = random_unit(&g);
    double s = exp(3 * random_normal(&g)), t = exp(3 * random_normal(&g));
    rot3 R = between(vec3_scale(s, a), vec3_scale(t, b));
    expect_vec3(so3_apply(R, a), b, ROUND,
                "seed 106, %d: R takes the direction of a to that of b", i);
    double angle = atan2(vec3_norm(vec3_cross(a, b)), vec3_dot(a, b));
    expect(so3_distance(so3_identity(), R), angle, ROUND,
           "seed 106, %d: and no turn is smaller", i);
  }
}

TEST(anchor_between)
{
  rot3 R = between((vec3){2, 0, 0}, (vec3){0, 5, 0});
  mat3 want = {{{0, -1, 0}, {1, 0, 0}, {0, 0, 1}}};
  expect_mat3(R, want, ROUND, "from x to y: a quarter turn about z");
}

TEST(edge_nearly)
{
  struct random g = random_seed(107);
  for (int i = 0; i < 600; i++) {
    vec3 a = random_unit(&g), c = random_unit(&g);
    double gap = pow(10, -17 * random_uniform(&g));
    vec3 b = vec3_add(a, vec3_scale(gap, c));
    b = vec3_scale((i % 2 ? 1 : -1) / vec3_norm(b), b);
    rot3 R = between(a, b);
    expect_vec3(so3_apply(R, a), b, ROUND,
                "seed 107, %d: R a = b, %s but for %g", i,
                i % 2 ? "parallel" : "opposite", gap);
  }
}

TEST(edge_opposite)
{
  const vec3 a[4] = {{1, 0, 0}, {0, -3, 0}, {0, 0, 2}, {1, -1, 1}};
  for (int i = 0; i < 4; i++) {
    rot3 R = between(a[i], vec3_scale(-2, a[i]));
    double length = vec3_norm(a[i]);
    expect_vec3(so3_apply(R, a[i]), vec3_scale(-1, a[i]), length * ROUND,
                "exactly opposite vectors: R a = -a");
    expect(so3_distance(so3_identity(), R), PI, ROUND, "a half turn");
  }
}

TEST(edge_size)
{
  rot3 R = between((vec3){1e-200, 0, 0}, (vec3){0, 0, 1e200});
  mat3 want = {{{0, 0, -1}, {0, 1, 0}, {1, 0, 0}}};
  expect_mat3(R, want, ROUND, "lengths do not matter");
  R = between((vec3){0, 0, 0}, (vec3){1, 2, 3});
  expect_mat3(R, so3_identity(), 0, "zero has no direction");
  R = between((vec3){1, 2, 3}, (vec3){2, 4, 6});
  expect_mat3(R, so3_identity(), ROUND, "no turn is needed");
}

static const struct test tests[] = {
    CASE(law_between),   CASE(anchor_between), CASE(edge_nearly),
    CASE(edge_opposite), CASE(edge_size),
};

TEST_MAIN("4 between", tests)

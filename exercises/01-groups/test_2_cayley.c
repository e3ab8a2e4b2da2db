/* Tests of exercise 1.2.  An entry is made of ten roundings at most. */
#include "exercises.h"
#include "expect.h"

#include <float.h>
#include <math.h>

static const double ROUND = 32 * DBL_EPSILON;

TEST(law_cayley)
{
  struct random g = random_seed(102);
  for (int i = 0; i < 500; i++) {
    vec3 c = {random_normal(&g), random_normal(&g), random_normal(&g)};
    double t = 2 * atan(vec3_norm(c));
    rot3 R = cayley(c);
    rot3 want = so3_exp(vec3_scale(t / vec3_norm(c), c));
    given("c = %s (seed 102, %d)", vec(c), i);
    expect_rotation(R, ROUND, "a rotation");
    expect_mat3(R, want, ROUND, "a turn by 2 arctan |c| about c");
  }
}

TEST(law_equation)
{
  struct random g = random_seed(103);
  for (int i = 0; i < 100; i++) {
    vec3 c = {random_normal(&g), random_normal(&g), random_normal(&g)};
    mat3 plus = mat3_add(so3_identity(), so3_hat(c));
    mat3 minus = mat3_transpose(plus);
    double size = 1 + vec3_norm(c);
    given("c = %s (seed 103, %d)", vec(c), i);
    expect_mat3(so3_mul(cayley(c), minus), plus, size * ROUND,
                "R (1 - C) = 1 + C");
  }
}

TEST(anchor_cayley)
{
  mat3 quarter = {{{0, -1, 0}, {1, 0, 0}, {0, 0, 1}}};
  given("c = (0, 0, 1)");
  expect_mat3(cayley((vec3){0, 0, 1}), quarter, ROUND,
              "a quarter turn that takes x to y");
}

TEST(edge_cayley)
{
  given("c = (0, 0, 0)");
  expect_mat3(cayley((vec3){0, 0, 0}), so3_identity(), 0,
              "the identity, exactly");
  mat3 half = {{{-1, 0, 0}, {0, -1, 0}, {0, 0, 1}}};
  given("c = (0, 0, 1e200)");
  expect_mat3(cayley((vec3){0, 0, 1e200}), half, ROUND, "nearly a half turn");
}

static const struct test tests[] = {
    CASE(law_cayley),
    CASE(law_equation),
    CASE(anchor_cayley),
    CASE(edge_cayley),
};

TEST_MAIN("2 cayley", tests)

/* Tests of exercise 1.2.  An entry is made of ten roundings at most. */
#include "exercises.h"
#include "test.h"

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
    check_true(so3_check(R, ROUND) == SO3_OK, "seed 102, %d: a rotation", i);
    check_residual(mat3_distance(R, want), ROUND,
                   "seed 102, %d: by 2 arctan |c| about c", i);
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
    check_residual(mat3_distance(so3_mul(cayley(c), minus), plus), size * ROUND,
                   "seed 103, %d: R (1 - C) = 1 + C", i);
  }
}

TEST(anchor_cayley)
{
  mat3 quarter = {{{0, -1, 0}, {1, 0, 0}, {0, 0, 1}}};
  check_residual(mat3_distance(cayley((vec3){0, 0, 1}), quarter), ROUND,
                 "c = (0, 0, 1) is a quarter turn that takes x to y");
}

TEST(edge_cayley)
{
  check_residual(mat3_distance(cayley((vec3){0, 0, 0}), so3_identity()), 0,
                 "c = 0 is the identity, exactly");
  mat3 half = {{{-1, 0, 0}, {0, -1, 0}, {0, 0, 1}}};
  check_residual(mat3_distance(cayley((vec3){0, 0, 1e200}), half), ROUND,
                 "a c of 1e200 is nearly a half turn");
}

static const struct test tests[] = {
    CASE(law_cayley),
    CASE(law_equation),
    CASE(anchor_cayley),
    CASE(edge_cayley),
};

TEST_MAIN("2 cayley", tests)

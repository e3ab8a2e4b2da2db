/* Tests of exercise 1.6.  A logarithm, an exponential and two products. */
#include "exercises.h"
#include "expect.h"

#include <float.h>
#include <math.h>

static const double ROUND = 64 * DBL_EPSILON;

TEST(law_even_speed)
{
  struct random g = random_seed(108);
  for (int i = 0; i < 500; i++) {
    rot3 a = so3_random(&g), b = so3_random(&g);
    double s = random_uniform(&g), d = so3_distance(a, b);
    rot3 R = slerp(a, b, s);
    given("a = %s, b = %s, s = %g (seed 108, %d)", mat(a), mat(b), s, i);
    expect_rotation(R, ROUND, "a rotation");
    expect(so3_distance(a, R), s * d, ROUND,
           "the angle from a is s times the whole");
    expect(so3_distance(R, b), (1 - s) * d, ROUND,
           "the angle to b is 1 - s times the whole");
  }
}

TEST(law_point_of_view)
{
  struct random g = random_seed(109);
  for (int i = 0; i < 200; i++) {
    rot3 a = so3_random(&g), b = so3_random(&g), S = so3_random(&g);
    given("a = %s, b = %s, s = 0.3, seen from S = %s (seed 109, %d)", mat(a),
          mat(b), mat(S), i);
    rot3 seen = slerp(so3_mul(S, a), so3_mul(S, b), 0.3);
    rot3 want = so3_mul(S, slerp(a, b, 0.3));
    expect_mat3(seen, want, ROUND, "slerp(S a, S b, s) = S slerp(a, b, s)");
  }
}

TEST(anchor_slerp)
{
  rot3 one = so3_identity(), b = {{{0, -1, 0}, {1, 0, 0}, {0, 0, 1}}};
  const double h = 0.70710678118654752440;
  mat3 half = {{{h, -h, 0}, {h, h, 0}, {0, 0, 1}}};
  given("a = 1, b a quarter turn about z: %s", mat(b));
  mat3 twice = {{{-1, 0, 0}, {0, -1, 0}, {0, 0, 1}}};
  expect_mat3(slerp(one, b, 0.5), half, ROUND, "half a quarter turn about z");
  expect_mat3(slerp(one, b, 2), twice, ROUND, "s = 2 goes on to a half turn");
  expect_mat3(slerp(one, b, -1), so3_inverse(b), ROUND, "s = -1 goes back");
}

TEST(edge_slerp)
{
  struct random g = random_seed(110);
  for (int i = 0; i < 100; i++) {
    rot3 a = so3_random(&g), b = so3_random(&g);
    given("a = %s, b = %s (seed 110, %d)", mat(a), mat(b), i);
    expect_mat3(slerp(a, b, 0), a, ROUND, "s = 0 is a");
    expect_mat3(slerp(a, b, 1), b, ROUND, "s = 1 is b");
    expect_mat3(slerp(a, a, 0.4), a, ROUND, "from a to a");
    rot3 near = so3_mul(a, so3_exp((vec3){1e-9, 0, 0}));
    expect(so3_distance(a, slerp(a, near, 0.5)), 5e-10, ROUND,
           "half of a turn by 1e-9");
  }
}

static const struct test tests[] = {
    CASE(law_even_speed),
    CASE(law_point_of_view),
    CASE(anchor_slerp),
    CASE(edge_slerp),
};

TEST_MAIN("6 slerp", tests)

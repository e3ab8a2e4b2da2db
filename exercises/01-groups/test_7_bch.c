/* Tests of exercise 1.7. */
#include "exercises.h"
#include "expect.h"

#include <float.h>
#include <math.h>

static double error(vec3 a, vec3 b)
{
  vec3 omega = {0, 0, 0}, mine = bch_fourth(a, b);
  so3_log(so3_mul(so3_exp(a), so3_exp(b)), &omega);
  given("a = %s, b = %s: exp(a) exp(b) = exp(w), w = %s; you say %s", vec(a),
        vec(b), vec(omega), vec(mine));
  return vec3_norm(vec3_sub(omega, mine));
}

TEST(law_fifth_order)
{
  struct random g = random_seed(111);
  for (int i = 0; i < 20; i++) {
    vec3 a = {random_normal(&g), random_normal(&g), random_normal(&g)};
    vec3 b = {random_normal(&g), random_normal(&g), random_normal(&g)};
    double t = 0.02 / (vec3_norm(a) + vec3_norm(b));
    double whole = error(vec3_scale(t, a), vec3_scale(t, b));
    double half = error(vec3_scale(t / 2, a), vec3_scale(t / 2, b));
    /* log2 of (c t^5 + O(t^6)), at t = 0.02; rounding is 1e-4 of the error. */
    expect(log2(whole / half), 5, 0.2,
           "seed 111, %d: with vectors half as long the error is a 32nd, 2^-5",
           i);
  }
}

TEST(law_inverse)
{
  struct random g = random_seed(112);
  for (int i = 0; i < 100; i++) {
    vec3 a = {random_normal(&g), random_normal(&g), random_normal(&g)};
    vec3 b = {random_normal(&g), random_normal(&g), random_normal(&g)};
    vec3 w = bch_fourth(a, b);
    vec3 back = bch_fourth(vec3_scale(-1, b), vec3_scale(-1, a));
    given("a = %s, b = %s (seed 112, %d)", vec(a), vec(b), i);
    double size = pow(1 + vec3_norm(a) + vec3_norm(b), 4);
    expect_vec3(back, vec3_scale(-1, w), size * 8 * DBL_EPSILON,
                "omega(-b, -a) = -omega(a, b)");
  }
}

TEST(anchor_bch)
{
  /* a x b = (0, 0, 2), (a - b) x (a x b) = (-4, 0, 0) and
   * b x (a x (a x b)) = (0, 0, -2), by hand. */
  vec3 w = bch_fourth((vec3){1, 0, 0}, (vec3){1, 2, 0});
  given("a = (1, 0, 0), b = (1, 2, 0)");
  expect_vec3(w, ((vec3){5.0 / 3, 2, 13.0 / 12}), 1e-15, "by hand");
}

TEST(edge_bch)
{
  vec3 a = {0.3, -0.4, 1.2}, zero = {0, 0, 0};
  vec3 w = bch_fourth(a, zero), v = bch_fourth(zero, a);
  given("a = %s, or 0, and b = 0, %s, or twice a", vec(a), vec(a));
  expect_vec3(w, a, 0, "b = 0 gives a");
  expect_vec3(v, a, 0, "the first vector 0 gives the second");
  vec3 u = bch_fourth(a, vec3_scale(2, a));
  expect_vec3(u, vec3_scale(3, a), 1e-15, "turns about one axis add");
}

static const struct test tests[] = {
    CASE(law_fifth_order),
    CASE(law_inverse),
    CASE(anchor_bch),
    CASE(edge_bch),
};

TEST_MAIN("7 bch", tests)

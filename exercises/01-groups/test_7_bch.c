/* Tests of exercise 1.7. */
#include "exercises.h"
#include "test.h"

#include <float.h>
#include <math.h>

static double error(vec3 a, vec3 b)
{
  vec3 omega = {0, 0, 0};
  so3_log(so3_mul(so3_exp(a), so3_exp(b)), &omega);
  return vec3_norm(vec3_sub(omega, bch_fourth(a, b)));
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
    check_close(log2(whole / half), 5, 0.2,
                "seed 111, %d: half the size, a 32nd of the error", i);
  }
}

TEST(law_inverse)
{
  struct random g = random_seed(112);
  for (int i = 0; i < 100; i++) {
    vec3 a = {random_normal(&g), random_normal(&g), random_normal(&g)};
    vec3 b = {random_normal(&g), random_normal(&g), random_normal(&g)};
    vec3 sum = vec3_add(bch_fourth(a, b),
                        bch_fourth(vec3_scale(-1, b), vec3_scale(-1, a)));
    double size = pow(1 + vec3_norm(a) + vec3_norm(b), 4);
    check_residual(vec3_norm(sum), size * 8 * DBL_EPSILON,
                   "seed 112, %d: omega(-b, -a) = -omega(a, b)", i);
  }
}

TEST(anchor_bch)
{
  /* a x b = (0, 0, 2), (a - b) x (a x b) = (-4, 0, 0) and
   * b x (a x (a x b)) = (0, 0, -2), by hand. */
  vec3 w = bch_fourth((vec3){1, 0, 0}, (vec3){1, 2, 0});
  check_close(w.x, 5.0 / 3, 1e-15, "x, by hand");
  check_close(w.y, 2, 1e-15, "y, by hand");
  check_close(w.z, 13.0 / 12, 1e-15, "z, by hand");
}

TEST(edge_bch)
{
  vec3 a = {0.3, -0.4, 1.2}, zero = {0, 0, 0};
  vec3 w = bch_fourth(a, zero), v = bch_fourth(zero, a);
  check_residual(vec3_norm(vec3_sub(w, a)), 0, "b = 0 gives a");
  check_residual(vec3_norm(vec3_sub(v, a)), 0, "a = 0 gives b");
  vec3 u = bch_fourth(a, vec3_scale(2, a));
  check_residual(vec3_norm(vec3_sub(u, vec3_scale(3, a))), 1e-15,
                 "turns about one axis add");
}

static const struct test tests[] = {
    CASE(law_fifth_order),
    CASE(law_inverse),
    CASE(anchor_bch),
    CASE(edge_bch),
};

TEST_MAIN("7 bch", tests)

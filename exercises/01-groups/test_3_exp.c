/* Tests of exercise 1.3. */
#include "exercises.h"
#include "expect.h"

#include <float.h>
#include <math.h>

static const double EPS = DBL_EPSILON;

static vec3 direction(struct random *g, double length)
{
  vec3 v = {random_normal(g), random_normal(g), random_normal(g)};
  return vec3_scale(length / vec3_norm(v), v);
}

TEST(law_rotation)
{
  struct random g = random_seed(104);
  for (int i = 0; i < 1000; i++) {
    double t = pow(10, 13 * random_uniform(&g) - 10);
    vec3 w = direction(&g, t);
    rot3 R = my_so3_exp(w);
    given("omega = %s (seed 104, %d)", vec(w), i);
    expect_rotation(R, 32 * EPS, "a rotation, for |omega| = %g", t);
  }
}

TEST(law_series)
{
  struct random g = random_seed(105);
  for (int i = 0; i < 200; i++) {
    vec3 w = direction(&g, 3 * random_uniform(&g));
    given("omega = %s (seed 105, %d)", vec(w), i);
    /* Terms of the series reach 5 and cancel: 20 times the usual error. */
    expect_mat3(my_so3_exp(w), so3_exp_series(w, 40), 500 * EPS,
                "the sum of the series");
  }
}

TEST(anchor_exp)
{
  /* exp(hat(1.25, 2, -0.75)), by a matrix exponential to 50 digits. */
  const mat3 want = {
      {{-0.3302797062890514, 0.9163271802749675, 0.22640630358482767},
       {0.5415135937404313, 0.38041767104345551, -0.74969688765006648},
       {-0.77309659384060221, -0.1250075767591728, -0.62184786109213116}}};
  given("omega = (1.25, 2, -0.75)");
  rot3 R = my_so3_exp((vec3){1.25, 2, -0.75});
  expect_mat3(R, want, 32 * EPS, "a pinned rotation");
}

TEST(edge_small)
{
  given("omega = (0, 0, 0)");
  expect_mat3(my_so3_exp((vec3){0, 0, 0}), so3_identity(), 0,
              "no turn at all is the identity, exactly");
  given("omega = (3e-200, 0, 4e-200)");
  rot3 R = my_so3_exp((vec3){3e-200, 0, 4e-200});
  expect(R.m[1][0], 4e-200, 4e-215, "a turn by 5e-200 is not lost");
  given("omega = (1e-9, 2e-9, 0)");
  R = my_so3_exp((vec3){1e-9, 2e-9, 0});
  expect(R.m[0][1], 1e-18, 1e-32, "the even part at small angles");
}

TEST(edge_large)
{
  const double pi = 3.14159265358979323846;
  mat3 half = {{{-1, 0, 0}, {0, 1, 0}, {0, 0, -1}}};
  given("omega = (0, pi, 0)");
  rot3 R = my_so3_exp((vec3){0, pi, 0});
  expect_mat3(R, half, 8 * EPS, "a half turn about y");
  given("omega = (0, 0, 1e150)");
  R = my_so3_exp((vec3){0, 0, 1e150});
  expect_rotation(R, 32 * EPS, "a turn by 1e150 rad");
}

static const struct test tests[] = {
    CASE(law_rotation), CASE(law_series), CASE(anchor_exp),
    CASE(edge_small),   CASE(edge_large),
};

TEST_MAIN("3 exp", tests)

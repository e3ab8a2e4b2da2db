/* Tests of exercise 6.4. */
#include "exercises.h"
#include "expect.h"

#include <math.h>
#include <string.h>

static void fill(struct random *g, size_t n, real *x)
{
  for (size_t k = 0; k < n; k++)
    x[k] = (real)random_normal(g);
}

/* A quarter turn about z and its like: entries 0, 1, -1, so that nothing is
 * rounded and the violation is exactly zero. */
TEST(law_cube_sees_nothing)
{
  struct random g = random_seed(605);
  const rot3 R[3] = {{{{0, -1, 0}, {1, 0, 0}, {0, 0, 1}}},
                     {{{0, 0, 1}, {1, 0, 0}, {0, 1, 0}}},
                     {{{1, 0, 0}, {0, -1, 0}, {0, 0, -1}}}};
  real x[30];
  fill(&g, 30, x);
  for (int k = 0; k < 3; k++) {
    given("R = %s, n = 10, x = %s (seed 605)", mat(R[k]), list(30, x));
    expect(gate_violation(R[k], 10, x), 0, 4 * (double)REAL_EPS,
           "a rotation of the cube sees no violation");
  }
}

TEST(law_others_see_it)
{
  struct random g = random_seed(606);
  real x[30];
  fill(&g, 30, x);
  for (int k = 0; k < 20; k++) {
    rot3 R = so3_random(&g);
    real violation = gate_violation(R, 10, x);
    given("R = %s, n = 10, x = %s (seed 606, %d)", mat(R), list(30, x), k);
    expect_that(violation > REAL(0.01),
                "more than 0.01: other rotations see it", "%g",
                (double)violation);
  }
}

/* v = (1, 0, 0) by 45 degrees: sigmoid(sqrt 2) - sigmoid(1) over sqrt 2, with
 * sigmoid(sqrt 2) = 0.804429 6, sigmoid(1) = 0.731058 6. */
TEST(anchor_violation)
{
  const real v[6] = {0, 0, 0, 1, 0, 0};
  rot3 R = so3_exp((vec3){0, 0, 0.78539816339744831});
  double want = (1 / (1 + exp(-sqrt(2))) - 1 / (1 + exp(-1))) / sqrt(2);
  given("R = %s, x = %s", mat(R), list(6, v));
  expect(gate_violation(R, 2, v), want, 8 * (double)REAL_EPS,
         "45 degrees about z");
  need(fabs(want - 0.0518809) <= 1e-6, "a violation of about 0.05");
}

TEST(law_honest_gate)
{
  struct random g = random_seed(607);
  for (int trial = 0; trial < 20; trial++) {
    real x[9], y[9], Rx[9], z[9];
    rot3 R = so3_random(&g);
    fill(&g, 9, x);
    honest_gate(3, x, y);
    for (int i = 0; i < 3; i++) {
      vec3 v = so3_apply(R, (vec3){(double)x[3 * i], (double)x[3 * i + 1],
                                   (double)x[3 * i + 2]});
      Rx[3 * i] = (real)v.x, Rx[3 * i + 1] = (real)v.y,
             Rx[3 * i + 2] = (real)v.z;
    }
    honest_gate(3, Rx, z);
    given("x = %s, R = %s (seed 607, %d)", list(9, x), mat(R), trial);
    for (int i = 0; i < 3; i++) {
      vec3 v = so3_apply(R, (vec3){(double)y[3 * i], (double)y[3 * i + 1],
                                   (double)y[3 * i + 2]});
      const double want[3] = {v.x, v.y, v.z};
      expect_list(3, z + 3 * i, want, 32 * (double)REAL_EPS,
                  "turned, then gated, is gated, then turned: vector %d", i);
    }
  }
}

TEST(anchor_honest_gate)
{
  const real x[6] = {0, -2, 0, 1, 2, 2};
  real y[6];
  honest_gate(2, x, y);
  given("x = %s", list(6, x));
  expect(y[1], -2 / (1 + exp(-2)), 8 * (double)REAL_EPS, "on an axis");
  expect(y[4], 2 / (1 + exp(-3)), 8 * (double)REAL_EPS, "off the axes");
}

TEST(edge_nothing)
{
  const real zero[3] = {0};
  real y[3] = {1, 1, 1};
  expect(gate_violation(so3_identity(), 0, zero), 0, 0, "no vectors");
  honest_gate(1, zero, y);
  given("x = 0");
  expect(y[0], 0, 0, "zero stays zero");
}

TEST(edge_nan)
{
  const real x[9] = {1, 2, 3, (real)NAN, 0, 0, 3, 2, 1};
  given("R = 1, x = %s", list(9, x));
  expect_nan(gate_violation(so3_identity(), 3, x),
             "a gate that gives NaN passes no test");
}

static const struct test tests[] = {
    CASE(law_cube_sees_nothing),
    CASE(law_others_see_it),
    CASE(anchor_violation),
    CASE(law_honest_gate),
    CASE(anchor_honest_gate),
    CASE(edge_nothing),
    CASE(edge_nan),
};
TEST_MAIN("4 cube", tests)

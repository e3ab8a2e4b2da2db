/* Tests of exercise 2.3. */
#include "exercises.h"

#include <float.h>
#include <math.h>

#include "expect.h"
#include "matrix.h"

static const double pi = 3.14159265358979323846;

TEST(law_axis)
{
  /* The library's D, for axes of any length; angles up to pi. */
  static double A[441], B[441];
  struct random g = random_seed(23);
  for (int l = 0; l <= 10; l++) {
    vec3 axis = so3_apply(so3_random(&g), (vec3){0, 0, 4 * l + 0.25});
    double t = pi * random_uniform(&g);
    rot3 R;
    so3_axis_angle(axis, t, &R);
    given("l = %d, axis = %s, angle_rad = %.9g (seed 23)", l, vec(axis), t);
    wigner_d(l, R, B);
    expect_is(d_axis_angle(l, axis, t, A), WIGNER_OK, "a status");
    size_t n = 2 * (size_t)l + 1;
    expect_matrix(n, n, A, B, 32 * (l + 1) * DBL_EPSILON,
                  "D of the rotation about this axis");
  }
}

TEST(anchor_axis)
{
  double D[25];
  given("l = 1, axis = (0, 0, 2), angle_rad = pi/2");
  expect_is(d_axis_angle(1, (vec3){0, 0, 2}, pi / 2, D), WIGNER_OK, "a status");
  expect(D[2], 1, 16 * DBL_EPSILON, "a quarter about z: x goes to y");
  expect(D[6], -1, 16 * DBL_EPSILON, "and y to -x");
  given("l = 2, axis = (0, 0, 1), angle_rad = pi/6");
  expect_is(d_axis_angle(2, (vec3){0, 0, 1}, pi / 6, D), WIGNER_OK, "a status");
  expect(D[24], 0.5, 16 * DBL_EPSILON, "cos 60 degrees for m = 2");
  expect(D[4], sqrt(0.75), 16 * DBL_EPSILON, "sin 60 degrees");
}

TEST(edge_axis)
{
  static double big[(2 * WIGNER_LMAX + 3) * (2 * WIGNER_LMAX + 3)];
  double D[49] = {7}, one[49];
  const vec3 z = {0, 0, 1}, none = {0, 0, 0}, gap = {1, nan(""), 0};
  given("axes z = (0, 0, 1), none = (0, 0, 0), gap = (1, NaN, 0)");
  expect_is(d_axis_angle(-1, z, 1, D), WIGNER_BAD_L, "l = -1");
  expect_is(d_axis_angle(WIGNER_LMAX + 1, z, 1, big), WIGNER_BAD_L, "l");
  expect_is(d_axis_angle(1, z, 1, NULL), WIGNER_NULL, "no D");
  expect_is(d_axis_angle(1, none, 1, D), WIGNER_NOT_A_ROTATION, "axis 0");
  expect_is(d_axis_angle(1, gap, 1, D), WIGNER_NOT_FINITE, "NaN axis");
  expect_is(d_axis_angle(1, z, HUGE_VAL, D), WIGNER_NOT_FINITE, "angle");
  expect(D[0], 7, 0, "left alone");
  matrix_identity(7, one);
  given("l = 3, axis = (1, 1, 0), angle_rad = 2 pi");
  expect_is(d_axis_angle(3, (vec3){1, 1, 0}, 2 * pi, D), WIGNER_OK, "2 pi");
  expect_matrix(7, 7, D, one, 128 * DBL_EPSILON, "a full turn is no turn");
}

static const struct test tests[] = {
    CASE(law_axis),
    CASE(anchor_axis),
    CASE(edge_axis),
};
TEST_MAIN("3 axis", tests)

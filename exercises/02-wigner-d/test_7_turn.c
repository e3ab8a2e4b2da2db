/* Tests of exercise 2.7. */
#include "exercises.h"

#include <float.h>
#include <math.h>

#include "expect.h"
#include "matrix.h"

TEST(law_turn)
{
  /* D x, with the D of the library; entries of x below 1. */
  static double J[289], D[289], x[17 * 5], want[17 * 5];
  struct random g = random_seed(27);
  for (int l = 0; l <= 8; l++) {
    euler_zyz e = {6 * random_uniform(&g) - 3, 3 * random_uniform(&g),
                   6 * random_uniform(&g) - 3};
    int channels = 1 + l % 5;
    size_t n = 2 * (size_t)l + 1, c = (size_t)channels;
    wigner_j(l, J);
    wigner_d_zyz(l, e, D);
    for (size_t i = 0; i < n * c; i++)
      x[i] = 2 * random_uniform(&g) - 1;
    matrix_multiply(n, n, c, D, x, want);
    given("l = %d, angles (%.6g, %.6g, %.6g), %d channels, x = %s (seed 27)", l,
          e.alpha, e.beta, e.gamma, channels, list(n * c, x));
    expect_is(turn_feature(l, J, e, channels, x), WIGNER_OK, "a status");
    expect_matrix(n, c, x, want, 32 * (l + 1) * DBL_EPSILON,
                  "D x, a row for each m");
  }
}

TEST(anchor_turn)
{
  /* Degree 1 is (y, z, x).  Two channels: the axes x and z.  A quarter turn
   * about z, then one about y: x goes to y and stays, z stays and goes to x. */
  double J[9], x[6] = {0, 0, 0, 1, 1, 0};
  const double want[6] = {1, 0, 0, 0, 0, 1};
  const double quarter = 1.57079632679489661923;
  wigner_j(1, J);
  given("l = 1, angles (0, pi/2, pi/2), channels 0: x, 1: z");
  expect_is(turn_feature(1, J, (euler_zyz){0, quarter, quarter}, 2, x),
            WIGNER_OK, "two quarters");
  expect_matrix(3, 2, x, want, 16 * DBL_EPSILON, "gamma first, then beta");
}

TEST(edge_turn)
{
  static double J[(2 * WIGNER_LMAX + 3) * (2 * WIGNER_LMAX + 3)];
  static double x[2 * WIGNER_LMAX + 3];
  const euler_zyz e = {1, 2, 3}, gap = {1, nan(""), 3};
  x[0] = 7;
  given("angles e = (1, 2, 3), gap = (1, NaN, 3); x[0] = 7");
  expect_is(turn_feature(-1, J, e, 1, x), WIGNER_BAD_L, "l = -1");
  expect_is(turn_feature(WIGNER_LMAX + 1, J, e, 1, x), WIGNER_BAD_L, "l");
  expect_is(turn_feature(1, J, e, -1, x), WIGNER_BAD_L, "channels");
  expect_is(turn_feature(1, NULL, e, 1, x), WIGNER_NULL, "no J");
  expect_is(turn_feature(1, J, e, 1, NULL), WIGNER_NULL, "no x");
  expect_is(turn_feature(1, J, gap, 1, x), WIGNER_NOT_FINITE, "NaN");
  expect(x[0], 7, 0, "left alone");
  expect_is(turn_feature(1, J, e, 0, NULL), WIGNER_OK, "nothing to turn");
  wigner_j(0, J);
  expect_is(turn_feature(0, J, e, 1, x), WIGNER_OK, "a scalar stays");
  expect(x[0], 7, 0, "a scalar stays");
}

static const struct test tests[] = {
    CASE(law_turn),
    CASE(anchor_turn),
    CASE(edge_turn),
};
TEST_MAIN("7 turn", tests)

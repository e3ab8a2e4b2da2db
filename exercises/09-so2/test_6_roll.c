/* Tests of exercise 9.6. */
#include "exercises.h"
#include "expect.h"

#include <float.h>
#include <math.h>

#include "wigner.h"

static void fill(struct random *g, int n, double *x)
{
  for (int k = 0; k < n; k++)
    x[k] = random_normal(g);
}

/* D^T A D, summed over 2l + 2 angles all around, is their exact average. */
static void sum_of_rolls(int l, const double *A, double *B)
{
  const int n = 2 * l + 1, angles = 4 * l + 3;
  for (int k = 0; k < n * n; k++)
    B[k] = 0;
  for (int t = 0; t < angles; t++) {
    double D[49], AD[49];
    rot3 R = so3_exp((vec3){0, 0, 2 * acos(-1) * t / angles});
    need(wigner_d(l, R, D) == WIGNER_OK, "D");
    for (int i = 0; i < n; i++)
      for (int j = 0; j < n; j++) {
        AD[i * n + j] = 0;
        for (int k = 0; k < n; k++)
          AD[i * n + j] += A[i * n + k] * D[k * n + j];
      }
    for (int i = 0; i < n; i++)
      for (int j = 0; j < n; j++)
        for (int k = 0; k < n; k++)
          B[i * n + j] += D[k * n + i] * AD[k * n + j] / angles;
  }
}

TEST(law_average)
{
  struct random g = random_seed(906);
  for (int l = 0; l <= 3; l++) {
    const int n = 2 * l + 1;
    double A[49], B[49], want[49];
    fill(&g, n * n, A);
    sum_of_rolls(l, A, want);
    roll_average(l, A, B);
    given("l = %d, A = %s (seed 906)", l, list(n * n, A));
    expect_matrix(n, n, B, want, 64 * DBL_EPSILON, "B");
  }
}

TEST(law_average_commutes)
{
  struct random g = random_seed(907);
  for (int l = 1; l <= 4; l++) {
    const int n = 2 * l + 1;
    double A[81], B[81], angle = 1 + random_uniform(&g);
    fill(&g, n * n, A);
    roll_average(l, A, B);
    given("l = %d, angle = %.6g, A = %s (seed 907)", l, angle, list(n * n, A));
    expect(roll_violation(l, angle, B), 0, 32 * DBL_EPSILON,
           "the average commutes with a roll");
    expect_that(roll_violation(l, angle, A) > 0.1, "more than 0.1: A does not",
                "%g", roll_violation(l, angle, A));
  }
}

/* l = 1, A with the one entry A[1][0] = 2 (m = 1 from m = 0): A D - D A has
 * 2 (1 - cos) there and -2 sin at [-1][0]. */
TEST(anchor_violation)
{
  const double A[9] = {0, 0, 0, 0, 0, 0, 0, 2, 0}, angle = 2.5;
  given("l = 1, angle = 2.5, A = %s", list(9, A));
  expect(roll_violation(1, angle, A), 3.6022872310938674, 16 * DBL_EPSILON,
         "2 (1 - cos 2.5)");
  expect(roll_violation(1, 0, A), 0, 0, "no roll, no violation");
}

/* Rows m = -1, 0, 1. */
TEST(anchor_average)
{
  const double A[9] = {4, 1, 7, 1, 3, 1, 1, 1, 2};
  const double want[9] = {3, 0, 3, 0, 3, 0, -3, 0, 3};
  double B[9];
  roll_average(1, A, B);
  given("l = 1, A = %s", list(9, A));
  expect_matrix(3, 3, B, want, 4 * DBL_EPSILON, "(4 + 2)/2, (7 - 1)/2");
}

TEST(edge_scalar_and_nan)
{
  const double A = 5, bad[9] = {0, 0, 0, 0, (double)NAN, 0, 0, 0, 0};
  double B = 9;
  roll_average(0, &A, &B);
  given("l = 0, A = (5)");
  expect(B, 5, 0, "B");
  expect(roll_violation(0, 1, &A), 0, 0, "a number commutes");
  given("l = 1, A = %s, angle 1", list(9, bad));
  expect_nan(roll_violation(1, 1, bad), "the violation of no number");
}

static const struct test tests[] = {
    CASE(law_average),    CASE(law_average_commutes), CASE(anchor_violation),
    CASE(anchor_average), CASE(edge_scalar_and_nan),
};
TEST_MAIN("6 roll", tests)

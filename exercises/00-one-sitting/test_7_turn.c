/* Tests of exercise 0.7. */
#include "exercises.h"
#include "expect.h"
#include "random.h"

#include <float.h>
#include <math.h>

static void fill(struct random *g, int n, double *x)
{
  for (int k = 0; k < n; k++)
    x[k] = random_normal(g);
}

static void turned(const double *q, const double *v, double *y)
{
  given("q = %s, v = %s", list(4, q), list(3, v));
  turn_by(q, v, y);
}

static double product(const double *a, const double *b)
{
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

TEST(law_angles_and_hands_stay)
{
  struct random g = random_seed(7);
  for (int trial = 0; trial < 50; trial++) {
    double q[4], e[3][3] = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}, y[3][3];
    fill(&g, 4, q);
    for (int k = 0; k < 3; k++)
      turned(q, e[k], y[k]);
    for (int i = 0; i < 3; i++)
      for (int j = 0; j <= i; j++)
        expect(product(y[i], y[j]), i == j, 1e-14,
               "turned axes %d and %d (seed 7, %d)", i, j, trial);
    double across[3] = {y[0][1] * y[1][2] - y[0][2] * y[1][1],
                        y[0][2] * y[1][0] - y[0][0] * y[1][2],
                        y[0][0] * y[1][1] - y[0][1] * y[1][0]};
    expect(product(across, y[2]), 1, 1e-14,
           "a turn is not a mirror (seed 7, %d)", trial);
  }
}

TEST(anchor_quarter_turn)
{
  const double q[4] = {2, 0, 0, 2}, x[3] = {1, 0, 0}, want[3] = {0, 1, 0};
  const double third[4] = {1, 1, 1, 1}, v[3] = {1, 2, 3}, cyclic[3] = {3, 1, 2};
  double y[3];
  turned(q, x, y);
  expect_list(3, y, want, 1e-15, "a quarter turn about z takes x to y");
  turned(third, v, y);
  expect_list(3, y, cyclic, 1e-15, "a third of a turn about (1, 1, 1)");
}

TEST(edge_nothing_and_half)
{
  const double none[4] = {-3, 0, 0, 0}, half[4] = {0, 0, 5, 0};
  const double v[3] = {1, 2, 3}, want[3] = {-1, 2, -3};
  double y[3];
  turned(none, v, y);
  expect_list(3, y, v, 0, "no turn");
  turned(half, v, y);
  expect_list(3, y, want, 1e-15, "a half turn about y");
}

static const struct test tests[] = {
    CASE(law_angles_and_hands_stay),
    CASE(anchor_quarter_turn),
    CASE(edge_nothing_and_half),
};
TEST_MAIN("7 turn", tests)

/* Tests of exercise 10.6. */
#include "exercises.h"
#include "expect.h"
#include "irreps.h"
#include "random.h"

enum { L = 3, C = 2, SIZE = (L * L + 2 * L) * C };

static void fill(struct random *g, size_t n, real *x)
{
  for (size_t k = 0; k < n; k++)
    x[k] = (real)random_normal(g);
}

static double loss(const real *x, const real *dy)
{
  real y[SIZE];
  double sum = 0;
  joint_norm(L, C, REAL(0.1), x, y);
  for (size_t k = 0; k < SIZE; k++)
    sum += (double)y[k] * (double)dy[k];
  return sum;
}

/* Five points: an error of h^4 and of eps/h, with h = eps^(1/5). */
TEST(law_gradient)
{
  struct random g = random_seed(1010);
  real x[SIZE], dy[SIZE], dx[SIZE] = {0}, h = real_pow(REAL_EPS, REAL(0.2));
  fill(&g, SIZE, x), fill(&g, SIZE, dy);
  joint_norm_backward(L, C, REAL(0.1), x, dy, dx);
  given("lmax = 3, 2 channels, eps = 0.1, x = %s, dy = %s (seed 1010)",
        list(SIZE, x), list(SIZE, dy));
  for (size_t k = 0; k < SIZE; k++) {
    double f[4];
    real keep = x[k];
    for (int j = 0; j < 4; j++) {
      x[k] = keep + h * (real)(j < 2 ? j - 2 : j - 1);
      f[j] = loss(x, dy);
    }
    x[k] = keep;
    expect(dx[k], (8 * (f[2] - f[1]) - (f[3] - f[0])) / (12 * (double)h),
           REAL_IS_FLOAT ? 1e-3 : 1e-9, "dx[%zu], against a difference", k);
  }
}

TEST(law_equivariance)
{
  struct random g = random_seed(1011);
  struct irreps irreps = {0};
  for (int l = 1; l <= L; l++)
    irreps_append(&irreps, C, l, 1);
  for (int trial = 0; trial < 10; trial++) {
    real x[SIZE], y[SIZE], Dx[SIZE], Dy[SIZE], z[SIZE];
    rot3 R = so3_random(&g);
    fill(&g, SIZE, x);
    irreps_transform(&irreps, R, false, 1, x, Dx);
    joint_norm(L, C, REAL(0.1), x, y);
    joint_norm(L, C, REAL(0.1), Dx, z);
    irreps_transform(&irreps, R, false, 1, y, Dy);
    given("lmax = 3, 2 channels, eps = 0.1, x = %s, and turned (seed 1011, %d)",
          list(SIZE, x), trial);
    expect_list(SIZE, z, Dy, 32 * (double)REAL_EPS,
                "turned, then normed, is normed, then turned");
  }
}

TEST(law_gradients_add)
{
  struct random g = random_seed(1012);
  real x[SIZE], dy[SIZE], once[SIZE] = {0}, twice[SIZE] = {0};
  fill(&g, SIZE, x), fill(&g, SIZE, dy);
  joint_norm_backward(L, C, 1, x, dy, once);
  joint_norm_backward(L, C, 1, x, dy, twice);
  joint_norm_backward(L, C, 1, x, dy, twice);
  given("eps = 1, x = %s, dy = %s, called once and twice (seed 1012)",
        list(SIZE, x), list(SIZE, dy));
  for (size_t k = 0; k < SIZE; k++)
    expect(twice[k], 2 * once[k], 8 * (double)REAL_EPS,
           "dx is added to, not overwritten: number %zu", k);
}

/* (3, 0, 0) of l = 1 has the mean square 3, five 1s of l = 2 have 1: s = 2. */
TEST(anchor_joint)
{
  const real x[8] = {3, 0, 0, 1, 1, 1, 1, 1}, dy[8] = {1, 0, 0, 0, 0, 0, 0, 0};
  real y[8], dx[8] = {0};
  double r = 1 / sqrt(2);
  joint_norm(2, 1, 0, x, y);
  given("lmax = 2, 1 channel, eps = 0, x = %s, dy = %s", list(8, x),
        list(8, dy));
  expect(y[0], 3 * r, 8 * (double)REAL_EPS, "l = 1");
  expect(y[5], r, 8 * (double)REAL_EPS, "l = 2");
  joint_norm_backward(2, 1, 0, x, dy, dx);
  expect(dx[0], r - 3 * r * r * r * 3 / 6, 8 * (double)REAL_EPS,
         "r - 3 r^3 * 3/(2 * 3)");
  expect(dx[5], -r * r * r * 3 / 10, 8 * (double)REAL_EPS,
         "the other degree: -r^3 * 3/(2 * 5)");
}

TEST(edge_zero)
{
  const real x[3] = {0}, dy[3] = {1, 2, 3};
  real y[3] = {9, 9, 9}, dx[3] = {0};
  joint_norm(1, 1, REAL(0.25), x, y);
  joint_norm_backward(1, 1, REAL(0.25), x, dy, dx);
  given("lmax = 1, eps = 1/4, x = 0, dy = (1, 2, 3)");
  for (int k = 0; k < 3; k++) {
    expect(y[k], 0, 0, "zero stays zero, number %d", k);
    expect(dx[k], 2 * dy[k], 8 * (double)REAL_EPS, "dy/sqrt(eps), number %d",
           k);
  }
}

static const struct test tests[] = {
    CASE(law_gradient), CASE(law_equivariance), CASE(law_gradients_add),
    CASE(anchor_joint), CASE(edge_zero),
};
TEST_MAIN("6 joint", tests)

/* Tests of exercise 6.5. */
#include "exercises.h"
#include "test.h"

#include <math.h>
#include <string.h>

enum { M = 5, C = 4, SIZE = M * C };

static void fill(struct random *g, size_t n, real *x)
{
  for (size_t k = 0; k < n; k++)
    x[k] = (real)random_normal(g);
}

static double loss(const real *x, const real *dy)
{
  real y[SIZE];
  double sum = 0;
  layer_norm(M, C, REAL(0.1), x, y);
  for (size_t k = 0; k < SIZE; k++)
    sum += (double)y[k] * (double)dy[k];
  return sum;
}

/* Five points: an error of h^4 and of eps/h, with h = eps^(1/5). */
TEST(law_gradient)
{
  struct random g = random_seed(608);
  real x[SIZE], dy[SIZE], dx[SIZE] = {0}, h = real_pow(REAL_EPS, REAL(0.2));
  fill(&g, SIZE, x), fill(&g, SIZE, dy);
  layer_norm_backward(M, C, REAL(0.1), x, dy, dx);
  for (size_t k = 0; k < SIZE; k++) {
    double f[4];
    real keep = x[k];
    for (int j = 0; j < 4; j++) {
      x[k] = keep + h * (real)(j < 2 ? j - 2 : j - 1);
      f[j] = loss(x, dy);
    }
    x[k] = keep;
    double want = (8 * (f[2] - f[1]) - (f[3] - f[0])) / (12 * (double)h);
    check_close(dx[k], want, REAL_IS_FLOAT ? 1e-3 : 1e-9,
                "seed 608: derivative by x[%zu]", k);
  }
}

TEST(law_equivariance)
{
  struct random g = random_seed(609);
  struct irreps irreps = {0};
  irreps_append(&irreps, C, 2, 1);
  for (int trial = 0; trial < 10; trial++) {
    real x[SIZE], y[SIZE], Dx[SIZE], Dy[SIZE], z[SIZE];
    rot3 R = so3_random(&g);
    fill(&g, SIZE, x);
    irreps_transform(&irreps, R, false, 1, x, Dx);
    layer_norm(M, C, REAL(0.1), x, y);
    layer_norm(M, C, REAL(0.1), Dx, z);
    irreps_transform(&irreps, R, false, 1, y, Dy);
    for (size_t k = 0; k < SIZE; k++)
      check_close(z[k], Dy[k], 32 * (double)REAL_EPS, "seed 609, %d", trial);
  }
}

TEST(law_gradients_add)
{
  struct random g = random_seed(610);
  real x[SIZE], dy[SIZE], once[SIZE] = {0}, twice[SIZE] = {0};
  fill(&g, SIZE, x), fill(&g, SIZE, dy);
  layer_norm_backward(M, C, 1, x, dy, once);
  layer_norm_backward(M, C, 1, x, dy, twice);
  layer_norm_backward(M, C, 1, x, dy, twice);
  for (size_t k = 0; k < SIZE; k++)
    check_close(twice[k], 2 * once[k], 8 * (double)REAL_EPS,
                "dx is added to, not overwritten");
}

/* x = (3, 0, 0) and (0, 4, 0), eps = 0: N = sqrt(25/2). */
TEST(anchor_norm)
{
  const real x[6] = {3, 0, 0, 4, 0, 0}, dy[6] = {1, 0, 0, 0, 0, 0};
  real y[6], dx[6] = {0};
  double N = sqrt(12.5);
  layer_norm(3, 2, 0, x, y);
  check_close(y[0], 3 / N, 8 * (double)REAL_EPS, "channel 0");
  check_close(y[3], 4 / N, 8 * (double)REAL_EPS, "channel 1");
  layer_norm_backward(3, 2, 0, x, dy, dx);
  check_close(dx[0], 1 / N - 9 / (2 * N * N * N), 8 * (double)REAL_EPS,
              "dx = 1/N - 3 * 3 / (2 N^3)");
  check_close(dx[3], -12 / (2 * N * N * N), 8 * (double)REAL_EPS,
              "dx = -3 * 4 / (2 N^3)");
}

TEST(edge_zero)
{
  const real x[3] = {0}, dy[3] = {1, 2, 3};
  real y[3] = {9, 9, 9}, dx[3] = {0};
  layer_norm(3, 1, REAL(0.5), x, y);
  layer_norm_backward(3, 1, REAL(0.5), x, dy, dx);
  for (int k = 0; k < 3; k++) {
    check_close(y[k], 0, 0, "zero stays zero");
    check_close(dx[k], 2 * dy[k], 8 * (double)REAL_EPS, "dy / eps");
  }
}

static const struct test tests[] = {
    CASE(law_gradient), CASE(law_equivariance), CASE(law_gradients_add),
    CASE(anchor_norm),  CASE(edge_zero),
};
TEST_MAIN("5 norm", tests)

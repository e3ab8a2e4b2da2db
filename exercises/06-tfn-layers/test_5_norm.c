/* Tests of exercise 6.5. */
#include "exercises.h"
#include "expect.h"

#include <math.h>
#include <string.h>

enum { N = 3, M = 5, C = 4, SIZE = N * M * C };

static void fill(struct random *g, size_t n, real *x)
{
  for (size_t k = 0; k < n; k++)
    x[k] = (real)random_normal(g);
}

static double loss(const real *x, const real *dy)
{
  real y[SIZE];
  double sum = 0;
  cloud_norm(N, M, C, REAL(0.1), x, y);
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
  cloud_norm_backward(N, M, C, REAL(0.1), x, dy, dx);
  given(
      "%d nodes, %d components, %d channels, eps = 0.1, x = %s, dy = %s (608)",
      N, M, C, list(SIZE, x), list(SIZE, dy));
  for (size_t k = 0; k < SIZE; k++) {
    double f[4];
    real keep = x[k];
    for (int j = 0; j < 4; j++) {
      x[k] = keep + h * (real)(j < 2 ? j - 2 : j - 1);
      f[j] = loss(x, dy);
    }
    x[k] = keep;
    double want = (8 * (f[2] - f[1]) - (f[3] - f[0])) / (12 * (double)h);
    expect(dx[k], want, REAL_IS_FLOAT ? 1e-3 : 1e-9,
           "dx[%zu], against a difference of losses", k);
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
    irreps_transform(&irreps, R, false, N, x, Dx);
    cloud_norm(N, M, C, REAL(0.1), x, y);
    cloud_norm(N, M, C, REAL(0.1), Dx, z);
    irreps_transform(&irreps, R, false, N, y, Dy);
    given("%d nodes, %d components, %d channels, eps = 0.1, x = %s, R = %s "
          "(609, %d)",
          N, M, C, list(SIZE, x), mat(R), trial);
    expect_matrix(N * M, C, z, Dy, 32 * (double)REAL_EPS,
                  "turned, then normed, is normed, then turned");
  }
}

TEST(law_gradients_add)
{
  struct random g = random_seed(610);
  real x[SIZE], dy[SIZE], once[SIZE] = {0}, twice[SIZE] = {0};
  fill(&g, SIZE, x), fill(&g, SIZE, dy);
  cloud_norm_backward(N, M, C, 1, x, dy, once);
  given("eps = 1, x = %s, dy = %s, called once and twice (seed 610)",
        list(SIZE, x), list(SIZE, dy));
  cloud_norm_backward(N, M, C, 1, x, dy, twice);
  cloud_norm_backward(N, M, C, 1, x, dy, twice);
  for (size_t k = 0; k < SIZE; k++)
    expect(twice[k], 2 * once[k], 8 * (double)REAL_EPS,
           "dx is added to, not overwritten: number %zu", k);
}

/* One channel; (3, 0, 0) at one node and (0, 4, 0) at the other, eps = 0: the
 * size of both is sqrt(25/2). */
TEST(anchor_norm)
{
  const real x[6] = {3, 0, 0, 0, 4, 0}, dy[6] = {1, 0, 0, 0, 0, 0};
  real y[6], dx[6] = {0};
  double size = sqrt(12.5), cube = size * size * size;
  cloud_norm(2, 3, 1, 0, x, y);
  given("2 nodes, 3 components, 1 channel, eps = 0, x = %s, dy = %s",
        list(6, x), list(6, dy));
  expect(y[0], 3 / size, 8 * (double)REAL_EPS, "the first node");
  expect(y[4], 4 / size, 8 * (double)REAL_EPS, "the second node");
  cloud_norm_backward(2, 3, 1, 0, x, dy, dx);
  expect(dx[0], 1 / size - 9 / (2 * cube), 8 * (double)REAL_EPS,
         "dx = 1/N - 3 * 3 / (2 N^3)");
  expect(dx[4], -12 / (2 * cube), 8 * (double)REAL_EPS,
         "the other node: dx = -3 * 4 / (2 N^3)");
}

TEST(edge_zero)
{
  const real x[3] = {0}, dy[3] = {1, 2, 3};
  real y[3] = {9, 9, 9}, dx[3] = {0};
  cloud_norm(1, 3, 1, REAL(0.5), x, y);
  cloud_norm_backward(1, 3, 1, REAL(0.5), x, dy, dx);
  given("eps = 0.5, x = 0, dy = (1, 2, 3)");
  for (int k = 0; k < 3; k++) {
    expect(y[k], 0, 0, "zero stays zero, number %d", k);
    expect(dx[k], 2 * dy[k], 8 * (double)REAL_EPS, "dy / eps, number %d", k);
  }
}

static const struct test tests[] = {
    CASE(law_gradient), CASE(law_equivariance), CASE(law_gradients_add),
    CASE(anchor_norm),  CASE(edge_zero),
};
TEST_MAIN("5 norm", tests)

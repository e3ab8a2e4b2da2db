/* Tests of exercise 6.3. */
#include "exercises.h"
#include "test.h"

#include <math.h>
#include <string.h>

static struct irreps layout(const char *text)
{
  struct irreps out = {0};
  check_true(!irreps_parse(text, &out, NULL), "%s", text);
  return out;
}

/* Three nodes of this layout: 3 x 32 numbers, 12 biases. */
static const char *const MANY = "2x0e + 3x1o + 2x0o + 1x1e + 3x2e + 1x0e";
enum { N = 3, DIM = 2 + 9 + 2 + 3 + 15 + 1, BIASES = 12 };

static void fill(struct random *g, size_t n, real *x)
{
  for (size_t k = 0; k < n; k++)
    x[k] = (real)random_normal(g);
}

TEST(law_agrees_with_the_library)
{
  struct random g = random_seed(603);
  struct irreps irreps = layout(MANY);
  real x[N * DIM], b[BIASES], y[N * DIM], want[N * DIM];
  fill(&g, N * DIM, x), fill(&g, BIASES, b);
  norm_gate_forward(&irreps, N, x, b, want);
  my_norm_gate_forward(&irreps, N, x, b, y);
  for (size_t k = 0; k < N * DIM; k++)
    check_close(y[k], want[k], 16 * (double)REAL_EPS, "seed 603: number %zu",
                k);
}

static double broken(bool improper)
{
  struct random g = random_seed(604);
  struct irreps irreps = layout(MANY);
  double worst = 0;
  for (int trial = 0; trial < 10; trial++) {
    real x[N * DIM], b[BIASES], y[N * DIM], Dx[N * DIM], Dy[N * DIM],
        z[N * DIM];
    rot3 R = so3_random(&g);
    fill(&g, N * DIM, x), fill(&g, BIASES, b);
    irreps_transform(&irreps, R, improper, N, x, Dx);
    my_norm_gate_forward(&irreps, N, x, b, y);
    my_norm_gate_forward(&irreps, N, Dx, b, z);
    irreps_transform(&irreps, R, improper, N, y, Dy);
    for (size_t k = 0; k < N * DIM; k++) {
      double d = fabs((double)(z[k] - Dy[k]));
      worst = isnan(worst) || d <= worst ? worst : d; /* NaN stays */
    }
  }
  return worst;
}

TEST(law_turns)
{
  check_residual(broken(false), 100 * (double)REAL_EPS,
                 "seed 604: gate, then turn, is turn, then gate");
}

TEST(law_reflects)
{
  check_residual(broken(true), 100 * (double)REAL_EPS,
                 "seed 604: the same with the inversion; think of 0o");
}

/* 1/(1 + exp(-3.5)) = 0.970687769248644 and silu(0.5) = 0.311229665600927. */
TEST(anchor_gate)
{
  struct irreps irreps = layout("1x0e + 1x1o");
  const real x[4] = {REAL(0.7), 1, -2, 2}, b[2] = {REAL(-0.2), REAL(0.5)};
  real y[4];
  my_norm_gate_forward(&irreps, 1, x, b, y);
  check_close(y[0], 0.311229665600927, 1e-14 + 8 * (double)REAL_EPS, "silu");
  check_close(y[1], 0.970687773990814, 1e-14 + 8 * (double)REAL_EPS, "N = 3");
  check_close(y[2], -1.941375547981628, 1e-14 + 16 * (double)REAL_EPS, "N = 3");
}

TEST(edge_gate)
{
  struct irreps irreps = layout("2x1o");
  real x[6] = {0}, y[6] = {9, 9, 9, 9, 9, 9};
  const real b[2] = {1, -1};
  my_norm_gate_forward(&irreps, 1, x, b, y);
  for (int k = 0; k < 6; k++)
    check_close(y[k], 0, 0, "zero stays zero");
  my_norm_gate_forward(&irreps, 0, x, b, y);
  x[0] = NORM_GATE_EPS;
  my_norm_gate_forward(&irreps, 1, x, b, y);
  real s = sigmoid(NORM_GATE_EPS * real_sqrt(2) + 1);
  check_close(y[0] / NORM_GATE_EPS, s, 16 * (double)REAL_EPS,
              "epsilon stands under the root, squared");
}

static const struct test tests[] = {
    CASE(law_agrees_with_the_library),
    CASE(law_turns),
    CASE(law_reflects),
    CASE(anchor_gate),
    CASE(edge_gate),
};
TEST_MAIN("3 gate", tests)

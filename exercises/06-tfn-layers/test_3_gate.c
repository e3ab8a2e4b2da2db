/* Tests of exercise 6.3. */
#include "exercises.h"
#include "expect.h"

#include <math.h>
#include <string.h>

static struct irreps layout(const char *text)
{
  struct irreps out = {0};
  need(!irreps_parse(text, &out, NULL), "the irreps `%s`", text);
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
  given("irreps = %s, n = %d, x = %s, b = %s (seed 603)", MANY, N,
        list(N * DIM, x), list(BIASES, b));
  expect_list(N * DIM, y, want, 16 * (double)REAL_EPS,
              "y, as the library makes it");
}

/* The gate of what was moved is what was gated, moved. */
static void commutes(bool improper)
{
  struct random g = random_seed(604);
  struct irreps irreps = layout(MANY);
  for (int trial = 0; trial < 10; trial++) {
    real x[N * DIM], b[BIASES], y[N * DIM], Dx[N * DIM], Dy[N * DIM],
        z[N * DIM];
    rot3 R = so3_random(&g);
    fill(&g, N * DIM, x), fill(&g, BIASES, b);
    irreps_transform(&irreps, R, improper, N, x, Dx);
    my_norm_gate_forward(&irreps, N, x, b, y);
    my_norm_gate_forward(&irreps, N, Dx, b, z);
    irreps_transform(&irreps, R, improper, N, y, Dy);
    given("irreps = %s, %sR = %s, x = %s, b = %s (seed 604, %d)", MANY,
          improper ? "inverted and turned by " : "turned by ", mat(R),
          list(N * DIM, x), list(BIASES, b), trial);
    expect_list(N * DIM, z, Dy, 100 * (double)REAL_EPS,
                improper ? "inversion, then gate, is gate, then inversion; "
                           "think of 0o"
                         : "turn, then gate, is gate, then turn");
  }
}

TEST(law_turns)
{
  commutes(false);
}

TEST(law_reflects)
{
  commutes(true);
}

/* 1/(1 + exp(-3.5)) = 0.970687769248644 and silu(0.5) = 0.311229665600927. */
TEST(anchor_gate)
{
  struct irreps irreps = layout("1x0e + 1x1o");
  const real x[4] = {REAL(0.7), 1, -2, 2}, b[2] = {REAL(-0.2), REAL(0.5)};
  real y[4];
  my_norm_gate_forward(&irreps, 1, x, b, y);
  given("irreps = 1x0e + 1x1o, x = %s, b = %s", list(4, x), list(2, b));
  expect(y[0], 0.311229665600927, 1e-14 + 8 * (double)REAL_EPS, "silu");
  expect(y[1], 0.970687773990814, 1e-14 + 8 * (double)REAL_EPS, "N = 3");
  expect(y[2], -1.941375547981628, 1e-14 + 16 * (double)REAL_EPS, "N = 3");
}

TEST(edge_gate)
{
  struct irreps irreps = layout("2x1o");
  real x[6] = {0}, y[6] = {9, 9, 9, 9, 9, 9};
  const real b[2] = {1, -1};
  my_norm_gate_forward(&irreps, 1, x, b, y);
  given("irreps = 2x1o, x = 0, b = (1, -1)");
  for (int k = 0; k < 6; k++)
    expect(y[k], 0, 0, "zero stays zero, number %d", k);
  my_norm_gate_forward(&irreps, 0, x, b, y);
  x[0] = NORM_GATE_EPS;
  my_norm_gate_forward(&irreps, 1, x, b, y);
  given("irreps = 2x1o, x[0] = %g, all others 0, b = (1, -1)",
        (double)NORM_GATE_EPS);
  real s = smooth_sigmoid(NORM_GATE_EPS * real_sqrt(2) + 1);
  expect(y[0] / NORM_GATE_EPS, s, 16 * (double)REAL_EPS,
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

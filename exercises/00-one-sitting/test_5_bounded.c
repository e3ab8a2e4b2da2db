/* Tests of exercise 0.5. */
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

/* A random turn: columns of a matrix, from a quaternion. */
static void random_turn(struct random *g, double *M)
{
  double q[4], length = 0;
  for (int k = 0; k < 4; k++)
    q[k] = random_normal(g), length += q[k] * q[k];
  for (int k = 0; k < 4; k++)
    q[k] /= sqrt(length);
  double w = q[0], x = q[1], y = q[2], z = q[3];
  const double R[9] = {1 - 2 * (y * y + z * z), 2 * (x * y - w * z),
                       2 * (x * z + w * y),     2 * (x * y + w * z),
                       1 - 2 * (x * x + z * z), 2 * (y * z - w * x),
                       2 * (x * z - w * y),     2 * (y * z + w * x),
                       1 - 2 * (x * x + y * y)};
  for (int k = 0; k < 9; k++)
    M[k] = R[k];
}

static void apply(const double *M, const double *v, double *y)
{
  for (int a = 0; a < 3; a++)
    y[a] = M[3 * a] * v[0] + M[3 * a + 1] * v[1] + M[3 * a + 2] * v[2];
}

static void gate(const double *v, double *y)
{
  given("v = %s", list(3, v));
  bounded(v, y);
}

TEST(law_turns)
{
  struct random g = random_seed(5);
  for (int trial = 0; trial < 50; trial++) {
    double v[3], M[9], Mv[3], y[3], My[3], z[3];
    fill(&g, 3, v);
    random_turn(&g, M);
    apply(M, v, Mv);
    bounded(v, y);
    apply(M, y, My);
    gate(Mv, z);
    expect_list(3, z, My, 1e-14, "turned before and after (seed 5, %d)", trial);
  }
}

TEST(anchor_length)
{
  const double v[3] = {2, -1, 2}; /* of length 3 */
  const double want[3] = {0.66336983579115363, -0.33168491789557682,
                          0.66336983579115363};
  double y[3];
  gate(v, y);
  expect_list(3, y, want, 1e-15, "tanh 3 = 0.99505475368673");
}

TEST(edge_zero_short_long)
{
  const double zero[3] = {0}, tiny[3] = {3e-200, 0, 4e-200};
  const double huge[3] = {0, 1e200, 0}, one[3] = {0, 1, 0};
  double y[3];
  gate(zero, y);
  expect_list(3, y, zero, 0, "zero stays zero");
  gate(tiny, y);
  expect_list(3, y, tiny, 1e-214, "short arrows stay as they are");
  gate(huge, y);
  expect_list(3, y, one, 1e-15, "long arrows get the length one");
}

static const struct test tests[] = {
    CASE(law_turns),
    CASE(anchor_length),
    CASE(edge_zero_short_long),
};
TEST_MAIN("5 bounded", tests)

/* Tests of exercise 0.3. */
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

static void heard(const double *R, const double *n, double s, const double *v,
                  double *out)
{
  given("R = %s, n = %s, s = %.17g, v = %s", list(5, R), list(3, n), s,
        list(3, v));
  hear(R, n, s, v, out, out + 1);
}

TEST(law_turns)
{
  struct random g = random_seed(3);
  for (int trial = 0; trial < 50; trial++) {
    double R[5], n[3], v[3], s, M[9], Mn[3], Mv[3], a[4], b[4], want[4];
    fill(&g, 5, R), fill(&g, 3, n), fill(&g, 3, v), fill(&g, 1, &s);
    random_turn(&g, M);
    apply(M, n, Mn), apply(M, v, Mv);
    hear(R, n, s, v, a, a + 1);
    heard(R, Mn, s, Mv, b);
    want[0] = a[0];
    apply(M, a + 1, want + 1);
    expect_list(4, b, want, 1e-13, "number and turned arrow (seed 3, %d)",
                trial);
  }
}

TEST(anchor_each_path)
{
  const double n[3] = {0, 0, 1}, v[3] = {2, 3, 5};
  const double want[5][4] = {
      {7, 0, 0, 0}, {5, 0, 0, 0}, {0, 0, 0, 7}, {0, 2, 3, 5}, {0, -3, 2, 0}};
  for (int p = 0; p < 5; p++) {
    double R[5] = {0}, out[4];
    R[p] = 1;
    heard(R, n, 7, v, out);
    expect_list(4, out, want[p], 0, "path %d alone", p);
  }
}

TEST(edge_silence)
{
  const double R[5] = {1, 2, 3, 4, 5}, n[3] = {0, 1, 0}, zero[4] = {0};
  double out[4] = {9, 9, 9, 9};
  heard(R, n, 0, zero, out);
  expect_list(4, out, zero, 0, "who has nothing says nothing");
}

static const struct test tests[] = {
    CASE(law_turns),
    CASE(anchor_each_path),
    CASE(edge_silence),
};
TEST_MAIN("3 hear", tests)

/* Tests of exercise 0.8. */
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

static double seen(const double *points, const double *loud)
{
  given("points = %s, loud = %s", list(12, points), list(3, loud));
  return three_layers(points, loud);
}

TEST(law_turns_keep_it_and_mirrors_reverse_it)
{
  struct random g = random_seed(8);
  for (int trial = 0; trial < 30; trial++) {
    double p[12], M[9], turned[12], mirror[12], loud[3];
    fill(&g, 12, p);
    for (int k = 0; k < 3; k++)
      loud[k] = random_uniform(&g);
    random_turn(&g, M);
    for (int i = 0; i < 4; i++)
      apply(M, p + 3 * i, turned + 3 * i);
    for (int k = 0; k < 12; k++)
      mirror[k] = k % 3 == 0 ? 5 - p[k] : p[k];
    double z = three_layers(p, loud);
    expect(seen(turned, loud), z, 1e-13, "turned (seed 8, %d)", trial);
    expect(seen(mirror, loud), -z, 1e-13, "mirrored and shifted (seed 8, %d)",
           trial);
  }
}

TEST(anchor_left)
{
  const double left[12] = {0, 0, 0, 0, 0, 1, 1, 0, 0, 1, 1, 0};
  const double zero[3] = {0}, loud[3] = {1, 2, 3};
  expect(seen(left, zero), 0.072515229540384674, 1e-15,
         "all distances as loud");
  expect(seen(left, loud), 0.0017957519796880582, 1e-16,
         "far points are quiet");
}

TEST(edge_flat)
{
  const double flat[12] = {0, 0, 1, 2, 0, 1, 0, 1, 1, 5, 3, 1};
  const double loud[3] = {0.5, 0.25, 0.125};
  expect(seen(flat, loud), 0, 1e-15, "points in a plane have no hand");
}

static const struct test tests[] = {
    CASE(law_turns_keep_it_and_mirrors_reverse_it),
    CASE(anchor_left),
    CASE(edge_flat),
};
TEST_MAIN("8 layers", tests)

/* Tests of exercise 12.6. */
#include "exercises.h"
#include "expect.h"
#include "random.h"

#include <math.h>

enum { N = 6 };

/* U(r) = cos r, under the strain e. */
static double energy(const double *v, const double *e)
{
  double sum = 0;
  for (int i = 0; i < N; i++) {
    double square = 0;
    for (int a = 0; a < 3; a++) {
      double x = v[3 * i + a];
      for (int b = 0; b < 3; b++)
        x += e[3 * a + b] * v[3 * i + b];
      square += x * x;
    }
    sum += cos(sqrt(square));
  }
  return sum;
}

static void edges(struct random *g, double *v, double *slope)
{
  for (int i = 0; i < N; i++) {
    for (int a = 0; a < 3; a++)
      v[3 * i + a] = random_normal(g);
    slope[i] = -sin(hypot(hypot(v[3 * i], v[3 * i + 1]), v[3 * i + 2]));
  }
}

/* Central differences, h = 1e-5: h^2 times a third derivative, and eps/h. */
TEST(law_derivative_by_the_strain)
{
  struct random g = random_seed(1217);
  double v[3 * N], slope[N], W[9], h = 1e-5;
  edges(&g, v, slope);
  spoil(W);
  pair_virial(N, v, slope, W);
  given("U = cos, vector = %s, slope = %s (seed 1217)", list(3 * N, v),
        list(N, slope));
  for (int k = 0; k < 9; k++) {
    double more[9] = {0}, less[9] = {0};
    more[k] = h, less[k] = -h;
    expect(W[k], (energy(v, more) - energy(v, less)) / (2 * h), 1e-7,
           "row %d, column %d, against a difference", k / 3, k % 3);
  }
}

/* Edges of twice the length with half the slope have the same virial. */
TEST(law_slope_times_length)
{
  struct random g = random_seed(1218);
  double v[3 * N], slope[N], W[9], same[9];
  edges(&g, v, slope);
  spoil(W), spoil(same);
  pair_virial(N, v, slope, W);
  given("vector = %s, slope = %s, then twice and half of it (seed 1218)",
        list(3 * N, v), list(N, slope));
  for (int i = 0; i < 3 * N; i++)
    v[i] *= 2;
  for (int i = 0; i < N; i++)
    slope[i] /= 2;
  pair_virial(N, v, slope, same);
  expect_matrix(3, 3, same, W, 1e-14, "twice the vectors, half the slopes");
}

/* One edge (3, 4, 0) of slope 5: W = v v^T. */
TEST(anchor_one_edge)
{
  const double v[3] = {3, 4, 0}, slope[1] = {5};
  double W[9];
  spoil(W);
  pair_virial(1, v, slope, W);
  given("vector = (3, 4, 0), slope = 5");
  expect_matrix(3, 3, W, ((const double[]){9, 12, 0, 12, 16, 0, 0, 0, 0}),
                1e-14, "5 v v^T/5");
}

TEST(edge_no_edges)
{
  const double v[3] = {1, 2, 3}, slope[1] = {0}, none[9] = {0};
  double W[9] = {7, 7, 7, 7, 7, 7, 7, 7, 7};
  given("no edges, then one without slope");
  pair_virial(0, v, slope, W);
  expect_matrix(3, 3, W, none, 0, "no edges");
  pair_virial(1, v, slope, W);
  expect_matrix(3, 3, W, none, 0, "no slope");
}

static const struct test tests[] = {
    CASE(law_derivative_by_the_strain),
    CASE(law_slope_times_length),
    CASE(anchor_one_edge),
    CASE(edge_no_edges),
};
TEST_MAIN("6 virial", tests)

/* Tests of exercise 11.7. */
#include "exercises.h"
#include "expect.h"

#include <math.h>

enum { N = 4 };

static void draw(uint64_t seed, real *x, real *dy)
{
  struct random g = random_seed(seed);
  for (int k = 0; k < 3 * N; k++) {
    x[k] = (real)random_normal(&g);
    dy[k] = (real)random_normal(&g);
  }
}

static double loss(const real *x, const real *dy)
{
  real y[3 * N];
  double sum = 0;
  move_points(N, REAL(0.5), x, y);
  for (int k = 0; k < 3 * N; k++)
    sum += (double)y[k] * (double)dy[k];
  return sum;
}

TEST(law_the_gradient_is_the_slope)
{
  const double h = REAL_IS_FLOAT ? 1e-2 : 1e-4;
  for (uint64_t seed = 1; seed <= 3; seed++) {
    real x[3 * N], dy[3 * N], dx[3 * N] = {0};
    draw(seed, x, dy);
    move_points_backward(N, REAL(0.5), x, dy, dx);
    given("4 random points, rate 0.5, seed %d", (int)seed);
    for (int k = 0; k < 3 * N; k++) {
      real keep = x[k];
      x[k] = keep + (real)h;
      double up = loss(x, dy);
      x[k] = keep - (real)h;
      double down = loss(x, dy);
      x[k] = keep;
      expect(dx[k], (up - down) / (2 * h), REAL_IS_FLOAT ? 5e-3 : 1e-6,
             "entry %d", k);
    }
  }
}

TEST(law_turning_turns)
{
  struct random g = random_seed(1107);
  real x[3 * N], dy[3 * N], y[3 * N], z[3 * N], turned[3 * N];
  rot3 R = so3_random(&g);
  draw(7, x, dy);
  for (int i = 0; i < N; i++) {
    vec3 p = so3_apply(R, (vec3){(double)x[3 * i], (double)x[3 * i + 1],
                                 (double)x[3 * i + 2]});
    turned[3 * i] = (real)p.x + 5;
    turned[3 * i + 1] = (real)p.y;
    turned[3 * i + 2] = (real)p.z;
  }
  move_points(N, 1, x, y);
  move_points(N, 1, turned, z);
  given("4 random points, and the same turned and shifted by (5, 0, 0)");
  for (int i = 0; i < N; i++) {
    vec3 p = so3_apply(R, (vec3){(double)y[3 * i], (double)y[3 * i + 1],
                                 (double)y[3 * i + 2]});
    expect(z[3 * i], p.x + 5, 100 * (double)REAL_EPS, "x of point %d", i);
    expect(z[3 * i + 1], p.y, 100 * (double)REAL_EPS, "y of point %d", i);
  }
}

TEST(anchor_two_points)
{
  const real x[6] = {0, 0, 0, 1, 0, 0}, dy[6] = {1, 0, 0, 0, 1, 0};
  real y[6] = {9, 9, 9, 9, 9, 9}, dx[6] = {10, 0, 0, 0, 0, 0};
  double e = exp(-1), eps = 20 * (double)REAL_EPS;
  move_points(2, 2, x, y);
  given("points (0,0,0) and (1,0,0), rate 2");
  expect(y[0], -2 * e, eps, "pushed to the left");
  expect(y[3], 1 + 2 * e, eps, "pushed to the right");
  expect(y[1], 0, 0, "and not to a side");
  move_points_backward(2, 2, x, dy, dx);
  given("the same, dy = (1,0,0) and (0,1,0), dx = (10,0,0) and 0 before");
  expect(dx[0], 11 - 2 * e, eps, "10 + 1 + 2 e (1 - 2)");
  expect(dx[3], 2 * e, eps, "the other end of the same pair");
  expect(dx[1], -2 * e, eps, "from the second point");
  expect(dx[4], 1 + 2 * e, eps, "and itself");
}

TEST(edge_alone)
{
  const real x[3] = {1, 2, 3}, dy[3] = {4, 5, 6};
  real y[3] = {9, 9, 9}, dx[3] = {0, 0, 0};
  move_points(1, 7, x, y);
  move_points_backward(1, 7, x, dy, dx);
  given("one point (1, 2, 3), dy = (4, 5, 6)");
  for (int a = 0; a < 3; a++) {
    expect(y[a], x[a], 0, "stays where it is");
    expect(dx[a], dy[a], 0, "and passes on what it gets");
  }
  move_points(0, 1, x, y);
}

static const struct test tests[] = {
    CASE(law_the_gradient_is_the_slope),
    CASE(law_turning_turns),
    CASE(anchor_two_points),
    CASE(edge_alone),
};
TEST_MAIN("7 moving", tests)

/* Tests of exercise 3.8. */
#include "exercises.h"
#include "expect.h"
#include "random.h"

enum { L = 12, K = (L + 1) * (L + 1), ROWS = 2 * L + 1 };
static const double pi = 3.14159265358979323846;

/* Second derivatives are l^2 times as large as values, and so is their error,
 * 4 (l+1) eps for the values; at |r| = 1. */
static double bound(int l)
{
  return 16 * pow(l + 1, 3) * (double)REAL_EPS * sqrt((2 * l + 1) / (4 * pi));
}

static void random_point(struct random *g, real *r)
{
  vec3 v = {random_normal(g), random_normal(g), random_normal(g)};
  v = vec3_scale((0.5 + random_uniform(g)) / vec3_norm(v), v);
  r[0] = (real)v.x, r[1] = (real)v.y, r[2] = (real)v.z;
}

static double size2(const real *r)
{
  return (double)r[0] * (double)r[0] + (double)r[1] * (double)r[1] +
         (double)r[2] * (double)r[2];
}

TEST(law_trace)
{
  struct random g = random_seed(1);
  for (int trial = 0; trial < 10; trial++)
    for (int l = 0; l <= L; l++) {
      real r[3], Y[K], d[9 * ROWS] = {0};
      random_point(&g, r);
      harmonics(L, HARMONICS_INTEGRAL, 1, r, Y);
      given("l = %d, r = %s", l, list(3, r));
      expect_is(harmonics_hessian(l, r, d), true, "valid input");
      for (int c = 0; c <= 2 * l; c++) {
        double trace =
            (double)d[9 * c] + (double)d[9 * c + 4] + (double)d[9 * c + 8];
        double want = -l * (l + 1) * (double)Y[l * l + c] / size2(r);
        expect(trace, want, 8 * bound(l), "the Laplacian of Y_%d,%d", l, c - l);
        for (int k = 0; k < 9; k++)
          expect(d[9 * c + k], d[9 * c + k % 3 * 3 + k / 3], 8 * bound(l),
                 "symmetric: entry %d of Y_%d,%d", k, l, c - l);
      }
    }
}

/* r_j Y_ij = -Y_i: the slope is homogeneous of degree -1. */
TEST(law_radial)
{
  struct random g = random_seed(2);
  for (int trial = 0; trial < 10; trial++)
    for (int l = 0; l <= L; l++) {
      real r[3], Y[K], dY[3 * K], d[9 * ROWS] = {0};
      random_point(&g, r);
      harmonics_gradients(L, HARMONICS_INTEGRAL, 1, r, Y, dY);
      given("l = %d, r = %s", l, list(3, r));
      expect_is(harmonics_hessian(l, r, d), true, "valid input");
      for (int c = 0; c <= 2 * l; c++)
        for (int i = 0; i < 3; i++) {
          double sum = 0;
          for (int j = 0; j < 3; j++)
            sum += (double)d[9 * c + 3 * i + j] * (double)r[j];
          expect(sum, -(double)dY[i * K + l * l + c], 8 * bound(l),
                 "r . second derivatives of Y_%d,%d", l, c - l);
        }
    }
}

/* Differences of slopes: h^2 l^4 and l^2 eps / h, h = eps^(1/3). */
TEST(law_differences)
{
  struct random g = random_seed(3);
  const double h = cbrt((double)REAL_EPS) / 4;
  for (int l = 0; l <= 5; l++)
    for (int j = 0; j < 3; j++) {
      real r[3], up[3], down[3], Y[K], high[3 * K], low[3 * K];
      real d[9 * ROWS] = {0};
      random_point(&g, r);
      for (int k = 0; k < 3; k++) {
        up[k] = r[k] + (k == j ? (real)h : 0);
        down[k] = r[k] - (k == j ? (real)h : 0);
      }
      harmonics_gradients(L, HARMONICS_INTEGRAL, 1, up, Y, high);
      harmonics_gradients(L, HARMONICS_INTEGRAL, 1, down, Y, low);
      given("l = %d, r = %s", l, list(3, r));
      expect_is(harmonics_hessian(l, r, d), true, "valid input");
      for (int c = 0; c <= 2 * l; c++)
        for (int i = 0; i < 3; i++) {
          int k = i * K + l * l + c;
          double quotient = ((double)high[k] - (double)low[k]) /
                            ((double)up[j] - (double)down[j]);
          expect(d[9 * c + 3 * i + j], quotient,
                 1000 * pow(l + 1, 2) * pow((double)REAL_EPS, 2.0 / 3),
                 "difference quotient, Y_%d,%d, axes %d %d", l, c - l, i, j);
        }
    }
}

/* Y_2,-2 = k xy / r^2 at (1, 0, 0): by hand.  xy/r^2 has
 * d/dy = x/r^2 - 2 x y^2/r^4, and d/dx of it at (1,0,0) is 1 - 2 = -1. */
TEST(anchor_hessian)
{
  const real x[3] = {1, 0, 0}, z[3] = {0, 0, 2};
  real d[45] = {0}, e[27] = {0};
  given("l = 2, r = (1, 0, 0)");
  expect_is(harmonics_hessian(2, x, d), true, "valid input");
  for (int k = 0; k < 9; k++)
    expect(d[k], k == 1 || k == 3 ? -sqrt(15 / (4 * pi)) : 0, bound(2),
           "xy at (1, 0, 0), entry %d", k);
  given("l = 1, r = (0, 0, 2)");
  expect_is(harmonics_hessian(1, z, e), true, "valid input");
  for (int k = 0; k < 9; k++) { /* z/|r|: -1/|r|^2 across, 0 along */
    double want = k == 0 || k == 4 ? -sqrt(3 / (4 * pi)) / 4 : 0;
    expect(e[9 + k], want, bound(1), "z at (0, 0, 2), entry %d", k);
  }
}

TEST(edge_hessian)
{
  const real r[3] = {1, 2, 3}, zero[3] = {0, 0, 0}, sick[3] = {1, (real)NAN, 0};
  real d[63 * 9] = {7, 7, 7, 7, 7, 7, 7, 7, 7};
  given("r = (1, 2, 3), zero = 0, sick = (1, NaN, 0), d = (7, ...) before");
  expect_is(harmonics_hessian(-1, r, d), false, "l = -1 is refused");
  expect_is(harmonics_hessian(31, r, d), false, "l = 31 is refused");
  expect_is(harmonics_hessian(0, zero, d), false, "the zero vector");
  expect_is(harmonics_hessian(0, sick, d), false, "not a number");
  expect(d[0], 7, 0, "nothing was written");
  expect(d[8], 7, 0, "nothing was written");
  expect_is(harmonics_hessian(0, r, d), true, "a constant");
  for (int k = 0; k < 9; k++)
    expect(d[k], 0, 0, "is flat: entry %d", k);
}

static const struct test tests[] = {
    CASE(law_trace),      CASE(law_radial),   CASE(law_differences),
    CASE(anchor_hessian), CASE(edge_hessian),
};

TEST_MAIN("8 hessian", tests)

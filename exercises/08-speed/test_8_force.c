/* Tests of exercise 8.8. */
#include "exercises.h"
#include "expect.h"
#include "random.h"

#include <math.h>
#include <stdint.h>

enum { L = 9, K = (L + 1) * (L + 1), N = 11 };
static const double EPS = (double)REAL_EPS;

static void some(struct random *g, size_t n, real *x)
{
  for (size_t i = 0; i < n; i++)
    x[i] = (real)random_normal(g);
}

/* sum of dY times gradient in double, and the sum of the sizes. */
static double written_out(size_t count, const real *dY, const real *gradient,
                          double *size)
{
  double sum = 0;
  *size = 0;
  for (size_t c = 0; c < count; c++) {
    double term = (double)dY[c] * (double)gradient[c];
    sum += term, *size += fabs(term);
  }
  return sum;
}

/* A gradient of degree l is right to some l eps times the size of its degree,
 * for which 1 is added. */
static double allowed(size_t count, const real *a, const real *b)
{
  double sum = 0;
  for (size_t c = 0; c < count; c++)
    sum += fabs((double)a[c]) * (fabs((double)b[c]) + 1);
  return sum;
}

TEST(law_like_gradients_written_out)
{
  struct random g = random_seed(881);
  for (int lmax = 0; lmax <= L; lmax++)
    for (int norm = 0; norm < 3; norm++) {
      const size_t k = harmonics_count(lmax);
      real xyz[3 * N], Y[N * K], grad[3 * N * K], dY[N * K], f[3 * N];
      some(&g, 3 * N, xyz);
      some(&g, N * k, dY);
      for (int i = 0; i < 3 * N; i++)
        f[i] = (real)i;
      harmonics_gradients(lmax, (enum harmonics_norm)norm, N, xyz, Y, grad);
      given("lmax = %d, norm = %d, n = %d, xyz = %s, dY = %s (seed 881)", lmax,
            norm, N, list(3 * N, xyz), list(N * k, dY));
      expect_is(
          my_harmonics_backward(lmax, (enum harmonics_norm)norm, N, xyz, dY, f),
          HARMONICS_OK, "valid input");
      for (size_t i = 0; i < N; i++)
        for (size_t a = 0; a < 3; a++) {
          const real *row = grad + (3 * i + a) * k;
          double size, want = written_out(k, dY + i * k, row, &size);
          double most = allowed(k, dY + i * k, row);
          expect(f[3 * i + a], (double)(3 * i + a) + want,
                 (8 * (lmax + 1) * most + 33) * EPS,
                 "point %zu, axis %zu: what was there and the gradient", i, a);
        }
    }
}

/* Harmonics do not change along the radius: no force along it. */
TEST(law_no_force_along_the_radius)
{
  struct random g = random_seed(882);
  for (int trial = 0; trial < 50; trial++) {
    real r[3], dY[K], f[3] = {0};
    some(&g, 3, r);
    some(&g, K, dY);
    my_harmonics_backward(L, HARMONICS_COMPONENT, 1, r, dY, f);
    double along = 0, across = 0;
    for (int k = 0; k < 3; k++) {
      along += (double)f[k] * (double)r[k];
      across += fabs((double)f[k]);
    }
    given("lmax = %d, r = %s, dY = %s (seed 882)", L, list(3, r), list(K, dY));
    expect_that(across > 0, "a force", "(%g, %g, %g)", (double)f[0],
                (double)f[1], (double)f[2]);
    /* K terms, each up to l sqrt(2l+1) in size, before they cancel */
    expect(along, 0, 16 * (L + 1) * K * EPS, "its part along r, times r");
  }
}

/* By hand: y/|r|, z/|r| and xy/r^2. */
TEST(anchor_low_degrees)
{
  const real up[3] = {0, 0, 2}, right[3] = {1, 0, 0};
  const real y[9] = {0, 1}, z[9] = {0, 0, 1}, xy[9] = {0, 0, 0, 0, 1};
  const real zz[9] = {0, 0, 0, 0, 0, 0, 1}, slanted[3] = {3, 0, 4};
  real f[3] = {0};
  my_harmonics_backward(1, HARMONICS_INTEGRAL, 1, up, y, f);
  given("lmax = 1, HARMONICS_INTEGRAL, r = (0, 0, 2), dY: y alone");
  expect(f[1], 0.24430125595145996079, 4 * EPS, "y at (0, 0, 2)");
  expect(f[0], 0, 4 * EPS, "only y");
  my_harmonics_backward(1, HARMONICS_NORM, 1, up, y, f);
  given("then HARMONICS_NORM, added");
  expect(f[1], 0.74430125595145996079, 8 * EPS, "norm 1, added");
  my_harmonics_backward(1, HARMONICS_COMPONENT, 1, up, z, f);
  given("then HARMONICS_COMPONENT, dY: z alone");
  expect(f[2], 0, 4 * EPS, "z at (0, 0, 2) is as large as it can be");
  real e[3] = {0}, s[3] = {0};
  my_harmonics_backward(2, HARMONICS_INTEGRAL, 1, right, xy, e);
  given("lmax = 2, HARMONICS_INTEGRAL, r = (1, 0, 0), dY: xy alone");
  expect(e[1], 1.0925484305920790705, 8 * EPS, "xy at (1, 0, 0)");
  expect(e[0] + e[2], 0, 8 * EPS, "only y");
  /* (3 z^2/r^2 - 1)/2 at (3, 0, 4): 3 z/r^2 (e_z - z r/r^2) */
  my_harmonics_backward(2, HARMONICS_NORM, 1, slanted, zz, s);
  given("lmax = 2, HARMONICS_NORM, r = (3, 0, 4), dY: m = 0 of l = 2 alone");
  expect(s[0], -12.0 / 25 * 12 / 25, 8 * EPS, "3 z^2/r^2 - 1, x");
  expect(s[2], 12.0 / 25 * 9 / 25, 8 * EPS, "3 z^2/r^2 - 1, z");
}

TEST(edge_points)
{
  struct random g = random_seed(884);
  const enum harmonics_norm I = HARMONICS_INTEGRAL;
  real xyz[12] = {0}, f[12], dY[4 * K], one[3] = {0}, far[3] = {0};
  some(&g, 4 * K, dY);
  for (int i = 0; i < 12; i++)
    f[i] = 5;
  xyz[3] = (real)NAN;       /* point 0 is zero, point 1 is not a number */
  xyz[7] = (real)-INFINITY; /* point 2 is infinite */
  xyz[9] = 1;
  given("lmax = %d, xyz = %s, dY = %s, f = 5 before (seed 884)", L,
        list(12, xyz), list(4 * K, dY));
  expect_is(my_harmonics_backward(L, I, 4, xyz, dY, f), HARMONICS_OK,
            "a status");
  for (int k = 0; k < 3; k++) {
    expect(f[k], 5, 0, "the zero vector gets nothing");
    expect_nan(f[3 + k], "NaN and infinity");
    expect_nan(f[6 + k], "NaN and infinity");
    expect_that(isfinite(f[9 + k]), "a number: this point is finite",
                "%g for the point (1, 0, 0)", (double)f[9 + k]);
  }
  const real near[3] = {1, -2, 2};
  const real scaled[3] = {REAL_MAX / 4, -REAL_MAX / 2, REAL_MAX / 2};
  my_harmonics_backward(L, I, 1, near, dY, one);
  my_harmonics_backward(L, I, 1, scaled, dY, far);
  given("lmax = %d, r = %s, and (1, -2, 2)", L, list(3, scaled));
  for (int k = 0; k < 3; k++)
    expect((double)far[k] * (double)(REAL_MAX / 4), one[k],
           1e-3 + 0.01 * fabs((double)one[k]), "a point far away");
}

TEST(edge_input)
{
  const enum harmonics_norm I = HARMONICS_INTEGRAL;
  const size_t many = SIZE_MAX / (3 * sizeof(real)) + 1;
  const real r[3] = {1, 2, 3};
  real f[3] = {7, 7, 7}, dY[4] = {1, 1, 1, 1};
  given("r = (1, 2, 3), dY = 1, dxyz = 7 before, I = HARMONICS_INTEGRAL");
  expect_is(my_harmonics_backward(-1, I, 1, r, dY, f), HARMONICS_BAD_L,
            "lmax = -1");
  expect_is(my_harmonics_backward(201, I, 1, r, dY, f), HARMONICS_BAD_L,
            "lmax = 201");
  expect_is(my_harmonics_backward(1, (enum harmonics_norm)3, 1, r, dY, f),
            HARMONICS_BAD_NORM, "norm");
  expect_is(my_harmonics_backward(1, I, 1, NULL, dY, f), HARMONICS_NULL,
            "no points");
  expect_is(my_harmonics_backward(1, I, 1, r, NULL, f), HARMONICS_NULL,
            "no derivatives");
  expect_is(my_harmonics_backward(1, I, 1, r, dY, NULL), HARMONICS_NULL,
            "no output");
  expect_is(my_harmonics_backward(0, I, many, r, dY, f), HARMONICS_OVERFLOW,
            "more points than memory");
  expect(f[0], 7, 0, "nothing was written");
  expect(f[2], 7, 0, "nothing was written");
  expect_is(my_harmonics_backward(1, I, 0, NULL, NULL, NULL), HARMONICS_OK,
            "no point");
  expect_is(my_harmonics_backward(0, I, 1, r, dY, f), HARMONICS_OK, "l = 0");
  expect(f[0], 7, 0, "a constant has no slope");
  expect(f[1], 7, 0, "a constant has no slope");
  expect(f[2], 7, 0, "a constant has no slope");
}

static const struct test tests[] = {
    CASE(law_like_gradients_written_out),
    CASE(law_no_force_along_the_radius),
    CASE(anchor_low_degrees),
    CASE(edge_points),
    CASE(edge_input),
};
TEST_MAIN("8 force", tests)

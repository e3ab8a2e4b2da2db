/* Tests of exercise 3.6. */
#include "exercises.h"
#include "expect.h"
#include "random.h"

enum { L = 4, K = (L + 1) * (L + 1), N = 80 };

static void samples(struct random *g, real *xyz, real *Y)
{
  for (int i = 0; i < 3 * N; i++)
    xyz[i] = (real)random_normal(g);
  harmonics(L, HARMONICS_INTEGRAL, N, xyz, Y);
}

/* 80 random points see 25 functions with a condition of about 3; N terms. */
static const double tolerance = 10.0 * N * (double)REAL_EPS;

TEST(law_recovers)
{
  struct random g = random_seed(1);
  static real xyz[3 * N], Y[N * K], f[N], a[K], b[K];
  samples(&g, xyz, Y);
  for (int c = 0; c < K; c++)
    a[c] = (real)random_normal(&g);
  for (int i = 0; i < N; i++) {
    double sum = 0;
    for (int c = 0; c < K; c++)
      sum += (double)a[c] * (double)Y[i * K + c];
    f[i] = (real)sum;
  }
  given("lmax = %d, n = %d, f = Y a with a = %s (seed 1)", L, N, list(K, a));
  expect_is(fit_signal(L, N, xyz, f, b), true, "80 points for 25 numbers");
  for (int c = 0; c < K; c++)
    expect(b[c], a[c], 4 * tolerance, "coefficient %d comes back", c);
}

/* What is left over is orthogonal to every harmonic: no step improves it. */
TEST(law_least)
{
  struct random g = random_seed(2);
  static real xyz[3 * N], Y[N * K], f[N], a[K];
  samples(&g, xyz, Y);
  for (int i = 0; i < N; i++)
    f[i] = (real)random_normal(&g);
  given("lmax = %d, n = %d, f = %s (seed 2)", L, N, list(N, f));
  expect_is(fit_signal(L, N, xyz, f, a), true, "noise can be fitted too");
  for (int c = 0; c < K; c++) {
    double sum = 0;
    for (int i = 0; i < N; i++) {
      double left = (double)f[i];
      for (int k = 0; k < K; k++)
        left -= (double)a[k] * (double)Y[i * K + k];
      sum += left * (double)Y[i * K + c];
    }
    expect(sum, 0, 8 * tolerance, "the rest against harmonic %d", c);
  }
}

/* f = x^2 on the six points of an octahedron and the eight of a cube:
 * x^2 = 1/3 + (x^2 - y^2)/2 - (2z^2 - x^2 - y^2)/6. */
TEST(anchor_square)
{
  const double pi = 3.14159265358979323846;
  real xyz[42] = {1, 0, 0, -1, 0, 0, 0, 1, 0, 0, -1, 0, 0, 0, 1, 0, 0, -1};
  real f[14] = {1, 1, 0, 0, 0, 0}, a[9] = {0};
  for (int i = 0; i < 8; i++) {
    xyz[18 + 3 * i] = i & 1 ? 1 : -1;
    xyz[19 + 3 * i] = i & 2 ? 1 : -1;
    xyz[20 + 3 * i] = i & 4 ? 1 : -1;
    f[6 + i] = (real)(1 / 3.0);
  }
  given("lmax = 2, n = 14, f = x^2 at the corners of an octahedron and a cube");
  expect_is(fit_signal(2, 14, xyz, f, a), true, "14 points for 9 numbers");
  const double want[9] = {
      sqrt(4 * pi) / 3,      0, 0, 0, 0, 0, -sqrt(16 * pi / 5) / 6, 0,
      sqrt(16 * pi / 15) / 2};
  expect_list(9, a, want, tolerance, "the coefficients of x^2");
}

TEST(edge_fit)
{
  struct random g = random_seed(3);
  static real xyz[3 * N], Y[N * K], f[N], a[14 * 14];
  a[0] = 7;
  samples(&g, xyz, Y);
  given("L = %d, N = %d points, a[0] = 7 before", L, N);
  expect_is(fit_signal(-1, N, xyz, f, a), false, "l = -1 is refused");
  expect_is(fit_signal(13, N, xyz, f, a), false, "l = 13 is refused");
  expect_is(fit_signal(L, K - 1, xyz, f, a), false, "too few points");
  f[3] = (real)NAN;
  given("L = %d, N = %d points, f[3] = NaN", L, N);
  expect_is(fit_signal(L, N, xyz, f, a), false, "a value that is not a number");
  f[3] = 0;
  for (int i = 0; i < N; i++)
    xyz[3 * i + 2] = 0;
  given("L = %d, N = %d points with z = 0", L, N);
  expect_is(fit_signal(L, N, xyz, f, a), false, "all points on the equator");
  expect(a[0], 7, 0, "nothing was written");
}

static const struct test tests[] = {
    CASE(law_recovers),
    CASE(law_least),
    CASE(anchor_square),
    CASE(edge_fit),
};

TEST_MAIN("6 fit", tests)

/* Tests of exercise 3.6. */
#include "exercises.h"
#include "random.h"
#include "test.h"

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
  check_true(fit_signal(L, N, xyz, f, b), "80 points for 25 numbers");
  for (int c = 0; c < K; c++)
    check_close(b[c], a[c], 4 * tolerance, "coefficient %d comes back", c);
}

/* What is left over is orthogonal to every harmonic: no step improves it. */
TEST(law_least)
{
  struct random g = random_seed(2);
  static real xyz[3 * N], Y[N * K], f[N], a[K];
  samples(&g, xyz, Y);
  for (int i = 0; i < N; i++)
    f[i] = (real)random_normal(&g);
  check_true(fit_signal(L, N, xyz, f, a), "noise can be fitted too");
  for (int c = 0; c < K; c++) {
    double sum = 0;
    for (int i = 0; i < N; i++) {
      double left = (double)f[i];
      for (int k = 0; k < K; k++)
        left -= (double)a[k] * (double)Y[i * K + k];
      sum += left * (double)Y[i * K + c];
    }
    check_close(sum, 0, 8 * tolerance, "the rest against harmonic %d", c);
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
  check_true(fit_signal(2, 14, xyz, f, a), "14 points for 9 numbers");
  const double want[9] = {
      sqrt(4 * pi) / 3,      0, 0, 0, 0, 0, -sqrt(16 * pi / 5) / 6, 0,
      sqrt(16 * pi / 15) / 2};
  for (int c = 0; c < 9; c++)
    check_close(a[c], want[c], tolerance, "x^2, coefficient %d", c);
}

TEST(edge_fit)
{
  struct random g = random_seed(3);
  static real xyz[3 * N], Y[N * K], f[N], a[14 * 14];
  a[0] = 7;
  samples(&g, xyz, Y);
  check_true(!fit_signal(-1, N, xyz, f, a), "l = -1 is refused");
  check_true(!fit_signal(13, N, xyz, f, a), "l = 13 is refused");
  check_true(!fit_signal(L, K - 1, xyz, f, a), "too few points");
  f[3] = (real)NAN;
  check_true(!fit_signal(L, N, xyz, f, a), "a value that is not a number");
  f[3] = 0;
  for (int i = 0; i < N; i++)
    xyz[3 * i + 2] = 0;
  check_true(!fit_signal(L, N, xyz, f, a), "all points on the equator");
  check_true(a[0] == 7, "nothing was written");
}

static const struct test tests[] = {
    CASE(law_recovers),
    CASE(law_least),
    CASE(anchor_square),
    CASE(edge_fit),
};

TEST_MAIN("6 fit", tests)

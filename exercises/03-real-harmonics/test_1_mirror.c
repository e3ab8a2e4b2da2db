/* Tests of exercise 3.1. */
#include "exercises.h"
#include "random.h"
#include "test.h"

enum { L = 7, K = (L + 1) * (L + 1) };

static double value(const real *a, double x, double y, double z)
{
  const real r[3] = {(real)x, (real)y, (real)z};
  real Y[K];
  double sum = 0;
  harmonics(L, HARMONICS_INTEGRAL, 1, r, Y);
  for (int i = 0; i < K; i++)
    sum += (double)a[i] * (double)Y[i];
  return sum;
}

/* Signs only: both sides round alike but for the order of a sum of K terms. */
TEST(law_mirror)
{
  struct random g = random_seed(1);
  real a[K], b[K];
  for (int trial = 0; trial < 20; trial++)
    for (int mirror = 0; mirror < 4; mirror++) {
      double x = random_normal(&g), y = random_normal(&g);
      double z = random_normal(&g);
      for (int i = 0; i < K; i++)
        a[i] = (real)random_normal(&g), b[i] = 0;
      check_true(mirror_signal(L, (enum mirror)mirror, a, b), "valid input");
      double want = value(a, mirror == 0 || mirror == 3 ? -x : x,
                          mirror == 1 || mirror == 3 ? -y : y,
                          mirror == 2 || mirror == 3 ? -z : z);
      check_close(value(b, x, y, z), want, 2 * K * 4 * (double)REAL_EPS,
                  "g at a point is f at the mirror image, mirror %d", mirror);
    }
}

TEST(anchor_mirror)
{
  const real a[9] = {1, 2, 3, 4, 5, 6, 7, 8, 9};
  const int want[4][9] = {{1, 2, 3, -4, -5, 6, 7, -8, 9},
                          {1, -2, 3, 4, -5, -6, 7, 8, 9},
                          {1, 2, -3, 4, 5, -6, 7, -8, 9},
                          {1, -2, -3, -4, 5, 6, 7, 8, 9}};
  for (int mirror = 0; mirror < 4; mirror++) {
    real b[9] = {0};
    check_true(mirror_signal(2, (enum mirror)mirror, a, b), "valid input");
    for (int i = 0; i < 9; i++)
      check_close(b[i], want[mirror][i], 0, "mirror %d of 1, y, z, x, ...: %d",
                  mirror, i);
  }
}

TEST(edge_mirror)
{
  const real a[1] = {3};
  real b[1] = {7};
  check_true(!mirror_signal(-1, MIRROR_X, a, b), "l = -1 is refused");
  check_true(!mirror_signal(201, MIRROR_X, a, b), "l = 201 is refused");
  check_true(!mirror_signal(0, (enum mirror)4, a, b), "a fifth mirror");
  check_true(b[0] == 7, "nothing was written");
  check_true(mirror_signal(0, MIRROR_POINT, a, b) && b[0] == 3, "a constant");
}

static const struct test tests[] = {
    CASE(law_mirror),
    CASE(anchor_mirror),
    CASE(edge_mirror),
};

TEST_MAIN("1 mirror", tests)

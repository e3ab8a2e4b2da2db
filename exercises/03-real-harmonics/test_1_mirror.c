/* Tests of exercise 3.1. */
#include "exercises.h"
#include "expect.h"
#include "random.h"

enum { L = 7, K = (L + 1) * (L + 1) };

static const char *const NAMES[4] = {"MIRROR_X", "MIRROR_Y", "MIRROR_Z",
                                     "MIRROR_POINT"};

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
      given("lmax = %d, mirror = %s, a = %s (seed 1)", L, NAMES[mirror],
            list(K, a));
      expect_is(mirror_signal(L, (enum mirror)mirror, a, b), true,
                "valid input");
      double want = value(a, mirror == 0 || mirror == 3 ? -x : x,
                          mirror == 1 || mirror == 3 ? -y : y,
                          mirror == 2 || mirror == 3 ? -z : z);
      expect(value(b, x, y, z), want, 2 * K * 4 * (double)REAL_EPS,
             "g at (%g, %g, %g) is f at the mirror image", x, y, z);
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
    given("lmax = 2, mirror = %s, a = %s", NAMES[mirror], list(9, a));
    expect_is(mirror_signal(2, (enum mirror)mirror, a, b), true, "valid input");
    expect_list(9, b, want[mirror], 0, "the signs of 1; y, z, x; xy, ...");
  }
}

TEST(edge_mirror)
{
  const real a[1] = {3};
  real b[1] = {7};
  given("a = (3), b[0] = 7 before");
  expect_is(mirror_signal(-1, MIRROR_X, a, b), false, "l = -1 is refused");
  expect_is(mirror_signal(201, MIRROR_X, a, b), false, "l = 201 is refused");
  expect_is(mirror_signal(0, (enum mirror)4, a, b), false, "a fifth mirror");
  expect(b[0], 7, 0, "nothing was written");
  expect_is(mirror_signal(0, MIRROR_POINT, a, b), true, "a constant");
  expect(b[0], 3, 0, "a constant");
}

static const struct test tests[] = {
    CASE(law_mirror),
    CASE(anchor_mirror),
    CASE(edge_mirror),
};

TEST_MAIN("1 mirror", tests)

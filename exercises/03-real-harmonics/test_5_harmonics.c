/* Tests of exercise 3.5. */
#include <stdint.h>

#include "exercises.h"
#include "expect.h"
#include "random.h"
#include "twofold.h"

enum { L = 100, K = (L + 1) * (L + 1), N = 12 };
static const double pi = 3.14159265358979323846;

/* Ten times what harmonics() promises. */
static double bound(int l)
{
  return 40 * (l + 1) * (double)REAL_EPS * sqrt((2 * l + 1) / (4 * pi));
}

TEST(law_accuracy)
{
  static real Y[N * K];
  static struct twofold exact[403];
  struct random g = random_seed(1);
  real xyz[3 * N];
  for (int i = 0; i < 3 * N; i++)
    xyz[i] =
        (real)(random_normal(&g) * (i / 3 % 3 == 1 && i % 3 < 2 ? 1e-4 : 1));
  given("lmax = %d, n = %d, xyz = %s (seed 1)", L, N, list(3 * N, xyz));
  expect_is(my_harmonics(L, HARMONICS_INTEGRAL, N, xyz, Y), HARMONICS_OK,
            "valid input");
  for (int p = 0; p < N; p++)
    for (int l = 0; l <= L; l += l < 10 ? 1 : 15) {
      const double r[3] = {(double)xyz[3 * p], (double)xyz[3 * p + 1],
                           (double)xyz[3 * p + 2]};
      double mine[2 * L + 1];
      for (int i = 0; i <= 2 * l; i++)
        mine[i] = (double)Y[p * K + l * l + i];
      double want[2 * L + 1];
      reference_degree(l, r, exact);
      for (int i = 0; i <= 2 * l; i++)
        want[i] = exact[i].high + exact[i].low;
      given("the point (%.17g, %.17g, %.17g), number %d (seed 1)", r[0], r[1],
            r[2], p);
      expect_list(2 * l + 1, mine, want, bound(l), "degree %d, m = -l to l%s",
                  l, p % 3 == 1 ? ", near a pole" : "");
    }
}

TEST(anchor_harmonics)
{
  const real xyz[6] = {2, 3, 6, 0, 0, -1};
  const double c = sqrt(15 / (4 * pi)) / 49;
  const double want[9] = {sqrt(1 / (4 * pi)),
                          sqrt(3 / (4 * pi)) * 3 / 7,
                          sqrt(3 / (4 * pi)) * 6 / 7,
                          sqrt(3 / (4 * pi)) * 2 / 7,
                          c * 6,
                          c * 18,
                          c / sqrt(12) * 59,
                          c * 12,
                          c / 2 * -5};
  real Y[18] = {0};
  given("the points (2, 3, 6) and (0, 0, -1), lmax = 2");
  expect_is(my_harmonics(2, HARMONICS_INTEGRAL, 2, xyz, Y), HARMONICS_OK,
            "valid input");
  expect_list(9, Y, want, bound(2), "the harmonics at (2, 3, 6)");
  expect(Y[9 + 2], -sqrt(3 / (4 * pi)), bound(1), "z at the south pole");
  expect(Y[9 + 6], sqrt(5 / (4 * pi)), bound(2), "degree 2 there");
}

TEST(anchor_norms)
{
  const real xyz[3] = {1, -2, (real)0.5};
  real Y[25] = {0}, C[25] = {0}, N1[25] = {0};
  given("the point (1, -2, 0.5), lmax = 4");
  my_harmonics(4, HARMONICS_INTEGRAL, 1, xyz, Y);
  my_harmonics(4, HARMONICS_COMPONENT, 1, xyz, C);
  my_harmonics(4, HARMONICS_NORM, 1, xyz, N1);
  for (int l = 0; l <= 4; l++)
    for (int i = l * l; i < (l + 1) * (l + 1); i++) {
      double y = (double)Y[i] * sqrt(4 * pi);
      expect(C[i], y, 4 * bound(l),
             "HARMONICS_COMPONENT is sqrt(4 pi) times as large, entry %d", i);
      expect(N1[i], y / sqrt(2 * l + 1), 4 * bound(l),
             "HARMONICS_NORM: sqrt(4 pi / (2l+1)), entry %d", i);
    }
}

TEST(edge_points)
{
  const real huge = REAL_MAX / 2, tiny = REAL_MIN;
  const real xyz[15] = {huge, huge,      2 * huge, -tiny, tiny, tiny * 2, 0, 0,
                        0,    (real)NAN, 1,        1,     1,    1,        1};
  real Y[5 * 9] = {0};
  given("lmax = 2, xyz = %s", list(15, xyz));
  my_harmonics(2, HARMONICS_INTEGRAL, 5, xyz, Y);
  expect(Y[2], sqrt(3 / (4 * pi)) * 2 / sqrt(6), bound(1), "a huge vector");
  expect(Y[9 + 2], sqrt(3 / (4 * pi)) * 2 / sqrt(6), bound(1), "a tiny one");
  expect(Y[18], sqrt(1 / (4 * pi)), bound(0), "the constant at zero");
  for (int i = 1; i < 9; i++)
    expect(Y[18 + i], 0, 0, "component %d of the zero vector", i);
  for (int i = 0; i < 9; i++) {
    expect_nan(Y[27 + i], "NaN in, NaN out: component %d", i);
    expect_that(!isnan(Y[36 + i]),
                "a number: no coordinate of this point is NaN",
                "%g for component %d of (1, 1, 1)", (double)Y[36 + i], i);
  }
}

TEST(edge_input)
{
  const real xyz[3] = {1, 2, 3};
  real Y[4] = {7, 7, 7, 7};
  const enum harmonics_norm I = HARMONICS_INTEGRAL;
  given("xyz = (1, 2, 3), Y = (7, 7, 7, 7) before, I = HARMONICS_INTEGRAL");
  expect_is(my_harmonics(-1, I, 1, xyz, Y), HARMONICS_BAD_L, "l = -1");
  expect_is(my_harmonics(201, I, 1, xyz, Y), HARMONICS_BAD_L, "l = 201");
  expect_is(my_harmonics(1, (enum harmonics_norm)3, 1, xyz, Y),
            HARMONICS_BAD_NORM, "a fourth norm");
  expect_is(my_harmonics(1, I, SIZE_MAX / 40, xyz, Y), HARMONICS_OVERFLOW,
            "more points than memory");
  expect_is(my_harmonics(1, I, 1, NULL, Y), HARMONICS_NULL, "no points");
  expect_is(my_harmonics(1, I, 1, xyz, NULL), HARMONICS_NULL, "no room");
  expect_is(my_harmonics(1, I, 0, NULL, NULL), HARMONICS_OK, "an empty set");
  expect(Y[0], 7, 0, "nothing was written");
  expect(Y[3], 7, 0, "nothing was written");
}

static const struct test tests[] = {
    CASE(law_accuracy), CASE(anchor_harmonics), CASE(anchor_norms),
    CASE(edge_points),  CASE(edge_input),
};

TEST_MAIN("5 harmonics", tests)

/* Tests of exercise 4.6. */
#include "exercises.h"
#include "harmonics.h"
#include "real.h"
#include "test.h"

#include <float.h>
#include <limits.h>
#include <math.h>

TEST(law_gaunt_expands_products)
{
  /* Y_a Y_b = sum over c of G(a, b, c) Y_c at a point of the sphere.  The
   * harmonics are below 1 and right to 20 REAL_EPS for l <= 6; the sum has few
   * terms, since most G are zero. */
  const real r[3] = {REAL(0.48), REAL(-0.6), REAL(0.64)};
  real Y[49];
  check_true(harmonics(6, HARMONICS_INTEGRAL, 1, r, Y) == HARMONICS_OK, "Y");
  for (int l1 = 0; l1 <= 3; l1++)
    for (int m1 = -l1; m1 <= l1; m1++)
      for (int l2 = 0; l2 <= 3; l2++)
        for (int m2 = -l2; m2 <= l2; m2++) {
          double sum = 0;
          for (int l3 = 0; l3 <= 6; l3++)
            for (int m3 = -l3; m3 <= l3; m3++)
              sum +=
                  gaunt(l1, m1, l2, m2, l3, m3) * (double)Y[l3 * l3 + l3 + m3];
          check_close(
              sum, (double)Y[l1 * l1 + l1 + m1] * (double)Y[l2 * l2 + l2 + m2],
              40 * REAL_EPS, "Y(%d,%d) Y(%d,%d)", l1, m1, l2, m2);
        }
}

TEST(law_gaunt_is_symmetric)
{
  for (int l1 = 0; l1 <= 4; l1++)
    for (int m1 = -l1; m1 <= l1; m1++)
      for (int m2 = -3; m2 <= 3; m2++)
        for (int m3 = -5; m3 <= 5; m3++) {
          double G = gaunt(l1, m1, 3, m2, 5, m3);
          check_close(gaunt(3, m2, 5, m3, l1, m1), G, 2 * DBL_EPSILON,
                      "cyclic, (%d,%d) (3,%d) (5,%d)", l1, m1, m2, m3);
          check_close(gaunt(3, m2, l1, m1, 5, m3), G, 2 * DBL_EPSILON,
                      "exchanged, (%d,%d) (3,%d) (5,%d)", l1, m1, m2, m3);
        }
}

TEST(anchor_gaunt)
{
  /* By exact quadrature in high precision (anchors.py of the chapter). */
  const double eps = 4 * DBL_EPSILON;
  check_close(gaunt(0, 0, 0, 0, 0, 0), 0.28209479177387814, eps, "1/sqrt 4pi");
  check_close(gaunt(1, 0, 1, 0, 2, 0), 0.25231325220201600, eps, "z z");
  check_close(gaunt(1, -1, 1, 1, 2, -2), 0.21850968611841581, eps, "y x");
  check_close(gaunt(1, -1, 1, -1, 2, 2), -0.21850968611841581, eps, "y y");
  check_close(gaunt(3, 2, 2, -1, 3, -3), 0.14867700967939759, eps, "3 2 3");
  check_close(gaunt(4, 3, 3, -2, 5, -1), 0.11379365909044611, eps, "4 3 5");
}

TEST(edge_gaunt)
{
  check_close(gaunt(1, 0, 1, 0, 1, 0), 0, 0, "an odd sum: r x r");
  check_close(gaunt(1, -1, 1, 0, 1, 1), 0, 0, "an odd sum, C is not zero here");
  check_close(gaunt(1, 0, 1, 0, 3, 0), 0, 0, "the triangle rule");
  check_close(gaunt(2, 0, 2, 0, 2, 1), 0, 0, "m3 does not fit");
  check_close(gaunt(-1, 0, 1, 0, 0, 0), 0, 0, "a negative degree");
  check_close(gaunt(1, 2, 1, 2, 2, 0), 0, 0, "|m| above l");
  check_close(gaunt(2, INT_MAX, 2, 0, 2, 0), 0, 0, "far above");
}

static const struct test tests[] = {
    CASE(law_gaunt_expands_products),
    CASE(law_gaunt_is_symmetric),
    CASE(anchor_gaunt),
    CASE(edge_gaunt),
};

TEST_MAIN("6 gaunt", tests)

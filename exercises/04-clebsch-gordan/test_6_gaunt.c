/* Tests of exercise 4.6. */
#include "exercises.h"
#include "expect.h"
#include "harmonics.h"
#include "real.h"

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
  need(harmonics(6, HARMONICS_INTEGRAL, 1, r, Y) == HARMONICS_OK, "harmonics");
  for (int l1 = 0; l1 <= 3; l1++)
    for (int m1 = -l1; m1 <= l1; m1++)
      for (int l2 = 0; l2 <= 3; l2++)
        for (int m2 = -l2; m2 <= l2; m2++) {
          double sum = 0;
          given("(l1, m1) = (%d, %d), (l2, m2) = (%d, %d), at the point %s", l1,
                m1, l2, m2, list(3, r));
          for (int l3 = 0; l3 <= 6; l3++)
            for (int m3 = -l3; m3 <= l3; m3++)
              sum +=
                  gaunt(l1, m1, l2, m2, l3, m3) * (double)Y[l3 * l3 + l3 + m3];
          expect(sum,
                 (double)Y[l1 * l1 + l1 + m1] * (double)Y[l2 * l2 + l2 + m2],
                 40 * REAL_EPS,
                 "the sum of gaunt Y over l3, m3 is the product of two Y");
        }
}

TEST(law_gaunt_is_symmetric)
{
  for (int l1 = 0; l1 <= 4; l1++)
    for (int m1 = -l1; m1 <= l1; m1++)
      for (int m2 = -3; m2 <= 3; m2++)
        for (int m3 = -5; m3 <= 5; m3++) {
          double G = gaunt(l1, m1, 3, m2, 5, m3);
          given("(l, m) = (%d, %d), (3, %d), (5, %d)", l1, m1, m2, m3);
          expect(gaunt(3, m2, 5, m3, l1, m1), G, 2 * DBL_EPSILON,
                 "in cyclic order the same");
          expect(gaunt(3, m2, l1, m1, 5, m3), G, 2 * DBL_EPSILON,
                 "exchanged the same");
        }
}

TEST(anchor_gaunt)
{
  /* By exact quadrature in high precision (anchors.py of the chapter). */
  const double eps = 4 * DBL_EPSILON;
  expect(gaunt(0, 0, 0, 0, 0, 0), 0.28209479177387814, eps, "1/sqrt 4pi");
  expect(gaunt(1, 0, 1, 0, 2, 0), 0.25231325220201600, eps, "z z");
  expect(gaunt(1, -1, 1, 1, 2, -2), 0.21850968611841581, eps, "y x");
  expect(gaunt(1, -1, 1, -1, 2, 2), -0.21850968611841581, eps, "y y");
  expect(gaunt(3, 2, 2, -1, 3, -3), 0.14867700967939759, eps, "3 2 3");
  expect(gaunt(4, 3, 3, -2, 5, -1), 0.11379365909044611, eps, "4 3 5");
}

TEST(edge_gaunt)
{
  expect(gaunt(1, 0, 1, 0, 1, 0), 0, 0, "an odd sum: r x r");
  expect(gaunt(1, -1, 1, 0, 1, 1), 0, 0, "an odd sum, C is not zero here");
  expect(gaunt(1, 0, 1, 0, 3, 0), 0, 0, "the triangle rule");
  expect(gaunt(2, 0, 2, 0, 2, 1), 0, 0, "m3 does not fit");
  expect(gaunt(-1, 0, 1, 0, 0, 0), 0, 0, "a negative degree");
  expect(gaunt(1, 2, 1, 2, 2, 0), 0, 0, "|m| above l");
  expect(gaunt(2, INT_MAX, 2, 0, 2, 0), 0, 0, "far above");
}

/* Many coefficients, and an answer may be slow: the quick tests come first. */
static const struct test tests[] = {
    CASE(anchor_gaunt),
    CASE(edge_gaunt),
    LONG_CASE(law_gaunt_expands_products, 10),
    LONG_CASE(law_gaunt_is_symmetric, 10),
};

TEST_MAIN("6 gaunt", tests)

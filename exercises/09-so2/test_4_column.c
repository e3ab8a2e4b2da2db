/* Tests of exercise 9.4. */
#include "exercises.h"
#include "expect.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "clebsch_gordan.h"

/* The blocks at work are the product with the harmonics of the pole. */
static void product(int l1, int l2, int l3, const double *x, double *y)
{
  double C[7 * 7 * 7];
  need(cg_real(l1, l2, l3, C) == CG_OK, "a tensor");
  for (int k = 0; k <= 2 * l3; k++) {
    y[k] = 0;
    for (int i = 0; i <= 2 * l1; i++)
      y[k] += C[(i * (2 * l2 + 1) + l2) * (2 * l3 + 1) + k] * sqrt(2 * l2 + 1) *
              x[i];
  }
}

TEST(law_is_the_product)
{
  struct random g = random_seed(904);
  for (int l1 = 0; l1 <= 3; l1++)
    for (int l2 = 0; l2 <= 3; l2++)
      for (int l3 = abs(l1 - l2); l3 <= l1 + l2 && l3 <= 3; l3++) {
        double blocks[7] = {0}, x[7], y[7], want[7];
        for (int k = 0; k < 7; k++)
          x[k] = random_normal(&g);
        path_blocks(l1, l2, l3, blocks);
        product(l1, l2, l3, x, want);
        for (int k = 0; k <= 2 * l3; k++)
          y[k] = 0;
        for (int m = 0; m <= l1 && m <= l3; m++) {
          double a = blocks[m ? 2 * m - 1 : 0], b = m ? blocks[2 * m] : 0;
          y[l3 + m] = a * x[l1 + m] - b * x[l1 - m];
          if (m)
            y[l3 - m] = b * x[l1 + m] + a * x[l1 - m];
        }
        given("path (%d, %d, %d), x = %s (seed 904)", l1, l2, l3,
              list(2 * l1 + 1, x));
        expect_list(2 * l3 + 1, y, want, 64 * DBL_EPSILON,
                    "the blocks times x, and the product");
      }
}

/* (1, 1, 1) is the cross product over sqrt 2, and Y_1 has the length sqrt 3:
 * b_1 = +-sqrt(3/2), its sign that of z x (.) in the order (y, z, x). */
TEST(anchor_cross)
{
  double b[3] = {9, 9, 9};
  path_blocks(1, 1, 1, b);
  given("path (1, 1, 1)");
  expect(b[0], 0, DBL_EPSILON, "a_0");
  expect(b[1], 0, DBL_EPSILON, "a_1");
  expect(fabs(b[2]), 1.2247448713915890, 8 * DBL_EPSILON, "|b_1|");
}

/* C(1, 0, 1) is 1: the harmonics of degree 0 change nothing.  C(1, 1, 2) has
 * sqrt(2/3) for m = 0 and 1/sqrt 2 for m = 1, times sqrt 3. */
TEST(anchor_even)
{
  double one[3] = {9, 9, 9}, two[3] = {9, 9, 9};
  path_blocks(1, 0, 1, one);
  path_blocks(1, 1, 2, two);
  const double want_one[3] = {1, 1, 0};
  const double want_two[3] = {1.4142135623730951, 1.2247448713915890, 0};
  given("path (1, 0, 1)");
  expect_list(3, one, want_one, 8 * DBL_EPSILON, "blocks");
  given("path (1, 1, 2)");
  expect_list(3, two, want_two, 8 * DBL_EPSILON, "blocks");
}

TEST(edge_scalars)
{
  double none = 9, up = 9;
  path_blocks(0, 0, 0, &none);
  path_blocks(0, 3, 3, &up);
  given("path (0, 0, 0)");
  expect(none, 1, 4 * DBL_EPSILON, "a_0");
  given("path (0, 3, 3)");
  expect(up, sqrt(7), 8 * DBL_EPSILON, "a_0: the harmonics themselves");
}

static const struct test tests[] = {
    CASE(law_is_the_product),
    CASE(anchor_cross),
    CASE(anchor_even),
    CASE(edge_scalars),
};
TEST_MAIN("4 column", tests)

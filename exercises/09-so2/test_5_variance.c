/* Tests of exercise 9.5. */
#include "exercises.h"
#include "expect.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

/* The variance of block k is the sum over all paths of the squares of what each
 * puts there. */
TEST(law_as_from_paths)
{
  for (int l1 = 0; l1 <= 4; l1++)
    for (int l3 = 0; l3 <= 4; l3++) {
      int n = (int)so2_blocks(l1, l3);
      double variance[9] = {0};
      for (int l2 = abs(l1 - l3); l2 <= l1 + l3; l2++) {
        double column[9];
        need(so2_column(l1, l2, l3, column) == TFN_OK, "a column");
        for (int k = 0; k < n; k++)
          variance[k] += column[k] * column[k];
      }
      for (int k = 0; k < n; k++) {
        double u[9] = {0}, blocks[9] = {0};
        u[k] = 1;
        fair_blocks(l1, l3, u, blocks);
        given("l1 = %d, l3 = %d, u = %s", l1, l3, list(n, u));
        for (int i = 0; i < n; i++)
          expect(blocks[i], i == k ? sqrt(variance[k]) : 0, 64 * DBL_EPSILON,
                 "block %d", i);
      }
    }
}

TEST(anchor_factors)
{
  const double u[3] = {1, 1, -2};
  const double want[3] = {2.2360679774997898, 1.5811388300841898,
                          -3.1622776601683795}; /* sqrt 5, sqrt(5/2) */
  double blocks[3] = {9, 9, 9};
  fair_blocks(1, 2, u, blocks);
  given("l1 = 1, l3 = 2, u = (1, 1, -2)");
  expect_list(3, blocks, want, 8 * DBL_EPSILON, "blocks");
}

TEST(edge_scalars)
{
  const double u = -3;
  double one = 9, three = 9;
  fair_blocks(0, 0, &u, &one);
  fair_blocks(0, 4, &u, &three);
  given("l1 = 0, l3 = 0, u = (-3)");
  expect(one, -3, 4 * DBL_EPSILON, "one path of one number");
  given("l1 = 0, l3 = 4, u = (-3)");
  expect(three, -9, 16 * DBL_EPSILON, "m = 0 alone");
}

static const struct test tests[] = {
    CASE(law_as_from_paths),
    CASE(anchor_factors),
    CASE(edge_scalars),
};
TEST_MAIN("5 variance", tests)

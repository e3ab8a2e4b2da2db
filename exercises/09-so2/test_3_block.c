/* Tests of exercise 9.3. */
#include "exercises.h"
#include "expect.h"

#include <float.h>
#include <math.h>

static void fill(struct random *g, int n, double *x)
{
  for (int k = 0; k < n; k++)
    x[k] = random_normal(g);
}

/* A turn about z before and after the blocks gives the same. */
static void roll(int l, double angle, const double *x, double *out)
{
  for (int m = 0; m <= l; m++) {
    double c = cos(m * angle), s = sin(m * angle);
    out[l + m] = c * x[l + m] - s * x[l - m];
    if (m)
      out[l - m] = s * x[l + m] + c * x[l - m];
  }
}

TEST(law_commutes_with_rolls)
{
  struct random g = random_seed(903);
  for (int l1 = 0; l1 <= 3; l1++)
    for (int l3 = 0; l3 <= 3; l3++) {
      double blocks[7], x[7], y[7], turned[7], want[7], got[7];
      double angle = 6.28 * random_uniform(&g);
      fill(&g, 7, blocks), fill(&g, 7, x);
      spoil(y), spoil(got);
      apply_blocks(l1, l3, blocks, x, y);
      roll(l3, angle, y, want);
      roll(l1, angle, x, turned);
      apply_blocks(l1, l3, blocks, turned, got);
      given("l1 = %d, l3 = %d, blocks = %s, x = %s, rolled by %.6g (seed 903)",
            l1, l3, list(so2_blocks(l1, l3), blocks), list(2 * l1 + 1, x),
            angle);
      expect_list(2 * l3 + 1, got, want, 64 * DBL_EPSILON,
                  "rolled first, and rolled afterwards");
    }
}

/* Every number by hand. */
TEST(anchor_two_and_one)
{
  const double blocks[3] = {5, 2, 3}, x[5] = {7, 1, 4, 10, 9};
  const double want[3] = {32, 20, 17}; /* 3*10 + 2*1, 5*4, 2*10 - 3*1 */
  double y[3] = {9, 9, 9};
  apply_blocks(2, 1, blocks, x, y);
  given("l1 = 2, l3 = 1, blocks = (5, 2, 3), x = %s", list(5, x));
  expect_list(3, y, want, 0, "y");
}

TEST(anchor_identity)
{
  const double blocks[5] = {1, 1, 0, 1, 0}, x[5] = {1, -2, 3, -4, 5};
  double y[5] = {9, 9, 9, 9, 9};
  apply_blocks(2, 2, blocks, x, y);
  given("l1 = l3 = 2, blocks = (1, 1, 0, 1, 0), x = %s", list(5, x));
  expect_list(5, y, x, 0, "y");
}

TEST(edge_no_partner)
{
  const double one = 3, x = 2, want[5] = {0, 0, 6, 0, 0};
  double y[5] = {9, 9, 9, 9, 9}, scalar = 9;
  apply_blocks(0, 2, &one, &x, y);
  given("l1 = 0, l3 = 2, blocks = (3), x = (2), y = (9, 9, 9, 9, 9) before");
  expect_list(5, y, want, 0, "y: 0 where x has no m");
  apply_blocks(2, 0, &one, want, &scalar);
  given("l1 = 2, l3 = 0, blocks = (3), x = (0, 0, 6, 0, 0)");
  expect(scalar, 18, 0, "y");
}

static const struct test tests[] = {
    CASE(law_commutes_with_rolls),
    CASE(anchor_two_and_one),
    CASE(anchor_identity),
    CASE(edge_no_partner),
};
TEST_MAIN("3 block", tests)

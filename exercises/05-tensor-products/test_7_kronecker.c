/* test_7_kronecker.c: exercise 5.7. There and back. */
#include "exercises.h"
#include "expect.h"
#include "random.h"

#include <math.h>

/* Sums of at most 81 products of normal numbers. */
#define ROUND 1e-13

static void randomise(struct random *g, int n, double *x)
{
  for (int i = 0; i < n; i++)
    x[i] = random_normal(g);
}

TEST(anchor_kronecker)
{
  const double a[3] = {2, 3, 1}, b[3] = {5, 7, -4};
  const double want[9] = {27, -19, 13, -1, -3, 29, 36, -5, -14};
  const double root[9] = {3, 2, 2, 2, 2, 2, 6, 2, 2};
  double z[9], xy[9];
  sort_product(1, 1, a, b, z);
  given("l1 = l2 = 1, x = %s, y = %s", list(3, a), list(3, b));
  for (int i = 0; i < 9; i++)
    expect(z[i], want[i] / sqrt(root[i]), ROUND, "1 x 1 = 0 + 1 + 2, number %d",
           i);
  double unit[9] = {0, 0, 1, 0, 0, 0, 0, 0, 0};
  unsort_product(1, 1, unit, xy);
  given("l1 = l2 = 1, z = %s", list(9, unit));
  expect(xy[2 * 3 + 0], 1 / sqrt(2.0), ROUND, "z of a cross product: x y");
  expect(xy[0 * 3 + 2], -1 / sqrt(2.0), ROUND, "minus y x");
}

TEST(law_kronecker)
{
  struct random g = random_seed(5701);
  for (int l1 = 0; l1 <= 4; l1++)
    for (int l2 = 0; l2 <= 4; l2++) {
      double x[9], y[9], z[81], xy[81], sum = 0, want = 0;
      int n1 = 2 * l1 + 1, n2 = 2 * l2 + 1;
      randomise(&g, n1, x);
      randomise(&g, n2, y);
      sort_product(l1, l2, x, y, z);
      unsort_product(l1, l2, z, xy);
      given("l1 = %d, l2 = %d, x = %s, y = %s (seed 5701)", l1, l2, list(n1, x),
            list(n2, y));
      for (int i = 0; i < n1 * n2; i++) {
        expect(xy[i], x[i / n2] * y[i % n2], ROUND,
               "sorted and back: product %d of x and y", i);
        sum += z[i] * z[i];
        want += xy[i] * xy[i];
      }
      expect(sum, want, 1e-11, "sorting keeps the length");
    }
}

TEST(edge_kronecker)
{
  const double x[1] = {3}, y[13] = {0, 0, 0, 2};
  double z[13], xy[13];
  sort_product(0, 6, x, y, z);
  given("l1 = 0, l2 = 6, x = (3), y = %s", list(13, y));
  for (int i = 0; i < 13; i++)
    expect(z[i], 3 * y[i], ROUND, "times a scalar, number %d", i);
  sort_product(6, 0, y, x, z);
  given("l1 = 6, l2 = 0, x = %s, y = (3)", list(13, y));
  for (int i = 0; i < 13; i++)
    expect(z[i], 3 * y[i], ROUND, "a scalar on the other side, number %d", i);
  unsort_product(6, 0, z, xy);
  for (int i = 0; i < 13; i++)
    expect(xy[i], 3 * y[i], ROUND, "and back, number %d", i);
}

static const struct test tests[] = {CASE(anchor_kronecker), CASE(law_kronecker),
                                    CASE(edge_kronecker)};

TEST_MAIN("7 kronecker", tests)

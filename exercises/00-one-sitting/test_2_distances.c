/* Tests of exercise 0.2. */
#include "exercises.h"
#include "expect.h"
#include "random.h"

#include <float.h>
#include <math.h>

static void fill(struct random *g, int n, double *x)
{
  for (int k = 0; k < n; k++)
    x[k] = random_normal(g);
}

TEST(law_numbering_and_mirrors_change_nothing)
{
  struct random g = random_seed(2);
  for (int trial = 0; trial < 50; trial++) {
    double p[12], q[12], d[6], e[6];
    fill(&g, 12, p);
    for (int i = 0; i < 4; i++)
      for (int k = 0; k < 3; k++)
        q[3 * ((i + 1 + trial % 3) % 4) + k] = k ? p[3 * i + k] : -p[3 * i];
    sorted_distances(p, d);
    sorted_distances(q, e);
    given("points = %s (seed 2, %d)", list(12, q), trial);
    expect_list(6, e, d, 1e-15, "as before they were renumbered and mirrored");
  }
}

TEST(anchor_a_piece)
{
  const double left[12] = {0, 0, 0, 0, 0, 1, 1, 0, 0, 1, 1, 0};
  const double want[6] = {
      1, 1, 1, 1.4142135623730951, 1.4142135623730951, 1.7320508075688772};
  double d[6];
  given("points = %s", list(12, left));
  sorted_distances(left, d);
  expect_list(6, d, want, 4 * DBL_EPSILON, "the left piece");
}

TEST(edge_all_orders)
{
  const double line[12] = {7, 0, 0, 0, 0, 0, 1, 0, 0, 3, 0, 0};
  const double want[6] = {1, 2, 3, 4, 6, 7};
  double d[6];
  given("points = %s", list(12, line));
  sorted_distances(line, d);
  expect_list(6, d, want, 0, "six different whole numbers");
}

static const struct test tests[] = {
    CASE(law_numbering_and_mirrors_change_nothing),
    CASE(anchor_a_piece),
    CASE(edge_all_orders),
};
TEST_MAIN("2 distances", tests)

/* Tests of exercise 12.5. */
#include "exercises.h"
#include "expect.h"
#include "random.h"

#include <math.h>
#include <string.h>

static void random_cell(struct random *g, double *cell)
{
  for (int k = 0; k < 9; k++)
    cell[k] = (k % 4 == 0) + 0.3 * (random_uniform(g) - 0.5);
}

/* Another cell of the same lattice: a_i plus a whole multiple of a_j. */
TEST(law_the_choice_of_cell)
{
  struct random g = random_seed(1215);
  for (int trial = 0; trial < 30; trial++) {
    double cell[9], skew[9], radius = 0.8 + 2 * random_uniform(&g);
    random_cell(&g, cell);
    memcpy(skew, cell, sizeof skew);
    size_t i = random_below(&g, 3), j = (i + 1 + random_below(&g, 2)) % 3;
    double times = 1 + (double)random_below(&g, 4);
    for (size_t a = 0; a < 3; a++)
      skew[3 * i + a] += times * skew[3 * j + a];
    size_t want = count_images(cell, radius);
    given("cell = %s, and %g times vector %zu added to vector %zu, radius = %g "
          "(seed 1215, %d)",
          list(9, cell), times, j, i, radius, trial);
    expect_is(count_images(skew, radius), want, "in the skew cell");
    expect_that(want % 2 == 0, "with every image the opposite one", "%zu",
                want);
  }
}

TEST(law_scale)
{
  struct random g = random_seed(1216);
  for (int trial = 0; trial < 10; trial++) {
    double cell[9], small[9], radius = 1 + 2 * random_uniform(&g);
    random_cell(&g, cell);
    for (int k = 0; k < 9; k++)
      small[k] = cell[k] / 4;
    size_t want = count_images(cell, radius);
    given("cell = %s, radius = %g, and both a quarter of it (seed 1216, %d)",
          list(9, cell), radius, trial);
    expect_is(count_images(small, radius / 4), want, "a quarter as large");
  }
}

TEST(anchor_lattices)
{
  const double cube[9] = {1, 0, 0, 0, 1, 0, 0, 0, 1};
  const double fcc[9] = {0, 1, 1, 1, 0, 1, 1, 1, 0};
  given("cell = %s", list(9, cube));
  expect_is(count_images(cube, 1.1), 6, "six faces");
  expect_is(count_images(cube, 1.5), 18, "and twelve edges");
  expect_is(count_images(cube, 3.1), 122, "of 123 points with n.n <= 9");
  given("cell = %s", list(9, fcc));
  expect_is(count_images(fcc, 1.5), 12, "twelve in a close packing");
  expect_is(count_images(fcc, 2.5), 42, "three shells: 12 + 6 + 24");
}

TEST(edge_nobody_near)
{
  const double cube[9] = {1, 0, 0, 0, 1, 0, 0, 0, 1};
  const double left[9] = {0, 2, 0, 2, 0, 0, 0, 0, 2};
  given("cell = %s, radius = 0.5 and 1", list(9, cube));
  expect_is(count_images(cube, 0.5), 0, "radius 0.5");
  expect_is(count_images(cube, 1), 0, "exactly the radius is not nearer");
  given("cell = %s, a left-handed one, radius = 2.5", list(9, left));
  expect_is(count_images(left, 2.5), 6, "a determinant below zero");
}

static const struct test tests[] = {
    CASE(law_the_choice_of_cell),
    CASE(law_scale),
    CASE(anchor_lattices),
    CASE(edge_nobody_near),
};
TEST_MAIN("5 images", tests)

/* Tests of exercise 11.5. */
#include "exercises.h"
#include "clebsch_gordan.h"
#include "expect.h"

#include <math.h>

static const double TOLERANCE = 100 * (double)REAL_EPS;

TEST(law_the_coupling_of_chapter_4)
{
  struct random g = random_seed(1105);
  double C[45];
  need(!cg_real(1, 1, 2, C), "the tensor (1, 1, 2)");
  for (int trial = 0; trial < 10; trial++) {
    real v[3], s = 9, q[5] = {9, 9, 9, 9, 9};
    for (int k = 0; k < 3; k++)
      v[k] = (real)random_normal(&g);
    vector_square(v, &s, q);
    given("v = %s (seed 1105, %d)", list(3, v), trial);
    for (int m = 0; m < 5; m++) {
      double want = 0;
      for (int a = 0; a < 3; a++)
        for (int b = 0; b < 3; b++)
          want += C[(3 * a + b) * 5 + m] * (double)(v[a] * v[b]);
      expect(q[m], want, TOLERANCE, "m = %d", m - 2);
    }
  }
}

TEST(anchor_one_two_three)
{
  const real v[3] = {2, 3, 1}; /* (y, z, x) */
  real s = 9, q[5] = {9, 9, 9, 9, 9};
  vector_square(v, &s, q);
  given("v = (2, 3, 1), that is x = 1, y = 2, z = 3");
  expect(s, 14 / sqrt(3), TOLERANCE, "1 + 4 + 9");
  expect(q[0], 2 * sqrt(2), TOLERANCE, "x y");
  expect(q[1], 6 * sqrt(2), TOLERANCE, "y z");
  expect(q[2], 13 / sqrt(6), TOLERANCE, "18 - 1 - 4");
  expect(q[3], 3 * sqrt(2), TOLERANCE, "x z");
  expect(q[4], -3 / sqrt(2), TOLERANCE, "1 - 4");
}

TEST(edge_zero_and_sign)
{
  const real zero[3] = {0, 0, 0}, v[3] = {1, -2, 4}, w[3] = {-1, 2, -4};
  real s = 9, t = 9, q[5] = {9, 9, 9, 9, 9}, p[5] = {9, 9, 9, 9, 9};
  vector_square(zero, &s, q);
  given("v = 0");
  expect(s, 0, 0, "the square of nothing");
  for (int m = 0; m < 5; m++)
    expect(q[m], 0, 0, "m = %d", m - 2);
  vector_square(v, &s, q);
  vector_square(w, &t, p);
  given("v = (1, -2, 4) and -v");
  expect(s, t, 0, "a square has no sign");
  for (int m = 0; m < 5; m++)
    expect(q[m], p[m], 0, "m = %d", m - 2);
}

static const struct test tests[] = {
    CASE(law_the_coupling_of_chapter_4),
    CASE(anchor_one_two_three),
    CASE(edge_zero_and_sign),
};
TEST_MAIN("5 square", tests)

/* Tests of exercise 4.8. */
#include "exercises.h"
#include "expect.h"

#include <float.h>
#include <math.h>

/* Rows of the tensors have length one, so the four sums do not amplify; a
 * hundred products with a few roundings each. */
#define TOLERANCE (500 * DBL_EPSILON)

TEST(law_sixj_symmetries)
{
  /* Columns may be permuted, and upper and lower exchanged in two of them. */
  for (int k = 0; k < 200; k++) {
    int a = k % 4, b = k / 4 % 4, c = k % 3 + 1, d = k % 5 % 3, e = k % 7 % 4;
    double w = six_j(a, b, c, d, e, 2);
    given("{%d %d %d; %d %d 2}", a, b, c, d, e);
    expect(six_j(b, a, c, e, d, 2), w, TOLERANCE, "columns may be exchanged");
    expect(six_j(b, c, a, e, 2, d), w, TOLERANCE, "columns may go round");
    expect(six_j(d, e, c, a, b, 2), w, TOLERANCE,
           "upper and lower may be exchanged in two columns");
  }
}

TEST(law_sixj_is_orthogonal)
{
  /* sum over x of (2x+1)(2f+1) {a b x; c d f} {a b x; c d g} = (f == g), for
   * a = 2, b = 3, c = 2, d = 1. */
  for (int f = 0; f <= 4; f++)
    for (int g = 0; g <= 4; g++) {
      double sum = 0;
      given("f = %d, g = %d", f, g);
      bool there = cg_allowed(2, 1, f) && cg_allowed(2, 3, f);
      for (int x = 0; x <= 5; x++)
        sum += (2 * x + 1) * (2 * f + 1) * six_j(2, 3, x, 2, 1, f) *
               six_j(2, 3, x, 2, 1, g);
      expect(sum, f == g && there, 10 * TOLERANCE,
             "the sum over x of (2x+1)(2f+1) {2 3 x; 2 1 f} {2 3 x; 2 1 g}");
    }
}

TEST(anchor_sixj)
{
  /* Racah's formula in exact fractions: 1/6, -3/70, -1/3, ... */
  const struct {
    int l[6];
    double w;
  } want[] = {{{1, 1, 1, 1, 1, 1}, 0.16666666666666667},
              {{2, 2, 2, 2, 2, 2}, -0.042857142857142857},
              {{1, 1, 0, 1, 1, 1}, -0.33333333333333333},
              {{1, 2, 3, 2, 1, 2}, 0.043643578047198476},
              {{2, 1, 2, 1, 2, 2}, 0.15275252316519467},
              {{3, 2, 2, 1, 2, 3}, 0.13093073414159543},
              {{4, 3, 2, 2, 3, 3}, 0},
              {{2, 3, 4, 3, 4, 5}, 0.039232659089099979},
              {{5, 4, 3, 2, 3, 4}, -0.065900826897514182},
              {{8, 8, 8, 8, 8, 8}, -0.012652080723153546}};
  for (int k = 0; k < 10; k++) {
    const int *l = want[k].l;
    given("{%d %d %d; %d %d %d}", l[0], l[1], l[2], l[3], l[4], l[5]);
    expect(six_j(l[0], l[1], l[2], l[3], l[4], l[5]), want[k].w, TOLERANCE,
           "Racah's formula in exact fractions");
  }
}

TEST(edge_sixj)
{
  expect(six_j(0, 0, 0, 0, 0, 0), 1, DBL_EPSILON, "scalars");
  expect(six_j(1, 1, 3, 1, 1, 1), 0, 0, "(1 1 3) is no triangle");
  expect(six_j(1, 1, 1, 1, 1, 3), 0, 0, "(l1 l5 l6) is no triangle");
  expect(six_j(1, 0, 1, 1, 1, 2), 0, 0, "(l4 l2 l6) is no triangle");
  expect(six_j(-1, 1, 1, 1, 1, 1), 0, 0, "a negative degree");
}

static const struct test tests[] = {
    CASE(law_sixj_symmetries),
    CASE(law_sixj_is_orthogonal),
    CASE(anchor_sixj),
    CASE(edge_sixj),
};

TEST_MAIN("8 sixj", tests)

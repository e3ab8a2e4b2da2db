/* Tests of exercise 4.4. */
#include "exercises.h"
#include "expect.h"

#include <float.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>

/* A coefficient rounded once, a root and a quotient: 2 eps of at most 1. */
#define TOLERANCE (2 * DBL_EPSILON)

TEST(law_threej_symmetries)
{
  for (int a = 0; a <= 6; a++)
    for (int b = 0; b <= 6; b++)
      for (int c = abs(a - b); c <= a + b; c += 2)
        for (int m = -a; m <= a; m += 2)
          for (int n = -b; n <= b; n += 2) {
            int k = -m - n;
            if (abs(k) > c)
              continue;
            double w = three_j(a, m, b, n, c, k);
            double sign = (a + b + c) / 2 % 2 ? -1 : 1;
            given("(%d %d %d; %d %d %d), all doubled", a, b, c, m, n, k);
            expect(three_j(b, n, c, k, a, m), w, TOLERANCE,
                   "a cyclic permutation changes nothing");
            expect(three_j(b, n, a, m, c, k), sign * w, TOLERANCE,
                   "an exchange");
            expect(three_j(a, -m, b, -n, c, -k), sign * w, TOLERANCE,
                   "all m reversed");
          }
}

TEST(anchor_threej)
{
  /* sqrt(2/15), 1/sqrt 6, -1/sqrt 3, 1/sqrt 6, and -sqrt(2/35). */
  expect(three_j(2, 0, 2, 0, 4, 0), 0.36514837167011075, TOLERANCE,
         "(1 1 2; 0 0 0)");
  expect(three_j(2, 2, 2, -2, 2, 0), 0.40824829046386302, TOLERANCE,
         "(1 1 1; 1 -1 0)");
  expect(three_j(1, 1, 1, 1, 2, -2), -0.57735026918962576, TOLERANCE,
         "(1/2 1/2 1; 1/2 1/2 -1)");
  expect(three_j(1, 1, 1, -1, 2, 0), 0.40824829046386302, TOLERANCE,
         "(1/2 1/2 1; 1/2 -1/2 0)");
  expect(three_j(4, 0, 4, 0, 4, 0), -0.23904572186687873, TOLERANCE,
         "(2 2 2; 0 0 0)");
}

TEST(edge_threej)
{
  expect(three_j(0, 0, 0, 0, 0, 0), 1, 0, "scalars");
  expect(three_j(2, 2, 2, 0, 2, 2), 0, 0, "m1 + m2 + m3 = 2");
  expect(three_j(2, 2, 2, 0, 2, -2), -0.40824829046386302, TOLERANCE,
         "and the same with the sum zero");
  expect(three_j(2, 0, 2, 0, 6, 0), 0, 0, "the triangle rule");
  expect(three_j(2, 4, 2, -4, 2, 0), 0, 0, "m above j");
  expect(three_j(-2, 0, 2, 0, 2, 0), 0, 0, "a negative j");
  expect(three_j(2, 0, 2, 0, 2, INT_MIN), 0, 0, "no negative of INT_MIN");
}

static const struct test tests[] = {
    CASE(law_threej_symmetries),
    CASE(anchor_threej),
    CASE(edge_threej),
};

TEST_MAIN("4 threej", tests)

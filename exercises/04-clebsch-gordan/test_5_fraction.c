/* Tests of exercise 4.5. */
#include "exercises.h"
#include "expect.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

TEST(law_fraction_is_the_coefficient)
{
  /* A quotient and a root: two roundings. */
  for (int a = 0; a <= 10; a += 1)
    for (int b = 0; b <= 10; b += 3)
      for (int c = abs(a - b); c <= a + b && c <= 10; c += 2)
        for (int m = -a; m <= a; m += 2)
          for (int n = -b; n <= b; n += 2) {
            uint64_t up = 7, down = 0;
            double want = 0;
            if (abs(m + n) > c)
              continue;
            cg_su2(a, m, b, n, c, m + n, &want);
            int sign = cg_fraction(a, m, b, n, c, m + n, &up, &down);
            given("<%d %d %d %d | %d %d>, doubled", a, m, b, n, c, m + n);
            expect_is(sign, (want > 0) - (want < 0), "the sign");
            expect(sign * sqrt((double)up / (double)down), want,
                   2 * DBL_EPSILON, "sign * sqrt(%llu / %llu)",
                   (unsigned long long)up, (unsigned long long)down);
            uint64_t x = up, y = down;
            while (y) {
              uint64_t rest = x % y;
              x = y;
              y = rest;
            }
            expect_is(x, 1,
                      "lowest terms: what numerator and denominator share");
          }
}

static void check_fraction(const int j[6], int sign, uint64_t up, uint64_t down)
{
  uint64_t p = 99, q = 99;
  int got = cg_fraction(j[0], j[1], j[2], j[3], j[4], j[5], &p, &q);
  given("<%d %d %d %d | %d %d>, doubled", j[0], j[1], j[2], j[3], j[4], j[5]);
  expect_is(got, sign, "the sign");
  expect_is(p, up, "the numerator");
  expect_is(q, down, "the denominator");
}

TEST(anchor_fraction)
{
  /* From Wigner's sum of 1931 in exact fractions. */
  check_fraction((const int[]){2, 0, 2, 0, 4, 0}, 1, 2, 3);
  check_fraction((const int[]){2, 0, 1, 1, 1, 1}, -1, 1, 3);
  check_fraction((const int[]){4, 4, 4, -2, 4, 2}, 1, 3, 7);
  check_fraction((const int[]){10, 0, 10, 0, 10, 0}, 0, 0, 1);
  check_fraction((const int[]){9, 5, 6, -2, 7, 3}, -1, 32, 165);
  check_fraction((const int[]){10, 2, 10, -4, 8, -2}, 1, 35, 286);
}

TEST(edge_fraction)
{
  check_fraction((const int[]){0, 0, 0, 0, 0, 0}, 1, 1, 1);
  check_fraction((const int[]){6, 4, 6, -4, 4, 0}, 0, 0, 1);
  check_fraction((const int[]){2, 0, 2, 0, 2, 0}, 0, 0, 1);
  check_fraction((const int[]){2, 0, 2, 0, 2, 2}, 0, 0, 1);
  check_fraction((const int[]){2, 0, 2, 0, 6, 0}, 0, 0, 1);
  check_fraction((const int[]){2, 4, 2, -4, 2, 0}, 0, 0, 1);
  check_fraction((const int[]){-2, 0, 2, 0, 2, 0}, 0, 0, 1);
  check_fraction((const int[]){2, 0, 2, 0, 1, 1}, 0, 0, 1);
}

static const struct test tests[] = {
    CASE(law_fraction_is_the_coefficient),
    CASE(anchor_fraction),
    CASE(edge_fraction),
};

TEST_MAIN("5 fraction", tests)

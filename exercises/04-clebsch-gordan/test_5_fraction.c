/* Tests of exercise 4.5. */
#include "exercises.h"
#include "test.h"

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
            check_true(sign == (want > 0) - (want < 0),
                       "sign of <%d %d %d %d | %d>, doubled", a, m, b, n, c);
            check_close(sign * sqrt((double)up / (double)down), want,
                        2 * DBL_EPSILON, "<%d %d %d %d | %d>, doubled", a, m, b,
                        n, c);
            uint64_t x = up, y = down;
            while (y) {
              uint64_t rest = x % y;
              x = y;
              y = rest;
            }
            check_true(x == 1, "lowest terms: both contain %llu",
                       (unsigned long long)x);
          }
}

static void expect(const int j[6], int sign, uint64_t up, uint64_t down)
{
  uint64_t p = 99, q = 99;
  int got = cg_fraction(j[0], j[1], j[2], j[3], j[4], j[5], &p, &q);
  check_true(got == sign && p == up && q == down,
             "<%d %d %d %d | %d %d>, doubled: got %d * sqrt(%llu/%llu)", j[0],
             j[1], j[2], j[3], j[4], j[5], got, (unsigned long long)p,
             (unsigned long long)q);
}

TEST(anchor_fraction)
{
  /* From Wigner's sum of 1931 in exact fractions. */
  expect((const int[]){2, 0, 2, 0, 4, 0}, 1, 2, 3);
  expect((const int[]){2, 0, 1, 1, 1, 1}, -1, 1, 3);
  expect((const int[]){4, 4, 4, -2, 4, 2}, 1, 3, 7);
  expect((const int[]){10, 0, 10, 0, 10, 0}, 0, 0, 1);
  expect((const int[]){9, 5, 6, -2, 7, 3}, -1, 32, 165);
  expect((const int[]){10, 2, 10, -4, 8, -2}, 1, 35, 286);
}

TEST(edge_fraction)
{
  expect((const int[]){0, 0, 0, 0, 0, 0}, 1, 1, 1);
  expect((const int[]){6, 4, 6, -4, 4, 0}, 0, 0, 1);
  expect((const int[]){2, 0, 2, 0, 2, 0}, 0, 0, 1);
  expect((const int[]){2, 0, 2, 0, 2, 2}, 0, 0, 1);
  expect((const int[]){2, 0, 2, 0, 6, 0}, 0, 0, 1);
  expect((const int[]){2, 4, 2, -4, 2, 0}, 0, 0, 1);
  expect((const int[]){-2, 0, 2, 0, 2, 0}, 0, 0, 1);
  expect((const int[]){2, 0, 2, 0, 1, 1}, 0, 0, 1);
}

static const struct test tests[] = {
    CASE(law_fraction_is_the_coefficient),
    CASE(anchor_fraction),
    CASE(edge_fraction),
};

TEST_MAIN("5 fraction", tests)

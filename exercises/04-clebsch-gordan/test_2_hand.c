/* Tests of exercise 4.2. */
#include "exercises.h"
#include "expect.h"

#include <math.h>
#include <stdlib.h>

static void given_fractions(const int *sign, const int *up, const int *down)
{
  given("signs %s, numerators %s, denominators %s for m1 = -1, 0, 1",
        list(3, sign), list(3, up), list(3, down));
}

static double value(int sign, int up, int down)
{
  return sign * sqrt((double)up / down);
}

TEST(law_hand_length_and_angle)
{
  /* The state has length one and is perpendicular to |3 1>. */
  int sign[3] = {0}, up[3] = {0}, down[3] = {1, 1, 1};
  double length = 0, angle = 0;
  by_hand(sign, up, down);
  given_fractions(sign, up, down);
  for (int m1 = 0; m1 <= 2; m1++) {
    double other, c = value(sign[m1], up[m1], down[m1]);
    need(cg_su2(4, 2 * m1, 2, 2 - 2 * m1, 6, 2, &other) == CG_OK, "|3 1>");
    length += c * c;
    angle += c * other;
  }
  expect(length, 1, 1e-15, "the squares add up to one");
  expect(angle, 0, 1e-15, "perpendicular to |3 1>");
}

TEST(anchor_hand)
{
  /* 17 digits, from the defining ladder. */
  const double want[3] = {-0.70710678118654752, 0.40824829046386302,
                          0.57735026918962576};
  int sign[3] = {0}, up[3] = {0}, down[3] = {1, 1, 1};
  by_hand(sign, up, down);
  given_fractions(sign, up, down);
  for (int m1 = 0; m1 <= 2; m1++)
    expect(value(sign[m1], up[m1], down[m1]), want[m1], 1e-15,
           "<2 %d 1 %d | 2 1>", m1, 1 - m1);
}

TEST(edge_hand_lowest_terms)
{
  int sign[3] = {0}, up[3] = {0}, down[3] = {0};
  by_hand(sign, up, down);
  given_fractions(sign, up, down);
  for (int i = 0; i < 3; i++) {
    expect_is(abs(sign[i]), 1, "the sign %d is 1 or -1", i);
    expect_that(up[i] > 0 && down[i] >= up[i],
                "a fraction above 0 and at most 1", "fraction %d: %d / %d", i,
                up[i], down[i]);
    for (int p = 2; p <= up[i]; p++)
      expect_that(up[i] % p != 0 || down[i] % p != 0, "lowest terms",
                  "fraction %d: %d / %d, both divisible by %d", i, up[i],
                  down[i], p);
  }
}

static const struct test tests[] = {
    CASE(law_hand_length_and_angle),
    CASE(anchor_hand),
    CASE(edge_hand_lowest_terms),
};

TEST_MAIN("2 hand", tests)

/* Tests of exercise 4.2. */
#include "exercises.h"
#include "test.h"

#include <math.h>
#include <stdlib.h>

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
  for (int m1 = 0; m1 <= 2; m1++) {
    double other, c = value(sign[m1], up[m1], down[m1]);
    check_true(cg_su2(4, 2 * m1, 2, 2 - 2 * m1, 6, 2, &other) == CG_OK, "3 1");
    length += c * c;
    angle += c * other;
  }
  check_close(length, 1, 1e-15, "the squares add up to one");
  check_close(angle, 0, 1e-15, "perpendicular to |3 1>");
}

TEST(anchor_hand)
{
  /* 17 digits, from the defining ladder. */
  const double want[3] = {-0.70710678118654752, 0.40824829046386302,
                          0.57735026918962576};
  int sign[3] = {0}, up[3] = {0}, down[3] = {1, 1, 1};
  by_hand(sign, up, down);
  for (int m1 = 0; m1 <= 2; m1++)
    check_close(value(sign[m1], up[m1], down[m1]), want[m1], 1e-15,
                "<2 %d 1 %d | 2 1>", m1, 1 - m1);
}

TEST(edge_hand_lowest_terms)
{
  int sign[3] = {0}, up[3] = {0}, down[3] = {0};
  by_hand(sign, up, down);
  for (int i = 0; i < 3; i++) {
    check_true(abs(sign[i]) == 1, "the sign %d is 1 or -1", i);
    check_true(up[i] > 0 && down[i] >= up[i], "fraction %d is in (0, 1]", i);
    for (int p = 2; p <= up[i]; p++)
      check_true(up[i] % p != 0 || down[i] % p != 0, "%d / %d can be reduced",
                 up[i], down[i]);
  }
}

static const struct test tests[] = {
    CASE(law_hand_length_and_angle),
    CASE(anchor_hand),
    CASE(edge_hand_lowest_terms),
};

TEST_MAIN("2 hand", tests)

/* Tests of exercise 11.2. */
#include "exercises.h"
#include "expect.h"

#include <math.h>

/* Sums of up to eight numbers below one, of angles up to 60. */
static const double TOLERANCE = 1e-12;

TEST(law_only_multiples_of_n_are_left)
{
  struct random g = random_seed(1102);
  for (size_t n = 1; n <= 8; n++)
    for (int m = -9; m <= 9; m++) {
      double turn = random_uniform(&g), c = 9, s = 9;
      double size = m % (int)n ? 0 : (double)n;
      ring_sum(n, m, turn, &c, &s);
      given("n = %zu, m = %d, turn = %g", n, m, turn);
      expect(c, size * cos(m * turn), TOLERANCE, "the cosines");
      expect(s, size * sin(m * turn), TOLERANCE, "the sines");
    }
}

TEST(anchor_ring_of_three)
{
  double c = 9, s = 9;
  given("n = 3, m = 3, turn = pi/6");
  ring_sum(3, 3, acos(-1) / 6, &c, &s);
  expect(c, 0, TOLERANCE, "a quarter of a turn of the component");
  expect(s, 3, TOLERANCE, "all three add up");
  given("n = 3, m = -3, turn = pi/6");
  ring_sum(3, -3, acos(-1) / 6, &c, &s);
  expect(s, -3, TOLERANCE, "and with a negative m");
}

TEST(edge_no_points)
{
  double c = 9, s = 9;
  given("n = 0, m = 2");
  ring_sum(0, 2, 1, &c, &s);
  expect(c, 0, 0, "a sum of nothing");
  expect(s, 0, 0, "a sum of nothing");
}

static const struct test tests[] = {
    CASE(law_only_multiples_of_n_are_left),
    CASE(anchor_ring_of_three),
    CASE(edge_no_points),
};
TEST_MAIN("2 ring", tests)

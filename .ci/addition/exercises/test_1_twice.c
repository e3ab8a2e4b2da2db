/* Tests of exercise @N@.1. */
#include "exercises.h"
#include "expect.h"

TEST(law_sum)
{
  for (double x = -3; x < 3; x += TOY@NN@_PLACES / 4.0)
    expect(twice@NN@(x), x + x, 0, "twice is a sum");
}

TEST(anchor_two)
{
  expect(twice@NN@(1), 2, 0, "two");
}

TEST(edge_zero)
{
  expect(twice@NN@(0), 0, 0, "nothing twice is nothing");
}

static const struct test tests[] = {
    CASE(law_sum),
    CASE(anchor_two),
    CASE(edge_zero),
};

TEST_MAIN("1 twice", tests)

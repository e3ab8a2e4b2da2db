/* Tests of exercise 7.4. */
#include "exercises.h"
#include "expect.h"

#include <math.h>

static const enum tetris_shape SEVEN[] = {
    TETRIS_LEFT, TETRIS_SQUARE, TETRIS_LINE,  TETRIS_CORNER,
    TETRIS_L,    TETRIS_T,      TETRIS_ZIGZAG};

/* By the symmetry it is the probability of left being called left. */
static double seen(uint64_t seed, size_t steps)
{
  struct training t;
  training_begin(MODEL_PARITY, seed, 7, SEVEN, &t);
  trainer_run(&t.trainer, steps, NULL, NULL, NULL);
  double p = (double)t.lesson.p[TETRIS_LEFT];
  training_free(&t);
  return p;
}

/* The lesson is the same, bit by bit; the question is asked of another graph,
 * so it differs by the roundings of one forward pass. */
TEST(law_as_sure_as_of_the_image)
{
  for (uint64_t seed = 1; seed <= 6; seed++) {
    given("seed = %d, most_steps = %d", (int)seed, (int)(30 * seed));
    expect(unseen_probability(seed, 30 * seed), seen(seed, 30 * seed),
           200 * (double)REAL_EPS, "the probability of left, shown left");
  }
}

static void expect_known(uint64_t seed, size_t steps)
{
  double p = unseen_probability(seed, steps);
  given("seed = %d, most_steps = %d", (int)seed, (int)steps);
  expect_that(p >= 0.9, "0.9 at least: it is recognised", "%.9g", p);
}

TEST(anchor_it_is_recognised)
{
  expect_known(1, 3000);
  expect_known(2, 3000);
}

TEST(edge_no_lesson)
{
  double p = unseen_probability(3, 0);
  given("seed = 3, most_steps = 0");
  expect(p, seen(3, 0), 200 * (double)REAL_EPS, "an untaught network");
  expect_that(p < 0.9, "below 0.9: it cannot know yet", "%.9g", p);
}

/* Networks are trained: the quick test comes first. */
static const struct test tests[] = {
    CASE(edge_no_lesson),
    LONG_CASE(law_as_sure_as_of_the_image, 10),
    LONG_CASE(anchor_it_is_recognised, 10),
};
TEST_MAIN("4 unseen", tests)

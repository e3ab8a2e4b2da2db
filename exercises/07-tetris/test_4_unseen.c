/* Tests of exercise 7.4. */
#include "exercises.h"
#include "test.h"

#include <math.h>

static const enum tetris_shape SEVEN[] = {
    TETRIS_LEFT, TETRIS_SQUARE, TETRIS_LINE,  TETRIS_CORNER,
    TETRIS_L,    TETRIS_T,      TETRIS_ZIGZAG};

/* By the symmetry it is the probability of left being called left. */
static double seen(uint64_t seed, size_t steps)
{
  struct training t;
  bool done;
  training_begin(MODEL_PARITY, seed, 7, SEVEN, &t);
  training_run(&t, steps, NULL, NULL, &done);
  double p = (double)t.p[TETRIS_LEFT];
  training_free(&t);
  return p;
}

/* The lesson is the same, bit by bit; the question is asked of another graph,
 * so it differs by the roundings of one forward pass. */
TEST(law_as_sure_as_of_the_image)
{
  for (uint64_t seed = 1; seed <= 6; seed++)
    check_close(unseen_probability(seed, 30 * seed), seen(seed, 30 * seed),
                200 * (double)REAL_EPS, "seed %d", (int)seed);
}

TEST(anchor_it_is_recognised)
{
  check_true(unseen_probability(1, 3000) >= 0.9, "seed 1");
  check_true(unseen_probability(2, 3000) >= 0.9, "seed 2");
}

TEST(edge_no_lesson)
{
  double p = unseen_probability(3, 0);
  check_close(p, seen(3, 0), 200 * (double)REAL_EPS, "an untaught network");
  check_true(p < 0.9, "it cannot know yet");
}

static const struct test tests[] = {
    CASE(law_as_sure_as_of_the_image),
    CASE(anchor_it_is_recognised),
    CASE(edge_no_lesson),
};
TEST_MAIN("4 unseen", tests)

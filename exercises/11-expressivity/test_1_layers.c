/* Tests of exercise 11.1. */
#include "exercises.h"
#include "expect.h"

static double gap(enum ladder_kind kind, size_t k, size_t layers)
{
  struct ladder_rung rung = {
      LADDER_CHAIN,
      k,
      {.kind = kind, .layers = layers, .lmax = 1, .cutoff = REAL(8.5)},
      true};
  double found = 0;
  need(!ladder_run(&rung, &found), "a network of %zu layers", layers);
  return found;
}

/* So many layers see a difference, and one less does not. */
TEST(law_layers_are_needed_and_enough)
{
  for (int kind = LADDER_SCALAR; kind <= LADDER_PAINN; kind++)
    for (size_t k = 2; k <= 4; k++) {
      enum ladder_kind which = (enum ladder_kind)kind;
      size_t layers = chain_layers(which, k);
      given("%s, k = %zu", ladder_name(which), k);
      expect_that(layers >= 2 && layers <= 9, "between 2 and 9", "%zu", layers);
      double enough = gap(which, k, layers), few = gap(which, k, layers - 1);
      expect_that(enough >= LADDER_DIFFERENT, "a gap with so many layers",
                  "%.1e", enough);
      expect_that(few <= LADDER_EQUAL, "no gap with one layer less", "%.1e",
                  few);
    }
}

TEST(anchor_chain_of_seven)
{
  given("k = 7");
  expect_is(chain_layers(LADDER_SCALAR, 7), 8, "scalar gate");
  expect_is(chain_layers(LADDER_NORM, 7), 6, "norm gate");
  expect_is(chain_layers(LADDER_EGNN, 7), 5, "EGNN");
  expect_is(chain_layers(LADDER_SQUARE, 7), 4, "squares");
}

TEST(edge_no_answer)
{
  given("k = 1, and networks of distances");
  expect_is(chain_layers(LADDER_SCALAR, 1), 0, "one node is not a chain");
  expect_is(chain_layers(LADDER_SCALAR, 0), 0, "nor is none");
  expect_is(chain_layers(LADDER_DISTANCES, 4), 0, "never");
}

static const struct test tests[] = {
    CASE(law_layers_are_needed_and_enough),
    CASE(anchor_chain_of_seven),
    CASE(edge_no_answer),
};
TEST_MAIN("1 layers", tests)

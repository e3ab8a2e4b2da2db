/* test_1_locate.c: exercise 5.1. A place is found by looking, then compared. */
#include "exercises.h"
#include "expect.h"
#include "random.h"

#include <stdint.h>
#include <stdlib.h>

static struct irreps layout(const char *text)
{
  struct irreps irreps = {0};
  need(irreps_parse(text, &irreps, NULL) == IRREPS_OK, "the irreps `%s`", text);
  given("irreps = %s", text);
  return irreps;
}

TEST(anchor_locate)
{
  struct irreps x = layout("4x0e + 3x1o + 2x2e");
  struct place p = {9, 9, 9};
  expect_is(locate(&x, 9, &p), 1, "number 9 exists");
  expect_is(p.block, 1, "number 9 is in block 1, m = 0, channel 2");
  expect_is(p.m, 0, "number 9 is in block 1, m = 0, channel 2");
  expect_is(p.channel, 2, "number 9 is in block 1, m = 0, channel 2");
  expect_is(locate(&x, 13, &p), 1, "number 13 begins the last block");
  expect_is(p.block, 2, "number 13 begins the last block: its block");
  expect_is(p.m, -2, "number 13 begins the last block: its m");
  expect_is(p.channel, 0, "number 13 begins the last block: its channel");
}

TEST(law_locate)
{
  struct random g = random_seed(5101);
  for (int trial = 0; trial < 20; trial++) {
    struct irreps x = {0};
    for (size_t b = 0; b < 6; b++)
      irreps_append(&x, 1 + random_below(&g, 9), (int)random_below(&g, 5), 1);
    char text[256];
    irreps_print(&x, sizeof text, text);
    for (size_t i = 0; i < x.dim; i++) {
      struct place p = {99, 99, 99};
      given("irreps = %s, number %zu (seed 5101)", text, i);
      expect_is(locate(&x, i, &p), 1, "it exists");
      expect_that(p.block < x.n && abs(p.m) <= x.block[p.block].l &&
                      p.channel < x.block[p.block].channels,
                  "a place in one of the blocks",
                  "block %zu, m = %d, channel %zu", p.block, p.m, p.channel);
      expect_is(irreps_index(&x, p.block, p.m, p.channel), i,
                "irreps_index leads back");
    }
  }
}

TEST(edge_locate)
{
  struct irreps x = layout("1x3o"), empty = {0};
  given("irreps = 1x3o, seven numbers; empty has none");
  struct place p = {7, 7, 7};
  expect_is(locate(&x, 7, &p), 0, "beyond the end there is nothing");
  expect_is(locate(&x, SIZE_MAX, &p), 0, "beyond the end there is nothing");
  expect_is(locate(&empty, 0, &p), 0, "beyond the end there is nothing");
  expect_is(p.block, 7, "and nothing is written");
  expect_is(p.m, 7, "and nothing is written");
  expect_is(p.channel, 7, "and nothing is written");
  expect_is(locate(&x, 6, &p), 1, "the last number");
  expect_is(p.m, 3, "the last number");
}

static const struct test tests[] = {CASE(anchor_locate), CASE(law_locate),
                                    CASE(edge_locate)};

TEST_MAIN("1 locate", tests)

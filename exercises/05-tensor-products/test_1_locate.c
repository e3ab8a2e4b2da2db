/* test_1_locate.c: exercise 5.1. A place is found by looking, then compared. */
#include "exercises.h"
#include "random.h"
#include "test.h"

#include <stdint.h>

static struct irreps layout(const char *text)
{
  struct irreps irreps = {0};
  check_true(irreps_parse(text, &irreps, NULL) == IRREPS_OK, "`%s`", text);
  return irreps;
}

TEST(anchor_locate)
{
  struct irreps x = layout("4x0e + 3x1o + 2x2e");
  struct place p = {9, 9, 9};
  check_true(locate(&x, 9, &p) == 1, "number 9 exists");
  check_true(p.block == 1 && p.m == 0 && p.channel == 2,
             "number 9 is block 1, m = 0, channel 2; got block %zu, m = %d, "
             "channel %zu",
             p.block, p.m, p.channel);
  check_true(locate(&x, 13, &p) == 1 && p.block == 2 && p.m == -2 &&
                 p.channel == 0,
             "number 13 begins the last block");
}

TEST(law_locate)
{
  struct random g = random_seed(5101);
  for (int trial = 0; trial < 20; trial++) {
    struct irreps x = {0};
    for (size_t b = 0; b < 6; b++)
      irreps_append(&x, 1 + random_below(&g, 9), (int)random_below(&g, 5), 1);
    for (size_t i = 0; i < x.dim; i++) {
      struct place p = {99, 99, 99};
      check_true(locate(&x, i, &p) == 1 && p.block < x.n &&
                     p.m >= -x.block[p.block].l && p.m <= x.block[p.block].l &&
                     p.channel < x.block[p.block].channels,
                 "number %zu lies somewhere in its block (seed 5101)", i);
      check_true(irreps_index(&x, p.block, p.m, p.channel) == i,
                 "and irreps_index leads back to %zu", i);
    }
  }
}

TEST(edge_locate)
{
  struct irreps x = layout("1x3o"), empty = {0};
  struct place p = {7, 7, 7};
  check_true(locate(&x, 7, &p) == 0 && locate(&x, SIZE_MAX, &p) == 0 &&
                 locate(&empty, 0, &p) == 0,
             "beyond the end there is nothing");
  check_true(p.block == 7 && p.m == 7 && p.channel == 7,
             "and nothing is written");
  check_true(locate(&x, 6, &p) == 1 && p.m == 3, "the last number");
}

static const struct test tests[] = {CASE(anchor_locate), CASE(law_locate),
                                    CASE(edge_locate)};

TEST_MAIN("1 locate", tests)

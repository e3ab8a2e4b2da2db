/* Tests of exercise 8.4. */
#include "exercises.h"
#include "expect.h"
#include "random.h"

enum { SIDE = 64, TRACE = 2 * SIDE * SIDE };

static size_t transposed(size_t rows, size_t cols, size_t tile, size_t lines)
{
  static size_t at[TRACE];
  transpose_trace(rows, cols, tile, at);
  return cache_misses(lines, 2 * rows * cols, at);
}

/* Whatever a cache holds, a larger one holds too. */
TEST(law_more_lines_never_miss_more)
{
  struct random g = random_seed(841);
  for (int i = 0; i < 40; i++) {
    enum { N = 400 };
    size_t at[N], last = N, different = 0;
    bool seen[20] = {0};
    for (int k = 0; k < N; k++) {
      at[k] = random_below(&g, 1 + random_below(&g, 20 * LANES));
      different += !seen[at[k] / LANES];
      seen[at[k] / LANES] = true;
    }
    given("n = %d, at = %s (seed 841, %d), LANES = %d", N, list(N, at), i,
          (int)LANES);
    expect_is(cache_misses(0, N, at), N, "without a cache all miss");
    for (size_t lines = 1; lines <= 20; lines++) {
      size_t misses = cache_misses(lines, N, at);
      expect_that(misses <= last, "not more than with one line less",
                  "%zu misses with %zu lines, %zu before", misses, lines, last);
      last = misses;
    }
    expect_is(last, different, "room for all: each line is fetched once");
  }
}

TEST(law_every_element_once)
{
  struct random g = random_seed(842);
  for (int i = 0; i < 100; i++) {
    size_t rows = random_below(&g, 20), cols = random_below(&g, 20);
    size_t tile = random_below(&g, 9), all = rows * cols;
    size_t at[2 * 19 * 19 + 1];
    bool read[19 * 19] = {0};
    at[2 * all] = 77;
    transpose_trace(rows, cols, tile, at);
    given("rows = %zu, cols = %zu, tile = %zu, at = %s (seed 842)", rows, cols,
          tile, list(2 * all, at));
    for (size_t k = 0; k < all; k++) {
      size_t a = at[2 * k], b = at[2 * k + 1];
      expect_that(a < all && !read[a], "a place of A, each once",
                  "at[%zu] = %zu of %zu%s", 2 * k, a, all,
                  a < all ? ", again" : "");
      read[a] = true;
      expect_is(b, all + a % cols * rows + a / cols,
                "a_ij, then b_ji: place %zu", 2 * k + 1);
    }
    expect_is(at[2 * all], 77, "nothing behind the list");
  }
}

/* Lines that come round in turn, one more than there is room for. */
TEST(anchor_round_and_round)
{
  size_t at[60];
  for (size_t i = 0; i < 60; i++)
    at[i] = i % 4 * LANES + i % LANES;
  given("60 numbers that go round four lines, LANES = %d", (int)LANES);
  expect_is(cache_misses(4, 60, at), 4, "four lines, room for four");
  expect_is(cache_misses(3, 60, at), 60, "four lines, room for three");
  const size_t by_hand[] = {0, 1, 2, 0, 3, 0, 1, 2};
  for (size_t i = 0; i < 8; i++)
    at[i] = by_hand[i] * LANES;
  /* 0 1 2 miss, 0 hits, 3 drives out 1, 0 hits, 1 drives out 2, 2 misses */
  given("lines used: 0 1 2 0 3 0 1 2");
  expect_is(cache_misses(3, 8, at), 6, "what was used last stays");
}

/* 3 x 3 numbers in tiles of 2: a0 b0 a1 b3 a3 b1 a4 b4 | a2 b6 a5 b7 and so
 * on; and 2 x 3 numbers row by row: a0 b0 a1 b2 a2 b4 a3 b1 a4 b3 a5 b5. */
TEST(anchor_small_transpositions)
{
  const size_t tiles[18] = {0,  9, 1,  12, 3,  10, 4,  13, 2,
                            15, 5, 16, 6,  11, 7,  14, 8,  17};
  const size_t whole[12] = {0, 6, 1, 8, 2, 10, 3, 7, 4, 9, 5, 11};
  size_t at[18];
  transpose_trace(3, 3, 2, at);
  given("rows = 3, cols = 3, tile = 2");
  expect_list(18, at, tiles, 0, "3 x 3 in tiles of 2");
  transpose_trace(2, 3, 0, at);
  given("rows = 2, cols = 3, tile = 0");
  expect_list(12, at, whole, 0, "2 x 3, row by row");
}

/* Every line of both matrices once; or one line for each number of B. */
TEST(anchor_tiles)
{
  const size_t lines = SIDE * SIDE / LANES, few = LANES + 2;
  given("rows, cols, tile, lines, with SIDE = %d, LANES = %d, few = %zu, TRACE "
        "= %d",
        SIDE, (int)LANES, few, TRACE);
  expect_is(transposed(SIDE, SIDE, LANES, few), 2 * lines,
            "tiles of LANES x LANES fetch each line once");
  expect_is(transposed(SIDE, SIDE, 0, SIDE - 1), lines + SIDE * SIDE,
            "without tiles each number of B fetches a line");
  expect_is(transposed(SIDE, SIDE, LANES / 2, LANES / 2 + 2), 4 * lines,
            "half as large, twice as often");
  expect_is(transposed(SIDE, SIDE, 0, TRACE), 2 * lines,
            "and a large cache needs no tiles");
}

TEST(edge_nothing_and_one_line)
{
  const size_t at[6] = {0, LANES - 1, LANES, 0, (size_t)-1, (size_t)-2};
  size_t one[2] = {7, 7};
  given("at = %s, LANES = %d", list(6, at), (int)LANES);
  expect_is(cache_misses(5, 0, NULL), 0, "nothing was used");
  expect_is(cache_misses(0, 0, NULL), 0, "nothing was used, nowhere");
  expect_is(cache_misses(1, 6, at), 4, "a single line");
  expect_is(cache_misses((size_t)-1, 6, at), 3, "as many as one likes");
  transpose_trace(0, 5, 2, NULL);
  transpose_trace(5, 0, 0, NULL);
  transpose_trace(1, 1, (size_t)-1, one);
  expect_is(one[0], 0, "one number, a large tile");
  expect_is(one[1], 1, "one number, a large tile");
}

static const struct test tests[] = {
    CASE(law_more_lines_never_miss_more),
    CASE(law_every_element_once),
    CASE(anchor_round_and_round),
    CASE(anchor_small_transpositions),
    CASE(anchor_tiles),
    CASE(edge_nothing_and_one_line),
};
TEST_MAIN("4 cache", tests)

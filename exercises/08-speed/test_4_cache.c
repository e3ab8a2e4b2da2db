/* Tests of exercise 8.4. */
#include "exercises.h"
#include "random.h"
#include "test.h"

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
    check_true(cache_misses(0, N, at) == N, "without a cache all miss");
    for (size_t lines = 1; lines <= 20; lines++) {
      size_t misses = cache_misses(lines, N, at);
      check_true(misses <= last, "%d lines", (int)lines);
      last = misses;
    }
    check_true(last == different, "room for all: each line is fetched once");
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
    for (size_t k = 0; k < all; k++) {
      size_t a = at[2 * k], b = at[2 * k + 1];
      check_true(a < all && !read[a], "%d x %d: a_ij once", (int)rows,
                 (int)cols);
      if (a < all) {
        read[a] = true;
        check_true(b == all + a % cols * rows + a / cols, "then b_ji");
      }
    }
    check_true(at[2 * all] == 77, "nothing behind the list");
  }
}

/* Lines that come round in turn, one more than there is room for. */
TEST(anchor_round_and_round)
{
  size_t at[60];
  for (size_t i = 0; i < 60; i++)
    at[i] = i % 4 * LANES + i % LANES;
  check_true(cache_misses(4, 60, at) == 4, "four lines, room for four");
  check_true(cache_misses(3, 60, at) == 60, "four lines, room for three");
  const size_t by_hand[] = {0, 1, 2, 0, 3, 0, 1, 2};
  for (size_t i = 0; i < 8; i++)
    at[i] = by_hand[i] * LANES;
  /* 0 1 2 miss, 0 hits, 3 drives out 1, 0 hits, 1 drives out 2, 2 misses */
  check_true(cache_misses(3, 8, at) == 6, "what was used last stays");
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
  for (int i = 0; i < 18; i++)
    check_true(at[i] == tiles[i], "3 x 3, place %d: %d", i, (int)at[i]);
  transpose_trace(2, 3, 0, at);
  for (int i = 0; i < 12; i++)
    check_true(at[i] == whole[i], "2 x 3, place %d: %d", i, (int)at[i]);
}

/* Every line of both matrices once; or one line for each number of B. */
TEST(anchor_tiles)
{
  const size_t lines = SIDE * SIDE / LANES, few = LANES + 2;
  check_true(transposed(SIDE, SIDE, LANES, few) == 2 * lines,
             "tiles of LANES x LANES fetch each line once");
  check_true(transposed(SIDE, SIDE, 0, SIDE - 1) == lines + SIDE * SIDE,
             "without tiles each number of B fetches a line");
  check_true(transposed(SIDE, SIDE, LANES / 2, LANES / 2 + 2) == 4 * lines,
             "half as large, twice as often");
  check_true(transposed(SIDE, SIDE, 0, TRACE) == 2 * lines,
             "and a large cache needs no tiles");
}

TEST(edge_nothing_and_one_line)
{
  const size_t at[6] = {0, LANES - 1, LANES, 0, (size_t)-1, (size_t)-2};
  size_t one[2] = {7, 7};
  check_true(cache_misses(5, 0, NULL) == 0, "nothing was used");
  check_true(cache_misses(0, 0, NULL) == 0, "nothing was used, nowhere");
  check_true(cache_misses(1, 6, at) == 4, "a single line");
  check_true(cache_misses((size_t)-1, 6, at) == 3, "as many as one likes");
  transpose_trace(0, 5, 2, NULL);
  transpose_trace(5, 0, 0, NULL);
  transpose_trace(1, 1, (size_t)-1, one);
  check_true(one[0] == 0 && one[1] == 1, "one number, a large tile");
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

/* Tests of exercise 8.2. */
#include "exercises.h"
#include "expect.h"
#include "random.h"

#include <stdlib.h>

enum { MOST_N = 3 * LANES + 1, MOST_K = 9 };
enum { IN_ROWS = MOST_N * MOST_K, IN_BLOCKS = 4 * LANES * MOST_K };

TEST(law_there_and_back)
{
  struct random g = random_seed(821);
  real rows[IN_ROWS + 1], back[IN_ROWS + 1], blocks[IN_BLOCKS + 1];
  for (size_t n = 0; n <= MOST_N; n++)
    for (size_t k = 0; k <= MOST_K; k++) {
      for (size_t i = 0; i < n * k; i++)
        rows[i] = (real)random_normal(&g);
      const size_t room = (n + LANES - 1) / LANES * LANES * k;
      back[n * k] = blocks[room] = 77;
      rows_to_blocks(n, k, rows, blocks);
      blocks_to_rows(n, k, blocks, back);
      given("n = %zu, k = %zu, LANES = %d, rows = %s (seed 821)", n, k,
            (int)LANES, list(n * k, rows));
      expect_list(n * k, back, rows, 0, "to blocks and back");
      expect(blocks[room], 77, 0, "the number behind the blocks");
      expect(back[n * k], 77, 0, "the number behind the rows");
    }
}

/* Number c of point b LANES + p is number p of vector c of block b, and the
 * last point is in all lanes left over. */
TEST(law_where_each_number_stands)
{
  struct random g = random_seed(822);
  const size_t k = MOST_K;
  for (size_t n = 1; n <= MOST_N; n++) {
    real rows[IN_ROWS], got[IN_BLOCKS] = {0}, want[IN_BLOCKS];
    const size_t places = (n + LANES - 1) / LANES * LANES;
    for (size_t i = 0; i < n * k; i++)
      rows[i] = (real)random_normal(&g);
    for (size_t i = 0; i < places; i++)
      for (size_t c = 0; c < k; c++)
        want[(i / LANES * k + c) * LANES + i % LANES] =
            rows[(i < n ? i : n - 1) * k + c];
    rows_to_blocks(n, k, rows, got);
    given("n = %zu points, k = %zu, LANES = %d, rows = %s (seed 822)", n, k,
          (int)LANES, list(n * k, rows));
    expect_list(places * k, got, want, 0, "the blocks");
  }
}

TEST(anchor_three_points)
{
  const real rows[6] = {1, 2, 3, 4, 5, 6};
  real blocks[2 * LANES], back[6], want[2 * LANES];
  rows_to_blocks(3, 2, rows, blocks);
  given("n = 3, k = 2, LANES = %d, rows = (1, 2, 3, 4, 5, 6)", (int)LANES);
  for (int p = 0; p < LANES; p++) {
    want[p] = p == 0 ? 1 : p == 1 ? 3 : 5;
    want[LANES + p] = want[p] + 1;
  }
  expect_list(2 * LANES, blocks, want, 0, "a lane a point, the last one again");
  blocks_to_rows(3, 2, blocks, back);
  expect_list(6, back, rows, 0, "and back");
}

/* One point more than a block has lanes, and a lane left over that lies. */
TEST(edge_nothing_and_one_more)
{
  enum { N = LANES + 1 };
  real rows[N], blocks[2 * LANES], back[N + 1];
  rows_to_blocks(0, 5, NULL, NULL);
  blocks_to_rows(0, 5, NULL, NULL);
  rows_to_blocks(5, 0, NULL, NULL);
  blocks_to_rows(5, 0, NULL, NULL);
  for (int i = 0; i < N; i++)
    rows[i] = (real)i;
  rows_to_blocks(N, 1, rows, blocks);
  given("n = %d, k = 1, LANES = %d, rows = %s", (int)N, (int)LANES,
        list(N, rows));
  for (int p = 0; p < LANES; p++) {
    expect(blocks[p], p, 0, "the first block, lane %d", p);
    expect(blocks[LANES + p], LANES, 0, "the second, lane %d", p);
  }
  blocks[LANES + 1] = -1;
  back[N] = 77;
  blocks_to_rows(N, 1, blocks, back);
  expect(back[LANES], LANES, 0, "the last point");
  expect(back[N], 77, 0, "and no point behind it");
}

static const struct test tests[] = {
    CASE(law_there_and_back),
    CASE(law_where_each_number_stands),
    CASE(anchor_three_points),
    CASE(edge_nothing_and_one_more),
};
TEST_MAIN("2 blocks", tests)

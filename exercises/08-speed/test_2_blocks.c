/* Tests of exercise 8.2. */
#include "exercises.h"
#include "fast_harmonics.h"
#include "random.h"
#include "test.h"

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
      for (size_t i = 0; i < n * k; i++)
        check_true(back[i] == rows[i], "%d x %d, number %d", (int)n, (int)k,
                   (int)i);
      check_true(blocks[room] == 77, "%d x %d: behind the blocks", (int)n,
                 (int)k);
      check_true(back[n * k] == 77, "%d x %d: behind the rows", (int)n, (int)k);
    }
}

/* The same harmonics, written in both ways by the book. */
TEST(law_like_the_library)
{
  enum { LMAX = 2, K = 9 };
  struct random g = random_seed(822);
  for (size_t n = 0; n <= MOST_N; n++) {
    real xyz[3 * MOST_N + 1], rows[IN_ROWS];
    real want[IN_BLOCKS] = {0}, got[IN_BLOCKS] = {0};
    for (size_t i = 0; i < 3 * n; i++)
      xyz[i] = (real)random_normal(&g);
    fast_harmonics(LMAX, HARMONICS_COMPONENT, n, xyz, rows);
    fast_harmonics_blocks(LMAX, HARMONICS_COMPONENT, n, xyz, want);
    rows_to_blocks(n, K, rows, got);
    /* both within 4 (l+1) eps of the same numbers, at most sqrt 5 */
    for (size_t i = 0; i < (n + LANES - 1) / LANES * LANES * K; i++)
      check_close(got[i], want[i], 54 * (double)REAL_EPS,
                  "%d points, number %d of the blocks", (int)n, (int)i);
  }
}

TEST(anchor_three_points)
{
  const real rows[6] = {1, 2, 3, 4, 5, 6};
  real blocks[2 * LANES], back[6];
  rows_to_blocks(3, 2, rows, blocks);
  for (int p = 0; p < LANES; p++) {
    check_close(blocks[p],
                p == 0   ? 1
                : p == 1 ? 3
                         : 5,
                0, "lane %d of the first number", p);
    check_close(blocks[LANES + p],
                p == 0   ? 2
                : p == 1 ? 4
                         : 6,
                0, "lane %d of the second", p);
  }
  blocks_to_rows(3, 2, blocks, back);
  for (int i = 0; i < 6; i++)
    check_close(back[i], rows[i], 0, "and back, number %d", i);
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
  for (int p = 0; p < LANES; p++) {
    check_close(blocks[p], p, 0, "the first block, lane %d", p);
    check_close(blocks[LANES + p], LANES, 0, "the second, lane %d", p);
  }
  blocks[LANES + 1] = -1;
  back[N] = 77;
  blocks_to_rows(N, 1, blocks, back);
  check_close(back[LANES], LANES, 0, "the last point");
  check_close(back[N], 77, 0, "and no point behind it");
}

static const struct test tests[] = {
    CASE(law_there_and_back),
    CASE(law_like_the_library),
    CASE(anchor_three_points),
    CASE(edge_nothing_and_one_more),
};
TEST_MAIN("2 blocks", tests)

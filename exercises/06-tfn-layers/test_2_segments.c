/* Tests of exercise 6.2. */
#include "exercises.h"
#include "expect.h"

#include <math.h>
#include <string.h>

TEST(law_agrees_with_pooling)
{
  struct random g = random_seed(602);
  for (int trial = 0; trial < 20; trial++) {
    size_t counts[3], nodes = 0, dim = 1 + random_below(&g, 3);
    for (int k = 0; k < 3; k++)
      nodes += counts[k] = random_below(&g, 5);
    real points[36], x[36], want[9], y[9] = {9, 9, 9, 9, 9, 9, 9, 9, 9};
    for (size_t k = 0; k < 36; k++) {
      points[k] = (real)random_normal(&g);
      x[k] = (real)random_normal(&g);
    }
    struct graph *graph;
    need(!graph_all_pairs(3, counts, points, 0, HARMONICS_NORM, &graph),
         "three clouds");
    pool_forward(graph, POOL_MEAN, dim, x, want);
    segment_mean(3, counts, nodes, dim, x, y);
    given("counts = %s, dim = %zu, x = %s (seed 602, %d)", list(3, counts), dim,
          list(nodes * dim, x), trial);
    for (size_t k = 0; k < 3 * dim; k++)
      expect(y[k], want[k], 32 * (double)REAL_EPS, "seed 602, %d: entry %zu",
             trial, k);
    graph_free(graph);
  }
}

TEST(anchor_segments)
{
  const size_t counts[2] = {3, 1};
  const real x[8] = {1, 2, 3, 4, 5, 12, -1, 7};
  real y[4] = {9, 9, 9, 9};
  segment_mean(2, counts, 4, 2, x, y);
  given("counts = (3, 1), dim = 2, x = %s", list(8, x));
  expect(y[0], 3, 8 * (double)REAL_EPS, "(1 + 3 + 5) / 3");
  expect(y[1], 6, 8 * (double)REAL_EPS, "(2 + 4 + 12) / 3");
  expect(y[2], -1, 0, "one node is its own mean");
  expect(y[3], 7, 0, "one node is its own mean");
}

TEST(edge_segments)
{
  const size_t counts[3] = {0, 2, 0};
  const real x[2] = {4, 8};
  real y[3] = {9, 9, 9};
  segment_mean(3, counts, 2, 1, x, y);
  given("counts = (0, 2, 0), dim = 1, x = (4, 8), y = (9, 9, 9) before");
  expect(y[0], 0, 0, "no nodes: 0, not NaN and not what stood there");
  expect(y[1], 6, 0, "the cloud in the middle");
  expect(y[2], 0, 0, "no nodes at the end");
  segment_mean(0, counts, 0, 1, x, y);
}

static const struct test tests[] = {
    CASE(law_agrees_with_pooling),
    CASE(anchor_segments),
    CASE(edge_segments),
};
TEST_MAIN("2 segments", tests)

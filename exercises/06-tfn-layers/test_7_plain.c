/* Tests of exercise 6.7. */
#include "exercises.h"
#include "expect.h"

#include <math.h>
#include <string.h>

enum { NODES = 5, EDGES = NODES * (NODES - 1) };

static void fill(struct random *g, size_t n, real *x)
{
  for (size_t k = 0; k < n; k++)
    x[k] = (real)random_normal(g);
}

/* Features of the library: s, then the vector as y, z, x. */
static void to_library(const real *s, const real *v, real *x)
{
  for (size_t i = 0; i < NODES; i++) {
    x[4 * i] = s[i];
    for (size_t a = 0; a < 3; a++)
      x[4 * i + 1 + a] = v[3 * i + (a + 1) % 3];
  }
}

TEST(law_agrees_with_the_library)
{
  struct random g = random_seed(613);
  struct irreps in = {0}, h = {0};
  struct convolution c;
  struct graph *graph;
  const size_t n = NODES;
  real p[3 * NODES], s[NODES], v[3 * NODES], w[5 * EDGES], x[4 * NODES];
  real y[4 * NODES], so[NODES], vo[3 * NODES], want[4 * NODES];
  irreps_append(&in, 1, 0, 1), irreps_append(&in, 1, 1, 1);
  irreps_append(&h, 1, 0, 1), irreps_append(&h, 1, 1, 1);
  fill(&g, 3 * NODES, p), fill(&g, NODES, s), fill(&g, 3 * NODES, v);
  fill(&g, 5 * EDGES, w);
  need(!convolution_create(TP_DEPTHWISE, &in, &h, &in, &c) &&
           convolution_weights(&c) == 5 && convolution_workspace(&c) == 11,
       "five paths");
  real room[11], messages[11 * NODES];
  need(!graph_all_pairs(1, &n, p, 1, HARMONICS_COMPONENT, &graph), "a graph");
  to_library(s, v, x);
  convolution_forward(&c, graph, x, w, room, messages);
  /* blocks of the messages: 0, 1, 1, 0, 1 */
  for (size_t i = 0; i < NODES; i++) {
    const real *m = messages + 11 * i;
    y[4 * i] = m[0] + m[7];
    for (size_t a = 0; a < 3; a++)
      y[4 * i + 1 + a] = m[1 + a] + m[4 + a] + m[8 + a];
  }
  spoil(so), spoil(vo);
  plain_convolution(NODES, EDGES, graph->sender, graph->receiver, graph->vector,
                    w, s, v, so, vo);
  to_library(so, vo, want);
  given("all pairs of %d points %s, w = %s, s = %s, v = %s (seed 613)", NODES,
        list(3 * NODES, p), list(5 * EDGES, w), list(NODES, s),
        list(3 * NODES, v));
  expect_list(4 * NODES, want, y, 100 * (double)REAL_EPS,
              "as the library\'s paths, (s; y, z, x) of each node");
  graph_free(graph);
  convolution_free(&c);
}

TEST(law_turns)
{
  struct random g = random_seed(614);
  const size_t sender[3] = {1, 2, 0}, receiver[3] = {0, 0, 2};
  for (int trial = 0; trial < 10; trial++) {
    real r[9], w[15], s[3], v[9], so[3], vo[9], rr[9], rv[9], so2[3], vo2[9];
    rot3 R = so3_random(&g);
    fill(&g, 9, r), fill(&g, 15, w), fill(&g, 3, s), fill(&g, 9, v);
    for (int i = 0; i < 3; i++)
      for (int a = 0; a < 3; a++) {
        rr[3 * i + a] = rv[3 * i + a] = 0;
        for (int b = 0; b < 3; b++) {
          rr[3 * i + a] += (real)R.m[a][b] * r[3 * i + b];
          rv[3 * i + a] += (real)R.m[a][b] * v[3 * i + b];
        }
      }
    spoil(so), spoil(vo), spoil(so2), spoil(vo2);
    plain_convolution(3, 3, sender, receiver, r, w, s, v, so, vo);
    plain_convolution(3, 3, sender, receiver, rr, w, s, rv, so2, vo2);
    given("vectors %s, w = %s, s = %s, v = %s, turned by %s (seed 614, %d)",
          list(9, r), list(15, w), list(3, s), list(9, v), mat(R), trial);
    for (int i = 0; i < 3; i++) {
      expect(so[i], so2[i], 100 * (double)REAL_EPS,
             "turned, the scalar of node %d is the same", i);
      for (int a = 0; a < 3; a++) {
        real want = 0;
        for (int b = 0; b < 3; b++)
          want += (real)R.m[a][b] * vo[3 * i + b];
        expect(vo2[3 * i + a], want, 200 * (double)REAL_EPS,
               "turned, the vector of node %d turns along", i);
      }
    }
  }
}

/* One edge along z of length 2, sender with s = 3 and v = (1, 0, 0). */
TEST(anchor_plain)
{
  const size_t sender = 1, receiver = 0;
  const real r[3] = {0, 0, 2}, s[2] = {0, 3}, v[6] = {0, 0, 0, 1, 0, 5};
  const double want[5][4] = {{3, 0, 0, 0},
                             {0, 0, 0, 5.196152422706632},
                             {0, 1, 0, 5},
                             {5, 0, 0, 0},
                             {0, 0, -1.2247448713915890, 0}};
  for (int k = 0; k < 5; k++) {
    real w[5] = {0}, so[2], vo[6];
    w[k] = 1;
    spoil(so), spoil(vo);
    plain_convolution(2, 1, &sender, &receiver, r, w, s, v, so, vo);
    given("an edge (0, 0, 2) from node 1 to node 0, w[%d] = 1, s = %s, v = %s",
          k, list(2, s), list(6, v));
    expect(so[0], want[k][0], 16 * (double)REAL_EPS, "w%d: scalar", k);
    for (int a = 0; a < 3; a++)
      expect(vo[a], want[k][a + 1], 16 * (double)REAL_EPS, "w%d: component %d",
             k, a);
    expect(so[1], 0, 0, "the sender hears nothing");
  }
}

TEST(edge_plain)
{
  const size_t none = 0;
  const real zero[6] = {0};
  real so[2] = {9, 9}, vo[6] = {9, 9, 9, 9, 9, 9};
  plain_convolution(2, 0, &none, &none, zero, zero, zero, zero, so, vo);
  given("two nodes, no edges, s_out = v_out = 9 before");
  expect(so[1], 0, 0, "no edges: zero, and not what stood there");
  expect(vo[5], 0, 0, "no edges: zero, and not what stood there");
}

static const struct test tests[] = {
    CASE(law_agrees_with_the_library),
    CASE(law_turns),
    CASE(anchor_plain),
    CASE(edge_plain),
};
TEST_MAIN("7 plain", tests)

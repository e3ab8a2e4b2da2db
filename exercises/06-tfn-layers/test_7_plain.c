/* Tests of exercise 6.7. */
#include "exercises.h"
#include "test.h"

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
  check_true(!convolution_create(TP_DEPTHWISE, &in, &h, &in, &c) &&
                 convolution_weights(&c) == 5 &&
                 convolution_workspace(&c) == 11,
             "five paths");
  real room[11], messages[11 * NODES];
  check_true(!graph_all_pairs(1, &n, p, 1, HARMONICS_COMPONENT, &graph),
             "graph");
  to_library(s, v, x);
  convolution_forward(&c, graph, x, w, room, messages);
  /* blocks of the messages: 0, 1, 1, 0, 1 */
  for (size_t i = 0; i < NODES; i++) {
    const real *m = messages + 11 * i;
    y[4 * i] = m[0] + m[7];
    for (size_t a = 0; a < 3; a++)
      y[4 * i + 1 + a] = m[1 + a] + m[4 + a] + m[8 + a];
  }
  plain_convolution(NODES, EDGES, graph->sender, graph->receiver, graph->vector,
                    w, s, v, so, vo);
  to_library(so, vo, want);
  for (size_t k = 0; k < 4 * NODES; k++)
    check_close(want[k], y[k], 100 * (double)REAL_EPS, "seed 613: number %zu",
                k);
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
    plain_convolution(3, 3, sender, receiver, r, w, s, v, so, vo);
    plain_convolution(3, 3, sender, receiver, rr, w, s, rv, so2, vo2);
    for (int i = 0; i < 3; i++) {
      check_close(so[i], so2[i], 100 * (double)REAL_EPS, "seed 614, %d: scalar",
                  trial);
      for (int a = 0; a < 3; a++) {
        real want = 0;
        for (int b = 0; b < 3; b++)
          want += (real)R.m[a][b] * vo[3 * i + b];
        check_close(vo2[3 * i + a], want, 200 * (double)REAL_EPS,
                    "seed 614, %d: vector", trial);
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
    plain_convolution(2, 1, &sender, &receiver, r, w, s, v, so, vo);
    check_close(so[0], want[k][0], 16 * (double)REAL_EPS, "w%d: scalar", k);
    for (int a = 0; a < 3; a++)
      check_close(vo[a], want[k][a + 1], 16 * (double)REAL_EPS,
                  "w%d: component %d", k, a);
    check_close(so[1], 0, 0, "the sender hears nothing");
  }
}

TEST(edge_plain)
{
  const size_t none = 0;
  const real zero[6] = {0};
  real so[2] = {9, 9}, vo[6] = {9, 9, 9, 9, 9, 9};
  plain_convolution(2, 0, &none, &none, zero, zero, zero, zero, so, vo);
  check_close(so[1], 0, 0, "no edges: zero, and not what stood there");
  check_close(vo[5], 0, 0, "no edges: zero, and not what stood there");
}

static const struct test tests[] = {
    CASE(law_agrees_with_the_library),
    CASE(law_turns),
    CASE(anchor_plain),
    CASE(edge_plain),
};
TEST_MAIN("7 plain", tests)

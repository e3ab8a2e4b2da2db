/* Tests of exercise 8.7. */
#include "clebsch_gordan.h"
#include "convolution.h"
#include "exercises.h"
#include "expect.h"
#include "random.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Degrees up to 3 are at most 7 numbers. */
enum { NODES = 4, EDGES = 9, CHANNELS = 5, WIDE = 7 };

/* A graph with random edges, some of them twice or from a node to itself. */
struct problem {
  int l1, l2, l3;
  size_t sender[EDGES], receiver[EDGES];
  real x[NODES * WIDE * CHANNELS], Y[EDGES * WIDE], w[EDGES * CHANNELS];
  real y[NODES * WIDE * CHANNELS];
};

static void some(struct random *g, size_t n, real *x)
{
  for (size_t i = 0; i < n; i++)
    x[i] = (real)random_normal(g);
}

static void make(struct random *g, int l1, int l2, int l3, struct problem *p)
{
  *p = (struct problem){.l1 = l1, .l2 = l2, .l3 = l3};
  for (size_t e = 0; e < EDGES; e++) {
    p->sender[e] = random_below(g, NODES);
    p->receiver[e] = random_below(g, NODES);
  }
  some(g, sizeof p->x / sizeof *p->x, p->x);
  some(g, sizeof p->Y / sizeof *p->Y, p->Y);
  some(g, sizeof p->w / sizeof *p->w, p->w);
  for (size_t i = 0; i < sizeof p->y / sizeof *p->y; i++)
    p->y[i] = 99; /* what was there does not matter */
}

static void given_problem(const struct problem *p, const char *seed)
{
  given("l1, l2, l3 = %d, %d, %d, channels = %d, nodes = %d, edges = %d, "
        "sender = %s, receiver = %s, x = %s, Y = %s, w = %s (%s)",
        p->l1, p->l2, p->l3, CHANNELS, NODES, EDGES, list(EDGES, p->sender),
        list(EDGES, p->receiver), list(NODES * CHANNELS, p->x),
        list(EDGES, p->Y), list(EDGES, p->w), seed);
}

static bool solve(struct problem *p)
{
  return fused_path(p->l1, p->l2, p->l3, CHANNELS, NODES, EDGES, p->sender,
                    p->receiver, p->x, p->Y, p->w, p->y);
}

/* The sum from its definition, in double, and the sum of the sizes. */
static double defined(const struct problem *p, size_t i, int m3, size_t c,
                      double *size)
{
  static double C[WIDE * WIDE * WIDE];
  const int n1 = 2 * p->l1 + 1, n2 = 2 * p->l2 + 1, n3 = 2 * p->l3 + 1;
  double sum = 0;
  *size = 0;
  need(cg_real(p->l1, p->l2, p->l3, C) == CG_OK, "the tensor");
  for (int e = 0; e < EDGES; e++)
    for (int a = 0; p->receiver[e] == i && a < n1; a++)
      for (int b = 0; b < n2; b++) {
        double x =
            (double)p->x[((int)p->sender[e] * n1 + a) * CHANNELS + (int)c];
        double term = (double)p->w[e * CHANNELS + (int)c] *
                      C[(a * n2 + b) * n3 + m3] * (double)p->Y[e * n2 + b] * x;
        sum += term, *size += fabs(term);
      }
  return sum;
}

/* n1 n2 terms an edge, each with a few roundings, and the sum over edges. */
static double allowed(const struct problem *p, double size)
{
  return ((2 * p->l1 + 1) * (2 * p->l2 + 1) + EDGES + 8) * size *
         (double)REAL_EPS;
}

TEST(law_the_sum_it_is_defined_by)
{
  struct random g = random_seed(871);
  for (int l1 = 0; l1 <= 3; l1++)
    for (int l2 = 0; l2 <= 3; l2++)
      for (int l3 = abs(l1 - l2); l3 <= l1 + l2 && l3 <= 3; l3++) {
        struct problem p;
        make(&g, l1, l2, l3, &p);
        given_problem(&p, "seed 871");
        expect_is(solve(&p), true, "valid input");
        for (size_t i = 0; i < NODES; i++)
          for (int m = 0; m <= 2 * l3; m++)
            for (size_t c = 0; c < CHANNELS; c++) {
              double size, want = defined(&p, i, m, c, &size);
              size_t at = (i * (size_t)(2 * l3 + 1) + (size_t)m) * CHANNELS + c;
              expect(p.y[at], want, allowed(&p, size),
                     "y of node %zu, m3 = %d, channel %zu", i, m - l3, c);
            }
      }
}

TEST(law_edges_in_any_order)
{
  struct random g = random_seed(872);
  for (int trial = 0; trial < 20; trial++) {
    struct problem p, q;
    make(&g, 1, 2, 2, &p);
    q = p;
    for (size_t e = 0; e < EDGES; e++) {
      size_t o = (e * 4 + (size_t)trial) % EDGES; /* 4 and 9 are coprime */
      q.sender[e] = p.sender[o], q.receiver[e] = p.receiver[o];
      memcpy(q.Y + 5 * e, p.Y + 5 * o, 5 * sizeof *q.Y);
      memcpy(q.w + CHANNELS * e, p.w + CHANNELS * o, CHANNELS * sizeof *q.w);
    }
    given_problem(&p, "seed 872, and the edges in another order");
    expect_is(solve(&p), true, "valid input");
    expect_is(solve(&q), true, "valid input");
    for (size_t i = 0; i < NODES * 5 * CHANNELS; i++) {
      double size;
      defined(&p, i / (5 * CHANNELS), (int)(i / CHANNELS % 5), i % CHANNELS,
              &size);
      expect(q.y[i], p.y[i], 2 * allowed(&p, size),
             "number %zu of y, edges in another order", i);
    }
  }
}

/* All paths of chapter 6's convolution, one by one. */
TEST(law_like_chapter_6)
{
  struct random g = random_seed(873);
  struct irreps in = {0}, sphere;
  struct convolution conv;
  struct graph *graph = NULL;
  const size_t counts[1] = {NODES};
  real points[3 * NODES];
  some(&g, 3 * NODES, points);
  irreps_append(&in, CHANNELS, 1, -1);
  irreps_harmonics(2, &sphere);
  need(!convolution_create(TP_DEPTHWISE, &in, &sphere, NULL, &conv),
       "a convolution");
  need(!graph_all_pairs(1, counts, points, 2, HARMONICS_COMPONENT, &graph),
       "a graph");
  const struct tensor_product *tp = conv.product;
  const size_t edges = graph->edges, dim = tp->out.dim;
  real *w = calloc(edges * tp->weights, sizeof *w);
  real *scratch = calloc(convolution_workspace(&conv) + 1, sizeof *scratch);
  real *want = calloc(NODES * dim, sizeof *want);
  real *mine = calloc(edges * CHANNELS, sizeof *mine);
  real *Y = calloc(edges * 5, sizeof *Y);
  real x[NODES * 3 * CHANNELS], y[NODES * WIDE * CHANNELS];
  need(w && scratch && want && mine && Y, "memory");
  some(&g, edges * tp->weights, w);
  some(&g, NODES * 3 * CHANNELS, x);
  convolution_forward(&conv, graph, x, w, scratch, want);
  for (size_t k = 0; k < tp->paths; k++) {
    const struct tp_path *path = tp->path + k;
    const int l2 = path->shape.l2, l3 = path->shape.l3;
    const size_t n2 = (size_t)(2 * l2 + 1), n3 = (size_t)(2 * l3 + 1);
    for (size_t e = 0; e < edges; e++) {
      memcpy(Y + e * n2, graph->Y + e * graph->harmonics + l2 * l2,
             n2 * sizeof *Y);
      for (size_t c = 0; c < CHANNELS; c++)
        mine[e * CHANNELS + c] = w[e * tp->weights + path->weight + c];
    }
    given("l1, l2, l3 = 1, %d, %d, all pairs of %d points, Y = %s, w = %s "
          "(seed 873)",
          l2, l3, NODES, list(edges * n2, Y), list(edges * CHANNELS, mine));
    expect_is(fused_path(1, l2, l3, CHANNELS, NODES, edges, graph->sender,
                         graph->receiver, x, Y, mine, y),
              true, "valid input");
    /* some 50 numbers of order one on either side */
    for (size_t i = 0; i < NODES * n3 * CHANNELS; i++) {
      size_t node = i / (n3 * CHANNELS), rest = i % (n3 * CHANNELS);
      expect(path->scale * (double)y[i],
             want[node * dim + tp->out.block[path->b3].offset + rest],
             1000 * (double)REAL_EPS, "number %zu of y, as chapter 6 has it",
             i);
    }
  }
  free(w), free(scratch), free(want), free(mine), free(Y);
  graph_free(graph);
  convolution_free(&conv);
}

/* (1,1,0) is a dot product over sqrt 3, (1,1,1) a cross product over sqrt 2;
 * the order of components is y, z, x. */
TEST(anchor_dot_and_cross)
{
  const real Y[3] = {2, 3, 1}; /* the vector (1, 2, 3) */
  const double s = 0.70710678118654752440, near = 8 * (double)REAL_EPS;
  const double cross[9] = {0, -s, 3 * s, s, 0, -2 * s, -3 * s, 2 * s, 0};
  real M[9] = {0};
  edge_matrix(1, 1, 0, Y, M);
  given("l1, l2, l3 = 1, 1, 0, Y = %s", list(3, Y));
  for (int i = 0; i < 3; i++)
    expect(M[i], (double)Y[i] / sqrt(3), near, "dot, m1 = %d", i - 1);
  edge_matrix(1, 1, 1, Y, M);
  given("l1, l2, l3 = 1, 1, 1, Y = %s", list(3, Y));
  expect_matrix(3, 3, M, cross, near, "a cross product over sqrt 2");
}

/* Node 1 hears (1, 0, 0) from node 0 with weight 2, along z: x cross z = -y. */
TEST(anchor_one_edge)
{
  const size_t from[1] = {0}, to[1] = {1};
  const real x[6] = {0, 0, 1, 5, 5, 5}, Y[3] = {0, 1, 0}, w[1] = {2};
  real y[6] = {9, 9, 9, 9, 9, 9};
  given("1, 1, 1, one channel, an edge from node 0 to 1, x = %s, Y = %s, w = 2",
        list(6, x), list(3, Y));
  expect_is(fused_path(1, 1, 1, 1, 2, 1, from, to, x, Y, w, y), true, "valid");
  for (int i = 0; i < 6; i++)
    expect(y[i], i == 3 ? -sqrt(2) : 0, 8 * (double)REAL_EPS, "number %d", i);
}

TEST(edge_degrees_and_empty_graphs)
{
  enum { L = 10, N = 2 * L + 1 };
  const size_t at[1] = {0};
  real x[23] = {1}, Y[23] = {1}, w[2] = {1}, y[2 * 23] = {7};
  given("one edge from node 0 to itself, y[0] = 7 before");
  expect_is(fused_path(1, 1, 3, 1, 1, 1, at, at, x, Y, w, y), false,
            "no triangle");
  expect_is(fused_path(-1, 1, 1, 1, 1, 1, at, at, x, Y, w, y), false,
            "negative");
  expect_is(fused_path(11, 1, 10, 1, 1, 1, at, at, x, Y, w, y), false,
            "too high");
  expect(y[0], 7, 0, "nothing was written");
  expect_is(fused_path(L, L, L, 1, 1, 1, at, at, x, Y, w, y), true,
            "the highest");
  y[0] = y[1] = y[2] = y[3] = y[4] = y[5] = 7, y[6] = 8;
  expect_is(fused_path(1, 1, 1, 1, 2, 0, NULL, NULL, x, NULL, NULL, y), true,
            "a graph without edges");
  for (int i = 0; i < 6; i++)
    expect(y[i], 0, 0, "is silent");
  expect(y[6], 8, 0, "and nothing behind it was touched");
  expect_is(fused_path(1, 1, 1, 3, 0, 0, NULL, NULL, NULL, NULL, NULL, NULL),
            true, "a graph without nodes");
}

static const struct test tests[] = {
    CASE(law_the_sum_it_is_defined_by),
    CASE(law_edges_in_any_order),
    CASE(law_like_chapter_6),
    CASE(anchor_dot_and_cross),
    CASE(anchor_one_edge),
    CASE(edge_degrees_and_empty_graphs),
};
TEST_MAIN("7 fused", tests)

/* test_fast_convolution.c: the fused convolution is chapter 6's, and so are
 * its gradients, with stored weights and with the radial network inside. */
#include "fast_convolution.h"
#include "fast_kernels.h"
#include "test.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "parallel.h"
#include "random.h"
#include "test_tools_fast.h"

struct setting {
  struct convolution c;
  struct graph *graph;
  size_t in, out, weights;
  real *x, *w, *dy, *scratch;
};

static void begin(struct setting *s, uint64_t seed, const char *features,
                  int lmax, size_t nodes, real radius)
{
  struct random g = random_seed(seed);
  struct irreps in, harmonics = {0}, wanted = {0};
  size_t column;
  check_true(irreps_parse(features, &in, &column) == 0, "%s", features);
  for (int l = 0; l <= lmax; l++)
    irreps_append(&harmonics, 1, l, l % 2 ? -1 : 1);
  for (int l = 0; l <= 3; l++) {
    irreps_append(&wanted, 1, l, 1);
    irreps_append(&wanted, 1, l, -1);
  }
  check_true(convolution_create(TP_DEPTHWISE, &in, &harmonics, &wanted,
                                &s->c) == TFN_OK,
             "%s, lmax %d", features, lmax);
  s->c.scale = REAL(0.7);
  real *points = numbers(3 * nodes, &g);
  check_true(graph_radius(1, &nodes, points, radius, lmax + 1,
                          HARMONICS_COMPONENT, &s->graph) == TFN_OK,
             "graph");
  free(points);
  s->in = in.dim, s->out = s->c.product->out.dim;
  s->weights = convolution_weights(&s->c);
  s->x = numbers(nodes * s->in, &g);
  s->w = numbers(s->graph->edges * s->weights, &g);
  s->dy = numbers(nodes * s->out, &g);
  s->scratch = numbers(fast_convolution_workspace(&s->c, s->graph) + 1, &g);
}

static void end(struct setting *s)
{
  free(s->x), free(s->w), free(s->dy), free(s->scratch);
  graph_free(s->graph);
  convolution_free(&s->c);
}

/* A number of the result is a sum over the edges of a receiver and the terms
 * of the paths: `terms` products of a few numbers of order one.  Their order
 * differs, so they differ by about sqrt(terms) eps times their size; 30 leaves
 * room for the largest of thousands of Gaussian numbers. */
static double convolution_tolerance(double terms)
{
  return 30 * sqrt(terms) * (double)REAL_EPS;
}

static double compare_forward(const struct setting *s, size_t shift)
{
  const size_t n = s->graph->nodes * s->out;
  real *got = malloc((n + 9) * sizeof *got),
       *want = malloc((n + 1) * sizeof *want);
  for (size_t i = 0; i < n + 9; i++)
    got[i] = 77;
  convolution_forward(&s->c, s->graph, s->x, s->w, s->scratch, want);
  check_true(fast_convolution_forward(&s->c, s->graph, s->x, s->w,
                                      s->scratch + shift,
                                      got + shift) == TFN_OK,
             "forward");
  check_true(got[shift + n] == 77, "written behind the output");
  const double max = worst(n, got + shift, want);
  free(got), free(want);
  return max;
}

/* which: 1 dx, 2 dY, 4 dw wanted, in any combination. */
static double compare_backward(const struct setting *s, int which)
{
  const size_t n[3] = {s->graph->nodes * s->in,
                       s->graph->edges * s->graph->harmonics,
                       s->graph->edges * s->weights};
  real *got[3], *want[3];
  double max = 0;
  for (int k = 0; k < 3; k++) {
    got[k] = calloc(n[k] + 1, sizeof(real));
    want[k] = calloc(n[k] + 1, sizeof(real));
    for (size_t i = 0; i < n[k]; i++) /* gradients are added to */
      got[k][i] = want[k][i] = 1;
  }
  convolution_backward(&s->c, s->graph, s->x, s->w, s->dy, s->scratch,
                       which & 1 ? want[0] : NULL, which & 2 ? want[1] : NULL,
                       which & 4 ? want[2] : NULL);
  fast_convolution_backward(
      &s->c, s->graph, s->x, s->w, s->dy, s->scratch, which & 1 ? got[0] : NULL,
      which & 2 ? got[1] : NULL, which & 4 ? got[2] : NULL);
  for (int k = 0; k < 3; k++) {
    const double d = worst(n[k], got[k], want[k]);
    max = larger(max, d);
    free(got[k]), free(want[k]);
  }
  return max;
}

/* Nine that are fast in both precisions, and two that take chapter 6's road. */
static const struct {
  const char *features;
  int lmax;
  size_t nodes;
  real radius;
  bool fast;
} shapes[] = {
    {"16x0e + 16x1o", 1, 7, REAL(1e9), true},
    {"16x0e", 3, 5, REAL(1e9), true},
    {"32x0e + 16x1o + 48x2e", 2, 9, REAL(2.5), true},
    {"16x0e + 16x0o + 16x1o + 16x1e + 16x2e + 16x3o", 3, 6, REAL(1e9), true},
    {"16x0e + 16x1o", 1, 40, REAL(1.5), true},
    {"16x1o", 1, 2, REAL(1e9), true},
    {"16x1o", 2, 6, REAL(1e-6), true},
    {"16x1o", 2, 1, REAL(1), true},
    {"16x1o", 2, 0, REAL(1), true},
    {"5x0e + 16x1o", 1, 7, REAL(1e9), false},
    {"16x4e", 1, 4, REAL(1e9), false},
};
enum { SHAPES = sizeof shapes / sizeof *shapes };

TEST(law_convolution_agrees)
{
  double worst_ratio = 0;
  for (size_t k = 0; k < SHAPES; k++) {
    struct setting s;
    begin(&s, 20 + k, shapes[k].features, shapes[k].lmax, shapes[k].nodes,
          shapes[k].radius);
    check_true(fast_convolution_applies(&s.c) == shapes[k].fast,
               "which road: %s", shapes[k].features);
    const double terms = (double)(s.c.product->terms * (s.graph->nodes + 1));
    for (size_t shift = 0; shift < 2; shift++) {
      const double r = compare_forward(&s, shapes[k].fast ? shift : 0) /
                       convolution_tolerance(terms);
      worst_ratio = !(r <= worst_ratio) ? r : worst_ratio;
    }
    end(&s);
  }
  claim("fast-convolution", worst_ratio * convolution_tolerance(1),
        convolution_tolerance(1));
}

TEST(law_gradients_agree)
{
  double worst_ratio = 0;
  for (size_t k = 0; k < SHAPES; k++) {
    struct setting s;
    begin(&s, 40 + k, shapes[k].features, shapes[k].lmax, shapes[k].nodes,
          shapes[k].radius);
    /* dY also sums over channels */
    const double terms =
        (double)(s.c.product->terms * (s.graph->nodes + 1)) * 48;
    for (int which = 0; which < 8; which++) {
      const double r =
          compare_backward(&s, which) / convolution_tolerance(terms);
      worst_ratio = !(r <= worst_ratio) ? r : worst_ratio;
    }
    end(&s);
  }
  claim("fast-gradients", worst_ratio * convolution_tolerance(1),
        convolution_tolerance(1));
}

TEST(law_parts_agree)
{
  /* Cut in 1 to 7 parts, with gradients of x summed in another order.  A node
   * of this graph has at most 40 neighbours. */
  for (size_t parts = 1; parts <= 7; parts += 2) {
    const size_t k = 4;
    struct setting s;
    parallel_use(parts);
    begin(&s, 60 + k, shapes[k].features, shapes[k].lmax, shapes[k].nodes,
          shapes[k].radius);
    check_true(s.graph->edges >= 256, "enough edges to be cut");
    const double terms =
        (double)(s.c.product->terms * (s.graph->nodes + 1)) * 48;
    check_residual(compare_forward(&s, 0), convolution_tolerance(terms),
                   "%zu parts, seed %zu", parts, 60 + k);
    check_residual(compare_backward(&s, 7), convolution_tolerance(terms),
                   "gradients, %zu parts, seed %zu", parts, 60 + k);
    end(&s);
  }
  parallel_use(1);
}

/* ---- products, one by one ---- */

/* The largest difference of y and three gradients from chapter 5's. */
static double compare_products(const struct tensor_product *tp, size_t n,
                               size_t shift, uint64_t seed)
{
  struct random g = random_seed(seed);
  const size_t in = tp->in1.dim, in2 = tp->in2.dim, out = tp->out.dim;
  const size_t size[4] = {n * in, n * in2, n * tp->weights, n * out};
  real *a[4], *got[4], *want[4];
  double max = 0;
  for (int k = 0; k < 4; k++) {
    a[k] = numbers(size[k], &g);
    got[k] = aligned_alloc(64, (size[k] / 16 + 2) * 16 * sizeof(real));
    memset(got[k], 0, (size[k] + 9) * sizeof(real));
    want[k] = calloc(size[k] + 9, sizeof(real));
  }
  real *scratch = numbers(fast_product_workspace(tp), &g);
  real *y = got[3] + shift, *dy = a[3];
  y[size[3]] = 77;
  tp_forward(tp, n, a[0], a[1], a[2], tp->weights, want[3]);
  check_true(fast_product_forward(tp, n, a[0], a[1], a[2], scratch, y) == TP_OK,
             "forward");
  check_true(y[size[3]] == 77, "written behind the output");
  tp_backward(tp, n, a[0], a[1], a[2], tp->weights, dy, want[0], want[1],
              want[2]);
  check_true(fast_product_backward(tp, n, a[0], a[1], a[2], dy, scratch, got[0],
                                   got[1], got[2]) == TP_OK,
             "backward");
  for (int k = 0; k < 4; k++) {
    const double d = worst(size[k], k < 3 ? got[k] : y, want[k]);
    max = larger(max, d);
    free(a[k]), free(got[k]), free(want[k]);
  }
  free(scratch);
  return max;
}

TEST(law_products_agree)
{
  static const size_t sizes[] = {0, 1, 15, 16, 33, 700};
  double worst_ratio = 0;
  for (size_t k = 0; k < SHAPES; k++)
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
      struct setting s;
      begin(&s, 90 + k, shapes[k].features, shapes[k].lmax, 2, 1);
      const double terms = (double)s.c.product->terms * 48;
      parallel_use(1 + i % 3);
      const double r =
          compare_products(s.c.product, sizes[i], (i + 1) % 2, 90 + k) /
          convolution_tolerance(terms);
      worst_ratio = !(r <= worst_ratio) ? r : worst_ratio;
      parallel_use(1);
      end(&s);
    }
  check_residual(worst_ratio, 1, "in units of the tolerance, seeds 90 to 100");
}

TEST(anchor_product)
{
  /* (1, 1, 0) of two vectors: their dot product over sqrt 3, times a weight;
   * 300 items, so that they are cut in parts: item i has x = i z, Y = 3 z. */
  enum { ITEMS = 300 };
  static real x[ITEMS * 48], Y[ITEMS * 3], w[ITEMS * 16], y[ITEMS * 16];
  struct irreps a = {0}, b = {0}, c = {0};
  struct tensor_product *tp;
  irreps_append(&a, 16, 1, -1);
  irreps_append(&b, 1, 1, -1);
  irreps_append(&c, 16, 0, 1);
  check_true(tp_create(TP_DEPTHWISE, &a, &b, &c, &tp) == TP_OK, "one path");
  for (size_t i = 0; i < ITEMS; i++) {
    Y[3 * i + 1] = 3;
    for (size_t k = 0; k < 16; k++)
      x[48 * i + 16 + k] = (real)i, w[16 * i + k] = 2;
  }
  real *scratch = malloc(fast_product_workspace(tp) * sizeof *scratch);
  fast_product_forward(tp, ITEMS, x, Y, w, scratch, y);
  for (size_t i = 0; i < ITEMS; i++)
    for (size_t k = 0; k < 16; k++)
      check_close(y[16 * i + k], 6 * (double)i / sqrt(3.0),
                  4 * (double)i * (double)REAL_EPS * 6, "item %zu", i);
  free(scratch);
  tp_free(tp);
}

/* Many products of low degrees go chapter 5's road where vectors have 16 bytes,
 * and only there: then they are the same to the last bit. */
TEST(law_narrow_products_are_plain)
{
  enum { N = 8000 };
  struct random g = random_seed(95);
  struct irreps in = {0}, h = {0};
  struct convolution c;
  for (int l = 0; l <= 1; l++)
    irreps_append(&in, 16, l, 1), irreps_append(&h, 1, l, 1);
  check_true(convolution_create(TP_DEPTHWISE, &in, &h, &in, &c) == TFN_OK,
             "degrees 0 and 1");
  const struct tensor_product *tp = c.product;
  real *x = numbers(N * tp->in1.dim, &g), *Y = numbers(N * tp->in2.dim, &g);
  real *w = numbers(N * tp->weights, &g), *got = numbers(N * tp->out.dim, &g);
  real *want = numbers(N * tp->out.dim, &g);
  real *scratch = numbers(fast_product_workspace(tp), &g);
  tp_forward(tp, N, x, Y, w, tp->weights, want);
  fast_product_forward(tp, N, x, Y, w, scratch, got);
  const bool same = !memcmp(got, want, N * tp->out.dim * sizeof *got);
  check_true(same == (fast_width() == 16 || !fast_worth()),
             "vectors of %d bytes, seed 95", fast_width());
  free(x), free(Y), free(w), free(got), free(want), free(scratch);
  convolution_free(&c);
}

/* A result that is long enough to go past the caches, but begins in the middle
 * of a line: it goes the usual way. */
TEST(law_long_products_anywhere)
{
  struct setting s;
  begin(&s, 62, "16x0e", 2, 2, 1);
  const struct tensor_product *tp = s.c.product;
  const size_t n = ((size_t)2 << 20) / sizeof(real) / tp->out.dim + 1;
  const double tolerance = convolution_tolerance((double)tp->terms * 48);
  check_true(tp->out.dim > 16, "degree 2");
  for (size_t shift = 0; shift < 2; shift++)
    check_residual(compare_products(tp, n, shift, 62), tolerance,
                   "%zu numbers behind a line", shift);
  check_true(fast_product_forward(tp, SIZE_MAX / 2, s.x, s.x, s.w, s.w, s.dy) ==
                 TP_OVERFLOW,
             "longer than memory has addresses");
  end(&s);
}

/* Products of all channels, and of degrees for which no kernel was written, go
 * chapter 5's road. */
TEST(edge_products_without_a_kernel)
{
  static const struct {
    enum tp_mode mode;
    int l1, l2, l3;
    size_t channels2;
  } wrong[] = {{TP_FULL, 1, 1, 0, 1},
               {TP_DEPTHWISE, 4, 1, 3, 1},
               {TP_DEPTHWISE, 1, 4, 3, 1},
               {TP_DEPTHWISE, 3, 1, 4, 1}};
  for (size_t k = 0; k < sizeof wrong / sizeof *wrong; k++) {
    struct irreps a = {0}, b = {0}, c = {0};
    struct tensor_product *tp;
    irreps_append(&a, 16, wrong[k].l1, 1);
    irreps_append(&b, wrong[k].channels2, wrong[k].l2, 1);
    irreps_append(&c, 16, wrong[k].l3, 1);
    check_true(tp_create(wrong[k].mode, &a, &b, &c, &tp) == TP_OK, "made");
    check_true(fast_product_workspace(tp) == 0, "no kernel for %zu", k);
    check_residual(compare_products(tp, 3, 0, 63), 0, "chapter 5's, %zu", k);
    tp_free(tp);
  }
}

TEST(edge_product_bad_input)
{
  struct setting s;
  real y[64];
  begin(&s, 61, "16x0e", 1, 3, REAL(1e9));
  const struct tensor_product *tp = s.c.product;
  check_true(fast_product_forward(NULL, 1, s.x, s.x, s.w, s.w, y) == TP_NULL,
             "no product");
  check_true(fast_product_forward(tp, 1, NULL, s.x, s.w, s.w, y) == TP_NULL,
             "no features");
  check_true(fast_product_forward(tp, SIZE_MAX / 2, s.x, s.x, s.w, s.w, y) ==
                 TP_OVERFLOW,
             "more items than memory has addresses");
  check_true(fast_product_backward(tp, 1, s.x, s.x, s.w, NULL, s.w, NULL, NULL,
                                   NULL) == TP_NULL,
             "no gradient");
  check_true(fast_product_workspace(NULL) == 0, "nothing needs nothing");
  for (int k = 0; k < 4; k++) {
    const real *x = k == 0 ? NULL : s.x, *Y = k == 1 ? NULL : s.x;
    const real *w = k == 2 ? NULL : s.w;
    check_true(fast_product_forward(tp, 1, x, Y, w, s.w, k == 3 ? NULL : y) ==
                       TP_NULL &&
                   fast_product_backward(tp, 1, x, Y, w, k == 3 ? NULL : s.dy,
                                         s.w, NULL, NULL, NULL) == TP_NULL,
               "pointer %d", k);
  }
  check_true(fast_product_backward(NULL, 1, s.x, s.x, s.w, s.dy, s.w, NULL,
                                   NULL, NULL) == TP_NULL,
             "no product, backwards");
  check_true(!fast_product_forward(tp, 1, s.x, s.x, s.w, NULL, y) &&
                 !fast_product_backward(tp, 1, s.x, s.x, s.w, y, NULL, NULL,
                                        NULL, NULL),
             "without memory chapter 5 computes it");
  check_true(fast_product_forward(tp, 0, NULL, NULL, NULL, NULL, NULL) == TP_OK,
             "no items are no mistake");
  end(&s);
}

TEST(anchor_convolution)
{
  /* Two nodes at distance 1 along z, l = 1 features that point along z with
   * length 2 in every channel, weights 3: the message of the path (1,1,0) is
   * the dot product over sqrt 3, times sqrt 3 of the component normalisation:
   * 3 * 2 = 6, with the sign of the edge. */
  const size_t nodes = 2;
  const real points[6] = {0, 0, 0, 0, 0, 1};
  struct irreps in = {0}, h = {0}, wanted = {0};
  struct convolution c;
  struct graph *graph;
  irreps_append(&in, 16, 1, -1);
  irreps_append(&h, 1, 0, 1);
  irreps_append(&h, 1, 1, -1);
  irreps_append(&wanted, 1, 0, 1);
  check_true(convolution_create(TP_DEPTHWISE, &in, &h, &wanted, &c) == TFN_OK,
             "one path");
  check_true(graph_all_pairs(1, &nodes, points, 1, HARMONICS_COMPONENT,
                             &graph) == TFN_OK,
             "graph");
  real x[2 * 48] = {0}, w[2 * 16], y[2 * 16];
  real *scratch =
      malloc(fast_convolution_workspace(&c, graph) * sizeof *scratch);
  for (size_t i = 0; i < 32; i++)
    x[i / 16 * 48 + 16 + i % 16] = 2, w[i] = 3;
  check_true(fast_convolution_applies(&c), "the fast road");
  fast_convolution_forward(&c, graph, x, w, scratch, y);
  for (size_t i = 0; i < 16; i++) {
    /* three roundings or so, each of half an eps of 6 */
    check_close(y[i], -6, 24 * (double)REAL_EPS, "the edge points down");
    check_close(y[16 + i], 6, 24 * (double)REAL_EPS, "the edge points up");
  }
  free(scratch);
  graph_free(graph);
  convolution_free(&c);
}

TEST(edge_convolution_bad_input)
{
  struct setting s;
  real y[1];
  begin(&s, 60, "16x0e", 1, 3, REAL(1e9));
  check_true(fast_convolution_forward(NULL, s.graph, s.x, s.w, s.scratch, y) ==
                 TFN_NULL,
             "no convolution");
  check_true(fast_convolution_forward(&s.c, NULL, s.x, s.w, s.scratch, y) ==
                 TFN_NULL,
             "no graph");
  check_true(fast_convolution_forward(&s.c, s.graph, NULL, s.w, s.scratch, y) ==
                 TFN_NULL,
             "no features");
  check_true(fast_convolution_forward(&s.c, s.graph, s.x, s.w, NULL, y) ==
                 TFN_NULL,
             "no scratch");
  check_true(fast_convolution_backward(&s.c, s.graph, s.x, s.w, NULL, s.scratch,
                                       NULL, NULL, NULL) == TFN_NULL,
             "no gradient");
  check_true(fast_convolution_forward(&s.c, s.graph, s.x, s.w, s.scratch,
                                      NULL) == TFN_NULL,
             "nowhere");
  check_true(fast_convolution_forward(&s.c, s.graph, s.x, NULL, s.scratch, y) ==
                     TFN_NULL &&
                 fast_convolution_backward(&s.c, s.graph, s.x, NULL, s.dy,
                                           s.scratch, NULL, NULL,
                                           NULL) == TFN_NULL,
             "no weights");
  check_true(fast_convolution_backward(&s.c, s.graph, NULL, s.w, s.dy,
                                       s.scratch, NULL, NULL,
                                       NULL) == TFN_NULL &&
                 fast_convolution_backward(&s.c, s.graph, s.x, s.w, s.dy, NULL,
                                           NULL, NULL, NULL) == TFN_NULL,
             "no features, no scratch, backwards");
  struct graph poor = *s.graph;
  poor.harmonics = 1;
  check_true(fast_convolution_forward(&s.c, &poor, s.x, s.w, s.scratch, y) ==
                 TFN_BAD_SHAPE,
             "too few harmonics");
  check_true(fast_convolution_workspace(&s.c, NULL) ==
                 convolution_workspace(&s.c),
             "without a graph it is chapter 6's");
  check_true(!fast_convolution_applies(NULL), "nothing");
  check_true(fast_convolution_workspace(NULL, s.graph) == 0,
             "nothing needs nothing");
  end(&s);
}

/* ---- convolution with the radial network inside ---- */

struct with_net {
  struct setting s;
  struct radial_net net;
  size_t parameters;
  real *B, *W, *scratch;
};

static struct fast_net_pass net_pass(const struct with_net *k)
{
  return (struct fast_net_pass){.c = &k->s.c,
                                .net = &k->net,
                                .graph = k->s.graph,
                                .B = k->B,
                                .W = k->W,
                                .x = k->s.x,
                                .scratch = k->scratch};
}

static void begin_net(struct with_net *k, size_t shape, size_t inputs,
                      size_t hidden)
{
  struct random g = random_seed(80 + shape);
  begin(&k->s, 70 + shape, shapes[shape].features, shapes[shape].lmax,
        shapes[shape].nodes, shapes[shape].radius);
  k->net = (struct radial_net){inputs, hidden, k->s.weights};
  k->parameters = radial_net_weights(&k->net);
  k->B = numbers(k->s.graph->edges * inputs, &g);
  k->W = numbers(k->parameters, &g);
  const struct fast_net_pass pass = net_pass(k);
  k->scratch = numbers(fast_convolution_net_workspace(&pass) + 1, &g);
}

static void end_net(struct with_net *k)
{
  end(&k->s);
  free(k->B), free(k->W), free(k->scratch);
}

/* Chapter 6's road: all weights of all edges, then the convolution. */
static void plain_net(const struct with_net *k, real *y, real *const d[4])
{
  const struct setting *s = &k->s;
  const size_t edges = s->graph->edges;
  real *hidden = malloc((edges * k->net.hidden + 1) * sizeof *hidden);
  real *w = malloc((edges * s->weights + 1) * sizeof *w);
  real *dw = calloc(edges * s->weights + 1, sizeof *dw);
  radial_net_forward(&k->net, edges, k->B, k->W, hidden, w);
  convolution_forward(&s->c, s->graph, s->x, w, s->scratch, y);
  convolution_backward(&s->c, s->graph, s->x, w, s->dy, s->scratch, d[0], d[1],
                       dw);
  radial_net_backward(&k->net, edges, k->B, k->W, hidden, dw, d[2], d[3]);
  free(hidden), free(w), free(dw);
}

/* The largest difference over the largest number, of y and four gradients. */
static double compare_net(const struct with_net *k, size_t shift, bool all)
{
  const struct setting *s = &k->s;
  const size_t n[5] = {
      s->graph->nodes * s->in, s->graph->edges * s->graph->harmonics,
      k->parameters, s->graph->edges * k->net.inputs, s->graph->nodes * s->out};
  real *got[5], *want[5];
  double max = 0;
  for (int i = 0; i < 5; i++) {
    got[i] = calloc(n[i] + 1, sizeof(real));
    want[i] = calloc(n[i] + 1, sizeof(real));
    got[i][0] = want[i][0] = n[i] ? 1 : 0; /* gradients are added to */
  }
  plain_net(k, want[4], want);
  struct fast_net_pass pass = net_pass(k);
  pass.scratch = k->scratch + shift;
  pass.y = got[4];
  check_true(fast_convolution_net_forward(&pass) == TFN_OK, "forward");
  pass.dy = s->dy;
  pass.dx = all ? got[0] : NULL;
  pass.dY = all ? got[1] : NULL;
  pass.dW = got[2];
  pass.dB = all ? got[3] : NULL;
  check_true(fast_convolution_net_backward(&pass) == TFN_OK, "backward");
  for (int i = 0; i < 5; i++) {
    double size = 1;
    for (size_t j = 0; j < n[i]; j++)
      size = fmax(size, fabs((double)want[i][j]));
    const double d = worst(n[i], got[i], want[i]) / size;
    if (all || i == 2 || i == 4)
      max = larger(max, d);
    free(got[i]), free(want[i]);
  }
  return max;
}

TEST(law_weights_in_blocks_agree)
{
  /* Relative to the largest number of an array: its terms are summed in
   * another order, with an exponential that differs by an eps or two.  The
   * longest sums are those of dW: edges times channels times components. */
  double worst_ratio = 0;
  for (size_t shape = 0; shape < SHAPES; shape++)
    for (size_t size = 0; shapes[shape].fast && size < 3; size++) {
      static const size_t inputs[] = {1, 8, 19}, hidden[] = {17, 16, 3};
      struct with_net k;
      parallel_use(1 + size); /* one, two, three parts */
      begin_net(&k, shape, inputs[size], hidden[size]);
      const double terms =
          (double)(k.s.c.product->terms * 48) * (double)(k.s.graph->edges + 1);
      const double r = compare_net(&k, size % 2, size != 1) /
                       convolution_tolerance(sqrt(terms));
      worst_ratio = !(r <= worst_ratio) ? r : worst_ratio;
      end_net(&k);
      parallel_use(1);
    }
  claim("fast-weights", worst_ratio * convolution_tolerance(1),
        convolution_tolerance(1));
}

/* Memory that was taken for one thread, and three in use: a limit holds, and
 * gives what one thread gives.  The graph has edges enough for three parts. */
TEST(edge_more_threads_than_memory_is_for)
{
  struct with_net k;
  begin_net(&k, 4, 8, 16);
  const size_t n = k.s.graph->nodes * k.s.in;
  struct fast_net_pass pass = net_pass(&k);
  real *alone = calloc(n + 1, sizeof *alone),
       *limited = calloc(n + 1, sizeof *limited);
  pass.dy = k.s.dy;
  pass.dx = alone;
  check_true(k.s.graph->edges > 256, "edges enough for parts");
  check_true(fast_convolution_net_backward(&pass) == TFN_OK, "one thread");
  const size_t room = fast_convolution_net_workspace(&pass);
  parallel_use(3);
  check_true(fast_convolution_net_workspace(&pass) > room, "three want more");
  pass.threads = 1;
  pass.dx = limited;
  check_true(fast_convolution_net_workspace(&pass) == room, "one does not");
  check_true(fast_convolution_net_backward(&pass) == TFN_OK, "limited");
  parallel_use(1);
  check_true(memcmp(alone, limited, n * sizeof *alone) == 0, "the same bits");
  free(alone);
  free(limited);
  end_net(&k);
}

TEST(edge_weights_in_blocks_bad_input)
{
  struct with_net k;
  real y[64], d[64];
  begin_net(&k, 5, 4, 4);
  struct radial_net wrong = k.net, none = {0, 1, 1};
  wrong.outputs++;
  const struct fast_net_pass good = net_pass(&k);
  struct fast_net_pass pass = good;
  check_true(fast_convolution_net_forward(NULL) == TFN_NULL, "no pass");
  check_true(fast_convolution_net_backward(NULL) == TFN_NULL, "none back");
  check_true(fast_convolution_net_workspace(NULL) == 0, "no pass, no memory");
#define REFUSED(field, value, status, message) \
  pass = good;                                 \
  pass.y = y;                                  \
  pass.field = value;                          \
  check_true(fast_convolution_net_forward(&pass) == status, message)
  REFUSED(net, NULL, TFN_NULL, "no network");
  check_true(fast_convolution_net_workspace(&pass) == 0, "no network");
  REFUSED(B, NULL, TFN_NULL, "no basis");
  REFUSED(W, NULL, TFN_NULL, "no parameters");
  REFUSED(x, NULL, TFN_NULL, "no features");
  REFUSED(y, NULL, TFN_NULL, "nowhere");
  REFUSED(scratch, NULL, TFN_NULL, "no scratch");
  struct convolution unmade = {0};
  struct graph poor = *k.s.graph;
  poor.harmonics = 1;
  REFUSED(c, NULL, TFN_NULL, "no convolution");
  check_true(fast_convolution_net_workspace(&pass) == 0, "no convolution");
  REFUSED(c, &unmade, TFN_NULL, "no product");
  REFUSED(graph, NULL, TFN_NULL, "no graph");
  check_true(fast_convolution_net_workspace(&pass) == 0, "no graph");
  REFUSED(graph, &poor, TFN_BAD_SHAPE, "too few harmonics");
  REFUSED(net, &wrong, TFN_BAD_SHAPE, "outputs");
  REFUSED(net, &none, TFN_BAD_SHAPE, "no inputs");
#undef REFUSED
  pass = good;
  check_true(fast_convolution_net_backward(&pass) == TFN_NULL, "no gradient");
  pass.dy = k.s.dy;
  pass.dW = d;
  pass.net = &wrong;
  check_true(fast_convolution_net_backward(&pass) == TFN_BAD_SHAPE,
             "outputs, backwards");
  end_net(&k);
}

static const struct test tests[] = {
    CASE(law_convolution_agrees),
    CASE(law_gradients_agree),
    CASE(law_parts_agree),
    CASE(law_products_agree),
    CASE(anchor_product),
    CASE(law_narrow_products_are_plain),
    CASE(law_long_products_anywhere),
    CASE(edge_products_without_a_kernel),
    CASE(edge_product_bad_input),
    CASE(anchor_convolution),
    CASE(edge_convolution_bad_input),
    CASE(law_weights_in_blocks_agree),
    CASE(edge_more_threads_than_memory_is_for),
    CASE(edge_weights_in_blocks_bad_input),
};
TEST_MAIN("08-speed/fast_convolution", tests)

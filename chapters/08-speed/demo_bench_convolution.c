/* demo_bench_convolution.c: the convolutions of `make bench`. */
#include <stdlib.h>
#include <string.h>

#include "clebsch_gordan.h"
#include "demo_bench.h"
#include "fast_convolution.h"
#include "parallel.h"

/* ---- [convolution] Edges ---- */
struct edges {
  struct convolution c;
  struct graph *graph;
  size_t in, out, weights;
  real *x, *w, *y, *dy, *dx, *dY, *dw, *scratch;
  real *x1, *y1, *dy1, *dx1; /* a row for each edge */
  struct radial_net net;
  real *B, *W, *hidden, *dW, *net_scratch;
};

static void reference_forward(void *p)
{
  struct edges *s = p;
  convolution_forward(&s->c, s->graph, s->x, s->w, s->scratch, s->y);
}

static void fused_forward(void *p)
{
  struct edges *s = p;
  fast_convolution_forward(&s->c, s->graph, s->x, s->w, s->scratch, s->y);
}

static void reference_both(void *p)
{
  struct edges *s = p;
  reference_forward(p);
  convolution_backward(&s->c, s->graph, s->x, s->w, s->dy, s->scratch, s->dx,
                       s->dY, s->dw);
}

static void fused_both(void *p)
{
  struct edges *s = p;
  fused_forward(p);
  fast_convolution_backward(&s->c, s->graph, s->x, s->w, s->dy, s->scratch,
                            s->dx, s->dY, s->dw);
}

/* ---- [product] Edge by edge, nothing gathered or added up ---- */
static void reference_product(void *p)
{
  struct edges *s = p;
  const struct tensor_product *tp = s->c.product;
  tp_forward(tp, s->graph->edges, s->x1, s->graph->Y, s->w, tp->weights, s->y1);
}

static void fast_product(void *p)
{
  struct edges *s = p;
  fast_product_forward(s->c.product, s->graph->edges, s->x1, s->graph->Y, s->w,
                       s->scratch, s->y1);
}

static void reference_product_both(void *p)
{
  struct edges *s = p;
  const struct tensor_product *tp = s->c.product;
  reference_product(p);
  tp_backward(tp, s->graph->edges, s->x1, s->graph->Y, s->w, tp->weights,
              s->dy1, s->dx1, s->dY, s->dw);
}

static void fast_product_both(void *p)
{
  struct edges *s = p;
  fast_product(p);
  fast_product_backward(s->c.product, s->graph->edges, s->x1, s->graph->Y, s->w,
                        s->dy1, s->scratch, s->dx1, s->dY, s->dw);
}

/* ---- [messages] Multiplied in lanes, written out, then added up ---- */
static void messages_in_lanes(void *p)
{
  struct edges *s = p;
  const struct graph *graph = s->graph;
  for (size_t e = 0; e < graph->edges; e++)
    memcpy(s->x1 + e * s->in, s->x + graph->sender[e] * s->in,
           s->in * sizeof *s->x);
  fast_product(p);
  memset(s->y, 0, graph->nodes * s->out * sizeof *s->y);
  for (size_t e = 0; e < graph->edges; e++) {
    const real *message = s->y1 + e * s->out;
    real *sum = s->y + graph->receiver[e] * s->out;
    for (size_t k = 0; k < s->out; k++)
      sum[k] += s->c.scale * message[k];
  }
}

/* ---- [net] The radial network before the convolution, and inside it ---- */
static void reference_net(void *p)
{
  struct edges *s = p;
  radial_net_forward(&s->net, s->graph->edges, s->B, s->W, s->hidden, s->w);
  reference_forward(p);
}

static struct fast_net_pass net_pass(const struct edges *s)
{
  return (struct fast_net_pass){.c = &s->c,
                                .net = &s->net,
                                .graph = s->graph,
                                .B = s->B,
                                .W = s->W,
                                .x = s->x,
                                .scratch = s->net_scratch};
}

static void fused_net(void *p)
{
  struct edges *s = p;
  struct fast_net_pass pass = net_pass(s);
  pass.y = s->y;
  fast_convolution_net_forward(&pass);
}

static void reference_net_both(void *p)
{
  struct edges *s = p;
  reference_net(p);
  memset(s->dw, 0, s->graph->edges * s->weights * sizeof *s->dw);
  convolution_backward(&s->c, s->graph, s->x, s->w, s->dy, s->scratch, s->dx,
                       s->dY, s->dw);
  radial_net_backward(&s->net, s->graph->edges, s->B, s->W, s->hidden, s->dw,
                      s->dW, NULL);
}

static void fused_net_both(void *p)
{
  struct edges *s = p;
  struct fast_net_pass pass = net_pass(s);
  fused_net(p);
  pass.dy = s->dy;
  pass.dx = s->dx;
  pass.dY = s->dY;
  pass.dW = s->dW;
  fast_convolution_net_backward(&pass);
}

/* ---- [fill] Random numbers and a cloud ---- */
/* A cloud with about 16 neighbours within the radius 1. */
static struct graph *cloud(int lmax, size_t nodes, struct random *g)
{
  struct graph *graph = NULL;
  const double side = cbrt((double)nodes * 4.19 / 16);
  real *points = malloc(3 * nodes * sizeof *points);
  for (size_t i = 0; i < 3 * nodes; i++)
    points[i] = (real)(side * random_uniform(g));
  graph_radius(1, &nodes, points, 1, lmax, HARMONICS_COMPONENT, &graph);
  free(points);
  return graph;
}

static void fill(struct edges *s, struct random *g)
{
  const struct graph *graph = s->graph;
  s->in = s->c.product->in1.dim, s->out = s->c.product->out.dim;
  s->weights = convolution_weights(&s->c);
  s->x = bench_numbers(graph->nodes * s->in, g);
  s->w = bench_numbers(graph->edges * s->weights, g);
  s->y = bench_numbers(graph->nodes * s->out, g);
  s->dy = bench_numbers(graph->nodes * s->out, g);
  s->dx = bench_numbers(graph->nodes * s->in, g);
  s->dY = bench_numbers(graph->edges * graph->harmonics, g);
  s->dw = bench_numbers(graph->edges * s->weights, g);
  parallel_use(parallel_most()); /* scratch memory for as many */
  s->scratch = bench_numbers(fast_convolution_workspace(&s->c, graph), g);
  s->net = (struct radial_net){8, 16, s->weights};
  s->B = bench_numbers(graph->edges * s->net.inputs, g);
  s->hidden = bench_numbers(graph->edges * s->net.hidden, g);
  s->W = bench_numbers(radial_net_weights(&s->net), g);
  s->dW = bench_numbers(radial_net_weights(&s->net), g);
  const struct fast_net_pass pass = net_pass(s);
  s->net_scratch = bench_numbers(fast_convolution_net_workspace(&pass), g);
  parallel_use(1);
}

static void empty(struct edges *s)
{
  free(s->B), free(s->hidden), free(s->W), free(s->dW), free(s->net_scratch);
  free(s->x), free(s->w), free(s->y), free(s->dy), free(s->dx), free(s->dY);
  free(s->dw), free(s->scratch);
  graph_free(s->graph);
  convolution_free(&s->c);
}

/* ---- [count] Operations of one edge, as generated ----
 *
 * Terms and pairs are those of all paths; M costs a product and, but for the
 * first of a pair, a sum for each term.  Turning the harmonics and adding up
 * their lanes is not counted. */
static double forward_flop(const struct tensor_product *tp, size_t channels)
{
  const double C = (double)channels, pairs = (double)tp->pairs;
  return 2 * pairs * C + (double)tp->out.dim + 2 * (double)tp->terms - pairs;
}

/* h, dx and dw; then two products for each pair and two operations for each
 * term, for dY. */
static double backward_flop(const struct tensor_product *tp, size_t channels)
{
  const double C = (double)channels, pairs = (double)tp->pairs;
  const double terms = (double)tp->terms;
  double rows = 0;
  for (size_t p = 0; p < tp->paths; p++)
    rows += 2 * tp->path[p].shape.l1 + 1;
  return C * (4 * pairs + 3 * rows + 2 * terms) + 2 * terms - pairs;
}

/* ---- [rows] Forward, and forward with backward ---- */
static void pair_of_rows(struct edges *s, struct item item, struct item both,
                         void (*const run[4])(void *))
{
  const bool in_parts = item.l == 2 && item.size >= 5000;
  bench_row(item, run[0], run[1], s);
  if (in_parts)
    bench_threads(item, run[1], s);
  bench_row(both, run[2], run[3], s);
  if (in_parts)
    bench_threads(both, run[3], s);
}

static void product_rows(struct edges *s, struct item item, struct item both,
                         bool messages)
{
  struct random g = random_seed(3);
  const size_t edges = s->graph->edges;
  s->x1 = bench_numbers(edges * s->in, &g);
  s->y1 = bench_numbers(edges * s->out, &g);
  s->dy1 = bench_numbers(edges * s->out, &g);
  s->dx1 = bench_numbers(edges * s->in, &g);
  item.name = "product", both.name = "product-both";
  item.bytes += (double)s->out * sizeof(real);
  both.bytes += 2 * (double)s->out * sizeof(real);
  pair_of_rows(s, item, both,
               (void (*const[])(void *)){reference_product, fast_product,
                                         reference_product_both,
                                         fast_product_both});
  if (messages) {
    item.name = "messages";
    bench_row(item, reference_forward, messages_in_lanes, s);
  }
  free(s->x1), free(s->y1), free(s->dy1), free(s->dx1);
}

/* The network costs two operations for each of its parameters.  On the way
 * back it runs again, and costs four more for each, but two where no gradient
 * of its inputs is asked for.  Weights are not moved. */
static void net_rows(struct edges *s, struct item item, struct item both)
{
  const double all = (double)radial_net_weights(&s->net);
  const double first = (double)(s->net.inputs * s->net.hidden);
  item.name = "net", both.name = "net-both";
  item.flop += 2 * all;
  both.flop += 2 * all + 2 * all + 4 * all - 2 * first;
  item.bytes = (double)s->in * sizeof(real);
  both.bytes = 4 * item.bytes;
  pair_of_rows(s, item, both,
               (void (*const[])(void *)){reference_net, fused_net,
                                         reference_net_both, fused_net_both});
}

/* Features of `channels` channels up to degree lmax, all paths; no nodes: a
 * convolution alone. */
static bool begin(int lmax, size_t channels, size_t nodes, struct edges *s)
{
  struct random g = random_seed(2);
  struct irreps in = {0}, harmonics = {0};
  for (int l = 0; l <= lmax; l++) {
    irreps_append(&in, channels, l, 1);
    irreps_append(&harmonics, 1, l, 1);
  }
  if (convolution_create(TP_DEPTHWISE, &in, &harmonics, &in, &s->c))
    return false;
  s->graph = cloud(lmax, nodes, &g);
  return true;
}

/* messages: the step between plain and fused code is measured, too */
static void convolution_rows(int lmax, size_t channels, size_t nodes,
                             bool messages)
{
  struct edges s = {0};
  if (!begin(lmax, channels, nodes, &s))
    return;
  struct random g = random_seed(2);
  fill(&s, &g);
  struct item item = {"convolution", lmax, channels, s.graph->edges, 0, 0};
  item.flop = forward_flop(s.c.product, channels);
  item.bytes = (double)(s.weights + s.in) * sizeof(real);
  struct item both = item; /* backward reads them, and adds to gradients */
  both.name = "convolution-both";
  both.flop += backward_flop(s.c.product, channels);
  both.bytes = 4 * item.bytes;
  if (lmax <= 2 && channels == 32)
    product_rows(&s, item, both, messages);
  pair_of_rows(&s, item, both,
               (void (*const[])(void *)){reference_forward, fused_forward,
                                         reference_both, fused_both});
  net_rows(&s, item, both);
  empty(&s);
}

/* ---- [cost] Every m1, m2, m3, zero or not, against the terms alone ---- */
struct dense {
  struct edges s;
  double *C; /* the tensors of all paths */
};

static void dense_product(void *p)
{
  const struct dense *d = p;
  const struct edges *s = &d->s;
  const struct tensor_product *tp = s->c.product;
  memset(s->y1, 0, s->graph->edges * s->out * sizeof(real));
  for (size_t e = 0; e < s->graph->edges; e++) {
    const double *C = d->C;
    for (size_t p1 = 0; p1 < tp->paths; p1++) {
      const struct tp_path *path = &tp->path[p1];
      const size_t channels = path->shape.channels1;
      const real *x = s->x1 + e * s->in + tp->in1.block[path->b1].offset;
      const real *Y = s->graph->Y + e * s->graph->harmonics +
                      tp->in2.block[path->b2].offset;
      const real *w = s->w + e * s->weights + path->weight;
      real *y = s->y1 + e * s->out + tp->out.block[path->b3].offset;
      for (int m1 = 0; m1 <= 2 * path->shape.l1; m1++)
        for (int m2 = 0; m2 <= 2 * path->shape.l2; m2++)
          for (int m3 = 0; m3 <= 2 * path->shape.l3; m3++) {
            const real c = (real)*C++ * Y[m2];
            for (size_t k = 0; k < channels; k++)
              y[(size_t)m3 * channels + k] +=
                  c * w[k] * x[(size_t)m1 * channels + k];
          }
    }
  }
}

static size_t dense_size(const struct tp_shape *s)
{
  return (size_t)((2 * s->l1 + 1) * (2 * s->l2 + 1) * (2 * s->l3 + 1));
}

static void sparse_product(void *p)
{
  struct dense *d = p;
  reference_product(&d->s);
}

static void cost_row(int lmax, size_t nodes)
{
  struct dense d = {0};
  struct edges *s = &d.s;
  struct random g = random_seed(6);
  if (!begin(lmax, 32, nodes, s))
    return;
  const struct tensor_product *tp = s->c.product;
  s->in = tp->in1.dim, s->out = tp->out.dim, s->weights = tp->weights;
  s->x1 = bench_numbers(s->graph->edges * s->in, &g);
  s->w = bench_numbers(s->graph->edges * s->weights, &g);
  s->y1 = bench_numbers(s->graph->edges * s->out, &g);
  size_t size = 0, at = 0;
  for (size_t p = 0; p < tp->paths; p++)
    size += dense_size(&tp->path[p].shape);
  d.C = malloc(size * sizeof *d.C);
  for (size_t p = 0; d.C && p < tp->paths; p++) {
    const struct tp_shape *t = &tp->path[p].shape;
    cg_real(t->l1, t->l2, t->l3, d.C + at);
    at += dense_size(t);
  }
  if (d.C)
    bench_row((struct item){"cost", lmax, 32, s->graph->edges,
                            64.0 * (double)tp->pairs + 2.0 * (double)s->out, 0},
              dense_product, sparse_product, &d);
  free(d.C), free(s->x1), free(s->y1);
  empty(s);
}

/* ---- [memory] What the largest graph takes ----
 *
 * One forward and backward pass for l <= 2 and 32 channels, down the gradient
 * of half the sum of the squares of y: that is y itself, and no memory of its
 * own.  What is left is the nodes' numbers, the graph, the basis and one
 * block. */
static void memory_row(size_t nodes)
{
  struct random g = random_seed(4);
  struct edges s = {0};
  if (!begin(2, 32, nodes, &s))
    return;
  s.net = (struct radial_net){8, 16, convolution_weights(&s.c)};
  s.x = bench_numbers(nodes * s.c.product->in1.dim, &g);
  s.dx = bench_numbers(nodes * s.c.product->in1.dim, &g);
  s.y = bench_numbers(nodes * s.c.product->out.dim, &g);
  s.B = bench_numbers(s.graph->edges * s.net.inputs, &g);
  s.W = bench_numbers(radial_net_weights(&s.net), &g);
  s.dW = bench_numbers(radial_net_weights(&s.net), &g);
  const struct fast_net_pass pass = net_pass(&s);
  s.net_scratch = bench_numbers(fast_convolution_net_workspace(&pass), &g);
  s.dy = s.y;
  const double start = bench_now();
  fused_net_both(&s);
  const double seconds = bench_now() - start, bytes = bench_memory();
  bench_memory_row((struct item){"memory", 2, 32, s.graph->edges, 0, 0},
                   seconds, bytes);
  s.dy = NULL;
  empty(&s);
}

void bench_large_graphs(void)
{
  static const size_t nodes[] = {110, 770, 6900, 67000};
  for (size_t i = 0; i < sizeof nodes / sizeof *nodes; i++)
    memory_row(nodes[i]);
}

/* What ladder.sh asks of each build. */
void bench_ladder(void)
{
  convolution_rows(2, 32, 770, true);
}

void bench_convolution(void)
{
  static const size_t nodes[] = {64, 770};
  for (int l = 1; l <= 6; l++)
    cost_row(l, l < 4 ? 20 : 5);
  convolution_rows(3, 32, nodes[0], false);
  /* All of it lies in a second cache of a megabyte, in doubles too. */
  convolution_rows(3, 64, 5, false);
  for (size_t i = 0; i < sizeof nodes / sizeof *nodes; i++) {
    convolution_rows(1, 32, nodes[i], false);
    convolution_rows(2, 32, nodes[i], false);
    convolution_rows(2, 64, nodes[i], false);
    convolution_rows(3, 64, nodes[i], false);
  }
}

/* demo_bench_convolution.c: the convolutions of `make bench`. */
#include <stdlib.h>
#include <string.h>

#include "demo_bench.h"
#include "fast_convolution.h"

/* ---- [convolution] Edges ---- */
struct edges {
  struct convolution c;
  struct graph *graph;
  size_t in, out, weights;
  real *x, *w, *y, *dy, *dx, *dY, *dw, *scratch;
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

/* ---- [net] The radial network before the convolution, and inside it ---- */
static void reference_net(void *p)
{
  struct edges *s = p;
  radial_net_forward(&s->net, s->graph->edges, s->B, s->W, s->hidden, s->w);
  reference_forward(p);
}

static void fused_net(void *p)
{
  struct edges *s = p;
  fast_convolution_net_forward(&s->c, s->graph, &s->net, s->B, s->W, s->x,
                               s->net_scratch, s->y);
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
  fused_net(p);
  fast_convolution_net_backward(&s->c, s->graph, &s->net, s->B, s->W, s->x,
                                s->dy, s->net_scratch, s->dx, s->dY, s->dW,
                                NULL);
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
  s->scratch = bench_numbers(fast_convolution_workspace(&s->c, s->graph), g);
  s->net = (struct radial_net){8, 16, s->weights};
  s->B = bench_numbers(graph->edges * s->net.inputs, g);
  s->hidden = bench_numbers(graph->edges * s->net.hidden, g);
  s->W = bench_numbers(radial_net_weights(&s->net), g);
  s->dW = bench_numbers(radial_net_weights(&s->net), g);
  s->net_scratch = bench_numbers(
      fast_convolution_net_workspace(&s->c, s->graph, &s->net), g);
}

/* The network costs two operations for each of its weights. */
static void net_rows(struct edges *s, struct item item)
{
  const double pairs = (double)s->c.product->pairs;
  item.name = "net";
  item.flop = 2 * (pairs * (double)item.channels + (double)s->out) +
              2 * (double)radial_net_weights(&s->net);
  item.bytes = (double)s->in * sizeof(real);
  bench_row(item, reference_net, fused_net, s);
  item.name = "net-both";
  item.flop *= 3;
  item.bytes *= 3;
  bench_row(item, reference_net_both, fused_net_both, s);
}

static void convolution_rows(int lmax, size_t channels, size_t nodes)
{
  struct random g = random_seed(2);
  struct irreps in = {0}, harmonics = {0};
  struct edges s = {0};
  for (int l = 0; l <= lmax; l++) {
    irreps_append(&in, channels, l, 1);
    irreps_append(&harmonics, 1, l, 1);
  }
  if (convolution_create(TP_DEPTHWISE, &in, &harmonics, &in, &s.c))
    return;
  s.graph = cloud(lmax, nodes, &g);
  fill(&s, &g);
  const double pairs = (double)s.c.product->pairs;
  struct item item = {"convolution", lmax, channels, s.graph->edges, 0, 0};
  item.flop = 2 * (pairs * (double)channels + (double)s.out);
  item.bytes = (double)(s.weights + s.in) * sizeof(real);
  bench_row(item, reference_forward, fused_forward, &s);
  item.name = "convolution-both";
  item.flop *= 3;
  item.bytes *= 3;
  bench_row(item, reference_both, fused_both, &s);
  net_rows(&s, item);
  free(s.B), free(s.hidden), free(s.W), free(s.dW), free(s.net_scratch);
  free(s.x), free(s.w), free(s.y), free(s.dy), free(s.dx), free(s.dY);
  free(s.dw), free(s.scratch);
  graph_free(s.graph);
  convolution_free(&s.c);
}

/* ---- [memory] What the largest graph takes ---- */
/* One forward and backward pass for l <= 2 and 32 channels over a
 * cloud: what it takes is the nodes' features and
 * gradients, the graph, and one block of edges. */
static void memory_row(size_t nodes)
{
  struct random g = random_seed(4);
  struct irreps in = {0}, harmonics = {0};
  struct edges s = {0};
  for (int l = 0; l <= 2; l++) {
    irreps_append(&in, 32, l, 1);
    irreps_append(&harmonics, 1, l, 1);
  }
  if (convolution_create(TP_DEPTHWISE, &in, &harmonics, &in, &s.c))
    return;
  s.graph = cloud(2, nodes, &g);
  s.net = (struct radial_net){8, 16, convolution_weights(&s.c)};
  s.x = bench_numbers(nodes * s.c.product->in1.dim, &g);
  s.dx = bench_numbers(nodes * s.c.product->in1.dim, &g);
  s.y = bench_numbers(nodes * s.c.product->out.dim, &g);
  s.dy = bench_numbers(nodes * s.c.product->out.dim, &g);
  s.B = bench_numbers(s.graph->edges * s.net.inputs, &g);
  s.W = bench_numbers(radial_net_weights(&s.net), &g);
  s.dW = bench_numbers(radial_net_weights(&s.net), &g);
  s.net_scratch =
      bench_numbers(fast_convolution_net_workspace(&s.c, s.graph, &s.net), &g);
  const double begin = bench_now();
  fused_net_both(&s);
  const double seconds = bench_now() - begin, bytes = bench_memory();
  bench_memory_row((struct item){"memory", 2, 32, s.graph->edges, 0, 0},
                   seconds, bytes);
  free(s.x), free(s.dx), free(s.y), free(s.dy), free(s.B), free(s.W);
  free(s.dW), free(s.net_scratch);
  graph_free(s.graph);
  convolution_free(&s.c);
}

void bench_large_graphs(void)
{
  for (size_t nodes = 77; nodes < 100000; nodes *= 10)
    memory_row(nodes);
}

void bench_convolution(void)
{
  for (size_t nodes = 64; nodes <= 640; nodes *= 10) {
    convolution_rows(1, 32, nodes);
    convolution_rows(2, 32, nodes);
    convolution_rows(2, 64, nodes);
    convolution_rows(3, 64, nodes);
  }
}

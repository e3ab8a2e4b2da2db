/* demo_bench.c: `make bench`: every kernel against the reference and against
 * the limits of the machine.  Prints a table and writes it as CSV:
 *   demo_bench [FILE.csv] */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"
#include "fast_convolution.h"
#include "fast_harmonics.h"
#include "fast_limits.h"
#include "random.h"
#include "wigner.h"

static FILE *csv;
static double peak; /* floating-point operations per second */

/* ---- [row] One line of the table ---- */
struct item {
  const char *name;
  int l;
  size_t channels, size; /* points or edges */
  double flop, bytes;    /* of one point or edge, as the kernel computes it */
};

static void show(struct item i, struct bench_times t)
{
  const double ns = 1e9 / (double)i.size, one = t.b / (double)i.size;
  const double gflops = i.flop / one * 1e-9, gbytes = i.bytes / one * 1e-9;
  printf("%-20s %2d %4zu %7zu %10.2f %9.3f %6.1fx %8.1f %5.1f%% %7.1f\n",
         i.name, i.l, i.channels, i.size, t.a * ns, t.b * ns, t.ratio, gflops,
         100e9 * gflops / peak, gbytes);
  if (csv)
    fprintf(csv, "%s,%d,%zu,%zu,%.4g,%.4g,%.4g,%.4g,%.4g,%.4g,%.4g\n", i.name,
            i.l, i.channels, i.size, t.a * ns, t.b * ns, t.b_low * ns,
            t.b_high * ns, t.ratio, gflops, gbytes);
}

static void limit_row(const char *name, size_t size, double gflops,
                      double gbytes)
{
  printf("%-20s         %7zu %45.1f        %7.1f\n", name, size, gflops,
         gbytes);
  if (csv)
    fprintf(csv, "%s,0,0,%zu,0,0,0,0,0,%.4g,%.4g\n", name, size, gflops,
            gbytes);
}

/* ---- [limits] The roof ---- */
static void limits(void)
{
  static const size_t sizes[] = {16 << 10, 1 << 20, 64 << 20};
  peak = limit_arithmetic(0.3);
  limit_row("limit-arithmetic", 0, peak * 1e-9, 0);
  for (size_t i = 0; i < 3; i++) {
    limit_row("limit-read", sizes[i], 0, limit_read(sizes[i], 0.2) * 1e-9);
    limit_row("limit-write", sizes[i], 0, limit_write(sizes[i], 0.2) * 1e-9);
    limit_row("limit-stream", sizes[i], 0, limit_stream(sizes[i], 0.2) * 1e-9);
  }
}

/* ---- [harmonics] Points ---- */
struct points {
  int lmax;
  size_t n;
  real *xyz, *Y, *a;
};

static void reference_rows(void *p)
{
  struct points *s = p;
  harmonics(s->lmax, HARMONICS_INTEGRAL, s->n, s->xyz, s->Y);
}

static void fast_rows(void *p)
{
  struct points *s = p;
  fast_harmonics(s->lmax, HARMONICS_INTEGRAL, s->n, s->xyz, s->Y);
}

static void fast_blocks(void *p)
{
  struct points *s = p;
  fast_harmonics_blocks(s->lmax, HARMONICS_INTEGRAL, s->n, s->xyz, s->Y);
}

static void fast_expand(void *p)
{
  struct points *s = p;
  fast_harmonics_expand(s->lmax, HARMONICS_INTEGRAL, s->n, s->xyz, s->a, s->Y);
}

/* Multiplications and additions of one point, as generated: powers, the steps
 * of the recursion, the products. */
static double harmonics_flop(int lmax)
{
  double flop = 3 + 6 * (lmax - 1);
  for (int l = 1; l <= lmax; l++)
    flop += 2 * l + (l > 0 ? 1 : 0) + 4 * (l - 1);
  return flop;
}

static void harmonics_rows(int lmax, size_t n)
{
  static const struct {
    const char *name;
    void (*run)(void *);
  } ways[] = {{"harmonics-rows", fast_rows},
              {"harmonics-blocks", fast_blocks},
              {"harmonics-expand", fast_expand}};
  const size_t K = harmonics_count(lmax);
  struct points p = {lmax, n, NULL, NULL, NULL};
  struct random g = random_seed(1);
  p.xyz = malloc(3 * n * sizeof(real));
  p.Y = aligned_alloc(64, (n + 16) / 16 * 16 * K * sizeof(real));
  p.a = malloc(K * sizeof(real));
  for (size_t i = 0; i < 3 * n; i++)
    p.xyz[i] = (real)random_normal(&g);
  for (size_t k = 0; k < K; k++)
    p.a[k] = (real)random_normal(&g);
  for (size_t w = 0; w < 3; w++) {
    struct bench_times t;
    struct item item = {ways[w].name, lmax, 0, n, harmonics_flop(lmax), 0};
    item.bytes = (double)(w < 2 ? K : 1) * sizeof(real);
    item.flop += w == 2 ? 2.0 * (double)K : 0;
    bench_pair((struct bench_work){reference_rows, &p},
               (struct bench_work){ways[w].run, &p}, 7, 0.01, &t);
    show(item, t);
  }
  free(p.xyz), free(p.Y), free(p.a);
}

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
static real *numbers(size_t n, struct random *g)
{
  real *x = malloc((n ? n : 1) * sizeof *x);
  for (size_t i = 0; i < n; i++)
    x[i] = (real)random_normal(g);
  return x;
}

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
  s->x = numbers(graph->nodes * s->in, g);
  s->w = numbers(graph->edges * s->weights, g);
  s->y = numbers(graph->nodes * s->out, g);
  s->dy = numbers(graph->nodes * s->out, g);
  s->dx = numbers(graph->nodes * s->in, g);
  s->dY = numbers(graph->edges * graph->harmonics, g);
  s->dw = numbers(graph->edges * s->weights, g);
  s->scratch = numbers(fast_convolution_workspace(&s->c), g);
  s->net = (struct radial_net){8, 16, s->weights};
  s->B = numbers(graph->edges * s->net.inputs, g);
  s->hidden = numbers(graph->edges * s->net.hidden, g);
  s->W = numbers(radial_net_weights(&s->net), g);
  s->dW = numbers(radial_net_weights(&s->net), g);
  s->net_scratch = numbers(fast_convolution_net_workspace(&s->c, &s->net), g);
}

/* The network costs two operations for each of its weights. */
static void net_rows(struct edges *s, struct item item)
{
  const double pairs = (double)s->c.product->pairs;
  struct bench_times t;
  item.name = "net";
  item.flop = 2 * (pairs * (double)item.channels + (double)s->out) +
              2 * (double)radial_net_weights(&s->net);
  item.bytes = (double)s->in * sizeof(real);
  bench_pair((struct bench_work){reference_net, s},
             (struct bench_work){fused_net, s}, 5, 0.01, &t);
  show(item, t);
  item.name = "net-both";
  item.flop *= 3;
  item.bytes *= 3;
  bench_pair((struct bench_work){reference_net_both, s},
             (struct bench_work){fused_net_both, s}, 5, 0.01, &t);
  show(item, t);
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
  struct bench_times t;
  bench_pair((struct bench_work){reference_forward, &s},
             (struct bench_work){fused_forward, &s}, 5, 0.01, &t);
  show(item, t);
  item.name = "convolution-both";
  item.flop *= 3;
  item.bytes *= 3;
  bench_pair((struct bench_work){reference_both, &s},
             (struct bench_work){fused_both, &s}, 5, 0.01, &t);
  show(item, t);
  net_rows(&s, item);
  free(s.B), free(s.hidden), free(s.W), free(s.dW), free(s.net_scratch);
  free(s.x), free(s.w), free(s.y), free(s.dy), free(s.dx), free(s.dY);
  free(s.dw), free(s.scratch);
  graph_free(s.graph);
  convolution_free(&s.c);
}

/* ---- [rotations] All D(R) up to a degree, in double ---- */
enum { ROTATIONS = 200, DEGREE = 8 };

struct turns {
  struct wigner_table table;
  rot3 R[ROTATIONS];
  double D[2000]; /* 1 + 9 + ... + 289 = 969 numbers */
};

static void exponentials(void *p)
{
  struct turns *s = p;
  for (size_t i = 0; i < ROTATIONS; i++)
    for (int l = 0; l <= DEGREE; l++)
      wigner_d_exp(l, s->R[i], s->D + wigner_block(l));
}

static void from_table(void *p)
{
  struct turns *s = p;
  for (size_t i = 0; i < ROTATIONS; i++)
    wigner_table_all(&s->table, s->R[i], s->D);
}

static void rotation_row(void)
{
  static struct turns s;
  struct random g = random_seed(5);
  struct bench_times t;
  if (wigner_table_create(DEGREE, &s.table))
    return;
  for (size_t i = 0; i < ROTATIONS; i++)
    s.R[i] = so3_random(&g);
  bench_pair((struct bench_work){exponentials, &s},
             (struct bench_work){from_table, &s}, 5, 0.01, &t);
  show((struct item){"rotations", DEGREE, 0, ROTATIONS, 0, 969 * 8}, t);
  wigner_table_free(&s.table);
}

/* ---- [memory] What the largest graph takes ----
 *
 * The high-water mark of the process, in bytes; 0 where the system does not
 * tell.  Only grows: sizes go upwards, and weights are never stored. */
static double peak_memory(void)
{
  char line[256];
  double kilobytes = 0;
  FILE *f = fopen("/proc/self/status", "r");
  while (f && fgets(line, sizeof line, f))
    if (sscanf(line, "VmHWM: %lf", &kilobytes) == 1)
      break;
  if (f)
    fclose(f);
  return 1024 * kilobytes;
}

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
  s.x = numbers(nodes * s.c.product->in1.dim, &g);
  s.dx = numbers(nodes * s.c.product->in1.dim, &g);
  s.y = numbers(nodes * s.c.product->out.dim, &g);
  s.dy = numbers(nodes * s.c.product->out.dim, &g);
  s.B = numbers(s.graph->edges * s.net.inputs, &g);
  s.W = numbers(radial_net_weights(&s.net), &g);
  s.dW = numbers(radial_net_weights(&s.net), &g);
  s.net_scratch = numbers(fast_convolution_net_workspace(&s.c, &s.net), &g);
  const double begin = bench_now();
  fused_net_both(&s);
  const double seconds = bench_now() - begin, bytes = peak_memory();
  const double edges = (double)s.graph->edges;
  printf("%-20s  2   32 %7zu %31.1f ns %8.1f MB\n", "memory", s.graph->edges,
         1e9 * seconds / edges, bytes * 1e-6);
  if (csv)
    fprintf(csv, "memory,2,32,%zu,0,%.4g,0,0,0,0,%.4g\n", s.graph->edges,
            1e9 * seconds / edges, bytes * 1e-9);
  free(s.x), free(s.dx), free(s.y), free(s.dy), free(s.B), free(s.W);
  free(s.dW), free(s.net_scratch);
  graph_free(s.graph);
  convolution_free(&s.c);
}

/* ---- [main] Everything ---- */
int main(int argc, char **argv)
{
  static const int degrees[] = {2, 4, 6, 10};
  static const size_t sizes[] = {1000, 10000, 100000};
  csv = argc > 1 ? fopen(argv[1], "w") : NULL;
  if (argc > 1 && !csv) {
    fprintf(stderr, "bench: cannot write %s\n", argv[1]);
    return EXIT_FAILURE;
  }
  printf("precision %s, %d numbers in a vector, one thread\n", REAL_NAME,
         (int)(64 / sizeof(real)));
  printf("%-20s %2s %4s %7s %10s %9s %7s %8s %6s %7s\n", "work", "l", "C",
         "size", "reference", "fast/ns", "ratio", "GFLOP/s", "peak", "GB/s");
  if (csv)
    fprintf(csv, "work,l,channels,size,reference_ns,ns,low_ns,high_ns,ratio,"
                 "gflops,gbytes\n");
  for (size_t nodes = 77; nodes < 100000; nodes *= 10)
    memory_row(nodes);
  limits();
  rotation_row();
  for (size_t s = 0; s < 3; s++)
    for (size_t d = 0; d < 4; d++)
      harmonics_rows(degrees[d], sizes[s]);
  for (size_t nodes = 64; nodes <= 640; nodes *= 10) {
    convolution_rows(1, 32, nodes);
    convolution_rows(2, 32, nodes);
    convolution_rows(2, 64, nodes);
    convolution_rows(3, 64, nodes);
  }
  if (csv && fclose(csv)) {
    fprintf(stderr, "bench: %s could not be written (disk full?)\n", argv[1]);
    return EXIT_FAILURE;
  }
  return EXIT_SUCCESS;
}

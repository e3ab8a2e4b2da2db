/* demo.c: the tables, quoted numbers and plot data of chapter 6. */
#include "demo.h"
#include "tfn.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- [tools] Memory, layouts, clouds ---- */
static real *numbers(size_t n)
{
  real *x = calloc(n ? n : 1, sizeof *x);
  if (!x)
    exit(EXIT_FAILURE);
  return x;
}

static void must(enum tfn_status status)
{
  if (status == TFN_OK)
    return;
  fprintf(stderr, "demo: %s\n", tfn_message(status));
  exit(EXIT_FAILURE);
}

static struct irreps layout(const char *text)
{
  struct irreps out = {0};
  if (irreps_parse(text, &out, NULL))
    exit(EXIT_FAILURE);
  return out;
}

static struct graph *pairs(size_t n, const real *points, int lmax)
{
  struct graph *graph;
  must(graph_all_pairs(1, &n, points, lmax, HARMONICS_COMPONENT, &graph));
  return graph;
}

static void turn(rot3 R, size_t n, const real *p, real *q)
{
  for (size_t i = 0; i < n; i++, p += 3, q += 3) {
    vec3 v = so3_apply(R, (vec3){(double)p[0], (double)p[1], (double)p[2]});
    q[0] = (real)v.x, q[1] = (real)v.y, q[2] = (real)v.z;
  }
}

static double largest(size_t n, const real *x)
{
  double most = 0;
  for (size_t k = 0; k < n; k++)
    most = fmax(most, fabs((double)x[k]));
  return most;
}

static double difference(size_t n, const real *x, const real *y)
{
  double most = 0;
  for (size_t k = 0; k < n; k++)
    most = fmax(most, fabs((double)x[k] - (double)y[k]));
  return most;
}

/* ---- [graph] A graph, edge by edge ---- */
static void show_graph(void)
{
  const real points[9] = {0, 0, 0, 1, 2, 2, 0, 3, 4};
  struct graph *graph = pairs(3, points, 1);
  demo_section("graph", "Three points, six edges");
  printf("receiver <- sender    vector (x y z)    length   Y_1 (y z x)\n");
  for (size_t e = 0; e < graph->edges; e++) {
    const real *v = graph->vector + 3 * e, *Y = graph->Y + 4 * e;
    printf("%8zu <- %-6zu  %5.1f %5.1f %5.1f  %8.4f  %7.4f %7.4f %7.4f\n",
           graph->receiver[e], graph->sender[e], (double)v[0], (double)v[1],
           (double)v[2], (double)graph->length[e], (double)Y[1], (double)Y[2],
           (double)Y[3]);
  }
  graph_free(graph);
}

/* ---- [cells] How many edges a radius leaves ---- */
static void show_cells(void)
{
  demo_section("cells", "Points of unit density, radius 1.5");
  printf("   points   all pairs      edges   edges per point\n");
  for (size_t n = 100; n <= 12800; n *= 4) {
    struct random g = random_seed(n);
    double side = cbrt((double)n);
    real *p = numbers(3 * n);
    struct graph *graph;
    for (size_t k = 0; k < 3 * n; k++)
      p[k] = (real)(side * random_uniform(&g));
    must(graph_radius(1, &n, p, REAL(1.5), 0, HARMONICS_NORM, &graph));
    printf("%9zu %11zu %10zu %13.1f\n", n, n * (n - 1), graph->edges,
           (double)graph->edges / (double)n);
    graph_free(graph);
    free(p);
  }
}

/* A flat cloud, and what the point nearest its middle finds within 1. */
static void write_cells(void)
{
  struct random g = random_seed(42);
  size_t n = 90, middle = 0;
  real *p = numbers(3 * n);
  struct graph *graph;
  for (size_t i = 0; i < n; i++) {
    p[3 * i] = (real)(5 * random_uniform(&g));
    p[3 * i + 1] = (real)(5 * random_uniform(&g));
    if (real_hypot(p[3 * i] - REAL(2.5), p[3 * i + 1] - REAL(2.5)) <
        real_hypot(p[3 * middle] - REAL(2.5), p[3 * middle + 1] - REAL(2.5)))
      middle = i;
  }
  must(graph_radius(1, &n, p, 1, 0, HARMONICS_NORM, &graph));
  FILE *file = demo_open("cells.dat");
  for (size_t i = 0; i < n; i++)
    fprintf(file, "%g %g\n", (double)p[3 * i], (double)p[3 * i + 1]);
  fprintf(file, "\n\n%g %g\n\n\n", (double)p[3 * middle],
          (double)p[3 * middle + 1]);
  for (size_t e = graph->first[middle]; e < graph->first[middle + 1]; e++)
    fprintf(file, "%g %g %g %g\n", (double)p[3 * graph->sender[e]],
            (double)p[3 * graph->sender[e] + 1], (double)graph->vector[3 * e],
            (double)graph->vector[3 * e + 1]);
  graph_free(graph);
  free(p);
}

/* ---- [radial] Bases and the cutoff ---- */
static void write_radial(void)
{
  FILE *file = demo_open("radial.dat");
  for (int kind = 0; kind < 4; kind++) {
    struct radial_basis basis = {(enum radial_kind)(kind / 2), 5, REAL(3.5),
                                 kind % 2 ? 6 : 0};
    for (int i = 0; i <= 300; i++) {
      real r = REAL(0.0125) * (real)i, B[5];
      must(radial_basis_forward(&basis, 1, &r, B, NULL));
      fprintf(file, "%g", (double)r);
      for (int k = 0; k < 5; k++)
        fprintf(file, " %.6g", (double)B[k]);
      fputc('\n', file);
    }
    fputs("\n\n", file);
  }
  file = demo_open("cutoff.dat");
  for (int i = 0; i <= 240; i++) {
    real x = (real)i / 200, slope, slope2, u = cutoff_value(6, x, &slope);
    real step = REAL(1e-4);
    cutoff_value(6, x + step, &slope2);
    fprintf(file, "%g %.6g %.6g %.6g %.6g\n", (double)x, (double)u,
            (double)slope, (double)((slope2 - slope) / step),
            x < 1 ? 0.5 * (1 + cos(3.14159265358979 * (double)x)) : 0.0);
  }
}

/* How often the polynomial is negative just before its end, multiplied out
 * and in factors. */
static void show_end(void)
{
  enum { POINTS = 256 };
  const real p = 6;
  int noisy = 0, factored = 0;
  for (int i = 1; i <= POINTS; i++) {
    const real x = 1 - (real)ldexp(i, -28);
    const real out = 1 - (p + 1) * (p + 2) / 2 * real_pow(x, p) +
                     p * (p + 2) * real_pow(x, p + 1) -
                     p * (p + 1) / 2 * real_pow(x, p + 2);
    noisy += out < 0;
    factored += cutoff_value(6, x, NULL) < 0;
  }
  demo_value("end_points", "%d", POINTS);
  demo_value("end_noisy", "%d", noisy);
  demo_value("end_factored", "%d", factored);
}

static void show_radial(void)
{
  demo_section("radial", "Five Bessel functions on a cutoff of 3.5");
  printf("    r   without a cutoff polynomial        "
         "with it (p = 6)\n");
  struct radial_basis plain = {RADIAL_BESSEL, 5, REAL(3.5), 0}, soft = plain;
  soft.envelope = 6;
  for (int i = 0; i <= 7; i++) {
    real r = (real)i / 2, a[5], b[5];
    must(radial_basis_forward(&plain, 1, &r, a, NULL));
    must(radial_basis_forward(&soft, 1, &r, b, NULL));
    printf("%5.1f  %7.3f %7.3f %7.3f %7.3f   %7.3f %7.3f %7.3f %7.3f\n",
           (double)r, (double)a[0], (double)a[1], (double)a[2], (double)a[3],
           (double)b[0], (double)b[1], (double)b[2], (double)b[3]);
  }
  show_end();
  write_radial();
}

/* ---- [units] A basis that knows its unit of length ----
 *
 * The same distance in angstrom and in nanometres.  Dividing the square by
 * the spacing, or multiplying it, leaves a length in the exponent. */
static void show_units(void)
{
  demo_section("units", "r = 1 and r = 0.1: angstrom and nanometre");
  printf("second Gaussian at r:         angstrom    nanometre\n");
  double value[3][2];
  for (int unit = 0; unit < 2; unit++) {
    double u = unit ? 0.1 : 1, s = 3.5 / 3 * u, d = u - s;
    value[0][unit] = exp(-d * d / (2 * s * s));
    value[1][unit] = exp(-d * d / s);
    value[2][unit] = exp(-d * d * s);
  }
  const char *name[3] = {"(r - c)^2 / (2 s^2)", "(r - c)^2 / s",
                         "(r - c)^2 * s"};
  for (int k = 0; k < 3; k++)
    printf("exp(-%-19s)    %9.6f   %9.6f\n", name[k], value[k][0], value[k][1]);
  double far = 2.5 - 3.5 / 3;
  demo_value("units_divided", "%.3f", exp(-far * far / (3.5 / 3)));
  demo_value("units_divided_nm", "%.3f",
             exp(-0.01 * far * far / (0.1 * 3.5 / 3)));
  demo_value("units_right", "%.3f",
             exp(-far * far / (2 * (3.5 / 3) * (3.5 / 3))));
}

/* ---- [filters] A filter, seen in space ----
 *
 * R(r) Y_lm on the plane y = 0, for a unit feature at the sender: what the
 * receiver at (x, z) hears. */
static void write_filters(void)
{
  const int l[4] = {0, 1, 2, 2}, m[4] = {0, 0, 0, 2};
  struct radial_basis basis = {RADIAL_GAUSSIAN, 4, REAL(2.7), 6};
  FILE *file = demo_open("filters.dat");
  for (int f = 0; f < 4; f++) {
    for (int i = -60; i <= 60; i++) {
      for (int j = -60; j <= 60; j++) {
        real p[3] = {(real)i / 20, 0, (real)j / 20}, B[4], Y[9];
        real r = real_hypot(p[0], p[2]);
        must(radial_basis_forward(&basis, 1, &r, B, NULL));
        harmonics(2, HARMONICS_COMPONENT, 1, p, Y);
        real value = (B[1] + B[2] / 2) * Y[l[f] * l[f] + l[f] + m[f]];
        fprintf(file, "%g %g %.4g\n", (double)p[0], (double)p[2],
                (double)value);
      }
      fputc('\n', file);
    }
    fputc('\n', file);
  }
}

/* ---- [two] Two points by hand ---- */
static void show_two_points(void)
{
  const real points[6] = {0, 0, 0, 1, 2, 2}, x[2] = {REAL(1.5), -2};
  const real w[4] = {1, 1, 1, 1};
  struct irreps in = layout("1x0e"), harmonics = layout("0e + 1o");
  struct convolution c;
  must(convolution_create(TP_DEPTHWISE, &in, &harmonics, NULL, &c));
  struct graph *graph = pairs(2, points, 1);
  real *y = numbers(2 * c.product->out.dim);
  real *scratch = numbers(convolution_workspace(&c));
  must(convolution_forward(&c, graph, x, w, scratch, y));
  demo_section("two", "a = (0,0,0) with x = 1.5, b = (1,2,2) with x = -2");
  printf("          0e          1o: y         z         x\n");
  for (int i = 0; i < 2; i++)
    printf("y_%c %9.4f    %9.4f %9.4f %9.4f\n", "ab"[i], (double)y[4 * i],
           (double)y[4 * i + 1], (double)y[4 * i + 2], (double)y[4 * i + 3]);
  graph_free(graph);
  convolution_free(&c);
  free(y), free(scratch);
}

/* ---- [paths] How many filters there are ---- */
static void show_paths(void)
{
  demo_section("paths", "Independent filters from l1 (down) to l3 (across)");
  printf("        0     1     2     3     4\n");
  for (int l1 = 0; l1 <= 4; l1++) {
    printf("%3d", l1);
    for (int l3 = 0; l3 <= 4; l3++) {
      struct irreps in = {0}, h = {0}, out = {0}, messages;
      irreps_append(&in, 1, l1, 1);
      irreps_append(&out, 1, l3, 1);
      for (int l = 0; l <= 8; l++)
        irreps_append(&h, 1, l, 1);
      tp_depthwise_output(&in, &h, &out, &messages);
      printf("%6zu", messages.n);
    }
    printf("\n");
  }
}

/* ---- [pointwise] What a function of the components does to a vector ----
 *
 * The vector runs around a circle.  Gated, its image runs around a circle too;
 * with silu of every component it does not. */
static void show_pointwise(void)
{
  FILE *file = demo_open("pointwise.dat");
  struct irreps vector = layout("1x1o");
  const real bias = 0;
  double worst = 0, gated = 0;
  real first[3] = {1, 0, 0}, f0[3];
  norm_gate_forward(&vector, 1, first, &bias, f0);
  for (int i = 0; i <= 72; i++) {
    double angle = 3.14159265358979323846 * i / 36;
    real v[3] = {(real)cos(angle), (real)sin(angle), 0}, gate[3], f[2];
    norm_gate_forward(&vector, 1, v, &bias, gate);
    for (int k = 0; k < 2; k++)
      f[k] = silu(v[k], NULL);
    real s = silu(1, NULL), want[2] = {v[0] * s, v[1] * s};
    worst = fmax(worst, difference(2, f, want));
    gated =
        fmax(gated, fabs((double)real_hypot(gate[0], gate[1]) - (double)f0[0]));
    fprintf(file, "%.5f %.5f %.5f %.5f %.5f %.5f %.5f %.5f\n", (double)v[0],
            (double)v[1], (double)gate[0], (double)gate[1], (double)f[0],
            (double)f[1], (double)want[0], (double)want[1]);
  }
  demo_section("pointwise", "f(R v) against R f(v), v = (1, 0), all R");
  printf("silu of each component     %.3f\n", worst);
  printf("norm gate                  %.1e\n", gated);
  demo_value("pointwise", "%.2f", worst);
}

/* ---- [zero] A norm without its epsilon ---- */
static void show_zero(void)
{
  const real zero[3] = {0}, dy[3] = {1, 2, 3}, bias = 0;
  struct irreps vector = layout("1x1o");
  real dx[3] = {0}, norm = real_sqrt(zero[0] * zero[0]);
  must(norm_gate_backward(&vector, 1, zero, &bias, dy, dx, NULL));
  demo_section("zero", "The gradient of a norm gate at the zero vector");
  printf("epsilon inside the root    %.4f %.4f %.4f\n", (double)dx[0],
         (double)dx[1], (double)dx[2]);
  printf("no epsilon: x / |x|        %s\n",
         isnan(zero[0] / norm) ? "NaN" : "a number");
}

/* ---- [net] A small network ---- */
enum { DEPTH = 3 };

struct net {
  struct layer layer[DEPTH];
  struct radial_basis basis;
  struct graph *graph;
  size_t weights, start[DEPTH], dim[DEPTH + 1]; /* dim of the features */
  real *w, *dw;                                 /* (weights) */
  real *x[DEPTH + 1], *dx[DEPTH + 1];           /* (nodes, dim) */
  real *work[DEPTH];
  real *B, *slope, *dB, *dY, *dlength, *dpoints;
};

static void create_layers(struct net *net, const char *const *features,
                          const char *harmonics, size_t neighbours)
{
  for (int k = 0; k < DEPTH; k++) {
    struct layer_description is = {.mode = TP_DEPTHWISE,
                                   .in = layout(features[k]),
                                   .out = layout(features[k + 1]),
                                   .harmonics = layout(harmonics),
                                   .gate =
                                       k + 1 < DEPTH ? GATE_NORM : GATE_NONE,
                                   .basis = net->basis.count,
                                   .hidden = 8,
                                   .scale = 1 / real_sqrt((real)neighbours)};
    must(layer_create(&is, &net->layer[k]));
    net->dim[k] = is.in.dim;
    net->dim[k + 1] = is.out.dim;
    net->start[k] = net->weights;
    net->weights += layer_weights(&net->layer[k]);
  }
}

static void create_net(struct net *net, const char *const *features,
                       const char *harmonics, struct graph *graph,
                       size_t neighbours, uint64_t seed)
{
  struct random g = random_seed(seed);
  *net = (struct net){.basis = {RADIAL_BESSEL, 6, 5, 6}, .graph = graph};
  create_layers(net, features, harmonics, neighbours);
  net->w = numbers(net->weights);
  net->dw = numbers(net->weights);
  for (int k = 0; k <= DEPTH; k++) {
    net->x[k] = numbers(graph->nodes * net->dim[k]);
    net->dx[k] = numbers(graph->nodes * net->dim[k]);
  }
  for (int k = 0; k < DEPTH; k++) {
    net->work[k] = numbers(layer_workspace(&net->layer[k], graph));
    must(layer_initial(&net->layer[k], &g, net->w + net->start[k]));
  }
  net->B = numbers(graph->edges * net->basis.count);
  net->slope = numbers(graph->edges * net->basis.count);
  net->dB = numbers(graph->edges * net->basis.count);
  net->dY = numbers(graph->edges * graph->harmonics);
  net->dlength = numbers(graph->edges);
  net->dpoints = numbers(3 * graph->nodes);
}

static void free_net(struct net *net)
{
  for (int k = 0; k <= DEPTH; k++)
    free(net->x[k]), free(net->dx[k]);
  for (int k = 0; k < DEPTH; k++)
    free(net->work[k]), layer_free(&net->layer[k]);
  free(net->w), free(net->dw), free(net->B), free(net->slope);
  free(net->dB), free(net->dY), free(net->dlength), free(net->dpoints);
  graph_free(net->graph);
}

/* ---- [netpasses] Its two passes ---- */
static void forward(struct net *net)
{
  struct graph *graph = net->graph;
  must(radial_basis_forward(&net->basis, graph->edges, graph->length, net->B,
                            net->slope));
  for (int k = 0; k < DEPTH; k++)
    must(layer_forward(&net->layer[k], graph, net->B, net->w + net->start[k],
                       net->x[k], net->work[k], net->x[k + 1]));
}

static void clear(real *x, size_t n)
{
  memset(x, 0, n * sizeof *x);
}

/* From dx[DEPTH] to every other gradient. */
static void backward(struct net *net)
{
  struct graph *graph = net->graph;
  clear(net->dw, net->weights);
  clear(net->dB, graph->edges * net->basis.count);
  clear(net->dY, graph->edges * graph->harmonics);
  clear(net->dlength, graph->edges);
  clear(net->dpoints, 3 * graph->nodes);
  for (int k = DEPTH - 1; k >= 0; k--) {
    clear(net->dx[k], graph->nodes * net->dim[k]);
    must(layer_backward(&net->layer[k], graph, net->B, net->w + net->start[k],
                        net->x[k], net->work[k], net->dx[k + 1],
                        net->dw + net->start[k], net->dx[k], net->dY, net->dB));
  }
  must(radial_basis_backward(&net->basis, graph->edges, net->slope, net->dB,
                             net->dlength));
  must(graph_backward(graph, net->dlength, net->dY, net->dpoints));
}

/* ---- [animals] A cat and a dog ----
 *
 * Twelve points each; they differ in ears, snout and tail.  Point 0 is the
 * nose; both look along +x. */
enum { ANIMALS = 2, POINTS = 12, NODES = ANIMALS * POINTS };

static const real animals[3 * NODES] = {
    /* cat: short snout, ears up, tail up */
    REAL(2.3), 0, REAL(1.1), 2, 0, REAL(1.4), REAL(1.8), REAL(0.35), REAL(1.9),
    REAL(1.8), REAL(-0.35), REAL(1.9), REAL(1.2), 0, 1, REAL(0.4), 0, 1,
    REAL(1.2), REAL(0.3), 0, REAL(1.2), REAL(-0.3), 0, 0, REAL(0.3), 0, 0,
    REAL(-0.3), 0, REAL(-0.2), 0, REAL(1.6), REAL(-0.3), 0, REAL(2.2),
    /* dog: long snout, ears down, tail back */
    REAL(2.9), 0, 1, 2, 0, REAL(1.4), REAL(1.9), REAL(0.5), 1, REAL(1.9),
    REAL(-0.5), 1, REAL(1.2), 0, 1, REAL(0.4), 0, 1, REAL(1.2), REAL(0.3), 0,
    REAL(1.2), REAL(-0.3), 0, 0, REAL(0.3), 0, 0, REAL(-0.3), 0, REAL(-0.5), 0,
    REAL(1.2), -1, 0, REAL(1.3)};

static const char *const animal_features[DEPTH + 1] = {
    "1x0e", "8x0e + 6x1o", "8x0e + 6x1o", "3x0e + 1x1o"};

enum { LOGITS = 0, GREEN = 2, LOOK = 3, OUT = 6 };

static void create_animals(struct net *net, uint64_t seed)
{
  const size_t counts[ANIMALS] = {POINTS, POINTS};
  struct graph *graph;
  must(graph_all_pairs(ANIMALS, counts, animals, 1, HARMONICS_COMPONENT,
                       &graph));
  create_net(net, animal_features, "0e + 1o", graph, POINTS - 1, seed);
  for (size_t i = 0; i < NODES; i++)
    net->x[0][i] = 1;
}

/* ---- [animalloss] Three wishes in one loss ----
 *
 * cat or dog: cross-entropy of the mean of channels 0 and 1 over an animal;
 * paint it green: (channel 2 - t)^2, t = 1 at the nose and 0 elsewhere;
 * where it looks: |mean of the vector - (1, 0, 0)|^2.
 *
 * Writes the gradient to dx[DEPTH]. */
static real animal_loss(struct net *net, real *pooled)
{
  const size_t labels[ANIMALS] = {0, 1};
  real p[2 * ANIMALS], z[2 * ANIMALS], dz[2 * ANIMALS] = {0};
  real dpooled[ANIMALS * OUT] = {0}, loss, *dy = net->dx[DEPTH];
  const real look[3] = {0, 0, 1}; /* (y, z, x) */
  pool_forward(net->graph, POOL_MEAN, OUT, net->x[DEPTH], pooled);
  for (size_t a = 0; a < ANIMALS; a++)
    memcpy(z + 2 * a, pooled + a * OUT + LOGITS, 2 * sizeof *z);
  must(cross_entropy_forward(ANIMALS, 2, z, labels, p, &loss));
  must(cross_entropy_backward(ANIMALS, 2, p, labels, dz));
  for (size_t a = 0; a < ANIMALS; a++) {
    memcpy(dpooled + a * OUT + LOGITS, dz + 2 * a, 2 * sizeof *dz);
    for (size_t m = 0; m < 3; m++) {
      real d = pooled[a * OUT + LOOK + m] - look[m];
      loss += d * d;
      dpooled[a * OUT + LOOK + m] = 2 * d;
    }
  }
  clear(dy, NODES * OUT);
  pool_backward(net->graph, POOL_MEAN, OUT, dpooled, dy);
  for (size_t i = 0; i < NODES; i++) {
    real d = net->x[DEPTH][i * OUT + GREEN] - (i % POINTS == 0 ? 1 : 0);
    loss += d * d;
    dy[i * OUT + GREEN] += 2 * d;
  }
  return loss;
}

/* ---- [train] Trained in one orientation ---- */
enum { STEPS = 300 };

static void train_animals(struct net *net)
{
  struct adam adam = adam_default();
  real *m = numbers(net->weights), *v = numbers(net->weights);
  real pooled[ANIMALS * OUT], loss = 0;
  FILE *file = demo_open("loss.dat");
  adam.rate = REAL(0.01);
  for (int step = 0; step <= STEPS; step++) {
    forward(net);
    loss = animal_loss(net, pooled);
    fprintf(file, "%d %.6g\n", step, (double)loss);
    if (step % 100 == 0)
      printf("step %3d    loss %.6f\n", step, (double)loss);
    if (step == 0)
      demo_value("loss_first", "%.2f", (double)loss);
    backward(net);
    must(adam_step(&adam, net->weights, net->dw, m, v, net->w));
  }
  demo_value("loss_last", "%.1e", (double)loss);
  demo_value("animals_steps", "%d", STEPS);
  free(m), free(v);
}

/* ---- [turned] And shown turned ---- */
struct verdict {
  double look, logit, green; /* largest deviations from the unturned answer */
  size_t wrong;
};

static void compare(struct net *net, rot3 R, const real *first,
                    const real *straight, struct verdict *worst)
{
  real p[3 * NODES], pooled[ANIMALS * OUT], want[ANIMALS * OUT];
  turn(R, NODES, animals, p);
  must(graph_move(net->graph, p));
  forward(net);
  pool_forward(net->graph, POOL_MEAN, OUT, net->x[DEPTH], pooled);
  irreps_transform(&net->layer[DEPTH - 1].is.out, R, false, ANIMALS, first,
                   want);
  for (size_t a = 0; a < ANIMALS; a++) {
    const real *z = pooled + a * OUT, *w = want + a * OUT;
    worst->logit = fmax(worst->logit, difference(2, z, w));
    worst->look = fmax(worst->look, difference(3, z + LOOK, w + LOOK));
    worst->wrong += (z[1] > z[0]) != (a == 1);
  }
  for (size_t i = 0; i < NODES; i++)
    worst->green =
        fmax(worst->green, fabs((double)net->x[DEPTH][i * OUT + GREEN] -
                                (double)straight[i * OUT + GREEN]));
}

/* ---- [picture] What the figure shows ---- */
static const size_t bones[11][2] = {{0, 1}, {1, 2},  {1, 3},  {1, 4},
                                    {4, 5}, {4, 6},  {4, 7},  {5, 8},
                                    {5, 9}, {5, 10}, {10, 11}};

static void write_animals(FILE *file, const struct net *net, const real *p,
                          const real *pooled)
{
  for (size_t a = 0; a < ANIMALS; a++) {
    for (size_t i = a * POINTS; i < (a + 1) * POINTS; i++)
      fprintf(file, "%g %g %g %g\n", (double)p[3 * i], (double)p[3 * i + 1],
              (double)p[3 * i + 2], (double)net->x[DEPTH][i * OUT + GREEN]);
    fputs("\n\n", file);
    for (size_t b = 0; b < sizeof bones / sizeof *bones; b++)
      for (size_t e = 0; e < 2; e++) {
        const real *r = p + 3 * (a * POINTS + bones[b][e]);
        fprintf(file, "%g %g %g\n%s", (double)r[0], (double)r[1], (double)r[2],
                e ? "\n" : "");
      }
    fputs("\n\n", file);
    const real *nose = p + 3 * a * POINTS, *v = pooled + a * OUT + LOOK;
    fprintf(file, "%g %g %g %g %g %g\n\n\n", (double)nose[0], (double)nose[1],
            (double)nose[2], (double)v[2], (double)v[0], (double)v[1]);
  }
}

static void show_animals(void)
{
  struct net net;
  struct random g = random_seed(6);
  struct verdict worst = {0};
  real first[ANIMALS * OUT], straight[NODES * OUT], p[3 * NODES];
  create_animals(&net, 3);
  demo_section("animals", "One orientation to learn from, 1000 to be asked");
  train_animals(&net);
  forward(&net);
  memcpy(straight, net.x[DEPTH], sizeof straight);
  pool_forward(net.graph, POOL_MEAN, OUT, straight, first);
  FILE *file = demo_open("animals.dat");
  write_animals(file, &net, animals, first);
  for (int k = 0; k < 1000; k++)
    compare(&net, so3_random(&g), first, straight, &worst);
  printf("cat or dog, 2000 answers:   %zu wrong, logits changed by %.1e\n",
         worst.wrong, worst.logit);
  printf("paint the nose green:       each point's value changed by %.1e\n",
         worst.green);
  printf("where does it look:         arrow off the turned arrow by %.1e\n",
         worst.look);
  demo_value("animals_wrong", "%zu", worst.wrong);
  demo_value("animals_logit", "%.1e", worst.logit);
  demo_value("animals_look", "%.1e", worst.look);
  rot3 R = so3_mul(so3_exp((vec3){0, 0.7, 0}), so3_exp((vec3){2.6, 0, 0}));
  real pooled[ANIMALS * OUT];
  turn(R, NODES, animals, p);
  must(graph_move(net.graph, p));
  forward(&net);
  pool_forward(net.graph, POOL_MEAN, OUT, net.x[DEPTH], pooled);
  write_animals(file, &net, p, pooled);
  free_net(&net);
}

/* ---- [steps] The equivariance error, step by step ----
 *
 * Three layers taken apart.  With `single` every stored number is rounded to
 * float; with `broken` the first gate is silu of every component. */
struct trace {
  real *value[4 * DEPTH + 1];
  struct irreps layout[4 * DEPTH + 1];
  const char *name[4 * DEPTH + 1];
  size_t steps;
};

static void store(struct trace *t, const char *name, const struct irreps *of,
                  size_t rows, real *x, bool single)
{
  size_t n = rows * of->dim;
  for (size_t k = 0; single && k < n; k++)
    x[k] = (real)(float)x[k];
  t->name[t->steps] = name;
  t->layout[t->steps] = *of;
  t->value[t->steps] = numbers(n);
  memcpy(t->value[t->steps++], x, n * sizeof *x);
}

static void trace_layer(struct net *net, int k, struct trace *t, bool single,
                        bool broken)
{
  const struct layer *layer = &net->layer[k];
  struct graph *graph = net->graph;
  struct layer_parameters p = layer_parameters(layer, net->w + net->start[k]);
  const struct irreps *messages = &layer->mix.in;
  size_t n = graph->nodes, W = layer->radial.outputs;
  real *hidden = numbers(graph->edges * 8), *w = numbers(graph->edges * W);
  real *heard = numbers(n * messages->dim), *scratch = numbers(messages->dim);
  real *mixed = numbers(n * layer->gated.dim);
  struct irreps plain = {0};
  irreps_append(&plain, W, 0, 1);
  radial_net_forward(&layer->radial, graph->edges, net->B, p.radial, hidden, w);
  store(t, "radial", &plain, graph->edges, w, single);
  convolution_forward(&layer->convolution, graph, net->x[k], w, scratch, heard);
  store(t, "convolution", messages, n, heard, single);
  mix_forward(&layer->mix, n, heard, p.mix, false, mixed);
  mix_forward(&layer->self, n, net->x[k], p.self, true, mixed);
  store(t, "mixing", &layer->gated, n, mixed, single);
  if (layer->is.gate == GATE_NORM && !broken)
    norm_gate_forward(&layer->gated, n, mixed, p.bias, net->x[k + 1]);
  else
    for (size_t i = 0; i < n * layer->gated.dim; i++)
      net->x[k + 1][i] = broken ? silu(mixed[i], NULL) : mixed[i];
  store(t, k + 1 < DEPTH ? "gate" : "output", &layer->is.out, n, net->x[k + 1],
        single);
  free(hidden), free(w), free(heard), free(scratch), free(mixed);
}

/* ---- [trace] Once straight, once turned ---- */
static struct trace trace(struct net *net, const real *points, bool single,
                          bool broken)
{
  struct trace t = {0};
  struct irreps h = net->layer[0].is.harmonics;
  size_t edges = net->graph->edges;
  must(graph_move(net->graph, points));
  for (size_t e = 0; single && e < edges; e++)
    net->graph->length[e] = (real)(float)net->graph->length[e];
  store(&t, "harmonics", &h, edges, net->graph->Y, single);
  for (size_t k = 0; single && k < edges * h.dim; k++)
    net->graph->Y[k] = (real)(float)net->graph->Y[k];
  radial_basis_forward(&net->basis, edges, net->graph->length, net->B, NULL);
  for (int k = 0; k < DEPTH; k++)
    trace_layer(net, k, &t, single, broken && k == 0);
  return t;
}

static void errors_of(struct net *net, const real *points, rot3 R, bool single,
                      bool broken, double *worst)
{
  size_t n = net->graph->nodes;
  real *q = numbers(3 * n);
  turn(R, n, points, q);
  for (size_t k = 0; single && k < 3 * n; k++)
    q[k] = (real)(float)q[k];
  struct trace a = trace(net, points, single, broken);
  struct trace b = trace(net, q, single, broken);
  for (size_t s = 0; s < a.steps; s++) {
    bool edge = a.name[s][0] == 'h' || a.name[s][0] == 'r';
    size_t rows = edge ? net->graph->edges : n, all = rows * a.layout[s].dim;
    real *want = numbers(all);
    irreps_transform(&a.layout[s], R, false, rows, a.value[s], want);
    double scale = fmax(1, largest(all, want));
    worst[s] = fmax(worst[s], difference(all, want, b.value[s]) / scale);
    free(want), free(a.value[s]), free(b.value[s]);
  }
  free(q);
}

static void show_equivariance(void)
{
  const char *const features[DEPTH + 1] = {
      "1x0e", "8x0e + 4x1o + 4x2e", "8x0e + 4x1o + 4x2e", "4x0e + 2x1o + 1x2e"};
  static const char *const names[4 * DEPTH + 1] = {
      "harmonics",     "radial 1",      "convolution 1", "mixing 1", "gate 1",
      "radial 2",      "convolution 2", "mixing 2",      "gate 2",   "radial 3",
      "convolution 3", "mixing 3",      "output"};
  double worst[3][4 * DEPTH + 1] = {{0}};
  struct net net;
  struct random g = random_seed(11);
  real points[24];
  for (int k = 0; k < 24; k++)
    points[k] = (real)(float)(3 * random_uniform(&g));
  create_net(&net, features, "0e + 1o + 2e", pairs(8, points, 2), 7, 5);
  for (size_t i = 0; i < 8; i++)
    net.x[0][i] = 1;
  for (int k = 0; k < 10; k++) {
    rot3 R = so3_random(&g);
    for (int mode = 0; mode < 3; mode++)
      errors_of(&net, points, R, mode == 1, mode == 2, worst[mode]);
  }
  demo_section("equivariance", "Largest error over ten rotations");
  printf("after            double    stored as float   broken gate\n");
  FILE *file = demo_open("equivariance.dat");
  for (int s = 0, row = 0; s < 4 * DEPTH + 1; s++) {
    printf("%-14s  %8.1e  %12.1e  %14.1e\n", names[s], worst[0][s], worst[1][s],
           worst[2][s]);
    if (s < 2 || names[s][0] != 'r') /* later weights see only lengths */
      fprintf(file, "%d \"%s\" %.3g %.3g %.3g\n", row++, names[s], worst[0][s],
              worst[1][s], worst[2][s]);
  }
  demo_value("equivariance_double", "%.0e", worst[0][4 * DEPTH]);
  demo_value("equivariance_float", "%.0e", worst[1][4 * DEPTH]);
  demo_value("equivariance_broken", "%.2f", worst[2][4 * DEPTH]);
  free_net(&net);
}

/* ---- [blind] Three networks that pass ---- */
static double equivariance_of(struct net *net, int flipped, double *size)
{
  struct random g = random_seed(12);
  rot3 R = so3_random(&g);
  size_t all = NODES * OUT;
  real *y[2] = {numbers(all), numbers(all)}, *want = numbers(all);
  for (int turned = 0; turned < 2; turned++) {
    real p[3 * NODES];
    turn(turned ? R : so3_identity(), NODES, animals, p);
    must(graph_move(net->graph, p));
    for (size_t e = 0; flipped && e < net->graph->edges; e++)
      for (size_t k = 1; k < 4; k++)
        net->graph->Y[4 * e + k] = -net->graph->Y[4 * e + k];
    forward(net);
    memcpy(y[turned], net->x[DEPTH], all * sizeof *want);
  }
  irreps_transform(&net->layer[DEPTH - 1].is.out, R, false, NODES, y[0], want);
  *size = (double)y[0][LOOK + 2];
  double error = difference(all, want, y[1]);
  free(y[0]), free(y[1]), free(want);
  return error;
}

static void show_blind(void)
{
  struct net net;
  double right, flipped, zero;
  create_animals(&net, 3);
  double a = equivariance_of(&net, 0, &right);
  double b = equivariance_of(&net, 1, &flipped);
  clear(net.w, net.weights);
  double c = equivariance_of(&net, 0, &zero);
  demo_section("blind", "Equivariance error, and the first arrow's x");
  printf("edges from sender to receiver    %8.1e  %9.5f\n", a, right);
  printf("edges from receiver to sender    %8.1e  %9.5f\n", b, flipped);
  printf("all weights zero                 %8.1e  %9.5f\n", c, zero);
  demo_value("blind_right", "%.5f", right);
  demo_value("blind_flipped", "%.5f", flipped);
  free_net(&net);
}

/* ---- [vcurve] How well a difference knows a gradient ---- */
static double along(struct net *net, const real *w, const real *d, double t)
{
  real pooled[ANIMALS * OUT];
  for (size_t k = 0; k < net->weights; k++)
    net->w[k] = w[k] + (real)t * d[k];
  forward(net);
  return (double)animal_loss(net, pooled);
}

static void show_gradient(void)
{
  struct net net;
  struct random g = random_seed(14);
  create_animals(&net, 3);
  real *w = numbers(net.weights), *d = numbers(net.weights);
  double exact = 0, wrong = 0, best[2] = {1, 1};
  for (size_t k = 0; k < net.weights; k++) {
    w[k] = net.w[k];
    d[k] = (real)random_normal(&g) / real_sqrt((real)net.weights);
  }
  along(&net, w, d, 0);
  backward(&net);
  for (size_t k = 0; k < net.weights; k++) {
    exact += (double)(net.dw[k] * d[k]);
    wrong += (double)(net.dw[k] * d[k]) * (k < net.start[1] ? 1.001 : 1);
  }
  FILE *file = demo_open("vcurve.dat");
  for (int i = 0; i <= 52; i++) {
    double h = pow(10, -13 + i / 4.0), f[4], base = along(&net, w, d, 0);
    const double at[4] = {-2, -1, 1, 2};
    for (int k = 0; k < 4; k++)
      f[k] = along(&net, w, d, at[k] * h);
    double two = (f[2] - f[1]) / (2 * h);
    double five = (8 * (f[2] - f[1]) - (f[3] - f[0])) / (12 * h);
    double forward_only = (f[2] - base) / h;
    best[0] = fmin(best[0], fabs(two / exact - 1));
    best[1] = fmin(best[1], fabs(five / exact - 1));
    fprintf(file, "%g %.3g %.3g %.3g %.3g\n", h, fabs(forward_only / exact - 1),
            fabs(two / exact - 1), fabs(five / exact - 1),
            fabs(five / wrong - 1));
  }
  demo_section("gradient", "A directional derivative of the animals' loss");
  printf("backward pass       %.12f\n", exact);
  printf("two points, best    relative error %.0e\n", best[0]);
  printf("five points, best   relative error %.0e\n", best[1]);
  demo_value("gradient_two", "%.0e", best[0]);
  demo_value("gradient_five", "%.0e", best[1]);
  demo_value("gradient_weights", "%zu", net.weights);
  free(w), free(d);
  free_net(&net);
}

/* ---- [forces] An energy, its forces, what they add up to ---- */
static void show_forces(void)
{
  struct net net;
  create_animals(&net, 3);
  forward(&net);
  clear(net.dx[DEPTH], NODES * OUT);
  for (size_t i = 0; i < NODES; i++)
    net.dx[DEPTH][i * OUT] = 1;
  backward(&net);
  demo_section("forces", "Minus the gradient of channel 0, the cat");
  printf("point     force x      y          z\n");
  vec3 sum = {0, 0, 0}, torque = {0, 0, 0};
  for (size_t i = 0; i < POINTS; i++) {
    const real *d = net.dpoints + 3 * i, *p = animals + 3 * i;
    vec3 f = {-(double)d[0], -(double)d[1], -(double)d[2]};
    vec3 r = {(double)p[0], (double)p[1], (double)p[2]};
    if (i < 4)
      printf("%5zu  %9.5f  %9.5f  %9.5f\n", i, f.x, f.y, f.z);
    sum = vec3_add(sum, f);
    torque = vec3_add(torque, vec3_cross(r, f));
  }
  printf("sum of forces %.0e, sum of torques %.0e\n", vec3_norm(sum),
         vec3_norm(torque));
  free_net(&net);
}

/* ---- [square] The commuting square, as arrows ----
 *
 * Five points in the plane z = 0 carry vectors; a layer makes vectors of them.
 * Polar vectors of a planar cloud stay in the plane.  The lower right corner
 * is computed twice: the layer after the turn, and the turn after the layer. */
static void write_arrows(FILE *file, const real *points, const real *features)
{
  for (int i = 0; i < 5; i++)
    fprintf(file, "%g %g %g %g\n", (double)points[3 * i],
            (double)points[3 * i + 1], (double)features[4 * i + 3],
            (double)features[4 * i + 1]);
  fputs("\n\n", file);
}

static void write_square(void)
{
  const real points[15] = {0,          0,          0,         1,  REAL(0.2),
                           0,          REAL(-0.5), 1,         0,  REAL(-0.8),
                           REAL(-0.7), 0,          REAL(0.6), -1, 0};
  struct layer_description is = {TP_DEPTHWISE,
                                 layout("1x0e + 1x1o"),
                                 layout("1x0e + 1x1o"),
                                 layout("0e + 1o + 2e"),
                                 GATE_NORM,
                                 4,
                                 6,
                                 REAL(0.5)};
  struct radial_basis basis = {RADIAL_GAUSSIAN, 4, 2, 0};
  struct layer layer;
  struct random g = random_seed(19);
  must(layer_create(&is, &layer));
  struct graph *graph = pairs(5, points, 2);
  real *w = numbers(layer_weights(&layer)), B[80], q[15];
  real x[20], Dx[20], y[20], Dy[20];
  real *work = numbers(layer_workspace(&layer, graph));
  must(layer_initial(&layer, &g, w));
  for (int i = 0; i < 5; i++) {
    x[4 * i] = 1;
    x[4 * i + 1] = (real)random_normal(&g) / 2;
    x[4 * i + 2] = 0;
    x[4 * i + 3] = (real)random_normal(&g) / 2;
  }
  FILE *file = demo_open("square.dat");
  for (int turned = 0; turned < 2; turned++) {
    rot3 R = so3_exp((vec3){0, 0, turned ? 1.2 : 0});
    turn(R, 5, points, q);
    irreps_transform(&is.in, R, false, 5, x, Dx);
    must(graph_move(graph, q));
    must(radial_basis_forward(&basis, graph->edges, graph->length, B, NULL));
    if (turned)
      irreps_transform(&is.out, R, false, 5, y, Dy);
    must(layer_forward(&layer, graph, B, w, Dx, work, y));
    write_arrows(file, q, Dx);
    write_arrows(file, q, y);
  }
  write_arrows(file, q, Dy);
  graph_free(graph);
  layer_free(&layer);
  free(w), free(work);
}

/* ---- [message] The message-passing step, for the drawing ---- */
static void write_message(void)
{
  const real points[15] = {0,          0, 0,         -2,         REAL(0.9),
                           0,          2, REAL(1.1), 0,          REAL(-1.6),
                           REAL(-1.2), 0, REAL(1.7), REAL(-1.0), 0};
  struct graph *graph = pairs(5, points, 1);
  FILE *file = demo_open("message.dat");
  for (int i = 0; i < 5; i++)
    fprintf(file, "%g %g %d\n", (double)points[3 * i],
            (double)points[3 * i + 1], i);
  fputs("\n\n", file);
  for (size_t e = graph->first[0]; e < graph->first[1]; e++) {
    const real *from = points + 3 * graph->sender[e];
    const real *v = graph->vector + 3 * e;
    fprintf(file, "%g %g %g %g %g\n", (double)from[0], (double)from[1],
            (double)v[0], (double)v[1], (double)graph->length[e]);
  }
  graph_free(graph);
}

/* ---- [adam] Adam in a narrow valley ----
 *
 * f(a, b) = (a^2 + 100 b^2)/2 from (1, 0.3).  Gradient descent must not step
 * further than 2/100; Adam scales each direction by itself. */
static void show_adam(void)
{
  FILE *file = demo_open("adam.dat");
  real w[2] = {1, REAL(0.3)}, u[2] = {1, REAL(0.3)}, m[2] = {0}, v[2] = {0};
  struct adam adam = adam_default();
  double value[2] = {0};
  adam.rate = REAL(0.05);
  for (int step = 0; step <= 120; step++) {
    real g[2] = {w[0], 100 * w[1]};
    value[0] = 0.5 * (double)(u[0] * u[0] + 100 * u[1] * u[1]);
    value[1] = 0.5 * (double)(w[0] * w[0] + 100 * w[1] * w[1]);
    fprintf(file, "%d %.5g %.5g %.5g %.5g %.5g %.5g\n", step, (double)u[0],
            (double)u[1], (double)w[0], (double)w[1], value[0], value[1]);
    must(adam_step(&adam, 2, g, m, v, w));
    u[0] -= REAL(0.019) * u[0];
    u[1] -= REAL(0.019) * 100 * u[1];
  }
  demo_value("descent_value", "%.1e", value[0]);
  demo_value("adam_value", "%.1e", value[1]);
}

/* ---- [memory] What a step needs ---- */
static void show_memory(void)
{
  struct net net;
  create_animals(&net, 3);
  demo_section("memory", "Three layers on two animals of twelve points");
  printf("layer   parameters   workspace\n");
  size_t work = 0;
  for (int k = 0; k < DEPTH; k++) {
    size_t one = layer_workspace(&net.layer[k], net.graph);
    printf("%5d %12zu %11zu\n", k + 1, layer_weights(&net.layer[k]), one);
    work += one;
  }
  printf("  all %12zu %11zu numbers of type %s\n", net.weights, work,
         REAL_NAME);
  free_net(&net);
}

/* ---- [gravity] One filter learns a law ----
 *
 * Points with masses (0e) in a ball, their accelerations (1o) as targets.  The
 * layer is a convolution and nothing else: y_i = sum_j m_j w(|r_ij|) Y_1, so
 * that sqrt(3) w(r) should become -1/r^2. */
enum { BODIES = 8, GAUSSIANS = 30, WIDTH = 16, GRAVITY_STEPS = 1500 };

static void draw_bodies(struct random *g, real *p, real *mass)
{
  for (size_t i = 0; i < BODIES;) {
    bool good = true;
    for (size_t a = 0; a < 3; a++)
      p[3 * i + a] = (real)(2 * random_uniform(g) - 1);
    good = real_hypot(real_hypot(p[3 * i], p[3 * i + 1]), p[3 * i + 2]) <= 1;
    for (size_t j = 0; j < i && good; j++) {
      real d = real_hypot(
          real_hypot(p[3 * i] - p[3 * j], p[3 * i + 1] - p[3 * j + 1]),
          p[3 * i + 2] - p[3 * j + 2]);
      good = d >= REAL(0.5);
    }
    mass[i] = REAL(0.5) + (real)random_uniform(g);
    i += good;
  }
}

static void newton(const struct graph *graph, const real *mass, real *a)
{
  clear(a, 3 * graph->nodes);
  for (size_t e = 0; e < graph->edges; e++) {
    real r = graph->length[e], f = -mass[graph->sender[e]] / (r * r * r);
    for (size_t k = 0; k < 3; k++) /* (y, z, x) */
      a[3 * graph->receiver[e] + k] += f * graph->vector[3 * e + (k + 1) % 3];
  }
}

/* ---- [gravitystep] Forward, loss, backward ---- */
struct gravity {
  struct radial_basis basis;
  struct radial_net net;
  struct convolution c;
  struct graph *graph;
  real p[3 * BODIES], mass[BODIES], want[3 * BODIES], y[3 * BODIES], scratch[3];
  real W[GAUSSIANS * WIDTH + WIDTH], dW[GAUSSIANS * WIDTH + WIDTH];
  real *B, *hidden, *w, *dw;
};

static real gravity_step(struct gravity *t)
{
  size_t edges = t->graph->edges;
  real loss = 0, dy[3 * BODIES];
  must(graph_move(t->graph, t->p));
  newton(t->graph, t->mass, t->want);
  must(radial_basis_forward(&t->basis, edges, t->graph->length, t->B, NULL));
  must(radial_net_forward(&t->net, edges, t->B, t->W, t->hidden, t->w));
  must(convolution_forward(&t->c, t->graph, t->mass, t->w, t->scratch, t->y));
  for (size_t k = 0; k < 3 * BODIES; k++) {
    real d = t->y[k] - t->want[k];
    loss += d * d / BODIES;
    dy[k] = 2 * d / BODIES;
  }
  clear(t->dw, edges);
  clear(t->dW, GAUSSIANS * WIDTH + WIDTH);
  must(convolution_backward(&t->c, t->graph, t->mass, t->w, dy, t->scratch,
                            NULL, NULL, t->dw));
  must(radial_net_backward(&t->net, edges, t->B, t->W, t->hidden, t->dw, t->dW,
                           NULL));
  return loss;
}

/* ---- [gravityshow] What was learned ---- */
static void write_gravity(struct gravity *t)
{
  FILE *file = demo_open("gravity.dat");
  double worst = 0;
  for (int i = 0; i <= 160; i++) {
    real r = REAL(0.3) + REAL(0.01) * (real)i, B[GAUSSIANS], h[WIDTH], w;
    must(radial_basis_forward(&t->basis, 1, &r, B, NULL));
    must(radial_net_forward(&t->net, 1, B, t->W, h, &w));
    double got = sqrt(3) * (double)w, want = -1 / (double)(r * r);
    fprintf(file, "%g %.5g %.5g\n", (double)r, got, want);
    if (r >= REAL(0.55) && r <= REAL(1.7))
      worst = fmax(worst, fabs(got / want - 1));
  }
  demo_value("gravity_worst", "%.1f", 100 * worst);
}

static void show_gravity(void)
{
  static struct gravity t;
  struct irreps in = layout("1x0e"), h = layout("0e + 1o"),
                out = layout("1x1o");
  struct random g = random_seed(21);
  struct adam adam = adam_default();
  real m[GAUSSIANS * WIDTH + WIDTH] = {0}, v[GAUSSIANS * WIDTH + WIDTH] = {0};
  t.basis = (struct radial_basis){RADIAL_GAUSSIAN, GAUSSIANS, 2, 0};
  t.net = (struct radial_net){GAUSSIANS, WIDTH, 1};
  must(convolution_create(TP_DEPTHWISE, &in, &h, &out, &t.c));
  draw_bodies(&g, t.p, t.mass);
  t.graph = pairs(BODIES, t.p, 1);
  t.B = numbers(t.graph->edges * GAUSSIANS);
  t.hidden = numbers(t.graph->edges * WIDTH);
  t.w = numbers(t.graph->edges), t.dw = numbers(t.graph->edges);
  for (size_t k = 0; k < GAUSSIANS * WIDTH + WIDTH; k++)
    t.W[k] = (real)random_normal(&g) / 2;
  demo_section("gravity", "Eight new bodies at every step");
  double mean = 0;
  for (int step = 1; step <= GRAVITY_STEPS; step++) {
    adam.rate = step <= GRAVITY_STEPS / 2 ? REAL(0.01) : REAL(0.002);
    mean += (double)gravity_step(&t) / 300;
    must(adam_step(&adam, GAUSSIANS * WIDTH + WIDTH, t.dW, m, v, t.W));
    draw_bodies(&g, t.p, t.mass);
    if (step % 300 == 0) {
      printf("steps %4d to %4d    mean squared error %.6f\n", step - 299, step,
             mean);
      mean = 0;
    }
  }
  demo_value("gravity_steps", "%d", GRAVITY_STEPS);
  write_gravity(&t);
  graph_free(t.graph);
  convolution_free(&t.c);
  free(t.B), free(t.hidden), free(t.w), free(t.dw);
}

/* ---- [main] Everything in the order of the chapter ---- */
int main(int argc, char **argv)
{
  demo_begin(argc, argv);
  show_graph();
  show_cells();
  write_cells();
  write_message();
  show_radial();
  show_units();
  write_filters();
  show_two_points();
  show_paths();
  show_pointwise();
  show_zero();
  write_square();
  show_equivariance();
  show_blind();
  show_gradient();
  show_forces();
  show_memory();
  show_adam();
  show_gravity();
  show_animals();
  return demo_end();
}

/* demo.c: the tables, quoted numbers and plot data of chapter 6. */
#include "demo.h"
#include "networks.h"
#include "piece.h"

#include <inttypes.h>
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
static void show_search(size_t n, bool far)
{
  struct random g = random_seed(n);
  double side = cbrt((double)n);
  real *p = numbers(3 * n);
  struct graph *graph;
  for (size_t k = 0; k < 3 * n; k++)
    p[k] = (real)(side * random_uniform(&g));
  for (size_t a = 0; far && a < 3; a++)
    p[a] = REAL(1e9);
  must(graph_radius(1, &n, p, REAL(1.5), 0, HARMONICS_NORM, &graph));
  printf("%9zu %11zu %10zu %13.1f %10" PRIu64 "%s\n", n, n * (n - 1),
         graph->edges, (double)graph->edges / (double)n, graph->compared,
         far ? "  one point far away" : "");
  graph_free(graph);
  free(p);
}

static void show_cells(void)
{
  demo_section("cells", "Points of unit density, radius 1.5");
  printf("   points   all pairs      edges   edges/point   compared\n");
  for (size_t n = 100; n <= 25600; n *= 4)
    show_search(n, false);
  show_search(25600, true);
}

/* Where the bands of n points begin along an axis: chapter.md shows why. */
static void write_bands(FILE *file, size_t n, const real *p, size_t axis)
{
  real start = 0, next = -1;
  while (next < REAL_MAX) {
    next = REAL_MAX;
    for (size_t i = 0; i < n; i++)
      if (p[3 * i + axis] >= start && p[3 * i + axis] < next)
        next = p[3 * i + axis];
    if (next < REAL_MAX)
      fprintf(file, "%g\n", (double)next);
    start = next + 1;
  }
  fputs("\n\n", file);
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
  fputs("\n\n", file);
  write_bands(file, n, p, 0);
  write_bands(file, n, p, 1);
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
    real x = (real)i / 200, slope, slope2, u = smooth_cutoff(6, x, &slope);
    real step = REAL(1e-4);
    smooth_cutoff(6, x + step, &slope2);
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
    factored += smooth_cutoff(6, x, NULL) < 0;
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
      f[k] = smooth_silu(v[k], NULL);
    real s = smooth_silu(1, NULL), want[2] = {v[0] * s, v[1] * s};
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

/* ---- [net] A network with a graph, weights and gradients ---- */
enum { DEPTH = 3 };

struct net {
  struct network *network;
  struct graph *graph;
  struct network_pass *pass;
  size_t weights;
  real *w, *dw, *dpoints;
};

/* DEPTH layers with norm gates but for the last, features[0] to
 * features[DEPTH]; the answers are added by the caller. */
static struct network *three_layers(const char *const *features, int lmax,
                                    real neighbours)
{
  struct network_description is = {.in = features[0],
                                   .lmax = lmax,
                                   .parity = true,
                                   .basis = {RADIAL_GAUSSIAN, 6, 5, 0}};
  struct network *network;
  must(network_create(&is, &network));
  for (int k = 1; k <= DEPTH; k++)
    must(network_add_layer(network, features[k],
                           k < DEPTH ? GATE_NORM : GATE_NONE, 8, neighbours));
  return network;
}

/* Takes over the network and the graph. */
static struct net with_graph(struct network *network, struct graph *graph,
                             uint64_t seed)
{
  struct net net = {.network = network, .graph = graph};
  must(network_pass_create(network, graph, &net.pass));
  net.weights = network_weights(network);
  net.w = numbers(net.weights);
  net.dw = numbers(net.weights);
  net.dpoints = numbers(3 * graph->nodes);
  must(network_initial(network, seed, net.w));
  return net;
}

static void free_net(struct net *net)
{
  network_pass_free(net->pass);
  graph_free(net->graph);
  network_free(net->network);
  free(net->w), free(net->dw), free(net->dpoints);
}

/* ---- [netpasses] Its two passes ---- */
static void move(struct net *net, const real *points)
{
  must(graph_move(net->graph, points));
  must(network_look(net->network, net->pass));
}

static void forward(struct net *net)
{
  must(network_forward(net->network, net->w, net->pass));
}

static void clear(real *x, size_t n)
{
  memset(x, 0, n * sizeof *x);
}

/* From the gradients by the answers to all others. */
static void backward(struct net *net)
{
  clear(net->dw, net->weights);
  clear(net->dpoints, 3 * net->graph->nodes);
  must(network_backward(net->network, net->w, net->pass, net->dw, NULL,
                        net->dpoints));
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
    "1x0e", "8x0e + 6x1o", "8x0e + 6x1o", "2x0e + 1x0e + 1x1o"};

/* The three answers of the network. */
enum { KIND, GREEN, LOOK };

static struct network *animal_network(void)
{
  /* The messages of the points of one animal are much alike, so their sum is
   * divided by their number, and not by its root. */
  const real alike = (POINTS - 1) * (POINTS - 1);
  struct network *network = three_layers(animal_features, 1, alike);
  must(network_answer(network, "2x0e", ANSWER_MEAN));
  must(network_answer(network, "1x0e", ANSWER_NODES));
  must(network_answer(network, "1x1o", ANSWER_MEAN));
  return network;
}

/* ---- [animalloss] Three wishes in one loss ----
 *
 * cat or dog: cross-entropy of the first answer;
 * paint it green: (second answer - t)^2, t = 1 at the nose and 0 elsewhere;
 * where it looks: |third answer - (1, 0, 0)|^2. */
static enum tfn_status animal_batch(const struct task *task,
                                    const struct network *network,
                                    struct batch *batch)
{
  const size_t counts[ANIMALS] = {POINTS, POINTS};
  (void)task;
  return graph_all_pairs(batch->items, counts, animals, network->lmax,
                         HARMONICS_COMPONENT, &batch->graph);
}

static void animal_loss(const struct task *task, const struct batch *batch,
                        real share, struct network_pass *pass,
                        struct report *report)
{
  const size_t nodes = batch->items * POINTS;
  const real look[6] = {0, 0, 1, 0, 0, 1}; /* (y, z, x) for both */
  real p[2 * ANIMALS], nose[NODES] = {0}, kind, green, where;
  (void)task;
  for (size_t i = 0; i < nodes; i += POINTS)
    nose[i] = 1;
  must(loss_cross_entropy(batch->items, 2, pass->answer[KIND], batch->item, p,
                          &kind));
  must(loss_cross_entropy_backward(batch->items, 2, p, batch->item,
                                   pass->danswer[KIND]));
  must(loss_squares(nodes, pass->answer[GREEN], nose, share,
                    pass->danswer[GREEN], &green));
  must(loss_squares(3 * batch->items, pass->answer[LOOK], look, share,
                    pass->danswer[LOOK], &where));
  report->loss += (double)(kind + green + where);
}

static const struct task ANIMAL_TASK = {.name = "animals",
                                        .items = ANIMALS,
                                        .batch = animal_batch,
                                        .loss = animal_loss};

/* ---- [train] Trained in one orientation ---- */
enum { STEPS = 300, ANIMAL_SEED = 3 };

static void write_loss(const struct trainer *t, void *file)
{
  size_t step = t->adam.step - 1; /* the loss is that before the step */
  fprintf(file, "%zu %.6g\n", step, t->report.loss);
  if (step % 100 == 0)
    printf("step %3zu    loss %.6f\n", step, t->report.loss);
  if (step == 0)
    demo_value("loss_first", "%.2f", t->report.loss);
}

static void train_animals(struct net *net)
{
  struct trainer_plan plan = {.seed = ANIMAL_SEED, .adam = adam_default()};
  struct trainer t;
  plan.adam.rate = REAL(0.01);
  must(trainer_create(net->network, &ANIMAL_TASK, &plan, &t));
  must(trainer_run(&t, STEPS, write_loss, demo_open("loss.dat"), NULL));
  printf("step %3zu    loss %.6f\n", t.adam.step, t.report.loss);
  demo_value("loss_last", "%.1e", t.report.loss);
  demo_value("animals_steps", "%d", STEPS);
  memcpy(net->w, t.w, net->weights * sizeof *t.w);
  trainer_free(&t);
}

static struct net create_animals(void)
{
  const size_t counts[ANIMALS] = {POINTS, POINTS};
  struct graph *graph;
  must(graph_all_pairs(ANIMALS, counts, animals, 1, HARMONICS_COMPONENT,
                       &graph));
  return with_graph(animal_network(), graph, ANIMAL_SEED);
}

/* ---- [turned] And asked in a thousand others ---- */
struct verdict {
  size_t wrong;
  double logit, green, look;
};

/* All three answers side by side: kind (2 each), green (12 each), look (3). */
enum { SAID = ANIMALS * (2 + POINTS + 3) };

static void say(const struct net *net, real *said)
{
  const size_t n[3] = {2 * ANIMALS, NODES, 3 * ANIMALS};
  for (int k = 0; k < 3; said += n[k++])
    memcpy(said, net->pass->answer[k], n[k] * sizeof *said);
}

static void compare(struct net *net, rot3 R, const real *first,
                    struct verdict *worst)
{
  const struct irreps vector = layout("1x1o");
  real p[3 * NODES], said[SAID], want[3 * ANIMALS];
  turn(R, NODES, animals, p);
  move(net, p);
  forward(net);
  say(net, said);
  const real *look = first + 2 * ANIMALS + NODES;
  irreps_transform(&vector, R, false, ANIMALS, look, want);
  worst->logit = fmax(worst->logit, difference(2 * ANIMALS, first, said));
  worst->green = fmax(
      worst->green, difference(NODES, first + 2 * ANIMALS, said + 2 * ANIMALS));
  worst->look = fmax(worst->look,
                     difference(3 * ANIMALS, want, said + 2 * ANIMALS + NODES));
  for (size_t a = 0; a < ANIMALS; a++)
    worst->wrong += (said[2 * a + 1] > said[2 * a]) != (a == 1);
}

/* ---- [picture] What the figure shows ---- */
static const size_t bones[11][2] = {{0, 1}, {1, 2},  {1, 3},  {1, 4},
                                    {4, 5}, {4, 6},  {4, 7},  {5, 8},
                                    {5, 9}, {5, 10}, {10, 11}};

static void write_animals(FILE *file, const struct net *net, const real *p)
{
  for (size_t a = 0; a < ANIMALS; a++) {
    for (size_t i = a * POINTS; i < (a + 1) * POINTS; i++)
      fprintf(file, "%g %g %g %g\n", (double)p[3 * i], (double)p[3 * i + 1],
              (double)p[3 * i + 2], (double)net->pass->answer[GREEN][i]);
    fputs("\n\n", file);
    for (size_t b = 0; b < sizeof bones / sizeof *bones; b++)
      for (size_t e = 0; e < 2; e++) {
        const real *r = p + 3 * (a * POINTS + bones[b][e]);
        fprintf(file, "%g %g %g\n%s", (double)r[0], (double)r[1], (double)r[2],
                e ? "\n" : "");
      }
    fputs("\n\n", file);
    const real *nose = p + 3 * a * POINTS;
    const real *v = net->pass->answer[LOOK] + 3 * a;
    fprintf(file, "%g %g %g %g %g %g\n\n\n", (double)nose[0], (double)nose[1],
            (double)nose[2], (double)v[2], (double)v[0], (double)v[1]);
  }
}

static void show_animals(void)
{
  struct net net = create_animals();
  struct random g = random_seed(6);
  struct verdict worst = {0};
  real first[SAID], p[3 * NODES];
  demo_section("animals", "One orientation to learn from, 1000 to be asked");
  train_animals(&net);
  forward(&net);
  say(&net, first);
  FILE *file = demo_open("animals.dat");
  write_animals(file, &net, animals);
  for (int k = 0; k < 1000; k++)
    compare(&net, so3_random(&g), first, &worst);
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
  turn(R, NODES, animals, p);
  move(&net, p);
  forward(&net);
  write_animals(file, &net, p);
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
  const struct layer *layer = layer_of(&net->network->stage[k]);
  const struct stage_pass *pass = &net->pass->stage[k];
  struct graph *graph = net->graph;
  struct layer_parameters p =
      layer_parameters(layer, net->w + net->network->first[k]);
  const struct irreps *messages = &layer->mix.in;
  size_t n = graph->nodes, W = layer->radial.outputs;
  real *hidden = numbers(graph->edges * 8), *w = numbers(graph->edges * W);
  real *heard = numbers(n * messages->dim), *scratch = numbers(messages->dim);
  real *mixed = numbers(n * layer->gated.dim);
  struct irreps plain = {0};
  irreps_append(&plain, W, 0, 1);
  radial_net_forward(&layer->radial, graph->edges, pass->geometry->B, p.radial,
                     hidden, w);
  store(t, "radial", &plain, graph->edges, w, single);
  convolution_forward(&layer->convolution, graph, pass->x, w, scratch, heard);
  store(t, "convolution", messages, n, heard, single);
  mix_forward(&layer->mix, n, heard, p.mix, false, mixed);
  mix_forward(&layer->self, n, pass->x, p.self, true, mixed);
  store(t, "mixing", &layer->gated, n, mixed, single);
  if (layer->is.gate == GATE_NORM && !broken)
    norm_gate_forward(&layer->gated, n, mixed, p.bias, pass->y);
  else
    for (size_t i = 0; i < n * layer->gated.dim; i++)
      pass->y[i] = broken ? smooth_silu(mixed[i], NULL) : mixed[i];
  store(t, k + 1 < DEPTH ? "gate" : "output", &layer->is.out, n, pass->y,
        single);
  free(hidden), free(w), free(heard), free(scratch), free(mixed);
}

/* ---- [trace] Once straight, once turned ---- */
static struct trace trace(struct net *net, const real *points, bool single,
                          bool broken)
{
  struct trace t = {0};
  struct irreps h = layer_of(&net->network->stage[0])->is.harmonics;
  size_t edges = net->graph->edges;
  must(graph_move(net->graph, points));
  for (size_t e = 0; single && e < edges; e++)
    net->graph->length[e] = (real)(float)net->graph->length[e];
  store(&t, "harmonics", &h, edges, net->graph->Y, single);
  for (size_t k = 0; single && k < edges * h.dim; k++)
    net->graph->Y[k] = (real)(float)net->graph->Y[k];
  must(network_look(net->network, net->pass));
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
  struct random g = random_seed(11);
  real points[24];
  for (int k = 0; k < 24; k++)
    points[k] = (real)(float)(3 * random_uniform(&g));
  struct network *network = three_layers(features, 2, 7);
  must(network_answer(network, NULL, ANSWER_NODES));
  struct net net = with_graph(network, pairs(8, points, 2), 5);
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
static double equivariance_of(struct net *net, bool flipped, double *size)
{
  const struct irreps vector = layout("1x1o");
  struct random g = random_seed(12);
  rot3 R = so3_random(&g);
  real said[2][3 * ANIMALS], want[3 * ANIMALS];
  for (int turned = 0; turned < 2; turned++) {
    real p[3 * NODES];
    turn(turned ? R : so3_identity(), NODES, animals, p);
    move(net, p);
    for (size_t e = 0; flipped && e < net->graph->edges; e++)
      for (size_t k = 1; k < 4; k++)
        net->graph->Y[4 * e + k] = -net->graph->Y[4 * e + k];
    forward(net);
    memcpy(said[turned], net->pass->answer[LOOK], sizeof want);
  }
  irreps_transform(&vector, R, false, ANIMALS, said[0], want);
  *size = (double)said[0][2];
  return difference(3 * ANIMALS, want, said[1]);
}

static void show_blind(void)
{
  struct net net = create_animals();
  double right, flipped, zero;
  double a = equivariance_of(&net, false, &right);
  double b = equivariance_of(&net, true, &flipped);
  clear(net.w, net.weights);
  double c = equivariance_of(&net, false, &zero);
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
  const size_t item[ANIMALS] = {0, 1};
  struct batch batch = {.items = ANIMALS, .item = item, .graph = net->graph};
  struct report report = {0};
  for (size_t k = 0; k < net->weights; k++)
    net->w[k] = w[k] + (real)t * d[k];
  forward(net);
  must(network_clear(net->network, net->pass));
  animal_loss(&ANIMAL_TASK, &batch, REAL(0.5), net->pass, &report);
  return report.loss;
}

static void show_gradient(void)
{
  struct net net = create_animals();
  struct random g = random_seed(15);
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
    wrong +=
        (double)(net.dw[k] * d[k]) * (k < net.network->first[1] ? 1.001 : 1);
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
  struct net net = create_animals();
  forward(&net);
  must(network_clear(net.network, net.pass));
  for (size_t a = 0; a < ANIMALS; a++)
    net.pass->danswer[KIND][2 * a] = 1;
  backward(&net);
  demo_section("forces", "Minus the gradient of the first logit, the cat");
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

/* ---- [alike] When do messages add up? ----
 *
 * Twenty times the linear part of a layer, mix(convolution(x)) + self(x), on
 * all pairs of n points of density 1, and x scaled back to size 1 after each.
 * The features may be drawn anew in each layer, and so may the weights of each
 * edge instead of coming from the radial network. */
enum { TWENTY = 20, FUNCTIONS = 8, HIDDEN = 16 };
static const char *const eight = "8x0e + 8x1o + 8x2e";

struct linear {
  struct layer layer;
  struct graph *graph;
  size_t n, edge; /* features of all nodes, weights of all edges */
  real *B, *hidden, *w, *we, *messages, *scratch, *x, *y;
};

static real *box(struct random *g, size_t n)
{
  real *p = numbers(3 * n), side = real_pow((real)n, REAL(1) / 3);
  for (size_t i = 0; i < 3 * n; i++)
    p[i] = side * (real)random_uniform(g);
  return p;
}

static void draw(struct random *g, size_t n, real *x)
{
  for (size_t i = 0; i < n; i++)
    x[i] = (real)random_normal(g);
}

static double mean_square(size_t n, const real *x)
{
  double sum = 0;
  for (size_t i = 0; i < n; i++)
    sum += (double)(x[i] * x[i]) / (double)n;
  return sum;
}

static struct linear linear_layer(struct random *g, size_t nodes, real scale)
{
  struct linear t = {0};
  struct layer_description is = {.mode = TP_DEPTHWISE,
                                 .in = layout(eight),
                                 .out = layout(eight),
                                 .harmonics = layout("0e + 1o + 2e"),
                                 .gate = GATE_NONE,
                                 .basis = FUNCTIONS,
                                 .hidden = HIDDEN,
                                 .scale = scale};
  real *points = box(g, nodes);
  struct radial_basis basis = {RADIAL_GAUSSIAN, FUNCTIONS,
                               2 * real_pow((real)nodes, REAL(1) / 3), 0};
  must(radial_basis_square(&basis, &is.square));
  must(layer_create(&is, &t.layer));
  t.graph = pairs(nodes, points, 2);
  t.n = nodes * is.in.dim;
  t.edge = t.graph->edges * t.layer.radial.outputs;
  t.B = numbers(t.graph->edges * FUNCTIONS);
  t.hidden = numbers(t.graph->edges * HIDDEN);
  t.w = numbers(layer_weights(&t.layer)), t.we = numbers(t.edge);
  t.messages = numbers(nodes * t.layer.mix.in.dim);
  t.scratch = numbers(convolution_workspace(&t.layer.convolution));
  t.x = numbers(t.n), t.y = numbers(t.n);
  must(
      radial_basis_forward(&basis, t.graph->edges, t.graph->length, t.B, NULL));
  free(points);
  return t;
}

static void free_linear(struct linear *t)
{
  free(t->B), free(t->hidden), free(t->w), free(t->we), free(t->messages);
  free(t->scratch), free(t->x), free(t->y);
  graph_free(t->graph);
  layer_free(&t->layer);
}

/* The factor by which one layer changes the mean square. */
static double one_layer(struct linear *t, bool new_features, bool new_weights,
                        struct random *g)
{
  const struct layer *layer = &t->layer;
  size_t nodes = t->graph->nodes, edges = t->graph->edges;
  if (new_features)
    draw(g, t->n, t->x);
  must(layer_initial(layer, g, t->w));
  struct layer_parameters p = layer_parameters(layer, t->w);
  must(radial_net_forward(&layer->radial, edges, t->B, p.radial, t->hidden,
                          t->we));
  if (new_weights)
    draw(g, t->edge, t->we);
  must(convolution_forward(&layer->convolution, t->graph, t->x, t->we,
                           t->scratch, t->messages));
  must(mix_forward(&layer->mix, nodes, t->messages, p.mix, false, t->y));
  must(mix_forward(&layer->self, nodes, t->x, p.self, true, t->y));
  double before = mean_square(t->n, t->x), after = mean_square(t->n, t->y);
  for (size_t i = 0; i < t->n; i++)
    t->x[i] = t->y[i] / (real)sqrt(after);
  return after / before;
}

/* The geometric mean over layers 11 to 20 and three draws. */
static double growth(size_t nodes, bool mean, bool new_features,
                     bool new_weights)
{
  double sum = 0;
  for (uint64_t seed = 1; seed <= 3; seed++) {
    struct random g = random_seed(seed);
    real n = (real)(nodes - 1);
    struct linear t = linear_layer(&g, nodes, 1 / (mean ? n : real_sqrt(n)));
    draw(&g, t.n, t.x);
    for (int k = 1; k <= TWENTY; k++) {
      double factor = one_layer(&t, new_features, new_weights, &g);
      sum += k > TWENTY / 2 ? log(factor) / (3 * TWENTY / 2) : 0;
    }
    free_linear(&t);
  }
  return exp(sum);
}

static void show_alike(void)
{
  static const char *const word[] = {"kept", "new"};
  demo_section("alike", "The factor of one layer, all pairs of n points");
  puts("divided by  features  weights     n = 12   n = 24   n = 48");
  for (int row = 0; row < 5; row++) {
    bool mean = row == 4, features = row == 1 || row == 3;
    bool weights = row == 2 || row == 3;
    printf("%-10s  %-8s  %-9s", mean ? "n" : "root of n", word[features],
           weights ? "new" : "of r");
    for (size_t nodes = 12; nodes <= 48; nodes *= 2) {
      double factor = growth(nodes, mean, features, weights);
      printf("  %7.2f", factor);
      if (nodes == 12 && (row == 0 || row == 4))
        demo_value(mean ? "alike_mean" : "alike_sum", "%.2f", factor);
      if (nodes == 12 && row == 4)
        demo_value("alike_twenty", "%.0e", pow(factor, TWENTY));
      if (nodes == 48 && row == 0)
        demo_value("alike_large", "%.1f", factor);
    }
    puts("");
  }
}

/* ---- [signal] Twenty layers, there and back ---- */
struct range {
  double least, most;
  int layers; /* that were passed while it lay between 1/4 and 4 */
};

static void widen(struct range *range, double x)
{
  range->least = fmin(range->least, x);
  range->most = fmax(range->most, x);
}

static bool within_four(const struct range *range)
{
  return range->least >= 0.25 && range->most <= 4;
}

static double block_size(const struct irreps *irreps, size_t n, const real *x,
                         size_t b)
{
  const struct irreps_block *k = &irreps->block[b];
  size_t count = k->channels * (2 * (size_t)k->l + 1);
  double sum = 0;
  for (size_t i = 0; i < n; i++)
    sum += mean_square(count, x + i * irreps->dim + k->offset) / (double)n;
  return sum;
}

static struct network *twenty_layers(enum gate gate, bool residual,
                                     const struct radial_basis *basis,
                                     real neighbours)
{
  struct network_description is = {
      .in = eight, .lmax = 2, .parity = true, .basis = *basis};
  struct network *network;
  must(network_create(&is, &network));
  for (int k = 0; k < TWENTY; k++)
    must(residual
             ? network_add_residual(network, gate, HIDDEN, neighbours, TWENTY)
             : network_add_layer(network, eight, gate, HIDDEN, neighbours));
  must(network_answer(network, NULL, ANSWER_NODES));
  return network;
}

/* Features of size 1 go in, a gradient of size 1 comes from the end.  Writes
 * the sizes of both before and after every layer, all degrees together, and
 * gives the ranges over all layers and degrees. */
static void pass_signal(struct net *net, FILE *file, struct range *features,
                        struct range *gradient)
{
  struct random g = random_seed(6);
  size_t nodes = net->graph->nodes;
  const struct irreps *irreps = &net->network->in;
  real *first = numbers(nodes * irreps->dim);
  draw(&g, nodes * irreps->dim, net->pass->x);
  draw(&g, nodes * irreps->dim, net->pass->danswer[0]);
  must(network_forward(net->network, net->w, net->pass));
  must(network_backward(net->network, net->w, net->pass, NULL, first, NULL));
  for (size_t k = 0; k <= TWENTY; k++) {
    const real *x = k ? net->pass->stage[k - 1].y : net->pass->x;
    const real *dx = k ? net->pass->stage[k - 1].dy : first;
    for (size_t b = 0; b < irreps->n; b++) {
      widen(features, block_size(irreps, nodes, x, b));
      widen(gradient, block_size(irreps, nodes, dx, b));
    }
    features->layers = within_four(features) ? (int)k : features->layers;
    fprintf(file, "%zu %g %g\n", k, mean_square(nodes * irreps->dim, x),
            mean_square(nodes * irreps->dim, dx));
  }
  fputs("\n\n", file);
  free(first);
}

static void signal_row(enum gate gate, bool residual, const char *name,
                       const struct radial_basis *basis, size_t nodes,
                       FILE *file)
{
  struct random g = random_seed(7);
  struct range features = {1, 1, 0}, gradient = {1, 1, 0};
  real *points = box(&g, nodes);
  struct graph *graph;
  struct network *network = twenty_layers(gate, residual, basis, 1);
  must(network_graph(network, 1, &nodes, points, &graph));
  network_free(network);
  network =
      twenty_layers(gate, residual, basis, (real)graph->edges / (real)nodes);
  struct net net = with_graph(network, graph, 8);
  pass_signal(&net, file, &features, &gradient);
  printf("%-7s %-8s   %8.1e  %8.1e   %2d   %8.1e  %8.1e\n", name,
         residual ? "residual" : "plain", features.least, features.most,
         features.layers, gradient.least, gradient.most);
  if (nodes == 12 && gate == GATE_NONE && !residual) {
    demo_value("signal_features", "%.0e", features.most);
    demo_value("signal_gradient", "%.0e", gradient.most);
  }
  free_net(&net);
  free(points);
}

/* What a residual stage of 20 does to the mean square of a gradient where the
 * features are nearly zero, in one stage and in all, for a small epsilon. */
static void small_epsilon(void)
{
  double eps = (double)LAYER_NORM_EPS, large = (double)RESIDUAL_EPS;
  double factor = 1 + (1 + eps) / (2 * TWENTY * eps);
  demo_value("epsilon_factor", "%.0f", factor);
  demo_value("epsilon_twenty", "%.0e", pow(factor, TWENTY));
  demo_value("epsilon_large", "%.1f",
             pow(1 + (1 + large) / (2 * TWENTY * large), TWENTY));
}

static void show_signal(void)
{
  static const char *const name[] = {"none", "norm", "scalar"};
  const struct radial_basis bases[2] = {
      {RADIAL_GAUSSIAN, FUNCTIONS, 4, 0},
      {RADIAL_GAUSSIAN, FUNCTIONS, REAL(1.5), 6}};
  const size_t nodes[2] = {12, 200};
  FILE *file = demo_open("signal.dat");
  small_epsilon();
  demo_section("signal", "Mean squares of all degrees in twenty layers");
  for (int k = 0; k < 2; k++) {
    printf("%s\n", k ? "200 points, radius 1.5" : "12 points, all pairs");
    puts("                   features        within   gradient\n"
         "gate    layers       least      most   1/4-4     least      most");
    for (int gate = GATE_NONE; gate <= GATE_SCALAR; gate++)
      for (int residual = 0; residual < 2; residual++)
        signal_row((enum gate)gate, residual, name[gate], &bases[k], nodes[k],
                   file);
  }
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

/* ---- [moments] What the gates leave ---- */
static void show_moments(void)
{
  demo_section("moments", "Mean squares behind a gate, sizes before it for 1");
  printf("gate            leaves   wants\n");
  printf("silu, 0e        %.4f   %.4f\n", moments_silu(1), moments_silu_gain());
  printf("scalar, l > 0   %.4f   %.4f\n", moments_sigmoid(1),
         1 / sqrt(moments_sigmoid(1)));
  for (int l = 1; l <= 3; l++)
    printf("norm, l = %d     %.4f   %.4f\n", l, moments_norm_gate(l, 1),
           moments_norm_gate_gain(l));
  demo_value("moment_silu", "%.4f", moments_silu(1));
  demo_value("moment_sigmoid", "%.4f", moments_sigmoid(1));
  demo_value("moment_twenty", "%.0e", pow(moments_silu(1), 20));
}

static void write_square(void)
{
  const real points[15] = {0,          0,          0,         1,  REAL(0.2),
                           0,          REAL(-0.5), 1,         0,  REAL(-0.8),
                           REAL(-0.7), 0,          REAL(0.6), -1, 0};
  struct network_description is = {.in = "1x0e + 1x1o",
                                   .lmax = 2,
                                   .parity = true,
                                   .basis = {RADIAL_GAUSSIAN, 4, 2, 0}};
  struct irreps features = layout("1x0e + 1x1o");
  struct network *network;
  struct random g = random_seed(19);
  must(network_create(&is, &network));
  must(network_add_layer(network, is.in, GATE_NORM, 6, 4));
  must(network_answer(network, NULL, ANSWER_NODES));
  struct net net = with_graph(network, pairs(5, points, 2), 19);
  real x[20], *Dx = net.pass->x, y[20], Dy[20], q[15];
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
    irreps_transform(&features, R, false, 5, x, Dx);
    move(&net, q);
    forward(&net);
    if (turned)
      irreps_transform(&features, R, false, 5, y, Dy);
    memcpy(y, net.pass->answer[0], sizeof y);
    write_arrows(file, q, Dx);
    write_arrows(file, q, y);
  }
  write_arrows(file, q, Dy);
  free_net(&net);
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
  struct net net = create_animals();
  demo_section("memory", "Three layers on two animals of twelve points");
  printf("layer   parameters   workspace\n");
  size_t work = 0;
  for (size_t k = 0; k < net.network->stages; k++) {
    const struct stage *stage = &net.network->stage[k];
    size_t one;
    must(stage_workspace(stage, &net.pass->geometry, &one));
    printf("%5zu %12zu %11zu\n", k + 1, stage->weights, one);
    work += one;
  }
  printf("  all %12zu %11zu numbers of type %s\n", net.weights, work,
         REAL_NAME);
  free_net(&net);
}

/* ---- [gravity] One filter learns a law ----
 *
 * Points with masses (0e) in a ball, their accelerations (1o) as targets.  The
 * only stage is a convolution: y_i = sum_j m_j w(|r_ij|) Y_1(r_ij), so that
 * sqrt(3) w(r) should become -1/r^2. */
enum { BODIES = 8, GAUSSIANS = 30, WIDTH = 16, GRAVITY_STEPS = 1500 };

struct filter {
  struct convolution c; /* 1x0e times 0e + 1o, the path to 1o */
  struct radial_net net;
};

/* ---- [gravitystage] A stage of our own ----
 *
 * Forward is two functions, backward the same two the other way round. */
struct filter_work {
  real *hidden, *w, *dw, *scratch;
};

static struct filter_work filter_place(const struct filter *f,
                                       const struct graph *graph,
                                       struct memory_map *map)
{
  struct filter_work k;
  k.hidden = memory_rows(map, graph->edges, f->net.hidden);
  k.w = memory_rows(map, graph->edges, f->net.outputs);
  k.dw = memory_rows(map, graph->edges, f->net.outputs);
  k.scratch = memory_rows(map, 1, convolution_workspace(&f->c));
  return k;
}

static enum tfn_status filter_workspace(const struct stage *stage,
                                        const struct geometry *geometry,
                                        size_t *count)
{
  struct memory_map map = {0};
  filter_place(stage->is, geometry->graph, &map);
  *count = map.used;
  return map.too_large ? TFN_TOO_LARGE : TFN_OK;
}

static void filter_initial(const struct stage *stage, struct random *g, real *w)
{
  for (size_t k = 0; k < stage->weights; k++)
    w[k] = (real)random_normal(g) / 2;
}

static void filter_forward(const struct stage *stage,
                           const struct stage_pass *pass)
{
  const struct filter *f = stage->is;
  const struct geometry *g = pass->geometry;
  struct memory_map map = {.memory = pass->work};
  struct filter_work k = filter_place(f, g->graph, &map);
  radial_net_forward(&f->net, g->graph->edges, g->B, pass->w, k.hidden, k.w);
  convolution_forward(&f->c, g->graph, pass->x, k.w, k.scratch, pass->y);
}

static void filter_backward(const struct stage *stage,
                            const struct stage_pass *pass)
{
  const struct filter *f = stage->is;
  const struct geometry *g = pass->geometry;
  struct geometry_gradient *d = pass->dgeometry;
  struct memory_map map = {.memory = pass->work};
  struct filter_work k = filter_place(f, g->graph, &map);
  clear(k.dw, g->graph->edges * f->net.outputs);
  convolution_backward(&f->c, g->graph, pass->x, k.w, pass->dy, k.scratch,
                       pass->dx, d ? d->Y : NULL, k.dw);
  radial_net_backward(&f->net, g->graph->edges, g->B, pass->w, k.hidden, k.dw,
                      pass->dw, d ? d->B : NULL);
}

static const struct stage_kind FILTER = {.name = "filter",
                                         .workspace = filter_workspace,
                                         .initial = filter_initial,
                                         .forward = filter_forward,
                                         .backward = filter_backward};

/* ---- [gravitytask] New bodies at every step ----
 *
 * Item k of the task is a cloud drawn from the seed k. */
static void draw_bodies(uint64_t seed, real *p, real *mass)
{
  struct random g = random_seed(seed);
  for (size_t i = 0; i < BODIES;) {
    bool good = true;
    for (size_t a = 0; a < 3; a++)
      p[3 * i + a] = (real)(2 * random_uniform(&g) - 1);
    good = real_hypot(real_hypot(p[3 * i], p[3 * i + 1]), p[3 * i + 2]) <= 1;
    for (size_t j = 0; j < i && good; j++) {
      real d = real_hypot(
          real_hypot(p[3 * i] - p[3 * j], p[3 * i + 1] - p[3 * j + 1]),
          p[3 * i + 2] - p[3 * j + 2]);
      good = d >= REAL(0.5);
    }
    mass[i] = REAL(0.5) + (real)random_uniform(&g);
    i += good;
  }
}

static enum tfn_status gravity_batch(const struct task *task,
                                     const struct network *network,
                                     struct batch *batch)
{
  const size_t bodies = BODIES;
  real p[3 * BODIES];
  (void)task;
  batch->x = numbers(BODIES);
  draw_bodies(batch->item[0], p, batch->x);
  return network_graph(network, 1, &bodies, p, &batch->graph);
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

static void gravity_loss(const struct task *task, const struct batch *batch,
                         real share, struct network_pass *pass,
                         struct report *report)
{
  real want[3 * BODIES], loss;
  (void)task;
  newton(batch->graph, batch->x, want);
  must(loss_squares(3 * BODIES, pass->answer[0], want, share / BODIES,
                    pass->danswer[0], &loss));
  report->loss += (double)loss;
}

static const struct task GRAVITY = {.name = "gravity",
                                    .items = GRAVITY_STEPS,
                                    .batch = gravity_batch,
                                    .loss = gravity_loss};

/* ---- [gravityshow] What was learned ---- */
static struct network *gravity_network(struct filter *f)
{
  const struct network_description is = {
      .in = "1x0e",
      .lmax = 1,
      .parity = true,
      .basis = {RADIAL_GAUSSIAN, GAUSSIANS, 2, 0}};
  struct irreps in = layout("1x0e"), h = layout("0e + 1o"),
                out = layout("1x1o");
  struct network *network;
  must(convolution_create(TP_DEPTHWISE, &in, &h, &out, &f->c));
  f->net = (struct radial_net){GAUSSIANS, WIDTH, 1};
  struct stage stage = {.kind = &FILTER,
                        .in = in,
                        .out = out,
                        .weights = radial_net_weights(&f->net),
                        .is = f};
  must(network_create(&is, &network));
  must(network_add(network, &stage));
  must(network_answer(network, NULL, ANSWER_NODES));
  return network;
}

static void write_gravity(const struct network *network, const struct filter *f,
                          const real *W)
{
  FILE *file = demo_open("gravity.dat");
  double worst = 0;
  for (int i = 0; i <= 160; i++) {
    real r = REAL(0.3) + REAL(0.01) * (real)i, B[GAUSSIANS], h[WIDTH], w;
    must(radial_basis_forward(&network->basis, 1, &r, B, NULL));
    must(radial_net_forward(&f->net, 1, B, W, h, &w));
    double got = sqrt(3) * (double)w, want = -1 / (double)(r * r);
    fprintf(file, "%g %.5g %.5g\n", (double)r, got, want);
    if (r >= REAL(0.55) && r <= REAL(1.7))
      worst = fmax(worst, fabs(got / want - 1));
  }
  demo_value("gravity_worst", "%.1f", 100 * worst);
}

static void show_mean(const struct trainer *t, void *context)
{
  double *mean = context;
  *mean += t->report.loss / 300;
  if (t->adam.step % 300)
    return;
  printf("steps %4zu to %4zu    mean squared error %.6f\n", t->adam.step - 299,
         t->adam.step, *mean);
  *mean = 0;
}

static void show_gravity(void)
{
  struct filter f;
  struct network *network = gravity_network(&f);
  struct trainer_plan plan = {.seed = 21, .batch = 1, .adam = adam_default()};
  struct trainer t;
  double mean = 0;
  plan.adam.rate = REAL(0.01);
  demo_section("gravity", "Eight new bodies at every step");
  must(trainer_create(network, &GRAVITY, &plan, &t));
  must(trainer_run(&t, GRAVITY_STEPS / 2, show_mean, &mean, NULL));
  t.adam.rate = REAL(0.002);
  must(trainer_run(&t, GRAVITY_STEPS, show_mean, &mean, NULL));
  demo_value("gravity_steps", "%d", GRAVITY_STEPS);
  write_gravity(network, &f, t.w);
  trainer_free(&t);
  network_free(network);
  convolution_free(&f.c);
}

/* ---- [main] Everything in the order of the chapter ---- */
/* ---- [piece] Three layers look at the piece of chapter 0 ---- */
static const char *const piece_features[DEPTH + 1] = {
    "1x0e", "4x0e + 4x1o", "4x0e + 4x1o + 4x1e", "1x0e + 1x0o"};

static void show_piece(void)
{
  const size_t counts[PIECE_POSES] = {PIECE_POINTS, PIECE_POINTS, PIECE_POINTS};
  const rot3 R = so3_exp((vec3){PIECE_TURN[0], PIECE_TURN[1], PIECE_TURN[2]});
  struct network *network = three_layers(piece_features, 1, 3);
  real p[PIECE_POSES][3 * PIECE_POINTS], answer[PIECE_POSES][2];
  real *w = numbers(network_weights(network));
  for (size_t k = 0; k < 3 * PIECE_POINTS; k++) {
    p[0][k] = (real)PIECE[k / 3][k % 3];
    p[2][k] = (real)(PIECE_MIRROR[k % 3] * PIECE[k / 3][k % 3]);
  }
  turn(R, PIECE_POINTS, p[0], p[1]);
  must(network_answer(network, NULL, ANSWER_SUM));
  demo_section("piece", "Three layers with random weights");
  printf("seed  answer       left     turned   mirrored\n");
  for (uint64_t seed = 1; seed <= 3; seed++) {
    must(network_initial(network, seed, w));
    must(network_predict(network, w, PIECE_POSES, counts, p[0], NULL, answer[0],
                         NULL));
    for (int k = 0; k < 2; k++)
      printf("%4" PRIu64 "  1x0%c    %+.6f  %+.6f  %+.6f\n", seed,
             k ? 'o' : 'e', (double)answer[0][k], (double)answer[1][k],
             (double)answer[2][k]);
  }
  free(w);
  network_free(network);
}

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
  show_piece();
  show_paths();
  show_pointwise();
  show_zero();
  show_moments();
  write_square();
  show_equivariance();
  show_blind();
  show_gradient();
  show_forces();
  show_alike();
  show_signal();
  show_memory();
  show_adam();
  show_gravity();
  show_animals();
  return demo_end();
}

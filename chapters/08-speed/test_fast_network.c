/* test_fast_network.c: a network made fast is the same network. */
#include "test.h"

#include "fast_adam.h"
#include "fast_fused.h"
#include "fast_layer_kernels.h"
#include "fast_network.h"
#include "fast_padded.h"
#include "fast_row.h"
#include "memory.h"
#include "parallel.h"
#include "test_tools_fast.h"
#include "trial.h"

#include <stdint.h>
#include <string.h>

/* ---- [help] Networks ---- */
struct recipe {
  const char *name, *in;
  int lmax;
  bool parity;
  const char *out[6]; /* "=": a residual layer */
  enum gate gate[6];
  const char *answer[2]; /* NULL: all that is left */
  enum answer_of of[2];
  int answers;
  const char *kinds; /* of the stages afterwards */
};

/* Channels that fill no vector, fill one, and fill some and a half; layers
 * with the scalar gate among others; answers of all kinds. */
static const struct recipe recipes[] = {
    {"deep",
     "2x0e + 1x1o",
     2,
     true,
     {"5x0e + 3x1o + 2x1e", "7x0e + 1x0o + 2x1o + 2x2e", "4x0e + 6x1o + 1x1e",
      "3x0e + 3x1o", "2x0e + 1x1o"},
     {GATE_NORM, GATE_NORM, GATE_NORM, GATE_NONE, GATE_NONE},
     {"2x0e", NULL},
     {ANSWER_SUM, ANSWER_NODES},
     2,
     "row"},
    {"gates",
     "1x0e",
     2,
     false,
     {"3x0e + 5x1e", "4x0e + 3x1e + 2x2e", "5x0e + 2x1e", "1x0e + 1x1e"},
     {GATE_NORM, GATE_SCALAR, GATE_NORM, GATE_NONE},
     {"1x0e", NULL},
     {ANSWER_SUM, ANSWER_MEAN},
     2,
     "row, padded layer, row"},
    {"wide",
     "16x0e + 16x1o",
     2,
     true,
     {"32x0e + 16x1o + 16x2e", "16x0e + 48x1o + 16x1e", "32x0e + 3x1o", "1x0e"},
     {GATE_NORM, GATE_SCALAR, GATE_NONE, GATE_NONE},
     {NULL},
     {ANSWER_SUM},
     1,
     "fused layer, fused layer, fused layer, row"},
    {"odd",
     "3x0e + 16x1o",
     3,
     true,
     {"16x0e + 16x1o + 16x3o", "20x0e + 17x1o + 5x2e", "16x0e + 32x1o",
      "2x0e + 2x2e"},
     {GATE_SCALAR, GATE_SCALAR, GATE_NORM, GATE_NORM},
     {"2x0e", "2x2e"},
     {ANSWER_MEAN, ANSWER_NODES},
     2,
     "padded layer, fused layer, row, fused layer"},
    {"residual",
     "16x0e + 16x1o",
     1,
     true,
     {"=", "=", "=", "1x0e + 1x1o"},
     {GATE_NORM, GATE_SCALAR, GATE_NONE, GATE_NONE},
     {NULL},
     {ANSWER_NODES},
     1,
     "residual fused layer, residual fused layer, residual fused layer, "
     "fused layer"},
};
enum { RECIPES = sizeof recipes / sizeof *recipes };

static struct network *cook(const struct recipe *r)
{
  struct network *network = NULL;
  struct network_description is = {
      r->in, r->lmax, r->parity, {RADIAL_BESSEL, 6, REAL(2.5), 5}};
  check_true(network_create(&is, &network) == TFN_OK, "%s", r->name);
  for (int k = 0; k < 6 && r->out[k]; k++)
    check_true((!strcmp(r->out[k], "=")
                    ? network_add_residual(network, r->gate[k], 7, 4, 3)
                    : network_add_layer(network, r->out[k], r->gate[k], 7,
                                        4)) == TFN_OK,
               "%s: layer %d", r->name, k);
  for (int k = 0; k < r->answers; k++)
    check_true(network_answer(network, r->answer[k], r->of[k]) == TFN_OK,
               "%s: answer %d", r->name, k);
  return network;
}

static struct network *model(int kind)
{
  struct network *network = NULL;
  check_true(model_create((enum model_kind)kind, &network) == TFN_OK, "model");
  return network;
}

/* ---- [clouds] And graphs ---- */
enum { CLOUDS = 5, MOST = 40 };

/* Degrees that differ from node to node; no edge at all; no node at all; and
 * one with edges enough for more than one thread. */
static const size_t sizes[][CLOUDS] = {
    {4, 4, 4, 4, 4}, {17, 0, 0, 0, 0}, {1, 0, 24, 3, 2}, {2, 0, 1, 0, 0},
    {1, 1, 0, 1, 0}, {0, 0, 0, 0, 0},  {9, 1, 11, 5, 7}, {40, 2, 30, 1, 17},
};
enum { GRAPHS = sizeof sizes / sizeof *sizes };

static size_t total(const size_t *counts)
{
  size_t n = 0;
  for (size_t k = 0; k < CLOUDS; k++)
    n += counts[k];
  return n;
}

static struct graph *cloud(const size_t *counts, real radius, int lmax,
                           struct random *g)
{
  struct graph *graph = NULL;
  real *points = numbers(3 * total(counts), g);
  for (size_t i = 0; i < 3 * total(counts); i++)
    points[i] *= REAL(1.2);
  check_true(graph_radius(CLOUDS, counts, points, radius, lmax,
                          HARMONICS_COMPONENT, &graph) == TFN_OK,
             "a graph");
  free(points);
  return graph;
}

/* ---- [both] One network plain and fast, on one graph ---- */
struct run {
  struct network *network;
  struct network_pass *pass;
  real *dw, *dx, *dpoints;
};

struct both {
  struct run plain, fast;
  real *w;
  struct graph *graph;
};

static void begin_run(struct run *r, struct network *network,
                      const struct graph *graph)
{
  r->network = network;
  check_true(network_pass_create(network, graph, &r->pass) == TFN_OK, "pass");
  r->dw = memory_reals(network_weights(network));
  r->dx = memory_reals(graph->nodes * network->in.dim);
  r->dpoints = memory_reals(graph->nodes * 3);
}

static void end_run(struct run *r)
{
  network_pass_free(r->pass);
  network_free(r->network);
  free(r->dw);
  free(r->dx);
  free(r->dpoints);
}

/* Two networks that are equal when they come, a graph; all is taken over. */
static void begin(struct network *plain, struct network *fast,
                  struct graph *graph, struct random *g, struct both *b)
{
  size_t n = network_weights(plain);
  check_true(fast_network(fast) == TFN_OK, "fast");
  b->graph = graph;
  begin_run(&b->plain, plain, graph);
  begin_run(&b->fast, fast, graph);
  b->w = numbers(n, g);
  network_initial(plain, random_below(g, 1000), b->w);
  for (size_t i = 0; i < n; i++)
    b->w[i] += (real)(0.1 * random_normal(g)); /* biases too */
}

static void end(struct both *b)
{
  end_run(&b->plain);
  end_run(&b->fast);
  free(b->w);
  graph_free(b->graph);
}

static size_t answer_size(const struct both *b, int k)
{
  const struct network_answer *a = &b->plain.network->answer[k];
  size_t rows = a->of == ANSWER_NODES ? b->graph->nodes : b->graph->graphs;
  return rows * a->layout.dim;
}

/* The difference relative to the largest number, or to `least`, in roundings:
 * of an empty graph nothing is compared to 0, and an answer may be a small sum
 * of numbers of order one. */
static double gap(size_t n, const real *a, const real *b, double least)
{
  for (size_t i = 0; i < n; i++)
    least = fmax(least, fabs((double)b[i]));
  return worst(n, a, b) / least / (double)REAL_EPS;
}

/* ---- [compare] All that comes out ---- */
enum want { W = 1, X = 2, POINTS = 4, ALL = 7 };

static void run(struct run *r, const real *w, enum want want)
{
  check_true(network_forward(r->network, w, r->pass) == TFN_OK, "forward");
  check_true(network_backward(r->network, w, r->pass, want & W ? r->dw : NULL,
                              want & X ? r->dx : NULL,
                              want & POINTS ? r->dpoints : NULL) == TFN_OK,
             "backward");
}

/* The larger gap of answers and gradients, with other features and gradients
 * of answers at each call. */
static double compare(struct both *b, enum want want, struct random *g)
{
  const struct network *network = b->plain.network;
  size_t x = b->graph->nodes * network->in.dim;
  double most = 0;
  for (size_t i = 0; i < x; i++)
    b->plain.pass->x[i] = b->fast.pass->x[i] = (real)random_normal(g);
  for (int k = 0; k < (int)network->answers; k++)
    for (size_t i = 0; i < answer_size(b, k); i++)
      b->plain.pass->danswer[k][i] = b->fast.pass->danswer[k][i] =
          (real)random_normal(g);
  run(&b->plain, b->w, want);
  run(&b->fast, b->w, want);
  for (int k = 0; k < (int)network->answers; k++)
    most = larger(most, gap(answer_size(b, k), b->fast.pass->answer[k],
                            b->plain.pass->answer[k], 1));
  most = larger(most,
                gap(network_weights(network), b->fast.dw, b->plain.dw, 1e-3));
  most = larger(most, gap(x, b->fast.dx, b->plain.dx, 1e-3));
  return larger(
      most, gap(3 * b->graph->nodes, b->fast.dpoints, b->plain.dpoints, 1e-3));
}

/* The sum of up to 1000 numbers wanders by some 30 roundings, one layer after
 * the other, and a gradient goes through all of them back again.  Features in
 * between reach four times what comes out, and so do their roundings. */
static double alike(const struct run *plain)
{
  return 4 * 30 * 2 * (double)plain->network->stages;
}

static double compare_all(struct both *b, struct random *g)
{
  double most = 0;
  for (int want = 0; want <= ALL; want++)
    most = larger(most, compare(b, (enum want)want, g));
  return most;
}

/* ---- [law] The same numbers ---- */
/* An emulated processor is thirty times slower: EMULATED=quick tries every
 * third graph and one seed. */
static bool quick(void)
{
  const char *emulated = getenv("EMULATED");
  return emulated && !strcmp(emulated, "quick");
}

static size_t stride(void)
{
  return quick() ? 3 : 1;
}

TEST(law_tetris_networks_agree)
{
  struct random g = random_seed(91);
  double most = 0;
  for (int kind = 1; kind <= MODEL_KINDS; kind++)
    for (size_t k = 0; k < GRAPHS; k += stride()) {
      struct both b;
      begin(model(kind), model(kind),
            cloud(sizes[k], k % 2 ? REAL(2) : (real)INFINITY, 2, &g), &g, &b);
      const double one = compare_all(&b, &g);
      check_true(kind == MODEL_LARGE || !fast_worth() ||
                     b.fast.network->stages == 1,
                 "all layers in one row");
      check_true(one <= alike(&b.plain), "kind %d, graph %d: %g", kind, (int)k,
                 one);
      most = larger(most, one / alike(&b.plain));
      end(&b);
    }
  claim("fast-step", most * 720 * (double)REAL_EPS, 720 * (double)REAL_EPS);
}

TEST(law_deep_networks_agree)
{
  struct random g = random_seed(92);
  for (size_t r = 0; r < RECIPES; r++)
    for (size_t k = 0; k < GRAPHS; k += stride()) {
      struct both b;
      begin(cook(&recipes[r]), cook(&recipes[r]),
            cloud(sizes[k], k % 2 ? REAL(2) : (real)INFINITY, 3, &g), &g, &b);
      const double one = compare_all(&b, &g);
      check_true(one <= alike(&b.plain), "%s, graph %d: %g", recipes[r].name,
                 (int)k, one);
      end(&b);
    }
}

/* Chapter 6 makes edges in pairs; a graph need not. */
TEST(law_one_edge_agrees)
{
  static const size_t two[CLOUDS] = {2, 0, 0, 0, 0};
  struct random g = random_seed(93);
  struct both b;
  struct graph *graph = cloud(two, (real)INFINITY, 1, &g);
  graph->edges = 1; /* the edge into node 0 */
  graph->first[2] = 1;
  begin(model(MODEL_TALK), model(MODEL_TALK), graph, &g, &b);
  check_residual(compare_all(&b, &g), alike(&b.plain), "one edge");
  end(&b);
}

TEST(law_a_moved_graph_is_looked_at)
{
  struct random g = random_seed(94);
  for (size_t r = 0; r < RECIPES; r++)
    for (size_t k = 0; k < GRAPHS; k += GRAPHS - 1) {
      struct both b;
      begin(cook(&recipes[r]), cook(&recipes[r]),
            cloud(sizes[k], REAL(2), 3, &g), &g, &b);
      real *points = numbers(3 * b.graph->nodes, &g);
      check_true(graph_move(b.graph, points) == TFN_OK, "moved");
      network_look(b.plain.network, b.plain.pass);
      network_look(b.fast.network, b.fast.pass);
      check_residual(compare(&b, ALL, &g), alike(&b.plain), "%s moved",
                     recipes[r].name);
      free(points);
      end(&b);
    }
}

/* ---- [law] Gradients are slopes ----
 *
 * Along a random direction through weights, features and points at once. */
struct slope {
  struct both *b;
  real *points, *x, *toward[3];
};

static double value(struct slope *s, real t)
{
  struct both *b = s->b;
  struct network *network = b->fast.network;
  size_t weights = network_weights(network), nodes = b->graph->nodes;
  size_t x = nodes * network->in.dim;
  real *w = memory_reals(weights), *at = memory_reals(3 * nodes);
  double sum = 0;
  for (size_t i = 0; i < weights; i++)
    w[i] = b->w[i] + t * s->toward[0][i];
  for (size_t i = 0; i < x; i++)
    b->fast.pass->x[i] = s->x[i] + t * s->toward[1][i];
  for (size_t i = 0; i < 3 * nodes; i++)
    at[i] = s->points[i] + t * s->toward[2][i];
  check_true(graph_move(b->graph, at) == TFN_OK, "moved");
  network_look(network, b->fast.pass);
  network_forward(network, w, b->fast.pass);
  for (int k = 0; k < (int)network->answers; k++)
    for (size_t i = 0; i < answer_size(b, k); i++)
      sum += (double)b->fast.pass->danswer[k][i] *
             (double)b->fast.pass->answer[k][i];
  free(w);
  free(at);
  return sum;
}

static double product(size_t n, const real *a, const real *b)
{
  double sum = 0;
  for (size_t i = 0; i < n; i++)
    sum += (double)a[i] * (double)b[i];
  return sum;
}

/* The relative difference of a central difference, of fourth order, and the
 * gradients. */
static double slope_gap(struct both *b, struct random *g)
{
  const struct network *network = b->fast.network;
  size_t n[3] = {network_weights(network), b->graph->nodes * network->in.dim,
                 3 * b->graph->nodes};
  struct slope s = {.b = b, .x = numbers(n[1], g), .points = numbers(n[2], g)};
  double size = 0, gradient, h = cbrt((double)REAL_EPS);
  for (int k = 0; k < 3; k++)
    s.toward[k] = numbers(n[k], g);
  for (int k = 0; k < (int)network->answers; k++)
    for (size_t i = 0; i < answer_size(b, k); i++)
      b->fast.pass->danswer[k][i] = (real)random_normal(g);
  const double near = value(&s, (real)h) - value(&s, (real)-h);
  const double far = value(&s, (real)(2 * h)) - value(&s, (real)(-2 * h));
  const double slope = (8 * near - far) / (12 * h);
  value(&s, 0);
  network_backward(network, b->w, b->fast.pass, b->fast.dw, b->fast.dx,
                   b->fast.dpoints);
  const double part[3] = {product(n[0], s.toward[0], b->fast.dw),
                          product(n[1], s.toward[1], b->fast.dx),
                          product(n[2], s.toward[2], b->fast.dpoints)};
  gradient = part[0] + part[1] + part[2];
  for (int k = 0; k < 3; k++) {
    size += fabs(part[k]);
    free(s.toward[k]);
  }
  free(s.x);
  free(s.points);
  return fabs(slope - gradient) / (size + 1e-3);
}

/* Differences leave h^4 times a fifth derivative, and rounding over h.  A norm
 * gate bends within NORM_GATE_EPS, which is much more than h in double.  In
 * float no h is small enough for that and large enough for the rounding. */
TEST(law_gradients_are_slopes)
{
  struct random g = random_seed(95);
  const double tolerance = 1e-7;
  if (REAL_IS_FLOAT)
    return;
  for (int kind = 1; kind <= MODEL_KINDS; kind++) {
    struct both b;
    begin(model(kind), model(kind), cloud(sizes[6], (real)INFINITY, 2, &g), &g,
          &b);
    check_residual(slope_gap(&b, &g), tolerance, "kind %d", kind);
    end(&b);
  }
  for (size_t r = 0; r < RECIPES; r++)
    for (size_t k = 6; k < GRAPHS; k++) {
      struct both b;
      begin(cook(&recipes[r]), cook(&recipes[r]),
            cloud(sizes[k], REAL(2.5), 3, &g), &g, &b);
      check_residual(slope_gap(&b, &g), tolerance, "%s", recipes[r].name);
      end(&b);
    }
}

/* ---- [law] What changes, and what does not ---- */
static void kinds_of(const struct network *network, char *text)
{
  *text = '\0';
  for (size_t k = 0; k < network->stages; k++) {
    strcat(text, k ? ", " : "");
    strcat(text, network->stage[k].kind->name);
    const struct stage *inner = residual_inner(&network->stage[k]);
    strcat(text, inner ? " " : "");
    strcat(text, inner ? inner->kind->name : "");
  }
}

TEST(law_stages_are_replaced_where_they_fit)
{
  char kinds[200];
  for (size_t r = 0; r < RECIPES; r++) {
    struct network *network = cook(&recipes[r]);
    for (int twice = 0; twice < 2; twice++) { /* the second finds nothing */
      check_true(fast_network(network) == TFN_OK, "fast");
      kinds_of(network, kinds);
      check_true(!fast_worth() || !strcmp(kinds, recipes[r].kinds), "%s: %s",
                 recipes[r].name, kinds);
    }
    network_free(network);
  }
}

/* A row of several says nothing. */
TEST(law_a_fast_layer_says_which_layer_it_is)
{
  for (size_t r = 0; r < RECIPES; r++) {
    struct network *plain = cook(&recipes[r]), *fast = cook(&recipes[r]);
    fast_network(fast);
    for (size_t k = 0, at = 0; k < fast->stages; k++) {
      const struct layer *a = layer_like(&plain->stage[at]);
      const struct layer *b = layer_like(&fast->stage[k]);
      bool one = plain->stage[at].weights == fast->stage[k].weights;
      check_true(!b == !(one && a), "%s: stage %d", recipes[r].name, (int)k);
      check_true(!b || irreps_equal(&a->is.in, &b->is.in), "%s: layer %d",
                 recipes[r].name, (int)k);
      while (plain->first[at] < fast->first[k + 1])
        at++;
    }
    network_free(plain);
    network_free(fast);
  }
}

/* With pseudoscalars for harmonics only one channel hears its neighbours, and
 * sixteen themselves: what the node says needs the larger scratch. */
static struct network *mostly_deaf(void)
{
  struct network_description is = {
      "16x0e", 0, false, {RADIAL_BESSEL, 6, REAL(2.5), 5}};
  struct layer_description layer = {.mode = TP_DEPTHWISE,
                                    .gate = GATE_NONE,
                                    .basis = 6,
                                    .hidden = 4,
                                    .scale = 1};
  struct network *network;
  struct stage stage;
  irreps_parse("16x0e", &layer.in, NULL);
  irreps_parse("16x0e + 1x0o", &layer.out, NULL);
  irreps_parse("0o", &layer.harmonics, NULL);
  check_true(!network_create(&is, &network) && !layer_stage(&layer, &stage) &&
                 !network_add(network, &stage) &&
                 !network_answer(network, NULL, ANSWER_NODES),
             "a network");
  return network;
}

TEST(law_the_node_itself_may_need_more)
{
  struct random g = random_seed(97);
  struct both b;
  begin(mostly_deaf(), mostly_deaf(), cloud(sizes[0], REAL(2.5), 0, &g), &g,
        &b);
  const char *kind = b.fast.network->stage[0].kind->name;
  check_true(!fast_worth() || !strcmp(kind, "fused layer"), "%s", kind);
  check_residual(compare_all(&b, &g), alike(&b.plain), "roundings");
  end(&b);
}

TEST(law_long_rows_are_cut)
{
  struct network *network = NULL;
  char kinds[200];
  struct network_description is = {
      "1x0e", 0, false, {RADIAL_GAUSSIAN, 3, 2, 0}};
  check_true(network_create(&is, &network) == TFN_OK, "made");
  for (int k = 0; k < FAST_ROW_LAYERS + 2; k++)
    network_add_layer(network, "1x0e", GATE_NORM, 2, 3);
  const size_t weights = network_weights(network);
  check_true(fast_network(network) == TFN_OK, "fast");
  kinds_of(network, kinds);
  check_true(!fast_worth() || !strcmp(kinds, "row, row"), "two rows, not %s",
             kinds);
  check_true(network_weights(network) == weights, "no weight is lost");
  network_free(network);
}

TEST(law_weights_stay_what_they_were)
{
  for (size_t r = 0; r < RECIPES + MODEL_KINDS; r++) {
    struct network *network =
        r < RECIPES ? cook(&recipes[r]) : model((int)(r - RECIPES) + 1);
    const size_t n = network_weights(network);
    const uint64_t mark = network_fingerprint(network);
    real *before = memory_reals(n), *after = memory_reals(n);
    network_initial(network, 7, before);
    check_true(fast_network(network) == TFN_OK, "fast");
    check_true(network_weights(network) == n, "as many weights");
    check_true(network_fingerprint(network) == mark, "the same network");
    network_initial(network, 7, after);
    check_true(!memcmp(before, after, n * sizeof *before), "the same bits");
    free(before);
    free(after);
    network_free(network);
  }
}

/* A vector has 2 to 16 lanes.  Four channels go in lanes at any width; eight
 * are fused where they fill vectors; with the scalar gate four are, too, and
 * among zeros where they do not. */
TEST(law_the_rule_is_by_channels)
{
  const size_t lanes = fast_kernels()->layer->lanes;
  const struct {
    const char *features;
    enum gate gate;
    const char *kinds;
  } rows[] = {
      {"4x0e + 4x1e", GATE_NORM, "row"},
      {"8x0e + 8x1e", GATE_NONE, 8 % lanes ? "row" : "row, fused layer"},
      {"4x0e + 4x1e", GATE_SCALAR,
       4 % lanes ? "row, padded layer" : "row, fused layer"},
      {"16x0e + 16x1e", GATE_SCALAR, "row, fused layer"},
  };
  char kinds[200];
  for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
    struct network *network = NULL;
    struct network_description is = {
        "1x0e", 1, false, {RADIAL_GAUSSIAN, 3, 2, 0}};
    check_true(network_create(&is, &network) == TFN_OK, "made");
    network_add_layer(network, rows[k].features, GATE_NORM, 2, 3);
    network_add_layer(network, rows[k].features, rows[k].gate, 2, 3);
    check_true(fast_network(network) == TFN_OK, "fast");
    kinds_of(network, kinds);
    check_true(!fast_worth() || !strcmp(kinds, rows[k].kinds),
               "%s with %d lanes: %s", rows[k].features, (int)lanes, kinds);
    network_free(network);
  }
}

/* Edges into one node only leave all lanes but one empty. */
TEST(law_a_star_agrees)
{
  static const size_t counts[CLOUDS] = {40, 0, 0, 0, 0};
  struct random g = random_seed(97);
  struct both b;
  struct graph *graph = cloud(counts, (real)INFINITY, 2, &g);
  graph->edges = 39;
  for (size_t i = 1; i <= 40; i++)
    graph->first[i] = 39;
  begin(model(MODEL_TALK), model(MODEL_TALK), graph, &g, &b);
  check_residual(compare_all(&b, &g), alike(&b.plain), "a star");
  end(&b);
}

/* ---- [law] Threads ---- */
TEST(law_a_network_keeps_to_the_threads_it_was_made_for)
{
  struct random g = random_seed(98);
  struct both b;
  begin(cook(&recipes[2]), cook(&recipes[2]),
        cloud(sizes[7], (real)INFINITY, 2, &g), &g, &b);
  const size_t n = network_weights(b.plain.network);
  real *alone = memory_reals(n);
  compare(&b, W, &g);
  memcpy(alone, b.fast.dw, n * sizeof *alone);
  parallel_use(3); /* more than its memory is for */
  memset(b.fast.dw, 0, n * sizeof *b.fast.dw);
  run(&b.fast, b.w, W);
  check_true(!memcmp(alone, b.fast.dw, n * sizeof *alone), "the same bits");
  free(alone);
  end(&b);
  begin(cook(&recipes[2]), cook(&recipes[2]),
        cloud(sizes[7], (real)INFINITY, 2, &g), &g, &b);
  check_residual(compare_all(&b, &g), alike(&b.plain), "made for three");
  parallel_use(1); /* and used by one */
  check_residual(compare_all(&b, &g), alike(&b.plain), "one of three");
  end(&b);
}

/* ---- [law] The same lesson ---- */
static const enum tetris_shape EIGHT[] = {
    TETRIS_LEFT,   TETRIS_RIGHT, TETRIS_SQUARE, TETRIS_LINE,
    TETRIS_CORNER, TETRIS_L,     TETRIS_T,      TETRIS_ZIGZAG};

static void lesson(enum model_kind kind, uint64_t seed, bool fast,
                   struct training *t)
{
  check_true(training_begin(kind, seed, 8, EIGHT, t) == TFN_OK, "a lesson");
  check_true(!fast || (fast_network(t->network) == TFN_OK &&
                       fast_trainer(&t->trainer) == TFN_OK),
             "fast");
}

TEST(law_it_learns_in_as_many_steps)
{
  for (uint64_t seed = 1; seed <= (quick() ? 1 : 20); seed++) {
    struct training t, u;
    struct trial trial;
    struct trial_plan plan = {seed, 20, 10, false};
    bool done[2];
    lesson(MODEL_TALK, seed, false, &t);
    lesson(MODEL_TALK, seed, true, &u);
    trainer_run(&t.trainer, 1000, NULL, NULL, &done[0]);
    trainer_run(&u.trainer, 1000, NULL, NULL, &done[1]);
    check_true(done[0] && done[1], "seed %d learned", (int)seed);
    /* Adam divides by the size of a gradient and so magnifies the rounding of
     * small ones: in float some seeds part on the way and arrive apart. */
    check_true(REAL_IS_FLOAT || u.trainer.adam.step == t.trainer.adam.step,
               "seed %d: %d and %d steps", (int)seed, (int)t.trainer.adam.step,
               (int)u.trainer.adam.step);
    check_true(trial_run(u.network, u.trainer.w, &plan, &trial, NULL) ==
                       TFN_OK &&
                   trial_accuracy(&trial) == 1,
               "moved copies");
    training_free(&t);
    training_free(&u);
  }
}

/* Each step moves a parameter by 0.01 times a quotient of sums. */
TEST(law_plain_and_fast_steps_may_follow_each_other)
{
  struct training t, u;
  lesson(MODEL_TALK, 3, false, &t);
  lesson(MODEL_TALK, 3, true, &u);
  for (int i = 0; i < 20; i++) {
    trainer_step(&t.trainer);
    u.trainer.optimise = i % 3 ? fast_adam_step : adam_step;
    check_true(trainer_step(&u.trainer) == TFN_OK, "step %d", i);
  }
  check_true(u.trainer.adam.step == 20, "all were counted");
  check_close(u.trainer.report.loss, t.trainer.report.loss,
              2000 * (double)REAL_EPS, "loss");
  training_free(&t);
  training_free(&u);
}

TEST(law_adam_agrees)
{
  enum { N = 37 };
  struct random g = random_seed(99);
  struct adam a = adam_default(), b;
  real w[2][N], m[2][N] = {{0}}, v[2][N] = {{0}}, d[N];
  a.rate = REAL(0.1);
  a.decay = REAL(0.2);
  a.clip = 5;
  a.warmup = 10;
  a.total = 40;
  b = a;
  for (size_t i = 0; i < N; i++)
    w[0][i] = w[1][i] = (real)random_normal(&g);
  for (int t = 0; t < 50; t++) {
    for (size_t i = 0; i < N; i++)
      d[i] = (real)random_normal(&g);
    adam_step(&a, N, d, m[0], v[0], w[0]);
    check_true(fast_adam_step(&b, N, d, m[1], v[1], w[1]) == TFN_OK, "step");
  }
  check_true(a.step == 50 && b.step == 50, "counted");
  /* 50 steps of a few roundings each, of numbers that stay of order one. */
  check_residual(gap(N, w[1], w[0], 1), 50 * 4, "weights");
}

/* ---- [anchor] Numbers that need no other road ---- */
TEST(anchor_no_neighbours)
{
  /* Without edges the last layer says W_self silu(...): with all weights 0 but
   * the last biases, the answers are these. */
  static const size_t one[CLOUDS] = {1, 0, 0, 0, 0};
  struct random g = random_seed(94);
  struct both b;
  begin(model(MODEL_TALK), model(MODEL_TALK), cloud(one, (real)INFINITY, 1, &g),
        &g, &b);
  const size_t n = network_weights(b.fast.network);
  memset(b.w, 0, n * sizeof *b.w);
  for (size_t k = 0; k < LESSON_CLASSES; k++)
    b.w[n - LESSON_CLASSES + k] = (real)k - REAL(3.5);
  run(&b.fast, b.w, ALL);
  for (size_t k = 0; k < LESSON_CLASSES; k++)
    check_close((double)b.fast.pass->answer[0][k], (double)k - 3.5, 0,
                "bias %d", (int)k);
  end(&b);
}

TEST(anchor_first_step_of_adam)
{
  /* Whatever the gradient, the first step is rate times its sign. */
  struct adam adam = adam_default();
  real g[3] = {2, REAL(-0.5), 0}, m[3] = {0}, v[3] = {0}, w[3] = {1, 1, 1};
  check_true(fast_adam_step(&adam, 3, g, m, v, w) == TFN_OK, "a step");
  check_true(adam.step == 1, "counted");
  check_close((double)w[0], 0.999, 1e-6, "down");
  check_close((double)w[1], 1.001, 1e-6, "up");
  check_close((double)w[2], 1, 0, "a gradient of 0");
}

/* ---- [edge] Refused ---- */
TEST(edge_null)
{
  struct adam adam = adam_default();
  struct stage stage;
  real x[1] = {0};
  check_true(fast_network(NULL) == TFN_NULL, "network");
  check_true(fast_trainer(NULL) == TFN_NULL, "trainer");
  check_true(fast_row_stage(1, NULL, &stage) == TFN_NULL, "stages");
  check_true(fast_fused_stage(NULL, &stage) == TFN_NULL, "stage");
  check_true(fast_padded_stage(NULL, &stage) == TFN_NULL, "stage");
  check_true(!fast_row_applies(NULL) && !fast_fused_applies(NULL) &&
                 !fast_padded_applies(NULL),
             "nothing");
  check_true(fast_adam_step(NULL, 1, x, x, x, x) == TFN_NULL, "adam");
  check_true(fast_adam_step(&adam, 1, NULL, x, x, x) == TFN_NULL, "gradient");
  check_true(fast_adam_step(&adam, 1, x, NULL, x, x) == TFN_NULL, "m");
  check_true(fast_adam_step(&adam, 1, x, x, NULL, x) == TFN_NULL, "v");
  check_true(fast_adam_step(&adam, 1, x, x, x, NULL) == TFN_NULL, "w");
  check_true(adam.step == 0, "nothing was counted");
  check_true(!fast_adam_step(&adam, 0, NULL, NULL, NULL, NULL) &&
                 adam.step == 1,
             "a step of nothing");
  struct trainer other = {.optimise = NULL};
  check_true(!fast_trainer(&other) && !other.optimise,
             "what is not Adam stays what it is");
}

TEST(edge_stages_that_do_not_fit)
{
  struct network *network = cook(&recipes[1]); /* norm, scalar, norm, none */
  struct stage twice[2], row;
  twice[0] = twice[1] = network->stage[0];
  check_true(fast_row_stage(1, network->stage, NULL) == TFN_NULL, "nowhere");
  check_true(fast_row_stage(0, network->stage, &row) == TFN_BAD_SHAPE, "none");
  check_true(fast_row_stage(2, network->stage, &row) == TFN_BAD_SHAPE,
             "the scalar gate is not for lanes");
  check_true(fast_row_stage(2, twice, &row) == TFN_BAD_SHAPE,
             "what one gives the next must take");
  check_true(fast_row_stage(FAST_ROW_LAYERS + 1, twice, &row) == TFN_BAD_SHAPE,
             "too many");
  check_true(fast_fused_stage(&network->stage[1], &row) == TFN_BAD_SHAPE,
             "three and five channels fill no vector");
  check_true(fast_fused_stage(&network->stage[1], NULL) == TFN_NULL, "nowhere");
  check_true(fast_padded_stage(&network->stage[1], NULL) == TFN_NULL,
             "nowhere");
  struct layer_description full = {
      .mode = TP_FULL, .gate = GATE_NONE, .basis = 6, .hidden = 4, .scale = 1};
  irreps_parse("16x0e", &full.in, NULL), full.out = full.in;
  irreps_parse("0e", &full.harmonics, NULL);
  check_true(!layer_stage(&full, &twice[1]), "a layer of all channels");
  check_true(!fast_row_applies(&twice[1]) &&
                 !fast_fused_applies(layer_of(&twice[1])) &&
                 !fast_padded_applies(layer_of(&twice[1])),
             "which is for none of them");
  stage_free(&twice[1]);
  network_free(network);
}

/* Zeros are for layers of few channels and of degrees that have kernels. */
TEST(edge_layers_that_are_not_padded)
{
  static const struct {
    const char *in, *out;
    int lmax;
    enum gate gate;
    const char *kind;
  } of[] = {{"16x0e + 16x1e", "16x0e + 16x1e", 0, GATE_SCALAR, "fused layer"},
            {"3x0e + 3x4e", "3x0e + 3x4e", 4, GATE_SCALAR, "layer"},
            {"3x4e", "3x4e", 0, GATE_NONE, "row"},
            {"3x3e", "3x4e", 1, GATE_NONE, "row"}};
  for (int k = 0; k < 4; k++) {
    struct network *network = NULL;
    struct network_description is = {
        of[k].in, of[k].lmax, false, {RADIAL_GAUSSIAN, 3, 2, 0}};
    struct stage stage;
    char kinds[200];
    check_true(!network_create(&is, &network) &&
                   !network_add_layer(network, of[k].out, of[k].gate, 2, 3),
               "made");
    check_true(fast_padded_stage(&network->stage[0], &stage) == TFN_BAD_SHAPE,
               "%s", of[k].in);
    check_true(fast_network(network) == TFN_OK, "fast");
    kinds_of(network, kinds);
    check_true(!fast_worth() || !strcmp(kinds, of[k].kind), "%s: %s", of[k].in,
               kinds);
    network_free(network);
  }
}

/* As many nodes as the layer has memory for, but not its copy among zeros. */
TEST(edge_too_many_to_be_padded)
{
  struct network *network = cook(&recipes[1]);
  struct stage padded;
  struct graph graph = {.harmonics = 100};
  struct geometry geometry = {.graph = &graph, .basis = network->basis};
  size_t count[2];
  check_true(!fast_padded_stage(&network->stage[1], &padded), "padded");
  for (size_t k = 0; k < 2; k++) {
    graph.nodes = (k + 1) << 20;
    check_true(!stage_workspace(&padded, &geometry, &count[k]), "room");
  }
  const size_t of_a_node = (count[1] - count[0]) >> 20;
  graph.nodes = SIZE_MAX / sizeof(real) / of_a_node;
  check_true(stage_workspace(&padded, &geometry, count) == TFN_TOO_LARGE,
             "%zu numbers for a node", of_a_node);
  network->stage[1] = padded; /* it holds the other */
  network_free(network);
}

TEST(edge_too_few_harmonics)
{
  static const size_t two[CLOUDS] = {2, 0, 0, 0, 0};
  struct random g = random_seed(95);
  struct network *networks[] = {cook(&recipes[0]), cook(&recipes[2]),
                                cook(&recipes[3])};
  struct graph *graph = cloud(two, (real)INFINITY, 1, &g);
  for (int k = 0; k < 3; k++) { /* a row, fused layers, a padded one first */
    struct network_pass *pass;
    fast_network(networks[k]);
    check_true(network_pass_create(networks[k], graph, &pass) == TFN_BAD_SHAPE,
               "l = 2");
    network_free(networks[k]);
  }
  graph_free(graph);
}

/* Lanes count edges with 32 bits. */
/* A basis of another size, and a graph whose memory cannot be counted: for a
 * row, and for a fused layer. */
TEST(edge_graphs_of_another_kind)
{
  struct network *networks[] = {cook(&recipes[0]), cook(&recipes[2])};
  for (int k = 0; k < 2; k++) {
    size_t count;
    fast_network(networks[k]);
    const struct stage *stage = &networks[k]->stage[0];
    struct graph graph = {.harmonics = 100};
    struct geometry geometry = {.graph = &graph, .basis = networks[k]->basis};
    geometry.basis.count++;
    check_true(!fast_worth() ||
                   stage_workspace(stage, &geometry, &count) == TFN_BAD_SHAPE,
               "%s: basis", stage->kind->name);
    geometry.basis.count--;
    graph.edges = graph.nodes = k ? SIZE_MAX / 64 : UINT32_MAX / 2;
    check_true(!fast_worth() || (!k && SIZE_MAX > UINT32_MAX) ||
                   stage_workspace(stage, &geometry, &count) == TFN_TOO_LARGE,
               "%s: too large", stage->kind->name);
    network_free(networks[k]);
  }
}

TEST(edge_too_many_for_lanes)
{
  struct network *network = cook(&recipes[0]);
  size_t count;
  fast_network(network);
  const struct stage *row = &network->stage[0];
  check_true(!fast_worth() || !strcmp(row->kind->name, "row"), "a row");
  struct graph vast = {.harmonics = 100, .edges = UINT32_MAX};
  struct geometry geometry = {.graph = &vast, .basis = network->basis};
  check_true(!fast_worth() ||
                 stage_workspace(row, &geometry, &count) == TFN_TOO_LARGE,
             "edges");
  vast.edges = 0, vast.nodes = UINT32_MAX / 2 + 1;
  check_true(!fast_worth() ||
                 stage_workspace(row, &geometry, &count) == TFN_TOO_LARGE,
             "nodes");
  network_free(network);
}

/* A stage that is used by itself gets memory at any address. */
TEST(edge_memory_anywhere)
{
  struct random g = random_seed(96);
  struct both b;
  size_t count;
  begin(model(MODEL_TALK), model(MODEL_TALK),
        cloud(sizes[6], (real)INFINITY, 1, &g), &g, &b);
  const struct stage *stage = &b.fast.network->stage[0];
  struct stage_pass pass = b.fast.pass->stage[0];
  check_true(stage_workspace(stage, pass.geometry, &count) == TFN_OK, "size");
  real *work = numbers(count + 3, &g);
  real *y = numbers(b.graph->nodes * stage->out.dim, &g);
  compare(&b, ALL, &g);
  pass.work = work + 3;
  pass.w = b.w;
  pass.y = y;
  check_true(stage_look(stage, &pass) == TFN_OK, "look");
  check_true(stage_forward(stage, &pass) == TFN_OK, "forward");
  check_true(!memcmp(y, b.fast.pass->stage[0].y,
                     b.graph->nodes * stage->out.dim * sizeof *y),
             "the same bits");
  free(work);
  free(y);
  end(&b);
}

TEST(edge_a_loss_that_is_no_number)
{
  struct training t;
  lesson(MODEL_TALK, 1, true, &t);
  t.trainer.w[0] = (real)NAN;
  const real before = t.trainer.w[1];
  check_true(trainer_step(&t.trainer) == TFN_NOT_FINITE, "refused");
  check_true(t.trainer.w[1] == before && t.trainer.adam.step == 0,
             "nothing was changed");
  t.trainer.w[0] = 1;
  t.trainer.adam.rate = 0;
  check_true(trainer_step(&t.trainer) == TFN_BAD_VALUE, "a rate of 0");
  check_true(t.trainer.w[1] == before, "and again nothing was changed");
  training_free(&t);
}

static const struct test tests[] = {
    CASE(law_tetris_networks_agree),
    CASE(law_deep_networks_agree),
    CASE(law_one_edge_agrees),
    CASE(law_a_moved_graph_is_looked_at),
    CASE(law_gradients_are_slopes),
    CASE(law_stages_are_replaced_where_they_fit),
    CASE(law_a_fast_layer_says_which_layer_it_is),
    CASE(law_the_node_itself_may_need_more),
    CASE(law_long_rows_are_cut),
    CASE(law_weights_stay_what_they_were),
    CASE(law_the_rule_is_by_channels),
    CASE(law_a_star_agrees),
    CASE(law_a_network_keeps_to_the_threads_it_was_made_for),
    CASE(law_it_learns_in_as_many_steps),
    CASE(law_plain_and_fast_steps_may_follow_each_other),
    CASE(law_adam_agrees),
    CASE(anchor_no_neighbours),
    CASE(anchor_first_step_of_adam),
    CASE(edge_null),
    CASE(edge_stages_that_do_not_fit),
    CASE(edge_layers_that_are_not_padded),
    CASE(edge_too_many_to_be_padded),
    CASE(edge_too_few_harmonics),
    CASE(edge_too_many_for_lanes),
    CASE(edge_graphs_of_another_kind),
    CASE(edge_memory_anywhere),
    CASE(edge_a_loss_that_is_no_number),
};
TEST_MAIN("08-speed/fast_network", tests)

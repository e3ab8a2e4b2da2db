/* test_fast_training.c: layers in lanes are the layers, and train alike. */
#include "test.h"

#include "fast_training.h"
#include "test_tools_fast.h"

#include <string.h>

/* ---- [help] Random clouds, and lessons ---- */
static const enum tetris_shape EIGHT[] = {
    TETRIS_LEFT,   TETRIS_RIGHT, TETRIS_SQUARE, TETRIS_LINE,
    TETRIS_CORNER, TETRIS_L,     TETRIS_T,      TETRIS_ZIGZAG};

enum { CLOUDS = 5, MOST = 24 };

/* Degrees that differ from node to node; no edge at all; no node at all. */
static const size_t sizes[][CLOUDS] = {
    {4, 4, 4, 4, 4}, {17, 0, 0, 0, 0}, {1, 0, 24, 3, 2}, {2, 0, 1, 0, 0},
    {1, 1, 0, 1, 0}, {0, 0, 0, 0, 0},  {9, 1, 11, 5, 7},
};
enum { GRAPHS = sizeof sizes / sizeof sizes[0] };

static struct graph *cloud(const size_t *counts, real radius, int lmax,
                           struct random *g)
{
  real points[CLOUDS * MOST * 3];
  struct graph *graph = NULL;
  for (size_t i = 0; i < sizeof points / sizeof *points; i++)
    points[i] = (real)(1.5 * random_normal(g));
  check_true(graph_radius(CLOUDS, counts, points, radius, lmax,
                          HARMONICS_COMPONENT, &graph) == TFN_OK,
             "a graph");
  return graph;
}

static void begin(enum model_kind kind, uint64_t seed, struct training *t)
{
  check_true(training_begin(kind, seed, 8, EIGHT, t) == TFN_OK, "a lesson");
}

static double largest(size_t n, const real *x)
{
  double most = 1e-3; /* of an empty graph nothing is compared to 0 */
  for (size_t i = 0; i < n; i++)
    most = fmax(most, fabs((double)x[i]));
  return most;
}

/* The difference relative to the largest number, in roundings. */
static double gap(size_t n, const real *a, const real *b)
{
  return worst(n, a, b) / largest(n, b) / (double)REAL_EPS;
}

/* Both roads on one graph, at any address: the larger gap of logits and
 * gradients. */
static double compare(const struct model *model, const struct graph *graph,
                      struct random *g)
{
  const size_t n = model_weights(model), z = graph->graphs * MODEL_CLASSES;
  real *w = numbers(n + 1, g), *dz = numbers(z + 1, g);
  real *dw = numbers(n + 1, g), *reference = numbers(n, g);
  real *logits = numbers(z + 1, g);
  struct fast_model *f;
  struct pass pass;
  memcpy(reference, dw + 1, n * sizeof *dw); /* both add to what is there */
  model_initial(model, random_below(g, 1000), w + 1);
  for (size_t i = 1; i <= n; i++)
    w[i] += (real)(0.1 * random_normal(g)); /* biases too */
  check_true(pass_create(model, graph, &pass) == TFN_OK &&
                 fast_model_create(model, graph, &f) == TFN_OK,
             "created");
  double most = 0;
  for (int twice = 0; twice < 2; twice++) {
    model_forward(model, graph, w + 1, &pass);
    model_backward(model, graph, w + 1, &pass, dz + 1, reference);
    check_true(fast_model_forward(f, w + 1, logits + 1) == TFN_OK &&
                   fast_model_backward(f, w + 1, dz + 1, dw + 1) == TFN_OK,
               "ran");
    const double one = gap(z, logits + 1, pass.logits);
    const double two = gap(n, dw + 1, reference);
    most = larger(most, one);
    most = larger(most, two);
  }
  fast_model_free(f);
  pass_free(&pass);
  free(w), free(dz), free(dw), free(reference), free(logits);
  return most;
}

/* A gradient is a sum over up to 1000 edges, which as a random walk is some
 * 30 roundings, through three layers: a hundred. */
static const double ALIKE = 100;

/* The largest number of edges into one node. */
static size_t busiest(const struct graph *graph)
{
  size_t most = 0;
  for (size_t i = 0; i < graph->nodes; i++) {
    const size_t edges = graph->first[i + 1] - graph->first[i];
    most = edges > most ? edges : most;
  }
  return most;
}

/* ---- [law] The same numbers ---- */
TEST(law_lanes_agree)
{
  struct random g = random_seed(91);
  double most = 0;
  for (int kind = 1; kind <= MODEL_KINDS; kind++) {
    struct model model;
    check_true(model_create((enum model_kind)kind, &model) == TFN_OK, "made");
    check_true(fast_model_applies(&model), "all networks of chapter 7");
    for (size_t k = 0; k < GRAPHS; k++) {
      struct graph *graph =
          cloud(sizes[k], k % 2 ? REAL(2) : (real)INFINITY, 2, &g);
      const double one = compare(&model, graph, &g);
      check_true(one <= ALIKE, "kind %d, graph %d: %g", kind, (int)k, one);
      most = one > most ? one : most;
      check_true(k != 2 || busiest(graph) == 23, "a node with 23 neighbours");
      graph_free(graph);
    }
    model_free(&model);
  }
  claim("fast-step", most * (double)REAL_EPS, ALIKE * (double)REAL_EPS);
}

/* Chapter 6 makes edges in pairs; a graph need not. */
TEST(law_one_edge_agrees)
{
  static const size_t two[CLOUDS] = {2, 0, 0, 0, 0};
  struct random g = random_seed(92);
  struct model model;
  model_create(MODEL_TALK, &model);
  struct graph *graph = cloud(two, (real)INFINITY, 1, &g);
  graph->edges = 1; /* the edge into node 0 */
  graph->first[2] = 1;
  check_residual(compare(&model, graph, &g), ALIKE, "one edge");
  graph_free(graph);
  model_free(&model);
}

TEST(law_a_moved_graph_is_looked_at)
{
  struct training t;
  struct fast_model *f;
  real logits[8 * MODEL_CLASSES], points[32 * 3];
  struct random g = random_seed(93);
  begin(MODEL_TALK, 1, &t);
  check_true(fast_model_create(&t.model, t.graph, &f) == TFN_OK, "made");
  for (size_t i = 0; i < 32 * 3; i++)
    points[i] = (real)random_normal(&g);
  check_true(graph_move(t.graph, points) == TFN_OK, "moved");
  check_true(fast_model_look(f) == TFN_OK, "looked");
  fast_model_forward(f, t.w, logits);
  model_forward(&t.model, t.graph, t.w, &t.pass);
  check_residual(gap(8 * MODEL_CLASSES, logits, t.pass.logits), ALIKE, "moved");
  fast_model_free(f);
  training_free(&t);
}

/* ---- [law] The same lesson ---- */
static void count(const struct training *t, void *context)
{
  check_true(t->adam.step == ++*(size_t *)context, "every step is watched");
}

TEST(law_it_learns_in_as_many_steps)
{
  for (uint64_t seed = 1; seed <= 20; seed++) {
    struct training t, u;
    struct fast_training f;
    struct trial trial;
    struct trial_plan plan = {seed, 20, 10, false};
    size_t watched = 0;
    bool done[2];
    begin(MODEL_TALK, seed, &t), begin(MODEL_TALK, seed, &u);
    check_true(fast_training_begin(&u, &f) == TFN_OK, "begun");
    training_run(&t, 1000, NULL, NULL, &done[0]);
    check_true(fast_training_run(&f, 1000, count, &watched, &done[1]) == TFN_OK,
               "ran");
    check_true(done[0] && done[1], "seed %d learned", (int)seed);
    /* Adam divides by the size of a gradient and so magnifies the rounding of
     * small ones: in float some seeds part on the way and arrive apart. */
    check_true(REAL_IS_FLOAT || u.adam.step == t.adam.step,
               "seed %d: %d and %d steps", (int)seed, (int)t.adam.step,
               (int)u.adam.step);
    check_true(watched == u.adam.step, "every step was watched");
    check_true(trial_run(&u.model, u.w, &plan, &trial, NULL) == TFN_OK &&
                   trial_accuracy(&trial) == 1,
               "moved copies");
    fast_training_free(&f);
    training_free(&t), training_free(&u);
  }
}

TEST(law_slow_and_fast_steps_may_follow_each_other)
{
  struct training t, u;
  struct fast_training f;
  begin(MODEL_TALK, 3, &t), begin(MODEL_TALK, 3, &u);
  check_true(fast_training_begin(&u, &f) == TFN_OK, "begun");
  for (int i = 0; i < 20; i++) {
    training_step(&t);
    check_true((i % 3 ? fast_training_step(&f) : training_step(&u)) == TFN_OK,
               "step %d", i);
  }
  check_true(u.adam.step == 20, "all were counted");
  /* Each step moves a parameter by 0.01 times a quotient of sums. */
  check_close((double)u.loss, (double)t.loss, 2000 * (double)REAL_EPS, "loss");
  fast_training_free(&f);
  training_free(&t), training_free(&u);
}

TEST(law_other_layers_take_the_other_road)
{
  struct training t, u;
  struct fast_training f;
  struct fast_model *m;
  bool done[2];
  begin(MODEL_GATED, 1, &t), begin(MODEL_GATED, 1, &u);
  t.model.layer[2].is.gate = u.model.layer[2].is.gate = GATE_SCALAR;
  check_true(fast_training_begin(&u, &f) == TFN_OK && !f.model, "begun");
  check_true(fast_model_create(&u.model, u.graph, &m) == TFN_BAD_SHAPE,
             "no lanes for this one");
  training_run(&t, 30, NULL, NULL, &done[0]);
  check_true(fast_training_run(&f, 30, NULL, NULL, &done[1]) == TFN_OK, "ran");
  check_true(u.adam.step == 30, "30 steps");
  check_true(memcmp(t.w, u.w, model_weights(&t.model) * sizeof *t.w) == 0,
             "the same road gives the same bits");
  fast_training_free(&f);
  training_free(&t), training_free(&u);
}

/* ---- [anchor] Numbers that need no other road ---- */
TEST(anchor_no_neighbours)
{
  /* Without edges layer 3 says W_self silu(...): with all parameters 0 but
   * the last biases, the logits are these. */
  static const size_t one[CLOUDS] = {1, 0, 0, 0, 0};
  struct random g = random_seed(94);
  struct model model;
  struct fast_model *f;
  model_create(MODEL_TALK, &model);
  struct graph *graph = cloud(one, (real)INFINITY, 1, &g);
  real *w = calloc(model_weights(&model) + 1, sizeof *w);
  real logits[CLOUDS * MODEL_CLASSES];
  for (size_t k = 0; k < MODEL_CLASSES; k++)
    w[model_weights(&model) - MODEL_CLASSES + k] = (real)k - REAL(3.5);
  check_true(fast_model_create(&model, graph, &f) == TFN_OK &&
                 fast_model_forward(f, w, logits) == TFN_OK,
             "ran");
  for (size_t k = 0; k < MODEL_CLASSES; k++) {
    check_close((double)logits[k], (double)k - 3.5, 0, "bias %d", (int)k);
    check_close((double)logits[MODEL_CLASSES + k], 0, 0, "an empty cloud");
  }
  fast_model_free(f);
  graph_free(graph);
  model_free(&model);
  free(w);
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
TEST(edge_null_lanes)
{
  struct training t, empty = {0};
  struct fast_training f;
  struct fast_model *m = NULL;
  struct adam adam = adam_default();
  real x[MODEL_CLASSES] = {0};
  bool done;
  begin(MODEL_TALK, 1, &t);
  check_true(fast_training_begin(NULL, &f) == TFN_NULL, "no lesson");
  check_true(fast_training_begin(&empty, &f) == TFN_NULL, "an empty one");
  check_true(fast_training_step(&f) == TFN_NULL, "a step of it");
  check_true(fast_training_begin(&t, NULL) == TFN_NULL, "nowhere");
  check_true(fast_training_look(NULL) == TFN_NULL, "look");
  check_true(fast_training_run(NULL, 1, NULL, NULL, &done) == TFN_NULL, "run");
  check_true(fast_training_begin(&t, &f) == TFN_OK, "begun");
  check_true(fast_training_run(&f, 1, NULL, NULL, NULL) == TFN_NULL, "done");
  check_true(fast_model_create(NULL, t.graph, &m) == TFN_NULL, "no model");
  check_true(fast_model_create(&t.model, NULL, &m) == TFN_NULL, "no graph");
  check_true(fast_model_create(&t.model, t.graph, NULL) == TFN_NULL, "out");
  check_true(fast_model_look(m) == TFN_NULL, "look of nothing");
  check_true(fast_model_forward(m, t.w, x) == TFN_NULL, "forward of nothing");
  check_true(fast_model_forward(f.model, NULL, x) == TFN_NULL, "w");
  check_true(fast_model_forward(f.model, t.w, NULL) == TFN_NULL, "logits");
  check_true(fast_model_backward(f.model, t.w, NULL, t.dw) == TFN_NULL, "dz");
  check_true(fast_model_backward(f.model, t.w, x, NULL) == TFN_NULL, "dw");
  check_true(fast_adam_step(NULL, 1, x, x, x, x) == TFN_NULL, "adam");
  check_true(fast_adam_step(&adam, 1, NULL, x, x, x) == TFN_NULL, "gradient");
  fast_training_free(&f);
  fast_training_free(NULL);
  fast_model_free(NULL);
  training_free(&t);
}

TEST(edge_too_few_harmonics)
{
  static const size_t two[CLOUDS] = {2, 0, 0, 0, 0};
  struct random g = random_seed(95);
  struct model model;
  struct fast_model *f;
  model_create(MODEL_LARGE, &model);
  struct graph *graph = cloud(two, (real)INFINITY, 1, &g);
  check_true(fast_model_create(&model, graph, &f) == TFN_BAD_SHAPE, "l = 2");
  graph_free(graph);
  model_free(&model);
}

TEST(edge_a_loss_that_is_no_number)
{
  struct training t;
  struct fast_training f;
  begin(MODEL_TALK, 1, &t);
  fast_training_begin(&t, &f);
  t.w[0] = (real)NAN;
  const real before = t.w[1];
  check_true(fast_training_step(&f) == TFN_NOT_FINITE, "refused");
  check_true(t.w[1] == before && t.adam.step == 0, "nothing was changed");
  t.w[0] = 1;
  t.adam.rate = 0;
  check_true(fast_training_step(&f) == TFN_BAD_VALUE, "a rate of 0");
  fast_training_free(&f);
  training_free(&t);
}

static const struct test tests[] = {
    CASE(law_lanes_agree),
    CASE(law_one_edge_agrees),
    CASE(law_a_moved_graph_is_looked_at),
    CASE(law_it_learns_in_as_many_steps),
    CASE(law_slow_and_fast_steps_may_follow_each_other),
    CASE(law_other_layers_take_the_other_road),
    CASE(anchor_no_neighbours),
    CASE(anchor_first_step_of_adam),
    CASE(edge_null_lanes),
    CASE(edge_too_few_harmonics),
    CASE(edge_a_loss_that_is_no_number),
};
TEST_MAIN("08-speed/fast_training", tests)

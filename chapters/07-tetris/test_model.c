/* test_model.c: whole networks are equivariant, and differentiate right. */
#include "anchors.h"
#include "model.h"
#include "test.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* ---- [help] A network, the eight shapes, and what it says of them ---- */
enum { ALL = TETRIS_SHAPES, POINTS = ALL * TETRIS_CUBES };

struct bench {
  struct model model;
  struct graph *graph;
  struct pass pass;
  real *w;
  vec3 points[POINTS];
  real logits[ALL * MODEL_CLASSES]; /* of the shapes as they stand */
};

static void answer(struct bench *b, const vec3 *points, real *logits)
{
  check_true(model_move(points, b->graph) == TFN_OK, "moved");
  check_true(model_forward(&b->model, b->graph, b->w, &b->pass) == TFN_OK,
             "forward");
  memcpy(logits, b->pass.logits, sizeof b->logits);
}

static void set_up(enum model_kind kind, uint64_t seed, struct bench *b)
{
  for (int s = 0; s < ALL; s++)
    tetris_points((enum tetris_shape)s, b->points + s * TETRIS_CUBES);
  check_true(model_create(kind, &b->model) == TFN_OK, "created");
  check_true(model_graph(&b->model, ALL, b->points, &b->graph) == TFN_OK,
             "graph");
  check_true(pass_create(&b->model, b->graph, &b->pass) == TFN_OK, "pass");
  b->w = malloc(model_weights(&b->model) * sizeof *b->w);
  check_true(b->w && model_initial(&b->model, seed, b->w) == TFN_OK, "start");
  /* Biases start at zero; here they, too, must matter. */
  struct random g = random_seed(seed + 1000);
  for (size_t k = 0; k < model_weights(&b->model); k++)
    b->w[k] += REAL(0.1) * (real)random_normal(&g);
  answer(b, b->points, b->logits);
}

static void tear_down(struct bench *b)
{
  free(b->w);
  pass_free(&b->pass);
  graph_free(b->graph);
  model_free(&b->model);
}

static double largest(const real *x, size_t n)
{
  double most = 0;
  for (size_t i = 0; i < n; i++)
    most = larger(most, fabs((double)x[i]));
  return most;
}

/* The change of the logits, relative to the largest of them. */
static double change(const struct bench *b, const real *logits)
{
  double worst = 0, scale = largest(b->logits, ALL * MODEL_CLASSES);
  for (size_t i = 0; i < ALL * MODEL_CLASSES; i++)
    worst = larger(worst, fabs((double)logits[i] - (double)b->logits[i]));
  return worst / scale;
}

/* Shifts reach 10 edges, so each coordinate of an edge vector is off by up to
 * 10 eps.  From there to the logits the basis has slope at most 2 per edge and
 * three layers of silu, sigmoid and sums of random sign add a factor of less
 * than ten: 200 eps.  The worst seen is about a tenth of it. */
static const double MOVED = 200 * (double)REAL_EPS;

/* ---- [law] Symmetry ---- */
static double worst_motion(enum model_kind kind, uint64_t seed)
{
  struct bench b;
  struct random g = random_seed(seed + 70);
  double worst = 0;
  set_up(kind, seed, &b);
  for (int i = 0; i < 20; i++) {
    struct tetris_motion motion = tetris_motion(&g, 10);
    vec3 moved[POINTS];
    real logits[ALL * MODEL_CLASSES];
    for (int s = 0; s < ALL; s++)
      tetris_move(&motion, b.points + s * 4, moved + s * 4);
    answer(&b, moved, logits);
    worst = larger(worst, change(&b, logits));
  }
  tear_down(&b);
  return worst;
}

TEST(law_motions_change_no_logit)
{
  double worst = 0;
  for (int kind = 1; kind <= MODEL_KINDS; kind++)
    for (uint64_t seed = 1; seed <= 3; seed++)
      worst = larger(worst, worst_motion((enum model_kind)kind, seed));
  claim("logits-invariant", worst, MOVED);
}

TEST(law_the_order_of_the_cubes_changes_no_logit)
{
  double worst = 0;
  for (int kind = 1; kind <= MODEL_KINDS; kind++) {
    struct bench b;
    vec3 turned[POINTS];
    real logits[ALL * MODEL_CLASSES];
    set_up((enum model_kind)kind, 5, &b);
    for (int i = 0; i < POINTS; i++) /* shifted by 1, 2 or 3 places */
      turned[i / 4 * 4 + (i + 1 + i / 4 % 3) % 4] = b.points[i];
    answer(&b, turned, logits);
    worst = larger(worst, change(&b, logits));
    tear_down(&b);
  }
  claim("order-of-cubes", worst, MOVED);
}

static void mirror(const struct bench *b, vec3 *points)
{
  for (int i = 0; i < POINTS; i++) {
    points[i] = b->points[i];
    points[i].x = -points[i].x;
  }
}

/* The mirror x -> -x: left and right change places in the parity network. */
TEST(law_a_mirror_swaps_the_two_chiral_logits)
{
  struct bench b;
  vec3 points[POINTS];
  real logits[ALL * MODEL_CLASSES], *z = logits;
  set_up(MODEL_PARITY, 6, &b);
  mirror(&b, points);
  answer(&b, points, logits);
  for (int s = 0; s < ALL; s++, z += MODEL_CLASSES) {
    real keep = z[TETRIS_LEFT];
    z[TETRIS_LEFT] = z[TETRIS_RIGHT];
    z[TETRIS_RIGHT] = keep;
  }
  claim("mirror-logits", change(&b, logits), MOVED);
  check_true(fabs((double)b.logits[0]) > 1e-3, "the pseudoscalar is not zero");
  tear_down(&b);
}

/* A shape that equals its mirror image has no pseudoscalar: q = -q. */
TEST(law_no_pseudoscalar_without_a_hand)
{
  double worst = 0;
  for (uint64_t seed = 1; seed <= 10; seed++) {
    struct bench b;
    set_up(MODEL_PARITY, seed, &b);
    double scale = largest(b.logits, ALL * MODEL_CLASSES);
    for (int s = TETRIS_SQUARE; s < ALL; s++)
      worst = larger(worst, fabs((double)b.logits[s * 8]) / scale);
    tear_down(&b);
  }
  claim("achiral-zero", worst, MOVED);
}

static double hand_seen(enum model_kind kind, uint64_t seed)
{
  struct bench b;
  double worst = 0;
  set_up(kind, seed, &b);
  for (int c = 0; c < MODEL_CLASSES; c++)
    worst = larger(
        worst, fabs((double)b.logits[c] - (double)b.logits[MODEL_CLASSES + c]));
  worst /= largest(b.logits, ALL * MODEL_CLASSES);
  tear_down(&b);
  return worst;
}

/* Left and right, cube by cube: the scalars that two convolutions make. */
static double scalars_differ(enum model_kind kind, uint64_t seed)
{
  struct bench b;
  double worst = 0;
  set_up(kind, seed, &b);
  const struct irreps *out = &b.model.layer[1].is.out; /* scalars first */
  const real *left = b.pass.x[2], *right = left + TETRIS_CUBES * out->dim;
  for (size_t i = 0; i < TETRIS_CUBES * out->dim; i++)
    if (i % out->dim < out->block[0].channels)
      worst = larger(worst, fabs((double)left[i] - (double)right[i]));
  tear_down(&b);
  return worst;
}

TEST(law_without_odd_paths_the_pair_looks_alike)
{
  double blind = 0, two = 0, sighted = 1;
  for (uint64_t seed = 1; seed <= 10; seed++) {
    blind = larger(blind, hand_seen(MODEL_POLAR, seed));
    blind = larger(blind, hand_seen(MODEL_DISTANCES, seed));
    two = larger(two, scalars_differ(MODEL_TALK, seed));
    two = larger(two, scalars_differ(MODEL_LARGE, seed));
    sighted = fmin(sighted, hand_seen(MODEL_TALK, seed));
    sighted = fmin(sighted, hand_seen(MODEL_LARGE, seed));
  }
  claim("mirror-blind", blind, MOVED);
  claim("two-blind", two, MOVED);
  check_true(sighted > 1e-6, "with odd paths they differ: by %g", sighted);
}

/* ---- [gradient] Differences against the chain rule ----
 *
 * Fourth-order central differences with step h: h^4 from the formula and
 * eps / h from rounding, least near h = eps^(1/5); with derivatives up to a
 * few hundred times the first that leaves 1e-7 relative in double.  In float
 * the same sum is 1e-2. */
static double cost(struct bench *b, const real *c)
{
  double sum = 0;
  model_forward(&b->model, b->graph, b->w, &b->pass);
  for (size_t i = 0; i < ALL * MODEL_CLASSES; i++)
    sum += (double)c[i] * (double)b->pass.logits[i];
  return sum;
}

static double difference(struct bench *b, const real *c, size_t k)
{
  const real keep = b->w[k], h = REAL_IS_FLOAT ? REAL(0.03) : REAL(1e-3);
  const double weight[] = {1, -8, 8, -1};
  const real at[] = {-2, -1, 1, 2};
  double sum = 0;
  for (int i = 0; i < 4; i++) {
    b->w[k] = keep + at[i] * h;
    sum += weight[i] * cost(b, c);
  }
  b->w[k] = keep;
  return sum / (12 * (double)h);
}

static double gradient_error(enum model_kind kind)
{
  struct bench b;
  struct random g = random_seed(77);
  real c[ALL * MODEL_CLASSES];
  double worst = 0;
  set_up(kind, 7, &b);
  size_t n = model_weights(&b.model), tries = n < 1000 ? n : 100;
  real *dw = calloc(n, sizeof *dw);
  for (size_t i = 0; i < ALL * MODEL_CLASSES; i++)
    c[i] = (real)random_normal(&g);
  cost(&b, c);
  check_true(dw && model_backward(&b.model, b.graph, b.w, &b.pass, c, dw) ==
                       TFN_OK,
             "backward");
  for (size_t i = 0; i < tries; i++) {
    size_t k = tries == n ? i : random_below(&g, n);
    worst = larger(worst, fabs((double)dw[k] - difference(&b, c, k)));
  }
  worst /= largest(dw, n);
  free(dw);
  tear_down(&b);
  return worst;
}

TEST(law_gradient)
{
  double worst = 0;
  for (int kind = 1; kind <= MODEL_KINDS; kind++)
    worst = larger(worst, gradient_error((enum model_kind)kind));
  claim("model-gradient", worst, REAL_IS_FLOAT ? 1e-2 : 1e-7);
}

TEST(law_backward_adds)
{
  struct bench b;
  real c[ALL * MODEL_CLASSES];
  set_up(MODEL_PARITY, 8, &b);
  size_t n = model_weights(&b.model);
  real *once = calloc(n, sizeof *once), *twice = calloc(n, sizeof *twice);
  for (size_t i = 0; i < ALL * MODEL_CLASSES; i++)
    c[i] = (real)i;
  cost(&b, c);
  model_backward(&b.model, b.graph, b.w, &b.pass, c, once);
  for (int i = 0; i < 2; i++) {
    cost(&b, c);
    model_backward(&b.model, b.graph, b.w, &b.pass, c, twice);
  }
  for (size_t k = 0; k < n; k++)
    check_close(twice[k], 2 * once[k],
                4 * (double)REAL_EPS * largest(once, n) * 96,
                "twice backward doubles gradient %d", (int)k);
  free(once);
  free(twice);
  tear_down(&b);
}

TEST(law_the_seed_fixes_the_start)
{
  struct model model;
  model_create(MODEL_TALK, &model);
  size_t n = model_weights(&model), same = 0;
  real *a = malloc(n * sizeof *a), *b = malloc(n * sizeof *b);
  model_initial(&model, 9, a);
  model_initial(&model, 9, b);
  check_true(!memcmp(a, b, n * sizeof *a), "the same seed, the same bits");
  model_initial(&model, 10, b);
  for (size_t k = 0; k < n; k++)
    same += a[k] == b[k] && a[k] != 0;
  check_true(same == 0, "another seed, other weights");
  free(a);
  free(b);
  model_free(&model);
}

/* ---- [anchor] Another program says the same ---- */
static void sine_weights(struct bench *b)
{
  for (size_t k = 0; k < model_weights(&b->model); k++)
    b->w[k] = (real)sin((double)((k + 1) * (k + 1)));
}

static double anchor_gap(enum model_kind kind, const double want[3][8])
{
  static const int shape[] = {TETRIS_LEFT, TETRIS_RIGHT, TETRIS_ZIGZAG};
  struct bench b;
  double worst = 0, scale = 0;
  set_up(kind, 1, &b);
  sine_weights(&b);
  answer(&b, b.points, b.logits);
  for (int i = 0; i < 3; i++)
    for (int c = 0; c < 8; c++) {
      double got = (double)b.logits[shape[i] * 8 + c];
      worst = larger(worst, fabs(got - want[i][c]));
      scale = larger(scale, fabs(want[i][c]));
    }
  tear_down(&b);
  return worst / scale;
}

TEST(anchor_logits_of_the_talk)
{
  check_residual(anchor_gap(MODEL_TALK, ANCHOR_LOGITS_TALK), MOVED,
                 "against 40 digits");
}

TEST(anchor_logits_with_parity)
{
  check_residual(anchor_gap(MODEL_PARITY, ANCHOR_LOGITS_PARITY), MOVED,
                 "against 40 digits");
}

TEST(anchor_radial_functions)
{
  struct bench b;
  real r = real_sqrt(2), R[2];
  set_up(MODEL_TALK, 1, &b);
  sine_weights(&b);
  check_true(model_radial(&b.model, b.w, 0, 1, &r, R) == TFN_OK, "computed");
  for (int i = 0; i < 2; i++)
    check_close(R[i], ANCHOR_RADIAL[i], 50 * (double)REAL_EPS, "function %d",
                i);
  tear_down(&b);
}

/* By hand, for the talk's network.  Layer 1: radial 5*3 + 3*2, mix 4 + 4,
 * self 4, bias 8: 41.  Layer 2: 15 + 3*20, mix 8*4 + 12*4, self 32, bias 8:
 * 195.  Layer 3: 15 + 3*8, mix 8*8, self 32, bias 8: 143. */
TEST(anchor_count_of_parameters)
{
  struct model m;
  static const size_t want[] = {379, 0, ANCHOR_WEIGHTS_PARITY};
  check_true(ANCHOR_WEIGHTS_TALK == 379, "the other program counts the same");
  for (int kind = 1; kind <= 3; kind += 2) {
    check_true(model_create((enum model_kind)kind, &m) == TFN_OK, "created");
    check_true(model_weights(&m) == want[kind - 1], "kind %d has %d", kind,
               (int)model_weights(&m));
    model_free(&m);
  }
}

TEST(anchor_names_of_kinds)
{
  enum model_kind kind = MODEL_TALK;
  check_true(model_kind("polar", &kind) && kind == MODEL_POLAR, "polar");
  check_true(!model_kind("Talk", &kind), "names are exact");
  check_true(!model_kind(NULL, &kind) && !model_kind("talk", NULL), "null");
  check_true(!strcmp(model_name(MODEL_LARGE), "large"), "large");
  check_true(!model_name((enum model_kind)0), "0 is no kind");
  check_true(!model_name((enum model_kind)7), "nor is 7");
}

/* ---- [edge] Bad input ---- */
TEST(edge_null_model)
{
  struct bench b;
  struct graph *graph;
  struct model model;
  real x = 1, *dw = &x;
  vec3 p[4] = {{0, 0, 0}};
  set_up(MODEL_TALK, 1, &b);
  const struct model *m = &b.model;
  check_true(model_create(MODEL_TALK, NULL) == TFN_NULL, "create");
  check_true(model_initial(NULL, 1, b.w) == TFN_NULL, "initial");
  check_true(model_initial(m, 1, NULL) == TFN_NULL, "initial: w");
  check_true(model_graph(NULL, 1, p, &graph) == TFN_NULL, "graph: model");
  check_true(model_graph(m, 1, NULL, &graph) == TFN_NULL, "graph: points");
  check_true(model_graph(m, 1, p, NULL) == TFN_NULL, "graph: out");
  check_true(model_move(NULL, b.graph) == TFN_NULL, "move: points");
  check_true(model_move(p, NULL) == TFN_NULL, "move: graph");
  pass_free(&b.pass);
  check_true(pass_create(NULL, b.graph, &b.pass) == TFN_NULL, "pass: model");
  check_true(pass_create(m, NULL, &b.pass) == TFN_NULL, "pass: graph");
  check_true(pass_create(m, b.graph, NULL) == TFN_NULL, "pass: out");
  check_true(pass_create(m, b.graph, &b.pass) == TFN_OK, "pass");
  check_true(model_forward(NULL, b.graph, b.w, &b.pass) == TFN_NULL, "model");
  check_true(model_forward(m, NULL, b.w, &b.pass) == TFN_NULL, "graph");
  check_true(model_forward(m, b.graph, NULL, &b.pass) == TFN_NULL, "w");
  check_true(model_forward(m, b.graph, b.w, NULL) == TFN_NULL, "pass");
  check_true(model_backward(m, b.graph, b.w, &b.pass, NULL, dw) == TFN_NULL,
             "dlogits");
  check_true(model_backward(m, b.graph, b.w, &b.pass, &x, NULL) == TFN_NULL,
             "dw");
  check_true(model_radial(NULL, b.w, 0, 1, &x, &x) == TFN_NULL, "radial");
  check_true(model_radial(m, b.w, 0, 1, NULL, &x) == TFN_NULL, "radial: r");
  check_true(model_weights(NULL) == 0, "no weights");
  check_true(model_create((enum model_kind)9, &model) == TFN_BAD_VALUE, "9");
  model_free(NULL);
  pass_free(NULL);
  tear_down(&b);
}

TEST(edge_wrong_shapes)
{
  struct bench b, other;
  real x = 1;
  struct graph *one;
  set_up(MODEL_DISTANCES, 1, &b);
  set_up(MODEL_TALK, 1, &other);
  check_true(model_graph(&other.model, 1, b.points, &one) == TFN_OK, "one");
  check_true(model_forward(&other.model, one, other.w, &other.pass) ==
                 TFN_BAD_SHAPE,
             "the pass was made for eight shapes");
  check_true(model_backward(&other.model, one, other.w, &other.pass, &x, &x) ==
                 TFN_BAD_SHAPE,
             "and backwards too");
  check_true(model_forward(&other.model, b.graph, other.w, &other.pass) ==
                 TFN_BAD_SHAPE,
             "a graph without vectors");
  check_true(model_radial(&b.model, b.w, 3, 1, &x, &x) == TFN_BAD_VALUE,
             "there is no fourth layer");
  graph_free(one);
  tear_down(&b);
  tear_down(&other);
}

TEST(edge_points)
{
  struct model m;
  struct graph *graph = NULL;
  vec3 p[4] = {{0, 0, 0}, {1, 0, 0}, {2, 0, 0}, {3, 0, 0}};
  model_create(MODEL_TALK, &m);
  check_true(model_graph(&m, SIZE_MAX / 2, p, &graph) == TFN_TOO_LARGE, "huge");
  check_true(model_graph(&m, 0, p, &graph) == TFN_OK, "no shape at all");
  check_true(graph && graph->nodes == 0, "an empty graph");
  graph_free(graph);
  p[3] = p[0];
  check_true(model_graph(&m, 1, p, &graph) == TFN_COINCIDENT, "one place");
  p[3].x = (double)NAN;
  check_true(model_graph(&m, 1, p, &graph) == TFN_NOT_FINITE, "NaN");
  check_true(graph == NULL, "and no graph");
  model_free(&m);
}

/* ---- [table] ---- */
static const struct test tests[] = {
    {"law_motions_change_no_logit", law_motions_change_no_logit, 60},
    CASE(law_the_order_of_the_cubes_changes_no_logit),
    CASE(law_a_mirror_swaps_the_two_chiral_logits),
    CASE(law_no_pseudoscalar_without_a_hand),
    CASE(law_without_odd_paths_the_pair_looks_alike),
    {"law_gradient", law_gradient, 60},
    CASE(law_backward_adds),
    CASE(law_the_seed_fixes_the_start),
    CASE(anchor_logits_of_the_talk),
    CASE(anchor_logits_with_parity),
    CASE(anchor_radial_functions),
    CASE(anchor_count_of_parameters),
    CASE(anchor_names_of_kinds),
    CASE(edge_null_model),
    CASE(edge_wrong_shapes),
    CASE(edge_points),
};
TEST_MAIN("07-tetris/model", tests)

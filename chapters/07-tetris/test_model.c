/* test_model.c: whole networks are equivariant, and differentiate right. */
#include "anchors.h"
#include "lesson.h"
#include "test.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* ---- [help] A network, the eight shapes, and what it says of them ---- */
enum { ALL = TETRIS_SHAPES, POINTS = ALL * TETRIS_CUBES };

struct bench {
  struct network *network;
  struct graph *graph;
  struct network_pass *pass;
  real *w;
  vec3 points[POINTS];
  real logits[ALL * LESSON_CLASSES]; /* of the shapes as they stand */
};

static void answer(struct bench *b, const vec3 *points, real *logits)
{
  check_true(model_move(points, b->graph) == TFN_OK, "moved");
  check_true(network_look(b->network, b->pass) == TFN_OK, "looked at");
  check_true(network_forward(b->network, b->w, b->pass) == TFN_OK, "forward");
  lesson_logits(b->network, ALL, b->pass->answer[0], logits);
}

static void set_up(enum model_kind kind, uint64_t seed, struct bench *b)
{
  for (int s = 0; s < ALL; s++)
    tetris_points((enum tetris_shape)s, b->points + s * TETRIS_CUBES);
  check_true(model_create(kind, &b->network) == TFN_OK, "created");
  check_true(model_graph(b->network, ALL, b->points, &b->graph) == TFN_OK,
             "graph");
  check_true(network_pass_create(b->network, b->graph, &b->pass) == TFN_OK,
             "pass");
  b->w = malloc(network_weights(b->network) * sizeof *b->w);
  check_true(b->w && network_initial(b->network, seed, b->w) == TFN_OK,
             "start");
  /* Biases start at zero; here they, too, must matter. */
  struct random g = random_seed(seed + 1000);
  for (size_t k = 0; k < network_weights(b->network); k++)
    b->w[k] += REAL(0.1) * (real)random_normal(&g);
  answer(b, b->points, b->logits);
}

static void tear_down(struct bench *b)
{
  free(b->w);
  network_pass_free(b->pass);
  graph_free(b->graph);
  network_free(b->network);
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
  double worst = 0, scale = largest(b->logits, ALL * LESSON_CLASSES);
  for (size_t i = 0; i < ALL * LESSON_CLASSES; i++)
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
    real logits[ALL * LESSON_CLASSES];
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
    real logits[ALL * LESSON_CLASSES];
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
  real logits[ALL * LESSON_CLASSES], *z = logits;
  set_up(MODEL_PARITY, 6, &b);
  mirror(&b, points);
  answer(&b, points, logits);
  for (int s = 0; s < ALL; s++, z += LESSON_CLASSES) {
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
    double scale = largest(b.logits, ALL * LESSON_CLASSES);
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
  for (int c = 0; c < LESSON_CLASSES; c++)
    worst = larger(worst, fabs((double)b.logits[c] -
                               (double)b.logits[LESSON_CLASSES + c]));
  worst /= largest(b.logits, ALL * LESSON_CLASSES);
  tear_down(&b);
  return worst;
}

/* Left and right, cube by cube: the scalars that two convolutions make. */
static double scalars_differ(enum model_kind kind, uint64_t seed)
{
  struct bench b;
  double worst = 0;
  set_up(kind, seed, &b);
  const struct irreps *out = &b.network->stage[1].out; /* scalars first */
  const real *left = b.pass->stage[1].y,
             *right = left + TETRIS_CUBES * out->dim;
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

/* ---- [forces] By the points, for every kind ----
 *
 * A random sum of all answers, against differences of fourth order; h as for
 * the weights in test_lesson.c.  One graph, the first shape is moved. */
static double energy(struct bench *b, const real *c)
{
  const size_t n = ALL * b->network->answer[0].layout.dim;
  double sum = 0;
  check_true(model_move(b->points, b->graph) == TFN_OK, "moved");
  check_true(network_look(b->network, b->pass) == TFN_OK, "looked at");
  network_forward(b->network, b->w, b->pass);
  for (size_t i = 0; i < n; i++)
    sum += (double)c[i] * (double)b->pass->answer[0][i];
  return sum;
}

static double slope(struct bench *b, const real *c, double *x)
{
  const double h = REAL_IS_FLOAT ? 0.02 : 3e-4, keep = *x;
  const double weight[] = {1, -8, 8, -1}, at[] = {-2, -1, 1, 2};
  double sum = 0;
  for (int i = 0; i < 4; i++) {
    *x = keep + at[i] * h;
    sum += weight[i] * energy(b, c);
  }
  *x = keep;
  return sum / (12 * h);
}

/* error, and how far the forces are from adding up to nothing. */
static void try_forces(enum model_kind kind, double *error, double *balance)
{
  struct bench b;
  struct random g = random_seed(78);
  real c[ALL * LESSON_CLASSES], dpoints[3 * POINTS] = {0};
  set_up(kind, 7, &b);
  const size_t n = ALL * b.network->answer[0].layout.dim;
  for (size_t i = 0; i < n; i++)
    c[i] = (real)random_normal(&g);
  energy(&b, c);
  memcpy(b.pass->danswer[0], c, n * sizeof *c);
  check_true(network_backward(b.network, b.w, b.pass, NULL, NULL, dpoints) ==
                 TFN_OK,
             "backward");
  const double scale = largest(dpoints, 3 * POINTS);
  vec3 sum = {0, 0, 0}, torque = {0, 0, 0};
  for (int i = 0; i < POINTS; i++) {
    const real *d = dpoints + (size_t)i * 3;
    vec3 f = {(double)d[0], (double)d[1], (double)d[2]};
    sum = vec3_add(sum, f);
    torque = vec3_add(torque, vec3_cross(b.points[i], f));
  }
  *balance = larger(vec3_norm(sum), vec3_norm(torque)) / scale;
  *error = 0;
  for (size_t i = 0; i < TETRIS_CUBES; i++) {
    double *at[] = {&b.points[i].x, &b.points[i].y, &b.points[i].z};
    for (size_t a = 0; a < 3; a++)
      *error = larger(*error,
                      fabs(slope(&b, c, at[a]) - (double)dpoints[3 * i + a]));
  }
  *error /= scale;
  tear_down(&b);
}

TEST(law_forces_of_every_kind)
{
  for (int kind = 1; kind <= MODEL_KINDS; kind++) {
    double error, balance;
    try_forces((enum model_kind)kind, &error, &balance);
    check_residual(error, REAL_IS_FLOAT ? 2e-2 : 1e-7, "kind %d", kind);
    check_residual(balance, REAL_IS_FLOAT ? 1e-4 : 1e-12, "kind %d: sums",
                   kind);
  }
}

/* ---- [print] Six kinds ---- */
TEST(law_kinds_have_fingerprints_of_their_own)
{
  struct network *n[MODEL_KINDS];
  for (int i = 0; i < MODEL_KINDS; i++) {
    check_true(!model_create((enum model_kind)(i + 1), &n[i]), "kind %d", i);
    for (int j = 0; j < i; j++)
      check_true(network_fingerprint(n[i]) != network_fingerprint(n[j]),
                 "kinds %d and %d", j, i);
  }
  for (int i = 0; i < MODEL_KINDS; i++)
    network_free(n[i]);
}

/* ---- [anchor] Another program says the same ---- */
static void sine_weights(struct bench *b)
{
  for (size_t k = 0; k < network_weights(b->network); k++)
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
  check_true(model_radial(b.network, b.w, 0, 1, &r, R) == TFN_OK, "computed");
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
  struct network *m;
  static const size_t want[] = {379, 0, ANCHOR_WEIGHTS_PARITY};
  check_true(ANCHOR_WEIGHTS_TALK == 379, "the other program counts the same");
  for (int kind = 1; kind <= 3; kind += 2) {
    check_true(model_create((enum model_kind)kind, &m) == TFN_OK, "created");
    check_true(network_weights(m) == want[kind - 1], "kind %d has %d", kind,
               (int)network_weights(m));
    network_free(m);
  }
}

TEST(anchor_names_of_kinds)
{
  enum model_kind kind = MODEL_TALK;
  check_true(model_kind("polar", &kind) && kind == MODEL_POLAR, "polar");
  check_true(!model_kind("Talk", &kind), "names are exact");
  check_true(!model_kind(NULL, &kind) && !model_kind("talk", NULL), "null");
  check_true(!strcmp(model_name(MODEL_LARGE), "large"), "large");
  check_true(!model_name((enum model_kind)0), "0 is not a kind");
  check_true(!model_name((enum model_kind)7), "nor is 7");
}

/* ---- [edge] Bad input ---- */
TEST(edge_null_model)
{
  struct bench b;
  struct graph *graph;
  struct network *network;
  real x = 1;
  vec3 p[4] = {{0, 0, 0}};
  set_up(MODEL_TALK, 1, &b);
  const struct network *n = b.network;
  check_true(model_create(MODEL_TALK, NULL) == TFN_NULL, "create");
  check_true(model_graph(NULL, 1, p, &graph) == TFN_NULL, "graph: network");
  check_true(model_graph(n, 1, NULL, &graph) == TFN_NULL, "graph: points");
  check_true(model_graph(n, 1, p, NULL) == TFN_NULL, "graph: out");
  check_true(model_move(NULL, b.graph) == TFN_NULL, "move: points");
  check_true(model_move(p, NULL) == TFN_NULL, "move: graph");
  check_true(model_radial(NULL, b.w, 0, 1, &x, &x) == TFN_NULL, "radial");
  check_true(model_radial(n, b.w, 0, 1, NULL, &x) == TFN_NULL, "radial: r");
  check_true(model_radial(n, NULL, 0, 1, &x, &x) == TFN_NULL, "radial: w");
  check_true(model_radial(n, b.w, 0, 1, &x, NULL) == TFN_NULL, "radial: R");
  check_true(model_create((enum model_kind)9, &network) == TFN_BAD_VALUE &&
                 !network,
             "9");
  tear_down(&b);
}

TEST(edge_wrong_shapes)
{
  struct bench b, other;
  struct network_pass *pass;
  real x = 1;
  set_up(MODEL_DISTANCES, 1, &b);
  set_up(MODEL_TALK, 1, &other);
  check_true(network_pass_create(other.network, b.graph, &pass) ==
                     TFN_BAD_SHAPE &&
                 !pass,
             "a graph without vectors");
  check_true(model_radial(b.network, b.w, 3, 1, &x, &x) == TFN_BAD_VALUE,
             "there is no fourth layer");
  check_true(model_radial(b.network, b.w, 0, SIZE_MAX / 8, &x, &x) ==
                 TFN_NO_MEMORY,
             "nor so much memory");
  tear_down(&b);
  tear_down(&other);
}

TEST(edge_points)
{
  struct network *m;
  struct graph *graph = NULL;
  vec3 p[4] = {{0, 0, 0}, {1, 0, 0}, {2, 0, 0}, {3, 0, 0}};
  model_create(MODEL_TALK, &m);
  check_true(model_graph(m, SIZE_MAX / 2, p, &graph) == TFN_TOO_LARGE, "huge");
  check_true(model_graph(m, 0, p, &graph) == TFN_OK, "no shape at all");
  check_true(graph && graph->nodes == 0, "an empty graph");
  graph_free(graph);
  p[3] = p[0];
  check_true(model_graph(m, 1, p, &graph) == TFN_COINCIDENT, "one place");
  p[3].x = (double)NAN;
  check_true(model_graph(m, 1, p, &graph) == TFN_NOT_FINITE, "NaN");
  check_true(graph == NULL, "and no graph");
  network_free(m);
}

/* ---- [table] ---- */
static const struct test tests[] = {
    {"law_motions_change_no_logit", law_motions_change_no_logit, 60},
    CASE(law_the_order_of_the_cubes_changes_no_logit),
    CASE(law_a_mirror_swaps_the_two_chiral_logits),
    CASE(law_no_pseudoscalar_without_a_hand),
    CASE(law_without_odd_paths_the_pair_looks_alike),
    CASE(law_forces_of_every_kind),
    CASE(law_kinds_have_fingerprints_of_their_own),
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

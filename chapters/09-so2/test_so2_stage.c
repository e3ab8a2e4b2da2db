/* test_so2_stage.c: layers in the frames of their edges. */
#include "test_rig.h"
#include "test_tools_so2.h"

#include "lesson.h"
#include "matrix.h"

/* ---- [plans] Networks of two layers ---- */
struct plan {
  const char *in, *middle, *out;
  enum tp_mode mode;
  enum gate gate;
  int lmax; /* of the filters */
  bool parity;
};

static const struct plan plans[] = {
    {"2x0e + 1x1o", "3x0e + 2x1o + 1x1e + 2x2e + 1x2o",
     "2x0e + 1x0o + 1x1o + 1x2e", TP_DEPTHWISE, GATE_NORM, 2, true},
    {"1x0e + 2x1e", "2x0e + 2x1e + 1x2e", "1x0e + 2x2e", TP_DEPTHWISE,
     GATE_SCALAR, 1, false},
    {"2x0e", "2x0e + 2x1e + 1x2e", "1x0e + 2x1e", TP_FULL, GATE_SCALAR, 2,
     false},
    {"1x0e + 1x2e", "2x0e + 1x1o + 1x2e + 1x1e", "1x0e + 1x0o + 1x1e + 1x2e",
     TP_FULL, GATE_NORM, 4, true},
    {"2x0e + 1x1o", "1x0e + 2x1o + 1x3o + 1x2e", "1x0e + 1x1o + 1x3o", TP_FULL,
     GATE_NONE, 3, true},
};
enum { PLANS = sizeof plans / sizeof *plans, BASIS = 4, EVERYTHING = SO2_LMAX };
enum kind { PLAIN, PATHS, BLOCKS };

/* ---- [rig] A network on a cloud, and a loss ----
 *
 * The loss is c . (features of all nodes behind the second layer). */
static struct stage one_stage(const struct plan *plan, const char *in,
                              const char *out, enum kind kind, int mmax)
{
  struct layer_description is = {.mode = plan->mode,
                                 .in = layout(in),
                                 .out = layout(out),
                                 .gate = plan->gate,
                                 .basis = BASIS,
                                 .hidden = 5,
                                 .scale = REAL(0.5)};
  struct stage plain, stage;
  for (int l = 0; l <= plan->lmax; l++)
    irreps_append(&is.harmonics, 1, l, plan->parity && l % 2 ? -1 : 1);
  enum tfn_status status = layer_stage(&is, &plain);
  check_true(!status, "%s -> %s: %s", in, out, tfn_message(status));
  if (kind == PLAIN)
    return plain;
  status =
      so2_stage(&plain, kind == PATHS ? SO2_PATHS : SO2_BLOCKS, mmax, &stage);
  check_true(!status, "%s -> %s: %s", in, out, tfn_message(status));
  return stage;
}

static struct network *assemble(const struct plan *plan, enum kind kind,
                                int mmax)
{
  struct network_description is = {.in = plan->in,
                                   .lmax = kind == PLAIN ? plan->lmax : 0,
                                   .parity = plan->parity,
                                   .basis = {RADIAL_GAUSSIAN, BASIS, 4, 0}};
  struct network *network;
  check_true(!network_create(&is, &network), "a network");
  struct stage first = one_stage(plan, plan->in, plan->middle, kind, mmax);
  struct stage second = one_stage(plan, plan->middle, plan->out, kind, mmax);
  check_true(!network_add(network, &first) && !network_add(network, &second) &&
                 !network_answer(network, NULL, ANSWER_NODES),
             "two stages");
  return network;
}

/* Takes over points and x. */
static struct rig begin(const struct plan *plan, enum kind kind, int mmax,
                        size_t n, real *points, real *x)
{
  struct network *network = assemble(plan, kind, mmax);
  return rig_begin(network, pairs(n, points, network->lmax), n, points, x, 910);
}

static struct rig at_random(int plan, enum kind kind, int mmax, size_t n,
                            uint64_t seed)
{
  struct random g = random_seed(seed);
  real *p = cloud(&g, n);
  return begin(&plans[plan], kind, mmax, n, p,
               normals(&g, n * layout(plans[plan].in).dim));
}

/* ---- [same] The same layers, by another way ---- */
TEST(law_paths_are_the_layer)
{
  double value = 0, slope = 0;
  for (int plan = 0; plan < PLANS; plan++) {
    struct rig a = at_random(plan, PLAIN, 0, 5, 911);
    struct rig b = at_random(plan, PATHS, EVERYTHING, 5, 911);
    check_true(a.weights == b.weights &&
                   !memcmp(a.w, b.w, a.weights * sizeof *a.w),
               "plan %d: the same weights", plan);
    rig_forward(&a), rig_forward(&b), rig_backward(&a), rig_backward(&b);
    value =
        larger(value, relative(a.out, a.pass->answer[0], b.pass->answer[0]));
    slope = larger(slope, relative(a.weights, a.dw, b.dw));
    slope = larger(slope, relative(a.n * a.in, a.dx, b.dx));
    slope = larger(slope, relative(3 * a.n, a.dpoints, b.dpoints));
    check_true(largest(a.out, a.pass->answer[0]) > 0.1 &&
                   largest(3 * a.n, a.dpoints) > 0.1,
               "plan %d says something", plan);
    rig_end(&a), rig_end(&b);
  }
  claim("so2-layer", value, 5 * SO2_TOLERANCE);
  claim("so2-layer-gradient", slope, 10 * SO2_TOLERANCE);
}

/* ---- [tetris] Trained by chapter 7, run by this one ---- */
struct pupil {
  struct training training;
  struct graph *graph;
  struct network_pass *pass;
  real dpoints[3 * TETRIS_SHAPES * TETRIS_CUBES];
  real logits[TETRIS_SHAPES * LESSON_CLASSES];
};

/* Logits of all shapes, and the gradient of their sum with signs. */
static void examine(struct pupil *t)
{
  vec3 points[TETRIS_SHAPES * TETRIS_CUBES];
  struct network *network = t->training.network;
  struct random g = random_seed(912);
  rot3 R = so3_random(&g);
  for (size_t s = 0; s < TETRIS_SHAPES; s++)
    tetris_points(t->training.lesson.shape[s], points + s * TETRIS_CUBES);
  for (size_t i = 0; i < TETRIS_SHAPES * TETRIS_CUBES; i++)
    points[i] = so3_apply(R, points[i]);
  check_true(!model_graph(network, TETRIS_SHAPES, points, &t->graph) &&
                 !network_pass_create(network, t->graph, &t->pass) &&
                 !network_forward(network, t->training.trainer.w, t->pass),
             "a pass");
  lesson_logits(network, TETRIS_SHAPES, t->pass->answer[0], t->logits);
  network_clear(network, t->pass);
  size_t all = TETRIS_SHAPES * network->answer[0].layout.dim;
  for (size_t k = 0; k < all; k++)
    t->pass->danswer[0][k] = k % 3 ? 1 : -1;
  memset(t->dpoints, 0, sizeof t->dpoints);
  check_true(!network_backward(network, t->training.trainer.w, t->pass, NULL,
                               NULL, t->dpoints),
             "backward");
  network_pass_free(t->pass);
  graph_free(t->graph);
}

TEST(law_a_trained_network_runs_in_frames)
{
  const enum model_kind kinds[] = {MODEL_TALK, MODEL_LARGE, MODEL_PARITY};
  double logits = 0, forces = 0;
  for (int k = 0; k < 3; k++) {
    struct pupil a, b;
    bool done = false;
    enum tetris_shape shape[TETRIS_SHAPES];
    for (int s = 0; s < TETRIS_SHAPES; s++)
      shape[s] = (enum tetris_shape)s;
    check_true(
        !training_begin(kinds[k], 1, TETRIS_SHAPES, shape, &a.training) &&
            !trainer_run(&a.training.trainer, k == 1 ? 20 : 200, NULL, NULL,
                         &done),
        "trained");
    examine(&a);
    b.training = a.training;
    check_true(!so2_network(b.training.network, EVERYTHING), "turned");
    for (size_t s = 0; s < b.training.network->stages; s++)
      check_true(so2_of(&b.training.network->stage[s]) != NULL, "stage %zu", s);
    examine(&b);
    logits = larger(
        logits, difference(TETRIS_SHAPES * LESSON_CLASSES, a.logits, b.logits));
    forces = larger(forces, difference(3 * TETRIS_SHAPES * TETRIS_CUBES,
                                       a.dpoints, b.dpoints));
    check_true(largest(96, a.dpoints) > 0.01 && largest(64, a.logits) > 1,
               "it says something");
    training_free(&b.training);
  }
  claim("so2-logits", logits, REAL_IS_FLOAT ? 1e-3 : 1e-12);
  claim("so2-forces", forces, REAL_IS_FLOAT ? 1e-3 : 1e-12);
}

/* ---- [blind] What mmax = 0 cannot see ----
 *
 * A b needs m > 0, and every odd path is made of b's. */
static double hands(enum model_kind kind, int mmax)
{
  vec3 points[2 * TETRIS_CUBES];
  struct network *network;
  struct graph *graph;
  struct network_pass *pass = NULL;
  check_true(!model_create(kind, &network) && !so2_network(network, mmax),
             "a network");
  tetris_points(TETRIS_LEFT, points);
  tetris_points(TETRIS_RIGHT, points + TETRIS_CUBES);
  real *w = numbers(network_weights(network));
  network_initial(network, 923, w);
  check_true(!model_graph(network, 2, points, &graph) &&
                 !network_pass_create(network, graph, &pass) &&
                 !network_forward(network, w, pass),
             "a pass");
  size_t dim = network->answer[0].layout.dim;
  double apart = relative(dim, pass->answer[0], pass->answer[0] + dim);
  check_true(largest(dim, pass->answer[0]) > 0.01, "it says something");
  network_pass_free(pass);
  graph_free(graph);
  network_free(network);
  free(w);
  return apart;
}

TEST(law_without_b_there_is_no_hand)
{
  double blind = larger(hands(MODEL_TALK, 0), hands(MODEL_LARGE, 0));
  check_true(hands(MODEL_TALK, 1) > 1e-3 && hands(MODEL_LARGE, 1) > 1e-3,
             "with mmax = 1 left is not right");
  claim("so2-blind", blind, 5 * SO2_TOLERANCE);
}

/* Features of a scalar have m = 0 alone: the first layer loses nothing, and
 * neither does the last one, which makes scalars. */
TEST(law_scalars_lose_nothing)
{
  struct plan plan = plans[0];
  double worst = 0;
  plan.in = "3x0e + 2x0o";
  for (int last = 0; last < 2; last++) {
    plan.middle = last ? "2x0e" : "2x0e + 1x1o + 2x2e";
    plan.out = "2x0e + 1x1o";
    struct random g = random_seed(924);
    real *p = cloud(&g, 4), *x = normals(&g, 20);
    struct rig a = begin(&plan, PATHS, 0, 4, copy_of(12, p), copy_of(20, x));
    struct rig b = begin(&plan, PLAIN, 0, 4, p, x);
    check_true(!memcmp(a.w, b.w, a.weights * sizeof *a.w), "weights");
    rig_forward(&a), rig_forward(&b);
    size_t all = 4 * a.network->stage[0].out.dim;
    worst =
        larger(worst, relative(all, a.pass->stage[0].y, b.pass->stage[0].y));
    if (last)
      worst =
          larger(worst, relative(a.out, a.pass->answer[0], b.pass->answer[0]));
    rig_end(&a), rig_end(&b);
  }
  claim("so2-scalars", worst, 5 * SO2_TOLERANCE);
}

/* ---- [symmetry] Any mmax turns with its input ---- */
static double broken(int plan, enum kind kind, int mmax, bool improper,
                     uint64_t seed)
{
  struct random g = random_seed(seed);
  size_t n = 5;
  struct irreps in = layout(plans[plan].in);
  real *p = cloud(&g, n), *x = normals(&g, n * in.dim);
  real *turned = numbers(n * in.dim);
  rot3 R = so3_random(&g);
  irreps_transform(&in, R, improper, n, x, turned);
  struct rig a = begin(&plans[plan], kind, mmax, n, p, x);
  struct rig b = begin(&plans[plan], kind, mmax, n,
                       moved(n, p, R, improper, (vec3){2, 1, -1}), turned);
  rig_forward(&a), rig_forward(&b);
  real *want = numbers(a.out);
  irreps_transform(&a.network->answer[0].layout, R, improper, n,
                   a.pass->answer[0], want);
  double error = relative(a.out, want, b.pass->answer[0]);
  check_true(largest(a.out, want) > 0.1, "plan %d says something", plan);
  free(want);
  rig_end(&a), rig_end(&b);
  return error;
}

/* Blocks want a layer of TP_FULL, and with parity at mmax = 0 there are no b's:
 * some outputs are out of reach. */
static bool possible(int plan, enum kind kind, int mmax)
{
  return kind == PATHS ||
         (plans[plan].mode == TP_FULL && (mmax || !plans[plan].parity));
}

TEST(law_any_mmax_is_equivariant)
{
  double turned = 0, mirrored = 0;
  for (int plan = 0; plan < PLANS; plan++)
    for (int kind = PATHS; kind <= BLOCKS; kind++)
      for (int mmax = 0; mmax <= 3; mmax++) {
        if (!possible(plan, (enum kind)kind, mmax))
          continue;
        turned =
            larger(turned, broken(plan, (enum kind)kind, mmax, false, 913));
        if (plans[plan].parity)
          mirrored =
              larger(mirrored, broken(plan, (enum kind)kind, mmax, true, 914));
      }
  claim("so2-equivariance", turned, 10 * SO2_TOLERANCE);
  claim("so2-reflection", mirrored, 10 * SO2_TOLERANCE);
}

/* ---- [gradients] By weights, features and points ---- */
TEST(law_gradients_at_any_mmax)
{
  double weights = 0, points = 0;
  for (int plan = 0; plan < PLANS; plan++)
    for (int kind = PATHS; kind <= BLOCKS; kind++)
      for (int mmax = 0; mmax <= 3; mmax++) {
        if (!possible(plan, (enum kind)kind, mmax))
          continue;
        struct rig t = at_random(plan, (enum kind)kind, mmax, 3, 915);
        rig_forward(&t), rig_backward(&t);
        double error = gradient_error(rig_loss, &t, t.weights, t.w, t.dw);
        error = larger(
            error, gradient_error(rig_loss, &t, t.n * t.in, t.pass->x, t.dx));
        weights = larger(weights, error);
        error = gradient_error(rig_loss, &t, 3 * t.n, t.points, t.dpoints);
        check_residual(error, GRADIENT_TOLERANCE, "plan %d, kind %d, mmax %d",
                       plan, kind, mmax);
        points = larger(points, error);
        rig_forward(&t);
        check_true(
            !network_backward(t.network, t.w, t.pass, NULL, NULL, t.dpoints) &&
                !network_backward(t.network, t.w, t.pass, t.dw, NULL, NULL),
            "one gradient at a time");
        rig_end(&t);
      }
  claim("so2-gradient", weights, GRADIENT_TOLERANCE);
  claim("so2-force", points, GRADIENT_TOLERANCE);
}

/* Edges along the polar axis, both ways, and edges in the plane where frames
 * jump: every edge of a cross with its centre is one of these. */
TEST(law_gradients_at_the_poles)
{
  const real cross[] = {0, 0, 0, 0, 0, 1, 0, 0, -1, 1, 0, 0, 0, -1, 0};
  double worst = 0;
  for (int plan = 0; plan < PLANS; plan++)
    for (int mmax = 0; mmax <= 3; mmax++) {
      struct random g = random_seed(916);
      struct rig t = begin(&plans[plan], PATHS, mmax, 5, copy_of(15, cross),
                           normals(&g, 5 * layout(plans[plan].in).dim));
      rig_forward(&t), rig_backward(&t);
      worst =
          larger(worst, gradient_error(rig_loss, &t, 15, t.points, t.dpoints));
      rig_end(&t);
    }
  claim("so2-pole-gradient", worst, GRADIENT_TOLERANCE);
}

static double imbalance(struct rig *t)
{
  vec3 sum = {0, 0, 0}, torque = {0, 0, 0};
  for (size_t i = 0; i < t->n; i++) {
    real *d = t->dpoints + 3 * i, *p = t->points + 3 * i;
    vec3 f = {(double)d[0], (double)d[1], (double)d[2]};
    vec3 r = {(double)p[0], (double)p[1], (double)p[2]};
    sum = vec3_add(sum, f);
    torque = vec3_add(torque, vec3_cross(r, f));
  }
  double scale = fmax(1, largest(3 * t->n, t->dpoints));
  check_true(largest(3 * t->n, t->dpoints) > 1e-3, "there are forces");
  return larger(vec3_norm(sum), vec3_norm(torque)) / scale;
}

/* Scalars in, and only scalars of the answer in the loss. */
TEST(law_forces_and_torques_balance)
{
  double worst = 0;
  for (int plan = 0; plan < PLANS; plan++)
    for (int mmax = 0; mmax <= 2; mmax++) {
      struct random g = random_seed(917);
      size_t n = 6, in = layout(plans[plan].in).dim;
      real *x = numbers(n * in);
      for (size_t i = 0; i < n; i++)
        x[i * in] = (real)random_normal(&g);
      struct rig t = begin(&plans[plan], PATHS, mmax, n, cloud(&g, n), x);
      size_t dim = t.out / n;
      for (size_t k = 0; k < t.out; k++)
        t.c[k] = k % dim ? 0 : 1;
      rig_forward(&t), rig_backward(&t);
      worst = larger(worst, imbalance(&t));
      rig_end(&t);
    }
  claim("so2-balance", worst, 20 * SO2_TOLERANCE);
}

/* ---- [opinion] A second opinion on chapter 6 ----
 *
 * The torque needs no frame: with whole features it gives the gradient of
 * chapter 6's convolution by the vectors of the edges, beside the derivative of
 * the harmonics that chapter 6 uses. */
static double opinions(const struct plan *plan, uint64_t seed)
{
  struct random g = random_seed(seed);
  struct irreps in = layout(plan->middle), out = layout(plan->out);
  struct irreps filters = {0};
  struct convolution c;
  const size_t n = 2;
  for (int l = 0; l <= plan->lmax; l++)
    irreps_append(&filters, 1, l, plan->parity && l % 2 ? -1 : 1);
  check_true(!convolution_create(plan->mode, &in, &filters, &out, &c), "made");
  const struct irreps *made = &c.product->out;
  real *points = cloud(&g, n);
  struct graph *graph = pairs(n, points, plan->lmax);
  size_t K = graph->harmonics, weights = convolution_weights(&c);
  real *x = normals(&g, n * in.dim), *w = normals(&g, n * weights);
  real *y = numbers(n * made->dim), *dy = normals(&g, n * made->dim);
  real *scratch = numbers(convolution_workspace(&c)), *dx = numbers(n * in.dim);
  real *dY = numbers(n * K), *dv = numbers(3 * n);
  convolution_forward(&c, graph, x, w, scratch, y);
  convolution_backward(&c, graph, x, w, dy, scratch, dx, dY, NULL);
  harmonics_backward(plan->lmax, HARMONICS_COMPONENT, n, graph->vector, dY, dv);
  double error = 0;
  for (size_t e = 0; e < n; e++) { /* each node has one edge that ends there */
    double torque[3] = {0}, taken[3] = {0};
    const real *v = graph->vector + 3 * e;
    size_t to = graph->receiver[e], from = graph->sender[e];
    so2_torque(made, dy + to * made->dim, y + to * made->dim, torque);
    so2_torque(&in, dx + from * in.dim, x + from * in.dim, taken);
    vec3 r = {(double)v[0], (double)v[1], (double)v[2]};
    vec3 t = {torque[0] - taken[0], torque[1] - taken[1], torque[2] - taken[2]};
    vec3 want = vec3_scale(1 / vec3_dot(r, r), vec3_cross(t, r));
    double scale = fmax(1, vec3_norm(want));
    error = larger(error, fabs(vec3_dot(t, r)) / scale);
    error = larger(error, fabs(want.x - (double)dv[3 * e]) / scale);
    error = larger(error, fabs(want.y - (double)dv[3 * e + 1]) / scale);
    error = larger(error, fabs(want.z - (double)dv[3 * e + 2]) / scale);
  }
  check_true(largest(3 * n, dv) > 0.1, "there is a gradient");
  free(points), free(x), free(w), free(y), free(dy);
  free(scratch), free(dx), free(dY), free(dv);
  graph_free(graph);
  convolution_free(&c);
  return error;
}

TEST(law_a_second_opinion_on_chapter_6)
{
  double worst = 0;
  for (int plan = 0; plan < PLANS; plan++)
    for (uint64_t seed = 1; seed <= 3; seed++)
      worst = larger(worst, opinions(&plans[plan], seed));
  claim("so2-opinion", worst, 20 * SO2_TOLERANCE);
}

/* ---- [convert] Other weights, the same function ---- */
static double no_change(const struct plan *plan, bool back)
{
  struct stage paths = one_stage(plan, plan->middle, plan->out, PATHS, 9);
  struct stage blocks = one_stage(plan, plan->middle, plan->out, BLOCKS, 9);
  struct random g = random_seed(918);
  real *w = normals(&g, paths.weights), *u = numbers(blocks.weights);
  real *again = numbers(paths.weights), *other = numbers(blocks.weights);
  check_true(!so2_convert(&paths, w, &blocks, u) &&
                 !so2_convert(&blocks, u, &paths, again),
             "converted");
  double error = difference(paths.weights, w, again);
  if (back) {
    real *free_blocks = normals(&g, blocks.weights);
    check_true(!so2_convert(&blocks, free_blocks, &paths, again) &&
                   !so2_convert(&paths, again, &blocks, other),
               "and the other way");
    error = larger(error, difference(blocks.weights, free_blocks, other));
    free(free_blocks);
  }
  free(w), free(u), free(again), free(other);
  stage_free(&paths), stage_free(&blocks);
  return error;
}

/* The fourth plan has filters up to l2 = 4 for features up to l = 2: all. */
TEST(law_weights_both_ways)
{
  struct stage paths =
      one_stage(&plans[3], plans[3].middle, plans[3].out, PATHS, 9);
  struct stage blocks =
      one_stage(&plans[3], plans[3].middle, plans[3].out, BLOCKS, 9);
  check_true(paths.weights == blocks.weights, "as many");
  const struct so2_convolution *c = so2_of(&paths), *d = so2_of(&blocks);
  struct random g = random_seed(919);
  real *w = normals(&g, c->weights), *u = numbers(d->weights);
  double before = 0, after = 0;
  check_true(!so2_convolution_convert(c, d, 1, w, u), "converted");
  for (size_t k = 0; k < c->weights; k++) {
    before += (double)w[k] * (double)w[k];
    after += (double)u[k] * (double)u[k];
  }
  free(w), free(u);
  stage_free(&paths), stage_free(&blocks);
  claim("so2-orthogonal", fabs(after / before - 1), 100 * (double)REAL_EPS);
  claim("so2-weights", no_change(&plans[3], true), 50 * (double)REAL_EPS);
}

/* Filters up to l2 = L reach a part of the blocks: there and back is exact,
 * back and there is not. */
TEST(law_few_filters_are_a_subspace)
{
  struct stage paths =
      one_stage(&plans[2], plans[2].middle, plans[2].out, PATHS, 9);
  struct stage blocks =
      one_stage(&plans[2], plans[2].middle, plans[2].out, BLOCKS, 9);
  check_true(so2_of(&paths)->weights < so2_of(&blocks)->weights,
             "fewer weights than blocks");
  stage_free(&paths), stage_free(&blocks);
  claim("so2-subspace", no_change(&plans[2], false), 50 * (double)REAL_EPS);
  check_true(no_change(&plans[2], true) > 0.1, "not all blocks are reached");
}

/* The function, not only the weights. */
TEST(law_converted_weights_compute_the_same)
{
  double worst = 0;
  for (int plan = 2; plan < PLANS; plan++) {
    struct rig a = at_random(plan, PATHS, EVERYTHING, 4, 920);
    struct rig b = at_random(plan, BLOCKS, EVERYTHING, 4, 920);
    for (size_t k = 0; k < 2; k++)
      check_true(!so2_convert(&a.network->stage[k], a.w + a.network->first[k],
                              &b.network->stage[k], b.w + b.network->first[k]),
                 "stage %zu", k);
    rig_forward(&a), rig_forward(&b);
    free(b.c);
    b.c = copy_of(a.out, a.c);
    rig_backward(&a), rig_backward(&b);
    worst =
        larger(worst, relative(a.out, a.pass->answer[0], b.pass->answer[0]));
    worst = larger(worst, relative(3 * a.n, a.dpoints, b.dpoints));
    rig_end(&a), rig_end(&b);
  }
  claim("so2-converted", worst, 10 * SO2_TOLERANCE);
}

/* ---- [native] Depthwise blocks, one weight for a channel ---- */
TEST(law_depthwise_blocks_are_a_sum_of_paths)
{
  struct irreps in = layout("3x0e + 3x1o + 3x2e"), out = in;
  struct so2_convolution c;
  check_true(!so2_convolution_blocks(TP_DEPTHWISE, &in, &out, true, 9, &c),
             "made");
  check_true(c.weights == 3 * 14, "weights of all even paths: %zu", c.weights);
  struct random g = random_seed(921);
  real *points = cloud(&g, 2), *w = normals(&g, 2 * c.weights);
  struct graph *graph = pairs(2, points, 0);
  real *x = normals(&g, 2 * in.dim), *y = numbers(2 * in.dim);
  real *D = numbers(2 * so2_convolution_frames(&c));
  struct so2_pass p = {&c, graph, D,
                       x,  w,     numbers(so2_convolution_workspace(&c))};
  check_true(!so2_convolution_look(&c, graph, D) &&
                 !so2_convolution_forward(&p, y),
             "forward");
  rot3 Q;
  double want[5] = {0};
  so2_frame(graph->vector, &Q);
  for (int l1 = 0; l1 <= 2; l1++) { /* into l3 = 2, channel 1, node 0 */
    double blocks[5] = {0}, from[5];
    const struct so2_pair *pair = &c.pair[6 + l1];
    check_true(pair->b1 == (size_t)l1 && pair->b3 == 2, "pair %d", l1);
    for (size_t k = 0; k < pair->paths; k++)
      for (size_t i = 0; i < pair->blocks; i++)
        blocks[i] += c.column[c.path[pair->first + k].column + i] *
                     (double)w[c.path[pair->first + k].weight + 1];
    for (int m = -l1; m <= l1; m++)
      from[m + l1] = (double)x[in.dim + irreps_index(&in, (size_t)l1, m, 1)];
    obvious_message(l1, 2, 9, blocks, Q, from, want);
  }
  for (int m = -2; m <= 2; m++)
    check_close(y[irreps_index(&in, 2, m, 1)], want[m + 2], 5 * SO2_TOLERANCE,
                "m = %d", m);
  free(points), free(w), free(x), free(y), free(D), free(p.scratch);
  graph_free(graph);
  so2_convolution_free(&c);
}

/* Without parity a pair has 2 min(l1, l3) + 1 blocks; with it the a's or the
 * b's, and mmax leaves those up to mmax. */
TEST(anchor_numbers_of_weights)
{
  struct irreps even = layout("1x0e + 1x1e + 1x2e");
  struct irreps polar = layout("1x0e + 1x1o + 1x2e");
  struct irreps axial = layout("1x0o + 1x1e + 1x2o");
  const size_t all[] = {9, 17, 19};
  struct so2_convolution c;
  for (int mmax = 0; mmax <= 2; mmax++) {
    check_true(!so2_convolution_blocks(TP_FULL, &even, &even, false, mmax, &c),
               "made");
    check_true(c.weights == all[mmax], "mmax %d: %zu", mmax, c.weights);
    so2_convolution_free(&c);
  }
  check_true(!so2_convolution_blocks(TP_FULL, &polar, &polar, true, 2, &c) &&
                 c.weights == 14,
             "a's: %zu", c.weights);
  so2_convolution_free(&c);
  check_true(so2_convolution_blocks(TP_FULL, &polar, &axial, true, 2, &c) ==
                 TFN_NO_PATH,
             "a pseudoscalar cannot be made");
  axial = layout("1x1e + 1x2o");
  check_true(!so2_convolution_blocks(TP_FULL, &polar, &axial, true, 2, &c) &&
                 c.weights == 5,
             "b's: %zu", c.weights);
  so2_convolution_free(&c);
}

/* ---- [bad] What is refused ---- */
TEST(edge_stages)
{
  struct stage plain =
      one_stage(&plans[0], plans[0].middle, plans[0].out, PLAIN, 0);
  struct stage stage;
  check_true(so2_stage(NULL, SO2_PATHS, 1, &stage) == TFN_NULL &&
                 so2_stage(&plain, SO2_PATHS, 1, NULL) == TFN_NULL,
             "null");
  check_true(so2_stage(&plain, (enum so2_weights)2, 1, &stage) ==
                     TFN_BAD_VALUE &&
                 so2_stage(&plain, SO2_PATHS, -1, &stage) == TFN_BAD_VALUE,
             "values");
  check_true(so2_stage(&plain, SO2_BLOCKS, 1, &stage) == TFN_BAD_SHAPE,
             "blocks of a depthwise layer");
  check_true(so2_of(&plain) == NULL && so2_of(NULL) == NULL, "no convolution");
  real block = 0;
  check_true(!so2_layer_parameters(&plain, &block).radial &&
                 !so2_layer_parameters(NULL, &block).radial,
             "no parameters");
  check_true(!so2_stage(&plain, SO2_PATHS, 1, &stage) &&
                 so2_of(&stage)->mmax == 1,
             "good as it is");
  struct stage twice;
  check_true(so2_stage(&stage, SO2_PATHS, 1, &twice) == TFN_BAD_SHAPE,
             "it is not a layer any more");
  check_true(so2_network(NULL, 1) == TFN_NULL, "no network");
  real w[1] = {0};
  check_true(so2_convert(NULL, w, &stage, w) == TFN_NULL &&
                 so2_convert(&stage, NULL, &stage, w) == TFN_NULL &&
                 so2_convert(&stage, w, NULL, w) == TFN_NULL &&
                 so2_convert(&stage, w, &stage, NULL) == TFN_NULL,
             "null");
  stage_free(&stage);
}

TEST(edge_conversions)
{
  struct stage a =
      one_stage(&plans[3], plans[3].middle, plans[3].out, PATHS, 1);
  struct stage b =
      one_stage(&plans[3], plans[3].middle, plans[3].out, BLOCKS, 1);
  struct stage c =
      one_stage(&plans[3], plans[3].middle, plans[3].out, BLOCKS, 2);
  struct stage d = one_stage(&plans[2], plans[2].in, plans[2].out, PATHS, 1);
  struct stage e =
      one_stage(&plans[3], plans[3].middle, plans[3].out, PLAIN, 0);
  real *w = numbers(a.weights + b.weights + c.weights + d.weights);
  real *u = numbers(a.weights + b.weights + c.weights + d.weights);
  check_true(!so2_convert(&a, w, &b, u), "cut paths to cut blocks");
  check_true(so2_convert(&b, w, &a, u) == TFN_BAD_VALUE, "and not back");
  check_true(so2_convert(&a, w, &c, u) == TFN_BAD_SHAPE, "another mmax");
  check_true(so2_convert(&d, w, &a, u) == TFN_BAD_SHAPE, "another layer");
  check_true(so2_convert(&e, w, &b, u) == TFN_BAD_SHAPE &&
                 so2_convert(&b, w, &e, u) == TFN_BAD_SHAPE,
             "chapter 6's own");
  free(w), free(u);
  stage_free(&a), stage_free(&b), stage_free(&c), stage_free(&d),
      stage_free(&e);
}

/* Layers that differ in one thing have other weights, or other meaning. */
static struct stage variant(size_t basis, size_t hidden, enum gate gate,
                            const char *in, const char *out)
{
  struct layer_description is = {.mode = TP_FULL,
                                 .in = layout(in),
                                 .out = layout(out),
                                 .harmonics = layout("1x0e + 1x1o"),
                                 .gate = gate,
                                 .basis = basis,
                                 .hidden = hidden,
                                 .scale = 1};
  struct stage plain, stage = {0};
  check_true(!layer_stage(&is, &plain) &&
                 !so2_stage(&plain, SO2_PATHS, 9, &stage),
             "%s -> %s", in, out);
  return stage;
}

TEST(edge_layers_that_differ)
{
  struct stage as[] = {variant(4, 5, GATE_NORM, "2x0e", "1x0e + 1x1o"),
                       variant(3, 5, GATE_NORM, "2x0e", "1x0e + 1x1o"),
                       variant(4, 6, GATE_NORM, "2x0e", "1x0e + 1x1o"),
                       variant(4, 5, GATE_NONE, "2x0e", "1x0e + 1x1o"),
                       variant(4, 5, GATE_NORM, "1x0e", "1x0e + 1x1o"),
                       variant(4, 5, GATE_NORM, "2x0e", "1x0e + 2x1o")};
  real w[500] = {0}, u[500];
  for (int k = 0; k < 6; k++) {
    check_true(as[k].weights <= 500, "room");
    check_true(so2_convert(&as[0], w, &as[k], u) ==
                   (k ? TFN_BAD_SHAPE : TFN_OK),
               "layer %d", k);
    if (k)
      stage_free(&as[k]);
  }
  stage_free(&as[0]);
}

TEST(edge_sizes)
{
  struct layer_description is = {.mode = TP_FULL,
                                 .in = layout("1x0e + 1x1e"),
                                 .out = layout("1x0e + 1x1e"),
                                 .harmonics = layout("1x0e"),
                                 .basis = 1,
                                 .scale = 1};
  struct stage plain, stage;
  is.hidden = SIZE_MAX / 32 / 5; /* three weights an edge, six as blocks */
  check_true(!layer_stage(&is, &plain), "a wide layer");
  check_true(so2_stage(&plain, SO2_BLOCKS, 9, &stage) == TFN_TOO_LARGE,
             "too wide with blocks");
  stage_free(&plain);
  struct layer_description tall = is; /* a path a degree, 1469 blocks */
  tall.in = (struct irreps){0};
  for (int l = 0; l <= 12; l++)
    irreps_append(&tall.in, 1, l, 1);
  tall.out = tall.in;
  tall.hidden = SIZE_MAX / 32 / 15;
  check_true(!layer_stage(&tall, &plain) &&
                 so2_stage(&plain, SO2_BLOCKS, 12, &stage) == TFN_TOO_LARGE,
             "so wide that its weights cannot be counted");
  stage_free(&plain);
  is.hidden = 2;
  check_true(!layer_stage(&is, &plain) &&
                 !so2_stage(&plain, SO2_PATHS, 9, &stage),
             "a narrow one");
  struct graph huge = {.edges = SIZE_MAX / 16, .nodes = 1};
  struct geometry geometry = {.graph = &huge, .basis = {.count = 1}};
  size_t count;
  check_true(stage_workspace(&stage, &geometry, &count) == TFN_TOO_LARGE,
             "on a graph that is too large");
  stage_free(&stage);
  struct network_description high = {
      .in = "1x0e", .lmax = 13, .basis = {RADIAL_GAUSSIAN, BASIS, 4, 0}};
  struct network *network;
  check_true(!network_create(&high, &network) &&
                 !network_add_layer(network, "1x0e", GATE_NONE, 2, 1) &&
                 !network_add_layer(network, "1x13e", GATE_NONE, 2, 1) &&
                 !network_add_layer(network, "1x0e", GATE_NONE, 2, 1),
             "a network of high degree");
  check_true(so2_network(network, 1) == TFN_BAD_SHAPE &&
                 so2_of(&network->stage[0]) && !so2_of(&network->stage[1]),
             "its second layer is refused");
  network_free(network);
}

TEST(edge_convolutions)
{
  struct irreps in = layout("2x0e + 2x1o"), odd = layout("2x0e + 3x1o");
  struct irreps high = layout("1x13e"), none = {0};
  struct so2_convolution c;
#define BLOCKS_OF(mode, in, out, mmax) \
  so2_convolution_blocks(mode, in, out, true, mmax, &c)
  check_true(BLOCKS_OF(TP_DEPTHWISE, &in, &odd, 1) == TFN_BAD_SHAPE &&
                 BLOCKS_OF(TP_DEPTHWISE, &odd, &in, 1) == TFN_BAD_SHAPE &&
                 BLOCKS_OF((enum tp_mode)7, &in, &in, 1) == TFN_BAD_SHAPE,
             "channels and modes");
  check_true(BLOCKS_OF(TP_FULL, &high, &in, 1) == TFN_BAD_SHAPE &&
                 BLOCKS_OF(TP_FULL, &none, &in, 1) == TFN_BAD_SHAPE &&
                 BLOCKS_OF(TP_FULL, &in, &none, 1) == TFN_BAD_SHAPE,
             "layouts");
  check_true(BLOCKS_OF(TP_FULL, &in, &in, -1) == TFN_BAD_VALUE, "mmax");
  check_true(BLOCKS_OF(TP_FULL, NULL, &in, 1) == TFN_NULL &&
                 BLOCKS_OF(TP_FULL, &in, NULL, 1) == TFN_NULL &&
                 so2_convolution_blocks(TP_FULL, &in, &in, true, 1, NULL) ==
                     TFN_NULL,
             "null");
#undef BLOCKS_OF
  check_true(so2_convolution_of(NULL, 1, &c) == TFN_NULL && !c.pair, "null");
  check_true(so2_convolution_workspace(&c) == 0 &&
                 so2_convolution_frames(&c) == 0 &&
                 so2_convolution_workspace(NULL) == 0 &&
                 so2_convolution_frames(NULL) == 0,
             "sizes of nothing");
  real one[1];
  struct so2_pass p = {&c, NULL, one, one, one, one};
  check_true(so2_convolution_forward(&p, one) == TFN_NULL &&
                 so2_convolution_backward(&p, one, NULL, NULL, NULL) ==
                     TFN_NULL &&
                 so2_convolution_forward(NULL, one) == TFN_NULL &&
                 so2_convolution_look(&c, NULL, one) == TFN_NULL &&
                 so2_convolution_convert(&c, &c, 1, one, one) == TFN_NULL,
             "an empty convolution");
  so2_convolution_free(&c), so2_convolution_free(NULL);
}

/* Blocks of a pair that no path makes: with filters up to 1, none leads from
 * l = 0 to l = 2.  Back, what the paths cannot make is dropped. */
TEST(edge_pairs_without_a_path)
{
  struct irreps in = layout("1x0e + 1x1e + 1x2e"),
                filters = layout("1x0e + 1x1e");
  struct convolution c;
  struct so2_convolution paths, blocks;
  check_true(!convolution_create(TP_FULL, &in, &filters, &in, &c) &&
                 !so2_convolution_of(&c, 9, &paths) &&
                 !so2_convolution_blocks(TP_FULL, &in, &in, false, 9, &blocks),
             "made");
  check_true(so2_convolution_of(&c, 9, NULL) == TFN_NULL, "for nobody");
  check_true(paths.pairs == 7 && blocks.pairs == 9, "%zu and %zu pairs",
             paths.pairs, blocks.pairs);
  struct random g = random_seed(925);
  real *w = normals(&g, paths.weights), *u = numbers(blocks.weights);
  real *back = numbers(paths.weights);
  check_true(!so2_convolution_convert(&paths, &blocks, 1, w, u) &&
                 !so2_convolution_convert(&blocks, &paths, 1, u, back),
             "there and back");
  check_residual(difference(paths.weights, w, back), 50 * (double)REAL_EPS,
                 "as before");
  const struct so2_pair *far = &blocks.pair[6]; /* into l3 = 2, from l1 = 0 */
  check_true(far->l1 == 0 && far->l3 == 2 &&
                 u[blocks.path[far->first].weight] == 0,
             "nothing leads there");
  free(w), free(u), free(back);
  so2_convolution_free(&paths), so2_convolution_free(&blocks);
  convolution_free(&c);
}

/* Every pointer of a pass, one after the other. */
TEST(edge_passes_with_holes)
{
  struct irreps in = layout("1x0e + 1x1e"), high = layout("1x0e + 1x2e");
  struct irreps odd = layout("1x0o + 1x1e"), broken = in;
  struct so2_convolution c, other, none = {0};
  const real points[6] = {0, 0, 0, 0, 1, 0};
  struct graph *graph = pairs(2, points, 0);
  check_true(!so2_convolution_blocks(TP_FULL, &in, &in, false, 9, &c), "made");
  real x[8] = {1, 2, 3, 4, 5, 6, 7, 8}, y[8], w[40], D[20], scratch[200];
  real dw[40] = {0}, dv[6] = {0};
  for (int k = 0; k < 40; k++)
    w[k] = (real)(k % 3) + 1;
  check_true(c.weights <= 20 && so2_convolution_frames(&c) <= 10 &&
                 so2_convolution_workspace(&c) <= 200,
             "sizes");
  struct so2_pass good = {&c, graph, D, x, w, scratch}, p;
  check_true(so2_convolution_look(NULL, graph, D) == TFN_NULL &&
                 so2_convolution_look(&c, NULL, D) == TFN_NULL &&
                 so2_convolution_look(&c, graph, NULL) == TFN_NULL &&
                 !so2_convolution_look(&c, graph, D),
             "look");
#define REFUSED(member)                          \
  (p = good, p.member = NULL,                    \
   so2_convolution_forward(&p, y) == TFN_NULL && \
       so2_convolution_backward(&p, x, y, dw, dv) == TFN_NULL)
  check_true(REFUSED(c) && REFUSED(graph) && REFUSED(D) && REFUSED(x) &&
                 REFUSED(w) && REFUSED(scratch),
             "holes");
#undef REFUSED
  check_true(so2_convolution_forward(&good, NULL) == TFN_NULL &&
                 so2_convolution_backward(&good, NULL, y, dw, dv) == TFN_NULL,
             "no result");
  check_true(!so2_convolution_forward(&good, y) &&
                 !so2_convolution_backward(&good, x, y, NULL, NULL) &&
                 !so2_convolution_backward(&good, x, NULL, dw, NULL) &&
                 !so2_convolution_backward(&good, x, NULL, NULL, dv),
             "gradients one by one");
  check_true(largest(40, dw) > 0 && largest(6, dv) > 0, "are added");
  struct convolution empty = {0};
  check_true(so2_convolution_of(&empty, 1, &other) == TFN_NULL &&
                 so2_convolution_of(NULL, 1, NULL) == TFN_NULL,
             "no product");
  broken.dim = 3;
  check_true(so2_convolution_blocks(TP_FULL, &broken, &in, false, 1, &other) ==
                     TFN_BAD_SHAPE &&
                 so2_convolution_blocks(TP_FULL, &in, &broken, false, 1,
                                        &other) == TFN_BAD_SHAPE,
             "layouts that are none");
#define CONVERT(a, b, n, w, u) so2_convolution_convert(a, b, n, w, u)
  check_true(CONVERT(NULL, &c, 1, w, dw) == TFN_NULL &&
                 CONVERT(&c, NULL, 1, w, dw) == TFN_NULL &&
                 CONVERT(&c, &none, 1, w, dw) == TFN_NULL &&
                 CONVERT(&c, &c, 1, NULL, dw) == TFN_NULL &&
                 CONVERT(&c, &c, 1, w, NULL) == TFN_NULL &&
                 !CONVERT(&c, &c, 0, NULL, NULL),
             "null");
  const struct irreps *to[3] = {&high, &in, &in}, *from[3] = {&in, &high, &in};
  for (int k = 0; k < 3; k++) {
    enum tp_mode mode = k == 2 ? TP_DEPTHWISE : TP_FULL;
    check_true(
        !so2_convolution_blocks(mode, from[k], to[k], false, 1, &other) &&
            CONVERT(&c, &other, 1, w, dw) == TFN_BAD_SHAPE,
        "another shape");
    so2_convolution_free(&other);
  }
#undef CONVERT
  check_true(so2_convolution_blocks(TP_FULL, &odd, &in, true, 0, &other) ==
                 TFN_NO_PATH,
             "no block at mmax = 0");
  graph_free(graph);
  so2_convolution_free(&c);
}

/* An edge of subnormal length has the frame of its direction, and its gradient
 * is larger by as much as it is shorter. */
TEST(edge_short_edges)
{
  struct irreps in = layout("1x0e + 1x1e + 1x2e");
  struct so2_convolution c;
  struct random g = random_seed(926);
  const int down = REAL_IS_FLOAT ? -125 : -1021;
  const real unit[6] = {0, 0, 0, REAL(0.25), REAL(-0.5), REAL(-0.75)};
  real points[2][6], y[2][18], dv[2][6] = {{0}}, *x = normals(&g, 18);
  real *dy = normals(&g, 18), *w, *D, *scratch;
  check_true(!so2_convolution_blocks(TP_FULL, &in, &in, false, 9, &c), "made");
  w = normals(&g, 2 * c.weights), D = numbers(2 * so2_convolution_frames(&c));
  scratch = numbers(so2_convolution_workspace(&c));
  for (int k = 0; k < 18; k++)
    dy[k] /= 64; /* so that the larger gradient is a number */
  for (int k = 0; k < 2; k++) {
    for (int a = 0; a < 6; a++)
      points[k][a] = (real)ldexp((double)unit[a], k ? down : 0);
    struct graph *graph = pairs(2, points[k], 0);
    struct so2_pass p = {&c, graph, D, x, w, scratch};
    check_true(!so2_convolution_look(&c, graph, D) &&
                   !so2_convolution_forward(&p, y[k]) &&
                   !so2_convolution_backward(&p, dy, NULL, NULL, dv[k]),
               "a pass");
    graph_free(graph);
  }
  check_true(!memcmp(y[0], y[1], sizeof y[0]), "the same message, bit by bit");
  for (int a = 0; a < 6; a++)
    check_close(ldexp((double)dv[1][a], down), dv[0][a], 0, "gradient %d", a);
  check_true(largest(6, dv[0]) > 0.001, "there is one");
  free(x), free(dy), free(w), free(D), free(scratch);
  so2_convolution_free(&c);
}

TEST(edge_lonely_nodes)
{
  const real lonely[3] = {1, 2, 3};
  for (size_t n = 0; n < 2; n++) {
    struct rig t = begin(&plans[0], PATHS, 1, n, copy_of(3, lonely),
                         numbers(n * layout(plans[0].in).dim));
    rig_forward(&t), rig_backward(&t);
    check_residual(largest(3 * n, t.dpoints), 0, "nothing pulls");
    rig_end(&t);
  }
  struct irreps in = layout("1x0e + 1x1o");
  struct so2_convolution c;
  real x[4] = {1, 2, 3, 4}, y[4] = {5, 6, 7, 8}, scratch[200];
  struct graph *graph = pairs(1, lonely, 0);
  check_true(!so2_convolution_blocks(TP_FULL, &in, &in, true, 1, &c) &&
                 so2_convolution_workspace(&c) <= 200,
             "a convolution");
  struct so2_pass p = {&c, graph, NULL, x, NULL, scratch};
  check_true(!so2_convolution_forward(&p, y) && largest(4, y) == 0,
             "nobody says nothing");
  check_true(!so2_convolution_backward(&p, x, y, NULL, NULL) &&
                 largest(4, y) == 0,
             "and hears nothing");
  graph_free(graph);
  so2_convolution_free(&c);
}

TEST(edge_other_bases_are_refused)
{
  struct network_description is = {.in = "2x0e + 1x1o",
                                   .lmax = 0,
                                   .parity = true,
                                   .basis = {RADIAL_GAUSSIAN, BASIS + 1, 4, 0}};
  struct network *network;
  struct network_pass *pass;
  struct stage stage =
      one_stage(&plans[0], plans[0].in, plans[0].middle, PATHS, 1);
  const real points[6] = {0, 0, 0, 1, 0, 0};
  struct graph *graph = pairs(2, points, 0);
  check_true(!network_create(&is, &network) && !network_add(network, &stage) &&
                 !network_answer(network, NULL, ANSWER_SUM),
             "a network");
  check_true(network_pass_create(network, graph, &pass) == TFN_BAD_SHAPE,
             "five functions for a layer of four");
  graph_free(graph);
  network_free(network);
}

/* Residual stages are looked into, and everything else is left alone. */
/* With the weights of paths and all m; not with less, nor with blocks. */
TEST(law_a_layer_in_frames_says_which_layer_it_is)
{
  for (size_t p = 0; p < PLANS; p++) {
    const struct plan *plan = &plans[p];
    for (int kind = PLAIN; kind <= BLOCKS; kind++)
      for (int cut = 0; cut < 2; cut++) {
        if (kind == BLOCKS && plan->mode != TP_FULL)
          continue;
        struct stage stage = one_stage(plan, plan->middle, plan->out,
                                       (enum kind)kind, cut ? 0 : EVERYTHING);
        const struct layer *layer = layer_like(&stage);
        bool same = kind == PLAIN || (kind == PATHS && !cut);
        check_true(!layer == !same, "plan %d, kind %d, cut %d", (int)p, kind,
                   cut);
        check_true(!layer || irreps_equal(&layer->is.in, &stage.in),
                   "plan %d: its input", (int)p);
        stage_free(&stage);
      }
  }
  check_true(!layer_like(NULL), "nothing");
}

TEST(law_whole_networks_are_turned)
{
  struct network_description is = {.in = "2x0e",
                                   .lmax = 2,
                                   .parity = true,
                                   .basis = {RADIAL_BESSEL, BASIS, 4, 6}};
  struct network *n;
  check_true(!network_create(&is, &n) &&
                 !network_add_layer(n, "3x0e + 3x1o", GATE_NORM, 4, 3) &&
                 !network_add_norm(n) &&
                 !network_add_residual(n, GATE_NORM, 4, 3, 1) &&
                 !network_add_layer(n, "1x0e", GATE_NONE, 4, 3) &&
                 !network_answer(n, NULL, ANSWER_SUM),
             "a network");
  struct random g = random_seed(922);
  size_t four = 4, weights = network_weights(n);
  uint64_t fingerprint = network_fingerprint(n);
  real *points = cloud(&g, 4), *w = numbers(weights);
  real before[1], after[1], force[12], other[12];
  network_initial(n, 922, w);
  check_true(!network_predict(n, w, 1, &four, points, NULL, before, force),
             "before");
  check_true(!so2_network(n, EVERYTHING) && weights == network_weights(n) &&
                 fingerprint == network_fingerprint(n),
             "turned");
  check_true(so2_of(&n->stage[0]) && !so2_of(&n->stage[1]) &&
                 so2_of(residual_inner(&n->stage[2])) && so2_of(&n->stage[3]),
             "all layers");
  check_true(!network_predict(n, w, 1, &four, points, NULL, after, other),
             "after");
  check_close(after[0], before[0], 10 * SO2_TOLERANCE, "the same answer");
  check_residual(difference(12, force, other), 10 * SO2_TOLERANCE,
                 "and forces");
  check_true(largest(12, force) > 1e-3, "there are forces");
  check_true(!so2_network(n, 0) && so2_of(&n->stage[0])->mmax == 1,
             "a second time changes nothing");
  free(points), free(w);
  network_free(n);
}

/* ---- [main] The suite ---- */
static const struct test tests[] = {
    CASE(law_paths_are_the_layer),
    CASE(law_a_trained_network_runs_in_frames),
    CASE(law_without_b_there_is_no_hand),
    CASE(law_scalars_lose_nothing),
    CASE(law_any_mmax_is_equivariant),
    CASE(law_gradients_at_any_mmax),
    CASE(law_gradients_at_the_poles),
    CASE(law_forces_and_torques_balance),
    CASE(law_a_second_opinion_on_chapter_6),
    CASE(law_weights_both_ways),
    CASE(law_few_filters_are_a_subspace),
    CASE(law_converted_weights_compute_the_same),
    CASE(law_depthwise_blocks_are_a_sum_of_paths),
    CASE(anchor_numbers_of_weights),
    CASE(edge_stages),
    CASE(edge_conversions),
    CASE(edge_layers_that_differ),
    CASE(edge_sizes),
    CASE(edge_convolutions),
    CASE(edge_pairs_without_a_path),
    CASE(edge_passes_with_holes),
    CASE(edge_short_edges),
    CASE(edge_lonely_nodes),
    CASE(edge_other_bases_are_refused),
    CASE(law_a_layer_in_frames_says_which_layer_it_is),
    CASE(law_whole_networks_are_turned),
};
TEST_MAIN("09-so2/so2_stage", tests)

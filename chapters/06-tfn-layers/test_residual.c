/* test_residual.c: a stage with a way past it, and the signals in a network of
 * twenty. */
#include "test_tools.h"

#include <stdint.h>

static const double EPS = (double)REAL_EPS;

/* ---- [double] A stage that doubles ---- */
static enum tfn_status no_memory(const struct stage *stage,
                                 const struct geometry *geometry, size_t *count)
{
  (void)stage, (void)geometry;
  *count = 0;
  return TFN_OK;
}

static void nothing(const struct stage *stage, struct random *g, real *w)
{
  (void)stage, (void)g, (void)w;
}

static void doubled(const struct stage *stage, const struct stage_pass *p)
{
  for (size_t i = 0; i < p->geometry->graph->nodes * stage->in.dim; i++)
    p->y[i] = 2 * p->x[i];
}

static void doubled_back(const struct stage *stage, const struct stage_pass *p)
{
  for (size_t i = 0; p->dx && i < p->geometry->graph->nodes * stage->in.dim;
       i++)
    p->dx[i] += 2 * p->dy[i];
}

static void released(void *is)
{
  ++*(int *)is;
}

static const struct stage_kind DOUBLE = {.name = "double",
                                         .workspace = no_memory,
                                         .initial = nothing,
                                         .forward = doubled,
                                         .backward = doubled_back,
                                         .free = released};

static struct stage doubling(const char *in, const char *out, int *freed)
{
  return (struct stage){
      .kind = &DOUBLE, .in = layout(in), .out = layout(out), .is = freed};
}

/* ---- [anchor] By hand ----
 *
 * Scalars 1 and 3 have the mean 2 and the variance 1, scales are sqrt(2) and
 * eps is 1: norm gives -1 and 1, and with a bias of 1 on the first 0 and 1.
 * Doubled and without their mean that is -1 and 1; divided by sqrt(2 depth) = 2
 * for a depth of 2 it is added to 1 and 3. */
TEST(anchor_residual)
{
  int freed = 0;
  const real points[3] = {0};
  struct geometry geometry = {.graph = pairs(1, points, 0)};
  struct stage inner = doubling("2x0e", "2x0e", &freed), stage;
  check_true(!residual_stage(&inner, 2, &stage) && !inner.kind, "taken over");
  check_true(residual_inner(&stage)->kind == &DOUBLE &&
                 !residual_inner(residual_inner(&stage)) &&
                 !residual_inner(NULL) && stage.weights == 4,
             "two scales and two biases");
  check_close(residual_factor(&stage), 0.5, 10 * EPS, "1/sqrt(2 depth)");
  check_true(residual_factor(residual_inner(&stage)) == 0 &&
                 residual_factor(NULL) == 0,
             "of no residual stage");
  size_t count;
  const real x[2] = {1, 3}, dy[2] = {1, 0};
  real w[4], y[2], dx[2] = {0}, dw[4] = {0};
  struct random g = random_seed(1);
  check_true(!stage_workspace(&stage, &geometry, &count), "memory");
  real *work = numbers(count);
  struct stage_pass pass = {.geometry = &geometry,
                            .w = w,
                            .x = x,
                            .y = y,
                            .work = work,
                            .dy = dy,
                            .dw = dw,
                            .dx = dx};
  check_true(!stage_initial(&stage, &g, w) && w[2] == 0, "biases are 0");
  w[2] = 1;
  check_true(!stage_look(&stage, &pass) && !stage_forward(&stage, &pass) &&
                 !stage_backward(&stage, &pass),
             "there and back");
  check_close(y[0], 0.5, 10 * EPS, "1 - 1/2");
  check_close(y[1], 3.5, 10 * EPS, "3 + 1/2");
  /* The gradient (1, 0), divided by 2 and without its mean, is (1/4, -1/4), and
   * doubled (1/2, -1/2).  dz = sqrt(2) times this, z = -+sqrt(1/2), <dz z> =
   * -1/2, and dx_0 = 1 + (sqrt(1/2) - sqrt(1/8))/sqrt(2) = 1 + 1/4. */
  check_close(dx[0], 1.25, 10 * EPS, "past it and through it");
  check_close(dx[1], -0.25, 10 * EPS, "through the mean and the size");
  check_close(dw[2], 0.5, 10 * EPS, "by the first bias");
  check_close(dw[3], -0.5, 10 * EPS, "by the second");
  free(work);
  stage_free(&stage);
  check_true(freed == 1, "the inner stage is released once");
  graph_free((struct graph *)geometry.graph);
}

/* Only even scalars lose their mean: of odd ones both signs are alike. */
TEST(anchor_odd_scalars_keep_their_mean)
{
  int freed = 0;
  const real points[3] = {0}, x[2] = {1, 3};
  struct geometry geometry = {.graph = pairs(1, points, 0)};
  struct stage inner = doubling("2x0o", "2x0o", &freed), stage;
  struct random g = random_seed(1);
  size_t count = 0;
  real w[2], y[2];
  check_true(!residual_stage(&inner, 2, &stage) && stage.weights == 2 &&
                 !stage_workspace(&stage, &geometry, &count) &&
                 !stage_initial(&stage, &g, w),
             "two scales, no biases");
  real *work = numbers(count);
  struct stage_pass pass = {
      .geometry = &geometry, .w = w, .x = x, .y = y, .work = work};
  check_true(!stage_forward(&stage, &pass), "forward");
  /* The mean square of 1 and 3 is 5, eps is 1, scales are sqrt(2): x sqrt(2/6)
   * enters, twice that leaves, and a half of it is added. */
  for (int k = 0; k < 2; k++)
    check_close(y[k], (double)x[k] * (1 + 1 / sqrt(3)), 10 * EPS, "%d", k);
  free(work);
  stage_free(&stage);
  graph_free((struct graph *)geometry.graph);
}

/* ---- [edge] What is refused ---- */
TEST(edge_no_nodes)
{
  int freed = 0;
  size_t count;
  const struct graph empty = {0}, crowd = {.nodes = SIZE_MAX / 32};
  const struct geometry none = {.graph = &empty}, many = {.graph = &crowd};
  struct stage s = doubling("2x1o", "2x1o", &freed), stage;
  const struct stage_pass pass = {.geometry = &none};
  struct random g = random_seed(1);
  check_true(!stage_initial(&s, &g, NULL) && !stage_forward(&s, &pass) &&
                 !stage_backward(&s, &pass),
             "no weights, no nodes, nothing to do");
  check_true(!residual_stage(&s, 1, &stage) &&
                 stage_workspace(&stage, &many, &count) == TFN_TOO_LARGE,
             "more nodes than memory");
  stage_free(&stage);
}

TEST(edge_residual)
{
  const struct irreps nothing = {0};
  int freed = 0;
  struct stage out, s = doubling("2x0e", "2x1e", &freed);
  check_true(residual_stage(&s, 1, &out) == TFN_BAD_SHAPE && !out.kind,
             "another layout comes out");
  s = doubling("1x0e + 2x1o", "1x0e + 2x1o", &freed);
  check_true(residual_stage(&s, 1, &out) == TFN_BAD_SHAPE, "1x0e");
  s = doubling("2x0e", "2x0e", &freed);
  check_true(residual_stage(&s, 0, &out) == TFN_BAD_VALUE, "no depth");
  s = doubling("2x0e", "2x0e", &freed);
  check_true(residual_stage(&s, 1, NULL) == TFN_NULL, "nowhere to put it");
  s = doubling("2x0e", "2x0e", &freed);
  s.weights = SIZE_MAX / 16;
  check_true(residual_stage(&s, 1, &out) == TFN_TOO_LARGE, "too many weights");
  check_true(freed == 5, "refused stages are released: %d of 5", freed);
  s.kind = NULL;
  const struct irreps two = layout("2x0e");
  check_true(residual_centre(NULL, 1, NULL) == TFN_NULL &&
                 residual_centre(&two, 1, NULL) == TFN_NULL &&
                 !residual_centre(&two, 0, NULL) &&
                 !residual_centre(&nothing, 1, NULL),
             "no layout, no numbers, no nodes");
  check_true(residual_stage(NULL, 1, &out) == TFN_NULL &&
                 residual_stage(&s, 1, &out) == TFN_NULL,
             "no stage");
}

/* ---- [network] A network of residual layers ---- */
struct deep {
  struct network *network;
  struct network_pass *pass;
  struct graph *graph;
  size_t nodes, weights, in, out;
  real *points, *x, *w, *c, *dw, *dx, *dpoints;
};

/* in: what enters the network; features: of the layers. */
struct plan {
  const char *in, *features;
  enum gate gate;
  int lmax;
  struct radial_basis basis;
  size_t depth;
};

static enum tfn_status add_stages(const struct plan *plan, real neighbours,
                                  struct network *network)
{
  enum tfn_status status = TFN_OK;
  if (strcmp(plan->in, plan->features)) {
    status =
        network_add_layer(network, plan->features, plan->gate, 8, neighbours);
    status = status ? status : network_add_norm(network);
  }
  for (size_t k = 0; k < plan->depth && !status; k++)
    status =
        network_add_residual(network, plan->gate, 8, neighbours, plan->depth);
  return status ? status : network_answer(network, NULL, ANSWER_NODES);
}

/* Takes over the points. */
static struct deep begin(const struct plan *plan, size_t nodes, real *points,
                         uint64_t seed)
{
  struct network_description is = {plan->in, plan->lmax, true, plan->basis};
  struct deep t = {.nodes = nodes, .points = points};
  struct random g = random_seed(seed);
  check_true(!network_create(&is, &t.network), "a network");
  check_true(!network_graph(t.network, 1, &nodes, points, &t.graph), "a graph");
  real neighbours = (real)t.graph->edges / (real)nodes;
  check_true(!add_stages(plan, neighbours, t.network), "its stages");
  check_true(!network_pass_create(t.network, t.graph, &t.pass), "a pass");
  t.weights = network_weights(t.network);
  t.in = nodes * t.network->in.dim;
  t.out = nodes * t.network->answer[0].layout.dim;
  t.w = numbers(t.weights), t.dw = numbers(t.weights);
  t.x = normals(&g, t.in), t.dx = numbers(t.in);
  t.c = normals(&g, t.out), t.dpoints = numbers(3 * nodes);
  check_true(!network_initial(t.network, seed, t.w), "weights");
  return t;
}

static void end(struct deep *t)
{
  network_pass_free(t->pass);
  network_free(t->network);
  graph_free(t->graph);
  free(t->points), free(t->x), free(t->w), free(t->c), free(t->dw);
  free(t->dx), free(t->dpoints);
}

static double loss(void *context)
{
  struct deep *t = context;
  double sum = 0;
  check_true(!graph_move(t->graph, t->points) &&
                 !network_look(t->network, t->pass),
             "points");
  memcpy(t->pass->x, t->x, t->in * sizeof *t->x);
  check_true(!network_forward(t->network, t->w, t->pass), "forward");
  for (size_t k = 0; k < t->out; k++)
    sum += (double)t->c[k] * (double)t->pass->answer[0][k];
  return sum;
}

static void backward(struct deep *t)
{
  memcpy(t->pass->danswer[0], t->c, t->out * sizeof *t->c);
  check_true(
      !network_backward(t->network, t->w, t->pass, t->dw, t->dx, t->dpoints),
      "backward");
}

/* ---- [gradient] Its gradients, and its symmetry ---- */
TEST(law_residual_gradient)
{
  const struct plan plan = {"2x0e + 1x1o",
                            "2x0e + 1x1o + 1x2e",
                            GATE_SCALAR,
                            2,
                            {RADIAL_GAUSSIAN, 4, 4, 0},
                            2};
  struct random g = random_seed(90);
  struct deep t = begin(&plan, 4, cloud(&g, 4), 91);
  for (size_t k = 0; k < t.weights; k++)
    t.w[k] += (real)random_normal(&g) / 8;
  loss(&t), backward(&t);
  double error = gradient_error(loss, &t, t.weights, t.w, t.dw);
  error = larger(error, gradient_error(loss, &t, t.in, t.x, t.dx));
  error =
      larger(error, gradient_error(loss, &t, 3 * t.nodes, t.points, t.dpoints));
  claim("t-residualgradient", error, GRADIENT_TOLERANCE);
  end(&t);
}

/* Forces need neither the gradient by weights nor that by features. */
TEST(law_forces_alone_are_the_same)
{
  const struct plan plan = {"2x0e + 1x1o",
                            "2x0e + 1x1o",
                            GATE_NORM,
                            1,
                            {RADIAL_GAUSSIAN, 4, 4, 0},
                            2};
  struct random g = random_seed(96);
  struct deep t = begin(&plan, 4, cloud(&g, 4), 97);
  loss(&t), backward(&t);
  real *alone = numbers(3 * t.nodes);
  loss(&t); /* a pass goes back once */
  check_true(!network_backward(t.network, t.w, t.pass, NULL, NULL, alone),
             "only points are asked for");
  check_residual(difference(3 * t.nodes, alone, t.dpoints), 0, "the same bits");
  check_true(largest(3 * t.nodes, alone) > 1e-3, "and not zero");
  free(alone);
  end(&t);
}

TEST(law_residual_networks_turn)
{
  const struct plan plan = {"2x0e + 2x1o + 2x2e",
                            "2x0e + 2x1o + 2x2e",
                            GATE_NORM,
                            2,
                            {RADIAL_GAUSSIAN, 4, 4, 0},
                            3};
  struct random g = random_seed(92);
  rot3 R = so3_random(&g);
  real *p = cloud(&g, 6);
  struct deep a = begin(&plan, 6, p, 93);
  struct deep b = begin(&plan, 6, moved(6, p, R, true, (vec3){1, 2, -1}), 93);
  const struct irreps *irreps = &a.network->in;
  real *turned = numbers(a.out);
  irreps_transform(irreps, R, true, 6, a.x, b.x);
  loss(&a), loss(&b);
  irreps_transform(irreps, R, true, 6, a.pass->answer[0], turned);
  check_true(largest(a.out, turned) > 0.1, "not zero");
  check_residual(relative(a.out, turned, b.pass->answer[0]), LAYER_TOLERANCE,
                 "turned and reflected");
  free(turned);
  end(&a), end(&b);
}

/* ---- [signal] Twenty layers ----
 *
 * For every degree, after every stage: log2 of the mean square of features that
 * began with mean square 1, and of a gradient that began so at the other end.
 * Points of density 1 in a cube. */
static real *box(struct random *g, size_t n)
{
  real *p = numbers(3 * n), side = real_pow((real)n, REAL(1) / 3);
  for (size_t i = 0; i < 3 * n; i++)
    p[i] = side * (real)random_uniform(g);
  return p;
}

static double doublings(const struct irreps *irreps, size_t n, const real *x,
                        size_t b)
{
  const struct irreps_block *k = &irreps->block[b];
  size_t count = k->channels * (2 * (size_t)k->l + 1);
  double sum = 0;
  for (size_t i = 0; i < n; i++)
    for (size_t j = 0; j < count; j++) {
      double v = (double)x[i * irreps->dim + k->offset + j];
      sum += v * v / (double)(n * count);
    }
  return fabs(log2(sum));
}

static double worst_doubling(struct deep *t)
{
  double worst = 0;
  loss(t), backward(t);
  size_t first = t->network->stages - 20;
  for (size_t k = first; k < t->network->stages; k++) {
    const struct stage *stage = &t->network->stage[k];
    const real *dx = k ? t->pass->stage[k].dx : t->dx;
    for (size_t b = 0; b < stage->in.n; b++) {
      worst = larger(worst,
                     doublings(&stage->out, t->nodes, t->pass->stage[k].y, b));
      worst = larger(worst, doublings(&stage->in, t->nodes, dx, b));
    }
  }
  return worst;
}

TEST(law_signals_survive_twenty_layers)
{
  static const char *const eight = "8x0e + 8x1o + 8x2e + 8x3o";
  static const char *const low = "8x0e + 8x1o";
  const struct {
    const char *in, *features;
    int lmax;
    size_t nodes;
    struct radial_basis basis;
  } graphs[] = {
      {eight, eight, 3, 12, {RADIAL_GAUSSIAN, 6, 3, 0}},
      {"1x0e", eight, 3, 12, {RADIAL_BESSEL, 6, 3, 0}},
      {low, low, 1, 60, {RADIAL_GAUSSIAN, 6, 5, 0}},
      {eight, eight, 3, 30, {RADIAL_BESSEL, 6, REAL(1.5), 6}},
      {"1x0e", low, 1, 200, {RADIAL_BESSEL, 6, REAL(1.2), 6}},
      {low, low, 1, 200, {RADIAL_GAUSSIAN, 6, REAL(1.8), 6}},
  };
  double worst = 0;
  for (size_t k = 0; k < sizeof graphs / sizeof *graphs; k++)
    for (int gate = GATE_NONE; gate <= GATE_SCALAR; gate++) {
      struct plan plan = {graphs[k].in,   graphs[k].features, (enum gate)gate,
                          graphs[k].lmax, graphs[k].basis,    20};
      struct random g = random_seed(94 + k);
      struct deep t = begin(&plan, graphs[k].nodes, box(&g, graphs[k].nodes),
                            (uint64_t)gate + 1);
      double doubling = worst_doubling(&t);
      check_residual(doubling, 2, "graph %zu, gate %d", k, gate);
      worst = larger(worst, doubling);
      end(&t);
    }
  claim("t-signal", worst, 2);
}

/* ---- [main] The suite ---- */
static const struct test tests[] = {
    CASE(anchor_residual),
    CASE(anchor_odd_scalars_keep_their_mean),
    CASE(edge_no_nodes),
    CASE(edge_residual),
    CASE(law_residual_gradient),
    CASE(law_forces_alone_are_the_same),
    CASE(law_residual_networks_turn),
    CASE(law_signals_survive_twenty_layers),
};
TEST_MAIN("06-tfn-layers/residual", tests)

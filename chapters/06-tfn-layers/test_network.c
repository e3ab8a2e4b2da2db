/* test_network.c: whole networks, of this chapter's layers and of others. */
#include "test_rig.h"

#include <stdint.h>

static const double EPS = (double)REAL_EPS;

/* ---- [own] A stage that this file defines ----
 *
 * Scalars in, scalars and one vector out, by the lengths and the vectors of
 * the edges themselves:
 *
 *   s_i = sum over j of |v_ij| s_j,   u_i = a sum over j of s_j0 v_ij
 *
 * with one weight a.  No layer of the chapter does this. */
static enum tfn_status own_workspace(const struct stage *stage,
                                     const struct geometry *geometry,
                                     size_t *count)
{
  (void)stage, (void)geometry;
  *count = 1;
  return TFN_OK;
}

static void own_initial(const struct stage *stage, struct random *g, real *w)
{
  (void)stage;
  *w = (real)random_normal(g);
}

static void own_forward(const struct stage *stage, const struct stage_pass *p)
{
  const struct graph *graph = p->geometry->graph;
  size_t in = stage->in.dim, out = stage->out.dim;
  memset(p->y, 0, graph->nodes * out * sizeof(real));
  for (size_t e = 0; e < graph->edges; e++) {
    const real *x = p->x + graph->sender[e] * in;
    real *y = p->y + graph->receiver[e] * out;
    for (size_t k = 0; k < in; k++)
      y[k] += graph->length[e] * x[k];
    for (size_t m = 0; m < 3; m++) /* (y, z, x) */
      y[in + m] += *p->w * x[0] * graph->vector[3 * e + (m + 1) % 3];
  }
}

static void own_backward(const struct stage *stage, const struct stage_pass *p)
{
  const struct graph *graph = p->geometry->graph;
  size_t in = stage->in.dim, out = stage->out.dim;
  for (size_t e = 0; e < graph->edges; e++) {
    const real *x = p->x + graph->sender[e] * in;
    const real *dy = p->dy + graph->receiver[e] * out;
    real *dx = p->dx ? p->dx + graph->sender[e] * in : NULL, along = 0;
    for (size_t k = 0; k < in; k++) {
      along += x[k] * dy[k];
      if (dx)
        dx[k] += graph->length[e] * dy[k];
    }
    if (p->dgeometry)
      p->dgeometry->length[e] += along;
    for (size_t m = 0; m < 3; m++) {
      size_t at = 3 * e + (m + 1) % 3;
      if (dx)
        dx[0] += *p->w * graph->vector[at] * dy[in + m];
      if (p->dw)
        *p->dw += x[0] * graph->vector[at] * dy[in + m];
      if (p->dgeometry)
        p->dgeometry->vector[at] += *p->w * x[0] * dy[in + m];
    }
  }
}

static const struct stage_kind OWN = {.name = "own",
                                      .workspace = own_workspace,
                                      .initial = own_initial,
                                      .forward = own_forward,
                                      .backward = own_backward};

static struct stage own_stage(const char *in, const char *out)
{
  return (struct stage){
      .kind = &OWN, .in = layout(in), .out = layout(out), .weights = 1};
}

/* ---- [plans] Networks to be tried ---- */
struct plan {
  const char *in, *feature[5], *answer;
  enum tp_mode mode;
  enum gate gate;
  int lmax;
  bool parity, own; /* the test's own stage stands at the end */
};

static const struct plan plans[] = {
    {"2x0e",
     {"3x0e + 2x1e", "2x0e + 1x1e"},
     NULL,
     TP_DEPTHWISE,
     GATE_NORM,
     1,
     false,
     false},
    {"1x0e + 1x1o",
     {"2x0e + 2x1o + 1x1e + 2x2e + 1x2o", "2x0e + 1x0o + 1x1o + 1x2e"},
     NULL,
     TP_DEPTHWISE,
     GATE_NORM,
     2,
     true,
     false},
    {"1x0e + 1x1o",
     {"2x0e + 2x1o + 1x1e + 2x2e", "2x0e + 1x0o + 1x2e"},
     NULL,
     TP_DEPTHWISE,
     GATE_SCALAR,
     2,
     true,
     false},
    {"2x0e",
     {"2x0e + 2x1e + 1x2e", "1x0e + 2x1e"},
     NULL,
     TP_FULL,
     GATE_SCALAR,
     2,
     false,
     false},
    {"1x0e + 1x2e",
     {"2x0e + 2x1o + 1x2e", "1x0e + 1x1e + 1x2e"},
     NULL,
     TP_FULL,
     GATE_NORM,
     2,
     true,
     false},
    {"1x0e + 1x1e",
     {"2x0e + 2x1e", "1x0e + 1x1e"},
     NULL,
     TP_DEPTHWISE,
     GATE_NONE,
     1,
     false,
     false},
    /* five stages, unequal channels, parity, l = 2 */
    {"2x0e + 1x1o",
     {"3x0e + 2x1o + 1x2e", "1x0e + 3x1o + 2x1e + 1x2e + 2x2o",
      "4x0e + 1x0o + 2x1o + 1x1e", "2x0e + 3x0o + 1x1o + 2x2e",
      "2x0e + 1x0o + 1x1o"},
     NULL,
     TP_DEPTHWISE,
     GATE_NORM,
     2,
     true,
     false},
    /* and one whose last stage is not of this book */
    {"2x0e",
     {"2x0e + 2x1o", "3x0e"},
     "3x0e + 1x1o",
     TP_DEPTHWISE,
     GATE_NORM,
     1,
     true,
     true},
};
enum { PLANS = sizeof plans / sizeof *plans, BASIS = 4 };

/* ---- [rig] A network on a cloud, and a loss ----
 *
 * The loss is c . (answer 0), a mean over the cloud. */
static void add_layer(struct network *network, const struct plan *plan,
                      const char *in, const char *out, size_t neighbours)
{
  struct layer_description is = {.mode = plan->mode,
                                 .in = layout(in),
                                 .out = layout(out),
                                 .gate = plan->gate,
                                 .basis = BASIS,
                                 .hidden = 5};
  struct stage stage;
  is.scale = 1 / real_sqrt((real)neighbours);
  for (int l = 0; l <= plan->lmax; l++)
    irreps_append(&is.harmonics, 1, l, plan->parity && l % 2 ? -1 : 1);
  enum tfn_status status = layer_stage(&is, &stage);
  check_true(!status, "%s -> %s: %s", in, out, tfn_message(status));
  status = network_add(network, &stage);
  check_true(!status, "%s -> %s: %s", in, out, tfn_message(status));
}

static struct network *assemble(const struct plan *plan, size_t neighbours)
{
  struct network_description is = {.in = plan->in,
                                   .lmax = plan->lmax,
                                   .parity = plan->parity,
                                   .basis = {RADIAL_GAUSSIAN, BASIS, 4, 0}};
  struct network *network;
  enum tfn_status status = network_create(&is, &network);
  check_true(!status, "a network: %s", tfn_message(status));
  const char *in = plan->in;
  for (int k = 0; k < 5 && plan->feature[k]; k++) {
    add_layer(network, plan, in, plan->feature[k], neighbours);
    in = plan->feature[k];
  }
  if (plan->own) {
    struct stage own = own_stage(in, plan->answer);
    check_true(!network_add(network, &own), "a stage of our own");
  }
  status = network_answer(network, plan->answer, ANSWER_MEAN);
  check_true(!status, "an answer: %s", tfn_message(status));
  return network;
}

/* Takes over points and x. */
static struct rig begin(const struct plan *plan, size_t n, real *points,
                        real *x)
{
  return rig_begin(assemble(plan, n - 1), pairs(n, points, plan->lmax), n,
                   points, x, 70);
}

static struct rig at_random(int plan, size_t n, uint64_t seed)
{
  struct random g = random_seed(seed);
  real *p = cloud(&g, n);
  return begin(&plans[plan], n, p, normals(&g, n * layout(plans[plan].in).dim));
}

/* What stage k makes, and how it turns. */
static const real *features(const struct rig *t, size_t k)
{
  return t->pass->stage[k].y;
}

/* ---- [symmetry] Networks turn with their input ---- */
static double broken_after(const struct rig *a, const struct rig *b, size_t k,
                           rot3 R, bool improper)
{
  const struct irreps *out = &a->network->stage[k].out;
  size_t all = a->n * out->dim;
  real *want = numbers(all);
  irreps_transform(out, R, improper, a->n, features(a, k), want);
  double error = relative(all, want, features(b, k));
  check_true(largest(all, want) > 0.01, "stage %zu is not silent", k);
  free(want);
  return error;
}

static double broken(int plan, bool improper, uint64_t seed)
{
  struct random g = random_seed(seed);
  size_t n = 6;
  struct irreps in = layout(plans[plan].in);
  real *p = cloud(&g, n), *x = normals(&g, n * in.dim);
  real *turned = numbers(n * in.dim);
  rot3 R = so3_random(&g);
  irreps_transform(&in, R, improper, n, x, turned);
  struct rig a = begin(&plans[plan], n, p, x);
  struct rig b = begin(&plans[plan], n,
                       moved(n, p, R, improper, (vec3){2, 1, -1}), turned);
  rig_forward(&a), rig_forward(&b);
  double error = 0;
  for (size_t k = 0; k < a.network->stages; k++)
    error = larger(error, broken_after(&a, &b, k, R, improper));
  real *want = numbers(a.out);
  irreps_transform(&a.network->answer[0].layout, R, improper, 1,
                   a.pass->answer[0], want);
  error = larger(error, relative(a.out, want, b.pass->answer[0]));
  free(want);
  rig_end(&a), rig_end(&b);
  return error;
}

TEST(law_networks_turn_with_their_input)
{
  double worst = 0;
  for (int plan = 0; plan < PLANS; plan++)
    for (uint64_t seed = 1; seed <= 5; seed++) {
      double error = broken(plan, false, seed);
      check_residual(error, LAYER_TOLERANCE, "plan %d, seed %d", plan,
                     (int)seed);
      worst = larger(worst, error);
    }
  claim("t-network", worst, LAYER_TOLERANCE);
}

TEST(law_networks_reflect_with_their_input)
{
  double worst = 0;
  for (int plan = 0; plan < PLANS; plan++)
    for (uint64_t seed = 1; plans[plan].parity && seed <= 5; seed++)
      worst = larger(worst, broken(plan, true, seed));
  claim("t-networkreflection", worst, LAYER_TOLERANCE);
}

/* One graph of two clouds gives each cloud what it gets alone. */
TEST(law_batches_do_not_mix)
{
  struct random g = random_seed(71);
  const struct plan *plan = &plans[1];
  size_t counts[2] = {4, 5}, in = layout(plan->in).dim;
  real *p = cloud(&g, 9), *x = normals(&g, 9 * in);
  struct rig two =
      begin(plan, 5, copy_of(15, p + 12), copy_of(5 * in, x + 4 * in));
  struct network_pass *both;
  struct graph *graph;
  check_true(!graph_all_pairs(2, counts, p, 2, HARMONICS_COMPONENT, &graph),
             "a batch of two");
  check_true(!network_pass_create(two.network, graph, &both), "and its pass");
  memcpy(both->x, x, 9 * in * sizeof *x);
  network_forward(two.network, two.w, both);
  rig_forward(&two);
  size_t out = two.network->stage[1].out.dim;
  check_residual(
      relative(5 * out, features(&two, 1), both->stage[1].y + 4 * out),
      20 * EPS, "node by node");
  claim("t-batch",
        relative(two.out, two.pass->answer[0], both->answer[0] + two.out),
        20 * EPS);
  network_pass_free(both);
  graph_free(graph);
  rig_end(&two);
  free(p), free(x);
}

/* ---- [curie] What a symmetric cloud cannot say ----
 *
 * The centre of a cube is left in place by all its rotations, so that an
 * output there has to be left in place too: l = 1 and l = 2 must vanish. */
TEST(law_symmetric_causes_have_symmetric_effects)
{
  real *p = numbers(27), *x = numbers(18);
  for (int k = 0; k < 24; k++)
    p[3 + k] = (real)(k / 3 >> k % 3 & 1 ? 1 : -1);
  for (size_t k = 0; k < 18; k++)
    x[k] = k < 2 ? 1 : REAL(0.5);
  struct rig t = begin(&plans[3], 9, p, x);
  rig_forward(&t);
  const struct irreps *mid = &t.network->stage[0].out;
  const real *h = features(&t, 0);
  double vanish = 0;
  for (size_t k = mid->block[1].offset; k < mid->dim; k++)
    vanish = larger(vanish, fabs((double)h[k]));
  check_true(largest(2, h) > 0.01, "the scalars do not vanish");
  check_true(largest(mid->dim - 2, h + mid->dim + 2) > 0.01,
             "nor do the vectors at a corner");
  claim("t-curie", vanish, 100 * EPS);
  rig_end(&t);
}

/* ---- [blind] What the law does not see ---- */
TEST(law_the_law_is_blind)
{
  struct rig a = at_random(0, 5, 72), b = at_random(0, 5, 72);
  memset(a.w, 0, a.weights * sizeof *a.w);
  rig_forward(&a);
  size_t all = a.n * a.network->stage[1].out.dim;
  check_residual(largest(all, features(&a, 1)), 0, "weights 0");
  /* Every harmonic of odd l with the other sign: the vectors of the edges
   * taken from receiver to sender.  As equivariant, and another network. */
  rig_forward(&b);
  real *y = copy_of(all, features(&b, 1)), *Y = b.graph->Y;
  for (size_t e = 0; e < b.graph->edges; e++)
    for (size_t k = 1; k < 4; k++)
      Y[4 * e + k] = -Y[4 * e + k];
  network_forward(b.network, b.w, b.pass);
  check_true(difference(all, y, features(&b, 1)) > 0.01,
             "it is another network");
  free(y);
  rig_end(&a), rig_end(&b);
}

/* ---- [gradients] By weights, features and points ---- */
TEST(law_network_gradients)
{
  double weights = 0, points = 0;
  for (int plan = 0; plan < PLANS; plan++) {
    struct rig t = at_random(plan, 4, 73);
    rig_forward(&t), rig_backward(&t);
    double error = gradient_error(rig_loss, &t, t.weights, t.w, t.dw);
    error = larger(error,
                   gradient_error(rig_loss, &t, t.n * t.in, t.pass->x, t.dx));
    check_residual(error, GRADIENT_TOLERANCE, "plan %d", plan);
    weights = larger(weights, error);
    error = gradient_error(rig_loss, &t, 3 * t.n, t.points, t.dpoints);
    check_residual(error, GRADIENT_TOLERANCE, "plan %d: points", plan);
    points = larger(points, error);
    rig_end(&t);
  }
  claim("t-gradient", weights, GRADIENT_TOLERANCE);
  claim("t-force", points, GRADIENT_TOLERANCE);
}

TEST(law_gradients_are_added)
{
  struct rig t = at_random(6, 4, 82);
  rig_forward(&t), rig_backward(&t);
  real *once = copy_of(t.weights, t.dw), *points = copy_of(12, t.dpoints);
  rig_forward(&t), rig_backward(&t);
  for (size_t k = 0; k < t.weights; k++)
    once[k] *= 2;
  for (size_t k = 0; k < 12; k++)
    points[k] *= 2;
  /* Sums of some tens of terms in another order. */
  check_residual(relative(t.weights, once, t.dw), 100 * EPS, "by weights");
  check_residual(relative(12, points, t.dpoints), 100 * EPS, "by points");
  free(once), free(points);
  rig_end(&t);
}

TEST(law_the_seed_fixes_the_start)
{
  struct network *n = assemble(&plans[6], 3);
  size_t all = network_weights(n), same = 0;
  real *a = numbers(all), *b = numbers(all);
  network_initial(n, 9, a), network_initial(n, 9, b);
  check_true(!memcmp(a, b, all * sizeof *a), "the same seed, the same bits");
  network_initial(n, 10, b);
  for (size_t k = 0; k < all; k++)
    same += a[k] == b[k] && a[k] != 0;
  check_true(same == 0, "another seed, other weights");
  free(a), free(b);
  network_free(n);
}

/* With a smooth end of the radial functions, on a graph of near pairs. */
TEST(law_gradients_with_a_cutoff)
{
  struct network_description is = {.in = "1x0e",
                                   .lmax = 2,
                                   .parity = true,
                                   .basis = {RADIAL_BESSEL, 5, 2, 6}};
  struct random g = random_seed(76);
  struct rig t = {.n = 6, .in = 1, .points = cloud(&g, 6)};
  check_true(!network_create(&is, &t.network) &&
                 !network_add_layer(t.network, "2x0e + 2x1o + 1x2e",
                                    GATE_SCALAR, 4, 3) &&
                 !network_add_layer(t.network, "1x0e", GATE_NONE, 4, 3) &&
                 !network_answer(t.network, "1x0e", ANSWER_SUM),
             "a network from a few words");
  check_true(!network_graph(t.network, 1, &t.n, t.points, &t.graph), "graph");
  check_true(t.graph->edges > 0 && t.graph->edges < 30, "only near pairs");
  check_true(!network_pass_create(t.network, t.graph, &t.pass), "pass");
  t.out = 1, t.weights = network_weights(t.network);
  t.w = numbers(t.weights), t.dw = numbers(t.weights);
  t.dx = numbers(6), t.dpoints = numbers(18), t.c = numbers(1);
  t.c[0] = 1;
  network_initial(t.network, 76, t.w);
  rig_forward(&t), rig_backward(&t);
  check_residual(gradient_error(rig_loss, &t, t.weights, t.w, t.dw),
                 GRADIENT_TOLERANCE, "by weights");
  check_residual(gradient_error(rig_loss, &t, 18, t.points, t.dpoints),
                 GRADIENT_TOLERANCE, "by points");
  rig_end(&t);
}

/* What is not asked for is not computed, and changes nothing else. */
TEST(law_gradients_may_be_left_out)
{
  for (int plan = 0; plan < PLANS; plan++) {
    struct rig t = at_random(plan, 4, 77);
    real *dw = numbers(t.weights), *dpoints = numbers(3 * t.n);
    rig_forward(&t), rig_backward(&t);
    for (int k = 0; k < 2; k++) {
      rig_forward(&t);
      network_backward(t.network, t.w, t.pass, k ? dw : NULL, NULL,
                       k ? NULL : dpoints);
    }
    check_true(!memcmp(dw, t.dw, t.weights * sizeof *dw), "dw alone");
    check_true(!memcmp(dpoints, t.dpoints, 3 * t.n * sizeof *dpoints),
               "dpoints alone");
    free(dw), free(dpoints);
    rig_end(&t);
  }
}

/* ---- [balance] Forces that add up to nothing ----
 *
 * An energy that no translation and no rotation changes: its forces add up to
 * zero and so do their torques.  Sums of some tens of numbers below ten. */
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

TEST(law_forces_and_torques_balance)
{
  double worst = 0;
  for (int plan = 0; plan < PLANS; plan++)
    for (uint64_t seed = 1; seed <= 3; seed++) {
      struct random g = random_seed(seed);
      size_t n = 6, in = layout(plans[plan].in).dim;
      real *x = numbers(n * in);
      for (size_t i = 0; i < n; i++) /* scalars alone: nothing points */
        x[i * in] = (real)random_normal(&g);
      struct rig t = begin(&plans[plan], n, cloud(&g, n), x);
      const struct irreps *answer = &t.network->answer[0].layout;
      memset(t.c, 0, t.out * sizeof *t.c);
      t.c[0] = 1;
      check_true(answer->block[0].l == 0, "an energy");
      rig_forward(&t), rig_backward(&t);
      worst = larger(worst, imbalance(&t));
      rig_end(&t);
    }
  claim("t-balance", worst, REAL_IS_FLOAT ? 1e-4 : 1e-12);
}

/* ---- [answers] Several answers at once ---- */
TEST(anchor_answers)
{
  struct network_description is = {
      .in = "2x0e", .lmax = 1, .basis = {RADIAL_GAUSSIAN, BASIS, 4, 0}};
  struct network *network;
  struct random g = random_seed(78);
  size_t counts[3] = {2, 0, 3};
  real *p = cloud(&g, 5), *w;
  struct graph *graph;
  struct network_pass *pass = NULL;
  check_true(
      !network_create(&is, &network) &&
          !network_add_layer(network, "1x0e + 3x0e + 2x1e", GATE_NONE, 4, 2) &&
          !network_answer(network, "1x0e", ANSWER_SUM) &&
          !network_answer(network, "3x0e", ANSWER_MEAN) &&
          !network_answer(network, NULL, ANSWER_NODES),
      "an energy, a class and a vector for every node");
  check_true(!network_graph(network, 3, counts, p, &graph) &&
                 !network_pass_create(network, graph, &pass),
             "three clouds, one of them empty");
  w = numbers(network_weights(network));
  network_initial(network, 78, w);
  network_forward(network, w, pass);
  const real *y = pass->stage[0].y; /* (5, 10) */
  check_close(pass->answer[0][0], (double)(y[0] + y[10]), 4 * EPS, "a sum");
  check_close(pass->answer[0][1], 0, 0, "of nothing");
  check_close(pass->answer[0][2], (double)(y[20] + y[30] + y[40]), 8 * EPS,
              "of three");
  check_close(pass->answer[1][8], (double)((y[23] + y[33] + y[43]) / 3),
              8 * EPS, "a mean");
  check_close(pass->answer[1][4], 0, 0, "of nothing");
  for (size_t i = 0; i < 5; i++)
    check_true(!memcmp(pass->answer[2] + 6 * i, y + 10 * i + 4, 6 * sizeof *y),
               "node %zu for itself", i);
  network_clear(network, pass);
  pass->danswer[1][8] = 3, pass->danswer[2][13] = 7, pass->danswer[0][0] = 5;
  network_backward(network, w, pass, NULL, NULL, NULL);
  check_true(pass->dlast[23] == 1 && pass->dlast[43] == 1, "a third each");
  check_true(pass->dlast[25] == 7 && pass->dlast[35] == 0, "one node alone");
  check_true(pass->dlast[0] == 5 && pass->dlast[10] == 5, "5 for each term");
  free(w), free(p);
  network_pass_free(pass);
  graph_free(graph);
  network_free(network);
}

/* ---- [replace] The same meaning, another stage ---- */
TEST(law_a_replaced_stage_changes_nothing)
{
  struct rig t = at_random(6, 5, 79);
  struct stage other, wrong = own_stage("1x0e", "1x0e + 1x1o");
  rig_forward(&t);
  real *before = copy_of(t.out, t.pass->answer[0]);
  uint64_t fingerprint = network_fingerprint(t.network);
  const struct layer *second = layer_of(&t.network->stage[1]);
  check_true(second && !layer_stage(&second->is, &other), "its twin");
  check_true(network_replace(t.network, 1, 1, &wrong) == TFN_BAD_SHAPE &&
                 network_replace(t.network, 1, 2, &other) == TFN_BAD_SHAPE &&
                 network_replace(t.network, 0, 1, &other) == TFN_BAD_SHAPE,
             "what does not fit");
  check_true(network_replace(t.network, 5, 1, &other) == TFN_BAD_VALUE &&
                 network_replace(t.network, 1, 5, &other) == TFN_BAD_VALUE &&
                 network_replace(t.network, 1, 0, &other) == TFN_BAD_VALUE &&
                 network_replace(t.network, 1, 1, NULL) == TFN_NULL &&
                 network_replace(NULL, 1, 1, &other) == TFN_NULL,
             "what is not there");
  check_true(!network_replace(t.network, 1, 1, &other), "replaced");
  check_true(network_fingerprint(t.network) == fingerprint, "and as before");
  rig_forward(&t);
  check_true(!memcmp(before, t.pass->answer[0], t.out * sizeof *before),
             "bit by bit");
  free(before);
  rig_end(&t);
}

TEST(law_fingerprints_tell_networks_apart)
{
  uint64_t all[PLANS];
  for (int k = 0; k < PLANS; k++) {
    struct network *a = assemble(&plans[k], 3), *b = assemble(&plans[k], 3);
    all[k] = network_fingerprint(a);
    check_true(all[k] == network_fingerprint(b), "plan %d equals itself", k);
    for (int j = 0; j < k; j++)
      check_true(all[k] != all[j], "plans %d and %d", j, k);
    network_free(a), network_free(b);
  }
  struct plan gated = plans[0];
  gated.gate = GATE_NONE; /* as many biases, on scalars alone */
  gated.feature[0] = gated.feature[1] = "3x0e";
  struct network *none = assemble(&gated, 3);
  gated.gate = GATE_NORM;
  struct network *norm = assemble(&gated, 3), *few = assemble(&gated, 2);
  check_true(network_weights(none) == network_weights(norm), "as many weights");
  check_true(network_fingerprint(none) != network_fingerprint(norm),
             "another gate");
  check_true(network_fingerprint(few) != network_fingerprint(norm),
             "another scale");
  network_free(none), network_free(norm), network_free(few);
  check_true(network_fingerprint(NULL) == 0, "of nothing");
}

/* ---- [bad] What is refused ---- */
TEST(edge_descriptions_of_networks)
{
  const struct network_description good = {
      .in = "2x0e", .lmax = 1, .basis = {RADIAL_GAUSSIAN, BASIS, 4, 0}};
  struct network_description d = good;
  struct network *n;
  d.in = "2x0";
  check_true(network_create(&d, &n) == TFN_BAD_SHAPE && !n, "a layout");
  d.in = "";
  check_true(network_create(&d, &n) == TFN_BAD_SHAPE && !n, "no input");
  d.in = NULL;
  check_true(network_create(&d, &n) == TFN_NULL, "no text");
  d = good, d.lmax = -1;
  check_true(network_create(&d, &n) == TFN_BAD_VALUE, "lmax");
  d = good, d.lmax = HARMONICS_LMAX + 1;
  check_true(network_create(&d, &n) == TFN_BAD_VALUE, "lmax");
  d = good, d.basis.cutoff = -1;
  check_true(network_create(&d, &n) == TFN_BAD_VALUE, "basis");
  check_true(network_create(NULL, &n) == TFN_NULL &&
                 network_create(&good, NULL) == TFN_NULL,
             "null");
  check_true(!network_create(&good, &n), "good as it is");
  check_true(network_answer(n, NULL, ANSWER_SUM) == TFN_BAD_VALUE, "no stage");
  check_true(
      network_add_layer(n, "2x0e +", GATE_NONE, 4, 1) == TFN_BAD_SHAPE &&
          network_add_layer(n, "1x0o", GATE_NONE, 4, 1) == TFN_NO_PATH &&
          network_add_layer(n, "1x0e", GATE_NONE, 0, 1) == TFN_BAD_VALUE &&
          network_add_layer(n, "1x0e", GATE_NONE, 4, 0) == TFN_BAD_VALUE &&
          network_add_layer(n, NULL, GATE_NONE, 4, 1) == TFN_NULL &&
          network_add_layer(NULL, "1x0e", GATE_NONE, 4, 1) == TFN_NULL,
      "layers");
  check_true(network_add_residual(n, GATE_NONE, 4, 0, 1) == TFN_BAD_VALUE &&
                 network_add_residual(n, GATE_NONE, 0, 1, 1) == TFN_BAD_VALUE &&
                 network_add_residual(n, GATE_NONE, 4, 1, 0) == TFN_BAD_VALUE &&
                 network_add_residual(NULL, GATE_NONE, 4, 1, 1) == TFN_NULL &&
                 network_add_norm(NULL) == TFN_NULL && !n->stages,
             "residual layers and norms");
  struct stage own = own_stage("1x0e", "1x0e + 1x1o");
  check_true(network_add(n, &own) == TFN_BAD_SHAPE && !own.kind,
             "a stage that takes other features");
  own = own_stage("2x0e", "2x0e + 1x1o");
  own.weights = SIZE_MAX / 8;
  check_true(network_add(n, &own) == TFN_TOO_LARGE && !own.kind,
             "more weights than memory");
  own = own_stage("2x0e", "2x0e + 1x1o");
  check_true(network_add(NULL, &own) == TFN_NULL && !own.kind, "no network");
  check_true(network_add(n, NULL) == TFN_NULL &&
                 network_add(n, &own) == TFN_NULL,
             "no stage");
  check_true(!network_add_layer(n, "1x0e + 2x1e", GATE_NORM, 4, 1), "a layer");
  check_true(network_add_norm(n) == TFN_BAD_SHAPE &&
                 network_add_residual(n, GATE_NORM, 4, 1, 1) == TFN_BAD_SHAPE,
             "one scalar has no size");
  check_true(network_answer(n, "2x0e", ANSWER_SUM) == TFN_BAD_SHAPE &&
                 network_answer(n, "1x0e + 2x1e + 1x0e", ANSWER_SUM) ==
                     TFN_BAD_SHAPE &&
                 network_answer(n, "", ANSWER_SUM) == TFN_BAD_SHAPE &&
                 network_answer(n, "1x0", ANSWER_SUM) == TFN_BAD_SHAPE &&
                 network_answer(n, "1x1e", ANSWER_SUM) == TFN_BAD_SHAPE &&
                 network_answer(n, "1x0o", ANSWER_SUM) == TFN_BAD_SHAPE &&
                 network_answer(n, NULL, (enum answer_of)9) == TFN_BAD_VALUE &&
                 network_answer(NULL, NULL, ANSWER_SUM) == TFN_NULL,
             "answers");
  check_true(!network_answer(n, NULL, ANSWER_SUM), "all of it");
  check_true(network_answer(n, NULL, ANSWER_SUM) == TFN_BAD_SHAPE,
             "nothing is left");
  check_true(network_add_layer(n, "1x0e", GATE_NORM, 4, 1) == TFN_BAD_VALUE,
             "after the answer");
  struct stage other = own_stage("2x0e", "1x0e + 2x1e"), none = {0};
  other.weights = network_weights(n) + 1;
  check_true(network_replace(n, 0, 1, &other) == TFN_BAD_SHAPE &&
                 network_replace(n, 0, 1, &none) == TFN_NULL,
             "a stage with other weights, and none");
  network_free(n);
  network_free(NULL);
  check_true(network_weights(NULL) == 0, "of nothing");
}

/* ---- [bare] Networks without weights, passes without memory ---- */
static void no_weights(const struct stage *stage, const struct stage_pass *p)
{
  const real one = 1;
  struct stage_pass pass = *p;
  pass.w = &one;
  own_forward(stage, &pass);
}

static void none_back(const struct stage *stage, const struct stage_pass *p)
{
  const real one = 1;
  struct stage_pass pass = *p;
  pass.w = &one;
  own_backward(stage, &pass);
}

static void no_initial(const struct stage *stage, struct random *g, real *w)
{
  (void)stage, (void)g, (void)w;
}

static const struct stage_kind BARE = {.name = "bare",
                                       .workspace = own_workspace,
                                       .initial = no_initial,
                                       .forward = no_weights,
                                       .backward = none_back};

TEST(edge_bare_networks)
{
  struct network_description is = {
      .in = "1x0e", .lmax = 1, .basis = {RADIAL_GAUSSIAN, BASIS, 4, 0}};
  const real points[6] = {0, 0, 0, 1, 2, 3};
  struct stage bare = own_stage("1x0e", "1x0e + 1x1o");
  struct network *n;
  struct graph *graph = pairs(2, points, 1);
  struct network_pass *pass = NULL, blank = {0};
  bare.kind = &BARE, bare.weights = 0;
  check_true(!network_create(&is, &n) && !network_add(n, &bare) &&
                 !network_answer(n, "1x0e", ANSWER_SUM) &&
                 network_weights(n) == 0,
             "a network without weights");
  check_true(!network_initial(n, 1, NULL) &&
                 !network_pass_create(n, graph, &pass) &&
                 !network_forward(n, NULL, pass) && !network_clear(n, pass) &&
                 !network_backward(n, NULL, pass, NULL, NULL, NULL),
             "needs none");
  check_close(pass->answer[0][0], 2 * sqrt(14), 8 * EPS,
              "twice the length of (1, 2, 3)");
  check_true(network_look(n, &blank) == TFN_NULL &&
                 network_clear(n, &blank) == TFN_NULL &&
                 network_forward(n, NULL, &blank) == TFN_NULL &&
                 network_backward(n, NULL, &blank, 0, 0, 0) == TFN_NULL,
             "a pass that was not made");
  network_pass_free(pass);
  const struct graph vast = {.edges = SIZE_MAX / 64, .harmonics = 4};
  check_true(network_pass_create(n, &vast, &pass) == TFN_TOO_LARGE && !pass,
             "more edges than memory");
  for (int k = 1; k < NETWORK_ANSWERS; k++)
    check_true(network_answer(n, "1x1o", ANSWER_SUM) ==
                   (k == 1 ? TFN_OK : TFN_BAD_SHAPE),
               "answer %d", k);
  graph_free(graph);
  network_free(n);
  is.in = "1x0e + 1x0e + 1x0e + 1x0e";
  bare = own_stage(is.in, "1x0e + 1x0e + 1x0e + 1x0e + 1x1o");
  check_true(!network_create(&is, &n) && !network_add(n, &bare), "wider");
  for (int k = 0; k < NETWORK_ANSWERS; k++)
    check_true(!network_answer(n, "1x0e", ANSWER_SUM), "answer %d", k);
  check_true(network_answer(n, NULL, ANSWER_SUM) == TFN_BAD_VALUE,
             "more answers than a network has");
  network_free(n);
}

TEST(edge_passes)
{
  struct rig t = at_random(1, 3, 80);
  struct network_pass *pass;
  struct graph *flat = pairs(3, t.points, 1), *graph;
  struct random g = random_seed(1);
  size_t three = 3;
  check_true(network_pass_create(t.network, flat, &pass) == TFN_BAD_SHAPE,
             "a graph without harmonics of l = 2");
  check_true(network_pass_create(NULL, t.graph, &pass) == TFN_NULL &&
                 network_pass_create(t.network, NULL, &pass) == TFN_NULL &&
                 network_pass_create(t.network, t.graph, NULL) == TFN_NULL,
             "null");
  check_true(network_look(NULL, t.pass) == TFN_NULL &&
                 network_look(t.network, NULL) == TFN_NULL &&
                 network_look(t.network, pass) == TFN_NULL,
             "look");
  check_true(network_forward(NULL, t.w, t.pass) == TFN_NULL &&
                 network_forward(t.network, NULL, t.pass) == TFN_NULL &&
                 network_forward(t.network, t.w, NULL) == TFN_NULL &&
                 network_forward(t.network, t.w, pass) == TFN_NULL,
             "forward");
  check_true(network_backward(NULL, t.w, t.pass, 0, 0, 0) == TFN_NULL &&
                 network_backward(t.network, NULL, t.pass, 0, 0, 0) ==
                     TFN_NULL &&
                 network_backward(t.network, t.w, NULL, 0, 0, 0) == TFN_NULL,
             "backward");
  check_true(network_clear(NULL, t.pass) == TFN_NULL &&
                 network_clear(t.network, NULL) == TFN_NULL,
             "clear");
  check_true(network_initial(NULL, 1, t.w) == TFN_NULL &&
                 network_initial(t.network, 1, NULL) == TFN_NULL,
             "initial");
  check_true(network_graph(NULL, 1, &three, t.points, &graph) == TFN_NULL &&
                 network_graph(t.network, 1, &three, t.points, NULL) ==
                     TFN_NULL,
             "graph");
  check_true(stage_initial(NULL, &g, t.w) == TFN_NULL, "of no stage");
  network_pass_free(NULL);
  graph_free(flat);
  rig_end(&t);
}

/* A network on a cloud without points, and on one without neighbours. */
TEST(edge_empty_clouds)
{
  const real lonely[3] = {1, 2, 3};
  struct network *n = assemble(&plans[6], 3);
  real *w = numbers(network_weights(n)), *dw = numbers(network_weights(n));
  network_initial(n, 81, w);
  for (size_t nodes = 0; nodes < 2; nodes++) {
    struct graph *graph;
    struct network_pass *pass = NULL;
    real dpoints[3] = {0};
    check_true(!network_graph(n, 1, &nodes, lonely, &graph) &&
                   !network_pass_create(n, graph, &pass),
               "%zu points", nodes);
    check_true(!network_forward(n, w, pass) &&
                   !network_backward(n, w, pass, dw, NULL, dpoints),
               "both ways");
    check_true(nodes ? largest(2, pass->answer[0]) > 0
                     : pass->answer[0][0] == 0,
               "an answer of its own features alone");
    check_residual(largest(3, dpoints), 0, "nothing pulls");
    network_pass_free(pass);
    graph_free(graph);
  }
  free(w), free(dw);
  network_free(n);
}

/* ---- [predict] The same in one call ---- */
TEST(law_a_prediction_is_a_pass)
{
  struct rig t = at_random(1, 5, 82);
  for (size_t k = 0; k < t.out; k++)
    t.c[k] = 1;
  rig_forward(&t), rig_backward(&t);
  real *answer = numbers(t.out), *force = numbers(3 * t.n);
  enum tfn_status status = network_predict(t.network, t.w, 1, &t.n, t.points,
                                           t.pass->x, answer, force);
  check_true(!status, "%s", tfn_message(status));
  check_residual(difference(t.out, answer, t.pass->answer[0]), 0, "answer");
  for (size_t i = 0; i < 3 * t.n; i++)
    check_close(force[i], -t.dpoints[i], 0, "force %zu pulls down the slope",
                i);
  check_true(largest(3 * t.n, force) > 1e-3, "there are forces");
  for (size_t i = 0; i < t.n * t.in; i++)
    t.pass->x[i] = 1;
  rig_forward(&t);
  check_true(
      !network_predict(t.network, t.w, 1, &t.n, t.points, NULL, answer, NULL),
      "without features and forces");
  check_residual(difference(t.out, answer, t.pass->answer[0]), 0,
                 "features that are not given are 1");
  free(answer), free(force);
  rig_end(&t);
}

TEST(edge_predictions)
{
  struct rig t = at_random(0, 3, 83);
  const real twice[6] = {1, 2, 3, 1, 2, 3};
  size_t two = 2, none = 0;
  real answer[8] = {0}, force[9];
  struct network_description is = {
      .in = "1x0e", .lmax = 1, .basis = {RADIAL_GAUSSIAN, BASIS, 4, 0}};
  struct network *mute;
  check_true(!network_create(&is, &mute), "a network without an answer");
#define PREDICT(network, w, points, answer) \
  network_predict(network, w, 1, &two, points, NULL, answer, force)
  check_true(PREDICT(NULL, t.w, t.points, answer) == TFN_NULL &&
                 PREDICT(t.network, NULL, t.points, answer) == TFN_NULL &&
                 PREDICT(t.network, t.w, NULL, answer) == TFN_NULL &&
                 PREDICT(t.network, t.w, t.points, NULL) == TFN_NULL,
             "null");
  check_true(PREDICT(t.network, t.w, twice, answer) == TFN_COINCIDENT,
             "the same point twice");
  check_true(PREDICT(mute, t.w, t.points, answer) == TFN_BAD_VALUE,
             "nothing to answer");
#undef PREDICT
  check_true(
      !network_predict(t.network, t.w, 1, &none, NULL, NULL, answer, force) &&
          largest(t.out, answer) == 0,
      "a cloud without points");
  network_free(mute);
  rig_end(&t);
}

/* ---- [main] The suite ---- */
static const struct test tests[] = {
    CASE(law_networks_turn_with_their_input),
    CASE(law_networks_reflect_with_their_input),
    CASE(law_batches_do_not_mix),
    CASE(law_symmetric_causes_have_symmetric_effects),
    CASE(law_the_law_is_blind),
    CASE(law_network_gradients),
    CASE(law_gradients_with_a_cutoff),
    CASE(law_gradients_are_added),
    CASE(law_the_seed_fixes_the_start),
    CASE(law_gradients_may_be_left_out),
    CASE(law_forces_and_torques_balance),
    CASE(anchor_answers),
    CASE(law_a_replaced_stage_changes_nothing),
    CASE(law_fingerprints_tell_networks_apart),
    CASE(edge_descriptions_of_networks),
    CASE(edge_bare_networks),
    CASE(edge_passes),
    CASE(edge_empty_clouds),
    CASE(law_a_prediction_is_a_pass),
    CASE(edge_predictions),
};
TEST_MAIN("06-tfn-layers/network", tests)

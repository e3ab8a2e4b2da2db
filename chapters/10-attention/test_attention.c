/* test_attention.c: attention layers, alone and in networks. */
#include "test_rig.h"

#include "anchors.h"
#include "attention.h"

static const double EPS = (double)REAL_EPS;
enum { BASIS = 4, HIDDEN = 5 };
static const struct radial_basis ENDING = {RADIAL_GAUSSIAN, BASIS, REAL(3.5),
                                           6};

/* ---- [plans] Layers to be tried: unequal channels, parity, gates ---- */
struct plan {
  const char *in, *out;
  size_t heads;
  enum gate gate;
  int lmax;
  bool parity;
};

static const struct plan plans[] = {
    {"2x0e + 4x1o + 2x2e", "3x0e + 2x1o + 1x2e", 2, GATE_SCALAR, 2, true},
    {"2x0e + 2x1e", "1x0e + 3x1e", 1, GATE_NORM, 1, false},
    {"4x0e", "2x0e + 1x1o", 4, GATE_NONE, 1, true},
    {"3x0e + 6x1o", "2x0e + 1x1o + 2x1e", 3, GATE_SCALAR, 1, true},
};
enum { PLANS = sizeof plans / sizeof *plans };

/* ---- [rig] A layer on a cloud, and a loss c . y ---- */
static struct stage stage_of(const struct plan *plan,
                             enum softmax_envelope envelope)
{
  struct attention_description is = {.layer = {.mode = TP_DEPTHWISE,
                                               .in = layout(plan->in),
                                               .out = layout(plan->out),
                                               .gate = plan->gate,
                                               .basis = BASIS,
                                               .hidden = HIDDEN,
                                               .scale = 1},
                                     .heads = plan->heads,
                                     .envelope = envelope};
  for (int l = 0; l <= plan->lmax; l++)
    irreps_append(&is.layer.harmonics, 1, l, plan->parity && l % 2 ? -1 : 1);
  struct stage stage;
  enum tfn_status status = attention_stage(&is, &stage);
  check_true(!status, "%s -> %s: %s", plan->in, plan->out, tfn_message(status));
  return stage;
}

static struct network *around(const struct plan *plan, struct stage *stage)
{
  struct network_description is = {.in = plan->in,
                                   .lmax = plan->lmax,
                                   .parity = plan->parity,
                                   .basis = ENDING};
  struct network *network;
  check_true(!network_create(&is, &network), "a network");
  check_true(!network_add(network, stage), "a stage");
  check_true(!network_answer(network, NULL, ANSWER_NODES), "an answer");
  return network;
}

/* Takes over points and x. */
static struct rig begin_with(const struct plan *plan, struct stage stage,
                             size_t n, real *points, real *x)
{
  struct network *network = around(plan, &stage);
  struct graph *graph;
  check_true(!network_graph(network, 1, &n, points, &graph), "a graph");
  return rig_begin(network, graph, n, points, x, 31);
}

static struct rig begin(const struct plan *plan, size_t n, real *points,
                        real *x)
{
  return begin_with(plan, stage_of(plan, SOFTMAX_BOTH), n, points, x);
}

static struct rig at_random(int plan, enum softmax_envelope envelope, size_t n,
                            uint64_t seed)
{
  struct random g = random_seed(seed);
  real *p = cloud(&g, n);
  return begin_with(&plans[plan], stage_of(&plans[plan], envelope), n, p,
                    normals(&g, n * layout(plans[plan].in).dim));
}

static const real *alphas(const struct rig *t)
{
  return attention_alpha(&t->network->stage[0], &t->pass->stage[0]);
}

static size_t alpha_count(const struct rig *t, int plan)
{
  return t->graph->edges * plans[plan].heads;
}

/* ---- [symmetry] A layer turns with its input ---- */
static double broken(int plan, bool improper, uint64_t seed, double *weights)
{
  struct random g = random_seed(seed);
  size_t n = 6;
  struct irreps in = layout(plans[plan].in), out = layout(plans[plan].out);
  real *p = cloud(&g, n), *x = normals(&g, n * in.dim);
  real *turned = numbers(n * in.dim);
  rot3 R = so3_random(&g);
  irreps_transform(&in, R, improper, n, x, turned);
  struct rig a = begin(&plans[plan], n, p, x);
  struct rig b = begin(&plans[plan], n,
                       moved(n, p, R, improper, (vec3){2, 1, -1}), turned);
  rig_forward(&a), rig_forward(&b);
  real *want = numbers(n * out.dim);
  irreps_transform(&out, R, improper, n, a.pass->answer[0], want);
  double error = relative(n * out.dim, want, b.pass->answer[0]);
  check_true(largest(n * out.dim, want) > 0.1, "it is not silent");
  *weights = larger(*weights,
                    difference(alpha_count(&a, plan), alphas(&a), alphas(&b)));
  free(want);
  rig_end(&a), rig_end(&b);
  return error;
}

TEST(law_attention_turns_with_its_input)
{
  double worst = 0, weights = 0;
  for (int plan = 0; plan < PLANS; plan++)
    for (uint64_t seed = 1; seed <= 4; seed++)
      for (int improper = 0; improper <= plans[plan].parity; improper++)
        worst = larger(worst, broken(plan, improper, seed, &weights));
  claim("attention-turns", worst, LAYER_TOLERANCE);
  claim("alpha-invariant", weights, LAYER_TOLERANCE);
}

/* Nodes in another order give the same in that order. */
TEST(law_attention_has_no_order)
{
  struct random g = random_seed(21);
  const size_t n = 6, order[6] = {3, 5, 0, 1, 4, 2};
  size_t in = layout(plans[0].in).dim, out = layout(plans[0].out).dim;
  real *p = cloud(&g, n), *x = normals(&g, n * in);
  real *p2 = numbers(3 * n), *x2 = numbers(n * in);
  for (size_t i = 0; i < n; i++) {
    memcpy(p2 + 3 * i, p + 3 * order[i], 3 * sizeof *p);
    memcpy(x2 + in * i, x + in * order[i], in * sizeof *x);
  }
  struct rig a = begin(&plans[0], n, p, x), b = begin(&plans[0], n, p2, x2);
  rig_forward(&a), rig_forward(&b);
  double worst = 0;
  for (size_t i = 0; i < n; i++)
    worst = larger(worst, relative(out, a.pass->answer[0] + order[i] * out,
                                   b.pass->answer[0] + i * out));
  check_residual(worst, LAYER_TOLERANCE, "in another order");
  rig_end(&a), rig_end(&b);
}

/* ---- [gradients] By weights, features and points ---- */
TEST(law_attention_gradients)
{
  double weights = 0, points = 0;
  for (int plan = 0; plan < PLANS; plan++)
    for (int envelope = 0; envelope <= SOFTMAX_PLAIN; envelope++) {
      struct rig t = at_random(plan, (enum softmax_envelope)envelope, 4, 73);
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
  claim("attention-gradient", weights, GRADIENT_TOLERANCE);
  claim("attention-force", points, GRADIENT_TOLERANCE);
}

/* Anything that is not asked for is left out, and what is asked for stays. */
TEST(law_attention_gradients_may_be_left_out)
{
  struct rig t = at_random(0, SOFTMAX_BOTH, 4, 74);
  rig_forward(&t), rig_backward(&t);
  real *dw = copy_of(t.weights, t.dw), *dp = copy_of(3 * t.n, t.dpoints);
  memset(t.dw, 0, t.weights * sizeof *t.dw);
  memset(t.dpoints, 0, 3 * t.n * sizeof *t.dpoints);
  rig_forward(&t);
  memcpy(t.pass->danswer[0], t.c, t.out * sizeof *t.c);
  network_backward(t.network, t.w, t.pass, t.dw, NULL, NULL);
  check_residual(relative(t.weights, dw, t.dw), 100 * EPS, "weights alone");
  rig_forward(&t);
  memcpy(t.pass->danswer[0], t.c, t.out * sizeof *t.c);
  network_backward(t.network, t.w, t.pass, NULL, NULL, t.dpoints);
  check_residual(relative(3 * t.n, dp, t.dpoints), 100 * EPS, "points alone");
  free(dw), free(dp);
  rig_end(&t);
}

/* Two layers, so that directions meet: the answer is one number. */
TEST(law_attention_forces_balance)
{
  struct random g = random_seed(75);
  struct network_description is = {
      .in = "2x0e", .lmax = 1, .parity = true, .basis = ENDING};
  struct network *network;
  const size_t n = 6;
  check_true(!network_create(&is, &network) &&
                 !attention_add(network, "2x0e + 2x1o", GATE_SCALAR, 5, 2) &&
                 !attention_add(network, "1x0e", GATE_NONE, 5, 2) &&
                 !network_answer(network, NULL, ANSWER_SUM),
             "a network");
  real *p = cloud(&g, n), *x = normals(&g, 2 * n), *f = numbers(3 * n);
  real *w = numbers(network_weights(network)), energy;
  network_initial(network, 75, w);
  check_true(!network_predict(network, w, 1, &n, p, x, &energy, f), "a pass");
  vec3 force = {0, 0, 0}, torque = {0, 0, 0};
  for (size_t i = 0; i < n; i++, p += 3, f += 3) {
    vec3 r = {(double)p[0], (double)p[1], (double)p[2]};
    vec3 F = {(double)f[0], (double)f[1], (double)f[2]};
    force = vec3_add(force, F);
    torque = vec3_add(torque, vec3_cross(r, F));
  }
  p -= 3 * n, f -= 3 * n;
  double size = fmax(1, largest(3 * n, f));
  check_true(largest(3 * n, f) > 0.01, "there are forces");
  check_residual(vec3_norm(force) / size, 20 * LAYER_TOLERANCE, "force");
  check_residual(vec3_norm(torque) / size, 20 * LAYER_TOLERANCE, "torque");
  free(p), free(x), free(f), free(w);
  network_free(network);
}

/* ---- [mean] Equal keys: the mean of chapter 6 ----
 *
 * With queries of 0 all logits are equal, and what is left is a layer of
 * chapter 6 with the scale 1/neighbours.  No envelope: all neighbours count. */
TEST(law_equal_logits_are_a_mean)
{
  double worst = 0;
  for (int plan = 0; plan < PLANS; plan++) {
    struct rig t = at_random(plan, SOFTMAX_PLAIN, 5, 76);
    const struct attention *a = attention_of(&t.network->stage[0]);
    struct attention_parameters p = attention_parameters(a, t.w);
    memset(p.query, 0, a->query.weights * sizeof *p.query);
    struct layer_description is = a->is.layer;
    struct stage layer;
    is.scale = 1 / (real)(t.n - 1);
    check_true(!layer_stage(&is, &layer), "a layer");
    struct rig s =
        begin_with(&plans[plan], layer, t.n, copy_of(3 * t.n, t.points),
                   copy_of(t.n * t.in, t.pass->x));
    memcpy(s.w, p.layer, s.weights * sizeof *s.w);
    check_true(t.graph->edges == t.n * (t.n - 1), "all see all");
    rig_forward(&t), rig_forward(&s);
    worst =
        larger(worst, relative(t.out, s.pass->answer[0], t.pass->answer[0]));
    rig_end(&t), rig_end(&s);
  }
  claim("mean", worst, LAYER_TOLERANCE);
}

/* ---- [heads] Heads do not hear each other ----
 *
 * Weights of the query that make channels of one head change its alpha
 * alone. */
static void louder(const struct attention *a, size_t head, real *query)
{
  for (size_t p = 0; p < a->query.paths; p++) {
    const struct mix_path *path = &a->query.path[p];
    size_t in = a->query.in.block[path->in].channels;
    size_t out = a->query.out.block[path->out].channels;
    size_t width = out / a->is.heads;
    for (size_t c = 0; c < in; c++)
      for (size_t d = 0; d < width; d++)
        query[path->weight + c * out + head * width + d] *= 3;
  }
}

TEST(law_heads_are_apart)
{
  for (size_t head = 0; head < 2; head++) {
    struct rig t = at_random(0, SOFTMAX_BOTH, 5, 77);
    const struct attention *a = attention_of(&t.network->stage[0]);
    rig_forward(&t);
    real *before = copy_of(2 * t.graph->edges, alphas(&t));
    louder(a, head, attention_parameters(a, t.w).query);
    rig_forward(&t);
    double change[2] = {0};
    for (size_t k = 0; k < 2 * t.graph->edges; k++)
      change[k % 2] =
          larger(change[k % 2], fabs((double)(before[k] - alphas(&t)[k])));
    check_true(change[head] > 0.01, "head %zu changes: %g", head, change[head]);
    check_residual(change[1 - head], 0, "the other one does not");
    free(before);
    rig_end(&t);
  }
}

/* ---- [asks] Who asks and who answers ----
 *
 * alpha_ij is made of x_i and x_j and nobody else's features, up to a factor
 * that all neighbours of i share. */
TEST(law_logits_are_pairs)
{
  struct rig t = at_random(2, SOFTMAX_BOTH, 4, 78);
  rig_forward(&t);
  size_t heads = 4, begin = t.graph->first[1];
  check_true(t.graph->first[2] - begin == 3, "node 1 hears 0, 2, 3");
  double before = (double)alphas(&t)[begin * heads] /
                  (double)alphas(&t)[(begin + 1) * heads];
  for (size_t k = 0; k < t.in; k++)
    t.pass->x[3 * t.in + k] += 1; /* node 3 */
  rig_forward(&t);
  double after = (double)alphas(&t)[begin * heads] /
                 (double)alphas(&t)[(begin + 1) * heads];
  check_close(after / before, 1, 100 * EPS, "0 against 2 at node 1");
  for (size_t k = 0; k < t.in; k++)
    t.pass->x[1 * t.in + k] *= -2; /* node 1 itself asks otherwise */
  rig_forward(&t);
  double asked = (double)alphas(&t)[begin * heads] /
                 (double)alphas(&t)[(begin + 1) * heads];
  check_true(fabs(asked / before - 1) > 0.01, "the receiver asks: %g", asked);
  rig_end(&t);
}

/* ---- [crossing] A neighbour moves across the cutoff ----
 *
 * Node 0 at the origin, node 1 in reach of it, node 2 at 3.5 (1 - s): what node
 * 0 computes, against what it computes when node 2 is beyond. */
static double crossing(enum softmax_envelope envelope, bool alone)
{
  double worst = 0;
  for (double s = 0.08; s > 0.009; s /= 2) {
    struct random g = random_seed(79);
    real *y[2];
    for (int beyond = 0; beyond < 2; beyond++) {
      real reach = REAL(3.5) * (real)(beyond ? 1.01 : 1 - s);
      const real p[9] = {0, 0, 0, alone ? -9 : -1, 1, REAL(0.5), 0, 0, reach};
      struct random h = g;
      struct rig t =
          begin_with(&plans[0], stage_of(&plans[0], envelope), 3, copy_of(9, p),
                     normals(&h, 3 * layout(plans[0].in).dim));
      rig_forward(&t);
      y[beyond] = copy_of(t.out, t.pass->answer[0]);
      rig_end(&t);
    }
    worst = larger(worst, difference(layout(plans[0].out).dim, y[0], y[1]) /
                              (s * s * s));
    free(y[0]), free(y[1]);
  }
  return worst;
}

/* Logits of a few units multiply the 56 of the envelope.  A jump of 0.1 is 1e5
 * times 0.01^3. */
TEST(law_a_layer_is_smooth_at_the_cutoff)
{
  double both =
      larger(crossing(SOFTMAX_BOTH, false), crossing(SOFTMAX_BOTH, true));
  claim("crossing", both, 1000);
  check_true(crossing(SOFTMAX_PLAIN, false) > 1e4, "plain: a jump, %g",
             crossing(SOFTMAX_PLAIN, false));
}

/* ---- [anchor] Values ---- */
TEST(anchor_attention)
{
  static const struct plan plan = {
      "1x0e + 1x1o", "1x0e + 1x1o", 1, GATE_NONE, 1, true};
  struct network_description is = {.in = plan.in,
                                   .lmax = 1,
                                   .parity = true,
                                   .basis = {RADIAL_GAUSSIAN, 3, REAL(2.5), 6}};
  const real p[9] = {0,           0,          0, 1,         REAL(0.5),
                     REAL(-0.25), REAL(-0.5), 1, REAL(0.75)};
  const size_t n = 3;
  struct network *network;
  check_true(!network_create(&is, &network) &&
                 !attention_add(network, plan.out, GATE_NONE, 2, 1) &&
                 !network_answer(network, NULL, ANSWER_NODES),
             "a network of one layer");
  check_true(network_weights(network) == 39, "%zu weights",
             network_weights(network));
  real w[39], x[12], y[12];
  for (int k = 0; k < 39; k++)
    w[k] = (real)(0.7 * sin(k + 1));
  for (int k = 0; k < 12; k++)
    x[k] = (real)cos(k);
  check_true(!network_predict(network, w, 1, &n, p, x, y, NULL), "a pass");
  for (int k = 0; k < 12; k++)
    check_close(y[k], ANCHOR_ATTENTION[k], 50 * EPS, "number %d", k);
  network_free(network);
}

/* ---- [edges] Few neighbours, large logits, bad input ---- */
TEST(edge_lonely_nodes)
{
  struct random g = random_seed(80);
  for (size_t n = 0; n < 3; n++) {
    real *p = numbers(9);
    p[3] = 1; /* two points at distance 1 */
    struct rig t = begin(&plans[0], n, p, normals(&g, 3 * 24));
    rig_forward(&t), rig_backward(&t);
    for (size_t k = 0; k < t.out; k++)
      check_true(isfinite(t.pass->answer[0][k]), "%zu points", n);
    for (size_t k = 0; k < 3 * n; k++)
      check_true(isfinite(t.dpoints[k]), "gradients of %zu points", n);
    if (n == 1)
      check_residual(largest(3, t.dpoints), 0, "nothing pulls");
    if (n == 2) {
      real u = smooth_cutoff(6, 1 / REAL(3.5), NULL);
      check_close(alphas(&t)[0], u, 4 * EPS, "a lone neighbour's envelope");
    }
    rig_end(&t);
  }
}

static void try_loud(uint64_t seed)
{
  struct rig t = at_random(0, SOFTMAX_BOTH, 5, seed);
  const struct attention *a = attention_of(&t.network->stage[0]);
  real *query = attention_parameters(a, t.w).query;
  for (size_t k = 0; k < a->query.weights; k++)
    query[k] *= 10000;
  rig_forward(&t), rig_backward(&t);
  for (size_t k = 0; k < t.out; k++)
    check_true(isfinite(t.pass->answer[0][k]), "answer %zu", k);
  for (size_t k = 0; k < t.weights; k++)
    check_true(isfinite(t.dw[k]), "gradient %zu", k);
  for (size_t i = 0; i < t.n; i++) { /* somebody is heard by every head */
    double heard[2] = {0};
    for (size_t e = t.graph->first[i]; e < t.graph->first[i + 1]; e++)
      for (size_t h = 0; h < 2; h++)
        heard[h] += (double)alphas(&t)[2 * e + h];
    check_true(heard[0] > 0 && heard[1] > 0, "node %zu", i);
  }
  rig_end(&t);
}

TEST(edge_logits_of_any_size)
{
  for (uint64_t seed = 81; seed < 91; seed++)
    try_loud(seed);
}

TEST(edge_descriptions_of_attention)
{
  struct attention_description good = {.layer = {.mode = TP_DEPTHWISE,
                                                 .in = layout("4x0e + 2x1o"),
                                                 .out = layout("2x0e"),
                                                 .gate = GATE_NORM,
                                                 .basis = 3,
                                                 .hidden = 2},
                                       .heads = 2};
  irreps_harmonics(1, &good.layer.harmonics);
  struct stage stage;
  struct attention a;
  check_true(!attention_stage(&good, &stage), "a good one");
  check_true(attention_of(&stage) != NULL && attention_of(NULL) == NULL &&
                 !attention_alpha(&stage, NULL) && !attention_alpha(NULL, NULL),
             "looked at");
  stage_free(&stage);
#define REFUSED(change, why)                                           \
  do {                                                                 \
    struct attention_description bad = good;                           \
    bad.change;                                                        \
    check_true(attention_stage(&bad, &stage) == (why), "%s", #change); \
  } while (0)
  REFUSED(heads = 0, TFN_BAD_VALUE);
  REFUSED(heads = 4, TFN_BAD_SHAPE);
  REFUSED(layer.in = layout("4x0e + 3x1o"), TFN_BAD_SHAPE);
  REFUSED(envelope = (enum softmax_envelope)7, TFN_BAD_VALUE);
  REFUSED(layer.mode = TP_FULL, TFN_BAD_SHAPE);
  REFUSED(layer.in.dim = 3, TFN_BAD_SHAPE);
  REFUSED(layer.hidden = 0, TFN_BAD_VALUE);
  REFUSED(layer.out = layout("1x5e"), TFN_NO_PATH);
#undef REFUSED
  check_true(attention_stage(NULL, &stage) == TFN_NULL &&
                 attention_stage(&good, NULL) == TFN_NULL &&
                 attention_create(NULL, &a) == TFN_NULL &&
                 attention_create(&good, NULL) == TFN_NULL &&
                 attention_weights(NULL) == 0 &&
                 !attention_parameters(NULL, NULL).layer,
             "null");
  attention_free(NULL);
}

TEST(edge_attention_in_networks)
{
  struct network_description is = {
      .in = "2x0e", .lmax = 1, .parity = true, .basis = ENDING};
  struct network *n;
  check_true(!network_create(&is, &n), "a network");
  check_true(attention_add(NULL, "2x0e", GATE_NONE, 3, 1) == TFN_NULL &&
                 attention_add(n, NULL, GATE_NONE, 3, 1) == TFN_NULL &&
                 attention_add_residual(NULL, GATE_NONE, 3, 1, 1) == TFN_NULL,
             "null");
  check_true(attention_add(n, "2x0", GATE_NONE, 3, 1) == TFN_BAD_SHAPE &&
                 attention_add(n, "2x0e", GATE_NONE, 3, 3) == TFN_BAD_SHAPE &&
                 attention_add_residual(n, GATE_NONE, 3, 1, 0) == TFN_BAD_VALUE,
             "refused");
  check_true(!attention_add_residual(n, GATE_NORM, 3, 2, 1), "a residual");
  check_true(attention_of(&n->stage[0]) != NULL, "attention inside");
  check_true(!network_answer(n, NULL, ANSWER_MEAN), "an answer");
  size_t points = 1;
  real here[3] = {0}, answer[2];
  real *all = numbers(network_weights(n));
  check_true(!network_initial(n, 1, all) &&
                 !network_predict(n, all, 1, &points, here, NULL, answer, NULL),
             "alone");
  free(all);
  /* a graph with too few harmonics, and another basis */
  struct graph *graph;
  struct network_pass *pass;
  check_true(!graph_all_pairs(1, &points, here, 0, HARMONICS_COMPONENT, &graph),
             "a graph");
  check_true(network_pass_create(n, graph, &pass) == TFN_BAD_SHAPE,
             "too few harmonics");
  graph_free(graph);
  network_free(n);
}

/* ---- [main] The suite ---- */
static const struct test tests[] = {
    CASE(law_attention_turns_with_its_input),
    CASE(law_attention_has_no_order),
    CASE(law_attention_gradients),
    CASE(law_attention_gradients_may_be_left_out),
    CASE(law_attention_forces_balance),
    CASE(law_equal_logits_are_a_mean),
    CASE(law_heads_are_apart),
    CASE(law_logits_are_pairs),
    CASE(law_a_layer_is_smooth_at_the_cutoff),
    CASE(anchor_attention),
    CASE(edge_lonely_nodes),
    CASE(edge_logits_of_any_size),
    CASE(edge_descriptions_of_attention),
    CASE(edge_attention_in_networks),
};
TEST_MAIN("10-attention/attention", tests)

/* test_layer.c: whole layers and whole small networks. */
#include "test_tools.h"

#include <stdint.h>

static const double EPS = (double)REAL_EPS;

/* ---- [network] Two layers and a sum over the nodes ---- */
struct plan {
  enum tp_mode mode;
  enum gate gate;
  const char *in, *harmonics, *hidden, *out;
  bool parity;
};

static const struct plan plans[] = {
    {TP_DEPTHWISE, GATE_NORM, "2x0e", "0e + 1e", "3x0e + 2x1e", "2x0e + 1x1e",
     false},
    {TP_DEPTHWISE, GATE_NORM, "1x0e + 1x1o", "0e + 1o + 2e",
     "2x0e + 2x1o + 1x1e + 2x2e + 1x2o", "2x0e + 1x0o + 1x1o + 1x2e", true},
    {TP_DEPTHWISE, GATE_SCALAR, "1x0e + 1x1o", "0e + 1o + 2e",
     "2x0e + 2x1o + 1x1e + 2x2e", "2x0e + 1x0o + 1x2e", true},
    {TP_FULL, GATE_SCALAR, "2x0e", "0e + 1e + 2e", "2x0e + 2x1e + 1x2e",
     "1x0e + 2x1e", false},
    {TP_FULL, GATE_NORM, "1x0e + 1x2e", "0e + 1o + 2e", "2x0e + 2x1o + 1x2e",
     "1x0e + 1x1e + 1x2e", true},
    {TP_DEPTHWISE, GATE_NONE, "1x0e + 1x1e", "0e + 1e", "2x0e + 2x1e",
     "1x0e + 1x1e", false},
};
enum { PLANS = sizeof plans / sizeof *plans, BASIS = 4 };

struct network {
  struct layer layer[2];
  struct radial_basis basis;
  struct graph *graph;
  size_t n, in, mid, out, weights[2];
  real *points, *x, *block;                   /* inputs and parameters */
  real *B, *slope, *work[2], *h, *y, *pooled; /* what forward writes */
  real *c;                                    /* the loss is c . pooled */
  real *dblock, *dx, *dh, *dy, *dY, *dB, *dlength, *dpoints;
};

static struct layer create(const struct plan *plan, const char *in,
                           const char *out, size_t neighbours)
{
  struct layer_description is = {.mode = plan->mode,
                                 .in = layout(in),
                                 .out = layout(out),
                                 .harmonics = layout(plan->harmonics),
                                 .gate = plan->gate,
                                 .basis = BASIS,
                                 .hidden = 5,
                                 .scale = 1 / real_sqrt((real)neighbours)};
  struct layer layer;
  enum tfn_status status = layer_create(&is, &layer);
  check_true(!status, "%s -> %s: %s", in, out, tfn_message(status));
  return layer;
}

static void allocate(struct network *t)
{
  size_t edges = t->graph->edges, all = t->weights[0] + t->weights[1];
  t->block = numbers(all), t->dblock = numbers(all);
  t->B = numbers(edges * BASIS), t->dB = numbers(edges * BASIS);
  t->slope = numbers(edges * BASIS), t->dlength = numbers(edges);
  t->dY = numbers(edges * t->graph->harmonics);
  for (int k = 0; k < 2; k++)
    t->work[k] = numbers(layer_workspace(&t->layer[k], t->graph));
  t->h = numbers(t->n * t->mid), t->dh = numbers(t->n * t->mid);
  t->y = numbers(t->n * t->out), t->dy = numbers(t->n * t->out);
  t->dx = numbers(t->n * t->in), t->dpoints = numbers(3 * t->n);
  t->pooled = numbers(t->out);
}

/* Takes over points and x. */
static struct network begin(const struct plan *plan, size_t n, real *points,
                            real *x)
{
  struct network t = {.n = n, .points = points, .x = x};
  struct random g = random_seed(70);
  t.basis = (struct radial_basis){RADIAL_GAUSSIAN, BASIS, 4, 0};
  t.layer[0] = create(plan, plan->in, plan->hidden, n - 1);
  t.layer[1] = create(plan, plan->hidden, plan->out, n - 1);
  const struct irreps *h = &t.layer[0].is.harmonics;
  t.graph = pairs(n, points, h->block[h->n - 1].l);
  t.in = t.layer[0].is.in.dim;
  t.mid = t.layer[1].is.in.dim;
  t.out = t.layer[1].is.out.dim;
  for (int k = 0; k < 2; k++)
    t.weights[k] = layer_weights(&t.layer[k]);
  allocate(&t);
  t.c = normals(&g, t.out);
  for (int k = 0; k < 2; k++)
    layer_initial(&t.layer[k], &g, t.block + (k ? t.weights[0] : 0));
  for (int k = 0; k < 2; k++) {
    struct layer_parameters p =
        layer_parameters(&t.layer[k], t.block + (k ? t.weights[0] : 0));
    for (size_t b = 0; b < t.layer[k].biases; b++)
      p.bias[b] = (real)random_normal(&g) / 2;
  }
  return t;
}

static void end(struct network *t)
{
  real *all[] = {t->points,  t->x,       t->block,   t->B,      t->slope,
                 t->work[0], t->work[1], t->h,       t->y,      t->pooled,
                 t->c,       t->dblock,  t->dx,      t->dh,     t->dy,
                 t->dY,      t->dB,      t->dlength, t->dpoints};
  for (size_t k = 0; k < sizeof all / sizeof *all; k++)
    free(all[k]);
  graph_free(t->graph);
  layer_free(&t->layer[0]);
  layer_free(&t->layer[1]);
}

static void forward(struct network *t)
{
  graph_move(t->graph, t->points);
  radial_basis_forward(&t->basis, t->graph->edges, t->graph->length, t->B,
                       t->slope);
  enum tfn_status a = layer_forward(&t->layer[0], t->graph, t->B, t->block,
                                    t->x, t->work[0], t->h);
  enum tfn_status b =
      layer_forward(&t->layer[1], t->graph, t->B, t->block + t->weights[0],
                    t->h, t->work[1], t->y);
  check_true(!a && !b, "forward: %s, %s", tfn_message(a), tfn_message(b));
  pool_forward(t->graph, POOL_MEAN, t->out, t->y, t->pooled);
}

/* ---- [loss] A number and its gradients ---- */
static double loss(void *context)
{
  struct network *t = context;
  double sum = 0;
  forward(t);
  for (size_t k = 0; k < t->out; k++)
    sum += (double)t->c[k] * (double)t->pooled[k];
  return sum;
}

static void backward(struct network *t)
{
  pool_backward(t->graph, POOL_MEAN, t->out, t->c, t->dy);
  enum tfn_status b = layer_backward(
      &t->layer[1], t->graph, t->B, t->block + t->weights[0], t->h, t->work[1],
      t->dy, t->dblock + t->weights[0], t->dh, t->dY, t->dB);
  enum tfn_status a =
      layer_backward(&t->layer[0], t->graph, t->B, t->block, t->x, t->work[0],
                     t->dh, t->dblock, t->dx, t->dY, t->dB);
  check_true(!a && !b, "backward: %s, %s", tfn_message(a), tfn_message(b));
  radial_basis_backward(&t->basis, t->graph->edges, t->slope, t->dB,
                        t->dlength);
  graph_backward(t->graph, t->dlength, t->dY, t->dpoints);
}

static struct network at_random(int plan, size_t n, uint64_t seed)
{
  struct random g = random_seed(seed);
  real *p = cloud(&g, n);
  return begin(&plans[plan], n, p, normals(&g, n * layout(plans[plan].in).dim));
}

/* ---- [symmetry] Networks turn with their input ---- */
static double broken(int plan, bool improper, uint64_t seed)
{
  struct random g = random_seed(seed);
  size_t n = 6;
  struct irreps in = layout(plans[plan].in);
  real *p = cloud(&g, n), *x = normals(&g, n * in.dim);
  real *turned = numbers(n * in.dim);
  rot3 R = so3_random(&g);
  irreps_transform(&in, R, improper, n, x, turned);
  struct network a = begin(&plans[plan], n, p, x);
  struct network b = begin(&plans[plan], n,
                           moved(n, p, R, improper, (vec3){2, 1, -1}), turned);
  forward(&a), forward(&b);
  const struct irreps *mid = &a.layer[0].is.out, *out = &a.layer[1].is.out;
  real *h = numbers(n * a.mid), *y = numbers(n * a.out), *z = numbers(a.out);
  irreps_transform(mid, R, improper, n, a.h, h);
  irreps_transform(out, R, improper, n, a.y, y);
  irreps_transform(out, R, improper, 1, a.pooled, z);
  double error =
      larger(relative(n * a.mid, h, b.h), relative(n * a.out, y, b.y));
  error = larger(error, relative(a.out, z, b.pooled));
  check_true(largest(a.out, z) > 0.01, "the output is not zero");
  free(h), free(y), free(z);
  end(&a), end(&b);
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
  struct network both = begin(plan, 9, copy_of(27, p), copy_of(9 * in, x));
  struct network two =
      begin(plan, 5, copy_of(15, p + 12), copy_of(5 * in, x + 4 * in));
  for (int k = 0; k < 2; k++)
    both.layer[k].convolution.scale = two.layer[k].convolution.scale = 1;
  graph_free(both.graph);
  check_true(
      !graph_all_pairs(2, counts, p, 2, HARMONICS_COMPONENT, &both.graph),
      "a batch of two");
  free(both.pooled);
  both.pooled = numbers(2 * both.out);
  forward(&both), forward(&two);
  check_residual(relative(5 * two.out, two.y, both.y + 4 * two.out), 20 * EPS,
                 "node by node");
  claim("t-batch", relative(two.out, two.pooled, both.pooled + two.out),
        20 * EPS);
  end(&both), end(&two);
  free(p), free(x);
}

/* ---- [curie] What a symmetric cloud cannot say ----
 *
 * The centre of a cube is left in place by all its rotations, so that an
 * output there has to be left in place too: l = 1 and l = 2 must vanish. */
TEST(law_symmetric_causes_have_symmetric_effects)
{
  real *p = numbers(27);
  for (int k = 0; k < 24; k++)
    p[3 + k] = (real)(k / 3 >> k % 3 & 1 ? 1 : -1);
  struct irreps in = layout("2x0e");
  real *x = numbers(9 * in.dim);
  for (size_t k = 0; k < 18; k++)
    x[k] = k < 2 ? 1 : REAL(0.5);
  struct network t = begin(&plans[3], 9, p, x);
  forward(&t);
  const struct irreps *mid = &t.layer[0].is.out;
  double vanish = 0;
  for (size_t k = mid->block[1].offset; k < mid->dim; k++)
    vanish = larger(vanish, fabs((double)t.h[k]));
  check_true(largest(2, t.h) > 0.01, "the scalars do not vanish");
  check_true(largest(mid->dim - 2, t.h + mid->dim + 2) > 0.01,
             "nor do the vectors at a corner");
  claim("t-curie", vanish, 100 * EPS);
  end(&t);
}

/* ---- [blind] What the law does not see ---- */
TEST(law_the_law_is_blind)
{
  struct network a = at_random(0, 5, 72), b = at_random(0, 5, 72);
  memset(a.block, 0, (a.weights[0] + a.weights[1]) * sizeof *a.block);
  forward(&a);
  check_residual(largest(a.n * a.out, a.y), 0, "a layer with weights 0");
  /* Every harmonic of odd l with the other sign: the vectors of the edges
   * taken from receiver to sender.  As equivariant, and another network. */
  forward(&b);
  real *y = copy_of(b.n * b.out, b.y), *Y = b.graph->Y;
  for (size_t e = 0; e < b.graph->edges; e++)
    for (size_t k = 1; k < 4; k++)
      Y[4 * e + k] = -Y[4 * e + k];
  for (int k = 0; k < 2; k++)
    layer_forward(&b.layer[k], b.graph, b.B, b.block + (k ? b.weights[0] : 0),
                  k ? b.h : b.x, b.work[k], k ? b.y : b.h);
  check_true(difference(b.n * b.out, y, b.y) > 0.01, "it is another network");
  free(y);
  end(&a), end(&b);
}

/* ---- [gradients] Whole networks, and forces ---- */
TEST(law_network_gradients)
{
  double parameters = 0, points = 0;
  for (int plan = 0; plan < PLANS; plan++) {
    struct network t = at_random(plan, 4, 73);
    forward(&t), backward(&t);
    double error = gradient_error(loss, &t, t.weights[0] + t.weights[1],
                                  t.block, t.dblock);
    error = larger(error, gradient_error(loss, &t, t.n * t.in, t.x, t.dx));
    check_residual(error, GRADIENT_TOLERANCE, "plan %d", plan);
    parameters = larger(parameters, error);
    points =
        larger(points, gradient_error(loss, &t, 3 * t.n, t.points, t.dpoints));
    end(&t);
  }
  claim("t-gradient", parameters, GRADIENT_TOLERANCE);
  claim("t-force", points, GRADIENT_TOLERANCE);
}

/* An energy that no translation and no rotation changes: its forces add up to
 * zero and so do their torques. */
TEST(law_forces_and_torques_balance)
{
  double force = 0;
  for (uint64_t seed = 1; seed <= 5; seed++) {
    struct random g = random_seed(seed);
    size_t n = 6;
    struct network t = begin(&plans[0], n, cloud(&g, n), normals(&g, n * 2));
    for (size_t k = 2; k < t.out; k++)
      t.c[k] = 0;
    t.c[0] = t.c[1] = 1;
    forward(&t), backward(&t);
    vec3 sum = {0, 0, 0}, torque = {0, 0, 0};
    for (size_t i = 0; i < n; i++) {
      real *d = t.dpoints + 3 * i, *p = t.points + 3 * i;
      vec3 f = {(double)d[0], (double)d[1], (double)d[2]};
      vec3 r = {(double)p[0], (double)p[1], (double)p[2]};
      sum = vec3_add(sum, f);
      torque = vec3_add(torque, vec3_cross(r, f));
    }
    check_true(largest(3 * n, t.dpoints) > 1e-3, "there are forces");
    force = larger(force, larger(vec3_norm(sum), vec3_norm(torque)));
    end(&t);
  }
  claim("t-balance", force, 100 * EPS);
}

/* ---- [initial] Features of order one ---- */
TEST(law_first_features_are_of_order_one)
{
  struct irreps in = layout("16x0e + 16x1o"), out = layout("32x0e + 32x1o");
  struct irreps h = layout("0e + 1o");
  struct layer_description is = {TP_DEPTHWISE, in, out, h,
                                 GATE_NONE,    8,  32,  1 / real_sqrt(9)};
  struct radial_basis basis = {RADIAL_GAUSSIAN, 8, 4, 0};
  struct layer layer;
  struct random g = random_seed(74);
  check_true(!layer_create(&is, &layer), "32 channels");
  real *p = cloud(&g, 10), *x = normals(&g, 10 * in.dim);
  struct graph *graph = pairs(10, p, 1);
  real *B = numbers(graph->edges * 8), *y = numbers(10 * out.dim);
  real *work = numbers(layer_workspace(&layer, graph));
  real *block = numbers(layer_weights(&layer));
  double sum = 0;
  radial_basis_forward(&basis, graph->edges, graph->length, B, NULL);
  for (int k = 0; k < 20; k++) {
    layer_initial(&layer, &g, block);
    layer_forward(&layer, graph, B, block, x, work, y);
    for (size_t i = 0; i < 10 * out.dim; i++)
      sum += (double)(y[i] * y[i]) / (20.0 * 10 * (double)out.dim);
  }
  check_true(sum > 0.5 && sum < 3, "mean square of the output: %g", sum);
  layer_free(&layer);
  graph_free(graph);
  free(p), free(x), free(B), free(y), free(work), free(block);
}

/* ---- [sizes] The flat block and its names ---- */
TEST(anchor_parameters)
{
  struct layer_description is = {TP_DEPTHWISE,
                                 layout("2x0e"),
                                 layout("3x0e + 1x1o"),
                                 layout("0e + 1o"),
                                 GATE_SCALAR,
                                 5,
                                 7,
                                 1};
  struct layer layer;
  real block[200];
  check_true(!layer_create(&is, &layer), "create");
  /* paths 0x0->0 and 0x1->1, 2 channels each: 4 weights of an edge; radial
   * 5*7 + 7*4 = 63; gated = 3x0e + 1x1o + 1x0e; mix 2*3 + 2*1 + 2*1 = 10;
   * self 2*3 + 2*1 = 8; biases 3 + 1 = 4. */
  struct layer_parameters p = layer_parameters(&layer, block);
  check_true(layer_weights(&layer) == 63 + 10 + 8 + 4, "85 parameters");
  check_true(p.radial == block && p.mix == block + 63 && p.self == block + 73 &&
                 p.bias == block + 81,
             "one after the other");
  const real points[9] = {0, 0, 0, 1, 0, 0, 0, 1, 0};
  struct graph *graph = pairs(3, points, 1);
  /* 6 edges (7 hidden + 2 x 4) + 3 nodes (2 x 8 messages + 2 x 7 gated) + 8 */
  check_true(layer_workspace(&layer, graph) == 6 * 15 + 3 * 30 + 8, "memory");
  check_true(layer_workspace(NULL, graph) == 0 &&
                 layer_workspace(&layer, NULL) == 0 && !layer_weights(NULL) &&
                 !layer_parameters(NULL, block).mix &&
                 !layer_parameters(&layer, NULL).mix,
             "of nothing");
  graph_free(graph);
  layer_free(&layer);
}

/* ---- [bad] Input that is refused ---- */
TEST(edge_descriptions)
{
  const struct layer_description good = {TP_DEPTHWISE,
                                         layout("2x0e"),
                                         layout("3x0e + 1x1o"),
                                         layout("0e + 1o"),
                                         GATE_NORM,
                                         4,
                                         4,
                                         1};
  struct layer layer;
  struct layer_description d = good;
  check_true(!layer_create(&d, &layer), "good as it is");
  layer_free(&layer);
  d.gate = (enum gate)7;
  check_true(layer_create(&d, &layer) == TFN_BAD_VALUE, "no such gate");
  d = good, d.mode = (enum tp_mode)7;
  check_true(layer_create(&d, &layer) == TFN_BAD_VALUE, "no such mode");
  d = good, d.basis = 0;
  check_true(layer_create(&d, &layer) == TFN_BAD_VALUE, "no basis");
  d = good, d.hidden = 0;
  check_true(layer_create(&d, &layer) == TFN_BAD_VALUE, "no hidden layer");
  d = good, d.scale = (real)NAN;
  check_true(layer_create(&d, &layer) == TFN_BAD_VALUE, "scale NaN");
  d = good, d.out.dim++;
  check_true(layer_create(&d, &layer) == TFN_BAD_SHAPE, "sizes of out");
  d = good, d.in = layout("");
  check_true(layer_create(&d, &layer) == TFN_BAD_SHAPE, "no input");
  d = good, d.out = layout("");
  check_true(layer_create(&d, &layer) == TFN_BAD_SHAPE, "no output");
  d = good, d.harmonics = layout("1o");
  check_true(layer_create(&d, &layer) == TFN_BAD_SHAPE, "no harmonics");
  d = good, d.out = layout("3x0e + 1x1e");
  check_true(layer_create(&d, &layer) == TFN_NO_PATH, "1e is out of reach");
  d = good, d.hidden = SIZE_MAX / 4;
  check_true(layer_create(&d, &layer) == TFN_TOO_LARGE, "too many weights");
  check_true(layer_create(NULL, &layer) == TFN_NULL &&
                 layer_create(&good, NULL) == TFN_NULL,
             "null");
  layer_free(NULL);
}

TEST(edge_layer_null)
{
  struct network t = at_random(0, 3, 75);
  struct layer *l = &t.layer[0];
  struct graph *flat = pairs(3, t.points, 0);
  for (int k = 0; k < 7; k++) {
    real *p[5] = {t.B, t.block, t.x, t.work[0], t.h};
    if (k > 1)
      p[k - 2] = NULL;
    struct layer *layer = k == 0 ? NULL : l;
    struct graph *graph = k == 1 ? NULL : t.graph;
    check_true(layer_forward(layer, graph, p[0], p[1], p[2], p[3], p[4]) ==
                   TFN_NULL,
               "forward: argument %d", k);
    check_true(layer_backward(layer, graph, p[0], p[1], p[2], p[3], p[4],
                              t.dblock, NULL, NULL, NULL) == TFN_NULL,
               "backward: argument %d", k);
  }
  check_true(layer_backward(l, t.graph, t.B, t.block, t.x, t.work[0], t.dh,
                            NULL, NULL, NULL, NULL) == TFN_NULL,
             "a gradient by the parameters is always wanted");
  check_true(layer_forward(l, flat, t.B, t.block, t.x, t.work[0], t.h) ==
                     TFN_BAD_SHAPE &&
                 layer_backward(l, flat, t.B, t.block, t.x, t.work[0], t.dh,
                                t.dblock, NULL, NULL, NULL) == TFN_BAD_SHAPE,
             "a graph without harmonics of l = 1");
  struct random g = random_seed(1);
  check_true(layer_initial(NULL, &g, t.block) == TFN_NULL &&
                 layer_initial(l, NULL, t.block) == TFN_NULL &&
                 layer_initial(l, &g, NULL) == TFN_NULL,
             "initial");
  graph_free(flat);
  end(&t);
}

/* ---- [main] The suite ---- */
static const struct test tests[] = {
    CASE(law_networks_turn_with_their_input),
    CASE(law_networks_reflect_with_their_input),
    CASE(law_batches_do_not_mix),
    CASE(law_symmetric_causes_have_symmetric_effects),
    CASE(law_the_law_is_blind),
    CASE(law_network_gradients),
    CASE(law_forces_and_torques_balance),
    CASE(law_first_features_are_of_order_one),
    CASE(anchor_parameters),
    CASE(edge_descriptions),
    CASE(edge_layer_null),
};
TEST_MAIN("06-tfn-layers/layer", tests)

/* test_nodewise.c: channel mixing, bias, gates. */
#include "anchors.h"
#include "test_tools.h"

#include <stdint.h>

static const double EPS = (double)REAL_EPS;

/* ---- [commutes] Does a node-wise map commute with rotations? ---- */
typedef void node_map(void *context, size_t n, const real *x, real *y);

static double does_not_commute(node_map *map, void *context,
                               const struct irreps *in,
                               const struct irreps *out, bool improper)
{
  double worst = 0;
  for (uint64_t seed = 1; seed <= 10; seed++) {
    struct random g = random_seed(seed);
    size_t n = 3;
    rot3 R = so3_random(&g);
    real *x = normals(&g, n * in->dim), *Dx = numbers(n * in->dim);
    real *y = numbers(n * out->dim), *Dy = numbers(n * out->dim);
    real *z = numbers(n * out->dim);
    irreps_transform(in, R, improper, n, x, Dx);
    map(context, n, x, y);
    map(context, n, Dx, z);
    irreps_transform(out, R, improper, n, y, Dy);
    worst = larger(worst, relative(n * out->dim, Dy, z));
    check_true(largest(n * out->dim, y) > 0.01, "the output is not zero");
    free(x), free(Dx), free(y), free(Dy), free(z);
  }
  return worst;
}

/* ---- [mix] Self-interaction ---- */
struct mixing {
  struct mix mix;
  real *W;
};

static void apply_mix(void *context, size_t n, const real *x, real *y)
{
  struct mixing *t = context;
  mix_forward(&t->mix, n, x, t->W, false, y);
}

static struct mixing begin_mix(const char *in, const char *out, bool partial)
{
  struct irreps a = layout(in), b = layout(out);
  struct mixing t;
  struct random g = random_seed(60);
  enum tfn_status status = mix_create(&a, &b, partial, &t.mix);
  check_true(!status, "%s -> %s: %s", in, out, tfn_message(status));
  t.W = numbers(mix_weights(&t.mix));
  check_true(!mix_initial(&t.mix, NULL, &g, t.W), "weights");
  return t;
}

static void end_mix(struct mixing *t)
{
  mix_free(&t->mix);
  free(t->W);
}

TEST(law_mixing_commutes_with_rotations)
{
  struct mixing t = begin_mix("3x0e + 2x1o + 1x0o + 2x2e + 2x1o",
                              "2x1o + 4x0e + 3x2e + 1x0o", false);
  claim("t-mixing",
        larger(does_not_commute(apply_mix, &t, &t.mix.in, &t.mix.out, false),
               does_not_commute(apply_mix, &t, &t.mix.in, &t.mix.out, true)),
        LAYER_TOLERANCE);
  end_mix(&t);
}

/* Two blocks of the same irrep feed one: x = ((1,2), (3,4), (5,6)) for the
 * three m of the first, 7, 8, 9 for the second. */
TEST(anchor_mix)
{
  struct mixing t = begin_mix("2x1o + 1x1o", "2x1o", false);
  const real x[9] = {1, 2, 3, 4, 5, 6, 7, 8, 9};
  const real W[6] = {1, 10, 100, 1000, -1, REAL(0.5)};
  const real want[6] = {194, 2013.5, 395, 4034, 596, 6054.5};
  real y[6] = {1};
  check_true(mix_weights(&t.mix) == 6, "(2 + 1) x 2");
  check_true(!mix_forward(&t.mix, 1, x, W, false, y), "forward");
  check_residual(difference(6, want, y), 0, "1 + 2*100 - 7 = 194 and so on");
  check_true(!mix_forward(&t.mix, 1, x, W, true, y), "added");
  check_close(y[0], 388, 0, "twice 194");
  end_mix(&t);
}

TEST(law_mixing_keeps_the_variance)
{
  struct irreps in = layout("60x0e + 40x0e"), out = layout("25x0e + 25x0e");
  struct random g = random_seed(61);
  const real gain[2] = {2, 3};
  struct mix mix;
  check_true(!mix_create(&in, &out, false, &mix), "100 channels to 50");
  size_t n = mix_weights(&mix) / 2;
  real *W = numbers(2 * n);
  double sum[2] = {0, 0};
  mix_initial(&mix, gain, &g, W);
  for (size_t k = 0; k < 2 * n; k++)
    sum[k / n] += (double)(W[k] * W[k]);
  /* 2500 squares of normal numbers: the relative spread of their sum is
   * sqrt(2/2500) = 0.03; five times that. */
  check_close(sum[0] / (4.0 * 25), 1, 0.15, "gain^2 for each output");
  check_close(sum[1] / (9.0 * 25), 1, 0.15, "each block its own gain");
  mix_free(&mix);
  free(W);
}

struct loss_case {
  struct mix mix;
  struct irreps irreps;
  size_t n, out;
  real *x, *W, *y, *c;
  void (*map)(struct loss_case *c);
};

static double loss(void *context)
{
  struct loss_case *c = context;
  double sum = 0;
  c->map(c);
  for (size_t k = 0; k < c->n * c->out; k++)
    sum += (double)c->c[k] * (double)c->y[k];
  return sum;
}

static void mix_map(struct loss_case *c)
{
  mix_forward(&c->mix, c->n, c->x, c->W, false, c->y);
}

static void bias_map(struct loss_case *c)
{
  memcpy(c->y, c->x, c->n * c->out * sizeof *c->y);
  bias_forward(&c->irreps, c->n, c->W, c->y);
}

static void norm_map(struct loss_case *c)
{
  norm_gate_forward(&c->irreps, c->n, c->x, c->W, c->y);
}

static void scalar_map(struct loss_case *c)
{
  scalar_gate_forward(&c->irreps, c->n, c->x, c->y);
}

static void end_loss(struct loss_case *c)
{
  free(c->x), free(c->W), free(c->y), free(c->c);
}

static void fill(struct loss_case *c, uint64_t seed, size_t in, size_t weights)
{
  struct random g = random_seed(seed);
  c->x = normals(&g, c->n * in);
  c->W = normals(&g, weights);
  c->y = numbers(c->n * c->out);
  c->c = normals(&g, c->n * c->out);
}

TEST(law_mix_gradient)
{
  struct mixing t =
      begin_mix("3x0e + 2x1o + 1x0e + 2x2e", "2x1o + 4x0e + 1x2e + 2x1e", true);
  struct loss_case c = {
      .mix = t.mix, .n = 3, .out = t.mix.out.dim, .map = mix_map};
  fill(&c, 62, t.mix.in.dim, t.mix.weights);
  real *dx = numbers(3 * t.mix.in.dim), *dW = numbers(t.mix.weights);
  mix_backward(&t.mix, 3, c.x, c.W, c.c, dx, dW);
  double error = gradient_error(loss, &c, 3 * t.mix.in.dim, c.x, dx);
  error = larger(error, gradient_error(loss, &c, t.mix.weights, c.W, dW));
  claim("t-mixgradient", error, GRADIENT_TOLERANCE);
  check_true(!mix_backward(&t.mix, 3, c.x, c.W, c.c, NULL, NULL),
             "nothing wanted");
  end_loss(&c), free(dx), free(dW);
  end_mix(&t);
}

TEST(edge_mix)
{
  struct irreps in = layout("2x0e"), out = layout("1x0e + 1x1o"), bad = in;
  struct mix mix;
  real a[8] = {0};
  bad.dim = 3;
  check_true(mix_create(&in, &out, false, &mix) == TFN_NO_PATH && !mix.path,
             "nothing feeds 1o");
  check_true(mix_create(&bad, &out, true, &mix) == TFN_BAD_SHAPE &&
                 mix_create(&in, &bad, true, &mix) == TFN_BAD_SHAPE,
             "a layout whose sizes do not add up");
  check_true(mix_create(NULL, &out, true, &mix) == TFN_NULL &&
                 mix_create(&in, NULL, true, &mix) == TFN_NULL &&
                 mix_create(&in, &out, true, NULL) == TFN_NULL,
             "null");
  struct irreps large = {0};
  irreps_append(&large, SIZE_MAX / 64, 0, 1);
  check_true(mix_create(&large, &large, true, &mix) == TFN_TOO_LARGE,
             "more weights than memory");
  check_true(!mix_create(&in, &out, true, &mix), "or 1o stays silent");
  for (int k = 0; k < 8; k++)
    a[k] = 1;
  real y[4] = {9, 9, 9, 9};
  check_true(!mix_forward(&mix, 1, a, a, false, y) && y[0] == 2 && y[1] == 0,
             "silent means 0");
  check_true(!mix_forward(&mix, 0, NULL, a, false, NULL), "no nodes");
  check_true(mix_forward(NULL, 1, a, a, false, a) == TFN_NULL &&
                 mix_forward(&mix, 1, NULL, a, false, a) == TFN_NULL &&
                 mix_forward(&mix, 1, a, NULL, false, a) == TFN_NULL &&
                 mix_forward(&mix, 1, a, a, false, NULL) == TFN_NULL &&
                 mix_backward(NULL, 1, a, a, a, a, a) == TFN_NULL &&
                 mix_backward(&mix, 1, NULL, a, a, a, a) == TFN_NULL &&
                 mix_backward(&mix, 1, a, NULL, a, a, a) == TFN_NULL &&
                 mix_backward(&mix, 1, a, a, NULL, a, a) == TFN_NULL,
             "null");
  struct random g = random_seed(1);
  struct mix deaf;
  check_true(!mix_create(&in, &(struct irreps){0}, true, &deaf) &&
                 !deaf.weights && !mix_initial(&deaf, NULL, &g, NULL),
             "nothing to mix, no weights");
  mix_free(&deaf);
  check_true(mix_initial(NULL, NULL, &g, a) == TFN_NULL &&
                 mix_initial(&mix, NULL, NULL, a) == TFN_NULL &&
                 mix_initial(&mix, NULL, &g, NULL) == TFN_NULL &&
                 mix_weights(NULL) == 0,
             "null");
  mix_free(&mix);
  mix_free(NULL);
}

/* ---- [bias] A bias ---- */
TEST(anchor_bias)
{
  struct irreps irreps = layout("2x0e + 1x0o + 1x1o + 1x0e");
  const real b[3] = {10, 20, 30};
  real x[14] = {1, 1, 1, 1, 1, 1, 1}, db[3] = {0};
  const real want[14] = {11, 21, 1, 1, 1, 1, 31, 10, 20, 0, 0, 0, 0, 30};
  check_true(bias_count(&irreps) == 3, "two and one even scalars");
  check_true(!bias_forward(&irreps, 2, b, x), "two nodes");
  check_residual(difference(14, want, x), 0, "even scalars and nothing else");
  check_true(!bias_backward(&irreps, 2, want, db), "backwards");
  check_true(db[0] == 21 && db[1] == 41 && db[2] == 61, "sums over the nodes");
}

TEST(law_bias_gradient)
{
  struct loss_case c = {.n = 4, .map = bias_map};
  c.irreps = layout("2x0e + 1x1o + 3x0e + 1x0o");
  c.out = c.irreps.dim;
  fill(&c, 63, c.out, 5);
  real db[5] = {0};
  bias_backward(&c.irreps, 4, c.c, db);
  check_residual(gradient_error(loss, &c, 5, c.W, db), GRADIENT_TOLERANCE,
                 "five biases");
  end_loss(&c);
}

/* ---- [gates] Gates commute with rotations; functions of components do not */
struct gating {
  struct irreps irreps;
  real *b;
};

static void apply_norm_gate(void *context, size_t n, const real *x, real *y)
{
  struct gating *t = context;
  norm_gate_forward(&t->irreps, n, x, t->b, y);
}

static void apply_scalar_gate(void *context, size_t n, const real *x, real *y)
{
  struct gating *t = context;
  scalar_gate_forward(&t->irreps, n, x, y);
}

TEST(law_gates_commute_with_rotations)
{
  struct random g = random_seed(64);
  struct gating t = {layout("2x0e + 2x0o + 3x1o + 1x1e + 2x2e"), NULL};
  struct irreps in;
  t.b = normals(&g, norm_gate_count(&t.irreps));
  check_true(!scalar_gate_input(&t.irreps, &in), "the input of the gate");
  double norm = 0, scalar = 0;
  for (int improper = 0; improper < 2; improper++) {
    norm = larger(norm, does_not_commute(apply_norm_gate, &t, &t.irreps,
                                         &t.irreps, improper));
    scalar = larger(scalar, does_not_commute(apply_scalar_gate, &t, &in,
                                             &t.irreps, improper));
  }
  claim("t-gates", larger(norm, scalar), LAYER_TOLERANCE);
  free(t.b);
}

static real apply_one(int which, real x)
{
  switch (which) {
  case 0:
    return 2 * x;
  case 1:
    return smooth_silu(x, NULL);
  case 2:
    return real_tanh(x);
  default:
    return x > 0 ? x : 0;
  }
}

static void apply_pointwise(void *context, size_t n, const real *x, real *y)
{
  int *which = context;
  for (size_t k = 0; k < 3 * n; k++)
    y[k] = apply_one(*which, x[k]);
}

/* Applied to the three components of a vector, only a linear function is
 * allowed. */
TEST(law_pointwise_functions_break_equivariance)
{
  struct irreps vector = layout("1x1e");
  double error[4];
  for (int k = 0; k < 4; k++)
    error[k] = does_not_commute(apply_pointwise, &k, &vector, &vector, false);
  for (int k = 1; k < 4; k++)
    check_true(error[k] > 0.1, "function %d breaks it: %g", k, error[k]);
  claim("t-pointwise", error[0], LAYER_TOLERANCE);
}

TEST(anchor_norm_gate)
{
  struct irreps irreps = layout("1x0e + 1x1o");
  const real x[4] = {REAL(0.7), 1, -2, 2}, b[2] = {REAL(-0.2), REAL(0.5)};
  real y[4];
  check_true(norm_gate_count(&irreps) == 2, "one for each channel");
  check_true(!norm_gate_forward(&irreps, 1, x, b, y), "forward");
  for (int k = 0; k < 4; k++)
    check_close(y[k], pinned_norm_gate[k], 8 * EPS, "component %d", k);
  struct irreps pseudo = layout("1x0o");
  const real two = 2, zero = 0;
  real plus, minus, minus_two = -2;
  norm_gate_forward(&pseudo, 1, &two, &zero, &plus);
  norm_gate_forward(&pseudo, 1, &minus_two, &zero, &minus);
  check_close(plus, -minus, 0, "an odd scalar needs an odd function");
}

TEST(anchor_scalar_gate)
{
  struct irreps out = layout("1x0e + 1x1o"), in;
  const real x[5] = {REAL(0.7), 1, -2, 2, REAL(-0.3)};
  real y[4];
  check_true(!scalar_gate_input(&out, &in) && in.dim == 5, "one gate");
  check_true(!scalar_gate_forward(&out, 1, x, y), "forward");
  for (int k = 0; k < 4; k++)
    check_close(y[k], pinned_scalar_gate[k], 8 * EPS, "component %d", k);
  struct irreps only = layout("3x0e");
  check_true(!scalar_gate_input(&only, &in) && irreps_equal(&only, &in),
             "scalars need no gates");
}

TEST(law_gate_gradients)
{
  struct loss_case c = {.n = 3, .map = norm_map};
  c.irreps = layout("2x0e + 1x0o + 2x1o + 1x1e + 2x2e");
  c.out = c.irreps.dim;
  size_t weights = norm_gate_count(&c.irreps);
  fill(&c, 65, c.out, weights);
  real *dx = numbers(3 * c.out), *db = numbers(weights);
  norm_gate_backward(&c.irreps, 3, c.x, c.W, c.c, dx, db);
  double error = gradient_error(loss, &c, 3 * c.out, c.x, dx);
  error = larger(error, gradient_error(loss, &c, weights, c.W, db));
  norm_gate_backward(&c.irreps, 3, c.x, c.W, c.c, NULL, NULL);
  end_loss(&c), free(dx), free(db);
  struct irreps in;
  scalar_gate_input(&c.irreps, &in);
  c.map = scalar_map;
  fill(&c, 66, in.dim, 1);
  dx = numbers(3 * in.dim);
  scalar_gate_backward(&c.irreps, 3, c.x, c.c, dx);
  error = larger(error, gradient_error(loss, &c, 3 * in.dim, c.x, dx));
  claim("t-gategradient", error, GRADIENT_TOLERANCE);
  end_loss(&c), free(dx);
}

/* ---- [edges] Zero vectors and bad input ---- */
TEST(edge_gates_at_zero)
{
  struct irreps irreps = layout("1x1o + 1x2e");
  const real x[8] = {0}, b[2] = {0}, dy[8] = {1, 2, 3, 4, 5, 6, 7, 8};
  real y[8], dx[8] = {0}, db[2] = {0};
  norm_gate_forward(&irreps, 1, x, b, y);
  norm_gate_backward(&irreps, 1, x, b, dy, dx, db);
  check_residual(largest(8, y), 0, "zero stays zero");
  real s = smooth_sigmoid(NORM_GATE_EPS);
  for (size_t k = 0; k < 8; k++)
    check_close(dx[k], s * dy[k], 8 * EPS, "the gradient is s dy, not NaN");
  check_residual(largest(2, db), 0, "and the bias does not matter");
}

TEST(edge_gates_null)
{
  struct irreps irreps = layout("1x0e + 1x1o"), bad = irreps, in;
  real a[8] = {0};
  bad.dim = 9;
  check_true(scalar_gate_input(&bad, &in) == TFN_BAD_SHAPE &&
                 scalar_gate_input(NULL, &in) == TFN_NULL &&
                 scalar_gate_input(&irreps, NULL) == TFN_NULL,
             "the input layout");
  struct irreps full = {0};
  for (int k = 0; k < IRREPS_MAX; k++)
    irreps_append(&full, 1, 1, 1);
  check_true(scalar_gate_input(&full, &in) == TFN_TOO_LARGE,
             "no room for the block of gates");
  for (int k = 0; k < 4; k++) {
    const struct irreps *i = k == 0 ? NULL : &irreps;
    real *p[3] = {a, a, a};
    if (k > 0)
      p[k - 1] = NULL;
    check_true(norm_gate_forward(i, 1, p[0], p[1], p[2]) == TFN_NULL &&
                   norm_gate_backward(i, 1, p[0], p[1], p[2], a, a) ==
                       TFN_NULL &&
                   scalar_gate_backward(i, 1, p[0], p[1], p[2]) == TFN_NULL,
               "argument %d", k);
    check_true(k == 3 || scalar_gate_forward(i, 1, p[0], p[1]) == TFN_NULL,
               "scalar gate: argument %d", k);
    check_true(k > 2 || (bias_forward(i, 1, p[0], p[1]) == TFN_NULL &&
                         bias_backward(i, 1, p[0], p[1]) == TFN_NULL),
               "bias: argument %d", k);
  }
  check_true(norm_gate_count(NULL) == 0 && bias_count(NULL) == 0, "of nothing");
  struct irreps none = {0}, odd = layout("1x1o");
  check_true(!norm_gate_forward(&none, 2, NULL, NULL, NULL) &&
                 !norm_gate_backward(&none, 2, NULL, NULL, NULL, NULL, NULL) &&
                 !scalar_gate_forward(&none, 2, NULL, NULL) &&
                 !scalar_gate_backward(&none, 2, NULL, NULL, NULL) &&
                 !scalar_gate_forward(&irreps, 0, NULL, NULL) &&
                 !scalar_gate_backward(&irreps, 0, NULL, NULL, NULL),
             "no features, no nodes");
  check_true(!bias_forward(&odd, 1, NULL, a) &&
                 !bias_backward(&odd, 1, a, NULL),
             "no scalars, no biases");
}

/* ---- [main] The suite ---- */
static const struct test tests[] = {
    CASE(law_mixing_commutes_with_rotations),
    CASE(anchor_mix),
    CASE(law_mixing_keeps_the_variance),
    CASE(law_mix_gradient),
    CASE(edge_mix),
    CASE(anchor_bias),
    CASE(law_bias_gradient),
    CASE(law_gates_commute_with_rotations),
    CASE(law_pointwise_functions_break_equivariance),
    CASE(anchor_norm_gate),
    CASE(anchor_scalar_gate),
    CASE(law_gate_gradients),
    CASE(edge_gates_at_zero),
    CASE(edge_gates_null),
};
TEST_MAIN("06-tfn-layers/nodewise", tests)

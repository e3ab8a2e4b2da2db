/* test_layer_norm.c: the layer norm, and the way back through its sizes. */
#include "test_tools.h"

static const double EPS = (double)REAL_EPS;
static const real SMALL = LAYER_NORM_EPS;
static const char *const MANY = "4x0e + 3x1o + 5x2e + 1x0o + 2x1e + 1x3o";

/* ---- [law] One size, and the symmetry ---- */
static real *scales(struct random *g, const struct irreps *irreps)
{
  size_t n = layer_norm_weights(irreps);
  real *w = normals(g, n);
  for (size_t k = 0; k < n; k++)
    w[k] = k < norm_gate_count(irreps) ? 1 + w[k] / 4 : w[k];
  return w;
}

static double mean_square(size_t n, const real *x)
{
  double sum = 0;
  for (size_t k = 0; k < n; k++)
    sum += (double)(x[k] * x[k]) / (double)n;
  return sum;
}

/* Whatever the size that enters, every block leaves with mean square 1 + eps
 * times v/(v + eps), and scalars with mean 0. */
TEST(law_every_block_has_size_one)
{
  struct random g = random_seed(80);
  struct irreps irreps = layout("4x0e + 3x1o + 5x2e + 1x0o + 2x1e");
  real *x = normals(&g, 6 * irreps.dim), *y = numbers(6 * irreps.dim);
  real *w = numbers(layer_norm_weights(&irreps));
  check_true(!layer_norm_initial(&irreps, SMALL, w), "to start from");
  for (size_t k = 0; k < 6 * irreps.dim; k++)
    x[k] *= REAL(1000);
  check_true(!layer_norm_forward(&irreps, SMALL, 6, x, w, y), "forward");
  for (size_t i = 0; i < 6; i++)
    for (size_t b = 0; b < irreps.n; b++) {
      const struct irreps_block *k = &irreps.block[b];
      const real *block = y + i * irreps.dim + k->offset;
      size_t count = k->channels * (2 * (size_t)k->l + 1);
      double sum = 0;
      for (size_t c = 0; c < count && b == 0; c++)
        sum += (double)block[c];
      check_close(mean_square(count, block), 1 + (double)SMALL, 1e-5 + 20 * EPS,
                  "node %zu, block %zu", i, b);
      check_close(sum, 0, 40 * EPS, "scalars have mean 0");
    }
  free(x), free(y), free(w);
}

TEST(law_layer_norm_turns)
{
  double worst = 0;
  for (uint64_t seed = 1; seed <= 10; seed++)
    for (int improper = 0; improper < 2; improper++) {
      struct random g = random_seed(seed);
      struct irreps irreps = layout(MANY);
      size_t n = 3 * irreps.dim;
      rot3 R = so3_random(&g);
      real *x = normals(&g, n), *w = scales(&g, &irreps), *y = numbers(n);
      real *Dx = numbers(n), *Dy = numbers(n), *z = numbers(n);
      irreps_transform(&irreps, R, improper, 3, x, Dx);
      layer_norm_forward(&irreps, SMALL, 3, x, w, y);
      layer_norm_forward(&irreps, SMALL, 3, Dx, w, z);
      irreps_transform(&irreps, R, improper, 3, y, Dy);
      check_true(largest(n, y) > 0.1, "the output is not zero");
      worst = larger(worst, relative(n, Dy, z));
      free(x), free(w), free(y), free(Dx), free(Dy), free(z);
    }
  claim("t-layernorm", worst, LAYER_TOLERANCE);
}

/* ---- [gradient] Backward ---- */
struct norm_case {
  struct irreps irreps;
  size_t n;
  real *x, *w, *y, *c;
};

static double loss(void *context)
{
  struct norm_case *t = context;
  double sum = 0;
  layer_norm_forward(&t->irreps, SMALL, t->n, t->x, t->w, t->y);
  for (size_t k = 0; k < t->n * t->irreps.dim; k++)
    sum += (double)t->c[k] * (double)t->y[k];
  return sum;
}

TEST(law_layer_norm_gradient)
{
  struct random g = random_seed(81);
  struct norm_case t = {.irreps = layout(MANY), .n = 3};
  size_t count = t.n * t.irreps.dim, weights = layer_norm_weights(&t.irreps);
  t.x = normals(&g, count), t.w = scales(&g, &t.irreps);
  t.y = numbers(count), t.c = normals(&g, count);
  real *dx = numbers(count), *dw = numbers(weights);
  layer_norm_backward(&t.irreps, SMALL, t.n, t.x, t.w, t.c, dx, dw);
  double error = gradient_error(loss, &t, count, t.x, dx);
  error = larger(error, gradient_error(loss, &t, weights, t.w, dw));
  claim("t-layernormgradient", error, GRADIENT_TOLERANCE);
  real *once = copy_of(count, dx);
  layer_norm_backward(&t.irreps, SMALL, t.n, t.x, t.w, t.c, dx, NULL);
  for (size_t k = 0; k < count; k++)
    check_close(dx[k], 2 * once[k], 4 * EPS * fabs((double)dx[k]),
                "gradients add");
  check_true(
      !layer_norm_backward(&t.irreps, SMALL, t.n, t.x, t.w, t.c, NULL, NULL),
      "nothing wanted");
  free(t.x), free(t.w), free(t.y), free(t.c), free(dx), free(dw), free(once);
}

/* ---- [anchor] By hand ----
 *
 * Scalars 1 and 3: mean 2, variance 1.  The vector (3, 0, 4) and a zero vector
 * have v = 25/6.  Scales 2, 1, 3, 1 and biases 10, 20. */
TEST(anchor_layer_norm)
{
  struct irreps irreps = layout("2x0e + 2x1o");
  const real x[8] = {1, 3, 3, 0, 0, 0, 4, 0};
  const real w[6] = {2, 1, 3, 1, 10, 20};
  double one = 1 / sqrt(1 + (double)SMALL);
  double five = 1 / sqrt(25 / 6.0 + (double)SMALL);
  const double want[8] = {10 - 2 * one, 20 + one, 9 * five, 0, 0, 0,
                          12 * five,    0};
  real y[8];
  check_true(layer_norm_weights(&irreps) == 6, "four scales, two biases");
  check_true(!layer_norm_forward(&irreps, SMALL, 1, x, w, y), "forward");
  for (int k = 0; k < 8; k++)
    check_close(y[k], want[k], 50 * EPS, "number %d", k);
}

/* ---- [stage] The same as a stage ---- */
TEST(law_stage_and_functions_agree)
{
  struct irreps irreps = layout(MANY), refused = layout("1x0e");
  struct random g = random_seed(82);
  real *p = cloud(&g, 3), *w = scales(&g, &irreps);
  size_t count = 3 * irreps.dim, weights = layer_norm_weights(&irreps), work;
  struct geometry geometry = {.graph = pairs(3, p, 1)};
  real *x = normals(&g, count), *y = numbers(count), *dy = normals(&g, count);
  real *dx = numbers(count), *dw = numbers(weights);
  real *z = numbers(count), *dz = numbers(count), *dv = numbers(weights);
  struct stage stage;
  struct stage_pass pass = {.geometry = &geometry,
                            .w = w,
                            .x = x,
                            .y = y,
                            .dy = dy,
                            .dw = dw,
                            .dx = dx};
  check_true(layer_norm_stage(&refused, &stage) == TFN_BAD_SHAPE &&
                 layer_norm_stage(NULL, &stage) == TFN_NULL &&
                 layer_norm_stage(&irreps, NULL) == TFN_NULL,
             "refused");
  check_true(!layer_norm_stage(&irreps, &stage) && layer_norm_is(&stage) &&
                 !layer_norm_is(NULL) && stage.weights == weights &&
                 irreps_equal(&stage.in, &irreps) &&
                 irreps_equal(&stage.out, &irreps) &&
                 !stage_workspace(&stage, &geometry, &work) && !work,
             "a stage");
  check_true(!stage_forward(&stage, &pass) && !stage_backward(&stage, &pass),
             "both ways");
  layer_norm_forward(&irreps, SMALL, 3, x, w, z);
  layer_norm_backward(&irreps, SMALL, 3, x, w, dy, dz, dv);
  check_residual(difference(count, y, z), 0, "forward");
  check_residual(difference(count, dx, dz), 0, "by features");
  check_residual(difference(weights, dw, dv), 0, "by weights");
  check_true(!stage_initial(&stage, &g, w), "first weights");
  check_close(w[0], sqrt(1 + (double)SMALL), EPS, "scales");
  check_close(w[weights - 1], 0, 0, "biases");
  stage_free(&stage);
  graph_free((struct graph *)geometry.graph);
  free(p), free(w), free(x), free(y), free(dy), free(dx), free(dw);
  free(z), free(dz), free(dv);
}

/* ---- [edge] Zero, and what is refused ---- */
TEST(edge_layer_norm)
{
  struct irreps irreps = layout("2x0e + 1x1o"), one = layout("2x1o + 1x0e");
  struct irreps empty = {0}, bad = irreps;
  const real x[5] = {0}, w[5] = {1, 1, 1, 0, 0}, dy[5] = {1, -1, 1, 2, 3};
  real y[5] = {9, 9, 9, 9, 9}, dx[5] = {0};
  check_true(!layer_norm_forward(&irreps, SMALL, 1, x, w, y), "zero");
  check_true(!layer_norm_backward(&irreps, SMALL, 1, x, w, dy, dx, NULL),
             "back");
  for (int k = 0; k < 5; k++) {
    check_close(y[k], 0, 0, "zero stays zero");
    check_close(dx[k], (double)dy[k] / sqrt((double)SMALL), 100 * EPS,
                "dy / sqrt(eps)");
  }
  check_true(
      !layer_norm_forward(&empty, SMALL, 3, NULL, NULL, NULL) &&
          !layer_norm_backward(&empty, SMALL, 3, NULL, NULL, NULL, NULL,
                               NULL) &&
          !layer_norm_backward(&irreps, SMALL, 0, NULL, NULL, NULL, NULL, NULL),
      "no features, no nodes");
  bad.dim = 4;
  check_true(layer_norm_initial(&one, SMALL, y) == TFN_BAD_SHAPE &&
                 layer_norm_forward(&one, SMALL, 1, x, w, y) == TFN_BAD_SHAPE &&
                 layer_norm_backward(&one, SMALL, 1, x, w, dy, dx, NULL) ==
                     TFN_BAD_SHAPE,
             "a single even scalar is its own mean");
  check_true(layer_norm_initial(&bad, SMALL, y) == TFN_BAD_SHAPE, "sizes");
  check_true(!layer_norm_forward(&irreps, SMALL, 0, NULL, NULL, NULL) &&
                 !layer_norm_initial(&empty, SMALL, NULL) &&
                 !layer_norm_weights(NULL),
             "nothing to do");
  check_true(
      layer_norm_initial(NULL, SMALL, y) == TFN_NULL &&
          layer_norm_initial(&irreps, SMALL, NULL) == TFN_NULL &&
          layer_norm_forward(NULL, SMALL, 1, x, w, y) == TFN_NULL &&
          layer_norm_forward(&irreps, SMALL, 1, NULL, w, y) == TFN_NULL &&
          layer_norm_forward(&irreps, SMALL, 1, x, NULL, y) == TFN_NULL &&
          layer_norm_forward(&irreps, SMALL, 1, x, w, NULL) == TFN_NULL &&
          layer_norm_backward(NULL, SMALL, 1, x, w, dy, dx, y) == TFN_NULL &&
          layer_norm_backward(&irreps, SMALL, 1, NULL, w, dy, dx, y) ==
              TFN_NULL &&
          layer_norm_backward(&irreps, SMALL, 1, x, NULL, dy, dx, y) ==
              TFN_NULL &&
          layer_norm_backward(&irreps, SMALL, 1, x, w, NULL, dx, y) == TFN_NULL,
      "null");
}

/* ---- [main] The suite ---- */
static const struct test tests[] = {
    CASE(law_every_block_has_size_one),  CASE(law_layer_norm_turns),
    CASE(law_layer_norm_gradient),       CASE(anchor_layer_norm),
    CASE(law_stage_and_functions_agree), CASE(edge_layer_norm),
};
TEST_MAIN("06-tfn-layers/layer_norm", tests)

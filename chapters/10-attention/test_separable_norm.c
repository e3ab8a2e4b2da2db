/* test_separable_norm.c: one size for all that turns, and a way past. */
#include "test_tools.h"
#include "separable_norm.h"

static const double EPS = (double)REAL_EPS;
static const real SMALL = SEPARABLE_NORM_EPS;
static const char *const MANY = "4x0e + 3x1o + 5x2e + 1x0o + 3x0e + 1x3o";

static real *scales(struct random *g, const struct irreps *irreps)
{
  size_t n = separable_norm_weights(irreps);
  real *w = normals(g, n);
  for (size_t k = 0; k < n; k++)
    w[k] = k < norm_gate_count(irreps) ? 1 + w[k] / 4 : w[k];
  return w;
}

/* ---- [law] Sizes and symmetry ----
 *
 * With scales 1 the mean over the blocks of their mean squares is 1, and
 * nothing is left of a factor that all of them had. */
TEST(law_one_size_for_all_that_turns)
{
  struct random g = random_seed(120);
  struct irreps irreps = layout(MANY);
  real *x = normals(&g, irreps.dim),
       *w = numbers(separable_norm_weights(&irreps));
  real *y = numbers(irreps.dim), *z = numbers(irreps.dim);
  check_true(!separable_norm_initial(&irreps, w), "to start from");
  for (size_t k = 0; k < irreps.dim; k++)
    x[k] *= REAL(1000);
  separable_norm_forward(&irreps, SMALL, 1, x, w, y);
  double sum = 0;
  for (size_t b = 0; b < irreps.n; b++) {
    const struct irreps_block *k = &irreps.block[b];
    size_t n = k->channels * (2 * (size_t)k->l + 1);
    for (size_t i = 0; i < n && (k->l || k->parity < 0); i++)
      sum += (double)(y[k->offset + i] * y[k->offset + i]) / (4 * (double)n);
  }
  check_close(sum, 1, 1e-6 + 100 * EPS, "mean of the four mean squares");
  check_close((double)(y[4] / y[13]), (double)(x[4] / x[13]),
              1e-4 + fabs((double)(x[4] / x[13])) * 20 * EPS,
              "ratios between degrees stay");
  for (size_t k = 0; k < irreps.dim; k++)
    x[k] *= 8;
  separable_norm_forward(&irreps, SMALL, 1, x, w, z);
  check_residual(relative(irreps.dim, y, z), 1e-6 + 20 * EPS, "a factor of 8");
  free(x), free(w), free(y), free(z);
}

TEST(law_separable_norm_turns)
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
      separable_norm_forward(&irreps, SMALL, 3, x, w, y);
      separable_norm_forward(&irreps, SMALL, 3, Dx, w, z);
      irreps_transform(&irreps, R, improper, 3, y, Dy);
      check_true(largest(n, y) > 0.1, "the output is not zero");
      worst = larger(worst, relative(n, Dy, z));
      free(x), free(w), free(y), free(Dx), free(Dy), free(z);
    }
  claim("e-separable", worst, LAYER_TOLERANCE);
}

/* ---- [gradient] Backward ---- */
struct norm_case {
  struct irreps irreps;
  real *x, *w, *y, *c;
};

static double loss(void *context)
{
  struct norm_case *t = context;
  double sum = 0;
  separable_norm_forward(&t->irreps, SMALL, 3, t->x, t->w, t->y);
  for (size_t k = 0; k < 3 * t->irreps.dim; k++)
    sum += (double)t->c[k] * (double)t->y[k];
  return sum;
}

TEST(law_separable_norm_gradient)
{
  struct random g = random_seed(121);
  struct norm_case t = {.irreps = layout(MANY)};
  size_t count = 3 * t.irreps.dim, weights = separable_norm_weights(&t.irreps);
  t.x = normals(&g, count), t.w = scales(&g, &t.irreps);
  t.y = numbers(count), t.c = normals(&g, count);
  real *dx = numbers(count), *dw = numbers(weights);
  separable_norm_backward(&t.irreps, SMALL, 3, t.x, t.w, t.c, dx, dw);
  double error = gradient_error(loss, &t, count, t.x, dx);
  error = larger(error, gradient_error(loss, &t, weights, t.w, dw));
  claim("e-separablegradient", error, GRADIENT_TOLERANCE);
  real *once = copy_of(count, dx);
  separable_norm_backward(&t.irreps, SMALL, 3, t.x, t.w, t.c, dx, NULL);
  for (size_t k = 0; k < count; k++)
    check_close(dx[k], 2 * once[k], 4 * EPS * fabs((double)dx[k]),
                "gradients add");
  check_true(
      !separable_norm_backward(&t.irreps, SMALL, 3, t.x, t.w, t.c, NULL, NULL),
      "nothing wanted");
  free(t.x), free(t.w), free(t.y), free(t.c), free(dx), free(dw), free(once);
}

/* What turns keeps its size when scaled, so for equal scales the gradient has
 * no part along x: sum of dx x = 0 over everything that is not a scalar. */
TEST(law_gradient_is_across)
{
  struct random g = random_seed(122);
  struct irreps irreps = layout(MANY);
  real *x = normals(&g, irreps.dim), *dy = normals(&g, irreps.dim);
  real *w = numbers(separable_norm_weights(&irreps)), *dx = numbers(irreps.dim);
  separable_norm_initial(&irreps, w);
  separable_norm_backward(&irreps, 0, 1, x, w, dy, dx, NULL);
  double along = 0;
  for (size_t k = 4; k < irreps.dim; k++)
    if (k < irreps.block[4].offset || k >= irreps.block[5].offset)
      along += (double)dx[k] * (double)x[k];
  check_true(largest(irreps.dim, dx) > 0.1, "there is a gradient");
  check_close(along, 0, 200 * EPS, "along x (seed 122)");
  free(x), free(dy), free(w), free(dx);
}

/* ---- [anchor] By hand ----
 *
 * Scalars 1 and 3: mean 2, variance 1.  Two vectors (3, 0, 4) and 0 have the
 * mean square 25/6, a pseudoscalar 5 has 25; their mean is s = 175/12. */
TEST(anchor_separable_norm)
{
  struct irreps irreps = layout("2x0e + 2x1o + 1x0o");
  const real x[9] = {1, 3, 3, 0, 0, 0, 4, 0, 5};
  const real w[7] = {2, 1, 3, 1, 2, 10, 20};
  double one = 1 / sqrt(1 + (double)SMALL);
  double r = 1 / sqrt(175 / 12.0 + (double)SMALL);
  const double want[9] = {10 - 2 * one, 20 + one, 9 * r, 0, 0, 0,
                          12 * r,       0,        10 * r};
  real y[9];
  check_true(separable_norm_weights(&irreps) == 7, "five scales, two biases");
  check_true(!separable_norm_forward(&irreps, SMALL, 1, x, w, y), "forward");
  for (int k = 0; k < 9; k++)
    check_close(y[k], want[k], 50 * EPS, "number %d", k);
}

/* ---- [stage] The norm, and a layer with a way past it ---- */
struct rig {
  struct geometry geometry;
  struct graph *graph;
  struct stage stage;
  struct stage_pass pass;
  real *x, *y, *w, *dy, *dx, *dw, *work;
};

static void begin(struct rig *t, struct random *g)
{
  size_t nodes = 3, count = nodes * t->stage.in.dim, work = 0;
  real *p = cloud(g, nodes);
  t->graph = pairs(nodes, p, 2);
  free(p);
  t->geometry.graph = t->graph;
  check_true(!stage_workspace(&t->stage, &t->geometry, &work), "memory");
  t->x = normals(g, count), t->y = numbers(count), t->dx = numbers(count);
  t->dy = normals(g, count), t->work = numbers(work);
  t->w = normals(g, t->stage.weights), t->dw = numbers(t->stage.weights);
  t->pass = (struct stage_pass){.geometry = &t->geometry,
                                .w = t->w,
                                .x = t->x,
                                .y = t->y,
                                .work = t->work,
                                .dy = t->dy,
                                .dw = t->dw,
                                .dx = t->dx};
}

static void end(struct rig *t)
{
  stage_free(&t->stage);
  graph_free(t->graph);
  free(t->x), free(t->y), free(t->w), free(t->dy), free(t->dx), free(t->dw);
  free(t->work);
}

static double rig_loss(void *context)
{
  struct rig *t = context;
  double sum = 0;
  check_true(!stage_forward(&t->stage, &t->pass), "forward");
  for (size_t k = 0; k < 3 * t->stage.out.dim; k++)
    sum += (double)t->dy[k] * (double)t->y[k];
  return sum;
}

TEST(law_norm_stage_and_residual)
{
  double worst = 0;
  for (int around = 0; around < 2; around++) {
    struct random g = random_seed(123);
    struct irreps irreps = layout("3x0e + 2x1o + 1x2e");
    struct rig t;
    check_true(!separable_norm_stage(&irreps, &t.stage), "the norm");
    if (around) { /* with another norm inside */
      struct stage inner = t.stage;
      check_true(!separable_residual(&inner, &t.stage) && !inner.kind,
                 "around it");
      check_true(separable_inner(&t.stage)->weights == 9, "3 + 2 + 1 + 3");
    }
    check_true(t.stage.weights == (around ? 18 : 9), "weights");
    begin(&t, &g);
    rig_loss(&t);
    check_true(!stage_backward(&t.stage, &t.pass), "backward");
    worst =
        larger(worst, gradient_error(rig_loss, &t, 3 * irreps.dim, t.x, t.dx));
    worst =
        larger(worst, gradient_error(rig_loss, &t, t.stage.weights, t.w, t.dw));
    check_true(!stage_initial(&t.stage, &g, t.w) && t.w[0] == 1 && t.w[8] == 0,
               "first weights");
    rig_loss(&t);
    real *z = numbers(3 * irreps.dim), *u = numbers(3 * irreps.dim);
    separable_norm_forward(&irreps, SMALL, 3, t.x, t.w, z);
    if (around) { /* x + norm(norm(x)) */
      separable_norm_forward(&irreps, SMALL, 3, z, t.w, u);
      for (size_t k = 0; k < 3 * irreps.dim; k++)
        z[k] = t.x[k] + u[k];
    }
    check_residual(difference(3 * irreps.dim, z, t.y), 8 * EPS, "forward");
    free(z), free(u);
    end(&t);
  }
  check_residual(worst, GRADIENT_TOLERANCE, "gradients");
}

/* ---- [edge] Zero, and what is refused ---- */
TEST(edge_separable_norm)
{
  struct irreps irreps = layout("2x0e + 1x1o"), one = layout("2x1o + 1x0e");
  struct irreps scalars = layout("2x0e"), empty = {0};
  const real x[5] = {0}, w[5] = {1, 1, 1, 0, 0}, dy[5] = {1, -1, 1, 2, 3};
  real y[5] = {9, 9, 9, 9, 9}, dx[5] = {0};
  check_true(
      !separable_norm_forward(&irreps, SMALL, 1, x, w, y) &&
          !separable_norm_backward(&irreps, SMALL, 1, x, w, dy, dx, NULL),
      "zero");
  for (int k = 0; k < 5; k++) {
    check_close(y[k], 0, 0, "zero stays zero");
    check_close(dx[k], (double)dy[k] / sqrt((double)SMALL), 1e4 * EPS,
                "dy / sqrt(eps)");
  }
  check_true(!separable_norm_forward(&scalars, SMALL, 1, dy, w, y), "scalars");
  check_close(y[0], 1 + 1 / sqrt(1 + (double)SMALL), 8 * EPS, "a bias of 1");
  check_true(separable_norm_initial(&one, y) == TFN_BAD_SHAPE &&
                 separable_norm_forward(&one, SMALL, 1, x, w, y) ==
                     TFN_BAD_SHAPE &&
                 separable_norm_backward(&one, SMALL, 1, x, w, dy, dx, NULL) ==
                     TFN_BAD_SHAPE,
             "a single even scalar is its own mean");
  check_true(!separable_norm_forward(&irreps, SMALL, 0, NULL, NULL, NULL) &&
                 !separable_norm_initial(&empty, NULL) &&
                 !separable_norm_weights(NULL),
             "nothing to do");
  check_true(
      separable_norm_initial(NULL, y) == TFN_NULL &&
          separable_norm_initial(&irreps, NULL) == TFN_NULL &&
          separable_norm_forward(NULL, SMALL, 1, x, w, y) == TFN_NULL &&
          separable_norm_forward(&irreps, SMALL, 1, NULL, w, y) == TFN_NULL &&
          separable_norm_forward(&irreps, SMALL, 1, x, NULL, y) == TFN_NULL &&
          separable_norm_forward(&irreps, SMALL, 1, x, w, NULL) == TFN_NULL &&
          separable_norm_backward(&irreps, SMALL, 1, NULL, w, dy, dx, y) ==
              TFN_NULL &&
          separable_norm_backward(&irreps, SMALL, 1, x, NULL, dy, dx, y) ==
              TFN_NULL &&
          separable_norm_backward(&irreps, SMALL, 1, x, w, NULL, dx, y) ==
              TFN_NULL,
      "null");
}

TEST(edge_separable_stages)
{
  struct irreps irreps = layout("2x0e + 1x1o"), one = layout("1x0e");
  struct irreps other = layout("3x0e + 1x1o");
  struct stage inner, stage;
  check_true(separable_norm_stage(&one, &stage) == TFN_BAD_SHAPE &&
                 separable_norm_stage(NULL, &stage) == TFN_NULL &&
                 separable_norm_stage(&irreps, NULL) == TFN_NULL,
             "the norm");
  check_true(!separable_inner(NULL) &&
                 separable_residual(NULL, &stage) == TFN_NULL,
             "no stage");
  check_true(!separable_norm_stage(&irreps, &inner) &&
                 !separable_inner(&inner) &&
                 separable_residual(&inner, NULL) == TFN_NULL && !inner.kind,
             "taken over though refused");
  check_true(separable_residual(&inner, &stage) == TFN_NULL, "an empty stage");
  check_true(!separable_norm_stage(&irreps, &inner), "again");
  inner.out = other;
  check_true(separable_residual(&inner, &stage) == TFN_BAD_SHAPE && !inner.kind,
             "another layout out than in");
}

/* ---- [main] The suite ---- */
static const struct test tests[] = {
    CASE(law_one_size_for_all_that_turns),
    CASE(law_separable_norm_turns),
    CASE(law_separable_norm_gradient),
    CASE(law_gradient_is_across),
    CASE(anchor_separable_norm),
    CASE(law_norm_stage_and_residual),
    CASE(edge_separable_norm),
    CASE(edge_separable_stages),
};
TEST_MAIN("10-attention/separable_norm", tests)

/* test_convolution.c: messages along edges. */
#include "anchors.h"
#include "matrix.h"
#include "test_tools.h"
#include "wigner.h"

static const double EPS = (double)REAL_EPS;

/* ---- [case] A convolution, its graph and its arrays ---- */
struct setting {
  enum tp_mode mode;
  const char *in, *harmonics, *wanted;
  bool parity; /* labels respect parity: reflections may be tried */
};

static const struct setting settings[] = {
    {TP_DEPTHWISE, "3x0e + 2x1e", "0e + 1e", NULL, false},
    {TP_DEPTHWISE, "2x0e + 1x1e + 2x2e", "0e + 1e + 2e", "0e + 1e + 2e", false},
    {TP_FULL, "2x0e + 3x1e", "0e + 1e + 2e + 3e", "2x0e + 2x1e + 1x3e", false},
    {TP_DEPTHWISE, "2x0e + 1x0o + 2x1o + 1x1e + 1x2e", "0e + 1o + 2e", NULL,
     true},
    {TP_FULL, "1x0e + 2x0o + 2x1o + 1x2o", "0e + 1o + 2e + 3o",
     "2x0e + 2x0o + 1x1e + 1x1o + 1x2e + 1x2o", true},
};
enum { SETTINGS = sizeof settings / sizeof *settings };

struct experiment {
  struct convolution c;
  struct graph *graph;
  real *points, *x, *w, *y, *scratch, *dy;
  size_t in, out, weights, n;
};

/* Any function of the length is an invariant weight. */
static void fill_weights(struct experiment *t)
{
  for (size_t e = 0; e < t->graph->edges; e++)
    for (size_t k = 0; k < t->weights; k++)
      t->w[e * t->weights + k] =
          real_cos(t->graph->length[e] * (1 + (real)k / 7) + (real)k);
}

static void run(struct experiment *t)
{
  enum tfn_status status =
      convolution_forward(&t->c, t->graph, t->x, t->w, t->scratch, t->y);
  check_true(status == TFN_OK, "forward: %s", tfn_message(status));
}

/* Takes over points and x. */
static struct experiment begin(const struct setting *s, size_t n, real *points,
                               real *x)
{
  struct irreps in = layout(s->in), h = layout(s->harmonics), wanted;
  struct experiment t = {.n = n, .points = points, .x = x};
  if (s->wanted)
    wanted = layout(s->wanted);
  enum tfn_status status =
      convolution_create(s->mode, &in, &h, s->wanted ? &wanted : NULL, &t.c);
  check_true(!status, "%s: %s", s->in, tfn_message(status));
  t.c.scale = REAL(0.5);
  t.graph = pairs(n, points, h.block[h.n - 1].l);
  t.in = in.dim;
  t.out = t.c.product->out.dim;
  t.weights = convolution_weights(&t.c);
  t.w = numbers(t.graph->edges * t.weights);
  t.y = numbers(n * t.out);
  t.scratch = numbers(convolution_workspace(&t.c));
  fill_weights(&t);
  run(&t);
  return t;
}

static void end(struct experiment *t)
{
  convolution_free(&t->c);
  graph_free(t->graph);
  free(t->points), free(t->x), free(t->w), free(t->y), free(t->scratch);
}

/* ---- [symmetry] Turn, shift, mirror ---- */
static double broken(const struct setting *s, bool improper, uint64_t seed)
{
  struct random g = random_seed(seed);
  size_t n = 6;
  struct irreps in = layout(s->in);
  real *p = cloud(&g, n), *x = normals(&g, n * in.dim);
  rot3 R = so3_random(&g);
  vec3 shift = {1, -2, 0.5};
  real *turned = numbers(n * in.dim);
  irreps_transform(&in, R, improper, n, x, turned);
  struct experiment a = begin(s, n, p, x);
  struct experiment b = begin(s, n, moved(n, p, R, improper, shift), turned);
  real *want = numbers(n * a.out);
  irreps_transform(&a.c.product->out, R, improper, n, a.y, want);
  double error = relative(n * a.out, want, b.y);
  check_true(largest(n * a.out, want) > 0.1, "the output is not zero");
  end(&a), end(&b), free(want);
  return error;
}

TEST(law_convolution_turns_with_its_input)
{
  double worst = 0;
  for (int s = 0; s < SETTINGS; s++)
    for (uint64_t seed = 1; seed <= 6; seed++) {
      double error = broken(&settings[s], false, seed);
      check_residual(error, LAYER_TOLERANCE, "setting %d, seed %d", s,
                     (int)seed);
      worst = larger(worst, error);
    }
  claim("t-convolution", worst, LAYER_TOLERANCE);
}

TEST(law_convolution_reflects_with_its_input)
{
  double worst = 0;
  for (int s = 0; s < SETTINGS; s++)
    for (uint64_t seed = 1; settings[s].parity && seed <= 6; seed++)
      worst = larger(worst, broken(&settings[s], true, seed));
  claim("t-reflection", worst, LAYER_TOLERANCE);
  check_true(broken(&settings[1], true, 1) > 0.1,
             "without parity a reflection is not a symmetry");
}

TEST(law_convolution_ignores_the_numbering)
{
  double worst = 0;
  for (int s = 0; s < SETTINGS; s++) {
    struct random g = random_seed(30);
    size_t n = 6, in = layout(settings[s].in).dim;
    const size_t to[6] = {3, 0, 5, 1, 4, 2};
    real *p = cloud(&g, n), *q = numbers(3 * n);
    real *x = normals(&g, n * in), *z = numbers(n * in);
    for (size_t i = 0; i < n; i++) {
      memcpy(q + 3 * to[i], p + 3 * i, 3 * sizeof *p);
      memcpy(z + in * to[i], x + in * i, in * sizeof *x);
    }
    struct experiment a = begin(&settings[s], n, p, x);
    struct experiment b = begin(&settings[s], n, q, z);
    for (size_t i = 0; i < n; i++)
      worst =
          larger(worst, relative(a.out, a.y + a.out * i, b.y + a.out * to[i]));
    end(&a), end(&b);
  }
  claim("t-permutation", worst, 60 * EPS);
}

/* ---- [anchor] Two points by hand ---- */
TEST(anchor_scalars_make_a_vector)
{
  struct setting s = {TP_DEPTHWISE, "1x0e", "0e + 1o", "1o", true};
  const real p[6] = {0, 0, 0, 1, 2, 2}, x[2] = {REAL(1.5), -2};
  struct experiment t = begin(&s, 2, copy_of(6, p), copy_of(2, x));
  t.c.scale = 1;
  for (size_t e = 0; e < 2 * t.weights; e++)
    t.w[e] = 1;
  run(&t);
  for (size_t k = 0; k < 6; k++)
    check_close(t.y[k], pinned_two_points[k], 16 * EPS, "component %zu", k);
  end(&t);
}

TEST(anchor_dot_and_cross)
{
  struct setting s = {TP_DEPTHWISE, "1x1o", "0e + 1o", "0e + 1e", true};
  const real p[6] = {0, 0, 0, 1, 2, 2}, x[6] = {0, 0, 0, 3, -1, 2};
  struct experiment t = begin(&s, 2, copy_of(6, p), copy_of(6, x));
  t.c.scale = 1;
  for (size_t e = 0; e < 2 * t.weights; e++)
    t.w[e] = 1;
  run(&t);
  for (size_t k = 0; k < 4; k++)
    check_close(t.y[k], pinned_dot_cross[k], 16 * EPS,
                "dot/sqrt 3 and cross/sqrt 2 at point a, component %zu", k);
  check_residual(largest(4, t.y + 4), 0, "b hears a, and a is zero");
  end(&t);
}

/* ---- [general] Nothing else is equivariant ----
 *
 * A filter K(z) at the north pole must commute with the rotations that leave
 * the pole where it is.  The commutant is a null space; its dimension is
 * counted by singular values and compared with the number of paths and with
 * the rank of the filters the paths give. */
enum { LIMIT = 3, SIZE = (2 * LIMIT + 1) * (2 * LIMIT + 1) };

/* Row (i3, i1), column (j3, j1) of M -> D3 M - M D1. */
static size_t commutant(int l1, int l3, double turn_rad)
{
  static double D1[49], D3[49], A[SIZE * SIZE], S[SIZE], V[SIZE * SIZE];
  size_t n1 = (size_t)(2 * l1 + 1), n3 = (size_t)(2 * l3 + 1), n = n1 * n3;
  rot3 R = so3_exp((vec3){0, 0, turn_rad});
  wigner_d(l1, R, D1);
  wigner_d(l3, R, D3);
  memset(A, 0, sizeof A);
  for (size_t i = 0; i < n3; i++)
    for (size_t j = 0; j < n1; j++) {
      for (size_t k = 0; k < n3; k++)
        A[(i * n1 + j) * n + k * n1 + j] += D3[i * n3 + k];
      for (size_t k = 0; k < n1; k++)
        A[(i * n1 + j) * n + i * n1 + k] -= D1[k * n1 + j];
    }
  check_true(matrix_svd(n, n, A, S, V), "singular values");
  size_t null = 0;
  for (size_t k = 0; k < n; k++)
    null += S[k] < 1e-9;
  return null;
}

/* The filters of all paths l1 x l2 -> l3 at the pole, as the convolution has
 * them: every basis vector sent up the z axis, through one path at a time. */
static size_t filters(int l1, int l3, double *rank_margin)
{
  static double A[SIZE * 32], S[32], V[32 * 32];
  size_t n1 = (size_t)(2 * l1 + 1), n3 = (size_t)(2 * l3 + 1), paths = 0;
  struct setting s = {TP_DEPTHWISE, "", "0e + 1e + 2e + 3e + 4e + 5e + 6e",
                      NULL, false};
  char in[8] = {'1', 'x', (char)('0' + l1), 'e', 0};
  s.in = in;
  struct experiment t =
      begin(&s, 2, copy_of(6, (real[6]){0, 0, 0, 0, 0, 1}), numbers(2 * n1));
  const struct tensor_product *product = t.c.product;
  for (size_t p = 0; p < product->paths; p++)
    paths += product->out.block[product->path[p].b3].l == l3;
  for (size_t p = 0, column = 0; p < product->paths; p++) {
    const struct irreps_block *block = &product->out.block[product->path[p].b3];
    for (size_t i1 = 0; block->l == l3 && i1 < n1; i1++) {
      memset(t.w, 0, 2 * t.weights * sizeof *t.w);
      memset(t.x, 0, 2 * n1 * sizeof *t.x);
      t.w[t.weights + product->path[p].weight] = t.x[i1] = 1;
      run(&t);
      for (size_t i3 = 0; i3 < n3; i3++)
        A[(i3 * n1 + i1) * paths + column] =
            (double)t.y[t.out + block->offset + i3];
    }
    column += block->l == l3;
  }
  check_true(matrix_svd(n1 * n3, paths, A, S, V), "singular values");
  *rank_margin = S[paths - 1];
  end(&t);
  return paths;
}

TEST(law_paths_are_all_there_is)
{
  double wrong = 0, weakest = 1;
  for (int l1 = 0; l1 <= LIMIT; l1++)
    for (int l3 = 0; l3 <= LIMIT; l3++) {
      double margin;
      size_t paths = filters(l1, l3, &margin);
      wrong += commutant(l1, l3, 1) != paths;
      weakest = fmin(weakest, margin);
    }
  check_true(weakest > 0.1, "the filters are independent: %g", weakest);
  claim("t-general", wrong, 0);
}

/* ---- [gradient] Backwards ---- */
static double loss(void *context)
{
  struct experiment *t = context;
  double sum = 0;
  run(t);
  for (size_t k = 0; k < t->n * t->out; k++)
    sum += (double)t->dy[k] * (double)t->y[k];
  return sum;
}

TEST(law_convolution_gradient)
{
  double worst = 0;
  for (int s = 0; s < SETTINGS; s++) {
    struct random g = random_seed(40);
    size_t n = 4, in = layout(settings[s].in).dim;
    real *p = cloud(&g, n), *x = normals(&g, n * in);
    struct experiment t = begin(&settings[s], n, p, x);
    size_t K = t.graph->edges * t.graph->harmonics;
    size_t W = t.graph->edges * t.weights;
    t.dy = normals(&g, n * t.out);
    real *dx = numbers(n * in), *dY = numbers(K), *dw = numbers(W);
    check_true(!convolution_backward(&t.c, t.graph, t.x, t.w, t.dy, t.scratch,
                                     dx, dY, dw),
               "backward");
    worst = larger(worst, gradient_error(loss, &t, n * in, t.x, dx));
    worst = larger(worst, gradient_error(loss, &t, W, t.w, dw));
    worst = larger(worst, gradient_error(loss, &t, K, t.graph->Y, dY));
    check_true(!convolution_backward(&t.c, t.graph, t.x, t.w, t.dy, t.scratch,
                                     NULL, NULL, NULL),
               "nothing wanted");
    free(t.dy), free(dx), free(dY), free(dw);
    end(&t);
  }
  claim("t-convolutiongradient", worst, GRADIENT_TOLERANCE);
}

/* ---- [edges] Lonely nodes and bad input ---- */
TEST(edge_node_without_neighbours)
{
  struct random g = random_seed(50);
  const struct setting *s = &settings[0];
  struct irreps in = layout(s->in);
  struct experiment t = begin(s, 1, cloud(&g, 1), normals(&g, in.dim));
  check_true(t.graph->edges == 0, "one point has no edges");
  t.y[0] = 7;
  run(&t);
  check_residual(largest(t.out, t.y), 0, "nobody speaks, nothing is heard");
  end(&t);
}

TEST(edge_nan_reaches_neighbours_only)
{
  const struct setting *s = &settings[0];
  struct random g = random_seed(51);
  size_t in = layout(s->in).dim;
  real *x = normals(&g, 4 * in);
  struct experiment t = begin(s, 4, cloud(&g, 4), x);
  x[0] = (real)NAN;
  run(&t);
  bool own = false, others = true;
  for (size_t k = 0; k < t.out; k++)
    own = own || isnan(t.y[k]);
  for (size_t i = 1; i < 4; i++)
    others = others && isnan(t.y[i * t.out]);
  check_true(!own && others, "node 0 does not hear itself, the others do");
  end(&t);
}

TEST(edge_bad_layouts)
{
  struct irreps in = layout("2x0e + 1x1o"), out = layout("1x0e");
  const char *bad[] = {"1o + 0e", "0e + 2e", "2x0e + 1o", "", "1x1o"};
  struct convolution c;
  for (size_t k = 0; k < sizeof bad / sizeof *bad; k++) {
    struct irreps h = layout(bad[k]);
    check_true(convolution_create(TP_DEPTHWISE, &in, &h, NULL, &c) ==
                       TFN_BAD_SHAPE &&
                   c.product == NULL,
               "\"%s\" are no harmonics", bad[k]);
  }
  struct irreps h = layout("0e + 1o"), far = layout("1x7e"), wide;
  check_true(convolution_create(TP_FULL, &in, &h, &far, &c) == TFN_NO_PATH,
             "l = 7 cannot be reached");
  check_true(convolution_create((enum tp_mode)9, &in, &h, &out, &c) ==
                 TFN_BAD_SHAPE,
             "no such mode");
  wide = in;
  wide.dim++;
  check_true(convolution_create(TP_FULL, &wide, &h, &out, &c) == TFN_BAD_SHAPE,
             "a layout whose sizes do not add up");
  struct irreps many = {0}, most = {0};
  for (int k = 0; k < IRREPS_MAX; k++)
    irreps_append(&many, 1, 1, 1);
  irreps_append(&most, SIZE_MAX / 64, 0, 1);
  check_true(
      convolution_create(TP_DEPTHWISE, &many, &h, NULL, &c) == TFN_TOO_LARGE &&
          convolution_create(TP_FULL, &most, &h, &most, &c) == TFN_TOO_LARGE &&
          !c.product,
      "too many blocks, too many weights");
  check_true(convolution_create(TP_FULL, NULL, &h, &out, &c) == TFN_NULL &&
                 convolution_create(TP_FULL, &in, NULL, &out, &c) == TFN_NULL &&
                 convolution_create(TP_FULL, &in, &h, NULL, &c) == TFN_NULL &&
                 convolution_create(TP_FULL, &in, &h, &out, NULL) == TFN_NULL,
             "null");
}

TEST(edge_convolution_null)
{
  const struct setting *s = &settings[1];
  struct random g = random_seed(52);
  struct experiment t =
      begin(s, 2, cloud(&g, 2), normals(&g, 2 * layout(s->in).dim));
  real *a = t.y;
  for (int k = 0; k < 6; k++) {
    struct convolution *c = k == 0 ? NULL : &t.c;
    struct graph *graph = k == 1 ? NULL : t.graph;
    real *p[4] = {a, a, a, a};
    if (k > 1)
      p[k - 2] = NULL;
    check_true(convolution_forward(c, graph, p[0], p[1], p[2], p[3]) ==
                   TFN_NULL,
               "forward: argument %d", k);
    check_true(convolution_backward(c, graph, p[0], p[1], p[3], p[2], NULL,
                                    NULL, NULL) == TFN_NULL,
               "backward: argument %d", k);
  }
  struct graph *flat = pairs(2, t.points, 1);
  check_true(convolution_forward(&t.c, flat, t.x, t.w, t.scratch, t.y) ==
                     TFN_BAD_SHAPE &&
                 convolution_backward(&t.c, flat, t.x, t.w, t.y, t.scratch,
                                      NULL, NULL, NULL) == TFN_BAD_SHAPE,
             "a graph with harmonics to l = 1 only");
  graph_free(flat);
  convolution_free(NULL);
  struct convolution none = {NULL, 1};
  check_true(convolution_forward(&none, t.graph, a, a, a, a) == TFN_NULL &&
                 convolution_backward(&none, t.graph, a, a, a, a, 0, 0, 0) ==
                     TFN_NULL &&
                 convolution_workspace(&none) == 0,
             "a convolution that was not made");
  check_true(convolution_weights(NULL) == 0 && convolution_workspace(NULL) == 0,
             "sizes of nothing");
  end(&t);
}

/* ---- [main] The suite ---- */
static const struct test tests[] = {
    CASE(law_convolution_turns_with_its_input),
    CASE(law_convolution_reflects_with_its_input),
    CASE(law_convolution_ignores_the_numbering),
    CASE(anchor_scalars_make_a_vector),
    CASE(anchor_dot_and_cross),
    CASE(law_paths_are_all_there_is),
    CASE(law_convolution_gradient),
    CASE(edge_node_without_neighbours),
    CASE(edge_nan_reaches_neighbours_only),
    CASE(edge_bad_layouts),
    CASE(edge_convolution_null),
};
TEST_MAIN("06-tfn-layers/convolution", tests)

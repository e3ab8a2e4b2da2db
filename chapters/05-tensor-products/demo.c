/* demo.c: what chapter 5 shows: tables on standard output, data for plots. */
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "clebsch_gordan.h"
#include "demo.h"
#include "harmonics.h"
#include "irreps.h"
#include "piece.h"
#include "random.h"
#include "tensor_product.h"

/* ---- [helpers] Layouts, products and random numbers ----
 *
 * A demo may stop where a library may not. */
static void need(bool ok, const char *what)
{
  if (!ok) {
    fprintf(stderr, "demo: %s\n", what);
    exit(EXIT_FAILURE);
  }
}

static struct irreps layout(const char *text)
{
  struct irreps irreps = {0};
  need(irreps_parse(text, &irreps, NULL) == IRREPS_OK, text);
  return irreps;
}

static struct tensor_product *product(enum tp_mode mode, const char *in1,
                                      const char *in2, const char *out)
{
  struct irreps a = layout(in1), b = layout(in2), c = layout(out);
  struct tensor_product *tp;
  if (mode == TP_DEPTHWISE)
    tp_depthwise_output(&a, &b, c.n ? &c : NULL, &c);
  need(tp_create(mode, &a, &b, &c, &tp) == TP_OK, "a product");
  return tp;
}

static real *numbers(size_t n)
{
  real *x = calloc(n, sizeof *x);
  need(x != NULL, "memory");
  return x;
}

static void randomise(struct random *g, size_t n, real *x)
{
  for (size_t i = 0; i < n; i++)
    x[i] = (real)random_normal(g);
}

static double difference(size_t n, const real *a, const real *b)
{
  double max = 0;
  for (size_t i = 0; i < n; i++)
    max = fmax(max, fabs((double)a[i] - (double)b[i]));
  return max;
}

static double square(size_t n, const real *x)
{
  double sum = 0;
  for (size_t i = 0; i < n; i++)
    sum += (double)x[i] * (double)x[i];
  return sum;
}

/* ---- [layout] One flat array ---- */
static void show_layout(void)
{
  struct irreps x = layout("4x0e + 3x1o + 2x2e");
  demo_section("layout", "A feature vector, number by number");
  printf("block   channels  l  parity  offset  numbers\n");
  for (size_t b = 0; b < x.n; b++) {
    const struct irreps_block *k = &x.block[b];
    printf("%5zu %10zu %2d %7s %7zu %8zu\n", b, k->channels, k->l,
           k->parity > 0 ? "even" : "odd", k->offset,
           (2 * (size_t)k->l + 1) * k->channels);
  }
  printf("dim %zu; block 1, m = 0, channel 2 is number %zu\n", x.dim,
         irreps_index(&x, 1, 0, 2));
  FILE *f = demo_open("layout.dat");
  for (size_t b = 0; b < x.n; b++)
    for (int m = -x.block[b].l; m <= x.block[b].l; m++)
      for (size_t c = 0; c < x.block[b].channels; c++)
        fprintf(f, "%zu %zu %d %zu\n", irreps_index(&x, b, m, c), b, m, c);
}

static void show_mistakes(void)
{
  static const char *const wrong[] = {"32x0e + 16x1", "8x0e, 4x1o",
                                      "4x0e + 0x1o", "2x1o + 1x300e"};
  demo_section("caret", "What irreps_parse says");
  for (size_t i = 0; i < 4; i++) {
    struct irreps x;
    char text[200];
    size_t column;
    enum irreps_status status = irreps_parse(wrong[i], &x, &column);
    irreps_caret(status, wrong[i], column, sizeof text, text);
    puts(text);
  }
}

static void show_merge(void)
{
  struct irreps x = layout("2x1o + 1x0e + 1x1o"), y;
  char text[100];
  irreps_simplify(&x, &y);
  irreps_print(&y, sizeof text, text);
  demo_section("simplify", "Sorting and merging moves numbers");
  printf("2x1o + 1x0e + 1x1o   becomes   %s\n", text);
  printf("the y of the third vector moves from %zu to %zu\n",
         irreps_index(&x, 2, -1, 0), irreps_index(&y, 1, -1, 2));
}

/* ---- [turn] The matrix that turns a feature ---- */
static void show_turn(void)
{
  struct irreps x = layout("4x0e + 3x1o + 2x2e");
  size_t n = x.dim;
  real *one = numbers(n * n), *D = numbers(n * n);
  for (size_t i = 0; i < n; i++)
    one[i * n + i] = 1;
  rot3 R = so3_exp((vec3){0.5, -0.9, 0.7});
  need(irreps_transform(&x, R, false, n, one, D) == IRREPS_OK, "a turn");
  FILE *f = demo_open("turn.dat");
  for (size_t i = 0; i < n; i++, fputc('\n', f))
    for (size_t j = 0; j < n; j++)
      fprintf(f, "%zu %zu %.5f\n", j, i, (double)D[j * n + i]);
  free(one);
  free(D);
}

/* ---- [dotcross] Two products everybody knows ---- */
static void show_dot_cross(void)
{
  const real a[3] = {2, 3, 1}, b[3] = {5, 7, -4}, w[2] = {1, 1};
  struct tensor_product *tp = product(TP_FULL, "1x1o", "1x1o", "1x0e + 1x1e");
  real y[4];
  tp_forward(tp, 1, a, b, w, 0, y);
  demo_section("dotcross", "(1,2,3) and (-4,5,7) through two paths");
  printf("1o x 1o -> 0e: %9.5f   times sqrt 3: %9.5f\n", (double)y[0],
         (double)y[0] * sqrt(3.0));
  printf("1o x 1o -> 1e: %9.5f %9.5f %9.5f\n", (double)y[1], (double)y[2],
         (double)y[3]);
  printf("  in the order (x, y, z), times sqrt 2: %9.5f %9.5f %9.5f\n",
         (double)y[3] * sqrt(2.0), (double)y[1] * sqrt(2.0),
         (double)y[2] * sqrt(2.0));
  tp_free(tp);
}

/* ---- [paths] The paths of a layer ---- */
static char letter(int parity)
{
  return parity > 0 ? 'e' : 'o';
}

static void show_paths(void)
{
  struct tensor_product *tp =
      product(TP_DEPTHWISE, "8x0e + 8x1o", "1x0e + 1x1o + 1x2e", "");
  FILE *f = demo_open("paths.dat");
  demo_section("paths", "8x0e + 8x1o with the harmonics up to l = 2");
  printf("path    in1    in2     out  l1+l2+l3  terms  pairs  weights\n");
  for (size_t p = 0; p < tp->paths; p++) {
    const struct tp_path *k = &tp->path[p];
    const struct tp_shape *s = &k->shape;
    int sum = s->l1 + s->l2 + s->l3;
    printf("%4zu   8x%d%c  x 1x%d%c  -> 8x%d%c  %8s %6zu %6zu %8zu\n", p, s->l1,
           letter(tp->in1.block[k->b1].parity), s->l2,
           letter(tp->in2.block[k->b2].parity), s->l3,
           letter(tp->out.block[k->b3].parity), sum % 2 ? "odd" : "even",
           s->terms, s->pairs, k->weights);
    fprintf(f, "%zu %zu %zu %d %d%c\n", k->b1, k->b2, p, sum % 2, s->l3,
            letter(tp->out.block[k->b3].parity));
  }
  printf("%zu weights, %zu numbers in, %zu numbers out\n", tp->weights,
         tp->in1.dim, tp->out.dim);
  tp_free(tp);
}

/* ---- [schur] The product whose equivariant maps the test counts ---- */
static void count_maps(void)
{
  struct tensor_product *tp =
      product(TP_FULL, "2x0e + 1x1o", "1x0e + 1x1o", "1x0e + 1x1o + 1x1e");
  size_t entries = tp->in1.dim * tp->in2.dim * tp->out.dim;
  demo_value("schur-entries", "%zu", entries);
  demo_value("schur-equations", "%zu", 3 * entries);
  demo_value("schur-maps", "%zu", tp->weights);
  tp_free(tp);
  /* Rotations alone know no parity: the same with all of it even. */
  tp = product(TP_FULL, "2x0e + 1x1e", "1x0e + 1x1e", "1x0e + 1x1e + 1x1e");
  demo_value("schur-proper", "%zu", tp->weights);
  tp_free(tp);
}

/* ---- [count] How many paths, how many weights ---- */
static void natural(int lmax, size_t channels, struct irreps *out)
{
  *out = (struct irreps){0};
  for (int l = 0; l <= lmax; l++)
    irreps_append(out, channels, l, l % 2 ? -1 : 1);
}

static size_t weights_of(enum tp_mode mode, int lmax, size_t *paths)
{
  struct irreps in, harmonics, out;
  struct tensor_product *tp;
  natural(lmax, 16, &in);
  natural(lmax, 1, &harmonics);
  out = in;
  if (mode == TP_DEPTHWISE)
    tp_depthwise_output(&in, &harmonics, &in, &out);
  need(tp_create(mode, &in, &harmonics, &out, &tp) == TP_OK, "a product");
  size_t weights = tp_weights(tp);
  *paths = tp->paths;
  tp_free(tp);
  return weights;
}

/* Where each path stands in a table of (l1, l2): l3 beside l3. */
static void write_triangle(void)
{
  FILE *f = demo_open("triangle.dat");
  for (int a = 0; a <= 3; a++)
    for (int b = 0; b <= 3; b++)
      for (int c = abs(a - b); c <= a + b; c++)
        fprintf(f, "%d %d %d %d\n", a, b, c, (a + b + c) % 2);
}

static void show_count(void)
{
  write_triangle();
  FILE *f = demo_open("count.dat");
  demo_section("count", "Paths with all degrees up to L, and their weights");
  printf("      paths of l1, l2, l3 <= L      weights, 16 channels\n");
  printf(" L   all = n(n^2+1)/2   even   odd   depthwise       full\n");
  for (int L = 0; L <= 8; L++) {
    size_t all = 0, even, n = (size_t)L + 1;
    for (int a = 0; a <= L; a++)
      for (int b = 0; b <= L; b++)
        for (int c = 0; c <= L; c++)
          all += cg_allowed(a, b, c);
    size_t depthwise = weights_of(TP_DEPTHWISE, L, &even);
    size_t full = weights_of(TP_FULL, L, &even);
    printf("%2d %5zu %13zu %6zu %5zu %11zu %10zu\n", L, all,
           n * (n * n + 1) / 2, even, all - even, depthwise, full);
    fprintf(f, "%d %zu %zu %zu %zu %zu\n", L, all, even, all - even, depthwise,
            full);
  }
}

/* ---- [variance] What normalisation does ----
 *
 * One product of every degree up to 3 with itself, all degrees up to 6 out;
 * the scale is taken out again, or 1/(2l+1) put in, after the fact: y is linear
 * in it. */
static void show_variance(void)
{
  enum { N = 4000 };
  struct random g = random_seed(5001);
  struct tensor_product *tp =
      product(TP_FULL, "8x0e + 8x1e + 8x2e + 8x3e", "2x0e + 2x1e + 2x2e + 2x3e",
              "0e + 1e + 2e + 3e + 4e + 5e + 6e");
  size_t weights = tp_weights(tp);
  double variance[7] = {0}, fan[7] = {0};
  real *x1 = numbers(tp->in1.dim), *x2 = numbers(tp->in2.dim);
  real *w = numbers(weights), *y = numbers(tp->out.dim);
  for (size_t i = 0; i < N; i++) {
    randomise(&g, tp->in1.dim, x1);
    randomise(&g, tp->in2.dim, x2);
    randomise(&g, weights, w);
    tp_forward(tp, 1, x1, x2, w, 0, y);
    for (size_t l = 0; l <= 6; l++)
      variance[l] += square(2 * l + 1, y + tp->out.block[l].offset) /
                     (double)((2 * l + 1) * N);
  }
  for (size_t p = 0; p < tp->paths; p++)
    fan[tp->path[p].b3] += 16;
  demo_section("variance", "Mean square of an output of degree l");
  printf(" l  fan-in  normalised  without 1/sqrt(fan-in)  3j instead of CG\n");
  FILE *f = demo_open("variance.dat");
  for (int l = 0; l <= 6; l++) {
    double raw = variance[l] * fan[l], three_j = variance[l] / (2 * l + 1);
    printf("%2d %7.0f %11.3f %23.1f %17.4f\n", l, fan[l], variance[l], raw,
           three_j);
    fprintf(f, "%d %.6g %.6g %.6g\n", l, variance[l], raw, three_j);
  }
  demo_value("variance-raw", "%.0f", variance[2] * fan[2]);
  free(x1);
  free(x2);
  free(w);
  free(y);
  tp_free(tp);
}

/* ---- [depth] The same, layer after layer ---- */
static double mean_square_after(struct tensor_product *tp, size_t layers,
                                double factor, struct random *g)
{
  real *x = numbers(tp->in1.dim), *y = numbers(tp->in1.dim);
  real *w = numbers(tp_weights(tp)), r[3], Y[9];
  randomise(g, tp->in1.dim, x);
  for (size_t k = 0; k < layers; k++) {
    randomise(g, 3, r);
    harmonics(2, HARMONICS_COMPONENT, 1, r, Y);
    randomise(g, tp_weights(tp), w);
    tp_forward(tp, 1, x, Y, w, 0, y);
    for (size_t i = 0; i < tp->in1.dim; i++)
      x[i] = (real)factor * y[i];
  }
  double result = square(tp->in1.dim, x) / (double)tp->in1.dim;
  free(x);
  free(y);
  free(w);
  return result;
}

/* The factor puts the largest fan-in back in, 3 paths of 16 channels, or
 * divides by it once more. */
static void show_depth(void)
{
  enum { TRIALS = 40 };
  struct tensor_product *tp =
      product(TP_FULL, "16x0e + 16x1o + 16x2e", "1x0e + 1x1o + 1x2e",
              "16x0e + 16x1o + 16x2e");
  double root = 1 / tp->path[tp->paths - 1].scale;
  FILE *f = demo_open("depth.dat");
  demo_section("depth", "Mean square after k products in a row");
  printf(" k    1/sqrt(fan-in)     no scale     1/fan-in\n");
  for (size_t k = 0; k <= 8; k++) {
    struct random g = random_seed(5002);
    double v[3] = {0}, factor[3] = {1, root, 1 / root};
    for (size_t t = 0; t < TRIALS; t++)
      for (size_t i = 0; i < 3; i++)
        v[i] += mean_square_after(tp, k, factor[i], &g) / TRIALS;
    printf("%2zu %17.2f %12.1e %12.1e\n", k, v[0], v[1], v[2]);
    fprintf(f, "%zu %.6g %.6g %.6g\n", k, v[0], v[1], v[2]);
    if (k == 8) {
      demo_value("depth-growth", "%.0f", log10(v[1]));
      demo_value("depth-decay", "%.0f", log10(v[2]));
    }
  }
  tp_free(tp);
}

/* ---- [steps] Central differences of a product ----
 *
 * L = dy . y is linear in one weight, so its difference quotient is right for
 * any step; sum tanh(y) is not, and has a best step. */
static double loss(const struct tensor_product *tp, const real *x1,
                   const real *x2, const real *w, const real *dy, bool bent)
{
  real y[64];
  double L = 0;
  tp_forward(tp, 1, x1, x2, w, 0, y);
  for (size_t i = 0; i < tp->out.dim; i++)
    L += bent ? tanh((double)y[i]) : (double)dy[i] * (double)y[i];
  return L;
}

static double gradient(const struct tensor_product *tp, const real *x1,
                       const real *x2, const real *w, const real *dy, bool bent)
{
  real y[64], d[64], dw[512] = {0};
  tp_forward(tp, 1, x1, x2, w, 0, y);
  for (size_t i = 0; i < tp->out.dim; i++) {
    double t = tanh((double)y[i]);
    d[i] = bent ? (real)(1 - t * t) : dy[i];
  }
  tp_backward(tp, 1, x1, x2, w, 0, d, NULL, NULL, dw);
  return (double)dw[0];
}

static double quotient_error(const struct tensor_product *tp, const real *x1,
                             const real *x2, real *w, const real *dy, bool bent,
                             double h)
{
  const real kept = w[0];
  double want = gradient(tp, x1, x2, w, dy, bent);
  w[0] = kept + (real)h;
  double up = loss(tp, x1, x2, w, dy, bent), step = (double)w[0];
  w[0] = kept - (real)h;
  double down = loss(tp, x1, x2, w, dy, bent);
  step -= (double)w[0];
  w[0] = kept;
  if (step == 0) /* too small to be a step: nothing is right */
    return 1;
  return fabs((up - down) / step - want) / fabs(want);
}

static void show_steps(void)
{
  struct random g = random_seed(5003);
  struct tensor_product *tp =
      product(TP_FULL, "3x0e + 2x1o", "1x0e + 1x1o", "2x0e + 3x1o + 2x1e");
  real x1[16], x2[16], w[64], dy[64];
  randomise(&g, tp->in1.dim, x1);
  randomise(&g, tp->in2.dim, x2);
  randomise(&g, tp_weights(tp), w);
  randomise(&g, tp->out.dim, dy);
  FILE *f = demo_open("steps.dat");
  demo_section("steps", "Relative error of a central difference");
  double best = 1;
  printf("   step    L = dy . y    L = sum tanh y\n");
  for (int k = 0; k <= 40; k++) {
    double h = pow(10, -k / 4.0);
    double straight = quotient_error(tp, x1, x2, w, dy, false, h);
    double bent = quotient_error(tp, x1, x2, w, dy, true, h);
    if (k % 8 == 0)
      printf("%7.0e %13.1e %17.1e\n", h, straight, bent);
    fprintf(f, "%.6g %.6g %.6g\n", h, fmax(straight, 1e-17), fmax(bent, 1e-17));
    best = fmin(best, bent);
  }
  demo_value("step-best", "%.0e", best);
  tp_free(tp);
}

/* ---- [kronecker] The product as a matrix ---- */
static void show_kronecker(void)
{
  struct tensor_product *tp =
      product(TP_DEPTHWISE, "1x0e + 1x1o", "1x0e + 1x1o", "");
  size_t rows = tp->out.dim, columns = tp->in1.dim * tp->in2.dim;
  double Q[256], worst = 0;
  const real w[6] = {1, 1, 1, 1, 1, 1};
  need(rows * columns <= 256 && tp_matrix(tp, w, Q) == TP_OK, "a matrix");
  FILE *f = demo_open("kronecker.dat");
  for (size_t i = 0; i < rows; i++, fputc('\n', f))
    for (size_t j = 0; j < columns; j++)
      fprintf(f, "%zu %zu %.5f\n", j, i, Q[i * columns + j]);
  for (size_t i = 0; i < rows; i++)
    for (size_t j = 0; j < rows; j++) {
      double s = i == j ? -1 : 0;
      for (size_t k = 0; k < columns; k++)
        s += Q[i * columns + k] * Q[j * columns + k];
      worst = fmax(worst, fabs(s));
    }
  demo_section("kronecker", "(1x0e + 1x1o) x (1x0e + 1x1o), all weights 1");
  printf("Q has %zu rows and %zu columns; largest |Q Q^T - 1|: %.1e\n", rows,
         columns, worst);
  tp_free(tp);
}

/* ---- [residuals] The laws, measured ---- */
static void show_one_residual(enum tp_mode mode, const char *in1,
                              const char *in2, const char *out)
{
  struct random g = random_seed(5004);
  struct tensor_product *tp = product(mode, in1, in2, out);
  size_t n1 = tp->in1.dim, n2 = tp->in2.dim, n = tp->out.dim;
  real *x1 = numbers(2 * n1), *x2 = numbers(2 * n2), *y = numbers(4 * n);
  real *w = numbers(tp_weights(tp));
  rot3 R = so3_random(&g);
  randomise(&g, n1, x1);
  randomise(&g, n2, x2);
  randomise(&g, tp_weights(tp), w);
  tp_forward(tp, 1, x1, x2, w, 0, y);
  tp_dense(tp, 1, x1, x2, w, 0, y + n);
  printf("%-9s %-22s %7zu %7.0e", mode == TP_FULL ? "full" : "depthwise", in1,
         tp_weights(tp), difference(n, y, y + n));
  for (int improper = 0; improper < 2; improper++) {
    irreps_transform(&tp->in1, R, improper, 1, x1, x1 + n1);
    irreps_transform(&tp->in2, R, improper, 1, x2, x2 + n2);
    irreps_transform(&tp->out, R, improper, 1, y, y + 2 * n);
    tp_forward(tp, 1, x1 + n1, x2 + n2, w, 0, y + 3 * n);
    printf(" %12.0e", difference(n, y + 2 * n, y + 3 * n));
  }
  printf("\n");
  free(x1);
  free(x2);
  free(y);
  free(w);
  tp_free(tp);
}

static void show_residuals(void)
{
  demo_section("residuals", "Second input: harmonics up to l = 3, " REAL_NAME);
  printf("mode      first input            weights   dense     rotation"
         "   rotoinversion\n");
  const char *h = "1x0e + 1x1o + 1x2e + 1x3o";
  show_one_residual(TP_DEPTHWISE, "8x0e", h, "");
  show_one_residual(TP_DEPTHWISE, "8x0e + 8x1o + 8x2e", h, "");
  show_one_residual(TP_DEPTHWISE, "4x0o + 4x1e + 4x3e", h, "");
  show_one_residual(TP_FULL, "8x0e + 8x1o + 8x2e", h, "8x0e + 8x1o + 8x2e");
  show_one_residual(TP_FULL, "4x0o + 4x1e + 4x3e", h, "4x0o + 4x1e + 4x3o");
}

/* ---- [cost] Multiplications ----
 *
 * One channel of all degrees up to L with the harmonics up to L, all outputs
 * up to L: every entry of the tensors, the terms that are not zero, and the
 * pairs, which are what each further channel costs. */
static void show_cost(void)
{
  FILE *f = demo_open("cost.dat");
  double before[3] = {0};
  demo_section("cost", "Multiplications of a product of degrees up to L");
  printf(" L      dense      terms      pairs   grow as L to the power\n");
  for (int L = 1; L <= 16; L++) {
    double now[3] = {0}, power[3];
    for (int a = 0; a <= L; a++)
      for (int b = 0; b <= L; b++)
        for (int c = abs(a - b); c <= a + b && c <= L; c++) {
          bool pair[33][33] = {{false}};
          static struct cg_term term[2 * 33 * 33];
          size_t n;
          need(cg_sparse(a, b, c, &n, term) == CG_OK, "a list");
          now[0] += (2 * a + 1) * (2 * b + 1) * (2 * c + 1);
          now[1] += (double)n;
          for (size_t t = 0; t < n; t++) {
            now[2] += !pair[term[t].i1][term[t].i3];
            pair[term[t].i1][term[t].i3] = true;
          }
        }
    fprintf(f, "%d %.0f %.0f %.0f\n", L, now[0], now[1], now[2]);
    if (L == 1 || L == 2 || L == 4 || L == 8 || L == 16) {
      for (int k = 0; k < 3; k++)
        power[k] = log2(now[k] / before[k]);
      printf("%2d %10.0f %10.0f %10.0f", L, now[0], now[1], now[2]);
      if (L == 2 || L == 16)
        demo_value(L == 2 ? "cost-2" : "cost-16", "%.1f", now[0] / now[1]);
      if (L > 1)
        printf("   %4.1f %4.1f %4.1f", power[0], power[1], power[2]);
      printf("\n");
      memcpy(before, now, sizeof now);
    }
  }
}

/* ---- [mirror] What only an odd path sees ----
 *
 * Four points, bonds a, b, c of a chain, twisted by an angle about the middle
 * bond: all six distances are even in the angle. */
static void chain(double angle, vec3 bond[3])
{
  bond[0] = (vec3){1, 0, 0.3};
  bond[1] = (vec3){0, 0, 1};
  bond[2] = (vec3){cos(angle), sin(angle), 0.3};
}

/* a . c over sqrt 3, (a x b) . c over sqrt 6, and |a + b + c|, by the products
 * 1o x 1o -> 0e + 1e + 2e and 1e x 1o -> 0o. */
static void invariants(const struct tensor_product *pairing,
                       const struct tensor_product *dotting, double angle,
                       double *even, double *odd, double *ends)
{
  const real ones[3] = {1, 1, 1};
  vec3 v[3];
  real x[9], all[9], z;
  chain(angle, v);
  for (int k = 0; k < 3; k++) {
    x[3 * k] = (real)v[k].y;
    x[3 * k + 1] = (real)v[k].z;
    x[3 * k + 2] = (real)v[k].x;
  }
  tp_forward(pairing, 1, x, x + 6, ones, 0, all); /* a and c */
  *even = (double)all[0];
  tp_forward(pairing, 1, x, x + 3, ones, 0, all); /* a and b */
  tp_forward(dotting, 1, all + 1, x + 6, ones, 0, &z);
  *odd = (double)z;
  *ends = vec3_norm(vec3_add(v[0], vec3_add(v[1], v[2])));
}

static void show_mirror(void)
{
  const double degree = 3.14159265358979323846 / 180;
  struct tensor_product *pairing = product(TP_DEPTHWISE, "1x1o", "1x1o", "");
  struct tensor_product *dotting = product(TP_FULL, "1x1e", "1x1o", "1x0o");
  FILE *f = demo_open("mirror.dat");
  demo_section("mirror", "A chain of four points twisted by an angle");
  printf("angle   first to last     a . c      (a x b) . c\n");
  for (int k = -180; k <= 180; k += 5) {
    double even, odd, ends;
    invariants(pairing, dotting, k * degree, &even, &odd, &ends);
    fprintf(f, "%d %.6f %.6f %.6f\n", k, ends, even * sqrt(3.0),
            odd * sqrt(6.0));
    if (k == -60 || k == 60 || k == 120)
      printf("%5d %15.4f %9.4f %16.4f\n", k, ends, even * sqrt(3.0),
             odd * sqrt(6.0));
    if (k == 60) {
      demo_value("mirror-odd", "%.4f", odd * sqrt(6.0));
      demo_value("mirror-ends", "%.4f", ends);
    }
  }
  tp_free(pairing);
  tp_free(dotting);
}

/* ---- [ring] What symmetry forbids ----
 *
 * The harmonics of an N-fold ring, summed.  A component m != 0 would say which
 * way the ring is turned; there is none below l = N. */
static void point_of_ring(size_t fold, size_t k, real *Y)
{
  double t = 2 * 3.14159265358979323846 * (double)k / (double)fold + 0.3;
  const real r[3] = {(real)cos(t), (real)sin(t), 0};
  harmonics(8, HARMONICS_COMPONENT, 1, r, Y);
}

static void ring(size_t fold, real *sum)
{
  real Y[81];
  memset(sum, 0, 81 * sizeof *sum);
  for (size_t k = 0; k < fold; k++) {
    point_of_ring(fold, k, Y);
    for (size_t i = 0; i < 81; i++)
      sum[i] += Y[i] / (real)fold;
  }
}

static double off_axis(int l, const real *x)
{
  double s = 0;
  for (int m = -l; m <= l; m++)
    s += m ? (double)x[l + m] * (double)x[l + m] : 0;
  return sqrt(s);
}

static void show_ring(void)
{
  FILE *f = demo_open("ring.dat");
  demo_section("ring", "Size of the components m != 0, ring of N points");
  printf(" N   l = 1     2     3     4     5     6     7     8\n");
  for (size_t fold = 1; fold <= 8; fold++, fputc('\n', f)) {
    real sum[81];
    ring(fold, sum);
    printf("%2zu ", fold);
    for (int l = 1; l <= 8; l++) {
      double s = off_axis(l, sum + l * l);
      printf(" %5.2f", s < 1e-4 ? 0 : s);
      fprintf(f, "%d %zu %.5f\n", l, fold, s);
    }
    printf("\n");
  }
}

static double largest_off_axis(const struct irreps *irreps, const real *y)
{
  double worst = 0;
  for (size_t b = 0; b < irreps->n; b++)
    worst =
        fmax(worst, off_axis(irreps->block[b].l, y + irreps->block[b].offset));
  return worst;
}

/* Products of what l <= 2 sees of a square, up to l = 4, against Y_4 itself
 * and against the same products made at each corner, before the sum. */
static void show_square(void)
{
  real sum[81], Y[81], y[200], early[200] = {0}, w[64];
  struct tensor_product *tp =
      product(TP_DEPTHWISE, "1x0e + 1x1o + 1x2e", "1x0e + 1x1o + 1x2e", "");
  size_t n = tp->out.dim;
  for (size_t i = 0; i < 64; i++)
    w[i] = 1;
  for (size_t k = 0; k < 4; k++) {
    point_of_ring(4, k, Y);
    tp_forward(tp, 1, Y, Y, w, 0, y);
    for (size_t i = 0; i < n; i++)
      early[i] += y[i] / 4;
  }
  ring(4, sum);
  tp_forward(tp, 1, sum, sum, w, 0, y);
  double late = largest_off_axis(&tp->out, y), axis = 0;
  for (size_t b = 0; b < tp->out.n; b++) {
    const struct irreps_block *k = &tp->out.block[b];
    axis = fmax(axis, fabs((double)y[k->offset + (size_t)k->l]));
  }
  demo_section("square", "Can products of low degrees orient a square?");
  printf("largest m != 0 of all products of l <= 2, up to l = 4: %.0e\n", late);
  printf("largest m == 0 of them:                                %.2f\n", axis);
  printf("m != 0 of the harmonics of degree 4 themselves:        %.2f\n",
         off_axis(4, sum + 16));
  printf("m != 0 of products at each corner, then summed:        %.2f\n",
         largest_off_axis(&tp->out, early));
  demo_value("square-products", "%.0e", late);
  demo_value("square-early", "%.2f", largest_off_axis(&tp->out, early));
  demo_value("square-direct", "%.2f", off_axis(4, sum + 16));
  tp_free(tp);
}

/* ---- [main] Everything in the order of the chapter ---- */
/* ---- [piece] The piece, by what its labels promise ---- */
enum { SEEN = 9 }; /* 1x0e + 1x1o + 1x2e */

static void seen(rot3 R, const double mirror[3], real *sum, real *last)
{
  memset(sum, 0, SEEN * sizeof *sum);
  for (int j = 1; j < PIECE_POINTS; j++) {
    vec3 r =
        so3_apply(R, (vec3){mirror[0] * PIECE[j][0], mirror[1] * PIECE[j][1],
                            mirror[2] * PIECE[j][2]});
    const real xyz[3] = {(real)r.x, (real)r.y, (real)r.z};
    harmonics(2, HARMONICS_COMPONENT, 1, xyz, last);
    for (size_t i = 0; i < SEEN; i++)
      sum[i] += last[i];
  }
}

/* What the first point has seen of all neighbours, times one of them, times
 * another of what it has seen: 0e and 1e, then 0o. */
static void two_products(rot3 R, const double mirror[3], double *even,
                         double *odd)
{
  struct tensor_product *first = product(TP_FULL, "1x0e + 1x1o + 1x2e",
                                         "1x0e + 1x1o + 1x2e", "1x0e + 1x1e");
  struct tensor_product *second = product(TP_FULL, "1x1e", "1x1o", "1x0o");
  real sum[SEEN], last[SEEN], y[4], z, vector[3];
  const real ones[16] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
  vec3 a = so3_apply(R, (vec3){mirror[0] * PIECE[1][0], mirror[1] * PIECE[1][1],
                               mirror[2] * PIECE[1][2]});
  vector[0] = (real)a.y, vector[1] = (real)a.z, vector[2] = (real)a.x;
  seen(R, mirror, sum, last);
  tp_forward(first, 1, sum, last, ones, 0, y);
  tp_forward(second, 1, y + 1, vector, ones, 0, &z);
  *even = (double)y[0];
  *odd = (double)z;
  tp_free(first);
  tp_free(second);
}

static void show_piece(void)
{
  const double as_it_is[3] = {1, 1, 1};
  double even[PIECE_POSES], odd[PIECE_POSES];
  rot3 R = so3_exp((vec3){PIECE_TURN[0], PIECE_TURN[1], PIECE_TURN[2]});
  two_products(so3_identity(), as_it_is, even, odd);
  two_products(R, as_it_is, even + 1, odd + 1);
  two_products(so3_identity(), PIECE_MIRROR, even + 2, odd + 2);
  demo_section("piece", "What the first cube sees, after one and two products");
  printf("                        left     turned   mirrored\n");
  printf("one product, 0e    %+.6f  %+.6f  %+.6f\n", even[0], even[1], even[2]);
  printf("two products, 0o   %+.6f  %+.6f  %+.6f\n", odd[0], odd[1], odd[2]);
}

int main(int argc, char **argv)
{
  demo_begin(argc, argv);
  show_layout();
  show_mistakes();
  show_merge();
  show_turn();
  show_dot_cross();
  show_paths();
  count_maps();
  show_count();
  show_variance();
  show_depth();
  show_steps();
  show_kronecker();
  show_residuals();
  show_cost();
  show_mirror();
  show_ring();
  show_square();
  show_piece();
  return demo_end();
}

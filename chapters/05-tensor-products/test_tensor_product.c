/* test_tensor_product.c: what chapter 5 says of products, checked.
 * Pinned values come from anchors.py; random ones from the seeds named here. */
#include "tensor_product.h"

#include "clebsch_gordan.h"
#include "harmonics.h"
#include "matrix.h"
#include "random.h"
#include "test.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "anchors.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define EPS      ((double)REAL_EPS)
/* The address sanitizer ends the program when memory is refused. */
#if defined(__SANITIZE_ADDRESS__)
#define MEMORY_MAY_BE_REFUSED false
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define MEMORY_MAY_BE_REFUSED false
#endif
#endif
#ifndef MEMORY_MAY_BE_REFUSED
#define MEMORY_MAY_BE_REFUSED true
#endif

/* ---- [helpers] A product with everything it needs ---- */
struct example {
  struct tensor_product *tp;
  size_t n, stride; /* items; 0 or the number of weights */
  size_t size1, size2, sizew, sizey;
  real *x1, *x2, *w, *y, *dy, *d1, *d2, *dw;
};

static struct irreps layout(const char *text)
{
  struct irreps irreps = {0};
  check_true(irreps_parse(text, &irreps, NULL) == IRREPS_OK, "`%s` is a layout",
             text);
  return irreps;
}

static struct tensor_product *product_of(enum tp_mode mode, const char *in1,
                                         const char *in2, const char *out)
{
  struct irreps a = layout(in1), b = layout(in2), c = layout(out);
  struct tensor_product *tp;
  if (mode == TP_DEPTHWISE)
    tp_depthwise_output(&a, &b, c.n ? &c : NULL, &c);
  enum tp_status status = tp_create(mode, &a, &b, &c, &tp);
  check_true(status == TP_OK, "%s x %s -> %s: %s", in1, in2, out,
             tp_message(status));
  return tp;
}

static real *zeros(size_t n)
{
  real *x = calloc(n ? n : 1, sizeof *x);
  check_true(x != NULL, "memory for a test");
  return x;
}

/* `out` is the filter of a depthwise product; "" for all its paths. */
static struct example prepare(enum tp_mode mode, const char *in1,
                              const char *in2, const char *out, size_t n,
                              bool shared)
{
  struct example e = {.tp = product_of(mode, in1, in2, out), .n = n};
  e.stride = shared ? 0 : tp_weights(e.tp);
  e.size1 = n * e.tp->in1.dim;
  e.size2 = n * e.tp->in2.dim;
  e.sizey = n * e.tp->out.dim;
  e.sizew = (shared ? 1 : n) * tp_weights(e.tp);
  e.x1 = zeros(e.size1);
  e.x2 = zeros(e.size2);
  e.w = zeros(e.sizew);
  e.y = zeros(e.sizey);
  e.dy = zeros(e.sizey);
  e.d1 = zeros(e.size1);
  e.d2 = zeros(e.size2);
  e.dw = zeros(e.sizew);
  return e;
}

static void release(struct example *e)
{
  real *all[] = {e->x1, e->x2, e->w, e->y, e->dy, e->d1, e->d2, e->dw};
  for (size_t i = 0; i < COUNT(all); i++)
    free(all[i]);
  tp_free(e->tp);
}

static void forward(struct example *e)
{
  check_true(tp_forward(e->tp, e->n, e->x1, e->x2, e->w, e->stride, e->y) ==
                 TP_OK,
             "forward");
}

static void backward(struct example *e)
{
  check_true(tp_backward(e->tp, e->n, e->x1, e->x2, e->w, e->stride, e->dy,
                         e->d1, e->d2, e->dw) == TP_OK,
             "backward");
}

/* ---- [numbers] Numbers for tests ---- */
static void random_numbers(struct random *g, size_t n, real *x)
{
  for (size_t i = 0; i < n; i++)
    x[i] = (real)random_normal(g);
}

static void random_example(struct random *g, struct example *e)
{
  random_numbers(g, e->size1, e->x1);
  random_numbers(g, e->size2, e->x2);
  random_numbers(g, e->sizew, e->w);
  random_numbers(g, e->sizey, e->dy);
}

/* The numbers of anchors.py: multiples of 1/8, exact in float too. */
static void pattern(size_t n, size_t a, size_t p, double d, real *x)
{
  for (size_t k = 0; k < n; k++)
    x[k] = (real)(((double)(a * k % p) - (double)(p / 2)) / d);
}

static double difference(size_t n, const real *a, const real *b)
{
  double max = 0;
  for (size_t i = 0; i < n; i++)
    max = larger(max, fabs((double)a[i] - (double)b[i]));
  return max;
}

static double dot(size_t n, const real *a, const real *b)
{
  double sum = 0;
  for (size_t i = 0; i < n; i++)
    sum += (double)a[i] * (double)b[i];
  return sum;
}

/* The shapes on which every law is tried: all parities, l up to 3, one channel
 * and many, several blocks of one irrep. */
struct shape {
  enum tp_mode mode;
  const char *in1, *in2, *out;
};

static const struct shape shapes[] = {
    {TP_FULL, "1x1o", "1x1o", "1x0e + 1x1e + 1x2e"},
    {TP_FULL, "3x0e + 2x1o + 1x2e", "1x0e + 1x1o + 1x2e + 1x3o",
     "2x0e + 3x1o + 2x1e + 1x2e + 1x3o"},
    {TP_FULL, "2x0o + 1x1e + 2x2o", "2x1o + 3x2e", "2x0o + 1x1e + 2x2o + 2x3e"},
    {TP_FULL, "2x1o + 1x1o", "2x0e + 1x1e", "3x1o + 2x0o + 1x1o"},
    {TP_DEPTHWISE, "4x0e + 3x1o", "1x0e + 1x1o + 1x2e", ""},
    {TP_DEPTHWISE, "2x0o + 3x1e + 1x2e + 2x3o", "1x0e + 1x1o + 1x2e + 1x3o",
     "0e + 0o + 1e + 1o + 2e + 2o + 3e + 3o"},
    {TP_DEPTHWISE, "5x3o", "1x3o", "0e + 6e + 3e"}};

/* ---- [anchors] Pinned values ----
 *
 * At most 60 products of numbers below 1 are added into one number, three
 * roundings each: 200 eps is never reached, 64 eps is what they add up to when
 * their signs are mixed. */
#define PINNED (64 * EPS)

static void compare(const char *what, size_t n, const real *got, size_t count,
                    const double *want)
{
  check_true(n == count, "%s has as many numbers as its anchor", what);
  for (size_t i = 0; i < n; i++)
    check_close(got[i], want[i], PINNED, "%s[%zu]", what, i);
}

static void fill_pattern(struct example *e)
{
  pattern(e->size1, 7, 11, 8, e->x1);
  pattern(e->size2, 5, 13, 8, e->x2);
  pattern(e->sizew, 3, 7, 4, e->w);
  pattern(e->sizey, 9, 17, 8, e->dy);
}

TEST(anchor_full)
{
  struct example e = prepare(TP_FULL, "2x0e + 1x1o + 1x2e", "1x0e + 2x1o",
                             "1x0e + 2x1o + 1x1e + 1x2o", 1, true);
  fill_pattern(&e);
  forward(&e);
  backward(&e);
  compare("y", e.sizey, e.y, COUNT(full_y), full_y);
  compare("dx1", e.size1, e.d1, COUNT(full_dx1), full_dx1);
  compare("dx2", e.size2, e.d2, COUNT(full_dx2), full_dx2);
  compare("dw", e.sizew, e.dw, COUNT(full_dw), full_dw);
  release(&e);
}

TEST(anchor_depthwise)
{
  struct example e = prepare(TP_DEPTHWISE, "2x1o + 1x2e", "1x0e + 1x1o + 1x2e",
                             "0e + 1o + 1e + 2e + 3o", 1, true);
  struct irreps out = layout(DEPTHWISE_OUT);
  check_true(irreps_equal(&e.tp->out, &out), "the blocks come in path order");
  fill_pattern(&e);
  forward(&e);
  backward(&e);
  compare("y", e.sizey, e.y, COUNT(depthwise_y), depthwise_y);
  compare("dx1", e.size1, e.d1, COUNT(depthwise_dx1), depthwise_dx1);
  compare("dx2", e.size2, e.d2, COUNT(depthwise_dx2), depthwise_dx2);
  compare("dw", e.sizew, e.dw, COUNT(depthwise_dw), depthwise_dw);
  release(&e);
}

TEST(anchor_odd_path)
{
  for (int mode = TP_FULL; mode <= TP_DEPTHWISE; mode++) {
    struct example e =
        prepare((enum tp_mode)mode, "1x3o", "1x2e", "1x4o", 1, true);
    fill_pattern(&e);
    e.w[0] = 1;
    forward(&e);
    compare("y", e.sizey, e.y, COUNT(odd_y), odd_y);
    release(&e);
  }
}

TEST(anchor_dot_cross)
{
  /* a = (1,2,3) and b = (-4,5,7) in the order (y, z, x): a.b = 27 and
   * a x b = (-1,-19,13). */
  const real a[3] = {2, 3, 1}, b[3] = {5, 7, -4}, w[2] = {1, 1};
  const double cross[3] = {-19, 13, -1};
  struct tensor_product *tp =
      product_of(TP_FULL, "1x1o", "1x1o", "1x0e + 1x1e");
  real y[4];
  check_true(tp_forward(tp, 1, a, b, w, 0, y) == TP_OK, "two vectors");
  double worst = fabs((double)y[0] * sqrt(3.0) - 27);
  for (int k = 0; k < 3; k++)
    worst = larger(worst, fabs((double)y[1 + k] * sqrt(2.0) - cross[k]));
  /* Three products of at most 28 and their sum, a rounding each. */
  claim("dot-cross", worst, 6 * 28 * EPS);
  tp_free(tp);
}

TEST(anchor_scales)
{
  struct tensor_product *tp =
      product_of(TP_FULL, "3x0e + 2x1o", "1x0e + 4x1o", "5x0e + 1x1o + 7x1e");
  const double scale[] = {11, 11, 14, 14, 8};
  check_true(tp->paths == COUNT(scale), "0e: 2 paths, 1o: 2 paths, 1e: 1");
  for (size_t p = 0; p < tp->paths; p++)
    check_close(tp->path[p].scale, 1 / sqrt(scale[p]), 1e-15,
                "1/sqrt of the fan-in of path %zu", p);
  check_true(tp_weights(tp) == 11 * 5 + 14 * 1 + 8 * 7,
             "a weight for every product and output channel");
  tp_free(tp);
}

/* ---- [outputs] Layouts of outputs ---- */
static void check_layout(const struct irreps *got, const char *want)
{
  char text[2000];
  irreps_print(got, sizeof text, text);
  check_true(strcmp(text, want) == 0, "got %s, wanted %s", text, want);
}

TEST(anchor_depthwise_output)
{
  struct irreps a = layout("8x0e + 4x1o"), b = layout("0e + 1o + 2e"), c, f;
  check_true(tp_depthwise_output(&a, &b, NULL, &c) == TP_OK, "all paths");
  check_layout(&c, "8x0e + 8x1o + 8x2e + 4x1o + 4x0e + 4x1e + 4x2e + 4x1o + "
                   "4x2o + 4x3o");
  f = layout("3x1e + 0o + 7x2e");
  check_true(tp_depthwise_output(&a, &b, &f, &c) == TP_OK, "some paths");
  check_layout(&c, "8x2e + 4x1e + 4x2e");
}

TEST(anchor_full_output)
{
  struct irreps a = layout("8x0e"), b = layout("0e + 1o + 2e");
  struct irreps c = layout("4x0o + 5x2e + 6x1o + 7x1e + 8x3o");
  check_true(tp_full_output(&a, &b, &c, &c) == TP_OK, "in place");
  check_layout(&c, "5x2e + 6x1o");
}

/* All paths of degrees up to L, and those with an odd sum of degrees. */
static void count_paths(int L, size_t *all, size_t *odd)
{
  struct irreps in = {0}, out;
  struct tensor_product *tp = NULL;
  for (int l = 0; l <= L; l++)
    irreps_append(&in, 1, l, 1);
  check_true(tp_depthwise_output(&in, &in, &in, &out) == TP_OK &&
                 tp_create(TP_DEPTHWISE, &in, &in, &out, &tp) == TP_OK,
             "all paths up to L = %d", L);
  *all = tp->paths;
  *odd = 0;
  for (size_t p = 0; p < tp->paths; p++) {
    const struct tp_shape *s = &tp->path[p].shape;
    *odd += (size_t)(s->l1 + s->l2 + s->l3) % 2;
  }
  tp_free(tp);
}

TEST(law_path_count)
{
  double worst = 0, worst_odd = 0;
  size_t even_before = 0;
  for (int L = 0; L <= 6; L++) {
    size_t all, odd;
    double n = L + 1;
    count_paths(L, &all, &odd);
    worst = larger(worst, fabs((double)all - n * (n * n + 1) / 2));
    worst_odd = larger(worst_odd, fabs((double)odd - (double)even_before));
    even_before = all - odd;
  }
  claim("path-count", worst, 0);
  claim("odd-even", worst_odd, 0);
}

TEST(law_dimensions)
{
  struct random g = random_seed(511);
  double worst = 0;
  for (size_t trial = 0; trial < 100; trial++) {
    struct irreps a = {0}, b = {0}, c;
    for (size_t k = 0; k < 3; k++) {
      irreps_append(&a, 1 + random_below(&g, 5), (int)random_below(&g, 6), 1);
      irreps_append(&b, 1, (int)random_below(&g, 6), -1);
    }
    check_true(tp_depthwise_output(&a, &b, NULL, &c) == TP_OK, "seed 511");
    worst = larger(worst, fabs((double)c.dim - (double)(a.dim * b.dim)));
    for (size_t k = 0; k < c.n; k++)
      check_true(c.block[k].parity == -1, "even times odd is odd");
  }
  claim("nothing-lost", worst, 0);
}

/* ---- [laws] Equivariance, and the second opinion ---- */
TEST(law_kronecker)
{
  struct random g = random_seed(512);
  double worst = 0;
  for (size_t s = 0; s < COUNT(shapes); s++)
    for (int shared = 0; shared < 2; shared++) {
      const struct shape *h = &shapes[s];
      struct example e = prepare(h->mode, h->in1, h->in2, h->out, 3, shared);
      real *dense = zeros(e.sizey);
      random_example(&g, &e);
      forward(&e);
      check_true(tp_dense(e.tp, e.n, e.x1, e.x2, e.w, e.stride, dense) == TP_OK,
                 "dense");
      worst = larger(worst, difference(e.sizey, e.y, dense));
      free(dense);
      release(&e);
    }
  /* Up to 60 products of three normal numbers, normalised to a sum of variance
   * 1: single products reach 20, and each is rounded a few times. */
  claim("kronecker", worst, 128 * EPS);
}

/* y(D1 x1, D2 x2) against D3 y(x1, x2). */
static double broken_equivariance(struct example *e, rot3 R, bool improper)
{
  real *z1 = zeros(e->size1), *z2 = zeros(e->size2), *z = zeros(e->sizey);
  const struct tensor_product *tp = e->tp;
  forward(e);
  irreps_transform(&tp->out, R, improper, e->n, e->y, z);
  irreps_transform(&tp->in1, R, improper, e->n, e->x1, z1);
  irreps_transform(&tp->in2, R, improper, e->n, e->x2, z2);
  tp_forward(tp, e->n, z1, z2, e->w, e->stride, e->y);
  double worst = difference(e->sizey, e->y, z);
  free(z1);
  free(z2);
  free(z);
  return worst;
}

TEST(law_equivariance)
{
  struct random g = random_seed(513);
  double worst = 0;
  for (size_t s = 0; s < COUNT(shapes); s++)
    for (unsigned trial = 0; trial < 6; trial++) {
      const struct shape *h = &shapes[s];
      struct example e = prepare(h->mode, h->in1, h->in2, h->out, 2, trial & 2);
      random_example(&g, &e);
      worst = larger(worst, broken_equivariance(&e, so3_random(&g), trial & 1));
      release(&e);
    }
  /* Roundings to real of numbers below 20, mixed by sums of 7 (half of what
   * law_kronecker allows), and those of three D matrices: 10 eps of double
   * each, times sums of 7 numbers below 4. */
  claim("product-equivariance", worst, 64 * EPS + 280 * DBL_EPSILON);
}

TEST(law_gradients_turn)
{
  struct random g = random_seed(514);
  double worst = 0;
  for (size_t s = 0; s < COUNT(shapes); s++) {
    const struct shape *h = &shapes[s];
    struct example e = prepare(h->mode, h->in1, h->in2, h->out, 2, true);
    struct example f = prepare(h->mode, h->in1, h->in2, h->out, 2, true);
    real *z1 = zeros(e.size1), *z2 = zeros(e.size2);
    rot3 R = so3_random(&g);
    random_example(&g, &e);
    backward(&e);
    irreps_transform(&e.tp->in1, R, true, e.n, e.x1, f.x1);
    irreps_transform(&e.tp->in2, R, true, e.n, e.x2, f.x2);
    irreps_transform(&e.tp->out, R, true, e.n, e.dy, f.dy);
    memcpy(f.w, e.w, e.sizew * sizeof *e.w);
    backward(&f);
    irreps_transform(&e.tp->in1, R, true, e.n, e.d1, z1);
    irreps_transform(&e.tp->in2, R, true, e.n, e.d2, z2);
    worst = larger(worst, difference(e.size1, f.d1, z1));
    worst = larger(worst, difference(e.size2, f.d2, z2));
    worst = larger(worst, difference(e.sizew, f.dw, e.dw));
    free(z1);
    free(z2);
    release(&e);
    release(&f);
  }
  /* As law_equivariance; dw adds the products of two items. */
  claim("gradients-turn", worst, 256 * EPS + 560 * DBL_EPSILON);
}

/* ---- [gradients] The chain rule ----
 *
 * L = dy . y is linear in every single entry of x1, x2 and w: its central
 * difference has no truncation error, whatever the step.  With a step of 1
 * nothing cancels, and what is left is rounding. */
static double central(struct example *e, real *entry)
{
  const real kept = *entry;
  *entry = kept + 1;
  forward(e);
  double up = dot(e->sizey, e->dy, e->y);
  *entry = kept - 1;
  forward(e);
  double down = dot(e->sizey, e->dy, e->y);
  *entry = kept;
  return (up - down) / 2;
}

/* The worst error relative to the largest gradient of the array. */
static double worst_gradient(struct example *e, size_t n, real *x,
                             const real *dx)
{
  double worst = 0, scale = 0;
  for (size_t i = 0; i < n; i++) {
    worst = larger(worst, fabs(central(e, &x[i]) - (double)dx[i]));
    scale = larger(scale, fabs((double)dx[i]));
  }
  return worst / scale;
}

TEST(law_chain_rule)
{
  struct random g = random_seed(515);
  double worst = 0;
  for (size_t s = 0; s < COUNT(shapes); s++)
    for (int shared = 0; shared < 2; shared++) {
      const struct shape *h = &shapes[s];
      struct example e = prepare(h->mode, h->in1, h->in2, h->out, 2, shared);
      random_example(&g, &e);
      backward(&e);
      worst = larger(worst, worst_gradient(&e, e.size1, e.x1, e.d1));
      worst = larger(worst, worst_gradient(&e, e.size2, e.x2, e.d2));
      worst = larger(worst, worst_gradient(&e, e.sizew, e.w, e.dw));
      release(&e);
    }
  /* L adds up to 500 products dy y, y rounded to a few eps, and is some 20
   * times larger than the largest derivative at most: 20 sqrt(500) eps. */
  claim("product-gradients", worst, 450 * EPS);
}

TEST(law_euler)
{
  struct random g = random_seed(516);
  double worst = 0;
  for (size_t s = 0; s < COUNT(shapes); s++) {
    const struct shape *h = &shapes[s];
    struct example e = prepare(h->mode, h->in1, h->in2, h->out, 2, false);
    random_example(&g, &e);
    forward(&e);
    backward(&e);
    double L = dot(e.sizey, e.dy, e.y);
    double norm = sqrt(dot(e.sizey, e.dy, e.dy) * dot(e.sizey, e.y, e.y));
    worst = larger(worst, fabs(dot(e.size1, e.d1, e.x1) - L) / norm);
    worst = larger(worst, fabs(dot(e.size2, e.d2, e.x2) - L) / norm);
    worst = larger(worst, fabs(dot(e.sizew, e.dw, e.w) - L) / norm);
    release(&e);
  }
  /* The terms of the four sums are the same, grouped in four ways: a few
   * roundings each, relative to the norm of the terms. */
  claim("thrice", worst, 32 * EPS);
}

/* ---- [variance] Normalisation ---- */

/* E[y_k^2] for independent x1, x2, w of mean 0 and variance 1 is the sum of
 * squares of row k of Q at w = 1: every entry of Q is one weight times one
 * number, and no two entries of a row meet the same pair (x1_i, x2_j). */
TEST(law_unit_variance)
{
  double worst = 0;
  for (size_t s = 0; s < COUNT(shapes); s++) {
    const struct shape *h = &shapes[s];
    struct tensor_product *tp = product_of(h->mode, h->in1, h->in2, h->out);
    size_t columns = tp->in1.dim * tp->in2.dim;
    double *Q = malloc(tp->out.dim * columns * sizeof *Q);
    real *w = zeros(tp_weights(tp));
    for (size_t i = 0; i < tp_weights(tp); i++)
      w[i] = 1;
    check_true(Q && tp_matrix(tp, w, Q) == TP_OK, "the matrix");
    for (size_t k = 0; k < tp->out.dim; k++) {
      double sum = 0;
      for (size_t i = 0; i < columns; i++)
        sum += Q[k * columns + i] * Q[k * columns + i];
      worst = larger(worst, fabs(sum - 1));
    }
    free(Q);
    free(w);
    tp_free(tp);
  }
  /* At most 60 squares that add to 1, each wrong by 4 eps of itself, and 60
   * sums below 1: 4 eps + 30 eps at the very worst. */
  claim("unit-variance", worst, 16 * DBL_EPSILON);
}

/* y is linear in each of three independent Gaussian vectors, so E[y^4] <=
 * 3^3 E[y^2]^2 (Minkowski's inequality, three times): the mean of N squares
 * strays from 1 by less than sqrt(26/N), and five such strides are allowed. */
TEST(law_sampled_variance)
{
  enum { N = 4000 };
  struct random g = random_seed(517);
  double worst = 0;
  for (size_t s = 0; s < COUNT(shapes); s++) {
    const struct shape *h = &shapes[s];
    struct example e = prepare(h->mode, h->in1, h->in2, h->out, N, false);
    random_example(&g, &e);
    forward(&e);
    for (size_t k = 0; k < e.tp->out.dim; k++) {
      double sum = 0;
      for (size_t i = 0; i < N; i++) {
        double y = (double)e.y[i * e.tp->out.dim + k];
        sum += y * y / (double)N;
      }
      worst = larger(worst, fabs(sum - 1));
    }
    release(&e);
  }
  claim("sampled-variance", worst, 5 * sqrt(26 / (double)N));
}

/* One direction r, component normalisation: averaged over m3, the variance is
 * sum_{m1,m3} (sum_{m2} C Y_m2(r))^2 / (2 l3 + 1) = 1. */
static double variance_along(const struct tensor_product *tp, const real *Y)
{
  double sum = 0;
  real x1[7], y[13], w = 1;
  for (size_t m = 0; m < tp->in1.dim; m++) {
    for (size_t k = 0; k < tp->in1.dim; k++)
      x1[k] = k == m;
    check_true(tp_forward(tp, 1, x1, Y, &w, 0, y) == TP_OK, "forward");
    sum += dot(tp->out.dim, y, y);
  }
  return sum / (double)tp->out.dim;
}

static struct tensor_product *one_path(int l1, int l2, int l3)
{
  struct irreps a = {0}, b = {0}, c = {0};
  struct tensor_product *tp = NULL;
  irreps_append(&a, 1, l1, 1);
  irreps_append(&b, 1, l2, 1);
  irreps_append(&c, 1, l3, 1);
  check_true(tp_create(TP_FULL, &a, &b, &c, &tp) == TP_OK, "one path");
  return tp;
}

TEST(law_harmonic_variance)
{
  struct random g = random_seed(518);
  real r[3 * 10], Y[16 * 10];
  double worst = 0;
  random_numbers(&g, 30, r);
  harmonics(3, HARMONICS_COMPONENT, 10, r, Y);
  for (int l1 = 0; l1 <= 3; l1++)
    for (int l2 = 0; l2 <= 3; l2++)
      for (int l3 = abs(l1 - l2); l3 <= l1 + l2; l3++) {
        struct tensor_product *tp = one_path(l1, l2, l3);
        for (size_t i = 0; i < 10; i++)
          worst =
              larger(worst, fabs(variance_along(tp, Y + 16 * i + l2 * l2) - 1));
        tp_free(tp);
      }
  /* |Y|^2 = 2l+1 to 4 (l+1) eps each way (chapter 3). */
  claim("harmonic-variance", worst, 32 * EPS);
}

/* ---- [schur] The full product is every equivariant bilinear map ----
 *
 * The unknowns are the entries of Q; for each of a few group elements g,
 * D3(g) Q - Q (D1(g) x D2(g)) = 0.  The number of solutions is the number of
 * vanishing singular values. */
static void matrix_of(const struct irreps *irreps, rot3 R, bool improper,
                      double *D)
{
  size_t n = irreps->dim;
  real *one = zeros(n * n), *turned = zeros(n * n);
  for (size_t i = 0; i < n; i++)
    one[i * n + i] = 1;
  irreps_transform(irreps, R, improper, n, one, turned);
  for (size_t i = 0; i < n * n; i++)
    D[i] = (double)turned[(i % n) * n + i / n];
  free(one);
  free(turned);
}

static void add_equations(const struct tensor_product *tp, rot3 R,
                          bool improper, double *A)
{
  size_t n1 = tp->in1.dim, n2 = tp->in2.dim, n3 = tp->out.dim;
  size_t unknowns = n1 * n2 * n3;
  double D1[25], D2[16], D3[49];
  matrix_of(&tp->in1, R, improper, D1);
  matrix_of(&tp->in2, R, improper, D2);
  matrix_of(&tp->out, R, improper, D3);
  for (size_t k = 0; k < n3; k++)
    for (size_t i = 0; i < n1; i++)
      for (size_t j = 0; j < n2; j++) {
        double *row = A + ((k * n1 + i) * n2 + j) * unknowns;
        for (size_t t = 0; t < n3; t++)
          row[(t * n1 + i) * n2 + j] += D3[k * n3 + t];
        for (size_t a = 0; a < n1; a++)
          for (size_t b = 0; b < n2; b++)
            row[(k * n1 + a) * n2 + b] -= D1[a * n1 + i] * D2[b * n2 + j];
      }
}

static size_t solutions(const struct tensor_product *tp, size_t elements,
                        double *smallest)
{
  struct random g = random_seed(519);
  size_t n = tp->in1.dim * tp->in2.dim * tp->out.dim, count = 0;
  double *A = calloc(elements * n * n, sizeof *A);
  double *S = malloc(n * sizeof *S), *V = malloc(n * n * sizeof *V);
  check_true(A && S && V, "memory for a test");
  for (size_t e = 0; e < elements; e++)
    add_equations(tp, so3_random(&g), e == 2, A + e * n * n);
  check_true(matrix_svd(elements * n, n, A, S, V), "singular values");
  while (count < n && S[n - 1 - count] < 1e-4)
    count++;
  *smallest = count < n ? S[n - 1 - count] : 0;
  free(A);
  free(S);
  free(V);
  return count;
}

TEST(law_every_map)
{
  struct tensor_product *tp =
      product_of(TP_FULL, "2x0e + 1x1o", "1x0e + 1x1o", "1x0e + 1x1o + 1x1e");
  double gap;
  size_t all = solutions(tp, 3, &gap), proper = solutions(tp, 2, &gap);
  check_true(gap > 1e-2, "zero and not zero are well apart: %g", gap);
  check_true(tp_weights(tp) == 7, "3 to 0e, 3 to 1o, 1 to 1e");
  check_true(proper == 11, "rotations alone allow four more: %zu", proper);
  claim("every-map", fabs((double)all - (double)tp_weights(tp)), 0);
  tp_free(tp);
}

/* ---- [limits] What a product cannot do ---- */
TEST(law_symmetry_kept)
{
  /* Both inputs are unchanged by turns about z: only m = 0 is filled. */
  struct random g = random_seed(520);
  double worst = 0;
  for (size_t s = 0; s < COUNT(shapes); s++) {
    const struct shape *h = &shapes[s];
    struct example e = prepare(h->mode, h->in1, h->in2, h->out, 1, true);
    real *z = zeros(e.sizey);
    random_numbers(&g, e.sizew, e.w);
    for (size_t b = 0; b < e.tp->in1.n; b++)
      for (size_t c = 0; c < e.tp->in1.block[b].channels; c++)
        e.x1[irreps_index(&e.tp->in1, b, 0, c)] = (real)random_normal(&g);
    for (size_t b = 0; b < e.tp->in2.n; b++)
      for (size_t c = 0; c < e.tp->in2.block[b].channels; c++)
        e.x2[irreps_index(&e.tp->in2, b, 0, c)] = (real)random_normal(&g);
    forward(&e);
    irreps_transform(&e.tp->out, so3_exp((vec3){0, 0, 1}), false, 1, e.y, z);
    worst = larger(worst, difference(e.sizey, e.y, z));
    free(z);
    release(&e);
  }
  claim("symmetry-kept", worst, 128 * EPS);
}

TEST(law_self_product)
{
  double worst = 0;
  struct random g = random_seed(521);
  for (int l = 1; l <= 4; l++) {
    struct irreps in = {0}, out;
    irreps_append(&in, 1, l, -1);
    tp_depthwise_output(&in, &in, NULL, &out);
    struct tensor_product *tp;
    check_true(tp_create(TP_DEPTHWISE, &in, &in, &out, &tp) == TP_OK, "l x l");
    real x[9], w[9], y[81];
    random_numbers(&g, 9, x);
    for (size_t i = 0; i < 9; i++)
      w[i] = 1;
    tp_forward(tp, 1, x, x, w, 0, y);
    for (size_t b = 0; b < out.n; b++)
      for (size_t k = 0; k < (size_t)(2 * out.block[b].l + 1); k++)
        if (out.block[b].l % 2)
          worst = larger(worst, fabs((double)y[out.block[b].offset + k]));
    tp_free(tp);
  }
  /* Sums of up to 9 pairs of opposite products of numbers below 4. */
  claim("odd-self", worst, 64 * EPS);
}

TEST(law_mirror)
{
  /* (a x b) . c through two products: 1o x 1o -> 1e, 1e x 1o -> 0o. */
  struct random g = random_seed(522);
  struct tensor_product *cross = product_of(TP_FULL, "1x1o", "1x1o", "1x1e");
  struct tensor_product *dotted = product_of(TP_FULL, "1x1e", "1x1o", "1x0o");
  struct irreps one = layout("1x1o");
  double worst = 0;
  for (size_t trial = 0; trial < 20; trial++) {
    real v[9], turned[9], axis[3], volume[2], w = 1;
    random_numbers(&g, 9, v); /* three vectors of one channel each */
    irreps_transform(&one, so3_random(&g), true, 3, v, turned);
    for (int k = 0; k < 2; k++) {
      const real *a = k ? turned : v;
      tp_forward(cross, 1, a, a + 3, &w, 0, axis);
      tp_forward(dotted, 1, axis, a + 6, &w, 0, &volume[k]);
    }
    vec3 a = {(double)v[2], (double)v[0], (double)v[1]};
    vec3 b = {(double)v[5], (double)v[3], (double)v[4]};
    vec3 c = {(double)v[8], (double)v[6], (double)v[7]};
    double det = vec3_dot(vec3_cross(a, b), c) / sqrt(6.0);
    worst = larger(worst, fabs((double)volume[0] - det));
    worst = larger(worst, fabs((double)volume[1] + det));
  }
  /* Six products of three numbers, 30 at most together. */
  claim("triple-product", worst, 128 * EPS);
  tp_free(cross);
  tp_free(dotted);
}

/* ---- [batches] Items, strides, accumulation ---- */
TEST(law_items)
{
  struct random g = random_seed(523);
  for (size_t s = 0; s < COUNT(shapes); s++)
    for (int shared = 0; shared < 2; shared++) {
      const struct shape *h = &shapes[s];
      struct example e = prepare(h->mode, h->in1, h->in2, h->out, 3, shared);
      real *y = zeros(e.sizey), *dw = zeros(e.sizew);
      random_example(&g, &e);
      forward(&e);
      backward(&e);
      for (size_t i = 0; i < e.n; i++) {
        const real *x1 = e.x1 + i * e.tp->in1.dim;
        const real *x2 = e.x2 + i * e.tp->in2.dim;
        const real *w = e.w + i * e.stride;
        tp_forward(e.tp, 1, x1, x2, w, 0, y + i * e.tp->out.dim);
        tp_backward(e.tp, 1, x1, x2, w, 0, e.dy + i * e.tp->out.dim, NULL, NULL,
                    dw + i * e.stride);
      }
      check_residual(difference(e.sizey, y, e.y), 0, "item by item");
      check_residual(difference(e.sizew, dw, e.dw), 0,
                     "shared weights gather the gradients of all items");
      free(y);
      free(dw);
      release(&e);
    }
}

TEST(law_accumulate)
{
  struct random g = random_seed(524);
  for (size_t s = 0; s < COUNT(shapes); s++) {
    const struct shape *h = &shapes[s];
    struct example e = prepare(h->mode, h->in1, h->in2, h->out, 1, true);
    real *d1 = zeros(e.size1), *d2 = zeros(e.size2), *dw = zeros(e.sizew);
    random_example(&g, &e);
    backward(&e);
    tp_backward(e.tp, 1, e.x1, e.x2, e.w, 0, e.dy, d1, NULL, NULL);
    tp_backward(e.tp, 1, e.x1, e.x2, e.w, 0, e.dy, NULL, d2, NULL);
    tp_backward(e.tp, 1, e.x1, e.x2, e.w, 0, e.dy, NULL, NULL, dw);
    check_residual(difference(e.size1, d1, e.d1) +
                       difference(e.size2, d2, e.d2) +
                       difference(e.sizew, dw, e.dw),
                   0, "a gradient alone is the gradient in company");
    backward(&e);
    double worst = 0;
    for (size_t i = 0; i < e.size1; i++)
      worst = larger(worst, fabs((double)e.d1[i] - 2 * (double)d1[i]));
    for (size_t i = 0; i < e.size2; i++)
      worst = larger(worst, fabs((double)e.d2[i] - 2 * (double)d2[i]));
    for (size_t i = 0; i < e.sizew; i++)
      worst = larger(worst, fabs((double)e.dw[i] - 2 * (double)dw[i]));
    /* Sums of up to 100 terms, added in another order. */
    check_residual(worst, 256 * EPS, "gradients are added, not set");
    free(d1);
    free(d2);
    free(dw);
    release(&e);
  }
}

TEST(law_pairs)
{
  struct tensor_product *tp =
      product_of(TP_DEPTHWISE, "1x3o + 1x2e", "1x2e + 1x3o", "");
  size_t pairs = 0, terms = 0;
  for (size_t p = 0; p < tp->paths; p++) {
    const struct tp_path *path = &tp->path[p];
    const struct tp_shape *s = &path->shape;
    size_t n, next = 0;
    check_true(cg_sparse(s->l1, s->l2, s->l3, &n, NULL) == CG_OK, "a list");
    check_true(path->pair == pairs && path->term == terms && n == s->terms,
               "the slices of path %zu follow those before", p);
    for (size_t k = 0; k < s->pairs; k++) {
      const struct tp_pair *g = &tp->pair[path->pair + k];
      check_true(g->term == next && g->terms > 0, "no term is left out");
      check_true(k == 0 || g[-1].i1 < g->i1 ||
                     (g[-1].i1 == g->i1 && g[-1].i3 < g->i3),
                 "each (m1, m3) is met once, in order");
      next += g->terms;
    }
    check_true(next == s->terms, "the pairs hold all terms");
    pairs += s->pairs;
    terms += s->terms;
  }
  check_true(pairs == tp->pairs && terms == tp->terms, "and so do the paths");
  tp_free(tp);
}

/* ---- [edges] Bad input ---- */
static enum tp_status attempt(enum tp_mode mode, const char *in1,
                              const char *in2, const char *out)
{
  struct irreps a = layout(in1), b = layout(in2), c = layout(out);
  struct tensor_product *tp = (struct tensor_product *)&a;
  enum tp_status status = tp_create(mode, &a, &b, &c, &tp);
  check_true((tp == NULL) == (status != TP_OK), "a product or NULL");
  tp_free(tp);
  return status;
}

/* As many scalars as nearly fit a size_t of this machine, as a layout. */
static const char *most_scalars(void)
{
  static char text[32];
  snprintf(text, sizeof text, "%zux0e", SIZE_MAX / 64);
  return text;
}

TEST(edge_create)
{
  check_true(attempt((enum tp_mode)7, "0e", "0e", "0e") == TP_BAD_MODE, "mode");
  check_true(attempt(TP_FULL, "101e", "0e", "101e") == TP_BAD_L &&
                 attempt(TP_FULL, "0e", "101e", "101e") == TP_BAD_L &&
                 attempt(TP_FULL, "100e", "1e", "101e") == TP_BAD_L,
             "a degree beyond the tables, in any of the three");
  check_true(attempt(TP_DEPTHWISE, "2x1o", "2x1o", "2x0e") == TP_BAD_CHANNELS,
             "the filter of a depthwise product has one channel");
  check_true(attempt(TP_DEPTHWISE, "2x1o", "1x1o", "2x0e + 2x0e") ==
                     TP_BAD_OUTPUT &&
                 attempt(TP_DEPTHWISE, "2x1o", "1x1o", "2x2e + 2x0e") ==
                     TP_BAD_OUTPUT &&
                 attempt(TP_DEPTHWISE, "2x1o", "1x1o", "3x0e") == TP_BAD_OUTPUT,
             "twice, out of order, wrong channels");
  check_true(attempt(TP_FULL, "2x1o", "1x1o", "2x0e + 1x0o") == TP_NO_PATH &&
                 attempt(TP_FULL, "0e", "0e", "") == TP_NO_PATH &&
                 attempt(TP_DEPTHWISE, "0e", "0e", "") == TP_NO_PATH,
             "a block that nothing reaches would be zero for ever");
  check_true(attempt(TP_FULL, "99999999x0e", "99999999x0e", "99999999x0e") ==
                 TP_OVERFLOW,
             "10^24 weights");
  check_true(
      attempt(TP_FULL, "1x0e", most_scalars(), "1000x0e") == TP_OVERFLOW &&
          attempt(TP_FULL, most_scalars(), "1000x0e", "1x0e") == TP_OVERFLOW,
      "too many for two of three factors");
  char sum[160];
  const char *most = most_scalars();
  snprintf(sum, sizeof sum, "%s + %s + %s + %s", most, most, most, most);
  check_true(attempt(TP_FULL, "1x0e", "1x0e + 1x0e + 1x0e", sum) == TP_OVERFLOW,
             "paths that fit, whose sum does not");
}

TEST(edge_create_null)
{
  struct irreps a = layout("1o"), b = layout("1o"), c = layout("0e"), d = c;
  struct tensor_product *tp = NULL;
  check_true(tp_create(TP_FULL, NULL, &b, &c, &tp) == TP_NULL &&
                 tp_create(TP_FULL, &a, NULL, &c, &tp) == TP_NULL &&
                 tp_create(TP_FULL, &a, &b, NULL, &tp) == TP_NULL &&
                 tp_create(TP_FULL, &a, &b, &c, NULL) == TP_NULL,
             "null is refused");
  d.dim = 7;
  check_true(tp_create(TP_FULL, &a, &b, &d, &tp) == TP_BAD_IRREPS && !tp &&
                 tp_create(TP_FULL, &a, &d, &c, &tp) == TP_BAD_IRREPS &&
                 tp_create(TP_FULL, &d, &b, &c, &tp) == TP_BAD_IRREPS,
             "a broken layout");
  check_true(tp_weights(NULL) == 0, "no product, no weights");
  tp_free(NULL);
}

TEST(edge_outputs)
{
  struct irreps a = layout("2x1o"), two = layout("2x0e"), c = a, d = a;
  check_true(tp_depthwise_output(NULL, &a, NULL, &c) == TP_NULL &&
                 tp_depthwise_output(&a, NULL, NULL, &c) == TP_NULL &&
                 tp_depthwise_output(&a, &a, NULL, NULL) == TP_NULL,
             "null is refused");
  check_true(tp_depthwise_output(&a, &two, NULL, &c) == TP_BAD_CHANNELS,
             "two channels in the filter");
  d.block[0].channels = 0;
  check_true(tp_depthwise_output(&d, &a, NULL, &c) == TP_BAD_IRREPS &&
                 tp_depthwise_output(&a, &d, NULL, &c) == TP_BAD_IRREPS &&
                 tp_depthwise_output(&a, &a, &d, &c) == TP_BAD_IRREPS,
             "a broken layout");
  check_true(tp_full_output(NULL, &a, &a, &c) == TP_NULL &&
                 tp_full_output(&a, NULL, &a, &c) == TP_NULL &&
                 tp_full_output(&a, &a, NULL, &c) == TP_NULL &&
                 tp_full_output(&a, &a, &a, NULL) == TP_NULL &&
                 tp_full_output(&d, &a, &a, &c) == TP_BAD_IRREPS &&
                 tp_full_output(&a, &d, &a, &c) == TP_BAD_IRREPS &&
                 tp_full_output(&a, &a, &d, &c) == TP_BAD_IRREPS,
             "and by tp_full_output");
  struct irreps many = layout("100e + 27e"), filter = layout("100o");
  check_true(tp_depthwise_output(&many, &filter, NULL, &c) == TP_OK &&
                 c.n == IRREPS_MAX,
             "201 + 55 blocks just fit");
  many = layout("100e + 27e + 0e");
  check_true(tp_depthwise_output(&many, &filter, NULL, &c) == TP_TOO_MANY,
             "257 do not");
  filter = layout("100o + 0e");
  check_true(tp_depthwise_output(&many, &filter, NULL, &c) == TP_TOO_MANY,
             "and one more changes nothing");
  many = layout("150e");
  check_true(tp_depthwise_output(&many, &many, NULL, &c) == TP_BAD_L,
             "a degree beyond a layout's");
  many = layout(most_scalars());
  filter = layout("100e");
  check_true(tp_depthwise_output(&many, &filter, NULL, &c) == TP_OVERFLOW &&
                 c.n == IRREPS_MAX,
             "too large, and the output untouched");
}

TEST(edge_batch)
{
  struct tensor_product *tp = product_of(TP_FULL, "1x1o", "1x1o", "2x0e");
  real x[6] = {0}, w[4] = {0}, y[4] = {5, 5, 5, 5};
  check_true(tp_forward(NULL, 1, x, x, w, 0, y) == TP_NULL &&
                 tp_forward(tp, 1, NULL, x, w, 0, y) == TP_NULL &&
                 tp_forward(tp, 1, x, NULL, w, 0, y) == TP_NULL &&
                 tp_forward(tp, 1, x, x, NULL, 0, y) == TP_NULL &&
                 tp_forward(tp, 1, x, x, w, 0, NULL) == TP_NULL,
             "forward refuses null");
  check_true(tp_backward(NULL, 1, x, x, w, 0, y, x, x, w) == TP_NULL &&
                 tp_backward(tp, 1, NULL, x, w, 0, y, x, x, w) == TP_NULL &&
                 tp_backward(tp, 1, x, NULL, w, 0, y, x, x, w) == TP_NULL &&
                 tp_backward(tp, 1, x, x, NULL, 0, y, x, x, w) == TP_NULL &&
                 tp_backward(tp, 1, x, x, w, 0, NULL, x, x, w) == TP_NULL,
             "backward refuses null");
  check_true(tp_forward(tp, 2, x, x, w, 1, y) == TP_BAD_STRIDE &&
                 tp_backward(tp, 2, x, x, w, 1, y, NULL, NULL, w) ==
                     TP_BAD_STRIDE,
             "weights of items must not overlap");
  check_true(tp_forward(tp, SIZE_MAX / 8, x, x, w, 0, y) == TP_OVERFLOW &&
                 tp_backward(tp, SIZE_MAX / 8, x, x, w, 0, y, x, x, w) ==
                     TP_OVERFLOW,
             "more items than memory");
  const size_t many = SIZE_MAX / 16;
  struct tensor_product *wide = product_of(TP_FULL, "1x0e", "1x0e", "9x0e");
  struct tensor_product *deep = product_of(TP_FULL, "1x0e", "9x0e", "1x0e");
  check_true(tp_forward(wide, many / 2, x, x, w, 0, y) == TP_OVERFLOW &&
                 tp_forward(deep, many / 2, x, x, w, 0, y) == TP_OVERFLOW &&
                 tp_forward(deep, 2, x, x, w, many, y) == TP_OVERFLOW,
             "in the output, the second input, the weights");
  tp_free(wide), tp_free(deep);
  check_true(tp_forward(tp, 0, NULL, NULL, NULL, 0, NULL) == TP_OK &&
                 tp_backward(tp, 0, NULL, NULL, NULL, 0, NULL, NULL, NULL,
                             NULL) == TP_OK,
             "no items, nothing to do");
  check_true(y[0] == 5, "nothing was written");
  check_true(tp_forward(tp, 2, x, x, w, 2, y) == TP_OK && y[0] == 0 &&
                 y[3] == 0,
             "zero in, zero out");
  tp_free(tp);
}

TEST(edge_nan)
{
  struct random g = random_seed(525);
  struct example e =
      prepare(TP_DEPTHWISE, "2x0e + 1x1o", "1x0e + 1x1o", "", 2, true);
  random_example(&g, &e);
  e.x1[0] = (real)NAN;
  forward(&e);
  check_true(isnan(e.y[0]) && !isnan(e.y[1]), "NaN stays in its channel");
  for (size_t i = e.tp->out.dim; i < e.sizey; i++)
    check_true(isfinite(e.y[i]), "and in its item");
  release(&e);
}

TEST(edge_high_degree)
{
  struct random g = random_seed(526);
  struct example e = prepare(TP_FULL, "1x100e", "1x0e", "1x100e", 1, true);
  random_example(&g, &e);
  e.x2[0] = e.w[0] = 1;
  forward(&e);
  check_residual(difference(e.sizey, e.y, e.x1), 4 * EPS,
                 "times one is the same, at the largest degree");
  release(&e);
}

TEST(edge_dense)
{
  struct tensor_product *tp = product_of(TP_FULL, "1x1o", "1x1o", "1x0e");
  real x[3] = {0}, w[1] = {0}, y[1];
  double Q[9];
  check_true(tp_matrix(NULL, w, Q) == TP_NULL &&
                 tp_matrix(tp, NULL, Q) == TP_NULL &&
                 tp_matrix(tp, w, NULL) == TP_NULL,
             "the matrix refuses null");
  check_true(tp_dense(NULL, 1, x, x, w, 0, y) == TP_NULL &&
                 tp_dense(tp, 1, NULL, x, w, 0, y) == TP_NULL &&
                 tp_dense(tp, 1, x, NULL, w, 0, y) == TP_NULL &&
                 tp_dense(tp, 1, x, x, NULL, 0, y) == TP_NULL &&
                 tp_dense(tp, 1, x, x, w, 0, NULL) == TP_NULL,
             "and so does the product through it");
  check_true(tp_dense(tp, SIZE_MAX / 8, x, x, w, 0, y) == TP_OVERFLOW &&
                 tp_dense(tp, 0, NULL, NULL, NULL, 0, NULL) == TP_OK,
             "many items, no items");
  tp_free(tp);
  tp = product_of(TP_DEPTHWISE, "99999999x0e", "1x0e", "");
  enum tp_status large = SIZE_MAX > UINT32_MAX ? TP_NO_MEMORY : TP_OVERFLOW;
  check_true(!MEMORY_MAY_BE_REFUSED || tp_dense(tp, 1, x, x, w, 0, y) == large,
             "a matrix of 80 petabytes");
  tp_free(tp);
  tp = product_of(TP_DEPTHWISE, most_scalars(), "1x0e", "");
  check_true(tp_dense(tp, 1, x, x, w, 0, y) == TP_OVERFLOW &&
                 tp_matrix(tp, w, Q) == TP_OVERFLOW,
             "one that cannot be counted");
  tp_free(tp);
  tp =
      product_of(TP_DEPTHWISE, most_scalars(), "1x0e + 1x100e", most_scalars());
  check_true(tp_matrix(tp, w, Q) == TP_OVERFLOW, "nor can its columns");
  tp_free(tp);
}

TEST(edge_tp_messages)
{
  for (int a = TP_OK; a <= TP_NO_MEMORY + 1; a++)
    for (int b = TP_OK; b < a; b++)
      check_true(strcmp(tp_message((enum tp_status)a),
                        tp_message((enum tp_status)b)) != 0,
                 "statuses %d and %d have words of their own", a, b);
}

/* ---- [main] The suite ---- */
static const struct test tests[] = {CASE(anchor_full),
                                    CASE(anchor_depthwise),
                                    CASE(anchor_odd_path),
                                    CASE(anchor_dot_cross),
                                    CASE(anchor_scales),
                                    CASE(anchor_depthwise_output),
                                    CASE(anchor_full_output),
                                    CASE(law_path_count),
                                    CASE(law_dimensions),
                                    CASE(law_kronecker),
                                    CASE(law_equivariance),
                                    CASE(law_gradients_turn),
                                    CASE(law_chain_rule),
                                    CASE(law_euler),
                                    CASE(law_unit_variance),
                                    CASE(law_sampled_variance),
                                    CASE(law_harmonic_variance),
                                    CASE(law_every_map),
                                    CASE(law_symmetry_kept),
                                    CASE(law_self_product),
                                    CASE(law_mirror),
                                    CASE(law_items),
                                    CASE(law_accumulate),
                                    CASE(law_pairs),
                                    CASE(edge_create),
                                    CASE(edge_create_null),
                                    CASE(edge_outputs),
                                    CASE(edge_batch),
                                    CASE(edge_nan),
                                    CASE(edge_high_degree),
                                    CASE(edge_dense),
                                    CASE(edge_tp_messages)};

TEST_MAIN("05-tensor-products/tensor_product", tests)

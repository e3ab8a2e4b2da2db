/* test_8_backward.c: exercise 5.8. Against differences and the library. */
#include "test_path.h"

#include <math.h>

enum { LARGE = 7 * 13 };

struct example {
  const struct tp_path *path;
  const struct tp_pair *pair;
  const struct tp_term *term;
  size_t n1, n2, n3, nw;
  real x1[LARGE], x2[LARGE], w[LARGE], dy[LARGE];
};

static struct example prepare(struct random *g, const struct tensor_product *tp,
                              size_t p)
{
  const struct tp_shape *s = &tp->path[p].shape;
  struct example e = {.path = &tp->path[p],
                      .pair = tp->pair + tp->path[p].pair,
                      .term = tp->term + tp->path[p].term};
  e.nw = s->channels1;
  e.n1 = (2 * (size_t)s->l1 + 1) * e.nw;
  e.n2 = 2 * (size_t)s->l2 + 1;
  e.n3 = (2 * (size_t)s->l3 + 1) * e.nw;
  randomise(g, LARGE, e.x1);
  randomise(g, LARGE, e.x2);
  randomise(g, LARGE, e.w);
  randomise(g, LARGE, e.dy);
  return e;
}

static void backward(struct example *e, real *d1, real *d2, real *dw)
{
  my_tp_depthwise_backward(e->path->shape, e->pair, e->term, e->x1, e->x2, e->w,
                           e->dy, d1, d2, dw);
}

static void given_example(const struct example *e, const char *seed)
{
  const struct tp_shape *s = &e->path->shape;
  given("the path %d x %d -> %d, %zu channels, x1 = %s, x2 = %s, w = %s, "
        "dy = %s (%s)",
        s->l1, s->l2, s->l3, e->nw, list(e->n1, e->x1), list(e->n2, e->x2),
        list(e->nw, e->w), list(e->n3, e->dy), seed);
}

static double loss(const struct example *e)
{
  real y[LARGE] = {0};
  double L = 0;
  tp_depthwise_forward(e->path->shape, e->pair, e->term, e->x1, e->x2, e->w, y);
  for (size_t i = 0; i < e->n3; i++)
    L += (double)e->dy[i] * (double)y[i];
  return L;
}

/* L is linear in each number: a step of 1 is exact but for rounding, which is
 * a few eps of sums of some hundred products. */
static void compare(struct example *e, size_t n, real *x, const real *dx,
                    const char *what)
{
  for (size_t i = 0; i < n; i++) {
    const real kept = x[i];
    x[i] = kept + 1;
    double up = loss(e);
    x[i] = kept - 1;
    double down = loss(e);
    x[i] = kept;
    expect(dx[i], (up - down) / 2, 2000 * (double)REAL_EPS,
           "%s[%zu], against a difference of losses", what, i);
  }
}

TEST(law_differences)
{
  struct random g = random_seed(5801);
  struct tensor_product *tp =
      product("3x1o + 2x2e + 7x3o", "0e + 1o + 2e + 3o");
  for (size_t p = 0; p < tp->paths; p++) {
    struct example e = prepare(&g, tp, p);
    real d1[LARGE] = {0}, d2[LARGE] = {0}, dw[LARGE] = {0};
    backward(&e, d1, d2, dw);
    given_example(&e, "seed 5801");
    compare(&e, e.n1, e.x1, d1, "dx1");
    compare(&e, e.n2, e.x2, d2, "dx2");
    compare(&e, e.nw, e.w, dw, "dw");
  }
  tp_free(tp);
}

TEST(anchor_backward)
{
  /* 1o x 1o -> 0e with weight 3: L = dy 3 (a . b) / sqrt 3. */
  struct irreps in = {0}, out = {0};
  struct tensor_product *tp = NULL;
  irreps_append(&in, 1, 1, -1);
  irreps_append(&out, 1, 0, 1);
  need(tp_create(TP_DEPTHWISE, &in, &in, &out, &tp) == TP_OK, "a dot product");
  const real a[3] = {2, 3, 1}, b[3] = {5, 7, -4}, w[1] = {3}, dy[1] = {2};
  real d1[3] = {0}, d2[3] = {0}, dw[1] = {0};
  my_tp_depthwise_backward(tp->path->shape, tp->pair, tp->term, a, b, w, dy, d1,
                           d2, dw);
  given("1 x 1 -> 0, x1 = %s, x2 = %s, w = 3, dy = 2", list(3, a), list(3, b));
  for (int i = 0; i < 3; i++) {
    expect(d1[i], 6 * (double)b[i] / sqrt(3.0), 100 * (double)REAL_EPS,
           "dx1 = dy w b / sqrt 3");
    expect(d2[i], 6 * (double)a[i] / sqrt(3.0), 100 * (double)REAL_EPS,
           "dx2 = dy w a / sqrt 3");
  }
  expect(dw[0], 54 / sqrt(3.0), 100 * (double)REAL_EPS,
         "dw = dy (a . b) / sqrt 3");
  tp_free(tp);
}

TEST(edge_backward)
{
  struct random g = random_seed(5802);
  struct tensor_product *tp = product("4x2e", "3o");
  struct example e = prepare(&g, tp, 2);
  real d1[LARGE] = {0}, d2[LARGE] = {0}, dw[LARGE] = {0};
  real f1[LARGE], f2[LARGE], fw[LARGE];
  for (size_t i = 0; i < LARGE; i++)
    f1[i] = f2[i] = fw[i] = 100;
  backward(&e, d1, d2, dw);
  backward(&e, NULL, NULL, NULL);
  backward(&e, f1, NULL, NULL);
  backward(&e, NULL, f2, NULL);
  backward(&e, NULL, NULL, fw);
  /* 100 and a sum of numbers below 30: a few roundings of 130. */
  given_example(&e, "seed 5802");
  double round = 2000 * (double)REAL_EPS;
  for (size_t i = 0; i < e.n1; i++)
    expect(f1[i], 100 + (double)d1[i], round,
           "dx1 asked for alone, added to 100: number %zu", i);
  for (size_t i = 0; i < e.n2; i++)
    expect(f2[i], 100 + (double)d2[i], round,
           "dx2 asked for alone, added to 100: number %zu", i);
  for (size_t i = 0; i < e.nw; i++)
    expect(fw[i], 100 + (double)dw[i], round,
           "dw asked for alone, added to 100: number %zu", i);
  tp_free(tp);
}

static const struct test tests[] = {CASE(anchor_backward),
                                    CASE(law_differences), CASE(edge_backward)};

TEST_MAIN("8 backward", tests)

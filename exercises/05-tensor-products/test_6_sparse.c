/* test_6_sparse.c: exercise 5.6. Against the library's loop. */
#include "test_path.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The cross product by hand: C = +-1/sqrt 2 in six places, rows y, z, x. */
static const struct tp_term cross_terms[6] = {
    {(real)0.70710678118654752, 2},  {(real)-0.70710678118654752, 1},
    {(real)-0.70710678118654752, 2}, {(real)0.70710678118654752, 0},
    {(real)0.70710678118654752, 1},  {(real)-0.70710678118654752, 0}};

TEST(anchor_sparse)
{
  /* Two channels: (x, y, z) = (1, 2, 3) with weight 2 and (0, 1, 0) with
   * weight -1, crossed with (-4, 5, 7).  The terms are out of order on
   * purpose: a pair says which are its own. */
  static const struct tp_pair pair[6] = {{0, 1, 2, 1}, {0, 2, 4, 1},
                                         {1, 0, 0, 1}, {1, 2, 5, 1},
                                         {2, 0, 1, 1}, {2, 1, 3, 1}};
  struct tp_shape s = {1, 1, 1, 2, 1, 2, 6, 6};
  const real x1[6] = {2, 1, 3, 0, 1, 0}, x2[3] = {5, 7, -4}, w[2] = {2, -1};
  /* 2 (-19, 13, -1) and -(0, 4, 7), as (y, z, x), over sqrt 2 */
  const double want[6] = {-38, 0, 26, -4, -2, -7};
  real y[6] = {0};
  my_tp_depthwise_forward(s, pair, cross_terms, x1, x2, w, y);
  given("x1 = %s, x2 = %s, w = %s, y = 0 before", list(6, x1), list(3, x2),
        list(2, w));
  for (int i = 0; i < 6; i++)
    expect(y[i], want[i] / sqrt(2.0), 64 * (double)REAL_EPS,
           "number %d of two cross products", i);
}

TEST(law_sparse)
{
  struct random g = random_seed(5601);
  struct tensor_product *tp =
      product("5x0e + 3x1o + 2x2e + 7x3o", "0e + 1o + 2e + 3o");
  real *x1 = calloc(tp->in1.dim, sizeof *x1), w[7], x2[16];
  real got[7 * 13], want[7 * 13];
  need(x1 != NULL, "memory");
  randomise(&g, tp->in1.dim, x1);
  randomise(&g, 16, x2);
  randomise(&g, 7, w);
  for (size_t p = 0; p < tp->paths; p++) {
    const struct tp_path *k = &tp->path[p];
    size_t n = (2 * (size_t)k->shape.l3 + 1) * k->shape.channels1;
    const real *a = x1 + tp->in1.block[k->b1].offset;
    const real *b = x2 + tp->in2.block[k->b2].offset;
    memset(got, 0, sizeof got);
    memset(want, 0, sizeof want);
    my_tp_depthwise_forward(k->shape, tp->pair + k->pair, tp->term + k->term, a,
                            b, w, got);
    tp_depthwise_forward(k->shape, tp->pair + k->pair, tp->term + k->term, a, b,
                         w, want);
    given("the path %d x %d -> %d, %zu channels, x1 = %s, x2 = %s, w = %s "
          "(seed 5601)",
          k->shape.l1, k->shape.l2, k->shape.l3, k->shape.channels1,
          list((2 * (size_t)k->shape.l1 + 1) * k->shape.channels1, a),
          list(2 * k->shape.l2 + 1, b), list(k->shape.channels1, w));
    /* A few dozen products of normal numbers, in any order. */
    expect_list(n, got, want, 64 * (double)REAL_EPS,
                "y, as the library makes it");
  }
  free(x1);
  tp_free(tp);
}

TEST(edge_sparse)
{
  struct tensor_product *tp = product("1x2e", "1x0e");
  const struct tp_path *k = &tp->path[0];
  const real x1[5] = {1, 2, 3, 4, 5}, x2[1] = {2}, w[1] = {3};
  real y[5] = {10, 10, 10, 10, 10};
  my_tp_depthwise_forward(k->shape, tp->pair, tp->term, x1, x2, w, y);
  given("2 x 0 -> 2, x1 = (1, 2, 3, 4, 5), x2 = (2), w = (3), y = 10 before");
  for (int i = 0; i < 5; i++)
    expect(y[i], 10 + 6 * (i + 1), 64 * (double)REAL_EPS,
           "times a scalar, added to what was there");
  struct tp_shape none = k->shape;
  none.channels1 = none.channels3 = 0;
  my_tp_depthwise_forward(none, tp->pair, tp->term, x1, x2, w, y);
  expect(y[0], 16, 64 * (double)REAL_EPS, "no channels, nothing to do");
  tp_free(tp);
}

static const struct test tests[] = {CASE(anchor_sparse), CASE(law_sparse),
                                    CASE(edge_sparse)};

TEST_MAIN("6 sparse", tests)

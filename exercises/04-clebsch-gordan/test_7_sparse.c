/* Tests of exercise 4.7. */
#include "exercises.h"
#include "expect.h"
#include "wigner.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Room for l <= 7. */
#define ROOM 450

TEST(law_sparse_intertwines)
{
  /* C (D x, D y) = D C (x, y); D is right to 1e-14, coefficients to 1e-15. */
  struct random g = random_seed(47);
  const int tried[][3] = {
      {1, 1, 1}, {2, 1, 2}, {2, 2, 3}, {4, 3, 2}, {7, 6, 5}};
  static double D[3][225];
  static struct cg_term t[ROOM];
  for (size_t k = 0; k < 5; k++) {
    double x[3][15] = {{0}}, u[3][15] = {{0}}, z[15] = {0}, length = 0;
    rot3 R = so3_random(&g);
    size_t n = 0, d[3];
    for (int i = 0; i < 3; i++) {
      d[i] = 2 * (size_t)tried[k][i] + 1;
      need(wigner_d(tried[k][i], R, D[i]) == WIGNER_OK, "D");
      for (size_t j = 0; j < d[i] && i < 2; j++)
        x[i][j] = random_normal(&g) / sqrt((double)d[i]);
    }
    given("l1, l2, l3 = %d, %d, %d, R = %s (seed 47)", tried[k][0], tried[k][1],
          tried[k][2], mat(R));
    expect_is(my_cg_sparse(tried[k][0], tried[k][1], tried[k][2], &n, t), CG_OK,
              "a status");
    expect_that(n <= ROOM, "at most 450 terms", "%zu terms", n);
    for (size_t e = 0; e < n; e++)
      expect_that(t[e].i1 < d[0] && t[e].i2 < d[1] && t[e].i3 < d[2],
                  "places inside the three degrees",
                  "term %zu stands at %d, %d, %d of %zu, %zu, %zu", e,
                  (int)t[e].i1, (int)t[e].i2, (int)t[e].i3, d[0], d[1], d[2]);
    for (size_t e = 0; e < n; e++)
      x[2][t[e].i3] += t[e].c * x[0][t[e].i1] * x[1][t[e].i2];
    for (int i = 0; i < 3; i++)
      for (size_t a = 0; a < d[i]; a++)
        for (size_t b = 0; b < d[i]; b++)
          u[i][a] += D[i][a * d[i] + b] * x[i][b];
    for (size_t e = 0; e < n; e++)
      z[t[e].i3] += t[e].c * u[0][t[e].i1] * u[1][t[e].i2];
    for (size_t c = 0; c < d[2]; c++) {
      expect(z[c], u[2][c], 1e-13,
             "component %zu of the product, turned before or after", c);
      length += u[2][c] * u[2][c];
    }
    expect_that(length > 0, "a product that is not zero",
                "zero in every component");
  }
}

TEST(law_sparse_is_the_librarys)
{
  static struct cg_term mine[ROOM], t[ROOM];
  for (int l1 = 0; l1 <= 5; l1++)
    for (int l2 = 0; l2 <= 5; l2++)
      for (int l3 = abs(l1 - l2); l3 <= l1 + l2; l3++) {
        size_t n = 0, count = 0, want = 0;
        cg_sparse(l1, l2, l3, &want, t);
        given("l1, l2, l3 = %d, %d, %d", l1, l2, l3);
        expect_is(my_cg_sparse(l1, l2, l3, &count, NULL), CG_OK, "a status");
        expect_is(my_cg_sparse(l1, l2, l3, &n, mine), CG_OK, "a status");
        expect_is(n, want, "how many terms, counted without terms and listed");
        expect_is(count, want,
                  "how many terms, counted without terms and listed");
        for (size_t e = 0; e < n && e < want; e++) {
          expect_is(mine[e].i1, t[e].i1,
                    "its place: the terms are in order, term %zu", e);
          expect_is(mine[e].i2, t[e].i2,
                    "its place: the terms are in order, term %zu", e);
          expect_is(mine[e].i3, t[e].i3,
                    "its place: the terms are in order, term %zu", e);
          expect(mine[e].c, t[e].c, 1e-15, "term %zu", e);
        }
      }
}

TEST(anchor_sparse)
{
  static struct cg_term t[ROOM];
  const double r2 = 0.70710678118654752, r3 = 0.57735026918962576;
  const struct cg_term cross[6] = {{0, 1, 2, r2},  {0, 2, 1, -r2},
                                   {1, 0, 2, -r2}, {1, 2, 0, r2},
                                   {2, 0, 1, r2},  {2, 1, 0, -r2}};
  size_t n = 0;
  given("the dot product: l1, l2, l3 = 1, 1, 0");
  expect_is(my_cg_sparse(1, 1, 0, &n, t), CG_OK, "dot product");
  expect_is(n, 3, "dot product");
  for (size_t e = 0; e < 3 && e < n; e++)
    expect(t[e].c, r3, 1e-15, "the dot product over sqrt 3");
  given("the cross product: l1, l2, l3 = 1, 1, 1");
  expect_is(my_cg_sparse(1, 1, 1, &n, t), CG_OK, "cross product");
  expect_is(n, 6, "cross product");
  for (size_t e = 0; e < 6 && e < n; e++) {
    expect_is(t[e].i1, cross[e].i1, "where term %zu stands", e);
    expect_is(t[e].i2, cross[e].i2, "where term %zu stands", e);
    expect_is(t[e].i3, cross[e].i3, "where term %zu stands", e);
    expect(t[e].c, cross[e].c, 1e-15,
           "term %zu of the cross product over sqrt 2", e);
  }
}

TEST(edge_sparse)
{
  static struct cg_term t[ROOM];
  size_t n = 77;
  given("n = 77 before");
  expect_is(my_cg_sparse(0, 0, 0, &n, t), CG_OK, "scalars");
  expect_is(n, 1, "scalars");
  expect(t[0].c, 1, 0, "scalars");
  n = 77;
  expect_is(my_cg_sparse(-1, 1, 1, &n, t), CG_BAD_L, "a negative degree");
  expect_is(my_cg_sparse(1, 1, CG_LMAX + 1, &n, t), CG_BAD_L, "too large");
  expect_is(my_cg_sparse(1, 1, 3, &n, t), CG_FORBIDDEN, "the triangle rule");
  expect_is(my_cg_sparse(1, 3, 1, &n, t), CG_FORBIDDEN, "from below");
  expect_is(my_cg_sparse(1, 1, 1, NULL, t), CG_NULL, "null");
  expect_is(n, 77, "untouched on error");
}

static const struct test tests[] = {
    CASE(law_sparse_intertwines),
    CASE(law_sparse_is_the_librarys),
    CASE(anchor_sparse),
    CASE(edge_sparse),
};

TEST_MAIN("7 sparse", tests)

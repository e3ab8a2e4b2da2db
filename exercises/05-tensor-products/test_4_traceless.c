/* test_4_traceless.c: exercise 5.4. Against cg_real and the matrix itself. */
#include "exercises.h"
#include "expect.h"
#include "random.h"

#include <math.h>

#include "clebsch_gordan.h"

/* Every number is a sum of at most three products of numbers below 4. */
#define ROUND 1e-14

TEST(anchor_traceless)
{
  const double a[3] = {2, 3, 1}, b[3] = {5, 7, -4}; /* (y, z, x) */
  /* xy: 1*5 + 2*-4, yz: 2*7 + 3*5, zz: 2*21 + 4 - 10, zx: 3*-4 + 1*7,
   * xx - yy: -4 - 10 */
  const double want[5] = {-3, 29, 36, -5, -14};
  double q[5];
  symmetric_traceless(a, b, q);
  given("a = %s, b = %s, each as (y, z, x)", list(3, a), list(3, b));
  for (int m = 0; m < 5; m++)
    expect(q[m], want[m] / sqrt(m == 2 ? 6.0 : 2.0), 4 * ROUND,
           "component m = %d", m - 2);
}

TEST(law_path)
{
  struct random g = random_seed(5401);
  double C[45], a[3], b[3], q[5];
  need(cg_real(1, 1, 2, C) == CG_OK, "the tensor (1, 1, 2)");
  for (int trial = 0; trial < 20; trial++) {
    for (int i = 0; i < 3; i++) {
      a[i] = random_normal(&g);
      b[i] = random_normal(&g);
    }
    symmetric_traceless(a, b, q);
    given("a = %s, b = %s, as (y, z, x), trial %d", list(3, a), list(3, b),
          trial);
    for (int m = 0; m < 5; m++) {
      double want = 0;
      for (int i = 0; i < 9; i++)
        want += C[5 * i + m] * a[i / 3] * b[i % 3];
      expect(q[m], want, ROUND, "the path 1 x 1 -> 2 (seed 5401)");
    }
  }
}

TEST(law_matrix)
{
  struct random g = random_seed(5402);
  double a[3], b[3], q[5], S[9];
  for (int trial = 0; trial < 20; trial++) {
    for (int i = 0; i < 3; i++) {
      a[i] = random_normal(&g);
      b[i] = random_normal(&g);
    }
    symmetric_traceless(a, b, q);
    given("a = %s, b = %s, as (y, z, x), trial %d", list(3, a), list(3, b),
          trial);
    traceless_matrix(q, S);
    double dot = a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    for (int i = 0; i < 3; i++)
      for (int j = 0; j < 3; j++)
        expect(S[3 * i + j],
               (a[i] * b[j] + a[j] * b[i]) / 2 - (i == j ? dot / 3 : 0),
               2 * ROUND, "S[%d][%d] (seed 5402)", i, j);
  }
}

TEST(edge_traceless)
{
  const double x[3] = {0, 0, 1}, y[3] = {1, 0, 0}, zero[5] = {0};
  double q[5], S[9];
  symmetric_traceless(x, x, q);
  given("a = b = x");
  expect(q[2], -1 / sqrt(6.0), ROUND, "x x has -1/sqrt 6 of m = 0");
  expect(q[4], 1 / sqrt(2.0), ROUND, "and 1/sqrt 2 of m = 2");
  symmetric_traceless(x, y, q);
  given("a = x, b = y");
  expect(q[0], 1 / sqrt(2.0), ROUND, "x y has only m = -2");
  expect(q[1], 0, 0, "and no other");
  expect(q[2], 0, 0, "and no other");
  expect(q[3], 0, 0, "and no other");
  expect(q[4], 0, 0, "and no other");
  traceless_matrix(zero, S);
  given("q = 0");
  for (int i = 0; i < 9; i++)
    expect(S[i], 0, 0, "zero is zero, in every entry");
}

static const struct test tests[] = {CASE(anchor_traceless), CASE(law_path),
                                    CASE(law_matrix), CASE(edge_traceless)};

TEST_MAIN("4 traceless", tests)

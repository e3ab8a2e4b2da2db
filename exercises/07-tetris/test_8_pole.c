/* Tests of exercise 7.8. */
#include "clebsch_gordan.h"
#include "exercises.h"
#include "expect.h"

#include <math.h>
#include <stdlib.h>

/* Sums of at most 2 l + 1 <= 61 products of order one. */
static const double NEAR = 100 * 2.3e-16;

/* The whole matrix of the path at the pole, from the definition. */
static void matrix_at_pole(int l1, int l2, int l3, double *M)
{
  size_t n1 = (size_t)(2 * l1 + 1), n2 = (size_t)(2 * l2 + 1);
  size_t n3 = (size_t)(2 * l3 + 1);
  double *C = malloc(n1 * n2 * n3 * sizeof *C);
  need(C && cg_real(l1, l2, l3, C) == CG_OK, "the tensor");
  double y = sqrt((2 * l2 + 1) / (4 * 3.14159265358979323846));
  for (size_t i = 0; i < n1; i++)
    for (size_t k = 0; k < n3; k++)
      M[k * n1 + i] = y * C[(i * n2 + (size_t)l2) * n3 + k];
  free(C);
}

/* The matrix that a and b stand for. */
static double rebuilt(int m3, int m1, const double *a, const double *b)
{
  int m = abs(m1);
  if (m != abs(m3))
    return 0;
  if (m1 == m3)
    return a[m];
  return m3 > 0 ? -b[m] : b[m];
}

static void expect_whole_matrix(int l1, int l2, int l3)
{
  double a[31], b[31], M[61 * 61];
  int least = l1 < l3 ? l1 : l3;
  expect_is(pole_filter(l1, l2, l3, a, b), true, "a path");
  matrix_at_pole(l1, l2, l3, M);
  given("l1, l2, l3 = %d, %d, %d: a = %s, b = %s", l1, l2, l3,
        list(least + 1, a), list(least + 1, b));
  for (int m3 = -l3; m3 <= l3; m3++)
    for (int m1 = -l1; m1 <= l1; m1++) {
      bool inside = abs(m1) <= least && abs(m3) <= least;
      double got = inside ? rebuilt(m3, m1, a, b) : 0;
      expect(got, M[(m3 + l3) * (2 * l1 + 1) + m1 + l1], NEAR,
             "the matrix that a and b stand for, m3 = %d, m1 = %d", m3, m1);
    }
}

TEST(law_it_is_the_whole_matrix)
{
  for (int l1 = 0; l1 <= 5; l1++)
    for (int l2 = 0; l2 <= 5; l2++)
      for (int l3 = abs(l1 - l2); l3 <= l1 + l2 && l3 <= 5; l3++)
        expect_whole_matrix(l1, l2, l3);
}

TEST(law_even_paths_stretch_and_odd_paths_turn)
{
  for (int l1 = 0; l1 <= 4; l1++)
    for (int l2 = 0; l2 <= 4; l2++)
      for (int l3 = abs(l1 - l2); l3 <= l1 + l2 && l3 <= 4; l3++) {
        double a[5], b[5];
        pole_filter(l1, l2, l3, a, b);
        given("l1, l2, l3 = %d, %d, %d", l1, l2, l3);
        for (int m = 0; m <= (l1 < l3 ? l1 : l3); m++)
          expect((l1 + l2 + l3) % 2 ? a[m] : b[m], 0, NEAR,
                 "%s[%d] of an %s path", (l1 + l2 + l3) % 2 ? "a" : "b", m,
                 (l1 + l2 + l3) % 2 ? "odd" : "even");
      }
}

/* (1,1,1) is the cross product over sqrt 2, with z: x -> y, y -> -x; the
 * harmonic at the pole is sqrt(3/4pi).  (1,1,0) is z over sqrt 3. */
TEST(anchor_cross_and_dot)
{
  double a[3], b[3];
  given("l1, l2, l3 = 1, 1, 1");
  expect_is(pole_filter(1, 1, 1, a, b), true, "cross");
  expect(a[0], 0, NEAR, "z x z = 0");
  expect(fabs(b[1]), 0.34549414947133549, NEAR, "sqrt(3/(8 pi))");
  /* x_{+1} = x, x_{-1} = y.  x cross z = -y: y_{-1} = -x_{+1} / sqrt 2. */
  expect(b[1], -0.34549414947133549, NEAR, "x cross z is -y");
  given("l1, l2, l3 = 1, 1, 0");
  expect_is(pole_filter(1, 1, 0, a, b), true, "dot");
  expect(a[0], 0.28209479177387814, NEAR, "1/sqrt(4 pi)");
  given("l1, l2, l3 = 2, 0, 2");
  expect_is(pole_filter(2, 0, 2, a, b), true, "a scalar filter");
  expect(a[1], 0.28209479177387814, NEAR, "1/sqrt(4 pi) once more");
}

TEST(edge_bad_input)
{
  double a[31] = {7}, b[31] = {8};
  given("a[0] = 7, b[0] = 8 before");
  expect_is(pole_filter(1, 1, 3, a, b), false, "no triangle");
  expect_is(pole_filter(-1, 1, 1, a, b), false, "negative");
  expect_is(pole_filter(31, 1, 30, a, b), false, "too high");
  expect_is(pole_filter(1, 1, 1, NULL, b), false, "no a");
  expect_is(pole_filter(1, 1, 1, a, NULL), false, "no b");
  expect(a[0] + b[0], 15, 0, "nothing was written");
  expect_is(pole_filter(30, 30, 30, a, b), true, "the highest");
  expect_whole_matrix(30, 30, 30);
  expect_is(pole_filter(0, 0, 0, a, b), true, "scalars");
  expect(b[0], 0, 0, "scalars");
}

static const struct test tests[] = {
    CASE(law_it_is_the_whole_matrix),
    CASE(law_even_paths_stretch_and_odd_paths_turn),
    CASE(anchor_cross_and_dot),
    CASE(edge_bad_input),
};
TEST_MAIN("8 pole", tests)

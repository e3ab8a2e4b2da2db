/* Tests of exercise 7.8. */
#include "clebsch_gordan.h"
#include "exercises.h"
#include "test.h"

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
  check_true(C && cg_real(l1, l2, l3, C) == CG_OK, "the tensor");
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

static double worst_of(int l1, int l2, int l3)
{
  double a[31], b[31], M[61 * 61], worst = 0;
  int least = l1 < l3 ? l1 : l3;
  check_true(pole_filter(l1, l2, l3, a, b), "%d %d %d", l1, l2, l3);
  matrix_at_pole(l1, l2, l3, M);
  for (int m3 = -l3; m3 <= l3; m3++)
    for (int m1 = -l1; m1 <= l1; m1++) {
      double want = M[(m3 + l3) * (2 * l1 + 1) + m1 + l1];
      bool inside = abs(m1) <= least && abs(m3) <= least;
      double got = inside ? rebuilt(m3, m1, a, b) : 0;
      double d = fabs(got - want);
      worst = isnan(worst) || d <= worst ? worst : d; /* NaN stays */
    }
  return worst;
}

TEST(law_it_is_the_whole_matrix)
{
  for (int l1 = 0; l1 <= 5; l1++)
    for (int l2 = 0; l2 <= 5; l2++)
      for (int l3 = abs(l1 - l2); l3 <= l1 + l2 && l3 <= 5; l3++)
        check_residual(worst_of(l1, l2, l3), NEAR, "path %d %d %d", l1, l2, l3);
}

TEST(law_even_paths_stretch_and_odd_paths_turn)
{
  for (int l1 = 0; l1 <= 4; l1++)
    for (int l2 = 0; l2 <= 4; l2++)
      for (int l3 = abs(l1 - l2); l3 <= l1 + l2 && l3 <= 4; l3++) {
        double a[5], b[5];
        pole_filter(l1, l2, l3, a, b);
        for (int m = 0; m <= (l1 < l3 ? l1 : l3); m++)
          check_close((l1 + l2 + l3) % 2 ? a[m] : b[m], 0, NEAR,
                      "path %d %d %d, m = %d", l1, l2, l3, m);
      }
}

/* (1,1,1) is the cross product over sqrt 2, with z: x -> y, y -> -x; the
 * harmonic at the pole is sqrt(3/4pi).  (1,1,0) is z over sqrt 3. */
TEST(anchor_cross_and_dot)
{
  double a[3], b[3];
  check_true(pole_filter(1, 1, 1, a, b), "cross");
  check_close(a[0], 0, NEAR, "z x z = 0");
  check_close(fabs(b[1]), 0.34549414947133549, NEAR, "sqrt(3/(8 pi))");
  /* x_{+1} = x, x_{-1} = y.  x cross z = -y: y_{-1} = -x_{+1} / sqrt 2. */
  check_close(b[1], -0.34549414947133549, NEAR, "x cross z is -y");
  check_true(pole_filter(1, 1, 0, a, b), "dot");
  check_close(a[0], 0.28209479177387814, NEAR, "1/sqrt(4 pi)");
  check_true(pole_filter(2, 0, 2, a, b), "a scalar filter");
  check_close(a[1], 0.28209479177387814, NEAR, "1/sqrt(4 pi) once more");
}

TEST(edge_bad_input)
{
  double a[31] = {7}, b[31] = {8};
  check_true(!pole_filter(1, 1, 3, a, b), "no triangle");
  check_true(!pole_filter(-1, 1, 1, a, b), "negative");
  check_true(!pole_filter(31, 1, 30, a, b), "too high");
  check_true(!pole_filter(1, 1, 1, NULL, b), "no a");
  check_true(!pole_filter(1, 1, 1, a, NULL), "no b");
  check_close(a[0] + b[0], 15, 0, "nothing was written");
  check_true(pole_filter(30, 30, 30, a, b), "the highest");
  check_residual(worst_of(30, 30, 30), NEAR, "and it is right");
  check_true(pole_filter(0, 0, 0, a, b) && b[0] == 0, "scalars");
}

static const struct test tests[] = {
    CASE(law_it_is_the_whole_matrix),
    CASE(law_even_paths_stretch_and_odd_paths_turn),
    CASE(anchor_cross_and_dot),
    CASE(edge_bad_input),
};
TEST_MAIN("8 pole", tests)

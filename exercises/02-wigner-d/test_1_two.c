/* Tests of exercise 2.1. */
#include "exercises.h"

#include <float.h>
#include <math.h>

#include "expect.h"
#include "matrix.h"

/* [A, B] = C, each a 5 x 5 matrix. */
static void expect_commutator(const double *a, const double *b, const double *c,
                              const char *what)
{
  double ab[25], ba[25], got[25];
  matrix_multiply(5, 5, 5, a, b, ab);
  matrix_multiply(5, 5, 5, b, a, ba);
  for (int i = 0; i < 25; i++)
    got[i] = ab[i] - ba[i];
  expect_matrix(5, 5, got, c, 16 * DBL_EPSILON, "%s", what);
}

TEST(law_two_commutes)
{
  double x[25], y[25], z[25];
  generators_degree_two(x, y, z);
  given("the generators you filled in, multiplied");
  expect_commutator(x, y, z, "Lx Ly - Ly Lx = Lz");
  expect_commutator(y, z, x, "Ly Lz - Lz Ly = Lx");
  expect_commutator(z, x, y, "Lz Lx - Lx Lz = Ly");
}

/* The five functions, and their change under a small turn about one axis. */
static void functions(vec3 p, double *f)
{
  f[0] = p.x * p.y;
  f[1] = p.y * p.z;
  f[2] = (3 * p.z * p.z - 1) / (2 * sqrt(3));
  f[3] = p.x * p.z;
  f[4] = (p.x * p.x - p.y * p.y) / 2;
}

TEST(anchor_two_moves_the_functions)
{
  /* A central difference with a step of 1e-4 is right to 1e-8. */
  double L[3][25], before[5], after[5], f[5], want[5];
  const vec3 p = {2. / 7, 3. / 7, 6. / 7};
  generators_degree_two(L[0], L[1], L[2]);
  functions(p, f);
  for (int a = 0; a < 3; a++) {
    vec3 w = {a == 0 ? 1e-4 : 0, a == 1 ? 1e-4 : 0, a == 2 ? 1e-4 : 0};
    functions(so3_apply(so3_exp(w), p), after);
    functions(so3_apply(so3_inverse(so3_exp(w)), p), before);
    matrix_multiply(5, 5, 1, L[a], f, want);
    given("the five functions at (2, 3, 6)/7: %s, turned about %s", list(5, f),
          a == 0   ? "x"
          : a == 1 ? "y"
                   : "z");
    for (int i = 0; i < 5; i++)
      expect(want[i], (after[i] - before[i]) / 2e-4, 1e-7,
             "how function %d changes: row %d of the generator times them", i,
             i);
  }
}

TEST(edge_two_every_entry)
{
  double x[25], y[25], z[25];
  for (int i = 0; i < 25; i++)
    x[i] = y[i] = z[i] = 7;
  generators_degree_two(x, y, z);
  given("the generators you filled in");
  expect(matrix_max_abs(25, x), sqrt(3), 4 * DBL_EPSILON,
         "the largest entry of Lx");
  expect(matrix_max_abs(25, y), sqrt(3), 4 * DBL_EPSILON,
         "the largest entry of Ly");
  expect(matrix_max_abs(25, z), 2, 4 * DBL_EPSILON, "the largest entry of Lz");
  for (int i = 0; i < 25; i++) {
    int j = 5 * (i % 5) + i / 5;
    expect(x[i], -x[j], 0, "Lx is antisymmetric, row %d, column %d", i / 5,
           i % 5);
    expect(y[i], -y[j], 0, "Ly is antisymmetric, row %d, column %d", i / 5,
           i % 5);
    expect(z[i], -z[j], 0, "Lz is antisymmetric, row %d, column %d", i / 5,
           i % 5);
  }
  for (int i = 0; i < 5; i++)
    expect(z[5 * i + 2], 0, 0, "no turn about z moves m = 0, row %d", i);
}

static const struct test tests[] = {
    CASE(law_two_commutes),
    CASE(anchor_two_moves_the_functions),
    CASE(edge_two_every_entry),
};
TEST_MAIN("1 two", tests)

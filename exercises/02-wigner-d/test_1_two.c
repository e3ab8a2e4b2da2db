/* Tests of exercise 2.1. */
#include "exercises.h"

#include <float.h>
#include <math.h>

#include "matrix.h"
#include "test.h"

TEST(law_two_commutes)
{
  double x[25], y[25], z[25], r = nan("");
  generators_degree_two(x, y, z);
  representation_commutators(5, x, y, z, &r);
  check_residual(r, 16 * DBL_EPSILON, "[Lx, Ly] = Lz and cyclic");
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
    for (int i = 0; i < 5; i++)
      check_close(want[i], (after[i] - before[i]) / 2e-4, 1e-7,
                  "axis %d, function %d", a, i);
  }
}

TEST(edge_two_every_entry)
{
  double x[25], y[25], z[25];
  for (int i = 0; i < 25; i++)
    x[i] = y[i] = z[i] = 7;
  generators_degree_two(x, y, z);
  check_close(matrix_max_abs(25, x), sqrt(3), 4 * DBL_EPSILON, "Lx");
  check_close(matrix_max_abs(25, y), sqrt(3), 4 * DBL_EPSILON, "Ly");
  check_close(matrix_max_abs(25, z), 2, 4 * DBL_EPSILON, "Lz");
  for (int i = 0; i < 25; i++) {
    int j = 5 * (i % 5) + i / 5;
    check_true(x[i] == -x[j] && y[i] == -y[j] && z[i] == -z[j],
               "antisymmetric, row %d, column %d", i / 5, i % 5);
  }
  for (int i = 0; i < 5; i++)
    check_close(z[5 * i + 2], 0, 0, "no turn about z moves m = 0, row %d", i);
}

static const struct test tests[] = {
    CASE(law_two_commutes),
    CASE(anchor_two_moves_the_functions),
    CASE(edge_two_every_entry),
};
TEST_MAIN("1 two", tests)

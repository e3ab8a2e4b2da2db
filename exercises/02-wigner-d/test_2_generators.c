/* Tests of exercise 2.2. */
#include "exercises.h"

#include <float.h>
#include <math.h>

#include "expect.h"
#include "matrix.h"

enum { MOST = 12, SIZE = (2 * MOST + 1) * (2 * MOST + 1) };
static double x[SIZE], y[SIZE], z[SIZE];

/* [A, B] = C, entry by entry. */
static void expect_commutator(size_t n, const double *a, const double *b,
                              const double *c, double tolerance,
                              const char *what)
{
  static double ab[SIZE], ba[SIZE];
  matrix_multiply(n, n, n, a, b, ab);
  matrix_multiply(n, n, n, b, a, ba);
  for (size_t i = 0; i < n * n; i++)
    ab[i] -= ba[i];
  expect_matrix(n, n, ab, c, tolerance, "%s", what);
}

TEST(law_generators)
{
  /* Entries up to l, products rounded: l^2 eps. */
  for (int l = 0; l <= MOST; l++) {
    size_t n = 2 * (size_t)l + 1;
    double casimir = 0, near = 4 * (l + 1) * (l + 1) * DBL_EPSILON;
    given("l = %d", l);
    expect_is(my_wigner_generators(l, x, y, z), WIGNER_OK, "a status");
    expect_commutator(n, x, y, z, near, "Lx Ly - Ly Lx = Lz");
    expect_commutator(n, y, z, x, near, "Ly Lz - Lz Ly = Lx");
    expect_commutator(n, z, x, y, near, "Lz Lx - Lx Lz = Ly");
    for (size_t i = 0; i < n * n; i++)
      casimir += x[i] * x[i] + y[i] * y[i] + z[i] * z[i];
    expect(casimir, l * (l + 1) * (2 * l + 1),
           32 * (l + 1) * (l + 1) * (l + 1) * DBL_EPSILON,
           "sum of all squares is l (l+1) (2l+1)");
  }
}

static double at(int l, const double *L, int row, int column)
{
  return L[(row + l) * (2 * l + 1) + column + l];
}

TEST(anchor_generators)
{
  my_wigner_generators(1, x, y, z);
  given("l = 1");
  expect(at(1, x, 0, -1), 1, DBL_EPSILON, "about x: y goes to z");
  expect(at(1, y, 1, 0), 1, DBL_EPSILON, "about y: z goes to x");
  expect(at(1, z, -1, 1), 1, DBL_EPSILON, "about z: x goes to y");
  my_wigner_generators(3, x, y, z);
  given("l = 3");
  expect(at(3, z, -3, 3), 3, 0, "L_z, l = 3");
  expect(at(3, y, 1, 0), sqrt(6), 4 * DBL_EPSILON, "step 0 to 1");
  expect(at(3, y, -2, -1), sqrt(10) / 2, 4 * DBL_EPSILON, "sines");
  expect(at(3, x, 2, -3), sqrt(6) / 2, 4 * DBL_EPSILON, "across");
  expect(at(3, x, 3, -2), sqrt(6) / 2, 4 * DBL_EPSILON, "and back");
}

TEST(edge_generators)
{
  static double big[3][(2 * WIGNER_LMAX + 3) * (2 * WIGNER_LMAX + 3)];
  x[0] = y[0] = z[0] = 7;
  given("l = -1");
  expect_is(my_wigner_generators(-1, x, y, z), WIGNER_BAD_L, "l = -1");
  given("l = %d", WIGNER_LMAX + 1);
  expect_is(my_wigner_generators(WIGNER_LMAX + 1, big[0], big[1], big[2]),
            WIGNER_BAD_L, "l too large");
  given("l = 0");
  expect_is(my_wigner_generators(0, x, NULL, z), WIGNER_NULL, "no Ly");
  expect(x[0], 7, 0, "left alone");
  expect(y[0], 7, 0, "left alone");
  expect(z[0], 7, 0, "left alone");
  expect_is(my_wigner_generators(0, x, y, z), WIGNER_OK, "l = 0");
  expect(x[0], 0, 0, "a scalar does not move");
  expect(y[0], 0, 0, "a scalar does not move");
  expect(z[0], 0, 0, "a scalar does not move");
}

static const struct test tests[] = {
    CASE(law_generators),
    CASE(anchor_generators),
    CASE(edge_generators),
};
TEST_MAIN("2 generators", tests)

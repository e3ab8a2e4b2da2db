/* Tests of exercise 2.2. */
#include "exercises.h"

#include <float.h>
#include <math.h>

#include "matrix.h"
#include "test.h"

enum { MOST = 12, SIZE = (2 * MOST + 1) * (2 * MOST + 1) };
static double x[SIZE], y[SIZE], z[SIZE];

TEST(law_generators)
{
  /* Entries up to l, products rounded: l^2 eps. */
  for (int l = 0; l <= MOST; l++) {
    size_t n = 2 * (size_t)l + 1;
    double r = nan(""), casimir = 0;
    check_true(my_wigner_generators(l, x, y, z) == WIGNER_OK, "l = %d", l);
    representation_commutators(n, x, y, z, &r);
    check_residual(r, 4 * (l + 1) * (l + 1) * DBL_EPSILON, "l = %d", l);
    for (size_t i = 0; i < n * n; i++)
      casimir += x[i] * x[i] + y[i] * y[i] + z[i] * z[i];
    check_close(casimir, l * (l + 1) * (2 * l + 1),
                32 * (l + 1) * (l + 1) * (l + 1) * DBL_EPSILON,
                "sum of all squares is l (l+1) (2l+1), l = %d", l);
  }
}

static double at(int l, const double *L, int row, int column)
{
  return L[(row + l) * (2 * l + 1) + column + l];
}

TEST(anchor_generators)
{
  my_wigner_generators(1, x, y, z);
  check_close(at(1, x, 0, -1), 1, DBL_EPSILON, "about x: y goes to z");
  check_close(at(1, y, 1, 0), 1, DBL_EPSILON, "about y: z goes to x");
  check_close(at(1, z, -1, 1), 1, DBL_EPSILON, "about z: x goes to y");
  my_wigner_generators(3, x, y, z);
  check_close(at(3, z, -3, 3), 3, 0, "L_z, l = 3");
  check_close(at(3, y, 1, 0), sqrt(6), 4 * DBL_EPSILON, "step 0 to 1");
  check_close(at(3, y, -2, -1), sqrt(10) / 2, 4 * DBL_EPSILON, "sines");
  check_close(at(3, x, 2, -3), sqrt(6) / 2, 4 * DBL_EPSILON, "across");
  check_close(at(3, x, 3, -2), sqrt(6) / 2, 4 * DBL_EPSILON, "and back");
}

TEST(edge_generators)
{
  static double big[3][(2 * WIGNER_LMAX + 3) * (2 * WIGNER_LMAX + 3)];
  x[0] = y[0] = z[0] = 7;
  check_true(my_wigner_generators(-1, x, y, z) == WIGNER_BAD_L, "l = -1");
  check_true(my_wigner_generators(WIGNER_LMAX + 1, big[0], big[1], big[2]) ==
                 WIGNER_BAD_L,
             "l too large");
  check_true(my_wigner_generators(0, x, NULL, z) == WIGNER_NULL, "no Ly");
  check_true(x[0] == 7 && y[0] == 7 && z[0] == 7, "left alone");
  check_true(my_wigner_generators(0, x, y, z) == WIGNER_OK, "l = 0");
  check_true(x[0] == 0 && y[0] == 0 && z[0] == 0, "a scalar does not move");
}

static const struct test tests[] = {
    CASE(law_generators),
    CASE(anchor_generators),
    CASE(edge_generators),
};
TEST_MAIN("2 generators", tests)

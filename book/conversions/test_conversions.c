/* test_conversions.c: our numbers against those of other libraries.
 * What e3nn, e3x, sphericart and scipy return was pinned by pinned.py. */
#include "clebsch_gordan.h"
#include "harmonics.h"
#include "pinned.h"
#include "test.h"
#include "wigner.h"

#include <math.h>
#include <string.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define PI       3.14159265358979323846

/* ---- [direction] One direction, three angles ----
 *
 * The point is rounded to real, which turns it by up to eps, and degree l
 * turns l times as fast.  Other libraries lose a few eps as well, always in
 * double: 64 eps is far above both for l <= 3 and far below any mistake. */
enum { LMAX = 3, SIZE = 16 };
#define TOLERANCE (64 * (double)REAL_EPS)

static const real POINT[3] = {REAL(0.36), REAL(0.48), REAL(0.8)};
static const euler_zyz ANGLES = {0.3, 0.7, -1.1};

static void ours(enum harmonics_norm norm, double *Y)
{
  real values[SIZE];
  check_true(harmonics(LMAX, norm, 1, POINT, values) == HARMONICS_OK,
             "harmonics of one point");
  for (size_t i = 0; i < SIZE; i++)
    Y[i] = (double)values[i];
}

static double distance(size_t n, const double *a, const double *b)
{
  double worst = 0;
  for (size_t i = 0; i < n; i++)
    if (!(fabs(a[i] - b[i]) <= worst))
      worst = fabs(a[i] - b[i]);
  return worst;
}

/* ---- [sphericart] sphericart: the same numbers in the same order ---- */
TEST(anchor_sphericart)
{
  double Y[SIZE];
  ours(HARMONICS_INTEGRAL, Y);
  claim("sphericart", distance(SIZE, Y, SPHERICART), TOLERANCE);
}

/* ---- [scipy] scipy: complex, with the Condon-Shortley sign ----
 *
 * For m > 0:  Y_l,m = sqrt2 (-1)^m Re y_l^m,  Y_l,-m = sqrt2 (-1)^m Im y_l^m,
 * with y = sph_harm_y(l, m, polar, azimuth). */
static void from_scipy(const double *y, double *Y)
{
  for (int l = 0; l <= LMAX; l++)
    for (int m = 0; m <= l; m++, y += 2) {
      double sign = m % 2 ? -1 : 1;
      double scale = m ? sign * sqrt(2) : 1;
      Y[harmonics_index(l, -m)] = scale * y[1];
      Y[harmonics_index(l, m)] = scale * y[0];
    }
}

TEST(anchor_scipy)
{
  double Y[SIZE], converted[SIZE];
  ours(HARMONICS_INTEGRAL, Y);
  from_scipy(SCIPY, converted);
  claim("scipy", distance(SIZE, Y, converted), TOLERANCE);
}

/* ---- [rotation] scipy's Rotation: intrinsic ZYZ, and the scalar last ---- */
TEST(anchor_scipy_rotation)
{
  rot3 R = so3_from_euler(ANGLES);
  quat q;
  check_true(so3_to_quat(R, &q) == SO3_OK, "a rotation has a quaternion");
  double last[4] = {q.x, q.y, q.z, q.w};
  double worst =
      fmax(distance(9, &R.m[0][0], SCIPY_ZYZ), distance(4, last, SCIPY_QUAT));
  claim("scipy-rotation", worst, 64 * DBL_EPSILON);
}

/* ---- [e3nn] e3nn: feed it (y, z, x) ---- */
TEST(anchor_e3nn)
{
  double Y[SIZE];
  ours(HARMONICS_INTEGRAL, Y);
  claim("e3nn", distance(SIZE, Y, E3NN), TOLERANCE);
}

/* Without the exchange l = 1 is only in another order; from l = 2 on the
 * numbers themselves are others: none of ours is near -0.2646. */
TEST(anchor_e3nn_needs_the_exchange)
{
  double Y[SIZE], nearest = 1;
  ours(HARMONICS_INTEGRAL, Y);
  check_close(E3NN_XYZ[1], Y[3], TOLERANCE, "x first");
  check_close(E3NN_XYZ[2], Y[1], TOLERANCE, "then y");
  check_close(E3NN_XYZ[3], Y[2], TOLERANCE, "then z");
  for (int m = -2; m <= 2; m++)
    nearest = fmin(nearest, fabs(Y[harmonics_index(2, m)] - E3NN_XYZ[6]));
  check_true(nearest > 0.02, "e3nn's middle one of l = 2 is not among ours");
}

/* ---- [e3nnmatrix] e3nn's D: the same angles, the same matrices ---- */
TEST(anchor_e3nn_matrices)
{
  const double *want = E3NN_D;
  double D[49], worst = 0;
  for (int l = 1; l <= LMAX; l++) {
    size_t n = (size_t)((2 * l + 1) * (2 * l + 1));
    check_true(wigner_d_zyz(l, ANGLES, D) == WIGNER_OK, "D of degree %d", l);
    worst = fmax(worst, distance(n, D, want));
    want += n;
  }
  claim("e3nn-matrices", worst, 64 * DBL_EPSILON);
}

/* ---- [e3nncoupling] e3nn's wigner_3j: divided by sqrt(2 l3 + 1) ----
 *
 * What is left is a sign for each triple, which no law fixes. */
static double times_sign(size_t n, const double *C, const double *theirs,
                         double scale)
{
  double plus = 0, minus = 0;
  for (size_t i = 0; i < n; i++) {
    plus = fmax(plus, fabs(C[i] - scale * theirs[i]));
    minus = fmax(minus, fabs(C[i] + scale * theirs[i]));
  }
  return fmin(plus, minus);
}

TEST(anchor_e3nn_couplings)
{
  double C[5 * 5 * 7], worst = 0;
  for (size_t k = 0; k < COUNT(COUPLING); k++) {
    int l1 = COUPLING[k].l1, l2 = COUPLING[k].l2, l3 = COUPLING[k].l3;
    size_t n = (size_t)((2 * l1 + 1) * (2 * l2 + 1) * (2 * l3 + 1));
    check_true(cg_real(l1, l2, l3, C) == CG_OK, "(%d,%d,%d)", l1, l2, l3);
    worst = fmax(worst, times_sign(n, C, COUPLING[k].e3nn, sqrt(2 * l3 + 1.0)));
  }
  claim("e3nn-couplings", worst, 64 * DBL_EPSILON);
}

/* ---- [e3x] e3x: norm normalisation, and another order ----
 *
 * By default m runs l, -l, l-1, -(l-1), ..., 1, -1, 0: for l = 1 that is
 * (x, y, z). */
static int e3x_m(int l, int position)
{
  int m = l - position / 2;
  return position % 2 ? -m : m;
}

TEST(anchor_e3x)
{
  double Y[SIZE], ordered[SIZE];
  ours(HARMONICS_NORM, Y);
  for (int l = 0; l <= LMAX; l++)
    for (int i = 0; i <= 2 * l; i++)
      ordered[l * l + i] = Y[harmonics_index(l, e3x_m(l, i))];
  claim("e3x", distance(SIZE, ordered, E3X), TOLERANCE);
}

/* ---- [e3xcoupling] e3x's couplings, in its order ---- */
static void e3x_order(int l1, int l2, int l3, const double *C, double *out)
{
  for (int a = 0; a <= 2 * l1; a++)
    for (int b = 0; b <= 2 * l2; b++)
      for (int c = 0; c <= 2 * l3; c++) {
        int i = l1 + e3x_m(l1, a), j = l2 + e3x_m(l2, b);
        int k = l3 + e3x_m(l3, c);
        *out++ = C[(i * (2 * l2 + 1) + j) * (2 * l3 + 1) + k];
      }
}

TEST(anchor_e3x_couplings)
{
  double C[5 * 5 * 7], ordered[5 * 5 * 7], worst = 0;
  for (size_t k = 0; k < COUNT(COUPLING); k++) {
    int l1 = COUPLING[k].l1, l2 = COUPLING[k].l2, l3 = COUPLING[k].l3;
    size_t n = (size_t)((2 * l1 + 1) * (2 * l2 + 1) * (2 * l3 + 1));
    check_true(cg_real(l1, l2, l3, C) == CG_OK, "(%d,%d,%d)", l1, l2, l3);
    e3x_order(l1, l2, l3, C, ordered);
    worst = fmax(worst, times_sign(n, ordered, COUPLING[k].e3x, 1));
  }
  claim("e3x-couplings", worst, 64 * DBL_EPSILON);
}

/* ---- [tfn] The TFN code: polynomials without factors ----
 *
 * l = 1 is (x, y, z) / r; l = 2 is (xy, yz, (2zz - xx - yy) / (2 sqrt 3), zx,
 * (xx - yy) / 2) / r^2, which is our norm normalisation over sqrt 3. */
TEST(anchor_tfn)
{
  double Y[SIZE], x = 0.36, y = 0.48, z = 0.8;
  double first[3] = {x, y, z};
  double second[5] = {x * y, y * z, (2 * z * z - x * x - y * y) / sqrt(12),
                      z * x, (x * x - y * y) / 2};
  ours(HARMONICS_NORM, Y);
  double ordered[3] = {Y[3], Y[1], Y[2]};
  double scaled[5];
  for (int i = 0; i < 5; i++)
    scaled[i] = Y[4 + i] / sqrt(3);
  claim("tfn", fmax(distance(3, ordered, first), distance(5, scaled, second)),
        TOLERANCE);
}

/* ---- [table] All of them ---- */
static const struct test tests[] = {
    CASE(anchor_sphericart),
    CASE(anchor_scipy),
    CASE(anchor_scipy_rotation),
    CASE(anchor_e3nn),
    CASE(anchor_e3nn_needs_the_exchange),
    CASE(anchor_e3nn_matrices),
    CASE(anchor_e3nn_couplings),
    CASE(anchor_e3x),
    CASE(anchor_e3x_couplings),
    CASE(anchor_tfn),
};

TEST_MAIN("conversions", tests)

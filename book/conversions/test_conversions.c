/* test_conversions.c: our numbers against those of other libraries.
 * What the libraries return was pinned by pinned.py. */
#include "clebsch_gordan.h"
#include "harmonics.h"
#include "pinned.h"
#include "pinned_more.h"
#include "test.h"
#include "wigner.h"

#include <math.h>
#include <stdbool.h>
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
static void from_complex(int lmax, const double *y, double *Y)
{
  for (int l = 0; l <= lmax; l++)
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
  from_complex(LMAX, SCIPY, converted);
  claim("scipy", distance(SIZE, Y, converted), TOLERANCE);
}

/* sph_harm, which was there before it, takes m first and the azimuth first. */
TEST(anchor_scipy_before)
{
  double Y[SIZE], converted[SIZE];
  ours(HARMONICS_INTEGRAL, Y);
  from_complex(LMAX, SCIPY_OLD, converted);
  claim("scipy-before", distance(SIZE, Y, converted), TOLERANCE);
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

/* ---- [unitary] From complex to real ----
 *
 * U of degree l, Y = U y, with the Condon-Shortley sign on the complex side:
 * row m + l and row -m + l are the two lines of claim "scipy". */
struct complex_number {
  double re, im;
};
enum { ROWS = 2 * LMAX + 1 };

static struct complex_number times(struct complex_number a,
                                   struct complex_number b)
{
  return (struct complex_number){a.re * b.re - a.im * b.im,
                                 a.re * b.im + a.im * b.re};
}

static void unitary(int l, struct complex_number U[ROWS][ROWS])
{
  memset(U, 0, sizeof(struct complex_number[ROWS][ROWS]));
  U[l][l].re = 1;
  for (int m = 1; m <= l; m++) {
    double sign = m % 2 ? -1 : 1;
    U[l + m][l + m].re = sign * sqrt(0.5);
    U[l + m][l - m].re = sqrt(0.5);
    U[l - m][l + m].im = -sign * sqrt(0.5);
    U[l - m][l - m].im = sqrt(0.5);
  }
}

/* D = U M U^+; what is left of imaginary parts goes to *rest. */
static void to_real(int l, struct complex_number M[ROWS][ROWS], double *D,
                    double *rest)
{
  struct complex_number U[ROWS][ROWS];
  int n = 2 * l + 1;
  unitary(l, U);
  for (int i = 0; i < n * n; i++) {
    struct complex_number sum = {0, 0};
    for (int k = 0; k < n * n; k++) {
      struct complex_number right = U[i % n][k % n];
      right.im = -right.im;
      right = times(times(U[i / n][k / n], M[k / n][k % n]), right);
      sum.re += right.re;
      sum.im += right.im;
    }
    D[i] = sum.re;
    *rest = larger(*rest, fabs(sum.im));
  }
}

/* ---- [books] Three printed formulas for d ---- */
static double factorial(int n)
{
  return n < 2 ? 1 : n * factorial(n - 1);
}

static double choose(int n, int k)
{
  return k < 0 || k > n ? 0 : factorial(n) / factorial(k) / factorial(n - k);
}

static double under_the_root(int j, int a, int b)
{
  return factorial(j + a) * factorial(j - a) * factorial(j + b) *
         factorial(j - b);
}

static double sakurai(int j, int mp, int m, double beta) /* (3.8.33) */
{
  double c = cos(beta / 2), s = sin(beta / 2), sum = 0;
  for (int k = 0; k <= 2 * j; k++)
    if (j + m - k >= 0 && j - k - mp >= 0 && k - m + mp >= 0)
      sum += ((k - m + mp) % 2 ? -1 : 1) * sqrt(under_the_root(j, m, mp)) *
             pow(c, 2 * j - 2 * k + m - mp) * pow(s, 2 * k - m + mp) /
             (factorial(j + m - k) * factorial(k) * factorial(j - k - mp) *
              factorial(k - m + mp));
  return sum;
}

static double varshalovich(int j, int m, int mp, double beta) /* 4.3.1(2) */
{
  double c = cos(beta / 2), s = sin(beta / 2), sum = 0;
  for (int k = 0; k <= 2 * j; k++)
    if (j - m - k >= 0 && j - mp - k >= 0 && m + mp + k >= 0)
      sum += ((j - mp + k) % 2 ? -1 : 1) * sqrt(under_the_root(j, m, mp)) *
             pow(c, m + mp + 2 * k) * pow(s, 2 * j - m - mp - 2 * k) /
             (factorial(k) * factorial(j - m - k) * factorial(j - mp - k) *
              factorial(m + mp + k));
  return sum;
}

static double edmonds(int j, int mp, int m, double beta) /* (4.1.15) */
{
  double c = cos(beta / 2), s = sin(beta / 2), sum = 0;
  for (int k = 0; k <= 2 * j; k++)
    if (2 * k + mp + m >= 0 && j - mp - k >= 0)
      sum += ((j - mp - k) % 2 ? -1 : 1) * choose(j + m, j - mp - k) *
             choose(j - m, k) * pow(c, 2 * k + mp + m) *
             pow(s, 2 * j - 2 * k - mp - m);
  return sum * sqrt(factorial(j + mp) * factorial(j - mp) / factorial(j + m) /
                    factorial(j - m));
}

/* ---- [printed] Two printed harmonics, m >= 0, in the order of scipy's ---- */
static double derivative(int l, int n, double x) /* the nth, of (1 - x^2)^l */
{
  double sum = 0;
  for (int k = 0; k <= l; k++)
    if (2 * k >= n)
      sum += (k % 2 ? -1 : 1) * choose(l, k) * factorial(2 * k) /
             factorial(2 * k - n) * pow(x, 2 * k - n);
  return sum;
}

static void put(double size, double angle, double **y)
{
  *(*y)++ = size * cos(angle);
  *(*y)++ = size * sin(angle);
}

static void edmonds_harmonics(double polar, double azimuth, double *y)
{
  for (int l = 0; l <= LMAX; l++) /* (2.5.5) */
    for (int m = 0; m <= l; m++)
      put(((l + m) % 2 ? -1 : 1) / (pow(2, l) * factorial(l)) *
              sqrt((2 * l + 1) * factorial(l - m) /
                   (4 * PI * factorial(l + m))) *
              pow(sin(polar), m) * derivative(l, l + m, cos(polar)),
          m * azimuth, &y);
}

static void sakurai_harmonics(double polar, double azimuth, double *y)
{
  double c = cos(polar), s = sin(polar); /* (A.5.7), up to l = 2 */
  put(1 / sqrt(4 * PI), 0, &y);
  put(sqrt(3 / (4 * PI)) * c, 0, &y);
  put(-sqrt(3 / (8 * PI)) * s, azimuth, &y);
  put(sqrt(5 / (16 * PI)) * (3 * c * c - 1), 0, &y);
  put(-sqrt(15 / (8 * PI)) * s * c, azimuth, &y);
  put(sqrt(15 / (32 * PI)) * s * s, 2 * azimuth, &y);
}

TEST(anchor_printed_harmonics)
{
  double Y[SIZE], y[2 * SIZE], converted[SIZE];
  double polar = acos(0.8), azimuth = atan2(0.48, 0.36);
  ours(HARMONICS_INTEGRAL, Y);
  edmonds_harmonics(polar, azimuth, y);
  from_complex(LMAX, y, converted);
  double worst = distance(SIZE, Y, converted);
  sakurai_harmonics(polar, azimuth, y);
  from_complex(2, y, converted);
  claim("printed-harmonics", larger(worst, distance(9, Y, converted)),
        TOLERANCE);
}

/* ---- [matrices] Their matrices, and ours from them ---- */
struct book {
  double (*d)(int j, int row, int column, double beta);
  bool inverse; /* Edmonds: exp(i row gamma) d exp(i column alpha) */
};

static void printed(const struct book *book, int l,
                    struct complex_number M[ROWS][ROWS])
{
  for (int i = 0; i <= 2 * l; i++)
    for (int k = 0; k <= 2 * l; k++) {
      int row = i - l, column = k - l;
      double angle = book->inverse
                         ? row * ANGLES.gamma + column * ANGLES.alpha
                         : -row * ANGLES.alpha - column * ANGLES.gamma;
      double d = book->d(l, row, column, ANGLES.beta);
      M[i][k] = (struct complex_number){d * cos(angle), d * sin(angle)};
    }
}

/* What turns their M into the matrix that U makes real. */
static void starred(const struct book *book, int l,
                    struct complex_number M[ROWS][ROWS],
                    struct complex_number out[ROWS][ROWS])
{
  for (int i = 0; i <= 2 * l; i++)
    for (int k = 0; k <= 2 * l; k++) {
      out[i][k] = book->inverse ? M[k][i] : M[i][k];
      out[i][k].im *= book->inverse ? 1 : -1;
    }
}

/* The largest difference from ours; *naive: without the star or transpose. */
static double against(const struct book *book, double *naive)
{
  struct complex_number M[ROWS][ROWS], S[ROWS][ROWS];
  double D[ROWS * ROWS], theirs[ROWS * ROWS], worst = 0, rest = 0;
  *naive = 0;
  for (int l = 1; l <= LMAX; l++) {
    size_t n = (size_t)((2 * l + 1) * (2 * l + 1));
    check_true(wigner_d_zyz(l, ANGLES, D) == WIGNER_OK, "D of degree %d", l);
    printed(book, l, M);
    to_real(l, M, theirs, naive);
    *naive = larger(*naive, distance(n, D, theirs));
    starred(book, l, M, S);
    to_real(l, S, theirs, &rest);
    worst = larger(worst, distance(n, D, theirs));
  }
  return larger(worst, rest);
}

TEST(anchor_sakurai)
{
  double naive;
  claim("sakurai", against(&(struct book){sakurai, false}, &naive),
        64 * DBL_EPSILON);
  check_true(naive > 0.5, "without the star it is another matrix");
}

TEST(anchor_varshalovich)
{
  double naive;
  claim("varshalovich", against(&(struct book){varshalovich, false}, &naive),
        64 * DBL_EPSILON);
  check_true(naive > 0.5, "without the star it is another matrix");
}

TEST(anchor_edmonds)
{
  double naive;
  claim("edmonds", against(&(struct book){edmonds, true}, &naive),
        64 * DBL_EPSILON);
  check_true(naive > 0.5, "untransposed it is another matrix");
}

/* ---- [sympy] sympy: from the top down, and a sign ---- */
TEST(anchor_sympy_matrices)
{
  const double *next = SYMPY_D;
  double D[ROWS * ROWS], theirs[ROWS * ROWS], worst = 0;
  for (int l = 1; l <= LMAX; l++) {
    struct complex_number M[ROWS][ROWS];
    int n = 2 * l + 1;
    for (int i = 0; i < n * n; i++, next += 2) {
      int row = l - i / n, column = l - i % n; /* the largest m comes first */
      double sign = (row - column) % 2 ? -1 : 1;
      M[l + row][l + column] =
          (struct complex_number){sign * next[0], sign * next[1]};
    }
    check_true(wigner_d_zyz(l, ANGLES, D) == WIGNER_OK, "D of degree %d", l);
    to_real(l, M, theirs, &worst);
    worst = larger(worst, distance((size_t)(n * n), D, theirs));
  }
  claim("sympy-matrices", worst, 64 * DBL_EPSILON);
}

static double su2_distance(int l1, int l2, int l3, const double *theirs)
{
  double worst = 0, c;
  for (int m1 = -l1; m1 <= l1; m1++)
    for (int m2 = -l2; m2 <= l2; m2++)
      for (int m3 = -l3; m3 <= l3; m3++) {
        check_true(cg_su2(2 * l1, 2 * m1, 2 * l2, 2 * m2, 2 * l3, 2 * m3, &c) ==
                       CG_OK,
                   "<%d %d %d %d|%d %d>", l1, m1, l2, m2, l3, m3);
        worst = larger(worst, fabs(c - *theirs++));
      }
  return worst;
}

TEST(anchor_sympy_couplings)
{
  double worst = larger(su2_distance(1, 1, 1, SYMPY_CG_111),
                        su2_distance(1, 1, 2, SYMPY_CG_112));
  worst = larger(worst, su2_distance(2, 1, 2, SYMPY_CG_212));
  claim("sympy-couplings", worst, 2 * DBL_EPSILON);
}

/* ---- [table] All of them ---- */
static const struct test tests[] = {
    CASE(anchor_sphericart),
    CASE(anchor_scipy),
    CASE(anchor_scipy_before),
    CASE(anchor_scipy_rotation),
    CASE(anchor_e3nn),
    CASE(anchor_e3nn_needs_the_exchange),
    CASE(anchor_e3nn_matrices),
    CASE(anchor_e3nn_couplings),
    CASE(anchor_e3x),
    CASE(anchor_e3x_couplings),
    CASE(anchor_tfn),
    CASE(anchor_printed_harmonics),
    CASE(anchor_sakurai),
    CASE(anchor_varshalovich),
    CASE(anchor_edmonds),
    CASE(anchor_sympy_matrices),
    CASE(anchor_sympy_couplings),
};

TEST_MAIN("conversions", tests)

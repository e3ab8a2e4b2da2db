/* test_wigner.c: generators, D three ways, the J matrix, the recursion.
 * The anchors were computed by anchors.py, see there. */
#include "wigner.h"

#include <limits.h>
#include <complex.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "anchors.h"
#include "character.h"
#include "matrix.h"
#include "test.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* The rotation of the anchors. */
static const euler_zyz pinned = {0.3125, 1.125, -0.6875};

/* What D of degree l may be wrong by: the angles of R carry a few eps of pi,
 * degree l turns l times as fast, and four angles (one each in alpha and
 * gamma, two passes of beta) add up. */
static double tolerance(int l)
{
  return 16 * (l + 1) * DBL_EPSILON;
}

static size_t square(int l)
{
  return (2 * (size_t)l + 1) * (2 * (size_t)l + 1);
}

static double *matrices(int count, int l)
{
  double *M = malloc((size_t)count * square(l) * sizeof *M);
  check_true(M != NULL, "memory for the test");
  return M;
}

static rot3 turn(double x, double y, double z, double angle_rad)
{
  rot3 R = so3_identity();
  so3_axis_angle((vec3){x, y, z}, angle_rad, &R);
  return R;
}

/* The larger of two; a NaN, once there, stays. */
static double worse(double a, double b)
{
  return isnan(a) || b <= a ? a : b;
}

/* ---- the generators ---- */

TEST(anchor_generators_degree_one_turn_space)
{
  /* In the order (y, z, x) the generators of degree 1 are those of chapter 1,
   * entry by entry: axis 0 is x, row i of degree 1 is axis (i + 1) mod 3. */
  double L[3][9];
  check_true(wigner_generators(1, L[0], L[1], L[2]) == WIGNER_OK, "degree 1");
  for (int a = 0; a < 3; a++)
    for (int i = 0; i < 3; i++)
      for (int j = 0; j < 3; j++)
        check_close(L[a][3 * i + j],
                    so3_generator(a).m[(i + 1) % 3][(j + 1) % 3], DBL_EPSILON,
                    "generator %d, entry (%d, %d)", a, i, j);
}

TEST(anchor_generators_degree_two)
{
  /* One rounding of the root and one of its halving. */
  double L[3][25], worst = 0;
  const double *want[3] = {anchor_lx2, anchor_ly2, anchor_lz2};
  check_true(wigner_generators(2, L[0], L[1], L[2]) == WIGNER_OK, "degree 2");
  for (int a = 0; a < 3; a++)
    worst = worse(worst, matrix_max_difference(25, L[a], want[a]));
  claim("generators2", worst, 2 * DBL_EPSILON);
}

TEST(law_generators_commute_as_they_must)
{
  /* Products of two entries of size <= l, a few of them, each rounded: the
   * residual is compared with l^2 eps. */
  double worst = 0;
  for (int l = 0; l <= 20; l++) {
    size_t n = 2 * (size_t)l + 1;
    double *L = matrices(3, l), r = 1;
    wigner_generators(l, L, L + n * n, L + 2 * n * n);
    representation_commutators(n, L, L + n * n, L + 2 * n * n, &r);
    worst = worse(worst, r / ((l + 1) * (l + 1)));
    free(L);
  }
  claim("commutators", worst, 2 * DBL_EPSILON);
}

TEST(law_casimir_is_a_number)
{
  /* Lx^2 + Ly^2 + Lz^2 = -l(l+1): five terms, relative to l(l+1). */
  double worst = 0;
  for (int l = 1; l <= 20; l++) {
    size_t n = 2 * (size_t)l + 1;
    double *L = matrices(3, l), *P = matrices(2, l), *sum = P + n * n;
    wigner_generators(l, L, L + n * n, L + 2 * n * n);
    matrix_identity(n, sum);
    for (size_t i = 0; i < n * n; i++)
      sum[i] *= l * (l + 1);
    for (size_t a = 0; a < 3; a++) {
      matrix_multiply(n, n, n, L + a * n * n, L + a * n * n, P);
      for (size_t i = 0; i < n * n; i++)
        sum[i] += P[i];
    }
    worst = worse(worst, matrix_max_abs(n * n, sum) / (l * (l + 1)));
    free(L);
    free(P);
  }
  claim("casimir", worst, 5 * DBL_EPSILON);
}

TEST(law_a_full_turn_is_no_turn)
{
  /* exp(2 pi L): the largest angle is 2 pi l, known to eps. */
  static const double two_pi = 6.28318530717958647693;
  double worst = 0;
  for (int l = 0; l <= 10; l++) {
    size_t n = 2 * (size_t)l + 1;
    double *L = matrices(5, l), *E = L + 3 * n * n, *one = E + n * n;
    wigner_generators(l, L, L + n * n, L + 2 * n * n);
    matrix_identity(n, one);
    for (size_t a = 0; a < 3; a++) {
      double *A = L + a * n * n;
      for (size_t i = 0; i < n * n; i++)
        A[i] *= two_pi;
      representation_exp(n, A, E);
      worst = worse(worst, matrix_max_difference(n * n, E, one) / (l + 1));
    }
    free(L);
  }
  claim("fullturn", worst, 16 * DBL_EPSILON);
}

#define IM ((double complex)I)

/* Row S_m in terms of v = conj(Y): the two coefficients, at m and -m. */
static void real_row(int m, double complex *plus, double complex *minus)
{
  double h = m == 0 ? 1 : sqrt(0.5), sign = m % 2 == 0 ? 1 : -1;
  *plus = m == 0 ? 1 : m > 0 ? sign * h : IM * sign * h;
  *minus = m == 0 ? 0 : m > 0 ? h : -IM * h;
}

/* -i J_a of the L_z eigenbasis, entry (p, m). */
static double complex ladder_entry(int l, int axis, int p, int m)
{
  double up = p == m + 1 ? sqrt((l - m) * (l + m + 1.0)) : 0;
  double down = p == m - 1 ? sqrt((l + m) * (l - m + 1.0)) : 0;
  if (axis == 2)
    return p == m ? -IM * (double)m : 0;
  return axis == 0 ? -IM * (up + down) / 2 : -(up - down) / 2;
}

TEST(law_real_basis_is_a_change_of_the_complex_one)
{
  /* W (-i J_a) W^+ is real and equals L_a: four products of size <= l. */
  double worst = 0;
  for (int l = 0; l <= 8; l++) {
    double *L = matrices(3, l);
    wigner_generators(l, L, L + square(l), L + 2 * square(l));
    for (int a = 0; a < 3; a++)
      for (int p = -l; p <= l; p++)
        for (int m = -l; m <= l; m++) {
          double complex c[2], d[2], sum = 0;
          int i[2] = {abs(p), -abs(p)}, j[2] = {abs(m), -abs(m)};
          real_row(p, &c[0], &c[1]);
          real_row(m, &d[0], &d[1]);
          for (int s = 0; s < 4; s++)
            sum += c[s / 2] * ladder_entry(l, a, i[s / 2], j[s % 2]) *
                   conj(d[s % 2]);
          double want = L[a * (int)square(l) + (p + l) * (2 * l + 1) + m + l];
          worst = worse(worst, cabs(sum - want) / (l + 1));
        }
    free(L);
  }
  claim("realbasis", worst, 4 * DBL_EPSILON);
}

/* ---- D ---- */

TEST(anchor_degree_one_is_the_rotation)
{
  double D[9], worst = 0;
  rot3 R = so3_from_euler(pinned);
  check_true(wigner_d(1, R, D) == WIGNER_OK, "degree 1");
  for (int i = 0; i < 3; i++)
    for (int j = 0; j < 3; j++)
      worst = worse(worst, fabs(D[3 * i + j] - R.m[(i + 1) % 3][(j + 1) % 3]));
  check_residual(matrix_max_difference(9, D, anchor_d1), tolerance(1),
                 "D^1 of the pinned angles");
  struct random g = random_seed(208);
  for (int k = 0; k < 100; k++) {
    R = so3_random(&g);
    check_true(wigner_d(1, R, D) == WIGNER_OK, "seed 208, %d", k);
    for (int i = 0; i < 9; i++)
      worst = worse(worst, fabs(D[i] - R.m[(i / 3 + 1) % 3][(i % 3 + 1) % 3]));
  }
  claim("degreeone", worst, tolerance(1));
}

TEST(anchor_three_ways_small_degrees)
{
  const double *want[4] = {NULL, anchor_d1, anchor_d2, anchor_d3};
  rot3 R = so3_from_euler(pinned);
  double worst = 0, D[49], all[1 + 9 + 25 + 49];
  check_true(wigner_d_recursive(3, R, all) == WIGNER_OK, "recursion");
  for (int l = 1; l <= 3; l++) {
    check_true(wigner_d_exp(l, R, D) == WIGNER_OK, "exponential, l = %d", l);
    double e = matrix_max_difference(square(l), D, want[l]);
    check_residual(e, tolerance(l), "exponential, l = %d", l);
    check_true(wigner_d_zyz(l, pinned, D) == WIGNER_OK, "Euler, l = %d", l);
    double z = matrix_max_difference(square(l), D, want[l]);
    check_residual(z, tolerance(l), "Euler, l = %d", l);
    double r = matrix_max_difference(square(l), all + wigner_block(l), want[l]);
    check_residual(r, tolerance(l), "recursion, l = %d", l);
    worst = worse(worse(worst, e), worse(z, r));
  }
  claim("smalld", worst, tolerance(3));
}

TEST(anchor_large_degrees)
{
  double worst = 0;
  double *D = matrices(1, 200);
  for (size_t k = 0; k < COUNT(anchor_d); k++) {
    int l = anchor_d[k].l;
    check_true(wigner_d_zyz(l, pinned, D) == WIGNER_OK, "l = %d", l);
    double got = D[(size_t)(anchor_d[k].row + l) * (2 * (size_t)l + 1) +
                   (size_t)(anchor_d[k].column + l)];
    check_close(got, anchor_d[k].value, tolerance(l), "D^%d(%d, %d)", l,
                anchor_d[k].row, anchor_d[k].column);
    worst = worse(worst, fabs(got - anchor_d[k].value));
  }
  claim("larged", worst, tolerance(200));
  free(D);
}

TEST(law_products_become_products)
{
  double worst = 0;
  struct random g = random_seed(202);
  for (int l = 0; l <= 10; l++) {
    struct representation a = wigner_representation(&l);
    rot3 R = so3_random(&g), S = so3_random(&g);
    double r = 1;
    check_true(representation_residual(&a, R, S, &r) == REPRESENTATION_OK,
               "l = %d", l);
    /* Three matrices with the error of one each, the product adds theirs. */
    check_residual(r, 3 * tolerance(l), "seed 202, l = %d", l);
    worst = worse(worst, r);
  }
  claim("homomorphism", worst, 3 * tolerance(10));
}

TEST(law_polynomials_of_degree_two_turn)
{
  /* (xy, yz, (3z^2 - 1)/(2 sqrt 3), xz, (x^2 - y^2)/2) on the unit sphere are
   * proportional to the five harmonics of degree 2: Y(R r) = D(R) Y(r). */
  double worst = 0, D[25], Y[2][5], moved[5];
  struct random g = random_seed(203);
  for (int k = 0; k < 20; k++) {
    rot3 R = so3_random(&g);
    vec3 r[2] = {so3_apply(so3_random(&g), (vec3){0, 0, 1})};
    r[1] = so3_apply(R, r[0]);
    for (int i = 0; i < 2; i++) {
      const vec3 p = r[i];
      const double f[5] = {p.x * p.y, p.y * p.z,
                           (3 * p.z * p.z - 1) / (2 * sqrt(3)), p.x * p.z,
                           (p.x * p.x - p.y * p.y) / 2};
      memcpy(Y[i], f, sizeof f);
    }
    wigner_d(2, R, D);
    matrix_multiply(5, 5, 1, D, Y[0], moved);
    worst = worse(worst, matrix_max_difference(5, moved, Y[1]));
  }
  claim("polynomials", worst, tolerance(2));
}

TEST(law_two_ways_agree_at_degree_one_hundred)
{
  double *A = matrices(2, 100), *B = A + square(100), orth = 0, apart = 0;
  struct random g = random_seed(204);
  for (int k = 0; k < 2; k++) {
    rot3 R = so3_random(&g);
    check_true(wigner_d(100, R, A) == WIGNER_OK, "J");
    check_true(wigner_d_exp(100, R, B) == WIGNER_OK, "exponential");
    apart = worse(apart, matrix_max_difference(square(100), A, B));
    orth = worse(orth, matrix_orthogonality(201, A));
    check_residual(matrix_orthogonality(201, B), 2 * tolerance(100),
                   "the exponential is orthogonal, seed 204");
  }
  /* Two matrices, with the error of one each. */
  claim("orthogonal", orth, 2 * tolerance(100));
  claim("twoways", apart, 2 * tolerance(100));
  free(A);
}

TEST(law_table_and_single_calls_are_the_same)
{
  struct wigner_table t;
  check_true(wigner_table_create(6, &t) == WIGNER_OK, "a table");
  double D[169], one[169], *all = malloc(wigner_block(7) * sizeof *all);
  struct random g = random_seed(205);
  rot3 R = so3_random(&g);
  check_true(wigner_table_all(&t, R, all) == WIGNER_OK, "all of them");
  for (int l = 0; l <= 6; l++) {
    wigner_d(l, R, one);
    check_true(wigner_table_d(&t, l, R, D) == WIGNER_OK, "l = %d", l);
    check_residual(matrix_max_difference(square(l), D, one), 0, "l = %d", l);
    check_residual(matrix_max_difference(square(l), all + wigner_block(l), one),
                   0, "block %d", l);
  }
  free(all);
  wigner_table_free(&t);
  wigner_table_free(&t);
  wigner_table_free(NULL);
  check_true(t.lmax == -1 && !t.J, "a freed table is empty");
}

/* ---- J ---- */

TEST(anchor_j_entries)
{
  /* l steps down a column, each with a few roundings; they add up like a
   * random walk: sqrt(l) eps times a few. */
  double small[49], *J = matrices(1, 200), worst = 0;
  wigner_j(2, small);
  check_residual(matrix_max_difference(25, small, anchor_j2), 8 * DBL_EPSILON,
                 "J of degree 2");
  wigner_j(3, small);
  check_residual(matrix_max_difference(49, small, anchor_j3), 8 * DBL_EPSILON,
                 "J of degree 3");
  for (size_t k = 0; k < COUNT(anchor_j); k++) {
    int l = anchor_j[k].l;
    check_true(wigner_j(l, J) == WIGNER_OK, "l = %d", l);
    double got = J[(size_t)(anchor_j[k].row + l) * (2 * (size_t)l + 1) +
                   (size_t)(anchor_j[k].column + l)];
    worst = worse(worst, fabs(got - anchor_j[k].value) / sqrt(l));
  }
  claim("jentries", worst, 8 * DBL_EPSILON);
  free(J);
}

TEST(law_j_swaps_y_and_z)
{
  /* J^2 = 1, J = J^T and J Lz J = Ly, the last relative to l. */
  double worst = 0;
  for (int l = 0; l <= 30; l++) {
    size_t n = 2 * (size_t)l + 1, s = n * n;
    double *L = matrices(6, l), *J = L + 3 * s, *P = J + s, *Q = P + s;
    wigner_generators(l, L, L + s, L + 2 * s);
    wigner_j(l, J);
    matrix_transpose(n, n, J, P);
    worst = worse(worst, matrix_max_difference(s, J, P));
    worst = worse(worst, matrix_orthogonality(n, J));
    matrix_multiply(n, n, n, J, L + 2 * s, P);
    matrix_multiply(n, n, n, P, J, Q);
    worst = worse(worst, matrix_max_difference(s, Q, L + s) / (l + 1));
    free(L);
  }
  claim("jswap", worst, tolerance(30));
}

/* ---- the recursion ---- */

TEST(law_recursion_agrees)
{
  /* Errors grow by about a quarter from degree to degree at worst (the figure
   * of the chapter): 1.25^16 < 36 on top of the usual bound. */
  double *A = malloc(2 * wigner_block(17) * sizeof *A), worst = 0;
  double *B = A + wigner_block(17);
  struct wigner_table t;
  wigner_table_create(16, &t);
  struct random g = random_seed(206);
  for (int k = 0; k < 10; k++) {
    rot3 R = so3_random(&g);
    check_true(wigner_d_recursive(16, R, A) == WIGNER_OK, "recursion");
    check_true(wigner_table_all(&t, R, B) == WIGNER_OK, "table");
    worst = worse(worst, matrix_max_difference(wigner_block(17), A, B));
  }
  claim("recursion", worst, 36 * tolerance(16));
  wigner_table_free(&t);
  free(A);
}

/* ---- edges ---- */

TEST(edge_near_the_poles_of_the_euler_angles)
{
  static const double beta[] = {0, 1e-15, 1e-12, 1e-9, 1e-5, 3.141592653};
  double A[441], B[441];
  for (size_t k = 0; k < COUNT(beta); k++) {
    rot3 R = so3_from_euler((euler_zyz){1.25, beta[k], 0.5});
    wigner_d(10, R, A);
    wigner_d_exp(10, R, B);
    check_residual(matrix_max_difference(441, A, B), 2 * tolerance(10),
                   "beta = %g", beta[k]);
  }
}

TEST(edge_half_turns)
{
  /* log is at its most delicate, and D is its own inverse. */
  static const double axes[5][3] = {
      {1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {0, 1, 1}, {-1, 2, 0.5}};
  double A[3 * 81], *B = A + 81, *C = B + 81, one[81];
  matrix_identity(9, one);
  for (size_t k = 0; k < COUNT(axes); k++) {
    rot3 R = turn(axes[k][0], axes[k][1], axes[k][2], 3.14159265358979323846);
    wigner_d(4, R, A);
    wigner_d_exp(4, R, B);
    check_residual(matrix_max_difference(81, A, B), 2 * tolerance(4),
                   "two ways, axis %zu", k);
    matrix_multiply(9, 9, 9, A, A, C);
    check_residual(matrix_max_difference(81, C, one), 3 * tolerance(4),
                   "twice a half turn, axis %zu", k);
  }
}

TEST(edge_identity_and_degree_zero)
{
  double D[81], one[81];
  struct random g = random_seed(207);
  matrix_identity(9, one);
  wigner_d(4, so3_identity(), D);
  check_residual(matrix_max_difference(81, D, one), tolerance(4), "J");
  wigner_d_exp(4, so3_identity(), D);
  check_residual(matrix_max_difference(81, D, one), 0, "exponential");
  rot3 R = so3_random(&g);
  check_true(wigner_d(0, R, D) == WIGNER_OK && D[0] == 1, "l = 0, J");
  check_true(wigner_d_exp(0, R, D) == WIGNER_OK && D[0] == 1, "l = 0, exp");
  check_true(wigner_d_recursive(0, R, D) == WIGNER_OK && D[0] == 1, "l = 0");
}

TEST(edge_not_a_rotation)
{
  rot3 bad[4] = {so3_identity(), so3_identity(), so3_identity(),
                 so3_identity()};
  bad[0].m[2][2] = -1;
  bad[1].m[0][1] = 1e-3;
  bad[2].m[1][1] = nan("");
  bad[3].m[0][0] = HUGE_VAL;
  struct wigner_table t;
  wigner_table_create(1, &t);
  double D[10] = {7};
  for (int i = 0; i < 4; i++) {
    enum wigner_status want = i < 2 ? WIGNER_NOT_A_ROTATION : WIGNER_NOT_FINITE;
    check_true(wigner_d(1, bad[i], D) == want, "wigner_d, case %d", i);
    check_true(wigner_d_exp(1, bad[i], D) == want, "wigner_d_exp, case %d", i);
    check_true(wigner_d_recursive(1, bad[i], D) == want, "recursion, %d", i);
    check_true(wigner_table_d(&t, 1, bad[i], D) == want, "table, case %d", i);
    check_true(wigner_table_all(&t, bad[i], D) == want, "all, case %d", i);
    check_true(D[0] == 7, "case %d leaves D alone", i);
  }
  wigner_table_free(&t);
  const euler_zyz e[3] = {{nan(""), 0, 0}, {0, nan(""), 0}, {0, 0, nan("")}};
  for (int i = 0; i < 3; i++)
    check_true(wigner_d_zyz(1, e[i], D) == WIGNER_NOT_FINITE && D[0] == 7,
               "NaN as angle %d", i);
}

TEST(edge_bad_degrees)
{
  rot3 R = so3_identity();
  struct wigner_table t;
  double D[9];
  static const int bad[] = {-1, WIGNER_LMAX + 1, 1 << 30};
  for (size_t i = 0; i < COUNT(bad); i++) {
    int l = bad[i];
    check_true(wigner_generators(l, D, D, D) == WIGNER_BAD_L, "l = %d", l);
    check_true(wigner_d(l, R, D) == WIGNER_BAD_L, "l = %d", l);
    check_true(wigner_d_exp(l, R, D) == WIGNER_BAD_L, "l = %d", l);
    check_true(wigner_d_zyz(l, pinned, D) == WIGNER_BAD_L, "l = %d", l);
    check_true(wigner_j(l, D) == WIGNER_BAD_L, "l = %d", l);
    check_true(wigner_d_recursive(l, R, D) == WIGNER_BAD_L, "l = %d", l);
    check_true(wigner_table_create(l, &t) == WIGNER_BAD_L, "l = %d", l);
    check_true(wigner_representation(&l).dim == 0, "l = %d", l);
    check_true(t.lmax == -1 && !t.J, "an empty table after l = %d", l);
  }
  check_true(wigner_table_create(1, &t) == WIGNER_OK, "a table");
  check_true(wigner_table_d(&t, 2, R, D) == WIGNER_BAD_L, "not in the table");
  check_true(wigner_table_d(&t, -1, R, D) == WIGNER_BAD_L, "negative");
  wigner_table_free(&t);
}

TEST(edge_null_pointers)
{
  rot3 R = so3_identity();
  struct wigner_table t;
  double D[9];
  check_true(wigner_generators(1, NULL, D, D) == WIGNER_NULL, "Lx");
  check_true(wigner_generators(1, D, NULL, D) == WIGNER_NULL, "Ly");
  check_true(wigner_generators(1, D, D, NULL) == WIGNER_NULL, "Lz");
  check_true(wigner_d(1, R, NULL) == WIGNER_NULL, "wigner_d");
  check_true(wigner_d_exp(1, R, NULL) == WIGNER_NULL, "wigner_d_exp");
  check_true(wigner_d_zyz(1, pinned, NULL) == WIGNER_NULL, "wigner_d_zyz");
  check_true(wigner_j(1, NULL) == WIGNER_NULL, "wigner_j");
  check_true(wigner_d_recursive(1, R, NULL) == WIGNER_NULL, "recursion");
  check_true(wigner_table_create(1, NULL) == WIGNER_NULL, "create");
  check_true(wigner_table_d(NULL, 1, R, D) == WIGNER_NULL, "no table");
  check_true(wigner_representation(NULL).dim == 0, "no degree");
  wigner_table_create(1, &t);
  check_true(wigner_table_all(&t, R, NULL) == WIGNER_NULL, "no output");
  wigner_table_free(&t);
  check_true(wigner_table_all(&t, R, D) == WIGNER_NULL, "an empty table");
}

/* A rotation knows its angles only up to whole turns, and so must D. */
TEST(edge_angles_of_every_size)
{
  const double angles[] = {-4, 100, 1e8, 1e15, 1e300, -DBL_MAX, DBL_MAX};
  for (size_t i = 0; i < sizeof angles / sizeof *angles; i++)
    for (int l = 1; l <= 12; l += 11) {
      double D[625], E[625], sum = 0, t = angles[i];
      size_t n = 2 * (size_t)l + 1;
      euler_zyz e = {t, t / 3, -t / 7};
      check_true(!wigner_d_zyz(l, e, D), "angles %g", t);
      check_true(!wigner_d(l, so3_from_euler(e), E), "its rotation");
      check_residual(matrix_max_difference(n * n, D, E), 64 * l * DBL_EPSILON,
                     "degree %d, angles %g", l, t);
      wigner_d_zyz(l, (euler_zyz){t, 0, 0}, D);
      for (size_t k = 0; k < n; k++)
        sum += D[k * n + k];
      check_close(wigner_character(l, t), sum, (double)(n * n) * DBL_EPSILON,
                  "the trace, l = %d, %g", l, t);
    }
}

TEST(edge_blocks_and_messages)
{
  size_t offset = 0;
  for (int l = 0; l <= WIGNER_LMAX + 1; l++) {
    check_true(wigner_block(l) == offset, "block %d begins at %zu, got %zu", l,
               offset, wigner_block(l));
    offset += square(l);
  }
  check_true(wigner_block(-3) == 0, "negative degrees hold nothing");
  check_true(wigner_block(WIGNER_LMAX + 2) == 0 && wigner_block(INT_MAX) == 0,
             "nor do degrees that are too large");
  for (int s = WIGNER_OK; s <= WIGNER_NO_MEMORY; s++)
    for (int k = s + 1; k <= WIGNER_NO_MEMORY + 1; k++)
      check_true(strcmp(wigner_message((enum wigner_status)s),
                        wigner_message((enum wigner_status)k)) != 0,
                 "statuses %d and %d say the same", s, k);
}

static const struct test tests[] = {
    CASE(anchor_generators_degree_one_turn_space),
    CASE(anchor_generators_degree_two),
    CASE(law_generators_commute_as_they_must),
    CASE(law_casimir_is_a_number),
    CASE(law_a_full_turn_is_no_turn),
    CASE(law_real_basis_is_a_change_of_the_complex_one),
    CASE(anchor_degree_one_is_the_rotation),
    CASE(anchor_three_ways_small_degrees),
    CASE(anchor_large_degrees),
    CASE(law_products_become_products),
    CASE(law_polynomials_of_degree_two_turn),
    CASE(law_two_ways_agree_at_degree_one_hundred),
    CASE(law_table_and_single_calls_are_the_same),
    CASE(anchor_j_entries),
    CASE(law_j_swaps_y_and_z),
    CASE(law_recursion_agrees),
    CASE(edge_near_the_poles_of_the_euler_angles),
    CASE(edge_half_turns),
    CASE(edge_identity_and_degree_zero),
    CASE(edge_not_a_rotation),
    CASE(edge_bad_degrees),
    CASE(edge_null_pointers),
    CASE(edge_angles_of_every_size),
    CASE(edge_blocks_and_messages)};
TEST_MAIN("02-wigner-d/wigner", tests)

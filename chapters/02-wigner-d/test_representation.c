/* test_representation.c: what is a representation, what is not, and what an
 * average over all rotations does to both. */
#include "representation.h"

#include <errno.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "matrix.h"
#include "test.h"
#include "wigner.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* The larger of two; a NaN, once there, stays. */
static double worse(double a, double b)
{
  return isnan(a) || b <= a ? a : b;
}

static rot3 turn(vec3 axis, double angle_rad)
{
  rot3 R = so3_identity();
  so3_axis_angle(axis, angle_rad, &R);
  return R;
}

static double residual(const struct representation *a, rot3 R, rot3 S)
{
  double r = nan("");
  check_true(representation_residual(a, R, S, &r) == REPRESENTATION_OK,
             "a residual of dim %zu", a->dim);
  return r;
}

/* A basis nobody would choose: unit upper triangle of small numbers, with its
 * exact inverse for three dimensions. */
static const double skew[9] = {1, 2, -1, 0, 1, 3, 0, 0, 1};
static const double unskew[9] = {1, -2, 7, 0, 1, -3, 0, 0, 1};

/* ---- representations ---- */

TEST(law_examples_are_representations)
{
  /* Entries of D carry about 16 (l+1) eps; skew enlarges by |S| |S^-1| < 80. */
  const int two = 2;
  struct representation one = representation_trivial();
  struct representation vector = representation_vector();
  struct representation irrep = wigner_representation(&two);
  struct representation_pair pairs[2] = {{&vector, &irrep}, {&vector, &vector}};
  struct representation_basis basis = {&vector, skew, unskew};
  struct representation all[6] = {one,
                                  vector,
                                  irrep,
                                  representation_sum(&pairs[0]),
                                  representation_product(&pairs[1]),
                                  representation_changed(&basis)};
  struct random g = random_seed(211);
  double worst = 0;
  for (size_t k = 0; k < COUNT(all); k++) {
    double r = nan("");
    rot3 R = so3_random(&g), S = so3_random(&g);
    worst = worse(worst, residual(&all[k], R, S));
    check_true(representation_identity(&all[k], &r) == REPRESENTATION_OK,
               "D(1) of case %zu", k);
    worst = worse(worst, r);
  }
  claim("built", worst, 80 * 48 * DBL_EPSILON);
}

/* The talk's matrix: M(R) = D(R^-1), degree 2. */
static bool talk_matrix(const void *context, rot3 R, double *D)
{
  (void)context;
  return wigner_d(2, so3_inverse(R), D) == WIGNER_OK;
}

TEST(law_inverse_reverses_the_order)
{
  struct representation talk = {5, talk_matrix, NULL};
  struct random g = random_seed(212);
  double reversed = 0, straight = 0;
  for (int k = 0; k < 5; k++) {
    rot3 R = so3_random(&g), S = so3_random(&g);
    double r = nan("");
    check_true(representation_reversed(&talk, R, S, &r) == REPRESENTATION_OK,
               "reversed");
    reversed = worse(reversed, r);
    straight = worse(straight, residual(&talk, R, S));
  }
  check_true(straight > 0.5, "straight order should fail: %g", straight);
  claim("reversed", reversed, 144 * DBL_EPSILON);
}

TEST(anchor_order_of_a_product)
{
  /* A quarter turn about x after one about z takes x to z; the other order
   * takes x to y.  The two products differ by 1 exactly: entries 0 and 1. */
  struct representation v = representation_vector();
  rot3 x = turn((vec3){1, 0, 0}, 1.57079632679489661923);
  rot3 z = turn((vec3){0, 0, 1}, 1.57079632679489661923);
  double D[9], r = nan("");
  check_true(representation_matrix(&v, so3_mul(x, z), D) == REPRESENTATION_OK,
             "a matrix");
  check_close(D[6], 1, 4 * DBL_EPSILON, "x goes to z");
  check_close(D[3], 0, 4 * DBL_EPSILON, "x does not go to y");
  check_close(residual(&v, x, z), 0, 4 * DBL_EPSILON, "the right order");
  representation_reversed(&v, x, z, &r);
  check_close(r, 1, 4 * DBL_EPSILON, "the wrong order");
}

TEST(anchor_layout_of_sum_and_product)
{
  /* A quarter turn about z: x -> y, y -> -x.  The sum 1 + v + 1 has the vector
   * in rows 1..3; the product's pair (i, j) stands at 3 i + j, so the pair
   * (x, z) = 2 goes to (y, z) = 5 and (y, x) = 3 to -(x, y) = 1. */
  struct representation one = representation_trivial();
  struct representation v = representation_vector();
  struct representation_pair p = {&one, &v}, vv = {&v, &v};
  struct representation left = representation_sum(&p);
  struct representation_pair q = {&left, &one};
  struct representation sum = representation_sum(&q);
  struct representation product = representation_product(&vv);
  struct representation_pair mixed = {&v, &sum};
  struct representation large = representation_product(&mixed);
  rot3 R = turn((vec3){0, 0, 1}, 1.57079632679489661923);
  double D[225];
  check_true(sum.dim == 5 && product.dim == 9 && large.dim == 15, "dims");
  const double want[25] = {1, 0, 0, 0, 0, 0, 0, -1, 0, 0, 0, 1, 0,
                           0, 0, 0, 0, 0, 1, 0, 0,  0, 0, 0, 1};
  check_true(representation_matrix(&sum, R, D) == REPRESENTATION_OK, "sum");
  check_residual(matrix_max_difference(25, D, want), 4 * DBL_EPSILON,
                 "1 + v + 1");
  check_true(representation_matrix(&product, R, D) == REPRESENTATION_OK, "x");
  check_close(D[5 * 9 + 2], 1, 4 * DBL_EPSILON, "(x, z) to (y, z)");
  check_close(D[1 * 9 + 3], -1, 4 * DBL_EPSILON, "(y, x) to -(x, y)");
  check_true(representation_matrix(&large, R, D) == REPRESENTATION_OK, "big");
  check_close(D[(1 * 5 + 2) * 15 + (0 * 5 + 1)], 1, 4 * DBL_EPSILON,
              "(x, x) to (y, y)");
}

TEST(law_quaternions_are_no_representation)
{
  /* All commutators hold, exactly: the entries are halves.  But a full turn
   * gives -1, and two turns by 270 degrees / 2 multiply to the wrong sign. */
  double L[3][16], A[16], E[16], r = nan(""), worst = 0;
  representation_spin_generators(L[0], L[1], L[2]);
  representation_spin_generators(NULL, NULL, NULL);
  check_true(representation_commutators(4, L[0], L[1], L[2], &r) ==
                 REPRESENTATION_OK,
             "commutators");
  check_residual(r, 0, "the three commutators");
  for (int i = 0; i < 16; i++)
    A[i] = 6.28318530717958647693 * L[2][i];
  representation_exp(4, A, E);
  for (int i = 0; i < 4; i++)
    E[5 * i] += 1;
  worst = matrix_max_abs(16, E);
  struct representation spin = representation_spin();
  rot3 R = turn((vec3){0, 0, 1}, 0.75 * 3.14159265358979323846);
  /* D(R R) has the real part cos(pi/4) > 0, D(R) D(R) the opposite sign. */
  check_close(residual(&spin, R, R), sqrt(2), 8 * DBL_EPSILON,
              "twice 135 degrees");
  R = turn((vec3){0, 0, 1}, 0.5);
  check_residual(residual(&spin, R, R), 8 * DBL_EPSILON, "small turns");
  check_true(representation_matrix(&spin, R, E) == REPRESENTATION_OK, "spin");
  check_close(E[4 * 3 + 0], sin(0.25), 4 * DBL_EPSILON, "q_z in row z");
  check_close(E[4 * 2 + 1], sin(0.25), 4 * DBL_EPSILON, "k i = j");
  claim("quaternions", worst, 16 * DBL_EPSILON);
}

/* ---- exponentials ---- */

TEST(law_exponential)
{
  /* A turn of the plane by t: cosines and sines, t up to 100 rad known to eps
   * each; a nilpotent matrix, where the series ends; exp(A) exp(-A) = 1. */
  static const double t[] = {0, 1e-8, 0.4, 3, 100};
  for (size_t k = 0; k < COUNT(t); k++) {
    double A[4] = {0, -t[k], t[k], 0}, E[4];
    const double want[4] = {cos(t[k]), -sin(t[k]), sin(t[k]), cos(t[k])};
    check_true(representation_exp(2, A, E) == REPRESENTATION_OK, "t %g", t[k]);
    check_residual(matrix_max_difference(4, E, want),
                   8 * (1 + t[k]) * DBL_EPSILON, "a turn by %g", t[k]);
  }
  const double N[9] = {0, 3, 0.25, 0, 0, -5, 0, 0, 0};
  const double want[9] = {1, 3, 0.25 - 7.5, 0, 1, -5, 0, 0, 1};
  double E[9];
  representation_exp(3, N, E);
  check_residual(matrix_max_difference(9, E, want), 32 * DBL_EPSILON,
                 "a nilpotent matrix");
  const double big[1] = {700};
  representation_exp(1, big, E);
  check_residual(fabs(E[0] / exp(700) - 1), 1400 * DBL_EPSILON, "exp 700");
}

TEST(law_shear_has_one_invariant_line)
{
  /* S(a) = [1 a; 0 1] respects sums.  A line along (cos t, sin t) is kept when
   * the determinant of (v, S v) is zero; it is -a sin^2 t: only the x axis. */
  double worst = 0;
  for (double t = 0; t < 3.1; t += 0.25) {
    const double N[4] = {0, 2, 0, 0}, M[4] = {0, 0.5, 0, 0};
    double S[4], T[4], ST[4], v[2] = {cos(t), sin(t)}, w[2];
    representation_exp(2, N, S);
    representation_exp(2, M, T);
    matrix_multiply(2, 2, 2, S, T, ST);
    worst = worse(worst, fabs(ST[1] - 2.5));
    matrix_multiply(2, 2, 1, S, v, w);
    worst = worse(worst, fabs(v[0] * w[1] - v[1] * w[0] + 2 * v[1] * v[1]));
  }
  claim("shear", worst, 4 * DBL_EPSILON);
}

/* ---- averages ---- */

/* max |average of D^l| for 1 <= l <= lmax under the rule. */
static double average_of_irreps(int lmax, size_t n, struct haar_node *nodes)
{
  double worst = 0, *D = malloc(2 * 289 * sizeof *D), *sum = D + 289;
  for (int l = 1; l <= lmax; l++) {
    size_t size = (2 * (size_t)l + 1) * (2 * (size_t)l + 1);
    memset(sum, 0, size * sizeof *sum);
    for (size_t i = 0; i < n; i++) {
      wigner_d(l, nodes[i].R, D);
      for (size_t k = 0; k < size; k++)
        sum[k] += nodes[i].weight * D[k];
    }
    worst = worse(worst, matrix_max_abs(size, sum));
  }
  free(D);
  return worst;
}

TEST(law_haar_rule_is_exact)
{
  /* Averages of numbers below 1 with the error of D. */
  for (int degree = 0; degree <= 8; degree += degree < 3 ? 1 : 5) {
    size_t n = haar_size(degree);
    struct haar_node *nodes = malloc(n * sizeof *nodes);
    double total = 0;
    check_true(haar_rule(degree, nodes) == REPRESENTATION_OK, "a rule");
    for (size_t i = 0; i < n; i++)
      total += nodes[i].weight;
    check_close(total, 1, 32 * DBL_EPSILON, "weights of degree %d", degree);
    double r = average_of_irreps(degree, n, nodes);
    check_residual(r, 16 * (degree + 1) * DBL_EPSILON, "degree %d", degree);
    if (degree == 8)
      claim("haarrule", r, 16 * 9 * DBL_EPSILON);
    free(nodes);
  }
}

TEST(law_average_makes_orthogonal)
{
  /* A vector in a skew basis, degree 1: rule of degree 2.  Then C D C^-1 is
   * orthogonal.  |skew| |unskew| < 80 enlarges rounding, twice. */
  struct representation v = representation_vector();
  struct representation_basis hidden = {&v, skew, unskew};
  struct representation a = representation_changed(&hidden);
  struct haar_node nodes[18];
  double B[9], C[9], inverse[9], D[9], before = 0, after = 0;
  check_true(haar_size(2) == 18, "size of the rule");
  haar_rule(2, nodes);
  check_true(representation_form(&a, 18, nodes, B) == REPRESENTATION_OK, "B");
  check_true(representation_cholesky(3, B, C, inverse) == REPRESENTATION_OK,
             "C");
  struct representation_basis found = {&a, C, inverse};
  struct representation b = representation_changed(&found);
  struct random g = random_seed(213);
  for (int k = 0; k < 10; k++) {
    rot3 R = so3_random(&g);
    representation_matrix(&a, R, D);
    before = worse(before, matrix_orthogonality(3, D));
    check_true(representation_matrix(&b, R, D) == REPRESENTATION_OK, "b");
    after = worse(after, matrix_orthogonality(3, D));
  }
  check_true(before > 1, "the skew basis is far from orthogonal: %g", before);
  claim("averaging", after, 80 * 80 * DBL_EPSILON);
}

TEST(anchor_cholesky)
{
  const double B[9] = {4, 2, -2, 2, 10, 5, -2, 5, 9};
  const double want[9] = {2, 1, -1, 0, 3, 2, 0, 0, 2};
  const double back[9] = {1. / 2,  -1. / 6, 5. / 12, 0,     1. / 3,
                          -1. / 3, 0,       0,       1. / 2};
  double C[9], inverse[9];
  check_true(representation_cholesky(3, B, C, inverse) == REPRESENTATION_OK,
             "a positive form");
  check_residual(matrix_max_difference(9, C, want), 4 * DBL_EPSILON, "C");
  check_residual(matrix_max_difference(9, inverse, back), 4 * DBL_EPSILON,
                 "C^-1");
}

TEST(law_schur)
{
  /* Averages of D_k A D_l^-1: zero for k != l, a multiple of 1, with A's
   * trace, for k = l.  A has entries below 1, D the error of degree 3. */
  const int degree[4] = {0, 1, 2, 3};
  struct haar_node nodes[7 * 7 * 4];
  struct random g = random_seed(214);
  double A[49], T[49], worst = 0;
  haar_rule(6, nodes);
  for (int k = 0; k < 4; k++)
    for (int l = 0; l < 4; l++) {
      size_t p = 2 * (size_t)k + 1, q = 2 * (size_t)l + 1;
      double trace = 0;
      for (size_t i = 0; i < p * q; i++)
        A[i] = random_uniform(&g);
      struct representation a = wigner_representation(&degree[k]);
      struct representation b = wigner_representation(&degree[l]);
      check_true(representation_intertwiner(&a, &b, haar_size(6), nodes, A,
                                            T) == REPRESENTATION_OK,
                 "(%d, %d)", k, l);
      for (size_t i = 0; k == l && i < p; i++)
        trace += A[i * p + i] / (double)p;
      for (size_t i = 0; k == l && i < p; i++)
        T[i * p + i] -= trace;
      worst = worse(worst, matrix_max_abs(p * q, T));
    }
  claim("schur", worst, 7 * 128 * DBL_EPSILON);
}

TEST(law_intertwiner_commutes)
{
  /* T D_b(S) = D_a(S) T for a vector hidden in 0 + 1, dims 3 and 4. */
  const int zero = 0, one = 1;
  struct representation scalar = wigner_representation(&zero);
  struct representation vector = wigner_representation(&one);
  struct representation_pair p = {&scalar, &vector};
  struct representation sum = representation_sum(&p);
  struct haar_node nodes[18];
  struct random g = random_seed(215);
  double A[12], T[12], Da[9], Db[16], left[12], right[12];
  haar_rule(2, nodes);
  for (int i = 0; i < 12; i++)
    A[i] = random_uniform(&g);
  representation_intertwiner(&vector, &sum, 18, nodes, A, T);
  rot3 S = so3_random(&g);
  representation_matrix(&vector, S, Da);
  representation_matrix(&sum, S, Db);
  matrix_multiply(3, 3, 4, Da, T, left);
  matrix_multiply(3, 4, 4, T, Db, right);
  check_true(matrix_max_abs(12, T) > 0.1, "something is left");
  claim("averagedmap", matrix_max_difference(12, left, right),
        128 * DBL_EPSILON);
}

TEST(law_entries_of_irreps_are_orthogonal)
{
  /* (2l+1) average of D^k_ij D^l_mn = 1 or 0, for all entries up to l = 3. */
  enum { ALL = 1 + 9 + 25 + 49 };
  static double gram[ALL][ALL];
  struct haar_node nodes[7 * 7 * 4];
  struct wigner_table t;
  double D[ALL], worst = 0;
  wigner_table_create(3, &t);
  haar_rule(6, nodes);
  for (size_t i = 0; i < haar_size(6); i++) {
    wigner_table_all(&t, nodes[i].R, D);
    for (int a = 0; a < ALL; a++)
      for (int b = 0; b < ALL; b++)
        gram[a][b] += nodes[i].weight * D[a] * D[b];
  }
  for (int a = 0; a < ALL; a++)
    for (int b = 0; b < ALL; b++) {
      int l = a < 1 ? 0 : a < 10 ? 1 : a < 35 ? 2 : 3;
      worst = worse(worst, fabs((2 * l + 1) * gram[a][b] - (a == b)));
    }
  wigner_table_free(&t);
  claim("entries", worst, 7 * 64 * DBL_EPSILON);
}

/* ---- edges ---- */

static bool refuses(const void *context, rot3 R, double *D)
{
  (void)context;
  (void)R;
  (void)D;
  return false;
}

static bool wants_memory(const void *context, rot3 R, double *D)
{
  errno = ENOMEM;
  return refuses(context, R, D);
}

TEST(edge_maps_that_are_none)
{
  struct representation poor = {2, wants_memory, NULL};
  struct representation none = {0, NULL, NULL};
  struct representation huge = {REPRESENTATION_MAX + 1, refuses, NULL};
  struct representation odd = {3, NULL, NULL}, no = {2, refuses, NULL};
  struct representation v = representation_vector();
  rot3 one = so3_identity();
  double D[9], r = 5;
  check_true(representation_matrix(NULL, one, D) == REPRESENTATION_NULL, "1");
  check_true(representation_matrix(&v, one, NULL) == REPRESENTATION_NULL, "2");
  check_true(representation_matrix(&odd, one, D) == REPRESENTATION_NULL, "3");
  check_true(representation_matrix(&none, one, D) == REPRESENTATION_BAD_SIZE,
             "dim 0");
  check_true(representation_matrix(&huge, one, D) == REPRESENTATION_BAD_SIZE,
             "dim too large");
  errno = ENOMEM; /* of long ago */
  check_true(representation_matrix(&no, one, D) == REPRESENTATION_FAILED, "f");
  check_true(errno == ENOMEM, "errno is as it was");
  errno = 0;
  check_true(representation_matrix(&poor, one, D) == REPRESENTATION_NO_MEMORY,
             "it was memory that the map wanted");
  check_true(representation_residual(&no, one, one, &r) ==
                     REPRESENTATION_FAILED &&
                 r == 5,
             "a residual of what refuses");
  check_true(representation_identity(&no, &r) == REPRESENTATION_FAILED, "1");
  check_true(representation_residual(&v, one, one, NULL) == REPRESENTATION_NULL,
             "no residual");
  check_true(representation_reversed(NULL, one, one, &r) == REPRESENTATION_NULL,
             "no map");
  check_true(representation_identity(&v, NULL) == REPRESENTATION_NULL, "null");
}

TEST(edge_not_a_rotation_for_a_map)
{
  struct representation v = representation_vector();
  rot3 one = so3_identity(), mirror = one, gap = one;
  double D[9], r = 5;
  mirror.m[0][0] = -1;
  gap.m[1][2] = nan("");
  check_true(representation_matrix(&v, mirror, D) ==
                 REPRESENTATION_NOT_A_ROTATION,
             "a mirror");
  check_true(representation_matrix(&v, gap, D) == REPRESENTATION_NOT_FINITE,
             "NaN");
  check_true(representation_residual(&v, one, mirror, &r) ==
                     REPRESENTATION_NOT_A_ROTATION &&
                 r == 5,
             "a mirror on the right");
}

TEST(edge_broken_buildings)
{
  struct representation v = representation_vector();
  struct representation big = {REPRESENTATION_MAX, refuses, NULL};
  struct representation none = {0, NULL, NULL};
  struct representation_pair half = {&v, NULL}, empty = {&none, &v};
  struct representation_pair large = {&big, &big}, fails = {&v, &big};
  struct representation mute = {3, NULL, NULL}, no = {3, refuses, NULL};
  struct representation flat = {0, refuses, NULL};
  struct representation_pair other = {NULL, &v}, last = {&v, &none};
  struct representation_pair mute1 = {&mute, &v}, mute2 = {&v, &mute};
  struct representation_pair no1 = {&no, &v}, no2 = {&v, &no};
  struct representation_basis basis = {&v, skew, NULL};
  struct representation product, sum;
  double D[81];
  check_true(representation_sum(NULL).dim == 0, "no pair");
  check_true(representation_sum(&other).dim == 0 &&
                 representation_sum(&last).dim == 0 &&
                 representation_sum(&mute1).dim == 0 &&
                 representation_sum(&mute2).dim == 0,
             "a part is missing, empty or has no map");
  for (int k = 0; k < 2; k++) {
    sum = representation_sum(k ? &no2 : &no1);
    product = representation_product(k ? &no2 : &no1);
    check_true(representation_matrix(&sum, so3_identity(), D) ==
                       REPRESENTATION_FAILED &&
                   representation_matrix(&product, so3_identity(), D) ==
                       REPRESENTATION_FAILED,
               "part %d refuses", k);
  }
  check_true(representation_sum(&half).dim == 0, "half a pair");
  check_true(representation_product(&half).dim == 0, "half a pair");
  check_true(representation_product(&empty).dim == 0, "an empty part");
  check_true(representation_sum(&large).dim == 0, "a sum too large");
  check_true(representation_product(&large).dim == 0, "a product too large");
  check_true(representation_changed(&basis).dim == 0, "no inverse");
  check_true(representation_changed(NULL).dim == 0, "no basis");
  const struct representation_basis bad[] = {{NULL, skew, unskew},
                                             {&v, NULL, unskew},
                                             {&mute, skew, unskew},
                                             {&flat, skew, unskew}};
  for (size_t k = 0; k < COUNT(bad); k++)
    check_true(representation_changed(&bad[k]).dim == 0, "basis %zu", k);
  basis = (struct representation_basis){&no, skew, unskew};
  product = representation_changed(&basis);
  check_true(representation_matrix(&product, so3_identity(), D) ==
                 REPRESENTATION_FAILED,
             "what is to be changed refuses");
  rot3 mirror = mat3_scale(-1, so3_identity());
  check_true(!representation_spin().matrix(NULL, mirror, D),
             "asked directly, the quaternion of a mirror does not exist");
  product = representation_product(&fails);
  check_true(representation_matrix(&product, so3_identity(), D) ==
                 REPRESENTATION_BAD_SIZE,
             "the product is refused");
}

TEST(edge_exponential_and_commutators)
{
  double A[4] = {0, nan(""), 1, 0}, E[4] = {9}, r = 5;
  check_true(representation_exp(2, A, E) == REPRESENTATION_NOT_FINITE, "NaN");
  A[1] = HUGE_VAL;
  check_true(representation_exp(2, A, E) == REPRESENTATION_NOT_FINITE, "inf");
  check_true(representation_exp(0, A, E) == REPRESENTATION_BAD_SIZE, "n 0");
  check_true(representation_exp(REPRESENTATION_MAX + 1, A, E) ==
                 REPRESENTATION_BAD_SIZE,
             "n too large");
  check_true(representation_exp(2, NULL, E) == REPRESENTATION_NULL, "no A");
  check_true(representation_exp(2, A, NULL) == REPRESENTATION_NULL, "no E");
  check_true(E[0] == 9, "E is left alone");
  check_true(
      representation_commutators(2, A, A, NULL, &r) == REPRESENTATION_NULL &&
          representation_commutators(2, A, NULL, A, &r) ==
              REPRESENTATION_NULL &&
          representation_commutators(2, NULL, A, A, &r) ==
              REPRESENTATION_NULL &&
          representation_commutators(2, A, A, A, NULL) == REPRESENTATION_NULL,
      "null");
  check_true(representation_commutators(0, A, A, A, &r) ==
                 REPRESENTATION_BAD_SIZE,
             "n 0");
  check_true(representation_commutators(2, A, A, A, &r) == REPRESENTATION_OK &&
                 isnan(r),
             "infinity shows as NaN, not as agreement");
}

TEST(edge_averages)
{
  struct representation v = representation_vector(), no = {3, refuses, NULL};
  struct haar_node node = {so3_identity(), 1}, two[2] = {node, node};
  double A[9] = {0}, T[9] = {7};
  check_true(haar_size(-1) == 0 && haar_size(HAAR_MAX + 1) == 0, "no rule");
  check_true(haar_rule(-1, &node) == REPRESENTATION_BAD_SIZE, "degree -1");
  check_true(haar_rule(0, NULL) == REPRESENTATION_NULL, "no nodes");
  check_true(representation_form(&v, 0, &node, T) == REPRESENTATION_BAD_SIZE,
             "an empty rule");
  check_true(representation_form(&v, 1, NULL, T) == REPRESENTATION_NULL, "n");
  check_true(representation_form(&no, 1, &node, T) == REPRESENTATION_FAILED,
             "a map that refuses");
  check_true(representation_intertwiner(&v, &v, 0, &node, A, T) ==
                 REPRESENTATION_BAD_SIZE,
             "an empty rule");
  check_true(representation_intertwiner(&v, NULL, 1, &node, A, T) ==
                 REPRESENTATION_NULL,
             "no map");
  check_true(representation_intertwiner(&v, &no, 1, &node, A, T) ==
                 REPRESENTATION_FAILED,
             "a map that refuses");
  check_true(representation_form(NULL, 1, &node, T) == REPRESENTATION_NULL &&
                 representation_intertwiner(NULL, &v, 1, &node, A, T) ==
                     REPRESENTATION_NULL &&
                 representation_intertwiner(&v, &v, 1, NULL, A, T) ==
                     REPRESENTATION_NULL,
             "null");
  two[1].R.m[2][2] = -1;
  check_true(representation_form(&v, 2, two, T) ==
                     REPRESENTATION_NOT_A_ROTATION &&
                 representation_intertwiner(&v, &v, 2, two, A, T) ==
                     REPRESENTATION_NOT_A_ROTATION,
             "a mirror among the nodes");
  check_true(representation_intertwiner(&no, &v, 2, two, A, T) ==
                 REPRESENTATION_FAILED,
             "the first refuses");
  check_true(T[0] == 7, "nothing is half written");
}

TEST(edge_cholesky)
{
  const double saddle[4] = {1, 2, 2, 1}, gap[4] = {1, nan(""), 0, 1};
  double C[4], inverse[4];
  check_true(representation_cholesky(2, saddle, C, inverse) ==
                 REPRESENTATION_NOT_POSITIVE,
             "a saddle");
  check_true(representation_cholesky(2, gap, C, inverse) ==
                 REPRESENTATION_NOT_FINITE,
             "NaN");
  check_true(representation_cholesky(0, saddle, C, inverse) ==
                 REPRESENTATION_BAD_SIZE,
             "n 0");
  check_true(
      representation_cholesky(2, saddle, NULL, inverse) ==
              REPRESENTATION_NULL &&
          representation_cholesky(2, NULL, C, inverse) == REPRESENTATION_NULL &&
          representation_cholesky(2, saddle, C, NULL) == REPRESENTATION_NULL,
      "null");
}

TEST(edge_messages_differ)
{
  for (int s = 0; s <= REPRESENTATION_FAILED; s++)
    for (int k = s + 1; k <= REPRESENTATION_FAILED + 1; k++)
      check_true(
          strcmp(representation_message((enum representation_status)s),
                 representation_message((enum representation_status)k)) != 0,
          "statuses %d and %d say the same", s, k);
}

static const struct test tests[] = {CASE(law_examples_are_representations),
                                    CASE(law_inverse_reverses_the_order),
                                    CASE(anchor_order_of_a_product),
                                    CASE(anchor_layout_of_sum_and_product),
                                    CASE(law_quaternions_are_no_representation),
                                    CASE(law_exponential),
                                    CASE(law_shear_has_one_invariant_line),
                                    CASE(law_haar_rule_is_exact),
                                    CASE(law_average_makes_orthogonal),
                                    CASE(anchor_cholesky),
                                    CASE(law_schur),
                                    CASE(law_intertwiner_commutes),
                                    CASE(law_entries_of_irreps_are_orthogonal),
                                    CASE(edge_maps_that_are_none),
                                    CASE(edge_not_a_rotation_for_a_map),
                                    CASE(edge_broken_buildings),
                                    CASE(edge_exponential_and_commutators),
                                    CASE(edge_averages),
                                    CASE(edge_cholesky),
                                    CASE(edge_messages_differ)};
TEST_MAIN("02-wigner-d/representation", tests)

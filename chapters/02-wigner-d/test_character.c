/* test_character.c: traces, their orthogonality, and decomposition by them. */
#include "character.h"

#include <limits.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "anchors.h"
#include "matrix.h"
#include "test.h"
#include "wigner.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* The larger of two; a NaN, once there, stays. */
static double worse(double a, double b)
{
  return isnan(a) || b <= a ? a : b;
}

TEST(anchor_character_values)
{
  /* The sines see an angle of up to 200 t, known to eps: relative to
   * (2l+1) (1 + |t|).  Far from the identity the trace itself is small. */
  double worst = 0;
  for (size_t k = 0; k < COUNT(anchor_characters); k++) {
    int l = anchor_characters[k].l;
    double t = anchor_characters[k].angle_rad;
    double error = fabs(wigner_character(l, t) - anchor_characters[k].chi) /
                   ((2 * l + 1) * (1 + fabs(t)));
    check_residual(error, 2 * DBL_EPSILON, "chi_%d(%g)", l, t);
    worst = worse(worst, error);
  }
  claim("charactervalues", worst, 2 * DBL_EPSILON);
}

TEST(law_character_is_the_trace)
{
  /* 2l+1 diagonal entries with the error of D; the axis does not matter. */
  double worst = 0, D[169];
  struct random g = random_seed(221);
  for (int l = 0; l <= 6; l++)
    for (int k = 0; k < 4; k++) {
      double t = 3 * random_uniform(&g), trace = 0;
      rot3 R, S = so3_random(&g);
      so3_axis_angle((vec3){0, 0, 1}, t, &R);
      wigner_d(l, so3_mul(so3_mul(S, R), so3_inverse(S)), D);
      for (int i = 0; i <= 2 * l; i++)
        trace += D[i * (2 * l + 2)];
      worst = worse(worst, fabs(trace - wigner_character(l, t)));
    }
  claim("charactertrace", worst, 13 * 16 * 7 * DBL_EPSILON);
}

TEST(law_trace_of_a_representation)
{
  struct representation v = representation_vector();
  static const double t[] = {0, 0.5, -2, 3.14159265358979323846};
  for (size_t k = 0; k < COUNT(t); k++) {
    double trace = nan("");
    check_true(character_at(&v, t[k], &trace) == CHARACTER_OK, "t %g", t[k]);
    check_close(trace, 1 + 2 * cos(t[k]), 8 * DBL_EPSILON, "t %g", t[k]);
  }
}

TEST(law_characters_are_orthonormal)
{
  /* 41 nodes are exact for k + l <= 80.  Characters are as large as 2l+1 near
   * the identity, where the weight is small: |chi sin(t/2)| <= 1, so every
   * term of the sum is below 2, times the error of a sine of 41 t. */
  double t[41], w[41], worst = 0;
  check_true(character_rule(41, t, w) == CHARACTER_OK, "a rule");
  for (int k = 0; k <= 40; k++)
    for (int l = 0; l <= 40; l++) {
      double sum = k == l ? -1 : 0;
      for (int j = 0; j < 41; j++)
        sum += w[j] * wigner_character(k, t[j]) * wigner_character(l, t[j]);
      worst = worse(worst, fabs(sum));
    }
  claim("characters", worst, 4 * 41 * DBL_EPSILON);
}

TEST(anchor_class_measure)
{
  /* Two nodes: 45 and 135 degrees with the weights (1 -+ sqrt(1/2)) / 2.  The
   * mean of the trace 1 + 2 cos t is 0, of its square 1. */
  double t[2], w[2];
  character_rule(2, t, w);
  check_close(t[0], 0.78539816339744830962, DBL_EPSILON, "45 degrees");
  check_close(w[0], (1 - sqrt(0.5)) / 2, DBL_EPSILON, "its weight");
  check_close(w[1], (1 + sqrt(0.5)) / 2, DBL_EPSILON, "the other");
  double mean = 0, second = 0;
  for (int j = 0; j < 2; j++) {
    double trace = 1 + 2 * cos(t[j]);
    mean += w[j] * trace;
    second += w[j] * trace * trace;
  }
  check_close(mean, 0, 4 * DBL_EPSILON, "no rotation is preferred");
  check_close(second, 1, 4 * DBL_EPSILON, "the vector is irreducible");
}

TEST(anchor_vector_times_vector)
{
  /* 1 x 1 = 0 + 1 + 2: dot, cross, symmetric traceless. */
  struct representation v = representation_vector();
  struct representation_pair p = {&v, &v};
  struct representation vv = representation_product(&p);
  size_t n[4];
  double r = nan("");
  check_true(character_decompose(&vv, 3, n, &r) == CHARACTER_OK, "1 x 1");
  check_true(n[0] == 1 && n[1] == 1 && n[2] == 1 && n[3] == 0,
             "got %zu %zu %zu %zu", n[0], n[1], n[2], n[3]);
  claim("vectorvector", r, 64 * DBL_EPSILON);
}

TEST(law_decomposition_finds_what_was_hidden)
{
  /* 2 + 1 + 1 + 4 in a random orthogonal basis (the U of a random matrix). */
  const int degrees[4] = {2, 1, 1, 4};
  struct representation part[4], sum[3];
  struct representation_pair pair[3];
  for (int i = 0; i < 4; i++)
    part[i] = wigner_representation(&degrees[i]);
  for (int i = 0; i < 3; i++) {
    pair[i] =
        (struct representation_pair){i ? &sum[i - 1] : &part[0], &part[i + 1]};
    sum[i] = representation_sum(&pair[i]);
  }
  enum { N = 20 };
  static double U[N * N], V[N * N], T[N * N];
  double S[N], r = nan("");
  struct random g = random_seed(222);
  for (int i = 0; i < N * N; i++)
    U[i] = random_normal(&g);
  check_true(sum[2].dim == N && matrix_svd(N, N, U, S, V), "a basis");
  matrix_transpose(N, N, U, T);
  struct representation_basis basis = {&sum[2], U, T};
  struct representation hidden = representation_changed(&basis);
  size_t n[6];
  check_true(character_decompose(&hidden, 5, n, &r) == CHARACTER_OK, "hidden");
  check_true(n[0] == 0 && n[1] == 2 && n[2] == 1 && n[3] == 0 && n[4] == 1 &&
                 n[5] == 0,
             "got %zu %zu %zu %zu %zu %zu", n[0], n[1], n[2], n[3], n[4], n[5]);
  check_true(character_decompose(&hidden, 5, n, NULL) == CHARACTER_OK, "null");
  claim("hidden", r, 1024 * DBL_EPSILON);
}

TEST(edge_what_characters_refuse)
{
  /* The quaternions of the chapter have half-angle traces; a vector
   * needs lmax 1. */
  struct representation spin = representation_spin();
  struct representation v = representation_vector();
  size_t n[2] = {7, 7};
  double r = 5;
  check_true(character_decompose(&spin, 1, n, &r) == CHARACTER_NOT_WHOLE,
             "quaternions");
  check_true(character_decompose(&v, 0, n, &r) == CHARACTER_NOT_WHOLE,
             "lmax too small");
  check_true(n[0] == 7 && n[1] == 7 && r == 5, "outputs left alone");
}

/* No representation, but traces of one vector without its scalar: the
 * dimension is right, and so are the whole numbers 1 and -1. */
static bool less_a_scalar(const void *context, rot3 R, double *D)
{
  (void)context;
  D[0] = R.m[0][0] + R.m[1][1] + R.m[2][2] - 1;
  D[1] = D[2] = D[3] = 0;
  return true;
}

TEST(edge_fewer_than_none)
{
  struct representation minus = {2, less_a_scalar, NULL};
  size_t n[2] = {7, 7};
  check_true(character_decompose(&minus, 1, n, NULL) == CHARACTER_NOT_WHOLE &&
                 n[0] == 7,
             "a negative number of irreps");
}

static bool gives_nan(const void *context, rot3 R, double *D)
{
  (void)context;
  (void)R;
  D[0] = nan("");
  return true;
}

TEST(edge_bad_input_of_characters)
{
  struct representation v = representation_vector(), none = {0, NULL, NULL};
  struct representation bad = {1, gives_nan, NULL}, odd = {3, NULL, NULL};
  struct representation huge = {REPRESENTATION_MAX + 1, gives_nan, NULL};
  size_t n[2] = {7, 7};
  double t[2], r = 5;
  check_true(character_at(NULL, 1, &r) == CHARACTER_NULL, "no map");
  check_true(character_at(&v, 1, NULL) == CHARACTER_NULL, "no trace");
  check_true(character_at(&odd, 1, &r) == CHARACTER_NULL, "no function");
  check_true(character_at(&none, 1, &r) == CHARACTER_BAD_SIZE, "dim 0");
  check_true(character_at(&huge, 1, &r) == CHARACTER_BAD_SIZE, "too large");
  check_true(character_at(&v, nan(""), &r) == CHARACTER_FAILED, "NaN angle");
  check_true(character_at(&bad, 1, &r) == CHARACTER_FAILED, "NaN trace");
  check_true(r == 5, "outputs left alone");
  check_true(character_rule(0, t, t) == CHARACTER_BAD_SIZE, "no nodes");
  check_true(character_rule(2, NULL, t) == CHARACTER_NULL, "no angles");
  check_true(character_rule(2, t, NULL) == CHARACTER_NULL, "no weights");
  check_true(character_decompose(NULL, 1, n, &r) == CHARACTER_NULL, "no map");
  check_true(character_decompose(&v, 1, NULL, &r) == CHARACTER_NULL, "no n");
  check_true(character_decompose(&v, -1, n, &r) == CHARACTER_BAD_SIZE, "-1");
  check_true(character_decompose(&v, CHARACTER_LMAX + 1, n, &r) ==
                 CHARACTER_BAD_SIZE,
             "lmax too large");
  check_true(character_decompose(&bad, 1, n, &r) == CHARACTER_FAILED, "NaN");
}

TEST(edge_characters_at_the_identity)
{
  static const double two_pi = 6.28318530717958647693;
  check_close(wigner_character(3, 0), 7, 0, "the dimension");
  check_close(wigner_character(3, two_pi), 7, 49 * 8 * DBL_EPSILON, "2 pi");
  check_close(wigner_character(3, 1e-300), 7, 0, "next to the identity");
  check_close(wigner_character(3, 3.14159265358979323846), -1, 8 * DBL_EPSILON,
              "a half turn");
  check_true(isnan(wigner_character(-1, 1)), "degree -1");
  check_true(isnan(wigner_character(2, nan(""))), "NaN");
  check_true(isnan(wigner_character(2, HUGE_VAL)), "infinity");
  for (int s = 0; s <= CHARACTER_NOT_WHOLE; s++)
    for (int k = s + 1; k <= CHARACTER_NOT_WHOLE + 1; k++)
      check_true(strcmp(character_message((enum character_status)s),
                        character_message((enum character_status)k)) != 0,
                 "statuses %d and %d say the same", s, k);
  check_close(wigner_character(INT_MAX, 0), 2.0 * INT_MAX + 1, 0, "any degree");
  check_true(fabs(wigner_character(INT_MAX, 1)) <= 1 / sin(0.5) + 1e-9,
             "the largest degree, at 1 rad");
}

static const struct test tests[] = {
    CASE(anchor_character_values),
    CASE(law_character_is_the_trace),
    CASE(law_trace_of_a_representation),
    CASE(law_characters_are_orthonormal),
    CASE(anchor_class_measure),
    CASE(anchor_vector_times_vector),
    CASE(law_decomposition_finds_what_was_hidden),
    CASE(edge_what_characters_refuse),
    CASE(edge_fewer_than_none),
    CASE(edge_bad_input_of_characters),
    CASE(edge_characters_at_the_identity)};
TEST_MAIN("02-wigner-d/character", tests)

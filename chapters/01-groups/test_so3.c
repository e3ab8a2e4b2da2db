/* test_so3.c: what chapter 1 says of rotations, checked.
 * Pinned values come from anchors.py; random ones from the seeds named here. */
#include "matrix.h"
#include "so3.h"
#include "test.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "anchors.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define EPS      DBL_EPSILON
#define NaN      ((double)NAN) /* the macro of math.h is a float */
static const double PI = 3.14159265358979323846;

/* An entry of a rotation is made with about ten roundings of numbers below 2,
 * each at most eps/2 of them: 10 eps.  A round trip makes two such matrices,
 * and an angle up to pi turns a relative eps into pi eps: 32 eps covers it. */
#define ROUND (32 * EPS)

/* ---- [helpers] Random and pinned input ---- */
/* A vector in a random direction, of the given length. */
static vec3 random_vec(struct random *g, double length)
{
  vec3 v = {random_normal(g), random_normal(g), random_normal(g)};
  return vec3_scale(length / vec3_norm(v), v);
}

static mat3 mat3_of(const double *entry)
{
  mat3 M;
  memcpy(M.m, entry, sizeof M.m);
  return M;
}

static vec3 vec3_of(const double *v)
{
  return (vec3){v[0], v[1], v[2]};
}

static double vec3_distance(vec3 a, vec3 b)
{
  return vec3_norm(vec3_sub(a, b));
}

static double trace(mat3 M)
{
  return M.m[0][0] + M.m[1][1] + M.m[2][2];
}

/* The worst of orthogonality and determinant. */
static double not_a_rotation(mat3 R)
{
  mat3 one = so3_mul(mat3_transpose(R), R);
  return larger(mat3_distance(one, so3_identity()), fabs(mat3_det(R) - 1));
}

static rot3 log_then_exp(rot3 R)
{
  vec3 omega = {NaN, NaN, NaN};
  check_true(so3_log(R, &omega) == SO3_OK, "the logarithm of a rotation");
  return so3_exp(omega);
}

/* ---- [group] The group ---- */
TEST(anchor_vectors)
{
  vec3 a = {1, 2, 3}, b = {-4, 5, 7}, c = vec3_cross(a, b);
  check_true(c.x == -1 && c.y == -19 && c.z == 13, "a cross product by hand");
  check_close(vec3_dot(a, b), 27, 0, "a dot product by hand");
  vec3 d = vec3_add(vec3_scale(2, a), b), e = vec3_sub(a, b);
  check_true(d.x == -2 && d.y == 9 && d.z == 13, "2 a + b");
  check_true(e.x == 5 && e.y == -3 && e.z == -4, "a - b");
  check_close(vec3_norm((vec3){2e200, 3e200, -6e200}), 7e200, 7e200 * 4 * EPS,
              "a length whose square overflows");
  check_close(vec3_norm((vec3){2e-200, 3e-200, 6e-200}), 7e-200,
              7e-200 * 4 * EPS, "a length whose square vanishes");
  const vec3 bad[3] = {{NaN, HUGE_VAL, 0}, {HUGE_VAL, NaN, 0}, {0, 1, NaN}};
  for (int i = 0; i < 3; i++)
    check_true(isnan(vec3_norm(bad[i])), "NaN in, NaN out");
}

/* Four ways to one product: of 3 x 4 and 4 x 2 numbers below 100, exactly. */
static void four_products(void)
{
  struct random g = random_seed(23);
  double A[12], B[8], At[12], Bt[8], C[6], D[6];
  for (int i = 0; i < 12; i++)
    A[i] = (double)random_below(&g, 100);
  for (int i = 0; i < 8; i++)
    B[i] = (double)random_below(&g, 100);
  matrix_transpose(3, 4, A, At);
  matrix_transpose(4, 2, B, Bt);
  for (int i = 0; i < 6; i++) {
    D[i] = 0;
    for (int k = 0; k < 4; k++)
      D[i] += A[i / 2 * 4 + k] * B[2 * k + i % 2];
  }
  matrix_multiply(3, 4, 2, A, B, C);
  check_residual(matrix_max_difference(6, C, D), 0, "A B");
  matrix_multiply_tn(3, 4, 2, At, B, C);
  check_residual(matrix_max_difference(6, C, D), 0, "(A^T)^T B");
  matrix_multiply_nt(3, 4, 2, A, Bt, C);
  check_residual(matrix_max_difference(6, C, D), 0, "A (B^T)^T");
}

TEST(anchor_matrices)
{
  mat3 A = {{{1, 2, 3}, {4, 5, 6}, {7, 8, 10}}};
  mat3 B = {{{0, 1, 0}, {2, 0, 0}, {0, 0, -1}}};
  mat3 AB = {{{4, 1, -3}, {10, 4, -6}, {16, 7, -10}}};
  mat3 sum = {{{1, 3, 3}, {6, 5, 6}, {7, 8, 9}}};
  check_close(mat3_det(A), -3, 0, "a determinant by hand");
  check_residual(mat3_distance(so3_mul(A, B), AB), 0, "a product by hand");
  check_residual(mat3_distance(mat3_add(A, B), sum), 0, "a sum by hand");
  check_close(mat3_distance(A, mat3_scale(2, A)), 10, 0, "largest difference");
  check_close(mat3_transpose(A).m[0][2], 7, 0, "rows become columns");
  vec3 v = so3_apply(A, (vec3){1, -1, 2});
  check_true(v.x == 5 && v.y == 11 && v.z == 19, "A v by hand");
  four_products();
}

TEST(law_closed)
{
  struct random g = random_seed(1);
  double worst = 0;
  for (int i = 0; i < 1000; i++) {
    rot3 a = so3_random(&g), b = so3_random(&g);
    rot3 product = so3_mul(a, so3_inverse(b));
    worst = larger(worst, not_a_rotation(product));
    rot3 one = so3_mul(so3_inverse(a), a);
    worst = larger(worst, mat3_distance(one, so3_identity()));
    worst = larger(worst, mat3_distance(so3_mul(a, so3_identity()), a));
  }
  claim("closed", worst, 2 * ROUND);
}

TEST(law_associative)
{
  struct random g = random_seed(2);
  double worst = 0;
  for (int i = 0; i < 1000; i++) {
    rot3 a = so3_random(&g), b = so3_random(&g), c = so3_random(&g);
    rot3 left = so3_mul(so3_mul(a, b), c), right = so3_mul(a, so3_mul(b, c));
    worst = larger(worst, mat3_distance(left, right));
    vec3 v = random_vec(&g, 1);
    vec3 once = so3_apply(so3_mul(a, b), v);
    vec3 twice = so3_apply(a, so3_apply(b, v));
    worst = larger(worst, vec3_distance(once, twice));
  }
  /* Five roundings of sums below 3 on either side. */
  claim("composition", worst, 16 * EPS);
}

TEST(anchor_order_matters)
{
  rot3 x = so3_exp((vec3){PI / 2, 0, 0}), y = so3_exp((vec3){0, PI / 2, 0});
  rot3 xy = {{{0, 0, 1}, {1, 0, 0}, {0, 1, 0}}};
  rot3 yx = {{{0, 1, 0}, {0, 0, -1}, {-1, 0, 0}}};
  check_residual(mat3_distance(so3_mul(x, y), xy), ROUND, "first y, then x");
  check_residual(mat3_distance(so3_mul(y, x), yx), ROUND, "first x, then y");
  struct random g = random_seed(24);
  double worst = 0;
  for (int i = 0; i < 100; i++) {
    vec3 n = random_vec(&g, 1), m = vec3_cross(n, random_vec(&g, 1));
    rot3 a = so3_exp(vec3_scale(PI / 2, n));
    rot3 b = so3_exp(vec3_scale(PI / 2 / vec3_norm(m), m));
    double apart = so3_distance(so3_mul(a, b), so3_mul(b, a));
    worst = larger(worst, fabs(apart - 2 * PI / 3));
  }
  claim("order-matters", worst, ROUND);
}

/* ---- [algebra] The algebra ---- */
TEST(law_hat)
{
  struct random g = random_seed(3);
  double worst = 0;
  for (int i = 0; i < 1000; i++) {
    vec3 a = random_vec(&g, 1), b = random_vec(&g, 1);
    vec3 c = so3_apply(so3_hat(a), b), back = so3_vee(so3_hat(a));
    worst = larger(worst, vec3_distance(c, vec3_cross(a, b)));
    worst = larger(worst, vec3_distance(back, a));
    mat3 sum = mat3_add(so3_hat(a), mat3_transpose(so3_hat(a)));
    worst = larger(worst, mat3_distance(sum, mat3_scale(0, sum)));
  }
  check_residual(worst, 4 * EPS, "hat(a) b = a x b, and vee undoes hat");
}

TEST(law_commutators)
{
  double worst = 0;
  for (int i = 0; i < 3; i++) {
    mat3 A = so3_generator(i), B = so3_generator((i + 1) % 3);
    mat3 C = so3_generator((i + 2) % 3);
    worst = larger(worst, mat3_distance(so3_commutator(A, B), C));
    mat3 minus = mat3_scale(-1, C);
    worst = larger(worst, mat3_distance(so3_commutator(B, A), minus));
  }
  claim("generators", worst, 0);
}

TEST(anchor_generators)
{
  mat3 Lz = {{{0, -1, 0}, {1, 0, 0}, {0, 0, 0}}};
  mat3 Lx = {{{0, 0, 0}, {0, 0, -1}, {0, 1, 0}}};
  check_residual(mat3_distance(so3_generator(2), Lz), 0, "L_z turns x to y");
  check_residual(mat3_distance(so3_generator(0), Lx), 0, "L_x turns y to z");
}

TEST(edge_generators)
{
  mat3 none = so3_hat((vec3){0, 0, 0});
  check_residual(mat3_distance(so3_generator(3), none), 0, "no fourth axis");
  check_residual(mat3_distance(so3_generator(-1), none), 0, "no axis -1");
  mat3 symmetric = {{{1, 2, 3}, {2, 4, 5}, {3, 5, 6}}};
  check_residual(vec3_norm(so3_vee(symmetric)), 0,
                 "vee sees only the antisymmetric part");
}

TEST(law_adjoint)
{
  struct random g = random_seed(4);
  double worst = 0;
  for (int i = 0; i < 1000; i++) {
    rot3 R = so3_random(&g);
    vec3 w = random_vec(&g, 1);
    mat3 seen = so3_mul(R, so3_mul(so3_hat(w), so3_inverse(R)));
    worst = larger(worst, mat3_distance(seen, so3_hat(so3_apply(R, w))));
    rot3 turned = so3_mul(R, so3_mul(so3_exp(w), so3_inverse(R)));
    rot3 direct = so3_exp(so3_apply(R, w));
    worst = larger(worst, mat3_distance(turned, direct));
  }
  claim("adjoint", worst, 2 * ROUND);
}

/* ---- [exp] The exponential ---- */
TEST(anchor_exp)
{
  for (size_t i = 0; i < COUNT(exp_anchor); i++) {
    const double *a = exp_anchor[i];
    double size = vec3_norm(vec3_of(a));
    double off = mat3_distance(so3_exp(vec3_of(a)), mat3_of(a + 3));
    /* The angle itself is rounded by a relative eps. */
    check_residual(off, (16 + 2 * size) * EPS, "pinned exponential %zu", i);
  }
}

TEST(anchor_exp_small)
{
  const double *a = exp_anchor[2];
  rot3 R = so3_exp(vec3_of(a));
  for (int k = 1; k < 8; k++)
    check_close(R.m[k / 3][k % 3], a[3 + k], fabs(a[3 + k]) * 4 * EPS,
                "entry %d at 4e-9 rad, to full relative precision", k);
}

TEST(law_exp_is_rotation)
{
  struct random g = random_seed(5);
  double worst = 0;
  for (int i = 0; i < 2000; i++) {
    double size = pow(10, 10 * random_uniform(&g) - 7);
    worst = larger(worst, not_a_rotation(so3_exp(random_vec(&g, size))));
  }
  claim("exp-rotation", worst, ROUND);
}

TEST(law_series)
{
  struct random g = random_seed(6);
  double worst = 0;
  for (int i = 0; i < 300; i++) {
    vec3 w = random_vec(&g, PI * random_uniform(&g));
    mat3 series = so3_exp_series(w, 40);
    worst = larger(worst, mat3_distance(series, so3_exp(w)));
  }
  /* Terms reach pi^3/3! = 5.2 and add up to exp(pi) = 23 before they cancel. */
  claim("rodrigues", worst, 23 * ROUND);
}

TEST(edge_series)
{
  vec3 w = {0.1, 0.2, -0.3};
  mat3 none = so3_hat((vec3){0, 0, 0});
  check_residual(mat3_distance(so3_exp_series(w, 0), none), 0, "no terms");
  check_residual(mat3_distance(so3_exp_series(w, -5), none), 0, "fewer terms");
  check_residual(mat3_distance(so3_exp_series(w, 1), so3_identity()), 0,
                 "one term is the identity");
  mat3 two = mat3_add(so3_identity(), so3_hat(w));
  check_residual(mat3_distance(so3_exp_series(w, 2), two), 0,
                 "two terms are 1 + hat(omega)");
}

TEST(law_one_parameter)
{
  struct random g = random_seed(7);
  double worst = 0;
  for (int i = 0; i < 1000; i++) {
    vec3 n = random_vec(&g, 1);
    double s = random_normal(&g), t = random_normal(&g);
    rot3 two = so3_mul(so3_exp(vec3_scale(s, n)), so3_exp(vec3_scale(t, n)));
    rot3 one = so3_exp(vec3_scale(s + t, n));
    worst = larger(worst, mat3_distance(two, one));
    worst = larger(worst, vec3_distance(so3_apply(one, n), n));
  }
  claim("one-parameter", worst, 2 * ROUND);
}

TEST(law_small_turns)
{
  vec3 w = {0.3, -1.1, 0.8};
  double error[2];
  for (int i = 0; i < 2; i++) {
    int doublings = 12 + i;
    mat3 step = so3_exp_series(vec3_scale(ldexp(1, -doublings), w), 2);
    for (int k = 0; k < doublings; k++)
      step = so3_mul(step, step);
    error[i] = mat3_distance(step, so3_exp(w));
  }
  /* (1 + X/n)^n errs by |w|^2 / 2n: |w|^2 = 1.94, n = 4096. */
  check_close(error[0], 1.94 / 8192, 1.94 / 8192, "an error of order 1/n");
  claim("small-turns", fabs(error[0] / error[1] - 2), 1e-3);
}

TEST(law_trace)
{
  struct random g = random_seed(8);
  double worst = 0;
  for (int i = 0; i < 1000; i++) {
    vec3 w = random_vec(&g, PI * random_uniform(&g));
    double want = 1 + 2 * cos(vec3_norm(w));
    worst = larger(worst, fabs(trace(so3_exp(w)) - want));
  }
  claim("trace", worst, ROUND);
}

TEST(edge_exp)
{
  rot3 one = so3_exp((vec3){0, 0, 0});
  check_residual(mat3_distance(one, so3_identity()), 0, "exp(0) = 1 exactly");
  rot3 tiny = so3_exp((vec3){1e-300, 0, 0});
  check_close(tiny.m[2][1], 1e-300, 0, "a turn by 1e-300 rad is not lost");
  rot3 half = so3_exp((vec3){0, 0, PI});
  mat3 want = {{{-1, 0, 0}, {0, -1, 0}, {0, 0, 1}}};
  check_residual(mat3_distance(half, want), 4 * EPS, "a half turn about z");
  rot3 huge = so3_exp((vec3){3e300, 4e300, 0});
  check_residual(not_a_rotation(huge), ROUND, "a turn by 5e300 rad");
  check_true(isnan(so3_exp((vec3){NaN, 0, 0}).m[1][1]), "NaN gives NaN");
  check_true(isnan(so3_exp((vec3){HUGE_VAL, 0, 0}).m[1][1]), "so does inf");
}

/* ---- [log] The logarithm ---- */
TEST(law_exp_log)
{
  struct random g = random_seed(9);
  double worst = 0;
  for (int i = 0; i < 2000; i++) {
    rot3 R = so3_random(&g);
    worst = larger(worst, mat3_distance(log_then_exp(R), R));
    vec3 n = random_vec(&g, 1);
    R = so3_exp(vec3_scale(PI - pow(10, -16 * random_uniform(&g)), n));
    worst = larger(worst, mat3_distance(log_then_exp(R), R));
  }
  claim("surjective", worst, ROUND);
}

TEST(law_log_exp)
{
  struct random g = random_seed(10);
  double worst = 0;
  for (int i = 0; i < 4000; i++) {
    double u = random_uniform(&g);
    double size = i % 3 == 0   ? pow(10, -300 * u)
                  : i % 3 == 1 ? 1 + (PI - 2) * u
                               : PI - pow(10, -15 * u);
    vec3 w = random_vec(&g, size), back = {NaN, NaN, NaN};
    check_true(so3_log(so3_exp(w), &back) == SO3_OK, "seed 10, turn %d", i);
    worst = larger(worst, vec3_distance(back, w) / size);
  }
  claim("log-accurate", worst, 16 * EPS);
}

TEST(anchor_log)
{
  for (size_t i = 0; i < 5; i++) {
    const double *a = exp_anchor[i];
    vec3 w = {NaN, NaN, NaN};
    so3_log(mat3_of(a + 3), &w);
    double size = vec3_norm(vec3_of(a));
    check_residual(vec3_distance(w, vec3_of(a)), size * 16 * EPS,
                   "pinned logarithm %zu", i);
  }
}

TEST(edge_log_half_turns)
{
  const vec3 axis[5] = {
      {1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {3, -4, 0}, {-1, 2, -2}};
  const double sign[5] = {1, 1, 1, -1, 1};
  for (int i = 0; i < 5; i++) {
    vec3 n = vec3_scale(1 / vec3_norm(axis[i]), axis[i]), w = {NaN, NaN, NaN};
    double a[3] = {n.x, n.y, n.z};
    mat3 R = mat3_scale(-1, so3_identity());
    for (int k = 0; k < 9; k++)
      R.m[k / 3][k % 3] += 2 * a[k / 3] * a[k % 3];
    check_true(so3_log(R, &w) == SO3_OK, "half turn %d", i);
    vec3 want = vec3_scale(sign[i] * PI, n);
    check_residual(vec3_distance(w, want), ROUND,
                   "half turn %d: its largest component is positive", i);
  }
}

TEST(edge_log_bad_input)
{
  vec3 w = {7, 8, 9};
  mat3 bad = so3_identity();
  check_true(so3_log(so3_identity(), NULL) == SO3_NULL, "null");
  bad.m[1][2] = NaN;
  check_true(so3_log(bad, &w) == SO3_NOT_FINITE, "NaN");
  check_true(so3_log(mat3_scale(1.01, so3_identity()), &w) ==
                 SO3_NOT_ORTHOGONAL,
             "stretched");
  check_true(so3_log(mat3_scale(-1, so3_identity()), &w) == SO3_REFLECTION,
             "turned inside out");
  check_true(w.x == 7 && w.y == 8 && w.z == 9, "the output is untouched");
  check_true(so3_log(so3_identity(), &w) == SO3_OK, "the identity");
  check_true(w.x == 0 && w.y == 0 && w.z == 0, "log(1) = 0 exactly");
}

/* ---- [bch] What commutators are for ---- */
TEST(law_loop)
{
  struct random g = random_seed(11);
  const double t = 1e-5;
  double worst = 0;
  for (int i = 0; i < 100; i++) {
    vec3 a = random_vec(&g, t), b = random_vec(&g, t), w = {NaN, NaN, NaN};
    rot3 there = so3_mul(so3_exp(a), so3_exp(b));
    rot3 back = so3_mul(so3_exp(vec3_scale(-1, a)), so3_exp(vec3_scale(-1, b)));
    so3_log(so3_mul(there, back), &w);
    double gap = vec3_distance(vec3_scale(1 / (t * t), w),
                               vec3_scale(1 / (t * t), vec3_cross(a, b)));
    worst = larger(worst, gap);
  }
  /* The next term is (a + b) x (a x b) / 2 <= t^3; rounding adds eps / t^2. */
  claim("loop", worst, t + 8 * EPS / (t * t));
}

/* The error of the Baker-Campbell-Hausdorff series cut after third order. */
static double bch_error(vec3 a, vec3 b)
{
  vec3 exact = {NaN, NaN, NaN}, ab = vec3_cross(a, b);
  so3_log(so3_mul(so3_exp(a), so3_exp(b)), &exact);
  vec3 sum = vec3_add(vec3_add(a, b), vec3_scale(0.5, ab));
  vec3 third = vec3_cross(vec3_sub(a, b), ab);
  return vec3_distance(exact, vec3_add(sum, vec3_scale(1 / 12.0, third)));
}

TEST(law_bch)
{
  struct random g = random_seed(12);
  double worst = 0;
  for (int i = 0; i < 20; i++) {
    vec3 a = random_vec(&g, 0.01), b = random_vec(&g, 0.01);
    double whole = bch_error(a, b);
    double half = bch_error(vec3_scale(0.5, a), vec3_scale(0.5, b));
    worst = larger(worst, fabs(log2(whole / half) - 4));
  }
  /* The error is c t^4 (1 + O(t)), t = 0.01; log2 of that is 4 + O(t). */
  claim("bch", worst, 0.05);
}

/* ---- [charts] Axis and angle, quaternions, Euler angles ---- */
TEST(anchor_axis_angle)
{
  for (size_t i = 0; i < COUNT(axis_anchor); i++) {
    const double *a = axis_anchor[i];
    rot3 R = so3_identity();
    vec3 n = {NaN, NaN, NaN};
    double t = NaN;
    check_true(so3_axis_angle(vec3_of(a), a[3], &R) == SO3_OK, "axis %zu", i);
    check_residual(mat3_distance(R, mat3_of(a + 4)), ROUND, "axis %zu", i);
    check_true(so3_to_axis_angle(R, &n, &t) == SO3_OK, "axis %zu back", i);
    double length = copysign(vec3_norm(vec3_of(a)), a[3]);
    check_close(t, fabs(a[3]), ROUND, "angle %zu back", i);
    check_residual(vec3_distance(n, vec3_scale(1 / length, vec3_of(a))), ROUND,
                   "axis %zu back", i);
  }
}

/* Rodrigues' formula with the sine and cosine of the angle itself; the library
 * of C knows them for every angle. */
static mat3 by_formula(vec3 n, double t)
{
  mat3 N = so3_hat(n), odd = mat3_scale(sin(t), N);
  mat3 even = mat3_scale(1 - cos(t), so3_mul(N, N));
  return mat3_add(so3_identity(), mat3_add(odd, even));
}

TEST(edge_angles_of_every_size)
{
  const double angles[] = {5e-324, 1e-300, 1e-8,    3,        100,
                           1e8,    1e15,   1.5e300, -DBL_MAX, DBL_MAX};
  const vec3 axis = {1, 1, 2}, n = vec3_scale(1 / sqrt(6), axis);
  for (size_t i = 0; i < COUNT(angles); i++) {
    rot3 R, E = so3_from_euler((euler_zyz){angles[i], 0, 0});
    check_true(so3_axis_angle(axis, angles[i], &R) == SO3_OK, "finite");
    check_residual(mat3_distance(R, by_formula(n, angles[i])), ROUND,
                   "%g rad about (1, 1, 2)", angles[i]);
    check_residual(mat3_distance(E, by_formula((vec3){0, 0, 1}, angles[i])),
                   ROUND, "Euler angle %g rad", angles[i]);
  }
}

/* Half turns, and turns a little shorter: rounding may not make them longer. */
TEST(edge_no_angle_beyond_pi)
{
  struct random g = random_seed(110);
  for (int k = 0; k < 5000; k++) {
    vec3 n;
    double t;
    rot3 R;
    so3_axis_angle(random_vec(&g, 1), PI * (k % 2 ? 1 : 1 - 1e-15), &R);
    check_true(so3_to_axis_angle(R, &n, &t) == SO3_OK, "back");
    check_true(t >= 0 && t <= PI, "pi - %g rad", PI - t);
  }
}

TEST(edge_axis_angle)
{
  rot3 R = mat3_scale(5, so3_identity()), one = so3_identity();
  vec3 n = {NaN, NaN, NaN}, z = {0, 0, 1};
  double t = NaN;
  check_true(so3_axis_angle(z, 1, NULL) == SO3_NULL, "null");
  check_true(so3_axis_angle((vec3){0, 0, 0}, 1, &R) == SO3_ZERO_VECTOR, "zero");
  check_true(so3_axis_angle(z, NaN, &R) == SO3_NOT_FINITE, "NaN angle");
  check_true(so3_axis_angle((vec3){0, NaN, 1}, 1, &R) == SO3_NOT_FINITE,
             "NaN axis");
  check_close(R.m[0][0], 5, 0, "the output is untouched");
  check_true(so3_axis_angle((vec3){0, 0, 1e-310}, PI, &R) == SO3_OK, "tiny");
  check_close(R.m[0][0], -1, ROUND, "an axis of 1e-310 is an axis");
  check_true(so3_to_axis_angle(one, NULL, &t) == SO3_NULL, "null axis");
  check_true(so3_to_axis_angle(one, &n, NULL) == SO3_NULL, "null angle");
  check_true(so3_to_axis_angle(mat3_scale(2, one), &n, &t) ==
                 SO3_NOT_ORTHOGONAL,
             "stretched");
  check_true(so3_to_axis_angle(one, &n, &t) == SO3_OK, "the identity");
  check_true(t == 0 && n.z == 1, "no turn has the axis z");
}

TEST(anchor_quaternion)
{
  for (size_t i = 0; i < COUNT(quat_anchor); i++) {
    const double *a = quat_anchor[i];
    quat q = {a[0], a[1], a[2], a[3]}, back = {NaN, NaN, NaN, NaN};
    rot3 R = so3_identity();
    check_true(so3_from_quat(q, &R) == SO3_OK, "quaternion %zu", i);
    check_residual(mat3_distance(R, mat3_of(a + 4)), ROUND, "quaternion %zu",
                   i);
    check_true(so3_to_quat(R, &back) == SO3_OK, "quaternion %zu", i);
    double n = sqrt(a[0] * a[0] + a[1] * a[1] + a[2] * a[2] + a[3] * a[3]);
    double off = fabs(back.w - a[0] / n) + fabs(back.x - a[1] / n) +
                 fabs(back.y - a[2] / n) + fabs(back.z - a[3] / n);
    check_residual(off, ROUND, "quaternion %zu comes back", i);
  }
  quat i = {0, 1, 0, 0}, j = {0, 0, 1, 0}, k = quat_multiply(i, j);
  check_true(k.w == 0 && k.x == 0 && k.y == 0 && k.z == 1, "i j = k");
}

TEST(law_double_cover)
{
  struct random g = random_seed(13);
  double worst = 0;
  for (int i = 0; i < 1000; i++) {
    rot3 P = so3_random(&g), Q = so3_random(&g), PQ, minus;
    quat p, q;
    check_true(so3_to_quat(P, &p) == SO3_OK, "seed 13, %d", i);
    check_true(so3_to_quat(Q, &q) == SO3_OK, "seed 13, %d", i);
    so3_from_quat(quat_multiply(p, q), &PQ);
    so3_from_quat((quat){-p.w, -p.x, -p.y, -p.z}, &minus);
    worst = larger(worst, mat3_distance(PQ, so3_mul(P, Q)));
    worst = larger(worst, mat3_distance(minus, P));
    check_true(p.w >= 0, "of q and -q the one with w >= 0");
  }
  claim("double-cover", worst, ROUND);
}

TEST(edge_quaternion)
{
  rot3 R = mat3_scale(5, so3_identity());
  quat q = {7, 7, 7, 7};
  check_true(so3_from_quat((quat){1, 0, 0, 0}, NULL) == SO3_NULL, "null");
  check_true(so3_from_quat((quat){0, 0, 0, 0}, &R) == SO3_ZERO_VECTOR, "zero");
  check_true(so3_from_quat((quat){1, 0, NaN, 0}, &R) == SO3_NOT_FINITE, "NaN");
  check_close(R.m[0][0], 5, 0, "the output is untouched");
  check_true(so3_from_quat((quat){1e-200, 1e-200, 0, 0}, &R) == SO3_OK, "tiny");
  check_close(R.m[2][1], 1, ROUND, "a tiny quaternion is a quarter turn");
  check_true(so3_to_quat(R, NULL) == SO3_NULL, "null");
  check_true(so3_to_quat(mat3_scale(-1, R), &q) == SO3_REFLECTION, "mirror");
  check_close(q.w, 7, 0, "the output is untouched");
}

TEST(anchor_euler)
{
  for (size_t i = 0; i < COUNT(euler_anchor); i++) {
    const double *a = euler_anchor[i];
    rot3 R = so3_from_euler((euler_zyz){a[0], a[1], a[2]});
    check_residual(mat3_distance(R, mat3_of(a + 3)), ROUND, "angles %zu", i);
    euler_zyz e = {NaN, NaN, NaN};
    check_true(so3_to_euler(R, &e) == SO3_OK, "angles %zu back", i);
    /* An angle next to the axis is known to eps / sin(beta). */
    double tolerance = ROUND / sin(a[1]);
    check_close(e.alpha, a[0], tolerance, "alpha %zu", i);
    check_close(e.beta, a[1], ROUND, "beta %zu", i);
    check_close(e.gamma, a[2], tolerance, "gamma %zu", i);
  }
}

TEST(law_euler)
{
  struct random g = random_seed(14);
  double worst = 0;
  for (int i = 0; i < 3000; i++) {
    double small = pow(10, -17 * random_uniform(&g));
    euler_zyz e = {2 * PI * random_uniform(&g) - PI, i % 2 ? small : PI - small,
                   2 * PI * random_uniform(&g) - PI};
    rot3 R = i % 3 ? so3_from_euler(e) : so3_random(&g);
    /* Rounding of a product: what a real computation hands over. */
    rot3 S = so3_random(&g);
    R = so3_mul(S, so3_mul(so3_inverse(S), R));
    check_true(so3_to_euler(R, &e) == SO3_OK, "seed 14, %d", i);
    check_true(e.beta >= 0 && e.beta <= PI, "0 <= beta <= pi");
    worst = larger(worst, mat3_distance(so3_from_euler(e), R));
  }
  claim("euler", worst, 2 * ROUND);
}

TEST(edge_euler_lock)
{
  euler_zyz e = {NaN, NaN, NaN};
  rot3 R = so3_from_euler((euler_zyz){0.5, 0, 0.75});
  check_true(so3_to_euler(R, &e) == SO3_OK, "beta = 0");
  check_true(e.beta == 0 && e.gamma == 0, "gamma is 0 at the lock");
  check_close(e.alpha, 1.25, ROUND, "alpha + gamma at beta = 0");
  R = so3_from_euler((euler_zyz){0.5, PI, 0.75});
  check_true(so3_to_euler(R, &e) == SO3_OK, "beta = pi");
  check_true(e.beta == PI && e.gamma == 0, "gamma is 0 at the lock");
  check_close(e.alpha, -0.25, ROUND, "alpha - gamma at beta = pi");
  check_true(so3_to_euler(R, NULL) == SO3_NULL, "null");
  R.m[0][0] = HUGE_VAL;
  check_true(so3_to_euler(R, &e) == SO3_NOT_FINITE, "infinity");
}

TEST(law_z_is_a_choice)
{
  struct random g = random_seed(15);
  rot3 cycle = {{{0, 0, 1}, {1, 0, 0}, {0, 1, 0}}}; /* z to x to y to z */
  double worst = 0;
  for (int i = 0; i < 500; i++) {
    euler_zyz e = {0};
    rot3 R = so3_random(&g), seen;
    seen = so3_mul(so3_inverse(cycle), so3_mul(R, cycle));
    check_true(so3_to_euler(seen, &e) == SO3_OK, "seed 15, %d", i);
    rot3 a = so3_exp((vec3){e.alpha, 0, 0}), b = so3_exp((vec3){0, 0, e.beta});
    rot3 c = so3_exp((vec3){e.gamma, 0, 0});
    worst = larger(worst, mat3_distance(so3_mul(a, so3_mul(b, c)), R));
  }
  claim("any-axis", worst, 2 * ROUND);
}

/* ---- [check] Is it a rotation, and which is nearest ---- */
TEST(edge_check)
{
  mat3 one = so3_identity(), bad = one;
  check_true(so3_check(one, 0) == SO3_OK, "the identity, exactly");
  bad.m[0][1] = 1e-3;
  check_true(so3_check(bad, 1e-4) == SO3_NOT_ORTHOGONAL, "a shear");
  check_true(so3_check(bad, 1e-2) == SO3_OK, "a shear below the tolerance");
  check_true(so3_check(one, NaN) == SO3_NOT_ORTHOGONAL, "a NaN tolerance");
  bad.m[0][1] = -HUGE_VAL;
  check_true(so3_check(bad, 10) == SO3_NOT_FINITE, "infinity");
  mat3 mirror = {{{0, 1, 0}, {1, 0, 0}, {0, 0, 1}}};
  check_true(so3_check(mirror, 0) == SO3_REFLECTION, "x and y exchanged");
}

/* A matrix near a rotation, far from one, or with a negative determinant. */
static mat3 random_matrix(struct random *g, double noise)
{
  mat3 M = so3_random(g);
  for (int k = 0; k < 9; k++)
    M.m[k / 3][k % 3] += noise * random_normal(g);
  return M;
}

static double squared_distance(mat3 A, mat3 B)
{
  mat3 D = mat3_add(A, mat3_scale(-1, B));
  return trace(so3_mul(mat3_transpose(D), D));
}

TEST(law_nearest)
{
  struct random g = random_seed(16);
  double worst = 0;
  int mirrors = 0;
  for (int i = 0; i < 300; i++) {
    mat3 M = random_matrix(&g, i % 3 ? i % 3 : 0.1);
    mirrors += mat3_det(M) < 0;
    rot3 R = so3_identity();
    check_true(so3_nearest(M, &R) == SO3_OK, "seed 16, matrix %d", i);
    check_residual(not_a_rotation(R), ROUND, "seed 16, matrix %d", i);
    double best = squared_distance(R, M);
    mat3 RM = so3_mul(so3_inverse(R), M);
    worst = larger(worst, mat3_distance(RM, mat3_transpose(RM)) / (1 + best));
    for (int k = 0; k < 60; k++) {
      vec3 step = random_vec(&g, pow(10, -0.05 * k));
      double other = squared_distance(so3_mul(R, so3_exp(step)), M);
      worst = larger(worst, (best - other) / (1 + best));
    }
  }
  check_true(mirrors > 50, "seed 16: %d determinants are negative", mirrors);
  claim("nearest", worst, 2 * ROUND);
}

TEST(law_nearest_turned)
{
  struct random g = random_seed(23);
  double worst = 0;
  for (int i = 0; i < 500; i++) {
    rot3 A = so3_random(&g), B = so3_random(&g), R = A, turned = A;
    mat3 M = random_matrix(&g, 0.1);
    check_true(so3_nearest(M, &R) == SO3_OK, "seed 23, matrix %d", i);
    mat3 AMB = so3_mul(A, so3_mul(M, B));
    check_true(so3_nearest(AMB, &turned) == SO3_OK, "seed 23, turned %d", i);
    mat3 want = so3_mul(A, so3_mul(R, B));
    worst = larger(worst, mat3_distance(turned, want));
  }
  /* With noise of 0.1 the singular values stay between 1/2 and 2. */
  claim("nearest-turned", worst, 4 * ROUND);
}

TEST(anchor_nearest)
{
  for (size_t i = 0; i < COUNT(nearest_anchor); i++) {
    const double *a = nearest_anchor[i];
    rot3 R = so3_identity();
    check_true(so3_nearest(mat3_of(a), &R) == SO3_OK, "matrix %zu", i);
    /* The singular values of these are not closer than 1/4 of the largest. */
    check_residual(mat3_distance(R, mat3_of(a + 9)), 4 * ROUND, "matrix %zu",
                   i);
  }
}

/* What has no singular values. */
static void refused_decompositions(void)
{
  double A[6] = {1, 2, 3, 4, 5, 6}, S[3], V[9];
  check_true(!matrix_svd(2, 3, A, S, V), "more columns than rows");
  A[4] = NaN;
  check_true(!matrix_svd(3, 2, A, S, V), "NaN");
  A[4] = (double)INFINITY;
  check_true(!matrix_svd(3, 2, A, S, V), "infinity");
}

TEST(edge_nearest)
{
  rot3 R = mat3_scale(5, so3_identity());
  mat3 one = so3_identity(), line = {{{1, 2, 3}, {2, 4, 6}, {-1, -2, -3}}};
  check_true(so3_nearest(one, NULL) == SO3_NULL, "null");
  check_true(so3_nearest(mat3_scale(0, one), &R) == SO3_SINGULAR, "zero");
  check_true(so3_nearest(line, &R) == SO3_SINGULAR, "rank one");
  check_true(so3_nearest(mat3_scale(-1, one), &R) == SO3_SINGULAR,
             "the point reflection is equally far from every half turn");
  check_true(so3_nearest(mat3_scale(NaN, one), &R) == SO3_NOT_FINITE, "NaN");
  check_close(R.m[0][0], 5, 0, "the output is untouched");
  check_true(so3_nearest(mat3_scale(1e300, one), &R) == SO3_OK, "huge");
  check_residual(mat3_distance(R, one), ROUND, "size does not matter");
  check_true(so3_nearest(mat3_scale(1e-300, one), &R) == SO3_OK, "tiny");
  check_residual(mat3_distance(R, one), ROUND, "size does not matter");
  rot3 turn = so3_exp((vec3){1, 2, 3});
  check_true(so3_nearest(mat3_scale(1e300, turn), &R) == SO3_OK,
             "a determinant of infinities of both signs");
  check_residual(mat3_distance(R, turn), ROUND, "size does not matter");
  for (int e = -1060; e <= 1020; e += 20) {
    /* singular values sqrt(5) and 2, times a power of two */
    double A[6] = {1, 0, 0, 2, 2, 0}, S[2], V[4], size = ldexp(1, e);
    for (int i = 0; i < 6; i++)
      A[i] *= size;
    check_true(matrix_svd(3, 2, A, S, V), "entries of 2^%d", e);
    check_close(ldexp(S[0], -e), sqrt(5), 8 * EPS + ldexp(1, -1074 - e), "2^%d",
                e);
    check_close(ldexp(S[1], -e), 2, 8 * EPS + ldexp(1, -1074 - e), "2^%d", e);
  }
  refused_decompositions();
}

/* ---- [metric] How far apart ---- */
TEST(law_distance)
{
  struct random g = random_seed(17);
  double worst = 0;
  for (int i = 0; i < 1000; i++) {
    rot3 a = so3_random(&g), b = so3_random(&g), s = so3_random(&g);
    double d = so3_distance(a, b);
    double left = so3_distance(so3_mul(s, a), so3_mul(s, b));
    double right = so3_distance(so3_mul(a, s), so3_mul(b, s));
    worst = larger(worst, fabs(left - d));
    worst = larger(worst, fabs(right - d));
    worst = larger(worst, fabs(so3_distance(b, a) - d));
    double detour = so3_distance(a, s) + so3_distance(s, b);
    check_true(d <= detour + ROUND, "seed 17, %d: triangle inequality", i);
  }
  claim("distance", worst, 2 * ROUND);
}

TEST(anchor_distance)
{
  for (size_t i = 0; i < COUNT(distance_anchor); i++) {
    const double *p = distance_anchor[i];
    double d = so3_distance(so3_exp(vec3_of(p)), so3_exp(vec3_of(p + 3)));
    /* Relative precision where both are small, absolute where not. */
    check_close(d, p[6], fmin(1, 4 * p[6]) * ROUND, "distance %zu", i);
  }
}

TEST(edge_distance)
{
  struct random g = random_seed(18);
  double worst = 0;
  for (int i = 0; i < 1000; i++) {
    rot3 R = so3_random(&g);
    double gap = pow(10, -16 * random_uniform(&g));
    double t = i % 2 ? gap : PI - gap;
    rot3 S = so3_mul(R, so3_exp(random_vec(&g, t)));
    worst = larger(worst, fabs(so3_distance(R, S) - t));
    check_close(so3_distance(R, R), 0, 0, "seed 18, %d: to itself", i);
  }
  claim("distance-accurate", worst, ROUND);
  mat3 bad = mat3_scale(NaN, so3_identity());
  check_true(isnan(so3_distance(bad, so3_identity())), "NaN gives NaN");
}

/* ---- [haar] No rotation is preferred ---- */
#define SAMPLES 40000

/* How many standard errors the mean of trace^k is from its Haar value. */
static double moment_error(const double *sample, int k)
{
  double sum = 0, mean = trace_moment[k - 1];
  for (int i = 0; i < SAMPLES; i++)
    sum += pow(sample[i], k);
  double variance = trace_moment[2 * k - 1] - mean * mean;
  return fabs(sum / SAMPLES - mean) / sqrt(variance / SAMPLES);
}

TEST(law_haar_moments)
{
  struct random g = random_seed(19);
  static double sample[SAMPLES];
  double worst = 0;
  for (int i = 0; i < SAMPLES; i++)
    sample[i] = trace(so3_random(&g));
  for (int k = 1; k <= 4; k++)
    worst = larger(worst, moment_error(sample, k));
  /* Four standard errors: exceeded by chance once in 4000 seeds. */
  claim("haar-moments", worst, 4);
}

static int ascending(const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* Kolmogorov and Smirnov's distance of the angles from the Haar law
 * (t - sin t) / pi, times sqrt(n). */
static double kolmogorov(double *angle, int n)
{
  double worst = 0;
  qsort(angle, (size_t)n, sizeof *angle, ascending);
  for (int i = 0; i < n; i++) {
    double F = (angle[i] - sin(angle[i])) / PI;
    worst = larger(worst, fabs(F - (double)i / n));
    worst = larger(worst, fabs(F - (i + 1.0) / n));
  }
  return worst * sqrt(n);
}

TEST(law_haar_invariant)
{
  struct random g = random_seed(20);
  static double angle[SAMPLES];
  double worst = 0;
  for (int view = 0; view < 4; view++) {
    rot3 from = view ? so3_random(&g) : so3_identity();
    for (int i = 0; i < SAMPLES; i++)
      angle[i] = so3_distance(from, so3_random(&g));
    worst = larger(worst, kolmogorov(angle, SAMPLES));
  }
  /* 2 exp(-2 x^2) = 1e-4 at x = 2.2: chance once in 2500 seeds for four. */
  claim("haar", worst, 2.2);
}

/* Nearly half of 2^64 numbers do not fit below 2^63 + 1: they are redrawn. */
static void drawn_below(void)
{
  struct random g = random_seed(24), h = g;
  const uint64_t large = ((uint64_t)1 << 63) + 1;
  int again = 0;
  for (int i = 0; i < 64; i++) {
    uint64_t first = random_bits(&h), x = random_below(&g, large);
    check_true(x < large, "draw %d", i);
    while (first % large != x || first < (0 - large) % large) {
      first = random_bits(&h);
      again++;
    }
  }
  check_true(again > 10 && memcmp(&g, &h, sizeof g) == 0,
             "%d numbers were thrown away", again);
  check_true(random_below(&g, 0) == 0 && random_below(&g, 1) == 0,
             "nothing to choose from");
}

TEST(edge_random)
{
  struct random g = random_seed(21), h = random_seed(21), k = random_seed(22);
  rot3 a = so3_random(&g), b = so3_random(&h), c = so3_random(&k);
  check_residual(mat3_distance(a, b), 0, "the same seed, the same rotation");
  check_true(mat3_distance(a, c) > 0.01, "another seed, another rotation");
  check_true(mat3_distance(a, so3_random(&g)) > 0.01, "the state moves on");
  drawn_below();
}

TEST(edge_messages)
{
  for (int i = SO3_OK; i <= SO3_NULL + 1; i++)
    for (int j = SO3_OK; j < i; j++)
      check_true(strcmp(so3_message((enum so3_status)i),
                        so3_message((enum so3_status)j)) != 0,
                 "status %d and %d have messages of their own", i, j);
}

static const struct test tests[] = {
    CASE(anchor_vectors),
    CASE(anchor_matrices),
    CASE(law_closed),
    CASE(law_associative),
    CASE(anchor_order_matters),
    CASE(law_hat),
    CASE(law_commutators),
    CASE(anchor_generators),
    CASE(edge_generators),
    CASE(law_adjoint),
    CASE(anchor_exp),
    CASE(anchor_exp_small),
    CASE(law_exp_is_rotation),
    CASE(law_series),
    CASE(edge_series),
    CASE(law_one_parameter),
    CASE(law_small_turns),
    CASE(law_trace),
    CASE(edge_exp),
    CASE(law_exp_log),
    CASE(law_log_exp),
    CASE(anchor_log),
    CASE(edge_log_half_turns),
    CASE(edge_log_bad_input),
    CASE(law_loop),
    CASE(law_bch),
    CASE(anchor_axis_angle),
    CASE(edge_axis_angle),
    CASE(edge_angles_of_every_size),
    CASE(edge_no_angle_beyond_pi),
    CASE(anchor_quaternion),
    CASE(law_double_cover),
    CASE(edge_quaternion),
    CASE(anchor_euler),
    CASE(law_euler),
    CASE(edge_euler_lock),
    CASE(law_z_is_a_choice),
    CASE(edge_check),
    CASE(law_nearest),
    CASE(law_nearest_turned),
    CASE(anchor_nearest),
    CASE(edge_nearest),
    CASE(law_distance),
    CASE(anchor_distance),
    CASE(edge_distance),
    CASE(law_haar_moments),
    CASE(law_haar_invariant),
    CASE(edge_random),
    CASE(edge_messages),
};

TEST_MAIN("01-groups/so3", tests)

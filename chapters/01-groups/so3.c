/* so3.c: the rotations of space as values.
 * Nothing here allocates, prints or keeps a state. */
#include "so3.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <stddef.h>

#include "matrix.h"

/* ---- [vectors] Six lines of vector algebra ---- */
vec3 vec3_add(vec3 a, vec3 b)
{
  return (vec3){a.x + b.x, a.y + b.y, a.z + b.z};
}

vec3 vec3_sub(vec3 a, vec3 b)
{
  return (vec3){a.x - b.x, a.y - b.y, a.z - b.z};
}

vec3 vec3_scale(double s, vec3 a)
{
  return (vec3){s * a.x, s * a.y, s * a.z};
}

double vec3_dot(vec3 a, vec3 b)
{
  return a.x * b.x + a.y * b.y + a.z * b.z;
}

vec3 vec3_cross(vec3 a, vec3 b)
{
  return (vec3){a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z,
                a.x * b.y - a.y * b.x};
}

double vec3_norm(vec3 a)
{
  if (isnan(a.x) || isnan(a.y) || isnan(a.z))
    return nan(""); /* hypot(NaN, infinity) is infinity */
  return hypot(hypot(a.x, a.y), a.z);
}

/* ---- [matrices] Matrices that need not be rotations ---- */
mat3 mat3_transpose(mat3 a)
{
  mat3 t;
  for (int i = 0; i < 3; i++)
    for (int j = 0; j < 3; j++)
      t.m[i][j] = a.m[j][i];
  return t;
}

mat3 mat3_add(mat3 a, mat3 b)
{
  for (int i = 0; i < 3; i++)
    for (int j = 0; j < 3; j++)
      a.m[i][j] += b.m[i][j];
  return a;
}

mat3 mat3_scale(double s, mat3 a)
{
  for (int i = 0; i < 3; i++)
    for (int j = 0; j < 3; j++)
      a.m[i][j] *= s;
  return a;
}

double mat3_det(mat3 a)
{
  vec3 x = {a.m[0][0], a.m[0][1], a.m[0][2]};
  vec3 y = {a.m[1][0], a.m[1][1], a.m[1][2]};
  vec3 z = {a.m[2][0], a.m[2][1], a.m[2][2]};
  return vec3_dot(x, vec3_cross(y, z));
}

double mat3_distance(mat3 a, mat3 b)
{
  return matrix_max_difference(9, &a.m[0][0], &b.m[0][0]);
}

/* ---- [group] Doing nothing, doing two, undoing, and doing it ---- */
rot3 so3_identity(void)
{
  return (rot3){{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
}

rot3 so3_mul(rot3 a, rot3 b)
{
  rot3 c;
  for (int i = 0; i < 3; i++)
    for (int j = 0; j < 3; j++)
      c.m[i][j] =
          a.m[i][0] * b.m[0][j] + a.m[i][1] * b.m[1][j] + a.m[i][2] * b.m[2][j];
  return c;
}

rot3 so3_inverse(rot3 R)
{
  return mat3_transpose(R);
}

vec3 so3_apply(rot3 R, vec3 v)
{
  return (vec3){R.m[0][0] * v.x + R.m[0][1] * v.y + R.m[0][2] * v.z,
                R.m[1][0] * v.x + R.m[1][1] * v.y + R.m[1][2] * v.z,
                R.m[2][0] * v.x + R.m[2][1] * v.y + R.m[2][2] * v.z};
}

/* ---- [check] Is it a rotation? ----
 *
 * The comparison is written !(error <= tolerance), so that a NaN tolerance
 * refuses everything instead of accepting it. */
enum so3_status so3_check(mat3 M, double tolerance)
{
  const double *entry = &M.m[0][0];
  for (int i = 0; i < 9; i++)
    if (!isfinite(entry[i]))
      return SO3_NOT_FINITE;
  if (!(matrix_orthogonality(3, entry) <= tolerance))
    return SO3_NOT_ORTHOGONAL;
  return mat3_det(M) > 0 ? SO3_OK : SO3_REFLECTION;
}

/* ---- [hat] The cross product as a matrix ---- */
mat3 so3_hat(vec3 w)
{
  return (mat3){{{0, -w.z, w.y}, {w.z, 0, -w.x}, {-w.y, w.x, 0}}};
}

vec3 so3_vee(mat3 A)
{
  return (vec3){(A.m[2][1] - A.m[1][2]) / 2, (A.m[0][2] - A.m[2][0]) / 2,
                (A.m[1][0] - A.m[0][1]) / 2};
}

/* ---- [generators] Three infinitely small turns ---- */
mat3 so3_generator(int axis)
{
  return so3_hat((vec3){axis == 0, axis == 1, axis == 2});
}

mat3 so3_commutator(mat3 A, mat3 B)
{
  return mat3_add(so3_mul(A, B), mat3_scale(-1, so3_mul(B, A)));
}

/* ---- [series] The sum that defines the exponential ---- */
mat3 so3_exp_series(vec3 omega, int terms)
{
  mat3 sum = {{{0}}}, term = so3_identity();
  for (int k = 0; k < terms; k++) {
    sum = mat3_add(sum, term);
    term = mat3_scale(1.0 / (k + 1), so3_mul(term, so3_hat(omega)));
  }
  return sum;
}

/* ---- [sinc] sin(x) / x, also at zero ----
 *
 * Below x0 the series 1 - x^2/6 + x^4/120 is used.  The first term left out,
 * x^6/5040, must not reach half a unit in the last place, eps/4 just below 1:
 * x0^6 = 5040 eps/4, that is x0 = 0.0081.  We switch at 0.008. */
static double sinc(double x)
{
  double x2 = x * x;
  return fabs(x) < 0.008 ? 1 - x2 / 6 * (1 - x2 / 20) : sin(x) / x;
}

/* ---- [exp] The exponential map ----
 *
 * With half angles no large numbers cancel, and no 1 - cos t is formed:
 * (1 - cos t) / t^2 = sinc(t/2)^2 / 2, which is put into u. */
static rot3 one_plus(vec3 a, vec3 u)
{
  mat3 U = so3_hat(u);
  mat3 even = mat3_scale(0.5, so3_mul(U, U));
  return mat3_add(so3_identity(), mat3_add(so3_hat(a), even));
}

rot3 so3_exp(vec3 omega)
{
  double angle = vec3_norm(omega);
  vec3 a = vec3_scale(sinc(angle), omega);
  vec3 u = vec3_scale(sinc(angle / 2), omega);
  return one_plus(a, u);
}

/* ---- [direction] Unit vectors, from numbers of any size ----
 *
 * Dividing by the largest entry first keeps squares from overflowing, and from
 * vanishing. */
static enum so3_status normalise(size_t n, double *v)
{
  double largest = matrix_max_abs(n, v);
  if (!isfinite(largest))
    return SO3_NOT_FINITE;
  if (largest == 0)
    return SO3_ZERO_VECTOR;
  double sum = 0;
  for (size_t i = 0; i < n; i++) {
    v[i] /= largest;
    sum += v[i] * v[i];
  }
  for (size_t i = 0; i < n; i++)
    v[i] /= sqrt(sum);
  return SO3_OK;
}

/* ---- [axisangle] From axis and angle ----
 *
 * The sine of the angle itself: the length of angle times axis is the angle
 * only up to rounding, and a million turns multiply that error. */
static rot3 turn(vec3 unit, double angle_rad)
{
  vec3 a = vec3_scale(sin(angle_rad), unit);
  vec3 u = vec3_scale(2 * sin(angle_rad / 2), unit);
  return one_plus(a, u);
}

enum so3_status so3_axis_angle(vec3 axis, double angle_rad, rot3 *R)
{
  double n[3] = {axis.x, axis.y, axis.z};
  if (!R)
    return SO3_NULL;
  if (!isfinite(angle_rad))
    return SO3_NOT_FINITE;
  enum so3_status status = normalise(3, n);
  if (status != SO3_OK)
    return status;
  *R = turn((vec3){n[0], n[1], n[2]}, angle_rad);
  return SO3_OK;
}

/* ---- [quaternion] Quaternions: half the angle ---- */
quat quat_multiply(quat a, quat b)
{
  return (quat){a.w * b.w - a.x * b.x - a.y * b.y - a.z * b.z,
                a.w * b.x + a.x * b.w + a.y * b.z - a.z * b.y,
                a.w * b.y - a.x * b.z + a.y * b.w + a.z * b.x,
                a.w * b.z + a.x * b.y - a.y * b.x + a.z * b.w};
}

enum so3_status so3_from_quat(quat q, rot3 *R)
{
  double n[4] = {q.w, q.x, q.y, q.z};
  if (!R)
    return SO3_NULL;
  enum so3_status status = normalise(4, n);
  if (status != SO3_OK)
    return status;
  vec3 v = {n[1], n[2], n[3]};
  *R = one_plus(vec3_scale(2 * n[0], v), vec3_scale(2, v));
  return SO3_OK;
}

/* ---- [toquat] The table 4 q q^T, read off a rotation ----
 *
 * Each row is a multiple of q.  The row of the largest diagonal entry has
 * 4 q_k^2 >= 1 there: dividing by its length loses nothing at any angle. */
static void quaternion_table(rot3 R, double Q[4][4])
{
  double xx = R.m[0][0], yy = R.m[1][1], zz = R.m[2][2];
  double diagonal[4] = {1 + xx + yy + zz, 1 + xx - yy - zz, 1 - xx + yy - zz,
                        1 - xx - yy + zz};
  for (int k = 0; k < 4; k++)
    Q[k][k] = diagonal[k];
  Q[0][1] = Q[1][0] = R.m[2][1] - R.m[1][2];
  Q[0][2] = Q[2][0] = R.m[0][2] - R.m[2][0];
  Q[0][3] = Q[3][0] = R.m[1][0] - R.m[0][1];
  Q[1][2] = Q[2][1] = R.m[1][0] + R.m[0][1];
  Q[1][3] = Q[3][1] = R.m[0][2] + R.m[2][0];
  Q[2][3] = Q[3][2] = R.m[2][1] + R.m[1][2];
}

enum so3_status so3_to_quat(rot3 R, quat *q)
{
  if (!q)
    return SO3_NULL;
  enum so3_status status = so3_check(R, SO3_TOLERANCE);
  if (status != SO3_OK)
    return status;
  double Q[4][4];
  quaternion_table(R, Q);
  int k = 0;
  for (int i = 1; i < 4; i++)
    if (Q[i][i] > Q[k][k])
      k = i;
  double *row = Q[k];
  normalise(4, row);
  double sign = row[0] < 0 ? -1 : 1;
  *q = (quat){sign * row[0], sign * row[1], sign * row[2], sign * row[3]};
  return SO3_OK;
}

/* ---- [log] The logarithm ----
 *
 * The quaternion holds (cos t/2, n sin t/2): the two-argument arctangent finds
 * t/2 from both, so neither t = 0 nor t = pi is special. */
enum so3_status so3_log(rot3 R, vec3 *omega)
{
  quat q;
  if (!omega)
    return SO3_NULL;
  enum so3_status status = so3_to_quat(R, &q);
  if (status != SO3_OK)
    return status;
  vec3 v = {q.x, q.y, q.z};
  double s = vec3_norm(v);
  *omega = vec3_scale(s > 0 ? 2 * atan2(s, q.w) / s : 2, v);
  return SO3_OK;
}

enum so3_status so3_to_axis_angle(rot3 R, vec3 *axis, double *angle_rad)
{
  quat q;
  if (!axis || !angle_rad)
    return SO3_NULL;
  enum so3_status status = so3_to_quat(R, &q);
  if (status != SO3_OK)
    return status;
  double n[3] = {q.x, q.y, q.z};
  *angle_rad = 2 * atan2(vec3_norm((vec3){q.x, q.y, q.z}), q.w);
  bool turned = normalise(3, n) == SO3_OK;
  *axis = turned ? (vec3){n[0], n[1], n[2]} : (vec3){0, 0, 1};
  return SO3_OK;
}

/* ---- [fromeuler] Three turns about two axes ---- */
rot3 so3_from_euler(euler_zyz e)
{
  rot3 A = turn((vec3){0, 0, 1}, e.alpha);
  rot3 B = turn((vec3){0, 1, 0}, e.beta);
  rot3 C = turn((vec3){0, 0, 1}, e.gamma);
  return so3_mul(A, so3_mul(B, C));
}

/* ---- [toeuler] Euler angles, at the lock too ----
 *
 * gamma is read from what remains when the turn by alpha is undone, not from R:
 * whatever error alpha has, gamma then takes back. */
enum so3_status so3_to_euler(rot3 R, euler_zyz *e)
{
  if (!e)
    return SO3_NULL;
  enum so3_status status = so3_check(R, SO3_TOLERANCE);
  if (status != SO3_OK)
    return status;
  double s = hypot(R.m[0][2], R.m[1][2]);
  if (s <= 8 * DBL_EPSILON) {
    double beta = R.m[2][2] > 0 ? 0 : acos(-1);
    *e = (euler_zyz){atan2(-R.m[0][1], R.m[1][1]), beta, 0};
    return SO3_OK;
  }
  double c_alpha = R.m[0][2] / s, s_alpha = R.m[1][2] / s;
  e->alpha = atan2(R.m[1][2], R.m[0][2]);
  e->beta = atan2(s, R.m[2][2]);
  e->gamma = atan2(c_alpha * R.m[1][0] - s_alpha * R.m[0][0],
                   c_alpha * R.m[1][1] - s_alpha * R.m[0][1]);
  return SO3_OK;
}

/* ---- [distance] How far apart ----
 *
 * a^T b turns by t: its antisymmetric part has length sin t, its trace is
 * 1 + 2 cos t.  The arc cosine of the trace alone would lose half the digits
 * near 0 and pi. */
double so3_distance(rot3 a, rot3 b)
{
  rot3 d = so3_mul(so3_inverse(a), b);
  double sine = vec3_norm(so3_vee(d));
  double cosine = (d.m[0][0] + d.m[1][1] + d.m[2][2] - 1) / 2;
  return atan2(sine, cosine);
}

/* ---- [nearest] The nearest rotation ----
 *
 * Two columns of U and V decide; the third is their cross product, so the
 * determinant is 1 whatever M was. */
static mat3 right_handed(const double A[9])
{
  vec3 a = {A[0], A[3], A[6]}, b = {A[1], A[4], A[7]}, c = vec3_cross(a, b);
  return (mat3){{{a.x, b.x, c.x}, {a.y, b.y, c.y}, {a.z, b.z, c.z}}};
}

enum so3_status so3_nearest(mat3 M, rot3 *R)
{
  double U[9], S[3], V[9];
  if (!R)
    return SO3_NULL;
  double size = matrix_max_abs(9, &M.m[0][0]);
  if (!isfinite(size))
    return SO3_NOT_FINITE;
  for (int i = 0; i < 9; i++)
    U[i] = size > 0 ? M.m[i / 3][i % 3] / size : 0;
  double det = mat3_det(
      (mat3){{{U[0], U[1], U[2]}, {U[3], U[4], U[5]}, {U[6], U[7], U[8]}}});
  if (!matrix_svd(3, 3, U, S, V))
    return SO3_NOT_FINITE;
  if (S[1] + copysign(S[2], det) <= 64 * DBL_EPSILON * S[0])
    return SO3_SINGULAR;
  *R = so3_mul(right_handed(U), so3_inverse(right_handed(V)));
  return SO3_OK;
}

/* ---- [random] A rotation that prefers nothing ----
 *
 * Four Gaussian numbers have no preferred direction in four dimensions. */
rot3 so3_random(struct random *g)
{
  rot3 R;
  quat q;
  do {
    q.w = random_normal(g);
    q.x = random_normal(g);
    q.y = random_normal(g);
    q.z = random_normal(g);
  } while (so3_from_quat(q, &R) != SO3_OK);
  return R;
}

/* ---- [message] A status in words ---- */
const char *so3_message(enum so3_status status)
{
  switch (status) {
  case SO3_OK:
    return "all is well";
  case SO3_NOT_FINITE:
    return "an entry is infinite or not a number";
  case SO3_NOT_ORTHOGONAL:
    return "not a rotation: the columns are not orthonormal";
  case SO3_REFLECTION:
    return "not a rotation: it is a mirror image (determinant -1)";
  case SO3_ZERO_VECTOR:
    return "a zero vector has no direction";
  case SO3_SINGULAR:
    return "several rotations are equally near";
  case SO3_NULL:
    return "a pointer is null";
  }
  return "unknown status";
}

/* so3.h: the rotations of space as values, and every way to write them down.
 *
 *   vec3_add vec3_sub vec3_scale     vectors
 *   vec3_dot vec3_cross vec3_norm
 *   mat3_transpose mat3_det          matrices that need not be rotations
 *   mat3_add mat3_scale
 *   mat3_distance
 *   quat_multiply                    quaternions
 *
 *   so3_identity so3_mul             the group: the four axioms in code
 *   so3_inverse so3_apply
 *   so3_hat so3_vee                  the algebra: infinitely small turns
 *   so3_generator so3_commutator
 *   so3_exp so3_exp_series so3_log   between algebra and group
 *   so3_axis_angle so3_from_quat     other ways to write a rotation
 *   so3_to_axis_angle so3_to_quat
 *   so3_from_euler so3_to_euler
 *   so3_check so3_nearest            is it one, and which one is nearest
 *   so3_distance so3_random          how far apart, and one at random
 *   so3_message                      a status in words
 *
 * Right-handed, active rotations of column vectors: the vector moves, the axes
 * stay.  Angles are in radians.  Always double.  A function without a status
 * answers NaN with NaN; one with a status leaves its output untouched
 * unless it returns SO3_OK.  Names begin with so3_, vec3_, mat3_, rot3_, quat_
 * or euler_. */
#ifndef TFN_SO3_H
#define TFN_SO3_H

#include "api.h"
#include "random.h"

API_BEGIN

/* ---- [types] Values, not objects ---- */

/* A column vector. */
typedef struct {
  double x, y, z;
} vec3;

/* A 3x3 matrix; m[i][j] is row i, column j. */
typedef struct {
  double m[3][3];
} mat3;

/* A mat3 whose maker promises R^T R = 1 and det R = +1. */
typedef mat3 rot3;

/* w + x i + y j + z k. */
typedef struct {
  double w, x, y, z;
} quat;

/* R = exp(alpha L_z) exp(beta L_y) exp(gamma L_z), angles in rad. */
typedef struct {
  double alpha, beta, gamma;
} euler_zyz;

/* ---- [status] What can be wrong with an input ---- */

enum so3_status {
  SO3_OK = 0,
  SO3_NOT_FINITE,     /* a NaN or an infinity */
  SO3_NOT_ORTHOGONAL, /* R^T R is not 1 */
  SO3_REFLECTION,     /* orthogonal, but det R = -1 */
  SO3_ZERO_VECTOR,    /* no direction to speak of */
  SO3_SINGULAR,       /* more than one answer is nearest */
  SO3_NULL            /* a null pointer */
};

/* One line of English for a status; never null. */
const char *so3_message(enum so3_status status);

/* How far from orthogonal a matrix may be, max |(R^T R - 1)_ij|, before the
 * functions that take a rotation and return a status refuse it. */
#define SO3_TOLERANCE 1e-6

/* ---- [vectors] Vectors ---- */

vec3 vec3_add(vec3 a, vec3 b);
vec3 vec3_sub(vec3 a, vec3 b);
vec3 vec3_scale(double s, vec3 a);
double vec3_dot(vec3 a, vec3 b);
vec3 vec3_cross(vec3 a, vec3 b);

/* |a|, without overflow or underflow on the way; NaN if a component is. */
double vec3_norm(vec3 a);

/* ---- [matrices] Matrices and quaternions ---- */

mat3 mat3_transpose(mat3 a);
mat3 mat3_add(mat3 a, mat3 b);
mat3 mat3_scale(double s, mat3 a);
double mat3_det(mat3 a);

/* max |a_ij - b_ij|: the residual of a matrix equation; NaN if one is. */
double mat3_distance(mat3 a, mat3 b);

/* The quaternion product, i j = k, i i = j j = k k = -1. */
quat quat_multiply(quat a, quat b);

/* ---- [group] The group ---- */

/* The rotation that does nothing. */
rot3 so3_identity(void);

/* a b: first b, then a.  Any 3x3 matrices will do. */
rot3 so3_mul(rot3 a, rot3 b);

/* The inverse of a rotation is its transpose. */
rot3 so3_inverse(rot3 R);

/* R v, the vector v after the rotation. */
vec3 so3_apply(rot3 R, vec3 v);

/* ---- [algebra] The algebra ---- */

/* The antisymmetric matrix with hat(omega) v = omega x v. */
mat3 so3_hat(vec3 omega);

/* The inverse of hat, of the antisymmetric part (A - A^T) / 2 of any A. */
vec3 so3_vee(mat3 A);

/* L_x, L_y, L_z for axis 0, 1, 2: an infinitely small turn about that axis.
 *
 *   [L_x, L_y] = L_z and cyclic
 *
 * Any other axis gives the zero matrix. */
mat3 so3_generator(int axis);

/* [A, B] = A B - B A. */
mat3 so3_commutator(mat3 A, mat3 B);

/* ---- [maps] Exponential and logarithm ---- */

/* The turn by |omega| rad about the axis omega / |omega|.
 *
 *   exp(hat(omega)) = 1 + a hat(omega) + b hat(omega)^2,
 *   a = sin(t) / t,  b = (1 - cos(t)) / t^2,  t = |omega|
 *
 * omega   any vector of finite length; zero gives the identity exactly
 * Right to a few eps of the largest entry for every |omega| <= 1; beyond, the
 * angle itself is only known to eps |omega|.  O. Rodrigues, 1840. */
rot3 so3_exp(vec3 omega);

/* The sum it stands for, cut off: sum of hat(omega)^k / k! for k < terms.
 * Not a rotation until the terms have become small.  terms <= 0 gives 0. */
mat3 so3_exp_series(vec3 omega, int terms);

/* The shortest omega with exp(hat(omega)) = R: |omega| <= pi, to rounding.
 *
 * R       rotation, checked to SO3_TOLERANCE
 * omega   out.  For a half turn omega and -omega are both right: the one whose
 *         largest component is positive is returned (the first of equals)
 * Errors SO3_NULL, and those of so3_check.  Right to a few eps at every
 * angle, 0 and pi included, as the quaternion of S. W. Shepperd, J. Guidance
 * and Control 1 (1978), is. */
enum so3_status so3_log(rot3 R, vec3 *omega);

/* ---- [charts] Other ways to write a rotation ---- */

/* The turn by angle_rad about axis, by the right hand rule.
 * axis of any length but zero, any finite angle: right to a few eps for each.
 * Errors SO3_NULL, SO3_NOT_FINITE, SO3_ZERO_VECTOR. */
enum so3_status so3_axis_angle(vec3 axis, double angle_rad, rot3 *R);

/* The unit axis and the angle, 0 <= angle <= pi exactly; the axis of the
 * identity is z, that of a half turn as in so3_log.  Errors as so3_log. */
enum so3_status so3_to_axis_angle(rot3 R, vec3 *axis, double *angle_rad);

/* v -> q v q*, for q / |q|.  q and -q give the same rotation.
 * Errors SO3_NULL, SO3_NOT_FINITE, SO3_ZERO_VECTOR. */
enum so3_status so3_from_quat(quat q, rot3 *R);

/* The unit quaternion of R with w >= 0, and with the largest of x, y, z
 * positive when w = 0.  Errors as so3_log. */
enum so3_status so3_to_quat(rot3 R, quat *q);

/* exp(alpha L_z) exp(beta L_y) exp(gamma L_z), for any angles in rad. */
rot3 so3_from_euler(euler_zyz e);

/* Angles with -pi <= alpha, gamma <= pi and 0 <= beta <= pi.
 *
 * At beta = 0 and beta = pi only alpha + gamma or alpha - gamma is fixed
 * (gimbal lock): there, that is when sin(beta) <= 8 eps, gamma is 0 and beta
 * is exactly 0 or pi.  so3_from_euler gives R back to a few eps everywhere,
 * also next to the lock.  Errors as so3_log. */
enum so3_status so3_to_euler(rot3 R, euler_zyz *e);

/* ---- [metric] Is it a rotation, which is nearest, how far, any ---- */

/* SO3_OK if M is finite, max |(M^T M - 1)_ij| <= tolerance and det M > 0;
 * otherwise SO3_NOT_FINITE, SO3_NOT_ORTHOGONAL or SO3_REFLECTION. */
enum so3_status so3_check(mat3 M, double tolerance);

/* The rotation R with the least sum of squares |R - M|^2.
 *
 *   M = U S V^T  gives  R = U diag(1, 1, det(U V^T)) V^T
 *
 * M   any finite matrix, also with det M < 0
 * Errors SO3_NULL, SO3_NOT_FINITE, and SO3_SINGULAR where the answer is not
 * unique: s_2 + sign(det M) s_3 <= 64 eps s_1.  G. Wahba, SIAM Review 7
 * (1965) 409, asked for it. */
enum so3_status so3_nearest(mat3 M, rot3 *R);

/* The angle of the turn from a to b in rad, 0..pi: the shortest path in the
 * group.  Right to a few eps everywhere. */
double so3_distance(rot3 a, rot3 b);

/* A rotation distributed by the Haar measure: no rotation is preferred. */
rot3 so3_random(struct random *g);

API_END

#endif

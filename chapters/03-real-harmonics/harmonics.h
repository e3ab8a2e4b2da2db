/* harmonics.h: the real spherical harmonics of every degree, with gradients.
 *
 *   harmonics_count      how many functions have degree 0..lmax
 *   harmonics_index      where component (l, m) stands
 *   harmonics            Y_lm of many points
 *   harmonics_gradients  Y_lm and their derivatives by the point
 *   harmonics_backward   from the derivative by Y to that by the points
 *   harmonics_message    what a status means
 *
 * Convention: orthonormal on the sphere, no Condon-Shortley sign, z polar,
 * m = -l..l, sine harmonics at m < 0, so that Y_1 = sqrt(3/4pi) (y, z, x) and
 * Y(R r) = D(R) Y(r) with the D of chapter 2. */
#ifndef TFN_HARMONICS_H
#define TFN_HARMONICS_H

#include <stddef.h>

#include "api.h"
#include "real.h"

API_BEGIN

/* ---- [layout] Degrees, components and where they stand ---- */

/* The highest degree; beyond it the tables would only cost stack. */
#define HARMONICS_LMAX 200

/* (lmax+1)^2, the number of functions of degree 0..lmax; 0 when lmax is not
 * in 0..HARMONICS_LMAX. */
size_t harmonics_count(int lmax);

/* Component (l, m) of a point stands at l^2 + l + m.  |m| <= l is assumed. */
static inline size_t harmonics_index(int l, int m)
{
  return (size_t)(l * l + l + m);
}

/* ---- [choices] Three normalisations and what can go wrong ----
 *
 *                        sum over m of Y_lm^2      mean of Y_lm^2 on S^2
 * HARMONICS_INTEGRAL     (2l+1) / (4 pi)           1 / (4 pi)
 * HARMONICS_COMPONENT    2l+1                      1
 * HARMONICS_NORM         1                         1 / (2l+1)
 */
enum harmonics_norm {
  HARMONICS_INTEGRAL = 0,
  HARMONICS_COMPONENT,
  HARMONICS_NORM
};

enum harmonics_status {
  HARMONICS_OK = 0,
  HARMONICS_BAD_L,    /* lmax is not in 0..HARMONICS_LMAX */
  HARMONICS_BAD_NORM, /* norm is none of the three */
  HARMONICS_NULL,     /* an array is missing */
  HARMONICS_OVERFLOW  /* n points need more memory than size_t can count */
};

/* A short sentence, never NULL, for every status and any other number. */
const char *harmonics_message(enum harmonics_status status);

/* ---- [values] Y_lm of many points ----
 *
 *   Y_lm(r) = Q_lm(z, x^2 + y^2) {sqrt2 Re, 1, sqrt2 Im} (x + iy)^|m|
 *
 * for m > 0, m = 0, m < 0, at the point r / |r|.
 *
 * lmax  0..HARMONICS_LMAX
 * norm  one of the three above
 * n     points; 0 is allowed, and then the arrays may be NULL
 * xyz   (n, 3) points of any length and any unit, from subnormal to huge
 * Y     out, (n, (lmax+1)^2), must not overlap xyz
 *
 * Each value is within 4 (l+1) eps sqrt((2l+1)/(4 pi)) of the exact one
 * (integral normalisation).  The zero vector has no direction: its Y is 0 for
 * l > 0 and the constant for l = 0.  A point with a NaN or an infinite
 * coordinate gives NaN, for that point only.
 * On an error Y is untouched.  Book section 3.8. */
enum harmonics_status harmonics(int lmax, enum harmonics_norm norm, size_t n,
                                const real *xyz, real *Y);

/* ---- [gradients] Their derivatives by the point ----
 *
 *   d Y_lm(r/|r|) / dr = (grad H_lm - l n H_lm) / |r|  at  n = r/|r|
 *
 * with H_lm the homogeneous polynomial that equals Y_lm on the sphere.
 *
 * xyz   (n, 3), in some unit of length
 * Y     out, (n, (lmax+1)^2), as harmonics() gives it
 * dY    out, (n, 3, (lmax+1)^2): d/dx, d/dy, d/dz, per that unit
 *
 * The gradient is 0 for l = 0 and at the zero vector, and NaN where Y is.  It
 * has no limit at the zero vector: one shorter than REAL_MIN gets the gradient
 * of a vector of about that length in its direction; infinite where even that
 * is not a finite number.
 * Errors as harmonics().  Book section 3.14. */
enum harmonics_status harmonics_gradients(int lmax, enum harmonics_norm norm,
                                          size_t n, const real *xyz, real *Y,
                                          real *dY);

/* ---- [backward] The chain rule through Y ----
 *
 *   dxyz_i += sum over lm of dY_lm  d Y_lm(r/|r|) / dr_i
 *
 * dY    (n, (lmax+1)^2): the derivative of some number by Y
 * dxyz  (n, 3): the derivative of that number by the points is added here
 *
 * Where dY is 0 nothing is added, however short the vector.
 * Errors as harmonics(); then dxyz is untouched.  Book section 3.14. */
enum harmonics_status harmonics_backward(int lmax, enum harmonics_norm norm,
                                         size_t n, const real *xyz,
                                         const real *dY, real *dxyz);

API_END

#endif

/* gaunt.h: the product of two functions on the sphere, as a product of
 * features: fast, and blind to half of what a tensor product sees.
 *
 *   gaunt_create    the points of the sphere where functions are multiplied
 *   gaunt_free      release them
 *   gaunt_multiply  the product of two features
 *   gaunt_stage     a stage that multiplies a feature by itself
 *
 * Names begin with gaunt_. */
#ifndef TFN_GAUNT_H
#define TFN_GAUNT_H

#include "api.h"
#include "stage.h"

API_BEGIN

/* ---- [grid] Points where a product of three harmonics is exact ----
 *
 * Gauss-Legendre points in z times equally spaced azimuths: sums over them are
 * integrals for polynomials up to degree in1 + in2 + out. */
#define GAUNT_LMAX 8

struct gaunt {
  int in, out; /* degrees 0..in of both factors, 0..out of the product */
  size_t points;
  real *Y;      /* (points, (max(in, out) + 1)^2), orthonormal harmonics */
  real *weight; /* (points), of the integral times sqrt(4 pi) */
};

/* in, out  0..GAUNT_LMAX
 * grid     out: release it with gaunt_free
 * Returns TFN_OK, TFN_NULL, TFN_BAD_VALUE or TFN_NO_MEMORY. */
enum tfn_status gaunt_create(int in, int out, struct gaunt *grid);
void gaunt_free(struct gaunt *grid);

/* ---- [multiply] Two features are two functions ----
 *
 *   f(n) = sum x_lm Y_lm(n),  g(n) = sum y_lm Y_lm(n),
 *   z_lm = sqrt(4 pi) integral of Y_lm(n) f(n) g(n)
 *        = sum over l1, l2 of sqrt((2 l1+1)(2 l2+1)/(2l+1)) C000
 *          sum over m1, m2 of C[m1][m2][m] x[m1] y[m2]             (11.6)
 *
 * x, y     ((in+1)^2, C), component (l, m) in row l^2 + l + m
 * z        out ((out+1)^2, C)
 * scratch  (2 points C); after the call f, then g, at the points
 * Returns TFN_OK or TFN_NULL.
 * S. Luo, T. Chen, A. Krishnapriyan, Gaunt Tensor Products, ICLR 2024. */
enum tfn_status gaunt_multiply(const struct gaunt *grid, size_t C,
                               const real *x, const real *y, real *scratch,
                               real *z);

/* ---- [stage] A feature times itself ----
 *
 *   y = (x A)(x B) as functions,  A and B mixing the C channels of each degree
 *
 * in: C x 0e + C x 1e + ... up to `in`, out likewise up to `out`; with `parity`
 * degree l has the parity (-1)^l, which changes no number.
 * Returns TFN_OK, TFN_NULL, TFN_BAD_VALUE (degrees, channels), TFN_TOO_LARGE or
 * TFN_NO_MEMORY. */
struct gaunt_description {
  size_t channels;
  int in, out;
  bool parity;
};

enum tfn_status gaunt_stage(const struct gaunt_description *description,
                            struct stage *stage);

API_END

#endif

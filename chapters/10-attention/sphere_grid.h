/* sphere_grid.h: functions on the sphere, by coefficients and by values.
 *
 *   sphere_grid_gauss          points and weights of Gauss and Legendre
 *   sphere_grid_size           how many points are exact, and for what
 *   sphere_grid_create         a grid with its two matrices
 *   sphere_grid_free           release it
 *   sphere_grid_to             from coefficients to values
 *   sphere_grid_to_backward    and the gradient back
 *   sphere_grid_from           from values to coefficients
 *   sphere_grid_from_backward  and the gradient back
 *   s2_silu                    silu of many numbers
 *   s2_work                    numbers of scratch memory of an activation
 *   s2_forward                 an ordinary function at every point of a grid
 *   s2_backward                its gradient
 *   s2_separable_forward       the same, with scalars that go their own way
 *   s2_separable_backward      its gradient
 *
 * Names begin with sphere_ or s2_. */
#ifndef TFN_SPHERE_GRID_H
#define TFN_SPHERE_GRID_H

#include "api.h"
#include "real.h"
#include "tfn_status.h"

#include <stdbool.h>
#include <stddef.h>

API_BEGIN

/* ---- [gauss] Gauss and Legendre ----
 *
 * z (n) and weights w (n), in descending order of z, with
 *
 *   sum_k w_k p(z_k) = 1/2 int_-1^1 p(z) dz
 *
 * for every polynomial p of degree at most 2n - 1; so the weights sum to 1.
 * Errors of a few eps.  n  1..SPHERE_GAUSS_MAX.
 * Returns TFN_OK, TFN_NULL or TFN_BAD_VALUE (n). */
#define SPHERE_GAUSS_MAX 1000
enum tfn_status sphere_grid_gauss(size_t n, double *z, double *w);

/* ---- [size] How many points are enough ----
 *
 * The smallest grid that integrates every product of `factors` functions
 * exactly, each of them a sum of Y_lm with l <= lmax and |m| <= mmax:
 *
 *   latitudes  ceil((factors lmax + 1)/2),   longitudes  factors mmax + 1
 *
 * 2 factors: from(to(x)) = x.  3 factors: squares of functions, projected to
 * l <= lmax, are exact, too.
 * lmax  0..100;  mmax  0..lmax;  factors  1..64
 * Returns TFN_OK, TFN_NULL or TFN_BAD_VALUE. */
enum tfn_status sphere_grid_size(int lmax, int mmax, int factors,
                                 size_t *latitudes, size_t *longitudes);

/* ---- [grid] A grid ----
 *
 * Rows are the components (l, m) with l <= lmax and |m| <= mmax, in one of two
 * orders:
 *   SPHERE_BY_DEGREE  l after l, inside it m = -min(l, mmax)..min(l, mmax): for
 *                     mmax = lmax the order of features, row l^2 + l + m
 *   SPHERE_BY_ORDER   m = 0 with all l; then for m = 1..mmax first all l >= m
 *                     of +m, then all l >= m of -m
 * Row 0 is l = 0 in both.  With Y in component normalisation (mean square 1 on
 * the sphere) and w_p the weights of the points, which sum to 1,
 *
 *   to    f_p = sum_k Y_k(p) x_k / sqrt(rows)
 *   from  x_k = sqrt(rows) sum_p w_p Y_k(p) f_p
 *
 * so that coefficients of mean square 1 give values of mean square 1. */
enum sphere_order { SPHERE_BY_DEGREE = 0, SPHERE_BY_ORDER };

struct sphere_grid {
  int lmax, mmax;
  size_t latitudes, longitudes;
  size_t points; /* latitudes longitudes; longitude is the fast index */
  size_t rows;
  int *l, *m;      /* (rows) which component a row is */
  real *to, *from; /* (points, rows), (rows, points) */
  real *weight;    /* (points) */
  real *point;     /* (points, 3), unit vectors */
};

/* lmax  0..100;  mmax  0..lmax
 * latitudes, longitudes  at least those of 2 factors (sphere_grid_size): with
 *       fewer, from(to(x)) is not x
 * grid  out: release it with sphere_grid_free
 * Returns TFN_OK, TFN_NULL, TFN_BAD_VALUE, TFN_TOO_LARGE or TFN_NO_MEMORY. */
enum tfn_status sphere_grid_create(int lmax, int mmax, enum sphere_order order,
                                   size_t latitudes, size_t longitudes,
                                   struct sphere_grid *grid);
void sphere_grid_free(struct sphere_grid *grid);

/* ---- [transforms] There and back ----
 *
 * For n nodes with `channels` functions each: x (n, rows, channels) and
 * f (n, points, channels), the second written by `to`, the first by `from`.
 * The way back adds: dx += to^T df, df += from^T dx.
 * Return TFN_OK or TFN_NULL.  Allocate nothing. */
enum tfn_status sphere_grid_to(const struct sphere_grid *grid, size_t n,
                               size_t channels, const real *x, real *f);
enum tfn_status sphere_grid_to_backward(const struct sphere_grid *grid,
                                        size_t n, size_t channels,
                                        const real *df, real *dx);
enum tfn_status sphere_grid_from(const struct sphere_grid *grid, size_t n,
                                 size_t channels, const real *f, real *x);
enum tfn_status sphere_grid_from_backward(const struct sphere_grid *grid,
                                          size_t n, size_t channels,
                                          const real *dx, real *df);

/* ---- [activation] A function at every point ----
 *
 *   y = from(f(to(x))),   f a function of one number with its derivative,
 *                         such as smooth_silu
 *
 * x, y (n, rows, channels); y may not be x.  work (s2_work) is scratch.
 * Equivariant where the grid is exact for f; nearly so elsewhere.
 * s2_backward adds to dx; it computes the values again. */
typedef real s2_function(real x, real *derivative);

/* x (n) := silu(x), slope (n) := silu'(x) at what x was, by the kernel of
 * chapter 8.  They may not be NULL unless n is 0. */
void s2_silu(size_t n, real *x, real *slope);

/* SIZE_MAX where no memory is that large; 0 for NULL. */
size_t s2_work(const struct sphere_grid *grid, size_t channels);
enum tfn_status s2_forward(const struct sphere_grid *grid, s2_function *f,
                           size_t n, size_t channels, const real *x, real *work,
                           real *y);
enum tfn_status s2_backward(const struct sphere_grid *grid, s2_function *f,
                            size_t n, size_t channels, const real *x,
                            const real *dy, real *work, real *dx);

/* ---- [separable] Scalars by themselves ----
 *
 *   y row 0      silu(s), s (n, channels) scalars made for it
 *   other rows   those of from(silu(to(x)))
 *
 * The values on the grid see row 0 of x; what they give to row 0 of y is
 * thrown away.  The way back adds to ds and dx. */
enum tfn_status s2_separable_forward(const struct sphere_grid *grid, size_t n,
                                     size_t channels, const real *s,
                                     const real *x, real *work, real *y);
enum tfn_status s2_separable_backward(const struct sphere_grid *grid, size_t n,
                                      size_t channels, const real *s,
                                      const real *x, const real *dy, real *work,
                                      real *ds, real *dx);

API_END

#endif

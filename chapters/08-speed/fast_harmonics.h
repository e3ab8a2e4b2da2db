/* fast_harmonics.h: chapter 3's harmonics, as fast as the memory takes them.
 *
 *   fast_harmonics                   values, laid out as harmonics() does
 *   fast_harmonics_blocks            values, FAST_LINE points side by side
 *   fast_harmonics_each              values handed over where they are made
 *   fast_harmonics_expand            and used there: sum a_lm Y_lm
 *   fast_harmonics_gradients         gradients, as harmonics_gradients() does
 *   fast_harmonics_gradients_blocks  gradients, FAST_LINE points side by side
 *   fast_harmonics_backward_blocks   gradients used where they are made */
#ifndef TFN_FAST_HARMONICS_H
#define TFN_FAST_HARMONICS_H

#include "api.h"
#include "fast_width.h"
#include "harmonics.h"

API_BEGIN

/* The highest lmax with generated code. */
#define FAST_HARMONICS_LMAX 10

/* ---- [interface] Three ways to want them ----
 *
 * Everywhere: the numbers of chapter 3, to rounding, and its arguments and
 * errors.  A block with a length below 2^-32 or from 2^32 on (double: 2^-256,
 * 2^256), with zero or with a NaN takes chapter 3's road.  Where threads are in
 * use (parallel.h) they share long arrays; results do not depend on them. */

/* lmax > FAST_HARMONICS_LMAX takes chapter 3's road. */
enum harmonics_status fast_harmonics(int lmax, enum harmonics_norm norm,
                                     size_t n, const real *xyz, real *Y);

/* Y (blocks, (lmax+1)^2, FAST_LINE) with blocks = ceil(n / FAST_LINE): point
 * b FAST_LINE + p is lane p of block b; the lanes past n repeat the last point.
 * lmax <= FAST_HARMONICS_LMAX, here and below, else HARMONICS_BAD_L. */
enum harmonics_status fast_harmonics_blocks(int lmax, enum harmonics_norm norm,
                                            size_t n, const real *xyz, real *Y);

/* Calls use(context, first, points, Y) until all points had their turn, with
 * the blocks Y (ceil(points / FAST_LINE), (lmax+1)^2, FAST_LINE) of points
 * first, first + 1 ...: a few blocks, in the first cache, aligned to 64 bytes,
 * gone after the call.  first is a multiple of FAST_LINE.  Threads call it side
 * by side. */
typedef void fast_harmonics_use(void *context, size_t first, size_t points,
                                const real *Y);
enum harmonics_status fast_harmonics_each(int lmax, enum harmonics_norm norm,
                                          size_t n, const real *xyz,
                                          fast_harmonics_use *use,
                                          void *context);

/* f(r_i) := sum_lm a_lm Y_lm(r_i), a function on the sphere from its
 * coefficients; the harmonics themselves are never written out.
 * a  ((lmax+1)^2);   f  out (n) */
enum harmonics_status fast_harmonics_expand(int lmax, enum harmonics_norm norm,
                                            size_t n, const real *xyz,
                                            const real *a, real *f);

/* ---- [slopes] The same for gradients ---- */

/* Y (n, (lmax+1)^2) and dY (n, 3, (lmax+1)^2) as harmonics_gradients() gives
 * them.  lmax > FAST_HARMONICS_LMAX takes chapter 3's road. */
enum harmonics_status fast_harmonics_gradients(int lmax,
                                               enum harmonics_norm norm,
                                               size_t n, const real *xyz,
                                               real *Y, real *dY);

/* Y (blocks, (lmax+1)^2, FAST_LINE), dY (blocks, 3, (lmax+1)^2, FAST_LINE) */
enum harmonics_status fast_harmonics_gradients_blocks(int lmax,
                                                      enum harmonics_norm norm,
                                                      size_t n, const real *xyz,
                                                      real *Y, real *dY);

/* dxyz_i += sum_lm dY_lm grad Y_lm, as harmonics_backward(); the gradients
 * themselves are never formed.
 * dY  (blocks, (lmax+1)^2, FAST_LINE); lanes past n may hold anything
 * dxyz (n, 3) */
enum harmonics_status
fast_harmonics_backward_blocks(int lmax, enum harmonics_norm norm, size_t n,
                               const real *xyz, const real *dY, real *dxyz);

API_END

#endif

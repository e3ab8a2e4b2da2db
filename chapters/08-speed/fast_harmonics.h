/* fast_harmonics.h: chapter 3's harmonics, as fast as the memory takes them.
 *
 *   fast_harmonics          values, laid out as harmonics() does
 *   fast_harmonics_blocks   values, LANES points side by side
 *   fast_harmonics_expand   values used where they are made: sum a_lm Y_lm */
#ifndef FAST_HARMONICS_H
#define FAST_HARMONICS_H

#include "harmonics.h"

/* The highest lmax with generated code; above it harmonics() is called. */
#define FAST_LMAX 10

/* ---- [interface] Three ways to want them ---- */

/* The same numbers as harmonics(), to rounding: same arguments, same errors.
 * Lengths outside 1e-15..1e15 (float; 1e-150..1e150 double), zero, NaN and
 * lmax > FAST_LMAX take chapter 3's road. */
enum harmonics_status fast_harmonics(int lmax, enum harmonics_norm norm,
                                     size_t n, const real *xyz, real *Y);

/* Y (blocks, (lmax+1)^2, LANES) with blocks = ceil(n / LANES): point
 * b LANES + p is lane p of block b; the lanes past n repeat the last point.
 * lmax <= FAST_LMAX, else HARMONICS_BAD_L. */
enum harmonics_status fast_harmonics_blocks(int lmax, enum harmonics_norm norm,
                                            size_t n, const real *xyz, real *Y);

/* f(r_i) := sum_lm a_lm Y_lm(r_i), a function on the sphere from its
 * coefficients; the harmonics themselves are never written out.
 * a  ((lmax+1)^2);   f  out (n);   lmax <= FAST_LMAX, else HARMONICS_BAD_L. */
enum harmonics_status fast_harmonics_expand(int lmax, enum harmonics_norm norm,
                                            size_t n, const real *xyz,
                                            const real *a, real *f);

#endif

/* fast_wigner.h: chapter 2's D(R) of many rotations, eight side by side.
 *
 *   fast_wigner_create  what does not depend on the rotation, for all degrees
 *   fast_wigner_free    release it
 *   fast_wigner_all     D^0(R_i), ..., D^lmax(R_i) of n rotations */
#ifndef TFN_FAST_WIGNER_H
#define TFN_FAST_WIGNER_H

#include "api.h"
#include "wigner.h"

API_BEGIN

/* The highest degree; above it wigner_table_all is the one to use. */
#define FAST_WIGNER_LMAX 10

/* ---- [interface] Many rotations at once ---- */

/* One product of B = J X(beta) J, the middle of D = X(alpha) B X(gamma):
 * B[a][b] = sum over its terms of c trig[angle], where trig holds cos(k beta)
 * for k = 0..lmax, then sin(k beta). */
struct fast_wigner_term {
  double c;
  size_t angle;
};

/* Sums in the order of their use: for each l, a = 0..l, b = 0..l that of
 * B[a][b], then, unless a or b is 0, that of B[-a][-b].  Read-only once made:
 * many threads may use it. */
struct fast_wigner {
  int lmax;
  size_t sums;
  size_t *end; /* (sums) where the terms of a sum end */
  struct fast_wigner_term *term;
};

/* lmax  0..FAST_WIGNER_LMAX
 * w     out: release it with fast_wigner_free; empty when something is wrong
 * Returns WIGNER_OK, WIGNER_BAD_L, WIGNER_NULL or WIGNER_NO_MEMORY. */
enum wigner_status fast_wigner_create(int lmax, struct fast_wigner *w);

/* NULL is ignored. */
void fast_wigner_free(struct fast_wigner *w);

/* What wigner_table_all gives for each rotation, to rounding.
 *
 * R  (n), refused as by wigner_d; D is untouched when one of them is
 * D  out (n, wigner_block(lmax + 1)), any alignment
 * Returns WIGNER_OK, WIGNER_NULL, WIGNER_NOT_FINITE or WIGNER_NOT_A_ROTATION.
 * Allocates nothing. */
enum wigner_status fast_wigner_all(const struct fast_wigner *w, size_t n,
                                   const rot3 *R, double *D);

API_END

#endif

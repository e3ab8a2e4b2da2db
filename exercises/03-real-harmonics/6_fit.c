/* Exercise 3.6 (two stars, 30 minutes, section 3.13): A blob from samples
 *
 * A function on the sphere was measured at n points.  Find the signal of
 * degree <= lmax that comes closest:
 *
 *   minimise  sum_i (f_i - sum_lm a_lm Y_lm(r_i))^2
 *
 * in HARMONICS_INTEGRAL normalisation.
 *
 * lmax   0..12
 * xyz    (n, 3), where it was measured
 * f      (n), what was measured
 * a      out, ((lmax+1)^2)
 * Returns false, and leaves a alone, when lmax is not valid, the points do not
 * determine a (too few, or badly placed: a ratio of singular values below
 * 1e-5), something is not finite, or memory is short.  See matrix_svd. */
#include "exercises.h"
#include "todo.h"

bool fit_signal(int lmax, size_t n, const real *xyz, const real *f, real *a)
{
  (void)lmax, (void)n, (void)xyz, (void)f, (void)a;
  TODO("a matrix of harmonics, and its least-squares solution");
  return false;
}

/* Exercise 3.6 (two stars, 30 minutes, section 3.13): A blob from samples
 *
 * Commentary.  With A_ic = Y_c(r_i) the best a is V S^-1 U^T f, where
 * A = U S V^T: the component of f along each column of U, divided by how much
 * of a reaches it.  A singular value that is almost zero is a combination of
 * harmonics that these points cannot see, and dividing by it would make noise
 * enormous.  That is the answer to "are there enough points?": not a count,
 * but S.  Points on one circle of latitude, however many, never determine the
 * zonal harmonics. */
#include <stdlib.h>

#include "exercises.h"
#include "matrix.h"

/* a (cols) := V S^-1 U^T f. */
static void solve(size_t n, size_t cols, const double *U, const double *S,
                  const double *V, const real *f, real *a)
{
  double sum[169] = {0};
  for (size_t k = 0; k < cols; k++) {
    double along = 0;
    for (size_t i = 0; i < n; i++)
      along += U[i * cols + k] * (double)f[i];
    for (size_t c = 0; c < cols; c++)
      sum[c] += V[c * cols + k] * along / S[k];
  }
  for (size_t c = 0; c < cols; c++)
    a[c] = (real)sum[c];
}

static bool all_finite(size_t n, const real *x)
{
  for (size_t i = 0; i < n; i++)
    if (!isfinite(x[i]))
      return false;
  return true;
}

bool fit_signal(int lmax, size_t n, const real *xyz, const real *f, real *a)
{
  const size_t cols = lmax > 12 ? 0 : harmonics_count(lmax);
  if (cols == 0 || n < cols || !all_finite(3 * n, xyz) || !all_finite(n, f))
    return false;
  real *Y = malloc(n * cols * sizeof *Y);
  double *U = malloc(n * cols * sizeof *U);
  double *S = malloc(cols * sizeof *S), *V = malloc(cols * cols * sizeof *V);
  bool good = Y && U && S && V;
  if (good) {
    harmonics(lmax, HARMONICS_INTEGRAL, n, xyz, Y);
    for (size_t i = 0; i < n * cols; i++)
      U[i] = (double)Y[i];
    good = matrix_svd(n, cols, U, S, V) && S[cols - 1] > 1e-5 * S[0];
  }
  if (good)
    solve(n, cols, U, S, V, f, a);
  free(Y), free(U), free(S), free(V);
  return good;
}

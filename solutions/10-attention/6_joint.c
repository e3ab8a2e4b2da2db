/* Exercise 10.6 (two stars, 45 minutes, section 10.12): One size for all
 *
 * Commentary.  dr/dx_k = -r^3 x_k/(lmax n_l) for a number of degree l, with
 * n_l = (2l+1) channels.  So dL/dx_k = r dy_k - x_k r^3/(lmax n_l) sum dy x,
 * and the sum runs over all degrees: through the common size they feel each
 * other.  A high degree has many numbers and each of them has a small share in
 * the size, so that every degree counts the same.  */
#include "exercises.h"

static real inverse_size(size_t lmax, size_t channels, real eps, const real *x)
{
  real s = 0;
  for (size_t l = 1; l <= lmax; l++) {
    size_t n = (2 * l + 1) * channels;
    for (size_t k = 0; k < n; k++, x++)
      s += *x * *x / (real)n;
  }
  return 1 / real_sqrt(s / (real)lmax + eps);
}

void joint_norm(size_t lmax, size_t channels, real eps, const real *x, real *y)
{
  real r = inverse_size(lmax, channels, eps, x);
  size_t all = lmax * (lmax + 2) * channels;
  for (size_t k = 0; k < all; k++)
    y[k] = r * x[k];
}

void joint_norm_backward(size_t lmax, size_t channels, real eps, const real *x,
                         const real *dy, real *dx)
{
  real r = inverse_size(lmax, channels, eps, x), along = 0;
  size_t all = lmax * (lmax + 2) * channels;
  for (size_t k = 0; k < all; k++)
    along += dy[k] * x[k];
  for (size_t l = 1; l <= lmax; l++) {
    size_t n = (2 * l + 1) * channels;
    real share = r * r * r * along / ((real)n * (real)lmax);
    for (size_t k = 0; k < n; k++)
      *dx++ += r * *dy++ - share * *x++;
  }
}

/* Exercise 6.5 (two stars, 45 minutes, section 6.7): A layer by hand, backwards
 *
 * Commentary.  From N^2 = (1/C) sum x^2 + eps^2 follows dN/dx_k = x_k / (C N),
 * and with y_j = x_j / N
 *
 *   dL/dx_k = dy_k / N - (sum_j dy_j x_j) x_k / (C N^3).
 *
 * Without eps, and with C = 1, the second term removes the part of dy along
 * x: making x longer does not change y, so the gradient has no component in
 * that direction.  N is a sum over *all* m, hence invariant, hence the layer is
 * equivariant; a norm for each m would not be.  */
#include "exercises.h"

static real root_mean_square(size_t components, size_t channels, real eps,
                             const real *x)
{
  real sum = 0;
  for (size_t k = 0; k < components * channels; k++)
    sum += x[k] * x[k];
  return real_sqrt(sum / (real)channels + eps * eps);
}

void layer_norm(size_t components, size_t channels, real eps, const real *x,
                real *y)
{
  real N = root_mean_square(components, channels, eps, x);
  for (size_t k = 0; k < components * channels; k++)
    y[k] = x[k] / N;
}

void layer_norm_backward(size_t components, size_t channels, real eps,
                         const real *x, const real *dy, real *dx)
{
  real N = root_mean_square(components, channels, eps, x), along = 0;
  for (size_t k = 0; k < components * channels; k++)
    along += dy[k] * x[k];
  along /= (real)channels * N * N * N;
  for (size_t k = 0; k < components * channels; k++)
    dx[k] += dy[k] / N - along * x[k];
}

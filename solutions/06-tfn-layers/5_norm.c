/* Exercise 6.5 (two stars, 45 minutes, section 6.8): A layer by hand, backwards
 *
 * Commentary.  Differentiating N^2 = (1/nC) sum x^2 + eps^2 gives
 * dN/dx_k = x_k / (n C N), and with y_j = x_j / N
 *
 *   dL/dx_k = dy_k / N - (sum_j dy_j x_j) x_k / (n C N^3).
 *
 * The sum runs over the numbers of all nodes: through N every node feels the
 * gradient of every other.  Without eps the second term removes the part of dy
 * along x: making x longer does not change y, so the gradient has no component
 * in that direction.  N is a sum over *all* m, hence invariant, hence the layer
 * is equivariant; a norm for each m would not be.  */
#include "exercises.h"

static real root_mean_square(size_t nodes, size_t components, size_t channels,
                             real eps, const real *x)
{
  real sum = 0;
  for (size_t k = 0; k < nodes * components * channels; k++)
    sum += x[k] * x[k];
  return real_sqrt(sum / (real)(nodes * channels) + eps * eps);
}

void cloud_norm(size_t nodes, size_t components, size_t channels, real eps,
                const real *x, real *y)
{
  real N = root_mean_square(nodes, components, channels, eps, x);
  for (size_t k = 0; k < nodes * components * channels; k++)
    y[k] = x[k] / N;
}

void cloud_norm_backward(size_t nodes, size_t components, size_t channels,
                         real eps, const real *x, const real *dy, real *dx)
{
  real N = root_mean_square(nodes, components, channels, eps, x), along = 0;
  for (size_t k = 0; k < nodes * components * channels; k++)
    along += dy[k] * x[k];
  along /= (real)(nodes * channels) * N * N * N;
  for (size_t k = 0; k < nodes * components * channels; k++)
    dx[k] += dy[k] / N - along * x[k];
}

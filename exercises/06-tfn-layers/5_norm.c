/* Exercise 6.5 (two stars, 45 minutes, section 6.8): A layer by hand, backwards
 *
 * The layer norm of the book divides each node by its own size, and forgets
 * which node was the larger one.  A norm for a cloud does not: all nodes and
 * channels of one irrep are divided by their common root mean square.
 *
 *   y = x / N,   N = sqrt( (1/nC) sum over i, m and c of x_imc^2  +  eps^2 )
 *
 * Write it, and write its backward pass: given dy = dL/dy, add dL/dx to dx.
 *
 * nodes  n >= 1;   components  2l + 1;   channels  C >= 1
 * x, y, dy    (nodes, components, channels)
 * dx          (nodes, components, channels), added to  */
#include "exercises.h"
#include "todo.h"

void cloud_norm(size_t nodes, size_t components, size_t channels, real eps,
                const real *x, real *y)
{
  (void)nodes, (void)components, (void)channels, (void)eps, (void)x, (void)y;
  TODO("divide by the root mean square of all norms");
}

void cloud_norm_backward(size_t nodes, size_t components, size_t channels,
                         real eps, const real *x, const real *dy, real *dx)
{
  (void)nodes, (void)components, (void)channels, (void)eps;
  (void)x, (void)dy, (void)dx;
  TODO("the chain rule, through x and through N");
}

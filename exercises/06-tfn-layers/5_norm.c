/* Exercise 6.5 (two stars, 45 minutes, section 6.7): A layer by hand, backwards
 *
 * A layer norm for vectors: all channels of one irrep are divided by their
 * common root mean square.
 *
 *   y = x / N,   N = sqrt( (1/C) sum over m and c of x_mc^2  +  eps^2 )
 *
 * Write it, and write its backward pass: given dy = dL/dy, add dL/dx to dx.
 *
 * components  2l + 1;   channels  C >= 1
 * x, y, dy    (components, channels)
 * dx          (components, channels), added to  */
#include "exercises.h"
#include "todo.h"

void layer_norm(size_t components, size_t channels, real eps, const real *x,
                real *y)
{
  (void)components, (void)channels, (void)eps, (void)x, (void)y;
  TODO("divide by the root mean square of the channels' norms");
}

void layer_norm_backward(size_t components, size_t channels, real eps,
                         const real *x, const real *dy, real *dx)
{
  (void)components, (void)channels, (void)eps, (void)x, (void)dy, (void)dx;
  TODO("the chain rule, through x and through N");
}

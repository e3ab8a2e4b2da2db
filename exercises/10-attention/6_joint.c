/* Exercise 10.6 (two stars, 45 minutes, section 10.12): One size for all
 *
 * A node has features of the degrees l = 1..lmax, `channels` of each, stored
 * degree after degree, m slow and the channel fast.  The separable norm divides
 * all of them by one size,
 *
 *   y = x r,   r = 1/sqrt(s + eps),
 *   s = 1/lmax sum over l of 1/((2l+1) channels) sum over m, c of x_lmc^2
 *
 * Write it, and its way back: given dy = dL/dy, add dL/dx to dx.
 *
 * lmax  >= 1;   channels  >= 1
 * x, y, dy  (lmax (lmax + 2), channels);   dx  likewise, added to  */
#include "exercises.h"
#include "todo.h"

void joint_norm(size_t lmax, size_t channels, real eps, const real *x, real *y)
{
  (void)lmax, (void)channels, (void)eps, (void)x, (void)y;
  TODO("divide by the size that all degrees have together");
}

void joint_norm_backward(size_t lmax, size_t channels, real eps, const real *x,
                         const real *dy, real *dx)
{
  (void)lmax, (void)channels, (void)eps, (void)x, (void)dy, (void)dx;
  TODO("the chain rule, through x and through the size");
}

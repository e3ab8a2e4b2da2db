/* Exercise 6.3 (two stars, 30 minutes, section 6.5): The norm gate
 *
 * Write norm_gate_forward of the library yourself.  Per channel:
 *
 *   0e:            y = silu(x + b)
 *   anything else  y_m = x_m sigmoid(N + b),   N = sqrt(sum_m x_m^2 + eps^2)
 *
 * irreps  a layout; block k holds element (m, c) at
 *         offset + (m + l) channels + c
 * n       nodes
 * x       (n, irreps->dim)
 * b       one number for each channel of each block, in order
 * y       out (n, irreps->dim)
 *
 * eps = NORM_GATE_EPS; smooth_sigmoid and smooth_silu are in
 * radial.h.
 * Returns TFN_OK.  */
#include "exercises.h"
#include "todo.h"

enum tfn_status my_norm_gate_forward(const struct irreps *irreps, size_t n,
                                     const real *x, const real *b, real *y)
{
  (void)irreps, (void)n, (void)x, (void)b, (void)y;
  TODO("every channel times a function of its norm");
  return TFN_OK;
}

/* Exercise 6.3 (two stars, 30 minutes, section 6.5): The norm gate
 *
 * Commentary.  The norm belongs to a channel, so channels are the outer loop
 * and components the inner one, with a stride of `channels` between
 * components.  That is the wrong order for the memory; a version made for
 * speed would keep an array of norms, one for each channel, and run through
 * the block twice in the order in which it stands.
 *
 * The odd scalar 0o is the trap.  It has one component and looks like a
 * scalar, but under a reflection it changes its sign, and silu(-x) is not
 * -silu(x).  It goes the way of the vectors.  */
#include "exercises.h"

static void gate_channel(size_t components, size_t stride, const real *x,
                         real b, real *y)
{
  real square = NORM_GATE_EPS * NORM_GATE_EPS;
  for (size_t m = 0; m < components; m++)
    square += x[m * stride] * x[m * stride];
  real s = smooth_sigmoid(real_sqrt(square) + b);
  for (size_t m = 0; m < components; m++)
    y[m * stride] = s * x[m * stride];
}

enum tfn_status my_norm_gate_forward(const struct irreps *irreps, size_t n,
                                     const real *x, const real *b, real *y)
{
  for (size_t i = 0; i < n; i++, x += irreps->dim, y += irreps->dim) {
    const real *bias = b;
    for (size_t k = 0; k < irreps->n; k++) {
      const struct irreps_block *block = &irreps->block[k];
      for (size_t c = 0; c < block->channels; c++, bias++) {
        size_t at = block->offset + c;
        if (block->l == 0 && block->parity == 1)
          y[at] = smooth_silu(x[at] + *bias, NULL);
        else
          gate_channel(2 * (size_t)block->l + 1, block->channels, x + at, *bias,
                       y + at);
      }
    }
  }
  return TFN_OK;
}

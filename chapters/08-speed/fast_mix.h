/* fast_mix.h: chapter 6's channel mixing as products of matrices.
 *
 *   fast_mix_workspace  numbers of scratch memory
 *   fast_mix_forward    as mix_forward
 *   fast_mix_backward   as mix_backward */
#ifndef FAST_MIX_H
#define FAST_MIX_H

#include "nodewise.h"

/* ---- [interface] The same arguments, and scratch memory ----
 *
 * Arguments, shapes, results to rounding and errors of chapter 6, and TFN_NULL
 * when scratch is.  scratch (fast_mix_workspace) begins at a multiple of 64
 * bytes. */
size_t fast_mix_workspace(const struct mix *mix);

enum tfn_status fast_mix_forward(const struct mix *mix, size_t n, const real *x,
                                 const real *W, real *scratch, bool add,
                                 real *y);

enum tfn_status fast_mix_backward(const struct mix *mix, size_t n,
                                  const real *x, const real *W, const real *dy,
                                  real *scratch, real *dx, real *dW);

#endif

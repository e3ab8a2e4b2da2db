/* fast_mix_kernels.h: what fast_mix.c asks of the kernels of each width. */
#ifndef FAST_MIX_KERNELS_H
#define FAST_MIX_KERNELS_H

#include "fast_kernels.h"
#include "nodewise.h"

/* ---- [table] Products of matrices for all paths of a mix ----
 *
 * A matrix for each path, one after the other, its columns padded with zeros
 * to whole vectors: M (channels in, channels out) for the way there, T
 * (channels out, channels in) for the way back. */
struct mix_kernels {
  size_t lanes;
  /* y (n, out.dim) := or, with add, += x (n, in.dim) times M. */
  void (*forward)(const struct mix *mix, size_t n, const real *x, const real *M,
                  bool add, real *y);
  /* dx (n, in.dim) += dy (n, out.dim) times T. */
  void (*features)(const struct mix *mix, size_t n, const real *dy,
                   const real *T, real *dx);
  /* dW (mix_weights) += x dy, summed over nodes and components. */
  void (*weights)(const struct mix *mix, size_t n, const real *x,
                  const real *dy, real *dW);
};

#endif

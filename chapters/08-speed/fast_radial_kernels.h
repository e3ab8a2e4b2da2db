/* fast_radial_kernels.h: what fast_radial.c asks of the kernels of each
 * width. */
#ifndef FAST_RADIAL_KERNELS_H
#define FAST_RADIAL_KERNELS_H

#include <stdbool.h>
#include <stddef.h>

#include "fast_kernels.h"

/* ---- [matrices] A product of matrices ----
 *
 * out (rows, columns) = a (rows, inner) M (inner, columns), or adds it to
 * out.  columns is a multiple of the lanes of a vector. */
struct matrices {
  size_t rows, inner, columns;
  const real *a;
  size_t down, right; /* a[r, i] stands at a[r * down + i * right] */
  const real *M;
  real *out;
  bool add;
};

/* ---- [table] The kernels ---- */
struct radial_kernels {
  size_t lanes; /* of a vector */
  /* x := silu(x), n numbers, a multiple of lanes; and its derivative */
  void (*activate)(size_t n, real *x, real *slope);
  void (*product)(const struct matrices *p);
};

#endif

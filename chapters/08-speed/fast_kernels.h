/* fast_kernels.h: the kernels of the width in use.
 *
 *   fast_kernels  a table of their tables
 *   fast_worth    whether they are worth having here */
#ifndef FAST_KERNELS_H
#define FAST_KERNELS_H

#include <stdbool.h>

#include "fast_width.h"

/* ---- [kernels] One source, three widths, one table ----
 *
 * fast_X_kernels.c is compiled once for each width and ends in a table of its
 * functions, whose name ends in the width: X_kernels_16, _32, _64. */
struct fast_kernels {
  int width;
  const struct limits_kernels *limits;
  const struct harmonics_kernels *harmonics;
  const struct convolution_kernels *convolution;
  const struct radial_kernels *radial;
  const struct wigner_kernels *wigner;
  const struct layer_kernels *layer;
  const struct mix_kernels *mix;
};

const struct fast_kernels *fast_kernels(void);

/* ---- [worth] Where the plain code is no slower ----
 *
 * A compiler makes of a vector that no register holds many numbers in memory:
 * then the plain code is the faster one, and everything that has a plain road
 * takes it.  On processors with vectors of 16 bytes or more `make bench` finds
 * no fast kernel that is slower than the plain one, and says so if it does. */
bool fast_worth(void);

#endif

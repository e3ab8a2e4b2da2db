/* fast_wigner_kernels.h: what fast_wigner.c asks of the kernels of each
 * width. */
#ifndef FAST_WIGNER_KERNELS_H
#define FAST_WIGNER_KERNELS_H

#include "fast_wigner.h"

/* ---- [table] Eight rotations ---- */
enum { TURNS = 8 };

struct wigner_kernels {
  /* D of n <= TURNS rotations with angles alpha, beta and gamma of TURNS */
  void (*turn)(const struct fast_wigner *w, size_t n, double angle[3][TURNS],
               double *D);
};

#endif

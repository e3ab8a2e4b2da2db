/* fast_limits_kernels.h: the loops that measure a processor's limits.
 * For fast_limits.c; fast_kernels.c asks what they were compiled for. */
#ifndef FAST_LIMITS_KERNELS_H
#define FAST_LIMITS_KERNELS_H

#include <stddef.h>

#include "real.h"

/* ---- [limits] One table a width ---- */
enum simd_processor { SIMD_NONE, SIMD_ANY, SIMD_AVX2, SIMD_AVX512 };

struct limits_kernels {
  enum simd_processor processor; /* what the compiler was told to use */
  size_t flop;                   /* operations of multiply_add */
  double (*multiply_add)(const real *start);
  /* n numbers, a multiple of 8 lines */
  double (*read)(size_t n, const real *a);
  double (*write)(size_t n, real *a);
  double (*stream)(size_t n, real *a);
};

#endif

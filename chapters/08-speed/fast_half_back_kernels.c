/* fast_half_back_kernels.c: every path backward, without those of harmonics.
 * Compiled once for each width. */
#include "fast_convolution_kernels.h"

#include "simd.h"

extern kernels_of_paths SIMD_NAME(convolution_half_back);
#define CONVOLUTION_half_back
#include "fast_convolution.inc"

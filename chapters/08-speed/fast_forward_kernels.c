/* fast_forward_kernels.c: every path forward, summed over a receiver's edges.
 * Compiled once for each width. */
#include "fast_convolution_kernels.h"

#include "simd.h"

extern kernels_of_paths SIMD_NAME(convolution_forward);
#define CONVOLUTION_forward
#include "fast_convolution.inc"

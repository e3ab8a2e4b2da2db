/* fast_backward_kernels.c: every path backward, with the gradients of
 * harmonics.  Compiled once for each width. */
#include "fast_convolution_kernels.h"

#include "simd.h"

extern kernels_of_paths SIMD_NAME(convolution_backward);
#define CONVOLUTION_backward
#include "fast_convolution.inc"

/* fast_single_kernels.c: every path forward, each edge by itself.
 * Compiled once for each width. */
#include "fast_convolution_kernels.h"

#include "simd.h"

/* ---- [put] A vector of results, past the caches or not ---- */
SIMD_INLINE void put(bool stream, real *to, vec v)
{
  if (stream)
    vec_stream(to, v);
  else
    vec_store(to, v);
}

extern kernels_of_paths SIMD_NAME(convolution_single);
#define CONVOLUTION_single
#include "fast_convolution.inc"

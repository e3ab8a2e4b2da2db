/* stream.h: stores that go past the caches, where the processor has them.
 *
 *   stream_out   copy a multiple of LANES numbers to an aligned address
 *   stream_end   after the last one, before anybody reads
 *
 * An ordinary store first reads the line it writes to.  For what will not be
 * read again soon that is half of the traffic. */
#ifndef STREAM_H
#define STREAM_H

#include "simd.h"

/* Addresses must be multiples of this. */
#define STREAM_ALIGN 16

/* ---- [stream] Stores past the caches ---- */
#if defined(__SSE2__)
#include <emmintrin.h>

SIMD_INLINE void stream_out(size_t n, const real *from, real *to)
{
  const char *p = (const char *)from;
  char *q = (char *)to;
  for (size_t i = 0; i < n * sizeof *from; i += 64)
    for (size_t j = i; j < i + 64; j += 16)
      _mm_stream_si128((__m128i *)(void *)(q + j),
                       _mm_loadu_si128((const __m128i *)(const void *)(p + j)));
}

SIMD_INLINE void stream_end(void)
{
  _mm_sfence();
}
#else
SIMD_INLINE void stream_out(size_t n, const real *from, real *to)
{
  memcpy(to, from, n * sizeof *from);
}

SIMD_INLINE void stream_end(void)
{
}
#endif

#endif

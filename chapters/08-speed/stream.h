/* stream.h: stores that go past the caches, where the processor has them.
 *
 *   stream_begin  say what is to be copied, and where to
 *   stream_some   copy some cache lines of it
 *   stream_rest   copy what is left
 *   stream_out    all three
 *   stream_end    after the last one, before anybody reads
 *
 * An ordinary store first reads the line it writes to, unless the processor
 * notices that all of it is written.  For what will not be read again soon
 * that is half of the traffic. */
#ifndef STREAM_H
#define STREAM_H

#include "simd.h"

/* ---- [stream] Stores past the caches ----
 *
 * Only whole lines go past the caches: what stands before the first and
 * behind the last is copied as usual.  The copy can be cut in pieces, so that
 * there is something to compute while the lines leave. */
struct stream {
  const char *from;
  char *to;
  size_t left; /* bytes */
};

SIMD_INLINE void stream_copy(struct stream *s, size_t bytes)
{
  if (bytes == 0)
    return; /* from nowhere, perhaps: null has no successors */
  memcpy(s->to, s->from, bytes);
  s->from += bytes, s->to += bytes, s->left -= bytes;
}

SIMD_INLINE void stream_begin(struct stream *s, size_t n, const real *from,
                              real *to)
{
  const size_t before = -(uintptr_t)to % 64;
  *s = (struct stream){(const char *)from, (char *)to, n * sizeof *from};
  stream_copy(s, before < s->left ? before : s->left);
}

#if defined(__SSE2__)
#include <emmintrin.h>

SIMD_INLINE void stream_line(const char *from, char *to)
{
  for (size_t j = 0; j < 64; j += 16)
    _mm_stream_si128(
        (__m128i *)(void *)(to + j),
        _mm_loadu_si128((const __m128i *)(const void *)(from + j)));
}

SIMD_INLINE void stream_end(void)
{
  _mm_sfence();
}
#else
SIMD_INLINE void stream_line(const char *from, char *to)
{
  memcpy(to, from, 64);
}

SIMD_INLINE void stream_end(void)
{
}
#endif

SIMD_INLINE void stream_some(struct stream *s, size_t lines)
{
  for (; lines > 0 && s->left >= 64; lines--) {
    stream_line(s->from, s->to);
    s->from += 64, s->to += 64, s->left -= 64;
  }
}

SIMD_INLINE void stream_rest(struct stream *s)
{
  stream_some(s, SIZE_MAX);
  stream_copy(s, s->left);
}

SIMD_INLINE void stream_out(size_t n, const real *from, real *to)
{
  struct stream s;
  stream_begin(&s, n, from, to);
  stream_rest(&s);
}

#endif

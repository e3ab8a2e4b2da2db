/* stream.h: stores that nobody waits for.
 *
 *   fetch_lines   ask for lines of the cache that will be written soon
 *   stream_worth  are so many bytes too many for the caches?
 *   stream_begin  say what is to be copied, and where to
 *   stream_some   copy some cache lines of it
 *   stream_rest   copy what is left
 *   stream_out    all three
 *   stream_end    after the last one, before anybody reads
 *
 * An ordinary store needs its line in the nearest cache, and the stores behind
 * it wait until it has come.  Where a farther cache holds it, it is asked for
 * in time.  What no cache can hold goes past them, on processors that have
 * such stores: reading lines that are overwritten is half of the traffic. */
#ifndef STREAM_H
#define STREAM_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include "real.h"

/* ---- [fetch] Lines that will be written soon ----
 *
 * An address and not a pointer: it may lie behind the end of an array, and to
 * ask for what is not there does nothing. */
static inline void fetch_lines(uintptr_t address, size_t lines)
{
  for (size_t i = 0; i < lines; i++)
    __builtin_prefetch((const void *)(address + 64 * i), 1);
}

/* ---- [worth] Too much for the caches ----
 *
 * More than half of what the last one holds, as far as the system knows: the
 * other half is for what is read, and for others who live there, too.  For
 * little nobody need be asked. */
#define STREAM_LEAST ((size_t)8 << 20)
#define STREAM_MOST  ((size_t)64 << 20)

static inline bool stream_worth(size_t bytes)
{
  if (bytes <= STREAM_LEAST || bytes > STREAM_MOST)
    return bytes > STREAM_MOST;
#if defined(_SC_LEVEL3_CACHE_SIZE)
  const long last = sysconf(_SC_LEVEL3_CACHE_SIZE);
  return last <= 0 || bytes > (size_t)last / 2;
#else
  return true;
#endif
}

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

static inline void stream_copy(struct stream *s, size_t bytes)
{
  if (bytes == 0)
    return; /* from nowhere, perhaps: null has no successors */
  memcpy(s->to, s->from, bytes);
  s->from += bytes, s->to += bytes, s->left -= bytes;
}

static inline void stream_begin(struct stream *s, size_t n, const real *from,
                                real *to)
{
  const size_t before = -(uintptr_t)to % 64;
  *s = (struct stream){(const char *)from, (char *)to, n * sizeof *from};
  stream_copy(s, before < s->left ? before : s->left);
}

#if defined(SIMD_H) /* in kernels: as wide as their vectors */
static inline void stream_line(const char *from, char *to)
{
  for (size_t j = 0; j < 64; j += sizeof(vec)) {
    vec v;
    memcpy(&v, from + j, sizeof v);
    vec_stream((real *)(void *)(to + j), v);
  }
}

static inline void stream_end(void)
{
  vec_stream_end();
}
#elif defined(__SSE2__)
#include <emmintrin.h>

static inline void stream_line(const char *from, char *to)
{
  for (size_t j = 0; j < 64; j += 16)
    _mm_stream_si128(
        (__m128i *)(void *)(to + j),
        _mm_loadu_si128((const __m128i *)(const void *)(from + j)));
}

static inline void stream_end(void)
{
  _mm_sfence();
}
#else
static inline void stream_line(const char *from, char *to)
{
  memcpy(to, from, 64);
}

static inline void stream_end(void)
{
}
#endif

static inline void stream_some(struct stream *s, size_t lines)
{
  for (; lines > 0 && s->left >= 64; lines--) {
    stream_line(s->from, s->to);
    s->from += 64, s->to += 64, s->left -= 64;
  }
}

static inline void stream_rest(struct stream *s)
{
  stream_some(s, SIZE_MAX);
  stream_copy(s, s->left);
}

static inline void stream_out(size_t n, const real *from, real *to)
{
  struct stream s;
  stream_begin(&s, n, from, to);
  stream_rest(&s);
}

#endif

/* simd.h: several numbers as one value, as wide as a register.
 *
 *   vec                 SIMD_BYTES of real: LANES numbers
 *   PER_LINE            vectors in 64 bytes, a line of the caches
 *   vec_load, vec_store from and to any address
 *   vec_set             all lanes equal
 *   vec_thirds          x, y and z of LANES points from 3 LANES numbers
 *   vec_transpose       LANES vectors as a square matrix, transposed
 *   vec_sums            the sums over the lanes of LANES vectors
 *   vec_join            x, y and z of LANES points to 3 LANES numbers
 *   vec_pieces, _4      PIECE columns, or four, as pieces of rows
 *   vec_put             such a piece to its row
 *   SIMD_NAME           a name with the width behind it
 *
 * Vector types of GNU C.  No assembly, no intrinsics.  Only files whose names
 * end in _kernels.c may include this header: they are compiled once for each
 * width (fast_kernels.h). */
#ifndef SIMD_H
#define SIMD_H

#include <stdint.h>
#include <string.h>

#include "real.h"

/* ---- [vec] The type ----
 *
 * A file that is compiled for one width is told it; any other takes the
 * widest register that the compiler may use. */
#ifndef SIMD_BYTES
#if defined(__AVX512F__)
#define SIMD_BYTES 64
#elif defined(__AVX2__)
#define SIMD_BYTES 32
#else
#define SIMD_BYTES 16
#endif
#endif
#if REAL_IS_FLOAT
#define REAL_BYTES 4
#else
#define REAL_BYTES 8
#endif
#define LANES    (SIMD_BYTES / REAL_BYTES)
#define PER_LINE (64 / SIMD_BYTES)
typedef real vec __attribute__((vector_size(SIMD_BYTES)));

/* All of ours are inlined; gcc would say that a call differs with the width. */
#pragma GCC diagnostic ignored "-Wpsabi"
#define SIMD_INLINE static inline __attribute__((always_inline, unused))

/* SIMD_NAME(f) is f_16, f_32 or f_64. */
#define SIMD_JOIN(name, bytes)   name##_##bytes
#define SIMD_SUFFIX(name, bytes) SIMD_JOIN(name, bytes)
#define SIMD_NAME(name)          SIMD_SUFFIX(name, SIMD_BYTES)

/* ---- [registers] How many there are ----
 *
 * A kernel that wants to keep its sums in registers must know.  AVX-512 and
 * the 64-bit processors of ARM have 32, other x86-64 have 16. */
#if defined(__AVX512F__) || defined(__aarch64__) || defined(__powerpc64__) || \
    defined(__s390x__)
#define SIMD_REGISTERS 32
#else
#define SIMD_REGISTERS 16
#endif

/* ---- [move] Loads and stores at any address ---- */
SIMD_INLINE vec vec_load(const real *p)
{
  vec v;
  memcpy(&v, p, sizeof v);
  return v;
}

SIMD_INLINE void vec_store(real *p, vec v)
{
  memcpy(p, &v, sizeof v);
}

/* x - 0 is x, whatever its sign: no subtraction is left of it. */
SIMD_INLINE vec vec_set(real x)
{
  return x - (vec){0};
}

/* ---- [lists] Shuffles by formula ----
 *
 * A shuffle takes its lanes from two vectors, a and b, whose lanes are counted
 * through: a list says where each lane of the result comes from.  Which list
 * that is depends on the width, but a formula writes it for all. */
#define LIST_2(f, i)  f((i)), f((i) + 1)
#define LIST_4(f, i)  LIST_2(f, i), LIST_2(f, (i) + 2)
#define LIST_8(f, i)  LIST_4(f, i), LIST_4(f, (i) + 4)
#define LIST_16(f, i) LIST_8(f, i), LIST_8(f, (i) + 8)
#if SIMD_BYTES / REAL_BYTES == 16
#define LIST(f) LIST_16(f, 0)
#elif SIMD_BYTES / REAL_BYTES == 8
#define LIST(f) LIST_8(f, 0)
#elif SIMD_BYTES / REAL_BYTES == 4
#define LIST(f) LIST_4(f, 0)
#else
#define LIST(f) LIST_2(f, 0)
#endif
#define SHUFFLE(a, b, f) __builtin_shufflevector(a, b, LIST(f))

/* ---- [thirds] Points to coordinates ----
 *
 * x y z x y z ... in three vectors a, b, c: every third number is a coordinate.
 * The first shuffle takes what a and b hold of it, the second adds c's. */
#define FIRST(at)     ((at) < 2 * LANES ? (at) : 0)
#define SECOND(i, at) ((at) < 2 * LANES ? (i) : (at)-LANES)
#define X_FIRST(i)    FIRST(3 * (i))
#define Y_FIRST(i)    FIRST(3 * (i) + 1)
#define Z_FIRST(i)    FIRST(3 * (i) + 2)
#define X_SECOND(i)   SECOND(i, 3 * (i))
#define Y_SECOND(i)   SECOND(i, 3 * (i) + 1)
#define Z_SECOND(i)   SECOND(i, 3 * (i) + 2)

SIMD_INLINE void vec_thirds(const real *xyz, vec *x, vec *y, vec *z)
{
  const vec a = vec_load(xyz), b = vec_load(xyz + LANES);
  const vec c = vec_load(xyz + 2 * LANES);
  *x = SHUFFLE(SHUFFLE(a, b, X_FIRST), c, X_SECOND);
  *y = SHUFFLE(SHUFFLE(a, b, Y_FIRST), c, Y_SECOND);
  *z = SHUFFLE(SHUFFLE(a, b, Z_FIRST), c, Z_SECOND);
}

/* ---- [transpose] A square turned on its diagonal ----
 *
 * At distance d = LANES/2, ..., 2, 1 two rows i and i + d swap blocks of d
 * lanes: log2(LANES) rounds of LANES shuffles instead of LANES^2 moves. */
#define UPPER(i, d) ((i) & (d) ? LANES + (i) - (d) : (i))
#define LOWER(i, d) ((i) & (d) ? LANES + (i) : (i) + (d))
#define UPPER_1(i)  UPPER(i, 1)
#define LOWER_1(i)  LOWER(i, 1)
#define UPPER_2(i)  UPPER(i, 2)
#define LOWER_2(i)  LOWER(i, 2)
#define UPPER_4(i)  UPPER(i, 4)
#define LOWER_4(i)  LOWER(i, 4)
#define UPPER_8(i)  UPPER(i, 8)
#define LOWER_8(i)  LOWER(i, 8)

#define TURN_ROUND(n, d, upper, lower)                                   \
  _Pragma("GCC unroll 16") for (int i = 0; i < (n); i++) if (!(i & (d))) \
  {                                                                      \
    const __typeof__(m[i]) a = m[i], b = m[i + (d)];                     \
    m[i] = SHUFFLE(a, b, upper);                                         \
    m[i + (d)] = SHUFFLE(a, b, lower);                                   \
  }

SIMD_INLINE void vec_transpose(vec *m)
{
#if SIMD_BYTES / REAL_BYTES > 8
  TURN_ROUND(LANES, 8, UPPER_8, LOWER_8)
#endif
#if SIMD_BYTES / REAL_BYTES > 4
  TURN_ROUND(LANES, 4, UPPER_4, LOWER_4)
#endif
#if SIMD_BYTES / REAL_BYTES > 2
  TURN_ROUND(LANES, 2, UPPER_2, LOWER_2)
#endif
  TURN_ROUND(LANES, 1, UPPER_1, LOWER_1)
}

/* ---- [sums] The sums of many vectors, as one vector ----
 *
 * Lane i of the result is the sum over the lanes of m[i]: the rounds of a
 * transposition, but each pair of rows is added at once, so the rounds halve
 * in size.  m is overwritten. */
#define SUM_ROUND(d, upper, lower)                              \
  _Pragma("GCC unroll 16") for (int i = 0; i < (d); i++) m[i] = \
      SHUFFLE(m[i], m[i + (d)], upper) + SHUFFLE(m[i], m[i + (d)], lower);

SIMD_INLINE vec vec_sums(vec *m)
{
#if SIMD_BYTES / REAL_BYTES > 8
  SUM_ROUND(8, UPPER_8, LOWER_8)
#endif
#if SIMD_BYTES / REAL_BYTES > 4
  SUM_ROUND(4, UPPER_4, LOWER_4)
#endif
#if SIMD_BYTES / REAL_BYTES > 2
  SUM_ROUND(2, UPPER_2, LOWER_2)
#endif
  SUM_ROUND(1, UPPER_1, LOWER_1)
  return m[0];
}

/* ---- [join] Coordinates to points ----
 *
 * The way back from vec_thirds.  Number p = j LANES + i of the result is
 * coordinate p % 3 of point p / 3: the first shuffle places x and y, the
 * second puts z between them. */
#define XY(p)   ((p) % 3 == 1 ? LANES + (p) / 3 : (p) % 3 == 0 ? (p) / 3 : 0)
#define Z(i, p) ((p) % 3 == 2 ? LANES + (p) / 3 : (i))
#define XY_0(i) XY(i)
#define XY_1(i) XY(LANES + (i))
#define XY_2(i) XY(2 * LANES + (i))
#define Z_0(i)  Z(i, i)
#define Z_1(i)  Z(i, LANES + (i))
#define Z_2(i)  Z(i, 2 * LANES + (i))

/* out (3): x y z x y z ... of LANES points. */
SIMD_INLINE void vec_join(vec x, vec y, vec z, vec *out)
{
  out[0] = SHUFFLE(SHUFFLE(x, y, XY_0), z, Z_0);
  out[1] = SHUFFLE(SHUFFLE(x, y, XY_1), z, Z_1);
  out[2] = SHUFFLE(SHUFFLE(x, y, XY_2), z, Z_2);
}

/* ---- [pieces] Columns to pieces of rows ----
 *
 * The last rounds of a transposition alone turn squares of PIECE numbers that
 * stand side by side.  Lane PIECE j + k of m[i] becomes what m[k] had in lane
 * PIECE j + i: for i, j and k below PIECE, vector i then holds PIECE numbers
 * of the row i, and of the row i + PIECE where a vector is twice as long. */
#if SIMD_BYTES / REAL_BYTES > 8
#define PIECE 8
#else
#define PIECE LANES
#endif

SIMD_INLINE void vec_pieces(vec *m)
{
#if SIMD_BYTES / REAL_BYTES > 4
  TURN_ROUND(PIECE, 4, UPPER_4, LOWER_4)
#endif
#if SIMD_BYTES / REAL_BYTES > 2
  TURN_ROUND(PIECE, 2, UPPER_2, LOWER_2)
#endif
  TURN_ROUND(PIECE, 1, UPPER_1, LOWER_1)
}

/* The same with squares of four. */
SIMD_INLINE void vec_pieces_4(vec *m)
{
#if SIMD_BYTES / REAL_BYTES > 2
  TURN_ROUND(4, 2, UPPER_2, LOWER_2)
#endif
  TURN_ROUND(4, 1, UPPER_1, LOWER_1)
}

#if SIMD_BYTES / REAL_BYTES > 8
#define HALF(f) LIST_8(f, 0)
#else
#define HALF(f) LIST_4(f, 0)
#endif
#define LOW(i)  (i)
#define HIGH(i) ((i) + LANES / 2)

/* A vector with pieces of rows to `to` and, if it holds two, to `to + step`.
 * One of 64 bytes leaves in halves: a store that lies across two lines takes
 * twice as long, and fewer of the short do. */
SIMD_INLINE void vec_put(vec v, real *to, size_t step)
{
#if SIMD_BYTES == 64
  typedef real half __attribute__((vector_size(32)));
  const half low = __builtin_shufflevector(v, v, HALF(LOW));
  const half high = __builtin_shufflevector(v, v, HALF(HIGH));
  memcpy(to, &low, sizeof low);
  memcpy(to + (PIECE < LANES ? step : LANES / 2), &high, sizeof high);
#else
  (void)step;
  vec_store(to, v);
#endif
}

/* ---- [past] A vector past the caches ----
 *
 * C has no word for a store that goes past the caches (stream.h), and two
 * compilers have two.  `to` is a multiple of the width. */
SIMD_INLINE void vec_stream(real *to, vec v)
{
#if defined(__clang__)
  __builtin_nontemporal_store(v, (vec *)(void *)to);
#elif defined(__AVX512F__) && SIMD_BYTES == 64
  typedef float floats __attribute__((vector_size(SIMD_BYTES)));
  __builtin_ia32_movntps512((float *)(void *)to, (floats)v);
#elif defined(__AVX2__) && SIMD_BYTES == 32
  typedef float floats __attribute__((vector_size(SIMD_BYTES)));
  __builtin_ia32_movntps256((float *)(void *)to, (floats)v);
#elif defined(__SSE2__) && SIMD_BYTES == 16
  typedef float floats __attribute__((vector_size(SIMD_BYTES)));
  __builtin_ia32_movntps((float *)(void *)to, (floats)v);
#else
  vec_store(to, v);
#endif
}

SIMD_INLINE void vec_stream_end(void)
{
#if defined(__SSE2__)
  __builtin_ia32_sfence();
#endif
}

#endif

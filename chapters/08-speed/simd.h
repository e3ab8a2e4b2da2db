/* simd.h: sixteen floats, or eight doubles, as one value.
 *
 *   vec                 64 bytes of real: LANES numbers
 *   vec_load, vec_store from and to any address
 *   vec_set             all lanes equal
 *   vec_thirds          x, y and z of LANES points from 3 LANES numbers
 *   vec_transpose       LANES vectors as a square matrix, transposed
 *   vec_sums            the sums over the lanes of LANES vectors
 *   vec_join            x, y and z of LANES points to 3 LANES numbers
 *   vec_pieces_8, _4    columns as pieces of rows, 8 or 4 at a time
 *   SIMD_CLONES         compile a function for several processors
 *
 * Vector types of GNU C: the compiler makes of a vec whatever the processor
 * has, one register of 64 bytes or four of 16.  No assembly, no intrinsics. */
#ifndef SIMD_H
#define SIMD_H

#include <stdint.h>
#include <string.h>

#include "real.h"

/* ---- [vec] The type ---- */
#if REAL_IS_FLOAT
enum { LANES = 16 };
#else
enum { LANES = 8 };
#endif
typedef real vec __attribute__((vector_size(64)));

/* A function that takes a vec is called in another way on other processors,
 * and compilers say so.  All of ours are inlined: none is called. */
#pragma GCC diagnostic ignored "-Wpsabi"
#define SIMD_INLINE static inline __attribute__((always_inline, unused))

/* ---- [clones] One source, several processors ----
 *
 * The compiler makes a function three times, for any x86-64, for those with
 * AVX2 and FMA, and for those with AVX-512; the loader picks one.  Everything
 * it calls must be inlined into it, or would stay the plain version.  Where
 * the compiler cannot, there is one version; and where it was told of a better
 * processor, as with NATIVE=1: any x86-64 has SSE2, only better ones SSE3. */
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && \
    defined(__linux__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SSE3__)
#define SIMD_CLONES \
  __attribute__((target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4")))
#else
#define SIMD_CLONES
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

SIMD_INLINE vec vec_set(real x)
{
  return (vec){0} + x;
}

/* ---- [thirds] Points to coordinates ----
 *
 * x y z x y z ... in three vectors a, b, c: every third number is a coordinate.
 * The first shuffle takes what a and b hold of it, the second adds c's. */
#define THIRD(a, b, c, first, second) \
  __builtin_shufflevector(__builtin_shufflevector(a, b, first), c, second)
#if REAL_IS_FLOAT
#define X_FIRST  0, 3, 6, 9, 12, 15, 18, 21, 24, 27, 30, 0, 0, 0, 0, 0
#define Y_FIRST  1, 4, 7, 10, 13, 16, 19, 22, 25, 28, 31, 0, 0, 0, 0, 0
#define Z_FIRST  2, 5, 8, 11, 14, 17, 20, 23, 26, 29, 0, 0, 0, 0, 0, 0
#define X_SECOND 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 17, 20, 23, 26, 29
#define Y_SECOND 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 18, 21, 24, 27, 30
#define Z_SECOND 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 16, 19, 22, 25, 28, 31
#else
#define X_FIRST  0, 3, 6, 9, 12, 15, 0, 0
#define Y_FIRST  1, 4, 7, 10, 13, 0, 0, 0
#define Z_FIRST  2, 5, 8, 11, 14, 0, 0, 0
#define X_SECOND 0, 1, 2, 3, 4, 5, 10, 13
#define Y_SECOND 0, 1, 2, 3, 4, 8, 11, 14
#define Z_SECOND 0, 1, 2, 3, 4, 9, 12, 15
#endif

SIMD_INLINE void vec_thirds(const real *xyz, vec *x, vec *y, vec *z)
{
  const vec a = vec_load(xyz), b = vec_load(xyz + LANES);
  const vec c = vec_load(xyz + 2 * LANES);
  *x = THIRD(a, b, c, X_FIRST, X_SECOND);
  *y = THIRD(a, b, c, Y_FIRST, Y_SECOND);
  *z = THIRD(a, b, c, Z_FIRST, Z_SECOND);
}

/* ---- [transpose] A square turned on its diagonal ----
 *
 * At distance d = LANES/2, ..., 2, 1 two rows i and i + d swap blocks of d
 * lanes: log2(LANES) rounds of LANES shuffles instead of LANES^2 moves. */
#define UPPER_4_OF_8 0, 1, 2, 3, 8, 9, 10, 11
#define LOWER_4_OF_8 4, 5, 6, 7, 12, 13, 14, 15
#define UPPER_2_OF_8 0, 1, 8, 9, 4, 5, 12, 13
#define LOWER_2_OF_8 2, 3, 10, 11, 6, 7, 14, 15
#define UPPER_1_OF_8 0, 8, 2, 10, 4, 12, 6, 14
#define LOWER_1_OF_8 1, 9, 3, 11, 5, 13, 7, 15
#if REAL_IS_FLOAT
#define UPPER_8 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23
#define LOWER_8 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31
#define UPPER_4 0, 1, 2, 3, 16, 17, 18, 19, 8, 9, 10, 11, 24, 25, 26, 27
#define LOWER_4 4, 5, 6, 7, 20, 21, 22, 23, 12, 13, 14, 15, 28, 29, 30, 31
#define UPPER_2 0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13, 28, 29
#define LOWER_2 2, 3, 18, 19, 6, 7, 22, 23, 10, 11, 26, 27, 14, 15, 30, 31
#define UPPER_1 0, 16, 2, 18, 4, 20, 6, 22, 8, 24, 10, 26, 12, 28, 14, 30
#define LOWER_1 1, 17, 3, 19, 5, 21, 7, 23, 9, 25, 11, 27, 13, 29, 15, 31
#else
#define UPPER_4 UPPER_4_OF_8
#define LOWER_4 LOWER_4_OF_8
#define UPPER_2 UPPER_2_OF_8
#define LOWER_2 LOWER_2_OF_8
#define UPPER_1 UPPER_1_OF_8
#define LOWER_1 LOWER_1_OF_8
#endif

#define TURN_ROUND(n, d, upper, lower)                   \
  for (int i = 0; i < (n); i++)                          \
    if (!(i & (d))) {                                    \
      const __typeof__(m[i]) a = m[i], b = m[i + (d)];   \
      m[i] = __builtin_shufflevector(a, b, upper);       \
      m[i + (d)] = __builtin_shufflevector(a, b, lower); \
    }

SIMD_INLINE void vec_transpose(vec *m)
{
#if REAL_IS_FLOAT
#pragma GCC unroll 16
  TURN_ROUND(LANES, 8, UPPER_8, LOWER_8);
#endif
#pragma GCC unroll 16
  TURN_ROUND(LANES, 4, UPPER_4, LOWER_4);
#pragma GCC unroll 16
  TURN_ROUND(LANES, 2, UPPER_2, LOWER_2);
#pragma GCC unroll 16
  TURN_ROUND(LANES, 1, UPPER_1, LOWER_1);
}

/* ---- [sums] The sums of many vectors, as one vector ----
 *
 * Lane i of the result is the sum over the lanes of m[i]: the rounds of a
 * transposition, but each pair of rows is added at once, so the rounds halve
 * in size.  m is overwritten. */
#define SUM_ROUND(d, upper, lower)                          \
  for (int i = 0; i < (d); i++)                             \
  m[i] = __builtin_shufflevector(m[i], m[i + (d)], upper) + \
         __builtin_shufflevector(m[i], m[i + (d)], lower)

SIMD_INLINE vec vec_sums(vec *m)
{
#if REAL_IS_FLOAT
#pragma GCC unroll 16
  SUM_ROUND(8, UPPER_8, LOWER_8);
#endif
#pragma GCC unroll 16
  SUM_ROUND(4, UPPER_4, LOWER_4);
#pragma GCC unroll 16
  SUM_ROUND(2, UPPER_2, LOWER_2);
#pragma GCC unroll 16
  SUM_ROUND(1, UPPER_1, LOWER_1);
  return m[0];
}

/* ---- [join] Coordinates to points ----
 *
 * The way back from vec_thirds: the first shuffle places x and y, the second
 * puts z between them. */
#if REAL_IS_FLOAT
#define XY_0 0, 16, 0, 1, 17, 0, 2, 18, 0, 3, 19, 0, 4, 20, 0, 5
#define XY_1 21, 0, 6, 22, 0, 7, 23, 0, 8, 24, 0, 9, 25, 0, 10, 26
#define XY_2 0, 11, 27, 0, 12, 28, 0, 13, 29, 0, 14, 30, 0, 15, 31, 0
#define Z_0  0, 1, 16, 3, 4, 17, 6, 7, 18, 9, 10, 19, 12, 13, 20, 15
#define Z_1  0, 21, 2, 3, 22, 5, 6, 23, 8, 9, 24, 11, 12, 25, 14, 15
#define Z_2  26, 1, 2, 27, 4, 5, 28, 7, 8, 29, 10, 11, 30, 13, 14, 31
#else
#define XY_0 0, 8, 0, 1, 9, 0, 2, 10
#define XY_1 0, 3, 11, 0, 4, 12, 0, 5
#define XY_2 13, 0, 6, 14, 0, 7, 15, 0
#define Z_0  0, 1, 8, 3, 4, 9, 6, 7
#define Z_1  10, 1, 2, 11, 4, 5, 12, 7
#define Z_2  0, 13, 2, 3, 14, 5, 6, 15
#endif

/* out (3): x y z x y z ... of LANES points. */
SIMD_INLINE void vec_join(vec x, vec y, vec z, vec *out)
{
  const vec a = __builtin_shufflevector(x, y, XY_0);
  const vec b = __builtin_shufflevector(x, y, XY_1);
  const vec c = __builtin_shufflevector(x, y, XY_2);
  out[0] = __builtin_shufflevector(a, z, Z_0);
  out[1] = __builtin_shufflevector(b, z, Z_1);
  out[2] = __builtin_shufflevector(c, z, Z_2);
}

/* ---- [pieces] Columns to pieces of rows ----
 *
 * The last rounds of a transposition alone turn squares of 8, or of 4, that
 * stand side by side.  Lane 8 j + k of m[i] becomes what m[k] had in lane
 * 8 j + i: for i, j and k below 8, vector i then holds eight numbers of each of
 * the rows i and, for floats, i + 8.  Fewer shuffles, and more but shorter
 * stores. */
SIMD_INLINE void vec_pieces_8(vec *m)
{
#pragma GCC unroll 16
  TURN_ROUND(8, 4, UPPER_4, LOWER_4);
#pragma GCC unroll 16
  TURN_ROUND(8, 2, UPPER_2, LOWER_2);
#pragma GCC unroll 16
  TURN_ROUND(8, 1, UPPER_1, LOWER_1);
}

SIMD_INLINE void vec_pieces_4(vec *m)
{
#pragma GCC unroll 16
  TURN_ROUND(4, 2, UPPER_2, LOWER_2);
#pragma GCC unroll 16
  TURN_ROUND(4, 1, UPPER_1, LOWER_1);
}

/* Pieces of eight to `to`, and for floats to `to + step`.  In halves: a store
 * that lies across two lines takes twice as long, and fewer of the short do. */
typedef real half_vec __attribute__((vector_size(32)));
#if REAL_IS_FLOAT
#define LOW_HALF  0, 1, 2, 3, 4, 5, 6, 7
#define HIGH_HALF 8, 9, 10, 11, 12, 13, 14, 15
#else
#define LOW_HALF  0, 1, 2, 3
#define HIGH_HALF 4, 5, 6, 7
#endif

SIMD_INLINE void vec_put_8(vec v, real *to, size_t step)
{
  const half_vec low = __builtin_shufflevector(v, v, LOW_HALF);
  const half_vec high = __builtin_shufflevector(v, v, HIGH_HALF);
  memcpy(to, &low, sizeof low);
  memcpy(to + (REAL_IS_FLOAT ? step : 4), &high, sizeof high);
}

#endif

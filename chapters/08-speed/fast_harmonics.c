/* fast_harmonics.c: LANES points at a time, all degrees in registers, written
 * out as rows, as blocks, or not at all. */
#include "fast_harmonics.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>

#include "simd.h"
#include "stream.h"

#include "fast_harmonics.inc"

enum { MOST = (FAST_LMAX + 1) * (FAST_LMAX + 1) };

/* ---- [seeds] Q_ll of every degree, as in chapter 3 ---- */
static void set_seeds(int lmax, enum harmonics_norm norm, real *seed)
{
  const double pi = 3.14159265358979323846;
  double product = 1;
  for (int l = 0; l <= lmax; l++) {
    product *= l > 0 ? (2 * l - 1) / (2.0 * l) : 1;
    double square = l > 0 ? 2 * product : 1;
    if (norm != HARMONICS_NORM)
      square *= 2 * l + 1;
    if (norm == HARMONICS_INTEGRAL)
      square /= 4 * pi;
    seed[l] = (real)sqrt(square);
  }
}

/* ---- [unit] LANES unit vectors from 3 LANES numbers ----
 *
 * Returns false when a length is where squares overflow, vanish or are NaN. */
SIMD_INLINE bool load_unit(const real *xyz, vec *u)
{
  const real least = REAL_IS_FLOAT ? REAL(1e-30) : REAL(1e-300);
  vec x, y, z;
  vec_thirds(xyz, &x, &y, &z);
  const vec square = x * x + y * y + z * z;
  real s[LANES] __attribute__((aligned(64)));
  real inverse[LANES] __attribute__((aligned(64)));
  int unsafe = 0;
  vec_store(s, square);
  for (int p = 0; p < LANES; p++) {
    inverse[p] = 1 / real_sqrt(s[p]);
    unsafe |= !(s[p] > least) | !(s[p] < 1 / least);
  }
  const vec k = vec_load(inverse);
  u[0] = x * k, u[1] = y * k, u[2] = z * k;
  return !unsafe;
}

/* ---- [tile] One tile: LANES points, all harmonics ----
 *
 * The generated functions are inlined here, and only here: three processors
 * times eleven lmax are enough copies.  A call for 16 points costs nothing
 * that one could measure.  Returns false when a length was unsafe. */
/* clang-format off */
SIMD_CLONES
static bool make_tile(int lmax, const real *seed, const real *xyz, vec *tile)
{
  vec u[3];
  const bool safe = load_unit(xyz, u);
  switch (lmax) {
  case 0: values_0(seed, u, tile); break;
  case 1: values_1(seed, u, tile); break;
  case 2: values_2(seed, u, tile); break;
  case 3: values_3(seed, u, tile); break;
  case 4: values_4(seed, u, tile); break;
  case 5: values_5(seed, u, tile); break;
  case 6: values_6(seed, u, tile); break;
  case 7: values_7(seed, u, tile); break;
  case 8: values_8(seed, u, tile); break;
  case 9: values_9(seed, u, tile); break;
  default: values_10(seed, u, tile);
  }
  return safe;
}
/* clang-format on */

/* ---- [rows] From lanes to rows ----
 *
 * Tile (K, LANES) to LANES rows of K numbers, LANES columns at a time.  Whole
 * vectors are stored also where a row ends: what spills over belongs to rows
 * that are written afterwards, since the last columns go first and rows go
 * upwards.  `out` has room for LANES numbers more. */
SIMD_INLINE void write_rows(size_t K, const vec *tile, real *out)
{
  size_t k0 = (K - 1) / LANES * LANES;
  for (;; k0 -= LANES) {
    vec m[LANES];
#pragma GCC unroll 16
    for (size_t i = 0; i < LANES; i++)
      m[i] = tile[k0 + i];
    vec_transpose(m);
#pragma GCC unroll 16
    for (size_t i = 0; i < LANES; i++)
      vec_store(out + i * K + k0, m[i]);
    if (k0 == 0)
      return;
  }
}

/* ---- [run] All whole blocks ----
 *
 * What does not fit the second cache is streamed: rows are made in a small
 * buffer and go to memory without being read first.  The last block is
 * written through the buffer too, since its rows spill over.  Returns how many
 * points were done: it stops at a block with an unsafe length. */
#define STREAM_FROM ((size_t)2 << 20)

SIMD_CLONES
static size_t run_rows(int lmax, const real *seed, size_t n, const real *xyz,
                       real *Y)
{
  const size_t K = (size_t)(lmax + 1) * (size_t)(lmax + 1);
  const bool stream =
      n * K * sizeof *Y > STREAM_FROM && (uintptr_t)Y % STREAM_ALIGN == 0;
  vec tile[MOST + LANES];
  real buffer[(MOST + 1) * LANES] __attribute__((aligned(64)));
  memset(tile, 0, sizeof tile);
  size_t i = 0;
  for (; i + LANES <= n && make_tile(lmax, seed, xyz + 3 * i, tile);
       i += LANES) {
    const bool direct = !stream && i + 2 * LANES <= n;
    write_rows(K, tile, direct ? Y + i * K : buffer);
    if (stream)
      stream_out(K * LANES, buffer, Y + i * K);
    else if (!direct)
      memcpy(Y + i * K, buffer, K * LANES * sizeof *Y);
  }
  stream_end();
  return i;
}

/* ---- [public] The interface of chapter 3 ---- */
static bool is_norm(enum harmonics_norm norm)
{
  return norm == HARMONICS_INTEGRAL || norm == HARMONICS_COMPONENT ||
         norm == HARMONICS_NORM;
}

enum harmonics_status fast_harmonics(int lmax, enum harmonics_norm norm,
                                     size_t n, const real *xyz, real *Y)
{
  const size_t K = harmonics_count(lmax);
  if (lmax < 0 || lmax > FAST_LMAX || !is_norm(norm) || !xyz || !Y ||
      n > SIZE_MAX / (3 * K * sizeof *Y))
    return harmonics(lmax, norm, n, xyz, Y);
  real seed[FAST_LMAX + 1];
  set_seeds(lmax, norm, seed);
  size_t done = 0;
  while (done < n) {
    done += run_rows(lmax, seed, n - done, xyz + 3 * done, Y + done * K);
    const size_t some = n - done < LANES ? n - done : LANES;
    harmonics(lmax, norm, some, xyz + 3 * done, Y + done * K);
    done += some;
  }
  return HARMONICS_OK;
}

/* ---- [blocks] Lanes kept as lanes ---- */
SIMD_CLONES
static size_t run_blocks(int lmax, const real *seed, size_t n, const real *xyz,
                         real *Y)
{
  const size_t K = (size_t)(lmax + 1) * (size_t)(lmax + 1);
  const bool stream =
      n * K * sizeof *Y > STREAM_FROM && (uintptr_t)Y % STREAM_ALIGN == 0;
  vec tile[MOST];
  size_t i = 0;
  for (; i + LANES <= n && make_tile(lmax, seed, xyz + 3 * i, tile);
       i += LANES) {
    if (stream)
      stream_out(K * LANES, (const real *)tile, Y + i * K);
    else
      memcpy(Y + i * K, tile, K * sizeof *tile);
  }
  stream_end();
  return i;
}

/* One block the slow way: for lengths that the fast one cannot square, and
 * for fewer than LANES points. */
static void slow_block(int lmax, enum harmonics_norm norm, size_t n,
                       const real *xyz, real *Y)
{
  const size_t K = harmonics_count(lmax);
  real row[MOST];
  for (size_t p = 0; p < LANES; p++) {
    harmonics(lmax, norm, 1, xyz + 3 * (p < n ? p : n - 1), row);
    for (size_t k = 0; k < K; k++)
      Y[k * LANES + p] = row[k];
  }
}

enum harmonics_status fast_harmonics_blocks(int lmax, enum harmonics_norm norm,
                                            size_t n, const real *xyz, real *Y)
{
  const size_t K = harmonics_count(lmax);
  if (lmax < 0 || lmax > FAST_LMAX)
    return HARMONICS_BAD_L;
  if (!is_norm(norm))
    return HARMONICS_BAD_NORM;
  if (n > SIZE_MAX / (3 * K * sizeof *Y) - LANES)
    return HARMONICS_OVERFLOW;
  if (n > 0 && (!xyz || !Y))
    return HARMONICS_NULL;
  real seed[FAST_LMAX + 1];
  set_seeds(lmax, norm, seed);
  for (size_t done = 0; done < n; done += LANES) {
    done += run_blocks(lmax, seed, n - done, xyz + 3 * done, Y + done * K);
    if (done < n)
      slow_block(lmax, norm, n - done, xyz + 3 * done, Y + done * K);
  }
  return HARMONICS_OK;
}

/* ---- [consumed] Values that never see memory ----
 *
 * What a convolution does with harmonics: uses them at once.  Four sums run
 * side by side, since each addition waits for the one before it. */
SIMD_CLONES
static size_t run_expand(int lmax, const real *seed, size_t n, const real *xyz,
                         const real *a, real *f)
{
  const size_t K = (size_t)(lmax + 1) * (size_t)(lmax + 1);
  vec tile[MOST];
  size_t i = 0;
  for (; i + LANES <= n && make_tile(lmax, seed, xyz + 3 * i, tile);
       i += LANES) {
    vec sum[4] = {a[0] * tile[0]};
    for (size_t k = 1; k < K; k += 4) {
      sum[0] += a[k] * tile[k];
      sum[1] += k + 1 < K ? a[k + 1] * tile[k + 1] : (vec){0};
      sum[2] += k + 2 < K ? a[k + 2] * tile[k + 2] : (vec){0};
      sum[3] += k + 3 < K ? a[k + 3] * tile[k + 3] : (vec){0};
    }
    vec_store(f + i, sum[0] + sum[1] + (sum[2] + sum[3]));
  }
  return i;
}

/* The points that are left, or one block with a length out of range. */
static void slow_expand(int lmax, enum harmonics_norm norm, size_t n,
                        const real *xyz, const real *a, real *f)
{
  real row[MOST];
  for (size_t i = 0; i < n; i++) {
    harmonics(lmax, norm, 1, xyz + 3 * i, row);
    f[i] = 0;
    for (size_t k = 0; k < harmonics_count(lmax); k++)
      f[i] += a[k] * row[k];
  }
}

enum harmonics_status fast_harmonics_expand(int lmax, enum harmonics_norm norm,
                                            size_t n, const real *xyz,
                                            const real *a, real *f)
{
  if (lmax < 0 || lmax > FAST_LMAX)
    return HARMONICS_BAD_L;
  if (!is_norm(norm))
    return HARMONICS_BAD_NORM;
  if (!a || (n > 0 && (!xyz || !f)))
    return HARMONICS_NULL;
  real seed[FAST_LMAX + 1];
  set_seeds(lmax, norm, seed);
  size_t done = 0;
  while (done < n) {
    done += run_expand(lmax, seed, n - done, xyz + 3 * done, a, f + done);
    const size_t some = n - done < LANES ? n - done : LANES;
    slow_expand(lmax, norm, some, xyz + 3 * done, a, f + done);
    done += some;
  }
  return HARMONICS_OK;
}

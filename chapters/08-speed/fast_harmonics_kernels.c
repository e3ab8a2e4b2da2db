/* fast_harmonics_kernels.c: harmonics of LANES points at a time, degree after
 * degree.  Compiled once for each width. */
#include "simd.h" /* before stream.h, which then stores whole vectors */

#include "fast_harmonics_kernels.h"
#include "fast_kernels.h"

/* ---- [frame] What the points of a vector carry ----
 *
 * Their unit vectors and 1/|r|, and the powers of x + iy. */
struct frame {
  vec x, y, z, inverse;
};

struct powers {
  vec z, ss, c[FAST_HARMONICS_LMAX + 1], s[FAST_HARMONICS_LMAX + 1];
};

#include "fast_harmonics.inc"

/* ---- [root] 1 / sqrt(s) without a division ----
 *
 * A number is stored as its exponent and its digits, so half of the stored
 * integer is nearly half of the logarithm.  That gives 1/sqrt(s) to 3.5 %, an
 * old trick.  With e = 1 - s y^2 the true value is y (1 - e)^(-1/2): the
 * shortened series leaves 3e-8, half of what a float rounds to.  Doubles take
 * another step, where two terms of Taylor's series do.  The rounding of s y
 * reaches the result by half. */
#if REAL_IS_FLOAT
typedef int32_t lanes_of_bits __attribute__((vector_size(SIMD_BYTES)));
#define HALF_EXPONENTS 0x5f3759df
#define SMALLEST       0x1f800000 /* the bits of 2^-64 */
#else
typedef int64_t lanes_of_bits __attribute__((vector_size(SIMD_BYTES)));
#define HALF_EXPONENTS 0x5fe6eb50c7b537a9
#define SMALLEST       0x1ff0000000000000 /* 2^-512 */
#endif

SIMD_INLINE vec inverse_root(vec s)
{
  vec y = (vec)(HALF_EXPONENTS - ((lanes_of_bits)s >> 1));
  vec e = 1 - s * y * y;
  y += y * e * (series[0] + e * (series[1] + e * (series[2] + e * series[3])));
  if (!REAL_IS_FLOAT) {
    e = 1 - s * y * y;
    y += y * e * (REAL(0.5) + REAL(0.375) * e);
  }
  return y;
}

/* ---- [unit] Unit vectors ----
 *
 * Half of all exponents are safe, the middle half: a square, read as an
 * integer, is then less than 2^30 (2^62) above the smallest safe one.  All
 * others, with zero, infinity and NaN, leave one of the two bits above in
 * `odd`, which collects them for all blocks; then the function returns false.
 *
 * Three short loops, each doing one thing: coordinates, roots, directions.
 * `inverse` is |r|^2 until the second has made 1/|r| of it. */
SIMD_INLINE struct frame coordinates(const real *xyz, lanes_of_bits *odd)
{
  vec x, y, z;
  vec_thirds(xyz, &x, &y, &z);
  const vec square = x * x + y * y + z * z;
  *odd |= (lanes_of_bits)square - SMALLEST;
  return (struct frame){x, y, z, square};
}

SIMD_INLINE bool all_safe(lanes_of_bits odd)
{
  bool safe = true;
  for (int p = 0; p < LANES; p++)
    safe = safe && odd[p] >> (8 * sizeof(real) - 2) == 0;
  return safe;
}

static bool make_frames(size_t blocks, const real *xyz, real *frame)
{
  struct frame *f = (struct frame *)(void *)frame;
  const size_t n = blocks * PER_LINE;
  lanes_of_bits odd = {0};
  for (size_t b = 0; b < n; b++)
    f[b] = coordinates(xyz + 3 * LANES * b, &odd);
  for (size_t b = 0; b < n; b++)
    f[b].inverse = inverse_root(f[b].inverse);
  for (size_t b = 0; b < n; b++)
    f[b].x *= f[b].inverse, f[b].y *= f[b].inverse, f[b].z *= f[b].inverse;
  return all_safe(odd);
}

/* ---- [tiles] Some blocks, all harmonics ---- */
SIMD_INLINE void set_powers(int lmax, const struct frame *f, struct powers *p)
{
  const vec x = f->x, y = f->y;
  vec c = x, s = y;
  p->z = f->z, p->ss = x * x + y * y;
  p->c[1] = c, p->s[1] = s;
#pragma GCC unroll 16
  for (int m = 2; m <= lmax; m++) {
    const vec next = x * c - y * s;
    s = x * s + y * c, c = next;
    p->c[m] = c, p->s[m] = s;
  }
}

/* Vector after vector of a block's points; those of a harmonic stand side by
 * side in its line. */
SIMD_INLINE void tiles(int lmax, const real *seed, size_t blocks,
                       const struct frame *frame, vec *Y)
{
  const size_t K = (size_t)(lmax + 1) * (size_t)(lmax + 1);
  for (size_t b = 0; b < blocks; b++, Y += K * PER_LINE)
    for (size_t v = 0; v < PER_LINE; v++) {
      struct powers p;
      set_powers(lmax, frame++, &p);
      all_values(lmax, &p, seed, Y + v);
    }
}

/* Where lmax is known the jumps vanish; low degrees would feel them. */
static void make_tiles(int lmax, enum harmonics_norm norm, size_t blocks,
                       const real *frame, real *tile)
{
  const struct frame *f = (const struct frame *)(const void *)frame;
  const real *seed = seeds[norm];
  vec *Y = (vec *)(void *)tile;
  if (lmax == 1)
    tiles(1, seed, blocks, f, Y);
  else if (lmax == 2)
    tiles(2, seed, blocks, f, Y);
  else if (lmax == 3)
    tiles(3, seed, blocks, f, Y);
  else if (lmax == 4)
    tiles(4, seed, blocks, f, Y);
  else
    tiles(lmax, seed, blocks, f, Y);
}

/* ---- [consumed] Values that never see memory ----
 *
 * Nobody else wants the unit vectors, so they stay in registers as well.  A
 * root takes long to come: the next one is begun before this one is used. */
SIMD_INLINE struct frame unit(const real *xyz, lanes_of_bits *odd)
{
  struct frame f = coordinates(xyz, odd);
  f.inverse = inverse_root(f.inverse);
  f.x *= f.inverse, f.y *= f.inverse, f.z *= f.inverse;
  return f;
}

SIMD_INLINE bool sums(int lmax, size_t n, const real *xyz, const real *a,
                      real *f)
{
  lanes_of_bits odd = {0};
  struct powers p = {0}; /* no compiler knows that only lmax are used */
  struct frame next = unit(xyz, &odd);
  for (size_t b = 0; b < n; b++) {
    const struct frame now = next;
    if (b + 1 < n)
      next = unit(xyz + 3 * LANES * (b + 1), &odd);
    vec sum[3] = {vec_set(a[0])};
    set_powers(lmax, &now, &p);
    all_expand(lmax, &p, a, sum);
    vec_store(f + LANES * b, sum[0] + sum[1] + sum[2]);
  }
  return all_safe(odd);
}

static bool make_sums(int lmax, size_t blocks, const real *xyz, const real *a,
                      real *f)
{
  const size_t n = blocks * PER_LINE;
  if (lmax == 2)
    return sums(2, n, xyz, a, f);
  if (lmax == 4)
    return sums(4, n, xyz, a, f);
  return sums(lmax, n, xyz, a, f);
}

/* The coefficients of a sum take with them what the recursion leaves out. */
static void scale_sums(int lmax, enum harmonics_norm norm, const real *a,
                       real *scaled)
{
  for (int l = 0; l <= lmax; l++)
    for (int k = l * l; k < (l + 1) * (l + 1); k++)
      scaled[k] = a[k] * seeds[norm][l] * scales[k];
}

/* ---- [rows] From lanes to rows ----
 *
 * PIECE columns at a time, of each of the block's vectors; of what is left,
 * four, and one or three number by number. */
SIMD_INLINE void fetch_pieces(size_t columns, const struct pieces *r, size_t k,
                              size_t n)
{
  if (!r->next)
    return;
  if (columns == r->step)
    fetch_lines(r->next + 64 * k, n); /* what follows is in one piece */
  else if (k % FAST_LINE == 0)
    for (size_t p = 0; p < FAST_LINE; p++)
      fetch_lines(r->next + sizeof(real) * (p * r->step + k), 1);
}

SIMD_INLINE void turn_piece(const struct pieces *r, size_t k, size_t step)
{
  const vec *tile = (const vec *)(const void *)r->tile;
  for (size_t v = 0; v < PER_LINE; v++) {
    real *to = r->to + v * LANES * step + k;
    vec m[PIECE];
#pragma GCC unroll 8
    for (size_t i = 0; i < PIECE; i++)
      m[i] = tile[(k + i) * PER_LINE + v];
    vec_pieces(m);
#pragma GCC unroll 8
    for (size_t i = 0; i < PIECE; i++)
      vec_put(m[i], to + i * step, PIECE * step);
  }
}

SIMD_INLINE void turn_four(const struct pieces *r, size_t k, size_t step)
{
  const vec *tile = (const vec *)(const void *)r->tile;
  for (size_t v = 0; v < PER_LINE; v++) {
    real *to = r->to + v * LANES * step + k;
    vec m[4];
#pragma GCC unroll 4
    for (size_t i = 0; i < 4; i++)
      m[i] = tile[(k + i) * PER_LINE + v];
    vec_pieces_4(m);
    for (size_t p = 0; p < LANES; p++)
      memcpy(to + p * step, (const real *)&m[p % 4] + p / 4 * 4,
             4 * sizeof *to);
  }
}

SIMD_INLINE void turn_columns(size_t columns, const struct pieces *r)
{
  const size_t step = r->step;
  size_t k = 0;
  for (; k + PIECE <= columns; k += PIECE) {
    turn_piece(r, k, step);
    fetch_pieces(columns, r, k, PIECE);
    if (k % 8 == 0)
      stream_some(r->leaving, r->share);
  }
  for (; PIECE > 4 && k + 4 <= columns; k += 4) {
    turn_four(r, k, step);
    fetch_pieces(columns, r, k, 4);
  }
  for (; k < columns; k++) {
    for (size_t p = 0; p < FAST_LINE; p++)
      r->to[p * step + k] = r->tile[k * FAST_LINE + p];
    fetch_pieces(columns, r, k, 1);
  }
}

/* Nine columns are little work: what is known beforehand counts. */
static void write_pieces(const struct pieces *r)
{
  if (r->columns == 9)
    turn_columns(9, r);
  else if (r->columns == 25)
    turn_columns(25, r);
  else
    turn_columns(r->columns, r);
}

static void leave(struct stream *s)
{
  stream_rest(s);
}

/* ---- [copy] Lanes kept as lanes ---- */
static void copy_lines(size_t lines, size_t ahead, const real *from, real *to)
{
  for (size_t i = 0; i < lines; i++, from += FAST_LINE, to += FAST_LINE) {
    fetch_lines((uintptr_t)to + 64 * ahead, 1);
    for (size_t v = 0; v < PER_LINE; v++)
      vec_store(to + v * LANES, vec_load(from + v * LANES));
  }
}

/* ---- [gradients] The gradients of a block ---- */
static void make_gradient(int lmax, enum harmonics_norm norm, const real *frame,
                          const real *tile, real *gradient)
{
  const struct frame *f = (const struct frame *)(const void *)frame;
  const vec *Y = (const vec *)(const void *)tile;
  vec *G = (vec *)(void *)gradient;
  for (size_t v = 0; v < PER_LINE; v++)
    all_gradient(lmax, f + v, kappas[norm],
                 (size_t)(lmax + 1) * (size_t)(lmax + 1), Y + v, G + v);
}

/* ---- [backward] Gradients that are never formed ----
 *
 * The radial part is taken away from the sum: once, not for each component. */
SIMD_INLINE void add_points(const struct frame *f, const struct frame *sum,
                            size_t points, real *dxyz)
{
  vec out[3];
  vec_join((sum->x - f->x * sum->inverse) * f->inverse,
           (sum->y - f->y * sum->inverse) * f->inverse,
           (sum->z - f->z * sum->inverse) * f->inverse, out);
  if (points >= LANES)
    for (size_t i = 0; i < 3; i++)
      vec_store(dxyz + i * LANES, vec_load(dxyz + i * LANES) + out[i]);
  else
    for (size_t i = 0; i < 3 * points; i++)
      dxyz[i] += ((const real *)out)[i];
}

static void go_back(int lmax, enum harmonics_norm norm, const real *frame,
                    const real *tile, const real *dY, size_t points, real *dxyz)
{
  const struct frame *f = (const struct frame *)(const void *)frame;
  const vec *Y = (const vec *)(const void *)tile;
  for (size_t v = 0; v < PER_LINE && v * LANES < points; v++) {
    struct frame sum = {{0}, {0}, {0}, {0}};
    all_backward(lmax, kappas[norm], Y + v, dY + v * LANES, &sum);
    add_points(f + v, &sum, points - v * LANES, dxyz + 3 * v * LANES);
  }
}

/* ---- [table] For fast_kernels.c ---- */
const struct harmonics_kernels SIMD_NAME(harmonics_kernels) = {
    .frames = make_frames,
    .tiles = make_tiles,
    .scale = scale_sums,
    .sums = make_sums,
    .pieces = write_pieces,
    .leave = leave,
    .copy = copy_lines,
    .gradient = make_gradient,
    .backward = go_back,
};

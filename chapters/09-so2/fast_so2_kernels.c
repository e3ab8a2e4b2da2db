/* fast_so2_kernels.c: into the frame of an edge, through its blocks, and back
 * again.  Compiled once for each width. */
#include "fast_so2_kernels.h"

#include <stdbool.h>

#include "simd.h"

/* ---- [some] Vectors that end before they end ----
 *
 * Lane by lane and not by memcpy: a call would send all registers to memory. */
SIMD_INLINE vec load_some(const real *p, size_t width)
{
  vec v = {0};
#pragma GCC unroll 16
  for (size_t i = 0; i < LANES; i++)
    if (i < width)
      v[i] = p[i];
  return v;
}

SIMD_INLINE void store_some(real *p, vec v, size_t width)
{
#pragma GCC unroll 16
  for (size_t i = 0; i < LANES; i++)
    if (i < width)
      p[i] = v[i];
}

#define LOAD(p)     (whole ? vec_load(p) : load_some(p, width))
#define STORE(p, v) (whole ? vec_store(p, v) : store_some(p, v, width))

/* ---- [tile] Some rows of a turn in registers ----
 *
 * `rows` rows and `wide` vectors of channels: a number of the matrix serves all
 * channels of the tile, a vector of `in` all its rows. */
enum { TILE = SIMD_REGISTERS > 16 ? 12 : 6 };

SIMD_INLINE void tile(const struct fast_so2_rows *t, size_t r, size_t c,
                      size_t width, const size_t rows, const size_t wide,
                      const bool whole, const bool turned)
{
  vec sum[TILE][2];
  const real *M[TILE];
#pragma GCC unroll 12
  for (size_t k = 0; k < rows; k++) {
    sum[k][0] = sum[k][1] = (vec){0};
    M[k] = turned ? t->M + r + k : t->M + t->M_at[r + k];
  }
  for (size_t i = 0; i < t->inner; i++) {
    const real *in = t->in + t->in_at[i] + c;
    const size_t at = turned ? t->M_at[i] : i;
    const vec x0 = LOAD(in), x1 = wide > 1 ? vec_load(in + LANES) : x0;
#pragma GCC unroll 12
    for (size_t k = 0; k < rows; k++) {
      const vec d = vec_set(turned ? M[0][at + k] : M[k][at]);
      sum[k][0] += d * x0;
      if (wide > 1)
        sum[k][1] += d * x1;
    }
  }
  vec s[2] = {vec_set(t->scale), vec_set(t->scale)};
  if (t->weights) {
    s[0] *= LOAD(t->weights + c);
    if (wide > 1)
      s[1] *= vec_load(t->weights + c + LANES);
  }
#pragma GCC unroll 12
  for (size_t k = 0; k < rows; k++) {
    real *out = t->out + t->out_at[r + k] + c;
    vec s0 = s[0] * sum[k][0];
    if (turned)
      s0 += LOAD(out);
    STORE(out, s0);
    if (wide > 1) {
      const vec s1 = s[1] * sum[k][1];
      vec_store(out + LANES, turned ? vec_load(out + LANES) + s1 : s1);
    }
  }
}

/* ---- [strips] Tile after tile ----
 *
 * The rows in tiles of nearly one size: 13 are 5, 4 and 4.  Where a vector
 * ends early, one by one. */
SIMD_INLINE void strip(const struct fast_so2_rows *t, size_t c, size_t width,
                       const size_t wide, const bool whole, const bool turned)
{
  const size_t rows = t->rows;
  const size_t tiles = whole ? (rows + TILE - 1) / TILE : rows;
  for (size_t k = 0, r = 0; k < tiles; k++) {
    const size_t some = (rows - r + tiles - k - 1) / (tiles - k);
    if (!whole) {
      tile(t, r++, c, width, 1, 1, false, turned);
      continue;
    }
    /* clang-format off */
    switch (some) {
#define SOME(n)                                      \
  case n:                                            \
    tile(t, r, c, 0, n, wide, true, turned);         \
    break;
      SOME(1) SOME(2) SOME(3) SOME(4) SOME(5) SOME(6)
#if SIMD_REGISTERS > 16
      SOME(7) SOME(8) SOME(9) SOME(10) SOME(11) SOME(12)
#endif
    }
    /* clang-format on */
    r += some;
  }
}

SIMD_INLINE void strips(const struct fast_so2_rows *t, const bool turned)
{
  size_t c = 0;
  for (; c + 2 * LANES <= t->channels; c += 2 * LANES)
    strip(t, c, 0, 2, true, turned);
  for (; c + LANES <= t->channels; c += LANES)
    strip(t, c, 0, 1, true, turned);
  if (c < t->channels)
    strip(t, c, t->channels - c, 1, false, turned);
}

static void rows(const struct fast_so2_rows *t)
{
  strips(t, false);
}

static void turned_rows(const struct fast_so2_rows *t)
{
  strips(t, true);
}

/* ---- [turn] Into the frame and back, block by block ----
 *
 * Only rows |m| <= top of D are used, and on the way back its columns. */
static void turn_in(size_t n, const struct fast_so2_block *block, int top,
                    const real *D, real scale, const real *x, real *turned)
{
  for (const struct fast_so2_block *b = block; b < block + n; b++) {
    const int m = b->l < top ? b->l : top;
    rows(&(struct fast_so2_rows){.rows = 2 * (size_t)m + 1,
                                 .inner = 2 * (size_t)b->l + 1,
                                 .channels = b->channels,
                                 .M = D,
                                 .in = x,
                                 .M_at = b->D + b->l - m,
                                 .in_at = b->space,
                                 .out_at = b->place + b->l - m,
                                 .scale = scale,
                                 .out = turned});
  }
}

static void turn_out(size_t n, const struct fast_so2_block *block, int top,
                     const real *D, real scale, const real *turned, real *x)
{
  for (const struct fast_so2_block *b = block; b < block + n; b++) {
    const int m = b->l < top ? b->l : top;
    turned_rows(&(struct fast_so2_rows){.rows = 2 * (size_t)b->l + 1,
                                        .inner = 2 * (size_t)m + 1,
                                        .channels = b->channels,
                                        .M = D,
                                        .in = turned,
                                        .M_at = b->D + b->l - m,
                                        .in_at = b->place + b->l - m,
                                        .out_at = b->space,
                                        .scale = scale,
                                        .out = x});
  }
}

/* ---- [blocks] y+ = a x+ - b x-,  y- = b x+ + a x- ----
 *
 * The rows of a line stay in registers while all their terms pass by; the scale
 * is the same for all of them.  Lines are short, and where a loop ends is a
 * guess of the processor's: the more vectors pass at once, the fewer ends. */
enum { WIDE = SIMD_REGISTERS > 16 ? 8 : 4 };

SIMD_INLINE void line_forward(const struct fast_so2_line *line,
                              const struct fast_so2_term *term, size_t c,
                              size_t width, const real *w, const real *x,
                              real *y, const bool zero, const size_t wide,
                              const bool whole)
{
  vec plus[WIDE] = {{0}}, minus[WIDE] = {{0}};
  for (size_t k = 0; k < line->terms; k++) {
    const struct fast_so2_term *t = term + k;
    const real *wa = w + t->w + c, *wb = w + t->b + c;
    const real *xp = x + t->plus + c, *xm = x + t->minus + c;
#pragma GCC unroll 8
    for (size_t v = 0; v < wide; v++) {
      const vec a = LOAD(wa + v * LANES), x0 = LOAD(xp + v * LANES);
      plus[v] += a * x0;
      if (!zero) {
        const vec b = LOAD(wb + v * LANES), x1 = LOAD(xm + v * LANES);
        minus[v] += a * x1;
        plus[v] -= b * x1;
        minus[v] += b * x0;
      }
    }
  }
  const real scale = line->terms ? term->scale : 0;
#pragma GCC unroll 8
  for (size_t v = 0; v < wide; v++) {
    STORE(y + line->plus + c + v * LANES, scale * plus[v]);
    if (!zero)
      STORE(y + line->minus + c + v * LANES, scale * minus[v]);
  }
}

/* ---- [lines] All channels of all lines ---- */
SIMD_INLINE void lines_forward(const struct fast_so2_line *line,
                               const struct fast_so2_term *term, const real *w,
                               const real *x, real *y, const bool zero)
{
  size_t c = 0;
  for (; c + WIDE * LANES <= line->channels; c += WIDE * LANES)
    line_forward(line, term, c, 0, w, x, y, zero, WIDE, true);
  for (; c + 2 * LANES <= line->channels; c += 2 * LANES)
    line_forward(line, term, c, 0, w, x, y, zero, 2, true);
  for (; c + LANES <= line->channels; c += LANES)
    line_forward(line, term, c, 0, w, x, y, zero, 1, true);
  if (c < line->channels)
    line_forward(line, term, c, line->channels - c, w, x, y, zero, 1, false);
}

static void blocks(size_t n, const struct fast_so2_line *line,
                   const struct fast_so2_term *term, const real *w,
                   const real *x, real *y)
{
  for (size_t i = 0; i < n; i++)
    if (line[i].zero)
      lines_forward(line + i, term + line[i].first, w, x, y, true);
    else
      lines_forward(line + i, term + line[i].first, w, x, y, false);
}

/* ---- [back] The transposed blocks, and the gradients of a and b ----
 *
 *   h+ = a g+ + b g-,  h- = a g- - b g+
 *   da = g+ x+ + g- x-,  db = g- x+ - g+ x- */
SIMD_INLINE void line_back(const struct fast_so2_line *line,
                           const struct fast_so2_term *term, size_t c,
                           size_t width, const real *w, const real *x,
                           const real *g, real *h, real *dw, const bool zero,
                           const bool whole)
{
  const vec x0 = LOAD(x + line->plus + c);
  const vec x1 = zero ? x0 : LOAD(x + line->minus + c);
  vec ap = {0}, am = {0}, bp = {0}, bm = {0};
  for (size_t k = 0; k < line->terms; k++) {
    const struct fast_so2_term *t = term + k;
    const vec a = LOAD(w + t->w + c), g0 = t->scale * LOAD(g + t->plus + c);
    ap += a * g0;
    vec da = g0 * x0;
    if (!zero) {
      const vec b = LOAD(w + t->b + c), g1 = t->scale * LOAD(g + t->minus + c);
      bp += b * g1;
      am += a * g1;
      bm += b * g0;
      da += g1 * x1;
      if (dw) {
        const vec was = LOAD(dw + t->b + c);
        STORE(dw + t->b + c, was + g1 * x0 - g0 * x1);
      }
    }
    if (dw) {
      const vec was = LOAD(dw + t->w + c);
      STORE(dw + t->w + c, was + da);
    }
  }
  STORE(h + line->plus + c, ap + bp);
  if (!zero)
    STORE(h + line->minus + c, am - bm);
}

SIMD_INLINE void lines_back(const struct fast_so2_line *line,
                            const struct fast_so2_term *term, const real *w,
                            const real *x, const real *g, real *h, real *dw,
                            const bool zero)
{
  size_t c = 0;
  for (; c + LANES <= line->channels; c += LANES)
    line_back(line, term, c, 0, w, x, g, h, dw, zero, true);
  if (c < line->channels)
    line_back(line, term, c, line->channels - c, w, x, g, h, dw, zero, false);
}

static void blocks_back(size_t n, const struct fast_so2_line *line,
                        const struct fast_so2_term *term, const real *w,
                        const real *x, const real *g, real *h, real *dw)
{
  for (size_t i = 0; i < n; i++)
    if (line[i].zero)
      lines_back(line + i, term + line[i].first, w, x, g, h, dw, true);
    else
      lines_back(line + i, term + line[i].first, w, x, g, h, dw, false);
}

/* ---- [moment] What a generator does between two features ---- */
SIMD_INLINE vec product(size_t n, const real *a, const real *b)
{
  vec sum = {0}, more[3] = {{0}};
  size_t c = 0;
  for (; c + 4 * LANES <= n; c += 4 * LANES) {
    sum += vec_load(a + c) * vec_load(b + c);
#pragma GCC unroll 3
    for (size_t v = 0; v < 3; v++)
      more[v] +=
          vec_load(a + c + (v + 1) * LANES) * vec_load(b + c + (v + 1) * LANES);
  }
  sum = (sum + more[0]) + (more[1] + more[2]);
  for (; c + LANES <= n; c += LANES)
    sum += vec_load(a + c) * vec_load(b + c);
  if (c < n)
    sum += load_some(a + c, n - c) * load_some(b + c, n - c);
  return sum;
}

static real moment(size_t n, const struct fast_so2_lever *lever, const real *p,
                   const real *q)
{
  vec sum = {0};
  for (const struct fast_so2_lever *i = lever; i < lever + n; i++) {
    vec one = {0};
    if (i->has_from)
      one += product(i->channels, p + i->to, q + i->from);
    if (i->has_to)
      one -= product(i->channels, p + i->from, q + i->to);
    sum += i->c * one;
  }
  real total = 0;
  for (size_t i = 0; i < LANES; i++)
    total += sum[i];
  return total;
}

/* ---- [table] For fast_so2.c ---- */
const struct fast_so2_kernels SIMD_NAME(fast_so2_kernels) = {
    .lanes = LANES,
    .rows = rows,
    .turned_rows = turned_rows,
    .turn_in = turn_in,
    .turn_out = turn_out,
    .blocks = blocks,
    .blocks_back = blocks_back,
    .moment = moment,
};

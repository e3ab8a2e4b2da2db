/* fast_mix_kernels.c: tiles of products of matrices, some rows by some vectors
 * of columns, whose sums stay in registers.  Compiled once for each width. */
#include "fast_mix_kernels.h"

#include "simd.h"

/* ---- [some] Vectors that end before they end ---- */
SIMD_INLINE vec load_some(bool whole, const real *p, size_t width)
{
  vec v = {0};
  memcpy(&v, p, whole ? sizeof v : width * sizeof *p);
  return v;
}

SIMD_INLINE void store_some(bool whole, real *p, vec v, size_t width)
{
  memcpy(p, &v, whole ? sizeof v : width * sizeof *p);
}

static size_t padded(size_t columns)
{
  return (columns + LANES - 1) / LANES * LANES;
}

/* ---- [rows] The rows of a tile ----
 *
 * A row is a component of a block of a node; where a tile ends behind the last
 * one it repeats that, and writes the same numbers twice. */
enum { TILE = SIMD_REGISTERS > 16 ? 8 : 4 };

struct rows {
  size_t node[TILE], m[TILE];
};

SIMD_INLINE struct rows find_rows(size_t n, size_t components, size_t first)
{
  struct rows r;
  for (size_t e = 0; e < TILE; e++) {
    const size_t row =
        first + e < n * components ? first + e : n * components - 1;
    r.node[e] = row / components;
    r.m[e] = row % components;
  }
  return r;
}

/* ---- [product] One tile: all paths that end in its block ----
 *
 * `back` goes from outputs to inputs.  c is the tile's first column, width how
 * many it has: two vectors of them, or less. */
struct side {
  const struct mix *mix;
  bool back, add;
  const real *x, *M;
  real *y;
};

SIMD_INLINE const struct irreps *from_of(const struct side *s)
{
  return s->back ? &s->mix->out : &s->mix->in;
}

SIMD_INLINE const struct irreps *to_of(const struct side *s)
{
  return s->back ? &s->mix->in : &s->mix->out;
}

SIMD_INLINE void add_path(const struct side *s, const struct rows *r,
                          const struct irreps_block *from, size_t columns,
                          const real *M, vec sum[TILE][2], const bool two)
{
  const size_t inner = from->channels, stride = from_of(s)->dim;
  const real *a[TILE];
#pragma GCC unroll 8
  for (size_t e = 0; e < TILE; e++)
    a[e] = s->x + r->node[e] * stride + from->offset + r->m[e] * inner;
  for (size_t i = 0; i < inner; i++, M += columns) {
    const vec m0 = vec_load(M), m1 = two ? vec_load(M + LANES) : m0;
#pragma GCC unroll 8
    for (size_t e = 0; e < TILE; e++) {
      sum[e][0] += a[e][i] * m0;
      if (two)
        sum[e][1] += a[e][i] * m1;
    }
  }
}

SIMD_INLINE void product_tile(const struct side *s, size_t b,
                              const struct rows *r, size_t c, size_t width,
                              const bool whole, const bool two)
{
  const struct irreps_block *to = &to_of(s)->block[b];
  const size_t columns = padded(to->channels);
  const size_t some = two ? width - LANES : width;
  const real *M = s->M + c;
  real *y[TILE];
  vec sum[TILE][2];
#pragma GCC unroll 8
  for (size_t e = 0; e < TILE; e++) {
    y[e] = s->y + r->node[e] * to_of(s)->dim + to->offset +
           r->m[e] * to->channels + c;
    sum[e][0] = s->add ? load_some(whole || two, y[e], some) : (vec){0};
    sum[e][1] = s->add && two ? load_some(whole, y[e] + LANES, some) : (vec){0};
  }
  for (size_t p = 0; p < s->mix->paths; p++) {
    const struct mix_path *path = &s->mix->path[p];
    const struct irreps_block *in = &s->mix->in.block[path->in];
    const struct irreps_block *out = &s->mix->out.block[path->out];
    const struct irreps_block *from = s->back ? out : in;
    if ((s->back ? path->in : path->out) == b)
      add_path(s, r, from, columns, M, sum, two);
    M += from->channels * padded((s->back ? in : out)->channels);
  }
#pragma GCC unroll 8
  for (size_t e = 0; e < TILE; e++) {
    store_some(whole || two, y[e], sum[e][0], some);
    if (two)
      store_some(whole, y[e] + LANES, sum[e][1], some);
  }
}

/* ---- [products] All tiles of all blocks ---- */
SIMD_INLINE void products(const struct side *s, size_t n)
{
  for (size_t b = 0; b < to_of(s)->n; b++) {
    const struct irreps_block *to = &to_of(s)->block[b];
    const size_t components = 2 * (size_t)to->l + 1, N = to->channels;
    for (size_t row = 0; row < n * components; row += TILE) {
      const struct rows r = find_rows(n, components, row);
      size_t c = 0;
      for (; c + 2 * LANES <= N; c += 2 * LANES)
        product_tile(s, b, &r, c, 2 * LANES, true, true);
      if (c + LANES < N)
        product_tile(s, b, &r, c, N - c, false, true);
      else if (c < N)
        product_tile(s, b, &r, c, N - c, c + LANES == N, false);
    }
  }
}

static void forward(const struct mix *mix, size_t n, const real *x,
                    const real *M, bool add, real *y)
{
  const struct side s = {mix, false, add, x, M, y};
  products(&s, n);
}

static void features(const struct mix *mix, size_t n, const real *dy,
                     const real *T, real *dx)
{
  const struct side s = {mix, true, true, dy, T, dx};
  products(&s, n);
}

/* ---- [outer] The gradients of the matrices ----
 *
 * A tile of TILE rows of a path's matrix, from some nodes. */
struct outer {
  size_t n, in_stride, out_stride, components, in, out;
  const real *x, *dy; /* at the path's blocks */
  real *dW;
};

SIMD_INLINE void outer_tile(const struct outer *o, size_t c, size_t d,
                            size_t width, const bool whole)
{
  size_t at[TILE];
  vec sum[TILE];
#pragma GCC unroll 8
  for (size_t e = 0; e < TILE; e++) {
    at[e] = c + e < o->in ? c + e : o->in - 1;
    sum[e] = load_some(whole, o->dW + at[e] * o->out + d, width);
  }
  for (size_t i = 0; i < o->n; i++)
    for (size_t m = 0; m < o->components; m++) {
      const real *x = o->x + i * o->in_stride + m * o->in;
      const vec dy =
          load_some(whole, o->dy + i * o->out_stride + m * o->out + d, width);
#pragma GCC unroll 8
      for (size_t e = 0; e < TILE; e++)
        sum[e] += x[at[e]] * dy;
    }
#pragma GCC unroll 8
  for (size_t e = 0; e < TILE; e++)
    store_some(whole, o->dW + at[e] * o->out + d, sum[e], width);
}

SIMD_INLINE void outer_path(const struct outer *o)
{
  for (size_t c = 0; c < o->in; c += TILE)
    for (size_t d = 0; d < o->out; d += LANES)
      if (d + LANES <= o->out)
        outer_tile(o, c, d, LANES, true);
      else
        outer_tile(o, c, d, o->out - d, false);
}

/* ---- [outers] Some nodes, all paths ----
 *
 * As many nodes as the nearest cache keeps while their paths pass by. */
enum { NODES = 16 };

static void weights(const struct mix *mix, size_t n, const real *x,
                    const real *dy, real *dW)
{
  const size_t in = mix->in.dim, out = mix->out.dim;
  for (size_t first = 0; first < n; first += NODES)
    for (size_t p = 0; p < mix->paths; p++) {
      const struct irreps_block *from = &mix->in.block[mix->path[p].in];
      const struct irreps_block *to = &mix->out.block[mix->path[p].out];
      const struct outer o = {.n = n - first < NODES ? n - first : NODES,
                              .in_stride = in,
                              .out_stride = out,
                              .components = 2 * (size_t)from->l + 1,
                              .in = from->channels,
                              .out = to->channels,
                              .x = x + first * in + from->offset,
                              .dy = dy + first * out + to->offset,
                              .dW = dW + mix->path[p].weight};
      outer_path(&o);
    }
}

/* ---- [table] For fast_kernels.c ---- */
const struct mix_kernels SIMD_NAME(mix_kernels) = {
    .lanes = LANES,
    .forward = forward,
    .features = features,
    .weights = weights,
};

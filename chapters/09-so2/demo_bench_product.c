/* demo_bench_product.c: the full product in three ways, for every degree. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "demo_bench_so2.h"
#include "fast_so2_kernels.h"
#include "memory.h"
#include "simd.h"

/* ---- [create] Paths and their tensors ---- */
static void *room(size_t count, size_t each)
{
  void *p = memory_array(count, each);
  if (!p) {
    fprintf(stderr, "bench: no memory for %zu things\n", count);
    exit(EXIT_FAILURE);
  }
  return p;
}

static void list(struct product *p)
{
  p->paths = p->terms = 0;
  for (int l1 = 0; l1 <= p->lmax; l1++)
    for (int l3 = 0; l3 <= p->lmax; l3++)
      for (int l2 = abs(l1 - l3); l2 <= l1 + l3 && l2 <= p->lmax; l2++) {
        size_t terms = 0;
        cg_sparse(l1, l2, l3, &terms, p->term ? p->term + p->terms : NULL);
        if (p->path)
          p->path[p->paths] =
              (struct product_path){l1, l2, l3, p->terms, terms};
        p->paths++;
        p->terms += terms;
      }
}

void product_create(int lmax, struct product *p)
{
  *p = (struct product){.lmax = lmax};
  list(p);
  p->path = room(p->paths, sizeof *p->path);
  p->term = room(p->terms, sizeof *p->term);
  list(p);
}

void product_channels(size_t channels, struct product *p)
{
  p->channels = channels;
  p->dim = (size_t)((p->lmax + 1) * (p->lmax + 1)) * channels;
}

void product_free(struct product *p)
{
  free(p->path);
  free(p->term);
}

/* ---- [edge] What one edge reads and writes on one path ---- */
struct rows {
  const real *x, *Y, *w, *dy;
  real *y, *dx, *dw, *dY;
};

static size_t square(int l)
{
  return (size_t)(l * l);
}

static struct rows rows_of(const struct product *p, size_t e, size_t path)
{
  const struct product_path *t = &p->path[path];
  const size_t C = p->channels, K = p->graph->harmonics;
  const size_t from = p->graph->sender[e] * p->dim + square(t->l1) * C;
  const size_t to = p->graph->receiver[e] * p->dim + square(t->l3) * C;
  const size_t w = (e * p->paths + path) * C, Y = e * K + square(t->l2);
  return (struct rows){p->x + from, p->graph->Y + Y, p->w + w,  p->dy + to,
                       p->y + to,   p->dx + from,    p->dw + w, p->dY + Y};
}

/* y += c w x, for one m1 and m3; and back. */
static void add_row(size_t C, real c, const real *w, const real *x, real *y)
{
  for (size_t k = 0; k < C; k++)
    y[k] += c * w[k] * x[k];
}

/* Returns the gradient by c. */
static real row_back(size_t C, real c, const real *w, const real *x,
                     const real *g, real *dx, real *dw)
{
  real sum = 0;
  for (size_t k = 0; k < C; k++) {
    dx[k] += c * w[k] * g[k];
    dw[k] += c * x[k] * g[k];
    sum += w[k] * x[k] * g[k];
  }
  return sum;
}

/* ---- [dense] Every entry of every tensor ---- */
typedef void entry(const struct product *p, const struct rows *r, size_t m1,
                   size_t m2, size_t m3, real c);

static void entry_forward(const struct product *p, const struct rows *r,
                          size_t m1, size_t m2, size_t m3, real c)
{
  const size_t C = p->channels;
  add_row(C, c * r->Y[m2], r->w, r->x + m1 * C, r->y + m3 * C);
}

static void entry_backward(const struct product *p, const struct rows *r,
                           size_t m1, size_t m2, size_t m3, real c)
{
  const size_t C = p->channels;
  r->dY[m2] += c * row_back(C, c * r->Y[m2], r->w, r->x + m1 * C,
                            r->dy + m3 * C, r->dx + m1 * C, r->dw);
}

static void dense_path(const struct product *p, size_t path, entry *each)
{
  const struct product_path *t = &p->path[path];
  const size_t n1 = 2 * (size_t)t->l1 + 1, n2 = 2 * (size_t)t->l2 + 1;
  const size_t n3 = 2 * (size_t)t->l3 + 1;
  real *tensor = p->scratch;
  memset(tensor, 0, n1 * n2 * n3 * sizeof *tensor);
  for (size_t k = t->first; k < t->first + t->terms; k++)
    tensor[(p->term[k].i1 * n2 + p->term[k].i2) * n3 + p->term[k].i3] =
        (real)p->term[k].c;
  for (size_t e = 0; e < p->edges; e++) {
    const struct rows r = rows_of(p, e, path);
    for (size_t m1 = 0, k = 0; m1 < n1; m1++)
      for (size_t m2 = 0; m2 < n2; m2++)
        for (size_t m3 = 0; m3 < n3; m3++, k++)
          each(p, &r, m1, m2, m3, tensor[k]);
  }
}

static void clear(const struct product *p)
{
  memset(p->y, 0, p->graph->nodes * p->dim * sizeof *p->y);
}

void dense_forward(const struct product *p)
{
  clear(p);
  for (size_t path = 0; path < p->paths; path++)
    dense_path(p, path, entry_forward);
}

void dense_backward(const struct product *p)
{
  for (size_t path = 0; path < p->paths; path++)
    dense_path(p, path, entry_backward);
}

/* ---- [sparse] M[m3][m1] = sum over m2 of C Y, where there is any ---- */
static void make_matrix(const struct product *p, const struct product_path *t,
                        const real *Y, real *M, bool *there)
{
  const size_t n1 = 2 * (size_t)t->l1 + 1, n3 = 2 * (size_t)t->l3 + 1;
  memset(M, 0, n1 * n3 * sizeof *M);
  memset(there, 0, n1 * n3 * sizeof *there);
  for (size_t k = t->first; k < t->first + t->terms; k++) {
    const size_t at = p->term[k].i3 * n1 + p->term[k].i1;
    M[at] += (real)p->term[k].c * Y[p->term[k].i2];
    there[at] = true;
  }
}

enum { SIDE = 2 * 10 + 1 };

static void sparse_path(const struct product *p, size_t path, bool back)
{
  const struct product_path *t = &p->path[path];
  const size_t n1 = 2 * (size_t)t->l1 + 1, C = p->channels;
  const size_t n3 = 2 * (size_t)t->l3 + 1;
  real M[SIDE * SIDE], dM[SIDE * SIDE];
  bool there[SIDE * SIDE];
  for (size_t e = 0; e < p->edges; e++) {
    const struct rows r = rows_of(p, e, path);
    make_matrix(p, t, r.Y, M, there);
    for (size_t k = 0; k < n1 * n3; k++)
      if (there[k] && !back)
        add_row(C, M[k], r.w, r.x + k % n1 * C, r.y + k / n1 * C);
      else if (there[k])
        dM[k] = row_back(C, M[k], r.w, r.x + k % n1 * C, r.dy + k / n1 * C,
                         r.dx + k % n1 * C, r.dw);
    for (size_t k = t->first; back && k < t->first + t->terms; k++)
      r.dY[p->term[k].i2] +=
          (real)p->term[k].c * dM[p->term[k].i3 * n1 + p->term[k].i1];
  }
}

void sparse_forward(const struct product *p)
{
  clear(p);
  for (size_t path = 0; path < p->paths; path++)
    sparse_path(p, path, false);
}

void sparse_backward(const struct product *p)
{
  for (size_t path = 0; path < p->paths; path++)
    sparse_path(p, path, true);
}

/* ---- [fused] Sixteen edges, path by path ----
 *
 * M of all sixteen is computed side by side and turned, so that each edge has
 * its own; then y += w (M x) is a product of matrices whose sums stay in
 * registers, and so are those of the way back. */
enum { EDGES = 16, CHANNELS = 128, PAIRS = (SIDE * SIDE + LANES - 1) / LANES };

struct block {
  real sums[PAIRS * LANES * EDGES], M[EDGES][PAIRS * LANES]; /* (m1, m3) */
  real dM[PAIRS * LANES * EDGES];
  real Y[SIDE * EDGES], wx[SIDE * CHANNELS], dwx[SIDE * CHANNELS];
  size_t by_channels[SIDE], by_n3[SIDE];
};

size_t product_scratch(const struct product *p)
{
  (void)p;
  return sizeof(struct block) / sizeof(real);
}

static void turn(size_t pairs, struct block *b)
{
  for (size_t i = 0; i < pairs; i += LANES)
    for (size_t k = 0; k < EDGES; k += LANES) {
      vec m[LANES];
      for (size_t j = 0; j < LANES; j++)
        m[j] = vec_load(b->sums + (i + j) * EDGES + k);
      vec_transpose(m);
      for (size_t j = 0; j < LANES; j++)
        vec_store(b->M[k + j] + i, m[j]);
    }
}

static void make_matrices(const struct product *p, size_t path, size_t e,
                          size_t n, struct block *b)
{
  const struct product_path *t = &p->path[path];
  const size_t n1 = 2 * (size_t)t->l1 + 1, n2 = 2 * (size_t)t->l2 + 1;
  const size_t n3 = 2 * (size_t)t->l3 + 1;
  for (size_t k = 0; k < SIDE; k++)
    b->by_channels[k] = k * p->channels, b->by_n3[k] = k * n3;
  for (size_t k = 0; k < n; k++) {
    const struct rows r = rows_of(p, e + k, path);
    for (size_t m = 0; m < n2; m++)
      b->Y[m * EDGES + k] = r.Y[m];
  }
  memset(b->sums, 0, n1 * n3 * EDGES * sizeof(real));
  for (size_t i = t->first; i < t->first + t->terms; i++) {
    const struct cg_term *term = &p->term[i];
    real *restrict M = b->sums + (term->i1 * n3 + term->i3) * EDGES;
    const real *restrict Y = b->Y + (size_t)term->i2 * EDGES;
    const real c = (real)term->c;
    for (size_t k = 0; k < EDGES; k++)
      M[k] += c * Y[k];
  }
  turn(n1 * n3, b);
}

static void edge_forward(size_t n1, size_t n3, size_t C, const struct rows *r,
                         const real *M, const struct block *b)
{
  fast_so2_kernels()->turned_rows(
      &(struct fast_so2_rows){.rows = n3,
                              .inner = n1,
                              .channels = C,
                              .M = M,
                              .in = r->x,
                              .M_at = b->by_n3,
                              .in_at = b->by_channels,
                              .out_at = b->by_channels,
                              .scale = 1,
                              .weights = r->w,
                              .out = r->y});
}

/* From h = M^T dy: dx += w h, dw += x h; and w x for what follows.  Channels
 * that fill no vector are taken one by one. */
static void weights_back(size_t n1, size_t C, const struct rows *r,
                         const real *restrict h, real *restrict wx)
{
  const size_t whole = C - C % LANES;
  for (size_t c = 0; c < whole; c += LANES) {
    const vec w = vec_load(r->w + c);
    vec dw = vec_load(r->dw + c);
    for (size_t m = 0; m < n1; m++) {
      const vec x = vec_load(r->x + m * C + c), g = vec_load(h + m * C + c);
      vec_store(r->dx + m * C + c, vec_load(r->dx + m * C + c) + w * g);
      dw += x * g;
      vec_store(wx + m * C + c, w * x);
    }
    vec_store(r->dw + c, dw);
  }
  for (size_t m = 0; m < n1; m++)
    for (size_t c = whole; c < C; c++) {
      const size_t at = m * C + c;
      r->dx[at] += r->w[c] * h[at];
      r->dw[c] += r->x[at] * h[at];
      wx[at] = r->w[c] * r->x[at];
    }
}

/* dM[m1, m3] = sum over channels of (w x)[m1] dy[m3]: so many m3 at once as a
 * vector has lanes; behind the last one it is repeated. */
static void matrix_back(size_t n1, size_t n3, size_t C, const struct rows *r,
                        size_t k, struct block *b)
{
  const size_t whole = C - C % LANES;
  for (size_t m3 = 0; m3 < n3; m3 += LANES) {
    const real *g[LANES];
    for (size_t j = 0; j < LANES; j++)
      g[j] = r->dy + (m3 + j < n3 ? m3 + j : n3 - 1) * C;
    for (size_t m1 = 0; m1 < n1; m1++) {
      vec sum[LANES];
      for (size_t j = 0; j < LANES; j++)
        sum[j] = (vec){0};
      for (size_t c = 0; c < whole; c += LANES) {
        const vec x = vec_load(b->wx + m1 * C + c);
#pragma GCC unroll 16
        for (size_t j = 0; j < LANES; j++)
          sum[j] += x * vec_load(g[j] + c);
      }
      const vec total = vec_sums(sum);
      for (size_t j = 0; j < LANES && m3 + j < n3; j++) {
        real *dM = &b->dM[(m1 * n3 + m3 + j) * EDGES + k];
        *dM = total[j];
        for (size_t c = whole; c < C; c++)
          *dM += b->wx[m1 * C + c] * g[j][c];
      }
    }
  }
}

static void edge_backward(size_t n1, size_t n3, size_t C, const struct rows *r,
                          const real *M, size_t k, struct block *b)
{
  fast_so2_kernels()->rows(&(struct fast_so2_rows){.rows = n1,
                                                   .inner = n3,
                                                   .channels = C,
                                                   .M = M,
                                                   .in = r->dy,
                                                   .M_at = b->by_n3,
                                                   .in_at = b->by_channels,
                                                   .out_at = b->by_channels,
                                                   .scale = 1,
                                                   .out = b->dwx});
  weights_back(n1, C, r, b->dwx, b->wx);
  matrix_back(n1, n3, C, r, k, b);
}

static void harmonics_back(const struct product *p, size_t path, size_t e,
                           size_t n, struct block *b)
{
  const struct product_path *t = &p->path[path];
  const size_t n2 = 2 * (size_t)t->l2 + 1, n3 = 2 * (size_t)t->l3 + 1;
  memset(b->Y, 0, sizeof b->Y);
  for (size_t i = t->first; i < t->first + t->terms; i++) {
    const struct cg_term *term = &p->term[i];
    const real *restrict M = b->dM + (term->i1 * n3 + term->i3) * EDGES;
    real *restrict Y = b->Y + (size_t)term->i2 * EDGES;
    const real c = (real)term->c;
    for (size_t k = 0; k < EDGES; k++)
      Y[k] += c * M[k];
  }
  for (size_t k = 0; k < n; k++) {
    const struct rows r = rows_of(p, e + k, path);
    for (size_t m = 0; m < n2; m++)
      r.dY[m] += b->Y[m * EDGES + k];
  }
}

static void fused(const struct product *p, bool back)
{
  struct block *b = (struct block *)(void *)p->scratch;
  for (size_t e = 0; e < p->edges; e += EDGES) {
    const size_t n = p->edges - e < EDGES ? p->edges - e : EDGES;
    for (size_t path = 0; path < p->paths; path++) {
      const size_t n1 = 2 * (size_t)p->path[path].l1 + 1;
      const size_t n3 = 2 * (size_t)p->path[path].l3 + 1;
      make_matrices(p, path, e, n, b);
      for (size_t k = 0; k < n; k++) {
        const struct rows r = rows_of(p, e + k, path);
        if (back)
          edge_backward(n1, n3, p->channels, &r, b->M[k], k, b);
        else
          edge_forward(n1, n3, p->channels, &r, b->M[k], b);
      }
      if (back)
        harmonics_back(p, path, e, n, b);
    }
  }
}

void fused_forward(const struct product *p)
{
  clear(p);
  fused(p, false);
}

void fused_backward(const struct product *p)
{
  fused(p, true);
}

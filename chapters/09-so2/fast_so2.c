/* fast_so2.c: lists made once, and edges that pass through them with kernels
 * of the width in use. */
#include "fast_so2.h"

#include <stdlib.h>
#include <string.h>

#include "fast_so2_kernels.h"
#include "fast_width.h"
#include "memory.h"

/* ---- [width] The table of the width in use ----
 *
 * Chapter 8 chooses the width; these are this chapter's kernels for it. */
#include "fast_widths.inc"

extern const struct fast_so2_kernels fast_so2_kernels_16, fast_so2_kernels_32,
    fast_so2_kernels_64;

const struct fast_so2_kernels *fast_so2_kernels(void)
{
  switch (fast_width()) {
#if SIMD_WIDTHS & 64
  case 64:
    return &fast_so2_kernels_64;
#endif
#if SIMD_WIDTHS & 32
  case 32:
    return &fast_so2_kernels_32;
#endif
#if SIMD_WIDTHS & 16
  case 16:
    return &fast_so2_kernels_16;
#endif
  default:
    return NULL;
  }
}

/* ---- [sides] Where the rows of a layout stand ---- */
static int smaller(int a, int b)
{
  return a < b ? a : b;
}

static struct fast_so2_block *make_side(const struct so2_order *wide)
{
  const struct irreps *irreps = &wide->irreps;
  struct fast_so2_block *side = memory_array(irreps->n, sizeof *side);
  for (size_t b = 0; side && b < irreps->n; b++) {
    struct fast_so2_block *block = &side[b];
    block->l = irreps->block[b].l;
    block->channels = irreps->block[b].channels;
    for (size_t k = 0; k <= 2 * (size_t)block->l; k++)
      block->space[k] = irreps->block[b].offset + k * block->channels;
    const int top = smaller(block->l, wide->mmax);
    for (int m = -top; m <= top; m++) {
      block->place[m + block->l] = so2_place(wide, b, m);
      block->D[m + block->l] = so2_row(wide->lmax, block->l, m);
    }
  }
  return side;
}

/* ---- [direct] Are the weights of an edge its blocks? ----
 *
 * They are where every block of a pair is a weight of its own, up to a factor.
 * Where they are not, the blocks are made of them, pair after pair. */
static bool is_direct(const struct so2_convolution *c)
{
  for (size_t i = 0; i < c->pairs; i++)
    if (!c->native || c->pair[i].paths != c->pair[i].blocks)
      return false;
  return true;
}

/* Block k of a pair: where it stands, and its factor. */
static size_t block_at(const struct fast_so2 *s, const struct so2_pair *pair,
                       size_t blocks_before, size_t k, real *factor)
{
  const struct so2_path *path = s->c->path + pair->first + k;
  *factor = 1;
  if (!s->direct)
    return blocks_before + k * pair->links;
  *factor = (real)s->c->column[path->column + k];
  return path->weight;
}

/* ---- [lines] For each row all that it is joined to ----
 *
 * Of a block of the output, on the way there, or of the input, on the way
 * back; m = 0, 1, ... of each. */
struct maker {
  const struct fast_so2 *s;
  const struct fast_so2_block *own, *other;
  bool back;
  size_t lines, terms;
  struct fast_so2_line *line;
  struct fast_so2_term *term;
};

static void add_term(struct maker *k, const struct so2_pair *pair,
                     size_t blocks_before, int m)
{
  const struct fast_so2_block *other = &k->other[k->back ? pair->b3 : pair->b1];
  struct fast_so2_term *t = &k->term[k->terms];
  const size_t a = m ? 2 * (size_t)m - 1 : 0;
  t->w = block_at(k->s, pair, blocks_before, a, &t->scale);
  if (m)
    t->b = block_at(k->s, pair, blocks_before, a + 1, &t->scale);
  t->plus = other->place[other->l + m];
  t->minus = other->place[other->l - m];
}

static void make_line(struct maker *k, size_t b, int m)
{
  const struct so2_convolution *c = k->s->c;
  const struct fast_so2_block *own = &k->own[b];
  const size_t first = k->terms;
  size_t before = 0;
  for (const struct so2_pair *p = c->pair; p < c->pair + c->pairs; p++) {
    if ((k->back ? p->b1 : p->b3) == b && m <= p->m) {
      if (k->term)
        add_term(k, p, before, m);
      k->terms++;
    }
    before += p->blocks * p->links;
  }
  if (k->line)
    k->line[k->lines] = (struct fast_so2_line){.plus = own->place[own->l + m],
                                               .minus = own->place[own->l - m],
                                               .channels = own->channels,
                                               .first = first,
                                               .terms = k->terms - first,
                                               .zero = m == 0};
  k->lines++;
}

static void make_lines(struct maker *k)
{
  const struct so2_convolution *c = k->s->c;
  const struct irreps *irreps = k->back ? &c->in.irreps : &c->out.irreps;
  k->lines = k->terms = 0;
  for (size_t b = 0; b < irreps->n; b++)
    for (int m = 0; m <= smaller(k->own[b].l, c->mmax); m++)
      make_line(k, b, m);
}

static enum tfn_status take_lines(const struct fast_so2 *s, bool back,
                                  size_t *lines, struct fast_so2_line **line,
                                  struct fast_so2_term **term)
{
  struct maker k = {.s = s,
                    .own = back ? s->in : s->out,
                    .other = back ? s->out : s->in,
                    .back = back};
  make_lines(&k); /* counts */
  *line = memory_array(k.lines, sizeof **line);
  *term = memory_array(k.terms, sizeof **term);
  if (!*line || !*term)
    return TFN_NO_MEMORY;
  k.line = *line, k.term = *term;
  make_lines(&k);
  *lines = k.lines;
  return TFN_OK;
}

/* ---- [levers] Generators as lists ----
 *
 * L_x and L_y join m to m + 1 and m - 1 alone, and are antisymmetric: each two
 * are kept once. */
static size_t list_levers(const struct fast_so2_block *block, int mmax,
                          const double *L, struct fast_so2_lever *lever)
{
  const int l = block->l, top = smaller(l, mmax + 1);
  size_t n = 0;
  for (int to = -top; to <= top; to++)
    for (int from = to + 1; from <= top; from++) {
      const double c = L[(to + l) * (2 * l + 1) + from + l];
      if (c == 0) /* of neighbours, one at most is beyond mmax */
        continue;
      if (lever)
        lever[n] = (struct fast_so2_lever){.to = block->place[to + l],
                                           .from = block->place[from + l],
                                           .channels = block->channels,
                                           .has_to = abs(to) <= mmax,
                                           .has_from = abs(from) <= mmax,
                                           .c = (real)c};
      n++;
    }
  return n;
}

static enum tfn_status all_levers(const struct fast_so2_block *side,
                                  size_t blocks, int mmax, int axis, size_t *n,
                                  struct fast_so2_lever *lever)
{
  double L[3][ORDERS * ORDERS];
  *n = 0;
  for (size_t b = 0; b < blocks; b++) {
    if (wigner_generators(side[b].l, L[0], L[1], L[2]))
      return TFN_NO_MEMORY;
    *n += list_levers(&side[b], mmax, L[axis], lever ? lever + *n : NULL);
  }
  return TFN_OK;
}

static enum tfn_status take_levers(struct fast_so2 *s, int side, int axis)
{
  const struct so2_convolution *c = s->c;
  const struct fast_so2_block *block = side ? s->out : s->in;
  const size_t blocks = side ? c->out.irreps.n : c->in.irreps.n;
  size_t *n = &s->levers[side][axis];
  enum tfn_status status = all_levers(block, blocks, c->mmax, axis, n, NULL);
  if (status)
    return status;
  s->lever[side][axis] = memory_array(*n, sizeof(struct fast_so2_lever));
  return s->lever[side][axis]
             ? all_levers(block, blocks, c->mmax, axis, n, s->lever[side][axis])
             : TFN_NO_MEMORY;
}

/* ---- [create] All lists ---- */
bool fast_so2_applies(const struct so2_convolution *c)
{
  return c && c->pair && c->mode == TP_DEPTHWISE && c->lmax <= FAST_WIGNER_LMAX;
}

static enum tfn_status build(struct fast_so2 *s)
{
  const struct so2_convolution *c = s->c;
  for (size_t i = 0; i < c->pairs; i++)
    s->blocks += c->pair[i].blocks * c->pair[i].links;
  s->in = make_side(&c->wide_in);
  s->out = make_side(&c->wide_out);
  if (!s->in || !s->out || fast_wigner_create(c->lmax, &s->wigner))
    return TFN_NO_MEMORY;
  enum tfn_status status =
      take_lines(s, false, &s->lines_there, &s->there, &s->term_there);
  if (!status)
    status = take_lines(s, true, &s->lines_back, &s->back, &s->term_back);
  for (int side = 0; side < 2; side++)
    for (int axis = 0; axis < 2 && !status; axis++)
      status = take_levers(s, side, axis);
  return status;
}

enum tfn_status fast_so2_create(const struct so2_convolution *c,
                                struct fast_so2 *s)
{
  if (s)
    *s = (struct fast_so2){.wigner.lmax = -1};
  if (!c || !s)
    return TFN_NULL;
  if (!fast_so2_applies(c))
    return TFN_BAD_SHAPE;
  s->c = c;
  s->direct = is_direct(c);
  enum tfn_status status = build(s);
  if (status)
    fast_so2_free(s);
  return status;
}

void fast_so2_free(struct fast_so2 *s)
{
  if (!s)
    return;
  fast_wigner_free(&s->wigner);
  free(s->in), free(s->out);
  free(s->there), free(s->term_there);
  free(s->back), free(s->term_back);
  for (int k = 0; k < 4; k++)
    free(s->lever[k / 2][k % 2]);
  *s = (struct fast_so2){.wigner.lmax = -1};
}

/* ---- [look] D(Q) of all edges, eight side by side ---- */
enum { SIDE_BY_SIDE = 8, ALL_DEGREES = 1771 }; /* wigner_block(11) */

static void copy_rows(const struct so2_convolution *c, const double *all,
                      real *D)
{
  for (int l = 0; l <= c->lmax; l++) {
    const int n = 2 * l + 1, top = smaller(l, c->mmax + 1);
    const double *block = all + wigner_block(l);
    for (int m = -top; m <= top; m++) {
      real *row = D + so2_row(c->lmax, l, m);
      for (int k = 0; k < n; k++)
        row[k] = (real)block[(m + l) * n + k];
    }
  }
}

enum tfn_status fast_so2_look(const struct fast_so2 *s,
                              const struct graph *graph, real *D)
{
  if (!s || !s->c || !graph || (graph->edges && !D))
    return TFN_NULL;
  const size_t size = so2_convolution_frames(s->c);
  const size_t block = wigner_block(s->c->lmax + 1);
  double all[SIDE_BY_SIDE * ALL_DEGREES];
  for (size_t e = 0; e < graph->edges; e += SIDE_BY_SIDE) {
    rot3 Q[SIDE_BY_SIDE];
    enum tfn_status status = TFN_OK;
    size_t n = 0;
    for (; n < SIDE_BY_SIDE && e + n < graph->edges && !status; n++)
      status = so2_frame(graph->vector + 3 * (e + n), &Q[n]);
    if (status)
      return status;
    if (fast_wigner_all(&s->wigner, n, Q, all))
      return TFN_NOT_FINITE;
    for (size_t k = 0; k < n; k++)
      copy_rows(s->c, all + k * block, D + (e + k) * size);
  }
  return TFN_OK;
}

/* ---- [scratch] One edge's worth ---- */
struct work {
  real *x, *g; /* wide: one order more than the blocks need */
  real *y, *h;
  real *blocks, *dblocks; /* where they are not the weights */
};

static size_t place(const struct fast_so2 *s, real *scratch, struct work *k)
{
  struct memory_map map = {.memory = scratch};
  const size_t blocks = s->direct ? 0 : s->blocks;
  k->x = memory_rows(&map, 1, s->c->wide_in.size);
  k->g = memory_rows(&map, 1, s->c->wide_out.size);
  k->y = memory_rows(&map, 1, s->c->out.size);
  k->h = memory_rows(&map, 1, s->c->in.size);
  k->blocks = memory_rows(&map, 1, blocks);
  k->dblocks = memory_rows(&map, 1, blocks);
  return map.used;
}

size_t fast_so2_scratch(const struct fast_so2 *s)
{
  struct work k;
  return s && s->c ? place(s, NULL, &k) : 0;
}

static bool sound(const struct fast_so2 *s, const struct so2_pass *p)
{
  return s && s->c && p && p->graph && p->scratch &&
         (!p->graph->nodes || p->x) && (!p->graph->edges || (p->D && p->w));
}

/* ---- [mix] Blocks from the weights of paths, and back ---- */
static const real *blocks_of(const struct fast_so2 *s, const real *w,
                             real *blocks)
{
  const struct so2_convolution *c = s->c;
  if (s->direct)
    return w;
  memset(blocks, 0, s->blocks * sizeof *blocks);
  real *to = blocks;
  for (size_t i = 0; i < c->pairs;
       to += c->pair[i].blocks * c->pair[i].links, i++)
    for (size_t p = 0; p < c->pair[i].paths; p++) {
      const struct so2_path *path = c->path + c->pair[i].first + p;
      for (size_t k = 0; k < c->pair[i].blocks; k++)
        for (size_t n = 0; n < c->pair[i].links; n++)
          to[k * c->pair[i].links + n] +=
              (real)c->column[path->column + k] * w[path->weight + n];
    }
  return blocks;
}

static void blocks_back(const struct fast_so2 *s, const real *dblocks, real *dw)
{
  const struct so2_convolution *c = s->c;
  const real *from = dblocks;
  for (size_t i = 0; i < c->pairs;
       from += c->pair[i].blocks * c->pair[i].links, i++)
    for (size_t p = 0; p < c->pair[i].paths; p++) {
      const struct so2_path *path = c->path + c->pair[i].first + p;
      for (size_t k = 0; k < c->pair[i].blocks; k++)
        for (size_t n = 0; n < c->pair[i].links; n++)
          dw[path->weight + n] += (real)c->column[path->column + k] *
                                  from[k * c->pair[i].links + n];
    }
}

/* ---- [forward] Turn, blocks, turn back ---- */
enum tfn_status fast_so2_forward(const struct fast_so2 *s,
                                 const struct so2_pass *p, real *y)
{
  if (!sound(s, p) || (p->graph->nodes && !y))
    return TFN_NULL;
  const struct so2_convolution *c = s->c;
  const struct fast_so2_kernels *kernel = fast_so2_kernels();
  const size_t in = c->in.irreps.dim, out = c->out.irreps.dim;
  struct work k;
  place(s, p->scratch, &k);
  if (p->graph->nodes)
    memset(y, 0, p->graph->nodes * out * sizeof *y);
  for (size_t e = 0; e < p->graph->edges; e++) {
    const real *D = p->D + e * so2_convolution_frames(c);
    const real *w = blocks_of(s, p->w + e * c->weights, k.blocks);
    kernel->turn_in(c->in.irreps.n, s->in, c->mmax, D, 1,
                    p->x + p->graph->sender[e] * in, k.x);
    kernel->blocks(s->lines_there, s->there, s->term_there, w, k.x, k.y);
    kernel->turn_out(c->out.irreps.n, s->out, c->mmax, D, c->scale, k.y,
                     y + p->graph->receiver[e] * out);
  }
  return TFN_OK;
}

/* ---- [torque] What the angular momentum of a message gains ----
 *
 * torque = g . L y - h . L x, and -h . L x = x . L h. */
static void add_torque(const struct fast_so2 *s, const struct so2_pass *p,
                       size_t e, const real *w, const struct work *k,
                       real *dvector)
{
  const struct fast_so2_kernels *kernel = fast_so2_kernels();
  double torque[2];
  kernel->blocks(s->lines_there, s->there, s->term_there, w, k->x, k->y);
  for (int axis = 0; axis < 2; axis++)
    torque[axis] = (double)kernel->moment(s->levers[1][axis], s->lever[1][axis],
                                          k->g, k->y) +
                   (double)kernel->moment(s->levers[0][axis], s->lever[0][axis],
                                          k->x, k->h);
  so2_pull(s->c->lmax, p->D + e * so2_convolution_frames(s->c),
           p->graph->vector + 3 * e, torque, dvector);
}

/* ---- [backward] All of it again, and back ----
 *
 * Only the torque looks at one order more than mmax. */
static void edge_back(const struct fast_so2 *s, const struct so2_pass *p,
                      size_t e, const struct work *k, real *dw)
{
  const real *w = blocks_of(s, p->w + e * s->c->weights, k->blocks);
  real *to = s->direct || !dw ? dw : k->dblocks;
  if (to != dw)
    memset(to, 0, s->blocks * sizeof *to);
  fast_so2_kernels()->blocks_back(s->lines_back, s->back, s->term_back, w, k->x,
                                  k->g, k->h, to);
  if (to != dw)
    blocks_back(s, to, dw);
}

enum tfn_status fast_so2_backward(const struct fast_so2 *s,
                                  const struct so2_pass *p, const real *dy,
                                  real *dx, real *dw, real *dvector)
{
  if (!sound(s, p) || (p->graph->nodes && !dy))
    return TFN_NULL;
  const struct so2_convolution *c = s->c;
  const struct fast_so2_kernels *kernel = fast_so2_kernels();
  const size_t in = c->in.irreps.dim, out = c->out.irreps.dim;
  const int top = dvector ? c->wide_in.mmax : c->mmax;
  struct work k;
  place(s, p->scratch, &k);
  for (size_t e = 0; e < p->graph->edges; e++) {
    const real *D = p->D + e * so2_convolution_frames(c);
    const size_t sender = p->graph->sender[e] * in;
    kernel->turn_in(c->in.irreps.n, s->in, top, D, 1, p->x + sender, k.x);
    kernel->turn_in(c->out.irreps.n, s->out, top, D, c->scale,
                    dy + p->graph->receiver[e] * out, k.g);
    edge_back(s, p, e, &k, dw ? dw + e * c->weights : NULL);
    if (dvector)
      add_torque(s, p, e, blocks_of(s, p->w + e * c->weights, k.blocks), &k,
                 dvector + 3 * e);
    if (dx)
      kernel->turn_out(c->in.irreps.n, s->in, c->mmax, D, 1, k.h, dx + sender);
  }
  return TFN_OK;
}

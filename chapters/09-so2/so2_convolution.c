/* so2_convolution.c: messages of 2x2 blocks, in the frame of their edge. */
#include "so2_convolution.h"

#include "memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- [shapes] Orders and room for the lists ---- */
static int highest(const struct irreps *irreps)
{
  int l = 0;
  for (size_t b = 0; b < irreps->n; b++)
    l = irreps->block[b].l > l ? irreps->block[b].l : l;
  return l;
}

static enum tfn_status shape(const struct irreps *in, const struct irreps *out,
                             int mmax, struct so2_convolution *c)
{
  if (mmax < 0)
    return TFN_BAD_VALUE;
  int l1 = highest(in), l3 = highest(out);
  c->lmax = l1 > l3 ? l1 : l3;
  if (c->lmax > SO2_LMAX)
    return TFN_BAD_SHAPE;
  c->mmax = mmax < c->lmax ? mmax : c->lmax;
  /* These layouts are in order, and no degree is above lmax. */
  so2_order_make(in, c->lmax, c->mmax, &c->in);
  so2_order_make(out, c->lmax, c->mmax, &c->out);
  so2_order_make(in, c->lmax, c->mmax + 1, &c->wide_in);
  so2_order_make(out, c->lmax, c->mmax + 1, &c->wide_out);
  return TFN_OK;
}

static enum tfn_status take_lists(size_t paths, struct so2_convolution *c)
{
  /* A path has taken more memory already than the numbers of its column. */
  const size_t most = 2 * (size_t)c->mmax + 1;
  c->pair = memory_array(paths, sizeof *c->pair);
  c->path = memory_array(paths, sizeof *c->path);
  c->column = memory_array(paths * most, sizeof *c->column);
  return c->pair && c->path && c->column ? TFN_OK : TFN_NO_MEMORY;
}

/* ---- [list] Pairs and their paths ---- */
static struct so2_pair *append_pair(struct so2_convolution *c, size_t b1,
                                    size_t b3)
{
  const struct irreps_block *in = &c->in.irreps.block[b1];
  const struct irreps_block *out = &c->out.irreps.block[b3];
  struct so2_pair *pair = &c->pair[c->pairs++];
  int m = in->l < out->l ? in->l : out->l;
  m = m < c->mmax ? m : c->mmax;
  *pair = (struct so2_pair){.b1 = b1,
                            .b3 = b3,
                            .l1 = in->l,
                            .l3 = out->l,
                            .m = m,
                            .channels1 = in->channels,
                            .channels3 = out->channels,
                            .links = in->channels,
                            .blocks = 2 * (size_t)m + 1,
                            .first = c->paths};
  if (c->mode == TP_FULL)
    pair->links *= out->channels;
  for (int k = 0; k <= m; k++) {
    pair->x[k] = so2_place(&c->in, b1, k);
    pair->y[k] = so2_place(&c->out, b3, k);
  }
  if (pair->links * pair->blocks > c->largest)
    c->largest = pair->links * pair->blocks;
  return pair;
}

static void append_path(struct so2_convolution *c, struct so2_pair *pair,
                        const double *column, double scale)
{
  c->path[c->paths++] = (struct so2_path){c->weights, c->columns};
  pair->paths++;
  c->weights += pair->links;
  for (size_t k = 0; k < pair->blocks; k++)
    c->column[c->columns++] = scale * column[k];
}

/* ---- [of] From the paths of a product ----
 *
 * Paths into one pair of blocks follow each other in chapter 5's lists; in a
 * depthwise product every path has a block of its own, and a pair one path. */
static enum tfn_status read_paths(const struct tensor_product *tp,
                                  struct so2_convolution *c)
{
  double column[2 * SO2_LMAX + 1];
  struct so2_pair *pair = NULL;
  for (const struct tp_path *p = tp->path; p < tp->path + tp->paths; p++) {
    if (!pair || pair->b1 != p->b1 || pair->b3 != p->b3)
      pair = append_pair(c, p->b1, p->b3);
    enum tfn_status status =
        so2_column(p->shape.l1, p->shape.l2, p->shape.l3, column);
    if (status)
      return status;
    append_path(c, pair, column, p->scale);
  }
  return TFN_OK;
}

enum tfn_status so2_convolution_of(const struct convolution *c, int mmax,
                                   struct so2_convolution *out)
{
  if (out)
    memset(out, 0, sizeof *out);
  if (!c || !c->product || !out)
    return TFN_NULL;
  const struct tensor_product *tp = c->product;
  out->mode = tp->mode;
  out->scale = c->scale;
  enum tfn_status status = shape(&tp->in1, &tp->out, mmax, out);
  if (!status)
    status = take_lists(tp->paths, out);
  if (!status)
    status = read_paths(tp, out);
  if (status)
    so2_convolution_free(out);
  return status;
}

void so2_convolution_free(struct so2_convolution *c)
{
  if (!c)
    return;
  free(c->pair);
  free(c->path);
  free(c->column);
  memset(c, 0, sizeof *c);
}

/* ---- [native] The blocks as weights ----
 *
 * Without parity, or where parity allows even paths, a's; without parity, or
 * where it allows odd ones, b's. */
static bool allowed(const struct irreps_block *in,
                    const struct irreps_block *out, bool parity, size_t k)
{
  bool even = (in->l + out->l) % 2 == 0;
  if (!parity)
    return true;
  bool polar = even == (in->parity == out->parity);
  return polar == (k == 0 || k % 2 == 1);
}

static void append_blocks(struct so2_convolution *c, size_t b1, size_t b3,
                          bool parity, double scale)
{
  const struct irreps_block *in = &c->in.irreps.block[b1];
  const struct irreps_block *out = &c->out.irreps.block[b3];
  struct so2_pair *pair = NULL;
  for (size_t k = 0; k < so2_blocks(in->l, out->l); k++) {
    double column[2 * SO2_LMAX + 1] = {0};
    if ((int)(k + 1) / 2 > c->mmax || !allowed(in, out, parity, k))
      continue;
    if (!pair)
      pair = append_pair(c, b1, b3);
    column[k] = sqrt((2 * out->l + 1) / (k ? 2.0 : 1.0));
    append_path(c, pair, column, scale);
  }
}

/* Numbers that reach block b3: weights of one of its channels. */
static size_t fan_in(const struct so2_convolution *c, size_t b3, bool parity)
{
  const struct irreps *in = &c->in.irreps;
  const struct irreps_block *out = &c->out.irreps.block[b3];
  size_t n = 0;
  for (size_t b1 = 0; b1 < in->n; b1++)
    for (size_t k = 0; k < so2_blocks(in->block[b1].l, out->l); k++)
      if ((int)(k + 1) / 2 <= c->mmax &&
          allowed(&in->block[b1], out, parity, k))
        n += c->mode == TP_FULL ? in->block[b1].channels : 1;
  return n;
}

/* ---- [blocks] A convolution of blocks ---- */
static enum tfn_status list_blocks(struct so2_convolution *c, bool parity)
{
  for (size_t b3 = 0; b3 < c->out.irreps.n; b3++) {
    size_t n = fan_in(c, b3, parity);
    if (!n)
      return TFN_NO_PATH;
    for (size_t b1 = 0; b1 < c->in.irreps.n; b1++)
      append_blocks(c, b1, b3, parity, 1 / sqrt((double)n));
  }
  return TFN_OK;
}

static bool fits_mode(enum tp_mode mode, const struct irreps *in,
                      const struct irreps *out)
{
  if (irreps_check(in) || irreps_check(out) || !in->n || !out->n)
    return false;
  if (mode == TP_FULL)
    return true;
  for (size_t b = 0; b < in->n; b++)
    if (in->block[b].channels != in->block[0].channels)
      return false;
  for (size_t b = 0; b < out->n; b++)
    if (out->block[b].channels != in->block[0].channels)
      return false;
  return mode == TP_DEPTHWISE;
}

enum tfn_status so2_convolution_blocks(enum tp_mode mode,
                                       const struct irreps *in,
                                       const struct irreps *out, bool parity,
                                       int mmax, struct so2_convolution *c)
{
  if (c)
    memset(c, 0, sizeof *c);
  if (!in || !out || !c)
    return TFN_NULL;
  if (!fits_mode(mode, in, out))
    return TFN_BAD_SHAPE;
  c->mode = mode;
  c->native = true;
  c->scale = 1;
  enum tfn_status status = shape(in, out, mmax, c);
  if (!status)
    status = take_lists(in->n * out->n * (2 * (size_t)c->mmax + 1), c);
  if (!status)
    status = list_blocks(c, parity);
  if (status)
    so2_convolution_free(c);
  return status;
}

/* ---- [pass] Memory and frames ---- */
struct work {
  real *x, *dx;           /* (wide_in.size) in the frame */
  real *y, *dy;           /* (wide_out.size) */
  real *blocks, *dblocks; /* (largest) of one pair */
};

static size_t place(const struct so2_convolution *c, real *scratch,
                    struct work *k)
{
  struct memory_map map = {.memory = scratch};
  k->x = memory_rows(&map, 1, c->wide_in.size);
  k->dx = memory_rows(&map, 1, c->wide_in.size);
  k->y = memory_rows(&map, 1, c->wide_out.size);
  k->dy = memory_rows(&map, 1, c->wide_out.size);
  k->blocks = memory_rows(&map, 1, c->largest);
  k->dblocks = memory_rows(&map, 1, c->largest);
  return map.used;
}

size_t so2_convolution_workspace(const struct so2_convolution *c)
{
  struct work k;
  return c && c->pair ? place(c, NULL, &k) : 0;
}

size_t so2_convolution_frames(const struct so2_convolution *c)
{
  return c && c->pair ? so2_rows(c->lmax, c->mmax + 1) : 0;
}

enum tfn_status so2_convolution_look(const struct so2_convolution *c,
                                     const struct graph *graph, real *D)
{
  if (!c || !c->pair || !graph)
    return TFN_NULL;
  return so2_frames(c->lmax, c->mmax + 1, graph->edges, graph->vector, D);
}

static bool sound(const struct so2_pass *p)
{
  return p && p->c && p->c->pair && p->graph && p->scratch &&
         (!p->graph->nodes || p->x) && (!p->graph->edges || (p->D && p->w));
}

/* ---- [mix] The blocks of a pair from its weights ---- */
static void make_blocks(const struct so2_convolution *c,
                        const struct so2_pair *pair, const real *w,
                        real *blocks)
{
  memset(blocks, 0, pair->links * pair->blocks * sizeof *blocks);
  for (size_t p = pair->first; p < pair->first + pair->paths; p++) {
    const double *column = c->column + c->path[p].column;
    const real *weight = w + c->path[p].weight;
    for (size_t k = 0; k < pair->blocks; k++)
      for (size_t i = 0; column[k] != 0 && i < pair->links; i++)
        blocks[k * pair->links + i] += (real)column[k] * weight[i];
  }
}

static void blocks_backward(const struct so2_convolution *c,
                            const struct so2_pair *pair, const real *dblocks,
                            real *dw)
{
  for (size_t p = pair->first; p < pair->first + pair->paths; p++) {
    const double *column = c->column + c->path[p].column;
    real *weight = dw + c->path[p].weight;
    for (size_t k = 0; k < pair->blocks; k++)
      for (size_t i = 0; column[k] != 0 && i < pair->links; i++)
        weight[i] += (real)column[k] * dblocks[k * pair->links + i];
  }
}

/* ---- [apply] y' += A x' for one pair ----
 *
 * Link k joins channel c1 to channel c3: every two of a full product, equal
 * ones of a depthwise product. */
struct links {
  size_t begin, end; /* the c3 of a c1 */
};

static struct links links_of(const struct so2_convolution *c,
                             const struct so2_pair *pair, size_t c1)
{
  return c->mode == TP_FULL ? (struct links){0, pair->channels3}
                            : (struct links){c1, c1 + 1};
}

static void apply(const struct so2_convolution *c, const struct so2_pair *pair,
                  const real *blocks, const real *x, real *y)
{
  for (int m = 0; m <= pair->m; m++) {
    const real *a = blocks + (m ? 2 * (size_t)m - 1 : 0) * pair->links;
    const real *b = a + pair->links;
    const real *plus = x + pair->x[m], *minus = plus + c->in.width[m];
    real *up = y + pair->y[m], *down = up + c->out.width[m];
    for (size_t c1 = 0, k = 0; c1 < pair->channels1; c1++) {
      const struct links to = links_of(c, pair, c1);
      for (size_t c3 = to.begin; c3 < to.end; c3++, k++) {
        up[c3] += a[k] * plus[c1];
        if (m == 0)
          continue;
        up[c3] -= b[k] * minus[c1];
        down[c3] += b[k] * plus[c1] + a[k] * minus[c1];
      }
    }
  }
}

/* ---- [forward] Turn, multiply, turn back, add up ---- */
static void message(const struct so2_pass *p, size_t e, const struct work *k)
{
  const struct so2_convolution *c = p->c;
  memset(k->y, 0, c->out.size * sizeof(real));
  for (size_t i = 0; i < c->pairs; i++) {
    make_blocks(c, &c->pair[i], p->w + e * c->weights, k->blocks);
    apply(c, &c->pair[i], k->blocks, k->x, k->y);
  }
}

static void scale(size_t n, real factor, real *x)
{
  for (size_t i = 0; i < n; i++)
    x[i] *= factor;
}

enum tfn_status so2_convolution_forward(const struct so2_pass *p, real *y)
{
  if (!sound(p) || (p->graph->nodes && !y))
    return TFN_NULL;
  const struct so2_convolution *c = p->c;
  const struct graph *graph = p->graph;
  size_t in = c->in.irreps.dim, out = c->out.irreps.dim;
  struct work k;
  place(c, p->scratch, &k);
  if (graph->nodes)
    memset(y, 0, graph->nodes * out * sizeof *y);
  for (size_t e = 0; e < graph->edges; e++) {
    const real *D = p->D + e * so2_convolution_frames(c);
    so2_turn_in(&c->in, D, p->x + graph->sender[e] * in, k.x);
    message(p, e, &k);
    scale(c->out.size, c->scale, k.y);
    so2_turn_out(&c->out, D, k.y, y + graph->receiver[e] * out);
  }
  return TFN_OK;
}

/* ---- [transpose] Back through the blocks of a pair ----
 *
 * dx' += A^T dy', and the gradient of A. */
static void apply_backward(const struct so2_convolution *c,
                           const struct so2_pair *pair, const struct work *k)
{
  for (int m = 0; m <= pair->m; m++) {
    const size_t at = (m ? 2 * (size_t)m - 1 : 0) * pair->links;
    const real *a = k->blocks + at, *b = a + pair->links;
    real *da = k->dblocks + at, *db = da + pair->links;
    const real *plus = k->x + pair->x[m], *minus = plus + c->in.width[m];
    const real *up = k->dy + pair->y[m], *down = up + c->out.width[m];
    real *dplus = k->dx + pair->x[m], *dminus = dplus + c->in.width[m];
    for (size_t c1 = 0, i = 0; c1 < pair->channels1; c1++) {
      const struct links to = links_of(c, pair, c1);
      for (size_t c3 = to.begin; c3 < to.end; c3++, i++) {
        dplus[c1] += a[i] * up[c3];
        da[i] += plus[c1] * up[c3];
        if (m == 0)
          continue;
        dplus[c1] += b[i] * down[c3];
        dminus[c1] += a[i] * down[c3] - b[i] * up[c3];
        da[i] += minus[c1] * down[c3];
        db[i] += plus[c1] * down[c3] - minus[c1] * up[c3];
      }
    }
  }
}

/* ---- [backward] What was gathered is scattered, and the torque ----
 *
 * x' and dy' are wide: the torque looks at one m more than the blocks do.  The
 * others are narrow.  dy' has the scale of the sum, y' has not. */
static void edge_backward(const struct so2_pass *p, size_t e,
                          const struct work *k, real *dw)
{
  const struct so2_convolution *c = p->c;
  memset(k->dx, 0, c->in.size * sizeof(real));
  for (size_t i = 0; i < c->pairs; i++) {
    const struct so2_pair *pair = &c->pair[i];
    make_blocks(c, pair, p->w + e * c->weights, k->blocks);
    memset(k->dblocks, 0, pair->links * pair->blocks * sizeof(real));
    apply_backward(c, pair, k);
    if (dw)
      blocks_backward(c, pair, k->dblocks, dw);
  }
}

static void vector_backward(const struct so2_pass *p, size_t e,
                            const struct work *k, real *dvector)
{
  const struct so2_convolution *c = p->c;
  double torque[2] = {0};
  message(p, e, k);
  so2_moment(&c->wide_out, k->dy, &c->out, k->y, torque);
  so2_moment(&c->wide_in, k->x, &c->in, k->dx, torque);
  so2_pull(c->lmax, p->D + e * so2_convolution_frames(c),
           p->graph->vector + 3 * e, torque, dvector);
}

enum tfn_status so2_convolution_backward(const struct so2_pass *p,
                                         const real *dy, real *dx, real *dw,
                                         real *dvector)
{
  if (!sound(p) || (p->graph->nodes && !dy))
    return TFN_NULL;
  const struct so2_convolution *c = p->c;
  const struct graph *graph = p->graph;
  size_t in = c->in.irreps.dim, out = c->out.irreps.dim;
  struct work k;
  place(c, p->scratch, &k);
  for (size_t e = 0; e < graph->edges; e++) {
    const real *D = p->D + e * so2_convolution_frames(c);
    so2_turn_in(&c->wide_in, D, p->x + graph->sender[e] * in, k.x);
    so2_turn_in(&c->wide_out, D, dy + graph->receiver[e] * out, k.dy);
    scale(c->wide_out.size, c->scale, k.dy);
    edge_backward(p, e, &k, dw ? dw + e * c->weights : NULL);
    if (dx)
      so2_turn_out(&c->in, D, k.dx, dx + graph->sender[e] * in);
    if (dvector)
      vector_backward(p, e, &k, dvector + 3 * e);
  }
  return TFN_OK;
}

/* ---- [convert] The weights of one pair as others ----
 *
 * The columns of a pair are orthogonal when a_0 counts once and every other
 * block twice: so each weight is found by itself, from a product with its
 * column. */
static double product(size_t n, const double *a, const double *b)
{
  double sum = 0;
  for (size_t k = 0; k < n; k++)
    sum += (k ? 2 : 1) * a[k] * b[k];
  return sum;
}

/* have is NULL where `from` has no such pair: blocks that are 0. */
static void convert_pair(const struct so2_convolution *from,
                         const struct so2_pair *have,
                         const struct so2_convolution *to,
                         const struct so2_pair *want, const real *w, real *out)
{
  for (size_t link = 0; link < want->links; link++) {
    double blocks[2 * SO2_LMAX + 1] = {0};
    for (size_t p = 0; have && p < have->paths; p++) {
      const struct so2_path *path = &from->path[have->first + p];
      for (size_t k = 0; k < have->blocks; k++)
        blocks[k] +=
            from->column[path->column + k] * (double)w[path->weight + link];
    }
    for (size_t p = want->first; p < want->first + want->paths; p++) {
      const double *column = to->column + to->path[p].column;
      double square = product(want->blocks, column, column);
      double share = product(want->blocks, column, blocks) / square;
      out[to->path[p].weight + link] = (real)share;
    }
  }
}

/* ---- [pairs] All pairs ---- */
static const struct so2_pair *find_pair(const struct so2_convolution *c,
                                        const struct so2_pair *like)
{
  for (size_t i = 0; i < c->pairs; i++)
    if (c->pair[i].b1 == like->b1 && c->pair[i].b3 == like->b3)
      return &c->pair[i];
  return NULL;
}

static bool same_shape(const struct so2_convolution *a,
                       const struct so2_convolution *b)
{
  return a->mode == b->mode && a->mmax == b->mmax &&
         irreps_equal(&a->in.irreps, &b->in.irreps) &&
         irreps_equal(&a->out.irreps, &b->out.irreps);
}

enum tfn_status so2_convolution_convert(const struct so2_convolution *from,
                                        const struct so2_convolution *to,
                                        size_t n, const real *w, real *out)
{
  if (!from || !to || !from->pair || !to->pair || (n && (!w || !out)))
    return TFN_NULL;
  if (!same_shape(from, to))
    return TFN_BAD_SHAPE;
  if (to->mmax < to->lmax && !to->native)
    return TFN_BAD_VALUE;
  for (size_t i = 0; i < to->pairs; i++) {
    const struct so2_pair *have = find_pair(from, &to->pair[i]);
    for (size_t row = 0; row < n; row++)
      convert_pair(from, have, to, &to->pair[i], w + row * from->weights,
                   out + row * to->weights);
  }
  return TFN_OK;
}

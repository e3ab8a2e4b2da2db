/* fast_convolution.c: EDGES edges make their matrices M side by side; then
 * every path runs over the edges of a receiver with its sums in registers. */
#include "fast_convolution.h"

#include <stdint.h>
#include <string.h>

#include "fast_convolution_kernels.h"
#include "fast_radial.h"
#include "parallel.h"
#include "stream.h"

/* ---- [lanes] The width in use ---- */
static size_t lanes(void)
{
  return fast_kernels()->convolution->lanes;
}

/* ---- [applies] When there is a fast road ---- */
bool fast_paths_fit(const struct tensor_product *tp, size_t multiple)
{
  if (!tp || tp->mode != TP_DEPTHWISE)
    return false;
  for (size_t p = 0; p < tp->paths; p++) {
    const struct tp_shape *s = &tp->path[p].shape;
    if (s->l1 > FAST_DEGREE || s->l2 > FAST_DEGREE || s->l3 > FAST_DEGREE ||
        s->channels1 % multiple)
      return false;
  }
  return true;
}

static bool fits(const struct tensor_product *tp)
{
  return fast_paths_fit(tp, lanes());
}

bool fast_convolution_applies(const struct convolution *c)
{
  return c && fits(c->product);
}

/* ---- [paths] A block of edges, path after path ----
 *
 * A path asks for the weights that the next one will use, of the same edges;
 * the last one for those of the first path and the next block.  A path takes
 * long enough for them to come, and they are too few to push out others. */
static size_t next_weights(const struct tensor_product *tp, size_t p)
{
  const size_t own = tp->path[p].weight;
  return p + 1 < tp->paths ? tp->path[p + 1].weight - own
                           : EDGES * tp->weights + tp->path[0].weight - own;
}

/* Only what changes is written, number by number.  A copy of the struct would
 * move several of its numbers at once, and a load that wants more than one of
 * the stores just before it has to wait until they have reached the cache. */
static void at_path(const struct tensor_product *tp, const struct block *all,
                    size_t p, struct block *b)
{
  const struct tp_path *path = &tp->path[p];
  const size_t in1 = tp->in1.block[path->b1].offset;
  const size_t in2 = tp->in2.block[path->b2].offset;
  const size_t out = tp->out.block[path->b3].offset;
  b->channels = path->shape.channels1;
  b->ahead = next_weights(tp, p);
  b->Y = all->Y + in2 * EDGES;
  b->x = all->x + in1;
  b->w = all->w ? all->w + path->weight : NULL;
  b->dy = all->dy ? all->dy + out : NULL;
  b->y = all->y ? all->y + out : NULL;
  b->dx = all->dx ? all->dx + in1 : NULL;
  b->dw = all->dw ? all->dw + path->weight : NULL;
  b->dY = all->dY ? all->dY + in2 * EDGES * lanes() : NULL;
}

/* Forward by a receiver's sums, or one by one. */
static void run_path(const struct tp_path *path, const struct block *b,
                     const kernels_of_paths *forward)
{
  const struct convolution_kernels *kernels = fast_kernels()->convolution;
  const struct tp_shape *s = &path->shape;
  const kernels_of_paths *of = !b->dy  ? forward
                               : b->dY ? kernels->backward
                                       : kernels->half_back;
  (*of)[s->l1][s->l2][s->l3](b);
}

static void run_paths(const struct tensor_product *tp, const struct block *all)
{
  struct block b = *all;
  for (size_t p = 0; p < tp->paths; p++) {
    at_path(tp, all, p, &b);
    run_path(&tp->path[p], &b, fast_kernels()->convolution->forward);
  }
}

/* ---- [radial] Weights made where they are used ----
 *
 * The radial network makes the weights of one path, the kernel uses them, and
 * on the way back their gradients go straight into those of the network. */
static void run_radial_paths(struct fast_radial *r, const struct block *all)
{
  struct block b = *all;
  for (size_t p = 0; p < r->tp->paths; p++) {
    const struct tp_path *path = &r->tp->path[p];
    at_path(r->tp, all, p, &b);
    b.ahead = 0; /* they do not exist yet */
    fast_radial_weights(r, path);
    b.w = r->w;
    b.w_stride = b.dw_stride = path->weights;
    if (b.dy) {
      memset(r->dw, 0, EDGES * path->weights * sizeof(real));
      b.dw = r->dw;
    }
    run_path(path, &b, fast_kernels()->convolution->forward);
    if (b.dy)
      fast_radial_weights_back(r, path);
  }
}

/* ---- [pass] One pass, and what each part of it owns ----
 *
 * A part has some of the receivers with all their edges: what it adds to y,
 * dY, dw and dB is nobody else's.  dx and dW are everybody's: there each part
 * but the first has memory of its own, added up when all are done. */
struct pass {
  const struct convolution *c;
  const struct graph *graph;
  const real *x, *w, *dy;
  real *y, *dx, *dY, *dw;
  const struct radial_net *net; /* makes w block by block; NULL: w is given */
  const real *B, *W;
  real *dW, *dB;
  real *scratch;  /* from here on, on a vector's boundary */
  size_t threads; /* scratch is for so many; 0: for those in use */
  size_t parts, cut[PARALLEL_LIMIT + 1]; /* receivers of part p: cut[p].. */
  struct fast_radial radial[PARALLEL_LIMIT];
};

/* The tile: a block's harmonics, transposed; their gradients, a vector each;
 * and on the way back a row of features and one of weights, for gradients
 * that nobody wants. */
static size_t rows_of_tile(const struct tensor_product *tp)
{
  return (tp->in2.dim + FAST_LINE) * EDGES;
}

static size_t tile_size(const struct tensor_product *tp)
{
  const size_t unwanted = tp->in1.dim + tp->weights;
  return rows_of_tile(tp) * (1 + lanes()) +
         (unwanted + FAST_LINE) / FAST_LINE * FAST_LINE;
}

/* Cuts the tile, and sends to it what nobody wants. */
static void cut_tile(const struct tensor_product *tp, real *tile, bool dY,
                     struct block *b)
{
  real *unwanted = tile + rows_of_tile(tp) * (1 + lanes());
  b->Y = tile;
  b->dY = dY ? tile + rows_of_tile(tp) : NULL;
  if (!b->dy)
    return;
  memset(unwanted, 0, (tp->in1.dim + tp->weights) * sizeof *unwanted);
  if (!b->dx) {
    b->dx = unwanted;
    b->dx_stride = 0;
  }
  if (!b->dw) {
    b->dw = unwanted + tp->in1.dim;
    b->dw_stride = 0;
  }
}

static size_t part_size(const struct tensor_product *tp,
                        const struct radial_net *net)
{
  return tile_size(tp) + (net ? fast_radial_workspace(net, tp) : 0);
}

static real *part_dx(const struct pass *a, size_t part)
{
  const struct tensor_product *tp = a->c->product;
  if (!a->dx || part == 0)
    return a->dx;
  return a->scratch + a->parts * part_size(tp, a->net) +
         (part - 1) * a->graph->nodes * tp->in1.dim;
}

/* ---- [workspace] For as many parts as there are threads ---- */
static size_t most_parts(size_t threads)
{
  return threads ? threads : parallel_count();
}

static size_t workspace(const struct convolution *c, const struct graph *graph,
                        const struct radial_net *net, size_t threads)
{
  const size_t parts = most_parts(threads);
  return parts * part_size(c->product, net) + FAST_LINE +
         (parts - 1) * graph->nodes * c->product->in1.dim;
}

size_t fast_convolution_workspace(const struct convolution *c,
                                  const struct graph *graph)
{
  const size_t slow = convolution_workspace(c);
  if (!graph || !fast_convolution_applies(c))
    return slow;
  const size_t fast = workspace(c, graph, NULL, 0);
  return fast > slow ? fast : slow;
}

/* ---- [blocks] EDGES edges at a time ---- */
static void find_ends(struct block *b, size_t *end)
{
  for (size_t e = b->n; e-- > 0;)
    end[e] = e + 1 < b->n && b->receiver[e + 1] == b->receiver[e] ? end[e + 1]
                                                                  : e + 1;
  b->end = end;
}

static void run_block(const struct pass *a, struct block *b, size_t first,
                      struct fast_radial *radial)
{
  const struct tensor_product *tp = a->c->product;
  const size_t K = a->graph->harmonics;
  size_t end[EDGES];
  find_ends(b, end);
  const struct convolution_kernels *kernels = fast_kernels()->convolution;
  kernels->turn(b->n, tp->in2.dim, K, a->graph->Y + first * K, a->c->scale,
                b->Y);
  if (b->dY)
    memset(b->dY, 0, tp->in2.dim * EDGES * lanes() * sizeof(real));
  if (!radial)
    run_paths(tp, b);
  else {
    const size_t at = first * radial->net.inputs;
    fast_radial_hidden(radial, b->n, a->B + at);
    run_radial_paths(radial, b);
    if (b->dy)
      fast_radial_hidden_back(radial, b->n, a->dB ? a->dB + at : NULL);
  }
  if (b->dY)
    kernels->add_lanes(b->n, tp->in2.dim, K, b->dY, a->c->scale,
                       a->dY + first * K);
}

/* ---- [part] Some receivers, with all their edges ----
 *
 * Sums begin at zero in registers, so y need not be cleared: but where there
 * are no edges nobody would write. */
static void clear_lonely(const struct pass *a, size_t from, size_t to)
{
  const struct graph *g = a->graph;
  const size_t dim = a->c->product->out.dim;
  for (size_t node = from; a->y && node < to; node++)
    if (g->first[node] == g->first[node + 1])
      memset(a->y + node * dim, 0, dim * sizeof *a->y);
}

static struct block part_block(const struct pass *a, size_t part)
{
  const struct tensor_product *tp = a->c->product;
  struct block b = {
      .x_stride = tp->in1.dim,
      .dx_stride = tp->in1.dim,
      .y_stride = tp->out.dim,
      .w_stride = tp->weights,
      .dw_stride = tp->weights,
      .x = a->x,
      .dy = a->dy,
      .y = a->y,
      .dx = part_dx(a, part),
      .dw = a->dw,
  };
  cut_tile(tp, a->scratch + part * part_size(tp, a->net), a->dY, &b);
  return b;
}

static void run_part(void *context, size_t part)
{
  struct pass *a = context;
  const struct graph *g = a->graph;
  const struct tensor_product *tp = a->c->product;
  struct fast_radial *radial = a->net ? &a->radial[part] : NULL;
  struct block b = part_block(a, part);
  const size_t last = g->first[a->cut[part + 1]];
  clear_lonely(a, a->cut[part], a->cut[part + 1]);
  if (radial)
    *radial = fast_radial_begin(a->net, tp, a->W, b.Y + tile_size(tp));
  if (part > 0 && a->dx)
    memset(b.dx, 0, g->nodes * tp->in1.dim * sizeof *b.dx);
  for (size_t first = g->first[a->cut[part]]; first < last; first += EDGES) {
    b.n = last - first < EDGES ? last - first : EDGES;
    b.sender = g->sender + first;
    b.receiver = g->receiver + first;
    b.w = a->w ? a->w + first * tp->weights : NULL;
    if (a->dw)
      b.dw = a->dw + first * tp->weights;
    b.begun = first > g->first[b.receiver[0]];
    run_block(a, &b, first, radial);
  }
}

/* ---- [all] All parts, and what they leave ----
 *
 * A graph is cut where receivers change, into parts of about as many edges.
 * What they leave is added in parts again, in the order of the first ones. */
enum { FEW_EDGES = 256 };

static void cut_graph(struct pass *a)
{
  const struct graph *g = a->graph;
  size_t node = 0;
  a->parts = parallel_count();
  if (a->threads && a->threads < a->parts)
    a->parts = a->threads;
  if (g->edges < FEW_EDGES)
    a->parts = 1;
  for (size_t p = 0; p < a->parts; p++) {
    while (node < g->nodes && g->first[node] < g->edges / a->parts * p)
      node++;
    a->cut[p] = node;
  }
  a->cut[a->parts] = g->nodes;
}

/* Some nodes' gradients of features, of all parts. */
static void add_part(void *context, size_t slice)
{
  const struct pass *a = context;
  const size_t all = a->graph->nodes * a->c->product->in1.dim;
  const size_t from = all / a->parts * slice;
  const size_t to = slice + 1 < a->parts ? from + all / a->parts : all;
  for (size_t p = 1; p < a->parts; p++) {
    const real *more = part_dx(a, p);
    for (size_t i = from; i < to; i++)
      a->dx[i] += more[i];
  }
}

static void run_all(struct pass *a)
{
  cut_graph(a);
  parallel_run(a->parts, run_part, a);
  if (a->dx && a->parts > 1)
    parallel_run(a->parts, add_part, a);
  for (size_t p = 0; a->dW && p < a->parts; p++)
    fast_radial_end(&a->radial[p], a->dW);
}

/* ---- [public] Chapter 6's interface ---- */
static bool fast_road(const struct convolution *c, const struct graph *graph)
{
  return graph && fast_convolution_applies(c) &&
         c->product->in2.dim <= graph->harmonics;
}

static real *aligned(real *scratch)
{
  const uintptr_t at = (uintptr_t)scratch / sizeof(real) % FAST_LINE;
  return scratch + (FAST_LINE - at) % FAST_LINE;
}

enum tfn_status fast_convolution_forward(const struct convolution *c,
                                         const struct graph *graph,
                                         const real *x, const real *w,
                                         real *scratch, real *y)
{
  if (!fast_road(c, graph) || !scratch || !y || (graph->nodes && !x) ||
      (graph->edges && !w) || !fast_worth())
    return convolution_forward(c, graph, x, w, scratch, y);
  struct pass a = {.c = c, .graph = graph, .x = x, .w = w, .y = y};
  a.scratch = aligned(scratch);
  run_all(&a);
  return TFN_OK;
}

enum tfn_status fast_convolution_backward(const struct convolution *c,
                                          const struct graph *graph,
                                          const real *x, const real *w,
                                          const real *dy, real *scratch,
                                          real *dx, real *dY, real *dw)
{
  if (!fast_road(c, graph) || !scratch || (graph->nodes && (!x || !dy)) ||
      (graph->edges && !w) || !fast_worth())
    return convolution_backward(c, graph, x, w, dy, scratch, dx, dY, dw);
  struct pass a = {.c = c, .graph = graph, .x = x, .w = w, .dy = dy};
  a.dx = dx, a.dY = dY, a.dw = dw;
  a.scratch = aligned(scratch);
  run_all(&a);
  return TFN_OK;
}

/* ---- [whole] With the radial network inside ---- */
size_t fast_convolution_net_workspace(const struct fast_net_pass *pass)
{
  if (!pass || !pass->graph || !fast_convolution_applies(pass->c) ||
      !radial_net_weights(pass->net))
    return 0;
  return workspace(pass->c, pass->graph, pass->net, pass->threads);
}

/* What both passes refuse; `own` is the array that each of them needs. */
static enum tfn_status check_net(const struct fast_net_pass *p, const real *own)
{
  const struct graph *g = p->graph;
  if (!p->c || !p->c->product || !g || !p->net || !p->W || !p->scratch ||
      (g->nodes && (!p->x || !own)) || (g->edges && !p->B))
    return TFN_NULL;
  const bool fits = fast_road(p->c, g) && radial_net_weights(p->net) &&
                    p->net->outputs == convolution_weights(p->c);
  return fits ? TFN_OK : TFN_BAD_SHAPE;
}

static struct pass common(const struct fast_net_pass *p)
{
  return (struct pass){.c = p->c,
                       .graph = p->graph,
                       .x = p->x,
                       .net = p->net,
                       .B = p->B,
                       .W = p->W,
                       .threads = p->threads,
                       .scratch = aligned(p->scratch)};
}

enum tfn_status fast_convolution_net_forward(const struct fast_net_pass *pass)
{
  const enum tfn_status status = pass ? check_net(pass, pass->y) : TFN_NULL;
  if (status)
    return status;
  struct pass a = common(pass);
  a.y = pass->y;
  run_all(&a);
  return TFN_OK;
}

/* ---- [wholeback] And backwards ---- */
enum tfn_status fast_convolution_net_backward(const struct fast_net_pass *pass)
{
  const enum tfn_status status = pass ? check_net(pass, pass->dy) : TFN_NULL;
  if (status)
    return status;
  struct pass a = common(pass);
  a.dy = pass->dy;
  a.dx = pass->dx;
  a.dY = pass->dY;
  a.dW = pass->dW;
  a.dB = pass->dB;
  run_all(&a);
  return TFN_OK;
}

/* ---- [product] A product of many pairs, one by one ----
 *
 * Every edge has a sender and a receiver of its own, so results are stored
 * once, and streamed where the second cache cannot hold them. */
struct products {
  const struct tensor_product *tp;
  size_t n, share; /* items; items of a part, a multiple of EDGES */
  const real *x, *Y, *w, *dy;
  real *y, *dx, *dY, *dw;
  real *scratch;
  bool stream;
};

/* Lines are written whole and in order here, so a farther cache would not take
 * them faster than memory does: they go past all that the second cannot hold,
 * and push nothing out. */
enum { STREAM_FROM_BYTES = 2 << 20 };

/* ---- [ahead] Asking early ----
 *
 * What the next block will read lies in one piece.  A share of it is asked for
 * with every path: all at once would be more than a processor waits for. */
static void prefetch_share(const real *next, size_t n, size_t part,
                           size_t parts)
{
  const size_t from = n * part / parts / FAST_LINE, to = n * (part + 1) / parts;
  for (size_t i = from * FAST_LINE; next && i < to; i += FAST_LINE)
    __builtin_prefetch(next + i, 0, 2);
}

static void prefetch_next(const struct products *a, const struct block *all,
                          size_t path)
{
  const struct tensor_product *tp = a->tp;
  const size_t in = EDGES * tp->in1.dim, out = EDGES * tp->out.dim;
  prefetch_share(all->x + in, in, path, tp->paths);
  prefetch_share(all->dy ? all->dy + out : NULL, out, path, tp->paths);
  prefetch_share(a->dx ? all->dx + in : NULL, in, path, tp->paths);
  prefetch_share(all->y && !a->stream ? all->y + out : NULL, out, path,
                 tp->paths);
}

/* ---- [items] A block of pairs, and all blocks of a part ---- */
static void run_items(const struct products *a, struct block *all, size_t first)
{
  const struct tensor_product *tp = a->tp;
  const size_t in1 = tp->in1.dim, in2 = tp->in2.dim, out = tp->out.dim;
  all->x = a->x + first * in1;
  all->w = a->w + first * tp->weights;
  all->y = a->y ? a->y + first * out : NULL;
  all->dy = a->dy ? a->dy + first * out : NULL;
  if (a->dx)
    all->dx = a->dx + first * in1;
  if (a->dw)
    all->dw = a->dw + first * tp->weights;
  const struct convolution_kernels *kernels = fast_kernels()->convolution;
  kernels->turn(all->n, in2, in2, a->Y + first * in2, 1, all->Y);
  if (all->dY)
    memset(all->dY, 0, in2 * EDGES * lanes() * sizeof(real));
  struct block b = *all;
  for (size_t p = 0; p < tp->paths; p++) {
    at_path(tp, all, p, &b);
    prefetch_next(a, all, p);
    run_path(&tp->path[p], &b, kernels->single);
  }
  if (all->dY)
    kernels->add_lanes(all->n, in2, in2, all->dY, 1, a->dY + first * in2);
}

static void run_products(void *context, size_t part)
{
  const struct products *a = context;
  const struct tensor_product *tp = a->tp;
  size_t own[EDGES], end[EDGES];
  for (size_t e = 0; e < EDGES; e++)
    own[e] = e, end[e] = e + 1;
  struct block b = {.sender = own,
                    .receiver = own,
                    .end = end,
                    .x_stride = tp->in1.dim,
                    .dx_stride = tp->in1.dim,
                    .y_stride = tp->out.dim,
                    .w_stride = tp->weights,
                    .dw_stride = tp->weights,
                    .dy = a->dy,
                    .dx = a->dx,
                    .dw = a->dw,
                    .stream = a->stream};
  cut_tile(tp, a->scratch + part * tile_size(tp), a->dY, &b);
  const size_t from = part * a->share;
  const size_t to = a->n - from < a->share ? a->n : from + a->share;
  for (size_t first = from; first < to; first += EDGES) {
    b.n = to - first < EDGES ? to - first : EDGES;
    run_items(a, &b, first);
  }
  if (a->stream)
    stream_end();
}

/* ---- [products] Chapter 5's interface ---- */
/* Vectors of 16 bytes gain little where stores decide: for low degrees the
 * plain code, which writes one row after the other, is the faster. */
static bool plain_is_faster(const struct tensor_product *tp, size_t n)
{
  int highest = 0;
  for (size_t p = 0; p < tp->paths; p++)
    if (tp->path[p].shape.l3 > highest)
      highest = tp->path[p].shape.l3;
  return fast_width() == 16 && highest <= 1 &&
         n > STREAM_FROM_BYTES / sizeof(real) / tp->out.dim;
}

static bool product_road(const struct tensor_product *tp, size_t n)
{
  return fits(tp) && !plain_is_faster(tp, n) && fast_worth() &&
         n <= SIZE_MAX / sizeof(real) /
                  (tp->in1.dim + tp->out.dim + tp->weights + tp->in2.dim);
}

size_t fast_product_workspace(const struct tensor_product *tp)
{
  return product_road(tp, 0) ? parallel_count() * tile_size(tp) + FAST_LINE : 0;
}

static void run_all_products(struct products *a)
{
  const size_t blocks = (a->n + EDGES - 1) / EDGES;
  const size_t parts = a->n < FEW_EDGES ? 1 : parallel_count();
  a->share = (blocks + parts - 1) / parts * EDGES;
  a->scratch = aligned(a->scratch);
  parallel_run(a->n ? (a->n + a->share - 1) / a->share : 0, run_products, a);
}

enum tp_status fast_product_forward(const struct tensor_product *tp, size_t n,
                                    const real *x, const real *Y, const real *w,
                                    real *scratch, real *y)
{
  if (!product_road(tp, n) || !scratch || (n && (!x || !Y || !w || !y)))
    return tp_forward(tp, n, x, Y, w, tp ? tp->weights : 0, y);
  struct products a = {.tp = tp, .n = n, .x = x, .Y = Y, .w = w, .y = y};
  a.scratch = scratch;
  a.stream =
      n * tp->out.dim * sizeof *y > STREAM_FROM_BYTES && (uintptr_t)y % 64 == 0;
  run_all_products(&a);
  return TP_OK;
}

enum tp_status fast_product_backward(const struct tensor_product *tp, size_t n,
                                     const real *x, const real *Y,
                                     const real *w, const real *dy,
                                     real *scratch, real *dx, real *dY,
                                     real *dw)
{
  if (!product_road(tp, n) || !scratch || (n && (!x || !Y || !w || !dy)))
    return tp_backward(tp, n, x, Y, w, tp ? tp->weights : 0, dy, dx, dY, dw);
  struct products a = {.tp = tp, .n = n, .x = x, .Y = Y, .w = w, .dy = dy};
  a.dx = dx, a.dY = dY, a.dw = dw;
  a.scratch = scratch;
  run_all_products(&a);
  return TP_OK;
}

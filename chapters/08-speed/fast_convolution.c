/* fast_convolution.c: LANES edges make their matrices M side by side; then
 * every path runs over the edges of a receiver with its sums in registers. */
#include "fast_convolution.h"

#include "fast_radial.h"
#include "simd.h"

/* ---- [run] What a kernel is told ----
 *
 * n edges of one receiver, all arrays at the path's own blocks.  M (n, pairs)
 * holds sum_m2 C[m1][m2][m3] Y[m2] for each pair (m1, m3) of chapter 5. */
struct run {
  size_t n, channels;
  const size_t *sender; /* (n) */
  size_t x_stride, M_stride, w_stride;
  const real *x, *M, *w, *dy;
  real *y, *dx, *dM, *dw;
};

typedef void kernel(const struct run *r);

#include "fast_convolution.inc"

/* ---- [applies] When there is a fast road ---- */
bool fast_convolution_applies(const struct convolution *c)
{
  if (!c || !c->product || c->product->mode != TP_DEPTHWISE)
    return false;
  for (size_t p = 0; p < c->product->paths; p++) {
    const struct tp_shape *s = &c->product->path[p].shape;
    if (s->l1 > FAST_DEGREE || s->l2 > FAST_DEGREE || s->l3 > FAST_DEGREE ||
        s->channels1 % LANES)
      return false;
  }
  return true;
}

/* ---- [workspace] A few rows for LANES edges ----
 *
 * Kernels store whole vectors, also at the end of a row: hence the padding. */
struct scratch {
  size_t stride; /* of a row of M */
  real *Y;       /* (K padded, LANES): harmonics of LANES edges, transposed */
  real *tile;    /* (stride, LANES): M transposed */
  real *M, *dM;  /* (LANES, stride) */
};

static size_t padded(size_t n)
{
  return (n + LANES - 1) / LANES * LANES + LANES;
}

static struct scratch divide(const struct tensor_product *tp, real *at)
{
  struct scratch s;
  s.stride = padded(tp->pairs);
  s.Y = at;
  s.tile = s.Y + padded(tp->in2.dim) * LANES;
  s.M = s.tile + s.stride * LANES;
  s.dM = s.M + s.stride * LANES;
  return s;
}

size_t fast_convolution_workspace(const struct convolution *c)
{
  const size_t slow = convolution_workspace(c);
  if (!fast_convolution_applies(c))
    return slow;
  const struct tensor_product *tp = c->product;
  const size_t fast = (padded(tp->in2.dim) + 3 * padded(tp->pairs)) * LANES;
  return fast > slow ? fast : slow;
}

/* ---- [turn] Rows to columns and back ----
 *
 * LANES rows of `columns` numbers, `stride` apart, become columns of LANES;
 * rows from n on count as zero.  The last row is read with care: nothing may
 * stand behind it. */
SIMD_INLINE void to_columns(size_t n, size_t columns, size_t stride,
                            const real *rows, real *out)
{
  for (size_t k = 0; k < columns; k += LANES) {
    const size_t width = columns - k < LANES ? columns - k : LANES;
    vec m[LANES];
    for (size_t i = 0; i < LANES; i++) {
      m[i] = (vec){0};
      if (i < n && (width == LANES || (n - i - 1) * stride + width >= LANES))
        m[i] = vec_load(rows + i * stride + k);
      else if (i < n)
        memcpy(&m[i], rows + i * stride + k, width * sizeof(real));
    }
    vec_transpose(m);
    for (size_t i = 0; i < LANES; i++)
      vec_store(out + (k + i) * LANES, m[i]);
  }
}

/* columns (columns padded, LANES) to LANES rows, `stride` apart, padded. */
SIMD_INLINE void to_rows(size_t columns, size_t stride, const real *in,
                         real *rows)
{
  for (size_t k = 0; k < columns; k += LANES) {
    vec m[LANES];
    for (size_t i = 0; i < LANES; i++)
      m[i] = vec_load(in + (k + i) * LANES);
    vec_transpose(m);
    for (size_t i = 0; i < LANES; i++)
      vec_store(rows + i * stride + k, m[i]);
  }
}

/* ---- [matrices] M of LANES edges at once ---- */
SIMD_CLONES
static void make_matrices(const struct convolution *c, size_t n, size_t K,
                          const real *Y, const struct scratch *s)
{
  const struct tensor_product *tp = c->product;
  to_columns(n, tp->in2.dim, K, Y, s->Y);
  for (size_t p = 0; p < tp->paths; p++) {
    const struct tp_path *path = &tp->path[p];
    const struct tp_term *term = tp->term + path->term;
    const real *y = s->Y + tp->in2.block[path->b2].offset * LANES;
    for (size_t k = 0; k < path->shape.pairs; k++) {
      const struct tp_pair *pair = &tp->pair[path->pair + k];
      vec sum = {0};
      for (size_t t = pair->term; t < pair->term + pair->terms; t++)
        sum += c->scale * term[t].c * vec_load(y + term[t].i2 * LANES);
      vec_store(s->tile + (path->pair + k) * LANES, sum);
    }
  }
  to_rows(tp->pairs, s->stride, s->tile, s->M);
}

/* ---- [matricesback] From dM to dY ---- */
SIMD_CLONES
static void matrices_back(const struct convolution *c, size_t n, size_t K,
                          const struct scratch *s, real *dY)
{
  const struct tensor_product *tp = c->product;
  to_columns(n, tp->pairs, s->stride, s->dM, s->tile);
  memset(s->Y, 0, padded(tp->in2.dim) * LANES * sizeof(real));
  for (size_t p = 0; p < tp->paths; p++) {
    const struct tp_path *path = &tp->path[p];
    const struct tp_term *term = tp->term + path->term;
    real *y = s->Y + tp->in2.block[path->b2].offset * LANES;
    for (size_t k = 0; k < path->shape.pairs; k++) {
      const struct tp_pair *pair = &tp->pair[path->pair + k];
      const vec d = c->scale * vec_load(s->tile + (path->pair + k) * LANES);
      for (size_t t = pair->term; t < pair->term + pair->terms; t++) {
        real *at = y + term[t].i2 * LANES;
        vec_store(at, vec_load(at) + term[t].c * d);
      }
    }
  }
  for (size_t i = 0; i < n; i++)
    for (size_t k = 0; k < tp->in2.dim; k++)
      dY[i * K + k] += s->Y[k * LANES + i];
}

/* ---- [prefetch] Weights on their way ----
 *
 * A path reads a slice of each edge's row of weights and jumps to the next
 * row: no processor guesses that.  While a path runs over this block of edges,
 * its slices for the next one are asked for. */
SIMD_INLINE void prefetch_weights(const struct graph *graph, size_t next,
                                  size_t stride, const real *w, size_t channels)
{
  const size_t left = next < graph->edges ? graph->edges - next : 0;
  for (size_t e = 0; e < (left < LANES ? left : LANES); e++)
    for (size_t c = 0; c < channels; c += LANES)
      __builtin_prefetch(w + (next + e) * stride + c);
}

/* ---- [edges] The edges of one receiver, path after path ---- */
struct pass {
  const struct convolution *c;
  const struct graph *graph;
  const real *x, *w, *dy;
  real *y, *dx, *dY, *dw;
  struct scratch s;
  struct fast_radial *radial; /* makes w block by block; NULL: w is given */
  const real *B;
  real *dW, *dB;
};

static void run_paths(const struct pass *a, size_t block, size_t first,
                      size_t n)
{
  const struct tensor_product *tp = a->c->product;
  const size_t receiver = a->graph->receiver[first] * tp->out.dim;
  const size_t row = (first - block) * a->s.stride;
  const size_t edge = a->radial ? first - block : first; /* where w begins */
  for (size_t p = 0; p < tp->paths; p++) {
    const struct tp_path *path = &tp->path[p];
    const struct tp_shape *s = &path->shape;
    const size_t in = tp->in1.block[path->b1].offset;
    const size_t out = receiver + tp->out.block[path->b3].offset;
    const size_t weight = edge * tp->weights + path->weight;
    const struct run r = {
        .n = n,
        .channels = s->channels1,
        .sender = a->graph->sender + first,
        .x_stride = tp->in1.dim,
        .M_stride = a->s.stride,
        .w_stride = tp->weights,
        .x = a->x + in,
        .M = a->s.M + row + path->pair,
        .w = a->w + weight,
        .dy = a->dy ? a->dy + out : NULL,
        .y = a->y ? a->y + out : NULL,
        .dx = a->dx ? a->dx + in : NULL,
        .dM = a->dY ? a->s.dM + row + path->pair : NULL,
        .dw = a->dw ? a->dw + weight : NULL,
    };
    if (first == block && !a->radial)
      prefetch_weights(a->graph, block + LANES, tp->weights,
                       a->w + path->weight, s->channels1);
    (a->y ? forward : backward)[s->l1][s->l2][s->l3](&r);
  }
}

/* ---- [blocks] LANES edges at a time, cut where the receiver changes ---- */
static void run_receivers(const struct pass *a, size_t block, size_t n)
{
  const size_t *receiver = a->graph->receiver;
  for (size_t first = block, end; first < block + n; first = end) {
    for (end = first + 1; end < block + n; end++)
      if (receiver[end] != receiver[first])
        break;
    run_paths(a, block, first, end - first);
  }
}

/* ---- [radial] Weights made where they are used ----
 *
 * The radial network fills one block of weights, the kernels use it, and the
 * way back empties the block of their gradients into those of the network. */
static void run_radial(const struct pass *a, size_t block, size_t n)
{
  const size_t in = a->radial->net.inputs, out = a->radial->net.outputs;
  struct pass b = *a;
  fast_radial_forward(a->radial, n, a->B + block * in);
  b.w = a->radial->w;
  if (a->dW) {
    memset(a->radial->dw, 0, n * out * sizeof(real));
    b.dw = a->radial->dw;
  }
  run_receivers(&b, block, n);
  if (a->dW)
    fast_radial_backward(a->radial, n, a->dW,
                         a->dB ? a->dB + block * in : NULL);
}

/* ---- [all] Block after block ---- */
static void run_block(const struct pass *a, size_t block, size_t n)
{
  const size_t K = a->graph->harmonics;
  make_matrices(a->c, n, K, a->graph->Y + block * K, &a->s);
  if (a->radial)
    run_radial(a, block, n);
  else
    run_receivers(a, block, n);
  if (a->dY)
    matrices_back(a->c, n, K, &a->s, a->dY + block * K);
}

static void run_all(const struct pass *a)
{
  const size_t edges = a->graph->edges;
  for (size_t block = 0; block < edges; block += LANES)
    run_block(a, block, edges - block < LANES ? edges - block : LANES);
}

/* ---- [public] Chapter 6's interface ---- */
static bool fast_road(const struct convolution *c, const struct graph *graph)
{
  return graph && fast_convolution_applies(c) &&
         c->product->in2.dim <= graph->harmonics;
}

enum tfn_status fast_convolution_forward(const struct convolution *c,
                                         const struct graph *graph,
                                         const real *x, const real *w,
                                         real *scratch, real *y)
{
  if (!fast_road(c, graph) || !scratch || !y || (graph->nodes && !x) ||
      (graph->edges && !w))
    return convolution_forward(c, graph, x, w, scratch, y);
  const struct pass a = {.c = c,
                         .graph = graph,
                         .x = x,
                         .w = w,
                         .y = y,
                         .s = divide(c->product, scratch)};
  memset(y, 0, graph->nodes * c->product->out.dim * sizeof *y);
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
      (graph->edges && !w))
    return convolution_backward(c, graph, x, w, dy, scratch, dx, dY, dw);
  const struct pass a = {.c = c,
                         .graph = graph,
                         .x = x,
                         .w = w,
                         .dy = dy,
                         .dx = dx,
                         .dY = dY,
                         .dw = dw,
                         .s = divide(c->product, scratch)};
  run_all(&a);
  return TFN_OK;
}

/* ---- [whole] With the radial network inside ---- */
static bool radial_road(const struct convolution *c, const struct graph *graph,
                        const struct radial_net *net)
{
  return fast_road(c, graph) && radial_net_weights(net) &&
         net->outputs == convolution_weights(c);
}

size_t fast_convolution_net_workspace(const struct convolution *c,
                                      const struct radial_net *net)
{
  if (!fast_convolution_applies(c) || !radial_net_weights(net))
    return 0;
  return fast_convolution_workspace(c) + fast_radial_workspace(net);
}

enum tfn_status fast_convolution_net_forward(const struct convolution *c,
                                             const struct graph *graph,
                                             const struct radial_net *net,
                                             const real *B, const real *W,
                                             const real *x, real *scratch,
                                             real *y)
{
  if (!c || !c->product || !graph || !net || !W || !scratch ||
      (graph->nodes && (!x || !y)) || (graph->edges && !B))
    return TFN_NULL;
  if (!radial_road(c, graph, net))
    return TFN_BAD_SHAPE;
  real *more = scratch + fast_convolution_workspace(c);
  struct fast_radial radial = fast_radial_begin(net, W, more);
  const struct pass a = {.c = c,
                         .graph = graph,
                         .x = x,
                         .y = y,
                         .s = divide(c->product, scratch),
                         .radial = &radial,
                         .B = B};
  if (graph->nodes)
    memset(y, 0, graph->nodes * c->product->out.dim * sizeof *y);
  run_all(&a);
  return TFN_OK;
}

/* ---- [wholeback] And backwards ---- */
enum tfn_status fast_convolution_net_backward(
    const struct convolution *c, const struct graph *graph,
    const struct radial_net *net, const real *B, const real *W, const real *x,
    const real *dy, real *scratch, real *dx, real *dY, real *dW, real *dB)
{
  if (!c || !c->product || !graph || !net || !W || !scratch || !dW ||
      (graph->nodes && (!x || !dy)) || (graph->edges && !B))
    return TFN_NULL;
  if (!radial_road(c, graph, net))
    return TFN_BAD_SHAPE;
  real *more = scratch + fast_convolution_workspace(c);
  struct fast_radial radial = fast_radial_begin(net, W, more);
  const struct pass a = {.c = c,
                         .graph = graph,
                         .x = x,
                         .dy = dy,
                         .dx = dx,
                         .dY = dY,
                         .s = divide(c->product, scratch),
                         .radial = &radial,
                         .B = B,
                         .dW = dW,
                         .dB = dB};
  run_all(&a);
  fast_radial_end(&radial, dW);
  return TFN_OK;
}

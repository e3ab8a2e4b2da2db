/* dual.c: the passes of chapter 6's layers once more, in dual numbers.  What is
 * a product of arrays is computed by the same functions as there, once for each
 * factor; what is curved is written in dual arithmetic. */
#include "dual.h"

#include <stdlib.h>
#include <string.h>

/* ---- [arithmetic] Four functions ---- */
struct dual dual_add(struct dual x, struct dual y)
{
  return (struct dual){x.a + y.a, x.b + y.b};
}

struct dual dual_multiply(struct dual x, struct dual y)
{
  return (struct dual){x.a * y.a, x.a * y.b + x.b * y.a};
}

struct dual dual_sigmoid(struct dual x)
{
  real s = smooth_sigmoid(x.a);
  return (struct dual){s, s * (1 - s) * x.b};
}

struct dual dual_silu(struct dual x, struct dual *slope)
{
  struct dual s = dual_sigmoid(x), left = {1 - s.a, -s.b};
  struct dual y = dual_multiply(x, s);
  if (slope)
    *slope = dual_add(s, dual_multiply(y, left));
  return y;
}

/* ---- [pairs] An array of dual numbers ----
 *
 * Values and infinitesimal parts stand apart, so that each of the two is an
 * array that the functions of chapter 6 can read. */
struct pairs {
  real *a, *b;
};

static struct dual at(struct pairs x, size_t i)
{
  return (struct dual){x.a[i], x.b[i]};
}

static void put(struct pairs x, size_t i, struct dual value)
{
  x.a[i] = value.a;
  x.b[i] = value.b;
}

static void add_to(struct pairs x, size_t i, struct dual value)
{
  put(x, i, dual_add(at(x, i), value));
}

static void clear(struct pairs x, size_t n)
{
  memset(x.a, 0, n * sizeof *x.a);
  memset(x.b, 0, n * sizeof *x.b);
}

static struct pairs place_pairs(struct memory_map *map, size_t rows,
                                size_t columns)
{
  struct pairs x;
  x.a = memory_rows(map, rows, columns);
  x.b = memory_rows(map, rows, columns);
  return x;
}

/* ---- [memory] What a layer remembers, in pairs ---- */
struct layer_pairs {
  const struct layer *layer;
  struct pairs hidden, weights, messages, gated, y;
  struct pairs dweights, dmessages, dgated, dy;
};

struct dual_pass {
  const struct network *network;
  size_t nodes, edges, harmonics;
  struct layer_pairs *layer; /* (stages) */
  struct pairs x, dx;        /* (nodes, in.dim), what enters */
  struct pairs B;            /* (edges, basis.count) */
  real *Y;                   /* (edges, K), how the harmonics change */
  real *more, *scratch;      /* messages once more; a convolution's own */
  real *edge;                /* (4 K), harmonics of one edge and gradients */
  real *memory;
};

static void place_layer(struct memory_map *map, const struct dual_pass *d,
                        struct layer_pairs *k)
{
  const struct layer *l = k->layer;
  k->hidden = place_pairs(map, d->edges, l->radial.hidden);
  k->weights = place_pairs(map, d->edges, l->radial.outputs);
  k->dweights = place_pairs(map, d->edges, l->radial.outputs);
  k->messages = place_pairs(map, d->nodes, l->mix.in.dim);
  k->dmessages = place_pairs(map, d->nodes, l->mix.in.dim);
  k->gated = place_pairs(map, d->nodes, l->gated.dim);
  k->dgated = place_pairs(map, d->nodes, l->gated.dim);
  k->y = place_pairs(map, d->nodes, l->is.out.dim);
  k->dy = place_pairs(map, d->nodes, l->is.out.dim);
}

static void place(struct memory_map *map, struct dual_pass *d)
{
  size_t more = 0, scratch = 0;
  for (size_t k = 0; k < d->network->stages; k++) {
    const struct layer *l = d->layer[k].layer;
    size_t room = convolution_workspace(&l->convolution);
    place_layer(map, d, &d->layer[k]);
    more = l->mix.in.dim > more ? l->mix.in.dim : more;
    scratch = room > scratch ? room : scratch;
  }
  d->x = place_pairs(map, d->nodes, d->network->in.dim);
  d->dx = place_pairs(map, d->nodes, d->network->in.dim);
  d->B = place_pairs(map, d->edges, d->network->basis.count);
  d->Y = memory_rows(map, d->edges, d->harmonics);
  d->more = memory_rows(map, d->nodes, more);
  d->scratch = memory_rows(map, 1, scratch);
  d->edge = memory_rows(map, 4, d->harmonics);
}

/* ---- [create] Which networks ---- */
static enum tfn_status take_layers(const struct graph *graph,
                                   struct dual_pass *d)
{
  const struct network *network = d->network;
  d->layer = memory_array(network->stages, sizeof *d->layer);
  if (!d->layer)
    return TFN_NO_MEMORY;
  for (size_t k = 0; k < network->stages; k++) {
    const struct layer *l = layer_of(&network->stage[k]);
    if (!l || l->is.gate == GATE_NORM)
      return TFN_BAD_VALUE;
    if (l->convolution.product->in2.dim > graph->harmonics)
      return TFN_BAD_SHAPE;
    d->layer[k].layer = l;
  }
  return network->stages ? TFN_OK : TFN_BAD_VALUE;
}

static enum tfn_status take_memory(struct dual_pass *d)
{
  struct memory_map map = {0};
  place(&map, d);
  if (map.too_large)
    return TFN_TOO_LARGE;
  map.memory = d->memory = memory_reals(map.used);
  if (!map.memory)
    return TFN_NO_MEMORY;
  map.used = 0;
  place(&map, d);
  return TFN_OK;
}

enum tfn_status dual_create(const struct network *network,
                            const struct graph *graph, struct dual_pass **out)
{
  if (out)
    *out = NULL;
  if (!network || !graph || !out)
    return TFN_NULL;
  struct dual_pass *d = memory_array(1, sizeof *d);
  if (!d)
    return TFN_NO_MEMORY;
  *d = (struct dual_pass){.network = network,
                          .nodes = graph->nodes,
                          .edges = graph->edges,
                          .harmonics = graph->harmonics};
  enum tfn_status status = take_layers(graph, d);
  if (!status)
    status = take_memory(d);
  if (status)
    dual_free(d);
  else
    *out = d;
  return status;
}

void dual_free(struct dual_pass *dual)
{
  if (!dual)
    return;
  free(dual->layer);
  free(dual->memory);
  free(dual);
}

/* ---- [geometry] How the edges change ----
 *
 * The points move along u, so the vector of an edge moves along
 * u_receiver - u_sender.  First derivatives are all that is needed here. */
static void move_edge(const struct geometry *g, size_t e, const real *u,
                      struct dual_pass *d)
{
  const struct graph *graph = g->graph;
  size_t K = graph->harmonics, n = g->basis.count;
  const real *v = graph->vector + 3 * e;
  real along[3], rate = 0;
  for (size_t a = 0; a < 3; a++) {
    along[a] = u[3 * graph->receiver[e] + a] - u[3 * graph->sender[e] + a];
    rate += v[a] / graph->length[e] * along[a];
  }
  for (size_t k = 0; k < n; k++)
    put(d->B, e * n + k,
        (struct dual){g->B[e * n + k], g->slope[e * n + k] * rate});
  harmonics_gradients(graph->lmax, graph->norm, 1, v, d->edge, d->edge + K);
  for (size_t k = 0; k < K; k++) {
    d->Y[e * K + k] = 0;
    for (size_t a = 0; a < 3; a++)
      d->Y[e * K + k] += along[a] * d->edge[(1 + a) * K + k];
  }
}

/* ---- [radial] The radial network in dual numbers ---- */
static void radial_forward(const struct dual_pass *d, const real *W,
                           struct layer_pairs *k)
{
  const struct radial_net *net = &k->layer->radial;
  size_t in = net->inputs, mid = net->hidden, out = net->outputs;
  const real *W2 = W + in * mid;
  clear(k->hidden, d->edges * mid);
  clear(k->weights, d->edges * out);
  for (size_t e = 0; e < d->edges; e++)
    for (size_t j = 0; j < mid; j++) {
      struct dual h = {0, 0};
      for (size_t i = 0; i < in; i++) {
        h.a += d->B.a[e * in + i] * W[i * mid + j];
        h.b += d->B.b[e * in + i] * W[i * mid + j];
      }
      struct dual s = dual_silu(h, NULL);
      put(k->hidden, e * mid + j, h);
      for (size_t o = 0; o < out; o++)
        add_to(k->weights, e * out + o,
               (struct dual){s.a * W2[j * out + o], s.b * W2[j * out + o]});
    }
}

static void radial_backward(const struct dual_pass *d, const real *W,
                            const struct layer_pairs *k, real *dW)
{
  const struct radial_net *net = &k->layer->radial;
  size_t in = net->inputs, mid = net->hidden, out = net->outputs;
  const real *W2 = W + in * mid;
  real *dW2 = dW + in * mid;
  for (size_t e = 0; e < d->edges; e++)
    for (size_t j = 0; j < mid; j++) {
      struct dual slope, dsilu = {0, 0};
      struct dual s = dual_silu(at(k->hidden, e * mid + j), &slope);
      for (size_t o = 0; o < out; o++) {
        struct dual dw = at(k->dweights, e * out + o);
        dW2[j * out + o] += dual_multiply(s, dw).b;
        dsilu.a += W2[j * out + o] * dw.a;
        dsilu.b += W2[j * out + o] * dw.b;
      }
      struct dual dh = dual_multiply(slope, dsilu);
      for (size_t i = 0; i < in; i++)
        dW[i * mid + j] += dual_multiply(at(d->B, e * in + i), dh).b;
    }
}

/* ---- [gate] The gate in dual numbers ----
 *
 * in: silu on the even scalars, and the others times the sigmoid of the gates
 * that stand behind them.  Channel c of a block with components m. */
static size_t components(const struct irreps_block *b)
{
  return 2 * (size_t)b->l + 1;
}

static bool is_scalar(const struct irreps_block *b)
{
  return b->l == 0 && b->parity == 1;
}

static void gate_channel(const struct irreps_block *b, size_t c, struct pairs x,
                         size_t from, size_t gate, struct pairs y, size_t to)
{
  if (is_scalar(b)) {
    put(y, to + c, dual_silu(at(x, from + c), NULL));
    return;
  }
  struct dual s = dual_sigmoid(at(x, gate));
  for (size_t m = c; m < components(b) * b->channels; m += b->channels)
    put(y, to + m, dual_multiply(s, at(x, from + m)));
}

static void gate_channel_backward(const struct irreps_block *b, size_t c,
                                  const struct layer_pairs *k, size_t from,
                                  size_t gate, size_t to)
{
  struct dual slope;
  if (is_scalar(b)) {
    dual_silu(at(k->gated, from + c), &slope);
    add_to(k->dgated, from + c, dual_multiply(slope, at(k->dy, to + c)));
    return;
  }
  struct dual s = dual_sigmoid(at(k->gated, gate)), sum = {0, 0};
  for (size_t m = c; m < components(b) * b->channels; m += b->channels) {
    struct dual dy = at(k->dy, to + m);
    sum = dual_add(sum, dual_multiply(dy, at(k->gated, from + m)));
    add_to(k->dgated, from + m, dual_multiply(s, dy));
  }
  slope = dual_multiply(s, (struct dual){1 - s.a, -s.b});
  add_to(k->dgated, gate, dual_multiply(slope, sum));
}

/* ---- [gates] All channels of all nodes, one way or the other ---- */
static void gates(const struct layer_pairs *k, size_t nodes, bool back)
{
  const struct irreps *out = &k->layer->is.out;
  size_t stride = k->layer->gated.dim;
  for (size_t i = 0; i < nodes; i++) {
    size_t gate = i * stride + out->dim;
    for (size_t n = 0; n < out->n; n++) {
      const struct irreps_block *b = &out->block[n];
      size_t from = i * stride + b->offset, to = i * out->dim + b->offset;
      for (size_t c = 0; c < b->channels; c++) {
        if (back)
          gate_channel_backward(b, c, k, from, gate, to);
        else
          gate_channel(b, c, k->gated, from, gate, k->y, to);
        gate += !is_scalar(b);
      }
    }
  }
}

static void gate_forward(const struct layer_pairs *k, size_t nodes)
{
  size_t n = nodes * k->layer->gated.dim;
  if (k->layer->is.gate == GATE_SCALAR) {
    gates(k, nodes, false);
    return;
  }
  memcpy(k->y.a, k->gated.a, n * sizeof(real));
  memcpy(k->y.b, k->gated.b, n * sizeof(real));
}

static void gate_backward(const struct layer_pairs *k, size_t nodes)
{
  size_t n = nodes * k->layer->gated.dim;
  clear(k->dgated, n);
  if (k->layer->is.gate == GATE_SCALAR) {
    gates(k, nodes, true);
    return;
  }
  memcpy(k->dgated.a, k->dy.a, n * sizeof(real));
  memcpy(k->dgated.b, k->dy.b, n * sizeof(real));
}

/* ---- [convolution] Products of three, by the product rule ----
 *
 * A convolution is linear in each of features, harmonics and weights:
 *
 *   (x Y w)' = x' Y w + x Y' w + x Y w',
 *
 * three calls of the function that computes x Y w.  A graph whose harmonics are
 * their derivatives takes the place of the graph in one of them. */
static void convolve(const struct dual_pass *d, const struct graph *graph,
                     const struct layer_pairs *k, struct pairs x)
{
  const struct convolution *c = &k->layer->convolution;
  struct graph turned = *graph;
  size_t n = d->nodes * k->layer->mix.in.dim;
  const struct graph *g[3] = {graph, &turned, graph};
  const real *features[3] = {x.b, x.a, x.a};
  const real *weights[3] = {k->weights.a, k->weights.a, k->weights.b};
  turned.Y = d->Y;
  convolution_forward(c, graph, x.a, k->weights.a, d->scratch, k->messages.a);
  memset(k->messages.b, 0, n * sizeof(real));
  for (int t = 0; t < 3; t++) {
    convolution_forward(c, g[t], features[t], weights[t], d->scratch, d->more);
    for (size_t i = 0; i < n; i++)
      k->messages.b[i] += d->more[i];
  }
}

/* The way back is linear in dmessages, too, and gives a gradient by x, which
 * does not depend on x, and one by the weights, which does not depend on
 * them: so both can change in one call. */
static void convolve_backward(const struct dual_pass *d,
                              const struct graph *graph,
                              const struct layer_pairs *k, struct pairs x,
                              struct pairs dx)
{
  const struct convolution *c = &k->layer->convolution;
  struct pairs w = k->weights, dm = k->dmessages, dw = k->dweights;
  struct graph turned = *graph;
  turned.Y = d->Y;
  clear(dw, d->edges * k->layer->radial.outputs);
  convolution_backward(c, graph, x.a, w.a, dm.a, d->scratch, dx.a, NULL, dw.a);
  convolution_backward(c, graph, x.a, w.a, dm.b, d->scratch, dx.b, NULL, dw.b);
  convolution_backward(c, &turned, x.a, w.a, dm.a, d->scratch, dx.b, NULL,
                       dw.b);
  convolution_backward(c, graph, x.b, w.b, dm.a, d->scratch, dx.b, NULL, dw.b);
}

/* ---- [layer] A layer, there and back ---- */
static void layer_forward(const struct dual_pass *d, const struct graph *graph,
                          const real *w, struct layer_pairs *k, struct pairs x)
{
  const struct layer *l = k->layer;
  const struct layer_parameters p = layer_parameters(l, (real *)w);
  size_t n = d->nodes;
  radial_forward(d, p.radial, k);
  convolve(d, graph, k, x);
  mix_forward(&l->mix, n, k->messages.a, p.mix, false, k->gated.a);
  mix_forward(&l->mix, n, k->messages.b, p.mix, false, k->gated.b);
  mix_forward(&l->self, n, x.a, p.self, true, k->gated.a);
  mix_forward(&l->self, n, x.b, p.self, true, k->gated.b);
  bias_forward(&l->gated, n, p.bias, k->gated.a);
  gate_forward(k, n);
}

/* y = x W: the gradient by W is x dy, and changes with both. */
static void mix_pairs_backward(const struct mix *mix, size_t n, struct pairs x,
                               const real *W, struct pairs dy, struct pairs dx,
                               real *dW)
{
  mix_backward(mix, n, x.a, W, dy.a, dx.a, NULL);
  mix_backward(mix, n, x.a, W, dy.b, dx.b, dW);
  mix_backward(mix, n, x.b, W, dy.a, NULL, dW);
}

static void layer_backward(const struct dual_pass *d, const struct graph *graph,
                           const real *w, struct layer_pairs *k, struct pairs x,
                           struct pairs dx, real *dw)
{
  const struct layer *l = k->layer;
  const struct layer_parameters p = layer_parameters(l, (real *)w);
  const struct layer_parameters g = layer_parameters(l, dw);
  clear(k->dmessages, d->nodes * l->mix.in.dim);
  clear(dx, d->nodes * l->is.in.dim);
  gate_backward(k, d->nodes);
  bias_backward(&l->gated, d->nodes, k->dgated.b, g.bias);
  mix_pairs_backward(&l->self, d->nodes, x, p.self, k->dgated, dx, g.self);
  mix_pairs_backward(&l->mix, d->nodes, k->messages, p.mix, k->dgated,
                     k->dmessages, g.mix);
  convolve_backward(d, graph, k, x, dx);
  radial_backward(d, p.radial, k, g.radial);
}

/* ---- [gradient] All layers, there and back ---- */
static bool fits(const struct network *network, const struct network_pass *pass,
                 const struct dual_pass *d)
{
  const struct graph *graph = pass->geometry.graph;
  return d->network == network && pass->network == network &&
         graph->nodes == d->nodes && graph->edges == d->edges &&
         graph->harmonics == d->harmonics;
}

static struct pairs input_of(const struct dual_pass *d, size_t k)
{
  return k ? d->layer[k - 1].y : d->x;
}

static void begin(const struct network_pass *pass, const real *u,
                  struct dual_pass *d)
{
  struct layer_pairs *last = &d->layer[d->network->stages - 1];
  size_t in = d->nodes * d->network->in.dim;
  size_t out = d->nodes * last->layer->is.out.dim;
  clear(d->x, in);
  clear(last->dy, out);
  memcpy(d->x.a, pass->x, in * sizeof(real));
  memcpy(last->dy.a, pass->dlast, out * sizeof(real));
  for (size_t e = 0; e < d->edges; e++)
    move_edge(&pass->geometry, e, u, d);
}

enum tfn_status dual_gradient(const struct network *network, const real *w,
                              const struct network_pass *pass, const real *u,
                              struct dual_pass *dual, real *dw)
{
  if (!network || !w || !pass || !pass->memory || !u || !dual || !dw)
    return TFN_NULL;
  if (!fits(network, pass, dual))
    return TFN_BAD_SHAPE;
  const struct graph *graph = pass->geometry.graph;
  begin(pass, u, dual);
  for (size_t k = 0; k < network->stages; k++)
    layer_forward(dual, graph, w + network->first[k], &dual->layer[k],
                  input_of(dual, k));
  for (size_t k = network->stages; k-- > 0;)
    layer_backward(dual, graph, w + network->first[k], &dual->layer[k],
                   input_of(dual, k), k ? dual->layer[k - 1].dy : dual->dx,
                   dw + network->first[k]);
  return TFN_OK;
}

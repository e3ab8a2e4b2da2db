/* dual.c: the passes of chapter 6's layers once more, in dual numbers.  What is
 * a product of arrays is computed by the same functions as there, once for each
 * factor; what is curved is written in dual arithmetic. */
#include "dual_inside.h"

#include <stdlib.h>
#include <string.h>

/* ---- [arithmetic] Six functions ---- */
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

struct dual dual_root(struct dual x)
{
  real root = real_sqrt(x.a);
  return (struct dual){root, x.b / (2 * root)};
}

struct dual dual_inverse(struct dual x)
{
  return (struct dual){1 / x.a, -x.b / (x.a * x.a)};
}

/* ---- [memory] What a stage remembers, in pairs ----
 *
 * A stage is a layer, a norm, a polynomial, or a layer inside a residual stage.
 * x and dx stand before the layer, y and dy behind it; for a residual stage x
 * is what the norm made, and `out` what comes out at the end. */
struct stage_pairs {
  const struct stage *stage;
  const struct layer *layer; /* NULL where there is none */
  bool past;                 /* inside a residual stage */
  struct pairs hidden, weights, messages, gated, x, y, out;
  struct pairs dweights, dmessages, dgated, dx, dy, dout;
};

struct dual_pass {
  const struct network *network;
  size_t nodes, edges, harmonics;
  struct stage_pairs *stage; /* (stages) */
  struct pairs x, dx;        /* (nodes, in.dim), what enters */
  struct pairs B;            /* (edges, basis.count) */
  real *Y;                   /* (edges, K), how the harmonics change */
  real *more, *scratch;      /* messages once more; a convolution's own */
  real *edge;                /* (4 K), harmonics of one edge and gradients */
  struct dual_polynomial polynomial;
  real *memory;
};

static void place_layer(struct memory_map *map, const struct dual_pass *d,
                        struct stage_pairs *k)
{
  const struct layer *l = k->layer;
  k->hidden = place_pairs(map, d->edges, l->radial.hidden);
  k->weights = place_pairs(map, d->edges, l->radial.outputs);
  k->dweights = place_pairs(map, d->edges, l->radial.outputs);
  k->messages = place_pairs(map, d->nodes, l->mix.in.dim);
  k->dmessages = place_pairs(map, d->nodes, l->mix.in.dim);
  k->gated = place_pairs(map, d->nodes, l->gated.dim);
  k->dgated = place_pairs(map, d->nodes, l->gated.dim);
}

static void place_stage(struct memory_map *map, const struct dual_pass *d,
                        struct stage_pairs *k)
{
  size_t dim = k->stage->out.dim;
  if (k->layer)
    place_layer(map, d, k);
  k->out = place_pairs(map, d->nodes, dim);
  k->dout = place_pairs(map, d->nodes, dim);
  k->y = k->past ? place_pairs(map, d->nodes, dim) : k->out;
  k->dy = k->past ? place_pairs(map, d->nodes, dim) : k->dout;
  if (k->past) {
    k->x = place_pairs(map, d->nodes, dim);
    k->dx = place_pairs(map, d->nodes, dim);
  }
}

static void place(struct memory_map *map, const struct graph *graph,
                  struct dual_pass *d)
{
  size_t more = 0, scratch = 0;
  for (size_t k = 0; k < d->network->stages; k++) {
    const struct layer *l = d->stage[k].layer;
    size_t room = l ? convolution_workspace(&l->convolution) : 0;
    place_stage(map, d, &d->stage[k]);
    more = l && l->mix.in.dim > more ? l->mix.in.dim : more;
    scratch = room > scratch ? room : scratch;
  }
  d->x = place_pairs(map, d->nodes, d->network->in.dim);
  d->dx = place_pairs(map, d->nodes, d->network->in.dim);
  d->B = place_pairs(map, d->edges, d->network->basis.count);
  d->Y = memory_rows(map, d->edges, d->harmonics);
  d->more = memory_rows(map, d->nodes, more);
  d->scratch = memory_rows(map, 1, scratch);
  d->edge = memory_rows(map, 4, d->harmonics);
  dual_polynomial_place(d->network, graph, map, &d->polynomial);
}

/* ---- [known] Which stages ----
 *
 * A layer that computes the same in another way is the layer that it was made
 * of: in the frames of its edges, or by fast kernels. */
static bool know(const struct stage *stage, struct stage_pairs *k)
{
  const struct stage *inner = residual_inner(stage);
  k->stage = stage;
  k->past = inner != NULL;
  k->layer = layer_like(inner ? inner : stage);
  return k->layer || layer_norm_is(stage) || stage->kind->degree;
}

const char *dual_unknown(const struct network *network)
{
  struct stage_pairs k;
  for (size_t s = 0; network && s < network->stages; s++)
    if (!know(&network->stage[s], &k)) {
      const struct stage *inner = residual_inner(&network->stage[s]);
      return (inner ? inner : &network->stage[s])->kind->name;
    }
  return NULL;
}

static enum tfn_status take_stages(const struct graph *graph,
                                   struct dual_pass *d)
{
  const struct network *network = d->network;
  d->stage = memory_array(network->stages, sizeof *d->stage);
  if (!d->stage)
    return TFN_NO_MEMORY;
  for (size_t k = 0; k < network->stages; k++) {
    if (!know(&network->stage[k], &d->stage[k]))
      return TFN_BAD_VALUE;
    const struct layer *l = d->stage[k].layer;
    if (l && l->convolution.product->in2.dim > graph->harmonics)
      return TFN_BAD_SHAPE;
  }
  return network->stages ? TFN_OK : TFN_BAD_VALUE;
}

static enum tfn_status take_memory(const struct graph *graph,
                                   struct dual_pass *d)
{
  struct memory_map map = {0};
  place(&map, graph, d);
  if (map.too_large)
    return TFN_TOO_LARGE;
  map.memory = d->memory = memory_reals(map.used);
  if (!map.memory)
    return TFN_NO_MEMORY;
  map.used = 0;
  place(&map, graph, d);
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
  enum tfn_status status = take_stages(graph, d);
  if (!status)
    status = take_memory(graph, d);
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
  free(dual->stage);
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
                           struct stage_pairs *k)
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
                            const struct stage_pairs *k, real *dW)
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

/* ---- [convolution] Products of three, by the product rule ----
 *
 * A convolution is linear in each of features, harmonics and weights:
 *
 *   (x Y w)' = x' Y w + x Y' w + x Y w',
 *
 * three calls of the function that computes x Y w.  A graph whose harmonics are
 * their derivatives takes the place of the graph in one of them. */
static void convolve(const struct dual_pass *d, const struct graph *graph,
                     const struct stage_pairs *k, struct pairs x)
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
                              const struct stage_pairs *k, struct pairs x,
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
                          const real *w, struct stage_pairs *k, struct pairs x)
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
  dual_gate_forward(l, n, p.bias, k->gated, k->y);
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

/* dx, which is clear, := the gradient by x. */
static void layer_backward(const struct dual_pass *d, const struct graph *graph,
                           const real *w, struct stage_pairs *k, struct pairs x,
                           struct pairs dx, real *dw)
{
  const struct layer *l = k->layer;
  const struct layer_parameters p = layer_parameters(l, (real *)w);
  const struct layer_parameters g = layer_parameters(l, dw);
  clear(k->dmessages, d->nodes * l->mix.in.dim);
  clear(k->dgated, d->nodes * l->gated.dim);
  dual_gate_backward(l, d->nodes, p.bias, k->gated, k->dy, k->dgated, g.bias);
  mix_pairs_backward(&l->self, d->nodes, x, p.self, k->dgated, dx, g.self);
  mix_pairs_backward(&l->mix, d->nodes, k->messages, p.mix, k->dgated,
                     k->dmessages, g.mix);
  convolve_backward(d, graph, k, x, dx);
  radial_backward(d, p.radial, k, g.radial);
}

/* ---- [residual] Past a layer and through it ----
 *
 * out = x + factor centre(layer(norm(x))): but for the norm it is linear. */
static void add_scaled(size_t n, real factor, struct pairs x, struct pairs y)
{
  for (size_t i = 0; i < n; i++)
    add_to(y, i, (struct dual){factor * x.a[i], factor * x.b[i]});
}

static void residual_forward(const struct dual_pass *d,
                             const struct graph *graph, const real *w,
                             struct stage_pairs *k, struct pairs x)
{
  const struct irreps *is = &k->stage->in;
  size_t n = d->nodes * is->dim;
  dual_norm_forward(is, RESIDUAL_EPS, d->nodes, x, w, k->x);
  layer_forward(d, graph, w + layer_norm_weights(is), k, k->x);
  clear(k->out, n);
  add_scaled(n, residual_factor(k->stage), k->y, k->out);
  residual_centre(is, d->nodes, k->out.a);
  residual_centre(is, d->nodes, k->out.b);
  add_scaled(n, 1, x, k->out);
}

static void residual_backward(const struct dual_pass *d,
                              const struct graph *graph, const real *w,
                              struct stage_pairs *k, struct pairs x,
                              struct pairs dx, real *dw)
{
  const struct irreps *is = &k->stage->in;
  size_t n = d->nodes * is->dim, norm = layer_norm_weights(is);
  clear(k->dx, n);
  clear(k->dy, n);
  add_scaled(n, residual_factor(k->stage), k->dout, k->dy);
  residual_centre(is, d->nodes, k->dy.a);
  residual_centre(is, d->nodes, k->dy.b);
  layer_backward(d, graph, w + norm, k, k->x, k->dx, dw + norm);
  add_scaled(n, 1, k->dout, dx);
  dual_norm_backward(is, RESIDUAL_EPS, d->nodes, x, w, k->dx, dx, dw);
}

/* ---- [stage] A stage of any kind ---- */
static struct dual_polynomial polynomial_of(const struct dual_pass *d,
                                            const struct stage_pairs *k)
{
  struct dual_polynomial p = d->polynomial;
  p.stage = k->stage;
  return p;
}

static void forward(const struct dual_pass *d, const struct graph *graph,
                    const real *w, struct stage_pairs *k, struct pairs x)
{
  const struct dual_polynomial p = polynomial_of(d, k);
  if (k->past)
    residual_forward(d, graph, w, k, x);
  else if (k->layer)
    layer_forward(d, graph, w, k, x);
  else if (k->stage->kind->degree)
    dual_polynomial_forward(&p, w, x, k->out);
  else
    dual_norm_forward(&k->stage->in, LAYER_NORM_EPS, d->nodes, x, w, k->out);
}

static void backward(const struct dual_pass *d, const struct graph *graph,
                     const real *w, struct stage_pairs *k, struct pairs x,
                     struct pairs dx, real *dw)
{
  const struct dual_polynomial p = polynomial_of(d, k);
  clear(dx, d->nodes * k->stage->in.dim);
  if (k->past)
    residual_backward(d, graph, w, k, x, dx, dw);
  else if (k->layer)
    layer_backward(d, graph, w, k, x, dx, dw);
  else if (k->stage->kind->degree)
    dual_polynomial_backward(&p, w, x, k->dout, dx, dw);
  else
    dual_norm_backward(&k->stage->in, LAYER_NORM_EPS, d->nodes, x, w, k->dout,
                       dx, dw);
}

/* ---- [gradient] All stages, there and back ---- */
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
  return k ? d->stage[k - 1].out : d->x;
}

static void begin(const struct network_pass *pass, const real *u,
                  struct dual_pass *d)
{
  struct stage_pairs *last = &d->stage[d->network->stages - 1];
  size_t in = d->nodes * d->network->in.dim;
  size_t out = d->nodes * last->stage->out.dim;
  clear(d->x, in);
  clear(last->dout, out);
  memcpy(d->x.a, pass->x, in * sizeof(real));
  memcpy(last->dout.a, pass->dlast, out * sizeof(real));
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
  dual->polynomial.geometry = &pass->geometry;
  begin(pass, u, dual);
  for (size_t k = 0; k < network->stages; k++)
    forward(dual, graph, w + network->first[k], &dual->stage[k],
            input_of(dual, k));
  for (size_t k = network->stages; k-- > 0;)
    backward(dual, graph, w + network->first[k], &dual->stage[k],
             input_of(dual, k), k ? dual->stage[k - 1].dout : dual->dx,
             dw + network->first[k]);
  return TFN_OK;
}

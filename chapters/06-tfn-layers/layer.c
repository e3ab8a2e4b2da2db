/* layer.c: radial network, convolution, channel mixing and gate as one layer,
 * with one flat block of parameters and one of workspace. */
#include "layer.h"

#include <stdint.h>
#include <string.h>

/* ---- [shapes] The layouts of a layer ----
 *
 * in --convolution--> messages --mix--> gated --gate--> out
 *  \_________________self_____________/                            */
static enum tfn_status choose_gated(struct layer *layer)
{
  const struct layer_description *is = &layer->is;
  layer->gated = is->out;
  if (is->gate == GATE_SCALAR) {
    enum tfn_status status = scalar_gate_input(&is->out, &layer->gated);
    if (status)
      return status;
  }
  layer->biases = is->gate == GATE_NORM ? norm_gate_count(&layer->gated)
                                        : bias_count(&layer->gated);
  return TFN_OK;
}

static enum tfn_status choose_messages(struct layer *layer)
{
  const struct layer_description *is = &layer->is;
  struct irreps wanted = layer->gated;
  if (is->mode == TP_FULL &&
      tp_full_output(&is->in, &is->harmonics, &wanted, &wanted))
    return TFN_BAD_SHAPE;
  enum tfn_status status = convolution_create(is->mode, &is->in, &is->harmonics,
                                              &wanted, &layer->convolution);
  layer->convolution.scale = is->scale;
  return status;
}

/* ---- [reached] Every output must hear something ---- */
static bool reaches(const struct mix *mix, size_t out)
{
  for (size_t p = 0; p < mix->paths; p++)
    if (mix->path[p].out == out)
      return true;
  return false;
}

static enum tfn_status choose_mixing(struct layer *layer)
{
  enum tfn_status status = mix_create(&layer->convolution.product->out,
                                      &layer->gated, true, &layer->mix);
  if (!status)
    status = mix_create(&layer->is.in, &layer->gated, true, &layer->self);
  for (size_t b = 0; !status && b < layer->gated.n; b++)
    if (!reaches(&layer->mix, b) && !reaches(&layer->self, b))
      status = TFN_NO_PATH;
  return status;
}

/* ---- [create] Making and releasing a layer ---- */
static enum tfn_status check_description(const struct layer_description *d)
{
  bool gate =
      d->gate == GATE_NONE || d->gate == GATE_NORM || d->gate == GATE_SCALAR;
  bool mode = d->mode == TP_FULL || d->mode == TP_DEPTHWISE;
  if (!gate || !mode || !d->basis || !d->hidden || !isfinite(d->scale))
    return TFN_BAD_VALUE;
  return irreps_check(&d->in) || irreps_check(&d->out) ||
                 irreps_check(&d->harmonics) || !d->in.n || !d->out.n
             ? TFN_BAD_SHAPE
             : TFN_OK;
}

static enum tfn_status build(struct layer *layer)
{
  enum tfn_status status = choose_gated(layer);
  if (!status)
    status = choose_messages(layer);
  if (!status)
    status = choose_mixing(layer);
  if (status)
    return status;
  layer->radial = (struct radial_net){layer->is.basis, layer->is.hidden,
                                      convolution_weights(&layer->convolution)};
  size_t radial = radial_net_weights(&layer->radial);
  return radial && radial < SIZE_MAX / 32 ? TFN_OK : TFN_TOO_LARGE;
}

enum tfn_status layer_create(const struct layer_description *description,
                             struct layer *layer)
{
  if (!description || !layer)
    return TFN_NULL;
  memset(layer, 0, sizeof *layer);
  enum tfn_status status = check_description(description);
  if (status)
    return status;
  layer->is = *description;
  status = build(layer);
  if (status)
    layer_free(layer);
  return status;
}

void layer_free(struct layer *layer)
{
  if (!layer)
    return;
  convolution_free(&layer->convolution);
  mix_free(&layer->mix);
  mix_free(&layer->self);
}

/* ---- [parameters] One flat block with named pointers ---- */
size_t layer_weights(const struct layer *layer)
{
  if (!layer)
    return 0;
  return radial_net_weights(&layer->radial) + layer->mix.weights +
         layer->self.weights + layer->biases;
}

struct layer_parameters layer_parameters(const struct layer *layer, real *block)
{
  struct layer_parameters p = {0};
  if (!layer || !block)
    return p;
  p.radial = block;
  p.mix = p.radial + radial_net_weights(&layer->radial);
  p.self = p.mix + layer->mix.weights;
  p.bias = p.self + layer->self.weights;
  return p;
}

/* ---- [initial] Where training starts ----
 *
 * A sum of F terms of variance 1 wants weights of variance 1/F.  The first
 * matrix of the radial network wants 1: the squares of the Gaussians at one
 * distance add up to sqrt(pi), however many there are.  silu halves, roughly:
 * the mean of silu(z)^2 over a normal z is 0.3557, and its root is divided
 * out.  The two ways into the gate share the variance, hence sqrt(1/2). */
enum tfn_status layer_initial(const struct layer *layer, struct random *g,
                              real *block)
{
  if (!layer || !g || !block)
    return TFN_NULL;
  struct layer_parameters p = layer_parameters(layer, block);
  size_t first = layer->radial.inputs * layer->radial.hidden;
  size_t all = radial_net_weights(&layer->radial);
  real second = real_sqrt(1 / (REAL(0.3557) * (real)layer->radial.hidden));
  for (size_t k = 0; k < all; k++)
    p.radial[k] = (k < first ? 1 : second) * (real)random_normal(g);
  mix_initial(&layer->mix, real_sqrt(REAL(0.5)), g, p.mix);
  mix_initial(&layer->self, real_sqrt(REAL(0.5)), g, p.self);
  for (size_t k = 0; k < layer->biases; k++)
    p.bias[k] = 0;
  return TFN_OK;
}

/* ---- [workspace] What a layer remembers ----
 *
 * The forward pass writes the first four arrays, the backward pass reads them
 * and needs a gradient for three. */
struct work {
  real *hidden;               /* (edges, hidden) */
  real *w, *dw;               /* (edges, weights of an edge) */
  real *messages, *dmessages; /* (nodes, messages.dim) */
  real *gated, *dgated;       /* (nodes, gated.dim) */
  real *scratch;              /* (convolution_workspace) */
};

static bool take(size_t *at, size_t rows, size_t columns, size_t copies)
{
  size_t limit = SIZE_MAX / 16 - *at;
  if (columns && rows > limit / columns / copies)
    return false;
  *at += rows * columns * copies;
  return true;
}

size_t layer_workspace(const struct layer *layer, const struct graph *graph)
{
  size_t n = 0;
  if (!layer || !graph || !layer->convolution.product)
    return 0;
  bool fits = take(&n, graph->edges, layer->radial.hidden, 1) &&
              take(&n, graph->edges, layer->radial.outputs, 2) &&
              take(&n, graph->nodes, layer->mix.in.dim, 2) &&
              take(&n, graph->nodes, layer->gated.dim, 2) &&
              take(&n, 1, convolution_workspace(&layer->convolution), 1);
  return fits ? n : 0;
}

static struct work work_pointers(const struct layer *layer,
                                 const struct graph *graph, real *at)
{
  size_t edge_weights = graph->edges * layer->radial.outputs;
  size_t messages = graph->nodes * layer->mix.in.dim;
  size_t gated = graph->nodes * layer->gated.dim;
  struct work k;
  k.hidden = at;
  k.w = k.hidden + graph->edges * layer->radial.hidden;
  k.dw = k.w + edge_weights;
  k.messages = k.dw + edge_weights;
  k.dmessages = k.messages + messages;
  k.gated = k.dmessages + messages;
  k.dgated = k.gated + gated;
  k.scratch = k.dgated + gated;
  return k;
}

/* ---- [gates] The gate of the layer, both ways ---- */
static void gate_forward(const struct layer *layer, size_t n, const real *bias,
                         real *gated, real *y)
{
  if (layer->is.gate == GATE_NORM) {
    norm_gate_forward(&layer->gated, n, gated, bias, y);
    return;
  }
  bias_forward(&layer->gated, n, bias, gated);
  if (layer->is.gate == GATE_SCALAR)
    scalar_gate_forward(&layer->is.out, n, gated, y);
  else
    memcpy(y, gated, n * layer->gated.dim * sizeof *y);
}

static void gate_backward(const struct layer *layer, size_t n, const real *bias,
                          const real *gated, const real *dy, real *dbias,
                          real *dgated)
{
  if (layer->is.gate == GATE_NORM) {
    norm_gate_backward(&layer->gated, n, gated, bias, dy, dgated, dbias);
    return;
  }
  if (layer->is.gate == GATE_SCALAR)
    scalar_gate_backward(&layer->is.out, n, gated, dy, dgated);
  else
    memcpy(dgated, dy, n * layer->gated.dim * sizeof *dy);
  bias_backward(&layer->gated, n, dgated, dbias);
}

/* ---- [forward] Forward ---- */
enum tfn_status layer_forward(const struct layer *layer,
                              const struct graph *graph, const real *B,
                              const real *block, const real *x, real *work,
                              real *y)
{
  if (!layer || !graph || !block || !work || (graph->edges && !B) ||
      (graph->nodes && (!x || !y)))
    return TFN_NULL;
  if (layer->convolution.product->in2.dim > graph->harmonics)
    return TFN_BAD_SHAPE;
  /* The cast only gives the parts their names; p is read, never written. */
  const struct layer_parameters p = layer_parameters(layer, (real *)block);
  struct work k = work_pointers(layer, graph, work);
  size_t n = graph->nodes;
  radial_net_forward(&layer->radial, graph->edges, B, p.radial, k.hidden, k.w);
  convolution_forward(&layer->convolution, graph, x, k.w, k.scratch,
                      k.messages);
  mix_forward(&layer->mix, n, k.messages, p.mix, false, k.gated);
  mix_forward(&layer->self, n, x, p.self, true, k.gated);
  gate_forward(layer, n, p.bias, k.gated, y);
  return TFN_OK;
}

/* ---- [backward] Backward: the same steps from the last to the first ---- */
enum tfn_status layer_backward(const struct layer *layer,
                               const struct graph *graph, const real *B,
                               const real *block, const real *x, real *work,
                               const real *dy, real *dblock, real *dx, real *dY,
                               real *dB)
{
  if (!layer || !graph || !block || !work || !dblock || (graph->edges && !B) ||
      (graph->nodes && (!x || !dy)))
    return TFN_NULL;
  if (layer->convolution.product->in2.dim > graph->harmonics)
    return TFN_BAD_SHAPE;
  const struct layer_parameters p = layer_parameters(layer, (real *)block);
  struct layer_parameters d = layer_parameters(layer, dblock);
  struct work k = work_pointers(layer, graph, work);
  size_t n = graph->nodes;
  memset(k.dgated, 0, n * layer->gated.dim * sizeof(real));
  memset(k.dmessages, 0, n * layer->mix.in.dim * sizeof(real));
  memset(k.dw, 0, graph->edges * layer->radial.outputs * sizeof(real));
  gate_backward(layer, n, p.bias, k.gated, dy, d.bias, k.dgated);
  mix_backward(&layer->self, n, x, p.self, k.dgated, dx, d.self);
  mix_backward(&layer->mix, n, k.messages, p.mix, k.dgated, k.dmessages, d.mix);
  convolution_backward(&layer->convolution, graph, x, k.w, k.dmessages,
                       k.scratch, dx, dY, k.dw);
  radial_net_backward(&layer->radial, graph->edges, B, p.radial, k.hidden, k.dw,
                      d.radial, dB);
  return TFN_OK;
}

/* layer.c: radial network, convolution, channel mixing and gate as one layer,
 * with one flat block of parameters and one of workspace. */
#include "layer.h"

#include "moments.h"

#include <stdint.h>
#include <stdlib.h>
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
  if (is->mode == TP_FULL) /* of layouts that have been checked */
    tp_full_output(&is->in, &is->harmonics, &wanted, &wanted);
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
  if (!gate || !mode || !d->basis || !d->hidden || !isfinite(d->scale) ||
      !(d->square >= 0 && d->square <= REAL_MAX))
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
 * A sum of F terms of variance 1 wants weights of variance 1/F.  What enters
 * the gate comes from the neighbours, from the node itself or from both, and
 * shall be as large as the gate needs to let out features of size 1. */
static real gate_gain(const struct layer *layer, size_t b)
{
  const struct irreps_block *block = &layer->gated.block[b];
  if (layer->is.gate == GATE_NONE || b >= layer->is.out.n)
    return 1;
  if (block->l == 0 && block->parity == 1)
    return (real)moments_silu_gain();
  return (real)(layer->is.gate == GATE_NORM ? moments_norm_gate_gain(block->l)
                                            : 1 / sqrt(moments_sigmoid(1)));
}

/* The squares of the basis functions at one distance have the sum `square`;
 * then the numbers before silu have size 1. */
static void radial_initial(const struct layer *layer, struct random *g, real *W)
{
  size_t hidden = layer->radial.hidden, first = layer->radial.inputs * hidden;
  double square = layer->is.square > 0 ? (double)layer->is.square : 1;
  double W1 = 1 / sqrt(square), W2 = 1 / sqrt(moments_silu(1) * (double)hidden);
  for (size_t k = 0; k < radial_net_weights(&layer->radial); k++)
    W[k] = (real)((k < first ? W1 : W2) * random_normal(g));
}

enum tfn_status layer_initial(const struct layer *layer, struct random *g,
                              real *block)
{
  if (!layer || !g || !block)
    return TFN_NULL;
  struct layer_parameters p = layer_parameters(layer, block);
  real gain[IRREPS_MAX];
  for (size_t b = 0; b < layer->gated.n; b++) {
    bool both = reaches(&layer->mix, b) && reaches(&layer->self, b);
    gain[b] = gate_gain(layer, b) * real_sqrt(both ? REAL(0.5) : 1);
  }
  radial_initial(layer, g, p.radial);
  mix_initial(&layer->mix, gain, g, p.mix);
  mix_initial(&layer->self, gain, g, p.self);
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

static void place(const struct layer *layer, const struct graph *graph,
                  struct memory_map *map, struct work *k)
{
  size_t edges = graph->edges, nodes = graph->nodes;
  k->hidden = memory_rows(map, edges, layer->radial.hidden);
  k->w = memory_rows(map, edges, layer->radial.outputs);
  k->dw = memory_rows(map, edges, layer->radial.outputs);
  k->messages = memory_rows(map, nodes, layer->mix.in.dim);
  k->dmessages = memory_rows(map, nodes, layer->mix.in.dim);
  k->gated = memory_rows(map, nodes, layer->gated.dim);
  k->dgated = memory_rows(map, nodes, layer->gated.dim);
  k->scratch = memory_rows(map, 1, convolution_workspace(&layer->convolution));
}

static enum tfn_status workspace(const struct stage *stage,
                                 const struct geometry *geometry, size_t *count)
{
  const struct layer *layer = stage->is;
  struct memory_map map = {0};
  struct work k;
  if (layer->convolution.product->in2.dim > geometry->graph->harmonics ||
      layer->is.basis != geometry->basis.count)
    return TFN_BAD_SHAPE;
  place(layer, geometry->graph, &map, &k);
  *count = map.used;
  return map.too_large ? TFN_TOO_LARGE : TFN_OK;
}

/* ---- [gates] The gate of the layer, both ways ---- */
void layer_gate_forward(const struct layer *layer, size_t n, const real *bias,
                        real *gated, real *y)
{
  if (layer->is.gate == GATE_NORM) {
    norm_gate_forward(&layer->gated, n, gated, bias, y);
    return;
  }
  bias_forward(&layer->gated, n, bias, gated);
  if (layer->is.gate == GATE_SCALAR)
    scalar_gate_forward(&layer->is.out, n, gated, y);
  else if (n)
    memcpy(y, gated, n * layer->gated.dim * sizeof *y);
}

void layer_gate_backward(const struct layer *layer, size_t n, const real *bias,
                         const real *gated, const real *dy, real *dbias,
                         real *dgated)
{
  if (layer->is.gate == GATE_NORM) {
    norm_gate_backward(&layer->gated, n, gated, bias, dy, dgated, dbias);
    return;
  }
  if (layer->is.gate == GATE_SCALAR)
    scalar_gate_backward(&layer->is.out, n, gated, dy, dgated);
  else if (n)
    memcpy(dgated, dy, n * layer->gated.dim * sizeof *dy);
  if (dbias)
    bias_backward(&layer->gated, n, dgated, dbias);
}

/* ---- [forward] Forward ---- */
static void forward(const struct stage *stage, const struct stage_pass *pass)
{
  const struct layer *layer = stage->is;
  const struct graph *graph = pass->geometry->graph;
  /* The cast only gives the parts their names; they are read, not written. */
  const struct layer_parameters p = layer_parameters(layer, (real *)pass->w);
  struct memory_map map = {.memory = pass->work};
  struct work k;
  size_t n = graph->nodes;
  place(layer, graph, &map, &k);
  radial_net_forward(&layer->radial, graph->edges, pass->geometry->B, p.radial,
                     k.hidden, k.w);
  convolution_forward(&layer->convolution, graph, pass->x, k.w, k.scratch,
                      k.messages);
  mix_forward(&layer->mix, n, k.messages, p.mix, false, k.gated);
  mix_forward(&layer->self, n, pass->x, p.self, true, k.gated);
  layer_gate_forward(layer, n, p.bias, k.gated, pass->y);
}

/* ---- [backward] Backward: the same steps from the last to the first ----
 *
 * Without pass->dw the names in d are NULL, and nothing is added there. */
static void backward(const struct stage *stage, const struct stage_pass *pass)
{
  const struct layer *layer = stage->is;
  const struct graph *graph = pass->geometry->graph;
  const struct geometry_gradient *dg = pass->dgeometry;
  const struct layer_parameters p = layer_parameters(layer, (real *)pass->w);
  const struct layer_parameters d = layer_parameters(layer, pass->dw);
  struct memory_map map = {.memory = pass->work};
  struct work k;
  size_t n = graph->nodes;
  place(layer, graph, &map, &k);
  memset(k.dgated, 0, n * layer->gated.dim * sizeof(real));
  memset(k.dmessages, 0, n * layer->mix.in.dim * sizeof(real));
  memset(k.dw, 0, graph->edges * layer->radial.outputs * sizeof(real));
  layer_gate_backward(layer, n, p.bias, k.gated, pass->dy, d.bias, k.dgated);
  mix_backward(&layer->self, n, pass->x, p.self, k.dgated, pass->dx, d.self);
  mix_backward(&layer->mix, n, k.messages, p.mix, k.dgated, k.dmessages, d.mix);
  convolution_backward(&layer->convolution, graph, pass->x, k.w, k.dmessages,
                       k.scratch, pass->dx, dg ? dg->Y : NULL, k.dw);
  radial_net_backward(&layer->radial, graph->edges, pass->geometry->B, p.radial,
                      k.hidden, k.dw, d.radial, dg ? dg->B : NULL);
}

/* ---- [stage] The layer as a stage ---- */
static void initial(const struct stage *stage, struct random *g, real *w)
{
  layer_initial(stage->is, g, w);
}

static void release(void *is)
{
  layer_free(is);
  free(is);
}

static const struct stage_kind LAYER = {.name = "layer",
                                        .workspace = workspace,
                                        .initial = initial,
                                        .forward = forward,
                                        .backward = backward,
                                        .free = release};

/* Layers of one shape that compute something else differ here. */
static uint64_t variant(const struct layer_description *is)
{
  float scale = (float)is->scale;
  uint32_t bits;
  memcpy(&bits, &scale, sizeof bits);
  return (uint64_t)bits << 32 | (uint64_t)is->mode << 8 | (uint64_t)is->gate;
}

enum tfn_status layer_stage(const struct layer_description *description,
                            struct stage *stage)
{
  if (!stage)
    return TFN_NULL;
  memset(stage, 0, sizeof *stage);
  struct layer *layer = memory_array(1, sizeof *layer);
  if (!layer)
    return TFN_NO_MEMORY;
  enum tfn_status status = layer_create(description, layer);
  if (status) {
    free(layer);
    return status;
  }
  *stage = (struct stage){.kind = &LAYER,
                          .in = layer->is.in,
                          .out = layer->is.out,
                          .weights = layer_weights(layer),
                          .variant = variant(&layer->is),
                          .is = layer};
  return TFN_OK;
}

const struct layer *layer_of(const struct stage *stage)
{
  return stage && stage->kind == &LAYER ? stage->is : NULL;
}

const struct layer *layer_like(const struct stage *stage)
{
  if (!stage || !stage->kind)
    return NULL;
  return stage->kind->layer ? stage->kind->layer(stage) : layer_of(stage);
}

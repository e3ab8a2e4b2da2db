/* fast_fused.c: a layer of chapter 6 with this chapter's convolution, in which
 * the weights of edges are never stored, and its products of matrices. */
#include "fast_fused.h"

#include <stdlib.h>
#include <string.h>

#include "fast_convolution.h"
#include "fast_mix.h"
#include "memory.h"
#include "parallel.h"

/* ---- [work] What the layer remembers ----
 *
 * Nothing that grows with the edges.  How much scratch memory it needs depends
 * on the number of threads, so that number is fixed when the stage is made. */
struct fused {
  struct stage plain; /* a layer of chapter 6 */
  const struct layer *layer;
  size_t threads;
};

struct work {
  real *messages, *dmessages; /* (nodes, messages.dim) */
  real *gated, *dgated;       /* (nodes, gated.dim) */
  real *mixing;               /* (fast_mix_workspace) */
  real *scratch;              /* (fast_convolution_net_workspace) */
};

static struct fast_net_pass net_pass(const struct fused *fused,
                                     const struct graph *graph)
{
  return (struct fast_net_pass){.c = &fused->layer->convolution,
                                .net = &fused->layer->radial,
                                .graph = graph,
                                .threads = fused->threads};
}

static void place(const struct fused *fused, const struct graph *graph,
                  struct memory_map *map, struct work *k)
{
  const struct layer *layer = fused->layer;
  const struct fast_net_pass pass = net_pass(fused, graph);
  size_t nodes = graph->nodes, mixing = fast_mix_workspace(&layer->mix);
  if (mixing < fast_mix_workspace(&layer->self))
    mixing = fast_mix_workspace(&layer->self);
  k->messages = memory_rows(map, nodes, layer->mix.in.dim);
  k->dmessages = memory_rows(map, nodes, layer->mix.in.dim);
  k->gated = memory_rows(map, nodes, layer->gated.dim);
  k->dgated = memory_rows(map, nodes, layer->gated.dim);
  k->mixing = memory_rows(map, 1, mixing);
  k->scratch = memory_rows(map, 1, fast_convolution_net_workspace(&pass));
}

static struct work place_in(const struct stage *stage,
                            const struct stage_pass *pass)
{
  struct memory_map map = {.memory = pass->work};
  struct work k;
  place(stage->is, pass->geometry->graph, &map, &k);
  return k;
}

static enum tfn_status workspace(const struct stage *stage,
                                 const struct geometry *geometry, size_t *count)
{
  const struct fused *fused = stage->is;
  const struct layer *layer = fused->layer;
  struct memory_map map = {0};
  struct work k;
  if (layer->convolution.product->in2.dim > geometry->graph->harmonics ||
      layer->is.basis != geometry->basis.count)
    return TFN_BAD_SHAPE;
  place(fused, geometry->graph, &map, &k);
  *count = map.used;
  return map.too_large ? TFN_TOO_LARGE : TFN_OK;
}

/* ---- [forward] The four steps of a layer ---- */
struct weights {
  const real *radial, *mix, *self, *bias;
};

static struct weights weights_of(const struct layer *layer, const real *w)
{
  const real *mix = w + radial_net_weights(&layer->radial);
  const real *self = mix + layer->mix.weights;
  return (struct weights){w, mix, self, self + layer->self.weights};
}

static struct fast_net_pass convolve(const struct fused *fused,
                                     const struct stage_pass *pass,
                                     const struct work *k)
{
  struct fast_net_pass net = net_pass(fused, pass->geometry->graph);
  net.B = pass->geometry->B;
  net.W = pass->w;
  net.x = pass->x;
  net.scratch = k->scratch;
  return net;
}

static void forward(const struct stage *stage, const struct stage_pass *pass)
{
  const struct fused *fused = stage->is;
  const struct layer *layer = fused->layer;
  const struct weights w = weights_of(layer, pass->w);
  const struct work k = place_in(stage, pass);
  size_t n = pass->geometry->graph->nodes;
  struct fast_net_pass net = convolve(fused, pass, &k);
  net.y = k.messages;
  fast_convolution_net_forward(&net);
  fast_mix_forward(&layer->mix, n, k.messages, w.mix, k.mixing, false, k.gated);
  fast_mix_forward(&layer->self, n, pass->x, w.self, k.mixing, true, k.gated);
  layer_gate_forward(layer, n, w.bias, k.gated, pass->y);
}

/* ---- [backward] And backwards ---- */
static void backward(const struct stage *stage, const struct stage_pass *pass)
{
  const struct fused *fused = stage->is;
  const struct layer *layer = fused->layer;
  const struct weights w = weights_of(layer, pass->w);
  const struct layer_parameters d = layer_parameters(layer, pass->dw);
  const struct work k = place_in(stage, pass);
  size_t n = pass->geometry->graph->nodes;
  memset(k.dgated, 0, n * layer->gated.dim * sizeof(real));
  memset(k.dmessages, 0, n * layer->mix.in.dim * sizeof(real));
  layer_gate_backward(layer, n, w.bias, k.gated, pass->dy, d.bias, k.dgated);
  fast_mix_backward(&layer->self, n, pass->x, w.self, k.dgated, k.mixing,
                    pass->dx, d.self);
  fast_mix_backward(&layer->mix, n, k.messages, w.mix, k.dgated, k.mixing,
                    k.dmessages, d.mix);
  struct fast_net_pass net = convolve(fused, pass, &k);
  net.dy = k.dmessages;
  net.dx = pass->dx;
  net.dW = d.radial;
  if (pass->dgeometry) {
    net.dY = pass->dgeometry->Y;
    net.dB = pass->dgeometry->B;
  }
  fast_convolution_net_backward(&net);
}

/* ---- [kind] The layer as a stage ---- */
static void initial(const struct stage *stage, struct random *g, real *w)
{
  const struct fused *fused = stage->is;
  fused->plain.kind->initial(&fused->plain, g, w);
}

static void release(void *is)
{
  struct fused *fused = is;
  stage_free(&fused->plain);
  free(fused);
}

static const struct layer *same_layer(const struct stage *stage)
{
  return ((const struct fused *)stage->is)->layer;
}

static const struct stage_kind FUSED = {.name = "fused layer",
                                        .workspace = workspace,
                                        .initial = initial,
                                        .forward = forward,
                                        .backward = backward,
                                        .free = release,
                                        .layer = same_layer};

bool fast_fused_applies(const struct layer *layer)
{
  return layer && layer->is.mode == TP_DEPTHWISE &&
         fast_convolution_applies(&layer->convolution);
}

enum tfn_status fast_fused_stage(const struct stage *plain, struct stage *fused)
{
  if (!plain || !fused)
    return TFN_NULL;
  const struct layer *layer = layer_of(plain);
  if (!fast_fused_applies(layer))
    return TFN_BAD_SHAPE;
  struct fused *is = memory_array(1, sizeof *is);
  if (!is)
    return TFN_NO_MEMORY;
  *is = (struct fused){*plain, layer, parallel_count()};
  *fused = *plain;
  fused->kind = &FUSED;
  fused->is = is;
  return TFN_OK;
}

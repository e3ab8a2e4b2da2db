/* so2_stage.c: chapter 6's layer around a convolution in the edges' frames. */
#include "so2_stage.h"

#include "memory.h"

#include <stdlib.h>
#include <string.h>

/* ---- [work] What the stage remembers ---- */
struct so2_layer {
  struct stage plain; /* a layer of chapter 6 */
  const struct layer *layer;
  struct so2_convolution convolution;
  struct radial_net radial; /* its outputs are the convolution's weights */
};

struct work {
  real *D;                    /* (edges, so2_convolution_frames) */
  real *hidden;               /* (edges, hidden) */
  real *w, *dw;               /* (edges, weights of an edge) */
  real *messages, *dmessages; /* (nodes, messages.dim) */
  real *gated, *dgated;       /* (nodes, gated.dim) */
  real *scratch;              /* (so2_convolution_workspace) */
};

static void place(const struct so2_layer *is, const struct graph *graph,
                  struct memory_map *map, struct work *k)
{
  const struct so2_convolution *c = &is->convolution;
  size_t edges = graph->edges, nodes = graph->nodes;
  k->D = memory_rows(map, edges, so2_convolution_frames(c));
  k->hidden = memory_rows(map, edges, is->radial.hidden);
  k->w = memory_rows(map, edges, is->radial.outputs);
  k->dw = memory_rows(map, edges, is->radial.outputs);
  k->messages = memory_rows(map, nodes, is->layer->mix.in.dim);
  k->dmessages = memory_rows(map, nodes, is->layer->mix.in.dim);
  k->gated = memory_rows(map, nodes, is->layer->gated.dim);
  k->dgated = memory_rows(map, nodes, is->layer->gated.dim);
  k->scratch = memory_rows(map, 1, so2_convolution_workspace(c));
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
  const struct so2_layer *is = stage->is;
  struct memory_map map = {0};
  struct work k;
  if (is->radial.inputs != geometry->basis.count)
    return TFN_BAD_SHAPE;
  place(is, geometry->graph, &map, &k);
  *count = map.used;
  return map.too_large ? TFN_TOO_LARGE : TFN_OK;
}

/* ---- [parameters] The layer's parts, with a radial network of its own ---- */
struct layer_parameters so2_layer_parameters(const struct stage *stage,
                                             real *block)
{
  struct layer_parameters p = {0};
  const struct layer *layer = so2_layer_of(stage);
  if (!layer || !block)
    return p;
  const struct so2_layer *is = stage->is;
  p.radial = block;
  p.mix = block + radial_net_weights(&is->radial);
  p.self = p.mix + layer->mix.weights;
  p.bias = p.self + layer->self.weights;
  return p;
}

static struct so2_pass convolve(const struct so2_layer *is,
                                const struct stage_pass *pass,
                                const struct work *k)
{
  return (struct so2_pass){.c = &is->convolution,
                           .graph = pass->geometry->graph,
                           .D = k->D,
                           .x = pass->x,
                           .w = k->w,
                           .scratch = k->scratch};
}

/* ---- [forward] Look once, then forward ---- */
static void look(const struct stage *stage, const struct stage_pass *pass)
{
  const struct so2_layer *is = stage->is;
  const struct work k = place_in(stage, pass);
  so2_convolution_look(&is->convolution, pass->geometry->graph, k.D);
}

static void forward(const struct stage *stage, const struct stage_pass *pass)
{
  const struct so2_layer *is = stage->is;
  const struct layer *layer = is->layer;
  const struct graph *graph = pass->geometry->graph;
  /* The cast only gives the parts their names; they are read, not written. */
  const struct layer_parameters p =
      so2_layer_parameters(stage, (real *)pass->w);
  const struct work k = place_in(stage, pass);
  const struct so2_pass edges = convolve(is, pass, &k);
  size_t n = graph->nodes;
  radial_net_forward(&is->radial, graph->edges, pass->geometry->B, p.radial,
                     k.hidden, k.w);
  so2_convolution_forward(&edges, k.messages);
  mix_forward(&layer->mix, n, k.messages, p.mix, false, k.gated);
  mix_forward(&layer->self, n, pass->x, p.self, true, k.gated);
  layer_gate_forward(layer, n, p.bias, k.gated, pass->y);
}

/* ---- [backward] And backwards ---- */
static void backward(const struct stage *stage, const struct stage_pass *pass)
{
  const struct so2_layer *is = stage->is;
  const struct layer *layer = is->layer;
  const struct graph *graph = pass->geometry->graph;
  const struct geometry_gradient *dg = pass->dgeometry;
  const struct layer_parameters p =
      so2_layer_parameters(stage, (real *)pass->w);
  const struct layer_parameters d = so2_layer_parameters(stage, pass->dw);
  const struct work k = place_in(stage, pass);
  const struct so2_pass edges = convolve(is, pass, &k);
  size_t n = graph->nodes;
  memset(k.dgated, 0, n * layer->gated.dim * sizeof(real));
  memset(k.dmessages, 0, n * layer->mix.in.dim * sizeof(real));
  memset(k.dw, 0, graph->edges * is->radial.outputs * sizeof(real));
  layer_gate_backward(layer, n, p.bias, k.gated, pass->dy, d.bias, k.dgated);
  mix_backward(&layer->self, n, pass->x, p.self, k.dgated, pass->dx, d.self);
  mix_backward(&layer->mix, n, k.messages, p.mix, k.dgated, k.dmessages, d.mix);
  so2_convolution_backward(&edges, k.dmessages, pass->dx, k.dw,
                           dg ? dg->vector : NULL);
  radial_net_backward(&is->radial, graph->edges, pass->geometry->B, p.radial,
                      k.hidden, k.dw, d.radial, dg ? dg->B : NULL);
}

/* ---- [initial] First weights ----
 *
 * Blocks are an orthogonal matrix times path weights.  Independent normal
 * numbers of equal variance stay what they are, so the weights of an edge begin
 * as the layer's do. */
static void initial(const struct stage *stage, struct random *g, real *w)
{
  const struct so2_layer *is = stage->is;
  struct layer twin = *is->layer;
  twin.radial = is->radial;
  layer_initial(&twin, g, w);
}

static void release(void *what)
{
  struct so2_layer *is = what;
  so2_convolution_free(&is->convolution);
  stage_free(&is->plain);
  free(is);
}

/* With the weights of paths and all m. */
static const struct layer *same_layer(const struct stage *stage)
{
  const struct so2_layer *is = stage->is;
  const struct so2_convolution *c = &is->convolution;
  bool same = !c->native && c->mmax == c->lmax;
  return same ? is->layer : NULL;
}

static const struct stage_kind SO2 = {.name = "so2 layer",
                                      .workspace = workspace,
                                      .initial = initial,
                                      .look = look,
                                      .forward = forward,
                                      .backward = backward,
                                      .free = release,
                                      .layer = same_layer};

static const struct so2_layer *layer_behind(const struct stage *stage)
{
  return stage && stage->kind == &SO2 ? stage->is : NULL;
}

const struct so2_convolution *so2_of(const struct stage *stage)
{
  const struct so2_layer *is = layer_behind(stage);
  return is ? &is->convolution : NULL;
}

const struct layer *so2_layer_of(const struct stage *stage)
{
  const struct so2_layer *is = layer_behind(stage);
  return is ? is->layer : NULL;
}

/* ---- [stage] From a layer ---- */
static bool has_parity(const struct irreps *harmonics)
{
  for (size_t b = 0; b < harmonics->n; b++)
    if (harmonics->block[b].parity < 0)
      return true;
  return false;
}

static enum tfn_status build(enum so2_weights weights, int mmax,
                             struct so2_layer *is)
{
  const struct layer *layer = is->layer;
  const struct tensor_product *product = layer->convolution.product;
  enum tfn_status status;
  if (weights == SO2_PATHS)
    status = so2_convolution_of(&layer->convolution, mmax, &is->convolution);
  else
    status = so2_convolution_blocks(TP_FULL, &product->in1, &product->out,
                                    has_parity(&product->in2), mmax,
                                    &is->convolution);
  if (status)
    return status;
  is->convolution.scale = layer->convolution.scale;
  is->radial = (struct radial_net){layer->radial.inputs, layer->radial.hidden,
                                   is->convolution.weights};
  size_t radial = radial_net_weights(&is->radial);
  return radial && radial < SIZE_MAX / 32 ? TFN_OK : TFN_TOO_LARGE;
}

enum tfn_status so2_stage(const struct stage *plain, enum so2_weights weights,
                          int mmax, struct stage *stage)
{
  if (!plain || !stage)
    return TFN_NULL;
  const struct layer *layer = layer_of(plain);
  if (weights != SO2_PATHS && weights != SO2_BLOCKS)
    return TFN_BAD_VALUE;
  if (!layer || (weights == SO2_BLOCKS && layer->is.mode != TP_FULL))
    return TFN_BAD_SHAPE;
  struct so2_layer *is = memory_array(1, sizeof *is);
  if (!is)
    return TFN_NO_MEMORY;
  is->layer = layer;
  enum tfn_status status = build(weights, mmax, is);
  if (status) {
    release(is);
    return status;
  }
  is->plain = *plain;
  *stage = *plain;
  stage->kind = &SO2;
  stage->is = is;
  stage->variant += ((uint64_t)is->convolution.mmax + 1) << 16;
  stage->variant += (uint64_t)weights << 24;
  stage->weights = plain->weights - radial_net_weights(&layer->radial) +
                   radial_net_weights(&is->radial);
  return TFN_OK;
}

/* ---- [network] All layers of a network ---- */
enum tfn_status so2_network(struct network *network, int mmax)
{
  if (!network)
    return TFN_NULL;
  for (size_t k = 0; k < network->stages; k++) {
    struct stage *inner = residual_inner(&network->stage[k]), turned;
    struct stage *plain = inner ? inner : &network->stage[k];
    if (!layer_of(plain))
      continue;
    enum tfn_status status = so2_stage(plain, SO2_PATHS, mmax, &turned);
    if (status)
      return status;
    *plain = turned; /* what it was is inside the new one */
  }
  return TFN_OK;
}

/* ---- [convert] Other weights, the same function ---- */
static bool alike(const struct layer *a, const struct layer *b)
{
  return a->is.basis == b->is.basis && a->is.hidden == b->is.hidden &&
         a->is.gate == b->is.gate && irreps_equal(&a->is.in, &b->is.in) &&
         irreps_equal(&a->is.out, &b->is.out);
}

enum tfn_status so2_convert(const struct stage *from, const real *w,
                            const struct stage *to, real *w_to)
{
  const struct so2_layer *a = layer_behind(from), *b = layer_behind(to);
  if (!from || !to || !w || !w_to)
    return TFN_NULL;
  if (!a || !b || !alike(a->layer, b->layer))
    return TFN_BAD_SHAPE;
  size_t first = a->radial.inputs * a->radial.hidden;
  enum tfn_status status =
      so2_convolution_convert(&a->convolution, &b->convolution,
                              a->radial.hidden, w + first, w_to + first);
  if (status)
    return status;
  size_t old = radial_net_weights(&a->radial);
  size_t new = radial_net_weights(&b->radial);
  memcpy(w_to, w, first * sizeof *w);
  memcpy(w_to + new, w + old, (from->weights - old) * sizeof *w);
  return TFN_OK;
}

/* fast_so2_stage.c: a layer in the frames of its edges, with the kernels of
 * this chapter and the last. */
#include "fast_so2_stage.h"

#include <stdlib.h>
#include <string.h>

#include "fast_kernels.h"
#include "fast_mix.h"
#include "fast_so2.h"
#include "memory.h"

/* ---- [work] What the stage remembers ---- */
struct fast_layer {
  struct stage plain; /* from so2_stage */
  const struct layer *layer;
  struct fast_so2 s;
  struct radial_net radial;
};

struct work {
  real *D;                    /* (edges, so2_convolution_frames) */
  real *hidden;               /* (edges, hidden) */
  real *w, *dw;               /* (edges, weights of an edge) */
  real *messages, *dmessages; /* (nodes, messages.dim) */
  real *gated, *dgated;       /* (nodes, gated.dim) */
  real *mixing;               /* (fast_mix_workspace) */
  real *scratch;              /* (fast_so2_scratch) */
};

static void place(const struct fast_layer *is, const struct graph *graph,
                  struct memory_map *map, struct work *k)
{
  const struct layer *layer = is->layer;
  size_t edges = graph->edges, nodes = graph->nodes;
  size_t mixing = fast_mix_workspace(&layer->mix);
  if (mixing < fast_mix_workspace(&layer->self))
    mixing = fast_mix_workspace(&layer->self);
  k->D = memory_rows(map, edges, so2_convolution_frames(is->s.c));
  k->hidden = memory_rows(map, edges, is->radial.hidden);
  k->w = memory_rows(map, edges, is->radial.outputs);
  k->dw = memory_rows(map, edges, is->radial.outputs);
  k->messages = memory_rows(map, nodes, layer->mix.in.dim);
  k->dmessages = memory_rows(map, nodes, layer->mix.in.dim);
  k->gated = memory_rows(map, nodes, layer->gated.dim);
  k->dgated = memory_rows(map, nodes, layer->gated.dim);
  k->mixing = memory_rows(map, 1, mixing);
  k->scratch = memory_rows(map, 1, fast_so2_scratch(&is->s));
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
  const struct fast_layer *is = stage->is;
  struct memory_map map = {0};
  struct work k;
  if (is->radial.inputs != geometry->basis.count)
    return TFN_BAD_SHAPE;
  place(is, geometry->graph, &map, &k);
  *count = map.used;
  return map.too_large ? TFN_TOO_LARGE : TFN_OK;
}

/* ---- [passes] The steps of the readable stage, with other functions ---- */
static struct so2_pass edges_of(const struct fast_layer *is,
                                const struct stage_pass *pass,
                                const struct work *k)
{
  return (struct so2_pass){.c = is->s.c,
                           .graph = pass->geometry->graph,
                           .D = k->D,
                           .x = pass->x,
                           .w = k->w,
                           .scratch = k->scratch};
}

static void look(const struct stage *stage, const struct stage_pass *pass)
{
  const struct fast_layer *is = stage->is;
  const struct work k = place_in(stage, pass);
  fast_so2_look(&is->s, pass->geometry->graph, k.D);
}

static void forward(const struct stage *stage, const struct stage_pass *pass)
{
  const struct fast_layer *is = stage->is;
  const struct layer *layer = is->layer;
  /* The cast only gives the parts their names; they are read, not written. */
  const struct layer_parameters p =
      so2_layer_parameters(&is->plain, (real *)pass->w);
  const struct work k = place_in(stage, pass);
  const struct so2_pass edges = edges_of(is, pass, &k);
  size_t n = edges.graph->nodes;
  radial_net_forward(&is->radial, edges.graph->edges, pass->geometry->B,
                     p.radial, k.hidden, k.w);
  fast_so2_forward(&is->s, &edges, k.messages);
  fast_mix_forward(&layer->mix, n, k.messages, p.mix, k.mixing, false, k.gated);
  fast_mix_forward(&layer->self, n, pass->x, p.self, k.mixing, true, k.gated);
  layer_gate_forward(layer, n, p.bias, k.gated, pass->y);
}

static void backward(const struct stage *stage, const struct stage_pass *pass)
{
  const struct fast_layer *is = stage->is;
  const struct layer *layer = is->layer;
  const struct geometry_gradient *dg = pass->dgeometry;
  const struct layer_parameters p =
      so2_layer_parameters(&is->plain, (real *)pass->w);
  const struct layer_parameters d = so2_layer_parameters(&is->plain, pass->dw);
  const struct work k = place_in(stage, pass);
  const struct so2_pass edges = edges_of(is, pass, &k);
  size_t n = edges.graph->nodes, m = edges.graph->edges;
  memset(k.dgated, 0, n * layer->gated.dim * sizeof(real));
  memset(k.dmessages, 0, n * layer->mix.in.dim * sizeof(real));
  memset(k.dw, 0, m * is->radial.outputs * sizeof(real));
  layer_gate_backward(layer, n, p.bias, k.gated, pass->dy, d.bias, k.dgated);
  fast_mix_backward(&layer->self, n, pass->x, p.self, k.dgated, k.mixing,
                    pass->dx, d.self);
  fast_mix_backward(&layer->mix, n, k.messages, p.mix, k.dgated, k.mixing,
                    k.dmessages, d.mix);
  fast_so2_backward(&is->s, &edges, k.dmessages, pass->dx, k.dw,
                    dg ? dg->vector : NULL);
  radial_net_backward(&is->radial, m, pass->geometry->B, p.radial, k.hidden,
                      k.dw, d.radial, dg ? dg->B : NULL);
}

/* ---- [kind] The stage ---- */
static void initial(const struct stage *stage, struct random *g, real *w)
{
  const struct fast_layer *is = stage->is;
  is->plain.kind->initial(&is->plain, g, w);
}

static void release(void *what)
{
  struct fast_layer *is = what;
  fast_so2_free(&is->s);
  stage_free(&is->plain);
  free(is);
}

static const struct layer *same_layer(const struct stage *stage)
{
  return layer_like(&((const struct fast_layer *)stage->is)->plain);
}

static const struct stage_kind FAST_SO2 = {.name = "fast so2 layer",
                                           .workspace = workspace,
                                           .initial = initial,
                                           .look = look,
                                           .forward = forward,
                                           .backward = backward,
                                           .free = release,
                                           .layer = same_layer};

enum tfn_status fast_so2_stage(const struct stage *plain, struct stage *fast)
{
  if (!plain || !fast)
    return TFN_NULL;
  const struct so2_convolution *c = so2_of(plain);
  if (!fast_so2_applies(c))
    return TFN_BAD_SHAPE;
  struct fast_layer *is = memory_array(1, sizeof *is);
  if (!is)
    return TFN_NO_MEMORY;
  const enum tfn_status status = fast_so2_create(c, &is->s);
  if (status) {
    free(is);
    return status;
  }
  is->plain = *plain;
  is->layer = so2_layer_of(plain);
  is->radial = is->layer->radial;
  is->radial.outputs = c->weights;
  *fast = *plain;
  fast->kind = &FAST_SO2;
  fast->is = is;
  return TFN_OK;
}

/* ---- [network] All that it applies to ---- */
enum tfn_status fast_so2_network(struct network *network)
{
  if (!network)
    return TFN_NULL;
  for (size_t k = 0; k < network->stages && fast_worth(); k++) {
    struct stage *inner = residual_inner(&network->stage[k]), fast;
    struct stage *plain = inner ? inner : &network->stage[k];
    if (!fast_so2_applies(so2_of(plain)))
      continue;
    const enum tfn_status status = fast_so2_stage(plain, &fast);
    if (status)
      return status;
    *plain = fast; /* what it was is inside the new one */
  }
  return TFN_OK;
}

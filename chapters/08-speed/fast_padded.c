/* fast_padded.c: a layer whose channels fill no vector, with zeros beside them:
 * from outside a layer of few channels, inside a fused one of more. */
#include "fast_padded.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "fast_fused.h"
#include "fast_convolution_kernels.h"
#include "fast_kernels.h"
#include "memory.h"

/* ---- [pads] From where a number comes ----
 *
 * For every number of the wide layer the place of the same number in the plain
 * one, or ZERO for those that were added. */
#define ZERO SIZE_MAX

struct padded {
  struct stage plain, wide;
  size_t *weight;  /* (wide.weights) */
  size_t *feature; /* (wide.in.dim) */
};

static void spread(size_t n, const size_t *from, const real *few, real *many)
{
  for (size_t k = 0; k < n; k++)
    many[k] = from[k] == ZERO ? 0 : few[from[k]];
}

static void gather(size_t n, const size_t *from, const real *many, real *few)
{
  for (size_t k = 0; k < n; k++)
    if (from[k] != ZERO)
      few[from[k]] += many[k];
}

/* `rows` rows of numbers, of which the plain layer has `few` and the wide one
 * `many`; they begin at *at in the one and at *to in the other. */
static void pad_rows(size_t rows, size_t few, size_t many, size_t *at,
                     size_t *to, size_t *from)
{
  for (size_t r = 0; r < rows; r++)
    for (size_t k = 0; k < many; k++)
      from[(*to)++] = k < few ? (*at)++ : ZERO;
}

/* ---- [order] In the order of the weights ----
 *
 * The first matrix of the radial network, its second one with a column for each
 * path and channel, the two mixings with a row for each channel that enters,
 * and the biases. */
static void pad_mix(const struct mix *few, const struct mix *many, size_t *at,
                    size_t *to, size_t *from)
{
  for (size_t p = 0; p < few->paths; p++) {
    const struct mix_path *path = &few->path[p];
    size_t out = few->out.block[path->out].channels;
    pad_rows(1, few->in.block[path->in].channels * out,
             many->in.block[path->in].channels * out, at, to, from);
  }
}

static void pad_weights(const struct layer *few, const struct layer *many,
                        size_t *from)
{
  const struct tensor_product *tp = few->convolution.product;
  const struct tensor_product *wide = many->convolution.product;
  size_t at = 0, to = 0, first = few->radial.inputs * few->radial.hidden;
  pad_rows(1, first, first, &at, &to, from);
  for (size_t h = 0; h < few->radial.hidden; h++)
    for (size_t p = 0; p < tp->paths; p++)
      pad_rows(1, tp->path[p].weights, wide->path[p].weights, &at, &to, from);
  pad_mix(&few->mix, &many->mix, &at, &to, from);
  pad_mix(&few->self, &many->self, &at, &to, from);
  pad_rows(1, few->biases, few->biases, &at, &to, from);
}

static void pad_features(const struct irreps *few, const struct irreps *many,
                         size_t *from)
{
  size_t at = 0, to = 0;
  for (size_t b = 0; b < few->n; b++)
    pad_rows(2 * (size_t)few->block[b].l + 1, few->block[b].channels,
             many->block[b].channels, &at, &to, from);
}

/* ---- [work] Copies, and what the fused layer remembers ---- */
struct work {
  real *w, *dw; /* (wide.weights) */
  real *x, *dx; /* (nodes, wide.in.dim) */
  real *inner;  /* its own memory */
};

static struct work place(const struct padded *is, size_t nodes, size_t inner,
                         struct memory_map *map)
{
  struct work k;
  k.w = memory_rows(map, 1, is->wide.weights);
  k.dw = memory_rows(map, 1, is->wide.weights);
  k.x = memory_rows(map, nodes, is->wide.in.dim);
  k.dx = memory_rows(map, nodes, is->wide.in.dim);
  k.inner = memory_rows(map, 1, inner);
  return k;
}

static enum tfn_status workspace(const struct stage *stage,
                                 const struct geometry *geometry, size_t *count)
{
  const struct padded *is = stage->is;
  struct memory_map map = {0};
  size_t inner = 0;
  enum tfn_status status = stage_workspace(&is->wide, geometry, &inner);
  if (status)
    return status;
  place(is, geometry->graph->nodes, inner, &map);
  *count = map.used;
  return map.too_large ? TFN_TOO_LARGE : TFN_OK;
}

/* The pass of the fused layer; only what somebody asks for is asked for. */
static struct stage_pass inside(const struct padded *is,
                                const struct stage_pass *pass)
{
  struct memory_map map = {.memory = pass->work};
  struct work k = place(is, pass->geometry->graph->nodes, 0, &map);
  struct stage_pass inner = *pass;
  inner.w = k.w;
  inner.x = k.x;
  inner.work = k.inner;
  inner.dw = pass->dw ? k.dw : NULL;
  inner.dx = pass->dx ? k.dx : NULL;
  return inner;
}

/* ---- [passes] Spread, compute, gather ---- */
static void forward(const struct stage *stage, const struct stage_pass *pass)
{
  const struct padded *is = stage->is;
  struct stage_pass inner = inside(is, pass);
  size_t few = stage->in.dim, many = is->wide.in.dim;
  spread(is->wide.weights, is->weight, pass->w, (real *)inner.w);
  for (size_t i = 0; i < pass->geometry->graph->nodes; i++)
    spread(many, is->feature, pass->x + i * few, (real *)inner.x + i * many);
  is->wide.kind->forward(&is->wide, &inner);
}

static void backward(const struct stage *stage, const struct stage_pass *pass)
{
  const struct padded *is = stage->is;
  struct stage_pass inner = inside(is, pass);
  size_t few = stage->in.dim, many = is->wide.in.dim;
  size_t nodes = pass->geometry->graph->nodes;
  if (inner.dw)
    memset(inner.dw, 0, is->wide.weights * sizeof(real));
  if (inner.dx)
    memset(inner.dx, 0, nodes * many * sizeof(real));
  is->wide.kind->backward(&is->wide, &inner);
  if (inner.dw)
    gather(is->wide.weights, is->weight, inner.dw, pass->dw);
  for (size_t i = 0; inner.dx && i < nodes; i++)
    gather(many, is->feature, inner.dx + i * many, pass->dx + i * few);
}

/* ---- [kind] The layer as a stage ---- */
static void initial(const struct stage *stage, struct random *g, real *w)
{
  const struct padded *is = stage->is;
  is->plain.kind->initial(&is->plain, g, w);
}

static void release_pads(struct padded *is)
{
  stage_free(&is->wide);
  free(is->weight);
  free(is->feature);
  free(is);
}

static void release(void *is)
{
  stage_free(&((struct padded *)is)->plain);
  release_pads(is);
}

static const struct layer *same_layer(const struct stage *stage)
{
  return layer_of(&((const struct padded *)stage->is)->plain);
}

static const struct stage_kind PADDED = {.name = "padded layer",
                                         .workspace = workspace,
                                         .initial = initial,
                                         .forward = forward,
                                         .backward = backward,
                                         .free = release,
                                         .layer = same_layer};

/* ---- [widen] A layer with more channels ---- */
static struct irreps widened(const struct irreps *in)
{
  size_t lanes = fast_kernels()->convolution->lanes;
  struct irreps wide = {0};
  for (size_t b = 0; b < in->n; b++) {
    const struct irreps_block *block = &in->block[b];
    irreps_append(&wide, (block->channels + lanes - 1) / lanes * lanes,
                  block->l, block->parity);
  }
  return wide;
}

/* The layer among zeros, and where its numbers come from. */
static enum tfn_status widen(const struct layer *layer, struct padded *is)
{
  struct layer_description wide = layer->is;
  struct stage plain;
  wide.in = widened(&layer->is.in);
  enum tfn_status status = layer_stage(&wide, &plain);
  if (status)
    return status;
  is->weight = memory_array(plain.weights, sizeof *is->weight);
  is->feature = memory_array(plain.in.dim, sizeof *is->feature);
  status = is->weight && is->feature ? fast_fused_stage(&plain, &is->wide)
                                     : TFN_NO_MEMORY;
  if (status) {
    stage_free(&plain);
    return status;
  }
  pad_weights(layer, layer_of(&plain), is->weight);
  pad_features(&layer->is.in, &plain.in, is->feature);
  return TFN_OK;
}

bool fast_padded_applies(const struct layer *layer)
{
  return layer && !fast_fused_applies(layer) &&
         fast_paths_fit(layer->convolution.product, 1);
}

enum tfn_status fast_padded_stage(const struct stage *plain,
                                  struct stage *padded)
{
  if (!plain || !padded)
    return TFN_NULL;
  if (!fast_padded_applies(layer_of(plain)))
    return TFN_BAD_SHAPE;
  struct padded *is = memory_array(1, sizeof *is);
  if (!is)
    return TFN_NO_MEMORY;
  enum tfn_status status = widen(layer_of(plain), is);
  if (status) {
    release_pads(is);
    return status;
  }
  is->plain = *plain;
  *padded = *plain;
  padded->kind = &PADDED;
  padded->is = is;
  return TFN_OK;
}

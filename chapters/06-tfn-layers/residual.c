/* residual.c: a stage whose input goes past it as well, and its way back. */
#include "residual.h"

#include "layer_norm.h"
#include "memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* ---- [work] What it remembers ---- */
struct residual {
  struct stage inner;
  real factor; /* 1 / sqrt(2 depth) */
};

struct work {
  real *x, *dx; /* (nodes, dim), what enters the inner stage */
  real *y, *dy; /* (nodes, dim), what leaves it */
  real *inner;  /* its own memory */
};

static void place(const struct stage *stage, size_t nodes, size_t inner,
                  struct memory_map *map, struct work *k)
{
  k->x = memory_rows(map, nodes, stage->in.dim);
  k->dx = memory_rows(map, nodes, stage->in.dim);
  k->y = memory_rows(map, nodes, stage->in.dim);
  k->dy = memory_rows(map, nodes, stage->in.dim);
  k->inner = memory_rows(map, 1, inner);
}

static enum tfn_status workspace(const struct stage *stage,
                                 const struct geometry *geometry, size_t *count)
{
  const struct residual *is = stage->is;
  struct memory_map map = {0};
  struct work k;
  size_t inner = 0;
  enum tfn_status status = stage_workspace(&is->inner, geometry, &inner);
  if (status)
    return status;
  place(stage, geometry->graph->nodes, inner, &map, &k);
  *count = map.used;
  return map.too_large ? TFN_TOO_LARGE : TFN_OK;
}

/* ---- [inside] The pass of the stage inside ----
 *
 * Its memory comes last, so that its size need not be known here. */
static struct stage_pass inside(const struct stage *stage,
                                const struct stage_pass *pass, struct work *k)
{
  size_t norm = layer_norm_weights(&stage->in);
  struct memory_map map = {.memory = pass->work};
  place(stage, pass->geometry->graph->nodes, 0, &map, k);
  struct stage_pass inner = *pass;
  inner.x = k->x;
  inner.y = k->y;
  inner.dy = k->dy;
  inner.work = k->inner;
  inner.w = pass->w ? pass->w + norm : NULL;
  inner.dw = pass->dw ? pass->dw + norm : NULL;
  inner.dx = pass->dx || pass->dw ? k->dx : NULL;
  return inner;
}

static void look(const struct stage *stage, const struct stage_pass *pass)
{
  const struct residual *is = stage->is;
  struct work k;
  struct stage_pass inner = inside(stage, pass, &k);
  if (is->inner.kind->look)
    is->inner.kind->look(&is->inner, &inner);
}

/* ---- [centre] Without a mean ---- */
enum tfn_status residual_centre(const struct irreps *irreps, size_t nodes,
                                real *x)
{
  if (!irreps || (nodes && irreps->dim && !x))
    return TFN_NULL;
  for (size_t b = 0; b < irreps->n; b++) {
    const struct irreps_block *k = &irreps->block[b];
    for (size_t i = 0; i < nodes && k->l == 0 && k->parity == 1; i++) {
      real *row = x + i * irreps->dim + k->offset, mean = 0;
      for (size_t c = 0; c < k->channels; c++)
        mean += row[c] / (real)k->channels;
      for (size_t c = 0; c < k->channels; c++)
        row[c] -= mean;
    }
  }
  return TFN_OK;
}

/* ---- [forward] Forward ---- */
static void forward(const struct stage *stage, const struct stage_pass *pass)
{
  const struct residual *is = stage->is;
  struct work k;
  struct stage_pass inner = inside(stage, pass, &k);
  size_t nodes = pass->geometry->graph->nodes;
  layer_norm_forward(&stage->in, RESIDUAL_EPS, nodes, pass->x, pass->w, k.x);
  is->inner.kind->forward(&is->inner, &inner);
  for (size_t i = 0; i < nodes * stage->in.dim; i++)
    pass->y[i] = is->factor * k.y[i];
  residual_centre(&stage->in, nodes, pass->y);
  for (size_t i = 0; i < nodes * stage->in.dim; i++)
    pass->y[i] += pass->x[i];
}

/* ---- [backward] Backward: the gradient comes both ways ---- */
static void backward(const struct stage *stage, const struct stage_pass *pass)
{
  const struct residual *is = stage->is;
  struct work k;
  struct stage_pass inner = inside(stage, pass, &k);
  size_t nodes = pass->geometry->graph->nodes, n = nodes * stage->in.dim;
  for (size_t i = 0; i < n; i++) {
    k.dx[i] = 0;
    k.dy[i] = is->factor * pass->dy[i];
    if (pass->dx)
      pass->dx[i] += pass->dy[i];
  }
  residual_centre(&stage->in, nodes, k.dy);
  is->inner.kind->backward(&is->inner, &inner);
  layer_norm_backward(&stage->in, RESIDUAL_EPS, nodes, pass->x, pass->w, k.dx,
                      pass->dx, pass->dw);
}

/* ---- [stage] The whole as a stage ---- */
static void initial(const struct stage *stage, struct random *g, real *w)
{
  const struct residual *is = stage->is;
  layer_norm_initial(&stage->in, RESIDUAL_EPS, w);
  is->inner.kind->initial(&is->inner, g, w + layer_norm_weights(&stage->in));
}

static void release(void *is)
{
  stage_free(&((struct residual *)is)->inner);
  free(is);
}

static const struct stage_kind RESIDUAL = {.name = "residual",
                                           .workspace = workspace,
                                           .initial = initial,
                                           .look = look,
                                           .forward = forward,
                                           .backward = backward,
                                           .free = release};

static enum tfn_status check(const struct stage *inner, size_t depth)
{
  if (!inner->kind)
    return TFN_NULL;
  if (!irreps_equal(&inner->in, &inner->out) || !layer_norm_fits(&inner->in))
    return TFN_BAD_SHAPE;
  if (!depth)
    return TFN_BAD_VALUE;
  return inner->weights < SIZE_MAX / 32 ? TFN_OK : TFN_TOO_LARGE;
}

/* Depth and inner stage change what the weights mean. */
static uint64_t variant(const struct stage *inner, size_t depth)
{
  uint64_t mark = inner->variant;
  for (const char *c = inner->kind->name; *c; c++)
    mark = mark * 31 + (unsigned char)*c;
  return mark * 31 + depth;
}

static enum tfn_status wrap(const struct stage *inner, size_t depth,
                            struct stage *stage)
{
  enum tfn_status status = check(inner, depth);
  if (status)
    return status;
  struct residual *is = memory_array(1, sizeof *is);
  if (!is)
    return TFN_NO_MEMORY;
  is->inner = *inner;
  is->factor = 1 / real_sqrt(2 * (real)depth);
  *stage =
      (struct stage){.kind = &RESIDUAL,
                     .in = inner->in,
                     .out = inner->out,
                     .weights = layer_norm_weights(&inner->in) + inner->weights,
                     .variant = variant(inner, depth),
                     .is = is};
  return TFN_OK;
}

enum tfn_status residual_stage(struct stage *inner, size_t depth,
                               struct stage *stage)
{
  if (stage)
    memset(stage, 0, sizeof *stage);
  enum tfn_status status =
      inner && stage ? wrap(inner, depth, stage) : TFN_NULL;
  if (status)
    stage_free(inner);
  else
    memset(inner, 0, sizeof *inner);
  return status;
}

struct stage *residual_inner(const struct stage *stage)
{
  return stage && stage->kind == &RESIDUAL
             ? &((struct residual *)stage->is)->inner
             : NULL;
}

real residual_factor(const struct stage *stage)
{
  return stage && stage->kind == &RESIDUAL
             ? ((const struct residual *)stage->is)->factor
             : 0;
}

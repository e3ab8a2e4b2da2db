/* separable_norm.c: one size for all that turns, forward and backward, and a
 * stage with a straight way past it. */
#include "separable_norm.h"

#include "memory.h"
#include "nodewise.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* ---- [sizes] What a block is ---- */
static bool is_scalar(const struct irreps_block *k)
{
  return k->l == 0 && k->parity == 1;
}

static size_t numbers_of(const struct irreps_block *k)
{
  return k->channels * (2 * (size_t)k->l + 1);
}

static size_t turning(const struct irreps *irreps)
{
  size_t count = 0;
  for (size_t b = 0; b < irreps->n; b++)
    count += !is_scalar(&irreps->block[b]);
  return count;
}

size_t separable_norm_weights(const struct irreps *irreps)
{
  return norm_gate_count(irreps) + bias_count(irreps);
}

enum tfn_status separable_norm_initial(const struct irreps *irreps, real *w)
{
  if (!irreps || (irreps->n && !w))
    return TFN_NULL;
  if (!layer_norm_fits(irreps))
    return TFN_BAD_SHAPE;
  for (size_t k = 0; k < separable_norm_weights(irreps); k++)
    w[k] = k < norm_gate_count(irreps);
  return TFN_OK;
}

/* ---- [size] The sizes of a node ----
 *
 * x is one node.  Every block counts the same, whatever its degree and its
 * number of channels. */
static real mean_of(const struct irreps_block *k, const real *x)
{
  real mean = 0;
  for (size_t c = 0; c < k->channels; c++)
    mean += x[k->offset + c] / (real)k->channels;
  return mean;
}

static real inverse_scalar(const struct irreps_block *k, real eps, real mean,
                           const real *x)
{
  real v = 0;
  for (size_t c = 0; c < k->channels; c++) {
    real d = x[k->offset + c] - mean;
    v += d * d / (real)k->channels;
  }
  return 1 / real_sqrt(v + eps);
}

static real inverse_turning(const struct irreps *irreps, real eps,
                            const real *x)
{
  real s = 0, blocks = (real)turning(irreps);
  for (size_t b = 0; b < irreps->n; b++) {
    const struct irreps_block *k = &irreps->block[b];
    size_t n = is_scalar(k) ? 0 : numbers_of(k);
    for (size_t i = 0; i < n; i++)
      s += x[k->offset + i] * x[k->offset + i] / ((real)n * blocks);
  }
  return 1 / real_sqrt(s + eps);
}

/* ---- [forward] Forward ---- */
static void norm_node(const struct irreps *irreps, real eps, const real *x,
                      const real *w, real *y)
{
  const real *g = w, *bias = w + norm_gate_count(irreps);
  real common = inverse_turning(irreps, eps, x);
  for (size_t b = 0; b < irreps->n; b++) {
    const struct irreps_block *k = &irreps->block[b];
    real mean = is_scalar(k) ? mean_of(k, x) : 0;
    real inverse = is_scalar(k) ? inverse_scalar(k, eps, mean, x) : common;
    for (size_t i = 0; i < numbers_of(k); i++)
      y[k->offset + i] =
          g[i % k->channels] * (x[k->offset + i] - mean) * inverse;
    for (size_t c = 0; c < k->channels && is_scalar(k); c++)
      y[k->offset + c] += *bias++;
    g += k->channels;
  }
}

enum tfn_status separable_norm_forward(const struct irreps *irreps, real eps,
                                       size_t n, const real *x, const real *w,
                                       real *y)
{
  if (!irreps || (n && irreps->n && (!x || !w || !y)))
    return TFN_NULL;
  if (!layer_norm_fits(irreps))
    return TFN_BAD_SHAPE;
  for (size_t i = 0; i < n && irreps->dim; i++)
    norm_node(irreps, eps, x + i * irreps->dim, w, y + i * irreps->dim);
  return TFN_OK;
}

/* ---- [scalarback] Backward: a block of scalars ----
 *
 * With z = (x - mean)/sqrt(v + eps) and dz = g dy, as in chapter 6,
 *
 *   dx = (dz - <dz> - z <dz z>) / sqrt(v + eps). */
static void scalar_back(const struct irreps_block *k, real eps, const real *x,
                        const real *g, const real *dy, real *dx, real *dg,
                        real *db)
{
  real mean = mean_of(k, x), inverse = inverse_scalar(k, eps, mean, x);
  real flat = 0, along = 0;
  for (size_t c = 0; c < k->channels; c++) {
    size_t at = k->offset + c;
    real z = (x[at] - mean) * inverse;
    flat += g[c] * dy[at] / (real)k->channels;
    along += g[c] * dy[at] * z / (real)k->channels;
    if (dg)
      dg[c] += dy[at] * z, db[c] += dy[at];
  }
  for (size_t c = 0; dx && c < k->channels; c++) {
    size_t at = k->offset + c;
    real z = (x[at] - mean) * inverse;
    dx[at] += (g[c] * dy[at] - flat - z * along) * inverse;
  }
}

/* ---- [turningback] Backward: everything that turns ----
 *
 * With r = 1/sqrt(s + eps), y = g r x and n_b = C_b (2 l_b + 1),
 *
 *   dx = r g dy - x r^3/(B n_b) sum over all blocks of g dy x:
 *
 * every number of every block has a share in s.  `along` is that sum. */
static real turning_along(const struct irreps *irreps, real r, const real *x,
                          const real *g, const real *dy, real *dg)
{
  real along = 0;
  for (size_t b = 0; b < irreps->n; b++) {
    const struct irreps_block *k = &irreps->block[b];
    for (size_t i = 0; !is_scalar(k) && i < numbers_of(k); i++) {
      size_t at = k->offset + i, c = i % k->channels;
      along += g[c] * dy[at] * x[at];
      if (dg)
        dg[c] += r * dy[at] * x[at];
    }
    g += k->channels;
    dg = dg ? dg + k->channels : NULL;
  }
  return along;
}

static void turning_back(const struct irreps *irreps, real r, real along,
                         const real *x, const real *g, const real *dy, real *dx)
{
  real blocks = (real)turning(irreps);
  for (size_t b = 0; b < irreps->n; b++) {
    const struct irreps_block *k = &irreps->block[b];
    size_t n = numbers_of(k);
    for (size_t i = 0; !is_scalar(k) && i < n; i++) {
      size_t at = k->offset + i;
      dx[at] += r * g[i % k->channels] * dy[at] -
                x[at] * r * r * r * along / ((real)n * blocks);
    }
    g += k->channels;
  }
}

/* ---- [backward] Backward: a node ---- */
static void norm_node_back(const struct irreps *irreps, real eps, const real *x,
                           const real *w, const real *dy, real *dx, real *dw)
{
  real r = inverse_turning(irreps, eps, x);
  real along = turning_along(irreps, r, x, w, dy, dw);
  if (dx)
    turning_back(irreps, r, along, x, w, dy, dx);
  size_t g = 0, bias = norm_gate_count(irreps);
  for (size_t b = 0; b < irreps->n; b++) {
    const struct irreps_block *k = &irreps->block[b];
    if (is_scalar(k)) {
      scalar_back(k, eps, x, w + g, dy, dx, dw ? dw + g : NULL,
                  dw ? dw + bias : NULL);
      bias += k->channels;
    }
    g += k->channels;
  }
}

enum tfn_status separable_norm_backward(const struct irreps *irreps, real eps,
                                        size_t n, const real *x, const real *w,
                                        const real *dy, real *dx, real *dw)
{
  if (!irreps || (n && irreps->n && (!x || !w || !dy)))
    return TFN_NULL;
  if (!layer_norm_fits(irreps))
    return TFN_BAD_SHAPE;
  for (size_t i = 0; i < n && irreps->dim; i++) {
    size_t at = i * irreps->dim;
    norm_node_back(irreps, eps, x + at, w, dy + at, dx ? dx + at : NULL, dw);
  }
  return TFN_OK;
}

/* ---- [stage] The norm as a stage, without memory of its own ---- */
static enum tfn_status norm_workspace(const struct stage *stage,
                                      const struct geometry *geometry,
                                      size_t *count)
{
  (void)stage, (void)geometry;
  *count = 0;
  return TFN_OK;
}

static void norm_initial(const struct stage *stage, struct random *g, real *w)
{
  (void)g;
  separable_norm_initial(&stage->in, w);
}

static void norm_forward(const struct stage *stage,
                         const struct stage_pass *pass)
{
  separable_norm_forward(&stage->in, SEPARABLE_NORM_EPS,
                         pass->geometry->graph->nodes, pass->x, pass->w,
                         pass->y);
}

static void norm_backward(const struct stage *stage,
                          const struct stage_pass *pass)
{
  separable_norm_backward(&stage->in, SEPARABLE_NORM_EPS,
                          pass->geometry->graph->nodes, pass->x, pass->w,
                          pass->dy, pass->dx, pass->dw);
}

static const struct stage_kind NORM = {.name = "separable norm",
                                       .workspace = norm_workspace,
                                       .initial = norm_initial,
                                       .forward = norm_forward,
                                       .backward = norm_backward};

enum tfn_status separable_norm_stage(const struct irreps *irreps,
                                     struct stage *stage)
{
  if (stage)
    memset(stage, 0, sizeof *stage);
  if (!irreps || !stage)
    return TFN_NULL;
  if (!layer_norm_fits(irreps))
    return TFN_BAD_SHAPE;
  *stage = (struct stage){.kind = &NORM,
                          .in = *irreps,
                          .out = *irreps,
                          .weights = separable_norm_weights(irreps)};
  return TFN_OK;
}

/* ---- [around] The memory of a stage with a way past it ---- */
struct around {
  real *x, *dx; /* (nodes, dim), what enters the inner stage */
  real *inner;  /* its own memory */
};

static void place(const struct stage *stage, size_t nodes, size_t inner,
                  struct memory_map *map, struct around *k)
{
  k->x = memory_rows(map, nodes, stage->in.dim);
  k->dx = memory_rows(map, nodes, stage->in.dim);
  k->inner = memory_rows(map, 1, inner);
}

static enum tfn_status workspace(const struct stage *stage,
                                 const struct geometry *geometry, size_t *count)
{
  struct memory_map map = {0};
  struct around k;
  size_t inner = 0;
  enum tfn_status status = stage_workspace(stage->is, geometry, &inner);
  if (status)
    return status;
  place(stage, geometry->graph->nodes, inner, &map, &k);
  *count = map.used;
  return map.too_large ? TFN_TOO_LARGE : TFN_OK;
}

static struct stage_pass inside(const struct stage *stage,
                                const struct stage_pass *pass, struct around *k)
{
  size_t norm = separable_norm_weights(&stage->in);
  struct memory_map map = {.memory = pass->work};
  place(stage, pass->geometry->graph->nodes, 0, &map, k);
  struct stage_pass inner = *pass;
  inner.x = k->x;
  inner.work = k->inner;
  inner.w = pass->w ? pass->w + norm : NULL;
  inner.dw = pass->dw ? pass->dw + norm : NULL;
  inner.dx = pass->dx || pass->dw ? k->dx : NULL;
  return inner;
}

static void look(const struct stage *stage, const struct stage_pass *pass)
{
  const struct stage *is = stage->is;
  struct around k;
  struct stage_pass inner = inside(stage, pass, &k);
  if (is->kind->look)
    is->kind->look(is, &inner);
}

/* ---- [residual] Past a stage and through it ---- */
static void forward(const struct stage *stage, const struct stage_pass *pass)
{
  const struct stage *is = stage->is;
  struct around k;
  struct stage_pass inner = inside(stage, pass, &k);
  size_t nodes = pass->geometry->graph->nodes;
  separable_norm_forward(&stage->in, SEPARABLE_NORM_EPS, nodes, pass->x,
                         pass->w, k.x);
  is->kind->forward(is, &inner);
  for (size_t i = 0; i < nodes * stage->in.dim; i++)
    pass->y[i] += pass->x[i];
}

static void backward(const struct stage *stage, const struct stage_pass *pass)
{
  const struct stage *is = stage->is;
  struct around k;
  struct stage_pass inner = inside(stage, pass, &k);
  size_t nodes = pass->geometry->graph->nodes, n = nodes * stage->in.dim;
  for (size_t i = 0; i < n; i++) {
    k.dx[i] = 0;
    if (pass->dx)
      pass->dx[i] += pass->dy[i];
  }
  is->kind->backward(is, &inner);
  separable_norm_backward(&stage->in, SEPARABLE_NORM_EPS, nodes, pass->x,
                          pass->w, k.dx, pass->dx, pass->dw);
}

/* ---- [wrap] The whole as a stage ---- */
static void initial(const struct stage *stage, struct random *g, real *w)
{
  const struct stage *is = stage->is;
  separable_norm_initial(&stage->in, w);
  is->kind->initial(is, g, w + separable_norm_weights(&stage->in));
}

static void release(void *is)
{
  stage_free(is);
  free(is);
}

static const struct stage_kind AROUND = {.name = "separable residual",
                                         .workspace = workspace,
                                         .initial = initial,
                                         .look = look,
                                         .forward = forward,
                                         .backward = backward,
                                         .free = release};

static enum tfn_status wrap(const struct stage *inner, struct stage *stage)
{
  if (!inner->kind)
    return TFN_NULL;
  if (!irreps_equal(&inner->in, &inner->out) || !layer_norm_fits(&inner->in))
    return TFN_BAD_SHAPE;
  if (inner->weights > SIZE_MAX / 32)
    return TFN_TOO_LARGE;
  struct stage *is = memory_array(1, sizeof *is);
  if (!is)
    return TFN_NO_MEMORY;
  *is = *inner;
  uint64_t mark = inner->variant;
  for (const char *c = inner->kind->name; *c; c++)
    mark = mark * 31 + (unsigned char)*c;
  *stage = (struct stage){.kind = &AROUND,
                          .in = inner->in,
                          .out = inner->out,
                          .weights = separable_norm_weights(&inner->in) +
                                     inner->weights,
                          .variant = mark,
                          .is = is};
  return TFN_OK;
}

enum tfn_status separable_residual(struct stage *inner, struct stage *stage)
{
  if (stage)
    memset(stage, 0, sizeof *stage);
  enum tfn_status status = inner && stage ? wrap(inner, stage) : TFN_NULL;
  if (status)
    stage_free(inner);
  else
    memset(inner, 0, sizeof *inner);
  return status;
}

struct stage *separable_inner(const struct stage *stage)
{
  return stage && stage->kind == &AROUND ? stage->is : NULL;
}

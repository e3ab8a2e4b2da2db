/* layer_norm.c: every block of a node divided by its own size, forward and
 * backward. */
#include "layer_norm.h"

#include "nodewise.h"

#include <stdbool.h>
#include <string.h>

/* ---- [sizes] What may be normalised ---- */
static bool is_scalar(const struct irreps_block *k)
{
  return k->l == 0 && k->parity == 1;
}

static size_t numbers_of(const struct irreps_block *k)
{
  return k->channels * (2 * (size_t)k->l + 1);
}

bool layer_norm_fits(const struct irreps *irreps)
{
  if (irreps_check(irreps))
    return false;
  for (size_t b = 0; b < irreps->n; b++)
    if (is_scalar(&irreps->block[b]) && irreps->block[b].channels == 1)
      return false;
  return true;
}

size_t layer_norm_weights(const struct irreps *irreps)
{
  return norm_gate_count(irreps) + bias_count(irreps);
}

enum tfn_status layer_norm_initial(const struct irreps *irreps, real eps,
                                   real *w)
{
  if (!irreps || (irreps->n && !w))
    return TFN_NULL;
  if (!layer_norm_fits(irreps))
    return TFN_BAD_SHAPE;
  for (size_t k = 0; k < layer_norm_weights(irreps); k++)
    w[k] = k < norm_gate_count(irreps) ? real_sqrt(1 + eps) : 0;
  return TFN_OK;
}

/* ---- [size] The mean and the size of a block ---- */
struct size {
  real mean;    /* 0 unless the block is 0e */
  real inverse; /* 1 / sqrt(v + eps) */
};

static struct size size_of(const struct irreps_block *k, real eps,
                           const real *x)
{
  struct size s = {0, 0};
  size_t n = numbers_of(k);
  real v = 0;
  for (size_t i = 0; is_scalar(k) && i < n; i++)
    s.mean += x[i] / (real)n;
  for (size_t i = 0; i < n; i++)
    v += (x[i] - s.mean) * (x[i] - s.mean) / (real)n;
  s.inverse = 1 / real_sqrt(v + eps);
  return s;
}

/* ---- [forward] Forward ---- */
static void norm_block(const struct irreps_block *k, real eps, const real *x,
                       const real *g, const real *b, real *y)
{
  struct size s = size_of(k, eps, x);
  for (size_t i = 0; i < numbers_of(k); i++) {
    size_t c = i % k->channels;
    y[i] = g[c] * (x[i] - s.mean) * s.inverse + (is_scalar(k) ? b[c] : 0);
  }
}

enum tfn_status layer_norm_forward(const struct irreps *irreps, real eps,
                                   size_t n, const real *x, const real *w,
                                   real *y)
{
  if (!irreps || (n && irreps->n && (!x || !w || !y)))
    return TFN_NULL;
  if (!layer_norm_fits(irreps))
    return TFN_BAD_SHAPE;
  for (size_t i = 0; i < n && irreps->n; i++) {
    const real *g = w, *b = w + norm_gate_count(irreps);
    for (size_t k = 0; k < irreps->n; k++) {
      const struct irreps_block *block = &irreps->block[k];
      size_t at = i * irreps->dim + block->offset;
      norm_block(block, eps, x + at, g, b, y + at);
      g += block->channels;
      b += is_scalar(block) ? block->channels : 0;
    }
  }
  return TFN_OK;
}

/* ---- [backward] Backward ----
 *
 * With z = (x - mean) / sqrt(v + eps) and dz = g dy, both mean and v depend on
 * every number of the block, and the chain rule gives
 *
 *   dx = (dz - <dz> - z <dz z>) / sqrt(v + eps),
 *
 * <> being the mean over the block; <dz> only where a mean was taken off. */
static void norm_block_backward(const struct irreps_block *k, real eps,
                                const real *x, const real *g, const real *dy,
                                real *dx, real *dg, real *db)
{
  struct size s = size_of(k, eps, x);
  size_t n = numbers_of(k), C = k->channels;
  real mean = 0, along = 0;
  for (size_t i = 0; i < n; i++) {
    real z = (x[i] - s.mean) * s.inverse;
    mean += is_scalar(k) ? g[i % C] * dy[i] / (real)n : 0;
    along += g[i % C] * dy[i] * z / (real)n;
    if (dg)
      dg[i % C] += dy[i] * z;
    if (db && is_scalar(k))
      db[i % C] += dy[i];
  }
  for (size_t i = 0; dx && i < n; i++) {
    real z = (x[i] - s.mean) * s.inverse;
    dx[i] += (g[i % C] * dy[i] - mean - z * along) * s.inverse;
  }
}

enum tfn_status layer_norm_backward(const struct irreps *irreps, real eps,
                                    size_t n, const real *x, const real *w,
                                    const real *dy, real *dx, real *dw)
{
  if (!irreps || (n && irreps->n && (!x || !w || !dy)))
    return TFN_NULL;
  if (!layer_norm_fits(irreps))
    return TFN_BAD_SHAPE;
  size_t biases = norm_gate_count(irreps);
  for (size_t i = 0; i < n; i++) {
    size_t c = 0, e = biases;
    for (size_t k = 0; k < irreps->n; k++) {
      const struct irreps_block *block = &irreps->block[k];
      size_t at = i * irreps->dim + block->offset;
      norm_block_backward(block, eps, x + at, w + c, dy + at,
                          dx ? dx + at : NULL, dw ? dw + c : NULL,
                          dw ? dw + e : NULL);
      c += block->channels;
      e += is_scalar(block) ? block->channels : 0;
    }
  }
  return TFN_OK;
}

/* ---- [stage] The layer norm as a stage ----
 *
 * It needs no memory: its layout is the stage's. */
static enum tfn_status workspace(const struct stage *stage,
                                 const struct geometry *geometry, size_t *count)
{
  (void)stage, (void)geometry;
  *count = 0;
  return TFN_OK;
}

static void initial(const struct stage *stage, struct random *g, real *w)
{
  (void)g;
  layer_norm_initial(&stage->in, LAYER_NORM_EPS, w);
}

static void forward(const struct stage *stage, const struct stage_pass *pass)
{
  layer_norm_forward(&stage->in, LAYER_NORM_EPS, pass->geometry->graph->nodes,
                     pass->x, pass->w, pass->y);
}

static void backward(const struct stage *stage, const struct stage_pass *pass)
{
  layer_norm_backward(&stage->in, LAYER_NORM_EPS, pass->geometry->graph->nodes,
                      pass->x, pass->w, pass->dy, pass->dx, pass->dw);
}

static const struct stage_kind NORM = {.name = "layer norm",
                                       .workspace = workspace,
                                       .initial = initial,
                                       .forward = forward,
                                       .backward = backward};

enum tfn_status layer_norm_stage(const struct irreps *irreps,
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
                          .weights = layer_norm_weights(irreps)};
  return TFN_OK;
}

bool layer_norm_is(const struct stage *stage)
{
  return stage && stage->kind == &NORM;
}

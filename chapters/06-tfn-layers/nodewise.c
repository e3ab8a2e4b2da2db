/* nodewise.c: channel mixing, bias and the two gates, forward and backward. */
#include "nodewise.h"
#include "memory.h"
#include "radial.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* ---- [blocks] Reading a block of a layout ---- */
static bool same_irrep(const struct irreps_block *a,
                       const struct irreps_block *b)
{
  return a->l == b->l && a->parity == b->parity;
}

static bool is_scalar(const struct irreps_block *b)
{
  return b->l == 0 && b->parity == 1;
}

static size_t components(const struct irreps_block *b)
{
  return 2 * (size_t)b->l + 1;
}

/* ---- [mixcreate] Which block feeds which ---- */
static bool add_paths_to(struct mix *mix, size_t out)
{
  const struct irreps_block *to = &mix->out.block[out];
  size_t fan_in = 0, begin = mix->paths;
  for (size_t b = 0; b < mix->in.n; b++) {
    const struct irreps_block *from = &mix->in.block[b];
    if (!same_irrep(from, to))
      continue;
    fan_in += from->channels;
    mix->path[mix->paths++] = (struct mix_path){b, out, mix->weights, 0};
    if (from->channels > (SIZE_MAX / 16 - mix->weights) / to->channels)
      return false;
    mix->weights += from->channels * to->channels;
  }
  for (size_t p = begin; p < mix->paths; p++)
    mix->path[p].fan_in = fan_in;
  return true;
}

static enum tfn_status find_paths(struct mix *mix, bool partial)
{
  mix->path = memory_array(mix->in.n * mix->out.n, sizeof *mix->path);
  if (!mix->path)
    return TFN_NO_MEMORY;
  for (size_t b = 0; b < mix->out.n; b++) {
    size_t before = mix->paths;
    if (!add_paths_to(mix, b))
      return TFN_TOO_LARGE;
    if (!partial && mix->paths == before)
      return TFN_NO_PATH;
  }
  return TFN_OK;
}

enum tfn_status mix_create(const struct irreps *in, const struct irreps *out,
                           bool partial, struct mix *mix)
{
  if (!in || !out || !mix)
    return TFN_NULL;
  memset(mix, 0, sizeof *mix);
  if (irreps_check(in) || irreps_check(out))
    return TFN_BAD_SHAPE;
  mix->in = *in;
  mix->out = *out;
  enum tfn_status status = find_paths(mix, partial);
  if (status)
    mix_free(mix);
  return status;
}

/* ---- [mixsizes] Memory and first weights ---- */
void mix_free(struct mix *mix)
{
  if (!mix)
    return;
  free(mix->path);
  memset(mix, 0, sizeof *mix);
}

size_t mix_weights(const struct mix *mix)
{
  return mix ? mix->weights : 0;
}

/* A sum of F independent terms of variance v has variance F v. */
enum tfn_status mix_initial(const struct mix *mix, const real *gain,
                            struct random *g, real *W)
{
  if (!mix || !g || (mix->weights && !W))
    return TFN_NULL;
  for (size_t p = 0; p < mix->paths; p++) {
    const struct mix_path *path = &mix->path[p];
    size_t n =
        mix->in.block[path->in].channels * mix->out.block[path->out].channels;
    real sigma = (gain ? gain[path->out] : 1) / real_sqrt((real)path->fan_in);
    for (size_t k = 0; k < n; k++)
      W[path->weight + k] = sigma * (real)random_normal(g);
  }
  return TFN_OK;
}

/* ---- [mixforward] A matrix on the channels, the same for every m ---- */
enum tfn_status mix_forward(const struct mix *mix, size_t n, const real *x,
                            const real *W, bool add, real *y)
{
  if (!mix || (mix->weights && !W) || (n && (!x || !y)))
    return TFN_NULL;
  if (!add && n)
    memset(y, 0, n * mix->out.dim * sizeof *y);
  for (size_t i = 0; i < n; i++)
    for (size_t p = 0; p < mix->paths; p++) {
      const struct irreps_block *from = &mix->in.block[mix->path[p].in];
      const struct irreps_block *to = &mix->out.block[mix->path[p].out];
      const real *weights = W + mix->path[p].weight;
      for (size_t m = 0; m < components(from); m++) {
        const real *row =
            x + i * mix->in.dim + from->offset + m * from->channels;
        real *out = y + i * mix->out.dim + to->offset + m * to->channels;
        for (size_t c = 0; c < from->channels; c++)
          for (size_t d = 0; d < to->channels; d++)
            out[d] += row[c] * weights[c * to->channels + d];
      }
    }
  return TFN_OK;
}

/* ---- [mixbackward] And backwards ----
 *
 * One component m of one path: dx_c += sum_d W_cd dy_d, dW_cd += x_c dy_d. */
static void mix_row_backward(size_t channels_in, size_t channels_out,
                             const real *x, const real *W, const real *dy,
                             real *dx, real *dW)
{
  for (size_t c = 0; c < channels_in; c++)
    for (size_t d = 0; d < channels_out; d++) {
      if (dx)
        dx[c] += W[c * channels_out + d] * dy[d];
      if (dW)
        dW[c * channels_out + d] += x[c] * dy[d];
    }
}

enum tfn_status mix_backward(const struct mix *mix, size_t n, const real *x,
                             const real *W, const real *dy, real *dx, real *dW)
{
  if (!mix || (mix->weights && !W) || (n && (!x || !dy)))
    return TFN_NULL;
  for (size_t i = 0; i < n; i++)
    for (size_t p = 0; p < mix->paths; p++) {
      const struct irreps_block *from = &mix->in.block[mix->path[p].in];
      const struct irreps_block *to = &mix->out.block[mix->path[p].out];
      size_t weight = mix->path[p].weight;
      for (size_t m = 0; m < components(from); m++) {
        size_t in = i * mix->in.dim + from->offset + m * from->channels;
        size_t out = i * mix->out.dim + to->offset + m * to->channels;
        mix_row_backward(from->channels, to->channels, x + in, W + weight,
                         dy + out, dx ? dx + in : NULL,
                         dW ? dW + weight : NULL);
      }
    }
  return TFN_OK;
}

/* ---- [bias] A bias, on even scalars only ---- */
size_t bias_count(const struct irreps *irreps)
{
  size_t count = 0;
  for (size_t b = 0; irreps && b < irreps->n; b++)
    if (is_scalar(&irreps->block[b]))
      count += irreps->block[b].channels;
  return count;
}

enum tfn_status bias_forward(const struct irreps *irreps, size_t n,
                             const real *b, real *x)
{
  if (!irreps || (n && (!x || (bias_count(irreps) && !b))))
    return TFN_NULL;
  for (size_t i = 0; i < n; i++) {
    const real *next = b;
    for (size_t k = 0; k < irreps->n; k++)
      if (is_scalar(&irreps->block[k]))
        for (size_t c = 0; c < irreps->block[k].channels; c++)
          x[i * irreps->dim + irreps->block[k].offset + c] += *next++;
  }
  return TFN_OK;
}

enum tfn_status bias_backward(const struct irreps *irreps, size_t n,
                              const real *dx, real *db)
{
  if (!irreps || (n && (!dx || (bias_count(irreps) && !db))))
    return TFN_NULL;
  for (size_t i = 0; i < n; i++) {
    real *next = db;
    for (size_t k = 0; k < irreps->n; k++)
      if (is_scalar(&irreps->block[k]))
        for (size_t c = 0; c < irreps->block[k].channels; c++)
          *next++ += dx[i * irreps->dim + irreps->block[k].offset + c];
  }
  return TFN_OK;
}

/* ---- [norm] The norm of one channel ----
 *
 * x points to its component m = -l; the others follow `stride` apart. */
static real dot(size_t components, size_t stride, const real *x, const real *y)
{
  real sum = 0;
  for (size_t m = 0; m < components; m++)
    sum += x[m * stride] * y[m * stride];
  return sum;
}

static real safe_norm(size_t n, size_t stride, const real *x)
{
  return real_sqrt(dot(n, stride, x, x) + NORM_GATE_EPS * NORM_GATE_EPS);
}

/* ---- [normforward] The norm gate ---- */
size_t norm_gate_count(const struct irreps *irreps)
{
  size_t count = 0;
  for (size_t b = 0; irreps && b < irreps->n; b++)
    count += irreps->block[b].channels;
  return count;
}

static void norm_gate_block(const struct irreps_block *k, const real *x,
                            const real *b, real *y)
{
  for (size_t c = 0; c < k->channels; c++) {
    if (is_scalar(k)) {
      y[c] = smooth_silu(x[c] + b[c], NULL);
      continue;
    }
    real s =
        smooth_sigmoid(safe_norm(components(k), k->channels, x + c) + b[c]);
    for (size_t m = 0; m < components(k); m++)
      y[m * k->channels + c] = s * x[m * k->channels + c];
  }
}

enum tfn_status norm_gate_forward(const struct irreps *irreps, size_t n,
                                  const real *x, const real *b, real *y)
{
  if (!irreps || (n && irreps->n && (!x || !b || !y)))
    return TFN_NULL;
  for (size_t i = 0; i < n; i++) {
    const real *next = b;
    for (size_t k = 0; k < irreps->n; k++) {
      size_t at = i * irreps->dim + irreps->block[k].offset;
      norm_gate_block(&irreps->block[k], x + at, next, y + at);
      next += irreps->block[k].channels;
    }
  }
  return TFN_OK;
}

/* ---- [normbackward] The norm gate, backwards ----
 *
 * y_m = x_m s(N + b) depends on x_m twice, directly and through N:
 *
 *   dx_m += s dy_m + (s' x_m / N) sum_m' dy_m' x_m',  db += s' sum dy_m' x_m'.
 */
static void norm_gate_block_backward(const struct irreps_block *k,
                                     const real *x, const real *b,
                                     const real *dy, real *dx, real *db)
{
  for (size_t c = 0; c < k->channels; c++) {
    if (is_scalar(k)) {
      real slope;
      smooth_silu(x[c] + b[c], &slope);
      if (dx)
        dx[c] += slope * dy[c];
      if (db)
        db[c] += slope * dy[c];
      continue;
    }
    real N = safe_norm(components(k), k->channels, x + c);
    real s = smooth_sigmoid(N + b[c]);
    real slope = s * (1 - s) * dot(components(k), k->channels, dy + c, x + c);
    if (db)
      db[c] += slope;
    for (size_t m = c; dx && m < components(k) * k->channels; m += k->channels)
      dx[m] += s * dy[m] + slope * x[m] / N;
  }
}

enum tfn_status norm_gate_backward(const struct irreps *irreps, size_t n,
                                   const real *x, const real *b, const real *dy,
                                   real *dx, real *db)
{
  if (!irreps || (n && irreps->n && (!x || !b || !dy)))
    return TFN_NULL;
  for (size_t i = 0; i < n; i++) {
    size_t next = 0;
    for (size_t k = 0; k < irreps->n; k++) {
      size_t at = i * irreps->dim + irreps->block[k].offset;
      norm_gate_block_backward(&irreps->block[k], x + at, b + next, dy + at,
                               dx ? dx + at : NULL, db ? db + next : NULL);
      next += irreps->block[k].channels;
    }
  }
  return TFN_OK;
}

/* ---- [gateinput] What a scalar gate eats ---- */
enum tfn_status scalar_gate_input(const struct irreps *out, struct irreps *in)
{
  if (!out || !in)
    return TFN_NULL;
  if (irreps_check(out))
    return TFN_BAD_SHAPE;
  size_t gates = norm_gate_count(out) - bias_count(out);
  *in = *out;
  return gates == 0 || irreps_append(in, gates, 0, 1) == IRREPS_OK
             ? TFN_OK
             : TFN_TOO_LARGE;
}

/* ---- [gateforward] The scalar gate ---- */
static void gate_block(const struct irreps_block *k, const real *x,
                       const real *gate, real *y)
{
  for (size_t c = 0; c < k->channels; c++) {
    if (is_scalar(k)) {
      y[c] = smooth_silu(x[c], NULL);
      continue;
    }
    real s = smooth_sigmoid(gate[c]);
    for (size_t m = 0; m < components(k); m++)
      y[m * k->channels + c] = s * x[m * k->channels + c];
  }
}

enum tfn_status scalar_gate_forward(const struct irreps *out, size_t n,
                                    const real *x, real *y)
{
  if (!out || (n && out->n && (!x || !y)))
    return TFN_NULL;
  size_t stride = out->dim + norm_gate_count(out) - bias_count(out);
  for (size_t i = 0; i < n && out->n; i++) {
    const real *row = x + i * stride, *gate = row + out->dim;
    for (size_t k = 0; k < out->n; k++) {
      const struct irreps_block *block = &out->block[k];
      gate_block(block, row + block->offset, gate,
                 y + i * out->dim + block->offset);
      gate += is_scalar(block) ? 0 : block->channels;
    }
  }
  return TFN_OK;
}

/* ---- [gatebackward] The scalar gate, backwards ----
 *
 * Here x_m and the gate are independent inputs: dx_m += s dy_m and
 * dgate += s' sum_m dy_m x_m. */
static void gate_block_backward(const struct irreps_block *k, const real *x,
                                const real *gate, const real *dy, real *dx,
                                real *dgate)
{
  for (size_t c = 0; c < k->channels; c++) {
    real slope;
    if (is_scalar(k)) {
      smooth_silu(x[c], &slope);
      dx[c] += slope * dy[c];
      continue;
    }
    real s = smooth_sigmoid(gate[c]);
    dgate[c] += s * (1 - s) * dot(components(k), k->channels, dy + c, x + c);
    for (size_t m = c; m < components(k) * k->channels; m += k->channels)
      dx[m] += s * dy[m];
  }
}

enum tfn_status scalar_gate_backward(const struct irreps *out, size_t n,
                                     const real *x, const real *dy, real *dx)
{
  if (!out || (n && out->n && (!x || !dy || !dx)))
    return TFN_NULL;
  size_t stride = out->dim + norm_gate_count(out) - bias_count(out);
  for (size_t i = 0; i < n; i++) {
    size_t row = i * stride, gate = row + out->dim;
    for (size_t k = 0; k < out->n; k++) {
      const struct irreps_block *block = &out->block[k];
      size_t at = row + block->offset;
      gate_block_backward(block, x + at, x + gate,
                          dy + i * out->dim + block->offset, dx + at,
                          dx + gate);
      gate += is_scalar(block) ? 0 : block->channels;
    }
  }
  return TFN_OK;
}

/* fast_layer.c: a layer of chapter 6 with a receiver in each lane of a vector.
 * The loops are those of chapters 5 and 6, with a vec where a number stood. */
#include "fast_layer.h"

#include "simd_math.h"

#include <stdlib.h>

/* ---- [sort] Edges into lanes ---- */
static size_t count_slots(const struct graph *graph, size_t *first)
{
  size_t slots = 0, blocks = (graph->nodes + LANES - 1) / LANES;
  for (size_t b = 0; b < blocks; b++) {
    size_t most = 0;
    first[b] = slots;
    for (size_t i = b * LANES; i < (b + 1) * LANES && i < graph->nodes; i++) {
      const size_t edges = graph->first[i + 1] - graph->first[i];
      most = edges > most ? edges : most;
    }
    slots += most;
  }
  return first[blocks] = slots;
}

static void fill_slots(const struct graph *graph, struct lanes *lanes)
{
  for (size_t b = 0; b < lanes->blocks; b++)
    for (size_t s = lanes->first[b]; s < lanes->first[b + 1]; s++)
      for (size_t lane = 0; lane < LANES; lane++) {
        const size_t i = b * LANES + lane, at = s * LANES + lane;
        size_t e = NO_EDGE;
        if (i < graph->nodes)
          e = graph->first[i] + (s - lanes->first[b]);
        if (e != NO_EDGE && e >= graph->first[i + 1])
          e = NO_EDGE;
        lanes->edge[at] = e;
        lanes->sender[at] = (uint32_t)(e == NO_EDGE ? i : graph->sender[e]);
      }
}

enum tfn_status lanes_create(const struct graph *graph, struct lanes *lanes)
{
  memset(lanes, 0, sizeof *lanes);
  if (graph->nodes > UINT32_MAX - LANES)
    return TFN_TOO_LARGE;
  lanes->nodes = graph->nodes;
  lanes->blocks = (graph->nodes + LANES - 1) / LANES;
  lanes->first = malloc((lanes->blocks + 1) * sizeof *lanes->first);
  if (!lanes->first)
    return TFN_NO_MEMORY;
  /* Never more slots than edges, and those were counted in memory. */
  lanes->slots = count_slots(graph, lanes->first);
  const size_t n = (lanes->slots + 1) * LANES;
  lanes->edge = malloc(n * sizeof *lanes->edge);
  lanes->sender = malloc(n * sizeof *lanes->sender);
  if (!lanes->edge || !lanes->sender) {
    lanes_free(lanes);
    return TFN_NO_MEMORY;
  }
  fill_slots(graph, lanes);
  return TFN_OK;
}

void lanes_free(struct lanes *lanes)
{
  free(lanes->first);
  free(lanes->edge);
  free(lanes->sender);
  memset(lanes, 0, sizeof *lanes);
}

/* ---- [look] What does not change from step to step ---- */
void lanes_spread(const struct lanes *lanes, size_t columns, const real *from,
                  vec *to)
{
  for (size_t s = 0; s < lanes->slots; s++)
    for (size_t k = 0; k < columns; k++)
      for (size_t lane = 0; lane < LANES; lane++) {
        const size_t e = lanes->edge[s * LANES + lane];
        to[s * columns + k][lane] = e == NO_EDGE ? 0 : from[e * columns + k];
      }
}

void fast_layer_look(const struct fast_layer *f, const struct graph *graph)
{
  const struct tensor_product *tp = f->layer->convolution.product;
  const real scale = f->layer->convolution.scale;
  memset(f->M, 0, f->lanes->slots * tp->pairs * sizeof(vec));
  for (size_t at = 0; at < f->lanes->slots * LANES; at++) {
    if (f->lanes->edge[at] == NO_EDGE)
      continue;
    const real *Y = graph->Y + f->lanes->edge[at] * graph->harmonics;
    vec *M = f->M + at / LANES * tp->pairs;
    for (const struct tp_path *p = tp->path; p < tp->path + tp->paths; p++)
      for (size_t g = p->pair; g < p->pair + p->shape.pairs; g++)
        M[g][at % LANES] =
            scale * tp_contract(&tp->pair[g], tp->term + p->term,
                                Y + tp->in2.block[p->b2].offset, 1);
  }
}

/* ---- [place] Memory ---- */
bool fast_layer_applies(const struct layer *layer)
{
  return layer->is.mode == TP_DEPTHWISE &&
         (layer->is.gate == GATE_NONE || layer->is.gate == GATE_NORM);
}

static vec *cut(vec *memory, size_t *at, size_t n)
{
  vec *piece = memory ? memory + *at : NULL;
  *at += n;
  return piece;
}

void fast_layer_place(const struct layer *layer, const struct lanes *lanes,
                      vec *memory, size_t *at, struct fast_layer *f)
{
  const size_t slots = lanes->slots, blocks = lanes->blocks;
  const size_t in = layer->is.in.dim, gated = layer->gated.dim;
  const size_t messages = layer->mix.in.dim, w = layer->radial.outputs;
  f->layer = layer;
  f->lanes = lanes;
  f->M = cut(memory, at, slots * layer->convolution.product->pairs);
  f->x = cut(memory, at, slots * in);
  f->s = cut(memory, at, slots * layer->radial.hidden);
  f->slope = cut(memory, at, slots * layer->radial.hidden);
  f->w = cut(memory, at, slots * w);
  f->messages = cut(memory, at, blocks * messages);
  f->gated = cut(memory, at, blocks * gated);
  f->gradient = cut(memory, at, layer_weights(layer));
  f->dmessages = cut(memory, at, messages);
  f->dgated = cut(memory, at, gated);
  f->dx = cut(memory, at, in);
  f->dw = cut(memory, at, w);
}

/* ---- [gather] From senders and back: where lanes are crossed ---- */
SIMD_INLINE void gather(size_t dim, const uint32_t *sender, const vec *x,
                        vec *to)
{
  for (size_t lane = 0; lane < LANES; lane++) {
    const vec *from = x + sender[lane] / LANES * dim;
    const size_t of = sender[lane] % LANES;
    for (size_t k = 0; k < dim; k++)
      to[k][lane] = from[k][of];
  }
}

SIMD_INLINE void scatter(size_t dim, const uint32_t *sender, const vec *from,
                         vec *x)
{
  for (size_t lane = 0; lane < LANES; lane++) {
    vec *to = x + sender[lane] / LANES * dim;
    const size_t of = sender[lane] % LANES;
    for (size_t k = 0; k < dim; k++)
      to[k][of] += from[k][lane];
  }
}

/* ---- [radial] The radial network of a slot ---- */
SIMD_INLINE void radial_forward(const struct radial_net *net, const vec *B,
                                const real *W, vec *s, vec *slope, vec *w)
{
  const size_t in = net->inputs, mid = net->hidden, out = net->outputs;
  const real *W2 = W + in * mid;
  for (size_t j = 0; j < mid; j++) {
    vec h = {0};
    for (size_t i = 0; i < in; i++)
      h += B[i] * W[i * mid + j];
    const vec g = vec_sigmoid(h);
    s[j] = h * g;
    slope[j] = g + h * g * (1 - g);
  }
  for (size_t k = 0; k < out; k++) {
    vec sum = {0};
    for (size_t j = 0; j < mid; j++)
      sum += s[j] * W2[j * out + k];
    w[k] = sum;
  }
}

SIMD_INLINE void radial_backward(const struct radial_net *net, const vec *B,
                                 const real *W, const vec *s, const vec *slope,
                                 const vec *dw, vec *dW)
{
  const size_t in = net->inputs, mid = net->hidden, out = net->outputs;
  const real *W2 = W + in * mid;
  vec *dW2 = dW + in * mid;
  for (size_t j = 0; j < mid; j++) {
    vec ds = {0};
    for (size_t k = 0; k < out; k++) {
      ds += dw[k] * W2[j * out + k];
      dW2[j * out + k] += s[j] * dw[k];
    }
    for (size_t i = 0; i < in; i++)
      dW[i * mid + j] += B[i] * (ds * slope[j]);
  }
}

/* ---- [product] The messages of a slot, added to their receivers ---- */
SIMD_INLINE void product_forward(const struct tensor_product *tp, const vec *M,
                                 const vec *x, const vec *w, vec *y)
{
  for (const struct tp_path *p = tp->path; p < tp->path + tp->paths; p++) {
    const size_t n = p->shape.channels1;
    const vec *in = x + tp->in1.block[p->b1].offset, *wp = w + p->weight;
    vec *out = y + tp->out.block[p->b3].offset;
    for (size_t g = p->pair; g < p->pair + p->shape.pairs; g++) {
      const size_t i1 = tp->pair[g].i1 * n, i3 = tp->pair[g].i3 * n;
      const vec m = M[g];
      for (size_t c = 0; c < n; c++)
        out[i3 + c] += m * wp[c] * in[i1 + c];
    }
  }
}

SIMD_INLINE void product_backward(const struct tensor_product *tp, const vec *M,
                                  const vec *x, const vec *w, const vec *dy,
                                  vec *dx, vec *dw)
{
  for (const struct tp_path *p = tp->path; p < tp->path + tp->paths; p++) {
    const size_t n = p->shape.channels1, in = tp->in1.block[p->b1].offset;
    const vec *out = dy + tp->out.block[p->b3].offset, *wp = w + p->weight;
    for (size_t g = p->pair; g < p->pair + p->shape.pairs; g++) {
      const size_t i1 = in + tp->pair[g].i1 * n, i3 = tp->pair[g].i3 * n;
      const vec m = M[g];
      for (size_t c = 0; c < n; c++) {
        const vec d = m * out[i3 + c];
        dx[i1 + c] += wp[c] * d;
        dw[p->weight + c] += x[i1 + c] * d;
      }
    }
  }
}

/* ---- [mix] Channel mixing of a block ---- */
SIMD_INLINE void mix_lanes(const struct mix *mix, const vec *x, const real *W,
                           vec *y)
{
  for (const struct mix_path *p = mix->path; p < mix->path + mix->paths; p++) {
    const struct irreps_block *from = &mix->in.block[p->in];
    const struct irreps_block *to = &mix->out.block[p->out];
    const size_t n = from->channels, N = to->channels;
    for (size_t m = 0; m < 2 * (size_t)from->l + 1; m++)
      for (size_t d = 0; d < N; d++) {
        vec sum = y[to->offset + m * N + d];
        for (size_t c = 0; c < n; c++)
          sum += x[from->offset + m * n + c] * W[p->weight + c * N + d];
        y[to->offset + m * N + d] = sum;
      }
  }
}

SIMD_INLINE void mix_lanes_backward(const struct mix *mix, const vec *x,
                                    const real *W, const vec *dy, vec *dx,
                                    vec *dW)
{
  for (const struct mix_path *p = mix->path; p < mix->path + mix->paths; p++) {
    const struct irreps_block *from = &mix->in.block[p->in];
    const struct irreps_block *to = &mix->out.block[p->out];
    const size_t n = from->channels, N = to->channels;
    for (size_t m = 0; m < 2 * (size_t)from->l + 1; m++) {
      const vec *d = dy + to->offset + m * N;
      for (size_t c = 0; c < n; c++) {
        const size_t at = from->offset + m * n + c, w = p->weight + c * N;
        vec sum = {0};
        for (size_t k = 0; k < N; k++) {
          sum += W[w + k] * d[k];
          dW[w + k] += x[at] * d[k];
        }
        if (dx)
          dx[at] += sum;
      }
    }
  }
}

/* ---- [gate] The norm gate of a block ----
 *
 * Without a gate only even scalars have a bias.  As in chapter 6, N is kept
 * from 0 by NORM_GATE_EPS. */
SIMD_INLINE vec dot(const struct irreps_block *k, const vec *x, const vec *y)
{
  vec sum = {0};
  for (size_t m = 0; m < 2 * (size_t)k->l + 1; m++)
    sum += x[m * k->channels] * y[m * k->channels];
  return sum;
}

SIMD_INLINE vec norm(const struct irreps_block *k, const vec *x)
{
  return vec_sqrt(dot(k, x, x) + NORM_GATE_EPS * NORM_GATE_EPS);
}

SIMD_INLINE bool is_scalar(const struct irreps_block *k)
{
  return k->l == 0 && k->parity == 1;
}

SIMD_INLINE void gate_lanes(const struct layer *layer, const real *bias, vec *x,
                            vec *y)
{
  const bool open = layer->is.gate == GATE_NONE;
  for (size_t b = 0; b < layer->gated.n; b++) {
    const struct irreps_block *k = &layer->gated.block[b];
    const size_t end = k->offset + (2 * (size_t)k->l + 1) * k->channels;
    for (size_t c = k->offset; c < k->offset + k->channels; c++) {
      if (is_scalar(k) && open)
        x[c] += *bias++; /* as bias_forward: in place */
      vec s = vec_set(1);
      if (!open)
        s = vec_sigmoid((is_scalar(k) ? x[c] : norm(k, x + c)) + *bias);
      if (is_scalar(k) && !open)
        y[c] = (x[c] + *bias) * s;
      else
        for (size_t m = c; m < end; m += k->channels)
          y[m] = s * x[m];
      bias += !open;
    }
  }
}

/* ---- [gateback] And its gradients ---- */
SIMD_INLINE void gate_lanes_backward(const struct layer *layer,
                                     const real *bias, const vec *x,
                                     const vec *dy, vec *dbias, vec *dx)
{
  const bool open = layer->is.gate == GATE_NONE;
  for (size_t b = 0; b < layer->gated.n; b++) {
    const struct irreps_block *k = &layer->gated.block[b];
    const size_t end = k->offset + (2 * (size_t)k->l + 1) * k->channels;
    for (size_t c = k->offset; c < k->offset + k->channels; c++) {
      if (open) {
        for (size_t m = c; m < end; m += k->channels)
          dx[m] = dy[m];
        if (is_scalar(k))
          *dbias++ += dy[c];
        continue;
      }
      const vec N = is_scalar(k) ? x[c] : norm(k, x + c);
      const vec z = N + *bias++, s = vec_sigmoid(z);
      if (is_scalar(k)) {
        dx[c] = (s + z * s * (1 - s)) * dy[c];
        *dbias++ += dx[c];
        continue;
      }
      const vec slope = s * (1 - s) * dot(k, dy + c, x + c);
      *dbias++ += slope;
      for (size_t m = c; m < end; m += k->channels)
        dx[m] = s * dy[m] + slope * x[m] / N;
    }
  }
}

/* ---- [forward] Forward, block after block ---- */
SIMD_CLONES
void fast_layer_forward(const struct fast_layer *f, const vec *B,
                        const real *block, const vec *x, vec *y)
{
  const struct layer *layer = f->layer;
  const struct tensor_product *tp = layer->convolution.product;
  const struct radial_net *net = &layer->radial;
  const struct layer_parameters p = layer_parameters(layer, (real *)block);
  const size_t in = layer->is.in.dim, messages = layer->mix.in.dim;
  const size_t gated = layer->gated.dim;
  for (size_t b = 0; b < f->lanes->blocks; b++) {
    vec *message = f->messages + b * messages, *gate = f->gated + b * gated;
    memset(message, 0, messages * sizeof *message);
    memset(gate, 0, gated * sizeof *gate);
    for (size_t s = f->lanes->first[b]; s < f->lanes->first[b + 1]; s++) {
      vec *w = f->w + s * net->outputs, *xs = f->x + s * in;
      radial_forward(net, B + s * net->inputs, p.radial, f->s + s * net->hidden,
                     f->slope + s * net->hidden, w);
      gather(in, f->lanes->sender + s * LANES, x, xs);
      product_forward(tp, f->M + s * tp->pairs, xs, w, message);
    }
    mix_lanes(&layer->mix, message, p.mix, gate);
    mix_lanes(&layer->self, x + b * in, p.self, gate);
    gate_lanes(layer, p.bias, gate, y + b * gated);
  }
}

/* ---- [backward] Backward ---- */
SIMD_CLONES
void fast_layer_backward(const struct fast_layer *f, const vec *B,
                         const real *block, const vec *x, const vec *dy,
                         vec *dx)
{
  const struct layer *layer = f->layer;
  const struct tensor_product *tp = layer->convolution.product;
  const struct radial_net *net = &layer->radial;
  const struct layer_parameters p = layer_parameters(layer, (real *)block);
  const size_t in = layer->is.in.dim, messages = layer->mix.in.dim;
  const size_t gated = layer->gated.dim;
  vec *dW = f->gradient, *dmix = dW + (p.mix - p.radial);
  vec *dself = dW + (p.self - p.radial), *dbias = dW + (p.bias - p.radial);
  for (size_t b = 0; b < f->lanes->blocks; b++) {
    gate_lanes_backward(layer, p.bias, f->gated + b * gated, dy + b * gated,
                        dbias, f->dgated);
    memset(f->dmessages, 0, messages * sizeof(vec));
    mix_lanes_backward(&layer->self, x + b * in, p.self, f->dgated,
                       dx ? dx + b * in : NULL, dself);
    mix_lanes_backward(&layer->mix, f->messages + b * messages, p.mix,
                       f->dgated, f->dmessages, dmix);
    for (size_t s = f->lanes->first[b]; s < f->lanes->first[b + 1]; s++) {
      memset(f->dw, 0, net->outputs * sizeof(vec));
      memset(f->dx, 0, in * sizeof(vec));
      product_backward(tp, f->M + s * tp->pairs, f->x + s * in,
                       f->w + s * net->outputs, f->dmessages, f->dx, f->dw);
      if (dx)
        scatter(in, f->lanes->sender + s * LANES, f->dx, dx);
      radial_backward(net, B + s * net->inputs, p.radial,
                      f->s + s * net->hidden, f->slope + s * net->hidden, f->dw,
                      dW);
    }
  }
}

/* ---- [gradient] Lanes added up ---- */
SIMD_CLONES
void fast_layer_gradient(const struct fast_layer *f, real *dblock)
{
  const size_t n = layer_weights(f->layer);
  for (size_t k = 0; k < n; k += LANES) {
    vec m[LANES];
    const size_t some = n - k < LANES ? n - k : LANES;
    for (size_t i = 0; i < LANES; i++)
      m[i] = (vec){0};
    for (size_t i = 0; i < some; i++) {
      m[i] = f->gradient[k + i];
      f->gradient[k + i] = (vec){0};
    }
    const vec sum = vec_sums(m);
    for (size_t i = 0; i < some; i++)
      dblock[k + i] += sum[i];
  }
}

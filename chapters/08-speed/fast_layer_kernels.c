/* fast_layer_kernels.c: a layer of chapter 6 with a receiver in each lane of a
 * vector, and Adam.  The loops are those of chapters 5 and 6, with a vec where
 * a number stood.  Compiled once for each width. */
#include "fast_layer_kernels.h"

#include "simd.h"
#include "simd_math.h"

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
                                 const vec *dw, vec *dW, vec *dB)
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
    const vec dh = ds * slope[j];
    for (size_t i = 0; i < in; i++)
      dW[i * mid + j] += B[i] * dh;
    for (size_t i = 0; dB && i < in; i++)
      dB[i] += W[i * mid + j] * dh;
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

/* ---- [productback] And their gradients ----
 *
 * What M gets goes on to the harmonics of which it is made. */
SIMD_INLINE void couplings_backward(const struct tensor_product *tp,
                                    const struct tp_path *p,
                                    const struct tp_pair *pair, vec dm, vec *dY)
{
  const struct tp_term *t = tp->term + p->term + pair->term;
  vec *to = dY + tp->in2.block[p->b2].offset;
  for (size_t k = 0; k < pair->terms; k++)
    to[t[k].i2] += t[k].c * dm;
}

SIMD_INLINE void product_backward(const struct tensor_product *tp, real scale,
                                  const vec *M, const vec *x, const vec *w,
                                  const vec *dy, vec *dx, vec *dw, vec *dY)
{
  for (const struct tp_path *p = tp->path; p < tp->path + tp->paths; p++) {
    const size_t n = p->shape.channels1, in = tp->in1.block[p->b1].offset;
    const vec *out = dy + tp->out.block[p->b3].offset, *wp = w + p->weight;
    for (size_t g = p->pair; g < p->pair + p->shape.pairs; g++) {
      const size_t i1 = in + tp->pair[g].i1 * n, i3 = tp->pair[g].i3 * n;
      const vec m = M[g];
      vec dm = {0};
      for (size_t c = 0; c < n; c++) {
        const vec d = m * out[i3 + c];
        dx[i1 + c] += wp[c] * d;
        dw[p->weight + c] += x[i1 + c] * d;
        if (dY)
          dm += wp[c] * x[i1 + c] * out[i3 + c];
      }
      if (dY)
        couplings_backward(tp, p, &tp->pair[g], scale * dm, dY);
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

/* ---- [cut] The parts of a layer's weights ----
 *
 * As struct layer_parameters, for weights, which are numbers, and for their
 * gradients, which are vectors. */
struct cut {
  size_t mix, self, bias;
};

static struct cut cut(const struct layer *layer)
{
  const size_t mix = radial_net_weights(&layer->radial);
  const size_t self = mix + layer->mix.weights;
  return (struct cut){mix, self, self + layer->self.weights};
}

/* Arrays of numbers are given; they begin where vectors may. */
SIMD_INLINE vec *vecs(real *p)
{
  return (vec *)(void *)p;
}

SIMD_INLINE const vec *read_vecs(const real *p)
{
  return (const vec *)(const void *)p;
}

/* ---- [forward] Forward, block after block ---- */
static void forward(const struct lane_layer *f, const real *weights,
                    const real *features, real *out)
{
  const struct layer *layer = f->layer;
  const struct lane_graph *graph = f->graph;
  const struct tensor_product *tp = layer->convolution.product;
  const struct radial_net *net = &layer->radial;
  const struct cut at = cut(layer);
  const size_t in = layer->is.in.dim, messages = layer->mix.in.dim;
  const size_t gated = layer->gated.dim;
  const vec *x = read_vecs(features), *B = read_vecs(graph->B);
  vec *y = vecs(out);
  for (size_t b = 0; b < graph->blocks; b++) {
    vec *message = vecs(f->messages) + b * messages;
    vec *gate = vecs(f->gated) + b * gated;
    memset(message, 0, messages * sizeof *message);
    memset(gate, 0, gated * sizeof *gate);
    for (size_t s = graph->first[b]; s < graph->first[b + 1]; s++) {
      vec *w = vecs(f->w) + s * net->outputs, *xs = vecs(f->x) + s * in;
      radial_forward(net, B + s * net->inputs, weights,
                     vecs(f->s) + s * net->hidden,
                     vecs(f->slope) + s * net->hidden, w);
      gather(in, graph->sender + s * LANES, x, xs);
      product_forward(tp, read_vecs(f->M) + s * tp->pairs, xs, w, message);
    }
    mix_lanes(&layer->mix, message, weights + at.mix, gate);
    mix_lanes(&layer->self, x + b * in, weights + at.self, gate);
    gate_lanes(layer, weights + at.bias, gate, y + b * gated);
  }
}

/* ---- [slotback] Backward through the edges of a slot ---- */
SIMD_INLINE void slot_backward(const struct lane_layer *f, size_t s,
                               const real *weights, vec *dx)
{
  const struct layer *layer = f->layer;
  const struct lane_graph *graph = f->graph;
  const struct tensor_product *tp = layer->convolution.product;
  const struct radial_net *net = &layer->radial;
  const size_t in = layer->is.in.dim, hidden = net->hidden;
  const vec *M = read_vecs(f->M) + s * tp->pairs;
  const vec *x = read_vecs(f->x) + s * in;
  const vec *w = read_vecs(f->w) + s * net->outputs;
  const vec *dm = read_vecs(f->dmessages);
  vec *dxs = vecs(f->dx), *dw = vecs(f->dw);
  memset(dw, 0, net->outputs * sizeof *dw);
  memset(dxs, 0, in * sizeof *dxs);
  if (graph->dY)
    product_backward(tp, layer->convolution.scale, M, x, w, dm, dxs, dw,
                     vecs(graph->dY) + s * graph->harmonics);
  else
    product_backward(tp, 0, M, x, w, dm, dxs, dw, NULL);
  if (dx)
    scatter(in, graph->sender + s * LANES, dxs, dx);
  radial_backward(net, read_vecs(graph->B) + s * net->inputs, weights,
                  read_vecs(f->s) + s * hidden,
                  read_vecs(f->slope) + s * hidden, dw, vecs(f->gradient),
                  graph->dB ? vecs(graph->dB) + s * net->inputs : NULL);
}

/* ---- [backward] Backward ---- */
static void backward(const struct lane_layer *f, const real *weights,
                     const real *features, const real *gradient, real *out)
{
  const struct layer *layer = f->layer;
  const struct cut at = cut(layer);
  const size_t in = layer->is.in.dim, messages = layer->mix.in.dim;
  const size_t gated = layer->gated.dim;
  const vec *x = read_vecs(features), *dy = read_vecs(gradient);
  vec *dx = out ? vecs(out) : NULL, *dW = vecs(f->gradient);
  vec *dgated = vecs(f->dgated), *dmessages = vecs(f->dmessages);
  for (size_t b = 0; b < f->graph->blocks; b++) {
    gate_lanes_backward(layer, weights + at.bias,
                        read_vecs(f->gated) + b * gated, dy + b * gated,
                        dW + at.bias, dgated);
    memset(dmessages, 0, messages * sizeof *dmessages);
    mix_lanes_backward(&layer->self, x + b * in, weights + at.self, dgated,
                       dx ? dx + b * in : NULL, dW + at.self);
    mix_lanes_backward(&layer->mix, read_vecs(f->messages) + b * messages,
                       weights + at.mix, dgated, dmessages, dW + at.mix);
    for (size_t s = f->graph->first[b]; s < f->graph->first[b + 1]; s++)
      slot_backward(f, s, weights, dx);
  }
}

/* ---- [gradient] Lanes added up ---- */
static void sum_lanes(size_t n, real *gradient, real *dw)
{
  vec *from = vecs(gradient);
  for (size_t k = 0; k < n; k += LANES) {
    vec m[LANES];
    const size_t some = n - k < LANES ? n - k : LANES;
    for (size_t i = 0; i < LANES; i++)
      m[i] = (vec){0};
    for (size_t i = 0; i < some; i++) {
      m[i] = from[k + i];
      from[k + i] = (vec){0};
    }
    const vec sum = vec_sums(m);
    for (size_t i = 0; i < some; i++)
      dw[k + i] += sum[i];
  }
}

/* ---- [descend] Adam, for the compiler to take LANES at a time ---- */
static void update(const struct adam *adam, const struct adam_factors *by,
                   size_t n, const real *restrict g, real *restrict m,
                   real *restrict v, real *restrict w)
{
  const struct adam a = *adam;
  const struct adam_factors k = *by;
  for (size_t i = 0; i < n; i++) {
    const real d = k.clip * g[i];
    m[i] = a.beta1 * m[i] + (1 - a.beta1) * d;
    v[i] = a.beta2 * v[i] + (1 - a.beta2) * d * d;
    w[i] = k.keep * w[i] -
           k.rate * m[i] * k.unbias1 / (real_sqrt(v[i] * k.unbias2) + a.eps);
  }
}

static void descend(const struct adam *adam, const struct adam_factors *k,
                    size_t n, const real *g, real *m, real *v, real *w)
{
  update(adam, k, n, g, m, v, w);
}

/* ---- [table] For fast_kernels.c ---- */
const struct layer_kernels SIMD_NAME(layer_kernels) = {
    .lanes = LANES,
    .forward = forward,
    .backward = backward,
    .sum_lanes = sum_lanes,
    .descend = descend,
};

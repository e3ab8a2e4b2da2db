/* attention.c: queries meet keys, and the messages of chapter 6 are weighted by
 * what comes out; forward and backward. */
#include "attention.h"

#include "fast_mix.h"
#include "moments.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* ---- [create] Shapes ---- */
static enum tfn_status check(const struct attention_description *is)
{
  bool envelope = is->envelope == SOFTMAX_BOTH ||
                  is->envelope == SOFTMAX_INSIDE ||
                  is->envelope == SOFTMAX_PLAIN;
  if (!is->heads || !envelope)
    return TFN_BAD_VALUE;
  if (is->layer.mode != TP_DEPTHWISE || irreps_check(&is->layer.in))
    return TFN_BAD_SHAPE;
  for (size_t b = 0; b < is->layer.in.n; b++)
    if (is->layer.in.block[b].channels % is->heads)
      return TFN_BAD_SHAPE;
  return TFN_OK;
}

/* Numbers of a key that one head has. */
static size_t key_numbers(const struct attention *a)
{
  return a->key.product->out.dim / a->is.heads;
}

static enum tfn_status build(struct attention *a)
{
  const struct layer_description *is = &a->is.layer;
  enum tfn_status status = layer_create(is, &a->layer);
  if (!status)
    status = convolution_create(TP_DEPTHWISE, &is->in, &is->harmonics, &is->in,
                                &a->key);
  if (!status)
    status = mix_create(&is->in, &a->key.product->out, false, &a->query);
  if (status)
    return status;
  a->radial =
      (struct radial_net){is->basis, is->hidden, convolution_weights(&a->key)};
  a->scale = 1 / real_sqrt((real)key_numbers(a));
  size_t radial = radial_net_weights(&a->radial);
  if (!radial || radial >= SIZE_MAX / 32)
    return TFN_TOO_LARGE;
  status = edge_net_create(&a->layer.radial, &a->value_net);
  return status ? status : edge_net_create(&a->radial, &a->key_net);
}

enum tfn_status
attention_create(const struct attention_description *description,
                 struct attention *attention)
{
  if (attention)
    memset(attention, 0, sizeof *attention);
  if (!description || !attention)
    return TFN_NULL;
  enum tfn_status status = check(description);
  if (status)
    return status;
  attention->is = *description;
  attention->is.layer.scale = 1;
  status = build(attention);
  if (status)
    attention_free(attention);
  return status;
}

void attention_free(struct attention *attention)
{
  if (!attention)
    return;
  layer_free(&attention->layer);
  convolution_free(&attention->key);
  mix_free(&attention->query);
  edge_net_free(&attention->value_net);
  edge_net_free(&attention->key_net);
}

/* ---- [parameters] One flat block with named pointers ---- */
size_t attention_weights(const struct attention *attention)
{
  if (!attention)
    return 0;
  return layer_weights(&attention->layer) +
         radial_net_weights(&attention->radial) + attention->query.weights;
}

struct attention_parameters
attention_parameters(const struct attention *attention, real *block)
{
  struct attention_parameters p = {0};
  if (!attention || !block)
    return p;
  p.layer = block;
  p.radial = p.layer + layer_weights(&attention->layer);
  p.query = p.radial + radial_net_weights(&attention->radial);
  return p;
}

/* ---- [initial] Where training starts ----
 *
 * Numbers of queries and keys have size 1, and so have the logits. */
static void initial(const struct stage *stage, struct random *g, real *w)
{
  const struct attention *a = stage->is;
  const struct radial_net *net = &a->radial;
  struct attention_parameters p = attention_parameters(a, w);
  double square = a->is.layer.square > 0 ? (double)a->is.layer.square : 1;
  double W1 = 1 / sqrt(square);
  double W2 = 1 / sqrt(moments_silu(1) * (double)net->hidden);
  layer_initial(&a->layer, g, p.layer);
  for (size_t k = 0; k < radial_net_weights(net); k++)
    p.radial[k] =
        (real)((k < net->inputs * net->hidden ? W1 : W2) * random_normal(g));
  mix_initial(&a->query, NULL, g, p.query);
}

/* ---- [work] What a pass remembers ---- */
struct work {
  real *u, *slope, *du;              /* (edges), envelope and derivative */
  real *silu, *bend, *w, *dw;        /* radial network of the values, */
  real *silu_k, *bend_k, *wk, *dwk;  /* and of the keys */
  real *dsilu;                       /* (edges, hidden), of either */
  real *v, *k;                       /* (edges, values.dim), (.., keys.dim) */
  real *q, *dq;                      /* (nodes, keys.dim) */
  real *logit, *share, *alpha;       /* (edges, heads) */
  real *dalpha, *da;                 /* likewise */
  real *sum, *dsum, *gated, *dgated; /* (nodes, values.dim), (.., gated.dim) */
  real *dv, *dk;                     /* of one edge */
  real *scratch;                     /* of chapter 8's kernels */
};

static size_t most(size_t a, size_t b)
{
  return a > b ? a : b;
}

static size_t scratch(const struct attention *a)
{
  size_t nets =
      most(edge_net_scratch(&a->value_net), edge_net_scratch(&a->key_net));
  size_t mixes = most(fast_mix_workspace(&a->layer.mix),
                      fast_mix_workspace(&a->layer.self));
  return most(most(nets, mixes), fast_mix_workspace(&a->query));
}

static void place(const struct attention *a, const struct graph *graph,
                  struct memory_map *map, struct work *k)
{
  size_t edges = graph->edges, nodes = graph->nodes, heads = a->is.heads;
  size_t values = a->layer.mix.in.dim, keys = a->query.out.dim;
  k->u = memory_rows(map, edges, 1);
  k->slope = memory_rows(map, edges, 1);
  k->du = memory_rows(map, edges, 1);
  k->silu = memory_rows(map, edges, a->layer.radial.hidden);
  k->bend = memory_rows(map, edges, a->layer.radial.hidden);
  k->w = memory_rows(map, edges, a->layer.radial.outputs);
  k->dw = memory_rows(map, edges, a->layer.radial.outputs);
  k->silu_k = memory_rows(map, edges, a->radial.hidden);
  k->bend_k = memory_rows(map, edges, a->radial.hidden);
  k->dsilu = memory_rows(map, edges, a->radial.hidden);
  k->wk = memory_rows(map, edges, a->radial.outputs);
  k->dwk = memory_rows(map, edges, a->radial.outputs);
  k->v = memory_rows(map, edges, values);
  k->k = memory_rows(map, edges, keys);
  k->q = memory_rows(map, nodes, keys);
  k->dq = memory_rows(map, nodes, keys);
  k->logit = memory_rows(map, edges, heads);
  k->share = memory_rows(map, edges, heads);
  k->alpha = memory_rows(map, edges, heads);
  k->dalpha = memory_rows(map, edges, heads);
  k->da = memory_rows(map, edges, heads);
  k->sum = memory_rows(map, nodes, values);
  k->dsum = memory_rows(map, nodes, values);
  k->gated = memory_rows(map, nodes, a->layer.gated.dim);
  k->dgated = memory_rows(map, nodes, a->layer.gated.dim);
  k->dv = memory_rows(map, 1, values);
  k->dk = memory_rows(map, 1, keys);
  k->scratch = memory_rows(map, 1, scratch(a));
}

static struct work work_of(const struct attention *a,
                           const struct stage_pass *pass)
{
  struct memory_map map = {.memory = pass->work};
  struct work k;
  place(a, pass->geometry->graph, &map, &k);
  return k;
}

static enum tfn_status workspace(const struct stage *stage,
                                 const struct geometry *geometry, size_t *count)
{
  const struct attention *a = stage->is;
  struct memory_map map = {0};
  struct work k;
  if (a->key.product->in2.dim > geometry->graph->harmonics ||
      a->is.layer.basis != geometry->basis.count)
    return TFN_BAD_SHAPE;
  place(a, geometry->graph, &map, &k);
  *count = map.used;
  return map.too_large ? TFN_TOO_LARGE : TFN_OK;
}

/* ---- [envelope] The envelope of the edges ---- */
static void look(const struct stage *stage, const struct stage_pass *pass)
{
  const struct graph *graph = pass->geometry->graph;
  const struct radial_basis *basis = &pass->geometry->basis;
  struct work k = work_of(stage->is, pass);
  for (size_t e = 0; e < graph->edges; e++) {
    k.u[e] = smooth_cutoff(basis->envelope, graph->length[e] / basis->cutoff,
                           &k.slope[e]);
    k.slope[e] /= basis->cutoff;
  }
}

/* ---- [heads] Two loops over the heads of a layout ----
 *
 * dots[h] += x . y over the numbers of head h: an invariant, because a head
 * has whole channels and D is orthogonal. */
static void head_dots(const struct irreps *layout, size_t heads, const real *x,
                      const real *y, real *dots)
{
  for (size_t b = 0; b < layout->n; b++) {
    const struct irreps_block *block = &layout->block[b];
    size_t width = block->channels / heads, at = block->offset;
    for (int m = -block->l; m <= block->l; m++)
      for (size_t h = 0; h < heads; h++, at += width)
        for (size_t c = 0; c < width; c++)
          dots[h] += x[at + c] * y[at + c];
  }
}

/* y += alpha_h x for the numbers of every head h. */
static void head_add(const struct irreps *layout, size_t heads,
                     const real *alpha, const real *x, real *y)
{
  for (size_t b = 0; b < layout->n; b++) {
    const struct irreps_block *block = &layout->block[b];
    size_t width = block->channels / heads, at = block->offset;
    for (int m = -block->l; m <= block->l; m++)
      for (size_t h = 0; h < heads; h++, at += width)
        for (size_t c = 0; c < width; c++)
          y[at + c] += alpha[h] * x[at + c];
  }
}

/* ---- [edges] Keys and values of all edges ---- */
static void speak(const struct attention *a, const struct stage_pass *pass,
                  struct work *k)
{
  const struct graph *graph = pass->geometry->graph;
  const struct tensor_product *key = a->key.product;
  const struct tensor_product *value = a->layer.convolution.product;
  for (size_t e = 0; e < graph->edges; e++) {
    const real *x = pass->x + graph->sender[e] * a->is.layer.in.dim;
    const real *Y = graph->Y + e * graph->harmonics;
    tp_forward(key, 1, x, Y, k->wk + e * key->weights, 0,
               k->k + e * key->out.dim);
    tp_forward(value, 1, x, Y, k->w + e * value->weights, 0,
               k->v + e * value->out.dim);
  }
}

/* ---- [attend] What a node makes of its neighbours ----
 *
 * The edges into a node are neighbours in memory, too. */
static void attend(const struct attention *a, const struct graph *graph,
                   size_t node, struct work *k)
{
  const struct irreps *keys = &a->query.out, *values = &a->layer.mix.in;
  size_t heads = a->is.heads, begin = graph->first[node],
         end = graph->first[node + 1];
  real *sum = k->sum + node * values->dim;
  for (size_t e = begin; e < end; e++) {
    real *logit = k->logit + e * heads;
    head_dots(keys, heads, k->q + node * keys->dim, k->k + e * keys->dim,
              logit);
    for (size_t h = 0; h < heads; h++)
      logit[h] *= a->scale;
  }
  softmax_forward(a->is.envelope, end - begin, heads, k->logit + begin * heads,
                  k->u + begin, k->share + begin * heads,
                  k->alpha + begin * heads);
  for (size_t e = begin; e < end; e++)
    head_add(values, heads, k->alpha + e * heads, k->v + e * values->dim, sum);
}

/* ---- [forward] Forward ---- */
static void forward(const struct stage *stage, const struct stage_pass *pass)
{
  const struct attention *a = stage->is;
  const struct graph *graph = pass->geometry->graph;
  const struct layer *layer = &a->layer;
  struct attention_parameters p = attention_parameters(a, (real *)pass->w);
  struct layer_parameters lp = layer_parameters(layer, p.layer);
  struct work k = work_of(a, pass);
  size_t n = graph->nodes, edges = graph->edges;
  edge_net_forward(&a->value_net, edges, pass->geometry->B, lp.radial,
                   k.scratch, k.silu, k.bend, k.w);
  edge_net_forward(&a->key_net, edges, pass->geometry->B, p.radial, k.scratch,
                   k.silu_k, k.bend_k, k.wk);
  fast_mix_forward(&a->query, n, pass->x, p.query, k.scratch, false, k.q);
  speak(a, pass, &k);
  memset(k.logit, 0, edges * a->is.heads * sizeof(real));
  memset(k.sum, 0, n * layer->mix.in.dim * sizeof(real));
  for (size_t i = 0; i < n; i++)
    attend(a, graph, i, &k);
  fast_mix_forward(&layer->mix, n, k.sum, lp.mix, k.scratch, false, k.gated);
  fast_mix_forward(&layer->self, n, pass->x, lp.self, k.scratch, true, k.gated);
  layer_gate_forward(layer, n, lp.bias, k.gated, pass->y);
}

/* ---- [attendback] From the sum to the logits ----
 *
 * alpha_ij meets v_ij in the sum, and q_i meets k_ij in the logit. */
static void attend_backward(const struct attention *a,
                            const struct graph *graph, size_t node,
                            struct work *k)
{
  const struct irreps *keys = &a->query.out, *values = &a->layer.mix.in;
  size_t heads = a->is.heads, begin = graph->first[node],
         end = graph->first[node + 1];
  for (size_t e = begin; e < end; e++)
    head_dots(values, heads, k->v + e * values->dim,
              k->dsum + node * values->dim, k->dalpha + e * heads);
  softmax_backward(a->is.envelope, end - begin, heads, k->u + begin,
                   k->share + begin * heads, k->dalpha + begin * heads,
                   k->da + begin * heads, k->du + begin);
  for (size_t e = begin; e < end; e++) {
    real *da = k->da + e * heads;
    for (size_t h = 0; h < heads; h++)
      da[h] *= a->scale;
    head_add(keys, heads, da, k->k + e * keys->dim, k->dq + node * keys->dim);
  }
}

/* ---- [edgesback] From keys and values to senders and edges ---- */
static void speak_backward(const struct attention *a,
                           const struct stage_pass *pass, struct work *k)
{
  const struct graph *graph = pass->geometry->graph;
  const struct tensor_product *key = a->key.product;
  const struct tensor_product *value = a->layer.convolution.product;
  size_t heads = a->is.heads, K = graph->harmonics;
  for (size_t e = 0; e < graph->edges; e++) {
    size_t at = graph->sender[e] * a->is.layer.in.dim, to = graph->receiver[e];
    const real *Y = graph->Y + e * K;
    real *dx = pass->dx ? pass->dx + at : NULL;
    real *dY = pass->dgeometry ? pass->dgeometry->Y + e * K : NULL;
    memset(k->dk, 0, key->out.dim * sizeof(real));
    memset(k->dv, 0, value->out.dim * sizeof(real));
    head_add(&key->out, heads, k->da + e * heads, k->q + to * key->out.dim,
             k->dk);
    head_add(&value->out, heads, k->alpha + e * heads,
             k->dsum + to * value->out.dim, k->dv);
    tp_backward(key, 1, pass->x + at, Y, k->wk + e * key->weights, 0, k->dk, dx,
                dY, k->dwk + e * key->weights);
    tp_backward(value, 1, pass->x + at, Y, k->w + e * value->weights, 0, k->dv,
                dx, dY, k->dw + e * value->weights);
  }
}

/* ---- [clear] Gradients that are sums begin at 0 ---- */
static void clear(const struct attention *a, const struct graph *graph,
                  struct work *k)
{
  size_t edges = graph->edges, n = graph->nodes, heads = a->is.heads;
  memset(k->dgated, 0, n * a->layer.gated.dim * sizeof(real));
  memset(k->dsum, 0, n * a->layer.mix.in.dim * sizeof(real));
  memset(k->dq, 0, n * a->query.out.dim * sizeof(real));
  memset(k->dw, 0, edges * a->layer.radial.outputs * sizeof(real));
  memset(k->dwk, 0, edges * a->radial.outputs * sizeof(real));
  memset(k->dalpha, 0, edges * heads * sizeof(real));
  memset(k->da, 0, edges * heads * sizeof(real));
  memset(k->du, 0, edges * sizeof(real));
}

/* ---- [backward] Backward: the same steps from the last to the first ---- */
static void backward(const struct stage *stage, const struct stage_pass *pass)
{
  const struct attention *a = stage->is;
  const struct graph *graph = pass->geometry->graph;
  const struct layer *layer = &a->layer;
  const struct geometry_gradient *dg = pass->dgeometry;
  struct attention_parameters p = attention_parameters(a, (real *)pass->w);
  struct attention_parameters d = attention_parameters(a, pass->dw);
  struct layer_parameters lp = layer_parameters(layer, p.layer);
  struct layer_parameters ld = layer_parameters(layer, d.layer);
  struct work k = work_of(a, pass);
  size_t n = graph->nodes, edges = graph->edges;
  clear(a, graph, &k);
  layer_gate_backward(layer, n, lp.bias, k.gated, pass->dy, ld.bias, k.dgated);
  fast_mix_backward(&layer->self, n, pass->x, lp.self, k.dgated, k.scratch,
                    pass->dx, ld.self);
  fast_mix_backward(&layer->mix, n, k.sum, lp.mix, k.dgated, k.scratch, k.dsum,
                    ld.mix);
  for (size_t i = 0; i < n; i++)
    attend_backward(a, graph, i, &k);
  speak_backward(a, pass, &k);
  fast_mix_backward(&a->query, n, pass->x, p.query, k.dq, k.scratch, pass->dx,
                    d.query);
  edge_net_backward(&a->value_net, edges, pass->geometry->B, lp.radial,
                    k.scratch, k.silu, k.bend, k.dw, k.dsilu, ld.radial,
                    dg ? dg->B : NULL);
  edge_net_backward(&a->key_net, edges, pass->geometry->B, p.radial, k.scratch,
                    k.silu_k, k.bend_k, k.dwk, k.dsilu, d.radial,
                    dg ? dg->B : NULL);
  for (size_t e = 0; dg && e < edges; e++)
    dg->length[e] += k.du[e] * k.slope[e];
}

/* ---- [stage] The layer as a stage ---- */
static void release(void *is)
{
  attention_free(is);
  free(is);
}

static const struct stage_kind ATTENTION = {.name = "attention",
                                            .workspace = workspace,
                                            .initial = initial,
                                            .look = look,
                                            .forward = forward,
                                            .backward = backward,
                                            .free = release};

enum tfn_status attention_stage(const struct attention_description *description,
                                struct stage *stage)
{
  if (!stage)
    return TFN_NULL;
  memset(stage, 0, sizeof *stage);
  struct attention *a = memory_array(1, sizeof *a);
  if (!a)
    return TFN_NO_MEMORY;
  enum tfn_status status = attention_create(description, a);
  if (status) {
    free(a);
    return status;
  }
  *stage = (struct stage){.kind = &ATTENTION,
                          .in = a->is.layer.in,
                          .out = a->is.layer.out,
                          .weights = attention_weights(a),
                          .variant = (uint64_t)a->is.heads << 8 |
                                     (uint64_t)a->is.envelope << 4 |
                                     (uint64_t)a->is.layer.gate,
                          .is = a};
  return TFN_OK;
}

const struct attention *attention_of(const struct stage *stage)
{
  const struct stage *inner = residual_inner(stage);
  stage = inner ? inner : stage;
  return stage && stage->kind == &ATTENTION ? stage->is : NULL;
}

const real *attention_alpha(const struct stage *stage,
                            const struct stage_pass *pass)
{
  if (!stage || stage->kind != &ATTENTION || !pass || !pass->work)
    return NULL;
  return work_of(stage->is, pass).alpha;
}

/* ---- [add] In a network, from a few words ---- */
static enum tfn_status in_words(const struct network *network,
                                const struct irreps *out, enum gate gate,
                                size_t hidden, size_t heads,
                                struct stage *stage)
{
  const struct stage *last =
      network->stages ? &network->stage[network->stages - 1] : NULL;
  struct attention_description is = {
      .layer = {.mode = TP_DEPTHWISE,
                .in = last ? last->out : network->in,
                .gate = gate,
                .basis = network->basis.count,
                .hidden = hidden,
                .scale = 1},
      .heads = heads,
      .envelope = SOFTMAX_BOTH};
  is.layer.out = out ? *out : is.layer.in;
  radial_basis_square(&network->basis, &is.layer.square);
  for (int l = 0; l <= network->lmax; l++)
    irreps_append(&is.layer.harmonics, 1, l, network->parity && l % 2 ? -1 : 1);
  return attention_stage(&is, stage);
}

enum tfn_status attention_add(struct network *network, const char *out,
                              enum gate gate, size_t hidden, size_t heads)
{
  if (!network || !out)
    return TFN_NULL;
  struct irreps layout;
  struct stage stage;
  if (irreps_parse(out, &layout, NULL))
    return TFN_BAD_SHAPE;
  enum tfn_status status =
      in_words(network, &layout, gate, hidden, heads, &stage);
  return status ? status : network_add(network, &stage);
}

enum tfn_status attention_add_residual(struct network *network, enum gate gate,
                                       size_t hidden, size_t heads,
                                       size_t depth)
{
  if (!network)
    return TFN_NULL;
  struct stage inner, stage;
  enum tfn_status status = in_words(network, NULL, gate, hidden, heads, &inner);
  if (!status)
    status = residual_stage(&inner, depth, &stage);
  return status ? status : network_add(network, &stage);
}

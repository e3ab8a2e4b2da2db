/* painn.c: scalars and vectors only: a PaiNN kind of network as a stage. */
#include "painn.h"

#include "perceptron.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* ---- [weights] What a layer is made of ---- */
struct painn {
  struct painn_description is;
  struct perceptron net; /* C -> 3C, used twice, with weights of its own */
};

struct parts { /* of the weights, or of their gradient */
  real *W, *F, *V, *P, *Q;
};

static size_t cut(const struct painn *l, real *w, struct parts *p)
{
  size_t C = l->is.channels, net = perceptron_weights(l->net);
  size_t at[6] = {0, net, net + 3 * C * l->is.basis};
  at[3] = at[2] + net;
  at[4] = at[3] + C * C;
  at[5] = at[4] + C * C;
  if (p)
    *p = w ? (struct parts){w, w + at[1], w + at[2], w + at[3], w + at[4]}
           : (struct parts){0};
  return at[5];
}

/* ---- [work] What it remembers ---- */
struct work {
  struct perceptron_rows f; /* from s to silu(s W + w), for the edges */
  struct perceptron_rows g; /* from the new s to silu(s V + q) */
  real *B, *dB;             /* (edges, 3C): the basis times F */
  real *v, *dv;             /* (nodes, 3, C): after listening */
  real *p, *q, *dp, *dq;    /* (nodes, 3, C): v P and v Q */
};

static struct work place(const struct painn *l, const struct graph *graph,
                         struct memory_map *map)
{
  struct work k = {.B = NULL};
  k.f = perceptron_place(l->net, graph->nodes, map);
  k.g = perceptron_place(l->net, graph->nodes, map);
  real **threes[] = {&k.B, &k.dB, &k.v, &k.dv, &k.p, &k.q, &k.dp, &k.dq};
  for (size_t a = 0; a < sizeof threes / sizeof *threes; a++)
    *threes[a] = memory_rows(map, a < 2 ? graph->edges : graph->nodes,
                             3 * l->is.channels);
  return k;
}

static real unit(const struct graph *graph, size_t e, size_t m)
{
  return graph->vector[3 * e + (m + 1) % 3] / graph->length[e];
}

/* ---- [forward] Listen, then multiply ---- */
static void listen(const struct stage *stage, const struct stage_pass *pass,
                   size_t e, const struct work *k)
{
  const struct painn *l = stage->is;
  const struct graph *graph = pass->geometry->graph;
  size_t C = l->is.channels, i = graph->receiver[e], j = graph->sender[e];
  const real *f = k->f.y + 3 * C * j, *B = k->B + 3 * C * e;
  const real *v = pass->x + j * stage->in.dim + C;
  for (size_t c = 0; c < C; c++) {
    k->g.x[i * C + c] += l->is.scale * f[c] * B[c];
    for (size_t m = 0; m < 3; m++) {
      real more = f[2 * C + c] * B[2 * C + c] * unit(graph, e, m);
      if (l->is.vectors)
        more += f[C + c] * B[C + c] * v[m * C + c];
      k->v[(3 * i + m) * C + c] += l->is.scale * more;
    }
  }
}

static void multiply(size_t C, size_t i, const struct work *k, real *y)
{
  const real *s = k->g.x + C * i, *g = k->g.y + 3 * C * i;
  const real *v = k->v + 3 * C * i, *p = k->p + 3 * C * i;
  const real *q = k->q + 3 * C * i;
  for (size_t c = 0; c < C; c++) {
    y[c] = s[c] + g[c];
    for (size_t m = 0; m < 3; m++) {
      y[c] += g[C + c] * p[m * C + c] * q[m * C + c];
      y[C + m * C + c] = v[m * C + c] + g[2 * C + c] * p[m * C + c];
    }
  }
}

/* A node starts from its own scalars and vectors. */
static void begin(const struct stage *stage, const struct stage_pass *pass,
                  const struct parts *w, const struct work *k)
{
  const struct painn *l = stage->is;
  const struct geometry *geometry = pass->geometry;
  size_t C = l->is.channels, n = geometry->graph->nodes;
  memset(k->B, 0, 3 * C * geometry->graph->edges * sizeof(real));
  rows_times(geometry->graph->edges, l->is.basis, 3 * C, geometry->B, w->F,
             k->B);
  memset(k->v, 0, 3 * C * n * sizeof(real));
  for (size_t i = 0; i < n; i++) {
    const real *x = pass->x + i * stage->in.dim;
    memcpy(k->f.x + C * i, x, C * sizeof *x);
    memcpy(k->g.x + C * i, x, C * sizeof *x);
    if (l->is.vectors)
      memcpy(k->v + 3 * C * i, x + C, 3 * C * sizeof *x);
  }
}

static void forward(const struct stage *stage, const struct stage_pass *pass)
{
  const struct painn *l = stage->is;
  const struct graph *graph = pass->geometry->graph;
  size_t C = l->is.channels, n = graph->nodes;
  struct memory_map map = {.memory = pass->work};
  struct work k = place(l, graph, &map);
  struct parts w;
  cut(l, (real *)pass->w, &w); /* read, not written */
  begin(stage, pass, &w, &k);
  perceptron_forward(&k.f, w.W);
  for (size_t e = 0; e < graph->edges; e++)
    listen(stage, pass, e, &k);
  memset(k.p, 0, 3 * C * n * sizeof(real));
  memset(k.q, 0, 3 * C * n * sizeof(real));
  rows_times(3 * n, C, C, k.v, w.P, k.p);
  rows_times(3 * n, C, C, k.v, w.Q, k.q);
  perceptron_forward(&k.g, w.V);
  for (size_t i = 0; i < n; i++)
    multiply(C, i, &k, pass->y + i * stage->out.dim);
}

/* ---- [multiplyback] Back through the products at a node ---- */
static void multiply_back(size_t C, size_t i, const struct work *k,
                          const real *dy)
{
  const real *g = k->g.y + 3 * C * i, *p = k->p + 3 * C * i;
  const real *q = k->q + 3 * C * i, *dyv = dy + C;
  real *dg = k->g.dy + 3 * C * i, *dp = k->dp + 3 * C * i;
  real *dq = k->dq + 3 * C * i;
  memcpy(k->dv + 3 * C * i, dyv, 3 * C * sizeof *dy);
  memcpy(dg, dy, C * sizeof *dy);
  memset(dg + C, 0, 2 * C * sizeof *dy);
  for (size_t c = 0; c < C; c++)
    for (size_t m = 0; m < 3; m++) {
      size_t a = m * C + c;
      dg[C + c] += dy[c] * p[a] * q[a];
      dg[2 * C + c] += dyv[a] * p[a];
      dp[a] = dy[c] * g[C + c] * q[a] + dyv[a] * g[2 * C + c];
      dq[a] = dy[c] * g[C + c] * p[a];
    }
}

/* ---- [listenback] Back through an edge ---- */
static void listen_back(const struct stage *stage,
                        const struct stage_pass *pass, size_t e,
                        const struct work *k)
{
  const struct painn *l = stage->is;
  const struct graph *graph = pass->geometry->graph;
  size_t C = l->is.channels, i = graph->receiver[e], j = graph->sender[e];
  const real *f = k->f.y + 3 * C * j, *B = k->B + 3 * C * e;
  const real *v = pass->x + j * stage->in.dim + C;
  const real *ds = k->g.dx + C * i, *dv = k->dv + 3 * C * i;
  real *dx = pass->dx ? pass->dx + j * stage->in.dim + C : NULL;
  real *t = k->dB + 3 * C * e; /* the gradient by f times B */
  real dunit[3] = {0};
  for (size_t c = 0; c < C; c++) {
    t[c] = l->is.scale * ds[c];
    t[C + c] = t[2 * C + c] = 0;
    for (size_t m = 0; m < 3; m++) {
      real g = l->is.scale * dv[m * C + c];
      t[2 * C + c] += g * unit(graph, e, m);
      dunit[m] += g * f[2 * C + c] * B[2 * C + c];
      t[C + c] += l->is.vectors ? g * v[m * C + c] : 0;
      if (l->is.vectors && dx)
        dx[m * C + c] += g * f[C + c] * B[C + c];
    }
  }
  for (size_t a = 0; a < 3 * C; a++) {
    k->f.dy[3 * C * j + a] += t[a] * B[a];
    t[a] *= f[a];
  }
  for (size_t m = 0; pass->dgeometry && m < 3; m++) {
    real along = 0;
    for (size_t a = 0; a < 3; a++)
      along += dunit[a] * unit(graph, e, a);
    pass->dgeometry->vector[3 * e + (m + 1) % 3] +=
        (dunit[m] - along * unit(graph, e, m)) / graph->length[e];
  }
}

/* ---- [backward] Nodes, edges, nodes ---- */
static void backward(const struct stage *stage, const struct stage_pass *pass)
{
  const struct painn *l = stage->is;
  const struct graph *graph = pass->geometry->graph;
  size_t C = l->is.channels, n = graph->nodes;
  struct memory_map map = {.memory = pass->work};
  struct work k = place(l, graph, &map);
  struct parts w, d;
  cut(l, (real *)pass->w, &w);
  cut(l, pass->dw, &d);
  for (size_t i = 0; i < n; i++)
    multiply_back(C, i, &k, pass->dy + i * stage->out.dim);
  rows_times_backward(3 * n, C, C, k.v, w.P, k.dp, k.dv, d.P);
  rows_times_backward(3 * n, C, C, k.v, w.Q, k.dq, k.dv, d.Q);
  perceptron_backward(&k.g, w.V, d.V);
  for (size_t i = 0; i < n; i++)
    rows_add(C, 1, pass->dy + i * stage->out.dim, k.g.dx + C * i);
  memset(k.f.dy, 0, 3 * C * n * sizeof(real));
  for (size_t e = 0; e < graph->edges; e++)
    listen_back(stage, pass, e, &k);
  rows_times_backward(graph->edges, l->is.basis, 3 * C, pass->geometry->B, w.F,
                      k.dB, pass->dgeometry ? pass->dgeometry->B : NULL, d.F);
  perceptron_backward(&k.f, w.W, d.W);
  for (size_t i = 0; pass->dx && i < n; i++) {
    real *dx = pass->dx + i * stage->in.dim;
    rows_add(C, 1, k.f.dx + C * i, dx);
    rows_add(C, 1, k.g.dx + C * i, dx);
    rows_add(l->is.vectors ? 3 * C : 0, 1, k.dv + 3 * C * i, dx + C);
  }
}

/* ---- [stage] The layer as a stage ---- */
static enum tfn_status workspace(const struct stage *stage,
                                 const struct geometry *geometry, size_t *count)
{
  const struct painn *l = stage->is;
  struct memory_map map = {0};
  if (l->is.basis != geometry->basis.count)
    return TFN_BAD_SHAPE;
  place(l, geometry->graph, &map);
  *count = map.used;
  return map.too_large ? TFN_TOO_LARGE : TFN_OK;
}

/* ---- [initial] Weights of one size ----
 *
 * Divided by the size of the basis, messages are as large as features.  The
 * product of two vectors has three terms of variance 1 before P and Q. */
static void initial(const struct stage *stage, struct random *g, real *w)
{
  const struct painn *l = stage->is;
  double square = l->is.square > 0 ? (double)l->is.square : 1;
  double mix = 1 / sqrt(sqrt(3) * (double)l->is.channels);
  struct parts p;
  size_t all = cut(l, w, &p);
  for (real *F = p.F; F < p.V; F++)
    *F = (real)(random_normal(g) / sqrt(square));
  for (real *P = p.P; P < w + all; P++)
    *P = (real)(mix * random_normal(g));
  perceptron_initial(l->net, g, p.W);
  perceptron_initial(l->net, g, p.V);
}

/* ---- [create] A layer from its description ---- */
static const struct stage_kind PAINN = {.name = "painn",
                                        .workspace = workspace,
                                        .initial = initial,
                                        .forward = forward,
                                        .backward = backward,
                                        .free = free};

enum tfn_status painn_stage(const struct painn_description *description,
                            struct stage *stage)
{
  if (!description || !stage)
    return TFN_NULL;
  memset(stage, 0, sizeof *stage);
  const struct painn_description is = *description;
  if (!is.channels || !is.basis || !isfinite(is.scale) || !isfinite(is.square))
    return TFN_BAD_VALUE;
  if (is.channels >= 1 << 14 || is.basis > RADIAL_MAX)
    return TFN_TOO_LARGE;
  struct painn *l = memory_array(1, sizeof *l);
  if (!l)
    return TFN_NO_MEMORY;
  float scale = (float)is.scale;
  uint32_t bits;
  memcpy(&bits, &scale, sizeof bits);
  l->is = is;
  l->net = (struct perceptron){is.channels, 3 * is.channels};
  stage->kind = &PAINN;
  stage->is = l;
  stage->variant = (uint64_t)bits << 1 | is.parity;
  stage->weights = cut(l, NULL, NULL);
  irreps_append(&stage->in, is.channels, 0, 1);
  if (is.vectors)
    irreps_append(&stage->in, is.channels, 1, is.parity ? -1 : 1);
  irreps_append(&stage->out, is.channels, 0, 1);
  irreps_append(&stage->out, is.channels, 1, is.parity ? -1 : 1);
  return TFN_OK;
}

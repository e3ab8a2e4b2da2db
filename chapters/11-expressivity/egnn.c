/* egnn.c: points that move: an E(n)-equivariant network as a stage. */
#include "egnn.h"

#include "perceptron.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- [work] What a layer is, and what it remembers ---- */
struct egnn {
  struct egnn_description is;
  struct perceptron edge, node; /* phi_e and phi_h */
  size_t w, at;                 /* where w and the weights of phi_h begin */
};

struct work {
  struct perceptron_rows edge, node; /* a row for each edge, for each node */
  real *d;                           /* (edges, 3), x_ij as (y, z, x) */
};

static struct work place(const struct egnn *l, const struct graph *graph,
                         struct memory_map *map)
{
  struct work k;
  k.edge = perceptron_place(l->edge, graph->edges, map);
  k.node = perceptron_place(l->node, graph->nodes, map);
  k.d = memory_rows(map, graph->edges, 3);
  return k;
}

/* ---- [tell] What an edge is told: two nodes and a distance ---- */
static void tell(const struct stage *stage, const struct stage_pass *pass,
                 size_t e, const struct work *k)
{
  const struct egnn *l = stage->is;
  const struct graph *graph = pass->geometry->graph;
  size_t in = l->is.in;
  const real *i = pass->x + graph->receiver[e] * stage->in.dim;
  const real *j = pass->x + graph->sender[e] * stage->in.dim;
  real *row = k->edge.x + e * l->edge.in, *d = k->d + 3 * e;
  real c = pass->geometry->basis.cutoff;
  for (size_t a = 0; a < 3; a++) {
    real moved = l->is.moved ? i[in + a] - j[in + a] : 0;
    d[a] = graph->vector[3 * e + (a + 1) % 3] + moved;
  }
  memcpy(row, i, in * sizeof *i);
  memcpy(row + in, j, in * sizeof *j);
  row[2 * in] = rows_dot(3, d, d) / (c * c);
}

/* ---- [forward] Messages, a move, new scalars ---- */
static void listen(const struct stage *stage, const struct stage_pass *pass,
                   size_t i, const struct work *k)
{
  const struct egnn *l = stage->is;
  const size_t *first = pass->geometry->graph->first + i;
  size_t in = l->is.in, H = l->is.hidden;
  const real *x = pass->x + i * stage->in.dim;
  real *u = pass->y + i * stage->out.dim + l->is.out;
  real *row = k->node.x + i * l->node.in;
  memcpy(row, x, in * sizeof *x);
  memset(row + in, 0, H * sizeof *x);
  for (size_t a = 0; a < 3; a++)
    u[a] = l->is.moved ? x[in + a] : 0;
  for (size_t e = first[0]; e < first[1]; e++) {
    const real *m = k->edge.y + e * H;
    real s = rows_dot(H, pass->w + l->w, m) / (real)(first[1] - first[0]);
    rows_add(3, s, k->d + 3 * e, u);
    rows_add(H, 1, m, row + in);
  }
}

static void forward(const struct stage *stage, const struct stage_pass *pass)
{
  const struct egnn *l = stage->is;
  const struct graph *graph = pass->geometry->graph;
  size_t out = l->is.out;
  struct memory_map map = {.memory = pass->work};
  struct work k = place(l, graph, &map);
  for (size_t e = 0; e < graph->edges; e++)
    tell(stage, pass, e, &k);
  perceptron_forward(&k.edge, pass->w);
  for (size_t i = 0; i < graph->nodes; i++)
    listen(stage, pass, i, &k);
  perceptron_forward(&k.node, pass->w + l->at);
  for (size_t i = 0; i < graph->nodes; i++)
    memcpy(pass->y + i * stage->out.dim, k.node.y + i * out,
           out * sizeof(real));
}

/* ---- [backward] And back: from nodes to edges, and to their ends ---- */
static void listen_back(const struct stage *stage,
                        const struct stage_pass *pass, size_t i,
                        const struct work *k)
{
  const struct egnn *l = stage->is;
  const size_t *first = pass->geometry->graph->first + i;
  size_t in = l->is.in, H = l->is.hidden;
  const real *du = pass->dy + i * stage->out.dim + l->is.out;
  const real *drow = k->node.dx + i * l->node.in;
  real *dx = pass->dx ? pass->dx + i * stage->in.dim : NULL;
  real *dw = pass->dw ? pass->dw + l->w : NULL;
  rows_add(in, 1, drow, dx);
  rows_add(dx && l->is.moved ? 3 : 0, 1, du, dx ? dx + in : NULL);
  for (size_t e = first[0]; e < first[1]; e++) {
    real *dm = k->edge.dy + e * H;
    real along = rows_dot(3, du, k->d + 3 * e) / (real)(first[1] - first[0]);
    memcpy(dm, drow + in, H * sizeof *dm);
    rows_add(H, along, pass->w + l->w, dm);
    rows_add(H, along, k->edge.y + e * H, dw);
  }
}

static void tell_back(const struct stage *stage, const struct stage_pass *pass,
                      size_t e, const struct work *k)
{
  const struct egnn *l = stage->is;
  const struct graph *graph = pass->geometry->graph;
  size_t in = l->is.in, i = graph->receiver[e], H = l->is.hidden;
  const real *drow = k->edge.dx + e * l->edge.in, *d = k->d + 3 * e;
  const real *du = pass->dy + i * stage->out.dim + l->is.out;
  real *di = pass->dx ? pass->dx + i * stage->in.dim : NULL;
  real *dj = di ? pass->dx + graph->sender[e] * stage->in.dim : NULL;
  real c = pass->geometry->basis.cutoff;
  real s = rows_dot(H, pass->w + l->w, k->edge.y + e * H) /
           (real)(graph->first[i + 1] - graph->first[i]);
  rows_add(in, 1, drow, di);
  rows_add(in, 1, drow + in, dj);
  for (size_t a = 0; a < 3; a++) {
    real dd = s * du[a] + 2 * d[a] * drow[2 * in] / (c * c);
    if (di && l->is.moved) {
      di[in + a] += dd;
      dj[in + a] -= dd;
    }
    if (pass->dgeometry)
      pass->dgeometry->vector[3 * e + (a + 1) % 3] += dd;
  }
}

static void backward(const struct stage *stage, const struct stage_pass *pass)
{
  const struct egnn *l = stage->is;
  const struct graph *graph = pass->geometry->graph;
  size_t out = l->is.out;
  struct memory_map map = {.memory = pass->work};
  struct work k = place(l, graph, &map);
  for (size_t i = 0; i < graph->nodes; i++)
    memcpy(k.node.dy + i * out, pass->dy + i * stage->out.dim,
           out * sizeof(real));
  perceptron_backward(&k.node, pass->w + l->at,
                      pass->dw ? pass->dw + l->at : NULL);
  for (size_t i = 0; i < graph->nodes; i++)
    listen_back(stage, pass, i, &k);
  perceptron_backward(&k.edge, pass->w, pass->dw);
  for (size_t e = 0; e < graph->edges; e++)
    tell_back(stage, pass, e, &k);
}

/* ---- [stage] The layer as a stage ---- */
static enum tfn_status workspace(const struct stage *stage,
                                 const struct geometry *geometry, size_t *count)
{
  struct memory_map map = {0};
  place(stage->is, geometry->graph, &map);
  *count = map.used;
  return map.too_large ? TFN_TOO_LARGE : TFN_OK;
}

static void initial(const struct stage *stage, struct random *g, real *w)
{
  const struct egnn *l = stage->is;
  perceptron_initial(l->edge, g, w);
  for (size_t h = l->w; h < l->at; h++)
    w[h] = (real)(random_normal(g) / sqrt((double)l->is.hidden));
  perceptron_initial(l->node, g, w + l->at);
}

static const struct stage_kind EGNN = {.name = "egnn",
                                       .workspace = workspace,
                                       .initial = initial,
                                       .forward = forward,
                                       .backward = backward,
                                       .free = free};

enum tfn_status egnn_stage(const struct egnn_description *description,
                           struct stage *stage)
{
  const size_t most = 1 << 15; /* the product of two sizes fits anywhere */
  if (!description || !stage)
    return TFN_NULL;
  memset(stage, 0, sizeof *stage);
  const struct egnn_description is = *description;
  if (!is.in || !is.out || !is.hidden)
    return TFN_BAD_VALUE;
  if (is.in >= most || is.out >= most || is.hidden >= most)
    return TFN_TOO_LARGE;
  struct egnn *l = memory_array(1, sizeof *l);
  if (!l)
    return TFN_NO_MEMORY;
  l->is = is;
  l->edge = (struct perceptron){2 * is.in + 1, is.hidden};
  l->node = (struct perceptron){is.in + is.hidden, is.out};
  l->w = perceptron_weights(l->edge);
  l->at = l->w + is.hidden;
  stage->kind = &EGNN;
  stage->is = l;
  stage->variant = is.parity;
  stage->weights = l->at + perceptron_weights(l->node);
  irreps_append(&stage->in, is.in, 0, 1);
  if (is.moved)
    irreps_append(&stage->in, 1, 1, is.parity ? -1 : 1);
  irreps_append(&stage->out, is.out, 0, 1);
  irreps_append(&stage->out, 1, 1, is.parity ? -1 : 1);
  return TFN_OK;
}

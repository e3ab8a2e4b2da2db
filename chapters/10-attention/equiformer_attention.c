/* equiformer_attention.c: attention whose messages are made in the frames of
 * the edges, forward and backward, a few receivers at a time. */
#include "equiformer.h"
#include "equiformer_inside.h"

#include "fast_mix.h"
#include "frame_map.h"
#include "layer_norm.h"
#include "memory.h"
#include "moments.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* ---- [attention] What it knows ----
 *
 * `pair` is the layout of both ends of an edge side by side, `values` that of
 * all heads. */
struct attention {
  struct equiformer_description is;
  struct irreps alpha; /* the numbers of a head as scalars */
  struct so2_order pair, wide_pair, values, wide_values;
  struct frame_map first, second;
  struct sphere_grid grid;
  struct mix basis, radial, project; /* two of the radial network */
  size_t radials;                    /* radial functions of an edge */
  size_t frame;                      /* numbers of a frame */
};

/* The parts of its weights, or of their gradients; all NULL for NULL. */
struct parameters {
  real *basis, *radial, *first, *second, *norm, *dot, *project, *bias;
};

static size_t name_parts(const struct attention *a, real *block,
                         struct parameters *p)
{
  const struct equiformer_part part[] = {
      {&p->basis, a->basis.weights},
      {&p->radial, a->radial.weights},
      {&p->first, a->first.weights},
      {&p->second, a->second.weights},
      {&p->norm, layer_norm_weights(&a->alpha)},
      {&p->dot, a->is.heads * a->is.alpha},
      {&p->project, a->project.weights},
      {&p->bias, bias_count(&a->project.out)}};
  return equiformer_parts(part, sizeof part / sizeof *part, block);
}

/* ---- [work] Its memory ----
 *
 * For all edges only the frames and the envelope; everything else for as many
 * edges as are worked on at a time. */
struct work {
  real *D, *u, *slope; /* (edges, frame), (edges), (edges) */
  real *sum;           /* (nodes, values.dim), what all heads bring */
  real *dsum;          /* (nodes, values.dim), its gradient */
  /* from here on for n edges; d is the gradient of its namesake */
  real *space;               /* (pair.dim) */
  real *x, *dx;              /* (n, wide_pair.size) */
  real *hidden, *s, *ds;     /* (n, radial width) */
  real *r, *dr;              /* (n, radials) */
  real *xr, *dxr;            /* (n, pair.size) */
  real *extra, *dextra;      /* (n, hidden + heads alpha) */
  real *gate, *dgate;        /* (n, hidden) */
  real *h, *dh, *act, *dact; /* (n, first.size_out) */
  real *f, *df, *z, *dz;     /* (n, heads, alpha) */
  real *logit, *dlogit, *share, *weight, *dweight; /* (n, heads) */
  real *v, *dv;                                    /* (n, values.size) */
  real *wide;                                      /* (wide_values.size) */
  real *y;                                         /* (values.size) */
  real *du;                                        /* (n) */
  real *grid, *map, *mix;                          /* scratch */
};

/* Edges at a time: those of one receiver at least. */
enum { TOGETHER = 64 };

static size_t chunk_of(const struct graph *graph)
{
  size_t n = graph->edges < TOGETHER ? graph->edges : TOGETHER;
  for (size_t i = 0; i < graph->nodes; i++) {
    size_t degree = graph->first[i + 1] - graph->first[i];
    n = degree > n ? degree : n;
  }
  return n;
}

static size_t largest_mix(const struct attention *a)
{
  const struct mix *mix[3] = {&a->basis, &a->radial, &a->project};
  size_t most = 0;
  for (int k = 0; k < 3; k++) {
    size_t need = fast_mix_workspace(mix[k]);
    most = need > most ? need : most;
  }
  return most;
}

static void place_edges(const struct attention *a, size_t n,
                        struct memory_map *map, struct work *k)
{
  const size_t heads = a->is.heads, H = a->is.hidden, A = heads * a->is.alpha;
  const size_t size = a->first.size_out;
  const struct {
    real **at;
    size_t columns;
  } rows[] = {{&k->x, a->wide_pair.size},
              {&k->dx, a->wide_pair.size},
              {&k->hidden, a->is.radial},
              {&k->s, a->is.radial},
              {&k->ds, a->is.radial},
              {&k->r, a->radials},
              {&k->dr, a->radials},
              {&k->xr, a->pair.size},
              {&k->dxr, a->pair.size},
              {&k->extra, H + A},
              {&k->dextra, H + A},
              {&k->gate, H},
              {&k->dgate, H},
              {&k->h, size},
              {&k->dh, size},
              {&k->act, size},
              {&k->dact, size},
              {&k->f, A},
              {&k->df, A},
              {&k->z, A},
              {&k->dz, A},
              {&k->logit, heads},
              {&k->dlogit, heads},
              {&k->share, heads},
              {&k->weight, heads},
              {&k->dweight, heads},
              {&k->v, a->values.size},
              {&k->dv, a->values.size},
              {&k->du, 1}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    *rows[i].at = memory_rows(map, n, rows[i].columns);
}

static void place(const struct attention *a, const struct graph *graph,
                  struct memory_map *map, struct work *k)
{
  size_t n = chunk_of(graph), first = frame_map_work(&a->first, n);
  size_t second = frame_map_work(&a->second, n);
  k->D = memory_rows(map, graph->edges, a->frame);
  k->u = memory_rows(map, graph->edges, 1);
  k->slope = memory_rows(map, graph->edges, 1);
  k->sum = memory_rows(map, graph->nodes, a->values.irreps.dim);
  k->dsum = memory_rows(map, graph->nodes, a->values.irreps.dim);
  k->space = memory_rows(map, 1, a->pair.irreps.dim);
  k->wide = memory_rows(map, 1, a->wide_values.size);
  k->y = memory_rows(map, 1, a->values.size);
  place_edges(a, n, map, k);
  k->grid = memory_rows(map, 1, s2_work(&a->grid, a->is.hidden));
  k->map = memory_rows(map, 1, first > second ? first : second);
  k->mix = memory_rows(map, 1, largest_mix(a));
}

static enum tfn_status workspace(const struct stage *stage,
                                 const struct geometry *geometry, size_t *count)
{
  const struct attention *a = stage->is;
  struct memory_map map = {0};
  struct work k;
  if (a->is.basis != geometry->basis.count)
    return TFN_BAD_SHAPE;
  place(a, geometry->graph, &map, &k);
  *count = map.used;
  return map.too_large ? TFN_TOO_LARGE : TFN_OK;
}

/* ---- [look] Frames and envelope, once for a graph ----
 *
 * A roll by the angle t mixes the rows m and -m as any turn about z does:
 * D(Rz(t)) has cos mt and sin mt there. */
static void roll_frame(const struct attention *a, double t, real *D)
{
  int lmax = a->is.lmax, mmax = a->wide_pair.mmax;
  for (int m = 1; m <= mmax; m++) {
    real c = (real)cos(m * t), s = (real)sin(m * t);
    for (int l = m; l <= lmax; l++) {
      real *plus = D + so2_row(lmax, l, m), *minus = D + so2_row(lmax, l, -m);
      for (int k = 0; k <= 2 * l; k++) {
        real p = plus[k], q = minus[k];
        plus[k] = c * p - s * q;
        minus[k] = s * p + c * q;
      }
    }
  }
}

static void look(const struct stage *stage, const struct stage_pass *pass)
{
  const struct attention *a = stage->is;
  const struct graph *graph = pass->geometry->graph;
  const struct radial_basis *basis = &pass->geometry->basis;
  struct memory_map map = {.memory = pass->work};
  struct work k;
  place(a, graph, &map, &k);
  so2_frames(a->is.lmax, a->is.mmax + 1, graph->edges, graph->vector, k.D);
  for (size_t e = 0; e < graph->edges; e++) {
    if (a->is.roll_rad != 0)
      roll_frame(a, (double)a->is.roll_rad, k.D + e * a->frame);
    k.u[e] = smooth_cutoff(basis->envelope, graph->length[e] / basis->cutoff,
                           &k.slope[e]);
    k.slope[e] /= basis->cutoff;
  }
}

/* ---- [part] Some receivers and their edges ---- */
struct part {
  const struct attention *a;
  const struct graph *graph;
  const real *x; /* features of all nodes */
  const real *B; /* basis functions of all edges */
  struct parameters p;
  struct work k;
  size_t node, nodes; /* receivers node .. nodes - 1 */
  size_t edge, n;     /* their edges: n from `edge` on */
  size_t most;        /* edges at a time */
};

static struct part begin(const struct stage *stage,
                         const struct stage_pass *pass)
{
  struct part t = {.a = stage->is,
                   .graph = pass->geometry->graph,
                   .x = pass->x,
                   .B = pass->geometry->B,
                   .most = chunk_of(pass->geometry->graph)};
  struct memory_map map = {.memory = pass->work};
  place(t.a, t.graph, &map, &t.k);
  /* The cast only gives the parts their names; they are read, not written. */
  name_parts(t.a, (real *)pass->w, &t.p);
  return t;
}

/* The next receivers whose edges fit; false when none are left. */
static bool next_part(struct part *t)
{
  t->node = t->nodes;
  if (t->node == t->graph->nodes)
    return false;
  t->edge = t->graph->first[t->node];
  while (t->nodes < t->graph->nodes &&
         t->graph->first[t->nodes + 1] - t->edge <= t->most)
    t->nodes++;
  t->n = t->graph->first[t->nodes] - t->edge;
  return true;
}

/* ---- [enter] Both ends of an edge, turned into its frame ---- */
static void pair_ends(const struct part *t, size_t e, real *space)
{
  size_t C = t->a->is.channels, dim = t->a->pair.irreps.dim / 2;
  const real *sender = t->x + t->graph->sender[e] * dim;
  const real *receiver = t->x + t->graph->receiver[e] * dim;
  for (size_t k = 0; k < dim; k += C) {
    memcpy(space + 2 * k, sender + k, C * sizeof *space);
    memcpy(space + 2 * k + C, receiver + k, C * sizeof *space);
  }
}

static void enter(const struct part *t)
{
  const struct attention *a = t->a;
  for (size_t i = 0; i < t->n; i++) {
    size_t e = t->edge + i;
    pair_ends(t, e, t->k.space);
    so2_turn_in(&a->wide_pair, t->k.D + e * a->frame, t->k.space,
                t->k.x + i * a->wide_pair.size);
  }
}

/* ---- [radial] Radial functions, one for each degree, |m| and channel ----
 *
 * m and -m share theirs: only so may it multiply. */
static void radial(const struct part *t)
{
  const struct attention *a = t->a;
  const struct work *k = &t->k;
  fast_mix_forward(&a->basis, t->n, t->B + t->edge * a->is.basis, t->p.basis,
                   k->mix, false, k->hidden);
  memcpy(k->s, k->hidden, t->n * a->is.radial * sizeof(real));
  s2_silu(t->n * a->is.radial, k->s, k->hidden); /* hidden := slopes */
  fast_mix_forward(&a->radial, t->n, k->s, t->p.radial, k->mix, false, k->r);
}

/* The radial function that multiplies number j of a row in the frame. */
static size_t radial_of(const struct so2_order *order, size_t j, size_t *m)
{
  size_t before = 0;
  while (j >= order->at[*m + 1])
    ++*m;
  for (size_t q = 0; q < *m; q++)
    before += order->width[q];
  return before + (j - order->at[*m]) % order->width[*m];
}

static void scale(const struct part *t)
{
  const struct attention *a = t->a;
  for (size_t j = 0, m = 0; j < a->pair.size; j++) {
    size_t q = radial_of(&a->pair, j, &m);
    for (size_t i = 0; i < t->n; i++)
      t->k.xr[i * a->pair.size + j] =
          t->k.x[i * a->wide_pair.size + j] * t->k.r[i * a->radials + q];
  }
}

/* ---- [messages] Two maps with an activation between them ---- */
static void split_extra(const struct part *t, const real *extra, real *gate,
                        real *f)
{
  size_t H = t->a->is.hidden, A = t->a->is.heads * t->a->is.alpha;
  for (size_t i = 0; i < t->n; i++) {
    memcpy(gate + i * H, extra + i * (H + A), H * sizeof *gate);
    memcpy(f + i * A, extra + i * (H + A) + H, A * sizeof *f);
  }
}

static void messages(const struct part *t)
{
  const struct attention *a = t->a;
  const struct work *k = &t->k;
  enter(t);
  radial(t);
  scale(t);
  frame_map_forward(&a->first, t->n, a->pair.size, k->xr, t->p.first, k->map,
                    k->h, k->extra);
  split_extra(t, k->extra, k->gate, k->f);
  s2_separable_forward(&a->grid, t->n, a->is.hidden, k->gate, k->h, k->grid,
                       k->act);
  frame_map_forward(&a->second, t->n, a->first.size_out, k->act, t->p.second,
                    k->map, k->v, NULL);
}

/* ---- [logits] The logits and the weights of the neighbours ---- */
real equiformer_leaky(real x, real *derivative)
{
  real s = smooth_sigmoid(x);
  if (derivative)
    *derivative = REAL(0.2) + REAL(0.8) * (s + x * s * (1 - s));
  return x * (REAL(0.2) + REAL(0.8) * s);
}

static void logits(const struct part *t)
{
  const struct attention *a = t->a;
  const struct work *k = &t->k;
  size_t heads = a->is.heads, A = a->is.alpha;
  layer_norm_forward(&a->alpha, EQUIFORMER_EPS, t->n * heads, k->f, t->p.norm,
                     k->z);
  for (size_t i = 0; i < t->n * heads; i++) {
    const real *dot = t->p.dot + i % heads * A;
    k->logit[i] = 0;
    for (size_t c = 0; c < A; c++)
      k->logit[i] += dot[c] * equiformer_leaky(k->z[i * A + c], NULL);
  }
  for (size_t node = t->node; node < t->nodes; node++) {
    size_t e = t->graph->first[node], n = t->graph->first[node + 1] - e;
    size_t at = (e - t->edge) * heads;
    softmax_forward(a->is.envelope, n, heads, k->logit + at, k->u + e,
                    k->share + at, k->weight + at);
  }
}

/* ---- [weigh] Every head has its weight ----
 *
 * A row in the frame has the channels of all heads for each component. */
static void weigh(const struct attention *a, const real *weight, const real *v,
                  real *y)
{
  size_t heads = a->is.heads, V = a->is.value;
  for (size_t j = 0; j < a->values.size; j++)
    y[j] = weight[j / V % heads] * v[j];
}

static void leave(const struct part *t)
{
  const struct attention *a = t->a;
  const struct work *k = &t->k;
  size_t dim = a->values.irreps.dim;
  for (size_t i = 0; i < t->n; i++) {
    size_t e = t->edge + i;
    weigh(a, k->weight + i * a->is.heads, k->v + i * a->values.size, k->y);
    so2_turn_out(&a->values, k->D + e * a->frame, k->y,
                 k->sum + t->graph->receiver[e] * dim);
  }
}

/* ---- [forward] Forward ---- */
static void forward(const struct stage *stage, const struct stage_pass *pass)
{
  struct part t = begin(stage, pass);
  size_t nodes = t.graph->nodes;
  memset(t.k.sum, 0, nodes * t.a->values.irreps.dim * sizeof(real));
  while (next_part(&t)) {
    messages(&t);
    logits(&t);
    leave(&t);
  }
  fast_mix_forward(&t.a->project, nodes, t.k.sum, t.p.project, t.k.mix, false,
                   pass->y);
  bias_forward(&stage->out, nodes, t.p.bias, pass->y);
}

/* ---- [leaveback] Backward: from the sums to the values ----
 *
 * g' = D g has one m more than the values have: the torque needs it, and the
 * first numbers of the wide order are the narrow one. */
static void leave_back(const struct part *t, struct geometry_gradient *dg)
{
  const struct attention *a = t->a;
  const struct work *k = &t->k;
  size_t heads = a->is.heads, V = a->is.value, dim = a->values.irreps.dim;
  for (size_t i = 0; i < t->n; i++) {
    size_t e = t->edge + i;
    const real *v = k->v + i * a->values.size;
    real *dweight = k->dweight + i * heads;
    so2_turn_in(&a->wide_values, k->D + e * a->frame,
                k->dsum + t->graph->receiver[e] * dim, k->wide);
    weigh(a, k->weight + i * heads, k->wide, k->dv + i * a->values.size);
    memset(dweight, 0, heads * sizeof *dweight);
    for (size_t j = 0; j < a->values.size; j++)
      dweight[j / V % heads] += k->wide[j] * v[j];
    if (dg) {
      double torque[2] = {0, 0};
      weigh(a, k->weight + i * heads, v, k->y);
      so2_moment(&a->wide_values, k->wide, &a->values, k->y, torque);
      so2_pull(a->is.lmax, k->D + e * a->frame, t->graph->vector + 3 * e,
               torque, dg->vector + 3 * e);
    }
  }
}

/* ---- [logitsback] Backward: the logits ---- */
static void logits_back(const struct part *t, const struct parameters *d,
                        struct geometry_gradient *dg)
{
  const struct attention *a = t->a;
  const struct work *k = &t->k;
  size_t heads = a->is.heads, A = a->is.alpha;
  memset(k->dlogit, 0, t->n * heads * sizeof(real));
  memset(k->du, 0, t->n * sizeof(real));
  memset(k->df, 0, t->n * heads * A * sizeof(real));
  for (size_t node = t->node; node < t->nodes; node++) {
    size_t e = t->graph->first[node], n = t->graph->first[node + 1] - e;
    size_t i = e - t->edge, at = i * heads;
    softmax_backward(a->is.envelope, n, heads, k->u + e, k->share + at,
                     k->dweight + at, k->dlogit + at, k->du + i);
  }
  for (size_t i = 0; dg && i < t->n; i++)
    dg->length[t->edge + i] += k->du[i] * k->slope[t->edge + i];
  for (size_t i = 0; i < t->n * heads; i++)
    for (size_t c = 0; c < A; c++) {
      real slope, y = equiformer_leaky(k->z[i * A + c], &slope);
      size_t w = i % heads * A + c;
      k->dz[i * A + c] = k->dlogit[i] * t->p.dot[w] * slope;
      if (d->dot)
        d->dot[w] += k->dlogit[i] * y;
    }
  layer_norm_backward(&a->alpha, EQUIFORMER_EPS, t->n * heads, k->f, t->p.norm,
                      k->dz, k->df, d->norm);
}

/* ---- [messagesback] Backward: the maps and the activation ---- */
static void join_extra(const struct part *t)
{
  size_t H = t->a->is.hidden, A = t->a->is.heads * t->a->is.alpha;
  for (size_t i = 0; i < t->n; i++) {
    real *to = t->k.dextra + i * (H + A);
    memcpy(to, t->k.dgate + i * H, H * sizeof *to);
    memcpy(to + H, t->k.df + i * A, A * sizeof *to);
  }
}

static void messages_back(const struct part *t, const struct parameters *d)
{
  const struct attention *a = t->a;
  const struct work *k = &t->k;
  size_t row = a->first.size_out;
  memset(k->dact, 0, t->n * row * sizeof(real));
  memset(k->dh, 0, t->n * row * sizeof(real));
  memset(k->dgate, 0, t->n * a->is.hidden * sizeof(real));
  memset(k->dxr, 0, t->n * a->pair.size * sizeof(real));
  frame_map_backward(&a->second, t->n, row, k->act, t->p.second, k->dv, NULL,
                     k->map, k->dact, d->second);
  s2_separable_backward(&a->grid, t->n, a->is.hidden, k->gate, k->h, k->dact,
                        k->grid, k->dgate, k->dh);
  join_extra(t);
  frame_map_backward(&a->first, t->n, a->pair.size, k->xr, t->p.first, k->dh,
                     k->dextra, k->map, k->dxr, d->first);
}

/* ---- [radialback] Backward: the radial functions ---- */
static void scale_back(const struct part *t)
{
  const struct attention *a = t->a;
  const struct work *k = &t->k;
  memset(k->dr, 0, t->n * a->radials * sizeof(real));
  for (size_t j = 0, m = 0; j < a->pair.size; j++) {
    size_t q = radial_of(&a->pair, j, &m);
    for (size_t i = 0; i < t->n; i++) {
      real g = k->dxr[i * a->pair.size + j];
      k->dr[i * a->radials + q] += g * k->x[i * a->wide_pair.size + j];
      k->dx[i * a->pair.size + j] = g * k->r[i * a->radials + q];
    }
  }
}

static void radial_back(const struct part *t, const struct parameters *d,
                        struct geometry_gradient *dg)
{
  const struct attention *a = t->a;
  const struct work *k = &t->k;
  memset(k->ds, 0, t->n * a->is.radial * sizeof(real));
  fast_mix_backward(&a->radial, t->n, k->s, t->p.radial, k->dr, k->mix, k->ds,
                    d->radial);
  for (size_t i = 0; i < t->n * a->is.radial; i++)
    k->ds[i] *= k->hidden[i];
  size_t at = t->edge * a->is.basis;
  fast_mix_backward(&a->basis, t->n, t->B + at, t->p.basis, k->ds, k->mix,
                    dg ? dg->B + at : NULL, d->basis);
}

/* ---- [enterback] Backward: out of the frame, to both ends ----
 *
 * And the second half of the torque. */
static void enter_back(const struct part *t, real *dx,
                       struct geometry_gradient *dg)
{
  const struct attention *a = t->a;
  const struct work *k = &t->k;
  size_t C = a->is.channels, dim = a->pair.irreps.dim / 2;
  for (size_t i = 0; i < t->n; i++) {
    size_t e = t->edge + i;
    const real *h = k->dx + i * a->pair.size;
    if (dg) {
      double torque[2] = {0, 0};
      so2_moment(&a->wide_pair, k->x + i * a->wide_pair.size, &a->pair, h,
                 torque);
      so2_pull(a->is.lmax, k->D + e * a->frame, t->graph->vector + 3 * e,
               torque, dg->vector + 3 * e);
    }
    if (!dx)
      continue;
    memset(k->space, 0, 2 * dim * sizeof(real));
    so2_turn_out(&a->pair, k->D + e * a->frame, h, k->space);
    real *sender = dx + t->graph->sender[e] * dim;
    real *receiver = dx + t->graph->receiver[e] * dim;
    for (size_t j = 0; j < dim; j++) {
      sender[j] += k->space[j / C * 2 * C + j % C];
      receiver[j] += k->space[j / C * 2 * C + C + j % C];
    }
  }
}

/* ---- [backward] Backward: each part again, then its gradients ---- */
static void backward(const struct stage *stage, const struct stage_pass *pass)
{
  struct part t = begin(stage, pass);
  struct parameters d;
  size_t nodes = t.graph->nodes;
  name_parts(t.a, pass->dw, &d);
  if (d.bias)
    bias_backward(&stage->out, nodes, pass->dy, d.bias);
  memset(t.k.dsum, 0, nodes * t.a->values.irreps.dim * sizeof(real));
  fast_mix_backward(&t.a->project, nodes, t.k.sum, t.p.project, pass->dy,
                    t.k.mix, t.k.dsum, d.project);
  while (next_part(&t)) {
    messages(&t);
    logits(&t);
    leave_back(&t, pass->dgeometry);
    logits_back(&t, &d, pass->dgeometry);
    messages_back(&t, &d);
    scale_back(&t);
    radial_back(&t, &d, pass->dgeometry);
    enter_back(&t, pass->dx, pass->dgeometry);
  }
}

/* ---- [initial] Weights to start from ----
 *
 * What enters silu has size 1, and what comes out of it is made that large
 * again by the next matrix.  A larger size before silu would need a finer grid.
 */
static void initial(const struct stage *stage, struct random *g, real *w)
{
  const struct attention *a = stage->is;
  struct parameters p;
  real behind = (real)(1 / sqrt(moments_silu(1)));
  real square = a->is.square > 0 ? a->is.square : 1;
  real basis = real_sqrt((real)a->is.basis / square);
  size_t A = a->is.alpha;
  name_parts(a, w, &p);
  mix_initial(&a->basis, &basis, g, p.basis);
  mix_initial(&a->radial, &behind, g, p.radial);
  frame_map_initial(&a->first, 1, g, p.first);
  frame_map_initial(&a->second, behind, g, p.second);
  layer_norm_initial(&a->alpha, 0, p.norm);
  for (size_t k = 0; k < a->is.heads * A; k++)
    p.dot[k] = (real)(random_normal(g) / sqrt((double)A));
  mix_initial(&a->project, NULL, g, p.project);
  memset(p.bias, 0, bias_count(&stage->out) * sizeof(real));
}

/* ---- [create] The stage ---- */
static void release(void *is)
{
  struct attention *a = is;
  frame_map_free(&a->first), frame_map_free(&a->second);
  sphere_grid_free(&a->grid);
  mix_free(&a->basis), mix_free(&a->radial), mix_free(&a->project);
  free(a);
}

static const struct stage_kind ATTENTION = {.name = "equiformer attention",
                                            .workspace = workspace,
                                            .initial = initial,
                                            .look = look,
                                            .forward = forward,
                                            .backward = backward,
                                            .free = release};

static enum tfn_status make_orders(struct attention *a)
{
  struct equiformer_description two = a->is;
  struct irreps pair, values;
  two.channels = 2 * a->is.channels;
  enum tfn_status status = equiformer_layout(&two, &pair);
  if (status)
    return status;
  int l = a->is.lmax, m = a->is.mmax;
  equiformer_uniform(l, a->is.heads * a->is.value, &values);
  so2_order_make(&pair, l, m, &a->pair); /* degrees that have been checked */
  so2_order_make(&pair, l, m + 1, &a->wide_pair);
  so2_order_make(&values, l, m, &a->values);
  so2_order_make(&values, l, m + 1, &a->wide_values);
  for (int k = 0; k <= m; k++)
    a->radials += a->pair.width[k];
  a->frame = so2_rows(l, m + 1);
  return TFN_OK;
}

static enum tfn_status make_maps(struct attention *a, const struct irreps *out)
{
  const struct equiformer_description *is = &a->is;
  irreps_append(&a->alpha, is->alpha, 0, 1);
  enum tfn_status status =
      frame_map_create(is->lmax, is->mmax, 2 * is->channels, is->hidden,
                       is->hidden + is->heads * is->alpha, &a->first);
  if (!status)
    status = frame_map_create(is->lmax, is->mmax, is->hidden,
                              is->heads * is->value, 0, &a->second);
  if (!status)
    status = equiformer_grid(is, is->mmax, SPHERE_BY_ORDER, &a->grid);
  if (!status)
    status = equiformer_matrix(is->basis, is->radial, &a->basis);
  if (!status)
    status = equiformer_matrix(is->radial, a->radials, &a->radial);
  if (!status)
    status = mix_create(&a->values.irreps, out, false, &a->project);
  return status;
}

enum tfn_status equiformer_attention(const struct equiformer_description *is,
                                     const struct irreps *out,
                                     struct stage *stage)
{
  if (stage)
    memset(stage, 0, sizeof *stage);
  enum tfn_status status = out && stage ? equiformer_check(is) : TFN_NULL;
  if (status)
    return status;
  struct attention *a = memory_array(1, sizeof *a);
  if (!a)
    return TFN_NO_MEMORY;
  a->is = *is;
  struct irreps in;
  equiformer_layout(is, &in);
  status = make_orders(a);
  if (!status)
    status = make_maps(a, out);
  if (status) {
    release(a);
    return status;
  }
  struct parameters p;
  *stage = (struct stage){.kind = &ATTENTION,
                          .in = in,
                          .out = *out,
                          .weights = name_parts(a, NULL, &p),
                          .variant = equiformer_variant(is),
                          .is = a};
  return TFN_OK;
}

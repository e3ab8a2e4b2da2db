/* equiformer_feed.c: the feed-forward network of a node, at the points of a
 * grid. */
#include "equiformer_inside.h"

#include "fast_mix.h"
#include "memory.h"
#include "moments.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- [feed] What it knows ---- */
struct feed {
  struct equiformer_description is;
  struct irreps middle; /* feed channels of every degree */
  struct mix in, scalar, point, out;
  struct sphere_grid grid;
};

struct parameters {
  real *in, *in_bias, *scalar, *scalar_bias, *point[3], *out, *out_bias;
};

static size_t name_parts(const struct feed *f, real *block,
                         struct parameters *p)
{
  const size_t F = f->is.feed, G = f->point.weights;
  const struct equiformer_part part[] = {
      {&p->in, f->in.weights},
      {&p->in_bias, F},
      {&p->scalar, f->scalar.weights},
      {&p->scalar_bias, F},
      {&p->point[0], G},
      {&p->point[1], G},
      {&p->point[2], G},
      {&p->out, f->out.weights},
      {&p->out_bias, bias_count(&f->out.out)}};
  return equiformer_parts(part, sizeof part / sizeof *part, block);
}

/* ---- [work] Its memory: for one node, whatever the graph ---- */
struct work {
  real *t, *dt, *u, *du; /* (middle.dim) */
  real *s, *ds;          /* (feed) */
  real *f[4], *df[4];    /* (points, feed): values, and behind each matrix */
  real *a[2];            /* (points, feed): behind silu */
  real *mix;             /* scratch */
};

static void place(const struct feed *f, struct memory_map *map, struct work *k)
{
  const struct mix *mix[4] = {&f->in, &f->scalar, &f->point, &f->out};
  size_t F = f->is.feed, dim = f->middle.dim, most = 0;
  real **rows[6] = {&k->t, &k->dt, &k->u, &k->du, &k->s, &k->ds};
  for (int i = 0; i < 6; i++)
    *rows[i] = memory_rows(map, 1, i < 4 ? dim : F);
  for (int i = 0; i < 4; i++) {
    k->f[i] = memory_rows(map, f->grid.points, F);
    k->df[i] = memory_rows(map, f->grid.points, F);
    if (i < 2)
      k->a[i] = memory_rows(map, f->grid.points, F);
    size_t need = fast_mix_workspace(mix[i]);
    most = need > most ? need : most;
  }
  k->mix = memory_rows(map, 1, most);
}

static enum tfn_status workspace(const struct stage *stage,
                                 const struct geometry *geometry, size_t *count)
{
  struct memory_map map = {0};
  struct work k;
  (void)geometry;
  place(stage->is, &map, &k);
  *count = map.used;
  return map.too_large ? TFN_TOO_LARGE : TFN_OK;
}

/* ---- [points] At every point: matrix, silu, matrix, silu, matrix ---- */
/* a := silu(f), f := its slope there. */
static void silu_all(size_t n, real *f, real *a)
{
  memcpy(a, f, n * sizeof *a);
  s2_silu(n, a, f);
}

static void times_slope(size_t n, const real *slope, real *dx)
{
  for (size_t i = 0; i < n; i++)
    dx[i] *= slope[i];
}

/* f[3] from f[0]; f[1] and f[2] end as slopes. */
static void points_forward(const struct feed *f, const struct parameters *p,
                           const struct work *k)
{
  size_t n = f->grid.points, all = n * f->is.feed;
  fast_mix_forward(&f->point, n, k->f[0], p->point[0], k->mix, false, k->f[1]);
  silu_all(all, k->f[1], k->a[0]);
  fast_mix_forward(&f->point, n, k->a[0], p->point[1], k->mix, false, k->f[2]);
  silu_all(all, k->f[2], k->a[1]);
  fast_mix_forward(&f->point, n, k->a[1], p->point[2], k->mix, false, k->f[3]);
}

/* df[0] += from df[3]; the others are overwritten. */
static void points_backward(const struct feed *f, const struct parameters *p,
                            const struct parameters *d, const struct work *k)
{
  size_t n = f->grid.points, all = n * f->is.feed;
  const real *x[3] = {k->f[0], k->a[0], k->a[1]};
  for (int i = 2; i >= 0; i--) {
    memset(k->df[i], 0, all * sizeof(real));
    fast_mix_backward(&f->point, n, x[i], p->point[i], k->df[i + 1], k->mix,
                      k->df[i], d->point[i]);
    if (i)
      times_slope(all, k->f[i], k->df[i]);
  }
}

/* ---- [forward] Forward, node by node ---- */
static void middle(const struct feed *f, const struct parameters *p,
                   const real *x, const struct work *k)
{
  size_t F = f->is.feed;
  fast_mix_forward(&f->in, 1, x, p->in, k->mix, false, k->t);
  bias_forward(&f->middle, 1, p->in_bias, k->t);
  fast_mix_forward(&f->scalar, 1, x, p->scalar, k->mix, false, k->s);
  for (size_t c = 0; c < F; c++)
    k->s[c] += p->scalar_bias[c];
  sphere_grid_to(&f->grid, 1, F, k->t, k->f[0]);
  points_forward(f, p, k);
  sphere_grid_from(&f->grid, 1, F, k->f[3], k->u);
  silu_all(F, k->s, k->u); /* row 0: the scalars, by themselves */
}

static void forward(const struct stage *stage, const struct stage_pass *pass)
{
  const struct feed *f = stage->is;
  struct memory_map map = {.memory = pass->work};
  struct parameters p;
  struct work k;
  size_t nodes = pass->geometry->graph->nodes;
  place(f, &map, &k);
  name_parts(f, (real *)pass->w, &p); /* read, not written */
  for (size_t i = 0; i < nodes; i++) {
    middle(f, &p, pass->x + i * stage->in.dim, &k);
    fast_mix_forward(&f->out, 1, k.u, p.out, k.mix, false,
                     pass->y + i * stage->out.dim);
  }
  bias_forward(&stage->out, nodes, p.out_bias, pass->y);
}

/* ---- [backward] Backward ---- */
static void middle_back(const struct feed *f, const struct parameters *p,
                        const struct parameters *d, const real *x,
                        const struct work *k, real *dx)
{
  size_t F = f->is.feed;
  memcpy(k->ds, k->du, F * sizeof(real));
  times_slope(F, k->s, k->ds);
  memset(k->du, 0, F * sizeof(real)); /* row 0 of the grid was thrown away */
  memset(k->df[3], 0, f->grid.points * F * sizeof(real));
  memset(k->dt, 0, f->middle.dim * sizeof(real));
  sphere_grid_from_backward(&f->grid, 1, F, k->du, k->df[3]);
  points_backward(f, p, d, k);
  sphere_grid_to_backward(&f->grid, 1, F, k->df[0], k->dt);
  fast_mix_backward(&f->in, 1, x, p->in, k->dt, k->mix, dx, d->in);
  fast_mix_backward(&f->scalar, 1, x, p->scalar, k->ds, k->mix, dx, d->scalar);
  for (size_t c = 0; d->in_bias && c < F; c++) {
    d->in_bias[c] += k->dt[c];
    d->scalar_bias[c] += k->ds[c];
  }
}

static void backward(const struct stage *stage, const struct stage_pass *pass)
{
  const struct feed *f = stage->is;
  struct memory_map map = {.memory = pass->work};
  struct parameters p, d;
  struct work k;
  size_t nodes = pass->geometry->graph->nodes;
  place(f, &map, &k);
  name_parts(f, (real *)pass->w, &p);
  name_parts(f, pass->dw, &d);
  if (d.out_bias)
    bias_backward(&stage->out, nodes, pass->dy, d.out_bias);
  for (size_t i = 0; i < nodes; i++) {
    const real *x = pass->x + i * stage->in.dim;
    middle(f, &p, x, &k);
    memset(k.du, 0, f->middle.dim * sizeof(real));
    fast_mix_backward(&f->out, 1, k.u, p.out, pass->dy + i * stage->out.dim,
                      k.mix, k.du, d.out);
    middle_back(f, &p, &d, x, &k,
                pass->dx ? pass->dx + i * stage->in.dim : NULL);
  }
}

/* ---- [initial] Weights to start from: size 1 before every silu ---- */
static void initial(const struct stage *stage, struct random *g, real *w)
{
  const struct feed *f = stage->is;
  struct parameters p;
  real behind = (real)(1 / sqrt(moments_silu(1)));
  name_parts(f, w, &p);
  memset(w, 0, stage->weights * sizeof *w); /* biases */
  mix_initial(&f->in, NULL, g, p.in);
  mix_initial(&f->scalar, NULL, g, p.scalar);
  for (int i = 0; i < 3; i++)
    mix_initial(&f->point, i ? &behind : NULL, g, p.point[i]);
  mix_initial(&f->out, NULL, g, p.out);
}

/* ---- [create] The stage ---- */
static void release(void *is)
{
  struct feed *f = is;
  mix_free(&f->in), mix_free(&f->scalar), mix_free(&f->point);
  mix_free(&f->out);
  sphere_grid_free(&f->grid);
  free(f);
}

static const struct stage_kind FEED = {.name = "equiformer feed",
                                       .workspace = workspace,
                                       .initial = initial,
                                       .forward = forward,
                                       .backward = backward,
                                       .free = release};

static enum tfn_status fill(struct feed *f, const struct irreps *in,
                            const struct irreps *out)
{
  const struct equiformer_description *is = &f->is;
  struct irreps scalars = {0};
  equiformer_uniform(is->lmax, is->feed, &f->middle);
  irreps_append(&scalars, is->feed, 0, 1);
  enum tfn_status status = mix_create(in, &f->middle, false, &f->in);
  if (!status)
    status = mix_create(in, &scalars, false, &f->scalar);
  if (!status)
    status = equiformer_matrix(is->feed, is->feed, &f->point);
  if (!status)
    status = mix_create(&f->middle, out, false, &f->out);
  if (!status)
    status = equiformer_grid(is, is->lmax, SPHERE_BY_DEGREE, &f->grid);
  return status;
}

enum tfn_status equiformer_feed(const struct equiformer_description *is,
                                const struct irreps *out, struct stage *stage)
{
  if (stage)
    memset(stage, 0, sizeof *stage);
  struct irreps in;
  enum tfn_status status = out && stage ? equiformer_layout(is, &in) : TFN_NULL;
  if (status)
    return status;
  struct feed *f = memory_array(1, sizeof *f);
  if (!f)
    return TFN_NO_MEMORY;
  f->is = *is;
  status = fill(f, &in, out);
  if (status) {
    release(f);
    return status;
  }
  struct parameters p;
  *stage = (struct stage){.kind = &FEED,
                          .in = in,
                          .out = *out,
                          .weights = name_parts(f, NULL, &p),
                          .variant = equiformer_variant(is),
                          .is = f};
  return TFN_OK;
}

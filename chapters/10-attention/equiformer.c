/* equiformer.c: what a description means, the embedding, and whole networks of
 * EquiformerV2's blocks. */
#include "equiformer.h"
#include "equiformer_inside.h"

#include "memory.h"
#include "moments.h"
#include "separable_norm.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- [check] What can be built ---- */
enum tfn_status equiformer_check(const struct equiformer_description *is)
{
  if (!is)
    return TFN_NULL;
  const size_t most = (size_t)1 << 20;
  const size_t count[8] = {is->channels, is->hidden, is->heads, is->alpha,
                           is->value,    is->feed,   is->basis, is->radial};
  for (int k = 0; k < 8; k++)
    if (!count[k])
      return TFN_BAD_VALUE;
  if (is->lmax < 1 || is->lmax > SO2_LMAX || is->mmax < 0 ||
      is->mmax > is->lmax || is->channels < 2 || is->alpha < 2 ||
      is->basis > RADIAL_MAX || (is->factors && is->factors < 2) ||
      is->factors > 64 || !(is->neighbours > 0) || !isfinite(is->neighbours) ||
      !(is->square >= 0) || !isfinite(is->square) || !isfinite(is->roll_rad) ||
      (unsigned)is->envelope > SOFTMAX_PLAIN)
    return TFN_BAD_VALUE;
  for (int k = 0; k < 8; k++)
    if (count[k] > most)
      return TFN_TOO_LARGE;
  return is->heads * is->value > most || is->heads * is->alpha > most
             ? TFN_TOO_LARGE
             : TFN_OK;
}

/* ---- [parts] Small parts that its stages share ---- */
void equiformer_uniform(int lmax, size_t channels, struct irreps *layout)
{
  *layout = (struct irreps){0};
  for (int l = 0; l <= lmax; l++)
    irreps_append(layout, channels, l, 1);
}

enum tfn_status equiformer_layout(const struct equiformer_description *is,
                                  struct irreps *layout)
{
  if (!layout)
    return TFN_NULL;
  enum tfn_status status = equiformer_check(is);
  if (!status)
    equiformer_uniform(is->lmax, is->channels, layout);
  return status;
}

enum tfn_status equiformer_matrix(size_t in, size_t out, struct mix *mix)
{
  struct irreps a = {0}, b = {0};
  irreps_append(&a, in, 0, 1);
  irreps_append(&b, out, 0, 1);
  return mix_create(&a, &b, false, mix);
}

enum tfn_status equiformer_grid(const struct equiformer_description *is,
                                int mmax, enum sphere_order order,
                                struct sphere_grid *grid)
{
  size_t latitudes, longitudes;
  sphere_grid_size(is->lmax, mmax, is->factors ? is->factors : 4, &latitudes,
                   &longitudes);
  return sphere_grid_create(is->lmax, mmax, order, latitudes, longitudes, grid);
}

/* What its weights mean depends on all of these. */
uint64_t equiformer_variant(const struct equiformer_description *is)
{
  float neighbours = (float)is->neighbours;
  uint32_t bits;
  memcpy(&bits, &neighbours, sizeof bits);
  const uint64_t part[10] = {bits,
                             (uint64_t)is->envelope,
                             (uint64_t)is->mmax,
                             is->hidden,
                             is->heads,
                             is->alpha,
                             is->value,
                             is->feed,
                             is->radial,
                             (uint64_t)(is->factors ? is->factors : 4)};
  uint64_t mark = 0;
  for (int k = 0; k < 10; k++)
    mark = mark * 1000003 + part[k];
  return mark;
}

size_t equiformer_parts(const struct equiformer_part *part, size_t n,
                        real *block)
{
  size_t used = 0;
  for (size_t k = 0; k < n; k++) {
    *part[k].at = block ? block + used : NULL;
    used += part[k].size;
  }
  return used;
}

/* ---- [embedding] What the embedding knows ---- */
struct embedding {
  struct equiformer_description is;
  struct mix mix;
  struct radial_net radial;
};

struct parameters {
  real *mix, *bias, *radial;
};

static size_t name_parts(const struct embedding *is, real *block,
                         struct parameters *p)
{
  const struct equiformer_part part[] = {
      {&p->mix, is->mix.weights},
      {&p->bias, is->is.channels},
      {&p->radial, radial_net_weights(&is->radial)}};
  return equiformer_parts(part, sizeof part / sizeof *part, block);
}

struct work {
  real *hidden; /* (edges, radial.hidden) */
  real *r, *dr; /* (edges, (lmax + 1) channels) */
  real *s, *ds; /* (nodes, out.dim), the linear part and its gradient */
};

static void place(const struct stage *stage, const struct graph *graph,
                  struct memory_map *map, struct work *k)
{
  const struct embedding *is = stage->is;
  k->hidden = memory_rows(map, graph->edges, is->radial.hidden);
  k->r = memory_rows(map, graph->edges, is->radial.outputs);
  k->dr = memory_rows(map, graph->edges, is->radial.outputs);
  k->s = memory_rows(map, graph->nodes, stage->out.dim);
  k->ds = memory_rows(map, graph->nodes, stage->out.dim);
}

static enum tfn_status workspace(const struct stage *stage,
                                 const struct geometry *geometry, size_t *count)
{
  const struct embedding *is = stage->is;
  struct memory_map map = {0};
  struct work k;
  if (is->is.basis != geometry->basis.count ||
      geometry->graph->harmonics < harmonics_count(is->is.lmax))
    return TFN_BAD_SHAPE;
  place(stage, geometry->graph, &map, &k);
  *count = map.used;
  return map.too_large ? TFN_TOO_LARGE : TFN_OK;
}

/* ---- [degree] The embedding of the edges ----
 *
 * y_lmc += scale R_lc s_c Y_lm for one edge, and the way back. */
static void add_edge(const struct equiformer_description *is, const real *r,
                     const real *s, const real *Y, real *y)
{
  real scale = 1 / real_sqrt(is->neighbours);
  for (int l = 0; l <= is->lmax; l++, r += is->channels)
    for (int m = -l; m <= l; m++, Y++)
      for (size_t c = 0; c < is->channels; c++)
        *y++ += scale * r[c] * s[c] * *Y;
}

static void add_edge_back(const struct equiformer_description *is,
                          const real *r, const real *s, const real *Y,
                          const real *dy, real *dr, real *ds, real *dY)
{
  real scale = 1 / real_sqrt(is->neighbours);
  for (int l = 0; l <= is->lmax; l++, r += is->channels, dr += is->channels)
    for (int m = -l; m <= l; m++, Y++) {
      for (size_t c = 0; c < is->channels; c++, dy++) {
        dr[c] += scale * *dy * s[c] * *Y;
        ds[c] += scale * *dy * r[c] * *Y;
        if (dY)
          *dY += scale * *dy * r[c] * s[c];
      }
      dY = dY ? dY + 1 : NULL;
    }
}

/* ---- [embed] Forward and backward ---- */
static void forward(const struct stage *stage, const struct stage_pass *pass)
{
  const struct embedding *is = stage->is;
  const struct graph *graph = pass->geometry->graph;
  struct memory_map map = {.memory = pass->work};
  struct parameters p;
  struct work k;
  size_t dim = stage->out.dim;
  place(stage, graph, &map, &k);
  name_parts(is, (real *)pass->w, &p); /* read, not written */
  mix_forward(&is->mix, graph->nodes, pass->x, p.mix, false, k.s);
  bias_forward(&stage->out, graph->nodes, p.bias, k.s);
  radial_net_forward(&is->radial, graph->edges, pass->geometry->B, p.radial,
                     k.hidden, k.r);
  for (size_t i = 0; i < graph->nodes * dim; i++)
    pass->y[i] = k.s[i];
  for (size_t e = 0; e < graph->edges; e++)
    add_edge(&is->is, k.r + e * is->radial.outputs,
             k.s + graph->sender[e] * dim, graph->Y + e * graph->harmonics,
             pass->y + graph->receiver[e] * dim);
}

static void backward(const struct stage *stage, const struct stage_pass *pass)
{
  const struct embedding *is = stage->is;
  const struct graph *graph = pass->geometry->graph;
  const struct geometry_gradient *dg = pass->dgeometry;
  struct memory_map map = {.memory = pass->work};
  struct parameters p, d;
  struct work k;
  size_t dim = stage->out.dim, R = is->radial.outputs;
  place(stage, graph, &map, &k);
  name_parts(is, (real *)pass->w, &p);
  name_parts(is, pass->dw, &d);
  memset(k.dr, 0, graph->edges * R * sizeof(real));
  for (size_t i = 0; i < graph->nodes * dim; i++)
    k.ds[i] = pass->dy[i];
  for (size_t e = 0; e < graph->edges; e++) {
    size_t from = graph->sender[e] * dim, at = e * graph->harmonics;
    add_edge_back(&is->is, k.r + e * R, k.s + from, graph->Y + at,
                  pass->dy + graph->receiver[e] * dim, k.dr + e * R,
                  k.ds + from, dg ? dg->Y + at : NULL);
  }
  if (d.bias)
    bias_backward(&stage->out, graph->nodes, k.ds, d.bias);
  mix_backward(&is->mix, graph->nodes, pass->x, p.mix, k.ds, pass->dx, d.mix);
  radial_net_backward(&is->radial, graph->edges, pass->geometry->B, p.radial,
                      k.hidden, k.dr, d.radial, dg ? dg->B : NULL);
}

/* ---- [create] The embedding as a stage ---- */
static void initial(const struct stage *stage, struct random *g, real *w)
{
  const struct embedding *is = stage->is;
  struct parameters p;
  size_t first = is->radial.inputs * is->radial.hidden;
  double square = is->is.square > 0 ? (double)is->is.square : 1;
  double W1 = 1 / sqrt(square);
  double W2 = 1 / sqrt(moments_silu(1) * (double)is->radial.hidden);
  name_parts(is, w, &p);
  mix_initial(&is->mix, NULL, g, p.mix);
  memset(p.bias, 0, is->is.channels * sizeof(real));
  for (size_t k = 0; k < radial_net_weights(&is->radial); k++)
    p.radial[k] = (real)((k < first ? W1 : W2) * random_normal(g));
}

static void release(void *is)
{
  struct embedding *e = is;
  mix_free(&e->mix);
  free(e);
}

static const struct stage_kind EMBEDDING = {.name = "equiformer embedding",
                                            .workspace = workspace,
                                            .initial = initial,
                                            .forward = forward,
                                            .backward = backward,
                                            .free = release};

static bool brings_scalars(const struct irreps *in)
{
  return !irreps_check(in) && bias_count(in) > 0;
}

enum tfn_status equiformer_embedding(const struct equiformer_description *is,
                                     const struct irreps *in,
                                     struct stage *stage)
{
  if (stage)
    memset(stage, 0, sizeof *stage);
  struct irreps out;
  enum tfn_status status = in && stage ? equiformer_layout(is, &out) : TFN_NULL;
  if (status)
    return status;
  if (!brings_scalars(in))
    return irreps_check(in) ? TFN_BAD_SHAPE : TFN_NO_PATH;
  struct embedding *e = memory_array(1, sizeof *e);
  if (!e)
    return TFN_NO_MEMORY;
  e->is = *is;
  e->radial = (struct radial_net){.inputs = is->basis,
                                  .hidden = is->radial,
                                  .outputs = out.n * is->channels};
  status = mix_create(in, &out, true, &e->mix);
  if (status) {
    release(e);
    return status;
  }
  struct parameters p;
  *stage = (struct stage){.kind = &EMBEDDING,
                          .in = *in,
                          .out = out,
                          .weights = name_parts(e, NULL, &p),
                          .variant = equiformer_variant(is),
                          .is = e};
  return TFN_OK;
}

/* ---- [block] A block: two stages, each with a way past it ---- */
static enum tfn_status add_around(struct stage *inner, struct network *network)
{
  struct stage stage;
  enum tfn_status status = separable_residual(inner, &stage);
  return status ? status : network_add(network, &stage);
}

enum tfn_status equiformer_add_block(const struct equiformer_description *is,
                                     struct network *network)
{
  struct irreps layout;
  struct stage stage;
  enum tfn_status status = network ? equiformer_layout(is, &layout) : TFN_NULL;
  if (!status)
    status = equiformer_attention(is, &layout, &stage);
  if (!status)
    status = add_around(&stage, network);
  if (!status)
    status = equiformer_feed(is, &layout, &stage);
  if (!status)
    status = add_around(&stage, network);
  return status;
}

enum tfn_status equiformer_add_head(const struct equiformer_description *is,
                                    const char *out, bool attends,
                                    struct network *network)
{
  struct irreps layout;
  struct stage stage;
  if (!out || !network)
    return TFN_NULL;
  if (irreps_parse(out, &layout, NULL))
    return TFN_BAD_SHAPE;
  enum tfn_status status = attends ? equiformer_attention(is, &layout, &stage)
                                   : equiformer_feed(is, &layout, &stage);
  return status ? status : network_add(network, &stage);
}

/* ---- [network] The whole on the seam ---- */
static enum tfn_status add_all(const struct equiformer_description *is,
                               size_t blocks, struct network *network)
{
  struct irreps layout;
  struct stage stage;
  enum tfn_status status = equiformer_embedding(is, &network->in, &stage);
  if (!status)
    status = network_add(network, &stage);
  for (size_t k = 0; k < blocks && !status; k++)
    status = equiformer_add_block(is, network);
  if (!status)
    status = equiformer_layout(is, &layout);
  if (!status)
    status = separable_norm_stage(&layout, &stage);
  return status ? status : network_add(network, &stage);
}

enum tfn_status equiformer_network(const struct equiformer_description *is,
                                   const char *in, size_t blocks,
                                   const struct radial_basis *basis,
                                   struct network **out)
{
  if (!in || !basis || !out)
    return TFN_NULL;
  *out = NULL;
  enum tfn_status status = equiformer_check(is);
  if (status)
    return status;
  if (basis->count != is->basis)
    return TFN_BAD_VALUE;
  struct network_description d = {.in = in, .lmax = is->lmax, .basis = *basis};
  status = network_create(&d, out);
  if (status)
    return status;
  status = add_all(is, blocks, *out);
  if (status) {
    network_free(*out);
    *out = NULL;
  }
  return status;
}

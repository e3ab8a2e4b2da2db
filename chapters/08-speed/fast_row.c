/* fast_row.c: layers in a row, a receiver in each lane. */
#include "fast_row.h"

#include <stdlib.h>
#include <string.h>

#include "fast_layer_kernels.h"
#include "memory.h"

/* ---- [row] What a row is made of ---- */
struct row {
  size_t layers;
  struct stage plain[FAST_ROW_LAYERS];
  const struct layer *layer[FAST_ROW_LAYERS]; /* the same */
  size_t first[FAST_ROW_LAYERS + 1];          /* where their weights begin */
};

#define NO_EDGE UINT32_MAX

struct lanes {
  size_t lanes, slots, nodes;
  uint32_t *first;               /* (blocks + 1) */
  uint32_t *edge, *sender;       /* (slots, lanes); an edge or NO_EDGE */
  real *x[FAST_ROW_LAYERS + 1];  /* (blocks, features) between the layers */
  real *dx[FAST_ROW_LAYERS + 1]; /* and their gradients */
  real *dB, *dY;
  struct lane_graph graph;
  struct lane_layer layer[FAST_ROW_LAYERS];
};

/* ---- [sort] Edges into lanes ---- */

/* The slots of each block, one after the other; first may be NULL. */
static size_t count_slots(const struct graph *graph, size_t lanes,
                          uint32_t *first)
{
  size_t slots = 0, blocks = (graph->nodes + lanes - 1) / lanes;
  for (size_t b = 0; b < blocks; b++) {
    size_t most = 0;
    if (first)
      first[b] = (uint32_t)slots;
    for (size_t i = b * lanes; i < (b + 1) * lanes && i < graph->nodes; i++) {
      size_t edges = graph->first[i + 1] - graph->first[i];
      most = edges > most ? edges : most;
    }
    slots += most;
  }
  if (first)
    first[blocks] = (uint32_t)slots;
  return slots;
}

static void sort_edges(const struct graph *graph, const struct lanes *k)
{
  size_t lanes = k->lanes;
  for (size_t b = 0; b < k->graph.blocks; b++)
    for (size_t s = k->first[b]; s < k->first[b + 1]; s++)
      for (size_t lane = 0; lane < lanes; lane++) {
        size_t i = b * lanes + lane, e = SIZE_MAX;
        if (i < graph->nodes)
          e = graph->first[i] + (s - k->first[b]);
        bool some = i < graph->nodes && e < graph->first[i + 1];
        k->edge[s * lanes + lane] = some ? (uint32_t)e : NO_EDGE;
        k->sender[s * lanes + lane] = (uint32_t)(some ? graph->sender[e] : i);
      }
}

/* ---- [cross] From rows to lanes and back ---- */

/* to (slots, columns) := from (edges, columns), and 0 where no edge is. */
static void spread_edges(const struct lanes *k, size_t columns,
                         const real *from, real *to)
{
  for (size_t s = 0; s < k->slots; s++, to += columns * k->lanes)
    for (size_t lane = 0; lane < k->lanes; lane++) {
      uint32_t e = k->edge[s * k->lanes + lane];
      for (size_t c = 0; c < columns; c++)
        to[c * k->lanes + lane] =
            e == NO_EDGE ? 0 : from[(size_t)e * columns + c];
    }
}

/* to (edges, columns) += from (slots, columns). */
static void collect_edges(const struct lanes *k, size_t columns,
                          const real *from, real *to)
{
  for (size_t s = 0; s < k->slots; s++, from += columns * k->lanes)
    for (size_t lane = 0; lane < k->lanes; lane++) {
      uint32_t e = k->edge[s * k->lanes + lane];
      for (size_t c = 0; c < columns && e != NO_EDGE; c++)
        to[(size_t)e * columns + c] += from[c * k->lanes + lane];
    }
}

/* to (blocks, columns) := from (nodes, columns), and 0 behind the last. */
static void spread_nodes(const struct lanes *k, size_t columns,
                         const real *from, real *to)
{
  for (size_t i = 0; i < k->graph.blocks * k->lanes; i++) {
    real *lane = to + i / k->lanes * columns * k->lanes + i % k->lanes;
    for (size_t c = 0; c < columns; c++)
      lane[c * k->lanes] = i < k->nodes ? from[i * columns + c] : 0;
  }
}

/* to (nodes, columns) := from (blocks, columns), or added to. */
static void collect_nodes(const struct lanes *k, size_t columns,
                          const real *from, bool add, real *to)
{
  for (size_t i = 0; i < k->nodes; i++) {
    const real *lane = from + i / k->lanes * columns * k->lanes + i % k->lanes;
    for (size_t c = 0; c < columns; c++)
      to[i * columns + c] =
          lane[c * k->lanes] + (add ? to[i * columns + c] : 0);
  }
}

/* ---- [place] Memory of a row in lanes ---- */
static uint32_t *numbers(struct memory_map *map, size_t rows, size_t columns)
{
  return (uint32_t *)(void *)memory_rows(map, rows, columns);
}

static void place_layer(struct memory_map *map, const struct lanes *k,
                        struct lane_layer *f)
{
  const struct layer *layer = f->layer;
  size_t slots = k->slots * k->lanes, blocks = k->graph.blocks * k->lanes;
  f->M = memory_rows(map, slots, layer->convolution.product->pairs);
  f->x = memory_rows(map, slots, layer->is.in.dim);
  f->s = memory_rows(map, slots, layer->radial.hidden);
  f->slope = memory_rows(map, slots, layer->radial.hidden);
  f->w = memory_rows(map, slots, layer->radial.outputs);
  f->messages = memory_rows(map, blocks, layer->mix.in.dim);
  f->gated = memory_rows(map, blocks, layer->gated.dim);
  f->gradient = memory_rows(map, k->lanes, layer_weights(layer));
  f->dmessages = memory_rows(map, k->lanes, layer->mix.in.dim);
  f->dgated = memory_rows(map, k->lanes, layer->gated.dim);
  f->dx = memory_rows(map, k->lanes, layer->is.in.dim);
  f->dw = memory_rows(map, k->lanes, layer->radial.outputs);
}

static void place_lanes(const struct row *row, const struct geometry *geometry,
                        struct memory_map *map, struct lanes *k)
{
  const struct graph *graph = geometry->graph;
  size_t lanes = fast_kernels()->layer->lanes;
  size_t blocks = (graph->nodes + lanes - 1) / lanes;
  k->lanes = lanes;
  k->nodes = graph->nodes;
  k->slots = count_slots(graph, lanes, NULL);
  k->first = numbers(map, blocks + 1, 1);
  k->edge = numbers(map, k->slots, lanes);
  k->sender = numbers(map, k->slots, lanes);
  k->graph = (struct lane_graph){.blocks = blocks,
                                 .harmonics = graph->harmonics,
                                 .first = k->first,
                                 .sender = k->sender};
  k->graph.B = memory_rows(map, k->slots * lanes, geometry->basis.count);
  k->dB = memory_rows(map, k->slots * lanes, geometry->basis.count);
  k->dY = memory_rows(map, k->slots * lanes, graph->harmonics);
  k->x[0] = memory_rows(map, blocks * lanes, row->layer[0]->is.in.dim);
  k->dx[0] = memory_rows(map, blocks * lanes, row->layer[0]->is.in.dim);
  for (size_t l = 0; l < row->layers; l++) {
    const struct layer *layer = row->layer[l];
    k->layer[l] = (struct lane_layer){.layer = layer, .graph = &k->graph};
    place_layer(map, k, &k->layer[l]);
    k->x[l + 1] = memory_rows(map, blocks * lanes, layer->is.out.dim);
    k->dx[l + 1] = memory_rows(map, blocks * lanes, layer->is.out.dim);
  }
}

/* ---- [look] What the points alone decide ----
 *
 * The sums of couplings times harmonics, the M of the convolution, are made
 * once for all steps in which the points stand still. */
static void look_at_layer(const struct lanes *k, const struct graph *graph,
                          const struct lane_layer *f)
{
  const struct tensor_product *tp = f->layer->convolution.product;
  real scale = f->layer->convolution.scale;
  memset(f->M, 0, k->slots * k->lanes * tp->pairs * sizeof(real));
  for (size_t at = 0; at < k->slots * k->lanes; at++) {
    if (k->edge[at] == NO_EDGE)
      continue;
    const real *Y = graph->Y + k->edge[at] * graph->harmonics;
    real *M = f->M + at / k->lanes * tp->pairs * k->lanes + at % k->lanes;
    for (const struct tp_path *p = tp->path; p < tp->path + tp->paths; p++)
      for (size_t g = p->pair; g < p->pair + p->shape.pairs; g++)
        M[g * k->lanes] =
            scale * tp_contract(&tp->pair[g], tp->term + p->term,
                                Y + tp->in2.block[p->b2].offset, 1);
  }
  memset(f->gradient, 0, k->lanes * layer_weights(f->layer) * sizeof(real));
}

/* Vectors want their memory to begin at a line of the caches. */
enum { LINE = 64 / sizeof(real) };

static void place_in(const struct row *row, const struct stage_pass *pass,
                     struct lanes *k)
{
  size_t past = (uintptr_t)pass->work / sizeof(real) % LINE;
  struct memory_map map = {.memory = pass->work + (LINE - past) % LINE};
  place_lanes(row, pass->geometry, &map, k);
}

static void look(const struct stage *stage, const struct stage_pass *pass)
{
  const struct row *row = stage->is;
  const struct geometry *geometry = pass->geometry;
  struct lanes k;
  place_in(row, pass, &k);
  count_slots(geometry->graph, k.lanes, k.first);
  sort_edges(geometry->graph, &k);
  spread_edges(&k, geometry->basis.count, geometry->B, k.graph.B);
  for (size_t l = 0; l < row->layers; l++)
    look_at_layer(&k, geometry->graph, &k.layer[l]);
}

/* ---- [forward] There, layer after layer ---- */
static void forward(const struct stage *stage, const struct stage_pass *pass)
{
  const struct layer_kernels *kernels = fast_kernels()->layer;
  const struct row *row = stage->is;
  size_t n = row->layers;
  struct lanes k;
  place_in(row, pass, &k);
  spread_nodes(&k, stage->in.dim, pass->x, k.x[0]);
  for (size_t l = 0; l < n; l++)
    kernels->forward(&k.layer[l], pass->w + row->first[l], k.x[l], k.x[l + 1]);
  collect_nodes(&k, stage->out.dim, k.x[n], false, pass->y);
}

/* ---- [backward] And back ---- */

/* Kernels add to the gradients by the geometry if they are told where. */
static void begin_geometry(const struct stage_pass *pass, struct lanes *k)
{
  size_t n = k->slots * k->lanes * sizeof(real);
  if (!pass->dgeometry)
    return;
  k->graph.dB = k->dB;
  k->graph.dY = k->dY;
  memset(k->dB, 0, n * pass->geometry->basis.count);
  memset(k->dY, 0, n * k->graph.harmonics);
}

static void end_geometry(const struct stage_pass *pass, const struct lanes *k)
{
  if (!pass->dgeometry)
    return;
  collect_edges(k, pass->geometry->basis.count, k->dB, pass->dgeometry->B);
  collect_edges(k, k->graph.harmonics, k->dY, pass->dgeometry->Y);
}

static void layer_backward(const struct row *row, const struct stage_pass *pass,
                           const struct lanes *k, size_t l)
{
  const struct layer_kernels *kernels = fast_kernels()->layer;
  const struct lane_layer *f = &k->layer[l];
  size_t weights = layer_weights(f->layer), in = f->layer->is.in.dim;
  /* Nobody asks for the gradient by what enters the first layer? */
  const bool wanted = l > 0 || pass->dx != NULL;
  real *dx = wanted ? k->dx[l] : NULL;
  if (dx)
    memset(dx, 0, k->graph.blocks * k->lanes * in * sizeof *dx);
  kernels->backward(f, pass->w + row->first[l], k->x[l], k->dx[l + 1], dx);
  if (pass->dw)
    kernels->sum_lanes(weights, f->gradient, pass->dw + row->first[l]);
  else
    memset(f->gradient, 0, weights * k->lanes * sizeof(real));
}

static void backward(const struct stage *stage, const struct stage_pass *pass)
{
  const struct row *row = stage->is;
  struct lanes k;
  place_in(row, pass, &k);
  begin_geometry(pass, &k);
  spread_nodes(&k, stage->out.dim, pass->dy, k.dx[row->layers]);
  for (size_t l = row->layers; l-- > 0;)
    layer_backward(row, pass, &k, l);
  if (pass->dx)
    collect_nodes(&k, stage->in.dim, k.dx[0], true, pass->dx);
  end_geometry(pass, &k);
}

/* ---- [kind] A row as a stage ---- */
static enum tfn_status workspace(const struct stage *stage,
                                 const struct geometry *geometry, size_t *count)
{
  const struct row *row = stage->is;
  const struct graph *graph = geometry->graph;
  struct memory_map map = {0};
  struct lanes k;
  for (size_t l = 0; l < row->layers; l++)
    if (row->layer[l]->is.basis != geometry->basis.count ||
        row->layer[l]->is.harmonics.dim > graph->harmonics)
      return TFN_BAD_SHAPE;
  if (graph->edges >= NO_EDGE || graph->nodes > UINT32_MAX / 2)
    return TFN_TOO_LARGE;
  place_lanes(row, geometry, &map, &k);
  *count = map.used + LINE;
  return map.too_large ? TFN_TOO_LARGE : TFN_OK;
}

static void initial(const struct stage *stage, struct random *g, real *w)
{
  const struct row *row = stage->is;
  for (size_t l = 0; l < row->layers; l++)
    row->plain[l].kind->initial(&row->plain[l], g, w + row->first[l]);
}

static void release(void *is)
{
  struct row *row = is;
  for (size_t l = 0; l < row->layers; l++)
    stage_free(&row->plain[l]);
  free(row);
}

/* Several layers are none. */
static const struct layer *same_layer(const struct stage *stage)
{
  const struct row *row = stage->is;
  return row->layers == 1 ? row->layer[0] : NULL;
}

static const struct stage_kind ROW = {.name = "row",
                                      .workspace = workspace,
                                      .initial = initial,
                                      .look = look,
                                      .forward = forward,
                                      .backward = backward,
                                      .free = release,
                                      .layer = same_layer};

/* ---- [make] Making a row ---- */
bool fast_row_applies(const struct stage *stage)
{
  const struct layer *layer = layer_of(stage);
  return layer && layer->is.mode == TP_DEPTHWISE &&
         (layer->is.gate == GATE_NONE || layer->is.gate == GATE_NORM);
}

static bool fits(size_t n, const struct stage *plain)
{
  if (n == 0 || n > FAST_ROW_LAYERS)
    return false;
  for (size_t l = 0; l < n; l++)
    if (!fast_row_applies(&plain[l]) ||
        (l && !irreps_equal(&plain[l - 1].out, &plain[l].in)))
      return false;
  return true;
}

enum tfn_status fast_row_stage(size_t n, const struct stage *plain,
                               struct stage *row)
{
  if (row)
    memset(row, 0, sizeof *row);
  if (!plain || !row)
    return TFN_NULL;
  if (!fits(n, plain))
    return TFN_BAD_SHAPE;
  struct row *is = memory_array(1, sizeof *is);
  if (!is)
    return TFN_NO_MEMORY;
  is->layers = n;
  for (size_t l = 0; l < n; l++) {
    is->plain[l] = plain[l];
    is->layer[l] = layer_of(&plain[l]);
    is->first[l + 1] = is->first[l] + plain[l].weights;
  }
  *row = (struct stage){.kind = &ROW,
                        .in = plain[0].in,
                        .out = plain[n - 1].out,
                        .weights = is->first[n],
                        .is = is};
  return TFN_OK;
}

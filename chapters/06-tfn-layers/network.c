/* network.c: stages in a row, with answers at the end. */
#include "network.h"

#include <stdlib.h>
#include <string.h>

/* ---- [fingerprint] Whose weights are these? ----
 *
 * A hash (FNV-1a, 64 bits) over what was put together, in order.  It is no
 * secret and no proof; it only keeps weights from the wrong network. */
static void mark(struct network *network, uint64_t value)
{
  for (int byte = 0; byte < 8; byte++, value >>= 8)
    network->fingerprint =
        (network->fingerprint ^ (value & 255)) * UINT64_C(1099511628211);
}

static void mark_text(struct network *network, const char *text)
{
  for (; *text; text++)
    mark(network, (unsigned char)*text);
}

/* As a float, so that both precisions agree. */
static void mark_length(struct network *network, real length)
{
  float value = (float)length;
  uint32_t bits;
  memcpy(&bits, &value, sizeof bits);
  mark(network, bits);
}

static void mark_layout(struct network *network, const struct irreps *irreps)
{
  for (size_t b = 0; b < irreps->n; b++) {
    mark(network, irreps->block[b].channels);
    mark(network, (uint64_t)irreps->block[b].l);
    mark(network, irreps->block[b].parity > 0);
  }
}

uint64_t network_fingerprint(const struct network *network)
{
  return network ? network->fingerprint : 0;
}

/* ---- [create] An empty network ---- */
static enum tfn_status begin(const struct network_description *is,
                             struct network *network)
{
  real probe = 1, value[RADIAL_MAX];
  if (is->lmax < 0 || is->lmax > HARMONICS_LMAX)
    return TFN_BAD_VALUE;
  enum tfn_status status =
      radial_basis_forward(&is->basis, 1, &probe, value, NULL);
  if (status)
    return status;
  if (irreps_parse(is->in, &network->in, NULL) || !network->in.n)
    return TFN_BAD_SHAPE;
  network->lmax = is->lmax;
  network->basis = is->basis;
  network->parity = is->parity;
  network->fingerprint = UINT64_C(14695981039346656037);
  mark_layout(network, &network->in);
  mark(network, (uint64_t)is->lmax);
  mark(network, is->basis.kind);
  mark(network, is->basis.count);
  mark_length(network, is->basis.cutoff);
  mark(network, (uint64_t)is->basis.envelope);
  return TFN_OK;
}

enum tfn_status network_create(const struct network_description *description,
                               struct network **out)
{
  if (out)
    *out = NULL;
  if (!description || !description->in || !out)
    return TFN_NULL;
  struct network *network = memory_array(1, sizeof *network);
  size_t *first = memory_array(1, sizeof *first);
  enum tfn_status status = TFN_NO_MEMORY;
  if (network && first)
    status = begin(description, network);
  if (status) {
    free(network);
    free(first);
    return status;
  }
  network->first = first;
  *out = network;
  return TFN_OK;
}

void network_free(struct network *network)
{
  if (!network)
    return;
  for (size_t k = 0; k < network->stages; k++)
    stage_free(&network->stage[k]);
  free(network->stage);
  free(network->first);
  free(network);
}

/* ---- [add] One more stage ---- */
static const struct irreps *output(const struct network *network)
{
  return network->stages ? &network->stage[network->stages - 1].out
                         : &network->in;
}

/* Room for n stages; what was there stays. */
static bool grow(struct network *network, size_t n)
{
  struct stage *stage = realloc(network->stage, n * sizeof *stage);
  if (stage)
    network->stage = stage;
  size_t *first = realloc(network->first, (n + 1) * sizeof *first);
  if (first)
    network->first = first;
  return stage && first;
}

static enum tfn_status append(struct network *network,
                              const struct stage *stage)
{
  size_t n = network->stages, before = network->first[n];
  if (!irreps_equal(output(network), &stage->in))
    return TFN_BAD_SHAPE;
  if (network->answers)
    return TFN_BAD_VALUE;
  if (stage->weights > SIZE_MAX / 16 / sizeof(real) - before)
    return TFN_TOO_LARGE;
  if (!grow(network, n + 1))
    return TFN_NO_MEMORY;
  network->stage[n] = *stage;
  network->first[n + 1] = before + stage->weights;
  network->stages = n + 1;
  mark_text(network, stage->kind->name);
  mark_layout(network, &stage->out);
  mark(network, stage->weights);
  mark(network, stage->variant);
  return TFN_OK;
}

enum tfn_status network_add(struct network *network, struct stage *stage)
{
  if (!network || !stage || !stage->kind) {
    stage_free(stage);
    return TFN_NULL;
  }
  enum tfn_status status = append(network, stage);
  if (status)
    stage_free(stage);
  else
    memset(stage, 0, sizeof *stage);
  return status;
}

/* ---- [addlayer] A layer from a few words ---- */
static enum tfn_status layer_in_words(const struct network *network,
                                      const struct irreps *out, enum gate gate,
                                      size_t hidden, real scale,
                                      struct stage *stage)
{
  struct layer_description is = {.mode = TP_DEPTHWISE,
                                 .in = *output(network),
                                 .out = *out,
                                 .gate = gate,
                                 .basis = network->basis.count,
                                 .hidden = hidden,
                                 .scale = scale};
  radial_basis_square(&network->basis, &is.square);
  for (int l = 0; l <= network->lmax; l++)
    irreps_append(&is.harmonics, 1, l, network->parity && l % 2 ? -1 : 1);
  return layer_stage(&is, stage);
}

enum tfn_status network_add_layer(struct network *network, const char *out,
                                  enum gate gate, size_t hidden,
                                  real neighbours)
{
  if (!network || !out)
    return TFN_NULL;
  if (!(neighbours > 0))
    return TFN_BAD_VALUE;
  struct irreps layout;
  if (irreps_parse(out, &layout, NULL))
    return TFN_BAD_SHAPE;
  struct stage stage;
  enum tfn_status status = layer_in_words(network, &layout, gate, hidden,
                                          1 / real_sqrt(neighbours), &stage);
  return status ? status : network_add(network, &stage);
}

enum tfn_status network_add_norm(struct network *network)
{
  if (!network)
    return TFN_NULL;
  struct stage stage;
  enum tfn_status status = layer_norm_stage(output(network), &stage);
  return status ? status : network_add(network, &stage);
}

enum tfn_status network_add_residual(struct network *network, enum gate gate,
                                     size_t hidden, real neighbours,
                                     size_t depth)
{
  if (!network)
    return TFN_NULL;
  if (!(neighbours > 0))
    return TFN_BAD_VALUE;
  struct stage layer, stage;
  enum tfn_status status = layer_in_words(network, output(network), gate,
                                          hidden, 1 / neighbours, &layer);
  if (!status)
    status = residual_stage(&layer, depth, &stage);
  return status ? status : network_add(network, &stage);
}

/* ---- [answer] What is read at the end ---- */
static bool same_block(const struct irreps_block *a,
                       const struct irreps_block *b)
{
  return a->channels == b->channels && a->l == b->l && a->parity == b->parity;
}

static size_t blocks_read(const struct network *network)
{
  size_t n = 0;
  for (size_t k = 0; k < network->answers; k++)
    n += network->answer[k].layout.n;
  return n;
}

/* The blocks that are left, when no layout is given: part of what fits a layout
 * does so too. */
static void take_rest(const struct irreps *from, size_t b, struct irreps *rest)
{
  for (; b < from->n; b++)
    irreps_append(rest, from->block[b].channels, from->block[b].l,
                  from->block[b].parity);
}

enum tfn_status network_answer(struct network *network, const char *layout,
                               enum answer_of of)
{
  if (!network)
    return TFN_NULL;
  if (!network->stages || network->answers == NETWORK_ANSWERS ||
      (of != ANSWER_SUM && of != ANSWER_MEAN && of != ANSWER_NODES))
    return TFN_BAD_VALUE;
  struct network_answer a = {.of = of};
  const struct irreps *from = output(network);
  size_t begin = blocks_read(network);
  if (!layout)
    take_rest(from, begin, &a.layout);
  else if (irreps_parse(layout, &a.layout, NULL))
    return TFN_BAD_SHAPE;
  if (!a.layout.n || a.layout.n > from->n - begin)
    return TFN_BAD_SHAPE;
  for (size_t b = 0; b < a.layout.n; b++)
    if (!same_block(&a.layout.block[b], &from->block[begin + b]))
      return TFN_BAD_SHAPE;
  a.first = from->block[begin].offset;
  network->answer[network->answers++] = a;
  mark_layout(network, &a.layout);
  mark(network, of);
  return TFN_OK;
}

/* ---- [replace] Other stages with the same meaning ---- */
enum tfn_status network_replace(struct network *network, size_t first,
                                size_t count, const struct stage *stage)
{
  if (!network || !stage || !stage->kind)
    return TFN_NULL;
  if (!count || first >= network->stages || count > network->stages - first)
    return TFN_BAD_VALUE;
  size_t end = first + count;
  if (!irreps_equal(&network->stage[first].in, &stage->in) ||
      !irreps_equal(&network->stage[end - 1].out, &stage->out) ||
      network->first[end] - network->first[first] != stage->weights)
    return TFN_BAD_SHAPE;
  for (size_t k = first; k < end; k++)
    stage_free(&network->stage[k]);
  network->stage[first] = *stage;
  for (size_t k = end; k < network->stages; k++)
    network->stage[k - count + 1] = network->stage[k];
  for (size_t k = end; k <= network->stages; k++)
    network->first[k - count + 1] = network->first[k];
  network->stages -= count - 1;
  return TFN_OK;
}

/* ---- [weights] Its knobs ---- */
size_t network_weights(const struct network *network)
{
  return network ? network->first[network->stages] : 0;
}

enum tfn_status network_initial(const struct network *network, uint64_t seed,
                                real *w)
{
  if (!network || (network_weights(network) && !w))
    return TFN_NULL;
  if (!network_weights(network))
    return TFN_OK;
  struct random g = random_seed(seed);
  for (size_t k = 0; k < network->stages; k++)
    network->stage[k].kind->initial(&network->stage[k], &g,
                                    w + network->first[k]);
  return TFN_OK;
}

/* ---- [graph] The graph that it wants ---- */
enum tfn_status network_graph(const struct network *network, size_t graphs,
                              const size_t *counts, const real *points,
                              struct graph **graph)
{
  if (graph)
    *graph = NULL;
  if (!network || !graph)
    return TFN_NULL;
  if (network->basis.envelope)
    return graph_radius(graphs, counts, points, network->basis.cutoff,
                        network->lmax, HARMONICS_COMPONENT, graph);
  return graph_all_pairs(graphs, counts, points, network->lmax,
                         HARMONICS_COMPONENT, graph);
}

/* ---- [place] One piece of memory for a pass ----
 *
 * The gradients come last, side by side, to be cleared in one stroke. */
static size_t answer_rows(const struct network *network,
                          const struct graph *graph, size_t k)
{
  return network->answer[k].of == ANSWER_NODES ? graph->nodes : graph->graphs;
}

static enum tfn_status place(const struct network *network,
                             const struct graph *graph, struct memory_map *map,
                             struct network_pass *p)
{
  size_t nodes = graph->nodes, work = 0;
  geometry_map(map, graph, &network->basis, &p->geometry, &p->dgeometry);
  p->x = memory_rows(map, nodes, network->in.dim);
  real *x = p->x;
  for (size_t k = 0; k < network->stages; k++) {
    const struct stage *stage = &network->stage[k];
    enum tfn_status status = stage_workspace(stage, &p->geometry, &work);
    if (status)
      return status;
    struct stage_pass *s = &p->stage[k];
    s->geometry = &p->geometry;
    s->x = x;
    s->work = memory_rows(map, 1, work);
    s->y = x = memory_rows(map, nodes, stage->out.dim);
  }
  for (size_t k = 0; k < network->answers; k++) {
    size_t n = answer_rows(network, graph, k),
           d = network->answer[k].layout.dim;
    p->answer[k] = memory_rows(map, n, d);
    p->danswer[k] = memory_rows(map, n, d);
  }
  size_t start = map->used;
  p->gradients = p->dlast = NULL;
  for (size_t k = 0; k < network->stages; k++) {
    p->stage[k].dx = p->dlast;
    p->dlast = memory_rows(map, nodes, network->stage[k].out.dim);
    p->stage[k].dy = p->dlast;
    p->gradients = k ? p->gradients : p->dlast;
  }
  p->gradient_count = map->used - start;
  return map->too_large ? TFN_TOO_LARGE : TFN_OK;
}

/* ---- [memory] Counting first, then taking ---- */
static enum tfn_status take_memory(const struct network *network,
                                   const struct graph *graph,
                                   struct network_pass *pass)
{
  struct memory_map map = {0};
  pass->network = network;
  pass->stage = memory_array(network->stages, sizeof *pass->stage);
  if (!pass->stage)
    return TFN_NO_MEMORY;
  enum tfn_status status = place(network, graph, &map, pass);
  if (status)
    return status;
  map.memory = pass->memory = memory_reals(map.used);
  if (!map.memory)
    return TFN_NO_MEMORY;
  map.used = 0;
  return place(network, graph, &map, pass);
}

enum tfn_status network_pass_create(const struct network *network,
                                    const struct graph *graph,
                                    struct network_pass **out)
{
  if (out)
    *out = NULL;
  if (!network || !graph || !out)
    return TFN_NULL;
  if (!network->answers)
    return TFN_BAD_VALUE;
  struct network_pass *pass = memory_array(1, sizeof *pass);
  if (!pass)
    return TFN_NO_MEMORY;
  enum tfn_status status = take_memory(network, graph, pass);
  for (size_t i = 0; !status && i < graph->nodes * network->in.dim; i++)
    pass->x[i] = 1;
  if (!status)
    status = network_look(network, pass);
  if (status)
    network_pass_free(pass);
  else
    *out = pass;
  return status;
}

void network_pass_free(struct network_pass *pass)
{
  if (!pass)
    return;
  free(pass->stage);
  free(pass->memory);
  free(pass);
}

/* ---- [forward] From features to answers ---- */
enum tfn_status network_look(const struct network *network,
                             struct network_pass *pass)
{
  if (!network || !pass || !pass->memory)
    return TFN_NULL;
  enum tfn_status status = geometry_look(&pass->geometry);
  for (size_t k = 0; k < network->stages && !status; k++)
    if (network->stage[k].kind->look)
      network->stage[k].kind->look(&network->stage[k], &pass->stage[k]);
  return status;
}

/* Sums or means over the clouds, or a copy for every node. */
static void read_answer(const struct network_answer *a,
                        const struct graph *graph, size_t stride, const real *x,
                        real *answer)
{
  size_t dim = a->layout.dim;
  for (size_t g = 0; g < graph->graphs; g++) {
    size_t begin = graph->segment[g], end = graph->segment[g + 1];
    real *row = answer + (a->of == ANSWER_NODES ? begin : g) * dim;
    if (a->of != ANSWER_NODES)
      memset(row, 0, dim * sizeof *row);
    for (size_t i = begin; i < end; i++) {
      const real *node = x + i * stride + a->first;
      for (size_t k = 0; k < dim; k++)
        row[k] = a->of == ANSWER_NODES ? node[k] : row[k] + node[k];
      row += a->of == ANSWER_NODES ? dim : 0;
    }
    for (size_t k = 0; k < dim && a->of == ANSWER_MEAN && end > begin; k++)
      row[k] /= (real)(end - begin);
  }
}

enum tfn_status network_forward(const struct network *network, const real *w,
                                struct network_pass *pass)
{
  if (!network || !pass || !pass->memory || (network_weights(network) && !w))
    return TFN_NULL;
  for (size_t k = 0; k < network->stages; k++) {
    pass->stage[k].w = w ? w + network->first[k] : NULL;
    network->stage[k].kind->forward(&network->stage[k], &pass->stage[k]);
  }
  for (size_t k = 0; k < network->answers; k++)
    read_answer(&network->answer[k], pass->geometry.graph, output(network)->dim,
                pass->stage[network->stages - 1].y, pass->answer[k]);
  return TFN_OK;
}

/* ---- [backward] From answers back to everything ---- */
enum tfn_status network_clear(const struct network *network,
                              struct network_pass *pass)
{
  if (!network || !pass || !pass->memory)
    return TFN_NULL;
  for (size_t k = 0; k < network->answers; k++)
    memset(pass->danswer[k], 0,
           answer_rows(network, pass->geometry.graph, k) *
               network->answer[k].layout.dim * sizeof(real));
  return TFN_OK;
}

static void answer_backward(const struct network_answer *a,
                            const struct graph *graph, size_t stride,
                            const real *danswer, real *dx)
{
  size_t dim = a->layout.dim;
  for (size_t g = 0; g < graph->graphs; g++) {
    size_t begin = graph->segment[g], end = graph->segment[g + 1];
    real share = a->of == ANSWER_MEAN ? 1 / (real)(end - begin) : 1;
    for (size_t i = begin; i < end; i++) {
      const real *row = danswer + (a->of == ANSWER_NODES ? i : g) * dim;
      for (size_t k = 0; k < dim; k++)
        dx[i * stride + a->first + k] += share * row[k];
    }
  }
}

enum tfn_status network_backward(const struct network *network, const real *w,
                                 struct network_pass *pass, real *dw, real *dx,
                                 real *dpoints)
{
  if (!network || !pass || !pass->memory || (network_weights(network) && !w))
    return TFN_NULL;
  size_t stride = output(network)->dim;
  memset(pass->gradients, 0, pass->gradient_count * sizeof(real));
  if (dpoints)
    geometry_clear(&pass->geometry, &pass->dgeometry);
  for (size_t k = 0; k < network->answers; k++)
    answer_backward(&network->answer[k], pass->geometry.graph, stride,
                    pass->danswer[k], pass->dlast);
  pass->stage[0].dx = dx;
  for (size_t k = network->stages; k-- > 0;) {
    struct stage_pass *s = &pass->stage[k];
    s->w = w ? w + network->first[k] : NULL;
    s->dw = dw ? dw + network->first[k] : NULL;
    s->dgeometry = dpoints ? &pass->dgeometry : NULL;
    network->stage[k].kind->backward(&network->stage[k], s);
  }
  return dpoints ? geometry_backward(&pass->geometry, &pass->dgeometry, dpoints)
                 : TFN_OK;
}

/* ---- [predict] From points to an answer, in one call ---- */
static enum tfn_status answer_and_force(struct network_pass *pass,
                                        const real *w, const real *x,
                                        real *answer, real *force)
{
  const struct network *network = pass->network;
  const struct graph *graph = pass->geometry.graph;
  size_t count = answer_rows(network, graph, 0) * network->answer[0].layout.dim;
  if (x)
    memcpy(pass->x, x, graph->nodes * network->in.dim * sizeof *x);
  enum tfn_status status = network_forward(network, w, pass);
  if (status)
    return status;
  memcpy(answer, pass->answer[0], count * sizeof *answer);
  if (!force)
    return TFN_OK;
  for (size_t i = 0; i < count; i++)
    pass->danswer[0][i] = -1;
  memset(force, 0, graph->nodes * 3 * sizeof *force);
  return network_backward(network, w, pass, NULL, NULL, force);
}

enum tfn_status network_predict(const struct network *network, const real *w,
                                size_t graphs, const size_t *counts,
                                const real *points, const real *x, real *answer,
                                real *force)
{
  if (!answer)
    return TFN_NULL;
  struct graph *graph = NULL;
  struct network_pass *pass = NULL;
  enum tfn_status status =
      network_graph(network, graphs, counts, points, &graph);
  if (!status)
    status = network_pass_create(network, graph, &pass);
  if (!status)
    status = answer_and_force(pass, w, x, answer, force);
  network_pass_free(pass);
  graph_free(graph);
  return status;
}

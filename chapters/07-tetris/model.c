/* model.c: the networks of this chapter, put together from the layers of the
 * last one.  See model.h. */
#include "model.h"

#include "memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* ---- [plans] Six networks as a table ----
 *
 * first and second are the features after the first two layers, `out` those
 * after the last: the answer of each cube.  With parity, what a layer can make
 * grows: from scalars (0e) come vectors (1o), from these axial vectors (1e),
 * and only from those pseudoscalars (0o). */
static const struct plan {
  const char *name;
  int lmax;            /* of the harmonics */
  bool parity;         /* labels say what a mirror does */
  size_t basis, width; /* radial functions, width of the radial network */
  enum gate last;      /* of the last layer */
  const char *first, *second, *out;
} plans[MODEL_KINDS] = {
    {"talk", 1, false, 5, 3, GATE_NONE, "4x0e + 4x1e", "4x0e + 4x1e", "8x0e"},
    {"large", 2, false, 8, 16, GATE_NONE, "16x0e + 16x1e + 16x2e",
     "16x0e + 16x1e + 16x2e", "8x0e"},
    {"parity", 1, true, 5, 3, GATE_NONE, "4x0e + 4x1o", "4x0e + 4x1o + 4x1e",
     "1x0o + 6x0e"},
    {"polar", 1, true, 5, 3, GATE_NONE, "4x0e + 4x1o", "4x0e + 4x1o", "8x0e"},
    {"distances", 0, false, 5, 3, GATE_NONE, "4x0e", "4x0e", "8x0e"},
    {"gated", 1, false, 5, 3, GATE_NORM, "4x0e + 4x1e", "4x0e + 4x1e", "8x0e"},
};

/* Distances between cubes are 1 to 3: the Gaussians cover 0 to 3.5. */
static const real REACH = REAL(3.5);

static const struct plan *plan_of(enum model_kind kind)
{
  bool known = kind >= 1 && kind <= MODEL_KINDS;
  return known ? &plans[kind - 1] : NULL;
}

const char *model_name(enum model_kind kind)
{
  const struct plan *plan = plan_of(kind);
  return plan ? plan->name : NULL;
}

bool model_kind(const char *name, enum model_kind *kind)
{
  for (int i = 0; name && kind && i < MODEL_KINDS; i++)
    if (!strcmp(plans[i].name, name)) {
      *kind = (enum model_kind)(i + 1);
      return true;
    }
  return false;
}

/* ---- [create] From a plan to a network ----
 *
 * Every cube has three neighbours: the sum of three terms of variance 1 is
 * divided by the root of 3 to keep variance 1. */
static enum tfn_status add_layers(const struct plan *plan,
                                  struct network *network)
{
  const real neighbours = TETRIS_CUBES - 1;
  enum tfn_status status = network_add_layer(network, plan->first, GATE_NORM,
                                             plan->width, neighbours);
  if (!status)
    status = network_add_layer(network, plan->second, GATE_NORM, plan->width,
                               neighbours);
  if (!status)
    status = network_add_layer(network, plan->out, plan->last, plan->width,
                               neighbours);
  return status ? status : network_answer(network, NULL, ANSWER_MEAN);
}

enum tfn_status model_create(enum model_kind kind, struct network **network)
{
  if (network)
    *network = NULL;
  const struct plan *plan = plan_of(kind);
  if (!network || !plan)
    return network ? TFN_BAD_VALUE : TFN_NULL;
  struct network_description is = {
      .in = "1x0e",
      .lmax = plan->lmax,
      .parity = plan->parity,
      .basis = {RADIAL_GAUSSIAN, plan->basis, REACH, 0}};
  enum tfn_status status = network_create(&is, network);
  if (!status)
    status = add_layers(plan, *network);
  if (status) {
    network_free(*network);
    *network = NULL;
  }
  return status;
}

/* ---- [graph] Shapes as a graph ---- */
static void to_real(size_t n, const vec3 *points, real *r)
{
  for (size_t i = 0; i < n; i++) {
    r[3 * i] = (real)points[i].x;
    r[3 * i + 1] = (real)points[i].y;
    r[3 * i + 2] = (real)points[i].z;
  }
}

enum tfn_status model_graph(const struct network *network, size_t n,
                            const vec3 *points, struct graph **graph)
{
  if (graph)
    *graph = NULL;
  if (!network || !points || !graph)
    return TFN_NULL;
  if (n > SIZE_MAX / (TETRIS_CUBES * 3 * sizeof(real)))
    return TFN_TOO_LARGE;
  size_t *counts = memory_array(n, sizeof *counts);
  real *r = memory_array(n * TETRIS_CUBES * 3, sizeof *r);
  enum tfn_status status = TFN_NO_MEMORY;
  if (counts && r) {
    for (size_t i = 0; i < n; i++)
      counts[i] = TETRIS_CUBES;
    to_real(n * TETRIS_CUBES, points, r);
    status = network_graph(network, n, counts, r, graph);
  }
  free(counts);
  free(r);
  return status;
}

enum tfn_status model_move(const vec3 *points, struct graph *graph)
{
  if (!points || !graph)
    return TFN_NULL;
  real *r = memory_array(graph->nodes, 3 * sizeof *r);
  if (!r)
    return TFN_NO_MEMORY;
  to_real(graph->nodes, points, r);
  enum tfn_status status = graph_move(graph, r);
  free(r);
  return status;
}

/* ---- [look] The radial functions ---- */
enum tfn_status model_radial(const struct network *network, const real *w,
                             size_t layer, size_t n, const real *r, real *R)
{
  if (!network || !w || !r || !R)
    return TFN_NULL;
  const struct layer *l =
      layer < network->stages ? layer_of(&network->stage[layer]) : NULL;
  if (!l)
    return TFN_BAD_VALUE;
  struct memory_map map = {0};
  memory_rows(&map, n, network->basis.count);
  memory_rows(&map, n, l->radial.hidden);
  if (map.too_large || !(map.memory = memory_reals(map.used)))
    return TFN_NO_MEMORY;
  map.used = 0;
  real *B = memory_rows(&map, n, network->basis.count);
  real *hidden = memory_rows(&map, n, l->radial.hidden);
  enum tfn_status status = radial_basis_forward(&network->basis, n, r, B, NULL);
  /* The radial network's weights are the first of a layer. */
  if (!status)
    status = radial_net_forward(&l->radial, n, B, w + network->first[layer],
                                hidden, R);
  free(map.memory);
  return status;
}

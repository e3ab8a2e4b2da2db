/* geometry.c: the radial basis of all edges, and the way back to the points. */
#include "geometry.h"

#include <string.h>

/* ---- [look] Arrays and basis values ---- */
void geometry_map(struct memory_map *map, const struct graph *graph,
                  const struct radial_basis *basis, struct geometry *g,
                  struct geometry_gradient *d)
{
  g->graph = graph;
  g->basis = *basis;
  g->B = memory_rows(map, graph->edges, basis->count);
  g->slope = memory_rows(map, graph->edges, basis->count);
  if (!d)
    return;
  d->Y = memory_rows(map, graph->edges, graph->harmonics);
  d->B = memory_rows(map, graph->edges, basis->count);
  d->length = memory_rows(map, graph->edges, 1);
  d->vector = memory_rows(map, graph->edges, 3);
}

enum tfn_status geometry_look(struct geometry *g)
{
  if (!g || !g->graph)
    return TFN_NULL;
  return radial_basis_forward(&g->basis, g->graph->edges, g->graph->length,
                              g->B, g->slope);
}

/* ---- [points] To the points ---- */
void geometry_clear(const struct geometry *g, struct geometry_gradient *d)
{
  size_t edges = g->graph->edges;
  memset(d->Y, 0, edges * g->graph->harmonics * sizeof(real));
  memset(d->B, 0, edges * g->basis.count * sizeof(real));
  memset(d->length, 0, edges * sizeof(real));
  memset(d->vector, 0, 3 * edges * sizeof(real));
}

enum tfn_status geometry_backward(const struct geometry *g,
                                  struct geometry_gradient *d, real *dpoints)
{
  if (!g || !g->graph || !d || (g->graph->nodes && !dpoints))
    return TFN_NULL;
  const struct graph *graph = g->graph;
  radial_basis_backward(&g->basis, graph->edges, g->slope, d->B, d->length);
  for (size_t e = 0; e < graph->edges; e++)
    for (size_t a = 0; a < 3; a++) {
      dpoints[3 * graph->receiver[e] + a] += d->vector[3 * e + a];
      dpoints[3 * graph->sender[e] + a] -= d->vector[3 * e + a];
    }
  return graph_backward(graph, d->length, d->Y, dpoints);
}

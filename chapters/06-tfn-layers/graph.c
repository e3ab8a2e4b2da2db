/* graph.c: edges from points, all pairs or by a cell list, and their cached
 * vectors, lengths and harmonics. */
#include "graph.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* ---- [edge] The vector of an edge ----
 *
 * From the sender to the receiver.  hypot neither overflows nor underflows on
 * the way, so a length of 0 means that the points are equal. */
static real edge_vector(const real *receiver, const real *sender, real *v)
{
  for (int a = 0; a < 3; a++)
    v[a] = receiver[a] - sender[a];
  return real_hypot(real_hypot(v[0], v[1]), v[2]);
}

static bool all_finite(size_t n, const real *x)
{
  for (size_t i = 0; i < n; i++)
    if (!isfinite(x[i]))
      return false;
  return true;
}

/* ---- [move] Geometry and harmonics of every edge ---- */
enum tfn_status graph_move(struct graph *graph, const real *points)
{
  if (!graph || (graph->nodes && !points))
    return TFN_NULL;
  if (!all_finite(3 * graph->nodes, points))
    return TFN_NOT_FINITE;
  for (size_t e = 0; e < graph->edges; e++) {
    graph->length[e] =
        edge_vector(points + 3 * graph->receiver[e],
                    points + 3 * graph->sender[e], graph->vector + 3 * e);
    if (graph->length[e] == 0)
      return TFN_COINCIDENT;
    if (!isfinite(graph->length[e]))
      return TFN_NOT_FINITE;
  }
  harmonics(graph->lmax, graph->norm, graph->edges, graph->vector, graph->Y);
  return TFN_OK;
}

/* ---- [cells] A grid of cells ----
 *
 * A cell is wider than the radius, so that all neighbours of a point are in
 * its own cell or the 26 around it.  There are never more cells than points:
 * a cloud with few points far apart gets wide cells, not many empty ones. */
struct cells {
  size_t nodes, count[3];
  double low[3], extent[3];
  size_t *start; /* (nodes + 1): points of cell c are */
  size_t *order; /* (nodes):     order[start[c]] .. order[start[c+1]-1] */
};

static void choose_grid(struct cells *cells, const real *points, real radius)
{
  double limit = floor(cbrt((double)cells->nodes));
  for (int a = 0; a < 3; a++) {
    double low = HUGE_VAL, high = -HUGE_VAL;
    for (size_t i = 0; i < cells->nodes; i++) {
      low = fmin(low, (double)points[3 * i + (size_t)a]);
      high = fmax(high, (double)points[3 * i + (size_t)a]);
    }
    double fit = (high - low) / (1.001 * (double)radius);
    cells->low[a] = low;
    cells->extent[a] = high - low;
    cells->count[a] =
        fit >= 2 && isfinite(high - low) ? (size_t)fmin(fit, limit) : 1;
  }
}

static size_t cell_along(const struct cells *cells, int axis, real x)
{
  size_t n = cells->count[axis];
  if (n == 1)
    return 0;
  double t = ((double)x - cells->low[axis]) / cells->extent[axis] * (double)n;
  return t < (double)n ? (size_t)t : n - 1;
}

/* ---- [sort] Points into cells by counting ---- */
static size_t cell_of(const struct cells *cells, const real *point)
{
  size_t c = 0;
  for (int a = 0; a < 3; a++)
    c = c * cells->count[a] + cell_along(cells, a, point[a]);
  return c;
}

/* start[c] first counts cell c - 1, then is the sum, then moves along while
 * the points are put in place, and ends where the next cell begins. */
static void sort_into_cells(struct cells *cells, const real *points,
                            real radius)
{
  choose_grid(cells, points, radius);
  size_t all = cells->count[0] * cells->count[1] * cells->count[2];
  memset(cells->start, 0, (all + 1) * sizeof *cells->start);
  for (size_t i = 0; i < cells->nodes; i++)
    cells->start[cell_of(cells, points + 3 * i) + 1]++;
  for (size_t c = 0; c < all; c++)
    cells->start[c + 1] += cells->start[c];
  for (size_t i = 0; i < cells->nodes; i++)
    cells->order[cells->start[cell_of(cells, points + 3 * i)]++] = i;
  memmove(cells->start + 1, cells->start, all * sizeof *cells->start);
  cells->start[0] = 0;
}

/* ---- [near] The neighbours of one point ---- */
static size_t scan_cell(const struct cells *cells, size_t c, const real *points,
                        size_t i, real radius, size_t *found)
{
  size_t n = 0;
  for (size_t k = cells->start[c]; k < cells->start[c + 1]; k++) {
    size_t j = cells->order[k];
    real v[3], length = edge_vector(points + 3 * i, points + 3 * j, v);
    if (j == i || !(length < radius || isinf(radius)))
      continue;
    if (found)
      found[n] = j;
    n++;
  }
  return n;
}

static int by_number(const void *a, const void *b)
{
  size_t x = *(const size_t *)a, y = *(const size_t *)b;
  return (x > y) - (x < y);
}

/* Counts the senders to point i and, unless NULL, lists them in order. */
static size_t neighbours(const struct cells *cells, const real *points,
                         size_t i, real radius, size_t *found)
{
  size_t first[3], last[3], n = 0;
  for (int a = 0; a < 3; a++) {
    size_t k = cell_along(cells, a, points[3 * i + (size_t)a]);
    first[a] = k ? k - 1 : 0;
    last[a] = k + 1 < cells->count[a] ? k + 1 : k;
  }
  for (size_t x = first[0]; x <= last[0]; x++)
    for (size_t y = first[1]; y <= last[1]; y++)
      for (size_t z = first[2]; z <= last[2]; z++) {
        size_t c = (x * cells->count[1] + y) * cells->count[2] + z;
        n += scan_cell(cells, c, points, i, radius, found ? found + n : NULL);
      }
  if (found)
    qsort(found, n, sizeof *found, by_number);
  return n;
}

/* ---- [clouds] Every cloud of a batch ----
 *
 * Called twice: first to count the edges into each node, then, when the arrays
 * have their size, to fill them. */
static bool count_or_fill(struct graph *graph, struct cells *cells,
                          const real *points, real radius, bool fill)
{
  for (size_t g = 0; g < graph->graphs; g++) {
    size_t base = graph->segment[g];
    cells->nodes = graph->segment[g + 1] - base;
    if (!cells->nodes)
      continue;
    const real *cloud = points + 3 * base; /* may be null without nodes */
    sort_into_cells(cells, cloud, radius);
    for (size_t i = 0; i < cells->nodes; i++) {
      size_t at = graph->first[base + i];
      size_t *found = fill ? graph->sender + at : NULL;
      size_t n = neighbours(cells, cloud, i, radius, found);
      if (n > SIZE_MAX - at)
        return false;
      graph->first[base + i + 1] = at + n;
      for (size_t k = at; fill && k < at + n; k++) {
        graph->sender[k] += base;
        graph->receiver[k] = base + i;
      }
    }
  }
  return true;
}

/* ---- [memory] Allocation ---- */
static void *room(size_t n, size_t each, size_t size)
{
  size_t most = PTRDIFF_MAX / size;
  if (n > most / each)
    return NULL;
  return calloc(n > 0 ? n * each : 1, size);
}

void graph_free(struct graph *graph)
{
  if (!graph)
    return;
  free(graph->segment);
  free(graph->first);
  free(graph->sender);
  free(graph->receiver);
  free(graph->vector);
  free(graph->length);
  free(graph->Y);
  free(graph);
}

static bool room_for_edges(struct graph *graph)
{
  size_t n = graph->edges = graph->first[graph->nodes];
  graph->sender = room(n, 1, sizeof *graph->sender);
  graph->receiver = room(n, 1, sizeof *graph->receiver);
  graph->vector = room(n, 3, sizeof *graph->vector);
  graph->length = room(n, 1, sizeof *graph->length);
  graph->Y = room(n, graph->harmonics, sizeof *graph->Y);
  return graph->sender && graph->receiver && graph->vector && graph->length &&
         graph->Y;
}

/* ---- [segments] Which nodes belong to which cloud ---- */
static enum tfn_status set_segments(struct graph *graph, const size_t *counts)
{
  graph->segment = room(graph->graphs + 1, 1, sizeof *graph->segment);
  if (!graph->segment)
    return TFN_NO_MEMORY;
  for (size_t g = 0; g < graph->graphs; g++) {
    if (counts[g] > SIZE_MAX / 64 - graph->segment[g])
      return TFN_TOO_LARGE;
    graph->segment[g + 1] = graph->segment[g] + counts[g];
  }
  graph->nodes = graph->segment[graph->graphs];
  graph->first = room(graph->nodes + 1, 1, sizeof *graph->first);
  return graph->first ? TFN_OK : TFN_NO_MEMORY;
}

/* ---- [build] From points to a graph ---- */
static enum tfn_status find_edges(struct graph *graph, const real *points,
                                  real radius)
{
  struct cells cells = {0};
  cells.start = room(graph->nodes + 2, 1, sizeof *cells.start);
  cells.order = room(graph->nodes, 1, sizeof *cells.order);
  enum tfn_status status = TFN_NO_MEMORY;
  if (cells.start && cells.order) {
    if (!count_or_fill(graph, &cells, points, radius, false))
      status = TFN_TOO_LARGE;
    else if (room_for_edges(graph)) {
      count_or_fill(graph, &cells, points, radius, true);
      status = TFN_OK;
    }
  }
  free(cells.start);
  free(cells.order);
  return status;
}

static enum tfn_status build(struct graph *graph, const size_t *counts,
                             const real *points, real radius)
{
  enum tfn_status status = set_segments(graph, counts);
  if (status)
    return status;
  if (graph->nodes && !points)
    return TFN_NULL;
  if (!all_finite(3 * graph->nodes, points))
    return TFN_NOT_FINITE;
  status = find_edges(graph, points, radius);
  return status ? status : graph_move(graph, points);
}

/* ---- [create] The two constructors ---- */
enum tfn_status graph_radius(size_t graphs, const size_t *counts,
                             const real *points, real radius, int lmax,
                             enum harmonics_norm norm, struct graph **out)
{
  if (!out)
    return TFN_NULL;
  *out = NULL;
  if (graphs && !counts)
    return TFN_NULL;
  if (!(radius > 0) || !harmonics_count(lmax) || norm < HARMONICS_INTEGRAL ||
      norm > HARMONICS_NORM)
    return TFN_BAD_VALUE;
  if (graphs > SIZE_MAX / 64)
    return TFN_TOO_LARGE;
  struct graph *graph = calloc(1, sizeof *graph);
  if (!graph)
    return TFN_NO_MEMORY;
  *graph = (struct graph){.graphs = graphs,
                          .lmax = lmax,
                          .norm = norm,
                          .harmonics = harmonics_count(lmax)};
  enum tfn_status status = build(graph, counts, points, radius);
  if (status)
    graph_free(graph);
  else
    *out = graph;
  return status;
}

enum tfn_status graph_all_pairs(size_t graphs, const size_t *counts,
                                const real *points, int lmax,
                                enum harmonics_norm norm, struct graph **out)
{
  return graph_radius(graphs, counts, points, (real)INFINITY, lmax, norm, out);
}

/* ---- [backward] The gradient by the points ---- */
enum tfn_status graph_backward(const struct graph *graph, const real *dlength,
                               const real *dY, real *dpoints)
{
  if (!graph || (graph->nodes && !dpoints))
    return TFN_NULL;
  size_t K = graph->harmonics;
  for (size_t e = 0; e < graph->edges; e++) {
    const real *v = graph->vector + 3 * e;
    real t[3] = {0};
    if (dY)
      harmonics_backward(graph->lmax, graph->norm, 1, v, dY + K * e, t);
    for (size_t a = 0; a < 3; a++) {
      if (dlength)
        t[a] += dlength[e] * v[a] / graph->length[e];
      dpoints[3 * graph->receiver[e] + a] += t[a];
      dpoints[3 * graph->sender[e] + a] -= t[a];
    }
  }
  return TFN_OK;
}

/* ---- [pool] Sums over the nodes of a cloud ---- */
static real pool_factor(const struct graph *graph, enum pool pool, size_t g)
{
  size_t n = graph->segment[g + 1] - graph->segment[g];
  return pool == POOL_MEAN && n ? REAL(1) / (real)n : REAL(1);
}

enum tfn_status pool_forward(const struct graph *graph, enum pool pool,
                             size_t dim, const real *x, real *y)
{
  if (!graph || !x || !y)
    return TFN_NULL;
  if (pool != POOL_SUM && pool != POOL_MEAN)
    return TFN_BAD_VALUE;
  for (size_t g = 0; g < graph->graphs; g++) {
    real factor = pool_factor(graph, pool, g), *out = y + g * dim;
    memset(out, 0, dim * sizeof *out);
    for (size_t i = graph->segment[g]; i < graph->segment[g + 1]; i++)
      for (size_t k = 0; k < dim; k++)
        out[k] += x[i * dim + k];
    for (size_t k = 0; k < dim; k++)
      out[k] *= factor;
  }
  return TFN_OK;
}

enum tfn_status pool_backward(const struct graph *graph, enum pool pool,
                              size_t dim, const real *dy, real *dx)
{
  if (!graph || !dy || !dx)
    return TFN_NULL;
  if (pool != POOL_SUM && pool != POOL_MEAN)
    return TFN_BAD_VALUE;
  for (size_t g = 0; g < graph->graphs; g++) {
    real factor = pool_factor(graph, pool, g);
    for (size_t i = graph->segment[g]; i < graph->segment[g + 1]; i++)
      for (size_t k = 0; k < dim; k++)
        dx[i * dim + k] += factor * dy[g * dim + k];
  }
  return TFN_OK;
}

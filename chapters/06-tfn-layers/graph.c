/* graph.c: edges from points, all pairs or by a cell list, and their cached
 * vectors, lengths and harmonics. */
#include "graph.h"

#include "graph_room.h"
#include "memory.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

/* ---- [edge] The vector of an edge ----
 *
 * From the sender, or its image, to the receiver.  hypot neither overflows nor
 * underflows on the way, so a length of 0 means that the points are equal. */
static real edge_vector(const real *receiver, const real *sender,
                        const real *shift, real *v)
{
  for (int a = 0; a < 3; a++)
    v[a] = receiver[a] - sender[a];
  for (int a = 0; a < 3 && shift; a++)
    v[a] += shift[a];
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
    const real *shift = graph->shift ? graph->shift + 3 * e : NULL;
    graph->length[e] = edge_vector(points + 3 * graph->receiver[e],
                                   points + 3 * graph->sender[e], shift,
                                   graph->vector + 3 * e);
    if (graph->length[e] == 0)
      return TFN_COINCIDENT;
    if (!isfinite(graph->length[e]))
      return TFN_NOT_FINITE;
  }
  harmonics(graph->lmax, graph->norm, graph->edges, graph->vector, graph->Y);
  return TFN_OK;
}

/* ---- [bands] Cutting the axes where there are points ----
 *
 * Along each axis the points, in their order, are cut into bands.  A band
 * begins at a point; the next one begins at the first point that lies a width
 * further.  So points of one band are less than the width apart along this
 * axis, and points of two bands with a third between them more than that.  The
 * cell of a point is its cloud and its three bands. */
struct site {
  real at;        /* its place along the axis that is being cut */
  size_t cell[4]; /* cloud; bands along x, y and z, numbered from 1 */
  size_t point;
};

static int by_place(const void *a, const void *b)
{
  real x = ((const struct site *)a)->at, y = ((const struct site *)b)->at;
  return (x > y) - (x < y);
}

static void cut_into_bands(size_t n, struct site *sites, const real *points,
                           size_t axis, real radius)
{
  double width = 1.001 * (double)radius, start = 0;
  for (size_t i = 0; i < n; i++)
    sites[i].at = points[3 * sites[i].point + axis];
  qsort(sites, n, sizeof *sites, by_place);
  for (size_t i = 0, band = 0; i < n; i++) {
    double at = (double)sites[i].at;
    if (i == 0 || at - start >= width) {
      band++;
      start = at;
    }
    sites[i].cell[1 + axis] = band;
  }
}

/* ---- [cells] The occupied cells, one after the other ---- */
static int compare_cells(const size_t *a, const size_t *b)
{
  for (int k = 0; k < 4; k++)
    if (a[k] != b[k])
      return a[k] < b[k] ? -1 : 1;
  return 0;
}

static int by_cell(const void *a, const void *b)
{
  const struct site *s = a, *t = b;
  int order = compare_cells(s->cell, t->cell);
  return order ? order : (s->point > t->point) - (s->point < t->point);
}

static void sort_into_cells(const struct graph *graph, const real *points,
                            real radius, struct site *sites)
{
  for (size_t g = 0; g < graph->graphs; g++)
    for (size_t i = graph->segment[g]; i < graph->segment[g + 1]; i++)
      sites[i] = (struct site){.cell = {g}, .point = i};
  for (size_t axis = 0; axis < 3; axis++)
    cut_into_bands(graph->nodes, sites, points, axis, radius);
  qsort(sites, graph->nodes, sizeof *sites, by_cell);
}

/* ---- [pair] Two points near enough to ask ---- */
struct search {
  const real *points;
  real radius;
  size_t n;           /* points */
  struct site *sites; /* (n), sorted by cell */
  size_t *next;       /* (n): edges of a node; then where its next one goes */
  size_t *lists;      /* senders of every node; NULL while edges are counted */
  uint64_t compared;  /* pairs that were looked at */
};

static void look(struct search *s, size_t i, size_t j)
{
  real v[3],
      length = edge_vector(s->points + 3 * i, s->points + 3 * j, NULL, v);
  s->compared++;
  if (!(length < s->radius || isinf(s->radius)))
    return;
  if (s->lists) {
    s->lists[s->next[i]] = j;
    s->lists[s->next[j]] = i;
  }
  s->next[i]++;
  s->next[j]++;
}

/* ---- [sweep] Every cell with its neighbours ----
 *
 * Cell (x, y, z) is compared with itself and those of its 26 neighbours that
 * come later.  They stand in five columns, (x, y) and the four columns after
 * it, each a piece of the sorted list from z - 1 to z + 1.  When the cell
 * moves on, so do the beginnings of all five pieces: a finger on each never
 * goes back. */
static void compare_with_column(struct search *s, size_t first, size_t last,
                                const size_t *column, size_t *finger)
{
  size_t low[4] = {column[0], column[1], column[2], column[3] - 1};
  size_t high[4] = {column[0], column[1], column[2], column[3] + 1};
  while (*finger < s->n && compare_cells(s->sites[*finger].cell, low) < 0)
    ++*finger;
  for (size_t k = *finger; k < s->n; k++) {
    if (compare_cells(s->sites[k].cell, high) > 0)
      break;
    for (size_t i = first; i < last && i < k; i++)
      look(s, s->sites[i].point, s->sites[k].point);
  }
}

static void sweep(struct search *s)
{
  size_t finger[5] = {0};
  for (size_t first = 0, last; first < s->n; first = last) {
    const size_t *c = s->sites[first].cell;
    for (last = first + 1; last < s->n; last++)
      if (compare_cells(s->sites[last].cell, c) != 0)
        break;
    for (size_t f = 0; f < 5; f++) {
      size_t x = c[1] + (f + 1) / 3, y = c[2] + (f + 1) % 3 - 1;
      size_t column[4] = {c[0], x, y, c[3]};
      compare_with_column(s, first, last, column, finger + f);
    }
  }
}

/* ---- [turn] Every list in order ----
 *
 * The lists say who hears whom in the order of the cells.  An edge has a twin
 * in the other direction, so that whom j hears are also those who hear j:
 * going through the lists from the first node to the last, and writing j to
 * each of those, puts the senders of every node in order. */
static void sort_by_sender(struct graph *graph, const size_t *lists,
                           size_t *next)
{
  for (size_t i = 0; i < graph->nodes; i++)
    next[i] = graph->first[i];
  for (size_t j = 0; j < graph->nodes; j++)
    for (size_t e = graph->first[j]; e < graph->first[j + 1]; e++)
      graph->sender[next[lists[e]]++] = j;
  for (size_t i = 0; i < graph->nodes; i++)
    for (size_t e = graph->first[i]; e < graph->first[i + 1]; e++)
      graph->receiver[e] = i;
}

/* ---- [free] Releasing it ---- */
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
  free(graph->shift);
  free(graph);
}

/* ---- [build] From points to a graph ----
 *
 * The edges are searched twice: first to count them, then, when the arrays
 * have their size, to list them. */
static enum tfn_status search_twice(struct graph *graph, struct search *s)
{
  sort_into_cells(graph, s->points, s->radius, s->sites);
  sweep(s);
  graph->compared = s->compared;
  enum tfn_status status = graph_room_edges(graph, s->next, false);
  if (status)
    return status;
  s->lists = graph->receiver; /* until the lists are in order */
  sweep(s);
  sort_by_sender(graph, s->lists, s->next);
  return TFN_OK;
}

static enum tfn_status find_edges(struct graph *graph, const real *points,
                                  real radius)
{
  struct search s = {.points = points, .radius = radius, .n = graph->nodes};
  s.sites = memory_array(s.n, sizeof *s.sites);
  s.next = memory_array(s.n, sizeof *s.next);
  enum tfn_status status =
      s.sites && s.next ? search_twice(graph, &s) : TFN_NO_MEMORY;
  free(s.sites);
  free(s.next);
  return status;
}

static enum tfn_status build(struct graph *graph, const size_t *counts,
                             const real *points, real radius)
{
  enum tfn_status status = graph_room_nodes(graph, counts);
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
  struct graph *graph = memory_array(1, sizeof *graph);
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
        t[a] += dlength[e] * (v[a] / graph->length[e]);
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
  if (!graph || (graph->nodes && dim && !x) || (graph->graphs && dim && !y))
    return TFN_NULL;
  if (pool != POOL_SUM && pool != POOL_MEAN)
    return TFN_BAD_VALUE;
  for (size_t g = 0; dim && g < graph->graphs; g++) {
    real factor = pool_factor(graph, pool, g), *out = y + g * dim;
    for (size_t k = 0; k < dim; k++)
      out[k] = 0;
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
  if (!graph || (graph->graphs && dim && !dy) || (graph->nodes && dim && !dx))
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

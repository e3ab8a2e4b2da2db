/* neighbours.c: who is near whom in a crystal, and what its stress is.
 * See neighbours.h. */
#include "neighbours.h"

#include "graph_room.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* ---- [vectors] Three numbers at a time ---- */
static double dot(const double *a, const double *b)
{
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

static void cross(const double *a, const double *b, double *c)
{
  c[0] = a[1] * b[2] - a[2] * b[1];
  c[1] = a[2] * b[0] - a[0] * b[2];
  c[2] = a[0] * b[1] - a[1] * b[0];
}

double neighbours_volume(const struct neighbours_cell *cell)
{
  double normal[3];
  if (!cell)
    return 0;
  cross(cell->vector[1], cell->vector[2], normal);
  return fabs(dot(cell->vector[0], normal));
}

/* ---- [complete] A vector for every direction ----
 *
 * Along a direction that does not repeat the points lie where they like.  It
 * gets a unit vector at right angles to all others, so that it can be cut into
 * bins like the rest: of the three axes, what is left of the one that has most
 * left. */
static void remove_part(const double *q, double *v)
{
  double part = dot(q, v);
  for (int a = 0; a < 3; a++)
    v[a] -= part * q[a];
}

static void add_direction(double q[3][3], int *n, const double *v)
{
  double rest[3] = {v[0], v[1], v[2]};
  for (int k = 0; k < *n; k++)
    remove_part(q[k], rest);
  double length = sqrt(dot(rest, rest));
  for (int a = 0; a < 3; a++)
    q[*n][a] = length > 0 ? rest[a] / length : 0;
  ++*n;
}

static void best_axis(double q[3][3], int n, double *best)
{
  double most = -1;
  for (int axis = 0; axis < 3; axis++) {
    double e[3] = {axis == 0, axis == 1, axis == 2};
    for (int k = 0; k < n; k++)
      remove_part(q[k], e);
    if (dot(e, e) > most) {
      most = dot(e, e);
      memcpy(best, e, sizeof e);
    }
  }
}

static void complete(const struct neighbours_cell *cell, double h[3][3])
{
  double q[3][3];
  int n = 0;
  for (int k = 0; k < 3; k++)
    if (cell->periodic[k]) {
      memcpy(h[k], cell->vector[k], sizeof h[k]);
      add_direction(q, &n, h[k]);
    }
  for (int k = 0; k < 3; k++)
    if (!cell->periodic[k]) {
      best_axis(q, n, h[k]);
      add_direction(q, &n, h[k]);
      memcpy(h[k], q[n - 1], sizeof h[k]);
    }
}

/* ---- [box] A cell and how it is cut into bins ----
 *
 * r = s_0 a_0 + s_1 a_1 + s_2 a_2 with s_k = r . g_k; the planes of whole s_k
 * are 1/|g_k| apart, the height of the cell.  A bin is at least as high as the
 * radius, where the cell is; the search goes `reach` bins to both sides. */
static const double MOST_BINS = 0x1p20, MOST_REACH = 64, MOST_CELLS = 0x1p20;

struct box {
  double a[3][3], g[3][3];
  bool periodic[3];
  double low[3], width[3]; /* of s, where nothing repeats */
  int64_t bins[3], reach[3];
};

static enum tfn_status set_vectors(const struct neighbours_cell *cell,
                                   struct box *box)
{
  for (int k = 0; k < 3; k++) {
    box->periodic[k] = cell->periodic[k];
    for (int a = 0; a < 3; a++)
      if (cell->periodic[k] && !isfinite(cell->vector[k][a]))
        return TFN_NOT_FINITE;
  }
  complete(cell, box->a);
  double volume = 0, size = 1;
  for (int k = 0; k < 3; k++) {
    cross(box->a[(k + 1) % 3], box->a[(k + 2) % 3], box->g[k]);
    volume = dot(box->a[k], box->g[k]);
    size *= sqrt(dot(box->a[k], box->a[k]));
  }
  if (!(fabs(volume) > 1e-9 * size)) /* nor where the size is no number */
    return TFN_BAD_VALUE;
  for (int k = 0; k < 9; k++)
    box->g[k / 3][k % 3] /= volume;
  return TFN_OK;
}

/* ---- [bins] How many bins, and how far to look ----
 *
 * A bin is a little wider than the radius, so that rounding loses no
 * neighbour. */
static enum tfn_status set_bins(struct box *box, double radius,
                                const double *high)
{
  double width = 1.001 * radius;
  for (int k = 0; k < 3; k++) {
    double height = 1 / sqrt(dot(box->g[k], box->g[k]));
    if (box->periodic[k]) {
      double bins = fmin(fmax(floor(height / width), 1), MOST_BINS);
      double reach = ceil(width * bins / height);
      if (!(reach <= MOST_REACH))
        return TFN_BAD_VALUE;
      box->bins[k] = (int64_t)bins;
      box->reach[k] = (int64_t)reach;
    } else {
      double extent = high[k] - box->low[k];
      if (!isfinite(extent))
        return TFN_NOT_FINITE;
      box->width[k] = fmax(width, extent / MOST_BINS);
      box->bins[k] = (int64_t)(extent / box->width[k]) + 1;
      box->reach[k] = 1;
    }
  }
  return TFN_OK;
}

/* ---- [sites] Every point in its bin ---- */
struct site {
  uint64_t bin; /* (b_0 bins_1 + b_1) bins_2 + b_2 */
  size_t point;
  int32_t cell[3]; /* in which cell the point lies */
};

static double coordinate(const struct box *box, int k, const real *point)
{
  double r[3] = {(double)point[0], (double)point[1], (double)point[2]};
  return dot(box->g[k], r);
}

static void set_range(struct box *box, size_t n, const real *points,
                      double *high)
{
  for (int k = 0; k < 3; k++) {
    box->low[k] = n ? (double)INFINITY : 0;
    high[k] = n ? -(double)INFINITY : 0;
    for (size_t i = 0; i < n; i++) {
      double s = coordinate(box, k, points + 3 * i);
      box->low[k] = fmin(box->low[k], s);
      high[k] = fmax(high[k], s);
    }
  }
}

static bool set_site(const struct box *box, const real *point,
                     struct site *site)
{
  site->bin = 0;
  for (int k = 0; k < 3; k++) {
    double s = coordinate(box, k, point), b, cell = floor(s);
    if (box->periodic[k]) {
      if (!(fabs(cell) <= MOST_CELLS))
        return false;
      b = (s - cell) * (double)box->bins[k];
    } else {
      cell = 0;
      b = (s - box->low[k]) / box->width[k];
    }
    site->cell[k] = (int32_t)cell;
    b = fmin(b, (double)(box->bins[k] - 1));
    site->bin = site->bin * (uint64_t)box->bins[k] + (uint64_t)b;
  }
  return true;
}

static int by_bin(const void *a, const void *b)
{
  const struct site *s = a, *t = b;
  if (s->bin != t->bin)
    return s->bin < t->bin ? -1 : 1;
  return (s->point > t->point) - (s->point < t->point);
}

/* ---- [pair] A point and an image of another ---- */
struct edge {
  size_t sender;
  int32_t n[3]; /* which image */
};

struct cloud {
  struct box box;
  const real *points;
  struct site *sites; /* (n), sorted by bin */
  size_t n, begin;    /* begin: its first node */
};

struct search {
  real radius;
  size_t *next; /* of every node: its edges; then where the next one goes */
  struct edge *edge; /* NULL while edges are counted */
  uint64_t compared;
};

/* Exactly the opposite for the opposite n. */
static void shift_of(const struct box *box, const int32_t *n, real *shift)
{
  for (int a = 0; a < 3; a++)
    shift[a] = (real)(-(n[0] * box->a[0][a] + n[1] * box->a[1][a] +
                        n[2] * box->a[2][a]));
}

static bool is_near(const real *receiver, const real *sender, const real *shift,
                    real radius)
{
  real v[3];
  for (int a = 0; a < 3; a++) {
    v[a] = receiver[a] - sender[a] + shift[a];
    if (!(real_abs(v[a]) < radius))
      return false;
  }
  return real_hypot(real_hypot(v[0], v[1]), v[2]) < radius;
}

static void look(struct search *s, const struct cloud *c, const struct site *i,
                 const struct site *j, const int64_t *image)
{
  struct edge edge = {c->begin + j->point, {0}};
  real shift[3];
  for (int k = 0; k < 3; k++)
    edge.n[k] = (int32_t)(i->cell[k] - j->cell[k] + image[k]);
  s->compared++;
  if (i == j && !edge.n[0] && !edge.n[1] && !edge.n[2])
    return;
  shift_of(&c->box, edge.n, shift);
  if (!is_near(c->points + 3 * i->point, c->points + 3 * j->point, shift,
               s->radius))
    return;
  size_t at = s->next[c->begin + i->point]++;
  if (s->edge)
    s->edge[at] = edge;
}

/* ---- [row] A row of bins, through all its images ----
 *
 * The bins b - reach .. b + reach of a row lie one behind the other in the
 * sorted list; where they leave the cell, the row goes on in the next image,
 * from its other end. */
static int64_t floor_div(int64_t a, int64_t b)
{
  return a / b - (a % b < 0);
}

static size_t first_not_before(const struct cloud *c, uint64_t bin)
{
  size_t low = 0, high = c->n;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (c->sites[middle].bin < bin)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* Each of the points first .. last - 1, which lie in the bin b of their row,
 * with all points of another row. */
static void compare_with_row(struct search *s, const struct cloud *c,
                             size_t first, size_t last, uint64_t row, int64_t b,
                             int64_t *image)
{
  int64_t bins = c->box.bins[2], reach = c->box.reach[2], from = 0, to = 0;
  if (c->box.periodic[2]) {
    from = floor_div(b - reach, bins);
    to = floor_div(b + reach, bins);
  }
  for (image[2] = from; image[2] <= to; image[2]++) {
    int64_t low = b - reach - image[2] * bins, high = low + 2 * reach;
    low = low > 0 ? low : 0;
    high = high < bins - 1 ? high : bins - 1;
    uint64_t begin = row * (uint64_t)bins + (uint64_t)low,
             end = row * (uint64_t)bins + (uint64_t)high;
    for (size_t k = first_not_before(c, begin);
         k < c->n && c->sites[k].bin <= end; k++)
      for (size_t i = first; i < last; i++)
        look(s, c, &c->sites[i], &c->sites[k], image);
  }
}

/* ---- [sweep] All rows around every bin ---- */

/* The bin `to` of direction k in the cell, and the image it was in.  False
 * where there is no such image. */
static bool fold(const struct box *box, int k, int64_t to, int64_t *image,
                 uint64_t *at)
{
  *image = floor_div(to, box->bins[k]);
  *at = (uint64_t)(to - *image * box->bins[k]);
  return box->periodic[k] || *image == 0;
}

static void compare_with_all(struct search *s, const struct cloud *c,
                             size_t first, size_t last)
{
  const struct box *box = &c->box;
  uint64_t bin = c->sites[first].bin, x, y;
  int64_t b[3], image[3];
  for (int k = 2; k >= 0; k--) {
    b[k] = (int64_t)(bin % (uint64_t)box->bins[k]);
    bin /= (uint64_t)box->bins[k];
  }
  for (int64_t i = b[0] - box->reach[0]; i <= b[0] + box->reach[0]; i++)
    for (int64_t j = b[1] - box->reach[1]; j <= b[1] + box->reach[1]; j++)
      if (fold(box, 0, i, &image[0], &x) && fold(box, 1, j, &image[1], &y))
        compare_with_row(s, c, first, last, x * (uint64_t)box->bins[1] + y,
                         b[2], image);
}

static void sweep(struct search *s, const struct cloud *c)
{
  for (size_t first = 0, last; first < c->n; first = last) {
    for (last = first + 1; last < c->n; last++)
      if (c->sites[last].bin != c->sites[first].bin)
        break;
    compare_with_all(s, c, first, last);
  }
}

/* ---- [clouds] Every cloud with its cell ---- */
static enum tfn_status
set_cloud(struct cloud *c, const struct neighbours_cell *cell, real radius)
{
  double high[3];
  enum tfn_status status = set_vectors(cell, &c->box);
  if (status)
    return status;
  set_range(&c->box, c->n, c->points, high);
  status = set_bins(&c->box, (double)radius, high);
  for (size_t i = 0; i < c->n && !status; i++) {
    c->sites[i].point = i;
    if (!set_site(&c->box, c->points + 3 * i, &c->sites[i]))
      status = TFN_TOO_LARGE;
  }
  if (!status)
    qsort(c->sites, c->n, sizeof *c->sites, by_bin);
  return status;
}

/* ---- [fill] From the lists to the graph ---- */
static int by_sender(const void *a, const void *b)
{
  const struct edge *s = a, *t = b;
  if (s->sender != t->sender)
    return s->sender < t->sender ? -1 : 1;
  int k = 0;
  while (k < 2 && s->n[k] == t->n[k])
    k++;
  return (s->n[k] > t->n[k]) - (s->n[k] < t->n[k]);
}

static void fill(struct graph *graph, const struct cloud *c, struct edge *edge)
{
  for (size_t i = c->begin; i < c->begin + c->n; i++) {
    size_t first = graph->first[i], last = graph->first[i + 1];
    qsort(edge + first, last - first, sizeof *edge, by_sender);
    for (size_t e = first; e < last; e++) {
      graph->receiver[e] = i;
      graph->sender[e] = edge[e].sender;
      shift_of(&c->box, edge[e].n, graph->shift + 3 * e);
    }
  }
}

/* ---- [build] Count, take memory, list ---- */
static enum tfn_status list_edges(struct graph *graph, struct search *s,
                                  const struct cloud *clouds)
{
  for (size_t g = 0; g < graph->graphs; g++)
    sweep(s, &clouds[g]);
  graph->compared = s->compared;
  enum tfn_status status = graph_room_edges(graph, s->next, true);
  if (status)
    return status;
  s->edge = memory_array(graph->edges, sizeof *s->edge);
  if (!s->edge)
    return TFN_NO_MEMORY;
  for (size_t g = 0; g < graph->graphs; g++) {
    sweep(s, &clouds[g]);
    fill(graph, &clouds[g], s->edge);
  }
  free(s->edge);
  return TFN_OK;
}

static enum tfn_status build(struct graph *graph, const size_t *counts,
                             const struct neighbours_cell *cell,
                             const real *points, real radius)
{
  enum tfn_status status = graph_room_nodes(graph, counts);
  if (status)
    return status;
  if (graph->nodes && !points)
    return TFN_NULL;
  for (size_t k = 0; k < 3 * graph->nodes; k++)
    if (!isfinite(points[k]))
      return TFN_NOT_FINITE;
  struct search s = {.radius = radius};
  struct cloud *clouds = memory_array(graph->graphs, sizeof *clouds);
  struct site *sites = memory_array(graph->nodes, sizeof *sites);
  s.next = memory_array(graph->nodes, sizeof *s.next);
  if (!clouds || !sites || !s.next)
    status = TFN_NO_MEMORY;
  for (size_t g = 0; g < graph->graphs && !status; g++) {
    size_t begin = graph->segment[g];
    clouds[g].points = graph->nodes ? points + 3 * begin : NULL;
    clouds[g].sites = sites + begin;
    clouds[g].begin = begin;
    clouds[g].n = graph->segment[g + 1] - begin;
    status = set_cloud(&clouds[g], &cell[g], radius);
  }
  if (!status)
    status = list_edges(graph, &s, clouds);
  free(clouds);
  free(sites);
  free(s.next);
  return status ? status : graph_move(graph, points);
}

/* ---- [create] A graph of periodic cells ---- */
enum tfn_status neighbours_graph(size_t graphs, const size_t *counts,
                                 const struct neighbours_cell *cell,
                                 const real *points, real radius, int lmax,
                                 enum harmonics_norm norm, struct graph **out)
{
  if (!cell && !isinf(radius))
    return graph_radius(graphs, counts, points, radius, lmax, norm, out);
  if (!out)
    return TFN_NULL;
  *out = NULL;
  if (graphs && !counts)
    return TFN_NULL;
  if (!(radius > 0) || isinf(radius) || !harmonics_count(lmax) ||
      norm < HARMONICS_INTEGRAL || norm > HARMONICS_NORM)
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
  enum tfn_status status = build(graph, counts, cell, points, radius);
  if (status)
    graph_free(graph);
  else
    *out = graph;
  return status;
}

/* ---- [list] A list that lasts for a while ---- */
static const struct neighbours_cell *cell_of(const struct neighbours *list)
{
  const bool *p = list->cell.periodic;
  return p[0] || p[1] || p[2] ? &list->cell : NULL;
}

static enum tfn_status make(struct neighbours *list, size_t nodes,
                            const real *points, int lmax,
                            enum harmonics_norm norm)
{
  struct graph *graph = NULL;
  enum tfn_status status =
      neighbours_graph(1, &nodes, cell_of(list), points,
                       list->cutoff + list->skin, lmax, norm, &graph);
  if (status)
    return status;
  graph_free(list->graph);
  list->graph = graph;
  for (size_t k = 0; k < 3 * nodes; k++)
    list->made_at[k] = points[k];
  list->searches++;
  return TFN_OK;
}

enum tfn_status neighbours_create(const struct neighbours_cell *cell,
                                  size_t nodes, const real *points, real cutoff,
                                  real skin, int lmax, enum harmonics_norm norm,
                                  struct neighbours **out)
{
  if (out)
    *out = NULL;
  if (!out || (nodes && !points))
    return TFN_NULL;
  if (!(cutoff > 0) || !(skin >= 0))
    return TFN_BAD_VALUE;
  struct neighbours *list = memory_array(1, sizeof *list);
  if (!list)
    return TFN_NO_MEMORY;
  if (cell)
    list->cell = *cell;
  list->cutoff = cutoff;
  list->skin = skin;
  list->made_at = memory_array(nodes, 3 * sizeof *list->made_at);
  enum tfn_status status = TFN_NO_MEMORY;
  if (list->made_at)
    status = make(list, nodes, points, lmax, norm);
  if (status)
    neighbours_free(list);
  else
    *out = list;
  return status;
}

void neighbours_free(struct neighbours *list)
{
  if (!list)
    return;
  graph_free(list->graph);
  free(list->made_at);
  free(list);
}

/* ---- [update] Only when a point has moved far ----
 *
 * Two points can come nearer by twice what each has moved. */
static bool one_moved_far(const struct neighbours *list, const real *points)
{
  for (size_t i = 0; i < list->graph->nodes; i++) {
    real d[3];
    for (size_t a = 0; a < 3; a++)
      d[a] = points[3 * i + a] - list->made_at[3 * i + a];
    real way = real_hypot(real_hypot(d[0], d[1]), d[2]);
    if (!(way <= list->skin / 2)) /* squares might be too large, or 0 */
      return true;
  }
  return false;
}

enum tfn_status neighbours_update(struct neighbours *list, const real *points,
                                  bool *renewed)
{
  if (!list || !list->graph || !renewed || (list->graph->nodes && !points))
    return TFN_NULL;
  *renewed = one_moved_far(list, points);
  if (!*renewed) {
    list->moves++;
    return graph_move(list->graph, points);
  }
  enum tfn_status status = make(list, list->graph->nodes, points,
                                list->graph->lmax, list->graph->norm);
  *renewed = !status;
  return status;
}

/* ---- [virial] The gradient by the strain ---- */
enum tfn_status neighbours_virial(const struct graph *graph,
                                  const struct geometry_gradient *d,
                                  double W[3][3])
{
  if (!graph || !d || !W)
    return TFN_NULL;
  memset(W, 0, 9 * sizeof(double));
  for (size_t e = 0; e < graph->edges; e++) {
    const real *v = graph->vector + 3 * e;
    real t[3] = {0};
    if (d->Y)
      harmonics_backward(graph->lmax, graph->norm, 1, v,
                         d->Y + graph->harmonics * e, t);
    for (size_t a = 0; a < 3; a++) {
      t[a] += d->vector ? d->vector[3 * e + a] : 0;
      t[a] += d->length ? d->length[e] * (v[a] / graph->length[e]) : 0;
      for (size_t b = 0; b < 3; b++)
        W[a][b] += (double)t[a] * (double)v[b];
    }
  }
  return TFN_OK;
}

/* test_graph.c: edges, batches, cached harmonics, pooling. */
#include "anchors.h"
#include "test_tools.h"

#include <stdint.h>

/* ---- [edges] The cell list against the definition ---- */

/* The definition of a radius graph, written as two loops. */
static size_t wrong_edges(const struct graph *graph, const real *p, real radius)
{
  size_t e = 0, wrong = 0;
  for (size_t g = 0; g < graph->graphs; g++)
    for (size_t i = graph->segment[g]; i < graph->segment[g + 1]; i++) {
      wrong += graph->first[i] != e;
      for (size_t j = graph->segment[g]; j < graph->segment[g + 1]; j++) {
        real v[3];
        for (size_t a = 0; a < 3; a++)
          v[a] = p[3 * i + a] - p[3 * j + a];
        real d = real_hypot(real_hypot(v[0], v[1]), v[2]);
        if (i == j || !(d < radius || isinf(radius)))
          continue;
        if (e >= graph->edges || graph->sender[e] != j ||
            graph->receiver[e] != i || graph->length[e] != d ||
            memcmp(graph->vector + 3 * e, v, sizeof v) != 0)
          wrong++;
        e++;
      }
    }
  return wrong + (e != graph->edges) + (graph->first[graph->nodes] != e);
}

/* A cloud of n points: a long box, so that cells differ by axis. */
static real *box(struct random *g, size_t n, double side)
{
  real *p = numbers(3 * n);
  for (size_t k = 0; k < 3 * n; k++)
    p[k] = (real)(side * (double)(1 + k % 3) * random_uniform(g));
  return p;
}

TEST(law_cells_find_the_edges_of_two_loops)
{
  size_t wrong = 0, edges = 0;
  for (uint64_t seed = 1; seed <= 60; seed++) {
    struct random g = random_seed(seed);
    size_t counts[3] = {random_below(&g, 150), 1 + random_below(&g, 60),
                        random_below(&g, 3)};
    size_t n = counts[0] + counts[1] + counts[2];
    real *p = box(&g, n, 1 + 5 * random_uniform(&g));
    real radius = (real)(0.2 + 2 * random_uniform(&g));
    struct graph *graph = NULL;
    enum tfn_status status =
        graph_radius(3, counts, p, radius, 1, HARMONICS_INTEGRAL, &graph);
    check_true(status == TFN_OK, "seed %d: %s", (int)seed, tfn_message(status));
    wrong += wrong_edges(graph, p, radius);
    edges += graph->edges;
    graph_free(graph);
    free(p);
  }
  check_true(edges > 10000, "the clouds have edges: %zu", edges);
  claim("t-cells", (double)wrong, 0);
}

/* ---- [counts] Points and edges, not their squares ----
 *
 * Time is what a machine makes of counts; a count is the same on all of them.
 * A cell with k points holds at least k^2/8 - k edges, since of its eight
 * parts each has a diagonal below the radius; and it takes part in at most
 * 13.5 k^2 pairs.  Hence 108 (points + edges), whatever the cloud. */
enum { MANY = 6000 };

static void uniform(struct random *g, size_t n, real *p)
{
  for (size_t k = 0; k < 3 * n; k++)
    p[k] = (real)(cbrt((double)n) * random_uniform(g));
}

static void one_point_far_away(struct random *g, size_t n, real *p)
{
  uniform(g, n, p);
  for (size_t a = 0; a < 3; a++)
    p[3 * (n / 2) + a] = (a == 1 ? -REAL_MAX : REAL_MAX) / 8;
}

static void two_clusters(struct random *g, size_t n, real *p)
{
  uniform(g, n, p);
  for (size_t k = 0; k < 3 * n; k++)
    p[k] += k % 2 ? 0 : k % 4 ? REAL(-4096) : REAL(4096);
}

static void chain_along_x(struct random *g, size_t n, real *p)
{
  for (size_t i = 0; i < n; i++)
    for (size_t a = 0; a < 3; a++)
      p[3 * i + a] =
          (real)((a == 0 ? 0.7 * (double)i : 0) + 0.1 * random_uniform(g));
}

static void chain_along_y(struct random *g, size_t n, real *p)
{
  chain_along_x(g, n, p);
  for (size_t i = 0; i < n; i++) {
    real x = p[3 * i];
    p[3 * i] = p[3 * i + 1];
    p[3 * i + 1] = x;
  }
}

static void chain_along_z(struct random *g, size_t n, real *p)
{
  chain_along_x(g, n, p);
  for (size_t i = 0; i < n; i++) {
    real x = p[3 * i];
    p[3 * i] = p[3 * i + 2];
    p[3 * i + 2] = x;
  }
}

static void chain_along_the_diagonal(struct random *g, size_t n, real *p)
{
  for (size_t k = 0; k < 3 * n; k++)
    p[k] = (real)((double)(k / 3) / 2 + 0.1 * random_uniform(g));
}

/* Every scale that a real has, from the smallest to the largest. */
static void all_scales(struct random *g, size_t n, real *p)
{
  double low = log2((double)REAL_MIN), high = log2((double)REAL_MAX) - 2;
  for (size_t k = 0; k < 3 * n; k++)
    p[k] = (real)(exp2(low + (high - low) * random_uniform(g)) *
                  (random_bits(g) % 2 ? 1 : -1));
}

/* Grains of eight points, of a size that does not show at their distance. */
static void grains(struct random *g, size_t n, real *p)
{
  for (size_t k = 0; k < 3 * n; k++)
    p[k] = (real)((double)(k / 24 % 8) * 4096 +
                  (double)(k / 192) * (k % 3 == 1) * 16 + random_uniform(g));
}

static void thin_plate(struct random *g, size_t n, real *p)
{
  for (size_t k = 0; k < 3 * n; k++)
    p[k] = (real)((k % 3 == 1 ? 1e-3 : sqrt((double)n)) * random_uniform(g));
}

static void everybody_near(struct random *g, size_t n, real *p)
{
  for (size_t k = 0; k < 3 * n; k++)
    p[k] = (real)(random_uniform(g) / 2);
}

static const struct shape {
  const char *name;
  void (*fill)(struct random *g, size_t n, real *p);
  size_t n;
  size_t clouds; /* of n / clouds points each */
} shapes[] = {
    {"uniform", uniform, MANY, 1},
    {"one point far away", one_point_far_away, MANY, 1},
    {"two clusters", two_clusters, MANY, 1},
    {"chain along x", chain_along_x, MANY, 1},
    {"chain along y", chain_along_y, MANY, 1},
    {"chain along z", chain_along_z, MANY, 1},
    {"diagonal chain", chain_along_the_diagonal, MANY, 1},
    {"all scales", all_scales, MANY, 1},
    {"grains", grains, MANY, 1},
    {"thin plate", thin_plate, MANY, 1},
    {"everybody near", everybody_near, 600, 1},
    {"everybody near, clouds of four", everybody_near, MANY, MANY / 4},
    {"two clusters, clouds of 600", two_clusters, MANY, 10},
    {"one point far away, two clouds", one_point_far_away, MANY, 2},
};

static struct graph *graph_of(const struct shape *shape, real radius,
                              real **points)
{
  struct random g = random_seed(shape->n + shape->clouds);
  size_t counts[MANY], n = shape->n / shape->clouds;
  struct graph *graph = NULL;
  *points = numbers(3 * shape->n);
  for (size_t c = 0; c < shape->clouds; c++) {
    counts[c] = n;
    shape->fill(&g, n, *points + 3 * n * c);
  }
  enum tfn_status status = graph_radius(shape->clouds, counts, *points, radius,
                                        0, HARMONICS_NORM, &graph);
  check_true(!status, "%s: %s", shape->name, tfn_message(status));
  return graph;
}

TEST(law_search_grows_with_points_and_edges)
{
  const real radius[3] = {REAL(1.5), REAL(0.25), REAL_MIN};
  double worst = 0;
  for (size_t k = 0; k < sizeof shapes / sizeof *shapes; k++)
    for (int r = 0; r < 3; r++) {
      real *p;
      struct graph *graph = graph_of(shapes + k, radius[r], &p);
      size_t all = graph->nodes + graph->edges;
      check_true(graph->compared >= graph->edges / 2,
                 "%s: an edge and its twin are one pair that was looked at",
                 shapes[k].name);
      worst = larger(worst, (double)graph->compared / (double)all);
      graph_free(graph);
      free(p);
    }
  claim("t-cells-count", worst, 108);
}

/* A far point is alone in its bands: it costs what its cell costs. */
TEST(law_a_far_point_costs_nothing)
{
  struct random g = random_seed(76);
  size_t n = 2000, fewer = n - 1;
  real *p = numbers(3 * n);
  struct graph *all = NULL, *near = NULL;
  uniform(&g, n, p);
  for (size_t a = 0; a < 3; a++)
    p[3 * fewer + a] = REAL(1e9);
  check_true(!graph_radius(1, &n, p, 1, 0, HARMONICS_NORM, &all) &&
                 !graph_radius(1, &fewer, p, 1, 0, HARMONICS_NORM, &near),
             "with and without the far point");
  check_true(all->edges == near->edges, "it has no neighbours");
  check_true(all->compared <= near->compared + 27,
             "%d pairs more for one point",
             (int)(all->compared - near->compared));
  graph_free(all);
  graph_free(near);
  free(p);
}

/* The edges are right wherever the points lie and whatever the radius is. */
TEST(edge_odd_clouds_and_radii)
{
  for (size_t k = 0; k < sizeof shapes / sizeof *shapes; k++) {
    struct shape few = shapes[k];
    few.n = few.clouds > 1 ? 120 : 200;
    few.clouds = few.clouds > 1 ? few.n / 4 : 1;
    const real radii[7] = {REAL(1.5),     REAL(0.3),   REAL_MAX,  REAL_MAX / 9,
                           REAL_MIN / 64, REAL(1e-30), REAL(1e30)};
    for (size_t r = 0; r < 7; r++) {
      real *p;
      struct graph *graph = graph_of(&few, radii[r], &p);
      check_true(wrong_edges(graph, p, radii[r]) == 0, "%s, radius %g",
                 few.name, (double)radii[r]);
      graph_free(graph);
      free(p);
    }
  }
}

/* Points on a lattice as wide as the radius and as a band: the distances that
 * are asked for are exactly those that must not be found. */
TEST(edge_distances_of_exactly_the_radius)
{
  const real steps[4] = {1, REAL(1.001), REAL_MIN, REAL(0.1)};
  for (int s = 0; s < 4; s++)
    for (int r = -1; r <= 1; r++) {
      real p[3 * 125], radius = steps[s] * (1 + (real)r * REAL_EPS);
      size_t n = 125;
      struct graph *graph = NULL;
      for (size_t i = 0; i < n; i++) {
        p[3 * i] = steps[s] * (real)(i % 5);
        p[3 * i + 1] = steps[s] * (real)(i / 5 % 5);
        p[3 * i + 2] = steps[s] * (real)(i / 25);
      }
      check_true(!graph_radius(1, &n, p, radius, 0, HARMONICS_NORM, &graph),
                 "a lattice");
      check_true(wrong_edges(graph, p, radius) == 0, "step %g, radius %.17g",
                 (double)steps[s], (double)radius);
      graph_free(graph);
    }
}

TEST(law_all_pairs_are_all_pairs)
{
  struct random g = random_seed(7);
  size_t counts[4] = {5, 0, 1, 8};
  real *p = cloud(&g, 14);
  struct graph *graph = NULL;
  check_true(!graph_all_pairs(4, counts, p, 2, HARMONICS_NORM, &graph),
             "four clouds, one of them empty, one a single point");
  check_true(graph->edges == 5 * 4 + 8 * 7, "n (n - 1) edges in each cloud");
  check_true(wrong_edges(graph, p, 1000) == 0, "sorted by receiver, sender");
  graph_free(graph);
  free(p);
}

/* A translation by multiples of 1/8 of points that are multiples of 1/8 is
 * exact, so that nothing at all may change. */
TEST(law_translation_changes_nothing)
{
  struct random g = random_seed(8);
  size_t n = 20;
  real *p = numbers(3 * n);
  for (size_t k = 0; k < 3 * n; k++)
    p[k] = (real)random_below(&g, 64) / 8 + (real)k;
  struct graph *a = pairs(n, p, 3);
  for (size_t k = 0; k < 3 * n; k++)
    p[k] += REAL(17.625);
  struct graph *b = pairs(n, p, 3);
  double change = difference(3 * a->edges, a->vector, b->vector) +
                  difference(a->edges, a->length, b->length) +
                  difference(16 * a->edges, a->Y, b->Y);
  claim("t-translation", change, 0);
  graph_free(a);
  graph_free(b);
  free(p);
}

/* ---- [anchor] The direction of an edge ---- */
TEST(anchor_edge_points_to_the_receiver)
{
  const real p[6] = {0, 0, 0, 1, -2, 2};
  struct graph *graph = pairs(2, p, 2);
  check_true(graph->edges == 2 && graph->sender[0] == 1 &&
                 graph->receiver[0] == 0,
             "edge 0 goes from node 1 to node 0");
  const real want[3] = {-1, 2, -2};
  check_true(!memcmp(graph->vector, want, sizeof want),
             "vector = r_receiver - r_sender");
  check_close(graph->length[0], 3, 0, "|(-1, 2, -2)|");
  for (size_t k = 0; k < 9; k++)
    check_close(graph->Y[k], pinned_edge_harmonics[k], 8 * (double)REAL_EPS,
                "harmonic %zu of the edge, component normalisation", k);
  graph_free(graph);
}

/* ---- [move] Other points on the same edges ---- */
/* The sender's image, moved by -shift: r_receiver - r_sender + shift. */
TEST(anchor_edges_to_images)
{
  const real p[6] = {0, 0, 0, 1, 0, 0};
  real shift[6] = {0};
  struct graph *graph = pairs(2, p, 1);
  size_t e = graph->receiver[0] == 0 ? 0 : 1; /* the edge 1 -> 0 */
  shift[3 * e] = -2, shift[3 * e + 2] = 4;
  graph->shift = shift;
  check_true(!graph_move(graph, p), "moved");
  const real *v = graph->vector + 3 * e, *w = graph->vector + 3 * (1 - e);
  check_true(v[0] == -3 && v[1] == 0 && v[2] == 4, "(-1, 0, 0) + (-2, 0, 4)");
  check_close(graph->length[e], 5, 20 * (double)REAL_EPS, "its length");
  check_true(w[0] == 1 && w[1] == 0 && w[2] == 0, "the other is as it was");
  graph->shift = NULL; /* which is the test's own */
  graph_free(graph);
}

TEST(law_moving_is_building)
{
  struct random g = random_seed(9);
  size_t n = 9;
  real *p = cloud(&g, n), *q = cloud(&g, n);
  struct graph *a = pairs(n, p, 3), *b = pairs(n, q, 3);
  check_true(!graph_move(a, q), "moved to other points");
  check_residual(difference(3 * a->edges, a->vector, b->vector) +
                     difference(a->edges, a->length, b->length) +
                     difference(16 * a->edges, a->Y, b->Y),
                 0, "a moved graph is the graph of the moved points");
  graph_free(a);
  graph_free(b);
  free(p);
  free(q);
}

/* ---- [gradient] By the points ---- */
struct case_of_points {
  struct graph *graph;
  real *points, *dlength, *dY;
};

static double points_loss(void *context)
{
  struct case_of_points *c = context;
  double loss = 0;
  graph_move(c->graph, c->points);
  for (size_t e = 0; e < c->graph->edges; e++)
    loss += (double)c->dlength[e] * (double)c->graph->length[e];
  for (size_t k = 0; k < c->graph->edges * c->graph->harmonics; k++)
    loss += (double)c->dY[k] * (double)c->graph->Y[k];
  return loss;
}

TEST(law_gradient_by_points)
{
  struct random g = random_seed(10);
  size_t n = 5;
  struct case_of_points c = {.points = cloud(&g, n)};
  c.graph = pairs(n, c.points, 3);
  c.dlength = normals(&g, c.graph->edges);
  c.dY = normals(&g, c.graph->edges * 16);
  real *got = numbers(3 * n);
  check_true(!graph_backward(c.graph, c.dlength, c.dY, got), "backward");
  check_residual(gradient_error(points_loss, &c, 3 * n, c.points, got),
                 GRADIENT_TOLERANCE, "lengths and harmonics to l = 3");
  real *half = numbers(3 * n);
  graph_backward(c.graph, c.dlength, NULL, half);
  graph_backward(c.graph, NULL, c.dY, half);
  check_residual(relative(3 * n, got, half), 50 * (double)REAL_EPS,
                 "gradients are added, and either may be absent");
  graph_free(c.graph);
  free(c.points);
  free(c.dlength);
  free(c.dY);
  free(got);
  free(half);
}

/* ---- [pool] Sums over clouds ---- */
TEST(anchor_pool)
{
  const real p[12] = {0, 0, 0, 1, 0, 0, 2, 0, 0, 5, 5, 5};
  const size_t counts[3] = {3, 0, 1};
  const real x[8] = {1, 2, 3, 4, 5, 12, -1, 7}, dy[6] = {3, 6, 9, 9, 1, 2};
  struct graph *graph = NULL;
  check_true(!graph_all_pairs(3, counts, p, 0, HARMONICS_NORM, &graph),
             "three clouds of 3, 0 and 1 points");
  real y[6], dx[8] = {100};
  const real sum[6] = {9, 18, 0, 0, -1, 7}, mean[6] = {3, 6, 0, 0, -1, 7};
  check_true(!pool_forward(graph, POOL_SUM, 2, x, y), "sum");
  check_residual(difference(6, sum, y), 0, "sums of (1,2) (3,4) (5,12)");
  check_true(!pool_forward(graph, POOL_MEAN, 2, x, y), "mean");
  check_residual(difference(6, mean, y), 4 * (double)REAL_EPS, "means");
  const real back[8] = {101, 2, 1, 2, 1, 2, 1, 2};
  check_true(!pool_backward(graph, POOL_MEAN, 2, dy, dx), "backwards");
  check_residual(difference(8, back, dx), 40 * (double)REAL_EPS,
                 "each node receives a third; gradients are added");
  check_true(pool_forward(graph, (enum pool)2, 2, x, y) == TFN_BAD_VALUE &&
                 pool_backward(graph, (enum pool)2, 2, dy, dx) == TFN_BAD_VALUE,
             "an unknown kind of pooling");
  check_true(pool_forward(NULL, POOL_SUM, 2, x, y) == TFN_NULL &&
                 pool_forward(graph, POOL_SUM, 2, NULL, y) == TFN_NULL &&
                 pool_forward(graph, POOL_SUM, 2, x, NULL) == TFN_NULL &&
                 pool_backward(NULL, POOL_SUM, 2, dy, dx) == TFN_NULL &&
                 pool_backward(graph, POOL_SUM, 2, NULL, dx) == TFN_NULL &&
                 pool_backward(graph, POOL_SUM, 2, dy, NULL) == TFN_NULL,
             "null");
  graph_free(graph);
}

/* ---- [bad] Input that is refused ---- */
static enum tfn_status try(size_t n, const real *p, real radius, int lmax)
{
  struct graph *graph = NULL;
  enum tfn_status status =
      graph_radius(1, &n, p, radius, lmax, HARMONICS_NORM, &graph);
  check_true((status == TFN_OK) == (graph != NULL), "NULL on failure");
  graph_free(graph);
  return status;
}

TEST(edge_points_without_a_distance)
{
  real p[9] = {0, 0, 0, 1, 2, 3, 5, 5, 5};
  check_true(try(3, p, 10, 2) == TFN_OK, "three points");
  for (size_t k = 0; k < 9; k++) {
    real bad[3] = {(real)NAN, (real)INFINITY, (real)-INFINITY};
    for (int b = 0; b < 3; b++) {
      real keep = p[k];
      p[k] = bad[b];
      check_true(try(3, p, 10, 2) == TFN_NOT_FINITE, "coordinate %zu", k);
      p[k] = keep;
    }
  }
  p[3] = p[4] = p[5] = 5;
  check_true(try(3, p, 10, 2) == TFN_COINCIDENT, "nodes 1 and 2 coincide");
  struct graph *graph = NULL;
  const size_t counts[2] = {2, 1};
  check_true(!graph_all_pairs(2, counts, p, 2, HARMONICS_NORM, &graph),
             "in different clouds they may");
  p[0] = p[1] = p[2] = 5;
  check_true(graph_move(graph, p) == TFN_COINCIDENT, "moved together");
  p[0] = (real)NAN;
  check_true(graph_move(graph, p) == TFN_NOT_FINITE, "moved to NaN");
  graph_free(graph);
}

/* Points so near or so far that squares of their distance do not exist. */
TEST(edge_tiny_and_huge_distances)
{
  const real tiny = REAL_MIN * 4, huge = REAL_MAX / 2;
  const real near[6] = {0, 0, 0, 0, 0, tiny},
             far[6] = {-huge, 0, 0, huge, 0, 0};
  const real over[6] = {-huge, -huge, -huge, huge, huge, huge};
  struct graph *graph = pairs(2, near, 1);
  check_close(graph->length[0] / tiny, 1, 0, "no underflow");
  graph_free(graph);
  graph = pairs(2, far, 1);
  check_close(graph->length[0] / huge, 2, 4 * (double)REAL_EPS, "no overflow");
  graph_free(graph);
  check_true(try(2, over, (real)INFINITY, 1) == TFN_NOT_FINITE,
             "a distance beyond the largest number");
  check_true(try(2, over, 1, 1) == TFN_OK, "which a radius never asks for");
}

TEST(edge_empty_and_null)
{
  struct graph *graph = NULL;
  size_t none = 0, one = 1;
  real p[3] = {0}, y[1];
  check_true(!graph_all_pairs(0, NULL, NULL, 1, HARMONICS_NORM, &graph) &&
                 graph->nodes == 0 && graph->edges == 0,
             "no cloud at all");
  check_true(!graph_move(graph, NULL) &&
                 !graph_backward(graph, NULL, NULL, NULL),
             "nothing to move");
  graph_free(graph);
  check_true(!graph_all_pairs(1, &none, NULL, 1, HARMONICS_NORM, &graph) &&
                 !pool_forward(graph, POOL_MEAN, 1, p, y) && y[0] == 0,
             "the mean of no nodes is 0");
  check_true(!pool_forward(graph, POOL_SUM, 1, NULL, y) && y[0] == 0 &&
                 !pool_backward(graph, POOL_SUM, 1, y, NULL) &&
                 !pool_forward(graph, POOL_SUM, 0, NULL, NULL),
             "what is empty may be missing");
  graph_free(graph);
  check_true(!graph_all_pairs(0, NULL, NULL, 1, HARMONICS_NORM, &graph) &&
                 !pool_forward(graph, POOL_SUM, 1, NULL, NULL) &&
                 !pool_backward(graph, POOL_SUM, 1, NULL, NULL),
             "no clouds, no sums");
  graph_free(graph);
  check_true(graph_all_pairs(1, NULL, p, 1, HARMONICS_NORM, &graph) == TFN_NULL,
             "no counts");
  check_true(graph_all_pairs(1, &one, NULL, 1, HARMONICS_NORM, &graph) ==
                 TFN_NULL,
             "no points");
  check_true(graph_all_pairs(1, &one, p, 1, HARMONICS_NORM, NULL) == TFN_NULL,
             "nowhere to put it");
  check_true(graph_move(NULL, p) == TFN_NULL, "no graph to move");
  graph = pairs(1, p, 1);
  check_true(graph_move(graph, NULL) == TFN_NULL, "nowhere to move it");
  check_true(pool_forward(NULL, POOL_SUM, 1, p, y) == TFN_NULL &&
                 pool_forward(graph, POOL_SUM, 1, NULL, y) == TFN_NULL &&
                 pool_forward(graph, POOL_SUM, 1, p, NULL) == TFN_NULL &&
                 pool_backward(NULL, POOL_SUM, 1, y, p) == TFN_NULL &&
                 pool_backward(graph, POOL_SUM, 1, NULL, p) == TFN_NULL &&
                 pool_backward(graph, POOL_SUM, 1, y, NULL) == TFN_NULL &&
                 !pool_forward(graph, POOL_SUM, 0, NULL, NULL) &&
                 !pool_backward(graph, POOL_SUM, 0, NULL, NULL),
             "sums of nothing, or nowhere");
  check_true(graph_backward(NULL, p, p, p) == TFN_NULL &&
                 graph_backward(graph, p, p, NULL) == TFN_NULL,
             "no graph, no gradient");
  graph_free(graph);
  graph_free(NULL);
}

TEST(edge_values_out_of_range)
{
  const real p[6] = {0, 0, 0, 1, 1, 1};
  struct graph *graph = NULL;
  check_true(try(2, p, 0, 1) == TFN_BAD_VALUE, "radius 0");
  check_true(try(2, p, -1, 1) == TFN_BAD_VALUE, "radius -1");
  check_true(try(2, p, (real)NAN, 1) == TFN_BAD_VALUE, "radius NaN");
  check_true(try(2, p, 1, -1) == TFN_BAD_VALUE, "l = -1");
  check_true(try(2, p, 1, HARMONICS_LMAX + 1) == TFN_BAD_VALUE, "l too large");
  size_t n = 2, most[2] = {SIZE_MAX / 2, SIZE_MAX / 2};
  check_true(graph_all_pairs(1, &n, p, 1, (enum harmonics_norm)3, &graph) ==
                 TFN_BAD_VALUE,
             "no such normalisation");
  check_true(graph_all_pairs(2, most, p, 1, HARMONICS_NORM, &graph) ==
                 TFN_TOO_LARGE,
             "more nodes than a size_t can count");
  check_true(graph_all_pairs(SIZE_MAX, most, p, 1, HARMONICS_NORM, &graph) ==
                 TFN_TOO_LARGE,
             "more clouds than memory");
  for (int s = TFN_OK; s <= TFN_NO_MEMORY; s++)
    for (int t = s + 1; t <= TFN_NO_MEMORY + 1; t++)
      check_true(strcmp(tfn_message((enum tfn_status)s),
                        tfn_message((enum tfn_status)t)) != 0,
                 "statuses %d and %d read alike", s, t);
}

/* ---- [main] The suite ---- */
static const struct test tests[] = {
    CASE(law_cells_find_the_edges_of_two_loops),
    CASE(law_search_grows_with_points_and_edges),
    CASE(law_a_far_point_costs_nothing),
    CASE(edge_odd_clouds_and_radii),
    CASE(edge_distances_of_exactly_the_radius),
    CASE(law_all_pairs_are_all_pairs),
    CASE(law_translation_changes_nothing),
    CASE(anchor_edge_points_to_the_receiver),
    CASE(anchor_edges_to_images),
    CASE(law_moving_is_building),
    CASE(law_gradient_by_points),
    CASE(anchor_pool),
    CASE(edge_points_without_a_distance),
    CASE(edge_tiny_and_huge_distances),
    CASE(edge_empty_and_null),
    CASE(edge_values_out_of_range),
};
TEST_MAIN("06-tfn-layers/graph", tests)

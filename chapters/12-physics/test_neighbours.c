/* test_neighbours.c: images of atoms, lists that last, forces and stress. */
#include "crystal.h"
#include "fast_kernels.h"
#include "fast_network.h"
#include "lattice_anchors.h"
#include "neighbours.h"
#include "test_tools.h"

#include <stdint.h>

/* ---- [cells] Cells of any shape ---- */
/* The least distance between two faces. */
static double least_height(const struct neighbours_cell *cell)
{
  double most = 0;
  for (int k = 0; k < 3; k++) {
    const double *b = cell->vector[(k + 1) % 3], *c = cell->vector[(k + 2) % 3];
    double x = b[1] * c[2] - b[2] * c[1], y = b[2] * c[0] - b[0] * c[2],
           z = b[0] * c[1] - b[1] * c[0];
    most = larger(most, sqrt(x * x + y * y + z * z));
  }
  return neighbours_volume(cell) / most;
}

static struct neighbours_cell random_cell(struct random *g, double size)
{
  struct neighbours_cell cell;
  do {
    for (int k = 0; k < 9; k++)
      cell.vector[k / 3][k % 3] =
          size * ((k / 3 == k % 3) + 1.6 * (random_uniform(g) - 0.5));
  } while (!(least_height(&cell) > size / 6));
  for (int k = 0; k < 3; k++)
    cell.periodic[k] = random_below(g, 4) > 0;
  return cell;
}

/* n points in the cell and in those around it. */
static real *scattered(struct random *g, const struct neighbours_cell *cell,
                       size_t n)
{
  real *p = numbers(3 * n);
  for (size_t i = 0; i < n; i++)
    for (int k = 0; k < 3; k++) {
      double s = 2.5 * random_uniform(g) - 0.7;
      for (size_t a = 0; a < 3; a++)
        p[3 * i + a] += (real)(s * cell->vector[k][a]);
    }
  return p;
}

static struct graph *crystal_graph(size_t n, const struct neighbours_cell *cell,
                                   const real *p, real radius, int lmax)
{
  struct graph *graph = NULL;
  enum tfn_status status = neighbours_graph(1, &n, cell, p, radius, lmax,
                                            HARMONICS_COMPONENT, &graph);
  check_true(status == TFN_OK, "a graph of %zu points: %s", n,
             tfn_message(status));
  return graph;
}

/* ---- [loops] The list against the definition ----
 *
 * Three loops over n_k up to a number that is large enough for everything: the
 * points lie within 2.5 cells, and the radius is at most 6 heights. */
enum { FAR = 9 };

struct found {
  size_t edges, wrong, own;
};

static void look_at(const struct graph *graph, const real *v, size_t i,
                    size_t j, struct found *f)
{
  size_t e = f->edges++;
  f->wrong +=
      e >= graph->edges || graph->sender[e] != j || graph->receiver[e] != i ||
      !(difference(3, v, graph->vector + 3 * e) <= 100 * (double)REAL_EPS);
  f->own += i == j;
}

static void all_images(const struct graph *graph,
                       const struct neighbours_cell *cell, const real *p,
                       double radius, size_t i, size_t j, struct found *f)
{
  int far[3], n[3];
  for (int k = 0; k < 3; k++)
    far[k] = cell->periodic[k] ? FAR : 0;
  for (n[0] = -far[0]; n[0] <= far[0]; n[0]++)
    for (n[1] = -far[1]; n[1] <= far[1]; n[1]++)
      for (n[2] = -far[2]; n[2] <= far[2]; n[2]++) {
        real v[3];
        double square = 0;
        for (size_t a = 0; a < 3; a++) {
          double x = (double)p[3 * i + a] - (double)p[3 * j + a];
          for (int k = 0; k < 3; k++)
            x -= n[k] * cell->vector[k][a];
          v[a] = (real)x;
          square += x * x;
        }
        bool itself = i == j && !n[0] && !n[1] && !n[2];
        if (!itself && square < radius * radius)
          look_at(graph, v, i, j, f);
      }
}

static void compare_with_loops(struct random *g, double size, size_t n,
                               real radius, struct found *f)
{
  struct neighbours_cell cell = random_cell(g, size);
  real *p = scattered(g, &cell, n);
  struct graph *graph = crystal_graph(n, &cell, p, radius, 1);
  size_t before = f->edges;
  f->edges = 0;
  for (size_t i = 0; i < n; i++)
    for (size_t j = 0; j < n; j++)
      all_images(graph, &cell, p, (double)radius, i, j, f);
  f->wrong += f->edges != graph->edges;
  f->edges += before;
  graph_free(graph);
  free(p);
}

TEST(law_images_are_those_of_three_loops)
{
  struct random g = random_seed(1201);
  struct found f = {0};
  for (int trial = 0; trial < 60; trial++) {
    size_t n = 1 + random_below(&g, 5);
    real radius = (real)(1 + random_uniform(&g));
    compare_with_loops(&g, 2, n, radius, &f);
  }
  for (int trial = 0; trial < 5; trial++)
    compare_with_loops(&g, 6, 25, REAL(1.1), &f);
  check_true(f.edges > 600 && f.own > 100, "%zu edges, %zu from own images",
             f.edges, f.own);
  claim("images", (double)f.wrong, 0);
}

/* With every edge there is the one back, and their vectors are opposite to the
 * last bit. */
static size_t edges_without_one_back(const struct graph *graph)
{
  size_t lonely = 0;
  for (size_t e = 0; e < graph->edges; e++) {
    const real *v = graph->vector + 3 * e;
    size_t j = graph->sender[e], k = graph->first[j];
    for (; k < graph->first[j + 1]; k++) {
      const real *u = graph->vector + 3 * k;
      if (graph->sender[k] == graph->receiver[e] && u[0] == -v[0] &&
          u[1] == -v[1] && u[2] == -v[2])
        break;
    }
    lonely += k == graph->first[j + 1];
  }
  return lonely;
}

TEST(law_every_edge_has_its_opposite)
{
  struct random g = random_seed(1202);
  for (int trial = 0; trial < 10; trial++) {
    struct neighbours_cell cell = random_cell(&g, 2);
    size_t n = 1 + random_below(&g, 5);
    real *p = scattered(&g, &cell, n);
    struct graph *graph = crystal_graph(n, &cell, p, 2, 0);
    check_true(edges_without_one_back(graph) == 0, "trial %d", trial);
    graph_free(graph);
    free(p);
  }
}

/* ---- [network] A network on crystals ---- */
static struct network *small_network(real cutoff)
{
  struct network_description is = {.in = "2x0e",
                                   .lmax = 2,
                                   .parity = true,
                                   .basis = {RADIAL_BESSEL, 4, cutoff, 6}};
  struct network *network = NULL;
  check_true(
      !network_create(&is, &network) &&
          !network_add_layer(network, "3x0e + 2x1o + 1x2e", GATE_NORM, 5, 20) &&
          !network_add_layer(network, "1x0e", GATE_NONE, 5, 20) &&
          !network_answer(network, "1x0e", ANSWER_SUM),
      "a network");
  return network;
}

/* The energy of a crystal as a function of places and strain. */
struct energy {
  struct network *network;
  real *w, *p, *x;
  size_t n;
  struct neighbours_cell cell;
  real strain[9];    /* of points and cell together */
  real *minus_force; /* NULL when nobody asks */
  double W[3][3];
};

static void apply_strain(const struct energy *c, struct neighbours_cell *cell,
                         real *p)
{
  for (size_t a = 0; a < 3; a++)
    for (size_t b = 0; b < 3; b++) {
      for (size_t k = 0; k < 3; k++)
        cell->vector[k][a] +=
            (double)c->strain[3 * a + b] * c->cell.vector[k][b];
      for (size_t i = 0; i < c->n; i++)
        p[3 * i + a] += c->strain[3 * a + b] * c->p[3 * i + b];
    }
}

static double energy_of(void *context)
{
  struct energy *c = context;
  struct neighbours_cell cell = c->cell;
  struct network_pass *pass = NULL;
  real *p = copy_of(3 * c->n, c->p);
  apply_strain(c, &cell, p);
  struct graph *graph =
      crystal_graph(c->n, &cell, p, c->network->basis.cutoff, 2);
  check_true(!network_pass_create(c->network, graph, &pass), "a pass");
  memcpy(pass->x, c->x, 2 * c->n * sizeof *c->x);
  network_forward(c->network, c->w, pass);
  double energy = (double)pass->answer[0][0];
  if (c->minus_force) {
    pass->danswer[0][0] = 1;
    network_backward(c->network, c->w, pass, NULL, NULL, c->minus_force);
    check_true(!neighbours_virial(graph, &pass->dgeometry, c->W), "virial");
  }
  network_pass_free(pass);
  graph_free(graph);
  free(p);
  return energy;
}

/* Three atoms in a cell so small that each has images of itself as
 * neighbours, at places where none is too near. */
static struct energy small_crystal(uint64_t seed)
{
  static const struct neighbours_cell cell = {
      {{2.2, 0, 0}, {0.5, 2.4, 0}, {-0.3, 0.4, 2.6}}, {true, true, true}};
  static const real places[9] = {REAL(0.1), REAL(0.2), REAL(0.1),
                                 REAL(1.2), REAL(1.3), REAL(0.3),
                                 REAL(0.7), REAL(0.9), REAL(1.6)};
  struct random g = random_seed(seed);
  struct energy c = {.network = small_network(3), .n = 3, .cell = cell};
  c.w = numbers(network_weights(c.network));
  network_initial(c.network, seed, c.w);
  c.p = copy_of(9, places);
  c.x = normals(&g, 6);
  return c;
}

static void release(struct energy *c)
{
  network_free(c->network);
  free(c->w);
  free(c->p);
  free(c->x);
}

TEST(law_forces_in_a_small_cell)
{
  struct energy c = small_crystal(1203);
  real got[9] = {0};
  c.minus_force = got;
  energy_of(&c);
  c.minus_force = NULL;
  double error = gradient_error(energy_of, &c, 9, c.p, got), sum = 0;
  for (size_t a = 0; a < 3; a++)
    sum = larger(sum, fabs((double)(got[a] + got[3 + a] + got[6 + a])));
  check_residual(sum / largest(9, got), 10 * LAYER_TOLERANCE,
                 "forces add up to nothing");
  release(&c);
  claim("crystal-forces", error, GRADIENT_TOLERANCE);
}

TEST(law_stress_is_the_gradient_by_the_strain)
{
  struct energy c = small_crystal(1204);
  real got[9], minus_force[9] = {0};
  c.minus_force = minus_force;
  energy_of(&c);
  c.minus_force = NULL;
  double size = 0, skew = 0;
  for (size_t k = 0; k < 9; k++) {
    got[k] = (real)c.W[k / 3][k % 3];
    size = larger(size, fabs(c.W[k / 3][k % 3]));
    skew = larger(skew, fabs(c.W[k / 3][k % 3] - c.W[k % 3][k / 3]));
  }
  double error = gradient_error(energy_of, &c, 9, c.strain, got);
  check_residual(skew / size, 10 * LAYER_TOLERANCE,
                 "a turn is not a strain: the virial is symmetric");
  release(&c);
  claim("crystal-stress", error, GRADIENT_TOLERANCE);
}

/* The kernels of chapter 8 see edges from an atom's own images as any others.
 * Their sums are in another order: a hundred edges of some hundred terms. */
static void with_many_channels(struct energy *c)
{
  struct network_description is = {.in = "2x0e",
                                   .lmax = 2,
                                   .parity = true,
                                   .basis = {RADIAL_BESSEL, 4, 3, 6}};
  network_free(c->network);
  free(c->w);
  check_true(!network_create(&is, &c->network) &&
                 !network_add_layer(c->network, "16x0e + 16x1o + 16x2e",
                                    GATE_NORM, 8, 20) &&
                 !network_add_layer(c->network, "16x0e + 16x1o + 16x2e",
                                    GATE_NORM, 8, 20) &&
                 !network_add_layer(c->network, "1x0e", GATE_NONE, 8, 20) &&
                 !network_answer(c->network, "1x0e", ANSWER_SUM),
             "a network of 16 channels");
  c->w = numbers(network_weights(c->network));
  network_initial(c->network, 12, c->w);
}

TEST(law_fast_layers_on_crystals)
{
  struct energy c = small_crystal(1212);
  with_many_channels(&c);
  real plain[9] = {0}, fast[9] = {0};
  c.minus_force = plain;
  double E = energy_of(&c);
  size_t stages = c.network->stages;
  const struct stage_kind *kind = c.network->stage[0].kind;
  check_true(!fast_network(c.network), "faster");
  check_true(!fast_worth() || c.network->stages < stages ||
                 c.network->stage[0].kind != kind,
             "other stages, where vectors are registers");
  c.minus_force = fast;
  check_close(energy_of(&c) / E, 1, 100 * LAYER_TOLERANCE, "the energy");
  double error = difference(9, plain, fast) / largest(9, plain);
  release(&c);
  claim("crystal-fast", error, 10 * LAYER_TOLERANCE);
}

/* ---- [same] One crystal, described in several ways ---- */
TEST(law_atoms_may_stand_in_any_cell)
{
  struct energy c = small_crystal(1205);
  double before = energy_of(&c);
  for (size_t a = 0; a < 3; a++) {
    c.p[a] += (real)(2 * c.cell.vector[0][a]);
    c.p[3 + a] -= (real)(c.cell.vector[2][a] + 3 * c.cell.vector[1][a]);
  }
  check_residual(fabs(energy_of(&c) / before - 1), 100 * LAYER_TOLERANCE,
                 "atoms moved by vectors of the cell");
  release(&c);
}

TEST(law_the_choice_of_cell_does_not_matter)
{
  struct energy c = small_crystal(1206);
  double before = energy_of(&c);
  for (size_t a = 0; a < 3; a++) {
    c.cell.vector[1][a] += 2 * c.cell.vector[0][a];
    c.cell.vector[2][a] -= c.cell.vector[1][a];
  }
  check_residual(fabs(energy_of(&c) / before - 1), 100 * LAYER_TOLERANCE,
                 "other vectors of the same lattice");
  release(&c);
}

TEST(law_twice_the_crystal_has_twice_the_energy)
{
  struct energy c = small_crystal(1207), d = c;
  double once = energy_of(&c);
  d.n = 6;
  d.p = numbers(18);
  d.x = numbers(12);
  for (size_t i = 0; i < 6; i++) {
    for (size_t a = 0; a < 3; a++)
      d.p[3 * i + a] =
          c.p[3 * (i % 3) + a] + (real)((double)(i / 3) * c.cell.vector[2][a]);
    memcpy(d.x + 2 * i, c.x + 2 * (i % 3), 2 * sizeof *d.x);
  }
  for (size_t a = 0; a < 3; a++)
    d.cell.vector[2][a] *= 2;
  double twice = energy_of(&d);
  free(d.p);
  free(d.x);
  release(&c);
  claim("supercell", fabs(twice / (2 * once) - 1), 100 * LAYER_TOLERANCE);
}

/* Crystals of a batch do not see each other, whatever their cells. */
TEST(law_a_batch_of_crystals)
{
  struct random g = random_seed(1208);
  struct neighbours_cell cell[3] = {{.periodic = {false}}};
  cell[0] = random_cell(&g, 2);
  cell[2] = random_cell(&g, 3);
  size_t counts[3] = {3, 4, 5}, edges = 0;
  real *p = normals(&g, 36);
  struct graph *graph = NULL;
  check_true(
      !neighbours_graph(3, counts, cell, p, 3, 1, HARMONICS_COMPONENT, &graph),
      "a graph of three");
  for (size_t k = 0, begin = 0; k < 3; begin += counts[k++]) {
    struct graph *one = crystal_graph(counts[k], &cell[k], p + 3 * begin, 3, 1);
    check_true(memcmp(one->vector, graph->vector + 3 * edges,
                      3 * one->edges * sizeof *p) == 0 &&
                   one->sender[0] + begin == graph->sender[edges],
               "the edges of cloud %d", (int)k);
    edges += one->edges;
    graph_free(one);
  }
  check_true(edges == graph->edges && graph->graphs == 3, "and no others");
  graph_free(graph);
  free(p);
}

/* Without a periodic direction it is the graph of chapter 6. */
TEST(law_nothing_periodic_is_the_graph_of_points)
{
  struct random g = random_seed(1209);
  const struct neighbours_cell open = {{{1, 2, 3}, {0}, {(double)NAN, 0, 0}},
                                       {false, false, false}};
  size_t n = 70;
  real *p = normals(&g, 3 * n);
  struct graph *want = NULL, *got = crystal_graph(n, &open, p, REAL(0.6), 1),
               *none = crystal_graph(n, NULL, p, REAL(0.6), 1);
  check_true(!graph_radius(1, &n, p, REAL(0.6), 1, HARMONICS_COMPONENT, &want),
             "chapter 6");
  check_true(want->edges > 100 && got->edges == want->edges &&
                 none->edges == want->edges,
             "as many edges");
  check_true(
      !memcmp(got->sender, want->sender, want->edges * sizeof *want->sender) &&
          !memcmp(got->vector, want->vector,
                  3 * want->edges * sizeof *want->vector) &&
          !memcmp(got->Y, want->Y, 4 * want->edges * sizeof *want->Y),
      "the same edges");
  graph_free(want);
  graph_free(got);
  graph_free(none);
  /* two points whose distance is the length of a vector that is not there */
  real two[6] = {0, 0, 0, 1, 0, 0};
  got = crystal_graph(2, &open, two, REAL(0.6), 0);
  check_true(got->edges == 0, "no image of the other");
  graph_free(got);
  free(p);
}

/* ---- [skin] A list that lasts ---- */
static real *block(size_t copies, double a, struct neighbours_cell *cell,
                   size_t *n)
{
  size_t of[3] = {copies, copies, copies};
  *n = crystal_atoms(CRYSTAL_FCC, of);
  real *p = numbers(3 * *n);
  check_true(!crystal_make(CRYSTAL_FCC, a, of, cell, p, NULL), "a crystal");
  return p;
}

/* Edges of the list below the cutoff, one after the other, against those of a
 * fresh search. */
static size_t missed(const struct neighbours *list, const real *p)
{
  struct graph *fresh = crystal_graph(list->graph->nodes, &list->cell, p,
                                      list->cutoff, list->graph->lmax);
  const struct graph *graph = list->graph;
  size_t k = 0, wrong = 0;
  for (size_t e = 0; e < graph->edges; e++)
    if (graph->length[e] < list->cutoff) {
      wrong += k >= fresh->edges || fresh->sender[k] != graph->sender[e] ||
               fresh->receiver[k] != graph->receiver[e] ||
               fresh->length[k] != graph->length[e];
      k++;
    }
  wrong += k != fresh->edges;
  graph_free(fresh);
  return wrong;
}

TEST(law_the_skin_misses_no_neighbour)
{
  struct random g = random_seed(1210);
  struct neighbours_cell cell;
  struct neighbours *list = NULL;
  size_t n, wrong = 0, renewals = 0;
  real *p = block(2, 1.5, &cell, &n);
  check_true(!neighbours_create(&cell, n, p, REAL(1.3), REAL(0.4), 1,
                                HARMONICS_COMPONENT, &list),
             "a list");
  for (int step = 0; step < 150; step++) {
    bool renewed;
    for (size_t k = 0; k < 3 * n; k++)
      p[k] += (real)(0.02 * random_normal(&g));
    check_true(!neighbours_update(list, p, &renewed), "step %d", step);
    renewals += renewed;
    wrong += missed(list, p);
  }
  check_true(renewals > 5 && renewals < 75, "%zu renewals in 150 steps",
             renewals);
  check_true(list->searches == renewals + 1 && list->moves == 150 - renewals,
             "they are counted");
  neighbours_free(list);
  free(p);
  claim("skin", (double)wrong, 0);
}

/* One atom alone moves by just less and just more than half of the skin. */
TEST(law_half_a_skin_is_the_limit)
{
  struct neighbours_cell cell;
  struct neighbours *list = NULL;
  size_t n;
  bool renewed;
  real *p = block(2, 1.5, &cell, &n);
  check_true(!neighbours_create(&cell, n, p, 1, REAL(0.5), 0,
                                HARMONICS_COMPONENT, &list),
             "a list");
  p[3 * (n - 1) + 2] += REAL(0.2499);
  check_true(!neighbours_update(list, p, &renewed) && !renewed, "0.2499");
  p[3 * (n - 1) + 2] += REAL(0.0002);
  check_true(!neighbours_update(list, p, &renewed) && renewed, "0.2501");
  p[3 * (n - 1) + 2] -= REAL(0.2499);
  check_true(!neighbours_update(list, p, &renewed) && !renewed, "back again");
  neighbours_free(list);
  free(p);
}

/* Edges of the skin add exactly nothing: to the energy, to the last bit. */
TEST(law_edges_of_the_skin_add_nothing)
{
  struct energy c = small_crystal(1211);
  struct network_pass *pass = NULL;
  double without = energy_of(&c);
  struct graph *graph = crystal_graph(3, &c.cell, c.p, 4, 2);
  check_true(!network_pass_create(c.network, graph, &pass), "a pass");
  memcpy(pass->x, c.x, 6 * sizeof *c.x);
  network_forward(c.network, c.w, pass);
  double with = (double)pass->answer[0][0];
  network_pass_free(pass);
  graph_free(graph);
  release(&c);
  claim("skin-adds-nothing", fabs(with - without), 0);
}

/* ---- [cost] In proportion to the atoms ---- */
TEST(law_the_search_grows_with_the_atoms)
{
  double each[2];
  for (size_t k = 0; k < 2; k++) {
    struct neighbours_cell cell;
    size_t n;
    real *p = block(k ? 12 : 6, 1.6, &cell, &n);
    for (size_t i = 0; i < 3 * n; i++)
      p[i] += REAL(0.4); /* no atom on the face of a bin */
    struct graph *graph = crystal_graph(n, &cell, p, REAL(1.59), 0);
    check_true(graph->edges == 12 * n, "12 neighbours");
    each[k] = (double)graph->compared / (double)n;
    graph_free(graph);
    free(p);
  }
  /* a bin holds four atoms, and 27 bins are searched */
  check_true(each[0] <= 27 * 4, "pairs looked at for an atom: %g", each[0]);
  claim("search-grows", fabs(each[1] / each[0] - 1), 0.01);
}

/* ---- [anchor] Lattices whose sums are known ---- */
TEST(anchor_neighbours_of_lattices)
{
  /* distances in an fcc lattice of edge 1: sqrt(1/2), 1, sqrt(3/2), sqrt(2) */
  static const size_t one[3] = {1, 1, 1}, shells[] = {12, 18, 42, 54};
  static const double radius[] = {0.9, 1.1, 1.3, 1.5};
  struct neighbours_cell cell;
  real p[12];
  check_true(!crystal_make(CRYSTAL_FCC, 1, one, &cell, p, NULL), "fcc");
  for (size_t k = 0; k < 4; k++) {
    struct graph *graph = crystal_graph(4, &cell, p, (real)radius[k], 0);
    for (size_t i = 0; i < 4; i++)
      check_true(graph->first[i + 1] - graph->first[i] == shells[k],
                 "fcc within %g: %zu", radius[k],
                 graph->first[i + 1] - graph->first[i]);
    graph_free(graph);
  }
  check_true(!crystal_make(CRYSTAL_CUBIC, 1, one, &cell, p, NULL), "cubic");
  struct graph *graph = crystal_graph(1, &cell, p, REAL(1.8), 0);
  check_true(graph->edges == 26, "one atom and 26 images of it");
  graph_free(graph);
}

/* In salt the six nearest are of the other kind, the next twelve are not. */
TEST(anchor_salt)
{
  static const size_t one[3] = {1, 1, 1};
  struct neighbours_cell cell;
  unsigned char kind[8];
  real p[24];
  check_true(!crystal_make(CRYSTAL_SALT, 2, one, &cell, p, kind), "salt");
  struct graph *graph = crystal_graph(8, &cell, p, REAL(1.5), 0);
  check_true(graph->edges == 8 * 18, "6 + 12 neighbours");
  for (size_t e = 0; e < graph->edges; e++)
    check_true((kind[graph->sender[e]] == kind[graph->receiver[e]]) ==
                   (graph->length[e] > REAL(1.2)),
               "edge %d of length %g", (int)e, (double)graph->length[e]);
  graph_free(graph);
}

/* Energy and virial of an atom, against sums in fifty digits.  Their terms are
 * of both signs, in all up to ten times the sum, and each is known to the
 * powers' twenty roundings. */
static void check_lattice(enum crystal_lattice lattice, double edge,
                          size_t near, double energy, double virial)
{
  static const size_t copies[3] = {2, 1, 1};
  static const struct crystal_pair argon = {ANCHOR_EPSILON, ANCHOR_SIGMA,
                                            ANCHOR_CUTOFF};
  struct neighbours_cell cell;
  size_t n = crystal_atoms(lattice, copies);
  real *p = numbers(3 * n), *slope, *force = numbers(3 * n);
  double E, W[3][3], tolerance = 200 * (double)REAL_EPS;
  check_true(!crystal_make(lattice, edge, copies, &cell, p, NULL), "atoms");
  struct graph *graph = crystal_graph(n, &cell, p, REAL(ANCHOR_CUTOFF), 0);
  check_true(graph->edges == n * near, "%zu edges", graph->edges);
  slope = numbers(graph->edges);
  struct geometry_gradient d = {.length = slope};
  check_true(!crystal_energy(&argon, graph, &E, slope), "energy");
  check_true(!neighbours_virial(graph, &d, W), "virial");
  check_close(E / (double)n / energy, 1, tolerance, "energy of an atom");
  for (int k = 0; k < 9; k++)
    check_close(W[k / 3][k % 3] / (double)n / virial, k / 3 == k % 3,
                5 * tolerance, "virial %d %d", k / 3, k % 3);
  graph_backward(graph, slope, NULL, force);
  check_residual(largest(3 * n, force), tolerance * fabs(energy),
                 "no force in a perfect crystal");
  graph_free(graph);
  free(p);
  free(slope);
  free(force);
}

TEST(anchor_lattice_sums)
{
  check_lattice(CRYSTAL_FCC, ANCHOR_FCC_EDGE, ANCHOR_FCC_NEAR,
                ANCHOR_FCC_ENERGY, ANCHOR_FCC_VIRIAL);
  check_lattice(CRYSTAL_CUBIC, ANCHOR_CUBIC_EDGE, ANCHOR_CUBIC_NEAR,
                ANCHOR_CUBIC_ENERGY, ANCHOR_CUBIC_VIRIAL);
}

/* The derivative of the energy of two atoms, against a difference. */
TEST(law_slope_of_the_pair_energy)
{
  static const struct crystal_pair pair = {1, 1, 3};
  const double h = REAL_IS_FLOAT ? 1e-2 : 1e-4;
  for (int k = 0; k < 6; k++) {
    real r[3], p[6] = {0, 0, 0, 1, 0, 0}, slope[2];
    double E[3], at = 1 + 0.38 * k;
    size_t two = 2;
    struct graph *graph = NULL;
    check_true(!graph_all_pairs(1, &two, p, 0, HARMONICS_NORM, &graph), "two");
    for (int s = 0; s < 3; s++) { /* the middle comes last */
      r[s] = p[3] = (real)(s == 2 ? at : s ? at + h : at - h);
      graph_move(graph, p);
      crystal_energy(&pair, graph, &E[s], slope);
    }
    /* both edges together have dU/dr; h^2 U'''/6 is below 1500 h^2 at 1 */
    check_close(slope[0] + slope[1], (E[1] - E[0]) / (double)(r[1] - r[0]),
                1500 * h * h + 100 * (double)REAL_EPS / h, "at %g", at);
    graph_free(graph);
  }
}

/* ---- [edge] What there is no graph of ---- */
static enum tfn_status try_cell(const struct neighbours_cell *cell, real radius,
                                const real *p)
{
  size_t two = 2;
  struct graph *graph = NULL;
  enum tfn_status status = neighbours_graph(1, &two, cell, p, radius, 1,
                                            HARMONICS_COMPONENT, &graph);
  check_true((graph == NULL) == (status != TFN_OK), "nothing is left");
  graph_free(graph);
  return status;
}

static const struct neighbours_cell cube = {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
                                            {true, true, true}};

TEST(edge_cells_that_are_none)
{
  static const real p[6] = {0, 0, 0, REAL(0.5), 0, 0};
  struct neighbours_cell cell = cube;
  check_true(try_cell(&cell, 1, p) == TFN_OK, "a cube");
  cell.vector[2][1] = 1;
  cell.vector[2][2] = 0;
  check_true(try_cell(&cell, 1, p) == TFN_BAD_VALUE, "vectors in a plane");
  cell.periodic[2] = false;
  check_true(try_cell(&cell, 1, p) == TFN_OK, "which is not looked at");
  cell.vector[0][0] = 0;
  check_true(try_cell(&cell, 1, p) == TFN_BAD_VALUE, "a vector of nothing");
  cell.vector[0][0] = (double)INFINITY;
  check_true(try_cell(&cell, 1, p) == TFN_NOT_FINITE, "an infinite cell");
  cell.vector[0][0] = (double)NAN;
  check_true(try_cell(&cell, 1, p) == TFN_NOT_FINITE, "NaN in the cell");
  cell.vector[0][0] = 1e-3;
  check_true(try_cell(&cell, 1, p) == TFN_BAD_VALUE, "1000 cells in a radius");
}

TEST(edge_points_and_radii)
{
  real p[6] = {0, 0, 0, REAL(0.5), 0, 0};
  check_true(try_cell(&cube, (real)INFINITY, p) == TFN_BAD_VALUE, "infinite");
  check_true(try_cell(&cube, 0, p) == TFN_BAD_VALUE, "radius 0");
  check_true(try_cell(&cube, (real)NAN, p) == TFN_BAD_VALUE, "radius NaN");
  p[3] = 1;
  check_true(try_cell(&cube, 1, p) == TFN_COINCIDENT, "an image of the other");
  p[3] = REAL(3e6);
  check_true(try_cell(&cube, 1, p) == TFN_TOO_LARGE, "three million cells off");
  p[3] = (real)NAN;
  check_true(try_cell(&cube, 1, p) == TFN_NOT_FINITE, "NaN");
}

/* A distance of exactly the radius is not a neighbour, as in chapter 6. */
TEST(edge_exactly_the_radius)
{
  static const real p[6] = {0, 0, 0, 3, 4, 0};
  const struct neighbours_cell wide = {{{50, 0, 0}, {0, 50, 0}, {0, 0, 50}},
                                       {true, true, true}};
  struct graph *graph = crystal_graph(2, &wide, p, 5, 0);
  check_true(graph->edges == 0, "a distance and a radius of 5");
  graph_free(graph);
  graph = crystal_graph(2, &wide, p, 5 + 16 * REAL_EPS, 0);
  check_true(graph->edges == 2, "a radius that is a little larger");
  graph_free(graph);
}

TEST(edge_null_and_empty)
{
  size_t n = 0, copies[3] = {1, 0, 1};
  struct graph *graph = NULL;
  struct neighbours *list = NULL;
  real p[3] = {0};
  double W[3][3], E;
  bool renewed;
  check_true(
      !neighbours_graph(1, &n, &cube, NULL, 1, 0, HARMONICS_NORM, &graph) &&
          graph->edges == 0,
      "no points");
  check_true(!neighbours_virial(graph, &(struct geometry_gradient){0}, W) &&
                 W[1][1] == 0,
             "no virial");
  graph_free(graph);
  n = 1;
  check_true(neighbours_graph(1, &n, &cube, NULL, 1, 0, HARMONICS_NORM,
                              &graph) == TFN_NULL &&
                 neighbours_graph(1, NULL, &cube, p, 1, 0, HARMONICS_NORM,
                                  &graph) == TFN_NULL &&
                 neighbours_graph(1, &n, &cube, p, 1, 0, HARMONICS_NORM,
                                  NULL) == TFN_NULL,
             "null pointers of a graph");
  check_true(neighbours_create(&cube, 1, NULL, 1, 1, 0, HARMONICS_NORM,
                               &list) == TFN_NULL &&
                 neighbours_create(&cube, 1, p, 1, REAL(-0.5), 0,
                                   HARMONICS_NORM, &list) == TFN_BAD_VALUE &&
                 !list,
             "null pointers and the skin of a list");
  check_true(neighbours_update(NULL, p, &renewed) == TFN_NULL &&
                 neighbours_virial(NULL, NULL, W) == TFN_NULL &&
                 neighbours_volume(NULL) == 0 && neighbours_volume(&cube) == 1,
             "null pointers of the rest");
  check_true(!crystal_atoms(CRYSTAL_FCC, copies) &&
                 !crystal_atoms(CRYSTAL_FCC, NULL) &&
                 crystal_make(CRYSTAL_FCC, 1, copies, NULL, p, NULL) ==
                     TFN_BAD_VALUE &&
                 crystal_make(CRYSTAL_FCC, 1, NULL, NULL, p, NULL) ==
                     TFN_NULL &&
                 crystal_energy(NULL, NULL, &E, NULL) == TFN_NULL,
             "crystals of nothing");
  neighbours_free(NULL);
}

/* An update that fails leaves the list as it was. */
TEST(edge_a_failed_update)
{
  struct neighbours_cell cell;
  struct neighbours *list = NULL;
  size_t n;
  bool renewed = true;
  real *p = block(2, 1.5, &cell, &n);
  check_true(!neighbours_create(&cell, n, p, 1, REAL(0.1), 0,
                                HARMONICS_COMPONENT, &list),
             "a list");
  const struct graph *before = list->graph;
  p[4] = (real)NAN;
  check_true(neighbours_update(list, p, &renewed) == TFN_NOT_FINITE &&
                 !renewed && list->graph == before && list->searches == 1,
             "NaN is refused, the graph is still there");
  neighbours_free(list);
  free(p);
}

/* ---- [table] All of them ---- */
static const struct test tests[] = {
    CASE(law_images_are_those_of_three_loops),
    CASE(law_every_edge_has_its_opposite),
    CASE(law_forces_in_a_small_cell),
    CASE(law_stress_is_the_gradient_by_the_strain),
    CASE(law_fast_layers_on_crystals),
    CASE(law_atoms_may_stand_in_any_cell),
    CASE(law_the_choice_of_cell_does_not_matter),
    CASE(law_twice_the_crystal_has_twice_the_energy),
    CASE(law_a_batch_of_crystals),
    CASE(law_nothing_periodic_is_the_graph_of_points),
    CASE(law_the_skin_misses_no_neighbour),
    CASE(law_half_a_skin_is_the_limit),
    CASE(law_edges_of_the_skin_add_nothing),
    CASE(law_the_search_grows_with_the_atoms),
    CASE(anchor_neighbours_of_lattices),
    CASE(anchor_salt),
    CASE(anchor_lattice_sums),
    CASE(law_slope_of_the_pair_energy),
    CASE(edge_cells_that_are_none),
    CASE(edge_points_and_radii),
    CASE(edge_exactly_the_radius),
    CASE(edge_null_and_empty),
    CASE(edge_a_failed_update),
};

TEST_MAIN("12-physics/neighbours", tests)

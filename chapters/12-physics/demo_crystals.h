/* demo_crystals.h: what the demo of chapter 12 prints about files of atoms and
 * about crystals. */
#ifndef DEMO_CRYSTALS_H
#define DEMO_CRYSTALS_H

#include "crystal.h"
#include "demo.h"
#include "dynamics.h"
#include "network.h"
#include "xyz.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DATA_FOLDER "chapters/12-physics/"

static void crystals_must(int status, const char *what)
{
  if (!status)
    return;
  fprintf(stderr, "demo: %s\n", what);
  exit(EXIT_FAILURE);
}

static void *crystals_memory(size_t n, size_t each)
{
  void *p = calloc(n, each);
  crystals_must(!p, "out of memory");
  return p;
}

/* ---- [demo-files] The frames that are shipped ---- */
static void file_row(const char *name)
{
  char path[80];
  struct xyz xyz;
  struct xyz_options all = {.need_energy = true, .need_forces = true};
  snprintf(path, sizeof path, DATA_FOLDER "data/%s.xyz", name);
  crystals_must((int)xyz_read(path, &all, &xyz, NULL), path);
  double mean = 0, square = 0, next = 0, force = 0, n = (double)xyz.frames;
  for (size_t k = 0; k < xyz.frames; k++)
    mean += xyz.frame[k].energy / n;
  for (size_t k = 0; k < xyz.frames; k++) {
    double d = xyz.frame[k].energy - mean;
    square += d * d;
    next += k ? d * (xyz.frame[k - 1].energy - mean) : 0;
  }
  for (size_t i = 0; i < 3 * xyz.atoms; i++)
    force += xyz.force[i] * xyz.force[i];
  force = sqrt(force / (3 * (double)xyz.atoms));
  printf("%-14s %6zu %6zu %12.3f %9.3f %12.2f %11.3f\n", name, xyz.frames,
         xyz.frame[0].atoms, mean, sqrt(square / n), next / square, force);
  char key[40];
  snprintf(key, sizeof key, "frames-%s", name);
  demo_value(key, "%zu", xyz.frames);
  snprintf(key, sizeof key, "alike-%s", name);
  demo_value(key, "%.2f", next / square);
  xyz_free(&xyz);
}

static void demo_files(void)
{
  demo_section("files", "The frames of three molecules");
  printf("                              energy/eV                        "
         "force/(eV/A)\n");
  printf("molecule       frames  atoms         mean    spread  alike next  "
         "   rms\n");
  file_row("ethanol");
  file_row("malonaldehyde");
  file_row("ammonia");
}

/* ---- [demo-bad] What the reader says ---- */
static void demo_bad_lines(void)
{
  static const char *const bad[] = {
      "2\nethanol\nC 0.0 0.0 0.0\nH 0.0 1,09 0.0\n",
      "2\n\nC 0 0 0\n",
      "1\nenergy=-3.5 Properties=species:S:1:pos:R:3\nO 0 0 0 0.1 0.0 0.2\n",
      "1\nLattice=\"4 0 0 0 4 0 0 0 4\"\nAr 0 0 0\n",
      "1\n\nH1 0 0 0\n",
      "1\n\nC ******** 0 0\n"};
  demo_section("bad-lines", "Six files that are refused");
  for (size_t k = 0; k < sizeof bad / sizeof *bad; k++) {
    struct xyz xyz;
    struct xyz_error error;
    char words[300];
    xyz_parse(bad[k], strlen(bad[k]), NULL, &xyz, &error);
    char *text = xyz_describe(&error, words, sizeof words);
    for (size_t n = strlen(text); n > 76; n = strlen(text)) {
      size_t cut = 76;
      while (text[cut] != ' ')
        cut--;
      printf("%.*s\n  ", (int)cut, text);
      text += cut + 1;
    }
    printf("%s\n", text);
  }
}

/* ---- [demo-argon] Argon: a potential with two numbers ----
 *
 * epsilon/k = 120 K and sigma = 3.4 A, as A. Rahman took them in the first
 * dynamics of liquid argon, Phys. Rev. 136, A405 (1964). */
#define ARGON_MASS 39.948
#define GPA        160.2176634 /* of one eV/A^3 */
static const struct crystal_pair argon = {120 * DYNAMICS_BOLTZMANN, 3.4, 8.5};

struct state {
  double energy, pressure; /* eV an atom; eV/A^3 */
  size_t edges;
};

/* Energy and pressure of n atoms at p in a cell. */
static struct state argon_state(size_t n, const struct neighbours_cell *cell,
                                const real *p)
{
  struct graph *graph = NULL;
  struct state s;
  double W[3][3];
  crystals_must((int)neighbours_graph(1, &n, cell, p, (real)argon.cutoff, 0,
                                      HARMONICS_NORM, &graph),
                "the graph of a crystal");
  real *slope = crystals_memory(graph->edges, sizeof *slope);
  struct geometry_gradient d = {.length = slope};
  crystal_energy(&argon, graph, &s.energy, slope);
  neighbours_virial(graph, &d, W);
  s.energy /= (double)n;
  s.pressure = -(W[0][0] + W[1][1] + W[2][2]) / (3 * neighbours_volume(cell));
  s.edges = graph->edges;
  free(slope);
  graph_free(graph);
  return s;
}

static struct state fcc_state(double a)
{
  static const size_t one[3] = {1, 1, 1};
  struct neighbours_cell cell;
  real p[12];
  crystal_make(CRYSTAL_FCC, a, one, &cell, p, NULL);
  return argon_state(4, &cell, p);
}

/* ---- [demo-cells] One crystal in several cells ---- */
static void cell_row(const char *name, size_t n,
                     const struct neighbours_cell *cell, const real *p)
{
  struct state s = argon_state(n, cell, p);
  double height = 1e9, volume = neighbours_volume(cell);
  for (int k = 0; k < 3; k++) {
    const double *b = cell->vector[(k + 1) % 3], *c = cell->vector[(k + 2) % 3];
    double area = sqrt(pow(b[1] * c[2] - b[2] * c[1], 2) +
                       pow(b[2] * c[0] - b[0] * c[2], 2) +
                       pow(b[0] * c[1] - b[1] * c[0], 2));
    height = fmin(height, volume / area);
  }
  printf("%-22s %5zu %10.2f %10.1f %16.*f\n", name, n, height,
         (double)s.edges / (double)n, REAL_IS_FLOAT ? 6 : 12, 1e3 * s.energy);
}

static void demo_cells(void)
{
  const double a = 5.3;
  static const size_t one[3] = {1, 1, 1}, three[3] = {3, 3, 3};
  struct neighbours_cell cell,
      primitive = {{{0, a / 2, a / 2}, {a / 2, 0, a / 2}, {a / 2, a / 2, 0}},
                   {true, true, true}},
      skew = primitive;
  real p[3 * 108] = {0};
  demo_section("cells", "One crystal of argon, described by four cells");
  printf("cell                   atoms   height/A  neighbours   "
         "meV for an atom\n");
  cell_row("one atom", 1, &primitive, p);
  for (int k = 0; k < 3; k++)
    skew.vector[2][k] += 2 * skew.vector[0][k] + skew.vector[1][k];
  cell_row("one atom, skew", 1, &skew, p);
  crystal_make(CRYSTAL_FCC, a, one, &cell, p, NULL);
  cell_row("a cube of four", 4, &cell, p);
  crystal_make(CRYSTAL_FCC, a, three, &cell, p, NULL);
  cell_row("27 cubes", 108, &cell, p);
  demo_value("argon-cutoff", "%g", argon.cutoff);
}

/* ---- [demo-lattice] Where argon wants to be ---- */
static double argon_edge(void)
{
  double low = 5.0, high = 5.6; /* pressure positive, negative */
  for (int k = 0; k < 60; k++) {
    double a = (low + high) / 2;
    if (fcc_state(a).pressure > 0)
      low = a;
    else
      high = a;
  }
  return (low + high) / 2;
}

static double volume_of_atom(double a)
{
  return a * a * a / 4;
}

static void demo_lattice(void)
{
  FILE *file = demo_open("argon.dat");
  const double h = REAL_IS_FLOAT ? 2e-2 : 1e-3;
  double a0 = argon_edge();
  demo_section("argon", "Energy and pressure of argon against its edge");
  printf(
      "edge/A  meV for an atom   pressure/GPa   -dE/dV/GPa by differences\n");
  for (double a = 4.95; a < 6.2; a += 0.025) {
    struct state s = fcc_state(a), less = fcc_state(a - h),
                 more = fcc_state(a + h);
    double slope = (more.energy - less.energy) /
                   (volume_of_atom(a + h) - volume_of_atom(a - h));
    fprintf(file, "%g %g %g %g\n", a, 1e3 * s.energy, GPA * s.pressure,
            -GPA * slope);
    if (fabs(fmod(a + 1e-9, 0.2) - 0.1) < 0.02 && a > 5.0)
      printf("%6.3f %16.3f %14.5f %14.5f\n", a, 1e3 * s.energy,
             GPA * s.pressure, -GPA * slope);
  }
  struct state best = fcc_state(a0), less = fcc_state(a0 - h),
               more = fcc_state(a0 + h);
  double bulk = -volume_of_atom(a0) * (more.pressure - less.pressure) /
                (volume_of_atom(a0 + h) - volume_of_atom(a0 - h));
  printf("no pressure at %.4f A: %.3f meV for an atom, bulk modulus %.2f GPa\n",
         a0, 1e3 * best.energy, GPA * bulk);
  demo_value("argon-edge", "%.4f", a0);
  demo_value("argon-energy", "%.2f", 1e3 * best.energy);
  demo_value("argon-bulk", "%.2f", GPA * bulk);
}

/* ---- [demo-move] Argon that moves ---- */
struct argon_field {
  struct neighbours *list;
  real *p, *slope, *force;
  size_t room;     /* of slope */
  uint64_t looked; /* pairs that searches have looked at */
  double edges;    /* edges that steps have worked on */
};

static enum tfn_status argon_pull(void *context, const double *r,
                                  double *energy, double *force)
{
  struct argon_field *f = context;
  struct graph *graph = f->list->graph;
  bool renewed;
  for (size_t i = 0; i < 3 * graph->nodes; i++)
    f->p[i] = (real)r[i];
  enum tfn_status status = neighbours_update(f->list, f->p, &renewed);
  if (status)
    return status;
  graph = f->list->graph;
  f->looked += renewed ? graph->compared : 0;
  f->edges += (double)graph->edges;
  if (graph->edges > f->room) {
    free(f->slope);
    f->room = graph->edges;
    f->slope = crystals_memory(f->room, sizeof *f->slope);
  }
  crystal_energy(&argon, graph, energy, f->slope);
  memset(f->force, 0, 3 * graph->nodes * sizeof *f->force);
  graph_backward(graph, f->slope, NULL, f->force);
  for (size_t i = 0; i < 3 * graph->nodes; i++)
    force[i] = -(double)f->force[i];
  return TFN_OK;
}

struct argon_run {
  struct dynamics d;
  struct argon_field f;
  struct neighbours_cell cell;
};

/* A block of copies^3 cubes of edge a, at first with twice the temperature:
 * half of it goes into the springs. */
static void argon_begin(size_t copies, double a, double kelvin, double skin,
                        struct argon_run *run)
{
  size_t of[3] = {copies, copies, copies}, n = crystal_atoms(CRYSTAL_FCC, of);
  struct random g = random_seed(12);
  double *mass = crystals_memory(n, sizeof *mass),
         *r = crystals_memory(3 * n, sizeof *r);
  *run = (struct argon_run){.d = {0}};
  run->f.p = crystals_memory(3 * n, sizeof *run->f.p);
  run->f.force = crystals_memory(3 * n, sizeof *run->f.force);
  crystal_make(CRYSTAL_FCC, a, of, &run->cell, run->f.p, NULL);
  for (size_t i = 0; i < 3 * n; i++) {
    r[i] = (double)run->f.p[i];
    mass[i / 3] = ARGON_MASS;
  }
  crystals_must((int)neighbours_create(&run->cell, n, run->f.p,
                                       (real)argon.cutoff, (real)skin, 0,
                                       HARMONICS_NORM, &run->f.list),
                "a list");
  crystals_must((int)dynamics_create(n, mass, r, argon_pull, &run->f, &run->d),
                "argon");
  dynamics_heat(&run->d, 2 * kelvin, &g);
  free(mass);
  free(r);
}

static void argon_end(struct argon_run *run)
{
  dynamics_free(&run->d);
  neighbours_free(run->f.list);
  free(run->f.p);
  free(run->f.slope);
  free(run->f.force);
}

/* ---- [demo-skin] How thick a skin? ---- */
static void demo_skin(void)
{
  static const double skins[] = {0, 0.15, 0.3, 0.6, 0.9, 1.2, 1.6};
  enum { STEPS = 50 };
  FILE *file = demo_open("skin.dat");
  double least = 1e9;
  demo_section("skin", "500 atoms of argon at 60 K, 50 steps of 5 fs");
  printf("          for an atom and a step\n");
  printf("skin/A    searches  pairs searched   edges    energy drift/meV\n");
  for (size_t k = 0; k < sizeof skins / sizeof *skins; k++) {
    struct argon_run run;
    argon_begin(5, 5.4, 60, skins[k], &run);
    double n = (double)run.d.atoms, before = dynamics_total(&run.d);
    run.f.looked = 0;
    run.f.edges = 0;
    size_t searches = run.f.list->searches;
    for (int s = 0; s < STEPS; s++)
      crystals_must((int)dynamics_step(&run.d, 5), "a step");
    double looked = (double)run.f.looked / n / STEPS,
           edges = run.f.edges / n / STEPS;
    searches = run.f.list->searches - searches;
    printf("%6.2f %11.2f %15.1f %7.1f %15.2f\n", skins[k],
           (double)searches / STEPS, looked, edges,
           1e3 * (dynamics_total(&run.d) - before));
    fprintf(file, "%g %g %g %g\n", skins[k], looked, edges, looked + edges);
    if (looked + edges < least) {
      least = looked + edges;
      demo_value("skin-best", "%g", skins[k]);
    }
    argon_end(&run);
  }
}

/* ---- [demo-melt] A crystal and a liquid ---- */
enum { SHELLS = 120 };

static void count_shells(const struct argon_run *run, double reach,
                         double *shell)
{
  size_t n = run->d.atoms;
  struct graph *graph = NULL;
  crystals_must((int)neighbours_graph(1, &n, &run->cell, run->f.p, (real)reach,
                                      0, HARMONICS_NORM, &graph),
                "distances");
  for (size_t e = 0; e < graph->edges; e++)
    shell[(int)((double)graph->length[e] / reach * SHELLS) % SHELLS]++;
  graph_free(graph);
}

/* g(r): how much denser atoms lie at a distance than they would by chance. */
static void distances(FILE *file, double a, double kelvin, const char *name)
{
  enum { STEPS = 500, REST = 240, EVERY = 20 };
  const double reach = 9, pi = acos(-1.0);
  struct argon_run run;
  double shell[SHELLS] = {0}, warm = 0;
  argon_begin(3, a, kelvin, 1.2, &run);
  double begin = dynamics_total(&run.d), n = (double)run.d.atoms;
  for (int s = 0; s < STEPS; s++) {
    crystals_must((int)dynamics_step(&run.d, 5), "a step");
    if (s >= REST && s % EVERY == 0) {
      count_shells(&run, reach, shell);
      warm += dynamics_temperature(&run.d) * EVERY / (STEPS - REST);
    }
  }
  double density = n / neighbours_volume(&run.cell),
         samples = (STEPS - REST) / (double)EVERY;
  for (int k = 0; k < SHELLS; k++) {
    double low = reach * k / SHELLS, high = reach * (k + 1) / SHELLS;
    double volume = 4 * pi / 3 * (pow(high, 3) - pow(low, 3));
    fprintf(file, "%g %g\n", (low + high) / 2,
            shell[k] / (n * samples * density * volume));
  }
  fprintf(file, "\n\n");
  printf("%-8s %8.2f %10.0f %9zu %14.3f\n", name, a, warm, run.f.list->searches,
         1e3 * (dynamics_total(&run.d) - begin) / n);
  char key[40];
  snprintf(key, sizeof key, "argon-%s-kelvin", name);
  demo_value(key, "%.0f", warm);
  argon_end(&run);
}

static void demo_melt(void)
{
  FILE *file = demo_open("melt.dat");
  demo_section("melt", "108 atoms of argon, 2.5 ps in each of two cells");
  printf("           edge/A   kelvin  searches  drift/(meV for an atom)\n");
  distances(file, 5.35, 30, "crystal");
  distances(file, 5.75, 130, "liquid");
}

/* ---- [demo-search] What a search costs ---- */
static void demo_search(void)
{
  FILE *file = demo_open("search.dat");
  demo_section("search", "Pairs looked at for an atom, cutoff 5.5 A");
  printf("atoms   with bins   all pairs   neighbours\n");
  for (size_t copies = 1; copies <= 16; copies *= 2) {
    size_t of[3] = {copies, copies, copies}, n = crystal_atoms(CRYSTAL_FCC, of);
    struct random g = random_seed(7);
    struct neighbours_cell cell;
    struct graph *graph = NULL;
    real *p = crystals_memory(3 * n, sizeof *p);
    crystal_make(CRYSTAL_FCC, 5.6, of, &cell, p, NULL);
    for (size_t i = 0; i < 3 * n; i++)
      p[i] += (real)(0.1 * random_normal(&g));
    crystals_must((int)neighbours_graph(1, &n, &cell, p, REAL(5.5), 0,
                                        HARMONICS_NORM, &graph),
                  "a search");
    double looked = (double)graph->compared / (double)n;
    printf("%5zu %11.1f %11zu %12.1f\n", n, looked, n - 1,
           (double)graph->edges / (double)n);
    fprintf(file, "%zu %g %zu\n", n, looked, n - 1);
    demo_value("pairs-looked-at", "%.0f", looked);
    graph_free(graph);
    free(p);
  }
}

/* ---- [demo-speed] What was measured with make crystal ---- */
static void demo_crystal_speed(void)
{
  char line[200];
  FILE *file = fopen(DATA_FOLDER "crystal.csv", "r");
  crystals_must(!file, DATA_FOLDER "crystal.csv is missing");
  demo_section("crystal-speed", "Forces of a network in copper, one core");
  printf("          edges of   microseconds for an atom\n");
  printf("atoms      an atom   search       step     memory/MB\n");
  while (fgets(line, sizeof line, file)) {
    size_t atoms;
    double edges, search, step, memory;
    if (sscanf(line, "fast,%zu,%lf,%lf,%lf,%lf", &atoms, &edges, &search, &step,
               &memory) != 5)
      continue;
    printf("%6zu %11.1f %8.1f %10.1f %13.0f\n", atoms, edges, search, step,
           memory);
    demo_value("crystal-atoms", "%zu", atoms);
    demo_value("crystal-step", "%.0f", step);
    demo_value("crystal-days", "%.1f", 1e4 * 5e5 * 1e-6 * step / 86400);
    demo_value("crystal-memory", "%.1f", memory / 1000);
  }
  fclose(file);
}

/* ---- [demo-salt] Forces and stress of a network in rock salt ----
 *
 * The cube of eight ions, one of them moved, and a network with random weights.
 * Every number comes back through the network, and from the energies of two
 * crystals that differ a little: one place moved, or everything strained. */
enum { IONS = 8 };

struct salt {
  struct network *network;
  real *w, p[3 * IONS];
  unsigned char kind[IONS];
  struct neighbours_cell cell;
  real slope[3 * IONS]; /* minus the forces */
  double W[3][3];
};

static struct salt make_salt(void)
{
  static const size_t one[3] = {1, 1, 1};
  const struct network_description is = {.in = "2x0e",
                                         .lmax = 2,
                                         .parity = true,
                                         .basis = {RADIAL_BESSEL, 6, 5, 6}};
  const char *text = "6x0e + 6x1o + 6x2e";
  struct salt s = {.w = NULL};
  crystals_must(network_create(&is, &s.network) ||
                    network_add_layer(s.network, text, GATE_SCALAR, 8, 18) ||
                    network_add_layer(s.network, text, GATE_SCALAR, 8, 18) ||
                    network_add_layer(s.network, "1x0e", GATE_NONE, 8, 18) ||
                    network_answer(s.network, "1x0e", ANSWER_SUM) ||
                    crystal_make(CRYSTAL_SALT, 5.64, one, &s.cell, s.p, s.kind),
                "a network for salt");
  s.w = crystals_memory(network_weights(s.network), sizeof *s.w);
  network_initial(s.network, 5, s.w);
  s.p[0] += REAL(0.4), s.p[1] += REAL(0.3), s.p[2] += REAL(0.1);
  return s;
}

/* Also slope and W, when `back`. */
static double salt_energy(struct salt *s, const struct neighbours_cell *cell,
                          const real *p, bool back)
{
  const size_t n = IONS;
  struct graph *graph = NULL;
  struct network_pass *pass = NULL;
  crystals_must(neighbours_graph(1, &n, cell, p, s->network->basis.cutoff, 2,
                                 HARMONICS_COMPONENT, &graph) ||
                    network_pass_create(s->network, graph, &pass),
                "the graph of salt");
  for (size_t i = 0; i < n; i++) {
    pass->x[2 * i] = s->kind[i] == 0;
    pass->x[2 * i + 1] = s->kind[i] == 1;
  }
  network_forward(s->network, s->w, pass);
  double energy = (double)pass->answer[0][0];
  if (back) {
    pass->danswer[0][0] = 1;
    network_backward(s->network, s->w, pass, NULL, NULL, s->slope);
    neighbours_virial(graph, &pass->dgeometry, s->W);
  }
  network_pass_free(pass);
  graph_free(graph);
  return energy;
}

static double moved_by(struct salt *s, size_t a, double step)
{
  real p[3 * IONS];
  memcpy(p, s->p, sizeof p);
  p[a] += (real)step;
  return salt_energy(s, &s->cell, p, false);
}

/* Component (a, b) of the strain. */
static double strained_by(struct salt *s, size_t a, size_t b, double step)
{
  struct neighbours_cell cell = s->cell;
  real p[3 * IONS];
  memcpy(p, s->p, sizeof p);
  for (size_t k = 0; k < 3; k++)
    cell.vector[k][a] += step * s->cell.vector[k][b];
  for (size_t i = 0; i < IONS; i++)
    p[3 * i + a] += (real)step * s->p[3 * i + b];
  return salt_energy(s, &cell, p, false);
}

static void salt_row(const char *name, double back, double difference)
{
  printf("%-14s %14.9f %14.9f %11.0e\n", name, back, difference,
         fabs(back - difference));
}

static void demo_salt(void)
{
  static const char axis[] = "xyz";
  const double step = REAL_IS_FLOAT ? 1e-2 : 1e-4;
  struct salt s = make_salt();
  double volume = neighbours_volume(&s.cell);
  char name[32];
  memset(s.slope, 0, sizeof s.slope);
  salt_energy(&s, &s.cell, s.p, true);
  demo_section("salt", "Rock salt, one ion moved: a network of random weights");
  puts("                  on the way back   by differences   apart");
  for (size_t a = 0; a < 3; a++) {
    snprintf(name, sizeof name, "force %c", axis[a]);
    double two = moved_by(&s, a, step) - moved_by(&s, a, -step);
    salt_row(name, -(double)s.slope[a], -two / (2 * step));
  }
  for (size_t a = 0; a < 3; a++)
    for (size_t b = a; b < 3; b++) {
      snprintf(name, sizeof name, "stress %c%c", axis[a], axis[b]);
      double two = strained_by(&s, a, b, step) - strained_by(&s, a, b, -step);
      salt_row(name, s.W[a][b] / volume, two / (2 * step * volume));
    }
  free(s.w);
  network_free(s.network);
}

static void demo_crystals(void)
{
  demo_files();
  demo_bad_lines();
  demo_cells();
  demo_lattice();
  demo_salt();
  demo_skin();
  demo_melt();
  demo_search();
  demo_crystal_speed();
}

#endif

/* demo_bench_forces.c: `make bench-forces`: energies and forces of ethanol by a
 * network of this chapter with fast layers, in microseconds an atom.
 *   demo_bench_forces FILE LMAX FRAMES
 * FILE gets the times, and every number that others need to compute the same:
 * a line for each array, its name in front. */
#include "bench.h"
#include "fast_network.h"
#include "fast_width.h"
#include "molecule.h"
#include "parallel.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { KINDS = 3, CHANNELS = 16, LAYERS = 2, BASIS = 8, HIDDEN = 16 };
#define CUTOFF REAL(5.0)
#define DATA   "chapters/12-physics/data/ethanol.xyz"

static void fail(const char *what)
{
  fprintf(stderr, "bench-forces: %s\n", what);
  exit(EXIT_FAILURE);
}

static void must(enum tfn_status status)
{
  if (status)
    fail(tfn_message(status));
}

static real *room(size_t n)
{
  real *x = memory_reals(n);
  if (!x)
    fail("no memory");
  return x;
}

/* ---- [work] Molecules, and a network that looks at all of them ---- */
struct work {
  size_t frames, atoms, weights;
  size_t *counts;                 /* (frames) */
  real *points, *dpoints, *x, *w; /* x: of which kind every atom is */
  real scale;                     /* of a sum over neighbours */
  struct graph *graph;
  struct network *network;
  struct network_pass *pass;
};

static void begin_atoms(struct work *k)
{
  const int number[KINDS] = {1, 6, 8};
  struct xyz data;
  if (xyz_read(DATA, NULL, &data, NULL) || k->frames > data.frames)
    fail("there are fewer frames in " DATA ", or none");
  k->counts = memory_array(k->frames, sizeof *k->counts);
  if (!k->counts)
    fail("no memory");
  for (size_t f = 0; f < k->frames; f++)
    k->atoms += k->counts[f] = data.frame[f].atoms;
  k->points = room(3 * k->atoms), k->dpoints = room(3 * k->atoms);
  k->x = room(KINDS * k->atoms);
  for (size_t i = 0; i < 3 * k->atoms; i++)
    k->points[i] = (real)data.position[i];
  for (size_t i = 0; i < KINDS * k->atoms; i++)
    k->x[i] = data.number[i / KINDS] == number[i % KINDS];
  xyz_free(&data);
}

static void begin(int lmax, struct work *k)
{
  const struct molecule_plan plan = {lmax,   LAYERS, CHANNELS, BASIS,
                                     HIDDEN, CUTOFF, false};
  begin_atoms(k);
  must(molecule_network(&plan, KINDS, &k->network));
  k->scale = layer_of(&k->network->stage[0])->is.scale; /* the same for all */
  must(fast_network(k->network));
  k->weights = network_weights(k->network);
  k->w = room(k->weights);
  must(network_initial(k->network, 1, k->w));
  must(network_graph(k->network, k->frames, k->counts, k->points, &k->graph));
  must(network_pass_create(k->network, k->graph, &k->pass));
  memcpy(k->pass->x, k->x, KINDS * k->atoms * sizeof *k->x);
}

static void end(struct work *k)
{
  network_pass_free(k->pass);
  network_free(k->network);
  graph_free(k->graph);
  free(k->counts), free(k->points), free(k->dpoints);
  free(k->x), free(k->w);
}

/* ---- [steps] Points that have moved, energies, and forces ---- */
static void forward(struct work *k)
{
  must(graph_move(k->graph, k->points));
  must(network_look(k->network, k->pass));
  must(network_forward(k->network, k->w, k->pass));
}

static void forces(struct work *k)
{
  forward(k);
  must(network_clear(k->network, k->pass));
  for (size_t f = 0; f < k->frames; f++)
    k->pass->danswer[0][f] = 1;
  memset(k->dpoints, 0, 3 * k->atoms * sizeof *k->dpoints);
  must(network_backward(k->network, k->w, k->pass, NULL, NULL, k->dpoints));
}

static double once(struct work *k, void (*run)(struct work *), size_t *times)
{
  for (;; *times *= 2) {
    double start = bench_cpu();
    for (size_t i = 0; i < *times; i++)
      run(k);
    double seconds = bench_cpu() - start;
    if (seconds >= 5e-3)
      return seconds / (double)*times;
  }
}

/* The least of some rounds, in microseconds an atom of this thread's time. */
static double least(struct work *k, void (*run)(struct work *))
{
  enum { ROUNDS = 15 };
  size_t times = 1;
  double best = once(k, run, &times);
  for (int round = 1; round < ROUNDS; round++)
    best = fmin(best, once(k, run, &times));
  return 1e6 * best / (double)k->atoms;
}

/* ---- [write] What others need, and what we found ---- */
static void write_reals(FILE *f, const char *name, size_t n, const real *x)
{
  fputs(name, f);
  for (size_t i = 0; i < n; i++)
    fprintf(f, " %.17g", (double)x[i]);
  fputc('\n', f);
}

static void write_sizes(FILE *f, const char *name, size_t n, const size_t *x)
{
  fputs(name, f);
  for (size_t i = 0; i < n; i++)
    fprintf(f, " %zu", x[i]);
  fputc('\n', f);
}

static void write_all(FILE *f, int lmax, const struct work *k)
{
  const size_t plan[] = {(size_t)lmax, KINDS, CHANNELS, LAYERS, BASIS, HIDDEN};
  const real reals[] = {CUTOFF, k->scale};
  write_sizes(f, "plan", sizeof plan / sizeof *plan, plan);
  write_reals(f, "reals", 2, reals);
  write_sizes(f, "counts", k->frames, k->counts);
  write_reals(f, "points", 3 * k->atoms, k->points);
  write_reals(f, "kinds", KINDS * k->atoms, k->x);
  write_sizes(f, "sender", k->graph->edges, k->graph->sender);
  write_sizes(f, "receiver", k->graph->edges, k->graph->receiver);
  write_reals(f, "weights", k->weights, k->w);
  write_reals(f, "energies", k->frames, k->pass->answer[0]);
  write_reals(f, "gradient", 3 * k->atoms, k->dpoints);
}

/* ---- [main] One size ---- */
#if defined(__clang__)
static const char compiler[] = "clang " __clang_version__;
#else
static const char compiler[] = "gcc " __VERSION__;
#endif

static size_t number_of(const char *text, size_t least_of, size_t most)
{
  char *stop;
  long n = strtol(text, &stop, 10); /* what is too large is LONG_MAX */
  if (stop == text || *stop || n < (long)least_of || n > (long)most)
    fail("say demo_bench_forces FILE LMAX FRAMES: degrees 0 to 6, frames of "
         "ethanol from 1 on");
  return (size_t)n;
}

int main(int argc, char **argv)
{
  if (argc != 4)
    fail("say demo_bench_forces FILE LMAX FRAMES");
  int lmax = (int)number_of(argv[2], 0, 6);
  struct work k = {.frames = number_of(argv[3], 1, 10000)};
  parallel_use(1);
  begin(lmax, &k);
  double there = least(&k, forward), both = least(&k, forces);
  FILE *f = fopen(argv[1], "w");
  if (!f)
    fail("the file cannot be written");
  fprintf(f, "# %s, vectors of %d bytes, %s, one thread\n", REAL_NAME,
          fast_width(), compiler);
  fprintf(f, "forward_us %.5g\nstep_us %.5g\n", there, both);
  write_all(f, lmax, &k);
  printf("l <= %d, %zu atoms of %zu molecules, %zu edges: %.2f us an atom for "
         "energies, %.2f with forces\n",
         lmax, k.atoms, k.frames, k.graph->edges, there, both);
  end(&k);
  if (fclose(f))
    fail("the file could not be written (disk full?)");
  return EXIT_SUCCESS;
}

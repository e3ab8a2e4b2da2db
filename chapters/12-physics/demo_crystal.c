/* demo_crystal.c: the program of make crystal: how long a network takes for the
 * forces in a crystal, and how much memory, from hundreds of atoms to 10^5. */
#define _POSIX_C_SOURCE 200809L
#define _DEFAULT_SOURCE 1
#include "crystal.h"
#include "fast_network.h"
#include "network.h"
#include "parallel.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

/* ---- [measure] Seconds of the processor, and bytes ---- */
static double now(void)
{
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* The most memory that this process has had so far, in units of 10^6 bytes.
 * Linux counts in units of 1024 bytes. */
static double most_memory(void)
{
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return (double)usage.ru_maxrss * 1024 / 1e6;
}

static void must(enum tfn_status status)
{
  if (status == TFN_OK)
    return;
  fprintf(stderr, "crystal: %s\n", tfn_message(status));
  exit(EXIT_FAILURE);
}

/* ---- [crystal] Warm copper and a network for it ----
 *
 * Edge 3.61 A, places off by 0.1 A in each direction; a cutoff of 4.5 A, which
 * takes in 42 neighbours of cold copper, and a skin of 0.5 A. */
#define EDGE   3.61
#define CUTOFF REAL(4.5)
#define SKIN   REAL(0.5)

struct crystal {
  size_t n;
  struct neighbours_cell cell;
  real *p, *force;
  struct neighbours *list;
  struct network *network;
  struct network_pass *pass;
  real *w;
};

static void make_network(struct crystal *c, bool fast)
{
  struct network_description is = {.in = "1x0e",
                                   .lmax = 2,
                                   .parity = true,
                                   .basis = {RADIAL_BESSEL, 8, CUTOFF, 6}};
  const char *features = "16x0e + 16x1o + 16x2e";
  must(network_create(&is, &c->network));
  must(network_add_layer(c->network, features, GATE_NORM, 16, 42));
  must(network_add_layer(c->network, features, GATE_NORM, 16, 42));
  must(network_add_layer(c->network, "1x0e", GATE_NONE, 16, 42));
  must(network_answer(c->network, "1x0e", ANSWER_SUM));
  if (fast)
    must(fast_network(c->network));
  c->w = malloc(network_weights(c->network) * sizeof *c->w);
  if (!c->w)
    must(TFN_NO_MEMORY);
  must(network_initial(c->network, 1, c->w));
}

static void make_crystal(struct crystal *c, size_t copies)
{
  size_t of[3] = {copies, copies, copies};
  struct random g = random_seed(copies);
  c->n = crystal_atoms(CRYSTAL_FCC, of);
  c->p = malloc(3 * c->n * sizeof *c->p);
  c->force = malloc(3 * c->n * sizeof *c->force);
  if (!c->p || !c->force)
    must(TFN_NO_MEMORY);
  must(crystal_make(CRYSTAL_FCC, EDGE, of, &c->cell, c->p, NULL));
  for (size_t i = 0; i < 3 * c->n; i++)
    c->p[i] += (real)(0.1 * random_normal(&g));
}

static void release(struct crystal *c)
{
  network_pass_free(c->pass);
  network_free(c->network);
  neighbours_free(c->list);
  free(c->w);
  free(c->p);
  free(c->force);
}

/* ---- [step] The forces of one step of dynamics ---- */
static void step(struct crystal *c)
{
  bool renewed;
  for (size_t i = 0; i < 3 * c->n; i++)
    c->p[i] += (i % 2 ? 1 : -1) * REAL(1e-4);
  must(neighbours_update(c->list, c->p, &renewed));
  must(network_look(c->network, c->pass));
  must(network_forward(c->network, c->w, c->pass));
  must(network_clear(c->network, c->pass));
  c->pass->danswer[0][0] = -1;
  memset(c->force, 0, 3 * c->n * sizeof *c->force);
  must(network_backward(c->network, c->w, c->pass, NULL, NULL, c->force));
}

/* The shortest of `repeats` steps, in seconds, after one that is not timed. */
static double step_seconds(struct crystal *c, int repeats)
{
  double best = 1e9;
  step(c);
  for (int k = 0; k < repeats; k++) {
    double start = now();
    step(c);
    double took = now() - start;
    best = took < best ? took : best;
  }
  return best;
}

static void measure(size_t copies, bool fast)
{
  struct crystal c = {0};
  make_crystal(&c, copies);
  make_network(&c, fast);
  double start = now();
  must(neighbours_create(&c.cell, c.n, c.p, CUTOFF, SKIN, 2,
                         HARMONICS_COMPONENT, &c.list));
  double search = now() - start;
  must(network_pass_create(c.network, c.list->graph, &c.pass));
  double seconds = step_seconds(&c, c.n > 50000 ? 2 : 5),
         us = 1e6 / (double)c.n;
  printf("%s,%zu,%.1f,%.3f,%.3f,%.0f\n", fast ? "fast" : "plain", c.n,
         (double)c.list->graph->edges / (double)c.n, us * search, us * seconds,
         most_memory());
  fflush(stdout);
  release(&c);
}

int main(void)
{
  static const size_t copies[] = {5, 10, 16, 30};
  parallel_use(1);
  printf("# make crystal REAL=%s on one core, times of the processor; copper, "
         "l <= 2, 16 channels, two "
         "layers and a last one\n",
         REAL_NAME);
  printf("layers,atoms,edges_per_atom,search_us_per_atom,step_us_per_atom,"
         "memory_mb\n");
  for (size_t k = 0; k < sizeof copies / sizeof *copies; k++)
    measure(copies[k], true);
  return 0;
}

/* demo_bench_so2.c: `make bench-so2`: one convolution, dense, sparse, fused and
 * in the frames of its edges, for all degrees and channels.
 *   demo_bench_so2 FILE.csv [LMAX [CHANNELS [VALUES]]]   all if none is named
 * VALUES gets the numbers of one size, for others to compare with. */
#define _DEFAULT_SOURCE /* sysconf */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "bench.h"
#include "demo_bench_so2.h"
#include "fast_convolution.h"
#include "fast_so2.h"
#include "fast_width.h"
#include "memory.h"
#include "random.h"

/* ---- [work] The same numbers for all ----
 *
 * Sixteen edges between five points: what they read and write stays in the
 * caches, so that arithmetic is compared and not memory.  A way that takes long
 * is measured on fewer of them. */
enum { NODES = 5, EDGES = 16 };

struct work {
  struct product p;
  struct graph *graph, some; /* some: the first EDGES of its edges */
  struct so2_convolution c;
  struct fast_so2 s;
  real *frames, *u, *du, *dvector, *so2_scratch;
  struct convolution c8; /* chapter 8's, where it applies */
  real *w8, *y8, *dy8, *dw8, *scratch8;
  size_t y_size;
};

static void fail(const char *what)
{
  fprintf(stderr, "bench: %s\n", what);
  exit(EXIT_FAILURE);
}

static real *room(size_t n)
{
  real *x = memory_reals(n);
  if (!x)
    fail("no memory");
  return x;
}

static real *normals(size_t n, struct random *g)
{
  real *x = room(n);
  for (size_t i = 0; i < n; i++)
    x[i] = (real)random_normal(g);
  return x;
}

/* ---- [ways] Forward, and forward with gradients ---- */
static void so2_run(struct work *k, bool both)
{
  const struct so2_pass pass = {.c = &k->c,
                                .graph = &k->some,
                                .D = k->frames,
                                .x = k->p.x,
                                .w = k->u,
                                .scratch = k->so2_scratch};
  if (fast_so2_look(&k->s, &k->some, k->frames) ||
      fast_so2_forward(&k->s, &pass, k->p.y) ||
      (both &&
       fast_so2_backward(&k->s, &pass, k->p.dy, k->p.dx, k->du, k->dvector)))
    fail("SO(2)");
}

static void eight_run(struct work *k, bool both)
{
  if (fast_convolution_forward(&k->c8, &k->some, k->p.x, k->w8, k->scratch8,
                               k->y8) ||
      (both &&
       fast_convolution_backward(&k->c8, &k->some, k->p.x, k->w8, k->dy8,
                                 k->scratch8, k->p.dx, k->p.dY, k->dw8)))
    fail("chapter 8");
}

static void dense_run(struct work *k, bool both)
{
  dense_forward(&k->p);
  if (both)
    dense_backward(&k->p);
}

static void sparse_run(struct work *k, bool both)
{
  sparse_forward(&k->p);
  if (both)
    sparse_backward(&k->p);
}

static void fused_run(struct work *k, bool both)
{
  fused_forward(&k->p);
  if (both)
    fused_backward(&k->p);
}

static const struct way {
  const char *name;
  void (*run)(struct work *k, bool both);
  bool whole; /* all edges, always */
} ways[] = {
    {"dense", dense_run, false}, {"sparse", sparse_run, false},
    {"fused", fused_run, true},  {"chapter8", eight_run, true},
    {"so2", so2_run, true},
};
enum { WAYS = sizeof ways / sizeof *ways };

/* ---- [fill] Numbers for one degree and so many channels ---- */

/* The blocks that path weights w make, as weights u of the convolution. */
static void convert_edge(const struct work *k, const real *w, real *u)
{
  const struct product *p = &k->p;
  const size_t C = p->channels;
  for (size_t path = 0; path < p->paths;) {
    const int l1 = p->path[path].l1, l3 = p->path[path].l3;
    const size_t n = so2_blocks(l1, l3);
    const struct so2_pair *pair = &k->c.pair[(size_t)(l3 * (p->lmax + 1) + l1)];
    size_t some = 0;
    while (path + some < p->paths && p->path[path + some].l1 == l1 &&
           p->path[path + some].l3 == l3)
      some++;
    for (size_t c = 0; c < C; c++) {
      double weights[2 * SO2_LMAX + 1] = {0}, blocks[2 * SO2_LMAX + 1];
      for (size_t i = 0; i < some; i++)
        weights[i] = (double)w[(path + i) * C + c];
      if (so2_from_paths(l1, l3, weights, blocks))
        fail("blocks");
      for (size_t i = 0; i < n; i++) {
        const struct so2_path *to = &k->c.path[pair->first + i];
        u[to->weight + c] = (real)(blocks[i] / k->c.column[to->column + i]);
      }
    }
    path += some;
  }
}

static void begin_so2(struct work *k, const struct irreps *in)
{
  if (so2_convolution_blocks(TP_DEPTHWISE, in, in, false, k->p.lmax, &k->c) ||
      fast_so2_create(&k->c, &k->s))
    fail("SO(2)");
  k->frames = room(EDGES * so2_convolution_frames(&k->c));
  k->u = room(EDGES * k->c.weights), k->du = room(EDGES * k->c.weights);
  k->dvector = room(3 * EDGES);
  k->so2_scratch = room(fast_so2_scratch(&k->s));
  /* Edges share weights in the conversion only: it is slow, and not measured.
   */
  for (size_t e = 0; e < EDGES; e++)
    if (e == 0)
      convert_edge(k, k->p.w, k->u);
    else
      memcpy(k->u + e * k->c.weights, k->u, k->c.weights * sizeof(real));
}

static void begin_eight(struct work *k, const struct irreps *in,
                        struct random *g)
{
  struct irreps harmonics = {0};
  for (int l = 0; l <= k->p.lmax; l++)
    irreps_append(&harmonics, 1, l, 1);
  if (k->p.lmax > 3 ||
      convolution_create(TP_DEPTHWISE, in, &harmonics, in, &k->c8) ||
      !fast_convolution_applies(&k->c8))
    return;
  const size_t out = k->c8.product->out.dim, w = convolution_weights(&k->c8);
  k->w8 = normals(EDGES * w, g), k->dw8 = room(EDGES * w);
  k->y8 = room(NODES * out), k->dy8 = normals(NODES * out, g);
  k->scratch8 = room(fast_convolution_workspace(&k->c8, k->graph));
}

/* k is all 0; the table is that of lmax. */
static void begin(const struct product *table, size_t channels, struct work *k)
{
  struct random g = random_seed(9);
  struct irreps in = {0};
  size_t nodes = NODES;
  real points[3 * NODES];
  for (int i = 0; i < 3 * NODES; i++)
    points[i] = (real)random_normal(&g);
  const int lmax = table->lmax;
  if (graph_all_pairs(1, &nodes, points, lmax, HARMONICS_COMPONENT, &k->graph))
    fail("graph");
  for (int l = 0; l <= lmax; l++)
    irreps_append(&in, channels, l, 1);
  k->some = *k->graph; /* it shares the arrays, of which it uses less */
  k->some.edges = EDGES;
  for (size_t i = 0; i <= NODES; i++)
    if (k->some.first[i] > EDGES)
      k->some.first[i] = EDGES;
  k->p = *table;
  product_channels(channels, &k->p);
  const size_t row = k->p.paths * channels;
  real *w = normals(EDGES * row, &g);
  for (size_t e = 1; e < EDGES; e++) /* as begin_so2 says */
    memcpy(w + e * row, w, row * sizeof *w);
  k->y_size = NODES * k->p.dim;
  k->p.graph = &k->some, k->p.edges = EDGES, k->p.w = w;
  k->p.x = normals(k->y_size, &g), k->p.dy = normals(k->y_size, &g);
  k->p.y = room(k->y_size), k->p.dx = room(k->y_size),
  k->p.dw = room(EDGES * row);
  k->p.dY = room(EDGES * k->some.harmonics);
  k->p.scratch = room(product_scratch(&k->p));
  begin_so2(k, &in);
  begin_eight(k, &in, &g);
}

static void end(struct work *k)
{
  free((real *)(uintptr_t)k->p.x), free((real *)(uintptr_t)k->p.w);
  free((real *)(uintptr_t)k->p.dy);
  free(k->p.y), free(k->p.dx), free(k->p.dw), free(k->p.dY);
  free(k->p.scratch), free(k->frames), free(k->u), free(k->du);
  free(k->dvector), free(k->so2_scratch);
  free(k->w8), free(k->y8), free(k->dy8), free(k->dw8), free(k->scratch8);
  convolution_free(&k->c8);
  fast_so2_free(&k->s);
  so2_convolution_free(&k->c);
  graph_free(k->graph);
}

/* ---- [same] Ways that give other numbers are no ways ----
 *
 * Messages and the gradient by x, relative to the largest, against those of the
 * sparse product.  Chapter 8's leaves the messages of paths apart: its numbers
 * are not compared here, but by its own tests. */
static double gap(size_t n, const real *a, const real *b)
{
  double most = 0, size = 0;
  for (size_t i = 0; i < n; i++) {
    const double d = fabs((double)a[i] - (double)b[i]);
    most = d <= most ? most : d; /* NaN, too */
    size = fmax(size, fabs((double)b[i]));
  }
  return most / size;
}

static void check_same(struct work *k)
{
  real *y = room(k->y_size), *dx = room(k->y_size);
  const int compared = k->p.lmax <= 4 ? 4 : 3; /* dense takes long above */
  for (int i = 0; i < compared; i++) {
    static void (*const run[])(struct work *, bool) = {sparse_run, fused_run,
                                                       so2_run, dense_run};
    memset(k->p.dx, 0, k->y_size * sizeof(real));
    run[i](k, true);
    if (i == 0) {
      memcpy(y, k->p.y, k->y_size * sizeof *y);
      memcpy(dx, k->p.dx, k->y_size * sizeof *dx);
    }
    if (!(gap(k->y_size, k->p.y, y) <= 300 * (double)REAL_EPS) ||
        !(gap(k->y_size, k->p.dx, dx) <= 300 * (double)REAL_EPS))
      fail("two ways give different numbers");
  }
  free(y), free(dx);
}

/* ---- [values] What others need to compute the same ----
 *
 * A line for each array, its name in front; weights (paths, channels) are those
 * of every edge. */
static void write_reals(FILE *f, const char *name, size_t n, const real *x)
{
  fputs(name, f);
  for (size_t i = 0; i < n; i++)
    fprintf(f, " %.17g", (double)x[i]);
  fputc('\n', f);
}

static void write_ends(FILE *f, const char *name, const size_t *node)
{
  fputs(name, f);
  for (size_t e = 0; e < EDGES; e++)
    fprintf(f, " %zu", node[e]);
  fputc('\n', f);
}

/* Pair after pair, l3 slow: a_0, a_1, b_1, ..., each for all channels. */
static void write_blocks(FILE *f, const struct work *k)
{
  fputs("blocks", f);
  for (size_t q = 0; q < k->c.pairs; q++)
    for (size_t i = 0; i < k->c.pair[q].blocks; i++) {
      const struct so2_path *path = &k->c.path[k->c.pair[q].first + i];
      for (size_t c = 0; c < k->p.channels; c++)
        fprintf(f, " %.17g",
                k->c.column[path->column + i] * (double)k->u[path->weight + c]);
    }
  fputc('\n', f);
}

static void write_values(const char *to, struct work *k)
{
  FILE *f = fopen(to, "w");
  if (!f)
    fail("the values cannot be written");
  so2_run(k, false);
  write_reals(f, "x", k->y_size, k->p.x);
  write_reals(f, "vector", 3 * EDGES, k->some.vector);
  write_ends(f, "sender", k->some.sender);
  write_ends(f, "receiver", k->some.receiver);
  write_reals(f, "w", k->p.paths * k->p.channels, k->p.w);
  write_blocks(f, k);
  write_reals(f, "y", k->y_size, k->p.y);
  if (fclose(f))
    fail("the values could not be written (disk full?)");
}

/* ---- [measure] The least of several, in turn ----
 *
 * On a machine that others use the least time is the one that says most of the
 * work; the ways take turns, so that a slow minute is slow for all. */
enum { ROUNDS = 7 };

static double once(struct work *k, const struct way *way, bool both,
                   size_t *times)
{
  for (;; *times *= 2) {
    const double start = bench_cpu();
    for (size_t i = 0; i < *times; i++)
      way->run(k, both);
    const double seconds = bench_cpu() - start;
    if (seconds >= 1e-3)
      return seconds / (double)*times;
  }
}

/* Edges that take some ten milliseconds: of each the same time. */
static size_t edges_for(const struct work *k, int way)
{
  const double n = 2 * (double)k->p.lmax + 1;
  const double cost = (double)k->p.terms * (double)k->p.channels *
                      (way == 0 ? n / 2 : 1) * 1e-9;
  const double edges = 0.02 / cost;
  return ways[way].whole || edges > EDGES ? EDGES
                                          : (size_t)(edges < 1 ? 1 : edges);
}

struct result {
  size_t edges, times[2];
  double time[2][ROUNDS], least[2], median[2]; /* seconds an edge */
};

static void measure(struct work *k, struct result *result)
{
  for (int round = 0; round < ROUNDS; round++)
    for (int way = 0; way < WAYS; way++) {
      struct result *r = &result[way];
      if (ways[way].run == eight_run && !k->w8)
        continue;
      k->p.edges = r->edges = edges_for(k, way);
      for (int both = 0; both < 2; both++) {
        r->times[both] = r->times[both] ? r->times[both] : 1;
        r->time[both][round] =
            once(k, &ways[way], both, &r->times[both]) / (double)r->edges;
      }
    }
  for (int way = 0; way < WAYS; way++)
    for (int both = 0; both < 2; both++) {
      struct result *r = &result[way];
      r->median[both] = bench_median(ROUNDS, r->time[both]);
      r->least[both] = r->time[both][0]; /* sorted by now */
    }
}

static void one_size(FILE *csv, const struct product *table, size_t channels,
                     const char *values)
{
  struct work k = {0};
  struct result result[WAYS] = {0};
  const int lmax = table->lmax;
  begin(table, channels, &k);
  check_same(&k);
  if (values)
    write_values(values, &k);
  measure(&k, result);
  printf("%2d %4zu", lmax, channels);
  for (int way = 0; way < WAYS; way++) {
    const struct result *r = &result[way];
    if (r->edges == 0) {
      printf("  %17s", "-");
      continue;
    }
    printf("  %8.3f %8.3f", 1e6 * r->least[0], 1e6 * r->least[1]);
    fprintf(csv, "%d,%zu,%s,%zu,%.5g,%.5g,%.5g,%.5g\n", lmax, channels,
            ways[way].name, r->edges, 1e6 * r->least[0], 1e6 * r->least[1],
            1e6 * r->median[0], 1e6 * r->median[1]);
  }
  const struct result *fused = &result[2], *so2 = &result[WAYS - 1];
  printf("  %6.2f %6.2f\n", fused->least[0] / so2->least[0],
         fused->least[1] / so2->least[1]);
  fflush(stdout);
  end(&k);
}

/* ---- [main] All sizes, or what is asked for ---- */
#if defined(__clang__)
static const char compiler[] = "clang " __clang_version__;
#else
static const char compiler[] = "gcc " __VERSION__;
#endif

static void first_line(FILE *csv)
{
  char line[256], name[64] = "a processor", day[16] = "";
  const time_t now = time(NULL);
  const struct tm *t = localtime(&now);
  FILE *f = fopen("/proc/cpuinfo", "r");
  while (f && fgets(line, sizeof line, f))
    if (sscanf(line, "model name : %63[^\n]", name) == 1)
      break;
  if (f)
    fclose(f);
  if (t)
    strftime(day, sizeof day, "%Y-%m-%d", t);
  fprintf(csv,
          "# make bench-so2: %s, vectors of %d bytes, %s, %s, %ld cores, one "
          "thread, %s\n",
          REAL_NAME, fast_width(), compiler, name,
          sysconf(_SC_NPROCESSORS_ONLN), day);
  fprintf(csv, "l,channels,way,edges,forward_us,both_us,forward_median_us,"
               "both_median_us\n");
}

static void titles(void)
{
  printf("microseconds an edge, forward and with gradients; fused : SO(2)\n");
  printf("%2s %4s", "l", "C");
  for (int way = 0; way < WAYS; way++)
    printf("  %17s", ways[way].name);
  printf("  %13s\n", "ratio");
}

/* A number that stands alone; 0 is all.  No size is larger than 1000. */
static long asked(const char *text)
{
  char *end = NULL;
  const long number = text ? strtol(text, &end, 10) : 0;
  if (text && (end == text || *end || number < 0 || number > 1000))
    fail("say a degree and a number of channels, as in ONLY=\"6 64\"");
  return number;
}

int main(int argc, char **argv)
{
  static const size_t channels[] = {8, 16, 32, 64, 128};
  const long only_l = asked(argc > 2 ? argv[2] : NULL);
  const long only_c = asked(argc > 3 ? argv[3] : NULL);
  size_t measured = 0;
  FILE *csv = argc > 1 ? fopen(argv[1], "w") : NULL;
  if (!csv)
    fail("cannot write; say demo_bench_so2 FILE.csv");
  first_line(csv);
  titles();
  for (int lmax = 1; lmax <= FAST_WIGNER_LMAX; lmax++) {
    struct product table;
    if (only_l != 0 && only_l != lmax)
      continue;
    product_create(lmax, &table);
    for (size_t c = 0; c < sizeof channels / sizeof *channels; c++)
      if (only_c == 0 || only_c == (long)channels[c]) {
        one_size(csv, &table, channels[c], argc > 4 ? argv[4] : NULL);
        measured++;
      }
    product_free(&table);
  }
  if (!measured)
    fail("no such size; there are degrees 1 to 10 and 8, 16, 32, 64 or 128 "
         "channels");
  if (fclose(csv))
    fail("the file could not be written (disk full?)");
  return EXIT_SUCCESS;
}

/* demo.c: the tables and figures of chapter 8, from measured-avx512.csv.
 *
 * Times differ from machine to machine and from run to run, and a book should
 * not: what it shows is a file that says where and when it was measured, made
 * by `make bench` (yours: build/NAME/bench.csv), one more of a machine with
 * more processors, and another that was made by `make bench-peers`. */
#include <limits.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "convolution.h"
#include "demo.h"

enum { ROWS = 400 };

struct row {
  char work[32];
  int l;
  unsigned channels, size, threads;
  double reference, ns, low, high, ratio, gflops, gbytes;
};

static struct row rows[ROWS];
static size_t n_rows;
static char where[256];
static double peak, stream;

/* ---- reading ---- */
static void read_line(const char *line)
{
  struct row r;
  if (line[0] == '#' && !where[0]) {
    snprintf(where, sizeof where, "%.200s", line + strspn(line, "# "));
    where[strcspn(where, "\n")] = '\0';
  }
  if (n_rows < ROWS &&
      sscanf(line, "%31[^,],%d,%u,%u,%u,%lf,%lf,%lf,%lf,%lf,%lf,%lf", r.work,
             &r.l, &r.channels, &r.size, &r.threads, &r.reference, &r.ns,
             &r.low, &r.high, &r.ratio, &r.gflops, &r.gbytes) == 12)
    rows[n_rows++] = r;
}

/* All of a file, in the place of what was read before. */
static int read_file(const char *path)
{
  char line[512];
  n_rows = 0;
  where[0] = '\0';
  FILE *f = fopen(path, "r");
  if (!f) {
    fprintf(stderr, "demo: cannot read %s; run from the top folder\n", path);
    return 0;
  }
  while (fgets(line, sizeof line, f))
    read_line(line);
  fclose(f);
  return n_rows > 0;
}

static const struct row *find_threads(const char *work, int l,
                                      unsigned channels, unsigned least,
                                      unsigned most, unsigned threads)
{
  for (size_t i = 0; i < n_rows; i++)
    if (strcmp(rows[i].work, work) == 0 && rows[i].l == l &&
        rows[i].channels == channels && rows[i].size >= least &&
        rows[i].size <= most && rows[i].threads == threads)
      return &rows[i];
  return NULL;
}

static const struct row *find(const char *work, int l, unsigned channels,
                              unsigned least, unsigned most)
{
  return find_threads(work, l, channels, least, most, 1);
}

/* ---- sections ---- */
static double limit_at(const char *work, unsigned size)
{
  const struct row *r = find(work, 0, 0, size, size);
  return r ? r->gbytes : (double)NAN;
}

static void limits(void)
{
  double write = 0;
  const struct row *arithmetic = find("limit-arithmetic", 0, 0, 0, 0);
  demo_section("limits", "What one core can do at most");
  printf("%s\n\n", where);
  peak = arithmetic ? arithmetic->gflops : 0;
  printf("multiply-adds in registers %8.0f GFLOP/s\n\n", peak);
  printf("GB/s %10s %8s %8s\n", "read", "write", "stream");
  for (size_t i = 0; i < n_rows; i++) {
    const unsigned size = rows[i].size, megabyte = 1 << 20;
    if (strcmp(rows[i].work, "limit-read") != 0)
      continue;
    write = limit_at("limit-write", size);
    stream = limit_at("limit-stream", size);
    printf("%3u %s %8.1f %8.1f %8.1f\n",
           size < megabyte ? size >> 10 : size >> 20,
           size < megabyte ? "KB" : "MB", rows[i].gbytes, write, stream);
  }
  printf("\n");
  demo_value("stream-gain", "%.1f", stream / write);
}

/* The size of a message, l <= 2 and 32 channels. */
static void counts(void)
{
  struct irreps x = {0}, Y = {0};
  struct convolution c;
  for (int l = 0; l <= 2; l++)
    irreps_append(&x, 32, l, 1), irreps_append(&Y, 1, l, 1);
  if (convolution_create(TP_DEPTHWISE, &x, &Y, &x, &c) != TFN_OK)
    return;
  const size_t numbers = c.product->out.dim, weights = convolution_weights(&c);
  demo_value("message", "%zu", numbers);
  demo_value("message-bytes", "%zu", numbers * sizeof(float));
  demo_value("edge-weights", "%zu", weights);
  demo_value("stored-bytes", "%zu", 2 * weights * sizeof(float));
  convolution_free(&c);
}

static void harmonics_table(void)
{
  static const char *const works[] = {"harmonics-rows", "harmonics-blocks",
                                      "harmonics-expand"};
  static const unsigned sizes[] = {10000, 100000};
  demo_section("harmonics", "Nanoseconds a point, all degrees up to l");
  printf("%8s %3s %10s %8s %8s %8s %9s\n", "points", "l", "chapter 3", "rows",
         "blocks", "used", "GB/s rows");
  for (int s = 0; s < 2; s++)
    for (int l = 2; l <= 10; l += l < 6 ? 2 : 4) {
      const struct row *r[3];
      for (int w = 0; w < 3; w++)
        r[w] = find(works[w], l, 0, sizes[s], sizes[s]);
      if (r[0] && r[1] && r[2])
        printf("%8u %3d %10.1f %8.2f %8.2f %8.2f %9.1f\n", sizes[s], l,
               r[0]->reference, r[0]->ns, r[1]->ns, r[2]->ns, r[0]->gbytes);
    }
  printf("\n");
  const struct row *r = find("harmonics-expand", 10, 0, 10000, 10000);
  if (r) {
    demo_value("used-ratio", "%.0f", r->ratio);
    demo_value("used-share", "%.0f", 100 * r->gflops / peak);
    demo_value("used-blocks", "%.1f",
               find("harmonics-blocks", 10, 0, 10000, 10000)->ns / r->ns);
    demo_value("used-rows", "%.1f",
               find("harmonics-rows", 10, 0, 10000, 10000)->ns / r->ns);
  }
  r = find("harmonics-rows", 10, 0, 10000, 10000);
  if (r)
    demo_value("number-flop", "%.0f", r->gflops * r->ns / (11 * 11));
}

/* Forward and backward of one kind of work, size by size. */
static void edge_table(const char *work, const char *both, const char *plain,
                       const char *fast)
{
  printf("%3s %4s %7s %22s %28s\n", "l", "C", "edges", "forward",
         "forward and backward");
  printf("%16s %11s %7s %6s %9s %8s %7s\n", "", plain, fast, "ratio", plain,
         fast, "ratio");
  for (size_t i = 0; i < n_rows; i++) {
    const struct row *f = &rows[i];
    if (strcmp(f->work, work) != 0 || f->threads > 1)
      continue;
    const struct row *b = find(both, f->l, f->channels, f->size, f->size);
    if (b)
      printf("%3d %4u %7u %11.0f %7.0f %5.1fx %9.0f %8.0f %6.1fx\n", f->l,
             f->channels, f->size, f->reference, f->ns, f->ratio, b->reference,
             b->ns, b->ratio);
  }
  printf("\n");
}

static void couplings_table(void)
{
  static const char *const works[] = {"rotations-table", "rotations",
                                      "clebsch-gordan", "clebsch-gordan-racah",
                                      "j"};
  static const char *const titles[] = {
      "D, l <= 8, chapter 2's table", "D, l <= 8, eight at a time",
      "all real C, l <= 10, exact", "all real C, Racah in double",
      "J, l = 100"};
  demo_section("couplings", "Microseconds for a rotation, a tensor, a J");
  printf("%-32s %12s %10s %8s\n", "", "plain", "fast", "ratio");
  for (int w = 0; w < 5; w++)
    for (size_t i = 0; i < n_rows; i++)
      if (strcmp(rows[i].work, works[w]) == 0 && rows[i].threads == 1)
        printf("%-32s %12.1f %10.2f %7.0fx\n", titles[w],
               1e-3 * rows[i].reference, 1e-3 * rows[i].ns, rows[i].ratio);
  printf("\n");
  const struct row *r = find("rotations", 8, 0, 0, 100000);
  if (r) {
    demo_value("turns-us", "%.1f", 1e-3 * r->ns);
    demo_value("turns-ratio", "%.0f", r->ratio);
    demo_value("turns-gflops", "%.0f", r->gflops);
    demo_value("turns-gbytes", "%.0f", r->gbytes);
  }
}

/* Of the middle size, and of the layers that networks use. */
static bool worth_showing(const struct row *r)
{
  return r->threads > 1 && r->size > 5000 && r->size < 20000 &&
         !strstr(r->work, "gradient") && !strstr(r->work, "blocks") &&
         (r->channels == 0 || r->l == 2);
}

/* One thread against all: the medians of both, and of their ratio. */
static void threads_table(void)
{
  demo_section("threads", "Nanoseconds an item, one thread and more");
  printf("%-20s %2s %4s %7s %10s %8s %10s %7s\n", "work", "l", "C", "items",
         "one thread", "threads", "all", "ratio");
  for (size_t i = 0; i < n_rows; i++) {
    const struct row *r = &rows[i];
    if (worth_showing(r))
      printf("%-20s %2d %4u %7u %10.2f %8u %10.2f %6.2fx\n", r->work, r->l,
             r->channels, r->size, r->reference, r->threads, r->ns, r->ratio);
  }
  printf("\n");
}

static void products_table(void)
{
  demo_section("products", "Nanoseconds an edge, results written one by one");
  edge_table("product", "product-both", "chapter 5", "fast");
}

static void convolution_table(void)
{
  demo_section("convolution", "Nanoseconds an edge, depthwise, all paths to l");
  edge_table("convolution", "convolution-both", "chapter 6", "fused");
  const struct row *r = find("convolution", 2, 32, 0, 5000);
  if (r) {
    demo_value("fused-ratio", "%.0f", r->ratio);
    demo_value("fused-share", "%.0f", 100 * r->gflops / peak);
  }
  r = find("convolution", 2, 32, 5000, 100000);
  if (r)
    demo_value("fused-large-share", "%.0f", 100 * r->gflops / peak);
}

static void net_table(void)
{
  demo_section("net", "The same with the radial network, 8 to 16 to weights");
  edge_table("net", "net-both", "chapter 6", "fused");
  const struct row *r = find("net", 2, 64, 5000, 100000);
  const struct row *stored = find("convolution", 2, 64, 5000, 100000);
  if (r && stored) {
    demo_value("net-ratio", "%.0f", r->ratio);
    demo_value("net-share", "%.0f", 100 * r->gflops / peak);
    demo_value("net-ns", "%.0f", r->ns);
    demo_value("stored-ns", "%.0f", stored->ns);
    demo_value("stored-share", "%.0f", 100 * stored->gflops / peak);
  }
}

static void memory_table(void)
{
  demo_section("memory", "Most memory of a forward and backward pass");
  printf("%9s %11s %14s\n", "edges", "megabytes", "bytes an edge");
  const struct row *last = NULL;
  for (size_t i = 0; i < n_rows; i++)
    if (strcmp(rows[i].work, "memory") == 0) {
      last = &rows[i];
      printf("%9u %11.0f %14.0f\n", last->size, 1e3 * last->gbytes,
             1e9 * last->gbytes / last->size);
    }
  printf("\n");
  if (last) {
    demo_value("memory-edge", "%.0f", 1e9 * last->gbytes / last->size);
    demo_value("memory-largest", "%.0f", 1e3 * last->gbytes);
  }
}

/* ---- others, from peers.csv ---- */
enum { PEER_ROWS = 400 };

struct peer_row {
  char work[32], peer[32];
  int l;
  unsigned channels, size;
  double ours, theirs, ratio, worst, cpu_ratio;
};

static struct peer_row peer_rows[PEER_ROWS];
static size_t n_peer_rows;

static void read_peer_line(const char *line)
{
  struct peer_row r;
  if (n_peer_rows < PEER_ROWS &&
      sscanf(line, "%31[^,],%d,%u,%u,%lf,%31[^,],%lf,%lf,%lf,%lf", r.work, &r.l,
             &r.channels, &r.size, &r.ours, r.peer, &r.theirs, &r.ratio,
             &r.worst, &r.cpu_ratio) == 10)
    peer_rows[n_peer_rows++] = r;
}

static const struct peer_row *peer(const char *work, int l, unsigned channels,
                                   unsigned size, const char *name)
{
  for (size_t i = 0; i < n_peer_rows; i++) {
    const struct peer_row *r = &peer_rows[i];
    if (strcmp(r->work, work) == 0 && strcmp(r->peer, name) == 0 && r->l == l &&
        r->channels == channels && r->size == size)
      return r;
  }
  return NULL;
}

/* A long line, broken after commas. */
static void print_wrapped(const char *text)
{
  for (size_t n, column = 0; *text; text += n) {
    n = strcspn(text, ",") + 1;
    n = n > strlen(text) ? strlen(text) : n;
    column += n;
    if (column > 78)
      printf("\n "), column = n;
    printf("%.*s", (int)n, text);
  }
  printf("\n");
}

/* Their time and the ratio to ours, or blanks. */
static void print_peer(const struct peer_row *r)
{
  if (r)
    printf(r->theirs < 1000 ? " %9.1f %6.1fx" : " %9.0f %6.1fx", r->theirs,
           r->ratio);
  else
    printf(" %9s %7s", "-", "");
}

static void peers_harmonics(const char *title, const char *work)
{
  if (!peer(work, 10, 0, 10000, "sphericart"))
    return;
  printf("%8s %3s %8s %17s %17s %17s\n", "points", "l", title, "sphericart",
         "e3nn", "e3nn-jax");
  for (unsigned size = 10000; size <= 100000; size *= 10)
    for (int l = 2; l <= 10; l += l < 6 ? 2 : 4) {
      const struct peer_row *r = peer(work, l, 0, size, "sphericart");
      if (!r)
        continue;
      printf("%8u %3d %8.2f", size, l, r->ours);
      print_peer(r);
      print_peer(peer(work, l, 0, size, "e3nn"));
      print_peer(peer(work, l, 0, size, "e3nn-jax"));
      printf("\n");
    }
  printf("\n");
}

static void peers_products(void)
{
  demo_section("peers-products", "Nanoseconds an edge, 10 000 edges");
  printf("%3s %4s  %-17s %8s %17s %17s\n", "l", "C", "", "ours", "e3nn",
         "e3nn-jax");
  for (size_t i = 0; i < n_peer_rows; i++) {
    const struct peer_row *r = &peer_rows[i];
    if (r->channels == 0 || r->size != 10000 || strcmp(r->peer, "e3nn") != 0)
      continue;
    printf("%3d %4u  %-17s %8.0f", r->l, r->channels, r->work, r->ours);
    print_peer(r);
    print_peer(peer(r->work, r->l, r->channels, r->size, "e3nn-jax"));
    printf("\n");
  }
  printf("\n");
}

/* Their time in milliseconds and the ratio to ours, or blanks. */
static void print_milliseconds(const struct peer_row *r)
{
  if (r)
    printf(" %10.3f %6.0fx", 1e-6 * r->theirs, r->ratio);
  else
    printf(" %10s %7s", "-", "");
}

static void peers_tetris(void)
{
  static const struct {
    const char *work, *title;
  } rows_of[] = {{"tetris-start", "to the end of the first step"},
                 {"tetris-step", "a step"},
                 {"tetris-train", "from the first step to the last"}};
  demo_section("peers-tetris", "Tetris, milliseconds");
  printf("%-30s %10s %18s %18s\n", "", "in lanes", "the talk's, JAX",
         "PyTorch");
  for (int i = 0; i < 3; i++) {
    const struct peer_row *jax = peer(rows_of[i].work, 1, 4, 1, "jax-talk");
    const struct peer_row *torch = peer(rows_of[i].work, 1, 4, 1, "torch-talk");
    const struct peer_row *any = jax ? jax : torch;
    if (!any)
      continue;
    printf("%-30s %10.3f", rows_of[i].title, 1e-6 * any->ours);
    print_milliseconds(jax);
    print_milliseconds(torch);
    printf("\n");
  }
  printf("\n");
}

/* What the prose quotes, and the data of the figure. */
static void peer_value(const char *key, const struct peer_row *r)
{
  if (r)
    demo_value(key, r->ratio < 9.95 ? "%.1f" : "%.0f", r->ratio);
}

static void peers_values(void)
{
  double worst = 0, busy = 0;
  for (size_t i = 0; i < n_peer_rows; i++) {
    const struct peer_row *r = &peer_rows[i];
    double apart = fabs(r->ratio / r->cpu_ratio - 1);
    if (!(r->worst <= worst))
      worst = r->worst;
    if (apart > busy) /* work that is done once has no second ratio */
      busy = apart;
  }
  demo_value("peers-worst", "%.0f", 100 * worst);
  demo_value("peers-busy", "%.0f", 100 * busy);
  peer_value("peers-rows", peer("harmonics-rows", 10, 0, 10000, "sphericart"));
  peer_value("peers-unit",
             peer("harmonics-rows", 10, 0, 10000, "sphericart-unit"));
  peer_value("peers-used", peer("harmonics-used", 10, 0, 10000, "sphericart"));
  peer_value("peers-e3nn", peer("convolution", 2, 32, 10000, "e3nn"));
  peer_value("peers-jax", peer("convolution", 2, 32, 10000, "e3nn-jax"));
  peer_value("peers-both", peer("convolution-both", 2, 32, 10000, "e3nn"));
}

static void peers_figure(void)
{
  static const char *const works[] = {
      "harmonics-rows", "harmonics-used",   "product", "product-both",
      "convolution",    "convolution-both", "net",     "net-both"};
  static const char *const names[] = {"sphericart", "e3nn", "e3nn-jax"};
  FILE *f = demo_open("peers.dat");
  for (int w = 0; w < 8; w++) {
    const int l = w < 2 ? 10 : 2;
    fprintf(f, "%d \"%s\"", 8 - w, works[w]);
    for (int p = 0; p < 3; p++) {
      const struct peer_row *r =
          peer(works[w], l, w < 2 ? 0 : 32, 10000, names[p]);
      if (r)
        fprintf(f, " %.4g", r->ratio);
      else
        fprintf(f, " nan");
    }
    fprintf(f, "\n");
  }
}

/* The ratio to one of them, or a dash. */
static void print_ratio(const struct peer_row *r)
{
  if (r)
    printf(" %10.1fx", r->ratio);
  else
    printf(" %11s", "-");
}

/* All work on ten thousand points or edges, a line each. */
static void peers_ratios(void)
{
  const struct peer_row *last = NULL;
  printf("%-17s %3s %4s %10s %11s %11s %11s\n", "", "l", "C", "ours, ns",
         "sphericart", "e3nn", "e3nn-jax");
  for (size_t i = 0; i < n_peer_rows; i++) {
    const struct peer_row *r = &peer_rows[i];
    if (r->size != 10000 || (last && strcmp(r->work, last->work) == 0 &&
                             r->l == last->l && r->channels == last->channels))
      continue;
    last = r;
    printf(r->ours < 10 ? "%-17s %3d %4u %10.2f" : "%-17s %3d %4u %10.0f",
           r->work, r->l, r->channels, r->ours);
    print_ratio(peer(r->work, r->l, r->channels, r->size, "sphericart"));
    print_ratio(peer(r->work, r->l, r->channels, r->size, "e3nn"));
    print_ratio(peer(r->work, r->l, r->channels, r->size, "e3nn-jax"));
    printf("\n");
  }
  printf("\n");
}

/* The rows of one file below its first line, which says where and when; of one
 * that is missing or empty nothing is said. */
static bool read_peers(const char *section, const char *title, const char *path)
{
  char line[512];
  FILE *f = fopen(path, "r");
  if (!f)
    return false;
  if (!fgets(line, sizeof line, f)) {
    fclose(f);
    return false;
  }
  line[strcspn(line, "\n")] = '\0';
  demo_section(section, title);
  print_wrapped(line + strspn(line, "# "));
  printf("\n");
  n_peer_rows = 0;
  while (fgets(line, sizeof line, f))
    read_peer_line(line);
  fclose(f);
  return true;
}

static void peers_table(void)
{
  if (!read_peers("peers-harmonics", "Nanoseconds a point, ours and others'",
                  "chapters/08-speed/peers-avx512.csv"))
    return;
  peers_harmonics("rows", "harmonics-rows");
  peers_harmonics("used", "harmonics-used");
  demo_section("peers-gradients", "Nanoseconds a point, with gradients");
  peers_harmonics("rows", "gradients-rows");
  peers_harmonics("used", "gradients-used");
  peers_products();
  peers_tetris();
  peers_values();
  peers_figure();
  if (read_peers("peers-narrow", "Others' time in units of ours",
                 "chapters/08-speed/peers-avx2.csv"))
    peers_ratios();
}

static void tetris_table(void)
{
  static const char *const works[] = {"tetris-step", "tetris-large",
                                      "tetris-lesson"};
  demo_section("tetris", "Microseconds for a step, and for a whole lesson");
  printf("%-14s %10s %10s %7s\n", "", "chapter 7", "in lanes", "ratio");
  for (size_t i = 0; i < n_rows; i++)
    for (int w = 0; w < 3; w++)
      if (strcmp(rows[i].work, works[w]) == 0 && rows[i].threads == 1)
        printf("%-14s %10.1f %10.1f %6.1fx\n", works[w],
               1e-3 * rows[i].reference, 1e-3 * rows[i].ns, rows[i].ratio);
  printf("\n");
  const struct row *r = find("tetris-step", 1, 4, 1, 1);
  if (r) {
    demo_value("tetris-us", "%.0f", 1e-3 * r->ns);
    demo_value("tetris-ratio", "%.0f", r->ratio);
  }
}

/* ---- figures ---- */
static void roofline(void)
{
  FILE *f = demo_open("roof.dat");
  for (double x = 0.02; x < 200; x *= 1.1) {
    const double roof = x * stream;
    fprintf(f, "%g %g\n", x, roof < peak ? roof : peak);
  }
  f = demo_open("kernels.dat");
  for (size_t i = 0; i < n_rows; i++)
    if (rows[i].gbytes > 0 && rows[i].gflops > 0 && rows[i].threads == 1)
      fprintf(f, "%g %g %s %d %u\n", rows[i].gflops / rows[i].gbytes,
              rows[i].gflops, rows[i].work, rows[i].l, rows[i].size);
}

static void cost(void)
{
  FILE *f = demo_open("harmonics.dat");
  for (int l = 2; l <= 10; l += l < 6 ? 2 : 4) {
    const struct row *a = find("harmonics-rows", l, 0, 10000, 10000);
    const struct row *b = find("harmonics-blocks", l, 0, 10000, 10000);
    const struct row *c = find("harmonics-expand", l, 0, 10000, 10000);
    if (a && b && c)
      fprintf(f, "%d %g %g %g %g\n", l, a->reference, a->ns, b->ns, c->ns);
  }
}

/* One edge of 32 channels against the degree; NaN where nobody measured. */
static void cost_of_degree(void)
{
  FILE *f = demo_open("costl.dat");
  for (int l = 1; l <= 6; l++) {
    const struct row *a = find("cost", l, 32, 0, 1000);
    const struct row *b = find("convolution", l, 32, 0, 5000);
    if (a)
      fprintf(f, "%d %g %g %g\n", l, a->reference, a->ns,
              b ? b->ns : (double)NAN);
  }
}

/* ---- another machine, from threads.csv ---- */

static const struct {
  const char *key, *work;
  int l;
  unsigned channels, least;
} scaled[] = {{"rows", "harmonics-rows", 10, 0, 100000},
              {"used", "harmonics-expand", 10, 0, 100000},
              {"forward", "convolution", 2, 32, 5000},
              {"both", "convolution-both", 2, 32, 5000}};
enum { SCALED = sizeof scaled / sizeof *scaled };

/* How many times faster with some threads, as each row measured it in turn
 * with one; 1 for one thread, NaN where there is no row. */
static double faster(int k, unsigned threads)
{
  const struct row *r =
      find_threads(scaled[k].work, scaled[k].l, scaled[k].channels,
                   scaled[k].least, UINT_MAX, threads);
  return r ? r->ratio : threads == 1 ? 1 : (double)NAN;
}

static void scaling(void)
{
  unsigned most = 1;
  FILE *f = demo_open("scaling.dat");
  demo_section("scaling", "Another machine: how many times faster");
  printf("%s\n\n%8s", where, "threads");
  for (int k = 0; k < SCALED; k++)
    printf(" %9s", scaled[k].key);
  for (size_t i = 0; i < n_rows; i++)
    most = rows[i].threads > most ? rows[i].threads : most;
  for (unsigned n = 1; n; n = n == most ? 0 : n > most / 2 ? most : 2 * n) {
    printf("\n%8u", n);
    fprintf(f, "%u", n);
    for (int k = 0; k < SCALED; k++) {
      const double x = faster(k, n);
      printf(" %9.2f", x);
      fprintf(f, " %.4g", x);
    }
    fprintf(f, "\n");
  }
  printf("\n\n");
  demo_value("many", "%u", most);
  for (int k = 0; k < SCALED; k++) {
    char key[32];
    snprintf(key, sizeof key, "many-%s", scaled[k].key);
    demo_value(key, "%.1f", faster(k, most));
  }
}

/* One kind of work, of a size from `least` to `most`. */
struct kind {
  const char *work;
  int l;
  unsigned channels, least, most;
};

static const struct row *find_kind(const struct kind *k)
{
  return find(k->work, k->l, k->channels, k->least, k->most);
}

/* ---- two processors: vectors of 64 bytes, and of 32 ---- */
static const struct kind both_do[] = {
    {"harmonics-rows", 2, 0, 10000, 10000},
    {"harmonics-rows", 4, 0, 10000, 10000},
    {"harmonics-rows", 6, 0, 10000, 10000},
    {"harmonics-rows", 10, 0, 10000, 10000},
    {"harmonics-expand", 10, 0, 10000, 10000},
    {"harmonics-gradient-used", 10, 0, 10000, 10000},
    {"product", 2, 32, 5000, 20000},
    {"convolution", 2, 32, 0, 5000},
    {"convolution", 2, 32, 5000, 20000},
    {"convolution-both", 2, 32, 0, 5000},
    {"net", 2, 64, 0, 5000},
    {"net", 2, 64, 5000, 20000},
    {"net-both", 2, 64, 5000, 20000},
    {"rotations", 8, 0, 10000, 10000}};
enum { BOTH_DO = sizeof both_do / sizeof *both_do };

static struct row wide_rows[BOTH_DO]; /* of the processor with 64 bytes */
static char wide_where[sizeof where];
static double wide_peak;

/* While the rows of the first are there. */
static void remember_wide(void)
{
  for (int k = 0; k < BOTH_DO; k++) {
    const struct row *r = find_kind(&both_do[k]);
    wide_rows[k] = r ? *r : (struct row){.ns = 0};
  }
  memcpy(wide_where, where, sizeof where);
  wide_peak = peak;
}

static void print_share(const struct row *r, double of)
{
  printf(" %7.0f %7.1f %4.0fx %3.0f%%", r->reference, r->ns, r->ratio,
         100 * r->gflops / of);
}

/* The file of the second has been read. */
static void two_processors(void)
{
  const struct row *arithmetic = find("limit-arithmetic", 0, 0, 0, 0);
  const double narrow_peak = arithmetic ? arithmetic->gflops : (double)NAN;
  demo_section("processors", "Nanoseconds an item, and share of the limit");
  printf("64 bytes: %s\n32 bytes: %s\n\n", wide_where, where);
  printf("limit of arithmetic: %.0f and %.0f GFLOP/s\n\n", wide_peak,
         narrow_peak);
  printf("%50s %26s\n", "vectors of 64 bytes", "of 32 bytes");
  printf("%-18s%2s%3s", "", "l", "C");
  for (int k = 0; k < 2; k++)
    printf(" %7s %7s %5s %4s", "plain", "fast", "ratio", "peak");
  printf("\n");
  for (int k = 0; k < BOTH_DO; k++) {
    const struct row *r = find_kind(&both_do[k]);
    if (!r || !(wide_rows[k].ns > 0))
      continue;
    printf("%-18.18s%2d%3u", r->work, r->l, r->channels);
    print_share(&wide_rows[k], wide_peak);
    print_share(r, narrow_peak);
    printf("\n");
  }
  printf("\n");
  const struct row *r = find("convolution", 2, 32, 0, 5000);
  if (r)
    demo_value("narrow-share", "%.0f", 100 * r->gflops / narrow_peak);
}

/* ---- from step to step: one convolution, from ladder.csv ---- */
enum { WIDE, NARROW, WIDTHS };

/* The rows of one build at one width. */
static void read_build(const char *build, int bytes)
{
  char line[512], head[32];
  FILE *f = fopen("chapters/08-speed/ladder.csv", "r");
  snprintf(head, sizeof head, "%s,%d,", build, bytes);
  n_rows = 0;
  where[0] = '\0';
  while (f && fgets(line, sizeof line, f))
    if (line[0] == '#')
      read_line(line);
    else if (strncmp(line, head, strlen(head)) == 0)
      read_line(line + strlen(head));
  if (f)
    fclose(f);
}

/* Nanoseconds an edge in that build, of the fast code or of the plain. */
static double measured(const char *build, int width, const char *work,
                       bool plain)
{
  read_build(build, width == WIDE ? 64 : 32);
  const struct row *r = find(work, 2, 32, 5000, 20000);
  return !r ? (double)NAN : plain ? r->reference : r->ns;
}

static void print_rung(const char *what, const double above[WIDTHS],
                       const double ns[WIDTHS])
{
  printf("%-46s", what);
  for (int k = 0; k < WIDTHS; k++) {
    printf(" %8.0f", ns[k]);
    if (above)
      printf(" %5.2fx", above[k] / ns[k]);
    else
      printf(" %6s", "");
  }
  printf("\n");
}

static const struct {
  const char *what, *build, *work;
  bool plain;
} rung[] = {
    {"plain, compiled with -O2", "plain", "convolution", true},
    {"flags: loops over channels as vectors", "all", "convolution", true},
    {"layout: channels in lanes, messages written", "all", "messages", false},
    {"fusing: each receiver's sum in registers", "other", "convolution", false},
    {"registers: the other of the two loops", "silent", "convolution", false},
    {"asking early for the weights", "all", "convolution", false}};
enum { RUNGS = sizeof rung / sizeof *rung };

/* With the radial network; its plain time is what `net` takes longer than
 * the convolution alone. */
static void ladder_of_network(const double convolution[WIDTHS])
{
  double plain[WIDTHS], fused[WIDTHS], made[WIDTHS];
  for (int k = 0; k < WIDTHS; k++) {
    plain[k] = measured("all", k, "net", true);
    fused[k] =
        plain[k] - measured("all", k, "convolution", true) + convolution[k];
    made[k] = measured("all", k, "net", false);
  }
  printf("\n");
  print_rung("plain radial network, then plain convolution", NULL, plain);
  print_rung("plain radial network, then the last line above", plain, fused);
  print_rung("weights made where they are used", fused, made);
  demo_value("ladder-radial", "%.0f", fused[WIDE] - convolution[WIDE]);
}

static void ladder(void)
{
  double first[WIDTHS], above[WIDTHS], ns[WIDTHS];
  demo_section("ladder", "Nanoseconds an edge, from step to step");
  read_build("all", 64);
  printf("%s\n\n%-46s %15s %15s\n", where, "", "64 bytes", "32 bytes");
  for (int i = 0; i < RUNGS; i++) {
    for (int k = 0; k < WIDTHS; k++)
      ns[k] = measured(rung[i].build, k, rung[i].work, rung[i].plain);
    print_rung(rung[i].what, i ? above : NULL, ns);
    memcpy(above, ns, sizeof ns);
    if (i == 0)
      memcpy(first, ns, sizeof ns);
  }
  demo_value("ladder-wide", "%.0f", first[WIDE] / ns[WIDE]);
  demo_value("ladder-narrow", "%.1f", first[NARROW] / ns[NARROW]);
  ladder_of_network(ns);
  printf("\n");
}

static void narrow_roofline(void)
{
  const struct row *arithmetic = find("limit-arithmetic", 0, 0, 0, 0);
  const double top = arithmetic ? arithmetic->gflops : (double)NAN;
  double slope = (double)NAN;
  for (size_t i = 0; i < n_rows; i++) /* the last is the largest array */
    if (strcmp(rows[i].work, "limit-stream") == 0)
      slope = rows[i].gbytes;
  FILE *f = demo_open("roof-avx2.dat");
  for (double x = 0.02; x < 200; x *= 1.1)
    fprintf(f, "%g %g\n", x, x * slope < top ? x * slope : top);
  f = demo_open("kernels-avx2.dat");
  for (size_t i = 0; i < n_rows; i++)
    if (rows[i].gbytes > 0 && rows[i].gflops > 0 && rows[i].threads == 1)
      fprintf(f, "%g %g\n", rows[i].gflops / rows[i].gbytes, rows[i].gflops);
}

/* ---- doubles: the same processor, in a build with REAL=double ---- */
enum { IN_CACHE = 100 }; /* edges whose numbers lie in the second cache */
static const struct kind in_double[] = {
    {"harmonics-rows", 10, 0, 1000, 1000},
    {"harmonics-rows", 10, 0, 100000, 100000},
    {"harmonics-expand", 10, 0, 100000, 100000},
    {"harmonics-gradient-used", 10, 0, 100000, 100000},
    {"convolution", 3, 64, 0, IN_CACHE},
    {"convolution", 3, 64, IN_CACHE, 5000},
    {"convolution", 3, 64, 5000, UINT_MAX},
    {"convolution-both", 3, 64, 0, IN_CACHE},
    {"convolution-both", 3, 64, IN_CACHE, 5000},
    {"convolution-both", 3, 64, 5000, UINT_MAX},
    {"net", 3, 64, 0, IN_CACHE},
    {"net", 3, 64, IN_CACHE, 5000},
    {"net", 3, 64, 5000, UINT_MAX}};
enum { IN_DOUBLE = sizeof in_double / sizeof *in_double };
static double float_ns[IN_DOUBLE];

/* While the rows of floats are there. */
static void remember_floats(void)
{
  for (int k = 0; k < IN_DOUBLE; k++) {
    const struct row *r = find_kind(&in_double[k]);
    float_ns[k] = r ? r->ns : (double)NAN;
  }
}

/* The file of doubles has been read. */
static void doubles(void)
{
  double near = 0, far = 0;
  demo_section("double", "Nanoseconds an item, floats and doubles");
  printf("%s\n\n%-24s %3s %4s %9s %9s %9s %7s\n", where, "", "l", "C", "size",
         "float", "double", "ratio");
  for (int k = 0; k < IN_DOUBLE; k++) {
    const struct row *r = find_kind(&in_double[k]);
    if (!r)
      continue;
    const double ratio = r->ns / float_ns[k];
    const bool inside = r->size <= (r->channels ? IN_CACHE : 1000);
    double *most = inside ? &near : &far;
    printf(float_ns[k] < 100 ? "%-24s %3d %4u %9u %9.1f %9.1f %6.2fx\n"
                             : "%-24s %3d %4u %9u %9.0f %9.0f %6.2fx\n",
           r->work, r->l, r->channels, r->size, float_ns[k], r->ns, ratio);
    if (!(ratio <= *most))
      *most = ratio;
  }
  printf("\n");
  const struct row *small = find("convolution", 3, 64, 0, IN_CACHE);
  if (small)
    demo_value("double-edges", "%u", small->size);
  demo_value("double-near", "%.1f", near);
  demo_value("double-far", "%.1f", far);
}

/* What a compiler made of vectors that are wider than its registers: a file
 * that wide.sh has written. */
static void wide_vectors(void)
{
  char line[128];
  FILE *f = fopen("chapters/08-speed/wide.txt", "r");
  demo_section("wide", "The inner loop of multiply_add");
  while (f && fgets(line, sizeof line, f))
    printf("%s", line);
  printf("\n");
  if (f)
    fclose(f);
}

int main(int argc, char **argv)
{
  demo_begin(argc, argv);
  wide_vectors();
  if (!read_file("chapters/08-speed/measured-avx512.csv"))
    return EXIT_FAILURE;
  limits();
  counts();
  harmonics_table();
  couplings_table();
  convolution_table();
  products_table();
  net_table();
  threads_table();
  memory_table();
  tetris_table();
  peers_table();
  roofline();
  cost();
  cost_of_degree();
  remember_wide();
  remember_floats();
  if (!read_file("chapters/08-speed/measured-double.csv"))
    return EXIT_FAILURE;
  doubles();
  if (!read_file("chapters/08-speed/measured-avx2.csv"))
    return EXIT_FAILURE;
  two_processors();
  narrow_roofline();
  ladder();
  if (!read_file("chapters/08-speed/threads.csv"))
    return EXIT_FAILURE;
  scaling();
  return demo_end();
}

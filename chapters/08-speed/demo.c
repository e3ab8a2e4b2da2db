/* demo.c: the tables and figures of chapter 8, from measured.csv.
 *
 * Times differ from machine to machine and from run to run, and a book should
 * not: what it shows is a file that says where and when it was measured, made
 * by `make bench`.  Your own: build/NAME/bench.csv. */
#include <stdlib.h>
#include <string.h>

#include "demo.h"

enum { ROWS = 200 };

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
    snprintf(where, sizeof where, "%.200s", line + 2);
    where[strcspn(where, "\n")] = '\0';
  }
  if (n_rows < ROWS &&
      sscanf(line, "%31[^,],%d,%u,%u,%u,%lf,%lf,%lf,%lf,%lf,%lf,%lf", r.work,
             &r.l, &r.channels, &r.size, &r.threads, &r.reference, &r.ns,
             &r.low, &r.high, &r.ratio, &r.gflops, &r.gbytes) == 12)
    rows[n_rows++] = r;
}

static int read_file(const char *path)
{
  char line[512];
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

static const struct row *find(const char *work, int l, unsigned channels,
                              unsigned least, unsigned most)
{
  for (size_t i = 0; i < n_rows; i++)
    if (strcmp(rows[i].work, work) == 0 && rows[i].l == l &&
        rows[i].channels == channels && rows[i].size >= least &&
        rows[i].size <= most && rows[i].threads == 1)
      return &rows[i];
  return NULL;
}

/* ---- sections ---- */
static void limits(void)
{
  demo_section("limits", "What one core can do at most");
  printf("%s\n\n", where);
  for (size_t i = 0; i < n_rows; i++) {
    const struct row *r = &rows[i];
    if (strcmp(r->work, "limit-arithmetic") == 0) {
      peak = r->gflops;
      printf("multiply-adds in registers     %6.0f GFLOP/s\n", r->gflops);
    } else if (strncmp(r->work, "limit-", 6) == 0) {
      printf("%-7s %6u KB               %6.1f GB/s\n", r->work + 6,
             r->size >> 10, r->gbytes);
      if (strcmp(r->work, "limit-stream") == 0)
        stream = r->gbytes;
    }
  }
  printf("\n");
  demo_value("peak", "%.0f", peak);
  demo_value("stream", "%.0f", stream);
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
  r = find("harmonics-rows", 4, 0, 10000, 10000);
  if (r)
    demo_value("rows-ratio", "%.0f", r->ratio);
}

/* Forward and backward of one kind of work, size by size. */
static void edge_table(const char *work, const char *both)
{
  printf("%3s %4s %7s %22s %28s\n", "l", "C", "edges", "forward",
         "forward and backward");
  printf("%16s %11s %7s %6s %9s %8s %7s\n", "", "chapter 6", "fused", "ratio",
         "chapter 6", "fused", "ratio");
  for (size_t i = 0; i < n_rows; i++) {
    const struct row *f = &rows[i];
    if (strcmp(f->work, work) != 0)
      continue;
    const struct row *b = find(both, f->l, f->channels, f->size, f->size);
    if (b)
      printf("%3d %4u %7u %11.0f %7.0f %5.1fx %9.0f %8.0f %6.1fx\n", f->l,
             f->channels, f->size, f->reference, f->ns, f->ratio, b->reference,
             b->ns, b->ratio);
  }
  printf("\n");
}

static void convolution_table(void)
{
  demo_section("convolution", "Nanoseconds an edge, depthwise, all paths to l");
  edge_table("convolution", "convolution-both");
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
  edge_table("net", "net-both");
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
    if (rows[i].gbytes > 0 && rows[i].gflops > 0)
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

int main(int argc, char **argv)
{
  demo_begin(argc, argv);
  if (!read_file("chapters/08-speed/measured.csv"))
    return EXIT_FAILURE;
  limits();
  harmonics_table();
  convolution_table();
  net_table();
  memory_table();
  tetris_table();
  roofline();
  cost();
  return demo_end();
}

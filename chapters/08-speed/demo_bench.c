/* demo_bench.c: `make bench`: every kernel against the reference and against
 * the limits of the machine.  Prints a table and writes it as CSV:
 *   demo_bench FILE.csv [SUBJECT ...]     all subjects if none is named */
#define _DEFAULT_SOURCE /* madvise, sysconf */
#include "demo_bench.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "fast_limits.h"
#include "fast_width.h"
#include "parallel.h"

#if defined(__linux__)
#include <sys/mman.h>
#endif

static FILE *csv;
static double peak, stream; /* operations and bytes per second */

/* ---- [slower] Kernels that are slower than what they replace, here ----
 *
 * By more than the noise, of which a quiet machine keeps less than a
 * twentieth. */
enum { NOISE_PERCENT = 5 };
static char slower[4096];
static size_t slower_length, compared;

static void compare(struct item i, double ratio)
{
  compared++;
  if (!(ratio < 1 - NOISE_PERCENT / 100.0) ||
      slower_length >= sizeof slower - 1)
    return;
  int n = snprintf(slower + slower_length, sizeof slower - slower_length,
                   "  %s, l = %d, %zu channels, size %zu: %.2fx\n", i.name, i.l,
                   i.channels, i.size, ratio);
  if (n > 0)
    slower_length += (size_t)n;
}

static void report_slower(void)
{
  if (slower[0])
    printf("slower than the plain code on this processor:\n%s", slower);
  else if (compared > 0)
    printf("none of %zu kernels is slower than the plain code on this "
           "processor\n",
           compared);
}

/* ---- [row] One line of the table ---- */
static void show(struct item i, struct bench_times t, size_t threads)
{
  const double ns = 1e9 / (double)i.size, one = t.b / (double)i.size;
  const double gflops = i.flop / one * 1e-9, gbytes = i.bytes / one * 1e-9;
  const double share = 1e9 * gflops / peak, bandwidth = 1e9 * gbytes / stream;
  printf("%-26s %2d %4zu %7zu %2zu %10.2f %9.3f %6.2fx %7.1f %4.0f%% %6.1f "
         "%4.0f%%\n",
         i.name, i.l, i.channels, i.size, threads, t.a * ns, t.b * ns, t.ratio,
         gflops, 100 * share, gbytes, 100 * bandwidth);
  fflush(stdout);
  fprintf(
      csv, "%s,%d,%zu,%zu,%zu,%.4g,%.4g,%.4g,%.4g,%.4g,%.4g,%.4g,%.3f,%.3f\n",
      i.name, i.l, i.channels, i.size, threads, t.a * ns, t.b * ns,
      t.b_low * ns, t.b_high * ns, t.ratio, gflops, gbytes, share, bandwidth);
}

/* Work of a second is measured three times, shorter work five times. */
static size_t rounds_for(struct bench_work w)
{
  const double begin = bench_now();
  w.run(w.context);
  return bench_now() - begin > 0.1 ? 3 : 5;
}

void bench_row(struct item item, void (*reference)(void *),
               void (*fast)(void *), void *context)
{
  const struct bench_work a = {reference, context, false},
                          b = {fast, context, false};
  struct bench_times t;
  if (bench_pair(a, b, rounds_for(a), 0.01, &t) != BENCH_OK)
    return;
  show(item, t, 1);
  compare(item, t.ratio);
}

/* ---- [threads] One thread against two, four ... and all ---- */
struct threaded {
  void (*run)(void *);
  void *context;
  size_t threads;
};

static void with_one(void *p)
{
  const struct threaded *w = p;
  w->run(w->context);
}

static void with_more(void *p)
{
  const struct threaded *w = p;
  parallel_use(w->threads);
  w->run(w->context);
  parallel_use(1);
}

void bench_threads(struct item item, void (*fast)(void *), void *context)
{
  const size_t most = parallel_most();
  for (size_t n = 2; n < 2 * most; n *= 2) {
    struct threaded w = {fast, context, n < most ? n : most};
    const struct bench_work a = {with_one, &w, true}, b = {with_more, &w, true};
    struct bench_times t;
    if (bench_pair(a, b, w.threads > 2 ? 5 : 9, 0.01, &t) == BENCH_OK)
      show(item, t, w.threads);
  }
}

/* ---- [limits] The roof ---- */
static void limit_row(const char *name, size_t size, double gflops,
                      double gbytes)
{
  printf("%-26s         %7zu %31.1f GFLOP/s %6.1f GB/s\n", name, size, gflops,
         gbytes);
  fprintf(csv, "%s,0,0,%zu,1,0,0,0,0,0,%.4g,%.4g,0,0\n", name, size, gflops,
          gbytes);
}

static void limits(void)
{
  static const size_t sizes[] = {16 << 10, 1 << 20, 16 << 20, 256 << 20};
  peak = limit_arithmetic(0.3);
  limit_row("limit-arithmetic", 0, peak * 1e-9, 0);
  for (size_t i = 0; i < 4; i++) {
    stream = limit_stream(sizes[i], 0.2);
    limit_row("limit-read", sizes[i], 0, limit_read(sizes[i], 0.2) * 1e-9);
    limit_row("limit-write", sizes[i], 0, limit_write(sizes[i], 0.2) * 1e-9);
    limit_row("limit-stream", sizes[i], 0, stream * 1e-9);
  }
}

/* ---- [memory] Numbers, and how many there were ---- */
enum { SMALL_PAGE = 64, LARGE_PAGE = 2 << 20 };

/* Long arrays on large pages, where the system has them and is asked: an array
 * of 64 MB is 16384 small pages, more than a processor remembers. */
static void *allocate(size_t bytes)
{
  const size_t unit = bytes < 2 * LARGE_PAGE ? SMALL_PAGE : LARGE_PAGE;
  const size_t whole = (bytes / unit + 1) * unit;
  void *p = aligned_alloc(unit, whole);
#if defined(MADV_HUGEPAGE)
  if (p && unit == LARGE_PAGE)
    madvise(p, whole, MADV_HUGEPAGE);
#endif
  return p;
}

real *bench_room(size_t n)
{
  real *x = allocate(n * sizeof *x);
  if (!x) {
    fprintf(stderr, "bench: no memory for %zu numbers\n", n);
    exit(EXIT_FAILURE);
  }
  memset(x, 0, n * sizeof *x);
  return x;
}

real *bench_numbers(size_t n, struct random *g)
{
  real *x = bench_room(n);
  for (size_t i = 0; i < n; i++)
    x[i] = (real)random_normal(g);
  return x;
}

/* The high-water mark of the process.  It only grows. */
double bench_memory(void)
{
  char line[256];
  double kilobytes = 0;
  FILE *f = fopen("/proc/self/status", "r");
  while (f && fgets(line, sizeof line, f))
    if (sscanf(line, "VmHWM: %lf", &kilobytes) == 1)
      break;
  if (f)
    fclose(f);
  return 1024 * kilobytes;
}

void bench_memory_row(struct item i, double seconds, double bytes)
{
  const double ns = 1e9 * seconds / (double)i.size;
  printf("%-26s %2d %4zu %7zu %24.1f ns %8.1f MB\n", i.name, i.l, i.channels,
         i.size, ns, bytes * 1e-6);
  fprintf(csv, "%s,%d,%zu,%zu,1,0,%.4g,0,0,0,0,%.4g,0,0\n", i.name, i.l,
          i.channels, i.size, ns, bytes * 1e-9);
}

/* ---- [where] A comment line: precision, compiler, machine, day ---- */
#if defined(__clang__)
enum { MAJOR = __clang_major__, MINOR = __clang_minor__ };
static const char compiler[] = "clang";
#else
enum { MAJOR = __GNUC__, MINOR = __GNUC_MINOR__ };
static const char compiler[] = "gcc";
#endif

/* The first processor's name; "" where nobody tells. */
static void processor(char name[64])
{
  char line[256];
  FILE *f = fopen("/proc/cpuinfo", "r");
  name[0] = '\0';
  while (f && !name[0] && fgets(line, sizeof line, f))
    if (sscanf(line, "model name : %63[^\n]", name) == 1)
      break;
  if (f)
    fclose(f);
}

static void where_and_when(void)
{
  char name[64], day[16] = "";
  const time_t now = time(NULL);
  const struct tm *t = localtime(&now);
  processor(name);
  if (t)
    strftime(day, sizeof day, "%Y-%m-%d", t);
  fprintf(csv, "# %s, vectors of %d bytes, %s %d.%d, %s, %ld cores, %s\n",
          REAL_NAME, fast_width(), compiler, MAJOR, MINOR,
          name[0] ? name : "a processor", sysconf(_SC_NPROCESSORS_ONLN), day);
}

/* ---- [main] Everything, or what is asked for ---- */
static const struct {
  const char *name;
  void (*run)(void);
  bool named; /* only where its name is said */
} subjects[] = {
    {"memory", bench_large_graphs, false}, /* first: memory in use only grows */
    {"limits", limits, false},
    {"couplings", bench_couplings, false},
    {"harmonics", bench_harmonics, false},
    {"convolution", bench_convolution, false},
    {"training", bench_training, false},
    {"ladder", bench_ladder, true}, /* some of convolution */
};
enum { SUBJECTS = sizeof subjects / sizeof *subjects };

static bool wanted(int subject, int count, char **names)
{
  bool found = count == 0 && !subjects[subject].named;
  for (int i = 0; i < count; i++)
    found = found || strcmp(subjects[subject].name, names[i]) == 0;
  return found;
}

/* A misspelt subject must not look like one that has no rows. */
static bool known(const char *name)
{
  for (int i = 0; i < SUBJECTS; i++)
    if (strcmp(subjects[i].name, name) == 0)
      return true;
  fprintf(stderr, "bench: no subject is called '%s'; there are", name);
  for (int i = 0; i < SUBJECTS; i++)
    fprintf(stderr, " %s", subjects[i].name);
  fprintf(stderr, "\n");
  return false;
}

static void titles(void)
{
  printf("precision %s, vectors of %d bytes, at most %zu threads\n", REAL_NAME,
         fast_width(), parallel_most());
  printf("%-26s %2s %4s %7s %2s %10s %9s %7s %7s %5s %6s %5s\n", "work", "l",
         "C", "size", "T", "reference", "fast/ns", "ratio", "GFLOP/s", "peak",
         "GB/s", "store");
  where_and_when();
  fprintf(csv, "work,l,channels,size,threads,reference_ns,ns,low_ns,high_ns,"
               "ratio,gflops,gbytes,peak_share,stream_share\n");
}

int main(int argc, char **argv)
{
  for (int i = 2; i < argc; i++)
    if (!known(argv[i]))
      return EXIT_FAILURE;
  csv = argc > 1 ? fopen(argv[1], "w") : NULL;
  if (!csv) {
    fprintf(stderr, "bench: cannot write %s\n",
            argc > 1 ? argv[1] : "without a file; say demo_bench FILE.csv");
    return EXIT_FAILURE;
  }
  titles();
  for (int i = 0; i < SUBJECTS; i++)
    if (subjects[i].run == limits || wanted(i, argc - 2, argv + 2))
      subjects[i].run();
  report_slower();
  if (fclose(csv)) {
    fprintf(stderr, "bench: %s could not be written (disk full?)\n", argv[1]);
    return EXIT_FAILURE;
  }
  return EXIT_SUCCESS;
}

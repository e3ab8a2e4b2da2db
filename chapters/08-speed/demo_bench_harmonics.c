/* demo_bench_harmonics.c: the harmonics of `make bench`. */
#include <stdlib.h>

#include "demo_bench.h"
#include "fast_harmonics.h"

/* ---- [harmonics] Points ---- */
struct points {
  int lmax;
  size_t n;
  real *xyz, *Y, *a;
};

static void reference_rows(void *p)
{
  struct points *s = p;
  harmonics(s->lmax, HARMONICS_INTEGRAL, s->n, s->xyz, s->Y);
}

static void fast_rows(void *p)
{
  struct points *s = p;
  fast_harmonics(s->lmax, HARMONICS_INTEGRAL, s->n, s->xyz, s->Y);
}

static void fast_blocks(void *p)
{
  struct points *s = p;
  fast_harmonics_blocks(s->lmax, HARMONICS_INTEGRAL, s->n, s->xyz, s->Y);
}

static void fast_expand(void *p)
{
  struct points *s = p;
  fast_harmonics_expand(s->lmax, HARMONICS_INTEGRAL, s->n, s->xyz, s->a, s->Y);
}

/* Multiplications and additions of one point, as generated: powers, the steps
 * of the recursion, the products. */
static double harmonics_flop(int lmax)
{
  double flop = 3 + 6 * (lmax - 1);
  for (int l = 1; l <= lmax; l++)
    flop += 2 * l + (l > 0 ? 1 : 0) + 4 * (l - 1);
  return flop;
}

static void harmonics_rows(int lmax, size_t n)
{
  static const struct {
    const char *name;
    void (*run)(void *);
  } ways[] = {{"harmonics-rows", fast_rows},
              {"harmonics-blocks", fast_blocks},
              {"harmonics-expand", fast_expand}};
  const size_t K = harmonics_count(lmax);
  struct points p = {lmax, n, NULL, NULL, NULL};
  struct random g = random_seed(1);
  p.xyz = malloc(3 * n * sizeof(real));
  p.Y = aligned_alloc(64, (n + 16) / 16 * 16 * K * sizeof(real));
  p.a = malloc(K * sizeof(real));
  for (size_t i = 0; i < 3 * n; i++)
    p.xyz[i] = (real)random_normal(&g);
  for (size_t k = 0; k < K; k++)
    p.a[k] = (real)random_normal(&g);
  for (size_t w = 0; w < 3; w++) {
    struct item item = {ways[w].name, lmax, 0, n, harmonics_flop(lmax), 0};
    item.bytes = (double)(w < 2 ? K : 1) * sizeof(real);
    item.flop += w == 2 ? 2.0 * (double)K : 0;
    bench_row(item, reference_rows, ways[w].run, &p);
  }
  free(p.xyz), free(p.Y), free(p.a);
}

void bench_harmonics(void)
{
  static const int degrees[] = {2, 4, 6, 10};
  static const size_t sizes[] = {1000, 10000, 100000};
  for (size_t s = 0; s < 3; s++)
    for (size_t d = 0; d < 4; d++)
      harmonics_rows(degrees[d], sizes[s]);
}

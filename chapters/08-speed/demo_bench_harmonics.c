/* demo_bench_harmonics.c: the harmonics of `make bench`. */
#include <stdbool.h>
#include <stdlib.h>

#include "demo_bench.h"
#include "fast_harmonics.h"

/* ---- [harmonics] Points ---- */
struct points {
  int lmax;
  size_t n;
  real *xyz, *Y, *a, *dY, *dxyz;
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

/* ---- [slopes] Gradients ---- */
static void reference_slopes(void *p)
{
  struct points *s = p;
  harmonics_gradients(s->lmax, HARMONICS_INTEGRAL, s->n, s->xyz, s->Y, s->dY);
}

static void slope_rows(void *p)
{
  struct points *s = p;
  fast_harmonics_gradients(s->lmax, HARMONICS_INTEGRAL, s->n, s->xyz, s->Y,
                           s->dY);
}

static void slope_blocks(void *p)
{
  struct points *s = p;
  fast_harmonics_gradients_blocks(s->lmax, HARMONICS_INTEGRAL, s->n, s->xyz,
                                  s->Y, s->dY);
}

/* As a network does it: the derivatives of a few blocks are in the cache. */
enum { FEW = 64 };

static void slope_used(void *p)
{
  struct points *s = p;
  for (size_t i = 0; i < s->n; i += FEW)
    fast_harmonics_backward_blocks(s->lmax, HARMONICS_INTEGRAL,
                                   s->n - i < FEW ? s->n - i : FEW,
                                   s->xyz + 3 * i, s->Y, s->dxyz + 3 * i);
}

/* ---- [count] Operations ----
 *
 * Multiplications and additions of one point, as generated: x^2 + y^2 and the
 * powers of x + iy; in degree l two for the first step, five for each of the
 * l - 1 others, and 2 l products.  The unit vector is not counted. */
static double harmonics_flop(int lmax)
{
  double flop = 3 + 6 * (lmax - 1);
  for (int l = 1; l <= lmax; l++)
    flop += 7 * l - 3;
  return flop;
}

/* Used at once in a sum: the powers; four for the two values at m = l, two at
 * m = 0 and five for each pair between; the first step is free, the second
 * takes three, the others four; and two for the three sums. */
static double expand_flop(int lmax)
{
  double flop = 3 + 6 * (lmax - 1) + 6 + 2;
  for (int l = 2; l <= lmax; l++)
    flop += 4 + 2 + 5 * (l - 1) + 3 + 4 * (l - 2);
  return flop;
}

/* The ladder, the radial part and its removal, as generated, with the values:
 * 28 l - 6 operations in degree l, four more in degree 1. */
static double slopes_flop(int lmax)
{
  return harmonics_flop(lmax) + 14 * lmax * (lmax + 1) - 6 * lmax + 4;
}

/* Used at once: 29 l - 9, five more in degree 1, and twelve at the end. */
static double back_flop(int lmax)
{
  return harmonics_flop(lmax) + 14.5 * lmax * (lmax + 1) - 9 * lmax + 17;
}

/* ---- [rows] All ways, at one size ---- */
static void harmonics_rows(int lmax, struct points *p)
{
  const double K = (double)harmonics_count(lmax), number = sizeof(real);
  const double values = harmonics_flop(lmax);
  const struct {
    const char *name;
    void (*reference)(void *), (*run)(void *);
    double flop, bytes;
    bool in_parts; /* timed with threads too */
  } ways[] = {
      {"harmonics-rows", reference_rows, fast_rows, values, K, true},
      {"harmonics-blocks", reference_rows, fast_blocks, values, K, false},
      {"harmonics-expand", reference_rows, fast_expand, expand_flop(lmax), 1,
       true},
      {"harmonics-gradient-rows", reference_slopes, slope_rows,
       slopes_flop(lmax), 4 * K, false},
      {"harmonics-gradient-blocks", reference_slopes, slope_blocks,
       slopes_flop(lmax), 4 * K, false},
      {"harmonics-gradient-used", reference_slopes, slope_used, back_flop(lmax),
       3, false},
  };
  for (size_t w = 0; w < 6; w++) {
    const struct item item = {
        ways[w].name, lmax, 0, p->n, ways[w].flop, ways[w].bytes * number};
    bench_row(item, ways[w].reference, ways[w].run, p);
    if (ways[w].in_parts && p->n >= 10000 && lmax != 6)
      bench_threads(item, ways[w].run, p);
  }
}

static void harmonics_size(int lmax, size_t n)
{
  const size_t K = harmonics_count(lmax), room = (n / FEW + 1) * FEW;
  struct points p = {.lmax = lmax, .n = n};
  struct random g = random_seed(1);
  p.xyz = bench_numbers(3 * n, &g);
  p.a = bench_numbers(K, &g);
  p.dxyz = bench_numbers(3 * n, &g);
  p.Y = bench_room(room * K), p.dY = bench_room(3 * room * K);
  harmonics_rows(lmax, &p);
  free(p.xyz), free(p.a), free(p.dxyz), free(p.Y), free(p.dY);
}

void bench_harmonics(void)
{
  static const int degrees[] = {2, 4, 6, 10};
  static const size_t sizes[] = {1000, 10000, 100000};
  for (size_t s = 0; s < 3; s++)
    for (size_t d = 0; d < 4; d++)
      harmonics_size(degrees[d], sizes[s]);
}

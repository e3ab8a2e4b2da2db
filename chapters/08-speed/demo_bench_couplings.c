/* demo_bench_couplings.c: rotations of `make bench`. */
#include <stdlib.h>

#include "demo_bench.h"
#include "wigner.h"

/* ---- [rotations] All D(R) up to a degree, in double ---- */
enum { ROTATIONS = 200, DEGREE = 8 };

struct turns {
  struct wigner_table table;
  rot3 R[ROTATIONS];
  double D[2000]; /* 1 + 9 + ... + 289 = 969 numbers */
};

static void exponentials(void *p)
{
  struct turns *s = p;
  for (size_t i = 0; i < ROTATIONS; i++)
    for (int l = 0; l <= DEGREE; l++)
      wigner_d_exp(l, s->R[i], s->D + wigner_block(l));
}

static void from_table(void *p)
{
  struct turns *s = p;
  for (size_t i = 0; i < ROTATIONS; i++)
    wigner_table_all(&s->table, s->R[i], s->D);
}

void bench_couplings(void)
{
  static struct turns s;
  struct random g = random_seed(5);
  if (wigner_table_create(DEGREE, &s.table))
    return;
  for (size_t i = 0; i < ROTATIONS; i++)
    s.R[i] = so3_random(&g);
  bench_row((struct item){"rotations", DEGREE, 0, ROTATIONS, 0, 969 * 8},
            exponentials, from_table, &s);
  wigner_table_free(&s.table);
}

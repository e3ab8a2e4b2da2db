/* demo_bench_couplings.c: rotations and couplings of `make bench`. */
#include <complex.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "clebsch_gordan.h"
#include "demo_bench.h"
#include "fast_wigner.h"

/* ---- [rotations] All D(R) up to a degree, in double ---- */
enum { ROTATIONS = 10000, DEGREE = 8 };

struct rotations {
  struct fast_wigner fast;
  struct wigner_table table;
  rot3 *R;
  double *D; /* (ROTATIONS, 969) */
};

static void exponentials(void *p)
{
  struct rotations *s = p;
  for (size_t i = 0; i < ROTATIONS; i++)
    for (int l = 0; l <= DEGREE; l++)
      wigner_d_exp(l, s->R[i], s->D + wigner_block(l));
}

static void from_table(void *p)
{
  struct rotations *s = p;
  for (size_t i = 0; i < ROTATIONS; i++)
    wigner_table_all(&s->table, s->R[i], s->D);
}

static void side_by_side(void *p)
{
  struct rotations *s = p;
  fast_wigner_all(&s->fast, ROTATIONS, s->R, s->D);
}

/* A term is a product and a sum; four entries share four products and take
 * three operations more each. */
static void rotation_rows(void)
{
  struct random g = random_seed(5);
  struct rotations s = {.R = malloc(ROTATIONS * sizeof *s.R)};
  const size_t size = wigner_block(DEGREE + 1);
  s.D = malloc(ROTATIONS * size * sizeof *s.D);
  if (s.R && s.D && !fast_wigner_create(DEGREE, &s.fast) &&
      !wigner_table_create(DEGREE, &s.table)) {
    for (size_t i = 0; i < ROTATIONS; i++)
      s.R[i] = so3_random(&g);
    const size_t terms = s.fast.end[s.fast.sums - 1];
    struct item item = {"rotations-table", DEGREE, 0, ROTATIONS, 0, 0};
    bench_row(item, exponentials, from_table, &s);
    item.name = "rotations";
    item.flop = 2 * (double)terms + 4 * (double)size;
    item.bytes = (double)(size * sizeof(double));
    bench_row(item, exponentials, side_by_side, &s);
    bench_threads(item, side_by_side, &s);
    wigner_table_free(&s.table);
  }
  fast_wigner_free(&s.fast);
  free(s.R), free(s.D);
}

/* ---- [couplings] All real tensors up to a degree ----
 *
 * The plain way: each entry a sum over the signs of its three orders, each
 * term a coefficient of SU(2), exact like those of chapter 4 or by Racah's sum
 * in double.  U[m][mu] of chapter 4 for mu = sign |m|. */
enum { COUPLED = 10 };
typedef enum cg_status coefficient(int, int, int, int, int, int, double *);
static double tensor[(2 * COUPLED + 1) * (2 * COUPLED + 1) * (2 * COUPLED + 1)];

static double complex change(int m, int sign)
{
  const double parity = m % 2 ? -1 : 1;
  if (m == 0)
    return sign > 0 ? 1 : 0;
  if (m > 0)
    return (sign < 0 ? 1 : parity) * sqrt(0.5);
  return (sign < 0 ? 1 : -parity) * sqrt(0.5) * (double complex)I;
}

static double entry(coefficient *su2, const int *l, const int *m)
{
  double complex sum = 0;
  for (int signs = 0; signs < 8; signs++) {
    const int s[3] = {signs & 1 ? -1 : 1, signs & 2 ? -1 : 1,
                      signs & 4 ? -1 : 1};
    double c = 0;
    su2(2 * l[0], 2 * s[0] * abs(m[0]), 2 * l[1], 2 * s[1] * abs(m[1]),
        2 * l[2], 2 * s[2] * abs(m[2]), &c);
    sum += conj(change(m[0], s[0])) * conj(change(m[1], s[1])) *
           change(m[2], s[2]) * c;
  }
  for (int k = 0; k < ((l[0] + l[1] - l[2]) % 4 + 4) % 4; k++)
    sum *= -(double complex)I;
  return creal(sum);
}

static void plain_tensor(coefficient *su2, const int *l)
{
  double *C = tensor;
  for (int a = -l[0]; a <= l[0]; a++)
    for (int b = -l[1]; b <= l[1]; b++)
      for (int c = -l[2]; c <= l[2]; c++)
        *C++ = entry(su2, l, (const int[]){a, b, c});
}

static void racah_tensor(const int *l)
{
  plain_tensor(cg_su2_racah, l);
}

static void naive_tensor(const int *l)
{
  plain_tensor(cg_su2, l);
}

static void exact_tensor(const int *l)
{
  cg_real(l[0], l[1], l[2], tensor);
}

static size_t all_tensors(void (*make)(const int *l))
{
  size_t n = 0;
  for (int a = 0; a <= COUPLED; a++)
    for (int b = 0; b <= COUPLED; b++)
      for (int c = abs(a - b); c <= a + b && c <= COUPLED; c++, n++)
        if (make)
          make((const int[]){a, b, c});
  return n;
}

static void racah_tensors(void *p)
{
  (void)p;
  all_tensors(racah_tensor);
}

static void naive_tensors(void *p)
{
  (void)p;
  all_tensors(naive_tensor);
}

static void exact_tensors(void *p)
{
  (void)p;
  all_tensors(exact_tensor);
}

/* A reference that computes something else would be a poor one. */
static bool right(void (*make)(const int *l))
{
  static const int l[3] = {3, 2, 4};
  double exact[7 * 5 * 9], max = 0;
  cg_real(3, 2, 4, exact);
  make(l);
  for (int i = 0; i < 7 * 5 * 9; i++)
    if (!(fabs(exact[i] - tensor[i]) <= max))
      max = fabs(exact[i] - tensor[i]); /* NaN, too */
  return max <= 1e-12;
}

static void coupling_rows(void)
{
  if (!right(naive_tensor) || !right(racah_tensor)) {
    fprintf(stderr, "bench: the plain tensors are wrong\n");
    return;
  }
  struct item item = {"clebsch-gordan", COUPLED, 0, all_tensors(NULL), 0, 0};
  bench_row(item, naive_tensors, exact_tensors, NULL);
  item.name = "clebsch-gordan-racah";
  bench_row(item, racah_tensors, exact_tensors, NULL);
}

/* ---- [halfturn] J, of one degree, from the exponential ---- */
enum { J_DEGREE = 100 };

static void j_exponential(void *p)
{
  const double half = sqrt(0.5);
  rot3 R;
  so3_axis_angle((vec3){0, half, half}, acos(-1.0), &R);
  wigner_d_exp(J_DEGREE, R, p);
}

static void j_recurrence(void *p)
{
  wigner_j(J_DEGREE, p);
}

void bench_couplings(void)
{
  rotation_rows();
  coupling_rows();
  double *J = malloc((2 * J_DEGREE + 1) * (2 * J_DEGREE + 1) * sizeof *J);
  if (J)
    bench_row((struct item){"j", J_DEGREE, 0, 1, 0,
                            8.0 * (2 * J_DEGREE + 1) * (2 * J_DEGREE + 1)},
              j_exponential, j_recurrence, J);
  free(J);
}

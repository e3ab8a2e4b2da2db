/* demo.c: the tables and the plot data of chapter 4. */
#include "clebsch_gordan.h"
#include "demo.h"
#include "exact.h"
#include "harmonics.h"
#include "matrix.h"
#include "piece.h"
#include "random.h"
#include "real.h"
#include "wigner.h"

#include <complex.h>
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static size_t dim(int l)
{
  return 2 * (size_t)l + 1;
}

/* The larger of two; NaN as soon as one is NaN. */
static double larger(double a, double b)
{
  return isnan(a) || b <= a ? a : b;
}

static void *room(size_t n, size_t size)
{
  void *p = calloc(n, size);
  if (!p) {
    fprintf(stderr, "demo: out of memory\n");
    exit(EXIT_FAILURE);
  }
  return p;
}

static double *tensor(int l1, int l2, int l3)
{
  double *C = room(dim(l1) * dim(l2) * dim(l3), sizeof *C);
  if (cg_real(l1, l2, l3, C) != CG_OK)
    exit(EXIT_FAILURE);
  return C;
}

/* Whole l and m. */
static double su2(int l1, int m1, int l2, int m2, int l3, int m3)
{
  double value = 0;
  cg_su2(2 * l1, 2 * m1, 2 * l2, 2 * m2, 2 * l3, 2 * m3, &value);
  return value;
}

static double naive(int l1, int m1, int l2, int m2, int l3, int m3)
{
  double value = 0;
  cg_su2_racah(2 * l1, 2 * m1, 2 * l2, 2 * m2, 2 * l3, 2 * m3, &value);
  return value;
}

/* ---- [weights] Counting states ---- */
static void weights_of(int l1, int l2, FILE *file)
{
  printf("(%d,%d)  m:", l1, l2);
  for (int m = -l1 - l2; m <= l1 + l2; m++)
    printf("%4d", m);
  printf("\n  states:");
  for (int m = -l1 - l2; m <= l1 + l2; m++) {
    int count = 0;
    for (int m1 = -l1; m1 <= l1; m1++)
      count += abs(m - m1) <= l2;
    printf("%4d", count);
    fprintf(file, "%d %d\n", m, count);
    if (l1 == 1 && l2 == 1 && m == 0)
      demo_value("plateau11", "%d", count);
  }
  printf("\n");
  fprintf(file, "\n\n");
}

static void weights(void)
{
  demo_section("weights", "How many states share a weight");
  FILE *file = demo_open("weights.dat");
  weights_of(1, 1, file);
  weights_of(2, 1, file);
  weights_of(3, 2, file);
  file = demo_open("states.dat");
  for (int m1 = -3; m1 <= 3; m1++)
    for (int m2 = -2; m2 <= 2; m2++)
      fprintf(file, "%d %d %d\n", m1, m2, m1 + m2);
}

/* ---- [onebyone] Two vectors, nine numbers ---- */
static void contract(const double *C, size_t n3, const double x[3],
                     const double y[3], double *z)
{
  for (size_t c = 0; c < n3; c++) {
    z[c] = 0;
    for (size_t a = 0; a < 3; a++)
      for (size_t b = 0; b < 3; b++)
        z[c] += C[(a * 3 + b) * n3 + c] * x[a] * y[b];
  }
}

static void one_by_one(void)
{
  /* r = (1, 2, 3) and s = (2, 0, 1), in the order (y, z, x). */
  const double r[3] = {2, 3, 1}, s[3] = {0, 1, 2};
  const char *name[3] = {"dot / sqrt 3", "cross / sqrt 2", "traceless"};
  double total = 0, z[5];
  demo_section("onebyone", "r = (1,2,3) times s = (2,0,1)");
  printf("%60s%8s\n", "", "squares");
  FILE *file = demo_open("onebyone.dat");
  for (size_t a = 0; a < 3; a++)
    for (size_t b = 0; b < 3; b++)
      fprintf(file, "%zu %zu %g\n", a, b, r[a] * s[b]);
  for (int l = 0; l <= 2; l++) {
    double *C = tensor(1, 1, l), sum = 0;
    contract(C, dim(l), r, s, z);
    printf("l = %d  %-14s", l, name[l]);
    for (size_t c = 0; c < dim(l); c++) {
      printf(" %7.4f", z[c]);
      sum += z[c] * z[c];
    }
    printf("%*s %7.4f\n", 8 * (5 - (int)dim(l)), "", sum);
    total += sum;
    fprintf(file, "\n\n");
    for (size_t a = 0; a < 3; a++)
      for (size_t b = 0; b < 3; b++) {
        double part = 0;
        for (size_t c = 0; c < dim(l); c++)
          part += C[(a * 3 + b) * dim(l) + c] * z[c];
        fprintf(file, "%zu %zu %.6g\n", a, b, part);
      }
    free(C);
  }
  printf("all nine: %g = |r|^2 |s|^2 = 14 x 5\n", total);
}

/* ---- [ladder] Coefficients of 1 x 1 ---- */
static void ladder(void)
{
  demo_section("ladder", "<1 m1 1 m2 | l m>, and six times its square");
  printf(" m1 m2      l = 2            l = 1            l = 0\n");
  for (int m1 = 1; m1 >= -1; m1--)
    for (int m2 = 1; m2 >= -1; m2--) {
      printf(" %2d %2d", m1, m2);
      for (int l = 2; l >= 0; l--) {
        if (abs(m1 + m2) > l) {
          printf("       .         ");
          continue;
        }
        double c = su2(1, m1, 1, m2, l, m1 + m2);
        printf("  %9.6f (%2.0f)  ", c, 6 * c * c);
      }
      printf("\n");
    }
}

/* ---- [digits] What cancels in Racah's sum ---- */

/* Bits of the largest term and of the sum over k of (-1)^k C(l, k)^3, which is
 * Racah's sum for (l, l, l) and m1 = m2 = 0. */
static void cancel(int l, size_t *term_bits, size_t *sum_bits)
{
  struct exact even, odd, term;
  exact_set(&even, 0);
  exact_set(&odd, 0);
  *term_bits = 0;
  for (int k = 0; k <= l; k++) {
    exact_set(&term, 1);
    for (int i = 0; i < 3; i++)
      exact_times_binomial(&term, l, k);
    if (exact_bits(&term) > *term_bits)
      *term_bits = exact_bits(&term);
    exact_add(k % 2 ? &odd : &even, &term);
  }
  bool less = exact_compare(&even, &odd) < 0;
  exact_subtract(less ? &odd : &even, less ? &even : &odd);
  *sum_bits = exact_bits(less ? &odd : &even);
}

static void digits(void)
{
  size_t term, sum;
  bool gone = false;
  demo_section("digits", "Racah's sum for (l,l,l), m1 = m2 = 0, in bits");
  printf("   l   largest term   the sum   lost to cancellation\n");
  FILE *file = demo_open("digits.dat");
  for (int l = 2; l <= 100; l += 2) {
    cancel(l, &term, &sum);
    fprintf(file, "%d %zu %zu\n", l, term, sum);
    if (l == 4 || l == 10 || l == 20 || l == 50 || l == 100)
      printf("%4d %10zu %12zu %12zu\n", l, term, sum, term - sum);
    if (!gone && term - sum >= DBL_MANT_DIG)
      demo_value("bits53", "%d", l);
    gone = gone || term - sum >= DBL_MANT_DIG;
  }
}

/* ---- [methods] Other floating-point ways ---- */

/* The sum in float, factorials in float. */
static float factorial_float(int n)
{
  float product = 1;
  for (int i = 2; i <= n; i++)
    product *= (float)i;
  return product;
}

static double racah_float(int l, int m1, int m2)
{
  float root = (float)(2 * l + 1), sum = 0;
  const int m[3] = {m1, m2, m1 + m2};
  for (int i = 0; i < 3; i++)
    root *= factorial_float(l);
  root = sqrtf(root / factorial_float(3 * l + 1));
  for (int i = 0; i < 3; i++)
    root *= sqrtf(factorial_float(l + m[i])) * sqrtf(factorial_float(l - m[i]));
  for (int k = 0; k <= l; k++)
    if (l - m1 - k >= 0 && l + m2 - k >= 0 && m1 + k >= 0 && k - m2 >= 0)
      sum += (k % 2 ? -1.0F : 1.0F) /
             (factorial_float(k) * factorial_float(l - k) *
              factorial_float(l - m1 - k) * factorial_float(l + m2 - k) *
              factorial_float(m1 + k) * factorial_float(k - m2));
  return (double)(root * sum);
}

/* Logarithms of factorials: no overflow, and no cure for cancellation. */
static double racah_log(int l, int m1, int m2)
{
  const int m[3] = {m1, m2, m1 + m2};
  double root = log(2.0 * l + 1) + 3 * lgamma(l + 1.0) - lgamma(3.0 * l + 2);
  double sum = 0;
  for (int i = 0; i < 3; i++)
    root += lgamma(l + m[i] + 1.0) + lgamma(l - m[i] + 1.0);
  for (int k = 0; k <= l; k++)
    if (l - m1 - k >= 0 && l + m2 - k >= 0 && m1 + k >= 0 && k - m2 >= 0)
      sum += (k % 2 ? -1 : 1) *
             exp(root / 2 - lgamma(k + 1.0) - lgamma(l - k + 1.0) -
                 lgamma(l - m1 - k + 1.0) - lgamma(l + m2 - k + 1.0) -
                 lgamma(m1 + k + 1.0) - lgamma(k - m2 + 1.0));
  return sum;
}

/* ---- [errors] Error against l for every method ---- */
struct errors {
  double racah_float, racah, racah_log, null_space;
};

static double null_space_error(int l)
{
  size_t n = dim(l) * dim(l) * dim(l);
  double *C = tensor(l, l, l), *N = room(n, sizeof *N), plus = 0, minus = 0;
  if (cg_null_space(l, l, l, N) != CG_OK)
    exit(EXIT_FAILURE);
  for (size_t i = 0; i < n; i++) {
    plus = larger(plus, fabs(C[i] - N[i]));
    minus = larger(minus, fabs(C[i] + N[i]));
  }
  free(C);
  free(N);
  return plus < minus ? plus : minus;
}

/* The worst over up to 150 random entries of (l, l, l) and over m = 0; NaN as
 * soon as one entry is NaN. */
static struct errors errors_at(int l, struct random *g)
{
  struct errors e = {0, 0, 0, (double)NAN};
  for (int i = 0; i < 150; i++) {
    int m1 = i ? (int)random_below(g, dim(l)) - l : 0;
    int m2 = i ? (int)random_below(g, dim(l)) - l : 0;
    if (abs(m1 + m2) > l)
      continue;
    double want = su2(l, m1, l, m2, l, m1 + m2);
    double got = naive(l, m1, l, m2, l, m1 + m2);
    e.racah_float = larger(fabs(racah_float(l, m1, m2) - want), e.racah_float);
    e.racah = larger(fabs(got - want), e.racah);
    e.racah_log = larger(fabs(racah_log(l, m1, m2) - want), e.racah_log);
  }
  if (l <= 12)
    e.null_space = null_space_error(l);
  return e;
}

static void print_error(double e)
{
  if (isnan(e))
    printf("        NaN");
  else
    printf("    %7.0e", e);
}

static void errors(void)
{
  struct random g = random_seed(44);
  demo_section("errors", "Largest error of a coefficient of (l,l,l)");
  printf("   l  sum, float  sum, double  log-gamma  (exact: below 6e-17)\n");
  FILE *file = demo_open("errors.dat");
  for (int l = 1; l <= 100; l++) {
    struct errors e = errors_at(l, &g);
    fprintf(file, "%d %g %g %g %g\n", l, e.racah_float, e.racah, e.racah_log,
            e.null_space);
    if (l == 2 || l == 5 || l % 10 == 0) {
      printf("%4d", l);
      print_error(e.racah_float);
      print_error(e.racah);
      print_error(e.racah_log);
      printf("\n");
    }
    if (l == 100)
      demo_value("log100", "%.0e", e.racah_log);
  }
}

/* ---- [silent] Zeros that say nothing ---- */
static void silent(void)
{
  int zero = 0, nan = 0;
  demo_section("silent", "The naive sum at (l,l,l), m1 = 1, m2 = -1");
  printf("   l       exact                 naive\n");
  for (int l = 2; l <= 80; l++) {
    double want = su2(l, 1, l, -1, l, 0), got = naive(l, 1, l, -1, l, 0);
    if (!zero && got == 0 && want != 0)
      zero = l;
    if (!nan && isnan(got))
      nan = l;
    if (l == 10 || l == 30 || l == 50 || l == zero || l == nan)
      printf("%4d  %20.17f  %s%.17g\n", l, want, got < 0 ? "" : " ",
             isnan(got)      ? (double)NAN
             : fabs(got) > 0 ? got
                             : 0.0);
  }
  demo_value("firstzero", "%d", zero);
  demo_value("firstnan", "%d", nan);
  demo_value("tiny", "%.1e", su2(100, 100, 100, -100, 200, 0));
}

/* ---- [map] What large coefficients look like ---- */
static void map(void)
{
  FILE *file = demo_open("map.dat");
  for (int m1 = -30; m1 <= 30; m1++) {
    for (int m2 = -30; m2 <= 30; m2++) {
      double c =
          abs(m1 + m2) <= 30 ? su2(30, m1, 30, m2, 30, m1 + m2) : (double)NAN;
      fprintf(file, "%d %d %g\n", m1, m2, c);
    }
    fprintf(file, "\n");
  }
}

/* ---- [phase] The real basis without phases ---- */
static double complex change(int m, int mu)
{
  double sign = m % 2 ? -1 : 1, r = sqrt(0.5);
  if (m == 0)
    return 1;
  if (m > 0)
    return mu > 0 ? sign * r : r;
  return (double complex)I * (mu > 0 ? -sign * r : r);
}

static double complex plain(const int l[3], int m1, int m2, int m3)
{
  double complex sum = 0;
  for (int s = m1 ? -1 : 1; s <= 1; s += 2)
    for (int t = m2 ? -1 : 1; t <= 1; t += 2) {
      int mu1 = s * abs(m1), mu2 = t * abs(m2), mu3 = mu1 + mu2;
      if (abs(mu3) == abs(m3))
        sum += conj(change(m1, mu1)) * conj(change(m2, mu2)) * change(m3, mu3) *
               su2(l[0], mu1, l[1], mu2, l[2], mu3);
    }
  return sum;
}

static void parts(const int l[3], FILE *file, double *re, double *im)
{
  *re = *im = 0;
  for (int m1 = -l[0]; m1 <= l[0]; m1++)
    for (int m2 = -l[1]; m2 <= l[1]; m2++)
      for (int m3 = -l[2]; m3 <= l[2]; m3++) {
        double complex z = plain(l, m1, m2, m3);
        *re = larger(*re, fabs(creal(z)));
        *im = larger(*im, fabs(cimag(z)));
        if (file && cabs(z) > 0)
          fprintf(file, "%.6f %.6f\n", creal(z), cimag(z));
      }
}

static void phase(void)
{
  const int list[][3] = {{1, 1, 0}, {1, 1, 1}, {1, 1, 2}, {2, 1, 2},
                         {2, 2, 2}, {2, 2, 3}, {3, 2, 2}, {3, 3, 4}};
  double re, im;
  int even = 0, odd = 0, mixed = 0;
  demo_section("phase", "The real basis alone: largest real, imaginary part");
  printf(" l1 l2 l3   sum is   real       imaginary\n");
  for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
    const int *l = list[i];
    parts(l, NULL, &re, &im);
    printf("%3d%3d%3d   %-6s   %.6f   %.6f\n", l[0], l[1], l[2],
           (l[0] + l[1] + l[2]) % 2 ? "odd" : "even", re, im);
  }
  for (int l1 = 0; l1 <= 4; l1++)
    for (int l2 = 0; l2 <= 4; l2++)
      for (int l3 = abs(l1 - l2); l3 <= l1 + l2; l3++) {
        parts((const int[]){l1, l2, l3}, NULL, &re, &im);
        even += im == 0;
        odd += re == 0;
        mixed += re != 0 && im != 0;
      }
  demo_value("allpaths", "%d", even + odd + mixed);
  demo_value("evenpaths", "%d", even);
  demo_value("oddpaths", "%d", odd);
  FILE *file = demo_open("phase.dat");
  parts((const int[]){3, 3, 4}, file, &re, &im);
  fprintf(file, "\n\n");
  parts((const int[]){4, 3, 4}, file, &re, &im);
}

/* ---- [sparsity] Pictures of the tensors ---- */
static void list(int l1, int l2, int l3)
{
  size_t n;
  struct cg_term t[50];
  cg_sparse(l1, l2, l3, &n, t);
  for (size_t i = 0; i < n; i++)
    printf("  %3d %3d %3d  %9.6f\n", t[i].i1 - l1, t[i].i2 - l2, t[i].i3 - l3,
           t[i].c);
}

static void sparsity(void)
{
  demo_section("sparse", "The list of (1,1,2): m1, m2, m3, C");
  list(1, 1, 2);
  FILE *file = demo_open("matrix.dat");
  size_t row = 0;
  for (int l3 = 0; l3 <= 4; l3++) {
    double *C = tensor(2, 2, l3);
    for (size_t c = 0; c < dim(l3); c++, row++)
      for (size_t k = 0; k < 25; k++)
        fprintf(file, "%zu %zu %.6g\n", k, row, C[k * dim(l3) + c]);
    free(C);
  }
  file = demo_open("slices.dat");
  const int l[2] = {4, 3};
  for (int i = 0; i < 2; i++) {
    double *C = tensor(3, 3, l[i]);
    for (size_t c = 0; c < dim(l[i]); c++) {
      for (size_t k = 0; k < 49; k++)
        fprintf(file, "%zu %zu %.6g\n", k / 7, k % 7, C[k * dim(l[i]) + c]);
      fprintf(file, "\n\n");
    }
    free(C);
  }
}

/* ---- [nonzeros] How many entries are not zero ---- */
static void nonzeros(void)
{
  const int list_l[] = {1, 2, 3, 4, 6, 8, 11, 16, 22, 32, 45, 64, 100};
  demo_section("nonzeros", "Entries of (l,l,l)");
  printf("   l      dense   non-zero   per cent\n");
  FILE *file = demo_open("nonzeros.dat");
  for (size_t i = 0; i < sizeof list_l / sizeof *list_l; i++) {
    int l = list_l[i];
    size_t n, dense = dim(l) * dim(l) * dim(l);
    cg_sparse(l, l, l, &n, NULL);
    fprintf(file, "%d %zu %zu %zu\n", l, dense, n, 2 * dim(l) * dim(l));
    if (l == 1 || l == 2 || l == 4 || l == 8 || l == 16 || l == 32 || l > 64)
      printf("%4d %10zu %10zu %9.2f\n", l, dense, n,
             100.0 * (double)n / (double)dense);
    if (l == 100) {
      demo_value("dense100", "%zu", dense);
      demo_value("sparse100", "%zu", n);
      demo_value("megabytes100", "%.0f", (double)dense * sizeof(double) / 1e6);
    }
  }
}

/* ---- [zeros] Zeros that no rule asks for ---- */
static size_t allowed_entries(int l1, int l2, int l3)
{
  size_t n = 0;
  for (int m1 = -l1; m1 <= l1; m1++)
    for (int m2 = -l2; m2 <= l2; m2++)
      for (int m3 = -l3; m3 <= l3; m3++) {
        int M = abs(m3), sines = (m1 < 0) + (m2 < 0) + (m3 < 0);
        n += (M == abs(m1) + abs(m2) || M == abs(abs(m1) - abs(m2))) &&
             (sines + l1 + l2 + l3) % 2 == 0;
      }
  return n;
}

static void zeros(void)
{
  size_t all = 0, zero = 0, n;
  demo_section("zeros", "Entries of (l,l,l) that are zero all the same");
  printf("   l    allowed   non-zero   zero\n");
  for (int l = 1; l <= 20; l++) {
    size_t allowed = allowed_entries(l, l, l);
    cg_sparse(l, l, l, &n, NULL);
    if (l == 2 || l == 4 || (n < allowed && l < 16))
      printf("%4d %10zu %10zu %6zu\n", l, allowed, n, allowed - n);
    if (l == 8)
      demo_value("zeros888", "%zu", allowed - n);
  }
  for (int l1 = 0; l1 <= 8; l1++)
    for (int l2 = 0; l2 <= 8; l2++)
      for (int l3 = abs(l1 - l2); l3 <= l1 + l2 && l3 <= 8; l3++) {
        cg_sparse(l1, l2, l3, &n, NULL);
        all += allowed_entries(l1, l2, l3);
        zero += allowed_entries(l1, l2, l3) - n;
      }
  demo_value("allowed8", "%zu", all);
  demo_value("zeros8", "%zu", zero);
}

/* ---- [singular] The null space in the open ---- */

/* All three equations on all unknowns: (3 n, n) with n = (2l+1)^3. */
static double *equations(int l)
{
  size_t d = dim(l), n = d * d * d;
  double *A = room(3 * n * n, sizeof *A), *L = room(3 * d * d, sizeof *L);
  wigner_generators(l, L, L + d * d, L + 2 * d * d);
  for (size_t axis = 0; axis < 3; axis++)
    for (size_t i = 0; i < n; i++) {
      const double *G = L + axis * d * d;
      size_t a = i / (d * d), b = i / d % d, c = i % d;
      double *row = A + (axis * n + i) * n;
      for (size_t k = 0; k < d; k++) {
        row[(k * d + b) * d + c] += G[a * d + k];
        row[(a * d + k) * d + c] += G[b * d + k];
        row[(a * d + b) * d + k] += G[c * d + k];
      }
    }
  free(L);
  return A;
}

static void singular_of(int l, FILE *file)
{
  size_t d = dim(l), n = d * d * d, first = 0;
  double *A = equations(l), *S = room(n, sizeof *S);
  double *V = room(n * n, sizeof *V);
  if (!matrix_svd(3 * n, n, A, S, V))
    exit(EXIT_FAILURE);
  printf("(%d,%d,%d): %zu unknowns, %zu equations\n", l, l, l, n, 3 * n);
  for (size_t i = 0; i < n; i++) {
    fprintf(file, "%zu %g\n", i + 1, S[n - 1 - i]);
    if (i + 1 == n || fabs(S[i + 1] - S[i]) > 1e-6) {
      printf("  %9.6f  %3zu times    square %6.3f\n", S[i] + 1e-12,
             i + 1 - first, S[i] * S[i] + 1e-12);
      first = i + 1;
    }
  }
  fprintf(file, "\n\n");
  free(A);
  free(S);
  free(V);
}

static void singular(void)
{
  demo_section("singular", "Singular values of the intertwiner equation");
  FILE *file = demo_open("singular.dat");
  singular_of(1, file);
  singular_of(2, file);
}

/* ---- [product] Harmonics times harmonics ---- */
static void product(void)
{
  const real r[3] = {REAL(0.3), REAL(-0.5), REAL(0.8)};
  const int list_l[][3] = {{1, 1, 0}, {1, 1, 1}, {1, 1, 2}, {2, 2, 2},
                           {2, 1, 2}, {3, 2, 3}, {3, 2, 4}, {4, 4, 6}};
  real Y[81];
  harmonics(8, HARMONICS_INTEGRAL, 1, r, Y);
  demo_section("product", "C(Y_l1(r), Y_l2(r)) against Y_l3(r)");
  printf(" l1 l2 l3   ratio       by the formula\n");
  for (size_t i = 0; i < sizeof list_l / sizeof *list_l; i++) {
    int l1 = list_l[i][0], l2 = list_l[i][1], l3 = list_l[i][2];
    double *C = tensor(l1, l2, l3), up = 0, down = 0;
    for (size_t c = 0; c < dim(l3); c++) {
      double z = 0, y = (double)Y[(size_t)(l3 * l3) + c];
      for (size_t a = 0; a < dim(l1); a++)
        for (size_t b = 0; b < dim(l2); b++)
          z += C[(a * dim(l2) + b) * dim(l3) + c] *
               (double)Y[(size_t)(l1 * l1) + a] *
               (double)Y[(size_t)(l2 * l2) + b];
      up += z * y;
      down += y * y;
    }
    double want =
        sqrt((double)(dim(l1) * dim(l2)) / (4 * acos(-1) * (double)dim(l3))) *
        fabs(su2(l1, 0, l2, 0, l3, 0));
    printf("%3d%3d%3d   %.6f    %.6f\n", l1, l2, l3, fabs(up / down), want);
    if (l1 == 1 && l3 == 2)
      demo_value("factor112", "%.3f", up / down);
    free(C);
  }
  FILE *file = demo_open("factor.dat");
  for (int l3 = 0; l3 <= 24; l3++)
    fprintf(file, "%d %g\n", l3,
            25 / sqrt(4 * acos(-1) * (double)dim(l3)) *
                fabs(su2(12, 0, 12, 0, l3, 0)));
}

/* ---- [symmetry] One tensor behind three ---- */
static void symmetry(void)
{
  double *A = tensor(2, 1, 3), *B = tensor(1, 3, 2), *C = tensor(3, 2, 1);
  demo_section("symmetry", "(2,1,3), (1,3,2), (3,2,1) at m = (1, -1, -2)");
  double a = A[(3 * 3 + 0) * 7 + 1], b = B[(0 * 7 + 1) * 5 + 3];
  double c = C[(1 * 5 + 3) * 3 + 0];
  printf("C          %10.6f %10.6f %10.6f\n", a, b, c);
  printf("C / sqrt n %10.6f %10.6f %10.6f\n", a / sqrt(7), b / sqrt(5),
         c / sqrt(3));
  free(A);
  free(B);
  free(C);
}

/* ---- [octonions] The tensor (3,3,3) ---- */
static void octonions(void)
{
  double *C = tensor(3, 3, 3);
  demo_section("octonions", "Sqrt 6 C for (3,3,3), m1 < m2 < m3");
  for (size_t a = 0; a < 7; a++)
    for (size_t b = a + 1; b < 7; b++)
      for (size_t c = b + 1; c < 7; c++) {
        double entry = sqrt(6) * C[(a * 7 + b) * 7 + c];
        if (entry != 0)
          printf("  %2d %2d %2d   %+.3f\n", (int)a - 3, (int)b - 3, (int)c - 3,
                 entry);
      }
  free(C);
}

/* ---- [piece] What products of the piece's arrows know ---- */
static void arrow_of(rot3 R, const double mirror[3], int j, double x[3])
{
  vec3 r = so3_apply(R, (vec3){mirror[0] * PIECE[j][0], mirror[1] * PIECE[j][1],
                               mirror[2] * PIECE[j][2]});
  x[0] = r.y, x[1] = r.z, x[2] = r.x;
}

/* b . c, (a x b) . c, and the cross product of the sum with itself. */
static void invariants(rot3 R, const double mirror[3], double out[3])
{
  double *dot = tensor(1, 1, 0), *cross = tensor(1, 1, 1);
  double a[3], b[3], c[3], sum[3], z[3];
  arrow_of(R, mirror, 1, a);
  arrow_of(R, mirror, 2, b);
  arrow_of(R, mirror, 3, c);
  contract(dot, 1, b, c, out);
  contract(cross, 3, a, b, z);
  contract(dot, 1, z, c, out + 1);
  for (int i = 0; i < 3; i++)
    sum[i] = a[i] + b[i] + c[i];
  contract(cross, 3, sum, sum, z);
  out[2] = larger(fabs(z[0]), larger(fabs(z[1]), fabs(z[2])));
  free(dot);
  free(cross);
}

static void piece(void)
{
  const double as_it_is[3] = {1, 1, 1};
  const char *name[3] = {"C(1,1,0) of b and c",
                         "C(1,1,0) of C(1,1,1)(a, b) and c",
                         "C(1,1,1) of a + b + c with itself"};
  double left[3], turned[3], mirrored[3];
  rot3 R = so3_exp((vec3){PIECE_TURN[0], PIECE_TURN[1], PIECE_TURN[2]});
  invariants(so3_identity(), as_it_is, left);
  invariants(R, as_it_is, turned);
  invariants(so3_identity(), PIECE_MIRROR, mirrored);
  demo_section("piece", "Products of the piece's three arrows");
  printf("%34s      left    turned  mirrored\n", "");
  for (int k = 0; k < 3; k++)
    printf("%-34s %9.6f %9.6f %9.6f\n", name[k], left[k], turned[k],
           mirrored[k]);
}

int main(int argc, char **argv)
{
  demo_begin(argc, argv);
  weights();
  one_by_one();
  ladder();
  digits();
  errors();
  silent();
  map();
  phase();
  symmetry();
  octonions();
  sparsity();
  nonzeros();
  zeros();
  singular();
  product();
  piece();
  return demo_end();
}

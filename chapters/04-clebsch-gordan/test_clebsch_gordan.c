/* test_clebsch_gordan.c: what chapter 4 says of couplings, checked.
 * Pinned values come from anchors.py; random ones from the seeds named here. */
#include "clebsch_gordan.h"
#include "exact.h"
#include "harmonics.h"
#include "real.h"
#include "test.h"
#include "wigner.h"

#include <float.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "anchors.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define EPS      DBL_EPSILON

/* ---- [helpers] Tensors and comparisons ---- */
static size_t dim(int l)
{
  return 2 * (size_t)l + 1;
}

static double *new_array(size_t n)
{
  double *A = calloc(n, sizeof *A);
  check_true(A != NULL, "memory for %zu numbers", n);
  return A;
}

static double *new_tensor(int l1, int l2, int l3)
{
  double *C = new_array(dim(l1) * dim(l2) * dim(l3));
  check_true(cg_real(l1, l2, l3, C) == CG_OK, "the tensor (%d,%d,%d)", l1, l2,
             l3);
  return C;
}

/* C[m1][m2][m3]. */
static double at(const double *C, int l1, int l2, int l3, int m1, int m2,
                 int m3)
{
  size_t i = (size_t)(m1 + l1), j = (size_t)(m2 + l2), k = (size_t)(m3 + l3);
  return C[(i * dim(l2) + j) * dim(l3) + k];
}

static double su2(int j1, int m1, int j2, int m2, int j3, int m3)
{
  double value = (double)NAN;
  check_true(cg_su2(j1, m1, j2, m2, j3, m3, &value) == CG_OK,
             "<%d %d %d %d | %d %d>, doubled", j1, m1, j2, m2, j3, m3);
  return value;
}

static int between(struct random *g, int low, int high)
{
  return low + (int)random_below(g, (uint64_t)(high - low + 1));
}

/* ---- [exact] Whole numbers ---- */
static void set64(struct exact *x, uint64_t v)
{
  exact_set(x, (uint32_t)(v >> 32));
  exact_shift(x, 32);
  struct exact low;
  exact_set(&low, (uint32_t)v);
  exact_add(x, &low);
}

static bool equals64(const struct exact *x, uint64_t v)
{
  uint64_t got = (x->n > 0 ? x->limb[0] : 0);
  if (x->n > 1)
    got |= (uint64_t)x->limb[1] << 32;
  return x->n <= 2 && got == v && (x->n == 0 || x->limb[x->n - 1] != 0);
}

TEST(law_exact_is_integer_arithmetic)
{
  struct random g = random_seed(401);
  for (int i = 0; i < 2000; i++) {
    uint64_t a = random_bits(&g) >> random_below(&g, 64) >> 1;
    uint64_t b = random_bits(&g) >> random_below(&g, 64) >> 1;
    uint32_t d = (uint32_t)(random_bits(&g) >> 32) | 1;
    struct exact x, y;
    set64(&x, a);
    set64(&y, b);
    check_true(equals64(&x, a), "a 64-bit number by its halves");
    check_true((exact_compare(&x, &y) > 0) == (a > b) &&
                   (exact_compare(&x, &y) < 0) == (a < b),
               "order of two numbers, seed 401");
    exact_add(&x, &y);
    check_true(equals64(&x, a + b), "a sum, seed 401");
    exact_subtract(&x, &y);
    check_true(equals64(&x, a), "a difference, seed 401");
    exact_times(&x, d);
    check_true(exact_divide(&x, d) == 0 && equals64(&x, a), "a d / d");
    check_true(exact_divide(&x, d) == a % d && equals64(&x, a / d),
               "quotient and remainder, seed 401");
  }
}

TEST(law_exact_squares_and_shifts)
{
  /* (x + 1)^2 = x^2 + 2 x + 1, and a shift is a repeated doubling. */
  struct exact x, one, square, next, twice;
  exact_set(&x, 0x9e3779b9u);
  exact_set(&one, 1);
  for (int i = 0; i < 30; i++) {
    exact_square(&x, &square);
    twice = x;
    exact_shift(&twice, 1);
    exact_add(&square, &twice);
    exact_add(&square, &one);
    exact_add(&x, &one);
    exact_square(&x, &next);
    check_true(exact_compare(&square, &next) == 0, "(x+1)^2, step %d", i);
    exact_times(&x, 0xfffffffbu);
  }
  for (size_t s = 0; s < 100; s++) {
    struct exact shifted = one, doubled = one;
    exact_shift(&shifted, s);
    for (size_t i = 0; i < s; i++)
      exact_times(&doubled, 2);
    check_true(exact_compare(&shifted, &doubled) == 0, "2^%zu", s);
    check_true(exact_bits(&shifted) == s + 1, "2^%zu has %zu bits", s, s + 1);
  }
}

TEST(anchor_binomials)
{
  for (size_t i = 0; i < COUNT(anchor_binomial); i++) {
    int n = anchor_binomial[i].n, k = anchor_binomial[i].k;
    struct exact x;
    exact_set(&x, 1);
    exact_times_binomial(&x, n, k);
    check_true(exact_bits(&x) == anchor_binomial[i].bits &&
                   x.limb[0] == anchor_binomial[i].low &&
                   exact_divide(&x, 1000003) == anchor_binomial[i].mod_prime,
               "%d over %d", n, k);
  }
}

TEST(law_ratios_multiply)
{
  /* n! by Legendre is the product 1 2 ... n, and its powers add. */
  struct ratio r, s;
  ratio_one(&s);
  for (int n = 0; n <= EXACT_NMAX; n++) {
    if (n > 0)
      ratio_times(&s, n, -2);
    ratio_one(&r);
    ratio_times_factorial(&r, n, -2);
    check_true(memcmp(&r, &s, sizeof r) == 0, "%d!^-2 as primes", n);
  }
  check_true(r.power[0] == -2 * 600 && r.power[109] == -2,
             "606! has 600 twos and one 601");
}

TEST(anchor_root_rounds_once)
{
  /* Doubles in [1/2, 1) are 2^-53 apart: (2^53 + 1) 2^-54 lies halfway. */
  struct exact x, one;
  struct ratio r;
  exact_set(&one, 1);
  ratio_one(&r);
  check_true(exact_root(&one, &r) == 1, "sqrt 1");
  ratio_times(&r, 2, -1);
  check_true(exact_root(&one, &r) == (double)0.70710678118654752440,
             "sqrt 1/2");
  ratio_times(&r, 3, 1);
  ratio_times(&r, 2, -1);
  check_true(exact_root(&one, &r) == (double)0.86602540378443864676,
             "sqrt 3/4");
  ratio_one(&r);
  ratio_times(&r, 2, -900);
  check_true(exact_root(&one, &r) == ldexp(1, -450), "2^-450");
  set64(&x, ((uint64_t)1 << 53) + 1);
  ratio_one(&r);
  ratio_times(&r, 2, -108);
  check_true(exact_root(&x, &r) == 0.5, "a tie goes to the even neighbour");
  for (int i = 0; i < 80; i++)
    exact_times(&x, 3);
  ratio_times(&r, 3, -160);
  check_true(exact_root(&x, &r) == 0.5, "the same tie, with factors of 3");
  exact_add(&x, &one);
  check_true(exact_root(&x, &r) == 0.5 + ldexp(1, -53),
             "one part in 2^179 above the tie rounds up");
}

TEST(law_root_is_the_nearest_double)
{
  /* d = M 2^(e - 53) is nearest to x sqrt(P 2^-140) if x^2 P lies between
   * (2M - 1)^2 and (2M + 1)^2, times 2^(140 - 108 + 2e).  A root wrong by one
   * in its 60 bits is seen in one case of 64.  Every fourth x is 2^34 k - 1
   * and P = 1: the upper half of x^2 then is so little below a square that the
   * nearest double is the square. */
  struct random g = random_seed(404);
  for (int step = 0; step < 4000; step++) {
    struct exact x, v, low, high;
    struct ratio r;
    bool hard = step % 4 == 0;
    int e, p = hard ? 1 : between(&g, 1, EXACT_NMAX);
    int q = hard ? 1 : between(&g, 1, EXACT_NMAX);
    uint64_t bits = random_bits(&g) >> 4 | (uint64_t)1 << 59;
    set64(&x, hard ? (bits >> 34 << 34) - 1 : bits);
    ratio_one(&r);
    ratio_times(&r, p, 1);
    ratio_times(&r, q, 1);
    ratio_times(&r, 2, -140);
    double d = exact_root(&x, &r), M = ldexp(frexp(d, &e), 54);
    exact_square(&x, &v);
    exact_times(&v, (uint32_t)(p * q));
    set64(&x, (uint64_t)M - 1);
    exact_square(&x, &low);
    exact_shift(&low, (size_t)(32 + 2 * e));
    set64(&x, (uint64_t)M + 1);
    exact_square(&x, &high);
    exact_shift(&high, (size_t)(32 + 2 * e));
    check_true(exact_compare(&low, &v) <= 0 && exact_compare(&v, &high) <= 0,
               "step %d: another double is nearer to the root", step);
  }
}

TEST(edge_exact_zero_and_borders)
{
  struct exact x, y;
  struct ratio r;
  exact_set(&x, 0);
  ratio_one(&r);
  check_true(exact_is_zero(&x) && exact_bits(&x) == 0, "zero has no bits");
  exact_shift(&x, 77);
  exact_times(&x, 5);
  check_true(exact_is_zero(&x) && exact_root(&x, &r) == 0, "zero stays zero");
  exact_set(&y, 7);
  exact_times(&y, 0);
  check_true(exact_compare(&x, &y) == 0, "7 times 0");
  exact_set(&x, UINT32_MAX);
  exact_set(&y, 1);
  exact_add(&x, &y);
  check_true(equals64(&x, (uint64_t)1 << 32), "a carry makes a limb");
  exact_subtract(&x, &y);
  check_true(equals64(&x, UINT32_MAX), "a borrow takes it away");
  check_true(exact_divide(&y, 9) == 1 && exact_is_zero(&y), "1 / 9");
  exact_set(&y, 3);
  exact_times_binomial(&y, 600, 0);
  exact_times_binomial(&y, 600, 600);
  check_true(equals64(&y, 3), "n over 0 and n over n are 1");
  ratio_times(&r, 1, 5);
  ratio_times_factorial(&r, 0, 5);
  ratio_times_factorial(&r, 1, 5);
  for (int i = 0; i < EXACT_PRIMES; i++)
    check_true(r.power[i] == 0, "1, 0! and 1! have no primes");
}

/* ---- [su2] Coefficients ---- */
TEST(anchor_su2_values)
{
  /* Rounded once: the very double that the compiler makes of 25 digits. */
  double worst = 0;
  for (size_t i = 0; i < COUNT(anchor_su2); i++) {
    double want = anchor_su2[i].value;
    double got = su2(anchor_su2[i].j1, anchor_su2[i].m1, anchor_su2[i].j2,
                     anchor_su2[i].m2, anchor_su2[i].j3, anchor_su2[i].m3);
    check_close(got, want, 0, "row %zu of anchor_su2", i);
    worst = larger(worst, fabs(got - want));
  }
  claim("exact", worst, 0);
}

TEST(law_no_silent_zeros)
{
  /* A stretched coupling (j3 = j1 + j2) has no zeros, and for j1 = j2, j3 = 1,
   * only m1 = m2 = 0 is one.  Squares over a column sum to 1: 401 terms, each
   * with two roundings. */
  int zeros = 0;
  double sum = 0;
  for (int m = -200; m <= 200; m += 2) {
    double c = su2(200, m, 200, -m, 400, 0);
    sum += c * c;
    zeros += c == 0;
  }
  check_close(sum, 1, 401 * EPS, "the column (100, 100, 200), m3 = 0");
  for (int m = -102; m <= 102; m += 2)
    zeros += su2(102, m, 102, -m, 2, 0) == 0;
  check_true(su2(102, 0, 102, 0, 2, 0) == 0, "odd in exchange, so zero");
  zeros -= 1;
  claim("nosilent", zeros, 0);
}

/* Random j1, j2, j3 that may couple; two_j up to top. */
static void random_triple(struct random *g, int top, int j[3])
{
  j[0] = between(g, 0, top);
  j[1] = between(g, 0, top);
  int low = abs(j[0] - j[1]), high = j[0] + j[1];
  high = high < CG_TWO_J_MAX ? high : CG_TWO_J_MAX;
  j[2] = low + 2 * between(g, 0, (high - low) / 2);
}

TEST(law_su2_columns_are_orthonormal)
{
  /* At most 61 products of two numbers below 1, each pair with at most 1.5
   * roundings of eps: 64 * 1.5 eps. */
  struct random g = random_seed(402);
  double worst = 0;
  for (int i = 0; i < 100; i++) {
    int j[3], k[3];
    random_triple(&g, 60, j);
    memcpy(k, j, sizeof k);
    k[2] = abs(j[0] - j[1]) + 2 * between(&g, 0, (j[0] < j[1] ? j[0] : j[1]));
    int low = j[2] < k[2] ? j[2] : k[2];
    int m3 = -low + 2 * between(&g, 0, low);
    double sum = 0;
    for (int m1 = -j[0]; m1 <= j[0]; m1 += 2)
      if (abs(m3 - m1) <= j[1])
        sum += su2(j[0], m1, j[1], m3 - m1, j[2], m3) *
               su2(j[0], m1, j[1], m3 - m1, k[2], m3);
    worst = larger(worst, fabs(sum - (j[2] == k[2])));
  }
  claim("unitary", worst, 96 * EPS);
}

static double climb(int j, int m)
{
  return sqrt((double)(j - m) / 2 * ((double)(j + m) / 2 + 1));
}

TEST(law_lowering_moves_down_the_ladder)
{
  /* J- on both sides; the roots are at most j + 1/2, each with few eps. */
  struct random g = random_seed(403);
  double worst = 0;
  for (int i = 0; i < 2000; i++) {
    int j[3], m1, m2;
    random_triple(&g, i < 1000 ? 12 : 200, j);
    m1 = -j[0] + 2 * between(&g, 0, j[0]);
    m2 = -j[1] + 2 * between(&g, 0, j[1]);
    int m3 = m1 + m2; /* the state below |j3, m3 + 1> */
    if (m3 < -j[2] || m3 + 2 > j[2])
      continue;
    double left = climb(j[2], m3) * su2(j[0], m1, j[1], m2, j[2], m3),
           right = 0;
    if (m1 + 2 <= j[0])
      right += climb(j[0], m1) * su2(j[0], m1 + 2, j[1], m2, j[2], m3 + 2);
    if (m2 + 2 <= j[1])
      right += climb(j[1], m2) * su2(j[0], m1, j[1], m2 + 2, j[2], m3 + 2);
    worst = larger(worst, fabs(left - right) / (j[0] + j[1] + 2));
  }
  claim("ladder", worst, 4 * EPS);
}

TEST(law_reversal_is_exact)
{
  struct random g = random_seed(404);
  for (int i = 0; i < 300; i++) {
    int j[3];
    random_triple(&g, 100, j);
    int m1 = -j[0] + 2 * between(&g, 0, j[0]);
    int m2 = -j[1] + 2 * between(&g, 0, j[1]);
    if (abs(m1 + m2) > j[2])
      continue;
    double sign = (j[0] + j[1] - j[2]) / 2 % 2 ? -1 : 1;
    double a = su2(j[0], m1, j[1], m2, j[2], m1 + m2);
    check_true(su2(j[0], -m1, j[1], -m2, j[2], -m1 - m2) == sign * a,
               "all m reversed, seed 404, case %d", i);
    check_true(su2(j[1], m2, j[0], m1, j[2], m1 + m2) == sign * a,
               "the two factors exchanged, seed 404, case %d", i);
  }
}

TEST(law_naive_sum_agrees_while_small)
{
  /* Up to j = 3 the terms of the sum exceed the result less than 100 times,
   * and each has about 20 roundings. */
  double worst = 0;
  for (int j1 = 0; j1 <= 6; j1++)
    for (int j2 = 0; j2 <= 6; j2++)
      for (int j3 = abs(j1 - j2); j3 <= j1 + j2 && j3 <= 6; j3 += 2)
        for (int m1 = -j1; m1 <= j1; m1 += 2)
          for (int m2 = -j2; m2 <= j2; m2 += 2) {
            double naive = (double)NAN;
            if (abs(m1 + m2) > j3)
              continue;
            check_true(cg_su2_racah(j1, m1, j2, m2, j3, m1 + m2, &naive) ==
                           CG_OK,
                       "the naive sum accepts what the exact one does");
            worst =
                larger(worst, fabs(naive - su2(j1, m1, j2, m2, j3, m1 + m2)));
          }
  check_residual(worst, 2000 * EPS, "naive against exact for j <= 3");
  double naive = 1;
  check_true(cg_su2_racah(2, 0, 2, 0, 4, 2, &naive) == CG_OK && naive == 0,
             "m1 + m2 must be m3");
}

TEST(edge_su2_bad_input)
{
  enum cg_status (*const f[2])(int, int, int, int, int, int,
                               double *) = {cg_su2, cg_su2_racah};
  for (int i = 0; i < 2; i++) {
    double v = 5;
    check_true(f[i](-1, 1, 2, 0, 2, 0, &v) == CG_BAD_L, "j1 < 0");
    check_true(f[i](2, 0, CG_TWO_J_MAX + 2, 0, 2, 0, &v) == CG_BAD_L, "j2");
    check_true(f[i](2, 0, 2, 0, INT_MAX, 1, &v) == CG_BAD_L, "j3 too large");
    check_true(f[i](2, 4, 2, 0, 2, 4, &v) == CG_BAD_M, "m1 > j1");
    check_true(f[i](2, 0, 2, INT_MIN, 2, 0, &v) == CG_BAD_M, "m2 < -j2");
    check_true(f[i](2, 0, 2, 0, 2, 1, &v) == CG_BAD_M, "j3 + m3 not whole");
    check_true(f[i](2, 0, 2, 0, 2, 0, NULL) == CG_NULL, "null");
    check_true(v == 5, "nothing is written on error");
    check_true(f[i](2, 0, 2, 0, 6, 0, &v) == CG_OK && v == 0, "j3 > j1 + j2");
    check_true(f[i](6, 2, 2, 0, 2, 2, &v) == CG_OK && v == 0, "j1 > j2 + j3");
    check_true(f[i](2, 2, 6, 0, 2, 2, &v) == CG_OK && v == 0, "j2 > j1 + j3");
    check_true(f[i](2, 0, 2, 0, 1, 1, &v) == CG_OK && v == 0, "1 + 1 = 1/2");
    check_true(f[i](2, 2, 2, 0, 2, 0, &v) == CG_OK && v == 0, "m1+m2 != m3");
    check_true(f[i](0, 0, 0, 0, 0, 0, &v) == CG_OK && v == 1, "scalars");
  }
}

/* ---- [rule] The triangle rule ---- */
static int weights(int l1, int l2, int m3)
{
  int count = 0;
  for (int m1 = -l1; m1 <= l1; m1++)
    count += abs(m3 - m1) <= l2;
  return count;
}

TEST(law_counting_gives_the_triangle_rule)
{
  /* Two integer statements; the residuals are numbers of violations. */
  int plateau = 0, wrong = 0, dimension = 0;
  for (int l1 = 0; l1 <= 12; l1++)
    for (int l2 = 0; l2 <= 12; l2++) {
      int least = l1 < l2 ? l1 : l2, total = 0;
      for (int m = 0; m <= l1 + l2; m++) {
        int want = m <= abs(l1 - l2) ? 2 * least + 1 : l1 + l2 - m + 1;
        plateau += weights(l1, l2, m) != want || weights(l1, l2, -m) != want;
        int times = weights(l1, l2, m) - weights(l1, l2, m + 1);
        wrong += times != cg_allowed(l1, l2, m);
        total += times * (2 * m + 1);
      }
      dimension += total != (2 * l1 + 1) * (2 * l2 + 1);
      wrong += cg_allowed(l1, l2, l1 + l2 + 1);
    }
  claim("plateau", plateau, 0);
  claim("triangle", wrong + dimension, 0);
}

TEST(edge_allowed_takes_any_integers)
{
  check_true(!cg_allowed(-1, 1, 1) && !cg_allowed(1, -1, 1) &&
                 !cg_allowed(1, 1, -1) && !cg_allowed(INT_MIN, 0, 0),
             "no negative degrees");
  check_true(cg_allowed(INT_MAX, INT_MAX, INT_MAX), "no overflow in l1 + l2");
  check_true(!cg_allowed(INT_MAX, 0, 1) && cg_allowed(0, 0, 0), "borders");
}

/* ---- [real] Real tensors ---- */
TEST(anchor_dot_cross_and_traceless)
{
  /* In the order (y, z, x).  Every entry is one root of a rational, rounded
   * once; the constants on the right are written with 20 digits. */
  const double r2 = 0.70710678118654752440, r3 = 0.57735026918962576451;
  const double r6 = 0.40824829046386301637;
  double *dot = new_tensor(1, 1, 0), *cross = new_tensor(1, 1, 1);
  double *quad = new_tensor(1, 1, 2);
  enum { y = -1, z = 0, x = 1 };
  double worst = 0;
  for (int a = -1; a <= 1; a++)
    for (int b = -1; b <= 1; b++) {
      double d = at(dot, 1, 1, 0, a, b, 0) - (a == b ? r3 : 0);
      worst = larger(worst, fabs(d));
      for (int c = -1; c <= 1; c++) {
        /* y z x is an even permutation of x y z */
        double e = a == b || b == c || a == c ? 0
                   : (b - a + 3) % 3 == 1     ? r2
                                              : -r2;
        worst = larger(worst, fabs(at(cross, 1, 1, 1, a, b, c) - e));
      }
    }
  claim("dotcross", worst, 0);
  const struct {
    int a, b, m;
    double c;
  } want[] = {{x, y, -2, r2}, {y, x, -2, r2}, {y, z, -1, r2},    {z, y, -1, r2},
              {x, x, 0, -r6}, {y, y, 0, -r6}, {z, z, 0, 2 * r6}, {z, x, 1, r2},
              {x, z, 1, r2},  {x, x, 2, r2},  {y, y, 2, -r2}};
  double sum = 0;
  for (size_t i = 0; i < COUNT(want); i++)
    check_close(at(quad, 1, 1, 2, want[i].a, want[i].b, want[i].m), want[i].c,
                0, "entry %zu of the symmetric traceless product", i);
  for (int i = 0; i < 45; i++)
    sum += quad[i] != 0;
  check_true(sum == 11, "and no other entries");
  free(dot);
  free(cross);
  free(quad);
}

TEST(anchor_real_values)
{
  double worst = 0;
  for (size_t i = 0; i < COUNT(anchor_real); i++) {
    int l1 = anchor_real[i].l1, l2 = anchor_real[i].l2, l3 = anchor_real[i].l3;
    double *C = new_tensor(l1, l2, l3);
    double got = at(C, l1, l2, l3, anchor_real[i].m1, anchor_real[i].m2,
                    anchor_real[i].m3);
    check_close(got, anchor_real[i].value, 0, "row %zu of anchor_real", i);
    worst = larger(worst, fabs(got - anchor_real[i].value));
    free(C);
  }
  claim("realvalues", worst, 0);
}

/* z = C (x, y). */
static void couple_features(int l1, int l2, int l3, const double *C,
                            const double *x, const double *y, double *z)
{
  memset(z, 0, dim(l3) * sizeof *z);
  for (size_t a = 0; a < dim(l1); a++)
    for (size_t b = 0; b < dim(l2); b++)
      for (size_t c = 0; c < dim(l3); c++)
        z[c] += C[(a * dim(l2) + b) * dim(l3) + c] * x[a] * y[b];
}

static void rotate(int l, rot3 R, const double *x, double *y)
{
  double *D = new_array(dim(l) * dim(l));
  check_true(wigner_d(l, R, D) == WIGNER_OK, "D of degree %d", l);
  for (size_t i = 0; i < dim(l); i++) {
    y[i] = 0;
    for (size_t j = 0; j < dim(l); j++)
      y[i] += D[i * dim(l) + j] * x[j];
  }
  free(D);
}

static void random_unit(struct random *g, int l, double *x)
{
  double sum = 0;
  for (size_t i = 0; i < dim(l); i++) {
    x[i] = random_normal(g);
    sum += x[i] * x[i];
  }
  for (size_t i = 0; i < dim(l); i++)
    x[i] /= sqrt(sum);
}

static double intertwining(int l1, int l2, int l3, struct random *g)
{
  double x[201], y[201], z[201], turned_x[201], turned_y[201], a[201], b[201];
  double *C = new_tensor(l1, l2, l3), worst = 0;
  rot3 R = so3_random(g);
  random_unit(g, l1, x);
  random_unit(g, l2, y);
  couple_features(l1, l2, l3, C, x, y, z);
  rotate(l3, R, z, a);
  rotate(l1, R, x, turned_x);
  rotate(l2, R, y, turned_y);
  couple_features(l1, l2, l3, C, turned_x, turned_y, b);
  for (size_t i = 0; i < dim(l3); i++)
    worst = larger(worst, fabs(a[i] - b[i]));
  free(C);
  return worst;
}

TEST(law_intertwiner)
{
  /* D^l sees angles times l: 2 pi l eps at most, for three matrices. */
  struct random g = random_seed(405);
  double worst = 0;
  for (int l1 = 0; l1 <= 5; l1++)
    for (int l2 = 0; l2 <= 5; l2++)
      for (int l3 = abs(l1 - l2); l3 <= l1 + l2; l3++)
        worst = larger(worst, intertwining(l1, l2, l3, &g));
  claim("intertwiner", worst, 6 * 3.2 * 10 * EPS);
  const int large[][3] = {{20, 15, 12}, {40, 30, 31}, {100, 60, 45}};
  for (size_t i = 0; i < COUNT(large); i++)
    check_residual(intertwining(large[i][0], large[i][1], large[i][2], &g),
                   6 * 3.2 * large[i][0] * EPS, "l1 = %d, seed 405",
                   large[i][0]);
}

TEST(law_real_columns_are_orthonormal)
{
  /* At most two entries of a column for each m1, m2; squares sum to 1, so the
   * errors of n entries add up to less than n eps. */
  const int list[][3] = {{1, 1, 1},    {2, 3, 4},    {6, 5, 1},
                         {10, 10, 20}, {30, 20, 13}, {51, 51, 1}};
  double worst = 0;
  for (size_t t = 0; t < COUNT(list); t++) {
    const int *l = list[t];
    double *C = new_tensor(l[0], l[1], l[2]);
    size_t n = dim(l[2]), pairs = dim(l[0]) * dim(l[1]);
    for (size_t a = 0; a < n; a++)
      for (size_t b = 0; b < n; b++) {
        double sum = 0;
        for (size_t i = 0; i < pairs; i++)
          sum += C[i * n + a] * C[i * n + b];
        worst = larger(worst, fabs(sum - (a == b)));
      }
    free(C);
  }
  claim("columns", worst, 103 * EPS);
}

TEST(law_product_is_decomposed_completely)
{
  /* All columns of all l3 side by side: an orthogonal matrix of size n1 n2. */
  const int list[][2] = {{1, 1}, {2, 1}, {3, 2}, {4, 4}};
  double worst = 0;
  for (size_t t = 0; t < COUNT(list); t++) {
    int l1 = list[t][0], l2 = list[t][1];
    size_t n = dim(l1) * dim(l2);
    double *P = new_array(n * n);
    for (int l3 = abs(l1 - l2); l3 <= l1 + l2; l3++) {
      double *C = new_tensor(l1, l2, l3);
      for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
          for (size_t c = 0; c < dim(l3); c++)
            P[i * n + j] += C[i * dim(l3) + c] * C[j * dim(l3) + c];
      free(C);
    }
    for (size_t i = 0; i < n; i++)
      for (size_t j = 0; j < n; j++)
        worst = larger(worst, fabs(P[i * n + j] - (i == j)));
    free(P);
  }
  claim("complete", worst, 81 * EPS);
}

/* ---- [zeros] Sparsity ---- */
static int sparse_violations(int l1, int l2, int l3)
{
  size_t n = 0, room = 2 * dim(l1) * dim(l2), count = 0, zeros = 0;
  int bad = 0;
  struct cg_term *t = malloc(room * sizeof *t);
  double *C = new_tensor(l1, l2, l3);
  check_true(cg_sparse(l1, l2, l3, &count, NULL) == CG_OK, "count only");
  check_true(count <= room, "at most two entries for each pair");
  check_true(cg_sparse(l1, l2, l3, &n, t) == CG_OK && n == count, "the list");
  for (size_t i = 0; i < n; i++) {
    int m1 = t[i].i1 - l1, m2 = t[i].i2 - l2, m3 = t[i].i3 - l3;
    int sines = (m1 < 0) + (m2 < 0) + (m3 < 0);
    bad += abs(m3) != abs(m1) + abs(m2) && abs(m3) != abs(abs(m1) - abs(m2));
    bad += (sines + l1 + l2 + l3) % 2 != 0;
    bad += t[i].c == 0 || t[i].c != at(C, l1, l2, l3, m1, m2, m3);
    if (i > 0) {
      size_t here = ((size_t)t[i].i1 * dim(l2) + t[i].i2) * dim(l3) + t[i].i3;
      size_t last =
          ((size_t)t[i - 1].i1 * dim(l2) + t[i - 1].i2) * dim(l3) + t[i - 1].i3;
      bad += here <= last;
    }
  }
  for (size_t i = 0; i < dim(l1) * dim(l2) * dim(l3); i++)
    zeros += C[i] == 0;
  bad += zeros + n != dim(l1) * dim(l2) * dim(l3);
  free(C);
  free(t);
  return bad;
}

TEST(law_sparsity)
{
  int bad = 0;
  for (int l1 = 0; l1 <= 6; l1++)
    for (int l2 = 0; l2 <= 6; l2++)
      for (int l3 = abs(l1 - l2); l3 <= l1 + l2; l3++)
        bad += sparse_violations(l1, l2, l3);
  bad += sparse_violations(25, 30, 28);
  claim("sparsity", bad, 0);
}

/* ---- [signs] Phases, signs and symmetries ---- */

/* The factors of U[m][mu] that are not zero, as real and imaginary part. */
static void change_of_basis(int m, int mu, double u[2])
{
  double r = m == 0 ? 1 : 0.70710678118654752440;
  double sign = m % 2 ? -1 : 1;
  u[0] = m == 0 ? 1 : m > 0 ? (mu > 0 ? sign * r : r) : 0;
  u[1] = m < 0 ? (mu > 0 ? -sign * r : r) : 0;
}

static void times(double a[2], const double b[2])
{
  double re = a[0] * b[0] - a[1] * b[1], im = a[0] * b[1] + a[1] * b[0];
  a[0] = re;
  a[1] = im;
}

/* conj(U1) conj(U2) U3 <..|..>, without any further phase. */
static void plain_entry(const int l[3], int m1, int m2, int m3, double sum[2])
{
  sum[0] = sum[1] = 0;
  for (int s = -1; s <= 1; s += 2)
    for (int t = -1; t <= 1; t += 2) {
      int mu1 = s * abs(m1), mu2 = t * abs(m2), mu3 = mu1 + mu2;
      if ((m1 == 0 && s < 0) || (m2 == 0 && t < 0) || abs(mu3) != abs(m3))
        continue;
      double p[2], u[2];
      change_of_basis(m3, mu3, p);
      change_of_basis(m1, mu1, u);
      u[1] = -u[1];
      times(p, u);
      change_of_basis(m2, mu2, u);
      u[1] = -u[1];
      times(p, u);
      double w = su2(2 * l[0], 2 * mu1, 2 * l[1], 2 * mu2, 2 * l[2], 2 * mu3);
      sum[0] += w * p[0];
      sum[1] += w * p[1];
    }
}

TEST(law_odd_paths_are_imaginary_without_phases)
{
  /* Four terms of four factors below 1: 16 roundings of eps/2. */
  double wrong = 0, sizes = 0, differ = 0;
  for (int l1 = 0; l1 <= 4; l1++)
    for (int l2 = 0; l2 <= 4; l2++)
      for (int l3 = abs(l1 - l2); l3 <= l1 + l2; l3++) {
        const int l[3] = {l1, l2, l3};
        int odd = (l1 + l2 + l3) % 2, turns = (l1 + l2 - l3) % 4;
        double *C = new_tensor(l1, l2, l3);
        for (int m1 = -l1; m1 <= l1; m1++)
          for (int m2 = -l2; m2 <= l2; m2++)
            for (int m3 = -l3; m3 <= l3; m3++) {
              double z[2], phase[4] = {1, 1, -1, -1};
              plain_entry(l, m1, m2, m3, z);
              wrong = larger(wrong, fabs(z[!odd]));
              sizes = larger(sizes, fabs(z[odd]));
              /* (-i)^1 i w = w,  (-i)^3 i w = -w */
              differ = larger(differ, fabs(phase[turns] * z[odd] -
                                           at(C, l1, l2, l3, m1, m2, m3)));
            }
        free(C);
      }
  check_true(sizes > 0.5, "and the other part is not all zero");
  claim("phase", wrong, 8 * EPS);
  claim("signrule", differ, 8 * EPS);
}

TEST(law_symmetric_in_all_three)
{
  /* C / sqrt(2 l3 + 1): two entries, each rounded once and divided. */
  double cyclic = 0, swapped = 0, negative = 0;
  for (int l1 = 0; l1 <= 5; l1++)
    for (int l2 = 0; l2 <= 5; l2++)
      for (int l3 = abs(l1 - l2); l3 <= l1 + l2; l3++) {
        double *C = new_tensor(l1, l2, l3), *T = new_tensor(l2, l1, l3);
        double *P = new_tensor(l2, l3, l1);
        double sign = (l1 + l2 + l3) % 2 ? -1 : 1;
        for (int a = -l1; a <= l1; a++)
          for (int b = -l2; b <= l2; b++)
            for (int c = -l3; c <= l3; c++) {
              double w = at(C, l1, l2, l3, a, b, c);
              double p = at(P, l2, l3, l1, b, c, a);
              double t = at(T, l2, l1, l3, b, a, c);
              cyclic = larger(cyclic, fabs(w / sqrt((double)dim(l3)) -
                                           p / sqrt((double)dim(l1))));
              swapped = larger(swapped, fabs(w - sign * t));
            }
        double middle = at(C, l1, l2, l3, 0, 0, 0);
        negative += sign > 0 ? middle <= 0 : middle != 0;
        free(C);
        free(T);
        free(P);
      }
  claim("cyclic", cyclic, 2 * EPS);
  claim("swap", swapped, 0);
  claim("positive", negative, 0);
}

TEST(law_cross_product_in_seven_dimensions)
{
  /* |x x y|^2 + (x . y)^2 = |x|^2 |y|^2 for unit x, y and x x y = sqrt 6 C:
   * 42 products with three roundings each, squared and summed. */
  struct random g = random_seed(407);
  double *C = new_tensor(3, 3, 3), worst = 0;
  for (int k = 0; k < 200; k++) {
    double x[7], y[7], z[7], dot = 0, sum = 0;
    random_unit(&g, 3, x);
    random_unit(&g, 3, y);
    couple_features(3, 3, 3, C, x, y, z);
    for (int i = 0; i < 7; i++) {
      dot += x[i] * y[i];
      sum += 6 * z[i] * z[i];
    }
    worst = larger(worst, fabs(sum + dot * dot - 1));
  }
  claim("seven", worst, 42 * EPS);
  free(C);
}

/* ---- [sixj] Four tensors contracted ---- */
static double factorial(int n)
{
  return n < 2 ? 1 : n * factorial(n - 1);
}

static double triangle(int a, int b, int c)
{
  return sqrt(factorial(a + b - c) * factorial(a - b + c) *
              factorial(b + c - a) / factorial(a + b + c + 1));
}

/* Racah's formula for the 6j symbol {l0 l1 l2; l3 l4 l5}, for small l. */
static double racah_6j(const int l[6])
{
  const int up[4] = {l[0] + l[1] + l[2], l[0] + l[4] + l[5], l[3] + l[1] + l[5],
                     l[3] + l[4] + l[2]};
  const int down[3] = {l[0] + l[1] + l[3] + l[4], l[1] + l[2] + l[4] + l[5],
                       l[2] + l[0] + l[5] + l[3]};
  double sum = 0;
  for (int t = 0; t <= 20; t++) {
    double term = (t % 2 ? -1 : 1) * factorial(t + 1);
    for (int i = 0; i < 4; i++)
      term = t < up[i] ? 0 : term / factorial(t - up[i]);
    for (int i = 0; i < 3; i++)
      term = t > down[i] ? 0 : term / factorial(down[i] - t);
    sum += term;
  }
  return sum * triangle(l[0], l[1], l[2]) * triangle(l[0], l[4], l[5]) *
         triangle(l[3], l[1], l[5]) * triangle(l[3], l[4], l[2]);
}

static double contract(const int l[6])
{
  double *A = new_tensor(l[0], l[1], l[2]), *B = new_tensor(l[0], l[4], l[5]);
  double *C = new_tensor(l[3], l[1], l[5]), *D = new_tensor(l[3], l[4], l[2]);
  size_t n[6], i[6];
  double sum = 0;
  for (int k = 0; k < 6; k++)
    n[k] = dim(l[k]);
  for (i[0] = 0; i[0] < n[0]; i[0]++)
    for (i[1] = 0; i[1] < n[1]; i[1]++)
      for (i[2] = 0; i[2] < n[2]; i[2]++)
        for (i[3] = 0; i[3] < n[3]; i[3]++)
          for (i[4] = 0; i[4] < n[4]; i[4]++)
            for (i[5] = 0; i[5] < n[5]; i[5]++)
              sum += A[(i[0] * n[1] + i[1]) * n[2] + i[2]] *
                     B[(i[0] * n[4] + i[4]) * n[5] + i[5]] *
                     C[(i[3] * n[1] + i[1]) * n[5] + i[5]] *
                     D[(i[3] * n[4] + i[4]) * n[2] + i[2]];
  free(A);
  free(B);
  free(C);
  free(D);
  return sum / (double)(n[2] * n[5]);
}

TEST(law_six_j_needs_no_signs)
{
  /* By Cauchy and Schwarz the sum of the sizes of the products is at most the
   * product of the four lengths over n2 n5, sqrt(n2 n5 n5 n2) / (n2 n5) = 1;
   * each product has six roundings, and a sum of N terms adds log N of them
   * on average; Racah's formula has fifty roundings of its own. */
  double worst = 0;
  for (int k = 0; k < 729; k++) {
    const int l[6] = {k % 3,      k / 3 % 3,  k / 9 % 3,
                      k / 27 % 3, k / 81 % 3, k / 243};
    if (cg_allowed(l[0], l[1], l[2]) && cg_allowed(l[0], l[4], l[5]) &&
        cg_allowed(l[3], l[1], l[5]) && cg_allowed(l[3], l[4], l[2]))
      worst = larger(worst, fabs(contract(l) - racah_6j(l)));
  }
  claim("sixj", worst, 50 * EPS);
}

/* ---- [nullspace] The second opinion ---- */
static double null_space_difference(int l1, int l2, int l3)
{
  size_t n = dim(l1) * dim(l2) * dim(l3);
  double *C = new_tensor(l1, l2, l3), *N = new_array(n);
  double plus = 0, minus = 0, first = 0;
  check_true(cg_null_space(l1, l2, l3, N) == CG_OK, "null space (%d,%d,%d)", l1,
             l2, l3);
  for (size_t i = 0; i < n; i++) {
    plus = larger(plus, fabs(C[i] - N[i]));
    minus = larger(minus, fabs(C[i] + N[i]));
    if (first == 0 && fabs(N[i]) > 1e-10)
      first = N[i];
  }
  check_true(first > 0, "the first entry of the null space is positive");
  free(C);
  free(N);
  return plus < minus ? plus : minus;
}

TEST(law_null_space_agrees)
{
  /* The gap below the other singular values is 3 (degree 2; degree 1 is ruled
   * out by the half turn), the largest is L (L + 1) / 2 for L = l1 + l2 + l3;
   * a singular vector errs by eps times their quotient, times sqrt(2 l3 + 1)
   * for the scale.  The largest is (7, 6, 8): 231 / 3 * sqrt(17) = 317 eps. */
  double worst = 0;
  for (int l1 = 0; l1 <= 4; l1++)
    for (int l2 = 0; l2 <= 4; l2++)
      for (int l3 = abs(l1 - l2); l3 <= l1 + l2; l3++)
        worst = larger(worst, null_space_difference(l1, l2, l3));
  worst = larger(worst, null_space_difference(7, 6, 8));
  claim("nullspace", worst, 320 * EPS);
}

TEST(edge_null_space_bad_input)
{
  double C[27] = {3};
  check_true(cg_null_space(-1, 0, 0, C) == CG_BAD_L, "negative");
  check_true(cg_null_space(CG_NULL_SPACE_LMAX + 1, 1, 17, C) == CG_BAD_L,
             "too large");
  check_true(cg_null_space(1, 1, 3, C) == CG_FORBIDDEN, "triangle rule");
  check_true(cg_null_space(1, 1, 1, NULL) == CG_NULL, "null");
  check_true(C[0] == 3, "untouched on error");
  check_true(cg_null_space(0, 0, 0, C) == CG_OK && fabs(C[0] - 1) <= EPS,
             "scalars");
}

/* ---- [harmonics] Products of harmonics ---- */
TEST(anchor_gaunt_integrals)
{
  /* Four factors, each rounded a few times. */
  double worst = 0;
  const double pi = 3.14159265358979323846;
  for (size_t i = 0; i < COUNT(anchor_gaunt); i++) {
    int l1 = anchor_gaunt[i].l1, l2 = anchor_gaunt[i].l2;
    int l3 = anchor_gaunt[i].l3;
    double *C = new_tensor(l1, l2, l3);
    double scale =
        sqrt((double)(dim(l1) * dim(l2)) / (4 * pi * (double)dim(l3)));
    double got = scale * at(C, l1, l2, l3, 0, 0, 0) *
                 at(C, l1, l2, l3, anchor_gaunt[i].m1, anchor_gaunt[i].m2,
                    anchor_gaunt[i].m3);
    worst = larger(worst, fabs(got - anchor_gaunt[i].value));
    free(C);
  }
  claim("gaunt", worst, 4 * EPS);
}

TEST(law_product_of_harmonics)
{
  /* Harmonics to l = 4 are right to 4 (l + 1) eps |Y|, |Y|^2 <= 9 / (4 pi);
   * a sum over 81 pairs with orthonormal columns does not amplify by more
   * than 9: 9 * 20 * 0.72 REAL_EPS. */
  struct random g = random_seed(406);
  const double pi = 3.14159265358979323846;
  double even = 0, odd = 0;
  for (int k = 0; k < 20; k++) {
    real r[3] = {REAL(random_normal(&g)), REAL(random_normal(&g)),
                 REAL(random_normal(&g))};
    real Y[81];
    double y[81], z[17];
    check_true(harmonics(8, HARMONICS_INTEGRAL, 1, r, Y) == HARMONICS_OK, "Y");
    for (int i = 0; i < 81; i++)
      y[i] = (double)Y[i];
    for (int l1 = 0; l1 <= 4; l1++)
      for (int l2 = 0; l2 <= 4; l2++)
        for (int l3 = abs(l1 - l2); l3 <= l1 + l2; l3++) {
          double *C = new_tensor(l1, l2, l3);
          double scale =
              sqrt((double)(dim(l1) * dim(l2)) / (4 * pi * (double)dim(l3)));
          scale *= at(C, l1, l2, l3, 0, 0, 0);
          couple_features(l1, l2, l3, C, y + l1 * l1, y + l2 * l2, z);
          for (int m = 0; m <= 2 * l3; m++) {
            double e = fabs(z[m] - scale * y[l3 * l3 + m]);
            if ((l1 + l2 + l3) % 2)
              odd = larger(odd, e);
            else
              even = larger(even, e);
          }
          free(C);
        }
  }
  claim("product", even, 130 * REAL_EPS);
  claim("oddproduct", odd, 130 * REAL_EPS);
}

/* ---- [edges] Scalars, limits and bad input ---- */
TEST(edge_scalar_times_anything)
{
  for (int l = 0; l <= 9; l++) {
    double *A = new_tensor(0, l, l), *B = new_tensor(l, 0, l);
    for (size_t i = 0; i < dim(l); i++)
      for (size_t j = 0; j < dim(l); j++)
        check_true(A[i * dim(l) + j] == (i == j) &&
                       B[i * dim(l) + j] == (i == j),
                   "a scalar times l = %d is the identity", l);
    free(A);
    free(B);
  }
}

TEST(edge_real_bad_input)
{
  double C[27] = {3};
  struct cg_term t[18];
  size_t n = 77;
  check_true(cg_real(-1, 1, 1, C) == CG_BAD_L, "negative");
  check_true(cg_real(1, 1, CG_LMAX + 1, C) == CG_BAD_L, "too large");
  check_true(cg_real(INT_MAX, INT_MAX, 0, C) == CG_BAD_L, "far too large");
  check_true(cg_real(1, 1, 3, C) == CG_FORBIDDEN, "triangle rule");
  check_true(cg_real(2, 1, 0, C) == CG_FORBIDDEN, "triangle rule, below");
  check_true(cg_real(1, 1, 1, NULL) == CG_NULL, "null");
  check_true(C[0] == 3, "untouched on error");
  check_true(cg_sparse(1, -2, 1, &n, t) == CG_BAD_L, "negative");
  check_true(cg_sparse(1, CG_LMAX + 1, 100, &n, t) == CG_BAD_L, "too large");
  check_true(cg_sparse(3, 1, 1, &n, t) == CG_FORBIDDEN, "triangle rule");
  check_true(cg_sparse(1, 1, 1, NULL, t) == CG_NULL, "null count");
  check_true(n == 77, "untouched on error");
  check_true(cg_sparse(CG_LMAX, 1, CG_LMAX, &n, NULL) == CG_OK && n > 0,
             "the largest degree");
}

TEST(edge_messages)
{
  for (int s = CG_OK; s <= CG_NO_CONVERGENCE; s++)
    for (int t = s + 1; t <= CG_NO_CONVERGENCE + 1; t++) {
      const char *a = cg_message((enum cg_status)s);
      const char *b = cg_message((enum cg_status)t);
      check_true(a && b && *a && strcmp(a, b) != 0,
                 "statuses %d and %d have words of their own", s, t);
    }
}

static const struct test tests[] = {
    CASE(law_exact_is_integer_arithmetic),
    CASE(law_exact_squares_and_shifts),
    CASE(anchor_binomials),
    CASE(law_ratios_multiply),
    CASE(anchor_root_rounds_once),
    CASE(law_root_is_the_nearest_double),
    CASE(edge_exact_zero_and_borders),
    CASE(anchor_su2_values),
    CASE(law_no_silent_zeros),
    CASE(law_su2_columns_are_orthonormal),
    CASE(law_lowering_moves_down_the_ladder),
    CASE(law_reversal_is_exact),
    CASE(law_naive_sum_agrees_while_small),
    CASE(edge_su2_bad_input),
    CASE(law_counting_gives_the_triangle_rule),
    CASE(edge_allowed_takes_any_integers),
    CASE(anchor_dot_cross_and_traceless),
    CASE(anchor_real_values),
    CASE(law_intertwiner),
    CASE(law_real_columns_are_orthonormal),
    CASE(law_product_is_decomposed_completely),
    CASE(law_sparsity),
    CASE(law_odd_paths_are_imaginary_without_phases),
    CASE(law_symmetric_in_all_three),
    CASE(law_cross_product_in_seven_dimensions),
    CASE(law_six_j_needs_no_signs),
    CASE(law_null_space_agrees),
    CASE(edge_null_space_bad_input),
    CASE(anchor_gaunt_integrals),
    CASE(law_product_of_harmonics),
    CASE(edge_scalar_times_anything),
    CASE(edge_real_bad_input),
    CASE(edge_messages),
};

TEST_MAIN("04-clebsch-gordan/clebsch_gordan", tests)

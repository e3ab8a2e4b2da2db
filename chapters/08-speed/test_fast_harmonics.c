/* test_fast_harmonics.c: the fast harmonics are those of chapter 3, at every
 * size and alignment, and refuse what they refuse. */
#include "fast_harmonics.h"
#include "test.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "random.h"
#include "test_tools_fast.h"

enum { K_MOST = (FAST_LMAX + 1) * (FAST_LMAX + 1), MANY = 100, WIDTH = 16 };

/* Both ways round each number within 4 (l+1) eps of the largest one, by
 * chapter 3's claim, and so differ by at most twice that; max |Y| grows like
 * sqrt((2l+1)/(4 pi)), times sqrt(4 pi) for the component normalisation. */
static double harmonics_tolerance(int lmax)
{
  return 2 * 4 * (lmax + 1) * (double)REAL_EPS * sqrt(2.0 * lmax + 1);
}

static void random_points(uint64_t seed, size_t n, real *xyz)
{
  struct random g = random_seed(seed);
  for (size_t i = 0; i < 3 * n; i++)
    xyz[i] = (real)random_normal(&g);
}

/* Every lmax, every number of points around multiples of a vector, an output
 * that begins at every alignment, and guards behind it. */
static double compare_rows(int lmax, size_t n, size_t shift)
{
  static real xyz[3 * MANY], want[MANY * K_MOST], got[MANY * K_MOST + 64];
  const size_t K = harmonics_count(lmax);
  const enum harmonics_norm norm = (enum harmonics_norm)(n % 3);
  random_points(10 + n, n, xyz);
  harmonics(lmax, norm, n, xyz, want);
  for (size_t i = 0; i < MANY * K_MOST + 64; i++)
    got[i] = 77;
  check_true(fast_harmonics(lmax, norm, n, xyz, got + shift) == HARMONICS_OK,
             "n = %zu", n);
  for (size_t i = 0; i < shift; i++)
    check_true(got[i] == 77, "written before the output, n = %zu", n);
  for (size_t i = shift + n * K; i < shift + n * K + 32; i++)
    check_true(got[i] == 77, "written behind the output, n = %zu", n);
  return worst(n * K, got + shift, want);
}

TEST(law_rows_agree)
{
  double ratio = 0;
  for (int lmax = 0; lmax <= FAST_LMAX; lmax++)
    for (size_t n = 0; n <= 50; n++) {
      const double r = compare_rows(lmax, n, n % 7) / harmonics_tolerance(lmax);
      ratio = !(r <= ratio) ? r : ratio;
    }
  check_residual(ratio, 1, "in units of the tolerance");
  claim("fast-harmonics", ratio * harmonics_tolerance(FAST_LMAX),
        harmonics_tolerance(FAST_LMAX));
}

TEST(law_streamed_rows_agree)
{
  const int lmax = 10;
  const size_t n = 20003, K = harmonics_count(lmax);
  real *xyz = malloc(3 * n * sizeof *xyz), *want = malloc(n * K * sizeof *want);
  real *got = malloc((n * K + 64) * sizeof *got);
  check_true(xyz && want && got, "memory");
  random_points(3, n, xyz);
  harmonics(lmax, HARMONICS_INTEGRAL, n, xyz, want);
  for (size_t shift = 0; shift < 2; shift++) {
    got[shift + n * K] = 77;
    fast_harmonics(lmax, HARMONICS_INTEGRAL, n, xyz, got + shift);
    check_residual(worst(n * K, got + shift, want), harmonics_tolerance(lmax),
                   "more than fits the second cache, shift %zu, seed 3", shift);
    check_true(got[shift + n * K] == 77, "written behind the output");
  }
  free(xyz), free(want), free(got);
}

TEST(law_blocks_agree)
{
  static real xyz[3 * MANY], want[MANY * K_MOST];
  static real got[(MANY + WIDTH) * K_MOST];
  const size_t width = 64 / sizeof(real);
  for (int lmax = 0; lmax <= FAST_LMAX; lmax++)
    for (size_t n = 1; n <= 50; n += 7) {
      const size_t K = harmonics_count(lmax);
      double max = 0;
      random_points(n, n, xyz);
      harmonics(lmax, HARMONICS_NORM, n, xyz, want);
      fast_harmonics_blocks(lmax, HARMONICS_NORM, n, xyz, got);
      for (size_t i = 0; i < (n + width - 1) / width * width; i++)
        for (size_t k = 0; k < K; k++) {
          const size_t point = i < n ? i : n - 1;
          const real v = got[(i / width * K + k) * width + i % width];
          const double d = fabs((double)v - (double)want[point * K + k]);
          max = !(d <= max) ? d : max;
        }
      check_residual(max, harmonics_tolerance(lmax), "lmax %d, n %zu", lmax, n);
    }
}

TEST(law_expansion_agrees)
{
  static real xyz[3 * MANY], Y[MANY * K_MOST], a[K_MOST], got[MANY];
  struct random g = random_seed(8);
  for (size_t k = 0; k < K_MOST; k++)
    a[k] = (real)random_normal(&g);
  for (int lmax = 0; lmax <= FAST_LMAX; lmax++) {
    const size_t K = harmonics_count(lmax), n = 37;
    random_points(9, n, xyz);
    harmonics(lmax, HARMONICS_COMPONENT, n, xyz, Y);
    fast_harmonics_expand(lmax, HARMONICS_COMPONENT, n, xyz, a, got);
    for (size_t i = 0; i < n; i++) {
      double sum = 0;
      for (size_t k = 0; k < K; k++)
        sum += (double)a[k] * (double)Y[i * K + k];
      /* K terms of size 3 or so, each with the error of its Y */
      check_close(got[i], sum, 4 * sqrt((double)K) * harmonics_tolerance(lmax),
                  "lmax %d, point %zu, seeds 8 and 9", lmax, i);
    }
  }
}

TEST(anchor_harmonics)
{
  /* (1, 2, 2)/3 in every lane: sqrt(3/(4 pi)) (2, 2, 1)/3, and the component
   * normalisation sqrt(3) (2, 2, 1)/3. */
  static real xyz[3 * 32], Y[32 * 4], D[32 * 4];
  for (size_t i = 0; i < 32; i++)
    xyz[3 * i] = 1, xyz[3 * i + 1] = 2, xyz[3 * i + 2] = 2;
  fast_harmonics(1, HARMONICS_INTEGRAL, 32, xyz, Y);
  fast_harmonics(1, HARMONICS_COMPONENT, 32, xyz, D);
  for (size_t i = 0; i < 32; i++) {
    const double tolerance = harmonics_tolerance(1);
    check_close(Y[4 * i], 0.28209479177387814, tolerance, "Y_00");
    check_close(Y[4 * i + 1], 0.3257350079352799, tolerance, "y");
    check_close(Y[4 * i + 2], 0.3257350079352799, tolerance, "z");
    check_close(Y[4 * i + 3], 0.16286750396763996, tolerance, "x");
    check_close(D[4 * i + 3], 0.5773502691896258, tolerance, "component x");
  }
}

TEST(edge_harmonics_of_odd_vectors)
{
  /* Zero, NaN, infinite, tiny and huge among ordinary points, one by one in
   * every lane: the answer is chapter 3's to the last bit of what is odd. */
  const real odd[] = {0, REAL(NAN), REAL(INFINITY), REAL_MIN, REAL_MAX / 4};
  static real xyz[3 * 40], want[40 * 9], got[40 * 9];
  for (size_t o = 0; o < 5; o++)
    for (size_t at = 0; at < 40; at++) {
      random_points(at, 40, xyz);
      xyz[3 * at] = odd[o], xyz[3 * at + 1] = 0, xyz[3 * at + 2] = 0;
      harmonics(2, HARMONICS_INTEGRAL, 40, xyz, want);
      fast_harmonics(2, HARMONICS_INTEGRAL, 40, xyz, got);
      for (size_t i = 0; i < 40 * 9; i++)
        check_true((isnan(want[i]) && isnan(got[i])) ||
                       fabs((double)(got[i] - want[i])) <=
                           harmonics_tolerance(2),
                   "vector %zu at %zu: number %zu", o, at, i);
    }
}

TEST(edge_harmonics_bad_input)
{
  real xyz[3] = {1, 2, 3}, Y[9], a[9] = {0};
  check_true(fast_harmonics(-1, HARMONICS_NORM, 1, xyz, Y) == HARMONICS_BAD_L,
             "lmax = -1");
  check_true(fast_harmonics(201, HARMONICS_NORM, 1, xyz, Y) == HARMONICS_BAD_L,
             "lmax = 201");
  check_true(fast_harmonics(2, (enum harmonics_norm)9, 1, xyz, Y) ==
                 HARMONICS_BAD_NORM,
             "a norm that is none");
  check_true(fast_harmonics(2, HARMONICS_NORM, 1, NULL, Y) == HARMONICS_NULL,
             "no points");
  check_true(fast_harmonics(2, HARMONICS_NORM, SIZE_MAX, xyz, Y) ==
                 HARMONICS_OVERFLOW,
             "more points than memory has addresses");
  check_true(fast_harmonics_blocks(11, HARMONICS_NORM, 1, xyz, Y) ==
                 HARMONICS_BAD_L,
             "blocks: lmax = 11");
  check_true(fast_harmonics_blocks(2, HARMONICS_NORM, 1, xyz, NULL) ==
                 HARMONICS_NULL,
             "blocks: no output");
  check_true(fast_harmonics_blocks(2, (enum harmonics_norm)9, 1, xyz, Y) ==
                 HARMONICS_BAD_NORM,
             "blocks: norm");
  check_true(fast_harmonics_blocks(2, HARMONICS_NORM, SIZE_MAX, xyz, Y) ==
                 HARMONICS_OVERFLOW,
             "blocks: overflow");
  check_true(fast_harmonics_expand(11, HARMONICS_NORM, 1, xyz, a, Y) ==
                 HARMONICS_BAD_L,
             "expansion: lmax = 11");
  check_true(fast_harmonics_expand(2, HARMONICS_NORM, 1, xyz, NULL, Y) ==
                 HARMONICS_NULL,
             "expansion: no coefficients");
  check_true(fast_harmonics_expand(2, (enum harmonics_norm)9, 1, xyz, a, Y) ==
                 HARMONICS_BAD_NORM,
             "expansion: norm");
  check_true(fast_harmonics(2, HARMONICS_NORM, 0, NULL, NULL) == HARMONICS_OK,
             "no points are no mistake");
}

static const struct test tests[] = {
    CASE(law_rows_agree),           CASE(law_streamed_rows_agree),
    CASE(law_blocks_agree),         CASE(law_expansion_agrees),
    CASE(anchor_harmonics),         CASE(edge_harmonics_of_odd_vectors),
    CASE(edge_harmonics_bad_input),
};
TEST_MAIN("08-speed/fast_harmonics", tests)

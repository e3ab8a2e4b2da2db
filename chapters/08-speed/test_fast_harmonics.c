/* test_fast_harmonics.c: the fast harmonics are those of chapter 3, at every
 * size and alignment, and refuse what they refuse. */
#include "fast_harmonics.h"
#include "test.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "parallel.h"
#include "random.h"
#include "stream.h"
#include "test_tools_fast.h"
#include "twofold.h"

enum {
  K_MOST = (FAST_HARMONICS_LMAX + 1) * (FAST_HARMONICS_LMAX + 1),
  MANY = 300,
  WIDTH = 16
};

/* The largest |Y| of degree l. */
static double largest(int l, enum harmonics_norm norm)
{
  const double component = sqrt(2.0 * l + 1);
  return norm == HARMONICS_NORM        ? 1
         : norm == HARMONICS_COMPONENT ? component
                                       : component / sqrt(4 * acos(-1.0));
}

/* Both ways round each number within 4 (l+1) eps of the largest one, by
 * chapter 3's claim, and so differ by at most twice that. */
static double degree_tolerance(int l, enum harmonics_norm norm)
{
  return 2 * 4 * (l + 1) * (double)REAL_EPS * largest(l, norm);
}

/* One for all degrees up to lmax and all normalisations. */
static double harmonics_tolerance(int lmax)
{
  return degree_tolerance(lmax, HARMONICS_COMPONENT);
}

/* The worst difference of n rows, each degree by its own measure. */
static double worst_degree(int lmax, enum harmonics_norm norm, size_t n,
                           const real *got, const real *want)
{
  const size_t K = harmonics_count(lmax);
  double max = 0;
  for (size_t i = 0; i < n; i++)
    for (int l = 0; l <= lmax; l++) {
      const size_t at = i * K + (size_t)(l * l);
      const double r = worst((size_t)(2 * l + 1), got + at, want + at) /
                       degree_tolerance(l, norm);
      max = larger(max, r);
    }
  return max;
}

static void random_points(uint64_t seed, size_t n, real *xyz)
{
  struct random g = random_seed(seed);
  for (size_t i = 0; i < 3 * n; i++)
    xyz[i] = (real)random_normal(&g);
}

/* An output that begins `shift` numbers behind a line, and guards around it. */
static double compare_rows(int lmax, enum harmonics_norm norm, size_t n,
                           size_t shift)
{
  static real xyz[3 * MANY], want[MANY * K_MOST];
  static _Alignas(64) real got[MANY * K_MOST + 64];
  const size_t K = harmonics_count(lmax);
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
  return worst_degree(lmax, norm, n, got + shift, want);
}

TEST(law_rows_agree)
{
  double ratio = 0;
  for (int lmax = 0; lmax <= FAST_HARMONICS_LMAX; lmax++)
    for (int norm = 0; norm < 3; norm++)
      for (size_t n = 0; n <= 50; n++) {
        /* n % 16: every alignment, of floats as of doubles */
        const double r =
            compare_rows(lmax, (enum harmonics_norm)norm, n, n % 16);
        ratio = !(r <= ratio) ? r : ratio;
      }
  claim("fast-harmonics", ratio, 1);
}

/* Threads get the same points whatever their number. */
TEST(law_threads_change_no_bit)
{
  enum { N = 3 * 1024 + 5, L = 6, K = (L + 1) * (L + 1) };
  static real xyz[3 * N], one[N * K], three[N * K];
  random_points(7, N, xyz);
  fast_harmonics(L, HARMONICS_INTEGRAL, N, xyz, one);
  parallel_use(3);
  fast_harmonics(L, HARMONICS_INTEGRAL, N, xyz, three);
  parallel_use(1);
  check_true(memcmp(one, three, sizeof one) == 0, "seed 7");
}

/* Chapter 3 promises each value within 4 (l+1) eps sqrt((2l+1)/(4 pi)) of the
 * exact one.  Half of the points stand near a pole, where digits are lost. */
TEST(law_accuracy)
{
  enum { N = 64, L = 16, K = (L + 1) * (L + 1) };
  static real xyz[3 * N], Y[N * K];
  random_points(12, N, xyz);
  for (size_t i = 0; i < N; i += 2)
    xyz[3 * i] *= REAL(1e-2), xyz[3 * i + 1] *= REAL(1e-3);
  for (int l = 0; l <= L; l++) {
    const size_t count = harmonics_count(l);
    const double bound =
        4 * (l + 1) * (double)REAL_EPS * sqrt((2 * l + 1) / 12.566370614359172);
    double max = 0, one[2 * L + 1];
    fast_harmonics(l, HARMONICS_INTEGRAL, N, xyz, Y);
    for (size_t i = 0; i < N; i++) {
      const double r[3] = {(double)xyz[3 * i], (double)xyz[3 * i + 1],
                           (double)xyz[3 * i + 2]};
      struct twofold exact[2 * L + 1];
      for (int k = 0; k <= 2 * l; k++)
        one[k] = (double)Y[i * count + (size_t)(l * l + k)];
      reference_degree(l, r, exact);
      const double error = reference_error(l, exact, one);
      max = larger(max, error);
    }
    claim("fast-accuracy", max / bound, 1);
    check_true(REAL_IS_FLOAT || max < 1e-14, "l = %d: error %g", l, max);
  }
}

TEST(law_streamed_rows_agree)
{
  const int lmax = 10;
  const size_t K = harmonics_count(lmax);
  const size_t n = STREAM_MOST / (K * sizeof(real)) + 3;
  real *xyz = malloc(3 * n * sizeof *xyz), *want = malloc(n * K * sizeof *want);
  real *got = malloc((n * K + 64) * sizeof *got);
  check_true(xyz && want && got, "memory");
  random_points(3, n, xyz);
  harmonics(lmax, HARMONICS_INTEGRAL, n, xyz, want);
  for (size_t shift = 0; shift < 2; shift++) {
    got[shift + n * K] = 77;
    fast_harmonics(lmax, HARMONICS_INTEGRAL, n, xyz, got + shift);
    check_residual(worst(n * K, got + shift, want), harmonics_tolerance(lmax),
                   "more than fits the caches, shift %zu, seed 3", shift);
    check_true(got[shift + n * K] == 77, "written behind the output");
  }
  free(xyz), free(want), free(got);
}

TEST(law_blocks_agree)
{
  static real xyz[3 * MANY], want[MANY * K_MOST];
  static real got[(MANY + WIDTH) * K_MOST];
  const size_t width = 64 / sizeof(real);
  for (int lmax = 0; lmax <= FAST_HARMONICS_LMAX; lmax++)
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
          max = larger(max, d);
        }
      check_residual(max, harmonics_tolerance(lmax), "lmax %d, n %zu", lmax, n);
    }
}

/* Many blocks, which go past the caches, and the same in small pieces. */
TEST(law_streamed_blocks_agree)
{
  enum { PIECE = 1600, L = 10 };
  const size_t K = harmonics_count(L);
  const size_t N = STREAM_MOST / (K * sizeof(real)) + 3, room = N + WIDTH;
  real *xyz = malloc(3 * N * sizeof *xyz);
  real *want = malloc(room * K * sizeof *want);
  real *got = malloc((room * K + 1) * sizeof *got);
  check_true(xyz && want && got, "memory");
  random_points(6, N, xyz);
  for (size_t i = 0; i < N; i += PIECE)
    fast_harmonics_blocks(L, HARMONICS_INTEGRAL, N - i < PIECE ? N - i : PIECE,
                          xyz + 3 * i, want + i * K);
  for (size_t shift = 0; shift < 2; shift++) {
    const size_t width = 64 / sizeof(real);
    fast_harmonics_blocks(L, HARMONICS_INTEGRAL, N, xyz, got + shift);
    check_residual(
        worst((N + width - 1) / width * width * K, got + shift, want), 0,
        "shift %zu, seed 6", shift);
  }
  free(xyz), free(want), free(got);
}

TEST(law_expansion_agrees)
{
  static real xyz[3 * MANY], Y[MANY * K_MOST], a[K_MOST], got[MANY + 1];
  struct random g = random_seed(8);
  for (size_t k = 0; k < K_MOST; k++)
    a[k] = (real)random_normal(&g);
  for (int which = 0; which < 3 * (FAST_HARMONICS_LMAX + 1); which++) {
    const enum harmonics_norm norm = (enum harmonics_norm)(which % 3);
    const int lmax = which / 3;
    const size_t K = harmonics_count(lmax), n = MANY - (size_t)which;
    random_points(9, n, xyz);
    got[n] = 77;
    harmonics(lmax, norm, n, xyz, Y);
    fast_harmonics_expand(lmax, norm, n, xyz, a, got);
    for (size_t i = 0; i < n; i++) {
      double sum = 0;
      for (size_t k = 0; k < K; k++)
        sum += (double)a[k] * (double)Y[i * K + k];
      /* K terms of size 3 or so, each with the error of its Y */
      check_close(
          got[i], sum, 4 * sqrt((double)K) * degree_tolerance(lmax, norm),
          "lmax %d, norm %d, point %zu, seeds 8 and 9", lmax, (int)norm, i);
    }
    check_true(got[n] == 77, "written behind the output");
  }
}

/* A consumer that asks for what it was promised. */
struct seen {
  size_t K, points;
  const real *want;
  double max;
};

static void look(void *context, size_t first, size_t points, const real *Y)
{
  struct seen *s = context;
  check_true(first == s->points && first % (64 / sizeof(real)) == 0 &&
                 (uintptr_t)Y % 64 == 0,
             "points from %zu, after %zu", first, s->points);
  for (size_t p = 0; p < points; p++)
    for (size_t k = 0; k < s->K; k++) {
      const size_t width = 64 / sizeof(real);
      const real v = Y[(p / width * s->K + k) * width + p % width];
      const double d =
          fabs((double)v - (double)s->want[(first + p) * s->K + k]);
      s->max = !(d <= s->max) ? d : s->max;
    }
  s->points += points;
}

TEST(law_each_is_handed_all)
{
  enum { N = 1100 }; /* two parts, and a rest */
  real *xyz = malloc(3 * N * sizeof *xyz);
  real *want = malloc(N * K_MOST * sizeof *want);
  check_true(xyz && want, "memory");
  random_points(4, N, xyz);
  xyz[600] = xyz[601] = xyz[602] = 0; /* one that has no direction */
  for (int lmax = 0; lmax <= FAST_HARMONICS_LMAX; lmax++) {
    struct seen s = {harmonics_count(lmax), 0, want, 0};
    harmonics(lmax, HARMONICS_INTEGRAL, N, xyz, want);
    fast_harmonics_each(lmax, HARMONICS_INTEGRAL, N, xyz, look, &s);
    check_residual(s.max, harmonics_tolerance(lmax), "lmax %d, seed 4", lmax);
    check_true(s.points == N, "%zu points of %d", s.points, N);
  }
  free(xyz), free(want);
}

/* A gradient is a sum of three products of values one degree lower and of
 * the radial part, l |Y|: each with its error, and all times at most 2l+1, and
 * 1/|r|, here at most 2. */
static double gradient_tolerance(int lmax)
{
  return 2 * (2 * lmax + 1) * harmonics_tolerance(lmax);
}

/* Points of length between 1/2 and 2. */
static void middling_points(uint64_t seed, size_t n, real *xyz)
{
  random_points(seed, n, xyz);
  for (size_t i = 0; i < n; i++) {
    real *r = xyz + 3 * i;
    const real size = real_sqrt(r[0] * r[0] + r[1] * r[1] + r[2] * r[2]);
    for (size_t k = 0; k < 3 && (size < REAL(0.5) || size > 2); k++)
      r[k] /= size;
  }
}

TEST(law_gradients_of_rows_agree)
{
  enum { N = 50 };
  static real xyz[3 * N], Y[N * K_MOST], want[3 * N * K_MOST];
  static real values[N * K_MOST + 1], got[3 * N * K_MOST + 1];
  double ratio = 0;
  for (int lmax = 0; lmax <= FAST_HARMONICS_LMAX; lmax++)
    for (size_t n = 1; n <= N; n += 7) {
      const size_t K = harmonics_count(lmax);
      const enum harmonics_norm norm = (enum harmonics_norm)(n % 3);
      middling_points(n, n, xyz);
      values[n * K] = got[3 * n * K] = 77;
      harmonics_gradients(lmax, norm, n, xyz, Y, want);
      fast_harmonics_gradients(lmax, norm, n, xyz, values, got);
      check_residual(worst(n * K, values, Y), harmonics_tolerance(lmax),
                     "values, lmax %d, n %zu", lmax, n);
      const double r = worst(3 * n * K, got, want) / gradient_tolerance(lmax);
      ratio = !(r <= ratio) ? r : ratio;
      check_residual(r, 1, "lmax %d, n %zu", lmax, n);
      check_true(values[n * K] == 77 && got[3 * n * K] == 77,
                 "written behind the output");
    }
  claim("fast-slopes", ratio * gradient_tolerance(FAST_HARMONICS_LMAX),
        gradient_tolerance(FAST_HARMONICS_LMAX));
}

TEST(law_streamed_gradients_agree)
{
  const int lmax = 6;
  const size_t K = harmonics_count(lmax);
  const size_t n = STREAM_MOST / (4 * K * sizeof(real)) + 3;
  real *xyz = malloc(3 * n * sizeof *xyz), *Y = malloc(n * K * sizeof *Y);
  real *want = malloc(3 * n * K * sizeof *want);
  real *values = malloc((n * K + 1) * sizeof *values);
  real *got = malloc((3 * n * K + 1) * sizeof *got);
  check_true(xyz && Y && want && values && got, "memory");
  middling_points(5, n, xyz);
  harmonics_gradients(lmax, HARMONICS_INTEGRAL, n, xyz, Y, want);
  values[n * K] = got[3 * n * K] = 77;
  fast_harmonics_gradients(lmax, HARMONICS_INTEGRAL, n, xyz, values, got);
  check_residual(worst(n * K, values, Y), harmonics_tolerance(lmax), "values");
  check_residual(worst(3 * n * K, got, want), gradient_tolerance(lmax),
                 "gradients, seed 5");
  check_true(values[n * K] == 77 && got[3 * n * K] == 77, "written behind");
  free(xyz), free(Y), free(want), free(values), free(got);
}

TEST(law_gradients_of_blocks_agree)
{
  enum { N = 50 };
  static real xyz[3 * N], Y[N * K_MOST], want[3 * N * K_MOST];
  static real values[(N + WIDTH) * K_MOST], got[3 * (N + WIDTH) * K_MOST];
  const size_t width = 64 / sizeof(real);
  for (int lmax = 0; lmax <= FAST_HARMONICS_LMAX; lmax++)
    for (size_t n = 1; n <= N; n += 7) {
      const size_t K = harmonics_count(lmax);
      double max = 0;
      middling_points(n, n, xyz);
      harmonics_gradients(lmax, HARMONICS_COMPONENT, n, xyz, Y, want);
      fast_harmonics_gradients_blocks(lmax, HARMONICS_COMPONENT, n, xyz, values,
                                      got);
      for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < 3 * K; k++) {
          const real v = got[(i / width * 3 * K + k) * width + i % width];
          const double d = fabs((double)v - (double)want[3 * i * K + k]);
          max = larger(max, d);
        }
      check_residual(max, gradient_tolerance(lmax), "lmax %d, n %zu", lmax, n);
      check_true(values[(n - 1) / width * K * width] > 0, "Y_00 is positive");
    }
}

/* dY of random signs: the sum of K gradients, each with its error. */
TEST(law_way_back_agrees)
{
  enum { N = 50 };
  static real xyz[3 * N], dY[N * K_MOST], blocks[(N + WIDTH) * K_MOST];
  static real want[3 * N], got[3 * N + 1];
  const size_t width = 64 / sizeof(real);
  for (int lmax = 0; lmax <= FAST_HARMONICS_LMAX; lmax++)
    for (size_t n = 1; n <= N; n += 7) {
      const size_t K = harmonics_count(lmax);
      struct random g = random_seed(n);
      middling_points(n, n, xyz);
      for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < K; k++) {
          dY[i * K + k] = (real)random_normal(&g);
          blocks[(i / width * K + k) * width + i % width] = dY[i * K + k];
        }
      for (size_t i = 0; i < 3 * n; i++)
        want[i] = got[i] = 1;
      got[3 * n] = 77;
      harmonics_backward(lmax, HARMONICS_NORM, n, xyz, dY, want);
      fast_harmonics_backward_blocks(lmax, HARMONICS_NORM, n, xyz, blocks, got);
      check_residual(worst(3 * n, got, want),
                     4 * sqrt((double)K) * gradient_tolerance(lmax),
                     "lmax %d, n %zu", lmax, n);
      check_true(got[3 * n] == 77, "written behind the output");
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
  enum { N = 37 }; /* the last lanes of the last block are empty */
  /* Zero, NaN, infinite, tiny and huge among ordinary points, one by one in
   * every lane: the answer is that of chapter 3. */
  const real odd[] = {0, REAL(NAN), REAL(INFINITY), REAL_MIN, REAL_MAX / 4};
  static real xyz[3 * N], want[N * 9], got[N * 9], f[N];
  const real a[9] = {1, -2, 3, -4, 5, -6, 7, -8, 9};
  for (size_t o = 0; o < 5; o++)
    for (size_t at = 0; at < N; at++) {
      random_points(at, N, xyz);
      xyz[3 * at] = odd[o], xyz[3 * at + 1] = 0, xyz[3 * at + 2] = 0;
      harmonics(2, HARMONICS_INTEGRAL, N, xyz, want);
      fast_harmonics(2, HARMONICS_INTEGRAL, N, xyz, got);
      for (size_t i = 0; i < N * 9; i++)
        check_true((isnan(want[i]) && isnan(got[i])) ||
                       fabs((double)(got[i] - want[i])) <=
                           harmonics_tolerance(2),
                   "vector %zu at %zu: number %zu", o, at, i);
      fast_harmonics_expand(2, HARMONICS_INTEGRAL, N, xyz, a, f);
      for (size_t i = 0; i < N; i++) {
        double sum = 0;
        for (size_t k = 0; k < 9; k++)
          sum += (double)a[k] * (double)want[9 * i + k];
        check_true((isnan(sum) && isnan(f[i])) ||
                       fabs((double)f[i] - sum) <= 45 * harmonics_tolerance(2),
                   "vector %zu at %zu: sum %zu", o, at, i);
      }
    }
}

/* Every power of two as a length, whichever road it takes. */
TEST(edge_harmonics_of_all_lengths)
{
  enum { L = 4, K = (L + 1) * (L + 1), N = 16 };
  static real xyz[3 * N], want[N * K], got[N * K];
  const int least = REAL_IS_FLOAT ? -149 : -1074;
  const int most = REAL_IS_FLOAT ? 127 : 1023;
  for (int k = least; k <= most; k++) {
    const double length = ldexp(1, k);
    for (size_t i = 0; i < N; i++) { /* the smallest have no 0.6 */
      xyz[3 * i] = (real)(0.6 * length), xyz[3 * i + 1] = 0;
      xyz[3 * i + 2] = (real)(i % 2 ? -0.8 * length : length);
    }
    harmonics(L, HARMONICS_COMPONENT, N, xyz, want);
    fast_harmonics(L, HARMONICS_COMPONENT, N, xyz, got);
    check_residual(worst(N * K, got, want), harmonics_tolerance(L),
                   "length 2^%d", k);
  }
}

TEST(anchor_slopes)
{
  /* Y_1y = sqrt(3/(4 pi)) y/|r| at (1, 2, 2): its gradient is that constant
   * times (-2, 5, -4)/27. */
  static real xyz[3 * 20], Y[20 * 4], D[20 * 12];
  for (size_t i = 0; i < 20; i++)
    xyz[3 * i] = 1, xyz[3 * i + 1] = 2, xyz[3 * i + 2] = 2;
  fast_harmonics_gradients(1, HARMONICS_INTEGRAL, 20, xyz, Y, D);
  for (size_t i = 0; i < 20; i++) {
    const double tolerance = gradient_tolerance(1);
    check_close(D[12 * i + 1], -0.03619277865947555, tolerance, "d/dx");
    check_close(D[12 * i + 5], 0.09048194664868888, tolerance, "d/dy");
    check_close(D[12 * i + 9], -0.0723855573189511, tolerance, "d/dz");
  }
}

/* What has no gradient, in every lane: chapter 3's answer. */
TEST(edge_slopes_of_odd_vectors)
{
  enum { N = 37 }; /* the last lanes of the last block are empty */
  const real odd[] = {0, REAL(NAN), REAL(INFINITY), REAL_MAX / 4};
  static real xyz[3 * N], Y[N * 9], want[N * 27], got[N * 27];
  for (size_t o = 0; o < 4; o++)
    for (size_t at = 0; at < N; at++) {
      middling_points(at, N, xyz);
      xyz[3 * at] = odd[o], xyz[3 * at + 1] = 0, xyz[3 * at + 2] = 0;
      harmonics_gradients(2, HARMONICS_INTEGRAL, N, xyz, Y, want);
      fast_harmonics_gradients(2, HARMONICS_INTEGRAL, N, xyz, Y, got);
      for (size_t i = 0; i < N * 27; i++)
        check_true((isnan(want[i]) && isnan(got[i])) ||
                       fabs((double)(got[i] - want[i])) <=
                           gradient_tolerance(2),
                   "vector %zu at %zu: number %zu", o, at, i);
    }
}

/* What has no gradient, on the way back: chapter 3's answer again. */
TEST(edge_way_back_of_odd_vectors)
{
  enum { N = 20, K = 9 };
  const real odd[] = {0, REAL(NAN), REAL(INFINITY), REAL_MIN / 4};
  const size_t width = 64 / sizeof(real);
  static real xyz[3 * N], dY[N * K], blocks[(N + WIDTH) * K];
  struct random g = random_seed(77);
  for (size_t i = 0; i < N; i++)
    for (size_t k = 0; k < K; k++) {
      dY[i * K + k] = (real)random_normal(&g);
      blocks[(i / width * K + k) * width + i % width] = dY[i * K + k];
    }
  for (size_t o = 0; o < 4; o++)
    for (size_t at = 0; at < N; at++) {
      real want[3 * N] = {0}, got[3 * N] = {0};
      middling_points(at, N, xyz);
      xyz[3 * at] = odd[o], xyz[3 * at + 1] = 0, xyz[3 * at + 2] = 0;
      harmonics_backward(2, HARMONICS_NORM, N, xyz, dY, want);
      fast_harmonics_backward_blocks(2, HARMONICS_NORM, N, xyz, blocks, got);
      for (size_t i = 0; i < 3 * N; i++)
        check_true(want[i] == got[i] || (isnan(want[i]) && isnan(got[i])) ||
                       fabs((double)(got[i] - want[i])) <=
                           12 * gradient_tolerance(2),
                   "vector %zu at %zu: number %zu", o, at, i);
    }
}

/* Beyond the fast degrees all is chapter 3's. */
TEST(edge_high_degrees)
{
  enum { L = FAST_HARMONICS_LMAX + 1, K = (L + 1) * (L + 1) };
  const real xyz[3] = {1, 2, 3};
  static real Y[2][K], dY[2][3 * K];
  check_true(
      !harmonics_gradients(L, HARMONICS_NORM, 1, xyz, Y[0], dY[0]) &&
          !fast_harmonics_gradients(L, HARMONICS_NORM, 1, xyz, Y[1], dY[1]),
      "a degree more");
  check_true(!memcmp(Y[0], Y[1], sizeof Y[0]) &&
                 !memcmp(dY[0], dY[1], sizeof dY[0]) && dY[1][K - 1] != 0,
             "bit by bit");
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
  check_true(fast_harmonics_each(2, HARMONICS_NORM, 1, xyz, NULL, NULL) ==
                 HARMONICS_NULL,
             "each: nobody to hand them to");
  check_true(fast_harmonics_gradients(2, HARMONICS_NORM, 1, xyz, Y, NULL) ==
                 HARMONICS_NULL,
             "gradients: no output");
  check_true(fast_harmonics_gradients_blocks(11, HARMONICS_NORM, 1, xyz, Y,
                                             Y) == HARMONICS_BAD_L,
             "blocks of gradients: lmax = 11");
  check_true(fast_harmonics_backward_blocks(2, HARMONICS_NORM, 1, xyz, NULL,
                                            Y) == HARMONICS_NULL,
             "backward: nothing to go back from");
  check_true(fast_harmonics(2, HARMONICS_NORM, 0, NULL, NULL) == HARMONICS_OK,
             "no points are no mistake");
}

/* Every pointer of every function, one after the other. */
TEST(edge_harmonics_without_arguments)
{
  const enum harmonics_norm norm = HARMONICS_NORM;
  real x[3] = {1, 2, 3}, Y[9], d[27];
  check_true(fast_harmonics(2, norm, 1, x, NULL) == HARMONICS_NULL &&
                 fast_harmonics_blocks(2, norm, 1, NULL, Y) == HARMONICS_NULL,
             "values");
  check_true(
      fast_harmonics_each(2, norm, 1, NULL, NULL, NULL) == HARMONICS_NULL &&
          fast_harmonics_expand(2, norm, 1, NULL, Y, Y) == HARMONICS_NULL &&
          fast_harmonics_expand(2, norm, 1, x, Y, NULL) == HARMONICS_NULL,
      "sums");
  check_true(
      fast_harmonics_gradients(2, norm, 1, NULL, Y, d) == HARMONICS_NULL &&
          fast_harmonics_gradients(2, norm, 1, x, NULL, d) == HARMONICS_NULL,
      "gradients");
  check_true(fast_harmonics_gradients_blocks(2, norm, 1, NULL, Y, d) ==
                     HARMONICS_NULL &&
                 fast_harmonics_gradients_blocks(2, norm, 1, x, NULL, d) ==
                     HARMONICS_NULL &&
                 fast_harmonics_gradients_blocks(2, norm, 1, x, Y, NULL) ==
                     HARMONICS_NULL,
             "blocks of gradients");
  check_true(fast_harmonics_backward_blocks(2, norm, 1, NULL, Y, x) ==
                     HARMONICS_NULL &&
                 fast_harmonics_backward_blocks(2, norm, 1, x, Y, NULL) ==
                     HARMONICS_NULL,
             "the way back");
}

static const struct test tests[] = {
    CASE(law_rows_agree),
    CASE(law_threads_change_no_bit),
    CASE(law_accuracy),
    CASE(law_streamed_rows_agree),
    CASE(law_blocks_agree),
    CASE(law_streamed_blocks_agree),
    CASE(law_expansion_agrees),
    CASE(law_each_is_handed_all),
    CASE(law_gradients_of_rows_agree),
    CASE(law_streamed_gradients_agree),
    CASE(law_gradients_of_blocks_agree),
    CASE(law_way_back_agrees),
    CASE(anchor_harmonics),
    CASE(anchor_slopes),
    CASE(edge_harmonics_of_odd_vectors),
    CASE(edge_harmonics_of_all_lengths),
    CASE(edge_slopes_of_odd_vectors),
    CASE(edge_way_back_of_odd_vectors),
    CASE(edge_high_degrees),
    CASE(edge_harmonics_bad_input),
    CASE(edge_harmonics_without_arguments),
};
TEST_MAIN("08-speed/fast_harmonics", tests)

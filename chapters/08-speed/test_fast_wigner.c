/* test_fast_wigner.c: many rotations give what chapter 2 gives for each. */
#include "fast_wigner.h"
#include "test.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "parallel.h"
#include "random.h"

/* Both roads start from the same angles and round entries of size at most 1
 * a few times for each of the l terms of a sum, and multiples of an angle l
 * times: 8 (l + 1) eps leaves a factor of two. */
static double tolerance(int lmax)
{
  return 8 * (lmax + 1) * DBL_EPSILON;
}

static double worst_of(size_t n, const double *a, const double *b)
{
  double max = 0;
  for (size_t i = 0; i < n; i++) {
    max = larger(max, fabs(a[i] - b[i]));
  }
  return max;
}

/* The largest difference from chapter 2 for n rotations. */
static double compare(int lmax, size_t n, const rot3 *R)
{
  const size_t K = wigner_block(lmax + 1);
  struct fast_wigner w;
  struct wigner_table table;
  double *got = malloc((n * K + 2) * sizeof *got);
  double *want = malloc((n * K + 1) * sizeof *want);
  check_true(fast_wigner_create(lmax, &w) == WIGNER_OK, "lmax = %d", lmax);
  check_true(wigner_table_create(lmax, &table) == WIGNER_OK, "table");
  got[0] = got[n * K + 1] = 77;
  check_true(fast_wigner_all(&w, n, R, got + 1) == WIGNER_OK, "n = %zu", n);
  check_true(got[0] == 77 && got[n * K + 1] == 77, "written beside the output");
  for (size_t i = 0; i < n; i++)
    wigner_table_all(&table, R[i], want + i * K);
  const double d = worst_of(n * K, got + 1, want);
  free(got), free(want);
  fast_wigner_free(&w);
  wigner_table_free(&table);
  return d;
}

TEST(law_many_rotations_agree)
{
  static rot3 R[130];
  static const size_t sizes[] = {0, 1, 7, 8, 9, 63, 64, 65, 130};
  struct random g = random_seed(21);
  double ratio = 0;
  for (size_t i = 0; i < 130; i++)
    R[i] = so3_random(&g);
  for (int lmax = 0; lmax <= FAST_WIGNER_LMAX; lmax++)
    for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
      const double r = compare(lmax, sizes[k], R) / tolerance(lmax);
      ratio = !(r <= ratio) ? r : ratio;
    }
  claim("fast-wigner", ratio * tolerance(FAST_WIGNER_LMAX),
        tolerance(FAST_WIGNER_LMAX));
}

TEST(law_threads_change_nothing)
{
  enum { N = 200, L = 4, K = 165 };
  static rot3 R[N];
  static double one[N * K], three[N * K];
  struct random g = random_seed(22);
  struct fast_wigner w;
  for (size_t i = 0; i < N; i++)
    R[i] = so3_random(&g);
  check_true(wigner_block(L + 1) == K, "1 + 9 + 25 + 49 + 81");
  check_true(fast_wigner_create(L, &w) == WIGNER_OK, "table");
  fast_wigner_all(&w, N, R, one);
  parallel_use(3);
  fast_wigner_all(&w, N, R, three);
  parallel_use(1);
  check_true(!memcmp(one, three, sizeof one), "to the last bit, seed 22");
  fast_wigner_free(&w);
}

TEST(anchor_quarter_turn)
{
  /* A quarter turn about z takes x to y and y to -x; rows and columns are
   * y, z, x.  Of degree 2, cos(2 phi) changes its sign. */
  rot3 R;
  so3_axis_angle((vec3){0, 0, 1}, acos(0.0), &R);
  struct fast_wigner w;
  double D[35];
  check_true(fast_wigner_create(2, &w) == WIGNER_OK, "table");
  check_true(fast_wigner_all(&w, 1, &R, D) == WIGNER_OK, "one rotation");
  static const double want[9] = {0, 0, 1, 0, 1, 0, -1, 0, 0};
  check_close(D[0], 1, tolerance(0), "degree 0");
  for (int i = 0; i < 9; i++)
    check_close(D[1 + i], want[i], tolerance(1), "degree 1, entry %d", i);
  check_close(D[10 + 24], -1, tolerance(2), "degree 2, m = 2");
  check_close(D[10 + 12], 1, tolerance(2), "degree 2, m = 0");
  fast_wigner_free(&w);
}

TEST(edge_poles)
{
  /* beta = 0 and pi, and next to them: where Euler angles are in doubt. */
  static const double beta[] = {0, 1e-300, 1e-16, 1e-9, 1e-4};
  rot3 R[20];
  const double pi = acos(-1.0);
  for (size_t i = 0; i < 20; i++) {
    const double b = beta[i / 4];
    R[i] = so3_from_euler(
        (euler_zyz){0.3 * (double)i, i % 2 ? pi - b : b, i % 4 < 2 ? 0 : 1.1});
  }
  check_residual(compare(8, 20, R), tolerance(8), "near the poles");
}

TEST(edge_wigner_bad_input)
{
  struct fast_wigner w, none;
  const struct fast_wigner empty = {.lmax = -1};
  double D[4] = {5, 5, 5, 5};
  rot3 R[2] = {so3_identity(), so3_identity()};
  check_true(fast_wigner_create(FAST_WIGNER_LMAX + 1, &none) == WIGNER_BAD_L,
             "lmax = 11");
  check_true(fast_wigner_create(-1, &none) == WIGNER_BAD_L, "lmax = -1");
  check_true(none.lmax == -1 && !none.term, "nothing to release");
  check_true(fast_wigner_create(1, NULL) == WIGNER_NULL, "nowhere to put it");
  check_true(fast_wigner_create(0, &w) == WIGNER_OK, "degree 0 alone");
  R[1].m[2][2] = -1;
  check_true(fast_wigner_all(&w, 2, R, D) == WIGNER_NOT_A_ROTATION,
             "a reflection");
  R[1].m[2][2] = nan("");
  check_true(fast_wigner_all(&w, 2, R, D) == WIGNER_NOT_FINITE, "a NaN");
  check_true(D[0] == 5 && D[1] == 5, "nothing is written then");
  check_true(fast_wigner_all(NULL, 1, R, D) == WIGNER_NULL, "no table");
  check_true(fast_wigner_all(&empty, 1, R, D) == WIGNER_NULL, "an empty one");
  check_true(fast_wigner_all(&w, 1, R, NULL) == WIGNER_NULL, "no output");
  check_true(fast_wigner_all(&w, 1, NULL, D) == WIGNER_NULL, "no rotations");
  check_true(fast_wigner_all(&w, 0, NULL, NULL) == WIGNER_OK,
             "no rotations are no mistake");
  fast_wigner_free(&w);
  fast_wigner_free(NULL);
}

static const struct test tests[] = {
    CASE(law_many_rotations_agree), CASE(law_threads_change_nothing),
    CASE(anchor_quarter_turn),      CASE(edge_poles),
    CASE(edge_wigner_bad_input),
};
TEST_MAIN("08-speed/fast_wigner", tests)

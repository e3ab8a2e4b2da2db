/* test_simd.c: shuffles move numbers and nothing else, and the functions of
 * many numbers are those of one. */
#include "simd_math.h"
#include "stream.h"
#include "test.h"

#include <math.h>

#include "random.h"

/* ---- [shuffles] Each lane is told by its number ---- */
static void count_up(size_t n, vec *m)
{
  for (size_t i = 0; i < n * LANES; i++)
    ((real *)m)[i] = (real)i;
}

static void expect(const vec *m, size_t i, size_t lane, size_t want)
{
  const double got = (double)((const real *)m)[i * LANES + lane];
  check_true(got == (double)want, "vector %zu, lane %zu: %g, not %zu", i, lane,
             got, want);
}

TEST(law_transpose_turns_a_square)
{
  vec m[LANES];
  count_up(LANES, m);
  vec_transpose(m);
  for (size_t i = 0; i < LANES; i++)
    for (size_t j = 0; j < LANES; j++)
      expect(m, i, j, j * LANES + i);
}

TEST(law_sums_add_lanes)
{
  vec m[LANES];
  count_up(LANES, m);
  const vec sum = vec_sums(m);
  for (size_t i = 0; i < LANES; i++) /* i L + 0, ..., i L + L - 1 */
    expect(&sum, 0, i, i * LANES * LANES + LANES * (LANES - 1) / 2);
}

TEST(law_points_become_coordinates_and_points)
{
  vec m[3], x, y, z, back[3];
  count_up(3, m);
  vec_thirds((const real *)m, &x, &y, &z);
  for (size_t p = 0; p < LANES; p++)
    expect(&x, 0, p, 3 * p), expect(&y, 0, p, 3 * p + 1),
        expect(&z, 0, p, 3 * p + 2);
  vec_join(x, y, z, back);
  for (size_t i = 0; i < 3 * LANES; i++)
    expect(back, i / LANES, i % LANES, i);
}

/* PIECE columns of LANES rows, and four. */
TEST(law_columns_become_pieces_of_rows)
{
  vec m[PIECE];
  real rows[LANES][PIECE];
  count_up(PIECE, m);
  vec_pieces(m);
  for (size_t i = 0; i < PIECE; i++)
    vec_put(m[i], rows[i], (size_t)PIECE * PIECE);
  for (size_t i = 0; i < LANES; i++)
    for (size_t k = 0; k < PIECE; k++)
      expect((const vec *)rows, 0, PIECE * i + k, k * LANES + i);
}

TEST(law_four_columns_become_pieces_of_rows)
{
#if SIMD_BYTES / REAL_BYTES >= 4
  vec m[4];
  count_up(4, m);
  vec_pieces_4(m);
  for (size_t i = 0; i < 4; i++)
    for (size_t j = 0; j < LANES / 4; j++)
      for (size_t k = 0; k < 4; k++)
        expect(m, i, 4 * j + k, k * LANES + 4 * j + i);
#endif
}

TEST(law_streamed_vectors_arrive)
{
  _Alignas(64) real a[4 * LANES];
  vec m[4];
  count_up(4, m);
  for (size_t i = 0; i < 4; i++)
    vec_stream(a + i * LANES, m[i]);
  vec_stream_end();
  for (size_t i = 0; i < 4 * LANES; i++)
    check_true(a[i] == (real)i, "number %zu", i);
}

/* ---- [functions] Against the library's, in more digits ----
 *
 * The series is good to eps/10.  The last step of the sum rounds by eps/2, what
 * it adds to 1, at most 0.42, by two more halves of its own, and the rest of r
 * by less than a quarter: two eps leave some room. */
static double exp_error(vec x)
{
  const vec y = vec_exp(x);
  double worst = 0;
  for (int i = 0; i < LANES; i++) {
    const long double want = expl((long double)x[i]);
    worst = larger(worst, fabs((double)(((long double)y[i] - want) / want)));
  }
  return worst;
}

/* Between the two it is the machine's last cache that decides. */
TEST(anchor_what_is_worth_a_stream)
{
  check_true(!stream_worth(0) && !stream_worth(STREAM_LEAST), "little");
  check_true(stream_worth(STREAM_MOST + 1) && stream_worth(SIZE_MAX), "much");
  check_true(stream_worth(STREAM_MOST) || !stream_worth(STREAM_LEAST + 1),
             "more is worth as much");
}

TEST(law_exp_of_many)
{
  struct random g = random_seed(11);
  double residual = 0;
  for (int round = 0; round < 20000; round++) {
    const real span = round % 2 ? HIGHEST - LOWEST : 1;
    const real from = round % 2 ? LOWEST : REAL(-0.5);
    vec x;
    for (int i = 0; i < LANES; i++)
      x[i] = from + span * (real)random_uniform(&g);
    residual = larger(residual, exp_error(x));
  }
  claim("fast-exp", residual / (double)REAL_EPS, 2);
}

/* Of one number; the other lanes hold 0. */
static real one_exp(real x)
{
  vec v = {0};
  v[1] = x;
  const vec y = vec_exp(v);
  for (size_t i = 0; i < LANES; i++)
    check_true(i == 1 || y[i] == 1, "exp(0) = 1 beside %g", (double)x);
  return y[1];
}

TEST(edge_exp_at_its_ends)
{
  const real most = one_exp(REAL(INFINITY)), least = one_exp(REAL(-INFINITY));
  check_true(most == one_exp(REAL_MAX) && isfinite(most) && most > REAL_MAX / 8,
             "ends in a large number: %g", (double)most);
  check_true(least == one_exp(-REAL_MAX) && least > 0 && least < 8 * REAL_MIN,
             "and in a small one: %g", (double)least);
  check_true(isnan(one_exp(REAL(NAN))), "NaN in, NaN out");
}

/* exp(-x) is off by two eps, and with it at most as much of the sum; the sum
 * and the quotient round by half each. */
TEST(law_sigmoid_and_root_of_many)
{
  struct random g = random_seed(12);
  for (int round = 0; round < 1000; round++) {
    vec x;
    for (int i = 0; i < LANES; i++)
      x[i] = 4 * (real)random_normal(&g);
    const vec s = vec_sigmoid(x), root = vec_sqrt(x * x);
    for (int i = 0; i < LANES; i++) {
      const long double want = 1 / (1 + expl(-(long double)x[i]));
      check_close((double)((long double)s[i] / want), 1, 3 * (double)REAL_EPS,
                  "sigmoid(%g), seed 12", (double)x[i]);
      check_true(root[i] == real_sqrt(x[i] * x[i]), "root of a square");
    }
  }
}

static const struct test tests[] = {
    CASE(law_transpose_turns_a_square),
    CASE(law_sums_add_lanes),
    CASE(law_points_become_coordinates_and_points),
    CASE(law_columns_become_pieces_of_rows),
    CASE(law_four_columns_become_pieces_of_rows),
    CASE(law_streamed_vectors_arrive),
    CASE(anchor_what_is_worth_a_stream),
    CASE(law_exp_of_many),
    CASE(edge_exp_at_its_ends),
    CASE(law_sigmoid_and_root_of_many),
};
TEST_MAIN("08-speed/simd", tests)

/* Tests of exercise 3.4. */
#include "exercises.h"
#include "expect.h"
#include "random.h"

enum { L = 6, K = (L + 1) * (L + 1) };

static double value(const real *a, vec3 r)
{
  const real xyz[3] = {(real)r.x, (real)r.y, (real)r.z};
  real Y[K];
  double sum = 0;
  harmonics(L, HARMONICS_INTEGRAL, 1, xyz, Y);
  for (int i = 0; i < K; i++)
    sum += (double)a[i] * (double)Y[i];
  return sum;
}

static void random_signal(struct random *g, real *a)
{
  for (int i = 0; i < K; i++)
    a[i] = (real)random_normal(g);
}

/* K terms of size about 1, each right to 4 (l+1) eps on either side, and D. */
static const double tolerance = K * 12.0 * (L + 1) * (double)REAL_EPS;

TEST(law_moved)
{
  struct random g = random_seed(1);
  for (int trial = 0; trial < 20; trial++) {
    real a[K], b[K] = {0};
    random_signal(&g, a);
    rot3 R = so3_random(&g);
    vec3 r = {random_normal(&g), random_normal(&g), random_normal(&g)};
    given("lmax = %d, R = %s, a = %s (seed 1)", L, mat(R), list(K, a));
    expect_is(rotate_signal(L, R, a, b), true, "valid input");
    expect(value(b, r), value(a, so3_apply(so3_inverse(R), r)), tolerance,
           "the value now at r = %s was at R^-1 r", vec(r));
  }
}

TEST(law_two_moves)
{
  struct random g = random_seed(2);
  real a[K], once[K] = {0}, twice[K] = {0}, both[K] = {0};
  random_signal(&g, a);
  rot3 R = so3_random(&g), S = so3_random(&g);
  given("lmax = %d, R = %s, S = %s, a = %s (seed 2)", L, mat(R), mat(S),
        list(K, a));
  expect_is(rotate_signal(L, R, a, once), true, "valid input");
  expect_is(rotate_signal(L, S, once, twice), true, "valid input");
  expect_is(rotate_signal(L, so3_mul(S, R), a, both), true, "valid input");
  for (int i = 0; i < K; i++)
    expect(twice[i], both[i], tolerance, "R, then S, is S R: entry %d", i);
}

/* A quarter turn about z takes x to y: the bump at x moves to y. */
TEST(anchor_quarter)
{
  const rot3 quarter = {{{0, -1, 0}, {1, 0, 0}, {0, 0, 1}}};
  const real a[9] = {5, 0, 2, 1, 0, 3, 7, 0, 1};
  const double want[9] = {5, 1, 2, 0, 0, 0, 7, -3, -1};
  real b[9] = {0};
  given("lmax = 2, R = %s, a = %s", mat(quarter), list(9, a));
  expect_is(rotate_signal(2, quarter, a, b), true, "valid input");
  expect_list(9, b, want, 64 * REAL_EPS, "a quarter turn about z");
}

TEST(edge_rotate)
{
  const rot3 mirror = {{{-1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
  const real a[4] = {1, 2, 3, 4};
  real b[4] = {7, 7, 7, 7};
  given("a = (1, 2, 3, 4), b = (7, 7, 7, 7) before");
  expect_is(rotate_signal(-1, so3_identity(), a, b), false,
            "l = -1 is refused");
  expect_is(rotate_signal(201, so3_identity(), a, b), false,
            "l = 201 is refused");
  expect_is(rotate_signal(1, mirror, a, b), false,
            "a mirror is not a rotation");
  expect(b[0], 7, 0, "nothing was written");
  expect(b[3], 7, 0, "nothing was written");
  expect_is(rotate_signal(1, so3_identity(), a, b), true, "the identity");
  expect_list(4, b, a, 8 * REAL_EPS, "the identity moves nothing");
}

static const struct test tests[] = {
    CASE(law_moved),
    CASE(law_two_moves),
    CASE(anchor_quarter),
    CASE(edge_rotate),
};

TEST_MAIN("4 rotate", tests)

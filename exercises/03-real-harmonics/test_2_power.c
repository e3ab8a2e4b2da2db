/* Tests of exercise 3.2. */
#include "exercises.h"
#include "expect.h"
#include "random.h"
#include "so3.h"

enum { L = 8, N = 12 };

static void random_points(struct random *g, real *xyz)
{
  for (int i = 0; i < 3 * N; i++)
    xyz[i] = (real)random_normal(g);
}

static double legendre(int l, double t)
{
  double P = 1, before = 0;
  for (int k = 1; k <= l; k++) {
    double next = ((2 * k - 1) * t * P - (k - 1) * before) / k;
    before = P, P = next;
  }
  return P;
}

static double cosine(const real *a, const real *b)
{
  vec3 u = {(double)a[0], (double)a[1], (double)a[2]};
  vec3 v = {(double)b[0], (double)b[1], (double)b[2]};
  return vec3_dot(u, v) / (vec3_norm(u) * vec3_norm(v));
}

/* |sum of N| <= N, each harmonic right to 4 (l+1) eps; squares double it. */
static double tolerance(int l)
{
  return 16.0 * N * N * (l + 1) * (double)REAL_EPS;
}

TEST(law_pairs)
{
  struct random g = random_seed(1);
  real xyz[3 * N], p[L + 1] = {0};
  random_points(&g, xyz);
  given("lmax = %d, n = %d, xyz = %s (seed 1)", L, N, list(3 * N, xyz));
  expect_is(power_spectrum(L, N, xyz, p), true, "valid input");
  for (int l = 0; l <= L; l++) {
    double want = 0;
    for (int i = 0; i < N; i++)
      for (int j = 0; j < N; j++)
        want += legendre(l, cosine(xyz + 3 * i, xyz + 3 * j));
    expect(p[l], want, tolerance(l), "the sum over all pairs, l = %d", l);
  }
}

TEST(law_turned)
{
  struct random g = random_seed(2);
  real xyz[3 * N], turned[3 * N], p[L + 1] = {0}, q[L + 1] = {1};
  random_points(&g, xyz);
  rot3 R = so3_random(&g);
  for (int i = 0; i < N; i++) { /* turned, in reverse order, twice as far */
    const real *r = xyz + 3 * (N - 1 - i);
    vec3 v = {(double)r[0], (double)r[1], (double)r[2]};
    v = vec3_scale(2, so3_apply(R, v));
    turned[3 * i] = (real)v.x;
    turned[3 * i + 1] = (real)v.y;
    turned[3 * i + 2] = (real)v.z;
  }
  given("xyz = %s, and turned, reversed, doubled: %s (seed 2)",
        list(3 * N, xyz), list(3 * N, turned));
  expect_is(power_spectrum(L, N, xyz, p), true, "valid input");
  expect_is(power_spectrum(L, N, turned, q), true, "valid input");
  for (int l = 0; l <= L; l++)
    expect(q[l], p[l], tolerance(l), "turned and renumbered, l = %d", l);
}

/* Six neighbours as on a die: P_4(1) + P_4(-1) + 4 P_4(0) = 2 + 12/8. */
TEST(anchor_octahedron)
{
  const real xyz[18] = {1, 0,  0, -1, 0, 0, 0, 1, 0,
                        0, -1, 0, 0,  0, 1, 0, 0, -1};
  const double want[5] = {36, 0, 0, 0, 21};
  real p[5] = {0};
  given("lmax = 4, six neighbours: +-x, +-y, +-z");
  expect_is(power_spectrum(4, 6, xyz, p), true, "valid input");
  expect_list(5, p, want, tolerance(4), "an octahedron, l = 0 to 4");
}

TEST(edge_power)
{
  const real zero[3] = {0, 0, 0};
  real p[202] = {7, 7, 7}; /* as long as the longest that is asked for */
  given("a point: the zero vector");
  expect_is(power_spectrum(-1, 1, zero, p), false, "l = -1 is refused");
  expect_is(power_spectrum(201, 1, zero, p), false, "l = 201 is refused");
  expect_is(power_spectrum(2, 0, zero, p), true, "nobody is there");
  expect(p[0], 0, 0, "and nothing is seen");
  expect(p[1], 0, 0, "and nothing is seen");
  expect(p[2], 0, 0, "and nothing is seen");
  expect_is(power_spectrum(2, 1, zero, p), true, "a point without a direction");
  expect(p[0], 1, 4 * REAL_EPS, "it is counted");
  expect(p[1], 0, 0, "and has no direction");
  expect(p[2], 0, 0, "and has no direction");
}

static const struct test tests[] = {
    CASE(law_pairs),
    CASE(law_turned),
    CASE(anchor_octahedron),
    CASE(edge_power),
};

TEST_MAIN("2 power", tests)

/* Tests of exercise 3.3. */
#include "exercises.h"
#include "expect.h"
#include "random.h"

enum { L = 6, K = (L + 1) * (L + 1) };

static void random_signal(struct random *g, real *a)
{
  for (int i = 0; i < K; i++)
    a[i] = (real)random_normal(g);
}

/* Two steps are one: one rounding for each factor and one for the exponent,
 * which is at most 42 * 0.3. */
TEST(law_two_steps)
{
  struct random g = random_seed(1);
  real a[K], half[K] = {0}, two[K] = {0}, one[K] = {0};
  random_signal(&g, a);
  given("lmax = %d, a = %s (seed 1)", L, list(K, a));
  expect_is(diffuse_signal(L, 0.1, a, half), true, "valid input");
  expect_is(diffuse_signal(L, 0.2, half, two), true, "valid input");
  expect_is(diffuse_signal(L, 0.3, a, one), true, "valid input");
  for (int i = 0; i < K; i++)
    expect(two[i], one[i], 32 * (double)REAL_EPS * fabs((double)one[i]),
           "0.1 and 0.2 later is 0.3 later, coefficient %d", i);
}

/* At first, f falls at the rate of its Laplacian: the integral of f df/dt is
 * minus that of the squared slope.  By Y_3,2 alone: (a(t) - a(0))/t = -12 a. */
TEST(law_heat)
{
  real a[K] = {0}, b[K] = {0};
  const double t = REAL_IS_FLOAT ? 1e-3 : 1e-6;
  a[harmonics_index(3, 2)] = 1;
  given("lmax = %d, time = %g, a = Y_3,2 alone", L, t);
  expect_is(diffuse_signal(L, t, a, b), true, "valid input");
  double rate = ((double)b[harmonics_index(3, 2)] - 1) / t;
  /* second order of the exponential, and eps / t of the difference */
  expect(rate, -12, 72 * t + 2 * (double)REAL_EPS / t,
         "(b - a)/time for degree 3");
}

TEST(anchor_diffuse)
{
  const real a[9] = {2, 1, -1, 3, 1, 1, 1, 1, -2};
  real b[9] = {0};
  given("lmax = 2, time = 0.25, a = %s", list(9, a));
  expect_is(diffuse_signal(2, 0.25, a, b), true, "valid input");
  expect(b[0], 2, 0, "the mean stays");
  expect(b[3], 1.819591979137900, 8 * REAL_EPS, "3 exp(-1/2)");
  expect(b[8], -0.4462603202968596, 8 * REAL_EPS, "-2 exp(-3/2)");
}

TEST(edge_diffuse)
{
  const real a[4] = {1, 2, 3, 4};
  real b[4] = {7, 7, 7, 7};
  given("a = (1, 2, 3, 4), b = (7, 7, 7, 7) before");
  expect_is(diffuse_signal(-1, 1, a, b), false, "l = -1 is refused");
  expect_is(diffuse_signal(201, 1, a, b), false, "l = 201 is refused");
  expect_is(diffuse_signal(1, -1, a, b), false, "heat does not flow back");
  expect_is(diffuse_signal(1, (double)NAN, a, b), false, "a time is a number");
  expect(b[0], 7, 0, "nothing was written");
  expect(b[3], 7, 0, "nothing was written");
  expect_is(diffuse_signal(1, 0, a, b), true, "no time, no change");
  expect(b[3], 4, 0, "no time, no change");
  expect_is(diffuse_signal(1, (double)INFINITY, a, b), true, "in the end");
  expect(b[0], 1, 0, "only the mean is left");
  expect(b[1], 0, 0, "only the mean is left");
  expect(b[3], 0, 0, "only the mean is left");
}

static const struct test tests[] = {
    CASE(law_two_steps),
    CASE(law_heat),
    CASE(anchor_diffuse),
    CASE(edge_diffuse),
};

TEST_MAIN("3 diffuse", tests)

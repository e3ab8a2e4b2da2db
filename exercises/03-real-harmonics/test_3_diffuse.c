/* Tests of exercise 3.3. */
#include "exercises.h"
#include "random.h"
#include "test.h"

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
  check_true(diffuse_signal(L, 0.1, a, half), "valid input");
  check_true(diffuse_signal(L, 0.2, half, two), "valid input");
  check_true(diffuse_signal(L, 0.3, a, one), "valid input");
  for (int i = 0; i < K; i++)
    check_close(two[i], one[i], 32 * (double)REAL_EPS * fabs((double)one[i]),
                "0.1 and 0.2 later is 0.3 later, coefficient %d", i);
}

/* At first, f falls at the rate of its Laplacian: the integral of f df/dt is
 * minus that of the squared slope.  By Y_3,2 alone: (a(t) - a(0))/t = -12 a. */
TEST(law_heat)
{
  real a[K] = {0}, b[K] = {0};
  const double t = REAL_IS_FLOAT ? 1e-3 : 1e-6;
  a[harmonics_index(3, 2)] = 1;
  check_true(diffuse_signal(L, t, a, b), "valid input");
  double rate = ((double)b[harmonics_index(3, 2)] - 1) / t;
  /* second order of the exponential, and eps / t of the difference */
  check_close(rate, -12, 72 * t + 2 * (double)REAL_EPS / t, "degree 3");
}

TEST(anchor_diffuse)
{
  const real a[9] = {2, 1, -1, 3, 1, 1, 1, 1, -2};
  real b[9] = {0};
  check_true(diffuse_signal(2, 0.25, a, b), "valid input");
  check_close(b[0], 2, 0, "the mean stays");
  check_close(b[3], 1.819591979137900, 8 * REAL_EPS, "3 exp(-1/2)");
  check_close(b[8], -0.4462603202968596, 8 * REAL_EPS, "-2 exp(-3/2)");
}

TEST(edge_diffuse)
{
  const real a[4] = {1, 2, 3, 4};
  real b[4] = {7, 7, 7, 7};
  check_true(!diffuse_signal(-1, 1, a, b), "l = -1 is refused");
  check_true(!diffuse_signal(201, 1, a, b), "l = 201 is refused");
  check_true(!diffuse_signal(1, -1, a, b), "heat does not flow back");
  check_true(!diffuse_signal(1, (double)NAN, a, b), "a time is a number");
  check_true(b[0] == 7 && b[3] == 7, "nothing was written");
  check_true(diffuse_signal(1, 0, a, b) && b[3] == 4, "no time, no change");
  check_true(diffuse_signal(1, (double)INFINITY, a, b), "in the end");
  check_true(b[0] == 1 && b[1] == 0 && b[3] == 0, "only the mean is left");
}

static const struct test tests[] = {
    CASE(law_two_steps),
    CASE(law_heat),
    CASE(anchor_diffuse),
    CASE(edge_diffuse),
};

TEST_MAIN("3 diffuse", tests)

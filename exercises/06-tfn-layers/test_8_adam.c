/* Tests of exercise 6.8. */
#include "exercises.h"
#include "expect.h"

#include <math.h>
#include <string.h>

/* 1 - 0.999 is known to eps / 0.001, and half of that under the root. */
static const double ROUND = 1000 * (double)REAL_EPS;

static void fill(struct random *g, size_t n, real *x)
{
  for (size_t k = 0; k < n; k++)
    x[k] = (real)random_normal(g);
}

static void turn(rot3 R, size_t n, const real *x, real *y)
{
  for (size_t i = 0; i < n; i++)
    for (size_t a = 0; a < 3; a++) {
      y[3 * i + a] = 0;
      for (size_t b = 0; b < 3; b++)
        y[3 * i + a] += (real)R.m[a][b] * x[3 * i + b];
    }
}

TEST(law_turns)
{
  struct random g = random_seed(615);
  rot3 R = so3_random(&g);
  real w[2][6] = {{0}}, m[2][6] = {{0}}, v[2][2] = {{0}}, want[6];
  for (size_t t = 1; t <= 20; t++) {
    real grad[6], turned[6];
    fill(&g, 6, grad);
    turn(R, 2, grad, turned);
    vector_adam(2, t, REAL(0.1), grad, m[0], v[0], w[0]);
    vector_adam(2, t, REAL(0.1), turned, m[1], v[1], w[1]);
    turn(R, 2, w[0], want);
    given("t = %zu, rate = 0.1, g = %s, and turned by %s (seed 615)", t,
          list(6, grad), mat(R));
    expect_list(6, w[1], want, ROUND,
                "the turned lesson gives the turned weights");
  }
}

/* On the diagonal, |g|^2 / 3 is the square of each component. */
TEST(law_is_adam_on_the_diagonal)
{
  struct random g = random_seed(616);
  struct adam adam = adam_default();
  real w[3] = {0}, m[3] = {0}, v = 0, W[3] = {0}, M[3] = {0}, V[3] = {0};
  adam.rate = REAL(0.1);
  for (size_t t = 1; t <= 30; t++) {
    real a = (real)random_normal(&g), grad[3] = {a, -a, a};
    vector_adam(1, t, REAL(0.1), grad, m, &v, w);
    adam_step(&adam, 3, grad, M, V, W);
    given("t = %zu, rate = 0.1, g = %s (seed 616)", t, list(3, grad));
    expect_list(3, w, W, ROUND, "w, as Adam of single numbers");
  }
}

/* The first step is rate sqrt3 g/|g|; the second, with the opposite gradient,
 * has m' = (0.09 - 0.1)/0.19 g and v' = |g|^2/3. */
TEST(anchor_adam)
{
  const real g[6] = {3, 0, 4, 0, 0, 0}, back[6] = {-3, 0, -4, 0, 0, 0};
  real w[6] = {1, 1, 1, 1, 1, 1}, m[6] = {0}, v[2] = {0};
  vector_adam(2, 1, REAL(0.1), g, m, v, w);
  given("t = 1, rate = 0.1, g = %s, w = 1 and m = v = 0 before", list(6, g));
  /* eps = 1e-8 next to 5/sqrt3 takes 6e-10 of a step of 0.17 */
  expect(w[0], 1 - 0.1 * sqrt(3) * 0.6, ROUND + 1e-9, "rate sqrt3 3/5");
  expect(w[1], 1, 0, "no gradient, no step");
  expect(w[2], 1 - 0.1 * sqrt(3) * 0.8, ROUND + 1e-9, "rate sqrt3 4/5");
  vector_adam(2, 2, REAL(0.1), back, m, v, w);
  given("then t = 2 with g = %s", list(6, back));
  expect(w[0], 1 - 0.1 * sqrt(3) * 0.6 * (1 - 0.01 / 0.19), ROUND + 1e-9,
         "after a step back");
}

TEST(edge_zero_gradient)
{
  const real g[6] = {0, 0, 0, 1, 0, 0};
  real w[6] = {0}, m[6] = {0}, v[2] = {0};
  vector_adam(2, 1, 1, g, m, v, w);
  given("t = 1, rate = 1, g = %s, w = m = v = 0 before", list(6, g));
  for (int k = 0; k < 3; k++)
    expect(w[k], 0, 0, "a point without force stays, and is no NaN");
  expect(v[0], 0, 0, "its second moment is 0");
  expect_that(w[3] < -1, "below -1: the other one moves", "w[3] = %g",
              (double)w[3]);
  vector_adam(0, 1, 1, g, m, v, w);
}

static const struct test tests[] = {
    CASE(law_turns),
    CASE(law_is_adam_on_the_diagonal),
    CASE(anchor_adam),
    CASE(edge_zero_gradient),
};
TEST_MAIN("8 adam", tests)

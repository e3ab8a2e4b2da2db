/* Tests of exercise 10.7. */
#include "exercises.h"
#include "expect.h"
#include "random.h"

#include <math.h>

enum { N = 4, D = 3 };

struct input {
  real a[N], u[N], value[N * D], dy[D];
};

static struct input draw(uint64_t seed)
{
  struct random g = random_seed(seed);
  struct input t;
  for (int j = 0; j < N; j++) {
    t.a[j] = (real)random_normal(&g);
    t.u[j] = (real)(0.2 + 0.7 * random_uniform(&g));
  }
  for (int k = 0; k < N * D; k++)
    t.value[k] = (real)random_normal(&g);
  for (int k = 0; k < D; k++)
    t.dy[k] = (real)random_normal(&g);
  return t;
}

static void say(const struct input *t, uint64_t seed)
{
  given("logit = %s, u = %s, value = %s, dy = %s (seed %d)", list(N, t->a),
        list(N, t->u), list(N * D, t->value), list(D, t->dy), (int)seed);
}

static double loss(const struct input *t)
{
  real y[D];
  double sum = 0;
  attend(N, D, t->a, t->u, t->value, y);
  for (int k = 0; k < D; k++)
    sum += (double)y[k] * (double)t->dy[k];
  return sum;
}

static double slope(struct input *t, real *x)
{
  real keep = *x, h = real_pow(REAL_EPS, REAL(0.2)) / 4;
  double f[4];
  for (int j = 0; j < 4; j++) {
    *x = keep + h * (real)(j < 2 ? j - 2 : j - 1);
    f[j] = loss(t);
  }
  *x = keep;
  return (8 * (f[2] - f[1]) - (f[3] - f[0])) / (12 * (double)h);
}

TEST(law_gradients)
{
  for (uint64_t seed = 1013; seed < 1016; seed++) {
    struct input t = draw(seed);
    real da[N] = {0}, du[N] = {0}, dv[N * D] = {0};
    double tolerance = REAL_IS_FLOAT ? 3e-3 : 1e-8;
    attend_backward(N, D, t.a, t.u, t.value, t.dy, da, du, dv);
    say(&t, seed);
    for (int j = 0; j < N; j++) {
      expect(da[j], slope(&t, t.a + j), tolerance, "by logit %d", j);
      expect(du[j], slope(&t, t.u + j), tolerance, "by envelope %d", j);
    }
    for (int k = 0; k < N * D; k++)
      expect(dv[k], slope(&t, t.value + k), tolerance, "by number %d of values",
             k);
  }
}

/* A number added to all logits changes nothing. */
TEST(law_logits_in_balance)
{
  struct input t = draw(1017);
  real da[N] = {0}, du[N] = {0}, dv[N * D] = {0}, sum = 0, most = 0;
  attend_backward(N, D, t.a, t.u, t.value, t.dy, da, du, dv);
  for (int j = 0; j < N; j++)
    sum += da[j], most = real_abs(da[j]) > most ? real_abs(da[j]) : most;
  say(&t, 1017);
  expect_that(most > 0, "a gradient", "largest %g", (double)most);
  expect(sum, 0, 16 * (double)REAL_EPS,
         "the gradients by all logits add up to 0");
}

TEST(law_gradients_add)
{
  struct input t = draw(1018);
  real da[N] = {0}, du[N] = {0}, dv[N * D] = {0};
  real ea[N], eu[N], ev[N * D];
  for (int k = 0; k < N * D; k++)
    ev[k] = 1, ea[k % N] = 1, eu[k % N] = 1;
  attend_backward(N, D, t.a, t.u, t.value, t.dy, da, du, dv);
  attend_backward(N, D, t.a, t.u, t.value, t.dy, ea, eu, ev);
  say(&t, 1018);
  for (int k = 0; k < N * D; k++)
    expect(ev[k], 1 + (double)dv[k], 8 * (double)REAL_EPS,
           "dvalue is added to: number %d", k);
  for (int j = 0; j < N; j++) {
    expect(ea[j], 1 + (double)da[j], 8 * (double)REAL_EPS,
           "dlogit is added to: number %d", j);
    expect(eu[j], 1 + (double)du[j], 8 * (double)REAL_EPS,
           "du is added to: number %d", j);
  }
}

/* Logits 0, u = 1: half of each.  dy = 1: by logits (v - mean)/2, by u
 * (2 v - mean)/2. */
TEST(anchor_attend)
{
  const real a[2] = {0, 0}, u[2] = {1, 1}, v[2] = {6, 2}, one = 1;
  real y, da[2] = {0}, du[2] = {0}, dv[2] = {0};
  attend(2, 1, a, u, v, &y);
  attend_backward(2, 1, a, u, v, &one, da, du, dv);
  given("logit = (0, 0), u = (1, 1), value = (6, 2), dy = 1");
  expect(y, 4, 8 * (double)REAL_EPS, "the mean");
  expect(da[0], 1, 8 * (double)REAL_EPS, "(6 - 4)/2");
  expect(da[1], -1, 8 * (double)REAL_EPS, "(2 - 4)/2");
  expect(du[0], 4, 8 * (double)REAL_EPS, "(12 - 4)/2");
  expect(du[1], 0, 8 * (double)REAL_EPS, "(4 - 4)/2");
  expect(dv[0], 0.5, 8 * (double)REAL_EPS, "its share");
}

TEST(edge_cutoff)
{
  const real a[2] = {0, 0}, u[2] = {1, 0}, v[2] = {6, 2}, one = 1;
  const real gone[2] = {0, 0};
  real y = 9, da[2] = {0}, du[2] = {0}, dv[2] = {0};
  attend(2, 1, a, u, v, &y);
  attend_backward(2, 1, a, u, v, &one, da, du, dv);
  given("logit = (0, 0), u = (1, 0), value = (6, 2), dy = 1");
  expect(y, 6, 8 * (double)REAL_EPS, "the first alone");
  expect(du[1], -6, 16 * (double)REAL_EPS,
         "who comes back takes from the other first");
  expect(da[1], 0, 0, "its logit counts for nothing");
  expect(dv[1], 0, 0, "nor does its value");
  da[0] = du[0] = dv[0] = 0;
  du[1] = 0;
  attend(2, 1, a, gone, v, &y);
  attend_backward(2, 1, a, gone, v, &one, da, du, dv);
  given("logit = (0, 0), u = (0, 0), value = (6, 2), dy = 1");
  expect(y, 0, 0, "nobody is there");
  expect(da[0], 0, 0, "no gradient by logits");
  expect(du[0], 0, 0, "none by the envelope");
  expect(dv[0], 0, 0, "none by values");
  attend(0, 1, a, u, v, &y);
  given("no neighbours");
  expect(y, 0, 0, "nothing");
}

static const struct test tests[] = {
    CASE(law_gradients), CASE(law_logits_in_balance), CASE(law_gradients_add),
    CASE(anchor_attend), CASE(edge_cutoff),
};
TEST_MAIN("7 attend", tests)

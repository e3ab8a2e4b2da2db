/* Tests of exercise 12.4. */
#include "exercises.h"
#include "expect.h"
#include "random.h"

#include <math.h>

enum { N = 4 };

struct springs {
  double mass[N], spring[N], x[N], v[N];
};

static struct springs some(uint64_t seed)
{
  struct random g = random_seed(seed);
  struct springs s;
  for (int i = 0; i < N; i++) {
    s.mass[i] = 1 + random_uniform(&g);
    s.spring[i] = 1 + random_uniform(&g);
    s.x[i] = random_normal(&g);
    s.v[i] = random_normal(&g);
  }
  return s;
}

static void say(const struct springs *s, int steps, double dt)
{
  given("steps = %d, dt = %g, mass = %s, spring = %s, x = %s, v = %s", steps,
        dt, list(N, s->mass), list(N, s->spring), list(N, s->x), list(N, s->v));
}

static double kept(const struct springs *s, int i, double dt)
{
  double k = s->spring[i], m = s->mass[i];
  return m * s->v[i] * s->v[i] / 2 +
         (1 - k * dt * dt / (4 * m)) * k * s->x[i] * s->x[i] / 2;
}

TEST(law_what_is_kept)
{
  for (uint64_t seed = 1206; seed < 1212; seed++) {
    struct springs s = some(seed), before = s;
    const double dt = 0.7;
    say(&s, 1000, dt);
    oscillate(N, 1000, dt, s.mass, s.spring, s.x, s.v);
    for (int i = 0; i < N; i++) /* a thousand steps of a few roundings each */
      expect(kept(&s, i, dt) / kept(&before, i, dt), 1, 1e-11,
             "what spring %d keeps, over what it had", i);
  }
}

TEST(law_there_and_back)
{
  struct springs s = some(1213), before = s;
  say(&s, 200, 0.3);
  oscillate(N, 200, 0.3, s.mass, s.spring, s.x, s.v);
  expect_that(fabs(s.x[0] - before.x[0]) > 1e-3, "another place", "%g", s.x[0]);
  oscillate(N, 200, -0.3, s.mass, s.spring, s.x, s.v);
  expect_list(N, s.x, before.x, 1e-11, "forward, then backward: x");
  expect_list(N, s.v, before.v, 1e-11, "forward, then backward: v");
}

/* k = 2, m = 1/2, dt = 1/2, x = 1, v = 1: v = 0, x = 1, v = -1. */
TEST(anchor_one_step)
{
  const double mass[1] = {0.5}, spring[1] = {2};
  double x[1] = {1}, v[1] = {1};
  oscillate(1, 1, 0.5, mass, spring, x, v);
  given("mass = 0.5, spring = 2, dt = 0.5, x = 1, v = 1");
  expect(x[0], 1, 0, "a kick of -1 stops it, so it stays");
  expect(v[0], -1, 0, "and the second kick");
}

TEST(edge_no_steps)
{
  struct springs s = some(1214), before = s;
  say(&s, 0, 0.3);
  oscillate(N, 0, 0.3, s.mass, s.spring, s.x, s.v);
  expect_list(N, s.x, before.x, 0, "no steps: x");
  expect_list(N, s.v, before.v, 0, "no steps: v");
}

static const struct test tests[] = {
    CASE(law_what_is_kept),
    CASE(law_there_and_back),
    CASE(anchor_one_step),
    CASE(edge_no_steps),
};
TEST_MAIN("4 verlet", tests)

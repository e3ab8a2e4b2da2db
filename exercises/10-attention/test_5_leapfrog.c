/* Tests of exercise 10.5. */
#include "exercises.h"
#include "expect.h"
#include "random.h"

#include <math.h>
#include <string.h>

enum { N = 5 };

static void fill(struct random *g, real *charge, real *x, real *v)
{
  for (int k = 0; k < 3 * N; k++)
    x[k] = (real)random_normal(g), v[k] = (real)random_normal(g) / 3;
  for (int i = 0; i < N; i++)
    charge[i] = random_below(g, 2) ? 1 : -1;
}

static double energy(const real *charge, const real *x, const real *v)
{
  double E = 0;
  for (int i = 0; i < N; i++) {
    for (int a = 0; a < 3; a++)
      E += (double)(v[3 * i + a] * v[3 * i + a]) / 2;
    for (int j = 0; j < i; j++) {
      double d = 0.04;
      for (int a = 0; a < 3; a++)
        d += pow((double)x[3 * i + a] - (double)x[3 * j + a], 2);
      E += (double)(charge[i] * charge[j]) / sqrt(d);
    }
  }
  return E;
}

TEST(law_taken_back)
{
  struct random g = random_seed(1006);
  real charge[N], x[3 * N], v[3 * N], y[3 * N], w[3 * N];
  fill(&g, charge, x, v);
  memcpy(y, x, sizeof x), memcpy(w, v, sizeof v);
  for (int step = 0; step < 20; step++)
    kick_drift_kick(N, charge, REAL(0.2), REAL(0.01), x, v);
  for (int step = 0; step < 20; step++)
    kick_drift_kick(N, charge, REAL(0.2), REAL(-0.01), x, v);
  given("charge = %s, softening = 0.2, x = %s, v = %s, 20 steps of 0.01 and 20 "
        "of -0.01 (seed 1006)",
        list(N, charge), list(3 * N, y), list(3 * N, w));
  expect_list(3 * N, x, y, 1e4 * (double)REAL_EPS, "back where it began");
  expect_list(3 * N, v, w, 1e4 * (double)REAL_EPS, "with the same velocities");
}

/* Order two: half of the step, a quarter of the error.  The errors are those
 * after t = 0.64 against a run in steps of 1/1600; 3 leaves room for the terms
 * of fourth order, and a method of first order has 2. */
static void run(double dt, int steps, const real *charge, const real *x0,
                const real *v0, real *x, real *v)
{
  memcpy(x, x0, 3 * N * sizeof *x), memcpy(v, v0, 3 * N * sizeof *v);
  for (int k = 0; k < steps; k++)
    kick_drift_kick(N, charge, REAL(0.2), (real)dt, x, v);
}

TEST(law_second_order)
{
  struct random g = random_seed(1007);
  real charge[N], x[3 * N], v[3 * N], a[3 * N], b[3 * N], c[3 * N], w[3 * N];
  double coarse = 0, fine = 0;
  fill(&g, charge, x, v);
  run(0.04, 16, charge, x, v, a, w);
  run(0.02, 32, charge, x, v, b, w);
  run(0.000625, 1024, charge, x, v, c, w);
  for (int k = 0; k < 3 * N; k++) {
    coarse = fmax(coarse, fabs((double)(a[k] - c[k])));
    fine = fmax(fine, fabs((double)(b[k] - c[k])));
  }
  given("charge = %s, softening = 0.2, x = %s, v = %s, t = 0.64 in steps of "
        "0.04, 0.02 and 0.000625 (seed 1007)",
        list(N, charge), list(3 * N, x), list(3 * N, v));
  expect_that(coarse > 1e-6, "bodies that move", "an error of %g", coarse);
  expect_that(coarse / fine > 3, "an error that falls to a quarter",
              "%g, then %g", coarse, fine);
}

TEST(law_energy_and_momentum)
{
  struct random g = random_seed(1008);
  real charge[N], x[3 * N], v[3 * N];
  double before[3] = {0}, after[3] = {0};
  fill(&g, charge, x, v);
  double E = energy(charge, x, v);
  for (int k = 0; k < 3 * N; k++)
    before[k % 3] += (double)v[k];
  given("charge = %s, softening = 0.2, x = %s, v = %s, 300 steps of 0.005 "
        "(seed 1008)",
        list(N, charge), list(3 * N, x), list(3 * N, v));
  for (int k = 0; k < 300; k++)
    kick_drift_kick(N, charge, REAL(0.2), REAL(0.005), x, v);
  for (int k = 0; k < 3 * N; k++)
    after[k % 3] += (double)v[k];
  expect(energy(charge, x, v), E, 0.01, "energy, softening included");
  expect_list(3, after, before, 1e4 * (double)REAL_EPS, "momentum");
}

/* Two charges 1 at distance 3, softening 4: d^2 + s^2 = 25, a = 3/125. */
TEST(anchor_step)
{
  const real charge[2] = {1, 1};
  real x[6] = {0, 0, 0, 3, 0, 0}, v[6] = {0};
  kick_drift_kick(2, charge, 4, REAL(0.5), x, v);
  double half = 0.25 * 3 / 125, moved = 0.5 * half, d = 3 + 2 * moved;
  double second = 0.25 * d / pow(d * d + 16, 1.5);
  given("charge = (1, 1), softening = 4, dt = 1/2, x = 0 and (3, 0, 0), v = 0");
  expect(x[0], -moved, 8 * (double)REAL_EPS, "pushed to the left");
  expect(x[3], 3 + moved, 16 * (double)REAL_EPS, "and to the right");
  expect(v[3], half + second, 8 * (double)REAL_EPS, "two half kicks");
}

TEST(edge_bodies)
{
  const real charge[2] = {1, -1};
  real x[6] = {1, 1, 1, 1, 1, 1}, v[6] = {1, 0, 0, 1, 0, 0};
  kick_drift_kick(2, charge, REAL(0.1), REAL(0.5), x, v);
  given("two bodies in one place, v = (1, 0, 0) for both, dt = 1/2");
  expect(x[0], 1.5, 4 * (double)REAL_EPS, "they fly on");
  expect(v[0], 1, 4 * (double)REAL_EPS, "without a force");
  kick_drift_kick(0, charge, 1, 1, x, v);
  kick_drift_kick(1, charge, 1, 1, x, v);
  given("one body, v = (1, 0, 0), dt = 1");
  expect(x[0], 2.5, 4 * (double)REAL_EPS, "nothing pulls");
}

static const struct test tests[] = {
    CASE(law_taken_back), CASE(law_second_order), CASE(law_energy_and_momentum),
    CASE(anchor_step),    CASE(edge_bodies),
};
TEST_MAIN("5 leapfrog", tests)

/* test_dynamics.c: velocity Verlet against motions that are known. */
#include "test.h"
#include "dynamics.h"

#include <math.h>
#include <string.h>

/* ---- [springs] Forces with known motions ---- */

/* One atom on a spring of 2 eV/A^2. */
static enum tfn_status spring(void *context, const double *r, double *energy,
                              double *force)
{
  (void)context;
  *energy = 0;
  for (int a = 0; a < 3; a++) {
    *energy += r[a] * r[a];
    force[a] = -2 * r[a];
  }
  return TFN_OK;
}

/* Two atoms with the energy (|r|^2 - 1)^2 of their difference. */
static enum tfn_status bond(void *context, const double *r, double *energy,
                            double *force)
{
  double d[3], square = 0;
  (void)context;
  for (int a = 0; a < 3; a++) {
    d[a] = r[a] - r[3 + a];
    square += d[a] * d[a];
  }
  *energy = (square - 1) * (square - 1);
  for (int a = 0; a < 3; a++) {
    force[a] = -4 * (square - 1) * d[a];
    force[3 + a] = -force[a];
  }
  return TFN_OK;
}

static enum tfn_status lost(void *context, const double *r, double *energy,
                            double *force)
{
  (void)r;
  *energy = 0;
  memset(force, 0, 3 * sizeof *force);
  return *(int *)context ? TFN_COINCIDENT : TFN_OK;
}

static struct dynamics two_atoms(void)
{
  const double mass[2] = {1, 3}, r[6] = {0, 0, 0, 1.2, 0.1, -0.1};
  struct dynamics d;
  check_true(!dynamics_create(2, mass, r, bond, NULL, &d), "two atoms");
  return d;
}

/* ---- [laws] Laws ---- */

/* Largest |E - E(0)| over 40 fs. */
static double wobble(double dt)
{
  struct dynamics d = two_atoms();
  struct random g = random_seed(1);
  dynamics_heat(&d, 300, &g);
  double first = dynamics_total(&d), most = 0;
  size_t steps = (size_t)lround(40 / dt);
  for (size_t k = 0; k < steps; k++) {
    check_true(!dynamics_step(&d, dt), "a step of %g fs", dt);
    most = larger(most, fabs(dynamics_total(&d) - first));
  }
  dynamics_free(&d);
  return most;
}

/* The error of the energy is dt^2 times a function of the place and terms of
 * dt^4: a quarter of it for half of the step, up to some per cent. */
TEST(law_energy_error_falls_with_the_square_of_the_step)
{
  for (double dt = 0.4; dt > 0.09; dt /= 2)
    check_close(wobble(dt) / wobble(dt / 2), 4, 0.4, "steps %g and %g fs", dt,
                dt / 2);
  claim("verlet-order", fabs(wobble(0.1) / wobble(0.05) - 4), 0.1);
}

/* Steps back undo steps: rounding of positions of order 1, some hundred times,
 * grown by a motion that is not chaotic. */
TEST(law_time_runs_backwards)
{
  struct dynamics d = two_atoms();
  double start[6];
  memcpy(start, d.r, sizeof start);
  for (int k = 0; k < 400; k++)
    dynamics_step(&d, k < 200 ? 0.2 : -0.2);
  double error = fabs(d.time);
  for (int k = 0; k < 6; k++)
    error = larger(error, fabs(d.r[k] - start[k]));
  claim("verlet-reversible", error, 1e-11);
  dynamics_free(&d);
}

TEST(law_momentum_is_kept)
{
  struct dynamics d = two_atoms();
  struct random g = random_seed(2);
  dynamics_heat(&d, 400, &g);
  for (int k = 0; k < 100; k++)
    dynamics_step(&d, 0.3);
  for (int a = 0; a < 3; a++)
    check_residual(fabs(d.mass[0] * d.v[a] + d.mass[1] * d.v[3 + a]), 1e-15,
                   "momentum along axis %d", a);
  dynamics_free(&d);
}

/* Mean over n = 20000 atoms: the temperature scatters by sqrt(2/(3n)) of
 * itself, 0.6 per cent; four of these. */
TEST(law_heat_gives_the_temperature)
{
  enum { MANY = 20000 };
  static double mass[MANY], r[3 * MANY];
  struct random g = random_seed(3);
  struct dynamics d;
  for (int i = 0; i < MANY; i++)
    mass[i] = i % 2 ? 1 : 16;
  int never = 0;
  check_true(!dynamics_create(MANY, mass, r, lost, &never, &d), "a gas");
  dynamics_heat(&d, 500, &g);
  check_close(dynamics_temperature(&d), 500, 12, "kelvin");
  double light = 0, heavy = 0;
  for (size_t k = 0; k < 3 * MANY; k++)
    *(k / 3 % 2 ? &light : &heavy) += d.v[k] * d.v[k];
  check_close(light / heavy, 16, 0.7, "light atoms are faster by the root");
  dynamics_free(&d);
}

TEST(law_a_line_is_found_far_from_zero)
{
  double t[50], y[50], slope, rms;
  for (int i = 0; i < 50; i++) {
    t[i] = 1e3 + 0.5 * i;
    y[i] = -8000 + 1e-3 * t[i] + (i % 2 ? 1e-4 : -1e-4);
  }
  check_true(!dynamics_line(50, t, y, &slope, &rms), "a line");
  check_close(slope, 1e-3, 1e-6, "its slope");
  check_close(rms, 1e-4, 2e-6, "what it leaves");
}

/* ---- [anchors] Anchors ---- */

/* A spring of k = 2 eV/A^2 and 4 u: omega^2 = DYNAMICS_ACCELERATION k/m.  After
 * the time t the place is cos(omega t), to omega^3 dt^2 t/24. */
TEST(anchor_a_spring_swings_with_its_period)
{
  const double mass = 4, r[3] = {1, 0, 0}, dt = 0.01;
  struct dynamics d;
  check_true(!dynamics_create(1, &mass, r, spring, NULL, &d), "a spring");
  double omega = sqrt(DYNAMICS_ACCELERATION * 2 / mass), error = 0;
  for (int k = 1; k <= 4000; k++) {
    dynamics_step(&d, dt);
    error = larger(error, fabs(d.r[0] - cos(omega * d.time)));
  }
  check_residual(error, pow(omega, 3) * dt * dt * d.time / 20, "the cosine");
  check_close(2 * 3.14159265358979 / omega, 90.4606, 1e-3, "a period in fs");
  dynamics_free(&d);
}

/* 1 u at 1 A/fs: 1.66053906660e-27 * 1e10 / (2 * 1.602176634e-19) eV. */
TEST(anchor_kinetic_energy_and_units)
{
  const double mass = 1, r[3] = {0, 0, 0};
  struct dynamics d;
  check_true(!dynamics_create(1, &mass, r, spring, NULL, &d), "an atom");
  d.v[1] = 1;
  check_close(dynamics_kinetic(&d), 51.821348, 1e-6, "eV");
  d.energy = -1;
  check_close(dynamics_total(&d), 50.821348, 1e-6, "with that of the place");
  dynamics_free(&d);
}

/* ---- [edges] Edges ---- */
TEST(edge_nothing_to_move)
{
  struct dynamics d;
  double slope, mass = 1, r[3] = {0, 0, 0};
  struct random g = random_seed(1);
  int bad = 1;
  check_true(dynamics_create(1, NULL, r, spring, NULL, &d) == TFN_NULL, "mass");
  check_true(dynamics_create(1, &mass, r, NULL, NULL, &d) == TFN_NULL, "pull");
  check_true(dynamics_create(1, &mass, r, lost, &bad, &d) == TFN_COINCIDENT,
             "what the forces say is passed on");
  mass = 0;
  check_true(dynamics_create(1, &mass, r, spring, NULL, &d) == TFN_BAD_VALUE,
             "an atom without mass");
  mass = (double)NAN;
  check_true(dynamics_create(1, &mass, r, spring, NULL, &d) == TFN_BAD_VALUE,
             "a mass that is not a number");
  check_true(dynamics_create(SIZE_MAX / 4, r, r, spring, NULL, &d) != TFN_OK,
             "more atoms than memory");
  check_true(dynamics_step(NULL, 1) == TFN_NULL, "no atoms");
  check_true(dynamics_heat(NULL, 1, &g) == TFN_NULL, "nothing to heat");
  check_true(dynamics_line(1, r, r, &slope, NULL) == TFN_BAD_VALUE, "a point");
  check_true(dynamics_line(3, NULL, r, &slope, NULL) == TFN_NULL, "no times");
  check_true(!dynamics_line(3, r, r, &slope, NULL) && slope == 0, "one time");
  check_true(dynamics_kinetic(NULL) == 0 && dynamics_total(NULL) == 0 &&
                 dynamics_temperature(NULL) == 0,
             "no atoms have no energy");
}

TEST(edge_steps_that_are_no_steps)
{
  struct dynamics d = two_atoms();
  struct random g = random_seed(1);
  check_true(dynamics_step(&d, (double)NAN) == TFN_BAD_VALUE, "NaN");
  check_true(dynamics_step(&d, (double)INFINITY) == TFN_BAD_VALUE, "infinite");
  check_true(dynamics_heat(&d, -1, &g) == TFN_BAD_VALUE, "below zero");
  check_true(dynamics_step(&d, 1e200) == TFN_NOT_FINITE, "atoms that fly away");
  dynamics_free(&d);
  dynamics_free(NULL);
}

static const struct test tests[] = {
    CASE(law_energy_error_falls_with_the_square_of_the_step),
    CASE(law_time_runs_backwards),
    CASE(law_momentum_is_kept),
    CASE(law_heat_gives_the_temperature),
    CASE(law_a_line_is_found_far_from_zero),
    CASE(anchor_a_spring_swings_with_its_period),
    CASE(anchor_kinetic_energy_and_units),
    CASE(edge_nothing_to_move),
    CASE(edge_steps_that_are_no_steps),
};

TEST_MAIN("12-physics/dynamics", tests)

/* test_potential.c: the laws of an energy that is a sum over atoms. */
#include "test_tools_physics.h"

#include <math.h>

/* Energies are a sum of some ten answers of order one, times the scale, next to
 * zeros of some ten eV: a few hundred roundings of numbers of order 100. */
#define ENERGY_TOLERANCE (REAL_IS_FLOAT ? 1e-4 : 1e-11)

/* ---- [laws] Laws ---- */
static double energy_of(void *context)
{
  struct sample *s = context;
  double energy[2];
  free(sample_forces(s, energy));
  return energy[0] + energy[1];
}

TEST(law_forces_are_minus_the_gradient)
{
  double error = 0;
  for (uint64_t seed = 1; seed <= 3; seed++) {
    struct sample s = sample_of(seed, (int)seed - 1, GATE_SCALAR, 3, false);
    double energy[2];
    real *force = sample_forces(&s, energy);
    for (size_t k = 0; k < 3 * s.atoms; k++)
      force[k] = -force[k];
    error = larger(error,
                   gradient_error(energy_of, &s, 3 * s.atoms, s.points, force));
    free(force);
    sample_free(&s);
  }
  claim("force-is-gradient", error, REAL_IS_FLOAT ? 2e-2 : 1e-7);
}

TEST(law_sum_and_torque_are_zero)
{
  double error = 0;
  for (uint64_t seed = 4; seed <= 8; seed++) {
    struct sample s = sample_of(seed, 2, GATE_SCALAR, 4, false);
    double energy[2], sum[3] = {0}, torque[3] = {0};
    real *force = sample_forces(&s, energy);
    for (size_t i = 0; i < s.counts[0]; i++)
      for (size_t a = 0; a < 3; a++) {
        size_t b = (a + 1) % 3, c = (a + 2) % 3;
        const real *r = s.points + 3 * i, *f = force + 3 * i;
        sum[a] += (double)f[a];
        torque[a] += (double)(r[b] * f[c]) - (double)(r[c] * f[b]);
      }
    double size = fmax(1, largest(3 * s.atoms, force));
    for (size_t a = 0; a < 3; a++)
      error = larger(error, fmax(fabs(sum[a]), fabs(torque[a])) / size);
    free(force);
    sample_free(&s);
  }
  claim("no-force-on-itself", error, LAYER_TOLERANCE * 3);
}

TEST(law_forces_turn_with_the_molecule)
{
  struct random g = random_seed(11);
  double error = 0;
  for (uint64_t seed = 9; seed <= 11; seed++) {
    struct sample s = sample_of(seed, 2, GATE_SCALAR, 4, false);
    double before[2], after[2];
    bool mirror = seed == 10;
    rot3 R = so3_random(&g);
    real *force = sample_forces(&s, before), *old = s.points;
    s.points = moved(s.atoms + SAMPLE_KINDS, old, R, mirror, (vec3){1, 2, 3});
    real *turned = sample_forces(&s, after);
    real *want = moved(s.atoms, force, R, mirror, (vec3){0, 0, 0});
    error = larger(error, relative(3 * s.atoms, want, turned));
    error = larger(error, fabs(after[0] - before[0]));
    free(old), free(force), free(turned), free(want);
    sample_free(&s);
  }
  claim("potential-equivariance", error, LAYER_TOLERANCE * 20);
}

TEST(law_atoms_of_a_kind_are_alike)
{
  struct sample s = sample_of(12, 2, GATE_SCALAR, 4, false);
  double before[2], after[2];
  real keep[3];
  s.kind[0] = s.kind[4] = 1;
  potential_features(&s.p, s.atoms, s.kind, s.pass->x);
  free(sample_forces(&s, before));
  memcpy(keep, s.points, sizeof keep);
  memcpy(s.points, s.points + 12, sizeof keep);
  memcpy(s.points + 12, keep, sizeof keep);
  sample_graph(&s, REAL(0.1));
  free(sample_forces(&s, after));
  check_close(after[0], before[0], ENERGY_TOLERANCE, "two atoms exchanged");
  s.kind[0] = 2;
  potential_features(&s.p, s.atoms, s.kind, s.pass->x);
  free(sample_forces(&s, after));
  check_true(fabs(after[0] - s.p.zero[2] - before[0] + s.p.zero[1]) > 1e-3,
             "another kind of atom has another energy");
  sample_free(&s);
}

/* ---- [loop] Work along a closed way ----
 *
 * Every atom runs along an ellipse of its own and comes back.  The integrand is
 * smooth and has the period of the way, so the rule of equal weights converges
 * faster than any power, as long as no pair crosses the cutoff. */
static double loop_point(struct sample *s, const real *centre, const real *a,
                         const real *b, double angle, const real *force)
{
  double work = 0;
  for (size_t k = 0; k < 3 * s->atoms; k++) {
    double c = cos(angle), t = sin(angle);
    s->points[k] = centre[k] + (real)(c * (double)a[k] + t * (double)b[k]);
    if (force)
      work += (double)force[k] * (c * (double)b[k] - t * (double)a[k]);
  }
  return work;
}

static double work_around(struct sample *s, int n, bool direct, double *size)
{
  struct random g = random_seed(5);
  const double pi = 3.14159265358979323846;
  real *centre = copy_of(3 * s->atoms, s->points);
  real *a = normals(&g, 3 * s->atoms), *b = normals(&g, 3 * s->atoms);
  double work = 0;
  for (size_t k = 0; k < 3 * s->atoms; k++)
    a[k] *= REAL(0.05), b[k] *= REAL(0.05);
  for (int i = 0; i < n; i++) {
    double energy[2], angle = 2 * pi * i / n;
    loop_point(s, centre, a, b, angle, NULL);
    real *force = sample_forces(s, energy);
    for (size_t k = 0; k < 3 * s->atoms && direct; k++)
      force[k] = s->pass->answer[1][k];
    double step = loop_point(s, centre, a, b, angle, force) * 2 * pi / n;
    work += step;
    *size += fabs(step);
    free(force);
  }
  memcpy(s->points, centre, 3 * s->atoms * sizeof *centre);
  free(centre), free(a), free(b);
  return work;
}

TEST(law_work_around_a_loop_is_zero)
{
  struct sample s = sample_of(13, 2, GATE_SCALAR, 12, false);
  double size = 0, work = work_around(&s, 64, false, &size);
  claim("closed-loop", fabs(work) / size, REAL_IS_FLOAT ? 1e-5 : 1e-11);
  sample_free(&s);
}

TEST(law_a_direct_force_does_work_around_a_loop)
{
  struct sample s = sample_of(13, 2, GATE_SCALAR, 12, true);
  double size = 0, work = work_around(&s, 64, true, &size);
  check_true(fabs(work) > 1e-3 * size, "it does %g of %g", work, size);
  sample_free(&s);
}

/* ---- [cutoff] The end of the reach ----
 *
 * Two atoms.  Near the cutoff c the envelope is K (c - d)^3, and the sines of
 * the basis are another factor: the energy is K (c - d)^4 and higher powers,
 * the force 4 K (c - d)^3, its slope 12 K (c - d)^2, and all go to zero.
 */
static double pair_force(struct sample *s, double distance)
{
  double energy[2];
  for (size_t i = 0; i < s->atoms; i++)
    for (size_t a = 0; a < 3; a++)
      s->points[3 * i + a] = a == 0 ? (real)(20 * (double)i) : 0;
  s->points[3] = (real)distance;
  sample_graph(s, 0);
  real *force = sample_forces(s, energy);
  double f = (double)force[0];
  free(force);
  return f;
}

TEST(law_force_and_slope_vanish_at_the_cutoff)
{
  const double c = 3;
  struct sample s = sample_of(14, 2, GATE_SCALAR, (real)c, false);
  double d1 = 0.02, d2 = 0.01, f1 = pair_force(&s, c - d1),
         f2 = pair_force(&s, c - d2);
  double slope = fabs(f2 / d2), inside = pair_force(&s, c - 0.5);
  check_true(fabs(inside) > 1e-4, "there is a force inside: %g", inside);
  /* Cubic to the next order: the ratio is 8 up to some d1 of it.  In single
   * precision the force at c - d2 has two digits. */
  check_close(f1 / f2, 8, REAL_IS_FLOAT ? 2 : 0.4, "the force falls as a cube");
  claim("cutoff-smooth", slope / fabs(inside), 2e-2);
  check_true(pair_force(&s, c) == 0 && pair_force(&s, c + 0.1) == 0,
             "no force at the cutoff and beyond");
  sample_free(&s);
}

TEST(law_beyond_the_cutoff_energies_add_up)
{
  struct sample s = sample_of(15, 2, GATE_SCALAR, 3, false);
  double apart[2], together[2];
  free(sample_forces(&s, apart));
  /* The second cloud's atoms, 50 A away, in one cloud with the first's. */
  for (size_t i = 5; i < 9; i++)
    s.points[3 * i] += 50;
  s.counts[0] = 9, s.counts[1] = 0;
  sample_graph(&s, REAL(0.1));
  free(sample_forces(&s, together));
  /* 50 A cost digits of the places: 50 eps, times forces of order ten. */
  check_close(together[0] - apart[0], apart[1],
              ENERGY_TOLERANCE + 1e3 * (double)REAL_EPS, "two far clouds");
  check_true(together[1] == 0, "no atoms have no energy");
  sample_free(&s);
}

/* ---- [anchors] Anchors ---- */
TEST(anchor_single_atoms_have_the_energy_zero)
{
  struct sample s = sample_of(16, 2, GATE_SCALAR, 3, false);
  double energy[2], error = 0;
  for (size_t i = 0; i < s.atoms; i++) {
    s.points[3 * i] = (real)(20 * (double)i);
    s.kind[i] = i % 3;
  }
  sample_graph(&s, 0);
  real *force = sample_forces(&s, energy);
  double want = 2 * -1.5 + 2 * -10 - 20;
  error = larger(fabs(energy[0] - want), largest(27, force));
  check_close(energy[1], -20 - 1.5 - 10 - 20, ENERGY_TOLERANCE,
              "the second cloud");
  claim("single-atoms", error, ENERGY_TOLERANCE);
  free(force);
  sample_free(&s);
}

/* Three molecules, two kinds, by hand: 2 z0 + z1 = -10, z0 + 2 z1 = -14. */
TEST(anchor_fit_of_single_atoms)
{
  const double count[6] = {2, 1, 1, 2, 4, 2}, energy[3] = {-10, -14, -20};
  double zero[2];
  check_true(!potential_fit(3, 2, count, energy, zero), "three molecules");
  check_close(zero[0], -2, 1e-12, "the first kind");
  check_close(zero[1], -6, 1e-12, "the second kind");
}

/* One composition: the shortest z with 2 z0 + z1 = -10 is (2, 1) times -2. */
TEST(anchor_fit_of_one_composition_is_the_shortest)
{
  const double count[4] = {2, 1, 2, 1}, energy[2] = {-9, -11};
  double zero[2];
  check_true(!potential_fit(2, 2, count, energy, zero), "one molecule, twice");
  check_close(zero[0], -4, 1e-12, "the first kind");
  check_close(zero[1], -2, 1e-12, "the second kind");
}

TEST(anchor_features_are_one_of_each)
{
  struct sample s = sample_of(17, 0, GATE_SCALAR, 3, false);
  for (size_t i = 0; i < s.atoms + SAMPLE_KINDS; i++)
    for (size_t k = 0; k < SAMPLE_KINDS; k++) {
      size_t kind = i < s.atoms ? s.kind[i] : i - s.atoms;
      check_true(s.pass->x[i * SAMPLE_KINDS + k] == (kind == k),
                 "atom %zu, feature %zu", i, k);
    }
  size_t kind = 9;
  check_true(!potential_kind(&s.p, 8, &kind) && kind == 2, "oxygen");
  check_true(potential_kind(&s.p, 7, &kind) == TFN_BAD_VALUE, "no nitrogen");
  sample_free(&s);
}

/* ---- [edges] Edges ---- */
TEST(edge_networks_that_do_not_fit)
{
  struct sample s = sample_of(18, 1, GATE_SCALAR, 3, false);
  struct potential p = s.p;
  p.kinds = 2;
  check_true(potential_check(&p) == TFN_BAD_SHAPE, "three features, two kinds");
  p.kinds = 0;
  check_true(potential_check(&p) == TFN_BAD_VALUE, "no kinds");
  p.kinds = POTENTIAL_KINDS + 1;
  check_true(potential_check(&p) == TFN_BAD_VALUE, "too many kinds");
  p = s.p, p.number[2] = p.number[0];
  check_true(potential_check(&p) == TFN_BAD_VALUE, "one element twice");
  p = s.p, p.zero[1] = (double)NAN;
  check_true(potential_check(&p) == TFN_BAD_VALUE, "a zero that is none");
  p = s.p, p.scale = (double)INFINITY;
  check_true(potential_check(&p) == TFN_BAD_VALUE, "an infinite scale");
  s.network->basis.envelope = 0;
  check_true(potential_check(&s.p) == TFN_BAD_SHAPE, "no end at the cutoff");
  s.network->basis.envelope = 6;
  s.network->answer[0].of = ANSWER_MEAN;
  check_true(potential_check(&s.p) == TFN_BAD_SHAPE, "a mean is not an energy");
  s.network->answer[0].of = ANSWER_SUM;
  check_true(potential_check(NULL) == TFN_NULL, "nothing");
  sample_free(&s);
}

TEST(edge_bad_atoms)
{
  struct sample s = sample_of(19, 1, GATE_SCALAR, 3, false);
  struct graph *graph;
  double energy[2] = {1, 1};
  real force[64], x[64];
  size_t far = 7, huge = SIZE_MAX;
  check_true(potential_graph(&s.p, 1, NULL, s.points, 0, &graph) == TFN_NULL,
             "no counts");
  check_true(potential_graph(&s.p, 1, &huge, s.points, 0, &graph) ==
                 TFN_TOO_LARGE,
             "too many atoms");
  check_true(potential_graph(&s.p, 1, s.counts, NULL, 0, &graph) == TFN_NULL,
             "no points");
  check_true(potential_graph(&s.p, 1, s.counts, s.points, REAL(-0.1), &graph) ==
                 TFN_BAD_VALUE,
             "a skin below zero");
  check_true(!graph, "no graph then");
  check_true(potential_features(&s.p, 1, &far, x) == TFN_BAD_VALUE,
             "a kind that there is not");
  check_true(potential_energies(&s.p, s.pass, NULL) == TFN_NULL, "no room");
  check_true(potential_seed(&s.p, NULL, s.pass) == TFN_NULL, "no gradient");
  check_true(potential_forces(&s.p, s.w, NULL, energy, force, force) ==
                 TFN_NULL,
             "no pass");
  struct sample other = sample_of(20, 1, GATE_SCALAR, 3, false);
  check_true(potential_energies(&s.p, other.pass, energy) == TFN_BAD_SHAPE,
             "the pass of another network");
  check_true(potential_fit(0, 2, energy, energy, energy) == TFN_BAD_VALUE,
             "a fit to nothing");
  energy[0] = (double)NAN;
  check_true(potential_fit(1, 1, energy + 1, energy, energy) == TFN_NOT_FINITE,
             "an energy that is none");
  sample_free(&other);
  sample_free(&s);
}

static const struct test tests[] = {
    CASE(law_forces_are_minus_the_gradient),
    CASE(law_sum_and_torque_are_zero),
    CASE(law_forces_turn_with_the_molecule),
    CASE(law_atoms_of_a_kind_are_alike),
    CASE(law_work_around_a_loop_is_zero),
    CASE(law_a_direct_force_does_work_around_a_loop),
    CASE(law_force_and_slope_vanish_at_the_cutoff),
    CASE(law_beyond_the_cutoff_energies_add_up),
    CASE(anchor_single_atoms_have_the_energy_zero),
    CASE(anchor_fit_of_single_atoms),
    CASE(anchor_fit_of_one_composition_is_the_shortest),
    CASE(anchor_features_are_one_of_each),
    CASE(edge_networks_that_do_not_fit),
    CASE(edge_bad_atoms),
};

TEST_MAIN("12-physics/potential", tests)

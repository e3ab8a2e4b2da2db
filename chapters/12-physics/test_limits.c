/* test_limits.c: what the modules of this chapter refuse, and that they leave
 * what they refuse as it was. */
#define _POSIX_C_SOURCE 200809L
#include "test_tools_physics.h"
#include "crystal.h"
#include "dual.h"
#include "dynamics.h"
#include "inertia.h"
#include "molecule.h"
#include "neighbours.h"
#include "xyz.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const double NOT_A_NUMBER = (double)NAN, ENDLESS = (double)INFINITY;

/* ---- [crystal] Lattices and their potential ---- */
TEST(edge_lattices_that_are_none)
{
  const size_t one[3] = {1, 1, 1}, many[3] = {SIZE_MAX / 2, 3, 1};
  const enum crystal_lattice none = (enum crystal_lattice)7;
  const double edges[4] = {0, -1, NOT_A_NUMBER, ENDLESS};
  real p[12] = {9};
  check_true(!crystal_atoms(none, one) &&
                 crystal_make(none, 1, one, NULL, p, NULL) == TFN_BAD_VALUE,
             "no such lattice");
  check_true(!crystal_atoms(CRYSTAL_CUBIC, many) && !crystal_atoms(none, NULL),
             "more atoms than a size counts");
  check_true(crystal_make(CRYSTAL_CUBIC, 1, one, NULL, NULL, NULL) == TFN_NULL,
             "nowhere");
  for (int k = 0; k < 4; k++)
    check_true(crystal_make(CRYSTAL_FCC, edges[k], one, NULL, p, NULL) ==
                       TFN_BAD_VALUE &&
                   p[0] == 9,
               "an edge of %g", edges[k]);
  check_true(!crystal_make(CRYSTAL_FCC, 2, one, NULL, p, NULL) && p[0] == 0,
             "four atoms");
}

TEST(edge_pairs_that_are_none)
{
  const real p[6] = {0, 0, 0, REAL(1.5), 0, 0};
  struct graph *graph = pairs(2, p, 0);
  struct crystal_pair pair = {1, 1, 1};
  double E = 9;
  real slope[2] = {9, 9};
  const double bad[4] = {0, -1, NOT_A_NUMBER, ENDLESS};
  for (int k = 0; k < 12; k++) {
    double *field[3] = {&pair.epsilon, &pair.sigma, &pair.cutoff};
    *field[k / 4] = bad[k % 4];
    check_true(crystal_energy(&pair, graph, &E, slope) == TFN_BAD_VALUE &&
                   E == 9 && slope[0] == 9,
               "number %d is %g", k / 4, bad[k % 4]);
    *field[k / 4] = 1;
  }
  check_true(crystal_energy(&pair, NULL, &E, slope) == TFN_NULL &&
                 crystal_energy(&pair, graph, NULL, slope) == TFN_NULL,
             "null");
  check_true(!crystal_energy(&pair, graph, &E, slope) && E == 0 &&
                 slope[0] == 0 && slope[1] == 0,
             "beyond the cutoff");
  pair.cutoff = 3;
  check_true(!crystal_energy(&pair, graph, &E, NULL) && E < 0, "E alone");
  graph_free(graph);
}

/* ---- [motion] Atoms ---- */
static enum tfn_status springs(void *context, const double *r, double *energy,
                               double *force)
{
  const enum tfn_status *status = context;
  *energy = 0;
  for (size_t k = 0; k < 6; k++) {
    *energy += r[k] * r[k] / 2;
    force[k] = -r[k];
  }
  return *status;
}

TEST(edge_atoms_that_cannot_move)
{
  const double mass[2] = {1, 2}, r[6] = {0, 0, 0, 1, 0, 0};
  double bad[2] = {1, ENDLESS}, slope = 9, rms;
  enum tfn_status answer = TFN_OK;
  struct random g = random_seed(1);
  struct dynamics d, none = {0};
  check_true(dynamics_create(SIZE_MAX / 128 + 1, mass, r, springs, &answer,
                             &d) == TFN_TOO_LARGE &&
                 !d.mass,
             "too many atoms, and none of them is looked at");
  check_true(dynamics_create(2, NULL, r, springs, NULL, &d) == TFN_NULL &&
                 dynamics_create(2, mass, NULL, springs, NULL, &d) ==
                     TFN_NULL &&
                 dynamics_create(2, mass, r, NULL, NULL, &d) == TFN_NULL &&
                 dynamics_create(2, mass, r, springs, NULL, NULL) == TFN_NULL,
             "null");
  check_true(dynamics_create(2, bad, r, springs, &answer, &d) == TFN_BAD_VALUE,
             "a mass without end");
  answer = TFN_NO_PATH;
  check_true(dynamics_create(2, mass, r, springs, &answer, &d) == TFN_NO_PATH &&
                 !d.mass,
             "no forces, no atoms");
  answer = TFN_OK;
  check_true(!dynamics_create(2, mass, r, springs, &answer, &d), "two atoms");
  check_true(dynamics_heat(NULL, 1, &g) == TFN_NULL &&
                 dynamics_heat(&none, 1, &g) == TFN_NULL &&
                 dynamics_heat(&d, 1, NULL) == TFN_NULL &&
                 dynamics_heat(&d, ENDLESS, &g) == TFN_BAD_VALUE && d.v[0] == 0,
             "no heat");
  check_true(dynamics_step(NULL, 1) == TFN_NULL &&
                 dynamics_step(&none, 1) == TFN_NULL,
             "no step");
  answer = TFN_NO_PATH;
  check_true(dynamics_step(&d, 1) == TFN_NO_PATH && d.time == 0,
             "what the force says is passed on");
  check_true(dynamics_kinetic(NULL) == 0 && dynamics_total(NULL) == 0 &&
                 dynamics_temperature(NULL) == 0 &&
                 dynamics_temperature(&none) == 0,
             "measures of nothing");
  dynamics_free(&d);
  check_true(dynamics_line(2, NULL, r, &slope, &rms) == TFN_NULL &&
                 dynamics_line(2, r, NULL, &slope, &rms) == TFN_NULL &&
                 dynamics_line(2, r, r, NULL, &rms) == TFN_NULL &&
                 !dynamics_line(2, r, r, &slope, NULL) && slope == 0,
             "lines");
}

/* ---- [potential] Energies of atoms ---- */
TEST(edge_fits_of_what_is_no_number)
{
  double count[4] = {1, 2, 2, 1}, energy[2] = {-3, -3}, z[2] = {9, 9};
  check_true(potential_fit(2, 2, NULL, energy, z) == TFN_NULL &&
                 potential_fit(2, 2, count, NULL, z) == TFN_NULL &&
                 potential_fit(2, 2, count, energy, NULL) == TFN_NULL,
             "null");
  check_true(potential_fit(2, 0, count, energy, z) == TFN_BAD_VALUE &&
                 potential_fit(2, POTENTIAL_KINDS + 1, count, energy, z) ==
                     TFN_BAD_VALUE,
             "kinds");
  const double bad[3] = {NOT_A_NUMBER, ENDLESS, 1e200};
  for (int k = 0; k < 3; k++) {
    count[3] = bad[k];
    check_true(potential_fit(2, 2, count, energy, z) == TFN_NOT_FINITE,
               "a count of %g", bad[k]);
  }
  count[3] = 1;
  for (int k = 0; k < 2; k++) {
    energy[1] = bad[k];
    check_true(potential_fit(2, 2, count, energy, z) == TFN_NOT_FINITE,
               "an energy of %g", bad[k]);
  }
  energy[0] = energy[1] = 1e308;
  count[0] = count[1] = count[2] = 1e-3, count[3] = -1e-3;
  check_true(potential_fit(2, 2, count, energy, z) == TFN_NOT_FINITE,
             "an energy of an atom beyond all numbers");
  check_true(z[0] == 9 && z[1] == 9, "nothing was written");
  count[0] = count[1] = count[2] = count[3] = 0;
  check_true(!potential_fit(2, 2, count, energy, z) && z[0] == 0 && z[1] == 0,
             "no atoms at all");
}

TEST(edge_potentials_of_other_networks)
{
  const char *const in[8] = {"3x0e", "3x0e", "1x1o", "2x0e",
                             "3x0e", "3x0e", "3x0e", "1x1o + 1x0e"};
  for (int k = 0; k < 8; k++) {
    struct network *network = NULL;
    struct network_description is = {.in = in[k], .lmax = 1, .parity = true};
    is.basis = (struct radial_basis){RADIAL_GAUSSIAN, 4, 3, k == 4 ? 0 : 6};
    check_true(!network_create(&is, &network) &&
                   !network_add_layer(network, k == 6 ? "2x0e" : "1x0e",
                                      GATE_NONE, 4, 3),
               "network %d", k);
    struct potential p = {
        .network = network, .kinds = 3, .number = {1, 6, 8, 9}, .scale = 1};
    p.kinds += k == 7; /* as many as there are components */
    check_true(potential_check(&p) == TFN_BAD_SHAPE, "no answer, %d", k);
    check_true(!network_answer(network, NULL, ANSWER_SUM), "an answer");
    if (k == 1) /* marks that a mirror turns over */
      network->in.block[0].parity = -1;
    if (k == 5)
      network->answer[0].layout.block[0].parity = -1;
    check_true(potential_check(&p) == (k ? TFN_BAD_SHAPE : TFN_OK),
               "network %d", k);
    network_free(network);
  }
  struct potential p = {.kinds = 1};
  check_true(potential_check(&p) == TFN_NULL &&
                 potential_check(NULL) == TFN_NULL,
             "no network");
}

TEST(edge_potentials_without_arguments)
{
  struct sample s = sample_of(20, 1, GATE_NONE, 3, false);
  struct network_pass none = {0};
  struct graph *graph;
  size_t kind[2] = {0, 0};
  real x[64], w[1], force[64], dpoints[64];
  double E[2] = {9, 9};
  check_true(potential_kind(NULL, 1, kind) == TFN_NULL &&
                 potential_kind(&s.p, 1, NULL) == TFN_NULL &&
                 potential_kind(&s.p, 99, kind) == TFN_BAD_VALUE,
             "kinds");
  struct potential broken = s.p;
  broken.kinds = POTENTIAL_KINDS + 5;
  check_true(potential_kind(&broken, 99, kind) == TFN_BAD_VALUE,
             "no further than there are");
  check_true(
      potential_graph(&s.p, 2, s.counts, s.points, 0, NULL) == TFN_NULL &&
          potential_graph(&s.p, 2, NULL, s.points, 0, &graph) == TFN_NULL &&
          potential_graph(NULL, 2, s.counts, s.points, 0, &graph) == TFN_NULL &&
          !graph,
      "graphs");
  kind[1] = SAMPLE_KINDS, x[0] = 9;
  check_true(potential_features(NULL, 1, kind, x) == TFN_NULL &&
                 potential_features(&s.p, 1, NULL, x) == TFN_NULL &&
                 potential_features(&s.p, 1, kind, NULL) == TFN_NULL &&
                 potential_features(&s.p, 2, kind, x) == TFN_BAD_VALUE &&
                 x[0] == 9,
             "features, and none of them written");
  check_true(potential_energies(NULL, s.pass, E) == TFN_NULL &&
                 potential_energies(&s.p, NULL, E) == TFN_NULL &&
                 potential_energies(&s.p, &none, E) == TFN_NULL &&
                 potential_energies(&s.p, s.pass, NULL) == TFN_NULL &&
                 potential_seed(&s.p, NULL, s.pass) == TFN_NULL &&
                 potential_seed(NULL, E, s.pass) == TFN_NULL,
             "energies");
  check_true(
      potential_forces(&s.p, NULL, s.pass, E, dpoints, force) == TFN_NULL &&
          potential_forces(&s.p, w, s.pass, NULL, dpoints, force) == TFN_NULL &&
          potential_forces(&s.p, w, s.pass, E, NULL, force) == TFN_NULL &&
          potential_forces(&s.p, w, s.pass, E, dpoints, NULL) == TFN_NULL &&
          potential_forces(&s.p, w, NULL, E, dpoints, force) == TFN_NULL,
      "forces");
  check_true(E[0] == 9 && E[1] == 9, "and energies are as they were");
  sample_free(&s);
}

/* ---- [weightless] A stage that hands on what it is given ---- */
static enum tfn_status no_memory(const struct stage *stage,
                                 const struct geometry *geometry, size_t *count)
{
  (void)stage, (void)geometry;
  *count = 0;
  return TFN_OK;
}

static void no_weights(const struct stage *stage, struct random *g, real *w)
{
  (void)stage, (void)g, (void)w;
}

static void hand_on(const struct stage *stage, const struct stage_pass *pass)
{
  const size_t n = pass->geometry->graph->nodes * stage->in.dim;
  memcpy(pass->y, pass->x, n * sizeof *pass->y);
}

static void hand_back(const struct stage *stage, const struct stage_pass *pass)
{
  const size_t n = pass->geometry->graph->nodes * stage->in.dim;
  for (size_t i = 0; pass->dx && i < n; i++)
    pass->dx[i] += pass->dy[i];
}

static const struct stage_kind HAND_ON = {.name = "hand on",
                                          .workspace = no_memory,
                                          .initial = no_weights,
                                          .forward = hand_on,
                                          .backward = hand_back};

/* Its network adds up its input: atoms know nothing of each other. */
TEST(edge_potentials_without_weights)
{
  struct stage stage = {.kind = &HAND_ON};
  irreps_append(&stage.in, 1, 0, 1), stage.out = stage.in;
  struct network *network = NULL;
  const struct network_description is = {.in = "1x0e",
                                         .lmax = 0,
                                         .parity = true,
                                         .basis = {RADIAL_GAUSSIAN, 4, 3, 6}};
  const size_t atoms = 2, kind[2] = {0, 0};
  const real points[6] = {0, 0, 0, 1, 0, 0};
  struct graph *graph = NULL;
  struct network_pass *pass = NULL;
  check_true(!network_create(&is, &network) && !network_add(network, &stage) &&
                 !network_answer(network, NULL, ANSWER_SUM) &&
                 network_weights(network) == 0,
             "no weights");
  struct potential p = {
      .network = network, .kinds = 1, .number = {1}, .scale = 3};
  check_true(!potential_graph(&p, 1, &atoms, points, 0, &graph) &&
                 !network_pass_create(network, graph, &pass) &&
                 !potential_features(&p, 2, kind, pass->x),
             "two atoms");
  double energy = 9;
  real dpoints[9], force[6] = {9, 9, 9, 9, 9, 9};
  check_true(!potential_forces(&p, NULL, pass, &energy, dpoints, force),
             "forces");
  check_residual(energy, 0, "atoms by themselves have no energy");
  check_residual(largest(6, force), 0, "no forces");
  network_pass_free(pass);
  graph_free(graph);
  network_free(network);
}

/* ---- [loss] Losses and duals ---- */
/* What a batch of the sample holds, one of its first four fields missing. */
static struct force_batch batch_without(int missing, const struct sample *s,
                                        const double *energy,
                                        const double *force)
{
  return (struct force_batch){
      missing == 1 ? NULL : s->graph, missing == 4 ? NULL : s->points,
      missing == 2 ? NULL : energy, missing == 3 ? NULL : force};
}

static enum tfn_status judged(int missing)
{
  struct sample s = sample_of(21, 0, GATE_NONE, 3, false);
  const struct force_loss loss = {1, 1, REAL(0.01)};
  const double energy[2] = {0}, none[64] = {0};
  const real force[64] = {0};
  double denergy[2];
  real dforce[64];
  struct report report = {0};
  /* The judge has no use for points: 4 is the whole batch. */
  struct force_batch b =
      batch_without(missing == 4 ? 0 : missing, &s, energy, none);
  enum tfn_status status = force_loss_judge(
      missing == 0 ? NULL : &loss, missing == 4 ? NULL : &b, 2, 1,
      missing == 5 ? NULL : energy, missing == 6 ? NULL : force,
      missing == 7 ? NULL : denergy, missing == 8 ? NULL : dforce,
      missing == 9 ? NULL : &report);
  sample_free(&s);
  return status;
}

static enum tfn_status learned(int missing)
{
  struct sample s = sample_of(22, 0, GATE_NONE, 3, false);
  const struct force_loss loss = {1, 1, REAL(0.01)};
  const double energy[2] = {0}, none[64] = {0};
  struct report report = {0};
  struct network_pass empty = {0};
  struct force_batch b = batch_without(missing, &s, energy, none);
  enum tfn_status status =
      force_loss_errors(missing == 0 ? NULL : &loss, missing == 5 ? NULL : &s.p,
                        missing == 6 ? NULL : s.w, missing == 7 ? NULL : &b, 1,
                        missing == 8   ? NULL
                        : missing == 9 ? &empty
                                       : s.pass,
                        missing == 10 ? NULL : &report);
  sample_free(&s);
  return status;
}

TEST(edge_losses_without_arguments)
{
  for (int k = 0; k <= 10; k++) {
    check_true(judged(k) == (k < 10 ? TFN_NULL : TFN_OK), "judged, %d", k);
    check_true(learned(k) == TFN_NULL, "learned, %d", k);
  }
  check_true(!learned(11), "with all");
}

TEST(edge_losses_of_other_graphs)
{
  struct sample s = sample_of(23, 0, GATE_NONE, 3, false);
  struct sample other = sample_of(23, 0, GATE_NONE, 3, false);
  struct force_loss loss = {1, 1, REAL(0.01)};
  const double energy[2] = {0}, none[64] = {0};
  struct report report = {0};
  struct force_batch b = {other.graph, s.points, energy, none};
  check_true(force_loss_errors(&loss, &s.p, s.w, &b, 1, s.pass, &report) ==
                 TFN_BAD_SHAPE,
             "another graph");
  struct graph *few = pairs(2, s.points, 0);
  struct network_pass *pass = NULL;
  check_true(!network_pass_create(s.network, few, &pass), "one cloud");
  b.graph = few;
  check_true(force_loss_errors(&loss, &s.p, s.w, &b, 1, pass, &report) ==
                     TFN_BAD_SHAPE &&
                 potential_energies(&s.p, pass, (double[2]){0}) ==
                     TFN_BAD_SHAPE,
             "fewer clouds than kinds");
  network_pass_free(pass);
  graph_free(few);
  const struct force_loss bad[3] = {
      {ENDLESS, 1, 0}, {1, ENDLESS, 0}, {1, 1, (real)INFINITY}};
  double dE[2] = {9, 9};
  real force[64] = {0}, dF[64] = {9};
  b.graph = s.graph;
  for (int k = 0; k < 3; k++)
    check_true(force_loss_judge(&bad[k], &b, 2, 1, energy, force, dE, dF,
                                &report) == TFN_BAD_VALUE &&
                   dE[0] == 9 && dF[0] == 9,
               "loss %d", k);
  sample_free(&s);
  sample_free(&other);
}

/* Forces that are wrong by less than any step can be divided by are right, and
 * a step that leaves all numbers is refused; an empty cloud has no loss. */
TEST(edge_steps_beyond_all_numbers)
{
  struct sample s = sample_of(24, 0, GATE_NONE, 3, false);
  struct force_loss loss = {0, (double)REAL_MIN / 8, 1};
  double energy[2], zero[64] = {0};
  struct report report = {0};
  real *dw = numbers(network_weights(s.network));
  free(sample_forces(&s, energy));
  struct force_batch b = {s.graph, s.points, energy, zero};
  check_true(!force_loss_gradient(&loss, &s.p, s.w, &b, 1, s.pass, dw, &report),
             "hardly any direction");
  check_true(largest(network_weights(s.network), dw) < 1e-6, "nor gradient");
  const real tiny =
      REAL_IS_FLOAT ? REAL(1.401298464e-45) : REAL(4.9406564584124654e-324);
  loss = (struct force_loss){0, 1e6, tiny}; /* divided, it is nothing at all */
  memset(dw, 0, network_weights(s.network) * sizeof *dw);
  check_true(!force_loss_gradient(&loss, &s.p, s.w, &b, 1, s.pass, dw, &report),
             "a step of nothing");
  check_residual(largest(network_weights(s.network), dw), 0, "its gradient");
  loss = (struct force_loss){1, 1, REAL_MAX};
  check_true(force_loss_gradient(&loss, &s.p, s.w, &b, 1, s.pass, dw,
                                 &report) != TFN_OK,
             "too far");
  free(sample_forces(&s, energy));
  free(dw);
  const size_t counts[2] = {0, 4};
  struct graph *graph;
  check_true(!potential_graph(&s.p, 2, counts, s.points, 0, &graph),
             "an empty cloud");
  double dE[2] = {9, 9};
  real force[64] = {0}, dF[64];
  loss.step = 0, b.graph = graph;
  check_true(
      !force_loss_judge(&loss, &b, 2, 1, energy, force, dE, dF, &report) &&
          dE[0] == 0,
      "no atoms, no loss");
  graph_free(graph);
  sample_free(&s);
}

TEST(edge_duals_of_other_graphs)
{
  struct sample s = sample_of(25, 1, GATE_SCALAR, 3, false);
  struct network *bare = NULL;
  struct network_description is = {
      .in = "3x0e", .lmax = 1, .basis = {RADIAL_BESSEL, 5, 3, 6}};
  struct dual_pass *dual, *small;
  struct graph fake = *s.graph;
  real *u = numbers(3 * s.graph->nodes), *dw = numbers(9000);
  struct network_pass none = {0};
  check_true(dual_create(s.network, NULL, &dual) == TFN_NULL && !dual &&
                 dual_create(s.network, s.graph, NULL) == TFN_NULL,
             "null");
  check_true(!network_create(&is, &bare) &&
                 dual_create(bare, s.graph, &dual) == TFN_BAD_VALUE,
             "a network without layers");
  network_free(bare);
  fake.harmonics = 1;
  check_true(dual_create(s.network, &fake, &dual) == TFN_BAD_SHAPE && !dual,
             "too few harmonics");
  fake.harmonics = s.graph->harmonics, fake.edges = SIZE_MAX / 16;
  check_true(dual_create(s.network, &fake, &dual) == TFN_TOO_LARGE && !dual,
             "too many edges");
  check_true(!dual_create(s.network, s.graph, &dual), "memory");
  free(sample_forces(&s, (double[2]){0}));
  check_true(
      dual_gradient(NULL, s.w, s.pass, u, dual, dw) == TFN_NULL &&
          dual_gradient(s.network, NULL, s.pass, u, dual, dw) == TFN_NULL &&
          dual_gradient(s.network, s.w, NULL, u, dual, dw) == TFN_NULL &&
          dual_gradient(s.network, s.w, &none, u, dual, dw) == TFN_NULL &&
          dual_gradient(s.network, s.w, s.pass, u, NULL, dw) == TFN_NULL &&
          dual_gradient(s.network, s.w, s.pass, u, dual, NULL) == TFN_NULL,
      "null");
  for (int k = 0; k < 3; k++) { /* each number of the graph one less */
    fake = *s.graph;
    size_t *field[3] = {&fake.nodes, &fake.edges, &fake.harmonics};
    if (k < 2)
      --*field[k];
    else
      ++*field[k];
    check_true(!dual_create(s.network, &fake, &small) &&
                   dual_gradient(s.network, s.w, s.pass, u, small, dw) ==
                       TFN_BAD_SHAPE,
               "another graph, %d", k);
    dual_free(small);
  }
  struct sample other = sample_of(25, 1, GATE_SCALAR, 3, false);
  check_true(dual_gradient(other.network, s.w, other.pass, u, dual, dw) ==
                 TFN_BAD_SHAPE,
             "another network");
  sample_free(&other);
  dual_free(dual);
  free(u), free(dw);
  sample_free(&s);
}

/* ---- [inertia] A layer that is none of ours ---- */
TEST(edge_radial_functions_of_other_networks)
{
  struct network *network, *other = sample_network(0, GATE_NONE, 3, false);
  const real r[1] = {1};
  real R[2] = {9, 9}, *w = numbers(5000);
  check_true(inertia_network(NULL) == TFN_NULL, "nowhere");
  check_true(!inertia_network(&network), "a network");
  check_true(inertia_radial(NULL, w, 1, r, R) == TFN_NULL &&
                 inertia_radial(network, NULL, 1, r, R) == TFN_NULL &&
                 inertia_radial(network, w, 1, NULL, R) == TFN_NULL &&
                 inertia_radial(network, w, 1, r, NULL) == TFN_NULL &&
                 !inertia_radial(network, w, 0, NULL, NULL),
             "null");
  check_true(inertia_radial(other, w, 1, r, R) == TFN_BAD_SHAPE, "another one");
  network_free(other);
  for (int k = 0; k < 3; k++) {
    struct network_description is = {
        .in = "1x0e", .lmax = 2, .basis = {RADIAL_GAUSSIAN, 4, 3, 6}};
    check_true(!network_create(&is, &other) &&
                   !network_add_layer(other, k ? "1x0e + 1x1e + 1x0e" : "3x0e",
                                      GATE_NONE, 4, 1),
               "a layer");
    if (k < 2)
      check_true(!network_answer(other, NULL, ANSWER_NODES), "an answer");
    check_true(inertia_radial(other, w, 1, r, R) == TFN_BAD_SHAPE, "network %d",
               k);
    network_free(other);
  }
  const real nowhere[2] = {1, 0}; /* the second point is where the first is */
  real two[4] = {9, 9, 9, 9};
  check_true(inertia_radial(network, w, 2, nowhere, two) == TFN_COINCIDENT &&
                 two[0] == 9,
             "nothing is half written");
  check_true(R[0] == 9, "nor what was refused");
  network_free(network);
  free(w);
}

/* ---- [neighbours] Cells and lists ---- */
static const struct neighbours_cell cube = {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
                                            {true, true, true}};

TEST(edge_lists_of_nothing)
{
  struct neighbours *list = NULL;
  struct graph *graph = NULL;
  const size_t counts[2] = {SIZE_MAX / 64, 2}, huge = SIZE_MAX / 64;
  const real p[3] = {0};
  bool renewed;
  check_true(
      !neighbours_create(NULL, 0, NULL, 1, 1, 0, HARMONICS_NORM, &list) &&
          !list->graph->nodes && !neighbours_update(list, NULL, &renewed) &&
          !renewed,
      "no points");
  check_true(neighbours_update(list, NULL, NULL) == TFN_NULL, "no answer");
  struct neighbours none = {0};
  check_true(neighbours_update(&none, p, &renewed) == TFN_NULL, "no list");
  neighbours_free(list);
  check_true(neighbours_create(&cube, 1, p, 0, 1, 0, HARMONICS_NORM, &list) ==
                     TFN_BAD_VALUE &&
                 neighbours_create(&cube, 1, p, 1, 1, 0, HARMONICS_NORM,
                                   NULL) == TFN_NULL,
             "no list either");
  check_true(!neighbours_create(&cube, 1, p, 1, 1, 0, HARMONICS_NORM, &list) &&
                 neighbours_update(list, NULL, &renewed) == TFN_NULL,
             "no places");
  neighbours_free(list);
  check_true(neighbours_graph(2, counts, &cube, p, 1, 0, HARMONICS_NORM,
                              &graph) == TFN_TOO_LARGE &&
                 neighbours_graph(huge + 1, counts, &cube, p, 1, 0,
                                  HARMONICS_NORM, &graph) == TFN_TOO_LARGE,
             "more points than a size counts");
  check_true(
      !neighbours_graph(0, NULL, &cube, NULL, 1, 0, HARMONICS_NORM, &graph),
      "no clouds");
  graph_free(graph);
  check_true(neighbours_graph(1, counts, NULL, p, (real)INFINITY, 0,
                              HARMONICS_NORM, &graph) == TFN_BAD_VALUE &&
                 neighbours_graph(1, counts, &cube, p, 1, -1, HARMONICS_NORM,
                                  &graph) == TFN_BAD_VALUE &&
                 neighbours_graph(1, counts, &cube, p, 1, 0,
                                  (enum harmonics_norm)7,
                                  &graph) == TFN_BAD_VALUE,
             "radius, degree, norm");
}

TEST(edge_cells_along_one_axis)
{
  real p[6] = {0};
  for (int a = 2; a >= 0; a--) {
    struct neighbours_cell cell = cube;
    struct neighbours *list = NULL;
    for (int k = 0; k < 3; k++)
      cell.periodic[k] = k == a, p[3 + k] = k == a ? REAL(0.6) : 0;
    check_true(
        !neighbours_create(&cell, 2, p, REAL(0.5), 0, 0, HARMONICS_NORM, &list),
        "a list along axis %d", a);
    check_true(list->graph->edges == 2, "axis %d has %zu edges", a,
               list->graph->edges);
    neighbours_free(list);
  }
  const real far[6] = {-REAL_MAX, 0, 0, REAL_MAX, 0, 0};
  struct neighbours_cell cell = cube;
  struct graph *graph = NULL;
  size_t two = 2;
  cell.periodic[0] = false;
  /* in float their distance is a number still, as a double */
  enum tfn_status ends =
      neighbours_graph(1, &two, &cell, far, 1, 0, HARMONICS_NORM, &graph);
  check_true(ends == (REAL_IS_FLOAT ? TFN_OK : TFN_NOT_FINITE),
             "points at both ends of all numbers: %s", tfn_message(ends));
  graph_free(graph);
  cell.periodic[0] = true, cell.vector[0][0] = 1e200, cell.vector[0][1] = 1e200;
  check_true(neighbours_graph(1, &two, &cell, p, 1, 0, HARMONICS_NORM,
                              &graph) == TFN_BAD_VALUE,
             "a cell whose size is not a number");
}

/* Half of the skin is the limit where its square is out of range, too. */
TEST(edge_skins_of_any_size)
{
  const real sizes[2] = {REAL_MAX / 64, REAL_MIN * 64};
  for (int k = 0; k < 2; k++) {
    real s = sizes[k], p[6] = {0, 0, 0, 1, 0, 0};
    struct neighbours *list;
    bool renewed = false;
    if (k) /* nothing nearer than the cutoff */
      p[3] = 2 * s;
    check_true(
        !neighbours_create(NULL, 2, p, k ? s : 1, s, 0, HARMONICS_NORM, &list),
        "a list, %d", k);
    p[3] += s * REAL(0.4);
    check_true(!neighbours_update(list, p, &renewed) && !renewed, "near, %d",
               k);
    p[3] += s * REAL(0.4);
    check_true(!neighbours_update(list, p, &renewed) && renewed, "far, %d", k);
    neighbours_free(list);
  }
}

TEST(edge_virials_of_parts)
{
  const real p[6] = {0, 0, 0, 2, 0, 0};
  struct graph *graph = pairs(2, p, 1);
  real length[2] = {1, 1}, vector[6] = {1, 0, 0, -1, 0, 0};
  struct geometry_gradient d = {.length = length};
  double W[3][3];
  check_true(neighbours_virial(graph, NULL, W) == TFN_NULL &&
                 neighbours_virial(graph, &d, NULL) == TFN_NULL,
             "null");
  check_true(!neighbours_virial(graph, &d, W), "lengths");
  check_close(W[0][0], 4, 0, "two edges of length 2");
  d = (struct geometry_gradient){.vector = vector};
  double size = (double)(vector[0] * graph->vector[0]) * 2;
  check_true(!neighbours_virial(graph, &d, W), "vectors");
  check_close(W[0][0], size, 0, "two vectors");
  graph_free(graph);
}

/* ---- [molecule] Frames ---- */
struct frames {
  struct xyz xyz;
  struct network *network;
  struct molecule m;
  real *w;
};

static const char text[] =
    "2\nenergy=-1 Properties=species:S:1:pos:R:3:forces:R:3\n"
    "C 0 0 0 .1 0 0\nO 1.25 0 0 -.1 0 0\n"
    "1\nenergy=-.5 Properties=species:S:1:pos:R:3:forces:R:3\n"
    "C 0 0 0 0 0 0\n";

static void begin(struct frames *f, bool direct)
{
  const struct molecule_plan plan = {.lmax = 1,
                                     .layers = 1,
                                     .channels = 2,
                                     .basis = 3,
                                     .hidden = 2,
                                     .cutoff = 3,
                                     .direct = direct};
  const struct force_loss loss = {1, 1, 0};
  const size_t frame[2] = {0, 1};
  check_true(!xyz_parse(text, strlen(text), NULL, &f->xyz, NULL) &&
                 !molecule_network(&plan, 2, &f->network) &&
                 !molecule_begin(f->network, &f->xyz, 2, frame, &loss, &f->m),
             "frames");
  f->w = numbers(network_weights(f->network));
  network_initial(f->network, 1, f->w);
}

static void end(struct frames *f)
{
  free(f->w);
  molecule_free(&f->m);
  network_free(f->network);
  xyz_free(&f->xyz);
}

TEST(edge_frames_without_arguments)
{
  struct frames f;
  const struct force_loss loss = {1, 1, 0};
  const size_t frame[2] = {0, 1};
  struct molecule m, none = {0};
  struct molecule_errors errors = {.energy = 9};
  struct molecule_field *field;
  begin(&f, false);
  check_true(
      molecule_begin(f.network, NULL, 2, frame, &loss, &m) == TFN_NULL &&
          molecule_begin(f.network, &f.xyz, 2, NULL, &loss, &m) == TFN_NULL &&
          molecule_begin(f.network, &f.xyz, 2, frame, NULL, &m) == TFN_NULL &&
          molecule_begin(f.network, &f.xyz, 2, frame, &loss, NULL) == TFN_NULL,
      "a task");
  check_true(molecule_judge(&none, f.w, 2, frame, &errors) == TFN_NULL &&
                 molecule_judge(&f.m, NULL, 2, frame, &errors) == TFN_NULL &&
                 molecule_judge(&f.m, f.w, 2, NULL, &errors) == TFN_NULL &&
                 molecule_judge(&f.m, f.w, 2, frame, NULL) == TFN_NULL,
             "errors");
  check_true(molecule_field_create(NULL, f.w, 0, 1, &field) == TFN_NULL &&
                 molecule_field_create(&none, f.w, 0, 1, &field) == TFN_NULL &&
                 molecule_field_create(&f.m, NULL, 0, 1, &field) == TFN_NULL &&
                 molecule_field_create(&f.m, f.w, 0, 1, NULL) == TFN_NULL &&
                 molecule_field_create(&f.m, f.w, 0, -1, &field) ==
                     TFN_BAD_VALUE &&
                 !field,
             "a field");
  double r[6] = {0, 0, 0, 1.25, 0, 0}, E = 9, F[6] = {9};
  check_true(!molecule_field_create(&f.m, f.w, 0, 1, &field), "a field");
  check_true(molecule_field_pull(field, NULL, &E, F) == TFN_NULL &&
                 molecule_field_pull(field, r, NULL, F) == TFN_NULL &&
                 molecule_field_pull(field, r, &E, NULL) == TFN_NULL,
             "null");
  r[3] = NOT_A_NUMBER;
  check_true(molecule_field_pull(field, r, &E, F) == TFN_NOT_FINITE && E == 9 &&
                 F[0] == 9,
             "no place, and nothing written");
  r[3] = 1.25;
  check_true(!molecule_field_pull(field, r, &E, F) && E != 9, "and back");
  molecule_field_free(field);
  f.xyz.frame[1].has_energy = false;
  check_true(molecule_judge(&f.m, f.w, 2, frame, &errors) == TFN_BAD_VALUE,
             "no energy");
  f.xyz.frame[1].has_energy = true, f.xyz.frame[1].atoms = 0;
  check_true(molecule_judge(&f.m, f.w, 2, frame, &errors) == TFN_BAD_VALUE &&
                 errors.energy == 9,
             "no atoms");
  f.xyz.frame[1].atoms = 1;
  end(&f);
}

TEST(edge_losses_of_direct_networks)
{
  struct frames f;
  const size_t frame[2] = {0, 1};
  struct molecule_errors errors = {.energy = 9};
  begin(&f, true);
  check_true(!molecule_judge(&f.m, f.w, 2, frame, &errors) &&
                 errors.energy != 9,
             "errors");
  f.m.loss.energy = -1, errors.energy = 9;
  check_true(molecule_judge(&f.m, f.w, 2, frame, &errors) == TFN_BAD_VALUE &&
                 errors.energy == 9,
             "a factor below 0");
  end(&f);
}

TEST(edge_many_elements_and_no_forces)
{
  struct frames f;
  const struct force_loss loss = {1, 1, 0};
  const size_t one = 1;
  struct molecule m;
  struct network *network;
  begin(&f, false);
  check_true(molecule_begin(f.network, &f.xyz, 1, &one, &loss, &m) ==
                 TFN_BAD_SHAPE,
             "one element for a network of two");
  struct molecule_plan plan = {1, 1, 2, 3, 2, 3, false};
  check_true(!molecule_network(&plan, 1, &network) &&
                 !molecule_begin(network, &f.xyz, 1, &one, &loss, &m) &&
                 m.potential.scale == 1,
             "without a force the scale is 1: %g", m.potential.scale);
  molecule_free(&m);
  network_free(network);
  unsigned char number[POTENTIAL_KINDS + 1];
  double zero[3 * (POTENTIAL_KINDS + 1)] = {0};
  struct xyz_frame frame = {
      .atoms = POTENTIAL_KINDS + 1, .has_energy = true, .has_forces = true};
  for (size_t k = 0; k <= POTENTIAL_KINDS; k++)
    number[k] = (unsigned char)(k + 1);
  const struct xyz many = {1, frame.atoms, &frame, number, zero, zero};
  const size_t none = 0;
  check_true(molecule_begin(f.network, &many, 1, &none, &loss, &m) ==
                 TFN_BAD_VALUE,
             "nine elements");
  end(&f);
}

TEST(edge_plans_of_networks)
{
  const struct molecule_plan good = {1, 1, 2, 3, 2, 3, true};
  struct molecule_plan plan = good;
  struct network *network;
  check_true(molecule_network(&good, 2, NULL) == TFN_NULL, "nowhere");
  plan.lmax = -1;
  check_true(molecule_network(&plan, 2, &network) == TFN_BAD_VALUE, "degree");
  plan = good, plan.channels = SIZE_MAX;
  check_true(molecule_network(&plan, 2, &network) && !network, "channels");
  plan = good, plan.lmax = 6, plan.channels = SIZE_MAX;
  check_true(molecule_network(&plan, 2, &network) && !network, "long words");
  plan = good, plan.hidden = 0;
  check_true(molecule_network(&plan, 2, &network) && !network, "hidden");
  plan.layers = 2;
  check_true(molecule_network(&plan, 2, &network) && !network, "and again");
  plan = good, plan.cutoff = (real)NAN;
  check_true(molecule_network(&plan, 2, &network) && !network, "cutoff");
}

/* ---- [xyz] Files of atoms ---- */
static enum xyz_status read_of(const char *words, size_t n)
{
  struct xyz xyz;
  const struct xyz_options all = {.use_cell = true};
  enum xyz_status status = xyz_parse(words, n, &all, &xyz, NULL);
  xyz_free(&xyz);
  return status;
}

TEST(edge_words_of_files)
{
  const struct {
    const char *words;
    enum xyz_status status;
  } t[] = {
      {"1\nenergy=infinity\nH 0 0 0\n", XYZ_NOT_FINITE},
      {"1\nenergy=+inf\nH 0 0 0\n", XYZ_NOT_FINITE},
      {"1\nenergy=infinit\nH 0 0 0\n", XYZ_BAD_NUMBER},
      {"1\n\nH 0 0 1*\n", XYZ_BAD_NUMBER},
      {"1\n\nH 0 0 1e+\n", XYZ_BAD_NUMBER},
      {"1\n\nH 0 0 1e5x\n", XYZ_BAD_NUMBER},
      {"1\n\nH 0 0 \xc3\xa9\n", XYZ_BAD_NUMBER},
      {"1\nLattice=\"1 0 0 0 1 0 0 0 1e999\"\nH 0 0 0\n", XYZ_BAD_LATTICE},
      {"1\npbc=\"True false 1\" Lattice=\"1 0 0 0 1 0 0 0 1\"\nH 0 0 0\n",
       XYZ_OK},
      {"1\npbc=\"T F 0\" Lattice=\"1 0 0 0 1 0 0 0 1\"\nH 0 0 0\n", XYZ_OK},
      {"1\nProperties=species:S:1:pos:S:3\nH 0 0 0\n", XYZ_BAD_PROPERTIES},
      {"1\nProperties=species:SS:1:pos:R:3\nH 0 0 0\n", XYZ_BAD_PROPERTIES},
      {"1\nProperties=species:S:1:pos:R:10001\nH 0 0\n", XYZ_BAD_PROPERTIES},
      {"1\nProperties=species:S:2:pos:R:3\nH H 0 0 0\n", XYZ_BAD_PROPERTIES},
      {"1\nProperties=species:S:1:Z:I:1:pos:R:3\nH 1 0 0 0\n", XYZ_OK},
      {"1\nProperties=Z:R:1:pos:R:3\n1 0 0 0\n", XYZ_BAD_PROPERTIES},
  };
  for (size_t k = 0; k < sizeof t / sizeof *t; k++)
    check_true(read_of(t[k].words, strlen(t[k].words)) == t[k].status, "\"%s\"",
               t[k].words);
  char digits[400] = "1\n\nH 0 0 0.";
  memset(digits + strlen(digits), '1', 200);
  check_true(read_of(digits, strlen(digits)) == XYZ_BAD_NUMBER,
             "two hundred digits");
  const char nul[] = "1\nProperties=species:\0:1:pos:R:3\nH 0 0 0\n";
  check_true(read_of(nul, sizeof nul - 1) == XYZ_BAD_PROPERTIES,
             "a type that is the byte 0");
  static const struct xyz_options follow = {.dialect = XYZ_FORCES_FOLLOW};
  const char own[] = "1\nProperties=species:S:1:pos:R:3\nH 0 0 0\n";
  struct xyz xyz;
  check_true(!xyz_parse(own, strlen(own), &follow, &xyz, NULL) &&
                 !xyz.frame[0].has_forces,
             "Properties say what follows");
  xyz_free(&xyz);
}

TEST(edge_frames_that_are_not_printed)
{
  double r[6] = {0}, force[6] = {0};
  unsigned char number[2] = {1, 1};
  struct xyz_frame frame = {.atoms = 1, .has_energy = true, .has_cell = true};
  struct xyz xyz = {1, 2, &frame, number, r, force}, bad;
  char *words = NULL;
  size_t n = 0;
  check_true(!xyz_print(&xyz, &words, &n), "a frame");
  free(words);
  for (int k = 0; k < 4; k++) {
    bad = xyz;
    if (k == 0)
      bad.frame = NULL;
    if (k == 1)
      bad.number = NULL;
    if (k == 2)
      bad.position = NULL;
    if (k == 3)
      bad.force = NULL;
    check_true(xyz_print(&bad, &words, &n) == XYZ_NULL, "array %d", k);
  }
  check_true(xyz_print(&xyz, NULL, &n) == XYZ_NULL &&
                 xyz_print(&xyz, &words, NULL) == XYZ_NULL,
             "nowhere");
  frame.first = 3;
  check_true(xyz_print(&xyz, &words, &n) == XYZ_BAD_COUNT, "behind the last");
  frame.first = 0, frame.energy = NOT_A_NUMBER;
  check_true(xyz_print(&xyz, &words, &n) == XYZ_NOT_FINITE, "energy");
  frame.energy = 0, frame.cell[2][2] = ENDLESS;
  check_true(xyz_print(&xyz, &words, &n) == XYZ_NOT_FINITE, "cell");
  frame.cell[2][2] = 1, frame.has_forces = true, force[2] = ENDLESS;
  check_true(xyz_print(&xyz, &words, &n) == XYZ_NOT_FINITE && !words && !n,
             "force, and nothing comes out");
}

/* Linux has a disk that is always full. */
TEST(edge_a_disk_that_is_full)
{
  static double r[3 * 20000], force[3 * 20000];
  static unsigned char number[20000];
  struct xyz_frame frame = {.atoms = 1};
  struct xyz xyz = {1, 20000, &frame, number, r, force}, back;
  memset(number, 1, sizeof number);
  check_true(xyz_read("/no/such/file", NULL, NULL, NULL) == XYZ_NULL &&
                 xyz_read(NULL, NULL, NULL, NULL) == XYZ_NULL &&
                 xyz_read(NULL, NULL, &back, NULL) == XYZ_NULL && !back.frame,
             "nowhere to read to, or from");
  if (access("/dev/full", W_OK) != 0)
    return;
  check_true(xyz_write("/dev/full", &xyz) == XYZ_CANNOT_WRITE, "one atom");
  frame.atoms = 20000;
  check_true(xyz_write("/dev/full", &xyz) == XYZ_CANNOT_WRITE, "many atoms");
}

/* ---- [main] The suite ---- */
static const struct test tests[] = {
    CASE(edge_lattices_that_are_none),
    CASE(edge_pairs_that_are_none),
    CASE(edge_atoms_that_cannot_move),
    CASE(edge_fits_of_what_is_no_number),
    CASE(edge_potentials_of_other_networks),
    CASE(edge_potentials_without_arguments),
    CASE(edge_potentials_without_weights),
    CASE(edge_losses_without_arguments),
    CASE(edge_losses_of_other_graphs),
    CASE(edge_steps_beyond_all_numbers),
    CASE(edge_duals_of_other_graphs),
    CASE(edge_radial_functions_of_other_networks),
    CASE(edge_lists_of_nothing),
    CASE(edge_cells_along_one_axis),
    CASE(edge_skins_of_any_size),
    CASE(edge_virials_of_parts),
    CASE(edge_frames_without_arguments),
    CASE(edge_losses_of_direct_networks),
    CASE(edge_many_elements_and_no_forces),
    CASE(edge_plans_of_networks),
    CASE(edge_words_of_files),
    CASE(edge_frames_that_are_not_printed),
    CASE(edge_a_disk_that_is_full),
};
TEST_MAIN("12-physics/limits", tests)

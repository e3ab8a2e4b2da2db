/* test_molecule.c: frames as a task, and atoms that move by what is learned. */
#include "test_tools_physics.h"
#include "molecule.h"

#include <math.h>

/* ---- [frames] Frames without a file ----
 *
 * Three atoms, H O H, with the energy k (|r_1 - r_0|^2 - 1)^2 + k (|r_2 -
 * r_0|^2 - 1)^2: not water, but all of its energies and forces are known. */
enum { FRAMES = 24, ATOMS = 3 };

struct made {
  struct xyz xyz;
  struct xyz_frame frame[FRAMES];
  unsigned char number[FRAMES * ATOMS];
  double position[FRAMES * ATOMS * 3], force[FRAMES * ATOMS * 3];
  size_t all[FRAMES];
};

static double springs(const double *r, double *force)
{
  double energy = -50;
  for (int k = 0; k < 9; k++)
    force[k] = 0;
  for (int h = 0; h < 2; h++) {
    const int at = 6 * h; /* atoms 0 and 2 are bound to atom 1 */
    double d[3], square = 0;
    for (int a = 0; a < 3; a++) {
      d[a] = r[at + a] - r[3 + a];
      square += d[a] * d[a];
    }
    energy += 2 * (square - 1) * (square - 1);
    for (int a = 0; a < 3; a++) {
      force[at + a] -= 8 * (square - 1) * d[a];
      force[3 + a] += 8 * (square - 1) * d[a];
    }
  }
  return energy;
}

static void make_frames(struct made *m)
{
  struct random g = random_seed(1);
  const double rest[9] = {0.9, 0.3, 0, 0, 0, 0, -0.5, 0.8, 0.2};
  m->xyz = (struct xyz){FRAMES,    FRAMES * ATOMS, m->frame,
                        m->number, m->position,    m->force};
  for (size_t i = 0; i < FRAMES; i++) {
    double *r = m->position + 9 * i;
    for (size_t k = 0; k < 9; k++)
      r[k] = rest[k] + 0.08 * random_normal(&g);
    m->frame[i] = (struct xyz_frame){
        .first = 3 * i, .atoms = 3, .has_energy = true, .has_forces = true};
    m->frame[i].energy = springs(r, m->force + 9 * i);
    m->number[3 * i] = m->number[3 * i + 2] = 1;
    m->number[3 * i + 1] = 8;
    m->all[i] = i;
  }
}

/* ---- [lesson] A network that is taught them ---- */
struct lesson_of {
  struct made made;
  struct network *network;
  struct molecule m;
  struct trainer t;
};

static void begin_lesson(struct lesson_of *l, bool direct, real step)
{
  struct molecule_plan plan = {.lmax = 1,
                               .layers = 1,
                               .channels = 6,
                               .basis = 6,
                               .hidden = 8,
                               .cutoff = 4,
                               .direct = direct};
  struct force_loss loss = {1, 1, step};
  struct trainer_plan how = {.seed = 1, .batch = 4, .adam = adam_default()};
  how.adam.rate = REAL(0.01);
  make_frames(&l->made);
  enum tfn_status status = molecule_network(&plan, 2, &l->network);
  if (!status)
    status = molecule_begin(l->network, &l->made.xyz, FRAMES - 8, l->made.all,
                            &loss, &l->m);
  if (!status)
    status = trainer_create(l->network, &l->m.task, &how, &l->t);
  check_true(!status, "a lesson: %s", tfn_message(status));
}

static void end_lesson(struct lesson_of *l)
{
  trainer_free(&l->t);
  molecule_free(&l->m);
  network_free(l->network);
}

static struct molecule_errors errors_of(struct lesson_of *l)
{
  struct molecule_errors errors;
  enum tfn_status status =
      molecule_judge(&l->m, l->t.w, 8, l->made.all + FRAMES - 8, &errors);
  check_true(!status, "errors: %s", tfn_message(status));
  return errors;
}

/* ---- [laws] Laws ---- */
static void teach(bool direct, real step)
{
  struct lesson_of l;
  begin_lesson(&l, direct, step);
  struct molecule_errors before = errors_of(&l);
  for (int s = 0; s < 200; s++)
    check_true(!trainer_step(&l.t), "step %d", s);
  struct molecule_errors after = errors_of(&l);
  check_true(after.force < 0.3 * before.force,
             "the error of forces falls from %g to %g", before.force,
             after.force);
  check_true(after.energy < before.energy, "and that of energies from %g to %g",
             before.energy, after.energy);
  check_true(after.force <= after.force_rms && after.energy <= after.energy_rms,
             "a mean is not above the root mean square");
  end_lesson(&l);
}

TEST(law_both_ways_learn_forces_of_frames_not_taught)
{
  teach(false, 0);
  teach(false, REAL_IS_FLOAT ? REAL(5e-3) : REAL(1e-4));
}

TEST(law_a_direct_network_learns_too)
{
  teach(true, 0);
}

/* What moves is what was judged: the field's forces are the potential's, for a
 * frame and after the atoms have moved so far that the list is made anew. */
static double field_error(struct lesson_of *l, size_t frame, double shift)
{
  struct molecule_field *field;
  double r[9], q[9], E[2], F[9], error = 0;
  check_true(!molecule_field_create(&l->m, l->t.w, 0, REAL(0.2), &field),
             "a field");
  for (size_t k = 0; k < 9; k++)
    r[k] = l->made.position[9 * frame + k] + shift;
  check_true(!molecule_field_pull(field, r, &E[0], F), "its forces");
  for (size_t k = 0; k < 9; k++) { /* five-point differences of its energy */
    const double h = REAL_IS_FLOAT ? 2e-2 : 1e-3;
    double e[4], none[9];
    for (int j = 0; j < 4; j++) {
      memcpy(q, r, sizeof q);
      q[k] += h * (j < 2 ? j - 2 : j - 1);
      check_true(!molecule_field_pull(field, q, &e[j], none), "energy %d", j);
    }
    double slope = (8 * (e[2] - e[1]) - (e[3] - e[0])) / (12 * h);
    error = larger(error, fabs(slope + F[k]));
  }
  molecule_field_free(field);
  return error;
}

TEST(law_a_field_pulls_down_its_energy)
{
  struct lesson_of l;
  begin_lesson(&l, false, 0);
  double error = 0;
  for (size_t i = 0; i < 3; i++)
    error = larger(error, field_error(&l, i, 0.7 * (double)i));
  claim("field", error, REAL_IS_FLOAT ? 2e-2 : 1e-7);
  end_lesson(&l);
}

TEST(law_a_field_says_what_was_judged)
{
  for (int direct = 0; direct < 2; direct++) {
    struct lesson_of l;
    begin_lesson(&l, direct, 0);
    struct molecule_field *field;
    struct molecule_errors errors;
    double E, F[9], sum = 0;
    molecule_judge(&l.m, l.t.w, 1, l.made.all + 20, &errors);
    check_true(!molecule_field_create(&l.m, l.t.w, 3, 1, &field), "a field");
    molecule_field_pull(field, l.made.position + 180, &E, F);
    for (size_t k = 0; k < 9; k++)
      sum += fabs(F[k] - l.made.force[180 + k]) / 9;
    const double tolerance = REAL_IS_FLOAT ? 1e-4 : 1e-12;
    check_close(fabs(E - l.made.frame[20].energy), errors.energy, tolerance,
                "the error of the energy");
    check_close(sum, errors.force, tolerance, "the error of the forces");
    molecule_field_free(field);
    end_lesson(&l);
  }
}

/* The direct network turns as well: its vectors are vectors. */
TEST(law_direct_forces_turn)
{
  struct lesson_of l;
  struct random g = random_seed(6);
  begin_lesson(&l, true, 0);
  rot3 R = so3_random(&g);
  struct molecule_field *field;
  double E, F[9], G[9], q[9], error = 0, size = 0;
  check_true(!molecule_field_create(&l.m, l.t.w, 0, 1, &field), "a field");
  const double *r = l.made.position;
  for (int i = 0; i < 3; i++) {
    vec3 v = so3_apply(R, (vec3){r[3 * i], r[3 * i + 1], r[3 * i + 2]});
    q[3 * i] = v.x, q[3 * i + 1] = v.y, q[3 * i + 2] = v.z;
  }
  molecule_field_pull(field, r, &E, F);
  molecule_field_pull(field, q, &E, G);
  for (int i = 0; i < 3; i++) {
    vec3 v = so3_apply(R, (vec3){F[3 * i], F[3 * i + 1], F[3 * i + 2]});
    error = larger(error, fabs(v.x - G[3 * i]));
    error = larger(error, fabs(v.y - G[3 * i + 1]));
    error = larger(error, fabs(v.z - G[3 * i + 2]));
    size = larger(size, fabs(v.x));
  }
  claim("direct-turns", error / size, REAL_IS_FLOAT ? 1e-5 : 1e-13);
  molecule_field_free(field);
  end_lesson(&l);
}

/* ---- [anchors] Anchors ---- */

/* Two H and one O: z = mean energy times (2, 1)/5. */
TEST(anchor_what_a_task_finds_in_its_frames)
{
  struct lesson_of l;
  begin_lesson(&l, false, 0);
  double mean = 0, squares = 0;
  for (size_t i = 0; i < FRAMES - 8; i++)
    mean += l.made.frame[i].energy / (FRAMES - 8);
  for (size_t k = 0; k < 9 * (FRAMES - 8); k++)
    squares += l.made.force[k] * l.made.force[k] / (9 * (FRAMES - 8));
  const struct potential *p = &l.m.potential;
  check_true(p->kinds == 2 && p->number[0] == 1 && p->number[1] == 8, "H, O");
  check_close(p->zero[0], 0.4 * mean, 1e-10, "a hydrogen");
  check_close(p->zero[1], 0.2 * mean, 1e-10, "an oxygen");
  check_close(p->scale, sqrt(squares), 1e-12, "the size of a force");
  check_true(l.m.task.items == FRAMES - 8, "the number of frames");
  end_lesson(&l);
}

TEST(anchor_networks_and_masses)
{
  struct molecule_plan plan = {2, 2, 16, 8, 16, 5, true};
  struct network *network;
  check_true(!molecule_network(&plan, 3, &network), "a network");
  check_true(network->stages == 3 && network->answers == 2 &&
                 network->in.dim == 3 && network->stage[0].out.dim == 16 * 9,
             "its stages and answers");
  network_free(network);
  check_close(molecule_mass(1), 1.008, 0, "hydrogen");
  check_close(molecule_mass(8), 15.999, 0, "oxygen");
  check_true(molecule_mass(0) == 0 && molecule_mass(19) == 0 &&
                 molecule_mass(-1) == 0,
             "others have no mass here");
}

/* ---- [edges] Edges ---- */
TEST(edge_frames_that_are_none)
{
  struct lesson_of l;
  begin_lesson(&l, false, 0);
  struct molecule other;
  struct molecule_errors errors;
  struct molecule_field *field;
  size_t far = FRAMES;
  const struct force_loss loss = {1, 1, 0};
  check_true(molecule_begin(l.network, &l.made.xyz, 0, l.made.all, &loss,
                            &other) == TFN_BAD_VALUE,
             "no frames");
  check_true(molecule_begin(l.network, &l.made.xyz, 1, &far, &loss, &other) ==
                 TFN_BAD_VALUE,
             "a frame behind the last");
  check_true(molecule_judge(&l.m, l.t.w, 1, &far, &errors) == TFN_BAD_VALUE,
             "the same to be judged");
  check_true(molecule_field_create(&l.m, l.t.w, far, 1, &field) ==
                     TFN_BAD_VALUE &&
                 !field,
             "the same to move");
  l.made.frame[2].has_forces = false;
  check_true(molecule_begin(l.network, &l.made.xyz, 3, l.made.all, &loss,
                            &other) == TFN_BAD_VALUE,
             "a frame without forces");
  l.made.frame[2].has_forces = true;
  l.made.number[69] = 6;
  check_true(molecule_judge(&l.m, l.t.w, 1, l.made.all + 23, &errors) ==
                 TFN_BAD_VALUE,
             "an element that was not taught");
  check_true(molecule_begin(l.network, &l.made.xyz, FRAMES, l.made.all, &loss,
                            &other) == TFN_BAD_SHAPE,
             "three elements for a network of two");
  check_true(molecule_begin(NULL, &l.made.xyz, 1, l.made.all, &loss, &other) ==
                 TFN_NULL,
             "no network");
  check_true(molecule_judge(NULL, l.t.w, 1, l.made.all, &errors) == TFN_NULL,
             "no task");
  check_true(molecule_field_pull(NULL, l.made.position, l.made.position,
                                 l.made.force) == TFN_NULL,
             "no field");
  end_lesson(&l);
}

TEST(edge_plans_that_are_none)
{
  struct molecule_plan plan = {7, 1, 4, 4, 4, 5, false};
  struct network *network;
  check_true(molecule_network(&plan, 2, &network) == TFN_BAD_VALUE && !network,
             "a degree of 7");
  plan.lmax = 1;
  check_true(molecule_network(&plan, 0, &network) == TFN_BAD_VALUE, "no kinds");
  check_true(molecule_network(&plan, POTENTIAL_KINDS + 1, &network) ==
                 TFN_BAD_VALUE,
             "too many kinds");
  check_true(molecule_network(NULL, 2, &network) == TFN_NULL, "no plan");
  molecule_free(NULL);
  molecule_field_free(NULL);
}

static const struct test tests[] = {
    CASE(law_both_ways_learn_forces_of_frames_not_taught),
    CASE(law_a_direct_network_learns_too),
    CASE(law_a_field_pulls_down_its_energy),
    CASE(law_a_field_says_what_was_judged),
    CASE(law_direct_forces_turn),
    CASE(anchor_what_a_task_finds_in_its_frames),
    CASE(anchor_networks_and_masses),
    CASE(edge_frames_that_are_none),
    CASE(edge_plans_that_are_none),
};

TEST_MAIN("12-physics/molecule", tests)

/* faults_later.c: what `make faults` calls of chapters 9 and up. */
#include "faults.h"

#include "attention.h"
#include "dual.h"
#include "dynamics.h"
#include "edge_net.h"
#include "egnn.h"
#include "equiformer.h"
#include "fast_so2.h"
#include "fast_so2_stage.h"
#include "frame_map.h"
#include "gaunt.h"
#include "inertia.h"
#include "ladder.h"
#include "linear.h"
#include "many_body.h"
#include "molecule.h"
#include "nbody_lesson.h"
#include "nbody_model.h"
#include "neighbours.h"
#include "painn.h"
#include "separable_norm.h"
#include "so2_stage.h"
#include "sphere_grid.h"
#include "xyz.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- [chapter9] Frames ---- */
static enum tfn_status in_frames(struct network *network)
{
  return so2_network(network, SO2_LMAX);
}

static int try_so2(void)
{
  return replaced(in_frames, NULL);
}

static int try_fast_so2(void)
{
  return replaced(in_frames, fast_so2_network);
}

static int try_so2_blocks(void)
{
  double blocks[3] = {SENTINEL, SENTINEL, SENTINEL};
  double back[3] = {SENTINEL, SENTINEL, SENTINEL};
  const double weights[3] = {1, 2, 3};
  struct layer_description is = {.mode = TP_FULL,
                                 .in = layout("2x0e + 2x1o"),
                                 .out = layout("2x0e + 2x1o"),
                                 .harmonics = layout("0e + 1o"),
                                 .gate = GATE_NORM,
                                 .basis = 4,
                                 .hidden = 8,
                                 .scale = 1};
  struct stage plain = {0}, stage = {0};
  int status = (int)layer_stage(&is, &plain);
  if (!status)
    status = (int)so2_stage(&plain, SO2_BLOCKS, 1, &stage);
  spoiled += status && stage.kind;
  stage_free(stage.kind ? &stage : &plain);
  if (!status)
    status = kept(3, blocks, (int)so2_from_paths(1, 1, weights, blocks));
  if (!status)
    status = kept(3, back, (int)so2_to_paths(1, 1, blocks, back));
  return status;
}

/* ---- [chapter10] Attention ---- */
static struct radial_basis basis_of(size_t count)
{
  return (struct radial_basis){RADIAL_GAUSSIAN, count, REAL(3.5), 6};
}

static int finish(struct network **network, int status)
{
  if (!status)
    status = (int)network_answer(*network, "4x0e", ANSWER_SUM);
  if (!status)
    status = passes(*network);
  network_free(*network);
  return status;
}

static int begin(struct network **network)
{
  const struct network_description d = {"2x0e", 1, true, basis_of(4)};
  *network = NULL;
  return (int)network_create(&d, network);
}

static int try_attention(void)
{
  struct network *network;
  int status = begin(&network);
  if (!status)
    status = (int)attention_add(network, "4x0e + 4x1o", GATE_SCALAR, 4, 2);
  if (!status)
    status = (int)attention_add_residual(network, GATE_NORM, 4, 2, 2);
  return finish(&network, status);
}

static int try_parts(void)
{
  const struct radial_net net = {2, 3, 4};
  struct sphere_grid grid;
  struct frame_map map;
  struct edge_net edges;
  int status = (int)sphere_grid_create(2, 1, SPHERE_BY_ORDER, 4, 4, &grid);
  spoiled += status && (grid.l || grid.to || grid.points);
  if (!status) {
    status = (int)frame_map_create(2, 1, 3, 4, 1, &map);
    spoiled += status && (map.mix || map.weights);
    sphere_grid_free(&grid);
    frame_map_free(&map);
  }
  if (!status) {
    status = (int)edge_net_create(&net, &edges);
    edge_net_free(&edges);
  }
  return status;
}

static int try_linear(void)
{
  const struct irreps in = layout("2x0e + 2x1o"), out = layout("3x0e + 2x1o");
  struct stage stage, whole = {0};
  int status = (int)linear_stage(&in, &out, true, &stage);
  spoiled += status && stage.kind;
  if (status)
    return status;
  stage_free(&stage);
  status = (int)linear_stage(&in, &in, true, &stage);
  if (!status)
    status = (int)separable_residual(&stage, &whole);
  spoiled += status && (stage.kind || whole.kind);
  stage_free(&whole);
  return status;
}

static int try_equiformer(void)
{
  const struct equiformer_description is = {.lmax = 1,
                                            .mmax = 1,
                                            .channels = 2,
                                            .hidden = 2,
                                            .heads = 2,
                                            .alpha = 2,
                                            .value = 2,
                                            .feed = 2,
                                            .basis = 4,
                                            .radial = 3,
                                            .factors = 2,
                                            .neighbours = 3};
  struct radial_basis basis = basis_of(4);
  struct network *network = NULL;
  int status = (int)equiformer_network(&is, "2x0e", 1, &basis, &network);
  spoiled += status && network;
  if (!status)
    status = (int)equiformer_add_block(&is, network);
  if (!status)
    status = (int)equiformer_add_head(&is, "4x0e", false, network);
  return finish(&network, status);
}

static int try_nbody_models(void)
{
  const struct nbody_model_size size = {.channels = 2,
                                        .lmax = 1,
                                        .depth = 1,
                                        .hidden = 2,
                                        .heads = 1,
                                        .basis = 3,
                                        .cutoff = 6};
  int status = 0;
  for (int kind = 1; kind <= NBODY_MODELS && !status; kind++) {
    struct network *network;
    status = (int)nbody_model((enum nbody_model_kind)kind, &size, &network);
    spoiled += status && network;
    network_free(network);
  }
  return status;
}

static int judge_lesson(const struct nbody_lesson *lesson,
                        const struct network *network)
{
  const struct trainer_plan plan = {
      .seed = 1, .batch = 1, .adam = adam_default()};
  struct trainer t = {0};
  double mse = SENTINEL, turned = SENTINEL;
  int status = (int)trainer_create(network, &lesson->task, &plan, &t);
  if (!status)
    status = (int)trainer_step(&t);
  if (!status)
    status = kept(1, &mse, (int)nbody_lesson_test(lesson, network, t.w, &mse));
  if (!status)
    status = kept(1, &turned,
                  (int)nbody_lesson_turned(lesson, network, t.w, 1, &turned));
  trainer_free(&t);
  return status;
}

static int try_nbody_lessons(void)
{
  struct nbody_recipe recipe = nbody_clean();
  struct nbody_model_size size = nbody_model_size();
  struct nbody_lesson lesson;
  struct network *network;
  recipe.before = recipe.ahead = 3;
  int status = (int)nbody_lesson_begin(&recipe, 1, 2, &lesson);
  spoiled += status && (lesson.from || lesson.want);
  if (status)
    return status;
  status = (int)nbody_model(NBODY_MODEL_LINEAR, &size, &network);
  if (!status)
    status = judge_lesson(&lesson, network);
  network_free(network);
  nbody_lesson_free(&lesson);
  return status;
}

/* ---- [chapter11] What networks can tell apart ---- */
static int freed(int status, struct stage *stage)
{
  spoiled += status && stage->kind;
  stage_free(stage);
  return status;
}

static int try_products_of_functions(void)
{
  const struct gaunt_description is = {.channels = 2, .in = 1, .out = 2};
  struct gaunt grid;
  struct stage stage = {0};
  int status = (int)gaunt_create(2, 1, &grid);
  spoiled += status && (grid.Y || grid.weight);
  gaunt_free(&grid);
  return status ? status : freed((int)gaunt_stage(&is, &stage), &stage);
}

static int try_many_body(void)
{
  const struct many_body_description is = {
      .in = layout("2x0e + 2x1o"), .out = layout("2x0e + 2x1o"), .order = 3};
  const int l[3] = {0, 1, 1};
  struct many_body_basis basis = {0};
  struct stage stage = {0};
  int status = (int)many_body_basis(3, l, 2, &basis);
  spoiled += status && (basis.first || basis.term);
  many_body_free(&basis);
  return status ? status : freed((int)many_body_stage(&is, &stage), &stage);
}

static int try_points_that_move(void)
{
  const struct egnn_description egnn = {.in = 2, .out = 3, .hidden = 2};
  const struct painn_description painn = {
      .channels = 2, .basis = 4, .vectors = true, .scale = 1};
  struct stage stage = {0};
  int status = freed((int)egnn_stage(&egnn, &stage), &stage);
  return status ? status : freed((int)painn_stage(&painn, &stage), &stage);
}

static int try_ladder(void)
{
  struct ladder_recipe is = {
      .layers = 2, .lmax = 1, .order = 2, .cutoff = REAL(1.5)};
  int status = 0;
  for (int kind = 0; kind <= LADDER_PLAIN && !status; kind++) {
    struct network *network;
    is.kind = (enum ladder_kind)kind;
    status = (int)ladder_network(&is, &network);
    spoiled += status && network;
    network_free(network);
  }
  return status;
}

static int try_rungs(void)
{
  const struct ladder_rung rung = {
      .pair = LADDER_RING,
      .size = 2,
      .recipe = {.kind = LADDER_DISTANCES, .layers = 1, .cutoff = REAL(1.5)}};
  double gap = SENTINEL, sure = SENTINEL;
  size_t steps = SENTINEL;
  int status = kept(1, &gap, (int)ladder_run(&rung, &gap));
  if (status)
    return status;
  status = kept(1, &sure, (int)ladder_train(&rung, 1, 1, &steps, &sure));
  spoiled += status && steps != SENTINEL;
  return status;
}

/* ---- [chapter12] Crystals and files ---- */
static int try_crystals(void)
{
  const struct neighbours_cell cell = {{{3, 0, 0}, {0, 3, 0}, {0, 0, 3}},
                                       {true, true, true}};
  struct neighbours *list = NULL;
  real moved[12];
  bool renewed = true;
  int status = (int)neighbours_create(&cell, 4, four_places, 2, 1, 1,
                                      HARMONICS_COMPONENT, &list);
  spoiled += status && list;
  for (size_t k = 0; k < 12; k++)
    moved[k] = four_places[k] + (k % 2 ? 1 : 0);
  if (!status) {
    const struct graph *before = list->graph;
    status = (int)neighbours_update(list, moved, &renewed);
    spoiled += status && (renewed || list->graph != before);
  }
  neighbours_free(list);
  return status;
}

static const char atoms[] = "2\nenergy=-1 Properties=species:S:1:pos:R:3:"
                            "forces:R:3\nC 0 0 0 .1 0 0\nO 1.25 0 0 -.1 0 0\n"
                            "1\nenergy=-.5 Properties=species:S:1:pos:R:3:"
                            "forces:R:3\nC 0 0 0 0 0 0\n";

static int try_texts_of_atoms(void)
{
  struct xyz xyz = {0};
  char *again = NULL;
  size_t n = 0;
  int status = (int)xyz_parse(atoms, strlen(atoms), NULL, &xyz, NULL);
  spoiled += status && (xyz.frames || xyz.frame || xyz.force);
  if (!status)
    status = (int)xyz_print(&xyz, &again, &n);
  spoiled += status && (again || n);
  free(again);
  xyz_free(&xyz);
  return status;
}

static int try_files_of_atoms(void)
{
  struct xyz xyz = {0}, read = {0};
  int status = (int)xyz_parse(atoms, strlen(atoms), NULL, &xyz, NULL);
  if (!status)
    status = (int)xyz_write(scratch_path, &xyz);
  if (!status)
    status = (int)xyz_read(scratch_path, NULL, &read, NULL);
  spoiled += status && (read.frames || read.frame || read.force);
  xyz_free(&read);
  xyz_free(&xyz);
  return status;
}

/* ---- [forces] Energies, forces and motion ---- */
static enum tfn_status no_force(void *context, const double *r, double *energy,
                                double *force)
{
  (void)context, (void)r;
  *energy = 0;
  memset(force, 0, 6 * sizeof *force);
  return TFN_OK;
}

static int try_motion(void)
{
  const double mass[2] = {1, 2}, r[6] = {0, 0, 0, 1, 0, 0};
  struct dynamics d = {0};
  int status = (int)dynamics_create(2, mass, r, no_force, NULL, &d);
  spoiled += status && (d.r || d.v || d.mass || d.force);
  if (!status)
    status = (int)dynamics_step(&d, 1);
  dynamics_free(&d);
  return status;
}

static int one_step(const struct network *network, const struct task *task)
{
  const struct trainer_plan plan = {
      .seed = 1, .batch = 2, .adam = adam_default()};
  struct trainer t = {0};
  int status = (int)trainer_create(network, task, &plan, &t);
  if (!status)
    status = (int)trainer_step(&t);
  trainer_free(&t);
  return status;
}

static int try_inertia(void)
{
  struct inertia t;
  struct network *network = NULL;
  const real r[2] = {REAL(0.5), 1};
  int status = (int)inertia_begin(2, 3, 1, &t);
  spoiled += status && (t.r || t.mass || t.want);
  if (!status)
    status = (int)inertia_network(&network);
  spoiled += status && network;
  mark(4);
  if (!status)
    status = kept_reals(4, reals,
                        (int)inertia_radial(network, reals + 10, 2, r, reals));
  if (!status)
    status = one_step(network, &t.task);
  network_free(network);
  inertia_free(&t);
  return status;
}

/* The field of a molecule pulls twice: the second time its list is too old.
 * What found no memory then may be asked for again. */
static int pull_twice(const struct molecule *m, const real *w)
{
  const double far[6] = {0, 0, 0, 2.5, 0, 0};
  struct molecule_field *field;
  double energy, force[6], again[7];
  int status = (int)molecule_field_create(m, w, 0, REAL(0.2), &field);
  spoiled += status && field;
  if (!status)
    status = (int)molecule_field_pull(field, m->data->position, &energy, force);
  energy = force[0] = SENTINEL;
  if (!status)
    status =
        kept(1, &energy, (int)molecule_field_pull(field, far, &energy, force));
  if (status && field)
    spoiled += molecule_field_pull(field, far, again, again + 1) != TFN_OK;
  spoiled += status && energy == SENTINEL && force[0] != SENTINEL;
  molecule_field_free(field);
  return status;
}

static int teach(struct molecule *m, const struct network *network)
{
  const struct trainer_plan plan = {
      .seed = 1, .batch = 2, .adam = adam_default()};
  const size_t frames[20] = {0, 1}; /* more than are judged together */
  struct molecule_errors errors = {.energy = SENTINEL};
  struct trainer t = {0};
  int status = (int)trainer_create(network, &m->task, &plan, &t);
  if (!status)
    status = (int)trainer_step(&t);
  if (!status)
    status = kept(1, &errors.energy,
                  (int)molecule_judge(m, t.w, 20, frames, &errors));
  if (!status)
    status = pull_twice(m, t.w);
  trainer_free(&t);
  return status;
}

static int learn_molecules(const struct xyz *data, bool direct, real step)
{
  const struct molecule_plan plan = {.lmax = 1,
                                     .layers = 1,
                                     .channels = 2,
                                     .basis = 3,
                                     .hidden = 2,
                                     .cutoff = 3,
                                     .direct = direct};
  const struct force_loss loss = {1, 1, step};
  const size_t frames[2] = {0, 1};
  struct network *network = NULL;
  struct molecule m = {0};
  int status = (int)molecule_network(&plan, 2, &network);
  spoiled += status && network;
  if (!status)
    status = (int)molecule_begin(network, data, 2, frames, &loss, &m);
  spoiled += status && m.frame;
  if (!status)
    status = teach(&m, network);
  molecule_free(&m);
  network_free(network);
  return status;
}

static int with_molecules(bool direct, real step)
{
  struct xyz xyz = {0};
  int status = (int)xyz_parse(atoms, strlen(atoms), NULL, &xyz, NULL);
  if (!status)
    status = learn_molecules(&xyz, direct, step);
  xyz_free(&xyz);
  return status;
}

static int try_molecules(void)
{
  return with_molecules(false, REAL(0.01));
}

static int try_molecules_by_dual_numbers(void)
{
  return with_molecules(false, 0);
}

static int try_molecules_with_forces_of_their_own(void)
{
  return with_molecules(true, 0);
}

/* ---- [table] By name ---- */
const struct call later_calls[] = {
    {"networks in frames", try_so2},
    {"fast networks in frames", try_fast_so2},
    {"blocks of frames", try_so2_blocks},
    {"attention", try_attention},
    {"grids, maps and radial networks", try_parts},
    {"linear stages", try_linear},
    {"equiformer", try_equiformer},
    {"models of bodies", try_nbody_models},
    {"lessons of bodies", try_nbody_lessons},
    {"products of functions", try_products_of_functions},
    {"products of many", try_many_body},
    {"points that move", try_points_that_move},
    {"ladder", try_ladder},
    {"rungs", try_rungs},
    {"crystals", try_crystals},
    {"texts of atoms", try_texts_of_atoms},
    {"files of atoms", try_files_of_atoms},
    {"motion", try_motion},
    {"inertia", try_inertia},
    {"molecules", try_molecules},
    {"molecules by dual numbers", try_molecules_by_dual_numbers},
    {"molecules with forces of their own",
     try_molecules_with_forces_of_their_own},
    {NULL, NULL}};

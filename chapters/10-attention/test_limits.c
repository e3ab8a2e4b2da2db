/* test_limits.c: what the modules of this chapter refuse, what they leave as it
 * was, and gradients that nobody asked for. */
#include "test_rig.h"
#include "attention.h"
#include "equiformer.h"
#include "frame_map.h"
#include "linear.h"
#include "nbody_lesson.h"
#include "nbody_model.h"
#include "separable_norm.h"

#include <stdint.h>

enum { BASIS = 4 };

/* ---- [plan] Small networks ---- */
static struct equiformer_description small(void)
{
  return (struct equiformer_description){.lmax = 1,
                                         .mmax = 1,
                                         .channels = 2,
                                         .hidden = 3,
                                         .heads = 2,
                                         .alpha = 2,
                                         .value = 2,
                                         .feed = 3,
                                         .basis = BASIS,
                                         .radial = 3,
                                         .factors = 3,
                                         .neighbours = 4};
}

static struct network *network_of(const char *in, bool parity)
{
  struct network *network = NULL;
  struct network_description is = {.in = in,
                                   .lmax = 1,
                                   .parity = parity,
                                   .basis = {RADIAL_GAUSSIAN, BASIS, 9, 5}};
  check_true(!network_create(&is, &network), "a network of %s", in);
  return network;
}

/* ---- [wanted] Gradients that nobody asked for ---- */
enum first { EMBEDDING, BLOCK, FEED, ATTEND, LINEAR, PLAIN, FIRSTS };

/* Networks that begin with each kind of stage. */
static struct network *first_stage(enum first first)
{
  struct equiformer_description is = small();
  struct irreps in = layout("2x0e + 2x1e");
  struct stage stage;
  struct network *network = network_of("2x0e + 2x1e", false);
  enum tfn_status status = TFN_OK;
  if (first == EMBEDDING)
    status = equiformer_embedding(&is, &in, &stage);
  if (first == LINEAR)
    status = linear_stage(&in, &in, true, &stage);
  if (first == EMBEDDING || first == LINEAR)
    status = status ? status : network_add(network, &stage);
  if (first == BLOCK)
    status = equiformer_add_block(&is, network);
  if (first == FEED || first == ATTEND)
    status = equiformer_add_head(&is, "2x0e + 2x1e", first == ATTEND, network);
  if (first == PLAIN)
    status = attention_add(network, "2x0e + 2x1e", GATE_NORM, 3, 1);
  check_true(!status, "stage %d: %s", (int)first, tfn_message(status));
  check_true(!network_answer(network, NULL, ANSWER_NODES), "its answer");
  return network;
}

static struct rig rig_of(enum first first)
{
  struct random g = random_seed(300);
  size_t n = 4;
  struct network *network = first_stage(first);
  struct graph *graph;
  real *p = cloud(&g, n);
  check_true(!network_graph(network, 1, &n, p, &graph), "a graph");
  return rig_begin(network, graph, n, p, normals(&g, n * 8), 301);
}

/* The way back for some of the three gradients, as bits: weights, features,
 * points.  What is asked for is what it is when all are. */
static void only(struct rig *t, int wanted)
{
  real *dw = wanted & 1 ? numbers(t->weights) : NULL;
  real *dx = wanted & 2 ? numbers(t->n * t->in) : NULL;
  real *dp = wanted & 4 ? numbers(3 * t->n) : NULL;
  rig_forward(t); /* a way back uses up what it remembers */
  memcpy(t->pass->danswer[0], t->c, t->out * sizeof *t->c);
  check_true(!network_backward(t->network, t->w, t->pass, dw, dx, dp),
             "gradients %d", wanted);
  if (dw)
    check_residual(difference(t->weights, dw, t->dw), 0, "dw of %d, %s", wanted,
                   t->network->stage[0].kind->name);
  if (dx)
    check_residual(difference(t->n * t->in, dx, t->dx), 0, "dx of %d", wanted);
  if (dp)
    check_residual(difference(3 * t->n, dp, t->dpoints), 0, "points, %d",
                   wanted);
  free(dw), free(dx), free(dp);
}

TEST(law_each_gradient_alone_is_the_same)
{
  for (int first = 0; first < FIRSTS; first++) {
    struct rig t = rig_of((enum first)first);
    rig_forward(&t);
    rig_backward(&t);
    check_true(largest(t.weights, t.dw) > 1e-3, "not silent");
    for (int wanted = 0; wanted < 8; wanted++)
      only(&t, wanted);
    rig_end(&t);
  }
}

/* ---- [large] Sizes that no memory has ---- */
static size_t need_of(struct stage *stage, size_t nodes, size_t edges)
{
  struct graph graph = {.nodes = nodes, .edges = edges, .harmonics = 100};
  struct geometry geometry = {.graph = &graph, .basis.count = BASIS};
  size_t need = 0;
  enum tfn_status status = stage_workspace(stage, &geometry, &need);
  check_true(status == TFN_OK || status == TFN_TOO_LARGE, "%s",
             tfn_message(status));
  stage_free(stage);
  return status ? 0 : need;
}

static struct stage plain_attention(size_t heads)
{
  struct attention_description is = {.layer = {.mode = TP_DEPTHWISE,
                                               .in = layout("4x0e + 4x1o"),
                                               .out = layout("1x0e"),
                                               .gate = GATE_NONE,
                                               .basis = BASIS,
                                               .hidden = 2},
                                     .heads = heads};
  struct stage stage;
  irreps_harmonics(1, &is.layer.harmonics);
  check_true(!attention_stage(&is, &stage), "attention");
  return stage;
}

TEST(edge_graphs_beyond_all_memory)
{
  const size_t many = SIZE_MAX / sizeof(real) / 4;
  struct equiformer_description is = small();
  struct irreps in = layout("2x0e + 2x1e");
  struct stage stage = plain_attention(2), inner;
  check_true(need_of(&stage, 0, 3) > 0, "few edges");
  stage = plain_attention(2);
  check_true(!need_of(&stage, 0, many), "attention");
  check_true(!equiformer_embedding(&is, &in, &stage) &&
                 !need_of(&stage, 0, many),
             "the embedding");
  check_true(!equiformer_attention(&is, &in, &stage) &&
                 !need_of(&stage, 0, many),
             "attention in frames");
  check_true(!linear_stage(&in, &in, true, &inner) &&
                 !separable_residual(&inner, &stage) &&
                 !need_of(&stage, many, 0),
             "a way past a stage");
}

/* Of one product the weights of the radial network are just not too many; its
 * keys have more paths than its values, and they are. */
TEST(edge_sizes_of_radial_networks)
{
  const struct radial_net wide = {1, SIZE_MAX / 4, 1};
  const size_t root = (size_t)1 << (sizeof(size_t) * 4);
  const struct radial_net second = {1, root, root}, third = {1, 1, SIZE_MAX};
  const struct radial_net first = {SIZE_MAX, 1, 1};
  struct edge_net net;
  struct frame_map map;
  check_true(edge_net_create(&wide, &net) == TFN_TOO_LARGE && !net.first.path,
             "numbers between");
  check_true(edge_net_create(&first, &net) == TFN_TOO_LARGE && !net.first.path,
             "numbers in");
  check_true(edge_net_create(&third, &net) == TFN_TOO_LARGE && !net.first.path,
             "numbers out");
  check_true(edge_net_create(&second, &net) == TFN_TOO_LARGE &&
                 !net.first.path && !net.second.path,
             "weights");
  for (int k = 0; k < 3; k++) {
    struct radial_net none = {k != 0, k != 1, k != 2};
    check_true(edge_net_create(&none, &net) == TFN_BAD_SHAPE, "number %d", k);
  }
  check_true(frame_map_create(2, 2, 1, SIZE_MAX, 0, &map) == TFN_TOO_LARGE &&
                 !map.mix,
             "channels out");
  check_true(!frame_map_create(2, 2, 3, 4, 0, &map) &&
                 frame_map_work(&map, 2) < SIZE_MAX &&
                 frame_map_work(&map, SIZE_MAX / 64) == SIZE_MAX,
             "scratch memory of too many edges");
  frame_map_free(&map);
  struct attention_description is = {.layer = {.mode = TP_DEPTHWISE,
                                               .in = layout("4x0e + 4x1o"),
                                               .out = layout("1x0e"),
                                               .gate = GATE_NONE,
                                               .basis = 1,
                                               .scale = 1},
                                     .heads = 1};
  struct attention a;
  irreps_harmonics(1, &is.layer.harmonics);
  struct layer layer;
  is.layer.hidden = 2;
  check_true(!layer_create(&is.layer, &layer), "a layer");
  size_t values = layer.radial.inputs + layer.radial.outputs;
  layer_free(&layer);
  is.layer.hidden = SIZE_MAX / 32 / values - 1;
  check_true(!layer_create(&is.layer, &layer), "large, but allowed");
  layer_free(&layer);
  check_true(attention_create(&is, &a) == TFN_TOO_LARGE && !a.query.path,
             "more keys than values");
  is.layer.hidden = SIZE_MAX / 2;
  check_true(attention_create(&is, &a) == TFN_TOO_LARGE, "no layer");
}

TEST(edge_sizes_of_equiformers)
{
  const size_t most = (size_t)1 << 20;
  struct equiformer_description is = small();
  struct irreps in = layout("2x0e + 2x1e");
  struct stage stage;
  is.heads = most, is.value = 2;
  check_true(equiformer_check(&is) == TFN_TOO_LARGE, "values of all heads");
  is = small();
  is.heads = most, is.value = 1;
  check_true(equiformer_check(&is) == TFN_TOO_LARGE, "logits of all heads");
  is = small();
  is.channels = most;
  check_true(!equiformer_check(&is), "a million channels");
  check_true(equiformer_attention(&is, &in, &stage) == TFN_TOO_LARGE &&
                 !stage.kind,
             "but not of both ends");
  is = small();
  const real bad[2] = {(real)INFINITY, (real)NAN};
  for (int k = 0; k < 2; k++) {
    is = small(), is.neighbours = bad[k];
    check_true(equiformer_check(&is) == TFN_BAD_VALUE, "neighbours");
    is = small(), is.square = bad[k];
    check_true(equiformer_check(&is) == TFN_BAD_VALUE, "square");
    is = small(), is.roll_rad = bad[k];
    check_true(equiformer_check(&is) == TFN_BAD_VALUE, "roll");
  }
}

/* ---- [null] Every argument that may not be NULL ---- */
static bool refuses(size_t count, enum tfn_status (*call)(real *const *p))
{
  static real some[6][64];
  bool all = true;
  for (size_t k = 0; k <= count; k++) { /* the last time nothing is NULL */
    real *p[6];
    for (size_t i = 0; i < 6; i++)
      p[i] = i == k ? NULL : some[i];
    all = all && call(p) == (k < count ? TFN_NULL : TFN_OK);
  }
  return all;
}

static struct sphere_grid grid;
static real twice(real x, real *derivative)
{
  *derivative = 2;
  return 2 * x;
}

static enum tfn_status to(real *const *p)
{
  return sphere_grid_to(&grid, 1, 2, p[0], p[1]);
}

static enum tfn_status to_back(real *const *p)
{
  return sphere_grid_to_backward(&grid, 1, 2, p[0], p[1]);
}

static enum tfn_status from(real *const *p)
{
  return sphere_grid_from(&grid, 1, 2, p[0], p[1]);
}

static enum tfn_status from_back(real *const *p)
{
  return sphere_grid_from_backward(&grid, 1, 2, p[0], p[1]);
}

static enum tfn_status act(real *const *p)
{
  return s2_forward(&grid, twice, 1, 2, p[0], p[1], p[2]);
}

static enum tfn_status act_back(real *const *p)
{
  return s2_backward(&grid, twice, 1, 2, p[0], p[1], p[2], p[3]);
}

static enum tfn_status apart(real *const *p)
{
  return s2_separable_forward(&grid, 1, 2, p[0], p[1], p[2], p[3]);
}

static enum tfn_status apart_back(real *const *p)
{
  return s2_separable_backward(&grid, 1, 2, p[0], p[1], p[2], p[3], p[4], p[5]);
}

TEST(edge_grids_without_arrays)
{
  check_true(!sphere_grid_create(1, 1, SPHERE_BY_DEGREE, 2, 3, &grid),
             "a grid");
  check_true(refuses(2, to) && refuses(2, to_back), "to");
  check_true(refuses(2, from) && refuses(2, from_back), "from");
  check_true(refuses(3, act) && refuses(4, act_back), "a function");
  check_true(refuses(4, apart) && refuses(6, apart_back), "scalars apart");
  check_true(
      sphere_grid_to_backward(NULL, 0, 0, NULL, NULL) == TFN_NULL &&
          sphere_grid_from(NULL, 0, 0, NULL, NULL) == TFN_NULL &&
          sphere_grid_from_backward(NULL, 0, 0, NULL, NULL) == TFN_NULL &&
          s2_backward(NULL, twice, 0, 0, NULL, NULL, NULL, NULL) == TFN_NULL &&
          s2_backward(&grid, NULL, 0, 0, NULL, NULL, NULL, NULL) == TFN_NULL &&
          s2_separable_forward(NULL, 0, 0, NULL, NULL, NULL, NULL) ==
              TFN_NULL &&
          s2_separable_backward(NULL, 0, 0, NULL, NULL, NULL, NULL, NULL,
                                NULL) == TFN_NULL,
      "no grid");
  for (size_t n = 0; n < 2; n++) /* no nodes, or no channels */
    check_true(
        !sphere_grid_to(&grid, n, !n, NULL, NULL) &&
            !sphere_grid_to_backward(&grid, n, !n, NULL, NULL) &&
            !sphere_grid_from(&grid, n, !n, NULL, NULL) &&
            !sphere_grid_from_backward(&grid, n, !n, NULL, NULL) &&
            !s2_forward(&grid, twice, n, !n, NULL, NULL, NULL) &&
            !s2_backward(&grid, twice, n, !n, NULL, NULL, NULL, NULL) &&
            !s2_separable_forward(&grid, n, !n, NULL, NULL, NULL, NULL) &&
            !s2_separable_backward(&grid, n, !n, NULL, NULL, NULL, NULL, NULL,
                                   NULL),
        "nothing to do");
  check_true(s2_work(&grid, 2) == 24 && s2_work(&grid, SIZE_MAX) == SIZE_MAX &&
                 s2_work(&grid, SIZE_MAX / 2 / grid.points + 2) == SIZE_MAX,
             "scratch memory that does not wrap around");
  sphere_grid_free(&grid);
}

TEST(edge_grids_of_too_many_latitudes)
{
  struct sphere_grid fine;
  check_true(sphere_grid_create(1, 1, SPHERE_BY_DEGREE, SPHERE_GAUSS_MAX + 1, 3,
                                &fine) == TFN_BAD_VALUE &&
                 !fine.to &&
                 sphere_grid_create(-1, 0, SPHERE_BY_DEGREE, 2, 3, &fine) ==
                     TFN_BAD_VALUE,
             "latitudes, degrees");
}

static enum tfn_status norm(real *const *p)
{
  struct irreps irreps = layout("2x0e + 1x1o");
  return separable_norm_forward(&irreps, 1, 1, p[0], p[1], p[2]);
}

static enum tfn_status norm_back(real *const *p)
{
  struct irreps irreps = layout("2x0e + 1x1o");
  return separable_norm_backward(&irreps, 1, 1, p[0], p[1], p[2], NULL, NULL);
}

static enum tfn_status softmax_back(real *const *p)
{
  return softmax_backward(SOFTMAX_BOTH, 2, 1, p[0], p[1], p[2], p[3], NULL);
}

TEST(edge_norms_and_shares_without_arrays)
{
  struct irreps nothing = {0}, irreps = layout("2x0e + 1x1o");
  struct stage stage = {.weights = 7}, inner;
  real one[2] = {1, 1}, da[2] = {0};
  check_true(refuses(3, norm) && refuses(3, norm_back), "norms");
  check_true(refuses(4, softmax_back), "shares");
  check_true(!softmax_backward(SOFTMAX_PLAIN, 2, 1, NULL, one, one, da, one) &&
                 one[0] == 1,
             "a plain softmax leaves du alone");
  check_true(
      !separable_norm_forward(&nothing, 1, 3, NULL, NULL, NULL) &&
          !separable_norm_backward(&nothing, 1, 3, NULL, NULL, NULL, NULL,
                                   NULL) &&
          separable_norm_backward(NULL, 1, 0, NULL, NULL, NULL, NULL, NULL) ==
              TFN_NULL &&
          !separable_norm_backward(&irreps, 1, 0, NULL, NULL, NULL, NULL, NULL),
      "nothing to do");
  check_true(separable_norm_stage(NULL, &stage) == TFN_NULL && !stage.weights,
             "refused, and empty");
  stage.weights = 7;
  check_true(layer_norm_stage(NULL, &stage) == TFN_NULL && !stage.weights,
             "also that of chapter 6");
  check_true(!separable_norm_stage(&irreps, &inner), "a norm");
  inner.weights = SIZE_MAX / 16;
  check_true(separable_residual(&inner, &stage) == TFN_TOO_LARGE &&
                 !inner.kind && !stage.kind,
             "too many weights");
  struct irreps alone = layout("1x0e + 2x1o");
  check_true(!linear_stage(&alone, &alone, false, &inner) &&
                 separable_residual(&inner, &stage) == TFN_BAD_SHAPE &&
                 !inner.kind,
             "a single scalar is its own mean");
}

TEST(edge_stages_without_arguments)
{
  struct equiformer_description is = small(), bad = small();
  struct irreps in = layout("2x0e + 2x1e"), broken = in, vectors;
  struct radial_basis basis = {RADIAL_GAUSSIAN, BASIS, 9, 5};
  struct network *network = network_of("2x0e + 2x1e", false);
  struct stage stage, plain = plain_attention(1);
  vectors = layout("2x1e");
  broken.dim = 3;
  bad.lmax = 0;
  check_true(equiformer_embedding(&is, &in, NULL) == TFN_NULL &&
                 equiformer_feed(&is, &in, NULL) == TFN_NULL &&
                 equiformer_attention(&is, &in, NULL) == TFN_NULL,
             "no stage");
  check_true(equiformer_embedding(&is, &broken, &stage) == TFN_BAD_SHAPE &&
                 equiformer_embedding(&is, &vectors, &stage) == TFN_NO_PATH,
             "layouts");
  check_true(equiformer_add_block(&bad, network) == TFN_BAD_VALUE &&
                 equiformer_add_head(&is, NULL, true, network) == TFN_NULL &&
                 equiformer_add_head(&bad, "1x0e", true, network) ==
                     TFN_BAD_VALUE,
             "blocks and heads");
  network_free(network);
  network = NULL;
  check_true(equiformer_network(&is, "1x0e", 1, NULL, &network) == TFN_NULL &&
                 equiformer_network(&is, "1x0e", 1, &basis, NULL) == TFN_NULL,
             "networks");
  struct stage_pass pass = {0};
  struct stage other = {0};
  check_true(!attention_alpha(&plain, NULL) && !attention_alpha(&plain, &pass),
             "no memory, no alpha");
  check_true(!attention_alpha(&other, &pass) && !attention_of(&other),
             "another stage");
  stage_free(&plain);
}

TEST(edge_attention_for_another_graph)
{
  struct graph graph = {.harmonics = 4};
  struct geometry geometry = {.graph = &graph, .basis.count = BASIS + 1};
  struct stage stage = plain_attention(1);
  size_t need = 7;
  check_true(stage_workspace(&stage, &geometry, &need) == TFN_BAD_SHAPE,
             "another basis");
  geometry.basis.count = BASIS;
  check_true(!stage_workspace(&stage, &geometry, &need), "its own");
  graph.harmonics = 1;
  check_true(stage_workspace(&stage, &geometry, &need) == TFN_BAD_SHAPE,
             "too few harmonics");
  stage_free(&stage);
}

/* ---- [nbody] Bodies, models and lessons ---- */
TEST(edge_samples_in_parts)
{
  struct nbody_recipe recipe = nbody_common();
  struct nbody from, to, from_alone, to_alone;
  size_t clipped = 99, run = 5, alone = 0;
  recipe.before = recipe.ahead = 20;
  recipe.law.most = 1e-3;
  check_true(!nbody_sample(&recipe, 3, &from, &to, &clipped) && clipped > 40,
             "%zu forces were clipped", clipped);
  check_true(!nbody_sample(&recipe, 3, NULL, &to_alone, NULL) &&
                 !nbody_sample(&recipe, 3, &from_alone, NULL, NULL) &&
                 !memcmp(&to, &to_alone, sizeof to) &&
                 !memcmp(&from, &from_alone, sizeof from),
             "each alone");
  check_true(!nbody_run(&recipe, 20, &from_alone, &alone) &&
                 !nbody_run(&recipe, 20, &from, &run) && run == alone + 5,
             "%zu are added to 5: %zu", alone, run);
  recipe.law.softening = (double)INFINITY;
  check_true(nbody_sample(&recipe, 3, NULL, NULL, &clipped) == TFN_BAD_VALUE,
             "a softening without end");
}

static void refused(enum nbody_model_kind kind, struct nbody_model_size size,
                    const char *what)
{
  struct network *network = NULL;
  enum tfn_status status = nbody_model(kind, &size, &network);
  check_true(status && !network, "%s of model %d: %s", what, (int)kind,
             tfn_message(status));
}

TEST(edge_sizes_of_models)
{
  const struct nbody_model_size good = {.channels = 4,
                                        .lmax = 1,
                                        .depth = 3,
                                        .hidden = 2,
                                        .heads = 2,
                                        .basis = 3,
                                        .cutoff = 6};
  struct nbody_model_size size;
  struct network *network;
  for (int k = 1; k <= NBODY_MODELS; k++) {
    enum nbody_model_kind kind = (enum nbody_model_kind)k;
    check_true(!nbody_model(kind, &good, &network), "model %d", k);
    network_free(network);
    size = good, size.lmax = 0, refused(kind, size, "degree 0");
    size = good, size.lmax = 1000, refused(kind, size, "degree 1000");
    size = good, size.cutoff = 0, refused(kind, size, "no reach");
    size = good, size.cutoff = (real)NAN, refused(kind, size, "no number");
    size = good, size.basis = 0, refused(kind, size, "no basis");
    if (kind == NBODY_MODEL_LINEAR)
      continue;
    size = good, size.hidden = 0, refused(kind, size, "no radial network");
    size = good, size.channels = SIZE_MAX / 2;
    refused(kind, size, "channels");
    size.channels = SIZE_MAX / 64;
    refused(kind, size, "channels of vectors");
  }
  size = good, size.heads = 0;
  refused(NBODY_MODEL_EQUIFORMER, size, "no heads");
  refused(NBODY_MODEL_ATTENTION, size, "no heads");
  size = good, size.heads = 3;
  refused(NBODY_MODEL_EQUIFORMER, size, "heads that do not divide");
}

static const size_t EXAMPLES = 51; /* more than are answered at a time */

static void begin_lesson(struct nbody_lesson *lesson)
{
  struct nbody_recipe recipe = nbody_clean();
  recipe.before = 2, recipe.ahead = 40;
  check_true(!nbody_lesson_begin(&recipe, 5, EXAMPLES, lesson), "a lesson");
}

/* Scalars for every node instead of a vector, or one for all. */
TEST(edge_lessons_for_other_networks)
{
  struct nbody_lesson lesson;
  begin_lesson(&lesson);
  const char *answer[4] = {NULL, "3x0e", "1x1o", "2x1o"};
  for (int k = 0; k < 4; k++) {
    struct network *network = network_of(NBODY_IN, true);
    struct irreps in = network->in, out = layout("3x0e + 2x1o");
    struct stage stage;
    struct trainer t;
    const struct trainer_plan plan = {.seed = 1, .adam = adam_default()};
    real w[30] = {0};
    double mse = 9, turned = 9;
    if (k == 2)
      out = layout("1x1o");
    if (k == 3)
      out = layout("2x1o");
    check_true(!linear_stage(&in, &out, false, &stage) &&
                   !network_add(network, &stage),
               "a stage");
    if (k)
      check_true(!network_answer(network, answer[k],
                                 k == 2 ? ANSWER_MEAN : ANSWER_NODES),
                 "an answer");
    check_true(nbody_lesson_test(&lesson, network, w, &mse) == TFN_BAD_SHAPE &&
                   mse == 9,
               "network %d", k);
    check_true(nbody_lesson_turned(&lesson, network, w, 1, &turned) ==
                       TFN_BAD_SHAPE &&
                   turned == 9,
               "turned, network %d", k);
    if (k) {
      check_true(trainer_create(network, &lesson.task, &plan, &t) ||
                     trainer_step(&t) == TFN_BAD_SHAPE,
                 "not taught, network %d", k);
      trainer_free(&t);
    }
    network_free(network);
  }
  nbody_lesson_free(&lesson);
}

TEST(edge_lessons_without_arguments)
{
  struct nbody_lesson lesson, none = {0};
  struct network *network;
  struct nbody_model_size size = nbody_model_size();
  real w[1] = {REAL(0.5)};
  double x = 9;
  begin_lesson(&lesson);
  check_true(!nbody_model(NBODY_MODEL_LINEAR, &size, &network), "a network");
  const struct {
    const struct nbody_lesson *lesson;
    const struct network *network;
    const real *w;
    double *x;
  } call[5] = {{NULL, network, w, &x},
               {&none, network, w, &x},
               {&lesson, NULL, w, &x},
               {&lesson, network, NULL, &x},
               {&lesson, network, w, NULL}};
  for (int k = 0; k < 5; k++)
    check_true(nbody_lesson_test(call[k].lesson, call[k].network, call[k].w,
                                 call[k].x) == TFN_NULL &&
                   nbody_lesson_turned(call[k].lesson, call[k].network,
                                       call[k].w, 1, call[k].x) == TFN_NULL,
               "argument %d", k);
  check_true(!nbody_lesson_test(&lesson, network, w, &x) && x < 9,
             "more examples than at a time");
  check_true(!nbody_lesson_turned(&lesson, network, w, 1, &x) &&
                 x <= 1000 * (double)REAL_EPS,
             "it turns: %g", x);
  w[0] = (real)NAN; /* an answer that is no number has no symmetry */
  check_true(!nbody_lesson_turned(&lesson, network, w, 1, &x) && isnan(x),
             "NaN: %g", x);
  network_free(network);
  nbody_lesson_free(&lesson);
}

/* ---- [main] The suite ---- */
static const struct test tests[] = {
    CASE(law_each_gradient_alone_is_the_same),
    CASE(edge_graphs_beyond_all_memory),
    CASE(edge_sizes_of_radial_networks),
    CASE(edge_sizes_of_equiformers),
    CASE(edge_grids_without_arrays),
    CASE(edge_grids_of_too_many_latitudes),
    CASE(edge_norms_and_shares_without_arrays),
    CASE(edge_stages_without_arguments),
    CASE(edge_attention_for_another_graph),
    CASE(edge_samples_in_parts),
    CASE(edge_sizes_of_models),
    CASE(edge_lessons_for_other_networks),
    CASE(edge_lessons_without_arguments),
};
TEST_MAIN("10-attention/limits", tests)

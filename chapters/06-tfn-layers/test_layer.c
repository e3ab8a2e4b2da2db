/* test_layer.c: one layer as a stage: its sizes, its start, what it refuses.
 * What layers compute is tested in test_network.c. */
#include "test_tools.h"

#include <stdint.h>

/* ---- [initial] Features of order one ----
 *
 * Independent features of size 1 at ten nodes, the sum over the neighbours
 * divided by 3.  Over 200 draws of all weights, every degree leaves every gate
 * with the size it had.  The squares of a draw spread by a few times their mean
 * over 16 channels; over 200 draws that leaves about 0.04, and the change of w
 * with the distance as much. */
static void first_sizes(const struct network *network,
                        struct network_pass *pass, double size[3])
{
  const struct irreps *out = &network->stage[0].out;
  size_t n = pass->geometry.graph->nodes;
  struct random g = random_seed(74);
  real *w = numbers(network_weights(network));
  for (uint64_t draw = 0; draw < 200; draw++) {
    for (size_t i = 0; i < n * network->in.dim; i++)
      pass->x[i] = (real)random_normal(&g);
    network_initial(network, draw, w);
    network_forward(network, w, pass);
    for (size_t l = 0; l <= 2; l++) {
      const struct irreps_block *k = &out->block[l];
      size_t count = k->channels * (2 * l + 1);
      for (size_t i = 0; i < n * count; i++) {
        real v = pass->stage[0].y[i / count * out->dim + k->offset + i % count];
        size[l] += (double)(v * v) / (200 * (double)(n * count));
      }
    }
  }
  free(w);
}

TEST(law_first_features_are_of_order_one)
{
  struct network_description is = {.in = "16x0e + 16x1o + 16x2e",
                                   .lmax = 2,
                                   .parity = true,
                                   .basis = {RADIAL_GAUSSIAN, 8, 4, 0}};
  struct random g = random_seed(73);
  real *p = cloud(&g, 10);
  struct graph *graph = pairs(10, p, 2);
  for (int gate = GATE_NONE; gate <= GATE_SCALAR; gate++) {
    struct network *network = NULL;
    struct network_pass *pass = NULL;
    double size[3] = {0};
    check_true(!network_create(&is, &network) &&
                   !network_add_layer(network, is.in, (enum gate)gate, 32, 9) &&
                   !network_answer(network, NULL, ANSWER_MEAN) &&
                   !network_pass_create(network, graph, &pass),
               "16 channels");
    first_sizes(network, pass, size);
    for (int l = 0; l <= 2; l++)
      check_close(size[l], 1, 0.12, "gate %d, l = %d", gate, l);
    network_pass_free(pass);
    network_free(network);
  }
  graph_free(graph);
  free(p);
}

/* ---- [sizes] The flat block and its names ---- */
TEST(anchor_parameters)
{
  struct layer_description is = {TP_DEPTHWISE,
                                 layout("2x0e"),
                                 layout("3x0e + 1x1o"),
                                 layout("0e + 1o"),
                                 GATE_SCALAR,
                                 5,
                                 7,
                                 1,
                                 0};
  struct layer layer;
  real block[200];
  check_true(!layer_create(&is, &layer), "create");
  /* paths 0x0->0 and 0x1->1, 2 channels each: 4 weights of an edge; radial
   * 5*7 + 7*4 = 63; gated = 3x0e + 1x1o + 1x0e; mix 2*3 + 2*1 + 2*1 = 10;
   * self 2*3 + 2*1 = 8; biases 3 + 1 = 4. */
  struct layer_parameters p = layer_parameters(&layer, block);
  check_true(layer_weights(&layer) == 63 + 10 + 8 + 4, "85 parameters");
  check_true(p.radial == block && p.mix == block + 63 && p.self == block + 73 &&
                 p.bias == block + 81,
             "one after the other");
  check_true(!layer_weights(NULL) && !layer_parameters(NULL, block).mix &&
                 !layer_parameters(&layer, NULL).mix,
             "of nothing");
  layer_free(&layer);
}

/* ---- [bad] Input that is refused ---- */
TEST(edge_descriptions)
{
  const struct layer_description good = {TP_DEPTHWISE,
                                         layout("2x0e"),
                                         layout("3x0e + 1x1o"),
                                         layout("0e + 1o"),
                                         GATE_NORM,
                                         4,
                                         4,
                                         1,
                                         0};
  struct layer layer;
  struct layer_description d = good;
  check_true(!layer_create(&d, &layer), "good as it is");
  layer_free(&layer);
  d.gate = (enum gate)7;
  check_true(layer_create(&d, &layer) == TFN_BAD_VALUE, "no such gate");
  d = good, d.mode = (enum tp_mode)7;
  check_true(layer_create(&d, &layer) == TFN_BAD_VALUE, "no such mode");
  d = good, d.basis = 0;
  check_true(layer_create(&d, &layer) == TFN_BAD_VALUE, "no basis");
  d = good, d.hidden = 0;
  check_true(layer_create(&d, &layer) == TFN_BAD_VALUE, "no hidden layer");
  d = good, d.scale = (real)NAN;
  check_true(layer_create(&d, &layer) == TFN_BAD_VALUE, "scale NaN");
  d = good, d.square = (real)NAN;
  check_true(layer_create(&d, &layer) == TFN_BAD_VALUE, "square NaN");
  d = good, d.square = -1;
  check_true(layer_create(&d, &layer) == TFN_BAD_VALUE, "square negative");
  d = good, d.square = (real)INFINITY;
  check_true(layer_create(&d, &layer) == TFN_BAD_VALUE, "square infinite");
  d = good, d.out.dim++;
  check_true(layer_create(&d, &layer) == TFN_BAD_SHAPE, "sizes of out");
  d = good, d.in.dim++;
  check_true(layer_create(&d, &layer) == TFN_BAD_SHAPE, "sizes of in");
  d = good, d.harmonics.dim++;
  check_true(layer_create(&d, &layer) == TFN_BAD_SHAPE, "sizes of harmonics");
  d = good, d.gate = GATE_SCALAR, d.out = layout("");
  for (int k = 0; k < IRREPS_MAX; k++)
    irreps_append(&d.out, 1, 1, 1);
  check_true(layer_create(&d, &layer) == TFN_TOO_LARGE, "no room for gates");
  d = good, d.mode = TP_FULL, d.out = layout("3x0e + 1x1e");
  check_true(layer_create(&d, &layer) == TFN_NO_PATH, "1e, by a full product");
  d = good, d.hidden = SIZE_MAX / 48;
  check_true(layer_create(&d, &layer) == TFN_TOO_LARGE,
             "weights that fit, just");
  d = good, d.in = layout("");
  check_true(layer_create(&d, &layer) == TFN_BAD_SHAPE, "no input");
  d = good, d.out = layout("");
  check_true(layer_create(&d, &layer) == TFN_BAD_SHAPE, "no output");
  d = good, d.harmonics = layout("1o");
  check_true(layer_create(&d, &layer) == TFN_BAD_SHAPE, "no harmonics");
  d = good, d.out = layout("3x0e + 1x1e");
  check_true(layer_create(&d, &layer) == TFN_NO_PATH, "1e is out of reach");
  d = good, d.hidden = SIZE_MAX / 4;
  check_true(layer_create(&d, &layer) == TFN_TOO_LARGE, "too many weights");
  check_true(layer_create(NULL, &layer) == TFN_NULL &&
                 layer_create(&good, NULL) == TFN_NULL,
             "null");
  layer_free(NULL);
}

/* ---- [memory] Sizes that no machine has ---- */
static void vast_memory(void)
{
  const size_t line = 64 / sizeof(real);
  const size_t most = SIZE_MAX / sizeof(real) - 2 * line;
  struct memory_map map = {0};
  check_true(!memory_array(SIZE_MAX / 4, 8) && !memory_reals(SIZE_MAX / 4),
             "more bytes than a size_t counts");
  void *none[3] = {memory_array(0, 8), memory_array(8, 0), memory_reals(0)};
  for (int k = 0; k < 3; k++) {
    check_true(none[k] != NULL, "nothing is not NULL: %d", k);
    free(none[k]);
  }
  memory_rows(&map, 3, line);
  memory_rows(&map, 1, 1);
  check_true(map.used == 4 * line && !map.too_large, "whole lines");
  memory_rows(&map, SIZE_MAX / 2, 3);
  check_true(map.too_large && map.used == 4 * line, "rows times columns");
  memory_rows(&map, 1, 1);
  check_true(map.used == 4 * line, "and from then on nothing is counted");
  map = (struct memory_map){0};
  memory_rows(&map, 1, most);
  check_true(map.too_large, "the last line would not fit");
}

/* A layer on a graph so large that its memory cannot be counted. */
TEST(edge_too_many_edges)
{
  struct layer_description is = {.mode = TP_DEPTHWISE,
                                 .in = layout("2x0e"),
                                 .out = layout("2x0e"),
                                 .harmonics = layout("0e"),
                                 .basis = 4,
                                 .hidden = 64,
                                 .scale = 1};
  const struct graph vast = {.edges = SIZE_MAX / 64, .harmonics = 1};
  const struct geometry geometry = {.graph = &vast, .basis = {.count = 4}};
  struct stage layer, residual;
  size_t count;
  vast_memory();
  check_true(!layer_stage(&is, &layer), "a layer");
  check_true(stage_workspace(&layer, &geometry, &count) == TFN_TOO_LARGE,
             "of too many edges");
  check_true(!residual_stage(&layer, 1, &residual), "and around it");
  check_true(stage_workspace(&residual, &geometry, &count) == TFN_TOO_LARGE,
             "what is inside says so");
  const struct graph crowd = {.nodes = SIZE_MAX / 32, .harmonics = 1};
  const struct geometry many = {.graph = &crowd, .basis = {.count = 4}};
  check_true(stage_workspace(&residual, &many, &count) == TFN_TOO_LARGE,
             "of too many nodes");
  stage_free(&residual);
}

/* ---- [shell] The checks in front of a stage ---- */
struct rig {
  struct stage stage;
  struct graph *graph;
  struct geometry geometry;
  struct stage_pass pass;
  real B[24], slope[24], *w, *work, x[6], y[18], dy[18];
};

static void set_up(struct rig *t)
{
  const real points[9] = {0, 0, 0, 1, 0, 0, 0, 1, 0};
  struct layer_description is = {.mode = TP_DEPTHWISE,
                                 .in = layout("2x0e"),
                                 .out = layout("3x0e + 1x1o"),
                                 .harmonics = layout("0e + 1o"),
                                 .gate = GATE_NORM,
                                 .basis = 4,
                                 .hidden = 4,
                                 .scale = 1};
  struct random g = random_seed(75);
  memset(t, 0, sizeof *t);
  size_t work = 0;
  check_true(!layer_stage(&is, &t->stage), "a layer as a stage");
  t->graph = pairs(3, points, 1);
  t->geometry =
      (struct geometry){t->graph, {RADIAL_GAUSSIAN, 4, 4, 0}, t->B, t->slope};
  check_true(!geometry_look(&t->geometry), "its geometry");
  check_true(!stage_workspace(&t->stage, &t->geometry, &work) && work > 0,
             "its memory");
  t->w = numbers(t->stage.weights), t->work = numbers(work);
  check_true(!stage_initial(&t->stage, &g, t->w), "its weights");
  t->pass = (struct stage_pass){.geometry = &t->geometry,
                                .w = t->w,
                                .x = t->x,
                                .y = t->y,
                                .work = t->work,
                                .dy = t->dy};
}

static void tear_down(struct rig *t)
{
  stage_free(&t->stage);
  graph_free(t->graph);
  free(t->w), free(t->work);
}

TEST(edge_stage_null)
{
  struct rig t;
  set_up(&t);
  check_true(!stage_look(&t.stage, &t.pass) &&
                 !stage_forward(&t.stage, &t.pass) &&
                 !stage_backward(&t.stage, &t.pass),
             "all is there; nobody asks for a gradient");
  for (int k = 0; k < 5; k++) {
    struct stage_pass p = t.pass;
    *(k == 0   ? (const void **)&p.geometry
      : k == 1 ? (const void **)&p.w
      : k == 2 ? (const void **)&p.x
      : k == 3 ? (const void **)&p.y
               : (const void **)&p.work) = NULL;
    check_true(stage_forward(&t.stage, &p) == TFN_NULL &&
                   stage_backward(&t.stage, &p) == TFN_NULL,
               "pointer %d", k);
  }
  t.pass.dy = NULL;
  check_true(!stage_forward(&t.stage, &t.pass) &&
                 stage_backward(&t.stage, &t.pass) == TFN_NULL,
             "dy is for the way back alone");
  struct geometry nowhere = {0};
  struct stage_pass lost = t.pass;
  lost.geometry = &nowhere;
  check_true(stage_forward(NULL, &t.pass) == TFN_NULL &&
                 stage_forward(&t.stage, NULL) == TFN_NULL &&
                 stage_look(NULL, &t.pass) == TFN_NULL &&
                 stage_look(&t.stage, &lost) == TFN_NULL,
             "no stage, no pass, no graph");
  struct random g = random_seed(76);
  struct stage none = {0};
  check_true(stage_initial(&none, &g, t.w) == TFN_NULL &&
                 stage_initial(&t.stage, NULL, t.w) == TFN_NULL &&
                 stage_initial(&t.stage, &g, NULL) == TFN_NULL,
             "no stage, no chance, no room");
  tear_down(&t);
  check_true(stage_forward(&t.stage, &t.pass) == TFN_NULL, "after free");
  stage_free(NULL);
}

TEST(edge_other_geometries)
{
  const real points[9] = {0, 0, 0, 1, 0, 0, 0, 1, 0};
  struct rig t;
  size_t count;
  set_up(&t);
  struct graph *flat = pairs(3, points, 0);
  struct geometry other = t.geometry;
  other.graph = flat;
  check_true(stage_workspace(&t.stage, &other, &count) == TFN_BAD_SHAPE,
             "a graph without harmonics of l = 1");
  other = t.geometry, other.basis.count = 5;
  check_true(stage_workspace(&t.stage, &other, &count) == TFN_BAD_SHAPE,
             "another number of basis functions");
  t.pass.geometry = &other;
  check_true(stage_look(&t.stage, &t.pass) == TFN_BAD_SHAPE, "nor to look at");
  struct stage none = {0};
  struct geometry nowhere = {0};
  check_true(stage_workspace(&none, &other, &count) == TFN_NULL &&
                 stage_workspace(&t.stage, &nowhere, &count) == TFN_NULL,
             "no stage, no graph");
  check_true(stage_workspace(NULL, &other, &count) == TFN_NULL &&
                 stage_workspace(&t.stage, NULL, &count) == TFN_NULL &&
                 stage_workspace(&t.stage, &t.geometry, NULL) == TFN_NULL,
             "null");
  check_true(geometry_look(NULL) == TFN_NULL &&
                 geometry_look(&nowhere) == TFN_NULL &&
                 geometry_backward(NULL, NULL, t.x) == TFN_NULL &&
                 geometry_backward(&nowhere, NULL, t.x) == TFN_NULL &&
                 geometry_backward(&t.geometry, NULL, t.x) == TFN_NULL,
             "no geometry");
  struct geometry_gradient d = {0};
  check_true(geometry_backward(&t.geometry, &d, NULL) == TFN_NULL,
             "nowhere to put a gradient");
  struct memory_map map = {0};
  geometry_map(&map, t.graph, &t.geometry.basis, &other, NULL);
  check_true(map.used >= 2 * t.graph->edges * 4 && other.graph == t.graph,
             "a geometry that nobody differentiates");
  struct stage stage;
  struct random g = random_seed(1);
  check_true(layer_stage(NULL, &stage) == TFN_NULL && !stage.kind &&
                 layer_stage(NULL, NULL) == TFN_NULL,
             "no description");
  check_true(layer_of(NULL) == NULL && layer_of(&stage) == NULL &&
                 layer_like(NULL) == NULL && layer_like(&stage) == NULL,
             "no layer");
  check_true(layer_initial(NULL, &g, t.w) == TFN_NULL &&
                 layer_initial(layer_of(&t.stage), NULL, t.w) == TFN_NULL &&
                 layer_initial(layer_of(&t.stage), &g, NULL) == TFN_NULL,
             "initial");
  graph_free(flat);
  tear_down(&t);
}

/* ---- [main] The suite ---- */
static const struct test tests[] = {
    CASE(law_first_features_are_of_order_one),
    CASE(anchor_parameters),
    CASE(edge_descriptions),
    CASE(edge_too_many_edges),
    CASE(edge_stage_null),
    CASE(edge_other_geometries),
};
TEST_MAIN("06-tfn-layers/layer", tests)

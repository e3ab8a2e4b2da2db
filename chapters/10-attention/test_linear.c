/* test_linear.c: channel mixing as a stage, and the radial network in rows. */
#include "test_tools.h"

#include "edge_net.h"
#include "linear.h"

static const double EPS = (double)REAL_EPS;

/* ---- [rig] A network of one linear stage ---- */
struct rig {
  struct network *network;
  struct graph *graph;
  struct network_pass *pass;
  real *points, *w, *dw, *dx, *c;
  size_t n, in, out, weights;
};

static struct rig begin(const char *in, const char *out, bool bias)
{
  struct rig t = {.n = 4};
  struct random g = random_seed(41);
  struct network_description is = {
      .in = in, .lmax = 0, .parity = true, .basis = {RADIAL_GAUSSIAN, 2, 3, 0}};
  struct irreps from = layout(in), to = layout(out);
  struct stage stage;
  enum tfn_status status = linear_stage(&from, &to, bias, &stage);
  check_true(!status, "%s -> %s: %s", in, out, tfn_message(status));
  check_true(!network_create(&is, &t.network) &&
                 !network_add(t.network, &stage) &&
                 !network_answer(t.network, NULL, ANSWER_NODES),
             "a network");
  t.points = cloud(&g, t.n);
  t.graph = pairs(t.n, t.points, 0);
  check_true(!network_pass_create(t.network, t.graph, &t.pass), "a pass");
  t.in = from.dim, t.out = to.dim, t.weights = network_weights(t.network);
  t.w = normals(&g, t.weights), t.dw = numbers(t.weights);
  t.dx = numbers(t.n * t.in), t.c = normals(&g, t.n * t.out);
  for (size_t k = 0; k < t.n * t.in; k++)
    t.pass->x[k] = (real)random_normal(&g);
  return t;
}

static void end(struct rig *t)
{
  network_pass_free(t->pass);
  graph_free(t->graph);
  network_free(t->network);
  free(t->points), free(t->w), free(t->dw), free(t->dx), free(t->c);
}

static double loss(void *context)
{
  struct rig *t = context;
  double sum = 0;
  check_true(!network_forward(t->network, t->w, t->pass), "forward");
  for (size_t k = 0; k < t->n * t->out; k++)
    sum += (double)t->c[k] * (double)t->pass->answer[0][k];
  return sum;
}

/* ---- [linear] The stage ---- */
TEST(law_linear_stages_turn_and_mix)
{
  struct rig t = begin("2x0e + 3x1o + 1x2e", "3x0e + 2x1o + 4x2e", true);
  struct random g = random_seed(42);
  struct irreps in = layout("2x0e + 3x1o + 1x2e"),
                out = layout("3x0e + 2x1o + 4x2e");
  rot3 R = so3_random(&g);
  loss(&t);
  real *want = numbers(t.n * t.out), *x = copy_of(t.n * t.in, t.pass->x);
  irreps_transform(&out, R, true, t.n, t.pass->answer[0], want);
  irreps_transform(&in, R, true, t.n, x, t.pass->x);
  loss(&t);
  check_residual(relative(t.n * t.out, want, t.pass->answer[0]),
                 LAYER_TOLERANCE, "turned");
  check_true(largest(t.n * t.out, want) > 0.1, "not silent");
  free(want), free(x);
  end(&t);
}

TEST(law_linear_gradients)
{
  double worst = 0;
  for (int bias = 0; bias < 2; bias++) {
    struct rig t = begin("2x0e + 2x1o", "3x0e + 1x1o", bias);
    loss(&t);
    memcpy(t.pass->danswer[0], t.c, t.n * t.out * sizeof *t.c);
    network_backward(t.network, t.w, t.pass, t.dw, t.dx, NULL);
    worst = larger(worst, gradient_error(loss, &t, t.weights, t.w, t.dw));
    worst =
        larger(worst, gradient_error(loss, &t, t.n * t.in, t.pass->x, t.dx));
    end(&t);
  }
  check_residual(worst, GRADIENT_TOLERANCE, "by weights and features");
}

TEST(anchor_linear)
{
  struct rig t = begin("2x0e", "1x0e", true);
  check_true(t.weights == 3, "two weights and a bias: %zu", t.weights);
  t.w[0] = 2, t.w[1] = -1, t.w[2] = REAL(0.5);
  t.pass->x[0] = 3, t.pass->x[1] = 4;
  loss(&t);
  check_close(t.pass->answer[0][0], 2.5, 4 * EPS, "2*3 - 4 + 0.5");
  network_initial(t.network, 1, t.w);
  check_true(t.w[2] == 0 && t.w[0] != 0, "the bias begins at 0");
  end(&t);
}

TEST(edge_linear_stages)
{
  struct irreps scalar = layout("1x0e"), vector = layout("1x1o"), bad = scalar;
  struct stage stage;
  bad.dim = 7;
  check_true(linear_stage(NULL, &scalar, true, &stage) == TFN_NULL &&
                 linear_stage(&scalar, NULL, true, &stage) == TFN_NULL &&
                 linear_stage(&scalar, &scalar, true, NULL) == TFN_NULL,
             "null");
  check_true(linear_stage(&scalar, &vector, true, &stage) == TFN_NO_PATH &&
                 linear_stage(&bad, &scalar, true, &stage) == TFN_BAD_SHAPE,
             "layouts");
  check_true(!linear_stage(&vector, &vector, true, &stage) &&
                 stage.weights == 1,
             "vectors have no bias");
  stage_free(&stage);
}

/* ---- [rows] The radial network, edge by edge and in rows ---- */
TEST(law_rows_of_edges_are_the_radial_network)
{
  const struct radial_net net = {5, 6, 7};
  struct random g = random_seed(43);
  struct edge_net rows;
  enum { EDGES = 9 };
  check_true(!edge_net_create(&net, &rows), "shapes");
  size_t weights = radial_net_weights(&net);
  real *B = normals(&g, EDGES * 5), *W = normals(&g, weights);
  real *dw = normals(&g, EDGES * 7);
  real *hidden = numbers(EDGES * 6), *w = numbers(EDGES * 7);
  real *s = numbers(EDGES * 6), *slope = numbers(EDGES * 6);
  real *ds = numbers(EDGES * 6), *got = numbers(EDGES * 7);
  real *dW[2] = {numbers(weights), numbers(weights)};
  real *dB[2] = {numbers(EDGES * 5), numbers(EDGES * 5)};
  real *scratch = memory_reals(edge_net_scratch(&rows));
  radial_net_forward(&net, EDGES, B, W, hidden, w);
  radial_net_backward(&net, EDGES, B, W, hidden, dw, dW[0], dB[0]);
  edge_net_forward(&rows, EDGES, B, W, scratch, s, slope, got);
  edge_net_backward(&rows, EDGES, B, W, scratch, s, slope, dw, ds, dW[1],
                    dB[1]);
  double worst = relative(EDGES * 7, w, got);
  worst = larger(worst, relative(weights, dW[0], dW[1]));
  worst = larger(worst, relative(EDGES * 5, dB[0], dB[1]));
  check_residual(worst, 50 * EPS, "forward and backward");
  free(B), free(W), free(dw), free(hidden), free(w), free(s), free(slope);
  free(ds), free(got), free(dW[0]), free(dW[1]), free(dB[0]), free(dB[1]);
  free(scratch);
  edge_net_free(&rows);
}

TEST(edge_rows)
{
  struct edge_net rows;
  const struct radial_net none = {5, 0, 7}, net = {2, 2, 2};
  check_true(edge_net_create(&none, &rows) == TFN_BAD_SHAPE &&
                 edge_net_create(NULL, &rows) == TFN_NULL &&
                 edge_net_create(&net, NULL) == TFN_NULL &&
                 edge_net_scratch(NULL) == 0,
             "refused");
  edge_net_free(NULL);
}

/* ---- [main] The suite ---- */
static const struct test tests[] = {
    CASE(law_linear_stages_turn_and_mix),
    CASE(law_linear_gradients),
    CASE(anchor_linear),
    CASE(edge_linear_stages),
    CASE(law_rows_of_edges_are_the_radial_network),
    CASE(edge_rows),
};
TEST_MAIN("10-attention/linear", tests)

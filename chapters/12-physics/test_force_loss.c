/* test_force_loss.c: two ways to the gradient of a loss on forces. */
#include "test_tools_physics.h"
#include "anchors.h"
#include "dual_inside.h"
#include "fast_network.h"
#include "gaunt.h"
#include "linear.h"
#include "many_body.h"
#include "separable_norm.h"
#include "so2_stage.h"

#include <math.h>

/* ---- [target] A sample with energies and forces to reach ---- */
struct target {
  struct sample s;
  struct force_loss loss;
  double energy[2], force[64];
  struct force_batch batch;
};

/* Takes over the network. */
static void target_with(uint64_t seed, struct network *network, real step,
                        struct target *t)
{
  struct random g = random_seed(seed + 100);
  t->s = sample_with(seed, network);
  t->loss = (struct force_loss){0.7, 1.3, step};
  real *force = sample_forces(&t->s, t->energy);
  for (size_t k = 0; k < 3 * t->s.atoms; k++)
    t->force[k] = (double)force[k] + 0.3 * random_normal(&g);
  t->energy[0] += 0.4, t->energy[1] -= 0.6;
  t->batch = (struct force_batch){t->s.graph, t->s.points, t->energy, t->force};
  free(force);
}

static void target_of(uint64_t seed, int lmax, enum gate gate, real step,
                      struct target *t)
{
  target_with(seed, sample_network(lmax, gate, 4, false), step, t);
}

/* The gradient with a step, or exact with 0. */
static real *gradient_with(struct target *t, real step, struct report *report)
{
  real *dw = numbers(network_weights(t->s.network));
  struct report mine = {0};
  t->loss.step = step;
  enum tfn_status status = force_loss_gradient(
      &t->loss, &t->s.p, t->s.w, &t->batch, REAL(0.5), t->s.pass, dw, &mine);
  check_true(!status, "a gradient with step %g: %s", (double)step,
             tfn_message(status));
  if (report)
    *report = mine;
  return dw;
}

static double loss_of(void *context)
{
  struct target *t = context;
  struct report report = {0};
  force_loss_errors(&t->loss, &t->s.p, t->s.w, &t->batch, REAL(0.5), t->s.pass,
                    &report);
  return report.loss;
}

static double relative_to(size_t n, const real *x, const real *y)
{
  return difference(n, x, y) / largest(n, y);
}

/* ---- [laws] Laws ---- */
/* In single precision the squares of the forces of degree 2, hundreds of eV/A,
 * leave nothing of a difference of losses. */
TEST(law_duals_give_the_gradient_of_the_loss)
{
  double error = 0;
  for (uint64_t seed = 1; seed <= (REAL_IS_FLOAT ? 2 : 4); seed++) {
    struct target t;
    target_of(seed, seed == 4 ? 2 : (int)seed - 1,
              seed == 4 ? GATE_NONE : GATE_SCALAR, 0, &t);
    real *dw = gradient_with(&t, 0, NULL);
    error =
        larger(error, gradient_error(loss_of, &t, network_weights(t.s.network),
                                     t.s.w, dw));
    free(dw);
    sample_free(&t.s);
  }
  /* A loss is a sum of squares of forces, which lose a digit themselves. */
  claim("dual-gradient", error, REAL_IS_FLOAT ? 2e-2 : 1e-6);
}

/* The difference is off by step^2/6 times a third derivative over a first, of
 * order 1/A^2 here; and by a few eps times |grad E|/|change of grad E|, which
 * is 10/step for a step in A. */
TEST(law_difference_and_duals_agree)
{
  const real step = REAL_IS_FLOAT ? REAL(1e-2) : REAL(1e-4);
  double error = 0;
  for (uint64_t seed = 5; seed <= 9; seed++) {
    struct target t;
    target_of(seed, 2, GATE_SCALAR, step, &t);
    real *exact = gradient_with(&t, 0, NULL);
    real *near = gradient_with(&t, step, NULL);
    error =
        larger(error, relative_to(network_weights(t.s.network), near, exact));
    free(exact), free(near);
    sample_free(&t.s);
  }
  claim("two-ways", error, REAL_IS_FLOAT ? 1e-2 : 1e-6);
}

/* Three layers of gates, since pseudoscalars are products of three vectors;
 * they have gates, and pass none on. */
static struct network *network_of_hands(real cutoff)
{
  const struct network_description is = {
      .in = "3x0e",
      .lmax = 1,
      .parity = true,
      .basis = {RADIAL_BESSEL, 5, cutoff, 6}};
  const char *const out[3] = {"2x0e + 2x1o", "2x0e + 2x1e + 1x1o",
                              "2x0e + 2x0o + 1x1o"};
  struct network *network = NULL;
  bool good = !network_create(&is, &network);
  for (int k = 0; k < 3; k++)
    good = good && !network_add_layer(network, out[k], GATE_SCALAR, 5, 4);
  good = good && !network_add_layer(network, "1x0e", GATE_NONE, 5, 4) &&
         !network_answer(network, "1x0e", ANSWER_SUM);
  check_true(good, "a network with pseudoscalars");
  return network;
}

/* Norm gates, norms and residual layers, and gates of pseudoscalars, by both
 * other ways. */
static void all_stages(int plan, double error[2])
{
  const real step = REAL_IS_FLOAT ? REAL(2e-3) : REAL(2e-6);
  struct target t;
  if (plan < 2)
    target_of(20, 1 + plan, GATE_NORM, step, &t);
  else if (plan < 5)
    target_with(21, deep_network((enum gate)(plan - 2), 4), step, &t);
  else
    target_with(25, network_of_hands(4), step, &t);
  size_t n = network_weights(t.s.network);
  real *exact = gradient_with(&t, 0, NULL);
  real *near = gradient_with(&t, step, NULL);
  error[0] = gradient_error(loss_of, &t, n, t.s.w, exact);
  error[1] = relative_to(n, near, exact);
  check_true(!dual_unknown(t.s.network), "plan %d: all stages known", plan);
  free(exact), free(near);
  sample_free(&t.s);
}

/* A norm whose eps is small bends where features are: a third derivative over a
 * first is up to 1000/A^2 here.  With a step of 2e-6 A that is 4e-9, and the
 * roundings 10 eps/step are 1e-9; in a float with 2e-3 A they are 4e-3 and
 * 6e-4. */
TEST(law_duals_know_all_stages_of_chapter_6)
{
  double worst[2] = {0, 0};
  for (int plan = 0; plan < 6; plan++) {
    double error[2];
    all_stages(plan, error);
    for (int k = 0; k < 2; k++)
      worst[k] = larger(worst[k], error[k]);
  }
  claim("dual-stages", worst[0], REAL_IS_FLOAT ? 2e-2 : 1e-6);
  claim("dual-stages-two", worst[1], REAL_IS_FLOAT ? 1e-2 : 1e-8);
}

/* Layers in the frames of their edges, or fast ones, with products of four
 * features, of functions and of matrices between them. */
static struct network *later_network(bool frames)
{
  struct network *network = NULL;
  struct network_description is = {.in = "3x0e",
                                   .lmax = 1,
                                   .parity = true,
                                   .basis = {RADIAL_BESSEL, 5, 4, 6}};
  const struct irreps in = layout("4x0e + 4x1o"), out = layout("3x0e + 2x1o");
  const struct many_body_description many = {.in = in, .out = in, .order = 4};
  const struct gaunt_description two = {
      .channels = 4, .in = 1, .out = 1, .parity = true};
  struct stage a, b, c;
  bool good = !network_create(&is, &network) &&
              !network_add_layer(network, "4x0e + 4x1o", GATE_SCALAR, 5, 4) &&
              !many_body_stage(&many, &a) && !network_add(network, &a) &&
              !gaunt_stage(&two, &b) && !network_add(network, &b) &&
              !linear_stage(&in, &out, true, &c) && !network_add(network, &c) &&
              !network_add_layer(network, "1x0e", GATE_NONE, 5, 4) &&
              !network_answer(network, "1x0e", ANSWER_SUM) &&
              !(frames ? so2_network(network, 1) : fast_network(network));
  check_true(good, "a network of later stages");
  return network;
}

/* y = W x + b of one node: where nothing moves nothing has a derivative, and
 * features that are zero have a step all the same. */
TEST(edge_polynomials_at_rest)
{
  const struct irreps two = layout("2x0e");
  const struct graph graph = {.nodes = 1};
  const struct geometry geometry = {.graph = &graph};
  struct stage stage;
  check_true(!linear_stage(&two, &two, true, &stage), "a linear stage");
  struct random g = random_seed(7);
  size_t size = 0;
  stage.kind->workspace(&stage, &geometry, &size);
  real *w = normals(&g, stage.weights), *dw = memory_reals(stage.weights);
  real x[2] = {0, 0}, y[2], dy[2], *work = memory_reals(size);
  const struct dual_polynomial p = {&stage, &geometry, x, y, dy, work};
  real at_x[2] = {0, 0}, still[2] = {0, 0}, moves[2] = {1, -2}, out[4], back[4];
  dual_polynomial_forward(&p, w, (struct pairs){at_x, moves},
                          (struct pairs){out, out + 2});
  const real bias[2] = {out[0], out[1]};
  struct stage_pass pass = {
      .geometry = &geometry, .w = w, .x = moves, .y = y, .work = work};
  stage.kind->forward(&stage, &pass);
  for (int k = 0; k < 2; k++)
    check_close(out[2 + k], y[k] - bias[k], 100 * REAL_EPS, "W x'");
  dual_polynomial_forward(&p, w, (struct pairs){moves, still},
                          (struct pairs){out, out + 2});
  memset(back, 0, sizeof back);
  dual_polynomial_backward(&p, w, (struct pairs){moves, still},
                           (struct pairs){moves, still},
                           (struct pairs){back, back + 2}, dw);
  for (int k = 0; k < 2; k++)
    check_true(out[2 + k] == 0 && back[2 + k] == 0 && back[k] != 0, "at rest");
  free(w), free(dw), free(work);
  stage_free(&stage);
}

TEST(law_duals_know_polynomials_and_other_ways)
{
  const real step = REAL_IS_FLOAT ? REAL(2e-3) : REAL(2e-6);
  double worst[2] = {0, 0};
  for (int frames = 0; frames < 2; frames++) {
    struct target t;
    target_with(23, later_network(frames), step, &t);
    size_t n = network_weights(t.s.network);
    check_true(!dual_unknown(t.s.network), "all stages known");
    real *exact = gradient_with(&t, 0, NULL);
    real *near = gradient_with(&t, step, NULL);
    worst[0] = larger(worst[0], gradient_error(loss_of, &t, n, t.s.w, exact));
    worst[1] = larger(worst[1], relative_to(n, near, exact));
    free(exact), free(near);
    sample_free(&t.s);
  }
  claim("dual-later", worst[0], REAL_IS_FLOAT ? 2e-2 : 1e-6);
  claim("dual-later-two", worst[1], REAL_IS_FLOAT ? 1e-2 : 1e-8);
}

TEST(law_error_falls_with_the_square_of_the_step)
{
  struct target t;
  target_of(10, 2, GATE_SCALAR, 0, &t);
  size_t n = network_weights(t.s.network);
  real *exact = gradient_with(&t, 0, NULL);
  real *wide = gradient_with(&t, REAL(0.04), NULL);
  real *half = gradient_with(&t, REAL(0.02), NULL);
  double ratio = relative_to(n, wide, exact) / relative_to(n, half, exact);
  check_close(ratio, 4, REAL_IS_FLOAT ? 1.5 : 0.3, "half of the step");
  free(exact), free(wide), free(half);
  sample_free(&t.s);
}

TEST(law_the_graph_is_put_back)
{
  struct target t;
  target_of(11, 2, GATE_SCALAR, 0, &t);
  double before = loss_of(&t);
  real *vector = copy_of(3 * t.s.graph->edges, t.s.graph->vector);
  free(gradient_with(&t, REAL(0.02), NULL));
  check_true(difference(3 * t.s.graph->edges, vector, t.s.graph->vector) == 0,
             "every edge is where it was");
  check_true(loss_of(&t) == before, "and so is the loss");
  free(vector);
  sample_free(&t.s);
}

TEST(law_gradients_and_reports_are_added)
{
  struct target t;
  target_of(12, 1, GATE_SCALAR, 0, &t);
  size_t n = network_weights(t.s.network);
  real *once = gradient_with(&t, 0, NULL), *dw = copy_of(n, once);
  struct report report = {.loss = 1, .sum = {1, 1, 1, 1}}, alone = {0};
  force_loss_gradient(&t.loss, &t.s.p, t.s.w, &t.batch, REAL(0.5), t.s.pass, dw,
                      &report);
  force_loss_errors(&t.loss, &t.s.p, t.s.w, &t.batch, REAL(0.5), t.s.pass,
                    &alone);
  for (size_t k = 0; k < n; k++)
    once[k] *= 2;
  check_residual(relative_to(n, dw, once), LAYER_TOLERANCE,
                 "the gradient twice");
  check_close(report.loss - 1, alone.loss, 1e-6, "the loss");
  for (int k = 0; k < REPORT_SUMS; k++)
    check_close(report.sum[k] - 1, alone.sum[k], 1e-6, "sum %d", k);
  free(once), free(dw);
  sample_free(&t.s);
}

/* When all is right the loss is zero, and so is its gradient. */
TEST(law_nothing_to_learn_gives_no_gradient)
{
  for (int k = 0; k < 2; k++) {
    struct target t;
    target_of(13, 1, GATE_SCALAR, 0, &t);
    real *force = sample_forces(&t.s, t.energy);
    for (size_t i = 0; i < 3 * t.s.atoms; i++)
      t.force[i] = (double)force[i];
    struct report report;
    real *dw = gradient_with(&t, k ? REAL(0.01) : 0, &report);
    check_true(report.loss == 0, "the loss is %g", report.loss);
    check_residual(largest(network_weights(t.s.network), dw), 0, "gradient");
    free(dw), free(force);
    sample_free(&t.s);
  }
}

/* ---- [anchors] Anchors ---- */

/* Energies off by 0.4 and -0.6 and forces off by 0.2 in one component of the
 * first molecule, with factors 0.7, 1.3 and share 1/2. */
TEST(anchor_loss_and_errors_by_hand)
{
  struct target t;
  target_of(14, 1, GATE_SCALAR, 0, &t);
  double energy[2];
  real *force = sample_forces(&t.s, energy);
  for (size_t i = 0; i < 3 * t.s.atoms; i++)
    t.force[i] = (double)force[i];
  t.force[4] += 0.2;
  t.energy[0] = energy[0] - 0.4, t.energy[1] = energy[1] + 0.6;
  struct report report = {0};
  t.loss.step = 0;
  force_loss_errors(&t.loss, &t.s.p, t.s.w, &t.batch, REAL(0.5), t.s.pass,
                    &report);
  double tolerance = REAL_IS_FLOAT ? 1e-5 : 1e-12;
  check_close(report.loss,
              0.5 * (0.7 * (0.16 / 25 + 0.36 / 16) + 1.3 * 0.04 / 15),
              tolerance, "the loss");
  check_close(report.sum[FORCE_SUM_ENERGY], 1.0, tolerance, "energies");
  check_close(report.sum[FORCE_SUM_FORCE], 0.2 / 15, tolerance, "forces");
  check_close(report.sum[FORCE_SUM_ENERGY_SQUARED], 0.52, tolerance, "squares");
  check_close(report.sum[FORCE_SUM_FORCE_SQUARED], 0.04 / 15, tolerance,
              "squares of forces");
  free(force);
  sample_free(&t.s);
}

/* Two atoms of one kind at 1.7 A, one layer of degree 0 without a gate: all of
 * it in 50 digits by anchors.py. */
TEST(anchor_a_pair_of_atoms)
{
  struct network *network = NULL;
  struct network_description is = {.in = "1x0e",
                                   .lmax = 0,
                                   .parity = true,
                                   .basis = {RADIAL_BESSEL, 2, 3, 6}};
  bool good = !network_create(&is, &network) &&
              !network_add_layer(network, "1x0e", GATE_NONE, 2, 4) &&
              !network_answer(network, "1x0e", ANSWER_SUM);
  check_true(good && network_weights(network) == ANCHOR_PAIR_WEIGHTS,
             "a network with %zu weights", network_weights(network));
  struct potential p = {network, 1, {1}, {-2}, 1.5};
  const real points[9] = {0, 0, 0, REAL(1.7)};
  const size_t two = 2, kind[2] = {0, 0};
  const double energy = ANCHOR_PAIR_TARGET, force[6] = {0.25};
  struct graph *graph;
  struct network_pass *pass;
  good = !potential_graph(&p, 1, &two, points, REAL(0.2), &graph) &&
         !network_pass_create(network, graph, &pass) &&
         !potential_features(&p, 2, kind, pass->x);
  check_true(good, "a graph of two atoms");
  real w[ANCHOR_PAIR_WEIGHTS], dw[ANCHOR_PAIR_WEIGHTS] = {0};
  for (int k = 0; k < ANCHOR_PAIR_WEIGHTS; k++)
    w[k] = (real)anchor_pair_w[k];
  struct force_batch batch = {graph, points, &energy, force};
  struct force_loss loss = {0.7, 1.3, 0};
  struct report report = {0};
  check_true(!force_loss_gradient(&loss, &p, w, &batch, 1, pass, dw, &report),
             "its gradient");
  check_close(report.loss, ANCHOR_PAIR_LOSS, REAL_IS_FLOAT ? 1e-5 : 1e-13,
              "the loss");
  for (int k = 0; k < ANCHOR_PAIR_WEIGHTS; k++)
    check_close(dw[k], anchor_pair_dw[k], REAL_IS_FLOAT ? 2e-5 : 1e-12,
                "by weight %d", k);
  network_pass_free(pass);
  graph_free(graph);
  network_free(network);
}

TEST(anchor_dual_numbers)
{
  struct dual slope, s = dual_silu((struct dual){REAL(0.5), 2}, &slope);
  const double tolerance = 8 * (double)REAL_EPS;
  check_close(s.a, ANCHOR_SILU, tolerance, "silu");
  check_close(s.b, 2 * ANCHOR_SILU_1, tolerance, "its derivative, twice");
  check_close(slope.a, ANCHOR_SILU_1, tolerance, "its derivative");
  check_close(slope.b, 2 * ANCHOR_SILU_2, tolerance, "the second, twice");
  struct dual root = dual_root((struct dual){4, 3});
  struct dual inverse = dual_inverse((struct dual){4, 3});
  check_true(root.a == 2 && root.b == REAL(0.75), "a root");
  check_true(inverse.a == REAL(0.25) && inverse.b == REAL(-0.1875),
             "an inverse");
  struct dual x = {3, 1}, y = {5, 10};
  struct dual sum = dual_add(x, y), product = dual_multiply(x, y);
  check_true(sum.a == 8 && sum.b == 11, "a sum");
  check_true(product.a == 15 && product.b == 35, "a product");
}

/* ---- [edges] Edges ---- */
TEST(edge_bad_losses)
{
  struct target t;
  target_of(15, 1, GATE_SCALAR, 0, &t);
  real *dw = numbers(network_weights(t.s.network));
  struct report report = {0};
  const struct force_loss bad[] = {{-1, 1, 0},          {1, -1, 0},
                                   {1, 1, -1},          {(double)NAN, 1, 0},
                                   {1, (double)NAN, 0}, {1, 1, (real)NAN}};
  for (size_t k = 0; k < sizeof bad / sizeof *bad; k++)
    check_true(force_loss_gradient(&bad[k], &t.s.p, t.s.w, &t.batch, 1,
                                   t.s.pass, dw, &report) == TFN_BAD_VALUE,
               "loss %zu", k);
  check_true(force_loss_gradient(NULL, &t.s.p, t.s.w, &t.batch, 1, t.s.pass, dw,
                                 &report) == TFN_NULL,
             "no loss");
  check_true(force_loss_gradient(&t.loss, &t.s.p, t.s.w, &t.batch, 1, t.s.pass,
                                 NULL, &report) == TFN_NULL,
             "no room for a gradient");
  struct sample other = sample_of(16, 1, GATE_SCALAR, 4, false);
  check_true(force_loss_errors(&t.loss, &t.s.p, t.s.w, &t.batch, 1, other.pass,
                               &report) == TFN_BAD_SHAPE,
             "the pass of another network");
  double denergy;
  real dforce[64];
  check_true(force_loss_judge(&t.loss, &t.batch, 99, 1, t.energy, dforce,
                              &denergy, dforce, &report) == TFN_BAD_SHAPE,
             "more clouds than there are");
  check_true(force_loss_judge(NULL, &t.batch, 1, 1, t.energy, dforce, &denergy,
                              dforce, &report) == TFN_NULL,
             "no loss to judge by");
  free(dw);
  sample_free(&other);
  sample_free(&t.s);
}

/* Networks that hold something unknown: a norm of chapter 10, bare or inside a
 * residual stage; a polynomial inside one; layers that cut off m, or whose
 * weights are blocks.  The other way needs of a stage its passes alone. */
enum odd { NORM, NORM_INSIDE, LINEAR_INSIDE, CUT, BLOCKS, ODDS };
static const char *const odd_name[ODDS] = {"separable norm", "separable norm",
                                           "linear", "so2 layer", "so2 layer"};

static struct stage middle_stage(enum odd odd, const struct network *network)
{
  const struct irreps in = layout("4x0e + 3x1o");
  struct layer_description is = {.mode = TP_FULL,
                                 .in = in,
                                 .out = in,
                                 .harmonics = layout("1x0e + 1x1o"),
                                 .basis = network->basis.count,
                                 .hidden = 5,
                                 .scale = 1};
  struct stage inner, stage;
  enum so2_weights weights = odd == CUT ? SO2_PATHS : SO2_BLOCKS;
  bool good;
  if (odd == CUT || odd == BLOCKS)
    good = !layer_stage(&is, &inner) &&
           !so2_stage(&inner, weights, odd == BLOCKS, &stage);
  else
    good = odd == LINEAR_INSIDE ? !linear_stage(&in, &in, true, &stage)
                                : !separable_norm_stage(&in, &stage);
  if (odd == NORM_INSIDE || odd == LINEAR_INSIDE) {
    inner = stage;
    good = good && !residual_stage(&inner, 1, &stage);
  }
  check_true(good, "a stage of kind %d", (int)odd);
  return stage;
}

static struct network *odd_network(enum odd odd)
{
  struct network *network = NULL;
  struct network_description is = {.in = "3x0e",
                                   .lmax = 1,
                                   .parity = true,
                                   .basis = {RADIAL_BESSEL, 5, 4, 6}};
  bool good = !network_create(&is, &network) &&
              !network_add_layer(network, "4x0e + 3x1o", GATE_SCALAR, 5, 4);
  struct stage stage = middle_stage(odd, network);
  good = good && !network_add(network, &stage) &&
         !network_add_layer(network, "1x0e", GATE_NONE, 5, 4) &&
         !network_answer(network, "1x0e", ANSWER_SUM);
  check_true(good, "a network of kind %d", (int)odd);
  return network;
}

TEST(edge_stages_that_duals_do_not_know)
{
  for (int odd = 0; odd < ODDS; odd++) {
    struct target t;
    target_with(17, odd_network((enum odd)odd), 0, &t);
    real *dw = numbers(network_weights(t.s.network));
    struct report report = {0};
    struct dual_pass *dual;
    check_true(force_loss_gradient(&t.loss, &t.s.p, t.s.w, &t.batch, 1,
                                   t.s.pass, dw, &report) == TFN_BAD_VALUE,
               "kind %d", odd);
    const char *name = dual_unknown(t.s.network);
    check_true(name && !strcmp(name, odd_name[odd]), "its name: %s",
               name ? name : "none");
    check_true(dual_create(t.s.network, t.s.graph, &dual) == TFN_BAD_VALUE &&
                   !dual,
               "no memory for it either");
    check_true(largest(network_weights(t.s.network), dw) == 0,
               "nothing was added to the gradient");
    free(gradient_with(&t, REAL(0.01), NULL));
    free(dw);
    sample_free(&t.s);
  }
  struct dual_pass *dual;
  struct graph graph = {0};
  check_true(dual_create(NULL, &graph, &dual) == TFN_NULL &&
                 !dual_unknown(NULL),
             "no network");
}

TEST(edge_duals_of_another_pass)
{
  struct target t;
  target_of(18, 1, GATE_SCALAR, 0, &t);
  struct sample other = sample_of(19, 1, GATE_SCALAR, 4, false);
  struct dual_pass *dual = NULL;
  real *dw = numbers(network_weights(t.s.network));
  struct network_pass *pass = NULL;
  check_true(!dual_create(t.s.network, t.s.graph, &dual), "memory");
  check_true(!network_pass_create(other.network, t.s.graph, &pass),
             "a pass of another network on the same graph");
  check_true(dual_gradient(t.s.network, t.s.w, pass, t.s.points, dual, dw) ==
                 TFN_BAD_SHAPE,
             "it is refused");
  network_pass_free(pass);
  check_true(dual_gradient(t.s.network, t.s.w, t.s.pass, NULL, dual, dw) ==
                 TFN_NULL,
             "no direction");
  dual_free(dual);
  dual_free(NULL);
  free(dw);
  sample_free(&other);
  sample_free(&t.s);
}

static const struct test tests[] = {
    CASE(law_duals_give_the_gradient_of_the_loss),
    CASE(law_difference_and_duals_agree),
    CASE(law_duals_know_all_stages_of_chapter_6),
    CASE(edge_polynomials_at_rest),
    CASE(law_duals_know_polynomials_and_other_ways),
    CASE(law_error_falls_with_the_square_of_the_step),
    CASE(law_the_graph_is_put_back),
    CASE(law_gradients_and_reports_are_added),
    CASE(law_nothing_to_learn_gives_no_gradient),
    CASE(anchor_loss_and_errors_by_hand),
    CASE(anchor_a_pair_of_atoms),
    CASE(anchor_dual_numbers),
    CASE(edge_bad_losses),
    CASE(edge_stages_that_duals_do_not_know),
    CASE(edge_duals_of_another_pass),
};

TEST_MAIN("12-physics/force_loss", tests)

/* test_nbody_lesson.c: the task, and the networks that are taught it. */
#include "test_tools.h"

#include "nbody_lesson.h"
#include "nbody_model.h"

static const double EPS = (double)REAL_EPS;
enum { N = NBODY_BODIES, FEW = 6 };

/* ---- [rig] A short lesson and a small network ---- */
static struct nbody_recipe brief(void)
{
  struct nbody_recipe r = nbody_clean();
  r.before = 40, r.ahead = 200;
  return r;
}

static struct nbody_model_size small(void)
{
  struct nbody_model_size size = nbody_model_size();
  size.channels = 4, size.depth = 2, size.hidden = 4, size.heads = 2;
  size.basis = 5;
  return size;
}

struct rig {
  struct nbody_lesson lesson;
  struct network *network;
  struct trainer trainer;
};

static void begin(enum nbody_model_kind kind, size_t items, struct rig *t)
{
  struct nbody_recipe recipe = brief();
  struct nbody_model_size size = small();
  struct trainer_plan plan = {.seed = 5, .adam = adam_default()};
  plan.adam.rate = REAL(0.01);
  check_true(!nbody_lesson_begin(&recipe, 3, items, &t->lesson), "a lesson");
  enum tfn_status status = nbody_model(kind, &size, &t->network);
  check_true(!status, "%s: %s", nbody_model_name(kind), tfn_message(status));
  check_true(!trainer_create(t->network, &t->lesson.task, &plan, &t->trainer),
             "a trainer");
}

static void end(struct rig *t)
{
  trainer_free(&t->trainer);
  network_free(t->network);
  nbody_lesson_free(&t->lesson);
}

/* ---- [data] Questions and answers ---- */
TEST(law_a_lesson_is_its_samples)
{
  struct nbody_recipe recipe = brief();
  struct nbody_lesson lesson, other;
  check_true(!nbody_lesson_begin(&recipe, 3, FEW, &lesson) &&
                 !nbody_lesson_begin(&recipe, 4, FEW, &other),
             "two lessons");
  double worst = 0;
  for (size_t k = 0; k < FEW; k++) {
    struct nbody from, to;
    nbody_sample(&recipe, (uint64_t)3 << 32 | k, &from, &to, NULL);
    for (size_t i = 0; i < N; i++) {
      const real *want = lesson.want + (k * N + i) * 3;
      vec3 free_flight = vec3_add(from.x[i], vec3_scale(0.5, from.v[i]));
      vec3 d = vec3_sub(to.x[i], free_flight);
      worst = larger(worst, fabs((double)want[0] - d.y));
      worst = larger(worst, fabs((double)want[1] - d.z));
      worst = larger(worst, fabs((double)want[2] - d.x));
    }
  }
  check_residual(worst, 10 * EPS, "y, z, x of what forces did");
  check_true(difference(FEW * N * 3, lesson.want, other.want) > 0.01,
             "another seed, another lesson");
  nbody_lesson_free(&lesson), nbody_lesson_free(&other);
}

/* ---- [judge] The loss of the trainer is the error of the test ---- */
TEST(law_loss_and_test_agree)
{
  struct rig t;
  begin(NBODY_MODEL_ATTENTION, FEW, &t);
  double mse = 0, nothing = 0;
  check_true(!trainer_gradient(&t.trainer) && !trainer_collect(&t.trainer),
             "a gradient");
  check_true(!nbody_lesson_test(&t.lesson, t.network, t.trainer.w, &mse),
             "a test");
  for (size_t k = 0; k < FEW * N * 3; k++)
    nothing += (double)t.lesson.want[k] * (double)t.lesson.want[k];
  check_true(mse > 1e-4 && nothing > 1e-4, "there is something to learn");
  check_close(t.trainer.report.loss / mse, 1, 100 * EPS, "loss and error");
  /* without weights the network says nothing */
  memset(t.trainer.w, 0, t.trainer.weights * sizeof(real));
  nbody_lesson_test(&t.lesson, t.network, t.trainer.w, &mse);
  check_close(mse / (nothing / (FEW * N * 3)), 1, 100 * EPS, "a free flight");
  end(&t);
}

static double loss_of(void *context)
{
  struct rig *t = context;
  double mse = 0;
  nbody_lesson_test(&t->lesson, t->network, t->trainer.w, &mse);
  return mse;
}

TEST(law_the_loss_has_a_gradient)
{
  struct rig t;
  begin(NBODY_MODEL_ATTENTION, 2, &t);
  trainer_gradient(&t.trainer), trainer_collect(&t.trainer);
  check_residual(
      gradient_error(loss_of, &t, t.trainer.weights, t.trainer.w, t.trainer.dw),
      GRADIENT_TOLERANCE, "by the weights");
  end(&t);
}

TEST(law_networks_learn)
{
  struct rig t;
  begin(NBODY_MODEL_ATTENTION, FEW, &t);
  double before = loss_of(&t);
  bool done = true;
  check_true(!trainer_run(&t.trainer, 60, NULL, NULL, &done), "sixty steps");
  check_true(!done, "a task without an end");
  check_true(loss_of(&t) < before / 3, "%g, and before %g", loss_of(&t),
             before);
  end(&t);
}

/* ---- [symmetry] They turn with their input ---- */
TEST(law_predictions_turn)
{
  double worst = 0;
  for (int kind = 1; kind <= NBODY_MODEL_ATTENTION; kind++) {
    struct rig t;
    double one = 1;
    begin((enum nbody_model_kind)kind, FEW, &t);
    check_true(!nbody_lesson_turned(&t.lesson, t.network, t.trainer.w, 8, &one),
               "turned");
    check_true(one > 0, "copies differ by rounding");
    worst = larger(worst, one);
    end(&t);
  }
  claim("predictions-turn", worst, LAYER_TOLERANCE);
}

/* With eight factors, as far as the grid of silu reaches. */
TEST(law_equiformer_turns_nearly)
{
  struct rig t;
  double error = 1;
  begin(NBODY_MODEL_EQUIFORMER, FEW, &t);
  check_true(!nbody_lesson_turned(&t.lesson, t.network, t.trainer.w, 8, &error),
             "turned");
  check_true(error > 0, "copies differ");
  claim("e-bodiesturn", error, 5e-3);
  end(&t);
}

/* A stage that answers with the component of the velocity along one axis: no
 * vector at all. */
static enum tfn_status axis_workspace(const struct stage *stage,
                                      const struct geometry *geometry,
                                      size_t *count)
{
  (void)stage, (void)geometry;
  *count = 0;
  return TFN_OK;
}

static void axis_initial(const struct stage *stage, struct random *g, real *w)
{
  (void)stage, (void)g, (void)w;
}

static void axis_forward(const struct stage *stage, const struct stage_pass *p)
{
  (void)stage;
  for (size_t i = 0; i < p->geometry->graph->nodes; i++) {
    p->y[3 * i] = p->x[5 * i + 2];
    p->y[3 * i + 1] = p->y[3 * i + 2] = 0;
  }
}

static const struct stage_kind AXIS = {.name = "axis",
                                       .workspace = axis_workspace,
                                       .initial = axis_initial,
                                       .forward = axis_forward,
                                       .backward = axis_forward};

TEST(law_the_judge_of_symmetry_sees)
{
  struct rig t;
  double one = 0;
  begin(NBODY_MODEL_LINEAR, FEW, &t);
  struct stage axis = {.kind = &AXIS,
                       .in = t.network->in,
                       .out = t.network->stage[0].out,
                       .weights = 1};
  check_true(!network_replace(t.network, 0, 1, &axis), "another stage");
  nbody_lesson_turned(&t.lesson, t.network, t.trainer.w, 8, &one);
  check_true(one > 0.1, "it does not turn: %g", one);
  t.network->parity = false; /* labels that do not fit the inputs */
  check_true(nbody_lesson_turned(&t.lesson, t.network, t.trainer.w, 8, &one) ==
                 TFN_BAD_SHAPE,
             "labels");
  end(&t);
}

/* ---- [models] What each can see ---- */
static void velocities_turned(struct nbody_lesson *lesson)
{
  rot3 R = so3_exp((vec3){0.5, 1, -0.3});
  for (size_t k = 0; k < lesson->task.items; k++)
    for (size_t i = 0; i < N; i++)
      lesson->from[k].v[i] = so3_apply(R, lesson->from[k].v[i]);
}

TEST(law_invariant_networks_do_not_see_where_bodies_go)
{
  double change[NBODY_MODELS + 1];
  for (int kind = 1; kind <= NBODY_MODELS; kind++) {
    struct rig t;
    begin((enum nbody_model_kind)kind, FEW, &t);
    double before = loss_of(&t);
    velocities_turned(&t.lesson);
    change[kind] = fabs(loss_of(&t) / before - 1);
    end(&t);
  }
  check_residual(change[NBODY_MODEL_INVARIANT], 100 * EPS, "invariant");
  check_true(change[NBODY_MODEL_TFN] > 1e-3 &&
                 change[NBODY_MODEL_ATTENTION] > 1e-3,
             "the others do: %g, %g", change[NBODY_MODEL_TFN],
             change[NBODY_MODEL_ATTENTION]);
}

/* ---- [anchor] The linear network is one number ---- */
TEST(anchor_linear_network)
{
  struct rig t;
  begin(NBODY_MODEL_LINEAR, FEW, &t);
  check_true(network_weights(t.network) == 1, "one weight");
  double sum = 0, mse = 0;
  t.trainer.w[0] = REAL(-0.25);
  for (size_t k = 0; k < FEW; k++)
    for (size_t i = 0; i < N; i++) {
      const real *want = t.lesson.want + (k * N + i) * 3;
      vec3 v = t.lesson.from[k].v[i];
      vec3 d = {-0.25 * v.x - (double)want[2], -0.25 * v.y - (double)want[0],
                -0.25 * v.z - (double)want[1]};
      sum += vec3_dot(d, d) / (FEW * N * 3);
    }
  nbody_lesson_test(&t.lesson, t.network, t.trainer.w, &mse);
  check_close(mse / sum, 1, 100 * EPS, "a quarter of the velocity less");
  end(&t);
}

TEST(anchor_sizes_of_models)
{
  const size_t want[NBODY_MODELS] = {1, 3568, 11664, 18384, 20560};
  struct nbody_model_size size = nbody_model_size();
  for (int k = 0; k < NBODY_MODELS; k++) {
    struct network *network;
    enum nbody_model_kind kind = NBODY_MODEL_LINEAR;
    check_true(nbody_model_kind(
                   nbody_model_name((enum nbody_model_kind)(k + 1)), &kind) &&
                   (int)kind == k + 1,
               "its name");
    check_true(!nbody_model(kind, &size, &network), "a network");
    check_true(network_weights(network) == want[k], "%s: %zu weights",
               nbody_model_name(kind), network_weights(network));
    network_free(network);
  }
}

/* ---- [edges] Bad input ---- */
TEST(edge_models)
{
  struct nbody_model_size size = small();
  enum nbody_model_kind kind;
  struct network *network = NULL;
  check_true(nbody_model(NBODY_MODEL_TFN, NULL, &network) == TFN_NULL &&
                 nbody_model(NBODY_MODEL_TFN, &size, NULL) == TFN_NULL,
             "null");
  check_true(nbody_model((enum nbody_model_kind)0, &size, &network) ==
                     TFN_BAD_VALUE &&
                 nbody_model((enum nbody_model_kind)9, &size, &network) ==
                     TFN_BAD_VALUE &&
                 !network,
             "kinds");
  size.heads = 3;
  check_true(nbody_model(NBODY_MODEL_ATTENTION, &size, &network) ==
                 TFN_BAD_SHAPE,
             "heads");
  size.channels = 1;
  check_true(nbody_model(NBODY_MODEL_TFN, &size, &network) == TFN_BAD_VALUE,
             "one channel");
  check_true(!nbody_model_kind("tetris", &kind) &&
                 !nbody_model_kind(NULL, &kind) &&
                 !nbody_model_kind("tfn", NULL) &&
                 !nbody_model_name((enum nbody_model_kind)9),
             "names");
}

TEST(edge_lessons)
{
  struct nbody_recipe recipe = brief(), bad = recipe;
  struct nbody_lesson lesson;
  bad.dt = 0;
  check_true(nbody_lesson_begin(NULL, 1, 1, &lesson) == TFN_NULL &&
                 nbody_lesson_begin(&recipe, 1, 1, NULL) == TFN_NULL,
             "null");
  check_true(nbody_lesson_begin(&recipe, 1, 0, &lesson) == TFN_BAD_VALUE &&
                 nbody_lesson_begin(&recipe, (uint64_t)1 << 32, 1, &lesson) ==
                     TFN_BAD_VALUE &&
                 nbody_lesson_begin(&bad, 1, 1, &lesson) == TFN_BAD_VALUE,
             "values");
  check_true(nbody_lesson_begin(&recipe, 1, SIZE_MAX / 2, &lesson) ==
                     TFN_NO_MEMORY &&
                 !lesson.from,
             "more than there is");
  nbody_lesson_free(NULL);
  struct rig t;
  double d;
  begin(NBODY_MODEL_TFN, 1, &t);
  check_true(
      nbody_lesson_test(NULL, t.network, t.trainer.w, &d) == TFN_NULL &&
          nbody_lesson_test(&t.lesson, NULL, t.trainer.w, &d) == TFN_NULL &&
          nbody_lesson_test(&t.lesson, t.network, NULL, &d) == TFN_NULL &&
          nbody_lesson_turned(&t.lesson, t.network, t.trainer.w, 1, NULL) ==
              TFN_NULL,
      "nothing to judge");
  end(&t);
}

/* ---- [main] The suite ---- */
static const struct test tests[] = {
    CASE(law_a_lesson_is_its_samples),
    CASE(law_loss_and_test_agree),
    CASE(law_the_loss_has_a_gradient),
    CASE(law_networks_learn),
    CASE(law_predictions_turn),
    CASE(law_equiformer_turns_nearly),
    CASE(law_the_judge_of_symmetry_sees),
    CASE(law_invariant_networks_do_not_see_where_bodies_go),
    CASE(anchor_linear_network),
    CASE(anchor_sizes_of_models),
    CASE(edge_models),
    CASE(edge_lessons),
};
TEST_MAIN("10-attention/nbody_lesson", tests)

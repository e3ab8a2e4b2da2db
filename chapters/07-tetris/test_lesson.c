/* test_lesson.c: it learns from every seed, and no motion confuses it. */
#define _POSIX_C_SOURCE 200809L
#include "store.h"
#include "test.h"
#include "trial.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- [help] Lessons ---- */
static const enum tetris_shape EIGHT[] = {
    TETRIS_LEFT,   TETRIS_RIGHT, TETRIS_SQUARE, TETRIS_LINE,
    TETRIS_CORNER, TETRIS_L,     TETRIS_T,      TETRIS_ZIGZAG};
/* All but right: it is what the parity network has never seen. */
static const enum tetris_shape SEVEN[] = {
    TETRIS_LEFT, TETRIS_SQUARE, TETRIS_LINE,  TETRIS_CORNER,
    TETRIS_L,    TETRIS_T,      TETRIS_ZIGZAG};

static void begin(enum model_kind kind, uint64_t seed, struct training *t)
{
  size_t n = kind == MODEL_PARITY ? 7 : 8;
  check_true(training_begin(kind, seed, n, n == 7 ? SEVEN : EIGHT, t) == TFN_OK,
             "a lesson of %d shapes", (int)n);
}

static bool teach(enum model_kind kind, uint64_t seed, size_t most,
                  struct training *t)
{
  bool done = false;
  begin(kind, seed, t);
  check_true(trainer_run(&t->trainer, most, NULL, NULL, &done) == TFN_OK,
             "it ran");
  return done;
}

/* How good it is now: without a step. */
static void look(struct training *t)
{
  check_true(trainer_gradient(&t->trainer) == TFN_OK, "looked");
  check_true(trainer_collect(&t->trainer) == TFN_OK, "added up");
}

/* Shifts by 10 edges put 10 eps on an edge vector.  The logits of a trained
 * network have slopes below a hundred per edge, and a probability changes at
 * most a quarter as much as a logit does: some 250 eps.  Asked is 1e-12 in
 * double, 4500 eps, and in float 840. */
static const double MOVED = REAL_IS_FLOAT ? 1e-4 : 1e-12;

/* ---- [law] It learns ---- */
TEST(law_every_seed_learns)
{
  int failed = 0;
  for (uint64_t seed = 1; seed <= 20; seed++) {
    struct training t;
    bool done = teach(MODEL_TALK, seed, 1000, &t);
    failed += !(done && training_right(&t) == 8 && training_sure(&t) >= 0.9);
    training_free(&t);
  }
  claim("every-seed", failed, 0);
}

TEST(law_the_large_network_learns)
{
  struct training t;
  check_true(teach(MODEL_LARGE, 1, 400, &t), "within 400 steps");
  training_free(&t);
}

TEST(law_the_loss_falls)
{
  struct training t;
  begin(MODEL_TALK, 2, &t);
  look(&t);
  double first = t.trainer.report.loss;
  for (int i = 0; i < 60; i++)
    check_true(trainer_step(&t.trainer) == TFN_OK, "step %d", i);
  look(&t);
  check_true(t.trainer.report.loss < first / 2, "from %g to %g", first,
             t.trainer.report.loss);
  check_true(t.trainer.adam.step == 60, "60 steps were counted");
  training_free(&t);
}

/* ---- [law] What is learned once is known in every place ---- */
TEST(law_every_moved_copy_is_named_right)
{
  struct training t;
  struct trial trial;
  struct trial_plan plan = {80, 1000, 10, false};
  double *dp = malloc(plan.motions * sizeof *dp), most = 0;
  teach(MODEL_TALK, 1, 1000, &t);
  check_true(dp &&
                 trial_run(t.network, t.trainer.w, &plan, &trial, dp) == TFN_OK,
             "tried");
  check_true(trial.n == 8000, "8000 copies");
  check_true(trial_accuracy(&trial) == 1, "all of them");
  for (size_t i = 0; i < plan.motions; i++)
    most = larger(most, dp[i]);
  check_close(most, trial.max_dp, 0, "the largest of the list");
  check_true(most > 0, "something was rounded");
  for (int s = 0; s < 8; s++)
    check_true(trial.confusion[s][s] == 1000, "1000 times %s",
               tetris_name((enum tetris_shape)s));
  claim("rotations-right", (double)(trial.n - trial.right), 0);
  claim("dp-small", trial.max_dp, MOVED);
  free(dp);
  training_free(&t);
}

TEST(law_the_unseen_mirror_image_is_recognised)
{
  struct training t;
  struct trial trial;
  struct trial_plan plan = {81, 500, 10, true};
  size_t wrong = 0;
  for (uint64_t seed = 1; seed <= 5; seed++) {
    check_true(teach(MODEL_PARITY, seed, 2000, &t), "seven shapes");
    check_true(trial_run(t.network, t.trainer.w, &plan, &trial, NULL) == TFN_OK,
               "ran");
    wrong += trial.n - trial.right;
    check_residual(trial.max_dp, MOVED, "mirrors included");
    check_true(trial.confusion[TETRIS_RIGHT][TETRIS_RIGHT] == 500,
               "right was never in the lesson");
    training_free(&t);
  }
  claim("unseen-mirror", (double)wrong, 0);
}

/* The two chiral shapes have one vector of probabilities, whose two entries
 * sum to at most 1; so -log p - log q >= 2 log 2, of 8 shapes. */
TEST(law_a_mirror_blind_network_cannot_pass_log_2)
{
  static const enum model_kind blind[] = {MODEL_POLAR, MODEL_DISTANCES};
  double below = 0;
  for (int i = 0; i < 2; i++)
    for (uint64_t seed = 1; seed <= 3; seed++) {
      struct training t;
      check_true(!teach(blind[i], seed, 600, &t), "it cannot be taught");
      below = larger(below, log(2) / 4 - t.trainer.report.loss);
      check_true(training_right(&t) <= 7, "seven at most");
      check_true(training_sure(&t) <= 0.5 + 4 * (double)REAL_EPS,
                 "heads or tails");
      training_free(&t);
    }
  claim("blind-loss", below, 8 * (double)REAL_EPS);
}

TEST(law_blind_networks_learn_the_rest)
{
  struct training t;
  teach(MODEL_DISTANCES, 1, 1500, &t);
  check_true(training_right(&t) == 7, "all but one of the pair, not %d",
             (int)training_right(&t));
  check_close(t.trainer.report.loss, log(2) / 4, 0.02, "near the bound");
  training_free(&t);
}

/* ---- [law] The same again ---- */
TEST(law_the_same_seed_gives_the_same_bits)
{
  struct training a, b;
  teach(MODEL_TALK, 3, 50, &a);
  teach(MODEL_TALK, 3, 50, &b);
  size_t bytes = a.trainer.weights * sizeof *a.trainer.w;
  check_true(!memcmp(a.trainer.w, b.trainer.w, bytes), "bit by bit");
  training_free(&b);
  teach(MODEL_TALK, 4, 50, &b);
  check_true(memcmp(a.trainer.w, b.trainer.w, bytes) != 0,
             "another seed, another network");
  training_free(&a);
  training_free(&b);
}

/* A file of a run, in a place of its own. */
static void temporary(char *path)
{
  int fd = mkstemp(path);
  check_true(fd >= 0 && !close(fd), "a file");
}

static void save(const char *path, const struct training *t)
{
  check_true(training_save(path, t) == STORE_OK, "saved");
}

static void load(const char *path, struct training *t)
{
  check_true(training_load(path, t) == STORE_OK, "loaded");
}

TEST(law_a_loaded_network_answers_the_same)
{
  char path[] = "/tmp/training-test-XXXXXX";
  struct training t;
  struct trial a, b;
  struct trial_plan plan = {82, 50, 10, false};
  double before[50], after[50];
  temporary(path);
  teach(MODEL_TALK, 5, 1000, &t);
  save(path, &t);
  trial_run(t.network, t.trainer.w, &plan, &a, before);
  memset(t.trainer.w, 0, t.trainer.weights * sizeof *t.trainer.w);
  load(path, &t);
  trial_run(t.network, t.trainer.w, &plan, &b, after);
  check_true(!memcmp(&a, &b, sizeof a), "the same trial, bit by bit");
  check_true(!memcmp(before, after, sizeof after), "motion by motion");
  unlink(path);
  training_free(&t);
}

/* Stopped at each of ten steps, saved, loaded by another run, gone on with. */
TEST(law_a_resumed_lesson_has_the_same_bits)
{
  char path[] = "/tmp/training-test-XXXXXX";
  struct training whole, first, second;
  size_t differ = 0;
  temporary(path);
  teach(MODEL_PARITY, 6, 25, &whole);
  size_t bytes = 3 * whole.trainer.weights * sizeof *whole.trainer.w;
  for (size_t stop = 5; stop < 15; stop++) {
    teach(MODEL_PARITY, 6, stop, &first);
    save(path, &first);
    begin(MODEL_PARITY, 7, &second);
    load(path, &second);
    check_true(second.trainer.plan.seed == 6, "whose run it was");
    check_true(!trainer_run(&second.trainer, 25, NULL, NULL, NULL), "went on");
    differ += memcmp(second.trainer.w, whole.trainer.w, bytes) != 0;
    training_free(&first);
    training_free(&second);
  }
  claim("resumed-bits", (double)differ, 0);
  unlink(path);
  training_free(&whole);
}

/* ---- [gradient] From the loss to every weight ----
 *
 * Fourth-order central differences with step h: h^4 from the formula and
 * eps / h from rounding.  Logits of some tens make the fifth derivative of the
 * loss up to 10^6 times the first, so h is somewhat below eps^(1/5), and 1e-7
 * relative are left in double.  In float the same sum is 1e-2. */
struct walk {
  struct training t;
  size_t n;
  real *w, *dw, *u; /* where it starts, the gradient there, where it goes */
};

static double loss_along(struct walk *at, real step)
{
  for (size_t k = 0; k < at->n; k++)
    at->t.trainer.w[k] = at->w[k] + step * at->u[k];
  look(&at->t);
  return at->t.trainer.report.loss;
}

static double slope_error(struct walk *at)
{
  const real h = REAL_IS_FLOAT ? REAL(0.02) : REAL(3e-4);
  double near = loss_along(at, h) - loss_along(at, -h), slope = 0;
  double far = loss_along(at, 2 * h) - loss_along(at, -2 * h);
  for (size_t k = 0; k < at->n; k++)
    slope += (double)at->dw[k] * (double)at->u[k];
  return fabs((8 * near - far) / (12 * (double)h) - slope);
}

static void walk_begin(enum model_kind kind, struct walk *at)
{
  begin(kind, 8, &at->t);
  look(&at->t);
  at->n = at->t.trainer.weights;
  at->w = memory_reals(at->n);
  at->dw = memory_reals(at->n);
  at->u = memory_reals(at->n);
  check_true(at->w && at->dw && at->u, "memory");
  memcpy(at->w, at->t.trainer.w, at->n * sizeof *at->w);
  memcpy(at->dw, at->t.trainer.dw, at->n * sizeof *at->dw);
}

/* A hundred weights one by one, then all at once along twenty directions of
 * length 1, in which no weight stands still. */
static double gradient_error(enum model_kind kind)
{
  struct walk at;
  struct random g = random_seed(77);
  double worst = 0, scale = 0;
  walk_begin(kind, &at);
  for (size_t k = 0; k < at.n; k++) {
    scale = larger(scale, fabs((double)at.dw[k]));
    at.u[k] = 0;
  }
  for (size_t i = 0; i < 100; i++) {
    size_t k = random_below(&g, at.n);
    at.u[k] = 1;
    worst = larger(worst, slope_error(&at));
    at.u[k] = 0;
  }
  const real even = 1 / real_sqrt((real)at.n);
  for (size_t i = 0; i < 20; i++) {
    for (size_t k = 0; k < at.n; k++)
      at.u[k] = random_below(&g, 2) ? even : -even;
    worst = larger(worst, slope_error(&at));
  }
  free(at.w), free(at.dw), free(at.u);
  training_free(&at.t);
  return worst / scale;
}

TEST(law_gradient_of_the_lesson)
{
  double worst = 0;
  for (int kind = 1; kind <= MODEL_KINDS; kind++)
    worst = larger(worst, gradient_error((enum model_kind)kind));
  claim("model-gradient", worst, REAL_IS_FLOAT ? 1e-2 : 1e-7);
}

/* ---- [anchor] A network that knows nothing ----
 *
 * With all parameters zero every probability is 1/8 and the loss is log 8; the
 * first class wins the tie. */
TEST(anchor_knows_nothing)
{
  struct training t;
  struct trial trial;
  struct trial_plan plan = {83, 25, 10, false};
  begin(MODEL_TALK, 7, &t);
  memset(t.trainer.w, 0, t.trainer.weights * sizeof *t.trainer.w);
  look(&t);
  check_close(t.trainer.report.loss, 2.0794415416798359283,
              8 * (double)REAL_EPS, "log 8");
  check_close(training_sure(&t), 0.125, (double)REAL_EPS, "one in eight");
  check_true(training_right(&t) == 1, "the first class is right once");
  trial_run(t.network, t.trainer.w, &plan, &trial, NULL);
  check_true(trial.n == 200 && trial.right == 25, "25 of 200");
  check_true(trial.confusion[TETRIS_T][TETRIS_LEFT] == 25, "T taken for left");
  check_close(trial_accuracy(&trial), 0.125, 0, "an eighth");
  check_close(trial.max_dp, 0, 0, "nothing changes");
  training_free(&t);
}

/* Mirrored copies of a network that was taught both: left counts as right. */
TEST(anchor_mirrors_change_places)
{
  struct training t;
  struct trial trial;
  struct trial_plan plan = {84, 10, 10, true};
  teach(MODEL_TALK, 1, 1000, &t);
  trial_run(t.network, t.trainer.w, &plan, &trial, NULL);
  check_true(trial.confusion[TETRIS_LEFT][TETRIS_LEFT] == 10, "left");
  check_true(trial.confusion[TETRIS_RIGHT][TETRIS_RIGHT] == 10, "right");
  check_true(trial.right == 80, "and all others");
  training_free(&t);
}

/* ---- [edge] Bad input ---- */
TEST(edge_null_lesson)
{
  struct training t;
  struct trial trial;
  struct trial_plan plan = {1, 1, 1, false};
  check_true(training_begin(MODEL_TALK, 1, 8, NULL, &t) == TFN_NULL, "shapes");
  check_true(training_begin(MODEL_TALK, 1, 8, EIGHT, NULL) == TFN_NULL, "t");
  check_true(lesson_begin(8, EIGHT, NULL) == TFN_NULL &&
                 lesson_begin(8, NULL, &t.lesson) == TFN_NULL,
             "lesson");
  check_true(training_right(NULL) == 0 && training_sure(NULL) == 0, "nobody");
  begin(MODEL_TALK, 1, &t);
  check_true(trial_run(NULL, t.trainer.w, &plan, &trial, NULL) == TFN_NULL,
             "network");
  check_true(trial_run(t.network, NULL, &plan, &trial, NULL) == TFN_NULL, "w");
  check_true(trial_run(t.network, t.trainer.w, NULL, &trial, NULL) == TFN_NULL,
             "plan");
  check_true(trial_run(t.network, t.trainer.w, &plan, NULL, NULL) == TFN_NULL,
             "trial");
  check_true(trial_accuracy(NULL) == 0, "no trial");
  training_free(&t);
  check_true(trainer_step(&t.trainer) == TFN_NULL, "after free");
  training_free(&t);
  training_free(NULL);
}

TEST(edge_bad_lessons)
{
  struct training t;
  enum tetris_shape nine[9] = {TETRIS_T}, bad[1] = {(enum tetris_shape)8};
  check_true(training_begin(MODEL_TALK, 1, 0, EIGHT, &t) == TFN_BAD_VALUE,
             "nothing to learn");
  check_true(training_begin(MODEL_TALK, 1, 9, nine, &t) == TFN_BAD_VALUE, "9");
  check_true(training_begin(MODEL_TALK, 1, 1, bad, &t) == TFN_BAD_VALUE,
             "no such shape");
  check_true(training_begin((enum model_kind)0, 1, 8, EIGHT, &t) ==
                 TFN_BAD_VALUE,
             "no such kind");
  check_true(training_begin(MODEL_TALK, 1, 1, EIGHT, &t) == TFN_OK, "one");
  training_free(&t);
}

TEST(edge_not_finite_lesson)
{
  struct training t;
  struct trial trial;
  struct trial_plan plan = {1, 3, 1, false};
  begin(MODEL_TALK, 1, &t);
  t.trainer.w[t.trainer.weights - 1] = (real)NAN; /* the last bias */
  real before = t.trainer.w[10];
  check_true(trainer_step(&t.trainer) == TFN_NOT_FINITE, "the loss is NaN");
  check_true(t.trainer.w[10] == before && t.trainer.adam.step == 0,
             "no step was taken");
  check_true(trial_run(t.network, t.trainer.w, &plan, &trial, NULL) == TFN_OK,
             "tried");
  check_true(isnan(trial.max_dp), "NaN is not hidden");
  training_free(&t);
}

TEST(edge_no_motion_and_no_step)
{
  struct training t;
  struct trial trial;
  struct trial_plan plan = {1, 0, 1, false};
  bool done = true;
  begin(MODEL_TALK, 1, &t);
  check_true(trainer_run(&t.trainer, 0, NULL, NULL, &done) == TFN_OK,
             "no step");
  check_true(!done && t.trainer.adam.step == 0 && t.trainer.report.loss > 0,
             "only a look");
  check_true(trial_run(t.network, t.trainer.w, &plan, &trial, NULL) == TFN_OK,
             "none");
  check_true(trial.n == 0 && trial_accuracy(&trial) == 0, "0 of 0");
  plan.motions = 2, plan.reach = (double)INFINITY;
  check_true(trial_run(t.network, t.trainer.w, &plan, &trial, NULL) ==
                     TFN_NOT_FINITE &&
                 trial.n == 0,
             "moved out of all reach");
  training_free(&t);
}

TEST(edge_a_run_of_another_network)
{
  char path[] = "/tmp/training-test-XXXXXX";
  struct training t, other, none = {0};
  temporary(path);
  begin(MODEL_TALK, 1, &t);
  begin(MODEL_PARITY, 2, &other);
  size_t n = 3 * other.trainer.weights;
  real *before = malloc(n * sizeof *before);
  check_true(before != NULL, "memory");
  memcpy(before, other.trainer.w, n * sizeof *before);
  save(path, &t);
  check_true(training_load(path, &other) == STORE_WRONG_NETWORK, "refused");
  check_true(!memcmp(before, other.trainer.w, n * sizeof *before) &&
                 other.trainer.plan.seed == 2,
             "and nothing was touched");
  check_true(training_save(path, NULL) == STORE_NULL &&
                 training_save(path, &none) == STORE_NULL &&
                 training_load(path, NULL) == STORE_NULL &&
                 training_load(path, &none) == STORE_NULL &&
                 training_save(NULL, &t) == STORE_NULL &&
                 training_load(NULL, &t) == STORE_NULL,
             "null");
  free(before);
  unlink(path);
  training_free(&t);
  training_free(&other);
}

/* ---- [table] ---- */
static const struct test tests[] = {
    {"law_every_seed_learns", law_every_seed_learns, 60},
    {"law_the_large_network_learns", law_the_large_network_learns, 60},
    CASE(law_the_loss_falls),
    {"law_every_moved_copy_is_named_right", law_every_moved_copy_is_named_right,
     60},
    {"law_the_unseen_mirror_image_is_recognised",
     law_the_unseen_mirror_image_is_recognised, 60},
    {"law_a_mirror_blind_network_cannot_pass_log_2",
     law_a_mirror_blind_network_cannot_pass_log_2, 60},
    {"law_blind_networks_learn_the_rest", law_blind_networks_learn_the_rest,
     60},
    CASE(law_the_same_seed_gives_the_same_bits),
    CASE(law_a_loaded_network_answers_the_same),
    CASE(law_a_resumed_lesson_has_the_same_bits),
    {"law_gradient_of_the_lesson", law_gradient_of_the_lesson, 60},
    CASE(anchor_knows_nothing),
    CASE(anchor_mirrors_change_places),
    CASE(edge_null_lesson),
    CASE(edge_bad_lessons),
    CASE(edge_not_finite_lesson),
    CASE(edge_no_motion_and_no_step),
    CASE(edge_a_run_of_another_network),
};
TEST_MAIN("07-tetris/lesson", tests)

/* test_training.c: it learns from every seed, and no motion confuses it. */
#define _POSIX_C_SOURCE 200809L
#include "store.h"
#include "test.h"
#include "training.h"

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
  check_true(training_run(t, most, NULL, NULL, &done) == TFN_OK, "it ran");
  return done;
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
    failed += !(done && t.right == 8 && t.sure >= 0.9);
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
  check_true(training_look(&t) == TFN_OK, "looked");
  double first = (double)t.loss;
  for (int i = 0; i < 60; i++)
    check_true(training_step(&t) == TFN_OK, "step %d", i);
  training_look(&t);
  check_true((double)t.loss < first / 2, "from %g to %g", first,
             (double)t.loss);
  check_true(t.adam.step == 60, "60 steps were counted");
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
  check_true(dp && trial_run(&t.model, t.w, &plan, &trial, dp) == TFN_OK,
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
    check_true(trial_run(&t.model, t.w, &plan, &trial, NULL) == TFN_OK, "ran");
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
      below = larger(below, log(2) / 4 - (double)t.loss);
      check_true(t.right <= 7, "seven at most");
      check_true(t.sure <= 0.5 + 4 * (double)REAL_EPS, "heads or tails");
      training_free(&t);
    }
  claim("blind-loss", below, 8 * (double)REAL_EPS);
}

TEST(law_blind_networks_learn_the_rest)
{
  struct training t;
  teach(MODEL_DISTANCES, 1, 1500, &t);
  check_true(t.right == 7, "all but one of the pair, not %d", (int)t.right);
  check_close(t.loss, log(2) / 4, 0.02, "near the bound");
  training_free(&t);
}

/* ---- [law] The same again ---- */
TEST(law_the_same_seed_gives_the_same_bits)
{
  struct training a, b;
  teach(MODEL_TALK, 3, 50, &a);
  teach(MODEL_TALK, 3, 50, &b);
  size_t bytes = model_weights(&a.model) * sizeof *a.w;
  check_true(!memcmp(a.w, b.w, bytes), "bit by bit");
  training_free(&b);
  teach(MODEL_TALK, 4, 50, &b);
  check_true(memcmp(a.w, b.w, bytes) != 0, "another seed, another network");
  training_free(&a);
  training_free(&b);
}

TEST(law_a_loaded_network_answers_the_same)
{
  char path[] = "/tmp/training-test-XXXXXX";
  int fd = mkstemp(path);
  struct training t;
  struct trial a, b;
  struct trial_plan plan = {82, 50, 10, false};
  double before[50], after[50];
  check_true(fd >= 0 && !close(fd), "a file");
  teach(MODEL_TALK, 5, 1000, &t);
  size_t n = model_weights(&t.model);
  struct store_record record = {MODEL_TALK, 5, t.adam.step, n};
  check_true(store_save(path, &record, t.w) == STORE_OK, "saved");
  trial_run(&t.model, t.w, &plan, &a, before);
  memset(t.w, 0, n * sizeof *t.w);
  check_true(store_load(path, MODEL_TALK, n, NULL, t.w) == STORE_OK, "loaded");
  trial_run(&t.model, t.w, &plan, &b, after);
  check_true(!memcmp(&a, &b, sizeof a), "the same trial, bit by bit");
  check_true(!memcmp(before, after, sizeof after), "motion by motion");
  unlink(path);
  training_free(&t);
}

static void count(const struct training *t, void *context)
{
  size_t *seen = context;
  check_true(t->adam.step == ++*seen, "called after every step");
}

TEST(law_the_watcher_sees_every_step)
{
  struct training t;
  size_t seen = 0;
  bool done = true;
  begin(MODEL_TALK, 6, &t);
  training_run(&t, 10, count, &seen, &done);
  check_true(seen == 10 && t.adam.step == 10, "ten steps");
  check_true(!done, "ten steps are too few");
  training_free(&t);
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
  memset(t.w, 0, model_weights(&t.model) * sizeof *t.w);
  check_true(training_look(&t) == TFN_OK, "looked");
  check_close(t.loss, 2.0794415416798359283, 8 * (double)REAL_EPS, "log 8");
  check_close(t.sure, 0.125, (double)REAL_EPS, "one in eight");
  check_true(t.right == 1, "the first class is right once");
  trial_run(&t.model, t.w, &plan, &trial, NULL);
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
  trial_run(&t.model, t.w, &plan, &trial, NULL);
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
  bool done;
  check_true(training_begin(MODEL_TALK, 1, 8, NULL, &t) == TFN_NULL, "shapes");
  check_true(training_begin(MODEL_TALK, 1, 8, EIGHT, NULL) == TFN_NULL, "t");
  check_true(training_judge(NULL) == TFN_NULL, "judge");
  check_true(!training_learned(NULL), "learned");
  check_true(training_look(NULL) == TFN_NULL, "look");
  check_true(training_step(NULL) == TFN_NULL, "step");
  check_true(training_run(NULL, 1, NULL, NULL, &done) == TFN_NULL, "run");
  begin(MODEL_TALK, 1, &t);
  check_true(training_run(&t, 1, NULL, NULL, NULL) == TFN_NULL, "done");
  check_true(trial_run(NULL, t.w, &plan, &trial, NULL) == TFN_NULL, "model");
  check_true(trial_run(&t.model, NULL, &plan, &trial, NULL) == TFN_NULL, "w");
  check_true(trial_run(&t.model, t.w, NULL, &trial, NULL) == TFN_NULL, "plan");
  check_true(trial_run(&t.model, t.w, &plan, NULL, NULL) == TFN_NULL, "trial");
  check_true(trial_accuracy(NULL) == 0, "no trial");
  training_free(&t);
  check_true(training_look(&t) == TFN_NULL, "after free");
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
  t.w[model_weights(&t.model) - 1] = (real)NAN; /* the last bias */
  real before = t.w[10];
  check_true(training_step(&t) == TFN_NOT_FINITE, "the loss is NaN");
  check_true(t.w[10] == before && t.adam.step == 0, "no step was taken");
  check_true(trial_run(&t.model, t.w, &plan, &trial, NULL) == TFN_OK, "tried");
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
  check_true(training_run(&t, 0, NULL, NULL, &done) == TFN_OK, "no step");
  check_true(!done && t.adam.step == 0 && (double)t.loss > 0, "only a look");
  check_true(trial_run(&t.model, t.w, &plan, &trial, NULL) == TFN_OK, "none");
  check_true(trial.n == 0 && trial_accuracy(&trial) == 0, "0 of 0");
  training_free(&t);
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
    CASE(law_the_watcher_sees_every_step),
    CASE(anchor_knows_nothing),
    CASE(anchor_mirrors_change_places),
    CASE(edge_null_lesson),
    CASE(edge_bad_lessons),
    CASE(edge_not_finite_lesson),
    CASE(edge_no_motion_and_no_step),
};
TEST_MAIN("07-tetris/training", tests)

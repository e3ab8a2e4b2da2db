/* test_trainer.c: batches, gradients in parts, runs that stop and go on. */
#include "test_tools.h"

#include <stdint.h>

/* ---- [task] Clouds of three points, and the sum of their distances ----
 *
 * Item k is a cloud drawn from the seed k; one node carries an invariant
 * feature of its own, so that batches have features to hand over. */
enum { ITEMS = 11, POINTS = 3 };

static void draw(size_t item, real *points)
{
  struct random g = random_seed(item);
  real *p = cloud(&g, POINTS);
  memcpy(points, p, 3 * POINTS * sizeof *p);
  free(p);
}

static enum tfn_status draw_batch(const struct task *task,
                                  const struct network *network,
                                  struct batch *batch)
{
  (void)task;
  size_t counts[ITEMS];
  real points[3 * POINTS * ITEMS];
  batch->x = numbers(batch->items * POINTS);
  for (size_t i = 0; i < batch->items; i++) {
    counts[i] = POINTS;
    draw(batch->item[i], points + 3 * POINTS * i);
    batch->x[POINTS * i] = (real)(batch->item[i] % 3);
  }
  return network_graph(network, batch->items, counts, points, &batch->graph);
}

static real wanted(const struct graph *graph, size_t g)
{
  real sum = 0;
  for (size_t i = graph->segment[g]; i < graph->segment[g + 1]; i++)
    for (size_t e = graph->first[i]; e < graph->first[i + 1]; e++)
      sum += graph->length[e] / 4;
  return sum;
}

static void squares(const struct task *task, const struct batch *batch,
                    real share, struct network_pass *pass,
                    struct report *report)
{
  (void)task;
  for (size_t g = 0; g < batch->items; g++) {
    real loss, want = wanted(batch->graph, g);
    loss_squares(1, pass->answer[0] + g, &want, share, pass->danswer[0] + g,
                 &loss);
    report->loss += (double)loss;
    report->sum[0] += 1;
    report->sum[1] += (double)batch->item[g];
    report->least = fmin(report->least, (double)batch->item[g]);
  }
}

static bool good_enough(const struct task *task, const struct report *report)
{
  (void)task;
  return report->loss < 0.05;
}

static const struct task DISTANCES = {.name = "distances",
                                      .items = ITEMS,
                                      .batch = draw_batch,
                                      .loss = squares,
                                      .done = good_enough};

static struct network *small_network(void)
{
  struct network_description is = {
      .in = "1x0e", .lmax = 1, .basis = {RADIAL_GAUSSIAN, 6, 5, 0}};
  struct network *network;
  check_true(!network_create(&is, &network) &&
                 !network_add_layer(network, "4x0e + 2x1e", GATE_NORM, 5, 2) &&
                 !network_add_layer(network, "1x0e", GATE_NONE, 5, 2) &&
                 !network_answer(network, "1x0e", ANSWER_SUM),
             "two layers");
  return network;
}

static struct trainer_plan plan_of(size_t batch, size_t parts)
{
  struct trainer_plan plan = {
      .seed = 5, .batch = batch, .parts = parts, .adam = adam_default()};
  plan.adam.rate = REAL(0.01);
  return plan;
}

static struct trainer begin(const struct network *network,
                            const struct task *task,
                            const struct trainer_plan *plan)
{
  struct trainer t;
  enum tfn_status status = trainer_create(network, task, plan, &t);
  check_true(!status, "a trainer: %s", tfn_message(status));
  return t;
}

static bool same(const struct trainer *a, const struct trainer *b)
{
  return a->adam.step == b->adam.step &&
         !memcmp(a->w, b->w, 3 * a->weights * sizeof *a->w);
}

/* ---- [learn] It learns ---- */
TEST(law_the_loss_falls)
{
  struct network *n = small_network();
  for (size_t batch = 0; batch <= 4; batch += 4) {
    struct trainer_plan plan = plan_of(batch, 1);
    struct trainer t = begin(n, &DISTANCES, &plan);
    trainer_gradient(&t), trainer_collect(&t);
    double first = t.report.loss;
    bool done = false;
    check_true(!trainer_run(&t, 2000, NULL, NULL, &done), "it ran");
    check_true(done && t.report.loss < 0.05 && first > 0.5,
               "from %g to %g in %zu steps", first, t.report.loss, t.adam.step);
    trainer_free(&t);
  }
  network_free(n);
}

/* The gradient of a step against differences of its loss. */
struct step_case {
  struct trainer *t;
};

static double loss_of_step(void *context)
{
  struct step_case *c = context;
  trainer_gradient(c->t), trainer_collect(c->t);
  return c->t->report.loss;
}

TEST(law_the_gradient_is_that_of_the_loss)
{
  struct network *n = small_network();
  double worst = 0;
  for (size_t batch = 0; batch <= 6; batch += 3) {
    struct trainer_plan plan = plan_of(batch, 3);
    struct trainer t = begin(n, &DISTANCES, &plan);
    struct step_case c = {&t};
    loss_of_step(&c), loss_of_step(&c); /* the second leaves as much */
    real *dw = copy_of(t.weights, t.dw);
    worst = larger(worst, gradient_error(loss_of_step, &c, t.weights, t.w, dw));
    free(dw);
    trainer_free(&t);
  }
  check_residual(worst, GRADIENT_TOLERANCE, "in batches and parts");
  network_free(n);
}

/* ---- [bits] The same bits, however the work is shared out ---- */
TEST(law_a_run_that_stopped_goes_on_with_the_same_bits)
{
  struct network *n = small_network();
  int differ = 0;
  for (size_t batch = 0; batch <= 4; batch += 4)
    for (size_t stop = 0; stop < 10; stop++) {
      struct trainer_plan plan = plan_of(batch, 2);
      struct trainer a = begin(n, &DISTANCES, &plan);
      struct trainer b = begin(n, &DISTANCES, &plan);
      trainer_run(&a, 10, NULL, NULL, NULL);
      trainer_run(&b, stop, NULL, NULL, NULL);
      size_t step = b.adam.step;
      real *state = copy_of(3 * b.weights, b.w);
      trainer_free(&b);
      plan.adam.step = 0;
      b = begin(n, &DISTANCES, &plan);
      check_true(!trainer_restore(&b, step, state), "restored at %zu", step);
      trainer_run(&b, 10, NULL, NULL, NULL);
      differ += !same(&a, &b);
      free(state);
      trainer_free(&a), trainer_free(&b);
    }
  claim("t-resume", differ, 0);
  network_free(n);
}

/* Three workers, each with a share of five parts: what one worker computes. */
static void exchange(struct trainer *t, size_t workers)
{
  for (size_t p = 0; p < t[0].plan.parts; p++)
    for (size_t k = 0; k < workers; k++) {
      const struct trainer *from = &t[p % workers];
      if (k == p % workers)
        continue;
      memcpy(t[k].share + p * t[k].weights, from->share + p * from->weights,
             from->weights * sizeof *from->share);
      t[k].parted[p] = from->parted[p];
    }
}

TEST(law_workers_agree_with_one)
{
  enum { WORKERS = 3 };
  struct network *n = small_network();
  int differ = 0;
  for (size_t batch = 0; batch <= 7; batch += 7) {
    struct trainer_plan plan = plan_of(batch, 5);
    struct trainer alone = begin(n, &DISTANCES, &plan), t[WORKERS];
    plan.workers = WORKERS;
    for (plan.worker = 0; plan.worker < WORKERS; plan.worker++)
      t[plan.worker] = begin(n, &DISTANCES, &plan);
    for (int step = 0; step < 6; step++) {
      check_true(!trainer_step(&alone), "alone");
      for (int k = 0; k < WORKERS; k++)
        check_true(!trainer_gradient(&t[k]), "worker %d", k);
      exchange(t, WORKERS);
      for (int k = 0; k < WORKERS; k++) {
        check_true(!trainer_collect(&t[k]) && !trainer_update(&t[k]), "step");
        differ += !same(&alone, &t[k]);
        differ += t[k].report.loss != alone.report.loss;
      }
    }
    for (int k = 0; k < WORKERS; k++)
      trainer_free(&t[k]);
    trainer_free(&alone);
  }
  claim("t-workers", differ, 0);
  network_free(n);
}

/* Without one order the last digits differ: parts are no decoration. */
TEST(law_the_order_of_a_sum_shows)
{
  struct network *n = small_network();
  struct trainer_plan one = plan_of(0, 1), five = plan_of(0, 5);
  struct trainer a = begin(n, &DISTANCES, &one);
  struct trainer b = begin(n, &DISTANCES, &five);
  trainer_run(&a, 20, NULL, NULL, NULL);
  trainer_run(&b, 20, NULL, NULL, NULL);
  check_true(!same(&a, &b), "another order, other last digits");
  check_residual(relative(a.weights, a.w, b.w), REAL_IS_FLOAT ? 1e-2 : 1e-8,
                 "and only these");
  trainer_free(&a), trainer_free(&b);
  network_free(n);
}

/* ---- [batches] Which examples a step looks at ---- */
TEST(law_an_epoch_shows_every_example_once)
{
  struct network *n = small_network();
  struct trainer_plan plan = plan_of(3, 2);
  struct trainer t = begin(n, &DISTANCES, &plan);
  size_t first[9], again[9], changed = 0;
  for (size_t epoch = 0; epoch < 4; epoch++) {
    int seen[ITEMS] = {0}, all = 0;
    for (size_t k = 0; k < 3; k++) {
      size_t item[3];
      check_true(!trainer_items(&t, 3 * epoch + k, item), "items");
      for (int i = 0; i < 3; i++)
        all += ++seen[item[i]] == 1;
      memcpy(epoch ? again + 3 * k : first + 3 * k, item, sizeof item);
    }
    check_true(all == 9, "nine of eleven, none twice");
    changed += epoch && memcmp(first, again, sizeof first) != 0;
  }
  check_true(changed == 3, "every epoch in an order of its own");
  trainer_items(&t, 2, again); /* back to an earlier epoch */
  check_true(!memcmp(again, first + 6, 3 * sizeof *first), "and for ever");
  trainer_free(&t);
  network_free(n);
}

TEST(anchor_reports_add_up)
{
  struct network *n = small_network();
  struct trainer_plan plan = plan_of(0, 4);
  struct trainer t = begin(n, &DISTANCES, &plan);
  check_true(!trainer_step(&t), "a step");
  check_true(t.report.sum[0] == (double)ITEMS, "every item once");
  check_true(t.report.sum[1] == 55, "0 + 1 + ... + 10");
  check_true(t.report.least == 0, "the smallest of all parts");
  trainer_free(&t);
  network_free(n);
}

static void count(const struct trainer *t, void *context)
{
  size_t *seen = context;
  check_true(t->adam.step == ++*seen, "called after every step");
}

TEST(law_the_watcher_sees_every_step)
{
  struct network *n = small_network();
  struct trainer_plan plan = plan_of(0, 1);
  struct trainer t = begin(n, &DISTANCES, &plan);
  size_t seen = 0;
  bool done = true;
  check_true(!trainer_run(&t, 7, count, &seen, &done), "seven steps");
  check_true(seen == 7 && t.adam.step == 7 && !done, "and no more");
  check_true(!trainer_run(&t, 7, count, &seen, &done) && seen == 7,
             "counted "
             "from the very first");
  trainer_free(&t);
  network_free(n);
}

/* ---- [gradient] A task with a way of its own ---- */
static enum tfn_status pull_to_one(const struct task *task,
                                   const struct network *network, const real *w,
                                   const struct batch *batch, real share,
                                   struct network_pass *pass, real *dw,
                                   struct report *report)
{
  (void)task, (void)pass;
  for (size_t k = 0; k < network_weights(network); k++) {
    real scale = share * (real)batch->items;
    dw[k] += scale * 2 * (w[k] - 1);
    report->loss += (double)(scale * (w[k] - 1) * (w[k] - 1));
  }
  return TFN_OK;
}

TEST(law_a_task_may_bring_its_own_gradient)
{
  struct network *n = small_network();
  struct task task = DISTANCES;
  struct trainer_plan plan = plan_of(0, 3);
  plan.adam.rate = REAL(0.1);
  task.gradient = pull_to_one;
  struct trainer t = begin(n, &task, &plan);
  bool done;
  check_true(!trainer_run(&t, 500, NULL, NULL, &done) && done, "all are one");
  for (size_t k = 0; k < t.weights; k++)
    check_close(t.w[k], 1, 0.25, "weight %zu", k);
  trainer_free(&t);
  network_free(n);
}

/* ---- [bad] What is refused ---- */
TEST(edge_plans)
{
  struct network *n = small_network();
  struct trainer_plan good = plan_of(4, 2), plan = good;
  struct task task = DISTANCES;
  struct trainer t;
  check_true(trainer_create(NULL, &task, &good, &t) == TFN_NULL &&
                 trainer_create(n, NULL, &good, &t) == TFN_NULL &&
                 trainer_create(n, &task, NULL, &t) == TFN_NULL &&
                 trainer_create(n, &task, &good, NULL) == TFN_NULL,
             "null");
  plan.batch = ITEMS + 1;
  check_true(trainer_create(n, &task, &plan, &t) == TFN_BAD_VALUE, "batch");
  plan = good, plan.parts = 5;
  check_true(trainer_create(n, &task, &plan, &t) == TFN_BAD_VALUE, "parts");
  plan = good, plan.worker = 1;
  check_true(trainer_create(n, &task, &plan, &t) == TFN_BAD_VALUE, "worker");
  task.items = 0;
  check_true(trainer_create(n, &task, &good, &t) == TFN_BAD_VALUE, "no items");
  task = DISTANCES, task.loss = NULL;
  check_true(trainer_create(n, &task, &good, &t) == TFN_NULL, "no loss");
  check_true(
      trainer_gradient(NULL) == TFN_NULL && trainer_collect(NULL) == TFN_NULL &&
          trainer_update(NULL) == TFN_NULL && trainer_step(NULL) == TFN_NULL &&
          trainer_run(NULL, 1, NULL, NULL, NULL) == TFN_NULL &&
          trainer_items(NULL, 0, NULL) == TFN_NULL &&
          trainer_restore(NULL, 0, NULL) == TFN_NULL,
      "no trainer");
  trainer_free(NULL);
  task = DISTANCES, task.batch = NULL;
  check_true(trainer_create(n, &task, &good, &t) == TFN_NULL, "no batches");
  t = begin(n, &DISTANCES, &good);
  check_true(trainer_items(&t, 0, NULL) == TFN_NULL &&
                 trainer_restore(&t, 0, NULL) == TFN_NULL,
             "nowhere to put it, nothing to restore");
  trainer_free(&t);
  size_t item[ITEMS];
  real state = 0;
  check_true(trainer_gradient(&t) == TFN_NULL &&
                 trainer_collect(&t) == TFN_NULL &&
                 trainer_update(&t) == TFN_NULL &&
                 trainer_items(&t, 0, item) == TFN_NULL &&
                 trainer_restore(&t, 0, &state) == TFN_NULL,
             "after free");
  network_free(n);
}

/* ---- [large] Weights that fit, and their gradients do not ---- */
static const struct stage_kind NOTHING = {.name = "nothing"};

TEST(edge_too_many_weights)
{
  struct network_description is = {
      .in = "1x0e", .lmax = 0, .basis = {RADIAL_GAUSSIAN, 6, 5, 0}};
  struct stage vast = {.kind = &NOTHING,
                       .in = layout("1x0e"),
                       .out = layout("1x0e"),
                       .weights = SIZE_MAX / 16 / sizeof(real)};
  struct network *n;
  struct trainer_plan plan = plan_of(0, ITEMS);
  struct trainer t;
  check_true(!network_create(&is, &n) && !network_add(n, &vast), "a network");
  check_true(trainer_create(n, &DISTANCES, &plan, &t) == TFN_TOO_LARGE,
             "with a gradient for each of eleven parts");
  network_free(n);
}

/* A loss or a gradient that is not a number: no step is taken. */
TEST(edge_not_finite)
{
  struct network *n = small_network();
  struct trainer_plan plan = plan_of(0, 1);
  struct trainer t = begin(n, &DISTANCES, &plan);
  real before = t.w[0];
  size_t all[ITEMS];
  check_true(!trainer_items(&t, 3, all) && all[ITEMS - 1] == ITEMS - 1,
             "one batch: all examples, in order");
  t.w[t.weights - 1] = (real)NAN;
  trainer_gradient(&t);
  check_true(trainer_collect(&t) == TFN_NOT_FINITE, "the loss is NaN");
  check_true(trainer_step(&t) == TFN_NOT_FINITE, "and stays it");
  check_true(t.w[0] == before && t.adam.step == 0, "no step was taken");
  t.w[t.weights - 1] = 0;
  trainer_gradient(&t), trainer_collect(&t);
  t.dw[3] = (real)INFINITY;
  check_true(trainer_update(&t) == TFN_NOT_FINITE, "the gradient is infinite");
  check_true(t.w[0] == before && t.adam.step == 0, "no step was taken");
  trainer_free(&t);
  check_true(trainer_step(&t) == TFN_NULL, "after free");
  network_free(n);
}

/* A gradient that is infinite under a loss that is not: the run ends, and the
 * watcher sees no step. */
static enum tfn_status infinite(const struct task *task,
                                const struct network *network, const real *w,
                                const struct batch *batch, real share,
                                struct network_pass *pass, real *dw,
                                struct report *report)
{
  (void)task, (void)network, (void)w, (void)batch, (void)share, (void)pass;
  dw[0] = (real)INFINITY;
  report->loss = 1;
  return TFN_OK;
}

TEST(edge_a_run_without_a_gradient)
{
  struct network *n = small_network();
  struct task task = DISTANCES;
  struct trainer_plan plan = plan_of(0, 1);
  task.gradient = infinite;
  task.done = NULL;
  struct trainer t = begin(n, &task, &plan);
  size_t seen = 0;
  bool done = true;
  check_true(trainer_run(&t, 5, count, &seen, &done) == TFN_NOT_FINITE &&
                 seen == 0 && t.adam.step == 0 && !done,
             "no step");
  trainer_free(&t);
  task.gradient = NULL;
  t = begin(n, &task, &plan);
  check_true(!trainer_run(&t, 2, NULL, NULL, &done) && t.adam.step == 2 &&
                 !done,
             "a task that is never done");
  trainer_free(&t);
  network_free(n);
}

static enum tfn_status no_batch(const struct task *task,
                                const struct network *network,
                                struct batch *batch)
{
  (void)task, (void)network, (void)batch;
  return TFN_COINCIDENT;
}

TEST(edge_a_task_that_fails)
{
  struct network *n = small_network();
  struct trainer_plan plan = plan_of(2, 1);
  struct task task = DISTANCES;
  task.batch = no_batch;
  struct trainer t = begin(n, &task, &plan);
  bool done = true;
  check_true(trainer_step(&t) == TFN_COINCIDENT, "its status comes out");
  check_true(trainer_run(&t, 5, NULL, NULL, &done) == TFN_COINCIDENT && !done,
             "of a run, too");
  trainer_free(&t);
  network_free(n);
}

/* ---- [main] The suite ---- */
static const struct test tests[] = {
    CASE(law_the_loss_falls),
    CASE(law_the_gradient_is_that_of_the_loss),
    CASE(law_a_run_that_stopped_goes_on_with_the_same_bits),
    CASE(law_workers_agree_with_one),
    CASE(law_the_order_of_a_sum_shows),
    CASE(law_an_epoch_shows_every_example_once),
    CASE(anchor_reports_add_up),
    CASE(law_the_watcher_sees_every_step),
    CASE(law_a_task_may_bring_its_own_gradient),
    CASE(edge_plans),
    CASE(edge_too_many_weights),
    CASE(edge_a_run_without_a_gradient),
    CASE(edge_not_finite),
    CASE(edge_a_task_that_fails),
};
TEST_MAIN("06-tfn-layers/trainer", tests)

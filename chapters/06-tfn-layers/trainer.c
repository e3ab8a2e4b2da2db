/* trainer.c: batches, gradients in a fixed order, and steps. */
#include "trainer.h"

#include <stdlib.h>
#include <string.h>

/* ---- [parts] A batch in parts ----
 *
 * Sums of numbers depend on their order, in the last digit.  So the examples
 * of a step are cut into parts whose number the plan fixes; every part is
 * summed by itself, and the parts are added in their order.  One worker or
 * ten then get the same bits. */
struct trainer_part {
  struct batch batch;
  struct network_pass *pass;
  size_t *item;  /* (most items of a part) */
  bool prepared; /* batch and pass are those of `item` */
};

static size_t batch_size(const struct trainer *t)
{
  return t->plan.batch ? t->plan.batch : t->task->items;
}

/* Where part p begins among the items of a step. */
static size_t part_begin(const struct trainer *t, size_t p)
{
  size_t n = batch_size(t), parts = t->plan.parts;
  return n / parts * p + (p < n % parts ? p : n % parts);
}

static void forget(struct trainer_part *part)
{
  network_pass_free(part->pass);
  part->pass = NULL;
  graph_free(part->batch.graph);
  free(part->batch.x);
  memset(&part->batch, 0, sizeof part->batch);
  part->prepared = false;
}

/* ---- [prepare] From examples to a graph and a pass ---- */
static enum tfn_status prepare(struct trainer *t, size_t p, const size_t *items)
{
  struct trainer_part *part = &t->part[p];
  size_t n = part_begin(t, p + 1) - part_begin(t, p);
  forget(part);
  memcpy(part->item, items + part_begin(t, p), n * sizeof *part->item);
  part->batch.items = n;
  part->batch.item = part->item;
  enum tfn_status status = t->task->batch(t->task, t->network, &part->batch);
  if (!status)
    status = network_pass_create(t->network, part->batch.graph, &part->pass);
  if (status) {
    forget(part);
    return status;
  }
  if (part->batch.x)
    memcpy(part->pass->x, part->batch.x,
           part->batch.graph->nodes * t->network->in.dim * sizeof(real));
  part->prepared = true;
  return TFN_OK;
}

/* ---- [order] Which examples a step looks at ---- */
static void shuffle(struct trainer *t, size_t epoch)
{
  struct random mix = random_seed(t->plan.seed + 1);
  struct random g = random_seed(random_bits(&mix) ^ epoch);
  for (size_t i = 0; i < t->task->items; i++)
    t->order[i] = i;
  for (size_t i = t->task->items; i > 1; i--) {
    size_t j = random_below(&g, i), keep = t->order[i - 1];
    t->order[i - 1] = t->order[j];
    t->order[j] = keep;
  }
  t->epoch = epoch;
}

enum tfn_status trainer_items(struct trainer *t, size_t step, size_t *item)
{
  if (!t || !t->w || !item)
    return TFN_NULL;
  size_t n = batch_size(t), steps = t->task->items / n;
  if (t->plan.batch && t->epoch != step / steps)
    shuffle(t, step / steps);
  memcpy(item, t->order + step % steps * n, n * sizeof *item);
  return TFN_OK;
}

/* ---- [create] A network, its task and a fixed start ---- */
static enum tfn_status check_plan(struct trainer *t)
{
  struct trainer_plan *plan = &t->plan;
  plan->parts = plan->parts ? plan->parts : 1;
  plan->workers = plan->workers ? plan->workers : 1;
  bool good = t->task->items && plan->batch <= t->task->items &&
              plan->parts <= batch_size(t) && plan->worker < plan->workers;
  return good ? TFN_OK : TFN_BAD_VALUE;
}

static enum tfn_status take_memory(struct trainer *t)
{
  size_t n = t->weights, parts = t->plan.parts;
  if (n > SIZE_MAX / sizeof(real) / 8 / parts)
    return TFN_TOO_LARGE;
  t->w = memory_reals((4 + parts) * n);
  t->order = memory_array(t->task->items, sizeof *t->order);
  t->item = memory_array(batch_size(t), sizeof *t->item);
  t->parted = memory_array(parts, sizeof *t->parted);
  t->part = memory_array(parts, sizeof *t->part);
  if (!t->w || !t->order || !t->item || !t->parted || !t->part)
    return TFN_NO_MEMORY;
  t->m = t->w + n;
  t->v = t->w + 2 * n;
  t->dw = t->w + 3 * n;
  t->share = t->w + 4 * n;
  for (size_t p = 0; p < parts; p++) {
    t->part[p].item = memory_array(batch_size(t) / parts + 1, sizeof(size_t));
    if (!t->part[p].item)
      return TFN_NO_MEMORY;
  }
  for (size_t i = 0; i < t->task->items; i++)
    t->order[i] = i;
  t->epoch = SIZE_MAX; /* none has been shuffled */
  return TFN_OK;
}

enum tfn_status trainer_create(const struct network *network,
                               const struct task *task,
                               const struct trainer_plan *plan,
                               struct trainer *t)
{
  if (t)
    memset(t, 0, sizeof *t);
  if (!network || !task || !task->batch || !(task->loss || task->gradient) ||
      !plan || !t)
    return TFN_NULL;
  *t = (struct trainer){.network = network, .task = task, .plan = *plan};
  t->adam = plan->adam;
  t->optimise = adam_step;
  t->weights = network_weights(network);
  enum tfn_status status = check_plan(t);
  if (!status)
    status = take_memory(t);
  if (status) {
    trainer_free(t);
    return status;
  }
  return network_initial(network, plan->seed, t->w);
}

void trainer_free(struct trainer *t)
{
  if (!t)
    return;
  for (size_t p = 0; t->part && p < t->plan.parts; p++) {
    forget(&t->part[p]);
    free(t->part[p].item);
  }
  free(t->w);
  free(t->order);
  free(t->item);
  free(t->parted);
  free(t->part);
  memset(t, 0, sizeof *t);
}

/* ---- [gradient] The gradient of one part ---- */
static void add_reports(struct report *to, const struct report *from)
{
  to->loss += from->loss;
  for (int k = 0; k < REPORT_SUMS; k++)
    to->sum[k] += from->sum[k];
  to->least = from->least >= to->least ? to->least : from->least;
}

static enum tfn_status descend(struct trainer *t, struct trainer_part *part,
                               real *dw, struct report *report)
{
  const struct network *network = t->network;
  struct network_pass *pass = part->pass;
  real share = 1 / (real)batch_size(t);
  if (t->task->gradient)
    return t->task->gradient(t->task, network, t->w, &part->batch, share, pass,
                             dw, report);
  enum tfn_status status = network_forward(network, t->w, pass);
  if (status)
    return status;
  network_clear(network, pass);
  t->task->loss(t->task, &part->batch, share, pass, report);
  return network_backward(network, t->w, pass, dw, NULL, NULL);
}

static enum tfn_status gradient_of(struct trainer *t, size_t p,
                                   const size_t *items)
{
  real *dw = t->share + p * t->weights;
  enum tfn_status status = TFN_OK;
  if (t->plan.batch || !t->part[p].prepared)
    status = prepare(t, p, items);
  if (status)
    return status;
  memset(dw, 0, t->weights * sizeof *dw);
  t->parted[p] = (struct report){.least = HUGE_VAL};
  return descend(t, &t->part[p], dw, &t->parted[p]);
}

enum tfn_status trainer_gradient(struct trainer *t)
{
  if (!t || !t->w)
    return TFN_NULL;
  enum tfn_status status = trainer_items(t, t->adam.step, t->item);
  size_t p = t->plan.worker;
  for (; p < t->plan.parts && !status; p += t->plan.workers)
    status = gradient_of(t, p, t->item);
  return status;
}

/* ---- [collect] Adding up, in the order of the parts ---- */
enum tfn_status trainer_collect(struct trainer *t)
{
  if (!t || !t->w)
    return TFN_NULL;
  memcpy(t->dw, t->share, t->weights * sizeof *t->dw);
  t->report = t->parted[0];
  for (size_t p = 1; p < t->plan.parts; p++) {
    const real *share = t->share + p * t->weights;
    for (size_t k = 0; k < t->weights; k++)
      t->dw[k] += share[k];
    add_reports(&t->report, &t->parted[p]);
  }
  return isfinite(t->report.loss) ? TFN_OK : TFN_NOT_FINITE;
}

/* ---- [step] One step, and many ---- */
enum tfn_status trainer_update(struct trainer *t)
{
  if (!t || !t->w)
    return TFN_NULL;
  return t->optimise(&t->adam, t->weights, t->dw, t->m, t->v, t->w);
}

static enum tfn_status look(struct trainer *t)
{
  enum tfn_status status = trainer_gradient(t);
  return status ? status : trainer_collect(t);
}

enum tfn_status trainer_step(struct trainer *t)
{
  enum tfn_status status = look(t);
  return status ? status : trainer_update(t);
}

enum tfn_status trainer_run(struct trainer *t, size_t most,
                            void (*watch)(const struct trainer *t,
                                          void *context),
                            void *context, bool *done)
{
  bool finished = false;
  enum tfn_status status = look(t);
  while (!status) {
    finished = t->task->done && t->task->done(t->task, &t->report);
    if (finished || t->adam.step >= most)
      break;
    status = trainer_update(t);
    if (watch && !status)
      watch(t, context);
    if (!status)
      status = look(t);
  }
  if (done)
    *done = finished;
  return status;
}

/* ---- [state] What a run must remember ---- */
enum tfn_status trainer_restore(struct trainer *t, size_t step,
                                const real *values)
{
  if (!t || !t->w || !values)
    return TFN_NULL;
  memcpy(t->w, values, 3 * t->weights * sizeof *values);
  t->adam.step = step;
  return TFN_OK;
}

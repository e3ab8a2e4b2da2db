/* lesson.c: the eight shapes as a task. */
#include "lesson.h"
#include "loss.h"

#include <stdlib.h>
#include <string.h>

/* ---- [batch] Which shapes, as a graph ---- */
static enum tfn_status batch(const struct task *task,
                             const struct network *network, struct batch *batch)
{
  const struct lesson *lesson = task->data;
  vec3 points[TETRIS_SHAPES * TETRIS_CUBES];
  for (size_t i = 0; i < batch->items; i++)
    tetris_points(lesson->shape[batch->item[i]], points + i * TETRIS_CUBES);
  return model_graph(network, batch->items, points, &batch->graph);
}

/* ---- [read] From the answer to eight logits, and back ---- */
static bool has_pseudoscalar(const struct network *network)
{
  return network->answer[0].layout.dim < LESSON_CLASSES;
}

void lesson_logits(const struct network *network, size_t n, const real *answer,
                   real *logits)
{
  size_t dim = network->answer[0].layout.dim, skip = LESSON_CLASSES - dim;
  for (size_t i = 0; i < n; i++, answer += dim, logits += LESSON_CLASSES) {
    memcpy(logits + skip, answer, dim * sizeof *answer);
    if (has_pseudoscalar(network)) {
      logits[TETRIS_LEFT] = answer[0];
      logits[TETRIS_RIGHT] = -answer[0];
    }
  }
}

static void logits_backward(const struct network *network, size_t n,
                            const real *dlogits, real *danswer)
{
  size_t dim = network->answer[0].layout.dim, skip = LESSON_CLASSES - dim;
  for (size_t i = 0; i < n; i++, danswer += dim, dlogits += LESSON_CLASSES) {
    for (size_t k = 0; k < dim; k++)
      danswer[k] += dlogits[skip + k];
    if (has_pseudoscalar(network))
      danswer[0] +=
          dlogits[TETRIS_LEFT] - dlogits[TETRIS_RIGHT] - dlogits[skip];
  }
}

/* ---- [loss] How wrong the names are ---- */
size_t lesson_best(const real *p)
{
  size_t c = 0;
  for (size_t k = 1; k < LESSON_CLASSES; k++)
    if (p[k] > p[c])
      c = k;
  return c;
}

static void judge(size_t n, const real *p, const size_t *labels,
                  struct report *report)
{
  for (size_t i = 0; i < n; i++, p += LESSON_CLASSES) {
    double sure = (double)p[labels[i]];
    report->sum[0] += lesson_best(p) == labels[i];
    report->least = sure >= report->least ? report->least : sure;
  }
}

static void loss(const struct task *task, const struct batch *batch, real share,
                 struct network_pass *pass, struct report *report)
{
  struct lesson *lesson = task->data;
  const struct network *network = pass->network;
  size_t n = batch->items, labels[TETRIS_SHAPES];
  real logits[TETRIS_SHAPES * LESSON_CLASSES],
      p[TETRIS_SHAPES * LESSON_CLASSES];
  real dlogits[TETRIS_SHAPES * LESSON_CLASSES] = {0}, mean = 0;
  for (size_t i = 0; i < n; i++)
    labels[i] = (size_t)lesson->shape[batch->item[i]];
  lesson_logits(network, n, pass->answer[0], logits);
  loss_cross_entropy(n, LESSON_CLASSES, logits, labels, p, &mean);
  loss_cross_entropy_backward(n, LESSON_CLASSES, p, labels, dlogits);
  for (size_t k = 0; k < n * LESSON_CLASSES; k++)
    dlogits[k] *= share * (real)n;
  logits_backward(network, n, dlogits, pass->danswer[0]);
  judge(n, p, labels, report);
  report->loss += (double)(share * (real)n * mean);
  for (size_t i = 0; i < n; i++)
    memcpy(lesson->p + batch->item[i] * LESSON_CLASSES, p + i * LESSON_CLASSES,
           LESSON_CLASSES * sizeof *p);
}

/* ---- [done] When it is over ---- */
static bool done(const struct task *task, const struct report *report)
{
  return report->sum[0] >= (double)task->items && report->least >= LESSON_SURE;
}

enum tfn_status lesson_begin(size_t n, const enum tetris_shape *shapes,
                             struct lesson *lesson)
{
  vec3 points[TETRIS_CUBES];
  if (!shapes || !lesson)
    return TFN_NULL;
  memset(lesson, 0, sizeof *lesson);
  if (n < 1 || n > TETRIS_SHAPES)
    return TFN_BAD_VALUE;
  for (size_t i = 0; i < n; i++) {
    if (tetris_points(shapes[i], points))
      return TFN_BAD_VALUE;
    lesson->shape[i] = shapes[i];
  }
  lesson->task = (struct task){.name = "tetris",
                               .items = n,
                               .batch = batch,
                               .loss = loss,
                               .done = done,
                               .data = lesson};
  return TFN_OK;
}

/* ---- [begin] A network, its lesson and a fixed start ---- */
enum tfn_status training_begin(enum model_kind kind, uint64_t seed, size_t n,
                               const enum tetris_shape *shapes,
                               struct training *t)
{
  if (!shapes || !t)
    return TFN_NULL;
  memset(t, 0, sizeof *t);
  t->kind = kind;
  struct trainer_plan plan = {.seed = seed, .adam = adam_default()};
  plan.adam.rate = REAL(TRAINING_RATE);
  enum tfn_status status = lesson_begin(n, shapes, &t->lesson);
  if (!status)
    status = model_create(kind, &t->network);
  if (!status)
    status = trainer_create(t->network, &t->lesson.task, &plan, &t->trainer);
  if (status)
    training_free(t);
  return status;
}

void training_free(struct training *t)
{
  if (!t)
    return;
  trainer_free(&t->trainer);
  network_free(t->network);
  memset(t, 0, sizeof *t);
}

size_t training_right(const struct training *t)
{
  return t ? (size_t)t->trainer.report.sum[0] : 0;
}

double training_sure(const struct training *t)
{
  return t ? t->trainer.report.least : 0;
}

/* ---- [keep] A run in a file ---- */
enum store_status training_save(const char *path, const struct training *t)
{
  if (!t || !t->network)
    return STORE_NULL;
  const struct trainer *r = &t->trainer;
  const struct store_record record = {network_fingerprint(t->network),
                                      r->plan.seed, r->adam.step,
                                      3 * r->weights};
  return store_save(path, &record, r->w);
}

enum store_status training_load(const char *path, struct training *t)
{
  if (!t || !t->network)
    return STORE_NULL;
  struct trainer *r = &t->trainer;
  struct store_record record;
  enum store_status status = store_load(path, network_fingerprint(t->network),
                                        3 * r->weights, &record, r->w);
  if (status)
    return status;
  r->plan.seed = record.seed;
  r->adam.step = (size_t)record.step;
  return STORE_OK;
}

/* lesson.h: the eight shapes as a task, and a network that is taught them.
 *
 *   lesson_begin    some of the shapes as a task
 *   lesson_logits   from the answer of a network to eight logits
 *   lesson_best     the name with the highest probability
 *   training_begin  a network of a kind, its lesson and a fixed start
 *   training_free   release it
 *   training_right  shapes named right at the last step
 *   training_sure   the least probability of a right name
 *   training_save   the run as a file
 *   training_load   and back: to answer with, or to go on
 *
 * Names begin with lesson_ or training_. */
#ifndef TFN_LESSON_H
#define TFN_LESSON_H

#include "api.h"
#include "model.h"
#include "store.h"
#include "trainer.h"

API_BEGIN

/* ---- [lesson] The task ----
 *
 * The report of this task: the loss is the cross-entropy in nats, sum[0]
 * counts the shapes that are named right, and `least` is the least probability
 * of a right name. */
#define LESSON_CLASSES TETRIS_SHAPES

/* A shape counts as learned when the network is this sure of it. */
#define LESSON_SURE 0.9

struct lesson {
  struct task task;
  enum tetris_shape shape[TETRIS_SHAPES]; /* (task.items) */
  /* Probabilities of the names at the last step, (task.items, 8): */
  real p[TETRIS_SHAPES * LESSON_CLASSES];
};

/* n, shapes  which shapes are taught, 1..8 of them, as they stand
 * lesson     out; its address is kept in task.data: do not copy it
 * Returns TFN_OK, TFN_NULL or TFN_BAD_VALUE (n or a shape). */
enum tfn_status lesson_begin(size_t n, const enum tetris_shape *shapes,
                             struct lesson *lesson);

/* Without parity the answer is the logits.  With parity it is a pseudoscalar q
 * and six scalars s: the logits are (q, -q, s).  A mirror turns q into -q, and
 * so it swaps left and right; no weight can spoil that.
 *
 * answer  (n, 8) of a network with answer 8x0e, (n, 7) of one with 1x0o + 6x0e
 * logits  out (n, 8) */
void lesson_logits(const struct network *network, size_t n, const real *answer,
                   real *logits);

/* The name with the highest of eight probabilities, the first of equals. */
size_t lesson_best(const real *p);

/* ---- [training] A network that is taught ---- */
#define TRAINING_RATE 0.01 /* Adam's step size */

struct training {
  enum model_kind kind;
  struct network *network;
  struct lesson lesson;
  struct trainer trainer; /* trainer_step and trainer_run do the work */
};

/* A network of a kind with weights from the seed, and its lesson.
 *
 * n, shapes  as for lesson_begin
 * t          out: release it with training_free; do not copy it
 * Returns TFN_OK, TFN_NULL, TFN_BAD_VALUE (kind, n or a shape) or
 * TFN_NO_MEMORY. */
enum tfn_status training_begin(enum model_kind kind, uint64_t seed, size_t n,
                               const enum tetris_shape *shapes,
                               struct training *t);
void training_free(struct training *t);

/* Of the last step, before its update. */
size_t training_right(const struct training *t);
double training_sure(const struct training *t);

/* ---- [keep] A run in a file ----
 *
 * The weights and Adam's moments, seed and step: all that a run needs to go on
 * as if it had never stopped. */

/* Writes the run to `path`.  Errors and promises are those of store_save. */
enum store_status training_save(const char *path, const struct training *t);

/* Puts t, begun with the same kind, where the run in the file was.  The report
 * is made by the next step.  Returns as store_load; in all cases but STORE_OK
 * t is as it was. */
enum store_status training_load(const char *path, struct training *t);

API_END

#endif

/* trainer.h: a task for a network, and the loop that learns it.
 *
 *   trainer_create    a network, its task and a fixed start
 *   trainer_free      release it
 *   trainer_gradient  loss and gradient of the next step's examples
 *   trainer_collect   the sum over all parts, in order
 *   trainer_update    one step of the optimiser down that gradient
 *   trainer_step      both
 *   trainer_run       steps until the task is done
 *   trainer_items     which examples a step looks at
 *   trainer_restore   go on from where a run stopped
 *
 * Names begin with trainer_, task_, batch_ or report_. */
#ifndef TFN_TRAINER_H
#define TFN_TRAINER_H

#include "api.h"
#include "adam.h"
#include "network.h"

API_BEGIN

/* ---- [task] Data, a loss, and what to report ---- */

/* Some examples of a task, as one graph. */
struct batch {
  size_t items;       /* how many */
  const size_t *item; /* (items), which ones */
  struct graph *graph;
  real *x; /* (nodes, in.dim) features; NULL: all of them are 1 */
};

/* What came out of a step.  Over the parts of a batch the loss and the sums
 * are added up, and the smallest `least` counts. */
#define REPORT_SUMS 4

struct report {
  double loss;             /* what is made small */
  double sum[REPORT_SUMS]; /* anything else that adds up */
  double least;            /* and one thing whose worst case counts */
};

struct task {
  const char *name;
  size_t items; /* examples */
  /* Fills graph and x of a batch whose items are given.  The trainer frees
   * them with graph_free and free.
   * Returns TFN_OK, or what graph_all_pairs or graph_radius return. */
  enum tfn_status (*batch)(const struct task *task,
                           const struct network *network, struct batch *batch);
  /* Reads pass->answer, adds to pass->danswer (which is 0) and to the report.
   * The loss is `share` times the sum of the losses of the items, where share
   * is 1 over the examples of the step. */
  void (*loss)(const struct task *task, const struct batch *batch, real share,
               struct network_pass *pass, struct report *report);
  /* True when nothing is left to learn; NULL for a task without an end. */
  bool (*done)(const struct task *task, const struct report *report);
  /* NULL, or another way to the gradient than forward, loss and backward, which
   * then need no `loss`: adds to dw and to the report.  For losses on more than
   * the answers. */
  enum tfn_status (*gradient)(const struct task *task,
                              const struct network *network, const real *w,
                              const struct batch *batch, real share,
                              struct network_pass *pass, real *dw,
                              struct report *report);
  void *data; /* the task's own */
};

/* ---- [trainer] The state of a training run ---- */
struct trainer_plan {
  uint64_t seed;    /* of the first weights and of the order of examples */
  size_t batch;     /* examples of a step; 0: all of them, in order */
  size_t parts;     /* a batch is cut into, each summed by itself; 0 means 1 */
  struct adam adam; /* rate, schedule, ...; adam.step = 0 */
  /* Several workers share the parts: this one computes part p if p % workers =
   * worker.  0 workers means 1. */
  size_t worker, workers;
};

struct trainer_part; /* a part of a batch, trainer.c */

struct trainer {
  const struct network *network; /* kept, not copied */
  const struct task *task;       /* likewise */
  struct trainer_plan plan;
  struct adam adam; /* adam.step: steps done */
  size_t weights;
  real *w, *m, *v;       /* (weights) each: parameters and moments */
  real *dw;              /* (weights) the gradient of the last step */
  real *share;           /* (parts, weights) the gradient of each part */
  struct report *parted; /* (parts) and what it reports */
  struct report report;  /* of the whole step, before its update */
  size_t *order;         /* (items), the order of this epoch */
  size_t *item;          /* (batch, or all) the examples of the next step */
  size_t epoch;          /* whose order that is */
  struct trainer_part *part;
  enum tfn_status (*optimise)(struct adam *adam, size_t n, const real *g,
                              real *m, real *v, real *w); /* adam_step */
};

/* t  out: release it with trainer_free.  The weights are network_initial of
 *    the seed.
 * Returns TFN_OK, TFN_NULL, TFN_BAD_VALUE (no items, a batch larger than
 * their number, more parts than examples in a batch, worker), TFN_TOO_LARGE,
 * or TFN_NO_MEMORY. */
enum tfn_status trainer_create(const struct network *network,
                               const struct task *task,
                               const struct trainer_plan *plan,
                               struct trainer *t);
void trainer_free(struct trainer *t);

/* ---- [steps] Steps ---- */

/* item (plan.batch, or all) := the examples of step `step` (0, 1, ...): every
 * epoch has an order of its own, drawn from the seed and the epoch alone, and
 * steps take what comes next; what does not fill a batch is left out.
 * Returns TFN_OK or TFN_NULL. */
enum tfn_status trainer_items(struct trainer *t, size_t step, size_t *item);

/* For the next step: t->share and t->parted of this worker's parts.  Where all
 * examples are one batch, nothing is allocated; else the graphs and passes of
 * the parts are.
 * Returns TFN_OK, TFN_NULL, TFN_NO_MEMORY, or what the task returns. */
enum tfn_status trainer_gradient(struct trainer *t);

/* t->dw and t->report := the sums over all parts, in the order of the parts,
 * whoever computed them: other workers' t->share and t->parted must have been
 * copied here.  Errors as above; TFN_NOT_FINITE when the loss is no finite
 * number. */
enum tfn_status trainer_collect(struct trainer *t);

/* One step of the optimiser with t->dw.  Returns TFN_OK, TFN_NULL,
 * TFN_BAD_VALUE (a constant of adam) or TFN_NOT_FINITE (the gradient); then
 * the weights are as before. */
enum tfn_status trainer_update(struct trainer *t);

/* All three, for a worker on its own. */
enum tfn_status trainer_step(struct trainer *t);

/* Steps until task->done says so or `most` steps are done, counted from the
 * very first one; t->report is that of the weights as they are at the end.
 *
 * watch  called after every step, with `context`; may be NULL
 * done   out: what task->done said; may be NULL
 * Errors as trainer_step. */
enum tfn_status trainer_run(struct trainer *t, size_t most,
                            void (*watch)(const struct trainer *t,
                                          void *context),
                            void *context, bool *done);

/* ---- [state] What a run must remember ----
 *
 * w, m and v lie side by side: 3 weights numbers from t->w on, and with
 * adam.step they are all that a run needs to go on as if it had never stopped.
 * The order of the examples follows from the seed and the step. */

/* Goes on from a saved state: values (3 weights), steps done.
 * Returns TFN_OK or TFN_NULL. */
enum tfn_status trainer_restore(struct trainer *t, size_t step,
                                const real *values);

API_END

#endif

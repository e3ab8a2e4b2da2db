/* fast_training.h: chapter 7's networks and their training, in lanes.
 *
 *   fast_model_create      memory, and all that depends on the graph alone
 *   fast_model_free        release it
 *   fast_model_applies     whether the fast road is open
 *   fast_model_look        after the graph has moved
 *   fast_model_forward     as model_forward
 *   fast_model_backward    as model_backward
 *   fast_adam_step         as adam_step
 *   fast_training_begin    a training run of chapter 7, from now on faster
 *   fast_training_free     release what that took
 *   fast_training_look     as training_look
 *   fast_training_step     as training_step
 *   fast_training_run      as training_run */
#ifndef FAST_TRAINING_H
#define FAST_TRAINING_H

#include "training.h"

/* ---- [model] A network on one graph ---- */
struct fast_model; /* fast_training.c */

/* True when every layer may take the fast road: of chapter 7's six networks,
 * all. */
bool fast_model_applies(const struct model *model);

/* model, graph  kept, not copied
 * f             out: release it with fast_model_free; NULL on failure
 * Returns TFN_OK, TFN_NULL, TFN_BAD_SHAPE (too few harmonics, or
 * fast_model_applies is false), TFN_TOO_LARGE or TFN_NO_MEMORY. */
enum tfn_status fast_model_create(const struct model *model,
                                  const struct graph *graph,
                                  struct fast_model **f);
void fast_model_free(struct fast_model *f);

/* Takes lengths and harmonics from the graph again; to be called after
 * graph_move.  Returns TFN_OK, TFN_NULL, TFN_BAD_VALUE or TFN_NO_MEMORY. */
enum tfn_status fast_model_look(struct fast_model *f);

/* logits (graphs, 8) from w (model_weights).  Allocates nothing.
 * Returns TFN_OK or TFN_NULL. */
enum tfn_status fast_model_forward(struct fast_model *f, const real *w,
                                   real *logits);

/* After fast_model_forward with the same w: adds dL/dw to dw, given dlogits
 * (graphs, 8).  Allocates nothing.  Returns TFN_OK or TFN_NULL. */
enum tfn_status fast_model_backward(struct fast_model *f, const real *w,
                                    const real *dlogits, real *dw);

/* ---- [training] Steps ---- */

/* Arguments and errors of adam_step; the arrays do not overlap. */
enum tfn_status fast_adam_step(struct adam *adam, size_t n, const real *g,
                               real *m, real *v, real *w);

/* Parameters, moments and the count of steps stay in t: fast steps and those
 * of chapter 7 may follow each other. */
struct fast_training {
  struct training *t;
  struct fast_model *model; /* NULL: the functions below call chapter 7's */
};

/* t  from training_begin; kept
 * f  out: release it with fast_training_free, before t
 * Returns TFN_OK, TFN_NULL or TFN_NO_MEMORY. */
enum tfn_status fast_training_begin(struct training *t,
                                    struct fast_training *f);
void fast_training_free(struct fast_training *f);

/* Results and errors of training_look, training_step and training_run. */
enum tfn_status fast_training_look(struct fast_training *f);
enum tfn_status fast_training_step(struct fast_training *f);
enum tfn_status fast_training_run(struct fast_training *f, size_t most,
                                  void (*watch)(const struct training *t,
                                                void *context),
                                  void *context, bool *done);

#endif

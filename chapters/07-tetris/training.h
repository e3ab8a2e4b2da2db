/* training.h: teach a network the shapes, then try it on moved ones.
 *
 *   training_begin   a network, its data and a fixed start
 *   training_look    how good it is now
 *   training_judge   the same for given logits
 *   training_learned is every shape certain?
 *   training_step    one step of Adam
 *   training_run     steps until every shape is certain
 *   training_free    release it
 *   trial_run        the trained network on randomly moved shapes
 *   trial_accuracy   how many of them it names */
#ifndef TRAINING_H
#define TRAINING_H

#include "model.h"

/* ---- [training] The state of a training run ---- */

/* A shape counts as learned when the network is this sure of it. */
#define TRAINING_SURE 0.9
#define TRAINING_RATE 0.01 /* Adam's step size */

struct training {
  struct model model;
  uint64_t seed;
  size_t n;                     /* shapes it is taught */
  size_t labels[TETRIS_SHAPES]; /* which ones */
  struct graph *graph;          /* each in one orientation */
  struct pass pass;
  real *w, *dw, *m, *v; /* parameters, gradient, moments: (weights) */
  struct adam adam;     /* adam.step: steps done */
  /* As of the last forward pass, before the step it led to: */
  real p[TETRIS_SHAPES * MODEL_CLASSES]; /* probabilities (n, 8) */
  real loss;                             /* cross-entropy, in nats */
  size_t right;                          /* shapes named right */
  double sure;                           /* the least p of a right answer */
};

/* A network of a kind with parameters from the seed, and its lesson.
 *
 * n, shapes  which shapes it is taught, 1..8 of them, as they stand
 * t          out: release it with training_free
 * Returns TFN_OK, TFN_NULL, TFN_BAD_VALUE (kind, n or a shape) or
 * TFN_NO_MEMORY. */
enum tfn_status training_begin(enum model_kind kind, uint64_t seed, size_t n,
                               const enum tetris_shape *shapes,
                               struct training *t);
void training_free(struct training *t);

/* Fills p, loss, right and sure for the parameters as they are. */
enum tfn_status training_look(struct training *t);

/* The same for the logits in pass.logits, whoever computed them. */
enum tfn_status training_judge(struct training *t);

/* All shapes right and sure >= TRAINING_SURE at the last look. */
bool training_learned(const struct training *t);

/* Looks, and takes one step of Adam down the gradient of the loss.
 * Returns TFN_OK, TFN_NULL, or TFN_NOT_FINITE when the loss is not a finite
 * number; the parameters are then as before. */
enum tfn_status training_step(struct training *t);

/* Steps until all shapes are right and sure >= TRAINING_SURE, or `most` steps
 * are done; ends with a look at the final parameters.
 *
 * watch  called after every step with `context`; may be NULL
 * done   out: true when it learned everything
 * Errors as training_step. */
enum tfn_status training_run(struct training *t, size_t most,
                             void (*watch)(const struct training *t,
                                           void *context),
                             void *context, bool *done);

/* ---- [trial] The trial: shapes it has never seen like this ---- */
struct trial_plan {
  uint64_t seed;
  size_t motions; /* each is applied to all eight shapes */
  double reach;   /* of the shifts, in edges of a cube */
  bool mirrors;   /* mirror every other motion, and expect left for right */
};

struct trial {
  size_t n, right; /* n = 8 motions */
  double max_dp;   /* the largest change of a probability by a motion */
  size_t confusion[TETRIS_SHAPES][MODEL_CLASSES]; /* [truth][answer] */
};

/* Moves all eight shapes `motions` times and compares the probabilities with
 * those of the shapes as they stand; a mirrored left is compared with right.
 *
 * w    (model_weights)
 * dp   out (motions): the largest change over shapes and classes of each
 *      motion; may be NULL
 * Returns TFN_OK, TFN_NULL, TFN_NO_MEMORY.  NaN makes max_dp NaN. */
enum tfn_status trial_run(const struct model *model, const real *w,
                          const struct trial_plan *plan, struct trial *trial,
                          double *dp);

/* right / n, in 0..1; 0 for n = 0. */
double trial_accuracy(const struct trial *trial);

#endif

/* trial.h: the trained network on randomly moved shapes.
 *
 *   trial_run       moves, answers and how much they changed
 *   trial_accuracy  how many shapes it names right */
#ifndef TFN_TRIAL_H
#define TFN_TRIAL_H

#include "api.h"
#include "lesson.h"

API_BEGIN

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
  size_t confusion[TETRIS_SHAPES][LESSON_CLASSES]; /* [truth][answer] */
};

/* Moves all eight shapes `motions` times and compares the probabilities with
 * those of the shapes as they stand; a mirrored left is compared with right.
 *
 * w    (network_weights)
 * dp   out (motions): the largest change over shapes and classes of each
 *      motion, after an error of those before it; may be NULL
 * Returns TFN_OK, TFN_NULL, TFN_NO_MEMORY, TFN_NOT_FINITE (reach); unless
 * TFN_OK, trial is as it was.  NaN makes max_dp NaN. */
enum tfn_status trial_run(const struct network *network, const real *w,
                          const struct trial_plan *plan, struct trial *trial,
                          double *dp);

/* right / n, in 0..1; 0 for n = 0. */
double trial_accuracy(const struct trial *trial);

API_END

#endif

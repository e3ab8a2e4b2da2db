/* nbody_lesson.h: where will the bodies be?  A task for the trainer.
 *
 *   nbody_lesson_begin   simulate questions and answers
 *   nbody_lesson_free    release them
 *   nbody_lesson_test    the mean squared error of a network
 *   nbody_lesson_turned  how far it is from turning with its input
 *
 * Names begin with nbody_. */
#ifndef TFN_NBODY_LESSON_H
#define TFN_NBODY_LESSON_H

#include "api.h"
#include "nbody.h"
#include "trainer.h"

API_BEGIN

/* ---- [lesson] The task ----
 *
 * Points are the positions.  A body brings five numbers, NBODY_IN: its charge,
 * its speed, and its velocity as a vector.  The network's first answer, one
 * vector for every node, is what it adds to a flight without forces:
 *
 *   position later = x + v t + answer,   t the time between both
 *
 * The loss is the mean over examples, bodies and three components of the
 * squared error; sum[0] of the report is the loss, too. */
#define NBODY_IN "2x0e + 1x1o"

struct nbody_lesson {
  struct task task;
  double time;        /* between question and answer */
  struct nbody *from; /* (task.items) */
  real *want;         /* (task.items, bodies, 3), in the order (y, z, x) */
};

/* ---- [begin] Simulated questions and answers ---- */

/* Example k of the lesson is drawn from the seed  seed * 2^32 + k.
 *
 * lesson  out: release it with nbody_lesson_free; its address is kept in
 *         task.data: do not copy it
 * Returns TFN_OK, TFN_NULL, TFN_BAD_VALUE (no items, a seed of more than 32
 * bits, the recipe) or TFN_NO_MEMORY. */
enum tfn_status nbody_lesson_begin(const struct nbody_recipe *recipe,
                                   uint64_t seed, size_t items,
                                   struct nbody_lesson *lesson);
void nbody_lesson_free(struct nbody_lesson *lesson);

/* ---- [judge] How good is a network? ---- */

/* The loss over all examples of a lesson, in one number.
 * Returns as network_graph and network_pass_create, TFN_BAD_SHAPE for a
 * network with other inputs or answers than the task's. */
enum tfn_status nbody_lesson_test(const struct nbody_lesson *lesson,
                                  const struct network *network, const real *w,
                                  double *mse);

/* The largest |f(R x) - R f(x)| over the examples, each with a rotation of its
 * own drawn from the seed; NaN when an answer is.  Errors as above. */
enum tfn_status nbody_lesson_turned(const struct nbody_lesson *lesson,
                                    const struct network *network,
                                    const real *w, uint64_t seed,
                                    double *difference);

API_END

#endif

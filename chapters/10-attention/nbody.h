/* nbody.h: five charged bodies, and what becomes of them.
 *
 *   nbody_draw        five bodies at random
 *   nbody_turn        the same bodies, turned
 *   nbody_forces      the force on each of them
 *   nbody_energy      kinetic and potential
 *   nbody_leapfrog    one step that can be taken back
 *   nbody_euler       one step as the common data set takes it
 *   nbody_clean       the recipe of this book's data
 *   nbody_common      the recipe of the common data set
 *   nbody_sample      bodies now, and some time later */
#ifndef TFN_NBODY_H
#define TFN_NBODY_H

#include "api.h"
#include "random.h"
#include "so3.h"
#include "tfn_status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

API_BEGIN

/* ---- [state] Five bodies ----
 *
 * All masses are 1; charges are +1 or -1; there are no units. */
#define NBODY_BODIES 5

struct nbody {
  double charge[NBODY_BODIES];
  vec3 x[NBODY_BODIES], v[NBODY_BODIES];
};

/* Positions normal with variance 1, velocities of length 1/2 in directions
 * without preference, charges +1 or -1 by the throw of a coin. */
void nbody_draw(struct random *g, struct nbody *bodies);

/* Positions and velocities turned by R, or by R and the inversion x -> -x. */
struct nbody nbody_turn(const struct nbody *bodies, rot3 R, bool improper);

/* ---- [law] The force ----
 *
 *   F_i = sum_j q_i q_j d / (d.d + s^2)^(3/2),   d = x_i - x_j,
 *
 * minus the gradient of the potential  sum over pairs q_i q_j / sqrt(d.d + s^2)
 * with the softening s >= 0.  A force that is clipped by its norm is scaled
 * down to the length `most`; one that is clipped by component has each of
 * its three numbers cut to -most..most, and depends on the axes. */
enum nbody_clip { NBODY_FREE = 0, NBODY_BY_NORM, NBODY_BY_COMPONENT };

struct nbody_law {
  double softening;
  enum nbody_clip clip;
  double most; /* > 0, when it clips */
};

/* F out (NBODY_BODIES).  Returns how many of them were clipped. */
size_t nbody_forces(const struct nbody_law *law, const struct nbody *bodies,
                    vec3 *F);

/* sum v^2/2 + the potential; only unclipped forces conserve it. */
double nbody_energy(const struct nbody_law *law, const struct nbody *bodies);

/* ---- [steps] Steps in time ---- */

/* v += F dt/2,  x += v dt,  v += F(x) dt/2: symplectic, of second order, and
 * taken back by the same step with -dt.  Returns how many forces were clipped.
 * L. Verlet, Phys. Rev. 159, 98 (1967). */
size_t nbody_leapfrog(const struct nbody_law *law, double dt,
                      struct nbody *bodies);

/* x += v dt,  v += F(x) dt: symplectic, of first order.  Returns as above. */
size_t nbody_euler(const struct nbody_law *law, double dt,
                   struct nbody *bodies);

/* ---- [recipe] Data sets ---- */
struct nbody_recipe {
  struct nbody_law law;
  bool leapfrog; /* false: nbody_euler, after one kick of a whole step */
  double dt;
  size_t before, ahead; /* steps to the question, and from it to the answer */
};

/* Softening 0.1, leapfrog with dt = 0.0025, question at t = 3.1 and answer at
 * t = 4.1. */
struct nbody_recipe nbody_clean(void);

/* V. G. Satorras, E. Hoogeboom, M. Welling, E(n) Equivariant Graph Neural
 * Networks, ICML 2021, as their program makes the set "nbody_small": no
 * softening, forces clipped by component at 100, dt = 0.001, questions at step
 * 3100 and answers at step 4100. */
struct nbody_recipe nbody_common(void);

/* The bodies that `seed` draws, at the question and at the answer.
 *
 * from, to  out; either may be NULL
 * clipped   out: forces that were clipped on the way, may be NULL
 * Returns TFN_OK, TFN_NULL, or TFN_BAD_VALUE (softening, most, clip, dt). */
enum tfn_status nbody_sample(const struct nbody_recipe *recipe, uint64_t seed,
                             struct nbody *from, struct nbody *to,
                             size_t *clipped);

/* The same from bodies that are given, for `steps` steps.
 *
 * clipped  added to, so that runs can follow each other; may be NULL */
enum tfn_status nbody_run(const struct nbody_recipe *recipe, size_t steps,
                          struct nbody *bodies, size_t *clipped);

API_END

#endif

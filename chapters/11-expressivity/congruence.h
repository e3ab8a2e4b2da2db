/* congruence.h: are two clouds the same up to a motion?
 *
 *   congruence_search   the best of all matchings, proper and improper
 *   congruence_tuples   do two surroundings have the same k neighbours at once?
 *
 * Points are compared in the unit of their coordinates; always double. */
#ifndef TFN_CONGRUENCE_H
#define TFN_CONGRUENCE_H

#include "api.h"
#include "so3.h"
#include "tfn_status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

API_BEGIN

/* ---- [gap] How far from congruent ----
 *
 * A matching s says which point of b is meant by each point of a.  Its gap is
 * the largest of
 *
 *   | |a_i - a_j| - |b_s(i) - b_s(j)| |                  all pairs
 *   | V(a_i, a_j, a_k, a_m) -+ V(b_s(i), ...) | / d^2    all fours
 *
 * where V is the signed volume of a box and d the larger diameter: a length,
 * too.  With the sign - the gap is 0 exactly if a rotation and a shift take a
 * to b, point i to point s(i); with + exactly if a mirror image of a is taken
 * to b.  The search looks at every matching that may still be better than the
 * best one so far, so what it finds is the least gap there is. */
#define CONGRUENCE_MOST 20 /* points */

struct congruence {
  double proper;    /* the least gap for rotations and shifts */
  double improper;  /* and for these with a mirror */
  uint64_t visited; /* partial matchings looked at */
};

/* n      1..CONGRUENCE_MOST points
 * fixed  the first so many points of a must be matched to those of b in order:
 *        1 when point 0 is an atom and the others its surroundings
 * a, b   (n)
 * Returns TFN_OK, TFN_NULL, TFN_BAD_VALUE (n, fixed) or TFN_NOT_FINITE.  The
 * time may grow like n!, and does for highly symmetric clouds only.  Book
 * section 11.3. */
enum tfn_status congruence_search(size_t n, size_t fixed, const vec3 *a,
                                  const vec3 *b, struct congruence *found);

/* ---- [tuples] The same neighbours, k at a time ----
 *
 * Point 0 of each cloud is an atom.  Do the two clouds have the same choices of
 * k neighbours, each the same number of times, when two choices that a rotation
 * about the atom takes to each other count as equal?
 *
 * k          1..n-1, at most CONGRUENCE_TUPLES choices
 * mirrors    choices that a mirror takes to each other are equal, too
 * tolerance  a gap up to which two choices are congruent, > 0
 * same       out
 * Returns as congruence_search; TFN_BAD_VALUE also for k and tolerance,
 * TFN_TOO_LARGE for too many choices. */
#define CONGRUENCE_TUPLES 128

enum tfn_status congruence_tuples(size_t n, size_t k, const vec3 *a,
                                  const vec3 *b, bool mirrors, double tolerance,
                                  bool *same);

API_END

#endif

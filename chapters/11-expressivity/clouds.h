/* clouds.h: pairs of clouds that are different and look alike.
 *
 *   clouds_ring   n points around a centre, turned by an angle
 *   clouds_chain  k points in a line with two ends that lean
 *   clouds_pair   the five pairs with fixed coordinates
 *   clouds_name   their names
 *
 * Always double; the caller owns the points. */
#ifndef TFN_CLOUDS_H
#define TFN_CLOUDS_H

#include "api.h"
#include "so3.h"
#include "tfn_status.h"

#include <stdbool.h>
#include <stddef.h>

API_BEGIN

/* ---- [families] Rings and chains ---- */
#define CLOUDS_RING_MAX  32
#define CLOUDS_CHAIN_MAX 16

/* p (n + 1) := the origin, then n points at distance 1 in the plane z = 0, at
 * the azimuths turn_rad + 2 pi i/n.
 *
 * n  2..CLOUDS_RING_MAX;  turn_rad  any finite angle.  Two rings that differ by
 * a turn of 2 pi/n are the same ring with its points in another order.
 * Returns TFN_OK, TFN_NULL, TFN_BAD_VALUE (n) or TFN_NOT_FINITE. */
enum tfn_status clouds_ring(size_t n, double turn_rad, vec3 *p);

/* p (k + 2) := (+-4, -3, 0), then (0, 5 i, 0) for i < k, then
 * (4, 5 k - 2, 0): neighbours in the line are at distance 5, all other pairs
 * farther than CLOUDS_CHAIN_REACH.  The first end leans to the same side as
 * the last (cis) or to the other (trans).
 *
 * k  2..CLOUDS_CHAIN_MAX.  Returns TFN_OK, TFN_NULL or TFN_BAD_VALUE.
 * C. K. Joshi et al., ICML 2023, arXiv:2301.09308, section 5; the coordinates
 * are those of their program. */
#define CLOUDS_CHAIN_REACH 8.5
enum tfn_status clouds_chain(size_t k, bool cis, vec3 *p);

/* ---- [pairs] Surroundings of one atom ----
 *
 * Point 0 is the atom, at the origin; the others are its neighbours.
 *
 *   TWO     equal lists of distances from the atom
 *   THREE   and equal lists of triangles with the atom
 *   FOUR    and of tetrahedra with the atom
 *   HANDED  mirror images; tetrahedra with the atom are the same, with sign
 *   OLD_FOUR, OLD_HANDED  two pairs as they were published at first
 *
 * S. N. Pozdnyakov et al., Phys. Rev. Lett. 125 (2020) 166001; coordinates
 * after C. K. Joshi et al., but that one point of FOUR and HANDED has been
 * moved, so that the two clouds differ. */
enum clouds_kind {
  CLOUDS_TWO = 0,
  CLOUDS_THREE,
  CLOUDS_FOUR,
  CLOUDS_HANDED,
  CLOUDS_OLD_FOUR,
  CLOUDS_OLD_HANDED
};
#define CLOUDS_KINDS  6
#define CLOUDS_POINTS 8 /* at most, with the atom */

struct clouds {
  size_t n; /* points of each cloud */
  vec3 a[CLOUDS_POINTS], b[CLOUDS_POINTS];
};

/* Returns TFN_OK, TFN_NULL or TFN_BAD_VALUE (kind). */
enum tfn_status clouds_pair(enum clouds_kind kind, struct clouds *pair);

/* The name in a few words; "unknown" for any other number. */
const char *clouds_name(enum clouds_kind kind);

API_END

#endif

/* character.h: the trace tells a representation, whatever its basis.
 *
 *   character_at          the trace of D for a turn by an angle
 *   character_rule        angles and weights: averages over classes made exact
 *   character_decompose   how often each irrep occurs in a representation
 *   character_message     a status in words
 *
 * wigner_character, in wigner.h, is the character of the irrep of degree l. */
#ifndef TFN_CHARACTER_H
#define TFN_CHARACTER_H

#include <stddef.h>

#include "api.h"
#include "representation.h"

API_BEGIN

/* ---- [status] What can be wrong ---- */

enum character_status {
  CHARACTER_OK = 0,
  CHARACTER_NULL,      /* a null pointer */
  CHARACTER_BAD_SIZE,  /* a degree or a dimension out of range */
  CHARACTER_NO_MEMORY, /* scratch memory could not be had */
  CHARACTER_FAILED,    /* the map refused, or gave NaN */
  CHARACTER_NOT_WHOLE  /* no whole numbers of irreps explain the traces */
};

/* One line of English for a status; never null. */
const char *character_message(enum character_status status);

/* The largest degree of a decomposition. */
#define CHARACTER_LMAX 1000

/* ---- [character] Traces over the classes of rotations ---- */

/* The trace of D(R) for the turn by angle_rad about (1, 2, 2)/3, an axis with
 * nothing special; all turns by one angle are conjugate and share a trace.
 *
 * angle_rad   any finite angle
 * trace       out.  Returns NULL, BAD_SIZE, NO_MEMORY, FAILED. */
enum character_status character_at(const struct representation *a,
                                   double angle_rad, double *trace);

/* Angles and weights that average class functions over the group:
 *
 *   sum of w_j f(t_j)  =  integral_0^pi f(t) (1 - cos t) / pi dt,
 *   t_j = (j + 1/2) pi / n,   w_j = (1 - cos t_j) / n
 *
 * exact, up to rounding, for polynomials f in cos t of degree <= 2 n - 2, so
 * for chi_k chi_l with k + l <= 2 n - 2.
 * n   at least 1;  angle_rad, weight   out, n each.  Returns NULL, BAD_SIZE. */
enum character_status character_rule(size_t n, double *angle_rad,
                                     double *weight);

/* ---- [decompose] Which irreps, how often ---- */

/* The multiplicity of degree l in a representation, for l = 0..lmax:
 *
 *   n_l = integral of chi_l(R) tr D(R)
 *
 * by character_rule with lmax + 1 nodes, exact if D contains no degree above
 * lmax.  Accepted when every n_l is within 1e-6 (1 + dim) of a whole number
 * that is not negative and the dimensions n_l (2l+1) add up to dim.
 *
 * lmax           0..CHARACTER_LMAX; (dim - 1) / 2 is always enough
 * multiplicity   out, lmax + 1 whole numbers
 * residual       out unless null: max |n_l - nearest whole number|
 * Returns CHARACTER_NOT_WHOLE when it is not accepted: D is not a
 * representation of SO(3), or lmax is too small (outputs are then untouched);
 * NULL, BAD_SIZE, NO_MEMORY, FAILED. */
enum character_status character_decompose(const struct representation *a,
                                          int lmax, size_t *multiplicity,
                                          double *residual);

API_END

#endif

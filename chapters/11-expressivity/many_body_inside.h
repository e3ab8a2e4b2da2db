/* many_body_inside.h: what the stage of many_body.h needs of its couplings.
 *
 *   many_body_couple  the couplings of a type whose features have numbers
 *   width             components of a degree */
#ifndef MANY_BODY_INSIDE_H
#define MANY_BODY_INSIDE_H

#include "many_body.h"

/* ---- [inside] Couplings of numbered features ---- */

/* As many_body_basis, where factor i is of feature of[i]: two features of one
 * degree may be different.  Equal ones are neighbours, l is not falling, and
 * all of it is in range. */
enum tfn_status many_body_couple(size_t n, const int *l, const size_t *of,
                                 int L, struct many_body_basis *basis);

static inline size_t width(int l)
{
  return 2 * (size_t)l + 1;
}

#endif

/* fast_adam.h: chapter 6's Adam, several parameters at a time.
 *
 *   fast_adam_step  as adam_step */
#ifndef TFN_FAST_ADAM_H
#define TFN_FAST_ADAM_H

#include "adam.h"
#include "api.h"

API_BEGIN

/* ---- [interface] One step ---- */

/* Arguments and errors of adam_step; the arrays do not overlap. */
enum tfn_status fast_adam_step(struct adam *adam, size_t n, const real *g,
                               real *m, real *v, real *w);

API_END

#endif

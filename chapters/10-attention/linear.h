/* linear.h: channels mixed at every node, and nothing else, as a stage.
 *
 *   linear_stage   from one layout to another, without neighbours */
#ifndef TFN_LINEAR_H
#define TFN_LINEAR_H

#include "api.h"
#include "stage.h"

API_BEGIN

/* ---- [linear] A stage without neighbours ----
 *
 *   y[m, d] = sum_c x[m, c] W[c, d]  +  b[d], the bias at even scalars only
 *
 * for blocks of the same l and parity: the self-interaction of chapter 6.
 * Weights: W as struct mix stores it, then b.  Every block of `out` must be
 * reached.
 *
 * stage  out: release it with stage_free
 * Returns TFN_OK, TFN_NULL, TFN_BAD_SHAPE (layouts), TFN_NO_PATH,
 * TFN_TOO_LARGE or TFN_NO_MEMORY. */
enum tfn_status linear_stage(const struct irreps *in, const struct irreps *out,
                             bool bias, struct stage *stage);

API_END

#endif

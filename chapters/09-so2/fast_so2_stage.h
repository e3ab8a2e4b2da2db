/* fast_so2_stage.h: layers in the frames of their edges, from now on faster.
 *
 *   fast_so2_stage    the same stage with this chapter's kernels
 *   fast_so2_network  all of a network's for which they are
 *
 * Names begin with fast_so2_. */
#ifndef TFN_FAST_SO2_STAGE_H
#define TFN_FAST_SO2_STAGE_H

#include "api.h"
#include "so2_stage.h"

API_BEGIN

/* ---- [interface] One choice ---- */

/* The same stage with the convolution of fast_so2.h and the mixing of
 * chapter 8: weights, their order and the fingerprint are as before, results to
 * rounding.
 *
 * plain  a stage from so2_stage; taken over, but not on failure
 * fast   out: release it with stage_free
 * Returns TFN_OK, TFN_NULL, TFN_BAD_SHAPE (no such stage, or fast_so2_applies
 * is false for its convolution) or TFN_NO_MEMORY. */
enum tfn_status fast_so2_stage(const struct stage *plain, struct stage *fast);

/* Replaces every stage of so2_stage to which it applies, inside residual
 * stages too, where a vector is a register (chapter 8).  Call it before passes
 * are made.
 * Returns TFN_OK, TFN_NULL or TFN_NO_MEMORY; then some are faster. */
enum tfn_status fast_so2_network(struct network *network);

API_END

#endif

/* fast_padded.h: a layer whose channels fill no vector, with zeros beside them.
 *
 *   fast_padded_applies  whether zeros are all that a layer lacks
 *   fast_padded_stage    the same layer, among zeros */
#ifndef TFN_FAST_PADDED_H
#define TFN_FAST_PADDED_H

#include "layer.h"

API_BEGIN

/* ---- [interface] A layer among zeros ---- */

/* True for a depthwise layer to which fast_fused.h does not apply, and would if
 * every block of its input had a few channels more. */
bool fast_padded_applies(const struct layer *layer);

/* The same layer as a fused one, whose input has as many channels in each block
 * as fill whole vectors; those that were added are zero, and so are their
 * weights.  A pass begins with copies of features and weights and ends with
 * their gradients copied back.  Threads as for fast_fused_stage.
 *
 * plain   a stage from layer_stage; taken over, but not on failure
 * padded  out: release it with stage_free
 * Returns TFN_OK, TFN_NULL, TFN_BAD_SHAPE (fast_padded_applies is false),
 * TFN_TOO_LARGE or TFN_NO_MEMORY. */
enum tfn_status fast_padded_stage(const struct stage *plain,
                                  struct stage *padded);

API_END

#endif

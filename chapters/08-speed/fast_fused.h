/* fast_fused.h: a layer whose convolution makes its weights as it goes.
 *
 *   fast_fused_applies  whether a layer has the channels for it
 *   fast_fused_stage    the same layer, with the kernels of this chapter */
#ifndef TFN_FAST_FUSED_H
#define TFN_FAST_FUSED_H

#include "layer.h"

API_BEGIN

/* ---- [interface] One layer of many channels ---- */

/* True for a depthwise layer for whose convolution fast_convolution_applies,
 * whatever its gate. */
bool fast_fused_applies(const struct layer *layer);

/* The same layer with radial network, convolution and mixing from this
 * chapter.  Memory of a pass is for the threads (parallel.h) that are in use
 * now: later it may use fewer, and never uses more.
 *
 * plain  a stage from layer_stage; taken over, but not on failure
 * fused  out: release it with stage_free
 * Returns TFN_OK, TFN_NULL, TFN_BAD_SHAPE (fast_fused_applies is false) or
 * TFN_NO_MEMORY. */
enum tfn_status fast_fused_stage(const struct stage *plain,
                                 struct stage *fused);

API_END

#endif

/* fast_row.h: layers of few channels in a row, as one stage in lanes.
 *
 *   fast_row_applies  whether a stage may stand in a row
 *   fast_row_stage    stages in a row as one stage */
#ifndef TFN_FAST_ROW_H
#define TFN_FAST_ROW_H

#include "stage.h"

API_BEGIN

/* ---- [interface] A row of layers ---- */

/* As many layers make a row at most. */
#define FAST_ROW_LAYERS 16

/* True for a layer of chapter 6 that is depthwise and has the norm gate or
 * none. */
bool fast_row_applies(const struct stage *stage);

/* The stages, which fast_row_applies must allow, as one stage with their
 * weights one after the other.  Features are turned into lanes at its
 * beginning and back at its end.
 *
 * n      1..FAST_ROW_LAYERS
 * plain  (n), each with the output of the one before as input; taken over,
 *        but not on failure: the row frees them
 * row    out: release it with stage_free
 * Returns TFN_OK, TFN_NULL, TFN_BAD_SHAPE or TFN_NO_MEMORY. */
enum tfn_status fast_row_stage(size_t n, const struct stage *plain,
                               struct stage *row);

API_END

#endif

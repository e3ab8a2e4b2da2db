/* so2_stage.h: layers whose messages are made in the frames of the edges.
 *
 *   so2_stage    a layer of chapter 6 as such a stage
 *   so2_network  all layers of a network replaced by theirs
 *   so2_convert  the weights of one stage as weights of another
 *   so2_of       the convolution behind a stage
 *   so2_layer_of and the layer whose place it takes
 *   so2_layer_parameters  the parts of its block of weights, by name
 *
 * Names begin with so2_. */
#ifndef TFN_SO2_STAGE_H
#define TFN_SO2_STAGE_H

#include "api.h"
#include "network.h"
#include "so2_convolution.h"

API_BEGIN

/* ---- [stage] A layer in the frames of its edges ----
 *
 *   y = gate(mix(SO(2) convolution(x)) + self(x) + bias)
 *
 * SO2_PATHS   the weights of an edge are those of the paths, as in the layer:
 *             the same weights, the same function.  It may take the layer's
 *             place in a network (network_replace)
 * SO2_BLOCKS  they are the blocks (so2_convolution_blocks): other weights, and
 *             as many as filters up to l2 = l1 + l3 would have, whatever
 *             filters the layer has.  For layers of TP_FULL; the harmonics of
 *             the layer only say whether parity counts (some l2 is odd) */
enum so2_weights { SO2_PATHS = 0, SO2_BLOCKS };

/* plain  a stage from layer_stage; taken over, but not on failure
 * mmax   what is kept in the frames; SO2_LMAX: everything
 * stage  out: release it with stage_free
 * Returns TFN_OK, TFN_NULL, TFN_BAD_SHAPE (no layer, an l above SO2_LMAX, or
 * SO2_BLOCKS of a depthwise layer), TFN_BAD_VALUE (weights, mmax < 0),
 * TFN_TOO_LARGE or TFN_NO_MEMORY. */
enum tfn_status so2_stage(const struct stage *plain, enum so2_weights weights,
                          int mmax, struct stage *stage);

/* Replaces every layer of chapter 6, also inside residual stages, by its
 * SO2_PATHS stage.  Call it before passes are made.
 * Returns TFN_OK, or as so2_stage; layers before the mistake are replaced. */
enum tfn_status so2_network(struct network *network, int mmax);

/* ---- [convert] Other weights, the same function ---- */

/* w_to (to->weights) from w (from->weights), for two stages that so2_stage made
 * of equal layers: paths to blocks exactly, blocks to paths where the paths
 * reach them, else the nearest (so2_convolution_convert).
 * Returns TFN_OK, TFN_NULL, TFN_BAD_SHAPE or TFN_BAD_VALUE. */
enum tfn_status so2_convert(const struct stage *from, const real *w,
                            const struct stage *to, real *w_to);

/* The convolution behind a stage that so2_stage made; NULL for any other. */
const struct so2_convolution *so2_of(const struct stage *stage);

/* The layer whose place it takes, whose mixing and gate are its own; NULL for
 * any other stage. */
const struct layer *so2_layer_of(const struct stage *stage);

/* The parts of a block (stage->weights) of weights, or of their gradient, of a
 * stage that so2_stage made: as layer_parameters, but the radial network has
 * as many outputs as the convolution has weights.  All are NULL for any other
 * stage and where block is NULL. */
struct layer_parameters so2_layer_parameters(const struct stage *stage,
                                             real *block);

API_END

#endif

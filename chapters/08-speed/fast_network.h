/* fast_network.h: a network of chapter 6, from now on faster.
 *
 *   fast_network  its layers replaced by stages of this chapter
 *   fast_trainer  the same for the optimiser of a training run
 *
 * Names begin with fast_network_ or fast_trainer_. */
#ifndef TFN_FAST_NETWORK_H
#define TFN_FAST_NETWORK_H

#include "network.h"
#include "trainer.h"

API_BEGIN

/* ---- [interface] One choice ---- */

/* Replaces layers of chapter 6 by faster stages with the same meaning: layers
 * of few channels in a row by one stage of fast_row.h, a layer of many by one
 * of fast_fused.h, one whose channels fill no vector by one of fast_padded.h,
 * and so inside residual stages.  Where none of them applies, a layer stays
 * what it is.  Weights, their order, the answers and the fingerprint are as
 * before, results to rounding.  Call it before passes are made; they use at
 * most as many threads (parallel.h) as are in use at this call.
 *
 * Returns TFN_OK, TFN_NULL, TFN_TOO_LARGE or TFN_NO_MEMORY; then the network
 * computes what it did, some of its layers faster. */
enum tfn_status fast_network(struct network *network);

/* Steps with fast_adam_step, if they were steps with adam_step.  Returns
 * TFN_OK or TFN_NULL. */
enum tfn_status fast_trainer(struct trainer *trainer);

API_END

#endif

/* fast_network.c: which layers of a network become faster, and how. */
#include "fast_network.h"

#include "fast_adam.h"
#include "fast_fused.h"
#include "fast_kernels.h"
#include "fast_padded.h"
#include "fast_row.h"

/* ---- [rule] Which way is faster? ----
 *
 * Measured, with 4 to 64 channels and 3 to 14000 edges.  In lanes a layer is
 * never slower than as it was, even where a single lane holds edges.  Fused it
 * is faster still, as soon as there are a few channels; with fewer only where
 * lanes are not to be had; and where its channels fill no vector, zeros fill
 * them. */
enum way { PLAIN, LANES, FUSED, PADDED };
enum { FEW_CHANNELS = 8 };

static size_t channels(const struct layer *layer)
{
  size_t most = 0;
  for (size_t b = 0; b < layer->is.in.n; b++)
    if (layer->is.in.block[b].channels > most)
      most = layer->is.in.block[b].channels;
  return most;
}

static enum way faster(const struct stage *stage)
{
  const struct layer *layer = layer_of(stage);
  const bool lanes = fast_row_applies(stage);
  if (!fast_worth())
    return PLAIN; /* a vector is not a register here */
  if (fast_fused_applies(layer) && (!lanes || channels(layer) >= FEW_CHANNELS))
    return FUSED;
  return lanes ? LANES : fast_padded_applies(layer) ? PADDED : PLAIN;
}

static size_t row_length(const struct network *network, size_t first)
{
  size_t n = 0;
  while (first + n < network->stages && n < FAST_ROW_LAYERS &&
         faster(&network->stage[first + n]) == LANES)
    n++;
  return n;
}

/* ---- [replace] Taking layers over ----
 *
 * The new stage has what the old ones were made of; a stage without a kind is
 * not released. */
static enum tfn_status put(struct network *network, size_t first, size_t count,
                           const struct stage *fast)
{
  for (size_t k = first; k < first + count; k++)
    network->stage[k].kind = NULL;
  return network_replace(network, first, count, fast);
}

/* n layers as one stage, as the rule says of the first. */
static enum tfn_status make(size_t n, const struct stage *plain,
                            struct stage *fast)
{
  const enum way way = faster(plain);
  return way == LANES   ? fast_row_stage(n, plain, fast)
         : way == FUSED ? fast_fused_stage(plain, fast)
                        : fast_padded_stage(plain, fast);
}

static enum tfn_status replace_at(struct network *network, size_t first)
{
  const struct stage *plain = &network->stage[first];
  const enum way way = faster(plain);
  const size_t n = way == LANES ? row_length(network, first) : 1;
  struct stage fast;
  if (way == PLAIN)
    return TFN_OK;
  const enum tfn_status status = make(n, plain, &fast);
  return status ? status : put(network, first, n, &fast);
}

/* Inside a residual stage a layer stands alone: the way past it ends the row.
 * What the residual stage held before is inside the new one. */
static enum tfn_status replace_inside(struct stage *inner)
{
  struct stage fast;
  if (faster(inner) == PLAIN)
    return TFN_OK;
  const enum tfn_status status = make(1, inner, &fast);
  if (!status)
    *inner = fast;
  return status;
}

/* ---- [network] One choice ---- */
enum tfn_status fast_network(struct network *network)
{
  if (!network)
    return TFN_NULL;
  enum tfn_status status = TFN_OK;
  for (size_t k = 0; k < network->stages && !status; k++) {
    struct stage *inner = residual_inner(&network->stage[k]);
    status = inner ? replace_inside(inner) : replace_at(network, k);
  }
  return status;
}

enum tfn_status fast_trainer(struct trainer *trainer)
{
  if (!trainer)
    return TFN_NULL;
  if (trainer->optimise == adam_step)
    trainer->optimise = fast_adam_step;
  return TFN_OK;
}

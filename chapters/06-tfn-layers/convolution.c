/* convolution.c: messages along the edges, summed at the receivers. */
#include "convolution.h"

#include <string.h>

/* ---- [create] The product behind a convolution ---- */
static enum tfn_status from_product(enum tp_status status)
{
  switch (status) {
  case TP_OK:
    return TFN_OK;
  case TP_NO_PATH:
    return TFN_NO_PATH;
  case TP_TOO_MANY:
  case TP_OVERFLOW:
    return TFN_TOO_LARGE;
  case TP_NO_MEMORY:
    return TFN_NO_MEMORY;
  default:
    return TFN_BAD_SHAPE;
  }
}

/* One channel of each degree, in the order of the cached harmonics. */
static bool are_harmonics(const struct irreps *h)
{
  for (size_t b = 0; b < h->n; b++)
    if (h->block[b].l != (int)b || h->block[b].channels != 1)
      return false;
  return h->n > 0;
}

enum tfn_status convolution_create(enum tp_mode mode, const struct irreps *in,
                                   const struct irreps *harmonics,
                                   const struct irreps *wanted,
                                   struct convolution *out)
{
  if (!out)
    return TFN_NULL;
  *out = (struct convolution){NULL, 1};
  if (!in || !harmonics || (mode == TP_FULL && !wanted))
    return TFN_NULL;
  if (!are_harmonics(harmonics))
    return TFN_BAD_SHAPE;
  struct irreps depthwise;
  enum tp_status status = TP_OK;
  if (mode == TP_DEPTHWISE)
    status = tp_depthwise_output(in, harmonics, wanted, &depthwise);
  if (!status)
    status =
        tp_create(mode, in, harmonics,
                  mode == TP_DEPTHWISE ? &depthwise : wanted, &out->product);
  return from_product(status);
}

/* ---- [sizes] Memory and weights ---- */
void convolution_free(struct convolution *c)
{
  if (!c)
    return;
  tp_free(c->product);
  c->product = NULL;
}

size_t convolution_weights(const struct convolution *c)
{
  return c ? tp_weights(c->product) : 0;
}

size_t convolution_workspace(const struct convolution *c)
{
  return c && c->product ? c->product->out.dim : 0;
}

static enum tfn_status check(const struct convolution *c,
                             const struct graph *graph)
{
  if (!c || !c->product || !graph)
    return TFN_NULL;
  return c->product->in2.dim <= graph->harmonics ? TFN_OK : TFN_BAD_SHAPE;
}

/* ---- [forward] Gather, multiply, add up ---- */
enum tfn_status convolution_forward(const struct convolution *c,
                                    const struct graph *graph, const real *x,
                                    const real *w, real *scratch, real *y)
{
  enum tfn_status status = check(c, graph);
  if (status)
    return status;
  if (!scratch || (graph->nodes && (!x || !y)) || (graph->edges && !w))
    return TFN_NULL;
  size_t in = c->product->in1.dim, out = c->product->out.dim;
  size_t weights = c->product->weights;
  memset(y, 0, graph->nodes * out * sizeof *y);
  for (size_t e = 0; e < graph->edges; e++) {
    const real *sender = x + graph->sender[e] * in;
    real *receiver = y + graph->receiver[e] * out;
    tp_forward(c->product, 1, sender, graph->Y + e * graph->harmonics,
               w + e * weights, 0, scratch);
    for (size_t k = 0; k < out; k++)
      receiver[k] += c->scale * scratch[k];
  }
  return TFN_OK;
}

/* ---- [backward] What was gathered is scattered ----
 *
 * The gradient of a sum is copied to every term: the message of edge j -> i
 * has the gradient scale dy_i, and the product hands it on to x_j, Y, w. */
enum tfn_status convolution_backward(const struct convolution *c,
                                     const struct graph *graph, const real *x,
                                     const real *w, const real *dy,
                                     real *scratch, real *dx, real *dY,
                                     real *dw)
{
  enum tfn_status status = check(c, graph);
  if (status)
    return status;
  if (!scratch || (graph->nodes && (!x || !dy)) || (graph->edges && !w))
    return TFN_NULL;
  size_t in = c->product->in1.dim, out = c->product->out.dim;
  size_t weights = c->product->weights, K = graph->harmonics;
  for (size_t e = 0; e < graph->edges; e++) {
    size_t sender = graph->sender[e] * in;
    const real *dmessage = dy + graph->receiver[e] * out;
    for (size_t k = 0; k < out; k++)
      scratch[k] = c->scale * dmessage[k];
    tp_backward(c->product, 1, x + sender, graph->Y + e * K, w + e * weights, 0,
                scratch, dx ? dx + sender : NULL, dY ? dY + e * K : NULL,
                dw ? dw + e * weights : NULL);
  }
  return TFN_OK;
}

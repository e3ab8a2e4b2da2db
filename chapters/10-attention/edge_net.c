/* edge_net.c: the radial network as two products of matrices. */
#include "edge_net.h"

#include "fast_mix.h"

#include <string.h>

/* ---- [create] Two mixings of scalars ---- */
static enum tfn_status scalars(size_t in, size_t out, struct mix *mix)
{
  struct irreps from = {0}, to = {0};
  if (irreps_append(&from, in, 0, 1) || irreps_append(&to, out, 0, 1))
    return TFN_TOO_LARGE;
  return mix_create(&from, &to, false, mix);
}

enum tfn_status edge_net_create(const struct radial_net *net,
                                struct edge_net *out)
{
  if (out)
    memset(out, 0, sizeof *out);
  if (!net || !out)
    return TFN_NULL;
  if (!net->inputs || !net->hidden || !net->outputs)
    return TFN_BAD_SHAPE;
  out->net = *net;
  enum tfn_status status = scalars(net->inputs, net->hidden, &out->first);
  if (!status)
    status = scalars(net->hidden, net->outputs, &out->second);
  if (status)
    edge_net_free(out);
  return status;
}

void edge_net_free(struct edge_net *net)
{
  if (!net)
    return;
  mix_free(&net->first);
  mix_free(&net->second);
}

size_t edge_net_scratch(const struct edge_net *net)
{
  if (!net)
    return 0;
  size_t first = fast_mix_workspace(&net->first);
  size_t second = fast_mix_workspace(&net->second);
  return first > second ? first : second;
}

/* ---- [forward] hidden = B W1,  w = silu(hidden) W2 ---- */
void edge_net_forward(const struct edge_net *net, size_t n, const real *B,
                      const real *W, real *scratch, real *s, real *slope,
                      real *w)
{
  fast_mix_forward(&net->first, n, B, W, scratch, false, s);
  for (size_t k = 0; k < n * net->net.hidden; k++)
    s[k] = smooth_silu(s[k], &slope[k]);
  fast_mix_forward(&net->second, n, s, W + net->first.weights, scratch, false,
                   w);
}

/* ---- [backward] The same from the last to the first ---- */
void edge_net_backward(const struct edge_net *net, size_t n, const real *B,
                       const real *W, real *scratch, const real *s,
                       const real *slope, const real *dw, real *ds, real *dW,
                       real *dB)
{
  size_t hidden = n * net->net.hidden, first = net->first.weights;
  if (hidden)
    memset(ds, 0, hidden * sizeof *ds);
  fast_mix_backward(&net->second, n, s, W + first, dw, scratch, ds,
                    dW ? dW + first : NULL);
  for (size_t k = 0; k < hidden; k++)
    ds[k] *= slope[k];
  fast_mix_backward(&net->first, n, B, W, ds, scratch, dB, dW);
}

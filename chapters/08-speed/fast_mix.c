/* fast_mix.c: channel mixing as products of matrices. */
#include "fast_mix.h"

#include <string.h>

#include "fast_mix_kernels.h"

/* ---- [pad] Matrices with whole vectors in their rows ---- */
static size_t padded(size_t columns)
{
  size_t lanes = fast_kernels()->mix->lanes;
  return (columns + lanes - 1) / lanes * lanes;
}

size_t fast_mix_workspace(const struct mix *mix)
{
  size_t there = 0, back = 0;
  for (size_t p = 0; mix && p < mix->paths; p++) {
    size_t in = mix->in.block[mix->path[p].in].channels;
    size_t out = mix->out.block[mix->path[p].out].channels;
    there += in * padded(out);
    back += out * padded(in);
  }
  return there > back ? there : back;
}

/* M (rows, padded columns) := the matrix of a path, or its transpose. */
static void pad(size_t in, size_t out, bool turned, const real *W, real *M)
{
  size_t columns = padded(turned ? in : out);
  memset(M, 0, (turned ? out : in) * columns * sizeof *M);
  for (size_t c = 0; c < in; c++)
    for (size_t d = 0; d < out; d++)
      M[turned ? d * columns + c : c * columns + d] = W[c * out + d];
}

static void pad_all(const struct mix *mix, bool turned, const real *W, real *M)
{
  for (size_t p = 0; p < mix->paths; p++) {
    size_t in = mix->in.block[mix->path[p].in].channels;
    size_t out = mix->out.block[mix->path[p].out].channels;
    pad(in, out, turned, W + mix->path[p].weight, M);
    M += turned ? out * padded(in) : in * padded(out);
  }
}

/* ---- [mixes] Forward and backward ---- */
enum tfn_status fast_mix_forward(const struct mix *mix, size_t n, const real *x,
                                 const real *W, real *scratch, bool add,
                                 real *y)
{
  if (!mix || (mix->weights && (!W || !scratch)) || (n && (!x || !y)))
    return TFN_NULL;
  pad_all(mix, false, W, scratch);
  fast_kernels()->mix->forward(mix, n, x, scratch, add, y);
  return TFN_OK;
}

enum tfn_status fast_mix_backward(const struct mix *mix, size_t n,
                                  const real *x, const real *W, const real *dy,
                                  real *scratch, real *dx, real *dW)
{
  if (!mix || (mix->weights && (!W || !scratch)) || (n && (!x || !dy)))
    return TFN_NULL;
  if (dx) {
    pad_all(mix, true, W, scratch);
    fast_kernels()->mix->features(mix, n, dy, scratch, dx);
  }
  if (dW)
    fast_kernels()->mix->weights(mix, n, x, dy, dW);
  return TFN_OK;
}

/* fast_radial.c: the radial network as products of small matrices, LANES edges
 * at a time. */
#include "fast_radial.h"

#include "simd_math.h"

/* ---- [silu] silu and its slope ---- */
SIMD_CLONES
static void activate(size_t n, real *x, real *slope)
{
  for (size_t i = 0; i < n; i += LANES) {
    const vec v = vec_load(x + i);
    const vec s = vec_sigmoid(v);
    vec_store(slope + i, s + v * s * (1 - s));
    vec_store(x + i, v * s);
  }
}

/* ---- [times] LANES rows times a matrix ----
 *
 * out (LANES, columns) = a (LANES, inner) M (inner, columns).  LANES sums stay
 * in registers; each vector of M is loaded once for all rows. */
SIMD_CLONES
static void times(size_t inner, size_t stride, size_t columns, const real *a,
                  const real *M, real *out)
{
  for (size_t c = 0; c < columns; c += LANES) {
    vec sum[LANES];
#pragma GCC unroll 16
    for (size_t e = 0; e < LANES; e++)
      sum[e] = (vec){0};
    for (size_t i = 0; i < inner; i++) {
      const vec m = vec_load(M + i * columns + c);
#pragma GCC unroll 16
      for (size_t e = 0; e < LANES; e++)
        sum[e] += a[e * stride + i] * m;
    }
#pragma GCC unroll 16
    for (size_t e = 0; e < LANES; e++)
      vec_store(out + e * columns + c, sum[e]);
  }
}

/* ---- [outer] The gradient of that matrix ----
 *
 * dM (inner, columns) += a^T (inner, LANES) g (LANES, columns). */
SIMD_CLONES
static void add_outer(size_t inner, size_t stride, size_t columns,
                      const real *a, const real *g, real *dM)
{
  for (size_t c = 0; c < columns; c += LANES) {
    vec row[LANES];
#pragma GCC unroll 16
    for (size_t e = 0; e < LANES; e++)
      row[e] = vec_load(g + e * columns + c);
    for (size_t i = 0; i < inner; i++) {
      vec sum = vec_load(dM + i * columns + c);
#pragma GCC unroll 16
      for (size_t e = 0; e < LANES; e++)
        sum += a[e * stride + i] * row[e];
      vec_store(dM + i * columns + c, sum);
    }
  }
}

/* ---- [begin] Memory, and matrices padded and turned ---- */
static size_t whole_vectors(size_t n)
{
  return (n + LANES - 1) / LANES * LANES;
}

size_t fast_radial_workspace(const struct radial_net *net)
{
  const size_t in = whole_vectors(net->inputs),
               mid = whole_vectors(net->hidden);
  return 2 * net->inputs * mid + net->hidden * in + net->outputs * mid +
         LANES * (net->inputs + in + 3 * mid + 2 * net->outputs);
}

/* columns of `to` are padded with zeros */
static void turn(size_t rows, size_t columns, size_t padded, const real *from,
                 real *to)
{
  memset(to, 0, columns * padded * sizeof *to);
  for (size_t i = 0; i < rows; i++)
    for (size_t j = 0; j < columns; j++)
      to[j * padded + i] = from[i * columns + j];
}

struct fast_radial fast_radial_begin(const struct radial_net *net,
                                     const real *W, real *scratch)
{
  const size_t in = whole_vectors(net->inputs),
               mid = whole_vectors(net->hidden);
  struct fast_radial r = {.net = *net, .inputs = in, .hidden = mid};
  r.W2 = W + net->inputs * net->hidden;
  r.W1 = scratch;
  r.dW1 = r.W1 + net->inputs * mid;
  r.T1 = r.dW1 + net->inputs * mid;
  r.T2 = r.T1 + net->hidden * in;
  r.B = r.T2 + net->outputs * mid;
  r.dB = r.B + LANES * net->inputs;
  r.s = r.dB + LANES * in;
  r.slope = r.s + LANES * mid;
  r.dh = r.slope + LANES * mid;
  r.w = r.dh + LANES * mid;
  r.dw = r.w + LANES * net->outputs;
  memset(r.W1, 0, 2 * net->inputs * mid * sizeof(real));
  for (size_t i = 0; i < net->inputs; i++)
    memcpy(r.W1 + i * mid, W + i * net->hidden, net->hidden * sizeof(real));
  turn(net->inputs, net->hidden, in, W, r.T1);
  turn(net->hidden, net->outputs, mid, r.W2, r.T2);
  return r;
}

/* ---- [forward] Weights of a block ---- */
void fast_radial_forward(struct fast_radial *r, size_t n, const real *B)
{
  const size_t in = r->net.inputs;
  memset(r->B, 0, LANES * in * sizeof(real));
  memcpy(r->B, B, n * in * sizeof(real));
  times(in, in, r->hidden, r->B, r->W1, r->s);
  activate(LANES * r->hidden, r->s, r->slope);
  times(r->net.hidden, r->hidden, r->net.outputs, r->s, r->W2, r->w);
}

/* ---- [backward] And their gradients ----
 *
 * Four products of the same two kinds.  Rows from n on have a gradient of
 * zero and add nothing. */
void fast_radial_backward(struct fast_radial *r, size_t n, real *dW, real *dB)
{
  const size_t in = r->net.inputs, mid = r->net.hidden, out = r->net.outputs;
  memset(r->dw + n * out, 0, (LANES - n) * out * sizeof(real));
  add_outer(mid, r->hidden, out, r->s, r->dw, dW + in * mid);
  times(out, out, r->hidden, r->dw, r->T2, r->dh);
  for (size_t i = 0; i < LANES * r->hidden; i++)
    r->dh[i] *= r->slope[i];
  add_outer(in, in, r->hidden, r->B, r->dh, r->dW1);
  if (!dB)
    return;
  times(mid, r->hidden, r->inputs, r->dh, r->T1, r->dB);
  for (size_t e = 0; e < n; e++)
    for (size_t i = 0; i < in; i++)
      dB[e * in + i] += r->dB[e * r->inputs + i];
}

void fast_radial_end(struct fast_radial *r, real *dW)
{
  for (size_t i = 0; i < r->net.inputs; i++)
    for (size_t j = 0; j < r->net.hidden; j++)
      dW[i * r->net.hidden + j] += r->dW1[i * r->hidden + j];
}

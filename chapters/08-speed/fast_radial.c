/* fast_radial.c: the radial network as products of small matrices, EDGES edges
 * at a time. */
#include "fast_radial.h"

#include <string.h>

#include "fast_radial_kernels.h"

/* ---- [begin] Memory, and matrices padded, cut and turned ----
 *
 * Paths use the weights slice by slice, so the second matrix is cut into the
 * slices of the paths, each a matrix (hidden, channels) of its own. */
static size_t whole_vectors(size_t n)
{
  const size_t lanes = fast_kernels()->radial->lanes;
  return (n + lanes - 1) / lanes * lanes;
}

static size_t widest(const struct tensor_product *tp)
{
  size_t most = 0;
  for (size_t p = 0; p < tp->paths; p++)
    most = tp->path[p].weights > most ? tp->path[p].weights : most;
  return most;
}

size_t fast_radial_workspace(const struct radial_net *net,
                             const struct tensor_product *tp)
{
  const size_t in = whole_vectors(net->inputs),
               mid = whole_vectors(net->hidden);
  return 2 * net->inputs * mid + net->hidden * in +
         net->outputs * (mid + 2 * net->hidden) +
         EDGES * (net->inputs + in + 3 * mid + 2 * widest(tp));
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

static void cut(const struct fast_radial *r, const real *W2)
{
  for (size_t p = 0; p < r->tp->paths; p++) {
    const size_t at = r->tp->path[p].weight, n = r->tp->path[p].weights;
    for (size_t i = 0; i < r->net.hidden; i++)
      memcpy(r->W2 + at * r->net.hidden + i * n, W2 + i * r->net.outputs + at,
             n * sizeof *W2);
  }
}

struct fast_radial fast_radial_begin(const struct radial_net *net,
                                     const struct tensor_product *tp,
                                     const real *W, real *scratch)
{
  const size_t in = whole_vectors(net->inputs),
               mid = whole_vectors(net->hidden);
  const real *W2 = W + net->inputs * net->hidden;
  struct fast_radial r = {.net = *net, .tp = tp, .inputs = in, .hidden = mid};
  r.W1 = scratch;
  r.dW1 = r.W1 + net->inputs * mid;
  r.T1 = r.dW1 + net->inputs * mid;
  r.T2 = r.T1 + net->hidden * in;
  r.W2 = r.T2 + net->outputs * mid;
  r.dW2 = r.W2 + net->outputs * net->hidden;
  r.B = r.dW2 + net->outputs * net->hidden;
  r.dB = r.B + EDGES * net->inputs;
  r.s = r.dB + EDGES * in;
  r.slope = r.s + EDGES * mid;
  r.dh = r.slope + EDGES * mid;
  r.w = r.dh + EDGES * mid;
  r.dw = r.w + EDGES * widest(tp);
  memset(r.W1, 0, 2 * net->inputs * mid * sizeof(real));
  memset(r.dW2, 0, net->outputs * net->hidden * sizeof(real));
  for (size_t i = 0; i < net->inputs; i++)
    memcpy(r.W1 + i * mid, W + i * net->hidden, net->hidden * sizeof(real));
  turn(net->inputs, net->hidden, in, W, r.T1);
  turn(net->hidden, net->outputs, mid, W2, r.T2);
  cut(&r, W2);
  return r;
}

/* ---- [products] Three products that differ in what is summed over ----
 *
 * EDGES rows times a matrix, out (EDGES, columns) = a (EDGES, inner) M (inner,
 * columns), or added to what out holds; and the gradient of that matrix,
 * dM (inner, columns) += a^T g (EDGES, columns).  Rows of `a` are `stride`
 * apart. */
static void times(size_t inner, size_t stride, size_t columns, const real *a,
                  const real *M, real *out)
{
  fast_kernels()->radial->product(
      &(struct matrices){EDGES, inner, columns, a, stride, 1, M, out, false});
}

static void add_times(size_t inner, size_t stride, size_t columns,
                      const real *a, const real *M, real *out)
{
  fast_kernels()->radial->product(
      &(struct matrices){EDGES, inner, columns, a, stride, 1, M, out, true});
}

static void add_outer(size_t inner, size_t stride, size_t columns,
                      const real *a, const real *g, real *dM)
{
  fast_kernels()->radial->product(
      &(struct matrices){inner, EDGES, columns, a, 1, stride, g, dM, true});
}

/* ---- [forward] The hidden layer of a block, and a path's weights ---- */
void fast_radial_hidden(struct fast_radial *r, size_t n, const real *B)
{
  const size_t in = r->net.inputs;
  memset(r->B, 0, EDGES * in * sizeof(real));
  memcpy(r->B, B, n * in * sizeof(real));
  times(in, in, r->hidden, r->B, r->W1, r->s);
  fast_kernels()->radial->activate(EDGES * r->hidden, r->s, r->slope);
  memset(r->dh, 0, EDGES * r->hidden * sizeof(real));
}

void fast_radial_weights(struct fast_radial *r, const struct tp_path *path)
{
  times(r->net.hidden, r->hidden, path->weights, r->s,
        r->W2 + path->weight * r->net.hidden, r->w);
}

/* ---- [backward] And their gradients ----
 *
 * Rows from n on have s = 0 and dw = 0, and add nothing. */
void fast_radial_weights_back(struct fast_radial *r, const struct tp_path *path)
{
  add_outer(r->net.hidden, r->hidden, path->weights, r->s, r->dw,
            r->dW2 + path->weight * r->net.hidden);
  add_times(path->weights, path->weights, r->hidden, r->dw,
            r->T2 + path->weight * r->hidden, r->dh);
}

void fast_radial_hidden_back(struct fast_radial *r, size_t n, real *dB)
{
  const size_t in = r->net.inputs, mid = r->net.hidden;
  for (size_t i = 0; i < EDGES * r->hidden; i++)
    r->dh[i] *= r->slope[i];
  add_outer(in, in, r->hidden, r->B, r->dh, r->dW1);
  if (!dB)
    return;
  times(mid, r->hidden, r->inputs, r->dh, r->T1, r->dB);
  for (size_t e = 0; e < n; e++)
    for (size_t i = 0; i < in; i++)
      dB[e * in + i] += r->dB[e * r->inputs + i];
}

void fast_radial_end(const struct fast_radial *r, real *dW)
{
  const size_t mid = r->net.hidden;
  for (size_t i = 0; i < r->net.inputs; i++)
    for (size_t j = 0; j < mid; j++)
      dW[i * mid + j] += r->dW1[i * r->hidden + j];
  dW += r->net.inputs * mid;
  for (size_t p = 0; p < r->tp->paths; p++) {
    const size_t at = r->tp->path[p].weight, n = r->tp->path[p].weights;
    for (size_t i = 0; i < mid; i++)
      for (size_t c = 0; c < n; c++)
        dW[i * r->net.outputs + at + c] += r->dW2[at * mid + i * n + c];
  }
}

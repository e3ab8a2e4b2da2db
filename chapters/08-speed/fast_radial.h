/* fast_radial.h: chapter 6's radial network for one block of edges.
 *
 *   fast_radial_workspace     numbers of scratch memory
 *   fast_radial_begin         cut the memory, pad, cut and turn the matrices
 *   fast_radial_hidden        the hidden layer of up to EDGES edges
 *   fast_radial_weights       the weights of one path for these edges
 *   fast_radial_weights_back  gradients of its part of the second matrix
 *   fast_radial_hidden_back   gradients of the first, and of the basis
 *   fast_radial_end           what was summed up aside, added
 *
 * For fast_convolution.c, which checks what they are given. */
#ifndef FAST_RADIAL_H
#define FAST_RADIAL_H

#include "fast_convolution_kernels.h"
#include "radial.h"
#include "tensor_product.h"

#include <stddef.h>

/* ---- [interface] One block of weights ----
 *
 * Widths are padded to whole vectors, with zeros; silu(0) = 0 keeps them so.
 * Every path's number of weights is a multiple of the lanes of a
 * vector. */
struct fast_radial {
  struct radial_net net;
  const struct tensor_product *tp;
  size_t inputs, hidden; /* padded */
  real *W1, *dW1;        /* (net.inputs, hidden) */
  real *W2, *dW2;        /* path by path (net.hidden, weights) */
  real *T1, *T2;         /* (net.hidden, inputs), (outputs, hidden) */
  real *B, *dB;          /* (EDGES, net.inputs), (EDGES, inputs) */
  real *s, *slope, *dh;  /* (EDGES, hidden): silu, its slope, a gradient */
  real *w, *dw;          /* (EDGES, weights) of one path */
};

/* Numbers of type real; proportional to the parameters, not to edges. */
size_t fast_radial_workspace(const struct radial_net *net,
                             const struct tensor_product *tp);

/* W as for radial_net_forward; scratch (fast_radial_workspace). */
struct fast_radial fast_radial_begin(const struct radial_net *net,
                                     const struct tensor_product *tp,
                                     const real *W, real *scratch);

/* The hidden layer of n <= EDGES edges with basis values B (n, inputs). */
void fast_radial_hidden(struct fast_radial *r, size_t n, const real *B);

/* r->w := the path's weights of these edges. */
void fast_radial_weights(struct fast_radial *r, const struct tp_path *path);

/* With r->dw filled, zero from row n on. */
void fast_radial_weights_back(struct fast_radial *r,
                              const struct tp_path *path);

/* After all paths; adds to dB (n, inputs) unless NULL. */
void fast_radial_hidden_back(struct fast_radial *r, size_t n, real *dB);

/* Adds the gradients of all blocks to dW (as W). */
void fast_radial_end(const struct fast_radial *r, real *dW);

#endif

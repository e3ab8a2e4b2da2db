/* fast_radial.h: chapter 6's radial network for one block of edges.
 *
 *   fast_radial_workspace  numbers of scratch memory
 *   fast_radial_begin      cut the memory, turn the matrices
 *   fast_radial_forward    weights of up to LANES edges
 *   fast_radial_backward   gradients of the parameters and of the basis
 *   fast_radial_end        what was summed up aside, added
 *
 * For fast_convolution.c, which checks what they are given. */
#ifndef FAST_RADIAL_H
#define FAST_RADIAL_H

#include "radial.h"

#include <stddef.h>

/* ---- [interface] One block of weights ----
 *
 * Widths are padded to whole vectors, with zeros; silu(0) = 0 keeps them so.
 * net.outputs is a multiple of LANES. */
struct fast_radial {
  struct radial_net net;
  size_t inputs, hidden; /* padded */
  const real *W2;        /* (net.hidden, outputs) */
  real *W1, *dW1;        /* (net.inputs, hidden) */
  real *T1, *T2;         /* (net.hidden, inputs), (outputs, hidden) */
  real *B, *dB;          /* (LANES, net.inputs), (LANES, inputs) */
  real *s, *slope, *dh;  /* (LANES, hidden): silu, its slope, a gradient */
  real *w, *dw;          /* (LANES, outputs) */
};

/* Numbers of type real; proportional to the parameters, not to edges. */
size_t fast_radial_workspace(const struct radial_net *net);

/* W as for radial_net_forward, kept; scratch (fast_radial_workspace). */
struct fast_radial fast_radial_begin(const struct radial_net *net,
                                     const real *W, real *scratch);

/* r->w (n, outputs) of n <= LANES edges with basis values B (n, inputs). */
void fast_radial_forward(struct fast_radial *r, size_t n, const real *B);

/* After fast_radial_forward for the same edges and r->dw filled: adds to dW
 * (as W; its first matrix only at the end) and, unless NULL, dB (n, inputs).*/
void fast_radial_backward(struct fast_radial *r, size_t n, real *dW, real *dB);
void fast_radial_end(struct fast_radial *r, real *dW);

#endif

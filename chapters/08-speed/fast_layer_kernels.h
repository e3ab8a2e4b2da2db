/* fast_layer_kernels.h: what fast_row.c and fast_adam.c ask of the kernels of
 * each width. */
#ifndef FAST_LAYER_KERNELS_H
#define FAST_LAYER_KERNELS_H

#include <stdint.h>

#include "adam.h"
#include "fast_kernels.h"
#include "layer.h"

/* ---- [lanes] A graph in lanes ----
 *
 * Node i sits in lane i % lanes of block i / lanes.  The edges into a block
 * stand in slots: one slot is a vector with an edge in each lane, into the
 * node of that lane.  A block has as many slots as its busiest node has
 * neighbours; where a node has fewer, a lane holds no edge.  Arrays of vectors
 * are written (slots, columns), and a vector is `lanes` numbers. */
struct lane_graph {
  size_t blocks, harmonics;
  const uint32_t *first;  /* (blocks + 1): block b has slots first[b].. */
  const uint32_t *sender; /* (slots, lanes); of no edge the lane's own node */
  real *B;                /* (slots, basis): the radial basis */
  real *dB, *dY;          /* their gradients, and (slots, harmonics), or NULL */
};

/* ---- [struct] A layer in lanes ----
 *
 * As chapter 6's workspace, with a vector where a number stood. */
struct lane_layer {
  const struct layer *layer;
  const struct lane_graph *graph;
  real *M;         /* (slots, pairs): couplings times harmonics times scale */
  real *x;         /* (slots, in.dim): features of the senders */
  real *s, *slope; /* (slots, hidden): silu and its derivative */
  real *w;         /* (slots, weights of an edge) */
  real *messages;  /* (blocks, messages.dim) */
  real *gated;     /* (blocks, gated.dim) */
  real *gradient;  /* (layer_weights): a sum in each lane, 0 at first */
  real *dmessages, *dgated, *dx, *dw; /* of one block, or of one slot */
};

/* ---- [table] The kernels ---- */
struct layer_kernels {
  size_t lanes;
  /* y (blocks, out.dim) from x (blocks, in.dim) and w (layer_weights). */
  void (*forward)(const struct lane_layer *f, const real *w, const real *x,
                  real *y);
  /* Adds to f->gradient, to f->graph's gradients and, unless NULL, to dx
   * (blocks, in.dim); dy is 0 in the lanes behind the last node. */
  void (*backward)(const struct lane_layer *f, const real *w, const real *x,
                   const real *dy, real *dx);
  /* dw (n) += the sums over the lanes of `gradient` (n), which becomes 0. */
  void (*sum_lanes)(size_t n, real *gradient, real *dw);
  /* The loop of adam_step. */
  void (*descend)(const struct adam *adam, const struct adam_factors *k,
                  size_t n, const real *g, real *m, real *v, real *w);
};

#endif

/* layer.h: one layer of a Tensor Field Network, whole.
 *
 *   layer_create      all shapes of a layer from a short description
 *   layer_free        release it
 *   layer_weights     size of its flat block of parameters
 *   layer_parameters  named pointers into such a block
 *   layer_initial     random parameters to start from
 *   layer_workspace   size of the memory one layer needs for one graph
 *   layer_forward     y = gate(mix(convolution(x)) + self(x) + bias)
 *   layer_backward    the same, backwards */
#ifndef LAYER_H
#define LAYER_H

#include "convolution.h"
#include "nodewise.h"
#include "radial.h"

/* ---- [describe] What a layer is made of ---- */
enum gate { GATE_NONE = 0, GATE_NORM, GATE_SCALAR };

struct layer_description {
  enum tp_mode mode;       /* TP_DEPTHWISE, or TP_FULL (messages = the gate's
                              input layout) */
  struct irreps in;        /* features of a node before the layer */
  struct irreps out;       /* and after it */
  struct irreps harmonics; /* as for convolution_create */
  enum gate gate;
  size_t basis;  /* radial basis functions */
  size_t hidden; /* width of the radial network */
  real scale;    /* of the sum over neighbours, 1/sqrt(neighbours) */
};

struct layer {
  struct layer_description is;
  struct irreps gated; /* what enters the gate */
  struct convolution convolution;
  struct radial_net radial;
  struct mix mix;  /* messages -> gated */
  struct mix self; /* in -> gated, where l and parity agree */
  size_t biases;   /* of the gate (norm), or of its even scalars */
};

/* layer  out: release it with layer_free
 * Returns TFN_OK, TFN_NULL, TFN_BAD_SHAPE, TFN_BAD_VALUE (gate, basis, hidden,
 * scale), TFN_NO_PATH, TFN_TOO_LARGE, TFN_NO_MEMORY. */
enum tfn_status layer_create(const struct layer_description *description,
                             struct layer *layer);
void layer_free(struct layer *layer);

/* ---- [parameters] One flat block with named pointers ---- */
struct layer_parameters {
  real *radial; /* W1 (basis, hidden), W2 (hidden, weights of an edge) */
  real *mix;    /* as struct mix stores them */
  real *self;
  real *bias; /* (biases) */
};

/* Numbers in the block; 0 for NULL. */
size_t layer_weights(const struct layer *layer);

/* The names of the parts of `block` (layer_weights), a block of parameters or
 * of their gradients alike. */
struct layer_parameters layer_parameters(const struct layer *layer,
                                         real *block);

/* block := random parameters that keep features of order one; biases 0. */
enum tfn_status layer_initial(const struct layer *layer, struct random *g,
                              real *block);

/* ---- [passes] Forward and backward ---- */

/* Numbers of type real for one layer on one graph: it keeps what the way back
 * needs, so every layer has its own; 0 when it does not fit a size_t. */
size_t layer_workspace(const struct layer *layer, const struct graph *graph);

/* B      (edges, basis) the radial basis of the graph's lengths
 * block  (layer_weights) parameters
 * x      (nodes, in.dim);   y  out (nodes, out.dim)
 * work   (layer_workspace), written
 * Returns TFN_OK, TFN_NULL or TFN_BAD_SHAPE.  Allocates nothing. */
enum tfn_status layer_forward(const struct layer *layer,
                              const struct graph *graph, const real *B,
                              const real *block, const real *x, real *work,
                              real *y);

/* After layer_forward with the same arguments; once for each forward pass.
 * dy  (nodes, out.dim)
 * Adds to dblock (layer_weights), dx (nodes, in.dim), dY (edges, K) and dB
 * (edges, basis); all but dblock may be NULL. */
enum tfn_status layer_backward(const struct layer *layer,
                               const struct graph *graph, const real *B,
                               const real *block, const real *x, real *work,
                               const real *dy, real *dblock, real *dx, real *dY,
                               real *dB);

#endif

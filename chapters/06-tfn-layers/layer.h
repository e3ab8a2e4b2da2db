/* layer.h: one layer of a Tensor Field Network, whole.
 *
 *   layer_create      all shapes of a layer from a short description
 *   layer_free        release it
 *   layer_weights     size of its flat block of parameters
 *   layer_parameters  named pointers into such a block
 *   layer_initial     random parameters to start from
 *   layer_stage       the layer as a stage: the form that networks take
 *   layer_of          the layer behind a stage
 *   layer_like        the layer that computes what a stage does
 *   layer_gate_*      bias and gate alone
 *
 * Names begin with layer_ or gate_. */
#ifndef TFN_LAYER_H
#define TFN_LAYER_H

#include "api.h"
#include "convolution.h"
#include "nodewise.h"
#include "radial.h"
#include "stage.h"

API_BEGIN

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
  real scale;    /* of the sum over neighbours: 1/neighbours in a deep network,
                    1/sqrt(neighbours) in one of a few layers */
  real square;   /* radial_basis_square of the basis; 0 counts as 1 */
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
 * scale, square), TFN_NO_PATH, TFN_TOO_LARGE, TFN_NO_MEMORY. */
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

/* block := random parameters; biases 0.  With x of mean square 1 in every
 * block, messages that are independent and scale 1/sqrt(neighbours), y has mean
 * square 1 before and behind every gate.  In a graph messages are alike rather
 * than independent: what holds for a network of many layers is said in
 * residual.h. */
enum tfn_status layer_initial(const struct layer *layer, struct random *g,
                              real *block);

/* ---- [stage] The layer as a stage ----
 *
 *   y = gate(mix(convolution(x)) + self(x) + bias)
 *
 * The graph needs the layer's harmonics, and the geometry a basis of as many
 * functions as described.
 *
 * stage  out: release it with stage_free
 * Returns as layer_create. */
enum tfn_status layer_stage(const struct layer_description *description,
                            struct stage *stage);

/* The layer behind a stage that layer_stage made; NULL for any other. */
const struct layer *layer_of(const struct stage *stage);

/* That layer, or the one that a stage made from it computes, in another way,
 * from the same weights (stage_kind.layer); NULL for any other. */
const struct layer *layer_like(const struct stage *stage);

/* Bias and gate alone, for stages that do the rest in another way.
 *
 * gated  (n, gated.dim); the bias may be added to it
 * dgated 0 on entry; dbias (biases) is added to, or NULL */
void layer_gate_forward(const struct layer *layer, size_t n, const real *bias,
                        real *gated, real *y);
void layer_gate_backward(const struct layer *layer, size_t n, const real *bias,
                         const real *gated, const real *dy, real *dbias,
                         real *dgated);

API_END

#endif

/* attention.h: a layer of chapter 6 whose sum over neighbours is weighted.
 *
 *   attention_create        all shapes of an attention layer
 *   attention_free          release it
 *   attention_weights       size of its flat block of parameters
 *   attention_parameters    named pointers into such a block
 *   attention_stage         the layer as a stage
 *   attention_of            the layer behind a stage
 *   attention_alpha         the weights of the edges after a forward pass
 *   attention_add           one more of these in a network
 *   attention_add_residual  one of many, each with a way past it */
#ifndef TFN_ATTENTION_H
#define TFN_ATTENTION_H

#include "api.h"
#include "edge_net.h"
#include "layer.h"
#include "network.h"
#include "softmax.h"

API_BEGIN

/* ---- [attention] What an attention layer computes ----
 *
 *   k_ij = x_j * Y_ij with weights w_k(r_ij),    the key of an edge j -> i
 *   v_ij = x_j * Y_ij with weights w_v(r_ij),    its value: the message that
 *                                                chapter 6 adds up
 *   q_i  = W_q x_i,                              the query of a node, in the
 *                                                layout of the keys
 *   a_ij = q_i . k_ij / sqrt(F)                  for each head by itself
 *   y_i  = gate(W (sum_j alpha_ij v_ij) + W_s x_i + b)
 *
 * with alpha = softmax of a over the neighbours j of i (softmax.h), and the
 * envelope of the network's radial basis for u.  Heads split the channels:
 * head h has channels h C/heads .. (h+1) C/heads - 1 of every block of keys
 * and values, and F counts its numbers of a key.  Keys have the degrees of the
 * input, since others have no query to meet.
 *
 * F. B. Fuchs et al., SE(3)-Transformers, NeurIPS 2020, arXiv:2006.10503. */
struct attention_description {
  struct layer_description layer; /* TP_DEPTHWISE; `scale` is not used */
  size_t heads; /* divides the channels of every block of the input */
  enum softmax_envelope envelope;
};

/* ---- [made] What it is made of ---- */
struct attention {
  struct attention_description is;
  struct layer layer;     /* values, mixing, self-interaction and gate */
  struct convolution key; /* its product is that of the keys */
  struct radial_net radial;
  struct mix query;                   /* in -> keys */
  struct edge_net value_net, key_net; /* layer.radial and radial again */
  real scale;                         /* 1 / sqrt(F) */
};

/* attention  out: release it with attention_free
 * Returns as layer_create, and TFN_BAD_VALUE (heads, envelope) or
 * TFN_BAD_SHAPE (TP_FULL; channels that heads do not divide). */
enum tfn_status
attention_create(const struct attention_description *description,
                 struct attention *attention);
void attention_free(struct attention *attention);

/* ---- [parameters] One flat block with named pointers ---- */
struct attention_parameters {
  real *layer;  /* (layer_weights) as layer_parameters names them */
  real *radial; /* of the keys: W1 (basis, hidden), W2 (hidden, outputs) */
  real *query;  /* as struct mix stores it */
};

/* Numbers in the block; 0 for NULL. */
size_t attention_weights(const struct attention *attention);

struct attention_parameters
attention_parameters(const struct attention *attention, real *block);

/* ---- [stage] The layer as a stage ----
 *
 * stage  out: release it with stage_free
 * Returns as attention_create, and TFN_NO_MEMORY. */
enum tfn_status attention_stage(const struct attention_description *description,
                                struct stage *stage);

/* The layer behind a stage that attention_stage made, inside a residual stage
 * too; NULL for any other. */
const struct attention *attention_of(const struct stage *stage);

/* alpha (edges, heads) of the last forward pass, in the memory of that pass,
 * of a stage that attention_stage made; NULL for any other. */
const real *attention_alpha(const struct stage *stage,
                            const struct stage_pass *pass);

/* ---- [add] In a network, from a few words ---- */

/* As network_add_layer and network_add_residual, with attention in the place
 * of the sum; the envelope is SOFTMAX_BOTH. */
enum tfn_status attention_add(struct network *network, const char *out,
                              enum gate gate, size_t hidden, size_t heads);
enum tfn_status attention_add_residual(struct network *network, enum gate gate,
                                       size_t hidden, size_t heads,
                                       size_t depth);

API_END

#endif

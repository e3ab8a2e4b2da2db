/* network.h: stages in a row, with answers at the end.
 *
 *   network_create       an empty network: what enters, and the geometry
 *   network_add          one more stage
 *   network_add_layer    one more layer of this chapter, from a few words
 *   network_add_norm     a layer norm
 *   network_add_residual one of many layers, each with a way past it
 *   network_answer       what is read at the end
 *   network_replace      other stages with the same meaning
 *   network_free         release it
 *   network_weights      how many weights it has
 *   network_initial      weights to start from
 *   network_fingerprint  a number that two equal networks share
 *   network_graph        the graph of points, as this network wants it
 *   network_pass_create  the memory of one forward and backward pass
 *   network_pass_free    release it
 *   network_look         after the points have moved
 *   network_forward      answers from points and features
 *   network_clear        gradients by the answers set to zero
 *   network_backward     gradients by weights, features and points
 *   network_predict      answer and forces of points, in one call
 *
 * Names begin with network_ or answer_. */
#ifndef TFN_NETWORK_H
#define TFN_NETWORK_H

#include "api.h"
#include "layer.h"
#include "layer_norm.h"
#include "residual.h"
#include "stage.h"

API_BEGIN

/* ---- [network] A row of stages ----
 *
 * The weights of all stages are one flat array, stage after stage. */

/* How an answer is read from the features of the nodes. */
enum answer_of { ANSWER_SUM = 0, ANSWER_MEAN, ANSWER_NODES };

struct network_answer {
  struct irreps layout; /* a run of blocks of the last stage's output */
  size_t first;         /* where it begins among the features of a node */
  enum answer_of of;    /* sum or mean over a cloud, or every node's own */
};

#define NETWORK_ANSWERS 4

struct network {
  struct irreps in;          /* what a node brings */
  int lmax;                  /* of the harmonics */
  struct radial_basis basis; /* the same for all stages */
  bool parity;               /* harmonics are labelled 0e 1o 2e; else all e */
  size_t stages;
  struct stage *stage; /* (stages) */
  size_t *first;       /* (stages + 1), where a stage's weights begin */
  size_t answers;
  struct network_answer answer[NETWORK_ANSWERS];
  uint64_t fingerprint;
};

/* ---- [build] Putting a network together ---- */

struct network_description {
  const char *in;            /* features of a node, as in "2x0e + 1x1o" */
  int lmax;                  /* highest degree of the harmonics */
  bool parity;               /* false: every feature is labelled even */
  struct radial_basis basis; /* with an envelope, edges end at its cutoff */
};

/* out  release it with network_free; NULL on failure
 * Returns TFN_OK, TFN_NULL, TFN_BAD_VALUE (lmax, basis), TFN_BAD_SHAPE (the
 * text of `in`) or TFN_NO_MEMORY. */
enum tfn_status network_create(const struct network_description *description,
                               struct network **out);

/* Takes the stage over, also when it is refused: the caller does not free it.
 * Returns TFN_OK, TFN_NULL, TFN_BAD_SHAPE (it does not take what the stage
 * before it gives), TFN_BAD_VALUE (there are answers already), TFN_TOO_LARGE
 * or TFN_NO_MEMORY. */
enum tfn_status network_add(struct network *network, struct stage *stage);

/* A depthwise layer from what the last stage gives to `out`, with a radial
 * network of `hidden` numbers; neighbours is how many are expected at a node.
 * Returns as layer_stage and network_add. */
enum tfn_status network_add_layer(struct network *network, const char *out,
                                  enum gate gate, size_t hidden,
                                  real neighbours);

/* A layer norm of what the last stage gives (layer_norm.h).
 * Returns as layer_norm_stage and network_add. */
enum tfn_status network_add_norm(struct network *network);

/* A layer for networks of many: from what the last stage gives to the same
 * layout, inside a residual stage of a network that has `depth` of them
 * (residual.h), with the mean over the expected neighbours where
 * network_add_layer has the sum over their root.  For features and gradients
 * that keep their size through any number of layers:
 *
 *   network_add_layer(network, "32x0e + 32x1o", gate, hidden, neighbours);
 *   network_add_norm(network);
 *   for (size_t k = 0; k < depth; k++)
 *     network_add_residual(network, gate, hidden, neighbours, depth);
 *   network_add_norm(network);
 *   network_add_layer(network, "1x0e", GATE_NONE, hidden, neighbours);
 *
 * Returns as network_add_layer and residual_stage. */
enum tfn_status network_add_residual(struct network *network, enum gate gate,
                                     size_t hidden, real neighbours,
                                     size_t depth);

/* The next blocks of the last stage's output become an answer.  Blocks behind
 * the last answer are not read.
 *
 * layout  what the blocks must be, as in "1x0e"; NULL for all that are left
 * Returns TFN_OK, TFN_NULL, TFN_BAD_SHAPE (the output goes on otherwise) or
 * TFN_BAD_VALUE (of; no stage; more than NETWORK_ANSWERS). */
enum tfn_status network_answer(struct network *network, const char *layout,
                               enum answer_of of);

/* Puts one stage in the place of `count` stages from `first` on: one with the
 * same input, output and number of weights, and the same meaning.  The stages
 * that it replaces are released, unless the new one has taken them over:
 * `stage` is copied, and the caller does not free it.
 * Returns TFN_OK, TFN_NULL, TFN_BAD_VALUE (first, count) or TFN_BAD_SHAPE; on
 * failure the network is as before, and the stage is the caller's. */
enum tfn_status network_replace(struct network *network, size_t first,
                                size_t count, const struct stage *stage);

/* NULL is ignored. */
void network_free(struct network *network);

/* ---- [weights] Its knobs ---- */

/* Number of weights; 0 for NULL. */
size_t network_weights(const struct network *network);

/* w (network_weights) := numbers fixed by the seed that keep features of order
 * one from stage to stage.  Returns TFN_OK or TFN_NULL. */
enum tfn_status network_initial(const struct network *network, uint64_t seed,
                                real *w);

/* The same for two networks that were put together alike, whatever replaced
 * their stages since; 0 for NULL.  A file says by it whose weights it holds. */
uint64_t network_fingerprint(const struct network *network);

/* ---- [pass] The memory of a pass ---- */

/* The graph of points, as graph_all_pairs or, when the basis ends smoothly at
 * its cutoff, as graph_radius with that radius.  Errors as these. */
enum tfn_status network_graph(const struct network *network, size_t graphs,
                              const size_t *counts, const real *points,
                              struct graph **graph);

/* Everything that a pass computes on one graph, in one piece of memory.  Fill
 * x and danswer, read answer. */
struct network_pass {
  const struct network *network;
  struct geometry geometry;
  struct geometry_gradient dgeometry;
  real *x;                        /* (nodes, in.dim), features of the nodes */
  real *answer[NETWORK_ANSWERS];  /* (graphs or nodes, layout.dim) */
  real *danswer[NETWORK_ANSWERS]; /* the gradient of the loss by each */
  struct stage_pass *stage;       /* (stages) */
  real *memory;                   /* all numbers */
  real *gradients;                /* (gradient_count), of all features */
  real *dlast;                    /* among them those of the last stage */
  size_t gradient_count;
};

/* Memory for a graph, which is kept, not copied; the features x are set to 1.
 *
 * out  release it with network_pass_free; NULL on failure
 * Returns TFN_OK, TFN_NULL, TFN_BAD_VALUE (a network without answers),
 * TFN_BAD_SHAPE (the graph has too few harmonics), TFN_TOO_LARGE or
 * TFN_NO_MEMORY. */
enum tfn_status network_pass_create(const struct network *network,
                                    const struct graph *graph,
                                    struct network_pass **out);
void network_pass_free(struct network_pass *pass);

/* What depends on the points alone: after graph_move.  Allocates nothing.
 * Returns TFN_OK or TFN_NULL. */
enum tfn_status network_look(const struct network *network,
                             struct network_pass *pass);

/* ---- [passes] Forward and backward ---- */

/* pass->answer from pass->x and w (network_weights).  Allocates nothing.
 * Returns TFN_OK or TFN_NULL. */
enum tfn_status network_forward(const struct network *network, const real *w,
                                struct network_pass *pass);

/* pass->danswer := 0, before a loss adds to it.  Returns TFN_OK or TFN_NULL. */
enum tfn_status network_clear(const struct network *network,
                              struct network_pass *pass);

/* After network_forward with the same w, once for each forward pass; reads
 * pass->danswer and adds to whatever is not NULL:
 *
 * dw       (network_weights)
 * dx       (nodes, in.dim), by the features that entered
 * dpoints  (nodes, 3): minus the forces, when danswer is 1 for an energy
 * Allocates nothing.  Returns TFN_OK or TFN_NULL. */
enum tfn_status network_backward(const struct network *network, const real *w,
                                 struct network_pass *pass, real *dw, real *dx,
                                 real *dpoints);

/* ---- [predict] From points to an answer, in one call ----
 *
 * For those who ask once: the graph and the memory of a pass are made and
 * released again.
 *
 * points  (nodes, 3), the clouds one after the other; counts (graphs)
 * x       (nodes, in.dim), features of the nodes; NULL: all of them are 1
 * answer  out, the first answer: (graphs or nodes, layout.dim)
 * force   out (nodes, 3): minus the gradient, by the points, of the sum of all
 *         numbers of that answer, an energy; NULL when nobody asks
 * Returns as network_graph, network_pass_create and network_forward. */
enum tfn_status network_predict(const struct network *network, const real *w,
                                size_t graphs, const size_t *counts,
                                const real *points, const real *x, real *answer,
                                real *force);

API_END

#endif

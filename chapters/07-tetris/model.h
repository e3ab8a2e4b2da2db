/* model.h: whole networks: cubes in, eight numbers out.
 *
 *   model_create      a network of one of six kinds, without its parameters
 *   model_free        release it
 *   model_weights     how many parameters it has
 *   model_initial     random parameters to start from
 *   model_name        the name of a kind, and model_kind the other way round
 *   model_graph       the graph of many moved shapes
 *   model_move        the same graph, the shapes moved again
 *   pass_create       the memory of one forward and backward pass
 *   pass_free         release it
 *   model_forward     logits from a graph
 *   model_backward    gradient of the parameters
 *   model_radial      the radial functions of a layer, to look at */
#ifndef MODEL_H
#define MODEL_H

#include "tetris.h"
#include "tfn.h"

/* ---- [kinds] Six networks ----
 *
 *   talk       4 channels of l = 0 and l = 1, three convolutions, 5 radial
 *              functions; SO(3) only: everything is labelled even, so nothing
 *              forbids the cross product
 *   large      16 channels up to l = 2
 *   parity     the talk's sizes with real parities, 0e 0o 1e 1o; its answer is
 *              one pseudoscalar for the chiral pair and six scalars
 *   polar      the talk's sizes, but every feature has the parity of its
 *              harmonic, (-1)^l: no path with l1 + l2 + l3 odd is left
 *   distances  l = 0 alone: it only sees distances
 *   gated      the talk's with a gate behind its last layer too: from some
 *              seeds it does not learn, and the book shows why */
enum model_kind {
  MODEL_TALK = 1,
  MODEL_LARGE,
  MODEL_PARITY,
  MODEL_POLAR,
  MODEL_DISTANCES,
  MODEL_GATED
};
#define MODEL_KINDS   6
#define MODEL_LAYERS  3
#define MODEL_CLASSES TETRIS_SHAPES

/* "talk", "large" ...; NULL for any other number. */
const char *model_name(enum model_kind kind);

/* The kind with this name; false when there is none or a pointer is NULL. */
bool model_kind(const char *name, enum model_kind *kind);

/* ---- [struct] What a network knows ----
 *
 * Parameters are one flat array (model_weights), layer after layer. */
struct model {
  enum model_kind kind;
  int lmax;                  /* of the harmonics */
  struct radial_basis basis; /* the same for all layers */
  struct layer layer[MODEL_LAYERS];
  size_t block[MODEL_LAYERS]; /* where a layer's parameters begin */
  size_t weights;             /* and how many there are */
};

/* model  out: release it with model_free
 * Returns TFN_OK, TFN_NULL, TFN_BAD_VALUE (kind), TFN_NO_MEMORY. */
enum tfn_status model_create(enum model_kind kind, struct model *model);
void model_free(struct model *model);

/* Number of parameters; 0 for NULL. */
size_t model_weights(const struct model *model);

/* w (model_weights) := random numbers, fixed by the seed, that keep features
 * of order one from layer to layer.  Returns TFN_OK or TFN_NULL. */
enum tfn_status model_initial(const struct model *model, uint64_t seed,
                              real *w);

/* ---- [graph] Shapes as a graph ---- */

/* All pairs of the four cubes of each of n shapes.
 *
 * points  (n, 4), in edges of a cube
 * graph   out, to be released by graph_free; NULL on failure
 * Returns as graph_all_pairs; TFN_TOO_LARGE also when n is too large. */
enum tfn_status model_graph(const struct model *model, size_t n,
                            const vec3 *points, struct graph **graph);

/* Moves such a graph to other points (n, 4); n must be the same.  Errors as
 * graph_move, and TFN_NO_MEMORY. */
enum tfn_status model_move(const vec3 *points, struct graph *graph);

/* ---- [pass] The memory of a pass ----
 *
 * Everything that a forward pass computes and the way back needs again, for
 * graphs with the same number of nodes, edges and clouds. */
struct pass {
  size_t graphs, nodes, edges;
  real *memory;
  real *B;                   /* (edges, basis) */
  real *x[MODEL_LAYERS + 1]; /* (nodes, features): before and after layers */
  real *work[MODEL_LAYERS];
  real *answer; /* (graphs, features of the last layer) */
  real *logits; /* (graphs, 8) */
  real *dx[MODEL_LAYERS + 1];
  real *danswer;
  size_t gradients; /* how many numbers begin at dx[0] */
};

/* pass  out: release it with pass_free
 * Returns TFN_OK, TFN_NULL, TFN_TOO_LARGE or TFN_NO_MEMORY. */
enum tfn_status pass_create(const struct model *model,
                            const struct graph *graph, struct pass *pass);
void pass_free(struct pass *pass);

/* ---- [passes] Forward and backward ---- */

/* pass->logits (graphs, 8) := what the network says of each cloud.
 *
 *   x0 = 1,  x1 = layer(x0),  x2 = layer(x1),  x3 = layer(x2),
 *   logits = read(mean over nodes of x3)                               (7.5)
 *
 * w  (model_weights)
 * Returns TFN_OK, TFN_NULL or TFN_BAD_SHAPE (the graph is not one that the
 * pass was made for, or has not enough harmonics).  Allocates nothing. */
enum tfn_status model_forward(const struct model *model,
                              const struct graph *graph, const real *w,
                              struct pass *pass);

/* After model_forward: adds dL/dw to dw (model_weights), given dL/dlogits
 * (graphs, 8).  Once for each forward pass.  Errors as above. */
enum tfn_status model_backward(const struct model *model,
                               const struct graph *graph, const real *w,
                               struct pass *pass, const real *dlogits,
                               real *dw);

/* ---- [look] What the network learned ---- */

/* The radial functions of a layer at n distances: R (n, number of weights of
 * an edge, layer->radial.outputs).
 * r  (n), in edges of a cube
 * Returns TFN_OK, TFN_NULL, TFN_BAD_VALUE (layer), TFN_NO_MEMORY. */
enum tfn_status model_radial(const struct model *model, const real *w,
                             size_t layer, size_t n, const real *r, real *R);

#endif

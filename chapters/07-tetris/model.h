/* model.h: whole networks: cubes in, eight numbers out.
 *
 *   model_create   a network of one of six kinds, without its weights
 *   model_name     the name of a kind, and model_kind the other way round
 *   model_graph    the graph of many moved shapes
 *   model_move     the same graph, the shapes moved again
 *   model_radial   the radial functions of a layer, to look at */
#ifndef TFN_MODEL_H
#define TFN_MODEL_H

#include "api.h"
#include "tetris.h"
#include "network.h"

API_BEGIN

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
#define MODEL_KINDS  6
#define MODEL_LAYERS 3

/* "talk", "large" ...; NULL for any other number. */
const char *model_name(enum model_kind kind);

/* The kind with this name; false when there is none or a pointer is NULL. */
bool model_kind(const char *name, enum model_kind *kind);

/* ---- [create] A network of a kind ----
 *
 *   x0 = 1,  x1 = layer(x0),  x2 = layer(x1),  x3 = layer(x2),
 *   answer = mean over the nodes of a cloud of x3                      (7.5)
 *
 * network  out: release it with network_free; NULL on failure
 * Returns TFN_OK, TFN_NULL, TFN_BAD_VALUE (kind), TFN_NO_MEMORY. */
enum tfn_status model_create(enum model_kind kind, struct network **network);

/* ---- [graph] Shapes as a graph ---- */

/* All pairs of the four cubes of each of n shapes.
 *
 * points  (n, 4), in edges of a cube
 * graph   out, to be released by graph_free; NULL on failure
 * Returns as network_graph; TFN_TOO_LARGE also when n is too large. */
enum tfn_status model_graph(const struct network *network, size_t n,
                            const vec3 *points, struct graph **graph);

/* Moves such a graph to other points (n, 4); n must be the same.  Errors as
 * graph_move, and TFN_NO_MEMORY. */
enum tfn_status model_move(const vec3 *points, struct graph *graph);

/* ---- [look] What the network learned ---- */

/* The radial functions of a layer at n distances: R (n, number of weights of
 * an edge, layer_of(...)->radial.outputs).
 * r  (n), in edges of a cube
 * Returns TFN_OK, TFN_NULL, TFN_BAD_VALUE (no such layer, or the stage is none
 * of chapter 6's), TFN_NO_MEMORY. */
enum tfn_status model_radial(const struct network *network, const real *w,
                             size_t layer, size_t n, const real *r, real *R);

API_END

#endif

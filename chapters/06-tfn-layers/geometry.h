/* geometry.h: all that a network is told about the points.
 *
 *   geometry_map       cut its arrays from a piece of memory
 *   geometry_look      the radial basis at the lengths of the graph
 *   geometry_clear     set the gradients to zero
 *   geometry_backward  from all gradients to the gradient by the points */
#ifndef TFN_GEOMETRY_H
#define TFN_GEOMETRY_H

#include "api.h"
#include "graph.h"
#include "memory.h"
#include "radial.h"

API_BEGIN

/* ---- [geometry] The edges as the layers see them ----
 *
 * Vectors, lengths and harmonics belong to the graph.  The radial basis is
 * computed once, too, for all layers of a network. */
struct geometry {
  const struct graph *graph;
  struct radial_basis basis;
  real *B;     /* (edges, basis.count), basis functions of the lengths */
  real *slope; /* (edges, basis.count), their derivatives */
};

/* What a layer may add on the way back: the gradient of the loss by each thing
 * that it was told about an edge. */
struct geometry_gradient {
  real *Y;      /* (edges, K), by the harmonics */
  real *B;      /* (edges, basis.count), by the basis functions */
  real *length; /* (edges), by the length, where a layer used it itself */
  real *vector; /* (edges, 3), by the vector, likewise */
};

/* Sets the arrays of g and, unless NULL, of d for a graph and a basis.  After
 * this g->graph and g->basis are set, the numbers are not. */
void geometry_map(struct memory_map *map, const struct graph *graph,
                  const struct radial_basis *basis, struct geometry *g,
                  struct geometry_gradient *d);

/* g->B and g->slope from the lengths: once, and again after graph_move.
 * Returns TFN_OK, TFN_NULL or TFN_BAD_VALUE (basis). */
enum tfn_status geometry_look(struct geometry *g);

/* All gradients := 0. */
void geometry_clear(const struct geometry *g, struct geometry_gradient *d);

/* ---- [backward] The one place where gradients reach the points ----
 *
 *   t = d.vector + (d.length + sum_k d.B_k slope_k) v/|v|
 *     + sum_k d.Y_k grad Y_k(v)                       for every edge vector v
 *   dr_receiver += t,  dr_sender -= t
 *
 * dpoints  (nodes, 3), added to; minus this is the force when the loss is an
 *          energy.  d.length is overwritten with its sum above.
 * Returns TFN_OK or TFN_NULL.  Allocates nothing. */
enum tfn_status geometry_backward(const struct geometry *g,
                                  struct geometry_gradient *d, real *dpoints);

API_END

#endif

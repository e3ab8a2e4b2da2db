/* graph.h: points joined by edges, with the harmonics of every edge.
 *
 *   graph_all_pairs   every ordered pair of points of the same cloud
 *   graph_radius      only the pairs nearer than a radius, by a cell list
 *   graph_move        the same edges, other points
 *   graph_free        release a graph
 *   graph_backward    from gradients by length and Y to gradients by points
 *   pool_forward      one feature vector per cloud: the sum or the mean
 *   pool_backward     and back to the nodes
 *
 * An edge points from the sender to the receiver: its vector is
 * r_receiver - r_sender, in the unit of the points.
 * Names begin with graph_ or pool_. */
#ifndef TFN_GRAPH_H
#define TFN_GRAPH_H

#include "api.h"
#include "harmonics.h"
#include "real.h"
#include "tfn_status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

API_BEGIN

/* ---- [struct] What a graph holds ----
 *
 * Several clouds (molecules, shapes) make one graph: cloud g owns the nodes
 * segment[g] .. segment[g+1]-1, and no edge joins two clouds.  Edges are
 * sorted by receiver, then by sender; the edges into node i are
 * first[i] .. first[i+1]-1.  No node sends to itself.  Read it, and let only
 * the functions below write it.  (A graph of a periodic cell, made by a later
 * chapter, may join two nodes several times, and a node with itself, from
 * images; its shifts say which.) */
struct graph {
  size_t graphs, nodes, edges;
  int lmax;                 /* degree of the cached harmonics */
  enum harmonics_norm norm; /* and their normalisation */
  size_t harmonics;         /* K = (lmax+1)^2 */
  size_t *segment;          /* (graphs + 1) */
  size_t *first;            /* (nodes + 1) */
  size_t *sender;           /* (edges) */
  size_t *receiver;         /* (edges) */
  real *vector;             /* (edges, 3), r_receiver - r_sender + shift */
  real *length;             /* (edges), |vector| > 0 */
  real *Y;                  /* (edges, K), harmonics of the vector */
  real *shift;              /* (edges, 3), or NULL: an image of the sender is
                               meant, moved by -shift; for periodic cells */
  uint64_t compared;        /* pairs of points that the search looked at */
};

/* ---- [create] From points to a graph ---- */

/* Joins every two points of a cloud, in both directions.
 *
 * graphs  number of clouds, 0 allowed
 * counts  (graphs) points of each cloud; clouds may be empty
 * points  (sum of counts, 3), cloud after cloud
 * lmax    degree of the harmonics, 0..HARMONICS_LMAX
 * norm    HARMONICS_COMPONENT keeps features of order one
 * out     the graph, to be released by graph_free; NULL on failure
 * Returns TFN_OK, TFN_NULL, TFN_BAD_VALUE (lmax, norm), TFN_NOT_FINITE (a
 * point, or a difference of points, is), TFN_COINCIDENT (two points of a cloud
 * at distance 0), TFN_TOO_LARGE, TFN_NO_MEMORY. */
enum tfn_status graph_all_pairs(size_t graphs, const size_t *counts,
                                const real *points, int lmax,
                                enum harmonics_norm norm, struct graph **out);

/* Joins the points of a cloud whose distance is less than `radius`: the same
 * edges in the same order as graph_all_pairs with the longer ones left out.
 * Sorting takes n log n comparisons for n points in all; everything else takes
 * a time proportional to points and edges, wherever the points lie: at most
 * 108 (points + edges) distances are computed.
 *
 * radius  > 0, in the unit of the points; an infinite one means all pairs
 * Errors as graph_all_pairs; TFN_BAD_VALUE also for the radius. */
enum tfn_status graph_radius(size_t graphs, const size_t *counts,
                             const real *points, real radius, int lmax,
                             enum harmonics_norm norm, struct graph **out);

/* Recomputes vectors, lengths and harmonics for other points (nodes, 3) on the
 * same edges; allocates nothing.  Edges that got longer than the radius are
 * kept, and no new ones appear.
 * Returns TFN_OK, TFN_NULL, TFN_NOT_FINITE or TFN_COINCIDENT; on the last two
 * the graph must be moved again before it is used. */
enum tfn_status graph_move(struct graph *graph, const real *points);

/* Releases a graph; NULL is ignored. */
void graph_free(struct graph *graph);

/* ---- [backward] The gradient by the points ----
 *
 *   dr_receiver += t,  dr_sender -= t,
 *   t = dlength v/|v| + sum_k dY_k grad Y_k(v)     for every edge vector v
 *
 * dlength  (edges) dL/dlength, or NULL for none
 * dY       (edges, K) dL/dY, or NULL for none
 * dpoints  (nodes, 3), added to; -dL/dpoints is the force when L is an energy
 * Allocates nothing.  Returns TFN_OK or TFN_NULL. */
enum tfn_status graph_backward(const struct graph *graph, const real *dlength,
                               const real *dY, real *dpoints);

/* ---- [pool] From nodes to clouds ---- */
enum pool { POOL_SUM = 0, POOL_MEAN };

/* y_g = sum of x_i over the nodes i of cloud g, divided by their number for
 * POOL_MEAN; 0 for an empty cloud.
 * x (nodes, dim), y out (graphs, dim).
 * Returns TFN_OK, TFN_NULL or TFN_BAD_VALUE (pool). */
enum tfn_status pool_forward(const struct graph *graph, enum pool pool,
                             size_t dim, const real *x, real *y);

/* dx_i += dy_g, divided as above.  dy (graphs, dim), dx (nodes, dim). */
enum tfn_status pool_backward(const struct graph *graph, enum pool pool,
                              size_t dim, const real *dy, real *dx);

API_END

#endif

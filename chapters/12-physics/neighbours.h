/* neighbours.h: who is near whom in a crystal, and what its stress is.
 *
 *   neighbours_graph    a graph of points in periodic cells, with images
 *   neighbours_create   such a graph for points that move, with a skin
 *   neighbours_update   other points; searched again only when one moved far
 *   neighbours_free     release it
 *   neighbours_volume   of a cell
 *   neighbours_virial   the gradient of an energy by the strain of the cell
 */
#ifndef TFN_NEIGHBOURS_H
#define TFN_NEIGHBOURS_H

#include "api.h"
#include "geometry.h"
#include "graph.h"

API_BEGIN

/* ---- [cell] What repeats ----
 *
 * A point r stands for all r + n_0 a_0 + n_1 a_1 + n_2 a_2, with whole n_k
 * along the vectors that repeat and n_k = 0 along the others. */
struct neighbours_cell {
  double vector[3][3]; /* a_0, a_1, a_2, in the unit of the points */
  bool periodic[3];    /* where false, the vector is not looked at */
};

/* The volume |a_0 . (a_1 x a_2)|; 0 for NULL. */
double neighbours_volume(const struct neighbours_cell *cell);

/* ---- [graph] The graph of a periodic cell ----
 *
 * Joins every node with all images of nodes that are nearer than the radius,
 * its own images among them, but not with itself.  An edge for each image:
 *
 *   vector = r_receiver - r_sender + shift,  shift = -(n_0 a_0 + n_1 a_1 +
 *                                                      n_2 a_2)
 *
 * where the n_k say which image of the sender it is.  Edges are sorted by
 * receiver, then by sender, then by n; with every edge there is the one back,
 * whose vector is exactly the opposite.  Points may lie outside of the cell.
 * graph_move, graph_backward and networks work on it as on any graph.
 *
 * For points of uniform density the time is proportional to their number,
 * up to the logarithm of sorting.
 *
 * graphs, counts, points, lmax, norm, out  as for graph_radius
 * cell    (graphs), one for each cloud; NULL: nothing repeats, and the graph is
 *         that of graph_radius
 * radius  > 0, finite; it may be longer than a cell, up to 64 times its height
 * Errors as graph_radius; TFN_BAD_VALUE also for vectors of the cell that lie
 * in a plane, TFN_NOT_FINITE also for the cell, TFN_TOO_LARGE for points more
 * than a million cells away. */
enum tfn_status neighbours_graph(size_t graphs, const size_t *counts,
                                 const struct neighbours_cell *cell,
                                 const real *points, real radius, int lmax,
                                 enum harmonics_norm norm, struct graph **out);

/* ---- [list] A list that lasts for a while ----
 *
 * The graph joins all that is nearer than cutoff + skin.  While no point is
 * further than skin/2 from where it was when the graph was made, no pair that
 * is not in it can be nearer than the cutoff.  Edges longer than the cutoff are
 * in the graph, too: with a basis whose envelope ends at the cutoff they add
 * exactly 0. */
struct neighbours {
  struct neighbours_cell cell;
  real cutoff, skin;
  struct graph *graph;
  real *made_at;          /* (nodes, 3), the points when it was made */
  size_t searches, moves; /* how often it was made, and only moved */
};

/* points  (nodes, 3); skin >= 0; cell NULL: nothing repeats
 * out     release it with neighbours_free; NULL on failure
 * Errors as neighbours_graph; TFN_BAD_VALUE also for the skin. */
enum tfn_status neighbours_create(const struct neighbours_cell *cell,
                                  size_t nodes, const real *points, real cutoff,
                                  real skin, int lmax, enum harmonics_norm norm,
                                  struct neighbours **out);
void neighbours_free(struct neighbours *list);

/* The same points somewhere else.
 *
 * renewed  out: list->graph is another one, and a network needs another pass
 *          for it; else only its numbers have changed, as by graph_move
 * Errors as neighbours_graph; then the list is as before, but for the numbers
 * of its graph.  Nothing is allocated unless the graph is renewed. */
enum tfn_status neighbours_update(struct neighbours *list, const real *points,
                                  bool *renewed);

/* ---- [virial] The gradient by the strain ----
 *
 * A strain e takes every point r and every vector of the cell to (1 + e) r, and
 * with them all edge vectors v.  So
 *
 *   W_ab = dE/de_ab = sum over edges of t_a v_b,  t = dE/dv
 *
 * and the stress is W divided by the volume.
 *
 * d  what network_backward with dpoints has left in pass->dgeometry; each of
 *    its arrays Y, length and vector may be NULL, and B is not read
 * W  (3, 3) out
 * Returns TFN_OK or TFN_NULL. */
enum tfn_status neighbours_virial(const struct graph *graph,
                                  const struct geometry_gradient *d,
                                  double W[3][3]);

API_END

#endif

/* egnn.h: points that move: an E(n)-equivariant network as a stage.
 *
 *   egnn_stage   one of its layers */
#ifndef TFN_EGNN_H
#define TFN_EGNN_H

#include "api.h"
#include "stage.h"

API_BEGIN

/* ---- [egnn] Distances between points that have been moved ----
 *
 * A node has scalars h and one vector u, by which it has left its place r:
 *
 *   x_ij = r_i + u_i - r_j - u_j,    q = |x_ij|^2 / cutoff^2
 *   m_ij = silu([h_i, h_j, q] W + b),   W (2 in + 1, hidden)
 *   u_i' = u_i + mean over j of (w . m_ij) x_ij
 *   h_i' = silu([h_i, sum over j of m_ij] V + c)
 *
 * The only geometry is a distance, but one between *moved* points, and how a
 * point moves depends on its neighbours.  cutoff is that of the geometry's
 * basis and only a unit here: the graph says which pairs there are.
 *
 * in      scalars, 1..; with `moved` the input is in x 0e + 1x1o, else in x 0e
 *         and nothing has moved yet
 * out     scalars, 1..; the output is out x 0e + 1x1o (1e without `parity`)
 * hidden  1..
 * stage   out: release it with stage_free
 * Returns TFN_OK, TFN_NULL, TFN_BAD_VALUE (a size), TFN_TOO_LARGE or
 * TFN_NO_MEMORY.
 * V. G. Satorras, E. Hoogeboom, M. Welling, E(n) Equivariant Graph Neural
 * Networks, ICML 2021, arXiv:2102.09844, with one layer for each of their
 * multi-layer perceptrons and without their residual. */
struct egnn_description {
  size_t in, out, hidden;
  bool moved, parity;
};

enum tfn_status egnn_stage(const struct egnn_description *description,
                           struct stage *stage);

API_END

#endif

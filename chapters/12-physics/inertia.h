/* inertia.h: the moments of inertia of point masses, and networks that learn
 * them.
 *
 *   inertia_tensor    the matrix, by its definition
 *   inertia_split     a symmetric matrix in its irreps 0e + 2e
 *   inertia_join      and back
 *   inertia_closed    the same irreps by harmonics and two radial functions
 *   inertia_network   one layer that could compute them
 *   inertia_begin     random clouds as a task
 *   inertia_radial    the two radial functions that it learned
 *   inertia_free      release the task */
#ifndef TFN_INERTIA_H
#define TFN_INERTIA_H

#include "api.h"
#include "trainer.h"

API_BEGIN

/* ---- [tensor] The matrix and its irreps ----
 *
 *   I = sum over points of m (|r|^2 1 - r r^T),
 *
 * r seen from the centre.  In the basis B_0 = 1/sqrt3 and, for m = -2..2,
 *
 *   (xy+yx)/sqrt2, (yz+zy)/sqrt2, (2zz-xx-yy)/sqrt6, (xz+zx)/sqrt2,
 *   (xx-yy)/sqrt2,
 *
 * where xy is the matrix with a 1 in row x and column y, and the trace of B B'
 * is 1 for B = B' and 0 otherwise: c_k = trace(B_k I), and the sum of the c_k^2
 * is that of the nine squares of the matrix. */

/* I (3, 3) of n points r (n, 3) with masses m (n), about the point `centre`. */
void inertia_tensor(size_t n, const double *mass, const double *r,
                    const double centre[3], double I[9]);

/* c (6) of a symmetric matrix, l = 0 first, then l = 2 with m = -2..2. */
void inertia_split(const double I[9], double c[6]);
void inertia_join(const double c[6], double I[9]);

/* ---- [closed] By harmonics ----
 *
 *   c_0 = sum m R_0(|r|) Y_0,  c_2 = sum m R_2(|r|) Y_2
 *
 * with harmonics of component normalisation, R_0 = (2/sqrt3) r^2 and R_2 =
 * -sqrt(2/15) r^2.  Arguments as for inertia_tensor; c (6). */
double inertia_R0(double r);
double inertia_R2(double r);
void inertia_closed(size_t n, const double *mass, const double *r,
                    const double centre[3], double c[6]);

/* ---- [learn] A network that learns them ----
 *
 * A mass enters each node, 1x0e; one layer without a gate gives 1x0e + 1x2e at
 * each node: what it should say is the tensor of all others about it. */
enum tfn_status inertia_network(struct network **network);

struct inertia {
  struct task task;
  size_t clouds, points; /* of each cloud */
  real *r;               /* (clouds, points, 3), in a cube of side 1 */
  real *mass;            /* (clouds, points), from 0.5 to 2 */
  real *want;            /* (clouds, points, 6) */
};

/* Clouds from the seed.
 *
 * inertia  out: release it with inertia_free; do not copy it
 * Returns TFN_OK, TFN_NULL, TFN_BAD_VALUE (no clouds, fewer than two points,
 * more than 1000 of either) or TFN_NO_MEMORY. */
enum tfn_status inertia_begin(size_t clouds, size_t points, uint64_t seed,
                              struct inertia *inertia);
void inertia_free(struct inertia *inertia);

/* R (n, 2): what the layer with weights w puts for R_0 and R_2 at n distances.
 * Returns TFN_OK, TFN_NULL, TFN_BAD_SHAPE (no network of inertia_network) or
 * TFN_NO_MEMORY. */
enum tfn_status inertia_radial(const struct network *network, const real *w,
                               size_t n, const real *r, real *R);

API_END

#endif

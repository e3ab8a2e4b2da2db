/* so2.h: an edge and its own axis: frames, blocks and torques.
 *
 *   so2_frame       a rotation that takes a vector to the pole
 *   so2_rows        how many numbers of D(Q) a frame keeps
 *   so2_row         where a row of D(Q) stands among them
 *   so2_frames      these rows for many vectors
 *   so2_order_make  a layout of features in the order of m
 *   so2_place       where a component stands in that order
 *   so2_turn_in     features from space into the frame
 *   so2_turn_out    and back, added up
 *   so2_blocks      numbers of the blocks of (l1, l3), as many as paths
 *   so2_column      one path as blocks
 *   so2_from_paths  blocks from the weights of all paths
 *   so2_to_paths    and back
 *   so2_moment      sum of p . L q in the frame
 *   so2_torque      the same in space
 *   so2_pull        from a torque to the gradient by the edge's vector
 *
 * Q is a rotation with Q v = |v| z.  A feature x is x' = D(Q) x in the frame of
 * the edge.  Names begin with so2_. */
#ifndef TFN_SO2_H
#define TFN_SO2_H

#include "api.h"
#include "irreps.h"
#include "real.h"
#include "so3.h"
#include "tfn_status.h"

#include <stddef.h>

API_BEGIN

/* The highest degree of features that are turned. */
#define SO2_LMAX 12

/* ---- [frame] From a vector to the pole ---- */

/* Q := a rotation with Q v = |v| z, by one division and one root, for every
 * vector that has a direction: along z, against it, subnormal or huge.  Its
 * entries are right to a few eps.  Which of all such rotations it is, the roll
 * about v, does not matter; it jumps where v crosses the plane z = 0.
 *
 * v  (3), in any unit
 * Returns TFN_OK, TFN_NULL, TFN_NOT_FINITE or TFN_COINCIDENT (v is zero); Q is
 * then untouched. */
enum tfn_status so2_frame(const real *v, rot3 *Q);

/* ---- [rows] What a frame keeps of D(Q) ----
 *
 * Rows stand in the order m = 0, 1, -1, 2, -2, ..., mmax, -mmax, and for each m
 * in that of l = |m|..lmax; row (l, m) has 2l+1 numbers, m' = -l..l.  So what a
 * smaller mmax keeps is the beginning of what a larger one keeps. */

/* Numbers of one frame: all |m| <= mmax; mmax above lmax counts as lmax.  0 for
 * lmax outside 0..SO2_LMAX or mmax < 0. */
size_t so2_rows(int lmax, int mmax);

/* Where row (l, m) begins, |m| <= l <= lmax; no check of the range. */
size_t so2_row(int lmax, int l, int m);

/* D (n, so2_rows(lmax, mmax)) := the rows of D(Q_i) for n vectors v (n, 3), by
 * chapter 2's recursion: no angles.  Computed in double, rounded once.
 * Returns TFN_OK, TFN_NULL, TFN_BAD_VALUE (lmax, mmax), or as so2_frame; then
 * the frames before the bad vector are written.  Allocates nothing. */
enum tfn_status so2_frames(int lmax, int mmax, size_t n, const real *v,
                           real *D);

/* ---- [order] Features in the order of m ----
 *
 * In the frame, what belongs together has the same |m|.  So there m is the
 * slowest index: m = 0 of all blocks, one after the other with their channels,
 * then m = 1 of all blocks with l >= 1, then m = -1 of these, then m = 2 ...:
 *
 *   component m of block b:  at[|m|] + (m < 0 ? width[|m|] : 0)
 *                            + channels of earlier blocks with l >= |m|
 *
 * The numbers of a smaller mmax are again the beginning of a larger one's. */
struct so2_order {
  struct irreps irreps;       /* the layout in space */
  int lmax;                   /* of the frames that turn it */
  int mmax;                   /* at most lmax */
  size_t at[SO2_LMAX + 2];    /* where +m begins; at[mmax + 1]: the end */
  size_t width[SO2_LMAX + 1]; /* numbers of +m, and as many of -m */
  size_t size;                /* numbers in all */
};

/* lmax  that of the frames, at least every l of the layout
 * mmax  >= 0; above lmax it counts as lmax
 * Returns TFN_OK, TFN_NULL, TFN_BAD_SHAPE (a layout that is none, or with l
 * above lmax) or TFN_BAD_VALUE (lmax, mmax). */
enum tfn_status so2_order_make(const struct irreps *irreps, int lmax, int mmax,
                               struct so2_order *order);

/* Where channel 0 of component m of block b stands; |m| <= min(l, mmax).  It
 * looks at all blocks before b: call it when things are made. */
size_t so2_place(const struct so2_order *order, size_t b, int m);

/* turned (order.size) := x' = D x, those components with |m| <= order.mmax.
 * D  one frame with this lmax and at least this mmax
 * x  (irreps.dim) */
void so2_turn_in(const struct so2_order *order, const real *D, const real *x,
                 real *turned);

/* x (irreps.dim) += D^T turned: what is not in `turned` counts as 0. */
void so2_turn_out(const struct so2_order *order, const real *D,
                  const real *turned, real *x);

/* ---- [blocks] Path weights and blocks ----
 *
 * The product of x (degree l1) with the harmonics of all degrees l2, weighted,
 *
 *   y = sum over l2 of w[l2] C(x, Y_l2(v)),   |l1 - l2| <= l3 <= l1 + l2,
 *
 * is, in the frame of v and with component norm of Y, for m = 0..min(l1, l3)
 *
 *   y'[+m] = a_m x'[+m] - b_m x'[-m]
 *   y'[-m] = b_m x'[+m] + a_m x'[-m],    and b_0 = 0:
 *
 *   a_m = sum over even l1+l2+l3 of w[l2] sqrt(2 l2 + 1) C[m][0][m]
 *   b_m = sum over odd  l1+l2+l3 of w[l2] sqrt(2 l2 + 1) C[m][0][-m]
 *
 * Blocks are stored as a_0, a_1, b_1, a_2, b_2, ...; weights from the lowest l2
 * upwards.  All l2 up to l1 + l3 are needed to reach every block. */

/* 2 min(l1, l3) + 1, the number of both; 0 for a negative degree. */
size_t so2_blocks(int l1, int l3);

/* column (so2_blocks) := the blocks of path (l1, l2, l3) with weight 1.
 * Returns TFN_OK, TFN_NULL, TFN_BAD_VALUE (degrees: l1, l3 in 0..SO2_LMAX, and
 * the triangle rule) or TFN_NO_MEMORY. */
enum tfn_status so2_column(int l1, int l2, int l3, double *column);

/* blocks := those of the weights; both (so2_blocks).  Returns as so2_column. */
enum tfn_status so2_from_paths(int l1, int l3, const double *weights,
                               double *blocks);

/* The inverse, without solving anything:
 *   w[l2] = 1/(2 l3 + 1) sum over k of e_k column[k] blocks[k],
 * where e = 1 for a_0 and 2 for all others. */
enum tfn_status so2_to_paths(int l1, int l3, const double *blocks,
                             double *weights);

/* ---- [torque] The gradient by the vector of an edge ----
 *
 * For y = D(Q)^T A D(Q) x with blocks A, dy = g and dx = h = D^T A^T D g,
 *
 *   torque_a = sum of g . L_a y - h . L_a x,   dL/dv = torque x v / |v|^2
 *
 * without a derivative of Q or of D.  L_a are the generators of chapter 2. */

/* torque (2: about x and y of the frame) += sum of p . L_a q over all blocks
 * and channels.  The torque of an edge is so2_moment(g', y') plus
 * so2_moment(x', h'), where y' and h' have the rows |m| <= mmax, and g' and x'
 * those up to mmax + 1.
 *
 * wide    the order of p: its mmax is that of narrow + 1, or lmax
 * narrow  the order of q, with the same layout and lmax; rows beyond are 0 */
void so2_moment(const struct so2_order *wide, const real *p,
                const struct so2_order *narrow, const real *q, double *torque);

/* torque (3: about x, y and z) += sum of p . L_a q over all blocks and channels
 * of two features p and q (irreps.dim), in space.  The torque of a message is
 * that of (g, y) minus that of (h, x); it has no part along the edge. */
void so2_torque(const struct irreps *irreps, const real *p, const real *q,
                double *torque);

/* gradient (3) += Q^T (torque_y, -torque_x, 0) / |v|: per the unit of v.
 * A torque of 0 adds nothing, however short v is.
 *
 * lmax, D  the frame of v, from so2_frames or with any other roll; the rows
 *          m = 1 and -1 are read.  With lmax = 0 there is no torque
 * Returns TFN_OK, TFN_NULL, TFN_NOT_FINITE or TFN_COINCIDENT (v is zero). */
enum tfn_status so2_pull(int lmax, const real *D, const real *v,
                         const double *torque, real *gradient);

API_END

#endif

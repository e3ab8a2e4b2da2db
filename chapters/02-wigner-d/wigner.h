/* wigner.h: the irreducible representations of the rotation group, D^l(R).
 *
 *   wigner_generators      L_x, L_y, L_z of degree l in the real basis
 *   wigner_d               D^l(R): the one to use
 *   wigner_d_exp           the same by the matrix exponential
 *   wigner_d_zyz           the same from Euler angles, by the J matrix
 *   wigner_j               J: the half turn that swaps y and z
 *   wigner_table_create    the J matrices of all degrees up to lmax, kept
 *   wigner_table_d         D^l(R) from a table
 *   wigner_table_all       D^0(R), ..., D^lmax(R) from a table
 *   wigner_table_free
 *   wigner_d_recursive     the same blocks by the Ivanic-Ruedenberg recursion
 *   wigner_representation  D^l as a struct representation
 *   wigner_block           where block l begins among such blocks
 *   wigner_character       the trace of D^l for a turn by an angle
 *   wigner_message         a status in words
 *
 * Row and column i of a matrix of degree l is the component m = i - l of a real
 * orthonormal harmonic without the Condon-Shortley sign, m = -l..l; for l = 1
 * the order is (y, z, x).  Matrices are (2l+1, 2l+1), row-major, of double.
 *
 *   Y(R r) = D(R) Y(r),   D(R S) = D(R) D(S),   D(R)^T D(R) = 1
 *
 * No function keeps state between calls: all may run in many threads at once,
 * and a finished table may be read by many.  Outputs are untouched unless
 * WIGNER_OK is returned. */
#ifndef TFN_WIGNER_H
#define TFN_WIGNER_H

#include <stddef.h>

#include "api.h"
#include "representation.h"
#include "so3.h"

API_BEGIN

/* ---- [status] Degrees, and what can be wrong ---- */

/* The largest degree accepted. */
#define WIGNER_LMAX 200

enum wigner_status {
  WIGNER_OK = 0,
  WIGNER_BAD_L,          /* a degree below 0 or above what is allowed */
  WIGNER_NULL,           /* a null pointer */
  WIGNER_NOT_A_ROTATION, /* not orthogonal to 1e-6, or a reflection */
  WIGNER_NOT_FINITE,     /* a NaN or an infinity */
  WIGNER_NO_MEMORY       /* scratch memory could not be had */
};

/* One line of English for a status; never null. */
const char *wigner_message(enum wigner_status status);

/* The number of entries of all blocks before block l, which is the offset of
 * D^l in an array that holds D^0, D^1, ... one after the other:
 *
 *   sum of (2k+1)^2 for k < l  =  l (4 l^2 - 1) / 3
 *
 * l   0..WIGNER_LMAX + 1; 0 for others.  wigner_block(lmax + 1) is the size of
 *     the array. */
size_t wigner_block(int l);

/* ---- [generators] Infinitely small turns ---- */

/* The generators of degree l: what an infinitely small turn about each axis
 * does to the 2l+1 components.  Real, antisymmetric, at most two (L_z: one)
 * entries in a row.
 *
 *   [L_x, L_y] = L_z and cyclic,   L_x^2 + L_y^2 + L_z^2 = -l (l + 1),
 *   exp(2 pi L_a) = 1;   for l = 1 so3_generator in the order (y, z, x)
 *
 * l            degree, 0 <= l <= WIGNER_LMAX
 * Lx, Ly, Lz   out, (2l+1, 2l+1) each
 * Entries are right to 2 eps, relatively.
 * Returns WIGNER_BAD_L, WIGNER_NULL.  Ladder operators: E. U. Condon,
 * G. H. Shortley, The Theory of Atomic Spectra, 1935, chapter III. */
enum wigner_status wigner_generators(int l, double *Lx, double *Ly, double *Lz);

/* ---- [d] One rotation, one degree ---- */

/* D^l(R): how the 2l+1 components of an irrep of degree l turn under R.
 *
 *   Y(R r) = D(R) Y(r),   D(R S) = D(R) D(S),   D(R)^T D(R) = 1
 *
 * l   degree, 0 <= l <= WIGNER_LMAX
 * R   rotation; refused unless |R^T R - 1| <= SO3_TOLERANCE and det R > 0
 * D   out, (2l+1, 2l+1)
 * Euler angles and J.  The error is a few l eps: the angles of R are known to
 * eps, and degree l turns l times as fast.  About 2 (2l+1)^3 operations.
 * Returns WIGNER_BAD_L, WIGNER_NULL, WIGNER_NOT_FINITE, WIGNER_NOT_A_ROTATION,
 * WIGNER_NO_MEMORY. */
enum wigner_status wigner_d(int l, rot3 R, double *D);

/* The same matrix as exp(omega_x L_x + omega_y L_y + omega_z L_z) with
 * omega = log R.  Arguments, errors and statuses of wigner_d; about ten times
 * the work.  It shares with wigner_d only the check of R and the factors of
 * the ladder: a second opinion. */
enum wigner_status wigner_d_exp(int l, rot3 R, double *D);

/* D^l of R = exp(alpha L_z) exp(beta L_y) exp(gamma L_z).
 *
 *   D = X(alpha) J X(beta) J X(gamma),   X(t) = exp(t L_z)
 *
 * l   degree, 0 <= l <= WIGNER_LMAX
 * e   angles in rad, any finite value; beyond pi they are first brought to
 *     -pi..pi, without loss.  Degree l multiplies their error by l
 * D   out, (2l+1, 2l+1)
 * Returns WIGNER_BAD_L, WIGNER_NULL, WIGNER_NOT_FINITE, WIGNER_NO_MEMORY.
 * D. Pinchon, P. E. Hoggan, J. Phys. A 40 (2007) 1597. */
enum wigner_status wigner_d_zyz(int l, euler_zyz e, double *D);

/* J = D^l of the half turn about (0, 1, 1) / sqrt 2, which swaps y and z and
 * sends x to -x.
 *
 *   J L_z J = L_y,   J = J^T,   J^2 = 1
 *
 * l   degree, 0 <= l <= WIGNER_LMAX
 * J   out, (2l+1, 2l+1); entries right to about 1e-14 for every l
 * Returns WIGNER_BAD_L, WIGNER_NULL.  (2l+1)^2 operations: the equation
 * L_y J = J L_z read as a recurrence down each column. */
enum wigner_status wigner_j(int l, double *J);

/* D^l as a representation, for the functions of representation.h.
 * l   points to the degree and must outlive what is returned.  A null pointer
 *     or a bad degree gives dim 0, which those functions refuse. */
struct representation wigner_representation(const int *l);

/* ---- [tables] Many rotations ---- */

/* The J matrices of the degrees 0..lmax; J of degree l begins at
 * J + wigner_block(l).  Read-only once made. */
struct wigner_table {
  int lmax;
  double *J;
};

/* Makes a table of its own memory, 8 wigner_block(lmax + 1) bytes.
 *
 * lmax    0 <= lmax <= WIGNER_LMAX
 * table   out; give it to wigner_table_free.  Empty (lmax -1, no memory) when
 *         something is wrong, unless table is null
 * Returns WIGNER_BAD_L, WIGNER_NULL, WIGNER_NO_MEMORY. */
enum wigner_status wigner_table_create(int lmax, struct wigner_table *table);

/* Returns the memory; the table is then empty.  Null and empty are allowed. */
void wigner_table_free(struct wigner_table *table);

/* wigner_d with J taken from the table; allocates nothing.
 * l   degree, 0 <= l <= table->lmax.  Statuses of wigner_d. */
enum wigner_status wigner_table_d(const struct wigner_table *table, int l,
                                  rot3 R, double *D);

/* D^0(R), ..., D^lmax(R), one after the other, lmax that of the table; D^l is
 * at D + wigner_block(l).
 * D   out, wigner_block(table->lmax + 1) entries.  Statuses of wigner_d. */
enum wigner_status wigner_table_all(const struct wigner_table *table, rot3 R,
                                    double *D);

/* ---- [recursion] All degrees from the one before ---- */

/* D^0(R), ..., D^lmax(R), each from the one before and from R.
 *
 * lmax   0 <= lmax <= WIGNER_LMAX
 * R      rotation, checked as in wigner_d
 * D      out, wigner_block(lmax + 1) entries; D^l at D + wigner_block(l)
 * No angles, no trigonometry, about 20 (2l+1)^2 operations for degree l.  As
 * exact as wigner_d up to l = 24; from there on the error grows by about a
 * quarter from degree to degree: use wigner_table_all for large l.
 * Returns WIGNER_BAD_L, WIGNER_NULL, WIGNER_NOT_FINITE, WIGNER_NOT_A_ROTATION.
 * J. Ivanic, K. Ruedenberg, J. Phys. Chem. 100 (1996) 6342, with the
 * corrections of J. Phys. Chem. A 102 (1998) 9099. */
enum wigner_status wigner_d_recursive(int lmax, rot3 R, double *D);

/* ---- [character] The trace ---- */

/* The character: the trace of D^l for a turn by an angle about any axis.
 *
 *   chi_l(t) = 1 + 2 cos t + ... + 2 cos(l t) = sin((2l+1) t/2) / sin(t/2)
 *
 * l           degree, any l >= 0; NaN for l < 0
 * angle_rad   any finite angle; NaN for others
 * Absolute error about (2l+1)^2 eps, whatever the angle. */
double wigner_character(int l, double angle_rad);

API_END

#endif

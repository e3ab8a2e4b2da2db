/* clebsch_gordan.h: how two irreps of rotations combine into a third.
 *
 *   cg_allowed      the triangle rule
 *   cg_su2          <j1 m1 j2 m2 | j3 m3>, exact, rounded once
 *   cg_su2_racah    the same by floating-point factorials: the way that fails
 *   cg_real         the real tensor C[m1][m2][m3]
 *   cg_sparse       its non-zero entries as a list
 *   cg_null_space   the same tensor from the intertwiner equation alone
 *   cg_message      a status in words
 *
 * Real tensors refer to the real orthonormal harmonics without the
 * Condon-Shortley sign, m = -l..l, index i = m + l; for l = 1 the order is
 * (y, z, x).  Always double.  All functions are pure and keep no state: they
 * may run in any number of threads.  Outputs are untouched unless CG_OK.
 * Names begin with cg_. */
#ifndef TFN_CLEBSCH_GORDAN_H
#define TFN_CLEBSCH_GORDAN_H

#include "api.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

API_BEGIN

/* ---- [limits] How large l may be, and what can go wrong ----
 *
 * CG_LMAX             largest l of a real tensor
 * CG_TWO_J_MAX        largest two_j of cg_su2: j up to 200
 * CG_NULL_SPACE_LMAX  largest l of cg_null_space, whose work grows as l^6 */
#define CG_LMAX            100
#define CG_TWO_J_MAX       400
#define CG_NULL_SPACE_LMAX 16

enum cg_status {
  CG_OK = 0,
  CG_BAD_L,         /* l or two_j negative or too large */
  CG_BAD_M,         /* |m| > j, or j + m not a whole number */
  CG_FORBIDDEN,     /* the triangle rule: there is no such tensor */
  CG_NULL,          /* a null pointer */
  CG_NO_MEMORY,     /* scratch memory could not be had */
  CG_NO_CONVERGENCE /* the singular values did not converge */
};

/* A sentence for people; never null, also for a status that does not exist. */
const char *cg_message(enum cg_status status);

/* True when the irrep l3 occurs in the product of l1 and l2 (then once):
 *
 *   |l1 - l2| <= l3 <= l1 + l2
 *
 * False for a negative l.  Any ints, no overflow. */
bool cg_allowed(int l1, int l2, int l3);

/* ---- [su2] One exact coefficient ---- */

/* The Clebsch-Gordan coefficient of SU(2) in the Condon-Shortley convention:
 *
 *   |j3 m3> = sum over m1, m2 of <j1 m1 j2 m2 | j3 m3> |j1 m1> |j2 m2>
 *
 * two_j, two_m   twice j and twice m: whole for half-integers too;
 *                0 <= two_j <= CG_TWO_J_MAX, |two_m| <= two_j, same parity
 * value          out: the coefficient, computed in whole numbers and rounded
 *                once (error at most half a unit in the last place).  Exactly
 *                0 where the coefficient is zero, selection rules included;
 *                never 0 otherwise: |value| > 1e-273 at every allowed j.
 * Returns CG_BAD_L, CG_BAD_M, CG_NULL.
 * G. Racah, Phys. Rev. 62 (1942) 438.  Exact evaluation in the manner of
 * Johansson and Forssen, SIAM J. Sci. Comput. 38 (2016) A376. */
enum cg_status cg_su2(int two_j1, int two_m1, int two_j2, int two_m2,
                      int two_j3, int two_m3, double *value);

/* The same coefficient by Racah's sum with every factorial a double.  Kept to
 * be measured: it loses digits as j grows, then returns zeros, then NaN.
 * Same inputs and statuses as cg_su2. */
enum cg_status cg_su2_racah(int two_j1, int two_m1, int two_j2, int two_m2,
                            int two_j3, int two_m3, double *value);

/* ---- [real] The real tensor ---- */

/* The tensor that couples real features x of degree l1 and y of degree l2 into
 * z of degree l3:
 *
 *   z[m3] = sum over m1, m2 of C[m1][m2][m3] x[m1] y[m2]
 *   C (D^l1 x, D^l2 y) = D^l3 C (x, y)
 *   sum over m1, m2 of C[m1][m2][m3] C[m1][m2][m3'] = (m3 == m3')
 *
 * Sign: with U_l the change from complex to real harmonics,
 *
 *   C = (-i)^(l1 + l2 - l3) conj(U_l1) conj(U_l2) U_l3 <l1 . l2 . | l3 .>
 *
 * so (1,1,0) is the dot product / sqrt 3, (1,1,1) the cross product / sqrt 2,
 * and C[0][0][0] >= 0 for every triple.
 *
 * l1, l2, l3   0..CG_LMAX, allowed by the triangle rule
 * C            out, (2 l1 + 1, 2 l2 + 1, 2 l3 + 1); each entry rounded once
 * Returns CG_BAD_L, CG_FORBIDDEN, CG_NULL, CG_NO_MEMORY.  Book section 4.9. */
enum cg_status cg_real(int l1, int l2, int l3, double *C);

/* One non-zero entry: C[i1 - l1][i2 - l2][i3 - l3] = c, i = m + l. */
struct cg_term {
  uint16_t i1, i2, i3;
  double c;
};

/* The non-zero entries of cg_real, in the order of its storage.
 *
 * n       out: how many; never more than 2 (2 l1 + 1) (2 l2 + 1)
 * terms   out, (*n); null to count only
 * No two terms share all three indices, and none has c == 0.  Statuses of
 * cg_real; `terms` may be null, `n` may not. */
enum cg_status cg_sparse(int l1, int l2, int l3, size_t *n,
                         struct cg_term *terms);

/* ---- [nullspace] A second opinion ---- */

/* The same tensor as the null space of the infinitesimal intertwiner equation
 *
 *   L1_a C + L2_a C + L3_a C = 0      (each L_a acting on its own index)
 *
 * which needs no coefficient at all, only the generators of chapter 2.  The
 * equation does not fix the sign: the first non-zero entry is made positive.
 *
 * l1, l2, l3   0..CG_NULL_SPACE_LMAX, allowed
 * C            out, shape of cg_real; equal to it up to sign and 1e-13
 * Returns CG_BAD_L, CG_FORBIDDEN, CG_NULL, CG_NO_MEMORY, CG_NO_CONVERGENCE. */
enum cg_status cg_null_space(int l1, int l2, int l3, double *C);

API_END

#endif

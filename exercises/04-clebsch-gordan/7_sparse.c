/* Exercise 4.7 (three stars, 90 minutes, section 4.9): Your own real tensor
 *
 * Write cg_sparse again: the non-zero entries of
 *
 *   C = (-i)^(l1 + l2 - l3) conj(U_l1) conj(U_l2) U_l3 <l1 . l2 . | l3 .>
 *
 * in the order of storage, m1 slowest and m3 fastest.  Build it on cg_su2, and
 * on nothing else of the chapter; complex numbers are allowed (<complex.h>),
 * quarter turns are nicer.  Entries must be right to 1e-15, and what is zero
 * must not be in the list.  Do not build the whole array, which has 65
 * megabytes at l = 100.  Once it passes, `make tetris MINE=1` multiplies with
 * it.
 *
 * l1, l2, l3   degrees, 0..CG_LMAX
 * n            out: how many terms
 * terms        out, (*n), with room for 2 (2 l1 + 1)(2 l2 + 1); null to count
 * Returns CG_OK, CG_BAD_L, CG_FORBIDDEN, CG_NULL (for n), as cg_sparse does. */
#include "exercises.h"
#include "todo.h"

enum cg_status my_cg_sparse(int l1, int l2, int l3, size_t *n OUT(1),
                            struct cg_term *terms OUT(2 * (2 * l1 + 1) *
                                                      (2 * l2 + 1)))
{
  (void)l1;
  (void)l2;
  (void)l3;
  (void)n;
  (void)terms;
  TODO("for each m1, m2 the at most two m3, with sign");
  return CG_NO_MEMORY;
}

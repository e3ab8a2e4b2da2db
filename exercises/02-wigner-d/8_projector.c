/* Exercise 2.8 (three stars, 75 minutes, section 2.13): Find the block
 *
 * Characters say how often degree l is in a representation.  Where is it?  By
 * the orthogonality of the entries of irreps,
 *
 *   P_l = (2l+1) integral of chi_l(R) D(R) dR
 *
 * is the projector onto everything that turns with degree l: it leaves these
 * vectors alone and makes all others zero.
 *
 * dim     dimension of the representation, 1..REPRESENTATION_MAX
 * l       degree, 0 <= l <= HAAR_MAX
 * n       number of nodes, at least 1
 * nodes   n of haar_rule, exact for degree l plus the largest degree in D
 * D       (n, dim, dim): the matrix of every node, as representation_matrix
 *         gives it
 * P       out, (dim, dim) row-major
 * Returns REPRESENTATION_OK, _NULL, or _BAD_SIZE for dim, l or n out of range;
 * P is then untouched. */
#include "exercises.h"
#include "todo.h"

enum representation_status irrep_projector(int dim, int l, int n,
                                           const struct haar_node *nodes,
                                           const double *D, double *P)
{
  (void)dim;
  (void)l;
  (void)n;
  (void)nodes;
  (void)D;
  (void)P;
  TODO("add up weighted characters times D");
  return REPRESENTATION_NO_MEMORY;
}

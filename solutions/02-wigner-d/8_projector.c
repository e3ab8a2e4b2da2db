/* Exercise 2.8 (three stars, 75 minutes, section 2.13): Find the block
 *
 * Commentary.  Put D = D^k into the integral and use the orthogonality of
 * entries: chi_l is the sum of D^l_mm, so (2l+1) times the average of
 * chi_l D^k_ij is 1 if k = l and i = j, and 0 otherwise.  So P_l is 1 on the
 * blocks of degree l and 0 on all others, in every basis.
 *
 * The character wants the angle of R, and the angle is the distance of R from
 * the identity.  A basis of the block: the columns of P_l, or better the left
 * singular vectors of P_l with singular value 1 (matrix_svd). */
#include "exercises.h"

#include <string.h>

enum representation_status irrep_projector(int dim, int l, int n,
                                           const struct haar_node *nodes,
                                           const double *D, double *P)
{
  if (!nodes || !D || !P)
    return REPRESENTATION_NULL;
  if (dim <= 0 || dim > REPRESENTATION_MAX || n <= 0 || l < 0 || l > HAAR_MAX)
    return REPRESENTATION_BAD_SIZE;
  size_t size = (size_t)dim * (size_t)dim;
  memset(P, 0, size * sizeof *P);
  for (int i = 0; i < n; i++, D += size) {
    double angle_rad = so3_distance(so3_identity(), nodes[i].R);
    double factor = nodes[i].weight * wigner_character(l, angle_rad);
    for (size_t k = 0; k < size; k++)
      P[k] += (2 * l + 1) * factor * D[k];
  }
  return REPRESENTATION_OK;
}

/* Exercise 12.6 (two stars, 30 minutes, section 12.9): What a strain costs
 *
 * Commentary.  dv_a = sum_b e_ab v_b, and dE/dv_a = U' v_a/|v|.  So
 * W_ab = sum over edges of U' v_a v_b/|v|: a symmetric matrix, edge by edge.
 * That it comes out symmetric for pairs is no accident of pairs: the
 * antisymmetric part would be the gradient by a rotation, and the energy does
 * not change under rotations.  Its trace is the sum of U' |v|, which is minus
 * three times pressure times volume.  */
#include "exercises.h"

#include <math.h>

void pair_virial(size_t edges, const double *vector, const double *slope,
                 double *W)
{
  for (int k = 0; k < 9; k++)
    W[k] = 0;
  for (size_t e = 0; e < edges; e++) {
    const double *v = vector + 3 * e;
    double length = hypot(hypot(v[0], v[1]), v[2]);
    for (int a = 0; a < 3; a++)
      for (int b = 0; b < 3; b++)
        W[3 * a + b] += slope[e] * v[a] * v[b] / length;
  }
}

/* Exercise 6.6 (two stars, 45 minutes, section 6.3): Invariant attention
 *
 * Commentary.  (D q_i) . (D k_j) = q_i . (D^T D k_j) = q_i . k_j: the weight is
 * invariant, and a message times an invariant is still equivariant.  This is
 * the attention of SE(3)-Transformers.  The softmax runs over a segment of the
 * sorted edges, so that a node without neighbours needs no special case, and
 * the largest logit is subtracted first, as in section 6.8.  */
#include "exercises.h"

static real dot(size_t n, const real *a, const real *b)
{
  real sum = 0;
  for (size_t k = 0; k < n; k++)
    sum += a[k] * b[k];
  return sum;
}

void attention(size_t nodes, size_t edges, const size_t *first,
               const size_t *sender, size_t dim, const real *q, const real *k,
               real *alpha)
{
  (void)edges;
  for (size_t i = 0; i < nodes; i++) {
    real largest = -REAL_MAX, sum = 0;
    for (size_t e = first[i]; e < first[i + 1]; e++) {
      alpha[e] =
          dot(dim, q + i * dim, k + sender[e] * dim) / real_sqrt((real)dim);
      largest = alpha[e] > largest ? alpha[e] : largest;
    }
    for (size_t e = first[i]; e < first[i + 1]; e++)
      sum += alpha[e] = real_exp(alpha[e] - largest);
    for (size_t e = first[i]; e < first[i + 1]; e++)
      alpha[e] /= sum;
  }
}

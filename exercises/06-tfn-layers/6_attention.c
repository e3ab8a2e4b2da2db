/* Exercise 6.6 (two stars, 45 minutes, section 6.3): Invariant attention
 *
 * Not every neighbour matters.  Give each edge a weight that depends on the
 * features at its two ends and that sums to one over the senders of a node:
 *
 *   alpha_e = exp(z_e) / sum over the edges e' into i of exp(z_e'),
 *   z_e = q_i . k_j / sqrt(dim)         for the edge e from j to i
 *
 * q and k are features of any layout; the dot product over all `dim` numbers
 * is invariant because D is orthogonal.
 *
 * first   (nodes + 1): the edges into node i are first[i] .. first[i+1]-1
 * sender  (edges)
 * q, k    (nodes, dim), dim >= 1
 * alpha   out (edges)
 * Logits of any size, 1000 too, must not overflow.  */
#include "exercises.h"
#include "todo.h"

void attention(size_t nodes, size_t edges, const size_t *first,
               const size_t *sender, size_t dim, const real *q, const real *k,
               real *alpha)
{
  (void)nodes, (void)edges, (void)first, (void)sender, (void)dim;
  (void)q, (void)k, (void)alpha;
  TODO("a softmax over the senders of each node");
}

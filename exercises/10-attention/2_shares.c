/* Exercise 10.2 (one star, 20 minutes, section 10.3): Shares that fade
 *
 * Neighbours j = 0..n-1 of a node have logits a_j and an envelope u_j that is 1
 * near the node and falls smoothly to 0 at the cutoff.  Their shares shall
 *
 *   alpha_j = u_j^2 exp(a_j) / sum_k u_k exp(a_k)
 *
 * so that a neighbour disappears as smoothly as its u, whether or not somebody
 * else is there.
 *
 * n      neighbours, 0 allowed
 * logit  (n) of any size: 1e4 is a logit, too
 * u      (n) in 0..1; where all of them are 0 the shares are 0
 * alpha  out (n)  */
#include "exercises.h"
#include "todo.h"

void fading_shares(size_t n, const real *logit, const real *u, real *alpha)
{
  (void)n, (void)logit, (void)u, (void)alpha;
  TODO("the envelope inside the sum and outside");
}

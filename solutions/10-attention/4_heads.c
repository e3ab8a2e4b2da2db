/* Exercise 10.4 (two stars, 25 minutes, section 10.2): One logit for each head
 *
 * Commentary.  All components of a channel belong to the same head: only then
 * is the product invariant.  Cutting the flat array into equal pieces would
 * give whole components to a head.  The root is that of the numbers which the
 * sum of this head has: then a_h has the size 1 for independent q and k of size
 * 1, however many heads there are.  */
#include "exercises.h"

void head_logits(size_t heads, size_t components, size_t channels,
                 const real *q, const real *k, real *logit)
{
  size_t C = channels / heads;
  for (size_t h = 0; h < heads; h++) {
    logit[h] = 0;
    for (size_t m = 0; m < components; m++)
      for (size_t c = h * C; c < (h + 1) * C; c++)
        logit[h] += q[m * channels + c] * k[m * channels + c];
    logit[h] /= real_sqrt((real)(components * C));
  }
}

/* Exercise 10.4 (two stars, 25 minutes, section 10.2): One logit for each head
 *
 * A query and a key have `components` = 2l + 1 components with `channels`
 * channels each, m slow and channels fast.  Heads share out the channels: head
 * h has the channels h C .. (h+1) C - 1, C = channels/heads.  Its logit is
 *
 *   a_h = sum over its components and channels of q k / sqrt(numbers of a head)
 *
 * heads  divides channels;   logit  out (heads)  */
#include "exercises.h"
#include "todo.h"

void head_logits(size_t heads, size_t components, size_t channels,
                 const real *q, const real *k, real *logit)
{
  (void)heads, (void)components, (void)channels;
  (void)q, (void)k, (void)logit;
  TODO("an invariant product for each head");
}

/* Exercise 5.3 (one star, 20 minutes, section 5.6): Count before you create
 *
 * Before a layer is made one wants to know how many paths and weights it will
 * have.  Count them from the layouts alone, by the triangle rule and the parity
 * rule:
 *
 *   full       sum over allowed (b1, b2, b3) of channels1 channels2 channels3
 *   depthwise  sum over (b1, b2) and allowed l3 of channels1, where only irreps
 *              (l3, p1 p2) that occur in `out` count, and each only once
 *
 * mode            TP_FULL or TP_DEPTHWISE
 * in1, in2, out   layouts; for TP_DEPTHWISE `out` is only a filter, in which
 *                 order, channels and repetition do not matter
 * paths           out: the number of paths
 * Returns the number of weights.  Do not call tp_create. */
#include "exercises.h"
#include "todo.h"

size_t count_weights(enum tp_mode mode, const struct irreps *in1,
                     const struct irreps *in2, const struct irreps *out,
                     size_t *paths)
{
  (void)mode;
  (void)in1;
  (void)in2;
  (void)out;
  (void)paths;
  TODO("loop over blocks, apply the two rules, add up");
  return 0;
}

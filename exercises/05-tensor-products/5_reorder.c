/* Exercise 5.5 (two stars, 25 minutes, section 5.2): From another library
 *
 * Some libraries store a feature with the channel slow and m fast: all
 * components of the first copy, then all of the second,
 *
 *   theirs[offset + channel * (2l + 1) + (m + l)].
 *
 * Bring such features into our order, with m slow and the channel fast.  The
 * order of the blocks and the meaning of m are the same in both.
 *
 * irreps  the layout
 * n       feature vectors
 * x       (n, dim), channel slow
 * y       out, (n, dim), m slow; does not overlap x */
#include "exercises.h"
#include "todo.h"

void from_channel_slow(const struct irreps *irreps, size_t n, const real *x,
                       real *y)
{
  (void)irreps;
  (void)n;
  (void)x;
  (void)y;
  TODO("transpose every block of every feature vector");
}

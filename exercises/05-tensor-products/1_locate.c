/* Exercise 5.1 (one star, 10 minutes, section 5.1): Whose number is it?
 *
 * A network prints that number 9 of a feature is NaN.  Which one is that?  Find
 * block, m and channel of a place in the flat array: the inverse of
 *
 *   index = offset + (m + l) * channels + channel
 *
 * irreps  a layout
 * index   a place in one feature vector
 * place   out: block, m and channel
 * Returns 1, or 0 (and leaves *place alone) when index is not below
 * irreps->dim. */
#include "exercises.h"
#include "todo.h"

int locate(const struct irreps *irreps, size_t index, struct place *place)
{
  (void)irreps;
  (void)index;
  (void)place;
  TODO("find the block, then divide");
  return -1;
}

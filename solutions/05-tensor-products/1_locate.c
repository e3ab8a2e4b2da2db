/* Exercise 5.1 (one star, 10 minutes, section 5.1): Whose number is it?
 *
 * Commentary. Subtract what came before and divide. Inside a block the place
 * is (m + l) * channels + channel with channel < channels, so the quotient
 * by `channels` is the row and the remainder the column: division undoes the
 * layout because the fast index is bounded. The cast to int comes before `-
 * l`, or a row below l would wrap round to a huge unsigned number. */
#include "exercises.h"

int locate(const struct irreps *irreps, size_t index, struct place *place)
{
  for (size_t b = 0; b < irreps->n; b++) {
    const struct irreps_block *k = &irreps->block[b];
    size_t numbers = (2 * (size_t)k->l + 1) * k->channels;
    if (index >= k->offset && index - k->offset < numbers) {
      size_t inside = index - k->offset;
      place->block = b;
      place->m = (int)(inside / k->channels) - k->l;
      place->channel = inside % k->channels;
      return 1;
    }
  }
  return 0;
}

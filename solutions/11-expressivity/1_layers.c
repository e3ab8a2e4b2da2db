/* Exercise 11.1 (one star, 10 minutes, section 11.5): Layers for a chain
 *
 * Commentary.  In whole numbers k/2 is rounded down, and (k + 1)/2 is k/2
 * rounded up.  The four laws differ in where the news of the two ends is
 * multiplied: at the far end, at a node in the middle or on an edge there, and
 * by how many layers it takes to make a scalar of the product.  Distances alone
 * never do it, and so they share the 0 with everything we know nothing of. */
#include "exercises.h"

size_t chain_layers(enum ladder_kind kind, size_t k)
{
  if (k < 2)
    return 0;
  switch (kind) {
  case LADDER_SCALAR:
    return k + 1;
  case LADDER_NORM:
    return (k + 1) / 2 + 2;
  case LADDER_EGNN:
    return (k + 1) / 2 + 1;
  case LADDER_SQUARE:
  case LADDER_PAINN:
    return k / 2 + 1;
  default:
    return 0;
  }
}

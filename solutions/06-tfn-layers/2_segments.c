/* Exercise 6.2 (one star, 15 minutes, section 6.2): A batch by segments
 *
 * Commentary.  One running pointer, no table of offsets: the clouds are
 * visited in the order in which they stand.  What needs care is the cloud
 * without nodes, whose mean is 0/0; we define it as zero, as the library does.
 * This is all that "batching" means for a graph network: every other layer
 * works on the nodes of all clouds alike and does not know where one ends. */
#include "exercises.h"

void segment_mean(size_t graphs, const size_t *counts, size_t nodes, size_t dim,
                  const real *x, real *y)
{
  (void)nodes;
  for (size_t g = 0; g < graphs; g++, y += dim) {
    for (size_t k = 0; k < dim; k++)
      y[k] = 0;
    for (size_t i = 0; i < counts[g]; i++, x += dim)
      for (size_t k = 0; k < dim; k++)
        y[k] += x[k] / (real)counts[g];
  }
}

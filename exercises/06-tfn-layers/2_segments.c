/* Exercise 6.2 (one star, 15 minutes, section 6.2): A batch by segments
 *
 * Clouds of different size stand one after another in one array.  Average the
 * features over each of them:
 *
 *   y_g = (1/counts_g) sum over the nodes of cloud g of x_i
 *
 * graphs  clouds
 * counts  (graphs) nodes of each; 0 is allowed, and then y_g = 0
 * nodes   their sum
 * x       (nodes, dim);   y  out (graphs, dim)  */
#include "exercises.h"
#include "todo.h"

void segment_mean(size_t graphs, const size_t *counts, size_t nodes, size_t dim,
                  const real *x, real *y)
{
  (void)graphs, (void)counts, (void)nodes, (void)dim, (void)x, (void)y;
  TODO("the mean of each cloud");
}

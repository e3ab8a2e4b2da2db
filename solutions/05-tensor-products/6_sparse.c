/* Exercise 5.6 (two stars, 40 minutes, section 5.9): A product by its terms
 *
 * Commentary. The sum over m2 does not depend on the channel, so it is
 * pulled out of the loop over channels. What is left multiplies three
 * numbers and adds, over neighbours in memory: the compiler turns it into
 * vector instructions. y is added to, because several pairs meet the same
 * m3. In the last program of the book your function stands in for the
 * library's. */
#include "exercises.h"

void my_tp_depthwise_forward(struct tp_shape s, const struct tp_pair *pair,
                             const struct tp_term *term, const real *x1,
                             const real *x2, const real *w, real *y)
{
  size_t n = s.channels1;
  for (size_t p = 0; p < s.pairs; p++) {
    const struct tp_pair *g = &pair[p];
    real a = 0;
    for (size_t t = 0; t < g->terms; t++)
      a += term[g->term + t].c * x2[term[g->term + t].i2];
    for (size_t c = 0; c < n; c++)
      y[g->i3 * n + c] += a * w[c] * x1[g->i1 * n + c];
  }
}

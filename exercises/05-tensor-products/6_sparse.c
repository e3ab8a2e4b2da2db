/* Exercise 5.6 (two stars, 40 minutes, section 5.9): A product by its terms
 *
 * Write the loop that a depthwise product spends its time in.  The pairs of the
 * path are given; each is one (m1, m3) with a few terms C[m1][m2][m3]:
 *
 *   y[m3,c] += w[c] (sum over the pair's terms of C x2[m2]) x1[m1,c]
 *
 * This is tp_depthwise_forward.  Compute the bracket once for each pair, not
 * once for each channel.
 *
 * s     the shape: l1, l2, l3, channels1 (= channels3; channels2 is 1), pairs
 * pair  (s.pairs): i1 = m1 + l1, i3 = m3 + l3, and where its terms are
 * term  (s.terms): c and i2 = m2 + l2
 * x1    (2 l1 + 1, channels1);   x2  (2 l2 + 1);   w  (channels1)
 * y     (2 l3 + 1, channels1), added to */
#include "exercises.h"
#include "todo.h"

void my_tp_depthwise_forward(struct tp_shape s, const struct tp_pair *pair,
                             const struct tp_term *term, const real *x1,
                             const real *x2, const real *w, real *y)
{
  (void)s;
  (void)pair;
  (void)term;
  (void)x1;
  (void)x2;
  (void)w;
  (void)y;
  TODO("for each pair: the sum over its terms, then the channels");
}

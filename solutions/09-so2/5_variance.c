/* Exercise 9.5 (two stars, 30 minutes, section 9.6): The root of two
 *
 * Commentary.  The columns of the paths are orthogonal when a_0 counts once and
 * all others twice, and each has the square 2 l3 + 1.  So blocks, with
 * sqrt(2) a_m and sqrt(2) b_m for m > 0, are sqrt(2 l3 + 1) times an orthogonal
 * matrix times the weights, and orthogonal matrices leave independent normal
 * numbers what they are.  Published programs multiply the first weights of
 * m > 0 by 1/sqrt 2 and do not say why: this is why. */
#include "exercises.h"

#include <math.h>

void fair_blocks(int l1, int l3, const double *u, double *blocks)
{
  int n = 2 * (l1 < l3 ? l1 : l3) + 1;
  for (int k = 0; k < n; k++)
    blocks[k] = u[k] * sqrt((2 * l3 + 1) / (k > 0 ? 2.0 : 1.0));
}

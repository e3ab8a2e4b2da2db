/* Exercise 9.4 (two stars, 30 minutes, section 9.5): A path as blocks
 *
 * Commentary.  What multiplies x[+m] in y[+m] is a_m, and in y[-m] it is b_m:
 * two entries of C tell everything.  For l1 + l2 + l3 even the product does not
 * change under the mirror y -> -y, which keeps +m and turns over -m, so the b's
 * are exactly zero; for an odd sum the a's are.  No case is needed for it. */
#include "exercises.h"

#include <math.h>

#include "clebsch_gordan.h"

void path_blocks(int l1, int l2, int l3, double *blocks)
{
  double C[13 * 13 * 13];
  double factor = sqrt(2 * l2 + 1);
  cg_real(l1, l2, l3, C);
  for (int m = 0; m <= l1 && m <= l3; m++) {
    const double *row = C + ((m + l1) * (2 * l2 + 1) + l2) * (2 * l3 + 1) + l3;
    blocks[m ? 2 * m - 1 : 0] = factor * row[m];
    if (m)
      blocks[2 * m] = factor * row[-m];
  }
}

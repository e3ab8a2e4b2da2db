/* Exercise 9.3 (one star, 20 minutes, section 9.4): Blocks at work
 *
 * Commentary.  (x[+m], x[-m]) is a complex number x[+m] + i x[-m], and a block
 * multiplies it by a_m + i b_m.  That is why blocks commute with a roll, which
 * multiplies all of them by exp(i m angle).  Every m of y above min(l1, l3) has
 * to be set, too: nobody has promised that y is zero. */
#include "exercises.h"

void apply_blocks(int l1, int l3, const double *blocks, const double *x,
                  double *y)
{
  for (int k = 0; k <= 2 * l3; k++)
    y[k] = 0;
  for (int m = 0; m <= l1 && m <= l3; m++) {
    double a = m ? blocks[2 * m - 1] : blocks[0];
    double b = m ? blocks[2 * m] : 0;
    double plus = x[l1 + m], minus = x[l1 - m];
    y[l3 + m] = a * plus - b * minus;
    if (m)
      y[l3 - m] = b * plus + a * minus;
  }
}

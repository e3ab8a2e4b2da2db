/* Exercise 9.3 (one star, 20 minutes, section 9.4): Blocks at work
 *
 * In the frame of an edge a message of one pair of degrees is
 *
 *   y[+m] = a_m x[+m] - b_m x[-m]
 *   y[-m] = b_m x[+m] + a_m x[-m],   m = 0..min(l1, l3)
 *
 * and 0 for every other m of y.
 *
 * blocks  (2 min(l1, l3) + 1): a_0, a_1, b_1, a_2, b_2, ...
 * x       (2 l1 + 1): the component m stands at m + l1
 * y       out (2 l3 + 1)  */
#include "exercises.h"
#include "todo.h"

void apply_blocks(int l1, int l3, const double *blocks, const double *x,
                  double *y)
{
  (void)l1, (void)l3, (void)blocks, (void)x, (void)y;
  TODO("two numbers of y for each m");
}

/* Exercise 10.1 (one star, 15 minutes, section 10.13): A leak without a corner
 *
 * The leaky relu is x for x > 0 and left x for x < 0: its slope jumps at 0, and
 * with it the force.  A smooth function with the same two slopes far away is
 *
 *   y = (1 + left)/2 x + (1 - left)/2 x (2 sigmoid(x) - 1),
 *   sigmoid(x) = 1/(1 + exp(-x)).
 *
 * x      any finite number, also one whose exponential overflows
 * left   the slope far to the left
 * slope  out: dy/dx
 * Returns y.  */
#include "exercises.h"
#include "todo.h"

real gentle_leak(real x, real left, real *slope)
{
  (void)x, (void)left;
  *slope = 0;
  TODO("a leaky relu that is smooth at 0");
  return 0;
}

/* Exercise 6.1 (one star, 15 minutes, section 6.4): A twice smooth switch
 *
 * Commentary.  Three conditions at t = 1 for three unknowns:
 *
 *   1 + a + b + c = 0,   3a + 4b + 5c = 0,   6a + 12b + 20c = 0
 *
 * give a = -10, b = 15, c = -6.  Quicker: the slope must be a multiple of
 * t^2 (1 - t)^2, a double zero at either end, and the multiple follows from
 * the fall by one, since the integral of t^2 (1 - t)^2 is 1/30.  The slope by
 * r has one more factor, 1/(off - on), the inner derivative.  */
#include "exercises.h"

real smooth_step(real r, real on, real off, real *slope)
{
  real width = off - on, t = (r - on) / width;
  *slope = 0;
  if (t <= 0)
    return 1;
  if (t >= 1)
    return 0;
  *slope = -30 * t * t * (1 - t) * (1 - t) / width;
  return 1 - t * t * t * (10 - t * (15 - 6 * t));
}

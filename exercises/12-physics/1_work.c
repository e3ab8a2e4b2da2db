/* Exercise 12.1 (one star, 15 minutes, section 12.2): Work on the way around
 *
 * A force that is a gradient does no work on a way that comes back to where it
 * began.  Measure it: along the straight piece from r_k to r_k+1 take the mean
 * of the forces at both ends, and after the last point go back to the first,
 *
 *   W = sum over k of  (F_k + F_k+1)/2 . (r_k+1 - r_k),   r_n = r_0.
 *
 * n         points, 0 and 1 allowed
 * r, force  (n, 3)
 * Returns W.  */
#include "exercises.h"
#include "todo.h"

double work_around(size_t n, const double *r, const double *force)
{
  (void)n, (void)r, (void)force;
  TODO("the mean force along every piece, the last one included");
  return 0;
}

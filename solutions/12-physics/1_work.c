/* Exercise 12.1 (one star, 15 minutes, section 12.2): Work on the way around
 *
 * Commentary.  The trapezoid rule is exact for forces that are linear along
 * each piece.  So for F = (-y, x, 0) it gives twice the enclosed area, for any
 * polygon: this force is not a gradient, and the work says so.  For a gradient
 * the sum is zero up to the error of the rule, which falls with the square of
 * the length of the pieces.  */
#include "exercises.h"

double work_around(size_t n, const double *r, const double *force)
{
  double work = 0;
  for (size_t k = 0; k < n; k++) {
    size_t next = k + 1 < n ? k + 1 : 0;
    for (size_t a = 0; a < 3; a++)
      work += (force[3 * k + a] + force[3 * next + a]) / 2 *
              (r[3 * next + a] - r[3 * k + a]);
  }
  return work;
}

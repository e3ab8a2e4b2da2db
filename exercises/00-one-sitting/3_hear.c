/* Exercise 0.3 (one star, 15 minutes, section 0.4): What a point says
 *
 * Write the message yourself,
 *
 *   number = R0 s + R1 n . v,   arrow = R2 s n + R3 v + R4 n x v.
 *
 * Both are written, not added.  */
#include "exercises.h"
#include "todo.h"

void hear(const double *R, const double *n, double s, const double *v,
          double *number, double *arrow)
{
  (void)R, (void)n, (void)s, (void)v, (void)number, (void)arrow;
  TODO("five products, each with its factor");
}

/* Exercise 0.7 (two stars, 25 minutes, section 0.8): A turn from four numbers
 *
 * A quaternion q = (w, u) with the arrow u turns v into
 *
 *   y = v + 2 u x (u x v + w v) / (w^2 + u . u).
 *
 * q has any length but zero.  */
#include "exercises.h"
#include "todo.h"

void turn_by(const double *q, const double *v, double *y)
{
  (void)q, (void)v, (void)y;
  TODO("two cross products");
}

/* Exercise 0.1 (one star, 10 minutes, section 0.1): What knows the hand
 *
 * Four points are given one after the other, x y z each.  Return the volume
 * with its sign,
 *
 *   (a x b) . c,   a, b, c the arrows from the first point to the others.  */
#include "exercises.h"
#include "todo.h"

double hand_of(const double *points)
{
  (void)points;
  TODO("the volume of the box, with its sign");
  return 0;
}

/* Exercise 2.4 (two stars, 30 minutes, section 2.6): The minus sign
 *
 * A camera on a gimbal is turned about and comes back to where it was.  You
 * have a film of it: rotations R[0], ..., R[n-1], each a turn by less than 180
 * degrees from the one before, and from the last to the first as well.  Its
 * cable is either as before or has a full twist.  Which?
 *
 *   Follow the quaternion q of the rotation along the way without a jump.
 *   When R is back, q is back or has become -q.
 *
 * n   number of rotations
 * R   n of them
 * Returns +1 when q comes back, -1 when it comes back as -q, and 0 when n is
 * not positive, R is null, or one of them is not a rotation (so3_check with
 * SO3_TOLERANCE). */
#include "exercises.h"
#include "todo.h"

int loop_sign(int n, const rot3 *R)
{
  (void)n;
  (void)R;
  TODO("follow the quaternion around the loop");
  return 0;
}

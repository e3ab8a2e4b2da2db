/* Exercise 2.4 (two stars, 30 minutes, section 2.6): The minus sign
 *
 * Commentary.  A step of less than 180 degrees has a quaternion with w > 0,
 * and that is the one so3_to_quat gives: so each step is followed without a
 * jump, and the product is the lift of the whole loop.  Going around, the
 * steps multiply to the rotation 1, so q is 1 or -1 and its sign is safe to
 * read.  What you computed is which of the two classes of ways the loop is in.
 *
 * Another way: take the quaternion of every R[i] and count how often two
 * neighbours have a negative dot product. */
#include "exercises.h"

#include <math.h>

int loop_sign(int n, const rot3 *R)
{
  quat q = {1, 0, 0, 0}, step;
  if (n <= 0 || !R)
    return 0;
  for (int i = 0; i < n; i++)
    if (so3_check(R[i], SO3_TOLERANCE) != SO3_OK)
      return 0;
  for (int i = 0; i < n; i++) {
    rot3 next = R[i + 1 < n ? i + 1 : 0];
    if (so3_to_quat(so3_mul(next, so3_inverse(R[i])), &step) != SO3_OK)
      return 0;
    q = quat_multiply(step, q);
  }
  return q.w > 0 ? 1 : -1;
}

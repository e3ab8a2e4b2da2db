/* Exercise 1.6 (two stars, 30 minutes, section 1.13): Half-way and beyond
 *
 * Commentary.  Look at b from a: the turn that is missing is a^-1 b.  It is the
 * exponential of its logarithm; take the part s of that, and go back to the
 * point of view of the room by putting a in front.
 *
 * The usual slerp works on quaternions and divides by sin of half the angle;
 * it needs a special case for small angles, and one for the sign of the
 * quaternion (q and -q are the same rotation, and the way to one of them is the
 * long one).  Here the exponential and the logarithm know both.
 *
 * What does not work: mixing the matrices entry by entry (not a rotation),
 * mixing the logarithms of a and b (not the shortest path: the two do not
 * commute), mixing Euler angles (depends on the axes chosen). */
#include "exercises.h"

rot3 slerp(rot3 a, rot3 b, double s)
{
  vec3 omega = {0, 0, 0};
  so3_log(so3_mul(so3_inverse(a), b), &omega);
  return so3_mul(a, so3_exp(vec3_scale(s, omega)));
}

/* Exercise 1.4 (two stars, 30 minutes, section 1.8): From one vector to another
 *
 * Commentary.  With unit vectors the axis is a x b, of length sin t, and the
 * cosine is a.b; the arctangent of the two is right at every angle.
 *
 * One thing can go wrong.  For nearly opposite vectors a x b is a difference of
 * nearly equal products: its direction is lost.  Since a x a = 0,
 *
 *   a x b = a x (a + b),
 *
 * and the sum a + b of nearly opposite vectors is computed without rounding
 * that matters (a coordinate is a difference of numbers within a factor of two
 * of each other, which is exact, or it is small itself).  Now the small vector
 * is small before it is multiplied.
 *
 * For exactly opposite vectors nothing is left to compute the axis from.  Any
 * unit vector across a will do; the cross product with the coordinate axis that
 * is farthest from a is never short.
 *
 * Another solution is the quaternion (1 + a.b, a x b), which is half-way
 * between 1 and the quaternion (a.b, a x b) of twice the angle.  It needs the
 * same care. */
#include "exercises.h"

#include <math.h>

static vec3 unit(vec3 v)
{
  double largest = fmax(fabs(v.x), fmax(fabs(v.y), fabs(v.z)));
  v = (vec3){v.x / largest, v.y / largest, v.z / largest};
  return vec3_scale(1 / vec3_norm(v), v);
}

/* Some unit vector across the unit vector a. */
static vec3 across(vec3 a)
{
  int x = fabs(a.x) <= fabs(a.y) && fabs(a.x) <= fabs(a.z);
  int y = !x && fabs(a.y) <= fabs(a.z);
  return unit(vec3_cross(a, (vec3){x, y, !x && !y}));
}

rot3 rotation_between(vec3 a, vec3 b)
{
  if (vec3_norm(a) == 0 || vec3_norm(b) == 0)
    return so3_identity();
  a = unit(a);
  b = unit(b);
  double cosine = vec3_dot(a, b);
  vec3 axis = cosine < 0 ? vec3_cross(a, vec3_add(a, b)) : vec3_cross(a, b);
  double sine = vec3_norm(axis);
  if (sine > 0)
    return so3_exp(vec3_scale(atan2(sine, cosine) / sine, axis));
  return cosine < 0 ? so3_exp(vec3_scale(acos(-1), across(a))) : so3_identity();
}

/* Exercise 1.3 (two stars, 30 minutes, section 1.6): Your own exponential
 *
 * Commentary.  The library writes the formula with half angles.  Here is
 * another way: the columns.  Split each axis e into the part along n and the
 * part across, and turn the part across by t:
 *
 *   R e = e + sin(t) n x e + 2 sin^2(t/2) n x (n x e)
 *
 * With a unit axis n there is no division by t^2, so no series is needed; only
 * the zero vector, which has no axis, must be seen to.  And 1 - cos t is
 * written 2 sin^2(t/2): for t = 1e-9 the difference 1 - cos t is 0, and while
 * 1e-18 may seem a small loss in an entry near 1, it is the whole of the
 * entries that should be 1e-18 times something. */
#include "exercises.h"

#include <math.h>

static vec3 turned(vec3 n, double t, vec3 e)
{
  vec3 once = vec3_cross(n, e), twice = vec3_cross(n, once);
  double h = sin(t / 2);
  vec3 v = vec3_add(vec3_scale(sin(t), once), vec3_scale(2 * h * h, twice));
  return vec3_add(e, v);
}

rot3 my_so3_exp(vec3 omega)
{
  double t = vec3_norm(omega);
  if (t == 0)
    return so3_identity();
  vec3 n = {omega.x / t, omega.y / t, omega.z / t};
  vec3 a = turned(n, t, (vec3){1, 0, 0});
  vec3 b = turned(n, t, (vec3){0, 1, 0});
  vec3 c = turned(n, t, (vec3){0, 0, 1});
  return (rot3){{{a.x, b.x, c.x}, {a.y, b.y, c.y}, {a.z, b.z, c.z}}};
}

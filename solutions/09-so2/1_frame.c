/* Exercise 9.1 (one star, 20 minutes, section 9.2): A frame without an angle
 *
 * Commentary.  The third row is n = v/|v|; the first two have to complete it.
 * For n_z >= 0 the rotation that takes n to z the short way is
 * 1 + [a] + [a]^2/(1 + n_z), and its only division is harmless.  For n_z < 0
 * that division would be by a small number: there s = -1 takes the way to -z
 * first.  The formula is that of T. Duff and others (2017).  Dividing by the
 * largest component before squaring keeps short and long vectors in range. */
#include "exercises.h"

#include <math.h>

rot3 edge_frame(vec3 v)
{
  double most = fmax(fabs(v.x), fmax(fabs(v.y), fabs(v.z)));
  double x = v.x / most, y = v.y / most, z = v.z / most;
  double length = sqrt(x * x + y * y + z * z);
  x /= length, y /= length, z /= length;
  double s = z < 0 ? -1 : 1;
  double a = -1 / (s + z), b = x * y * a;
  return (rot3){
      {{1 + s * x * x * a, s * b, -s * x}, {b, s + y * y * a, -y}, {x, y, z}}};
}

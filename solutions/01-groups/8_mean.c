/* Exercise 1.8 (three stars, 90 minutes, section 1.13): The mean of rotations
 *
 * Commentary.  Look at all rotations from M: they are M^-1 R_i = exp(w_i) with
 * small w_i.  If M moves to M exp(v), a short step, each squared distance
 * |w_i|^2 becomes |w_i - v|^2 up to terms that are at most of second order in v
 * and vanish with w_i; more precisely its derivative at v = 0 is -2 w_i, since
 * only the part of v along w_i changes the angle.  So the sum is stationary
 * exactly when the w_i add up to zero, and a good step is their mean.  It is
 * not the last one, because rotations do not commute: look again from the new
 * place.  Each step multiplies the error by about the square of the spread, so
 * with rotations within 1 rad a few dozen steps are plenty.
 *
 * What is easier and different: the nearest rotation to the mean matrix
 * (so3_nearest).  It minimises the sum of 4 - 4 cos(d) = 2 d^2 - d^4/6 + ...,
 * which gives less weight to outliers.  It is a good place to begin. */
#include "exercises.h"

#include <float.h>

rot3 mean_rotation(int n, const rot3 *R)
{
  rot3 M = n > 0 ? R[0] : so3_identity();
  for (int step = 0; step < 100; step++) {
    vec3 sum = {0, 0, 0}, w = {0, 0, 0};
    for (int i = 0; i < n; i++) {
      so3_log(so3_mul(so3_inverse(M), R[i]), &w);
      sum = vec3_add(sum, w);
    }
    vec3 mean = vec3_scale(n > 0 ? 1.0 / n : 0, sum);
    M = so3_mul(M, so3_exp(mean));
    if (vec3_norm(mean) <= DBL_EPSILON)
      break;
  }
  return M;
}

/* Exercise 1.7 (three stars, 90 minutes, section 1.10): One term more
 *
 * Commentary.  Call the three products A = a x (a x (a x b)),
 * B = b x (a x (a x b)), C = b x (b x (a x b)), and the term p A + q B + r C.
 *
 * From (exp(a) exp(b))^-1 = exp(-b) exp(-a) follows omega(-b, -a) =
 * -omega(a, b), in every order by itself.  Replace a by -b and b by -a: four
 * signs cancel, and A becomes b x (b x (b x a)) = -C, C becomes -A, and B
 * becomes a x (b x (b x a)) = -a x (b x (a x b)), which is -B because
 * a x (b x v) - b x (a x v) = (a x b) x v vanishes for v = a x b.  So the
 * condition is p = r, and nothing is learned of q.
 *
 * Now let b be much smaller than a and keep only what is linear in b: that is
 * p A alone.  But to first order in b the series is known: it is
 * ad / (1 - exp(-ad)) b with ad = a x, and x / (1 - exp(-x)) = 1 + x/2 +
 * x^2/12 - x^4/720 + ... has no cubic term.  (Or measure it.)  So p = r = 0.
 *
 * One number is left.  Measured with so3_log at t = 0.01, from the difference
 * to the third-order sum: q = -0.04167 = -1/24. */
#include "exercises.h"

vec3 bch_fourth(vec3 a, vec3 b)
{
  vec3 ab = vec3_cross(a, b);
  vec3 second = vec3_scale(1.0 / 2, ab);
  vec3 third = vec3_scale(1.0 / 12, vec3_cross(vec3_sub(a, b), ab));
  vec3 fourth = vec3_scale(-1.0 / 24, vec3_cross(b, vec3_cross(a, ab)));
  vec3 sum = vec3_add(vec3_add(a, b), second);
  return vec3_add(sum, vec3_add(third, fourth));
}

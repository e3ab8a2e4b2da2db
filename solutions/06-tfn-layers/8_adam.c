/* Exercise 6.8 (three stars, 60 minutes, section 6.10): Adam for positions
 *
 * Commentary.  m is linear in g and so turns with it; v and the divisor are
 * invariant; so the step turns with the gradient.  Adam of the library fails
 * this: for g = (1, 0, 0) its first step has the length `rate`, for the same
 * vector turned onto the diagonal it has the length sqrt3 rate, because each
 * component takes a full step.  The third in v makes both agree on the
 * diagonal.  The general rule: an optimiser may treat numbers one by one only
 * if no rotation mixes them.  */
#include "exercises.h"

void vector_adam(size_t n, size_t t, real rate, const real *g, real *m, real *v,
                 real *w)
{
  const real b1 = REAL(0.9), b2 = REAL(0.999), eps = REAL(1e-8);
  real unbias1 = 1 / (1 - real_pow(b1, (real)t));
  real unbias2 = 1 / (1 - real_pow(b2, (real)t));
  for (size_t i = 0; i < n; i++, g += 3, m += 3, w += 3) {
    real square = (g[0] * g[0] + g[1] * g[1] + g[2] * g[2]) / 3;
    v[i] = b2 * v[i] + (1 - b2) * square;
    for (int a = 0; a < 3; a++) {
      m[a] = b1 * m[a] + (1 - b1) * g[a];
      w[a] -= rate * m[a] * unbias1 / (real_sqrt(v[i] * unbias2) + eps);
    }
  }
}

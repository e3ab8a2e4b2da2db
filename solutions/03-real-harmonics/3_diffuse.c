/* Exercise 3.3 (one star, 10 minutes, section 3.14): Heat on a sphere
 *
 * Commentary.  The Laplacian of the sphere gives -l(l+1) on degree l, so
 * da/dt = -l(l+1) a, whose solution is exp(-l(l+1) t) a.  The constant stays:
 * no heat is lost.  Detail goes first, as its square in l stands in the
 * exponent; after a while every planet is a gentle l = 1.  The same factors
 * are the usual way to blur a picture on a sphere. */
#include "exercises.h"

bool diffuse_signal(int lmax, double time, const real *a, real *b)
{
  if (lmax < 0 || lmax > HARMONICS_LMAX || !(time >= 0))
    return false;
  for (int l = 0; l <= lmax; l++) {
    const real factor = l == 0 ? 1 : (real)exp(-l * (l + 1) * time);
    for (int m = -l; m <= l; m++)
      b[harmonics_index(l, m)] = factor * a[harmonics_index(l, m)];
  }
  return true;
}

/* Exercise 12.4 (two stars, 25 minutes, section 12.8): Springs that never tire
 *
 * Commentary.  One step is the linear map  x' = (1 - a) x + dt v,
 * v' = -(k dt/m)(1 - a/2) x + (1 - a) v  with a = k dt^2/(2 m).  Its
 * determinant is 1, and the quadratic form of the exercise is the one that it
 * keeps, as one finds by putting it in.  The form is positive while
 * dt < 2 sqrt(m/k): there the motion stays bounded for ever, and the energy is
 * wrong by at most a part dt^2 k/(4 m) of itself, without any drift.  A whole
 * kick in place of two halves keeps another form, with a term in x v.  */
#include "exercises.h"

void oscillate(size_t n, size_t steps, double dt, const double *mass,
               const double *spring, double *x, double *v)
{
  for (size_t i = 0; i < n; i++)
    for (size_t s = 0; s < steps; s++) {
      double kick = -dt / 2 * spring[i] / mass[i];
      v[i] += kick * x[i];
      x[i] += dt * v[i];
      v[i] += kick * x[i];
    }
}

/* Exercise 10.5 (two stars, 35 minutes, section 10.5): Kick, drift, kick
 *
 * Commentary.  The step is the same read from either end, so a step with -dt
 * undoes one with dt, up to rounding; from that its error is of even order, and
 * the energy does not drift.  A full kick before the drift is a method of first
 * order, though its program is hardly shorter.  All velocities change before
 * any body moves: forces at positions of which some are old and some new are no
 * gradient of anything.  The term j = i adds a zero vector: the softening keeps
 * it from being 0/0.  */
#include "exercises.h"

/* v += dt a(x) */
static void kick(size_t n, const real *charge, real softening, real dt,
                 const real *x, real *v)
{
  for (size_t i = 0; i < n; i++)
    for (size_t j = 0; j < n; j++) {
      real d[3], square = softening * softening;
      for (size_t a = 0; a < 3; a++) {
        d[a] = x[3 * i + a] - x[3 * j + a];
        square += d[a] * d[a];
      }
      real f = dt * charge[i] * charge[j] / (square * real_sqrt(square));
      for (size_t a = 0; a < 3; a++)
        v[3 * i + a] += f * d[a];
    }
}

void kick_drift_kick(size_t n, const real *charge, real softening, real dt,
                     real *x, real *v)
{
  kick(n, charge, softening, dt / 2, x, v);
  for (size_t k = 0; k < 3 * n; k++)
    x[k] += dt * v[k];
  kick(n, charge, softening, dt / 2, x, v);
}

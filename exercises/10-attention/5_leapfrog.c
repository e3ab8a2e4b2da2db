/* Exercise 10.5 (two stars, 35 minutes, section 10.5): Kick, drift, kick
 *
 * Bodies of mass 1 with charges c_i repel and attract each other,
 *
 *   a_i = sum over j of c_i c_j d/(|d|^2 + s^2)^(3/2),   d = x_i - x_j,
 *
 * softened by s.  Make one step of the leapfrog:
 *
 *   v += dt/2 a(x),   x += dt v,   v += dt/2 a(x)
 *
 * n          bodies;  charge (n)
 * softening  s > 0, in the unit of x
 * dt         the step, which may be negative
 * x, v       (n, 3), in place  */
#include "exercises.h"
#include "todo.h"

void kick_drift_kick(size_t n, const real *charge, real softening, real dt,
                     real *x, real *v)
{
  (void)n, (void)charge, (void)softening, (void)dt, (void)x, (void)v;
  TODO("half a kick, a drift, half a kick");
}

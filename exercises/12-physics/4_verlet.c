/* Exercise 12.4 (two stars, 25 minutes, section 12.8): Springs that never tire
 *
 * Let n independent springs swing, F_i = -spring_i x_i, with velocity Verlet:
 *
 *   v += (dt/2) F(x)/m,   x += dt v,   v += (dt/2) F(x)/m      for each step.
 *
 * It does not keep the energy m v^2/2 + k x^2/2, but exactly, for every dt,
 *
 *   m v^2/2 + (1 - k dt^2/(4 m)) k x^2/2.
 *
 * n         springs;  steps >= 0;  dt of either sign
 * mass, spring  (n);  x, v  (n): brought forward in time  */
#include "exercises.h"
#include "todo.h"

void oscillate(size_t n, size_t steps, double dt, const double *mass,
               const double *spring, double *x, double *v)
{
  (void)n, (void)steps, (void)dt, (void)mass, (void)spring, (void)x, (void)v;
  TODO("half a kick, a drift, half a kick, for every step");
}

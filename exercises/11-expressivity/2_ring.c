/* Exercise 11.2 (one star, 15 minutes, section 11.4): What a ring adds up to
 *
 * n points stand in a ring at the azimuths phi_k = turn_rad + 2 pi k/n,
 * k = 0..n-1.  Add up what the components m and -m of a harmonic see of them:
 *
 *   c = sum over k of cos(m phi_k),   s = sum over k of sin(m phi_k)
 *
 * n  number of points, 0 allowed: then both sums are 0
 * m  any whole number, negative ones too
 * turn_rad  any angle;   c, s  out  */
#include "exercises.h"
#include "todo.h"

void ring_sum(size_t n, int m, double turn_rad, double *c, double *s)
{
  (void)n, (void)m, (void)turn_rad, (void)c, (void)s;
  TODO("the two sums");
}

/* Exercise 7.6 (two stars, 45 minutes, section 7.14): What l does the square
 * need?
 *
 * Four neighbours in a square: to a layer with l <= 3 they look like a circle.
 * Find, for any neighbours and any axis, the least degree l whose summed
 * harmonics change when the neighbours are turned about the axis:
 *
 *   sum_i Y_l(R r_i) != sum_i Y_l(r_i)   for some turn R about `axis`
 *
 * With the axis as the pole the reason can be read off: turns about z leave
 * m = 0 alone and move everything else.  So turn the axis to z first.
 *
 * lmax  0..HARMONICS_LMAX, the largest degree to try
 * axis  not zero, of any length;  n  neighbours;  r  (n) vectors, none zero
 * Returns the least l in 0..lmax for which the length of the part with m != 0
 * of (1/n) sum_i Y_l(r_i) is above 1e-3; -1 when there is none, and -2 when the
 * input is not as described. */
#include "exercises.h"
#include "todo.h"

int degree_needed(int lmax, vec3 axis, size_t n, const vec3 *r)
{
  (void)lmax;
  (void)axis;
  (void)n;
  (void)r;
  TODO("turn the axis to z, sum the harmonics, and look at m != 0");
  return -3;
}

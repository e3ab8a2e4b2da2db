/* Exercise 1.3 (two stars, 30 minutes, section 1.6): Your own exponential
 *
 * Write so3_exp again, in your own way:
 *
 *   exp(hat(omega)) = 1 + sin(t)/t hat(omega) + (1 - cos(t))/t^2 hat(omega)^2
 *
 * with t = |omega|.  It must be right to a few units in the last place at
 * every angle: at 0, at 1e-9, at 1e-200, at pi, at 1000.  Do not call so3_exp
 * or anything that calls it.  Once it passes, `make tetris MINE=1` uses it
 * wherever another file of the library calls so3_exp.
 *
 * omega   any finite vector of length up to 1e150
 * Returns the rotation; the identity, exactly, for the zero vector. */
#include "exercises.h"
#include "todo.h"

rot3 my_so3_exp(vec3 omega)
{
  (void)omega;
  TODO("Rodrigues' formula, safe at small angles");
  return so3_hat((vec3){0, 0, 0});
}

/* Exercise 6.1 (one star, 15 minutes, section 6.4): A twice smooth switch
 *
 * The cutoff polynomial of the chapter begins to fall at once.  Often one wants
 * a function that is exactly 1 up to a distance `on`, exactly 0 from `off`,
 * and in between the polynomial of least degree that has two continuous
 * derivatives everywhere.  Find it:
 *
 *   s(t) = 1 + a t^3 + b t^4 + c t^5,   t = (r - on)/(off - on),
 *   s(1) = s'(1) = s''(1) = 0.
 *
 * r, on, off  lengths, 0 <= on < off, r >= 0
 * slope       out: ds/dr
 * Returns s.  */
#include "exercises.h"
#include "todo.h"

real smooth_step(real r, real on, real off, real *slope)
{
  (void)r, (void)on, (void)off;
  *slope = 0;
  TODO("one, then a polynomial, then zero; and its slope");
  return 0;
}

/* Exercise 3.4 (two stars, 20 minutes, section 3.2): A signal, moved
 *
 * Move the signal f(r) = sum_lm a_lm Y_lm(r) by the rotation R, as one moves a
 * globe:
 *
 *   g(r) = f(R^-1 r) = sum_lm b_lm Y_lm(r)
 *
 * lmax   0..HARMONICS_LMAX
 * R      a rotation
 * a      the coefficients of f
 * b      out: those of g
 * Returns false, and leaves b alone, when lmax is not valid, R is not a
 * rotation, or memory is short.  wigner_d does the hard part; what is left is
 * to give it the right rotation and to use its answer the right way round. */
#include "exercises.h"
#include "todo.h"

bool rotate_signal(int lmax, rot3 R, const real *a, real *b)
{
  (void)lmax, (void)R, (void)a, (void)b;
  TODO("multiply the coefficients of each degree by a matrix");
  return false;
}

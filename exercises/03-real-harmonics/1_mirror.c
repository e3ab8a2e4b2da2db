/* Exercise 3.1 (one star, 15 minutes, section 3.6): A signal in the mirror
 *
 * A signal f(r) = sum_lm a_lm Y_lm(r) is looked at in a mirror:
 *
 *   MIRROR_X      g(x, y, z) = f(-x, y, z)
 *   MIRROR_Y      g(x, y, z) = f(x, -y, z)
 *   MIRROR_Z      g(x, y, z) = f(x, y, -z)
 *   MIRROR_POINT  g(r) = f(-r)
 *
 * Each harmonic is even or odd under each of these, so the coefficients of g
 * are those of f with some signs flipped.  Which ones?  No harmonic needs to be
 * evaluated to answer.
 *
 * lmax    0..HARMONICS_LMAX
 * a       the coefficients of f, (l, m) at harmonics_index(l, m)
 * b       out: those of g
 * Returns false, and leaves b alone, when lmax or mirror is not valid. */
#include "exercises.h"
#include "todo.h"

bool mirror_signal(int lmax, enum mirror mirror, const real *a, real *b)
{
  (void)lmax, (void)mirror, (void)a, (void)b;
  TODO("find the sign of each (l, m) under each mirror");
  return false;
}

/* Exercise 2.2 (two stars, 30 minutes, section 2.8): Every degree
 *
 * The generators of degree l in the real basis.  All you need is the step of
 * the ladder, c_m = sqrt((l - m) (l + m + 1)), and where it goes:
 *
 *   L_z joins m and -m;  L_y joins neighbours on the same side;
 *   L_x joins neighbours across;  all three are antisymmetric
 *
 * This is wigner_generators of the library under another name.
 *
 * l            degree, 0 <= l <= WIGNER_LMAX
 * Lx, Ly, Lz   out, (2l+1, 2l+1) row-major, row of component m is m + l
 * Returns WIGNER_OK, WIGNER_BAD_L, or WIGNER_NULL; outputs are untouched
 * unless it returns WIGNER_OK. */
#include "exercises.h"
#include "todo.h"

enum wigner_status my_wigner_generators(int l, double *Lx, double *Ly,
                                        double *Lz)
{
  (void)l;
  (void)Lx;
  (void)Ly;
  (void)Lz;
  TODO("fill three sparse matrices from the steps of the ladder");
  return WIGNER_NO_MEMORY;
}

/* Exercise 2.3 (two stars, 25 minutes, section 2.9): D from axis and angle
 *
 * The matrix D^l of a turn by angle_rad about an axis of any length.
 *
 *   D = exp(t (n_x L_x + n_y L_y + n_z L_z)),   n = axis / |axis|
 *
 * The detour over a rotation matrix is not needed, and would cost you: after
 * it, nobody knows whether you turned by 10 degrees or by 370.  (Does D know?)
 *
 * l           degree, 0 <= l <= WIGNER_LMAX
 * axis        any finite vector but zero
 * angle_rad   any finite angle
 * D           out, (2l+1, 2l+1) row-major
 * Returns WIGNER_BAD_L, WIGNER_NULL, WIGNER_NOT_FINITE, WIGNER_NO_MEMORY, and
 * WIGNER_NOT_A_ROTATION for the zero axis.  representation_exp will help. */
#include "exercises.h"
#include "todo.h"

enum wigner_status d_axis_angle(int l, vec3 axis, double angle_rad, double *D)
{
  (void)l;
  (void)axis;
  (void)angle_rad;
  (void)D;
  TODO("combine the generators and exponentiate");
  return WIGNER_NO_MEMORY;
}

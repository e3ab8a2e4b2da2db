/* Exercise 8.8 (three stars, 90 minutes, section 8.4): Unseen gradients
 *
 * On the way back a network has a derivative dY_lm for each harmonic and wants
 * the force on the point:
 *
 *   dxyz_i += sum_lm dY_lm d Y_lm(r/|r|) / dr_i
 *           = (1/|r|) sum_l ( sum_m dY_lm grad H_lm - n_i l sum_m dY_lm Y_lm )
 *
 * with n = r/|r| and H_lm the polynomial that equals Y_lm on the sphere.  Three
 * gradients for each of (lmax+1)^2 functions would be written only to be summed
 * up.  Do not write them: each component of grad H_lm is one or two values of
 * degree l - 1 (the ladder of section 3.14), and is added where it arises; and
 * what is radial is a single sum for each degree.
 *
 * lmax, norm, n, xyz, dY, dxyz and errors as for harmonics_backward, which
 * gives the same.  So: dxyz is added to, the zero vector gets nothing, a NaN
 * spoils its own point only. */
#include "exercises.h"
#include "todo.h"

enum harmonics_status my_harmonics_backward(int lmax, enum harmonics_norm norm,
                                            size_t n, const real *xyz,
                                            const real *dY, real *dxyz)
{
  (void)lmax, (void)norm, (void)n, (void)xyz, (void)dY, (void)dxyz;
  TODO("the values of one degree below, times dY, straight to the force");
  return HARMONICS_BAD_L;
}

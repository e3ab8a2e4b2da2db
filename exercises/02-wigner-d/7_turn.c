/* Exercise 2.7 (three stars, 60 minutes, section 2.10): Turn without D
 *
 * A feature of degree l with C channels is turned, x := D x.  Forming D costs
 * about 2 (2l+1)^3 operations, and multiplying by it 2 (2l+1)^2 C.  But
 *
 *   D x = X(alpha) (J (X(beta) (J (X(gamma) x))))
 *
 * needs no D at all: J is made once, and X(t) mixes m with -m only.
 *
 * l          degree, 0 <= l <= WIGNER_LMAX
 * J          from wigner_j(l, J), (2l+1, 2l+1)
 * e          finite angles in rad
 * channels   C, 0 is allowed
 * x          in and out, (2l+1, C): component m is row m + l, channels are the
 *            fast index.  May be null when C is 0
 * Returns WIGNER_OK, WIGNER_BAD_L (also for C < 0), WIGNER_NULL,
 * WIGNER_NOT_FINITE; x is untouched unless it returns WIGNER_OK. */
#include "exercises.h"
#include "todo.h"

enum wigner_status turn_feature(int l, const double *J, euler_zyz e,
                                int channels, double *x)
{
  (void)l;
  (void)J;
  (void)e;
  (void)channels;
  (void)x;
  TODO("apply five factors to x, one after the other");
  return WIGNER_NO_MEMORY;
}

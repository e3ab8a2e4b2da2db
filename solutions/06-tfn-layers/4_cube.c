/* Exercise 6.4 (two stars, 30 minutes, section 6.13): A gate that fools a cube
 *
 * Commentary.  A rotation of the cube permutes the axes and changes signs.
 * The sum of absolute values does not care about either, so it is invariant
 * under all 24, and under the 48 with reflections; it is simply not invariant
 * under anything else.  (1, 0, 0) has the sum 1 and, turned by 45 degrees, the
 * sum sqrt 2.  The moral is section 6.11's: test with random rotations.  A
 * finite group is so small that many functions are invariant under it by
 * accident.
 *
 * On the axes both sums agree with |v|, so the honest gate is the one with the
 * norm; no other function of the norm agrees there.  */
#include "exercises.h"

static void suspicious_gate(const real *v, real *y)
{
  real s = smooth_sigmoid(real_abs(v[0]) + real_abs(v[1]) + real_abs(v[2]));
  for (int a = 0; a < 3; a++)
    y[a] = s * v[a];
}

static void turn(rot3 R, const real *v, real *y)
{
  for (int a = 0; a < 3; a++)
    y[a] = (real)(R.m[a][0] * (double)v[0] + R.m[a][1] * (double)v[1] +
                  R.m[a][2] * (double)v[2]);
}

real gate_violation(rot3 R, size_t n, const real *x)
{
  real worst = 0;
  for (size_t i = 0; i < n; i++) {
    real Rv[3], fRv[3], fv[3], Rfv[3];
    turn(R, x + 3 * i, Rv);
    suspicious_gate(Rv, fRv);
    suspicious_gate(x + 3 * i, fv);
    turn(R, fv, Rfv);
    for (int a = 0; a < 3; a++) {
      real d = real_abs(fRv[a] - Rfv[a]);
      worst = isnan(worst) || d <= worst ? worst : d; /* NaN stays */
    }
  }
  return worst;
}

void honest_gate(size_t n, const real *x, real *y)
{
  for (size_t i = 0; i < n; i++) {
    const real *v = x + 3 * i;
    real s = smooth_sigmoid(real_hypot(real_hypot(v[0], v[1]), v[2]));
    for (size_t a = 0; a < 3; a++)
      y[3 * i + a] = s * v[a];
  }
}

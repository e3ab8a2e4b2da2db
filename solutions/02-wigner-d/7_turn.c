/* Exercise 2.7 (three stars, 60 minutes, section 2.10): Turn without D
 *
 * Commentary.  For C channels this costs 4 (2l+1)^2 C operations, against
 * 2 (2l+1)^3 + 2 (2l+1)^2 C with D: better as long as C is less than 2l+1.
 * With hundreds of channels and l = 2, form D.  Three quarters of the entries
 * of J are zero (section 2.10 says which); a loop that skips them does a
 * quarter of the work. */
#include "exercises.h"

#include <math.h>

/* x := X(t) x. */
static void turn_rows(int l, double t, size_t channels, double *x)
{
  for (int m = 1; m <= l; m++) {
    double c = cos(m * t), s = sin(m * t);
    double *plus = x + (size_t)(l + m) * channels;
    double *minus = x + (size_t)(l - m) * channels;
    for (size_t k = 0; k < channels; k++) {
      double p = plus[k], q = minus[k];
      plus[k] = c * p - s * q;
      minus[k] = s * p + c * q;
    }
  }
}

/* x := J x, channel by channel. */
static void swap_axes(int l, const double *J, size_t channels, double *x)
{
  size_t n = 2 * (size_t)l + 1;
  double column[2 * WIGNER_LMAX + 1];
  for (size_t k = 0; k < channels; k++) {
    for (size_t i = 0; i < n; i++)
      column[i] = x[i * channels + k];
    for (size_t i = 0; i < n; i++) {
      double sum = 0;
      for (size_t j = 0; j < n; j++)
        sum += J[i * n + j] * column[j];
      x[i * channels + k] = sum;
    }
  }
}

enum wigner_status turn_feature(int l, const double *J, euler_zyz e,
                                int channels, double *x)
{
  if (l < 0 || l > WIGNER_LMAX || channels < 0)
    return WIGNER_BAD_L;
  if (!J || (!x && channels > 0))
    return WIGNER_NULL;
  if (!isfinite(e.alpha) || !isfinite(e.beta) || !isfinite(e.gamma))
    return WIGNER_NOT_FINITE;
  size_t c = (size_t)channels;
  turn_rows(l, e.gamma, c, x);
  swap_axes(l, J, c, x);
  turn_rows(l, e.beta, c, x);
  swap_axes(l, J, c, x);
  turn_rows(l, e.alpha, c, x);
  return WIGNER_OK;
}

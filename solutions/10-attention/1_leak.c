/* Exercise 10.1 (one star, 15 minutes, section 10.13): A leak without a corner
 *
 * Commentary.  Collect the terms: the coefficient of x is left + (1 - left) s
 * with s = sigmoid(x).  So y is the leaky relu with the step between its two
 * slopes smeared out, and the derivative of s is s (1 - s).  The sigmoid is
 * computed from the exponential of a negative number on either side: exp of a
 * large positive number would be infinite, and infinity over infinity is no
 * answer.  */
#include "exercises.h"

static real sigmoid(real x)
{
  if (x >= 0)
    return 1 / (1 + real_exp(-x));
  real e = real_exp(x);
  return e / (1 + e);
}

real gentle_leak(real x, real left, real *slope)
{
  real s = sigmoid(x);
  *slope = left + (1 - left) * (s + x * s * (1 - s));
  return x * (left + (1 - left) * s);
}

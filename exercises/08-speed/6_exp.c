/* Exercise 8.6 (two stars, 45 minutes, section 8.7): Your own exponential
 *
 *   x = k ln 2 + r,   k whole, |r| <= ln(2)/2:   exp(x) = 2^k exp(r)
 *
 * vec_exp is content with what a network needs: its ends are cut off.  Write
 * one, for a single number and without the library's exp, that is right
 * everywhere, also where 2^k is out of range while 2^k exp(r) is not.
 *
 * split_power returns k and gives r; x finite, and so that exp(x) is neither 0
 * nor infinite.  r is within eps/2 of x - k ln 2 for the true ln 2.  It may
 * leave its interval by |x| eps: next to a tie either k is good.
 *
 * split_exp is within 2 eps relative to the true value, or one step of the
 * subnormal numbers, for every x.  Infinity gives infinity, minus infinity 0,
 * NaN gives NaN, 0 gives exactly 1.  Results too large are infinite, results
 * too small are 0, and results between 0 and REAL_MIN are not lost. */
#include "exercises.h"
#include "todo.h"

int split_power(real x, real *r)
{
  (void)x, (void)r;
  TODO("the nearest multiple of ln 2, and a subtraction that loses nothing");
  return 0;
}

real split_exp(real x)
{
  (void)x;
  TODO("a short series, times a power of two");
  return 0;
}

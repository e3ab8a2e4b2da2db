/* Exercise 11.2 (one star, 15 minutes, section 11.4): What a ring adds up to
 *
 * Commentary.  This is the geometric sum of the proof in section 11.4, done by
 * brute force: it is n e^(i m turn) if n divides m, and 0 otherwise.  One could
 * return that at once; summing keeps the program honest, and shows that what
 * cancels does so to rounding only.  The ring of any n answers m = 0 with n,
 * which does not depend on the turn: that is what "looks round" means. */
#include "exercises.h"

#include <math.h>

void ring_sum(size_t n, int m, double turn_rad, double *c, double *s)
{
  const double pi = 3.14159265358979323846;
  *c = *s = 0;
  for (size_t k = 0; k < n; k++) {
    double phi = turn_rad + 2 * pi * (double)k / (double)n;
    *c += cos(m * phi);
    *s += sin(m * phi);
  }
}

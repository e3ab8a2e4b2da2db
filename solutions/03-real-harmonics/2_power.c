/* Exercise 3.2 (one star, 15 minutes, section 3.13): A fingerprint that turns
 *
 * Commentary.  First add, then square.  The sum over pairs in the right-hand
 * formula is what the square of a sum contains; the addition theorem turns it
 * round, and n^2 becomes n.  The sum is an array of (lmax+1)^2 numbers whose
 * block l turns with D^l, so its length does not turn.  Two different shapes
 * can have one fingerprint: it forgets how the blocks lie to each other, which
 * is what chapter 4 repairs. */
#include <stdlib.h>

#include "exercises.h"

bool power_spectrum(int lmax, size_t n, const real *xyz, real *p)
{
  const size_t count = harmonics_count(lmax);
  real *Y = malloc((n + 1) * count * sizeof *Y);
  if (count == 0 || !Y ||
      harmonics(lmax, HARMONICS_NORM, n, xyz, Y) != HARMONICS_OK) {
    free(Y);
    return false;
  }
  for (int l = 0; l <= lmax; l++) {
    double power = 0;
    for (int m = -l; m <= l; m++) {
      double sum = 0;
      for (size_t i = 0; i < n; i++)
        sum += (double)Y[i * count + harmonics_index(l, m)];
      power += sum * sum;
    }
    p[l] = (real)power;
  }
  free(Y);
  return true;
}

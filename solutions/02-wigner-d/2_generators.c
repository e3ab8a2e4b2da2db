/* Exercise 2.2 (two stars, 30 minutes, section 2.8): Every degree
 *
 * Commentary.  One loop over the steps m -> m + 1 is enough.  The step from 0
 * is special twice: its factor is c / sqrt 2 because component 0 has no sine
 * to share the step with, and it occurs once in each matrix instead of twice,
 * for the same reason.  Filling one triangle and mirroring it with a minus
 * sign makes antisymmetry a fact of the code and not of luck. */
#include "exercises.h"

#include <math.h>
#include <string.h>

/* Entry (row, column) and its negative across the diagonal. */
static void put(int l, double *L, int row, int column, double value)
{
  int n = 2 * l + 1;
  L[(row + l) * n + column + l] = value;
  L[(column + l) * n + row + l] = -value;
}

enum wigner_status my_wigner_generators(int l, double *Lx, double *Ly,
                                        double *Lz)
{
  if (l < 0 || l > WIGNER_LMAX)
    return WIGNER_BAD_L;
  if (!Lx || !Ly || !Lz)
    return WIGNER_NULL;
  size_t n = 2 * (size_t)l + 1;
  memset(Lx, 0, n * n * sizeof *Lx);
  memset(Ly, 0, n * n * sizeof *Ly);
  memset(Lz, 0, n * n * sizeof *Lz);
  for (int m = 0; m < l; m++) {
    double c = sqrt((double)(l - m) * (l + m + 1));
    double value = m == 0 ? c / sqrt(2) : c / 2;
    put(l, Ly, m + 1, m, value);
    put(l, Lx, m, -(m + 1), value);
    if (m > 0) {
      put(l, Ly, -(m + 1), -m, value);
      put(l, Lx, m + 1, -m, value);
    }
    put(l, Lz, -(m + 1), m + 1, m + 1);
  }
  return WIGNER_OK;
}

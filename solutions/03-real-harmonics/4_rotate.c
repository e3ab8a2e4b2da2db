/* Exercise 3.4 (two stars, 20 minutes, section 3.2): A signal, moved
 *
 * Commentary.  The inverse in f(R^-1 r) and the transpose from moving D to the
 * other side of the dot product cancel: b = D(R) a, with R as it came.  Whoever
 * passes the inverse to wigner_d, or multiplies by the columns, has moved the
 * signal back.  All laws that treat R and R^-1 alike, such as the length of b,
 * hold for that too; only a look at one value tells.
 *
 * The output is written when nothing can fail any more: hence the copy. */
#include <stdlib.h>
#include <string.h>

#include "exercises.h"
#include "wigner.h"

static void multiply(int l, const double *D, const real *a, real *b)
{
  const int n = 2 * l + 1;
  for (int i = 0; i < n; i++) {
    double sum = 0;
    for (int j = 0; j < n; j++)
      sum += D[i * n + j] * (double)a[j];
    b[i] = (real)sum;
  }
}

bool rotate_signal(int lmax, rot3 R, const real *a, real *b)
{
  const size_t count = harmonics_count(lmax);
  const size_t widest = count ? (size_t)(2 * lmax + 1) : 0;
  double *D = malloc((widest * widest + 1) * sizeof *D);
  real *moved = malloc((count + 1) * sizeof *moved);
  bool good = count > 0 && D && moved;
  for (int l = 0; good && l <= lmax; l++) {
    good = wigner_d(l, R, D) == WIGNER_OK;
    if (good)
      multiply(l, D, a + l * l, moved + l * l);
  }
  if (good)
    memcpy(b, moved, count * sizeof *moved);
  free(D);
  free(moved);
  return good;
}

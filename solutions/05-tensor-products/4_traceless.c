/* Exercise 5.4 (two stars, 30 minutes, section 5.4): The third part
 *
 * Commentary. Write each q[m] as a sum of E[i][j] a[i] b[j] with a symmetric
 * matrix E. The five E are orthonormal as lists of nine numbers, and
 * orthogonal to the identity (trace 0). Unit norm fixes the factors: an off-
 * diagonal pair needs 1/sqrt 2, diag(1, -1, 0) needs 1/sqrt 2, and diag(2,
 * -1, -1) needs 1/sqrt 6. The way back needs no new numbers: since the E are
 * orthonormal, S is the sum of q[m] E_m, each entry taken with the
 * coefficient that made it. */
#include "exercises.h"

#include <math.h>

/* Components in the order (y, z, x). */
enum { Y, Z, X };

void symmetric_traceless(const double *a, const double *b, double *q)
{
  const double r = 1 / sqrt(2), s = 1 / sqrt(6);
  q[0] = r * (a[X] * b[Y] + a[Y] * b[X]);
  q[1] = r * (a[Y] * b[Z] + a[Z] * b[Y]);
  q[2] = s * (2 * a[Z] * b[Z] - a[X] * b[X] - a[Y] * b[Y]);
  q[3] = r * (a[Z] * b[X] + a[X] * b[Z]);
  q[4] = r * (a[X] * b[X] - a[Y] * b[Y]);
}

void traceless_matrix(const double *q, double *S)
{
  const double r = 1 / sqrt(2), s = 1 / sqrt(6);
  S[3 * X + Y] = S[3 * Y + X] = r * q[0];
  S[3 * Y + Z] = S[3 * Z + Y] = r * q[1];
  S[3 * Z + X] = S[3 * X + Z] = r * q[3];
  S[3 * Z + Z] = 2 * s * q[2];
  S[3 * X + X] = r * q[4] - s * q[2];
  S[3 * Y + Y] = -r * q[4] - s * q[2];
}

/* Exercise 4.3 (two stars, 40 minutes, section 4.5): Down the ladder
 *
 * Commentary.  All roots are written with doubled arguments: with J = 2j and
 * M = 2m, (j + m)(j - m + 1) = (J + M)(J - M + 2) / 4.  In the top state the
 * signs alternate and nothing cancels, so it is found without loss.  On the
 * way down terms of different sign do meet, and the error grows with j: try
 * j = 50 and compare with cg_su2. */
#include "exercises.h"

#include <math.h>
#include <stdlib.h>

/* J- |j m> = down(j, m) |j m-1>, doubled arguments; 0 at the bottom. */
static double down(int J, int M)
{
  return sqrt((double)(J + M) * (J - M + 2)) / 2;
}

static enum cg_status check(int J1, int J2, int J3, int M3)
{
  if (J1 < 0 || J2 < 0 || J3 < 0 || J1 > 40 || J2 > 40 || J3 > 40)
    return CG_BAD_L;
  if (abs(M3) > J3 || (J3 + M3) % 2 != 0)
    return CG_BAD_M;
  if (J3 > J1 + J2 || J3 < abs(J1 - J2) || (J1 + J2 + J3) % 2 != 0)
    return CG_FORBIDDEN;
  return CG_OK;
}

/* |j3 j3>, for m1 = j1 downwards, then scaled to length one. */
static void top(int J1, int J2, int J3, double *c)
{
  double sum = 0;
  for (int i = J1; i >= 0; i--) {
    int M1 = -J1 + 2 * i, M2 = J3 - M1;
    if (i == J1)
      c[i] = 1;
    else if (M2 > J2)
      c[i] = 0;
    else
      c[i] = -c[i + 1] * down(J2, M2) / down(J1, M1 + 2);
    sum += c[i] * c[i];
  }
  for (int i = 0; i <= J1; i++)
    c[i] /= sqrt(sum);
}

enum cg_status ladder_column(int two_j1, int two_j2, int two_j3, int two_m3,
                             double *c OUT(two_j1 + 1))
{
  enum cg_status status = check(two_j1, two_j2, two_j3, two_m3);
  if (status != CG_OK)
    return status;
  top(two_j1, two_j2, two_j3, c);
  for (int M3 = two_j3; M3 > two_m3; M3 -= 2)
    for (int i = 0; i <= two_j1; i++) { /* c[i + 1] is still the old one */
      int M1 = -two_j1 + 2 * i, M2 = M3 - M1;
      double next = i < two_j1 ? down(two_j1, M1 + 2) * c[i + 1] : 0;
      if (abs(M2) <= two_j2)
        next += down(two_j2, M2) * c[i];
      c[i] = abs(M2 - 2) <= two_j2 ? next / down(two_j3, M3) : 0;
    }
  return CG_OK;
}

/* Exercise 9.6 (two stars, 40 minutes, section 9.7): What forgets the roll
 *
 * Commentary.  D^T A D mixes the four entries A[+-m][+-n] by sines and cosines
 * of (m - n) and (m + n) times the angle.  Their average over a full turn is 0
 * unless m = n, and then two combinations stay what they are: the half sum of
 * the diagonal, which is a_m, and the half difference of the others, b_m.  What
 * is left are the blocks of this chapter and nothing else: whoever wants no
 * roll to matter has no other choice. */
#include "exercises.h"

#include <math.h>

/* D^l of a turn about z. */
static void roll(int l, double angle_rad, double *D)
{
  int n = 2 * l + 1;
  for (int k = 0; k < n * n; k++)
    D[k] = 0;
  for (int m = -l; m <= l; m++) {
    D[(l + m) * n + l + m] = cos(m * angle_rad);
    if (m)
      D[(l - m) * n + l + m] = sin(m * angle_rad);
  }
}

double roll_violation(int l, double angle_rad, const double *A)
{
  double D[13 * 13], worst = 0;
  int n = 2 * l + 1;
  roll(l, angle_rad, D);
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++) {
      double sum = 0;
      for (int k = 0; k < n; k++)
        sum += A[i * n + k] * D[k * n + j] - D[i * n + k] * A[k * n + j];
      worst = isnan(worst) || fabs(sum) <= worst ? worst : fabs(sum);
    }
  return worst;
}

void roll_average(int l, const double *A, double *B)
{
  int n = 2 * l + 1;
  for (int k = 0; k < n * n; k++)
    B[k] = 0;
  for (int m = 0; m <= l; m++) {
    int plus = l + m, minus = l - m;
    double a = (A[plus * n + plus] + A[minus * n + minus]) / 2;
    double b = (A[minus * n + plus] - A[plus * n + minus]) / 2;
    B[plus * n + plus] = B[minus * n + minus] = a;
    if (m) {
      B[minus * n + plus] = b;
      B[plus * n + minus] = -b;
    }
  }
}

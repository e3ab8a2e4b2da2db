/* Exercise 5.7 (two stars, 40 minutes, section 5.11): Sort and unsort
 *
 * Commentary. Put the tensors of all l3 beside each other: a square matrix Q
 * with a row for each (m1, m2) and a column for each (l3, m3). Its columns
 * are orthonormal, for one l3 by the normalisation of C and between
 * different l3 by Schur's lemma; a square matrix with orthonormal columns
 * has orthonormal rows too. So the way back is the transpose, and the same
 * tensor serves for both. The start of each l3 in z is the sum of the 2k+1
 * before it. */
#include "exercises.h"

#include "clebsch_gordan.h"

#include <stdlib.h>

enum { MOST = 13 * 13 * 25 };

void sort_product(int l1, int l2, const double *x, const double *y, double *z)
{
  double C[MOST];
  int n1 = 2 * l1 + 1, n2 = 2 * l2 + 1;
  for (int l3 = abs(l1 - l2); l3 <= l1 + l2; l3++) {
    int n3 = 2 * l3 + 1;
    cg_real(l1, l2, l3, C);
    for (int m3 = 0; m3 < n3; m3++, z++) {
      *z = 0;
      for (int m1 = 0; m1 < n1; m1++)
        for (int m2 = 0; m2 < n2; m2++)
          *z += C[(m1 * n2 + m2) * n3 + m3] * x[m1] * y[m2];
    }
  }
}

void unsort_product(int l1, int l2, const double *z, double *xy)
{
  double C[MOST];
  int n1 = 2 * l1 + 1, n2 = 2 * l2 + 1;
  for (int i = 0; i < n1 * n2; i++)
    xy[i] = 0;
  for (int l3 = abs(l1 - l2); l3 <= l1 + l2; l3++) {
    int n3 = 2 * l3 + 1;
    cg_real(l1, l2, l3, C);
    for (int i = 0; i < n1 * n2; i++)
      for (int m3 = 0; m3 < n3; m3++)
        xy[i] += C[i * n3 + m3] * z[m3];
    z += n3;
  }
}

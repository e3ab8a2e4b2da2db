/* Exercise 4.8 (three stars, 60 minutes, section 4.13): The 6j symbol
 *
 * Commentary.  Two pairs of tensors are contracted over one index each, and
 * the two results against each other:
 *
 *   A[m1 m2 m4 m5] = sum over m3 of W(l1 l2 l3) W(l4 l5 l3)
 *   B[m1 m5 m4 m2] = sum over m6 of W(l1 l5 l6) W(l4 l2 l6)
 *
 * Neither is stored: for every term of the first tensor, with its m1, m2, m3,
 * and every term of the second with the same m3, the sum over m6 is a short
 * scalar product of rows of two dense arrays.  This is (6 l^2)^2 / (2l+1)
 * pairs times 2l+1: of the order l^4 instead of l^6. */
#include "exercises.h"

#include <math.h>
#include <stdlib.h>

struct tensor {
  int n2, n3; /* sizes of the second and third index */
  double *C;  /* null when the triple is forbidden */
};

static struct tensor tensor(int l1, int l2, int l3)
{
  struct tensor T = {2 * l2 + 1, 2 * l3 + 1, NULL};
  if (!cg_allowed(l1, l2, l3))
    return T;
  size_t n = (2 * (size_t)l1 + 1) * (size_t)T.n2 * (size_t)T.n3;
  T.C = malloc(n * sizeof *T.C);
  if (T.C && cg_real(l1, l2, l3, T.C) != CG_OK) {
    free(T.C);
    T.C = NULL;
  }
  return T;
}

static const double *row(struct tensor T, int i1, int i2)
{
  return T.C + ((size_t)i1 * (size_t)T.n2 + (size_t)i2) * (size_t)T.n3;
}

static double dot(int n, const double *x, const double *y)
{
  double sum = 0;
  for (int i = 0; i < n; i++)
    sum += x[i] * y[i];
  return sum;
}

static double contract(int n1, int n4, struct tensor A, struct tensor B,
                       struct tensor C, struct tensor D)
{
  double sum = 0;
  for (int i1 = 0; i1 < n1; i1++)
    for (int i2 = 0; i2 < A.n2; i2++)
      for (int i3 = 0; i3 < A.n3; i3++) {
        double a = row(A, i1, i2)[i3];
        if (a == 0)
          continue;
        for (int i4 = 0; i4 < n4; i4++)
          for (int i5 = 0; i5 < D.n2; i5++) {
            double d = row(D, i4, i5)[i3];
            if (d != 0)
              sum += a * d * dot(B.n3, row(B, i1, i5), row(C, i4, i2));
          }
      }
  return sum / (A.n3 * B.n3); /* two roots of each */
}

double six_j(int l1, int l2, int l3, int l4, int l5, int l6)
{
  struct tensor A = tensor(l1, l2, l3), B = tensor(l1, l5, l6);
  struct tensor C = tensor(l4, l2, l6), D = tensor(l4, l5, l3);
  double value = 0;
  if (A.C && B.C && C.C && D.C)
    value = contract(2 * l1 + 1, 2 * l4 + 1, A, B, C, D);
  free(A.C);
  free(B.C);
  free(C.C);
  free(D.C);
  return value;
}

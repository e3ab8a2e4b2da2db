/* Exercise 5.7 (two stars, 40 minutes, section 5.11): Sort and unsort
 *
 * All (2 l1 + 1) (2 l2 + 1) products of two features of one channel can be
 * sorted into irreps, and nothing is lost:
 *
 *   z[l3, m3] = sum over m1, m2 of C[m1][m2][m3] x[m1] y[m2]
 *
 * for l3 = |l1 - l2|..l1 + l2, one after the other, and back:
 *
 *   x[m1] y[m2] = sum over l3, m3 of C[m1][m2][m3] z[l3, m3].
 *
 * l1, l2   degrees, 0..6
 * x, y     (2 l1 + 1), (2 l2 + 1)
 * z        (2 l1 + 1)(2 l2 + 1): out of the first function, into the second
 * xy       out, (2 l1 + 1, 2 l2 + 1) row-major */
#include "exercises.h"
#include "todo.h"

void sort_product(int l1, int l2, const double *x, const double *y, double *z)
{
  (void)l1;
  (void)l2;
  (void)x;
  (void)y;
  (void)z;
  TODO("for each l3 get C from cg_real and contract");
}

void unsort_product(int l1, int l2, const double *z, double *xy)
{
  (void)l1;
  (void)l2;
  (void)z;
  (void)xy;
  TODO("the same tensors, the other way");
}

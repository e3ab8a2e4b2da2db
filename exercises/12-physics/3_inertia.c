/* Exercise 12.3 (two stars, 30 minutes, section 12.4): Six numbers of a top
 *
 * The tensor of inertia  I = sum of m (r^2 1 - r r^T)  is a symmetric matrix.
 * Write it as irreps: the number that belongs to 1/sqrt 3, and the five that
 * belong to
 *
 *   (xy + yx)/sqrt 2,  (yz + zy)/sqrt 2,  (2 zz - xx - yy)/sqrt 6,
 *   (xz + zx)/sqrt 2,  (xx - yy)/sqrt 2
 *
 * where xy is the matrix with a one in row x, column y.  These six matrices are
 * orthonormal: the sum of the products of all nine entries.
 *
 * n       points;  mass (n);  r (n, 3)
 * scalar  out, the first number;  five  out (5), the others  */
#include "exercises.h"
#include "todo.h"

void inertia_parts(size_t n, const double *mass, const double *r,
                   double *scalar, double *five)
{
  (void)n, (void)mass, (void)r;
  *scalar = 0;
  for (int k = 0; k < 5; k++)
    five[k] = 0;
  TODO("the tensor, then its product with each of the six matrices");
}

/* Exercise 5.4 (two stars, 30 minutes, section 5.4): The third part
 *
 * Two vectors have nine products.  The dot product takes one, the cross product
 * three; five are left: the symmetric matrix without its trace,
 *
 *   S = (a b^T + b a^T) / 2 - (a . b) / 3 times the identity
 *
 * Write it twice.  As the path 1o x 1o -> 2e: five numbers q[m], m = -2..2,
 * which turn by D^2,
 *
 *   (x, y), (y, z), z z, (z, x), x x - y y        (find the factors)
 *
 * each a sum of products whose squared coefficients add to 1.  And back from q
 * to S, as a matrix with rows and columns in the order (y, z, x).
 *
 * a, b   (3) components y, z, x
 * q      (5): out of the first function, into the second
 * S      out, (3, 3) row-major */
#include "exercises.h"
#include "todo.h"

void symmetric_traceless(const double *a, const double *b, double *q)
{
  (void)a;
  (void)b;
  (void)q;
  TODO("five sums of products, each of unit norm");
}

void traceless_matrix(const double *q, double *S)
{
  (void)q;
  (void)S;
  TODO("the same coefficients, the other way");
}

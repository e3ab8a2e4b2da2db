/* Exercise 11.5 (two stars, 20 minutes, section 11.7): A vector times itself
 *
 * All products of two factors that one vector has: a scalar and a feature of
 * degree 2, normalised as in chapter 4,
 *
 *   s = |v|^2 / sqrt(3)
 *   q = (sqrt2 x y, sqrt2 y z, (2 z z - x x - y y)/sqrt6, sqrt2 x z,
 *        (x x - y y)/sqrt2)
 *
 * v  (3), a feature of degree 1: its order is (y, z, x)
 * s  out (1);   q  out (5), m = -2..2
 * There is no degree 1: the cross product of v with itself is 0.  */
#include "exercises.h"
#include "todo.h"

void vector_square(const real *v, real *s, real *q)
{
  (void)v, (void)s, (void)q;
  TODO("both products");
}

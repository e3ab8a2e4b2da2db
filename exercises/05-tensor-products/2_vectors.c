/* Exercise 5.2 (one star, 15 minutes, section 5.4): Dot and cross as paths
 *
 * Write the two best known paths without a tensor: for two vectors whose
 * components are in the order (y, z, x),
 *
 *   dot   = (a . b) / sqrt 3        the path 1o x 1o -> 0e
 *   cross = (a x b) / sqrt 2        the path 1o x 1o -> 1e, order (y, z, x) too
 *
 * a, b   (3) components y, z, x
 * dot    out, (1);   cross  out, (3) */
#include "exercises.h"
#include "todo.h"

void dot_and_cross(const double *a, const double *b, double *dot, double *cross)
{
  (void)a;
  (void)b;
  (void)dot;
  (void)cross;
  TODO("three products, six products, two roots");
}

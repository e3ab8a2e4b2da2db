/* Exercise 2.1 (one star, 20 minutes, section 2.8): Degree two by hand
 *
 * Write down the three generators of degree 2.  No loop, no formula: take the
 * five functions
 *
 *   (xy, yz, (3 z^2 - 1) / (2 sqrt 3), xz, (x^2 - y^2) / 2)
 *
 * and ask of each what a small turn by t does to it.  About z, for instance,
 * x becomes x - t y and y becomes y + t x, so xy becomes
 * xy + t (x^2 - y^2) = xy + 2 t (x^2 - y^2) / 2: the first row of L_z has a 2
 * in its last column.
 *
 * Lx, Ly, Lz   out, (5, 5) row-major; Y changes by t L Y */
#include "exercises.h"
#include "todo.h"

void generators_degree_two(double *Lx, double *Ly, double *Lz)
{
  (void)Lx;
  (void)Ly;
  (void)Lz;
  TODO("fill the three matrices");
}

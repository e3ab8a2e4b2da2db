/* Exercise 6.4 (two stars, 30 minutes, section 6.13): A gate that fools a cube
 *
 * Somebody saves the square root and gates a vector by
 *
 *   f(v) = v sigmoid(|x| + |y| + |z|),     v = (x, y, z).
 *
 * His test turns the input by all 24 rotations of the cube and finds nothing.
 * Write the test that he should have written, find out why his saw nothing,
 * and write a gate that agrees with his on the three axes and is right
 * everywhere.
 *
 * gate_violation  the largest |f(R v) - R f(v)|, over all components and all n
 *                 vectors; 0 for n = 0, NaN when one of them is NaN
 * R               a rotation
 * x               (n, 3), components in the order x, y, z
 * honest_gate     y (n, 3) := the mended gate of x (n, 3)  */
#include "exercises.h"
#include "todo.h"

real gate_violation(rot3 R, size_t n, const real *x)
{
  (void)R, (void)n, (void)x;
  TODO("the largest difference between f(R v) and R f(v)");
  return 0;
}

void honest_gate(size_t n, const real *x, real *y)
{
  (void)n, (void)x, (void)y;
  TODO("v times sigmoid of something that no rotation changes");
}

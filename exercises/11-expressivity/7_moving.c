/* Exercise 11.7 (three stars, 45 minutes, section 11.9): Points that move
 *
 * One step of an E(n) network without scalars: every point moves along the
 * vectors to the others, by a function of their distance,
 *
 *   y_i = x_i + rate sum over j != i of (x_i - x_j) exp(-|x_i - x_j|^2)
 *
 * and the way back: given dy = dL/dy, *add* dL/dx to dx.
 *
 * n  points, 0 allowed;   x, y, dy, dx (n, 3);   rate  any number  */
#include "exercises.h"
#include "todo.h"

void move_points(size_t n, real rate, const real *x, real *y)
{
  (void)n, (void)rate, (void)x, (void)y;
  TODO("the moved points");
}

void move_points_backward(size_t n, real rate, const real *x, const real *dy,
                          real *dx)
{
  (void)n, (void)rate, (void)x, (void)dy, (void)dx;
  TODO("the gradient by the points");
}

/* Exercise 9.7 (three stars, 60 minutes, section 9.9): A force from a torque
 *
 * A message y = A(v) x turns with its edge: A(R v) = D(R) A(v) D(R)^T.  Let
 * g = dL/dy be the gradient of a loss, and h = A^T g its share of dL/dx.  Then
 * the part of dL/dv that is perpendicular to v is known without a derivative of
 * A:
 *
 *   torque_a = g . L_a y - h . L_a x,   dL/dv = torque x v / |v|^2
 *
 * with the generators L_a of degree l3 and l1 (chapter 2's wigner_generators:
 * rows first).
 *
 * v      not zero, |v|^2 neither too large nor too small for a number
 * x, h   (2 l1 + 1);  y, g  (2 l3 + 1), all in space, l1 and l3 at most 6
 * dv     out (3): x, y, z  */
#include "exercises.h"
#include "todo.h"

void edge_gradient(vec3 v, int l1, int l3, const double *x, const double *h,
                   const double *y, const double *g, double *dv)
{
  (void)v, (void)l1, (void)l3, (void)x, (void)h, (void)y, (void)g, (void)dv;
  TODO("three torques, then a cross product");
}

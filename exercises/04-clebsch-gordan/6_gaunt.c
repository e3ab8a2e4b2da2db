/* Exercise 4.6 (two stars, 25 minutes, section 4.12): The Gaunt integral
 *
 *   G = integral over the sphere of Y_l1,m1 Y_l2,m2 Y_l3,m3
 *     = sqrt((2 l1 + 1)(2 l2 + 1) / (4 pi (2 l3 + 1))) C[0][0][0] C[m1][m2][m3]
 *
 * with our real harmonics and our real tensor of (l1, l2, l3).  It tells which
 * harmonics a product of two harmonics contains.  Use cg_sparse or cg_real.
 * Where the integral is zero, return exactly 0.
 *
 * l, m   any integers; 0..30 where the integral is not zero
 * Returns the integral; 0 when there is no such harmonic (l < 0, |m| > l) or
 * the triple is forbidden. */
#include "exercises.h"
#include "todo.h"

double gaunt(int l1, int m1, int l2, int m2, int l3, int m3)
{
  (void)l1;
  (void)m1;
  (void)l2;
  (void)m2;
  (void)l3;
  (void)m3;
  TODO("one factor, two entries of the tensor");
  return 0;
}

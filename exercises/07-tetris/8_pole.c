/* Exercise 7.8 (three stars, 90 minutes, section 7.14): What is left at the
 * pole
 *
 * Turn an edge to the pole: its harmonics are zero but for m = 0.  Then the
 * path (l1, l2, l3) is a matrix that takes x (2 l1 + 1) to y (2 l3 + 1),
 *
 *   y_m3 = sum_m1 C[m1][m2 = 0][m3] Y_{l2,0}(z) x_m1,
 *
 * and it commutes with turns about z.  So it only mixes m and -m, and on each
 * such pair it is a turn and a stretch: for m = 0..min(l1, l3)
 *
 *   y_m  = a_m x_m  - b_m x_-m
 *   y_-m = b_m x_m  + a_m x_-m        (m = 0: y_0 = a_0 x_0, and b_0 = 0)
 *
 * Find a and b.  Look at your numbers: when l1 + l2 + l3 is even, one of the
 * two vanishes; when it is odd, the other.  Do you see why?
 *
 * l1, l2, l3  0..30 each, allowed by the triangle rule
 * a, b        out, (min(l1, l3) + 1) each
 * Returns true; false, and nothing written, when a degree is out of range, the
 * triangle rule is broken or a pointer is null. */
#include "exercises.h"
#include "todo.h"

bool pole_filter(int l1, int l2, int l3, double *a, double *b)
{
  (void)l1;
  (void)l2;
  (void)l3;
  (void)a;
  (void)b;
  TODO("read a_m and b_m from C[m1][0][m3] and the harmonic at the pole");
  return false;
}

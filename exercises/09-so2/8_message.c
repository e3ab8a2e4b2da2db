/* Exercise 9.8 (three stars, 60 minutes, section 9.11): One message, whole
 *
 * Write the convolution of this chapter for one edge and one channel:
 *
 *   x' = D(Q) x,   y'_l3 = sum over l1 of the blocks of (l1, l3) times x'_l1,
 *   y = D(Q)^T y',
 *
 * and of the blocks only those with m <= mmax.  Q is any rotation with
 * Q v = |v| z: so2_frame finds one, and chapter 2's wigner_d makes D of it.
 *
 * v       not zero
 * blocks  of all pairs, l3 slow, l1 fast, both 0..lmax; of each pair a_0, a_1,
 *         b_1, ... up to min(l1, l3), also where mmax is less; lmax <= 6
 * x       ((lmax + 1)^2), degree after degree;  y  out, the same  */
#include "exercises.h"
#include "todo.h"

void frame_message(vec3 v, int lmax, int mmax, const double *blocks,
                   const double *x, double *y)
{
  (void)v, (void)lmax, (void)mmax, (void)blocks, (void)x, (void)y;
  TODO("turn, blocks, turn back");
}

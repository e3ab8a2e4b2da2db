/* Exercise 11.8 (three stars, 45 minutes, section 11.10): A hand in one layer
 *
 * Three sums over the neighbours of an atom, with weights that differ,
 *
 *   A = sum over j of r_j,   B = sum of |r_j|^2 r_j,   C = sum of |r_j|^4 r_j
 *
 * make a pseudoscalar, h = A . (B x C): a function of three neighbours at once,
 * for the price of three single sums.  Return h, and write its gradient by
 * every neighbour.
 *
 * n  neighbours, 0 allowed (h = 0);   neighbour (n)
 * gradient  out (n): dh/dr_j  */
#include "exercises.h"
#include "todo.h"

double three_body_hand(size_t n, const vec3 *neighbour, vec3 *gradient)
{
  (void)n, (void)neighbour, (void)gradient;
  TODO("the hand and its gradient");
  return 0;
}

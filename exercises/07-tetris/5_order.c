/* Exercise 7.5 (two stars, 30 minutes, section 7.14): A number for a crystal
 *
 * Is a cloud of neighbours arranged like a cube's faces, like an icosahedron,
 * or like nothing?  Average the harmonics over the neighbours, and take the
 * length of the average, which no rotation changes:
 *
 *   Q_l = sqrt( 4 pi / (2l+1)  sum_m ( (1/n) sum_i Y_lm(r_i) )^2 )
 *
 * with the orthonormal harmonics of chapter 3.  This is the order parameter of
 * Steinhardt, Nelson and Ronchetti (1983).  It is 1 when all neighbours stand
 * in one direction, and small when they are uniformly distributed.  Which
 * degree tells a cube's faces from an icosahedron, and which does not?
 *
 * l  0..HARMONICS_LMAX;  n  neighbours;  r  (n) vectors to them, none zero
 * Returns Q_l, 0..1; -1 when l is out of range, r is null, n is 0, or the
 * harmonics cannot be computed. */
#include "exercises.h"
#include "todo.h"

double order_parameter(int l, size_t n, const vec3 *r)
{
  (void)l;
  (void)n;
  (void)r;
  TODO("average the harmonics of degree l, and measure the average");
  return -2;
}

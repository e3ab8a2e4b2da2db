/* Exercise 4.1 (one star, 10 minutes, section 4.4): Count the paths
 *
 * A network that keeps degrees up to lmax may multiply a feature of degree l1
 * by a harmonic of degree l2 into a feature of degree l3 for every triple with
 *
 *   |l1 - l2| <= l3 <= l1 + l2,   l1, l2, l3 <= lmax
 *
 * How many such paths are there, and how many of them are odd, that is, have
 * an odd l1 + l2 + l3 as the cross product does?
 *
 * lmax  the largest degree, 0..100
 * odd   out: how many of the paths are odd
 * Returns the number of paths; 0, with *odd = 0, for a negative lmax. */
#include "exercises.h"
#include "todo.h"

int count_paths(int lmax, int *odd OUT(1))
{
  (void)lmax;
  TODO("three loops and the triangle rule");
  *odd = -1;
  return -1;
}

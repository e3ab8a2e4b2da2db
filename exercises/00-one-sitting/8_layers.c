/* Exercise 0.8 (three stars, 45 minutes, section 0.5): A small network
 *
 * Four points, x y z each.  A network with one channel, no gate, and one path
 * in each of its layers; in layer l a neighbour at distance r is heard with
 * exp(-loud[l] r).  n is the arrow of length one from j to i:
 *
 *   v_i = sum_j exp(-loud[0] r) n
 *   u_i = sum_j exp(-loud[1] r) n x v_j
 *   z   = sum_i sum_j exp(-loud[2] r) n . u_j      (j is never i)
 *
 * Return z.  It is a number, and a mirror reverses it.  */
#include "exercises.h"
#include "todo.h"

double three_layers(const double *points, const double *loud)
{
  (void)points, (void)loud;
  TODO("three sums over pairs of points");
  return 0;
}

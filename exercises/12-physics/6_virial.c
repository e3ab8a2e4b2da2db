/* Exercise 12.6 (two stars, 30 minutes, section 12.9): What a strain costs
 *
 * The energy of a crystal is a sum of U(|v|) over edges with vectors v.  A
 * strain e, a matrix of nine numbers, takes every v to (1 + e) v.  Find the
 * gradient of the energy by e at e = 0,
 *
 *   W_ab = dE/de_ab,  row after row.
 *
 * vector  (edges, 3), none of length 0;  slope  (edges): U' at their lengths
 * W       out (9)  */
#include "exercises.h"
#include "todo.h"

void pair_virial(size_t edges, const double *vector, const double *slope,
                 double *W)
{
  (void)edges, (void)vector, (void)slope;
  for (int k = 0; k < 9; k++)
    W[k] = 0;
  TODO("by the chain rule: the force along an edge times its vector");
}

/* Exercise 11.4 (two stars, 25 minutes, section 11.6): Two neighbours at once
 *
 * The simplest invariants that see two neighbours of an atom at the origin:
 *
 *   p_l = sum over j, k of exp(-|r_j|^2 - |r_k|^2) P_l(cos angle(r_j, r_k))
 *
 * over all pairs, j = k included.  P_l are the Legendre polynomials, P_0 = 1,
 * P_1(t) = t, (k+1) P_k+1 = (2k+1) t P_k - k P_k-1.
 *
 * l  0..20;   n  neighbours, 0 allowed;   neighbour (n), none at the origin  */
#include "exercises.h"
#include "todo.h"

double pair_invariant(int l, size_t n, const vec3 *neighbour)
{
  (void)l, (void)n, (void)neighbour;
  TODO("the sum over pairs");
  return 0;
}

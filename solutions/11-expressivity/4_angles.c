/* Exercise 11.4 (two stars, 25 minutes, section 11.6): Two neighbours at once
 *
 * Commentary.  By the addition theorem of chapter 3, P_l of the angle is a sum
 * over m of products of harmonics, so the double sum is 4 pi/(2l+1) times
 * sum over m of A_lm^2 with A_lm = sum over j of exp(-|r_j|^2) Y_lm(r_j): a
 * single sum for each m, and the reason why nobody computes it as we do here.
 * The pairs j = k are part of it; they only count distances. */
#include "exercises.h"

#include <math.h>

static double legendre(int l, double t)
{
  double before = 1, now = t;
  if (l == 0)
    return 1;
  for (int k = 1; k < l; k++) {
    double next = ((2 * k + 1) * t * now - k * before) / (k + 1);
    before = now;
    now = next;
  }
  return now;
}

double pair_invariant(int l, size_t n, const vec3 *neighbour)
{
  double sum = 0;
  for (size_t j = 0; j < n; j++)
    for (size_t k = 0; k < n; k++) {
      vec3 a = neighbour[j], b = neighbour[k];
      double aa = vec3_dot(a, a), bb = vec3_dot(b, b);
      double t = vec3_dot(a, b) / sqrt(aa * bb);
      sum += exp(-aa - bb) * legendre(l, t);
    }
  return sum;
}

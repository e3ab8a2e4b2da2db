/* Exercise 11.8 (three stars, 45 minutes, section 11.10): A hand in one layer
 *
 * Commentary.  The determinant is linear in each of the three sums, so its
 * gradient by A is B x C, by B it is C x A, by C it is A x B.  With those three
 * vectors in hand, each neighbour asks how far it moves each sum: r |r|^(2p)
 * moves by |r|^(2p) t + 2p |r|^(2p-2) r (r.t) in the direction t.  Two weights
 * would not do: with C a multiple of B the determinant is zero, as a channel
 * times itself three times is in a symmetric contraction. */
#include "exercises.h"

/* The gradient of |r|^(2p) (r . u) by r, for a vector u that is fixed. */
static vec3 moved(vec3 r, vec3 u, double power, double slope)
{
  return vec3_add(vec3_scale(power, u), vec3_scale(slope * vec3_dot(r, u), r));
}

double three_body_hand(size_t n, const vec3 *neighbour, vec3 *gradient)
{
  vec3 A = {0, 0, 0}, B = {0, 0, 0}, C = {0, 0, 0};
  for (size_t j = 0; j < n; j++) {
    double rr = vec3_dot(neighbour[j], neighbour[j]);
    A = vec3_add(A, neighbour[j]);
    B = vec3_add(B, vec3_scale(rr, neighbour[j]));
    C = vec3_add(C, vec3_scale(rr * rr, neighbour[j]));
  }
  vec3 a = vec3_cross(B, C), b = vec3_cross(C, A), c = vec3_cross(A, B);
  for (size_t j = 0; j < n; j++) {
    vec3 r = neighbour[j];
    double rr = vec3_dot(r, r);
    gradient[j] =
        vec3_add(a, vec3_add(moved(r, b, rr, 2), moved(r, c, rr * rr, 4 * rr)));
  }
  return vec3_dot(A, a);
}

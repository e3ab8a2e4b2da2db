/* Exercise 1.8 (three stars, 90 minutes, section 1.13): The mean of rotations
 *
 * Many cameras have measured the attitude of one satellite, each with a small
 * error.  What is the mean?  Adding matrices and dividing gives no rotation.
 * The mean is the rotation M with the least
 *
 *   d(M, R_1)^2 + ... + d(M, R_n)^2,   d the angle between two rotations.
 *
 * At the least, the logarithms of M^-1 R_i add up to zero.  (Why?)
 *
 * n   how many; for n <= 0 the identity is returned
 * R   (n) rotations, not farther than 1 rad from each other
 * Returns M, right to a few eps.  It must not depend on the point of view: when
 * every R_i is turned by the same S, from the left or the right, so is M. */
#include "exercises.h"
#include "todo.h"

rot3 mean_rotation(int n, const rot3 *R)
{
  (void)n;
  (void)R;
  TODO("the rotation with the least sum of squared distances");
  return so3_hat((vec3){0, 0, 0});
}

/* Exercise 2.3 (two stars, 25 minutes, section 2.9): D from axis and angle
 *
 * Commentary.  D does not know whether it was 10 or 370 degrees: for whole l a
 * full turn is 1.  The generators of half-whole j would know.
 *
 * For a fixed axis and many angles there is a better way: find a rotation S
 * that takes z to the axis; then D = D(S) X(t) D(S)^T, and only X depends on
 * the angle. */
#include "exercises.h"

#include <math.h>
#include <stdlib.h>

static enum wigner_status exponentiate(int l, vec3 w, double *M, double *D)
{
  size_t n = 2 * (size_t)l + 1, size = n * n;
  double *x = M, *y = M + size, *z = M + 2 * size;
  wigner_generators(l, x, y, z);
  for (size_t i = 0; i < size; i++)
    x[i] = w.x * x[i] + w.y * y[i] + w.z * z[i];
  return representation_exp(n, x, D) == REPRESENTATION_OK ? WIGNER_OK
                                                          : WIGNER_NO_MEMORY;
}

enum wigner_status d_axis_angle(int l, vec3 axis, double angle_rad, double *D)
{
  if (l < 0 || l > WIGNER_LMAX)
    return WIGNER_BAD_L;
  if (!D)
    return WIGNER_NULL;
  double length = vec3_norm(axis);
  if (!isfinite(length) || !isfinite(angle_rad))
    return WIGNER_NOT_FINITE;
  if (length == 0)
    return WIGNER_NOT_A_ROTATION;
  size_t n = 2 * (size_t)l + 1;
  double *M = malloc(3 * n * n * sizeof *M);
  if (!M)
    return WIGNER_NO_MEMORY;
  vec3 unit = vec3_scale(1 / length, axis);
  enum wigner_status status =
      exponentiate(l, vec3_scale(angle_rad, unit), M, D);
  free(M);
  return status;
}

/* Exercise 7.6 (two stars, 45 minutes, section 7.14): What l does the square
 * need?
 *
 * Commentary.  The turn that takes the axis n to z is about n x z, by the angle
 * between them; when n already is z or -z the cross product vanishes, and the
 * identity or a half turn about x does it.  A slicker way is the product of two
 * half turns: first about z (harmless), then about the bisector n + z; it fails
 * at n = -z alone.  A square gives 4, a ring of n gives n, a single neighbour
 * off the axis gives 1, and a cube's faces about the space diagonal give 4:
 * three above and three below, turned against each other.  The threefold part
 * at l = 3 is odd and cancels. */
#include "exercises.h"

#include <math.h>
#include <stdlib.h>

static bool to_pole(vec3 axis, rot3 *R)
{
  const vec3 z = {0, 0, 1};
  vec3 across = vec3_cross(axis, z);
  double angle = atan2(vec3_norm(across), axis.z);
  if (vec3_norm(across) == 0)
    across = (vec3){1, 0, 0};
  return vec3_norm(axis) > 0 && so3_axis_angle(across, angle, R) == SO3_OK;
}

static double off_axis(int l, int lmax, size_t n, const real *Y)
{
  double sum = 0;
  for (int m = -l; m <= l; m++) {
    double mean = 0;
    for (size_t i = 0; i < n && m != 0; i++)
      mean += (double)Y[i * harmonics_count(lmax) + harmonics_index(l, m)];
    mean /= (double)n;
    sum += mean * mean;
  }
  return sqrt(sum);
}

static int first_degree(int lmax, size_t n, const real *Y)
{
  for (int l = 0; l <= lmax; l++)
    if (off_axis(l, lmax, n, Y) > 1e-3)
      return l;
  return -1;
}

int degree_needed(int lmax, vec3 axis, size_t n, const vec3 *r)
{
  rot3 R;
  int answer = -2;
  if (lmax < 0 || lmax > HARMONICS_LMAX || n == 0 || !r || !to_pole(axis, &R))
    return -2;
  real *xyz = malloc(3 * n * sizeof *xyz);
  real *Y = malloc(n * harmonics_count(lmax) * sizeof *Y);
  for (size_t i = 0; i < n && xyz; i++) {
    vec3 p = so3_apply(R, r[i]);
    xyz[3 * i] = (real)p.x;
    xyz[3 * i + 1] = (real)p.y;
    xyz[3 * i + 2] = (real)p.z;
  }
  if (xyz && Y &&
      harmonics(lmax, HARMONICS_INTEGRAL, n, xyz, Y) == HARMONICS_OK)
    answer = first_degree(lmax, n, Y);
  free(xyz);
  free(Y);
  return answer;
}

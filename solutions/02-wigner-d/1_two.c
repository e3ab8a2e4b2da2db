/* Exercise 2.1 (one star, 20 minutes, section 2.8): Degree two by hand
 *
 * Commentary.  About x: y becomes y - t z and z becomes z + t y.  So xy
 * becomes xy - t xz: row 0 of L_x has -1 in column 3.  yz becomes
 * yz + t (y^2 - z^2), and with x^2 + y^2 + z^2 = 1
 *
 *   y^2 - z^2 = -sqrt 3 (3 z^2 - 1) / (2 sqrt 3) - (x^2 - y^2) / 2,
 *
 * which is row 1: -sqrt 3 in column 2, -1 in column 4.  The other rows follow
 * in the same way.  Antisymmetry leaves little to do: after rows 0 and 1 only
 * three entries of L_x below the diagonal are open, and they are zero. */
#include "exercises.h"

#include <math.h>
#include <string.h>

void generators_degree_two(double *Lx, double *Ly, double *Lz)
{
  const double r = sqrt(3);
  const double x[25] = {0, 0, 0, -1, 0, 0, 0, -r, 0, -1, 0, r, 0,
                        0, 0, 1, 0,  0, 0, 0, 0,  1, 0,  0, 0};
  const double y[25] = {0,  1, 0, 0, 0, -1, 0,  0, 0, 0, 0, 0, 0,
                        -r, 0, 0, 0, r, 0,  -1, 0, 0, 0, 1, 0};
  const double z[25] = {0, 0, 0, 0,  2, 0, 0, 0,  1, 0, 0, 0, 0,
                        0, 0, 0, -1, 0, 0, 0, -2, 0, 0, 0, 0};
  memcpy(Lx, x, sizeof x);
  memcpy(Ly, y, sizeof y);
  memcpy(Lz, z, sizeof z);
}

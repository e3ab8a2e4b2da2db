/* Exercise 9.7 (three stars, 60 minutes, section 9.9): A force from a torque
 *
 * Commentary.  Turn v a little, by a vector omega: v + omega x v.  Since A
 * turns along, the message changes by (omega . L) y - A (omega . L) x, and the
 * loss by g . (omega . L) y - h . (omega . L) x = omega . torque.  But it is
 * also dL/dv . (omega x v) = omega . (v x dL/dv), for every omega.  So torque
 * = v x dL/dv, and crossing with v gives the part of dL/dv that is
 * perpendicular to v.  What happens along v is not a rotation; that part comes
 * from the weights. */
#include "exercises.h"

#include "wigner.h"

/* torque (3) += sign times p . L q. */
static void add_moment(int l, double sign, const double *p, const double *q,
                       double *torque)
{
  double L[3][13 * 13];
  int n = 2 * l + 1;
  wigner_generators(l, L[0], L[1], L[2]);
  for (int a = 0; a < 3; a++)
    for (int i = 0; i < n; i++)
      for (int j = 0; j < n; j++)
        torque[a] += sign * p[i] * L[a][i * n + j] * q[j];
}

void edge_gradient(vec3 v, int l1, int l3, const double *x, const double *h,
                   const double *y, const double *g, double *dv)
{
  double torque[3] = {0};
  add_moment(l3, 1, g, y, torque);
  add_moment(l1, -1, h, x, torque);
  double square = v.x * v.x + v.y * v.y + v.z * v.z;
  dv[0] = (torque[1] * v.z - torque[2] * v.y) / square;
  dv[1] = (torque[2] * v.x - torque[0] * v.z) / square;
  dv[2] = (torque[0] * v.y - torque[1] * v.x) / square;
}

/* Exercise 9.8 (three stars, 60 minutes, section 9.11): One message, whole
 *
 * Commentary.  Nothing here knows a Clebsch-Gordan coefficient or a harmonic:
 * all that an equivariant message of one edge can be is in the blocks.  It is
 * equivariant for every mmax, since leaving out some m commutes with a roll,
 * and leaves out nothing that depends on the direction of the edge.  Summing
 * y' over l1 before turning back is what makes it cheap: one turn for each
 * degree, not one for each pair. */
#include "exercises.h"

#include <stdbool.h>

#include "wigner.h"

/* out := D x or, turned, D^T x, degree after degree. */
static void turn(int lmax, rot3 Q, bool turned, const double *x, double *out)
{
  double D[13 * 13];
  for (int l = 0; l <= lmax; l++) {
    int n = 2 * l + 1;
    wigner_d(l, Q, D);
    for (int i = 0; i < n; i++) {
      out[l * l + i] = 0;
      for (int j = 0; j < n; j++)
        out[l * l + i] += D[turned ? j * n + i : i * n + j] * x[l * l + j];
    }
  }
}

void frame_message(vec3 v, int lmax, int mmax, const double *blocks,
                   const double *x, double *y)
{
  const real vector[3] = {(real)v.x, (real)v.y, (real)v.z};
  double in[49], out[49] = {0};
  rot3 Q = so3_identity();
  so2_frame(vector, &Q);
  turn(lmax, Q, false, x, in);
  for (int l3 = 0; l3 <= lmax; l3++)
    for (int l1 = 0; l1 <= lmax; l1++) {
      const double *from = in + l1 * l1 + l1;
      double *to = out + l3 * l3 + l3;
      for (int m = 0; m <= l1 && m <= l3 && m <= mmax; m++) {
        double a = m ? blocks[2 * m - 1] : blocks[0];
        double b = m ? blocks[2 * m] : 0;
        to[m] += a * from[m] - b * from[-m];
        if (m)
          to[-m] += b * from[m] + a * from[-m];
      }
      blocks += so2_blocks(l1, l3);
    }
  turn(lmax, Q, true, out, y);
}

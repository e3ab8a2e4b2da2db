/* test_tools_so2.h: what the suites of this chapter share: hard vectors, the
 * obvious way in and out of a frame, and rolls. */
#ifndef TEST_TOOLS_SO2_H
#define TEST_TOOLS_SO2_H

#include "test_tools.h"

#include "so2_stage.h"
#include "wigner.h"

/* ---- [tolerance] What rounding costs here ----
 *
 * Entries of D^l are right to l eps or so, and a message is a sum over some
 * tens of products of four of them: 2e-13 is 900 eps in double, 2e-5 is 170 eps
 * in float, where D is rounded once more. */
#define SO2_TOLERANCE (REAL_IS_FLOAT ? 2e-5 : 2e-13)

/* ---- [vectors] Vectors that are hard on frames ----
 *
 * The poles, beside the poles, the plane where the frame jumps, subnormal and
 * huge ones.  TINY is the smallest number there is. */
#define TINY \
  (REAL_IS_FLOAT ? REAL(1.401298464e-45) : REAL(4.9406564584124654e-324))

static const double hard[][3] = {
    {0, 0, 1},     {0, 0, -1},         {1e-8, 0, 1},  {0, -1e-8, -1},
    {1, 0, 0},     {0, -1, 0},         {1, 1, 1e-30}, {1, 1, -1e-30},
    {1e-30, 0, 1}, {1e-30, 2e-30, -1}, {3, -4, 12},   {-0.6, 0.8, -1e-3},
};
enum { HARD = sizeof hard / sizeof *hard };

static inline void hard_vector(size_t i, real scale, real v[3])
{
  for (size_t a = 0; a < 3; a++)
    v[a] = (real)hard[i][a] * scale;
}

/* ---- [obvious] y += D(Q)^T A D(Q) x for one pair of degrees ----
 *
 * Whole matrices, in double, with D by chapter 2's Euler angles. */
static inline void obvious_message(int l1, int l3, int mmax,
                                   const double *blocks, rot3 Q,
                                   const double *x, double *y)
{
  double D1[625], D3[625], t[25] = {0}, s[25] = {0};
  wigner_d(l1, Q, D1), wigner_d(l3, Q, D3);
  int n1 = 2 * l1 + 1, n3 = 2 * l3 + 1;
  for (int i = 0; i < n1; i++)
    for (int j = 0; j < n1; j++)
      t[i] += D1[i * n1 + j] * x[j];
  for (int m = 0; m <= l1 && m <= l3 && m <= mmax; m++) {
    double a = blocks[m ? 2 * m - 1 : 0], b = m ? blocks[2 * m] : 0;
    s[l3 + m] = a * t[l1 + m] - b * t[l1 - m];
    if (m)
      s[l3 - m] = b * t[l1 + m] + a * t[l1 - m];
  }
  for (int i = 0; i < n3; i++)
    for (int j = 0; j < n3; j++)
      y[j] += D3[i * n3 + j] * s[i];
}

/* ---- [roll] Another roll about the edge ----
 *
 * D := D(R_z(t)) D for a frame with rows up to mmax: m and -m turn by m t. */
static inline void roll(int lmax, int mmax, double t, real *D)
{
  for (int m = 1; m <= mmax && m <= lmax; m++)
    for (int l = m; l <= lmax; l++) {
      real *plus = D + so2_row(lmax, l, m), *minus = D + so2_row(lmax, l, -m);
      for (int k = 0; k <= 2 * l; k++) {
        double c = cos(m * t), s = sin(m * t);
        double p = (double)plus[k], q = (double)minus[k];
        plus[k] = (real)(c * p - s * q);
        minus[k] = (real)(s * p + c * q);
      }
    }
}

#endif

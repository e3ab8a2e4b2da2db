/* figure_couple.c: chapter 4 in the page: the product of two vectors in blocks,
 * a number, a vector and five numbers of degree 2. */
#include <math.h>
#include <string.h>

#include "clebsch_gordan.h"
#include "live.h"
#include "wigner.h"

/* ---- [state] Two vectors in the order (y, z, x), and what they make ---- */
enum { ONE = 3, ALL = 9 };
static const int first[3] = {0, 1, 4}; /* where the block of degree l begins */

static struct {
  double in[2][ONE];
  double out[ALL], before[ALL];
} s;

LIVE double *couple_vector(int which);
LIVE double *couple_product(void);
LIVE int couple(void);
LIVE double couple_difference(double *R);

double *couple_vector(int which)
{
  return s.in[which != 0];
}

/* (9): the blocks of degree 0, 1 and 2. */
double *couple_product(void)
{
  return s.out;
}

/* ---- [couple] z_m3 = sum of C[m1][m2][m3] x_m1 y_m2, degree by degree ---- */
static int blocks(const double *x, const double *y, double *z)
{
  memset(z, 0, ALL * sizeof *z);
  for (int l = 0; l <= 2; l++) {
    struct cg_term terms[2 * ONE * ONE];
    size_t n;
    if (cg_sparse(1, 1, l, &n, terms))
      return -1;
    for (size_t k = 0; k < n; k++)
      z[first[l] + terms[k].i3] += terms[k].c * x[terms[k].i1] * y[terms[k].i2];
  }
  return 0;
}

int couple(void)
{
  return blocks(s.in[0], s.in[1], s.out);
}

/* ---- [check] Turned before or after, the same ---- */
static void apply(size_t n, const double *D, const double *x, double *y)
{
  for (size_t i = 0; i < n; i++) {
    y[i] = 0;
    for (size_t k = 0; k < n; k++)
      y[i] += D[i * n + k] * x[k];
  }
}

/* max |C(R x, R y) - D(R) C(x, y)| for the vectors as they are. */
double couple_difference(double *R)
{
  double D[25], x[ONE], y[ONE], z[ALL], turned[ALL], worst = 0;
  rot3 turn;
  memcpy(&turn, R, sizeof turn);
  if (blocks(s.in[0], s.in[1], s.before) || wigner_d(1, turn, D))
    return (double)NAN;
  apply(ONE, D, s.in[0], x);
  apply(ONE, D, s.in[1], y);
  if (blocks(x, y, z))
    return (double)NAN;
  for (int l = 0; l <= 2; l++) {
    if (wigner_d(l, turn, D))
      return (double)NAN;
    apply(2 * (size_t)l + 1, D, s.before + first[l], turned + first[l]);
  }
  for (int i = 0; i < ALL; i++)
    worst = fmax(worst, fabs(z[i] - turned[i]));
  return worst;
}

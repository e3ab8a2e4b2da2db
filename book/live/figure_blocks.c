/* figure_blocks.c: chapter 2 in the page: the matrix of a product of two irreps
 * while a rotation is dragged and the basis slides from products to irreps. */
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "clebsch_gordan.h"
#include "live.h"
#include "wigner.h"

/* ---- [state] One product of two irreps ---- */
enum { L = 2, DIM = (2 * L + 1) * (2 * L + 1) };

static struct {
  int l1, l2;
  size_t n;
  double Q[DIM * DIM]; /* its columns: the basis of irreps */
  double S[DIM * DIM], inverse[DIM * DIM]; /* the basis now, and back */
  double D1[DIM], D2[DIM];
  double K[DIM * DIM], M[DIM * DIM]; /* in products, and in the basis now */
} s;

LIVE int blocks_open(int l1, int l2);
LIVE int blocks_slide(double t);
LIVE int blocks_turn(double *R);
LIVE double *blocks_matrix(void);
LIVE double blocks_outside(void);
LIVE double blocks_trace(int l);

/* ---- [basis] From products to irreps, and everything between ---- */
static void multiply(const double *A, const double *B, double *C)
{
  memset(C, 0, s.n * s.n * sizeof *C);
  for (size_t i = 0; i < s.n; i++)
    for (size_t k = 0; k < s.n; k++)
      for (size_t j = 0; j < s.n; j++)
        C[i * s.n + j] += A[i * s.n + k] * B[k * s.n + j];
}

/* The basis a part t of the way: (1 - t) 1 + t Q, made orthogonal by Gram and
 * Schmidt's way, A = S C with A^T A = C^T C.  Returns the smallest pivot. */
static double between(const double *Q, double t)
{
  const size_t n = s.n;
  double A[DIM * DIM], B[DIM * DIM] = {0}, C[DIM * DIM], back[DIM * DIM];
  for (size_t i = 0; i < n * n; i++)
    A[i] = t * Q[i] + (i % (n + 1) ? 0 : 1 - t);
  for (size_t k = 0; k < n; k++)
    for (size_t i = 0; i < n; i++)
      for (size_t j = 0; j < n; j++)
        B[i * n + j] += A[k * n + i] * A[k * n + j];
  if (representation_cholesky(n, B, C, back))
    return 0;
  multiply(A, back, s.S);
  for (size_t i = 0; i < n; i++)
    for (size_t j = 0; j < n; j++)
      s.inverse[i * n + j] = s.S[j * n + i];
  double least = DBL_MAX;
  for (size_t i = 0; i < n; i++)
    least = fmin(least, C[i * (n + 1)]);
  return least;
}

/* The irreps stand in the order of their degrees; bit k of `signs` turns the
 * sign of the k-th. */
static void fill(unsigned signs, double *Q)
{
  const size_t b = 2 * (size_t)s.l2 + 1;
  size_t first = 0;
  for (int l = abs(s.l1 - s.l2); l <= s.l1 + s.l2; l++, signs >>= 1) {
    double C[DIM * DIM];
    const size_t dim = 2 * (size_t)l + 1;
    if (cg_real(s.l1, s.l2, l, C))
      return;
    for (size_t i = 0; i < (2 * (size_t)s.l1 + 1) * b; i++)
      for (size_t m = 0; m < dim; m++)
        Q[i * s.n + first + m] = (signs & 1 ? -1 : 1) * C[i * dim + m];
    first += dim;
  }
}

/* A sign of an irrep is nobody's business: those are chosen with which the way
 * from products to irreps stays farthest from a basis that is none. */
int blocks_open(int l1, int l2)
{
  double best = 0;
  if (l1 < 0 || l2 < 0 || l1 > L || l2 > L)
    return -1;
  s.l1 = l1;
  s.l2 = l2;
  s.n = (2 * (size_t)l1 + 1) * (2 * (size_t)l2 + 1);
  for (unsigned signs = 0; signs < 1u << (2 * (l1 < l2 ? l1 : l2) + 1);
       signs++) {
    double Q[DIM * DIM], least = DBL_MAX;
    fill(signs, Q);
    for (int k = 1; k < 10; k++)
      least = fmin(least, between(Q, k / 10.0));
    if (least <= best)
      continue;
    best = least;
    memcpy(s.Q, Q, sizeof Q);
  }
  return best > 0 ? blocks_slide(0) : -1;
}

/* The basis: products at t = 0, irreps at t = 1. */
int blocks_slide(double t)
{
  return between(s.Q, t) > 0 ? 0 : -1;
}

/* ---- [turn] The matrix of a rotation ---- */
static bool known(const void *context, rot3 R, double *D)
{
  (void)R;
  memcpy(D, context, s.n * s.n * sizeof *D);
  return true;
}

int blocks_turn(double *R)
{
  rot3 turn;
  memcpy(&turn, R, sizeof turn);
  if (wigner_d(s.l1, turn, s.D1) || wigner_d(s.l2, turn, s.D2))
    return -1;
  const size_t a = 2 * (size_t)s.l1 + 1, b = 2 * (size_t)s.l2 + 1;
  for (size_t i = 0; i < s.n; i++)
    for (size_t j = 0; j < s.n; j++)
      s.K[i * s.n + j] = s.D1[i / b * a + j / b] * s.D2[i % b * b + j % b];
  const struct representation product = {s.n, known, s.K};
  const struct representation_basis basis = {&product, s.inverse, s.S};
  const struct representation changed = representation_changed(&basis);
  return (int)representation_matrix(&changed, turn, s.M);
}

double *blocks_matrix(void)
{
  return s.M;
}

/* ---- [read] What stands outside the blocks ---- */

/* The irrep that component i belongs to, counted from the lowest degree. */
static size_t block_of(size_t i)
{
  size_t l = (size_t)abs(s.l1 - s.l2), k = 0;
  for (; i >= 2 * l + 1; l++, k++)
    i -= 2 * l + 1;
  return k;
}

/* The largest entry that joins two of them. */
double blocks_outside(void)
{
  double worst = 0;
  for (size_t i = 0; i < s.n; i++)
    for (size_t j = 0; j < s.n; j++)
      if (block_of(i) != block_of(j))
        worst = fmax(worst, fabs(s.M[i * s.n + j]));
  return worst;
}

/* The trace of the block of degree l. */
double blocks_trace(int l)
{
  double sum = 0;
  for (size_t i = 0; i < s.n; i++)
    if (abs(s.l1 - s.l2) + (int)block_of(i) == l)
      sum += s.M[i * (s.n + 1)];
  return sum;
}

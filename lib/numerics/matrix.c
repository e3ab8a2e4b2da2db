/* matrix.c: small dense matrices.  Plain loops: the largest matrix in the
 * book has a few hundred rows, and clarity is worth more than blocking. */
#include "matrix.h"

#include <float.h>
#include <math.h>

/* ---- [products] Products ----
 *
 * The loops run i, k, j: the innermost one walks along rows of both B and C,
 * so memory is read in order. */
void matrix_identity(size_t n, double *A)
{
  for (size_t i = 0; i < n * n; i++)
    A[i] = 0;
  for (size_t i = 0; i < n; i++)
    A[i * n + i] = 1;
}

void matrix_multiply(size_t rows, size_t inner, size_t cols, const double *A,
                     const double *B, double *C)
{
  for (size_t i = 0; i < rows; i++) {
    double *c = C + i * cols;
    for (size_t j = 0; j < cols; j++)
      c[j] = 0;
    for (size_t k = 0; k < inner; k++) {
      double a = A[i * inner + k];
      for (size_t j = 0; j < cols; j++)
        c[j] += a * B[k * cols + j];
    }
  }
}

void matrix_multiply_tn(size_t rows, size_t inner, size_t cols, const double *A,
                        const double *B, double *C)
{
  for (size_t i = 0; i < rows * cols; i++)
    C[i] = 0;
  for (size_t k = 0; k < inner; k++)
    for (size_t i = 0; i < rows; i++) {
      double a = A[k * rows + i];
      for (size_t j = 0; j < cols; j++)
        C[i * cols + j] += a * B[k * cols + j];
    }
}

void matrix_multiply_nt(size_t rows, size_t inner, size_t cols, const double *A,
                        const double *B, double *C)
{
  for (size_t i = 0; i < rows; i++)
    for (size_t j = 0; j < cols; j++) {
      double sum = 0;
      for (size_t k = 0; k < inner; k++)
        sum += A[i * inner + k] * B[j * inner + k];
      C[i * cols + j] = sum;
    }
}

void matrix_transpose(size_t rows, size_t cols, const double *A, double *B)
{
  for (size_t i = 0; i < rows; i++)
    for (size_t j = 0; j < cols; j++)
      B[j * rows + i] = A[i * cols + j];
}

/* ---- [norms] Measures that do not swallow NaN ----
 *
 * fmax(NaN, 1) is 1: a test built on it would call a broken matrix perfect.
 * `x <= max` is false for NaN, so NaN is taken, and once taken it stays. */
static double larger(double max, double x)
{
  return isnan(max) || x <= max ? max : x;
}

double matrix_max_abs(size_t n, const double *A)
{
  double max = 0;
  for (size_t i = 0; i < n; i++)
    max = larger(max, fabs(A[i]));
  return max;
}

double matrix_max_difference(size_t n, const double *A, const double *B)
{
  double max = 0;
  for (size_t i = 0; i < n; i++)
    max = larger(max, fabs(A[i] - B[i]));
  return max;
}

double matrix_orthogonality(size_t n, const double *A)
{
  double max = 0;
  for (size_t i = 0; i < n; i++)
    for (size_t j = i; j < n; j++) {
      double dot = i == j ? -1 : 0;
      for (size_t k = 0; k < n; k++)
        dot += A[k * n + i] * A[k * n + j];
      max = larger(max, fabs(dot));
    }
  return max;
}

/* ---- [jacobi] One rotation of the decomposition ----
 *
 * Columns p and q are turned in their plane until they are orthogonal; the
 * same turn is applied to V, so the product A V^T never changes. */
static void turn(size_t rows, size_t cols, double *A, size_t p, size_t q,
                 double c, double s)
{
  for (size_t i = 0; i < rows; i++) {
    double x = A[i * cols + p], y = A[i * cols + q];
    A[i * cols + p] = c * x - s * y;
    A[i * cols + q] = s * x + c * y;
  }
}

/* Returns true when the pair was orthogonal already, to rounding: each column
 * to its own size, or both to `tiny`, below which a column is a null vector. */
static bool orthogonalise(size_t rows, size_t cols, double *A, double *V,
                          size_t p, size_t q, double tiny)
{
  double a = 0, b = 0, d = 0;
  for (size_t i = 0; i < rows; i++) {
    double x = A[i * cols + p], y = A[i * cols + q];
    a += x * x;
    b += y * y;
    d += x * y;
  }
  if (fabs(d) <= 4 * DBL_EPSILON * sqrt(a) * sqrt(b) || fabs(d) <= tiny)
    return true;
  double zeta = (b - a) / (2 * d);
  double t = copysign(1, zeta) / (fabs(zeta) + hypot(1, zeta));
  double c = 1 / hypot(1, t), s = c * t;
  turn(rows, cols, A, p, q, c, s);
  turn(cols, cols, V, p, q, c, s);
  return false;
}

/* ---- [sorted] Reading off the singular values ----
 *
 * When all columns are orthogonal their lengths are the singular values; a
 * selection sort brings the largest to the front. */
static void swap_columns(size_t rows, size_t cols, double *A, size_t p,
                         size_t q)
{
  for (size_t i = 0; i < rows; i++) {
    double x = A[i * cols + p];
    A[i * cols + p] = A[i * cols + q];
    A[i * cols + q] = x;
  }
}

static void read_off(size_t rows, size_t cols, double *A, double *S, double *V)
{
  for (size_t j = 0; j < cols; j++) {
    double sum = 0;
    for (size_t i = 0; i < rows; i++)
      sum += A[i * cols + j] * A[i * cols + j];
    S[j] = sqrt(sum);
    for (size_t i = 0; i < rows && S[j] > 0; i++)
      A[i * cols + j] /= S[j];
  }
  for (size_t j = 0; j < cols; j++) {
    size_t best = j;
    for (size_t k = j + 1; k < cols; k++)
      if (S[k] > S[best])
        best = k;
    double s = S[j];
    S[j] = S[best];
    S[best] = s;
    swap_columns(rows, cols, A, j, best);
    swap_columns(cols, cols, V, j, best);
  }
}

/* ---- [sweeps] Until every pair of columns is orthogonal ----
 *
 * Squares of 1e155 or 1e-170 leave the range of double.  So A is multiplied by
 * a power of two, which is exact, and the singular values by its inverse. */
static void scale(size_t n, double *A, int exponent)
{
  for (size_t i = 0; i < n; i++)
    A[i] = ldexp(A[i], exponent);
}

static bool sweep(size_t rows, size_t cols, double *A, double *V)
{
  double norm = 0;
  for (size_t i = 0; i < rows * cols; i++)
    norm += A[i] * A[i];
  double tiny = DBL_EPSILON * DBL_EPSILON * norm;
  for (int k = 0; k < 60; k++) {
    bool done = true;
    for (size_t p = 0; p < cols; p++)
      for (size_t q = p + 1; q < cols; q++)
        done = orthogonalise(rows, cols, A, V, p, q, tiny) && done;
    if (done)
      return true;
  }
  return false;
}

bool matrix_svd(size_t rows, size_t cols, double *A, double *S, double *V)
{
  int exponent;
  double size = matrix_max_abs(rows * cols, A);
  if (!isfinite(size) || rows < cols)
    return false;
  frexp(size, &exponent);
  scale(rows * cols, A, -exponent);
  matrix_identity(cols, V);
  if (!sweep(rows, cols, A, V))
    return false;
  read_off(rows, cols, A, S, V);
  scale(cols, S, exponent);
  return true;
}

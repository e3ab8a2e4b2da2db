/* representation.c: what a representation is, what can be built from it, and
 * why averaging over all rotations makes everything orthogonal. */
#include "representation.h"

#include "memory.h"

#include <errno.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "matrix.h"

/* ---- [checks] Statuses and checks ---- */
const char *representation_message(enum representation_status status)
{
  switch (status) {
  case REPRESENTATION_OK:
    return "no error";
  case REPRESENTATION_NULL:
    return "a pointer is null";
  case REPRESENTATION_BAD_SIZE:
    return "a size is zero or too large";
  case REPRESENTATION_NOT_A_ROTATION:
    return "the matrix is not a rotation (not orthogonal, or a reflection)";
  case REPRESENTATION_NOT_FINITE:
    return "an entry is NaN or infinite";
  case REPRESENTATION_NOT_POSITIVE:
    return "the form is not positive definite";
  case REPRESENTATION_NO_MEMORY:
    return "out of memory";
  case REPRESENTATION_FAILED:
    return "the map of the representation refused the rotation";
  }
  return "unknown status";
}

static bool bad_size(size_t n)
{
  return n == 0 || n > REPRESENTATION_MAX;
}

static double *new_matrices(size_t count, size_t n)
{
  return memory_array(count * n * n, sizeof(double));
}

/* ---- [matrix] Ask it for a matrix ----
 *
 * A map can only say that it refused; whether it was memory that it wanted,
 * errno knows. */
static enum representation_status check(const struct representation *a,
                                        const void *out)
{
  if (!a || !a->matrix || !out)
    return a && a->dim == 0 ? REPRESENTATION_BAD_SIZE : REPRESENTATION_NULL;
  return bad_size(a->dim) ? REPRESENTATION_BAD_SIZE : REPRESENTATION_OK;
}

enum representation_status representation_matrix(const struct representation *a,
                                                 rot3 R, double *D)
{
  enum representation_status status = check(a, D);
  if (status != REPRESENTATION_OK)
    return status;
  switch (so3_check(R, SO3_TOLERANCE)) {
  case SO3_OK:
    break;
  case SO3_NOT_FINITE:
    return REPRESENTATION_NOT_FINITE;
  default:
    return REPRESENTATION_NOT_A_ROTATION;
  }
  int before = errno;
  errno = 0;
  if (!a->matrix(a->context, R, D))
    status = errno == ENOMEM ? REPRESENTATION_NO_MEMORY : REPRESENTATION_FAILED;
  errno = before;
  return status;
}

/* ---- [residuals] Does it respect products? ---- */
static enum representation_status compare(const struct representation *a,
                                          rot3 product, rot3 left, rot3 right,
                                          double *residual)
{
  enum representation_status status = check(a, residual);
  if (status != REPRESENTATION_OK)
    return status;
  size_t n = a->dim, size = n * n;
  double *M = new_matrices(4, n);
  if (!M)
    return REPRESENTATION_NO_MEMORY;
  status = representation_matrix(a, product, M);
  if (status == REPRESENTATION_OK)
    status = representation_matrix(a, left, M + size);
  if (status == REPRESENTATION_OK)
    status = representation_matrix(a, right, M + 2 * size);
  if (status == REPRESENTATION_OK) {
    matrix_multiply(n, n, n, M + size, M + 2 * size, M + 3 * size);
    *residual = matrix_max_difference(size, M, M + 3 * size);
  }
  free(M);
  return status;
}

enum representation_status
representation_residual(const struct representation *a, rot3 R, rot3 S,
                        double *residual)
{
  return compare(a, so3_mul(R, S), R, S, residual);
}

enum representation_status
representation_reversed(const struct representation *a, rot3 R, rot3 S,
                        double *residual)
{
  return compare(a, so3_mul(R, S), S, R, residual);
}

/* ---- [identity] Does it send 1 to 1? ---- */
enum representation_status
representation_identity(const struct representation *a, double *residual)
{
  enum representation_status status = check(a, residual);
  if (status != REPRESENTATION_OK)
    return status;
  size_t n = a->dim;
  double *M = new_matrices(2, n);
  if (!M)
    return REPRESENTATION_NO_MEMORY;
  matrix_identity(n, M);
  status = representation_matrix(a, so3_identity(), M + n * n);
  if (status == REPRESENTATION_OK)
    *residual = matrix_max_difference(n * n, M, M + n * n);
  free(M);
  return status;
}

/* ---- [examples] The number 1, and the rotation itself ---- */
static bool trivial_matrix(const void *context, rot3 R, double *D)
{
  (void)context;
  (void)R;
  D[0] = 1;
  return true;
}

struct representation representation_trivial(void)
{
  return (struct representation){1, trivial_matrix, NULL};
}

static bool vector_matrix(const void *context, rot3 R, double *D)
{
  (void)context;
  memcpy(D, R.m, sizeof R.m);
  return true;
}

struct representation representation_vector(void)
{
  return (struct representation){3, vector_matrix, NULL};
}

/* ---- [spin] Nearly a representation: unit quaternions ---- */

/* M v = q v for quaternions v = (w, x, y, z). */
static void quaternion_matrix(quat q, double *M)
{
  const double rows[16] = {q.w, -q.x, -q.y, -q.z, q.x, q.w,  -q.z, q.y,
                           q.y, q.z,  q.w,  -q.x, q.z, -q.y, q.x,  q.w};
  memcpy(M, rows, sizeof rows);
}

static bool spin_matrix(const void *context, rot3 R, double *D)
{
  quat q;
  (void)context;
  if (so3_to_quat(R, &q) != SO3_OK)
    return false;
  quaternion_matrix(q, D);
  return true;
}

struct representation representation_spin(void)
{
  return (struct representation){4, spin_matrix, NULL};
}

void representation_spin_generators(double *Lx, double *Ly, double *Lz)
{
  if (Lx)
    quaternion_matrix((quat){0, 0.5, 0, 0}, Lx);
  if (Ly)
    quaternion_matrix((quat){0, 0, 0.5, 0}, Ly);
  if (Lz)
    quaternion_matrix((quat){0, 0, 0, 0.5}, Lz);
}

/* ---- [sum] Side by side: the direct sum ----
 *
 * Each part writes its rows one after the other; spread then moves them, the
 * last one first, to where they stand in the large matrix. */
static void spread(size_t rows, size_t n, size_t left, double *D)
{
  for (size_t i = rows; i-- > 0;) {
    double *row = D + i * n;
    memmove(row + left, D + i * rows, rows * sizeof *D);
    for (size_t j = 0; j < n; j++)
      if (j < left || j >= left + rows)
        row[j] = 0;
  }
}

static bool sum_matrix(const void *context, rot3 R, double *D)
{
  const struct representation_pair *p = context;
  size_t a = p->a->dim, b = p->b->dim;
  if (!p->a->matrix(p->a->context, R, D))
    return false;
  spread(a, a + b, 0, D);
  if (!p->b->matrix(p->b->context, R, D + a * (a + b)))
    return false;
  spread(b, a + b, a, D + a * (a + b));
  return true;
}

static bool bad_pair(const struct representation_pair *p)
{
  return !p || !p->a || !p->b || bad_size(p->a->dim) || bad_size(p->b->dim) ||
         !p->a->matrix || !p->b->matrix;
}

struct representation representation_sum(const struct representation_pair *pair)
{
  if (bad_pair(pair) || bad_size(pair->a->dim + pair->b->dim))
    return (struct representation){0, NULL, NULL};
  size_t dim = pair->a->dim + pair->b->dim;
  return (struct representation){dim, sum_matrix, pair};
}

/* ---- [product] Every pair: the tensor product ---- */
static void kronecker(size_t a, const double *A, size_t b, const double *B,
                      double *D)
{
  for (size_t i = 0; i < a; i++)
    for (size_t j = 0; j < b; j++)
      for (size_t k = 0; k < a; k++)
        for (size_t l = 0; l < b; l++)
          *D++ = A[i * a + k] * B[j * b + l];
}

static bool product_matrix(const void *context, rot3 R, double *D)
{
  const struct representation_pair *p = context;
  size_t a = p->a->dim, b = p->b->dim;
  double *A = memory_array(a * a + b * b, sizeof *A);
  bool ok = A && p->a->matrix(p->a->context, R, A) &&
            p->b->matrix(p->b->context, R, A + a * a);
  if (ok)
    kronecker(a, A, b, A + a * a, D);
  free(A);
  return ok;
}

struct representation
representation_product(const struct representation_pair *pair)
{
  if (bad_pair(pair) || bad_size(pair->a->dim * pair->b->dim))
    return (struct representation){0, NULL, NULL};
  size_t dim = pair->a->dim * pair->b->dim;
  return (struct representation){dim, product_matrix, pair};
}

/* ---- [basis] The same in another basis ---- */
static bool changed_matrix(const void *context, rot3 R, double *D)
{
  const struct representation_basis *s = context;
  size_t n = s->a->dim;
  double *M = new_matrices(2, n);
  bool ok = M && s->a->matrix(s->a->context, R, M);
  if (ok) {
    matrix_multiply(n, n, n, s->S, M, M + n * n);
    matrix_multiply(n, n, n, M + n * n, s->inverse, D);
  }
  free(M);
  return ok;
}

struct representation
representation_changed(const struct representation_basis *basis)
{
  if (!basis || !basis->a || !basis->S || !basis->inverse ||
      !basis->a->matrix || bad_size(basis->a->dim))
    return (struct representation){0, NULL, NULL};
  return (struct representation){basis->a->dim, changed_matrix, basis};
}

/* ---- [expseries] The exponential of a small matrix ----
 *
 * F := exp(A) - 1 by the series, for |A| <= 1/2: the 16th term is below
 * 2^-16 / 16! < 1e-18.  T and U are scratch.  Zeros of A cost nothing, and
 * generators are mostly zeros. */
static void multiply_sparse(size_t n, const double *A, const double *B,
                            double factor, double *C)
{
  for (size_t i = 0; i < n; i++) {
    double *c = C + i * n;
    memset(c, 0, n * sizeof *c);
    for (size_t k = 0; k < n; k++) {
      double a = A[i * n + k] * factor;
      for (size_t j = 0; a != 0 && j < n; j++)
        c[j] += a * B[k * n + j];
    }
  }
}

static void exp_series(size_t n, const double *A, double *T, double *U,
                       double *F)
{
  memcpy(T, A, n * n * sizeof *T);
  memcpy(F, A, n * n * sizeof *F);
  for (int k = 2; k < 16; k++) {
    multiply_sparse(n, A, T, 1.0 / k, U);
    memcpy(T, U, n * n * sizeof *T);
    for (size_t i = 0; i < n * n; i++)
      F[i] += T[i];
  }
}

/* ---- [exp] The exponential of any matrix ----
 *
 * exp(A) = exp(A / 2^s)^(2^s).  Squaring exp doubles every earlier rounding
 * error, s times over.  F = exp - 1 starts small, and so do its errors:
 * (1 + F)^2 - 1 = 2 F + F F keeps them so. */
static double row_sum_norm(size_t n, const double *A)
{
  double norm = 0;
  for (size_t i = 0; i < n; i++) {
    double sum = 0;
    for (size_t j = 0; j < n; j++)
      sum += fabs(A[i * n + j]);
    norm = fmax(norm, sum);
  }
  return norm;
}

static void exp_scaled(size_t n, const double *A, int squarings, double *M,
                       double *E)
{
  size_t size = n * n;
  double *B = M, *T = M + size, *U = M + 2 * size;
  for (size_t i = 0; i < size; i++)
    B[i] = ldexp(A[i], -squarings);
  exp_series(n, B, T, U, E);
  for (; squarings > 0; squarings--) {
    matrix_multiply(n, n, n, E, E, T);
    for (size_t i = 0; i < size; i++)
      E[i] = 2 * E[i] + T[i];
  }
  for (size_t i = 0; i < n; i++)
    E[i * n + i] += 1;
}

enum representation_status representation_exp(size_t n, const double *A,
                                              double *E)
{
  if (!A || !E)
    return REPRESENTATION_NULL;
  if (bad_size(n))
    return REPRESENTATION_BAD_SIZE;
  double norm = row_sum_norm(n, A);
  if (!isfinite(norm) || !isfinite(matrix_max_abs(n * n, A)))
    return REPRESENTATION_NOT_FINITE;
  int squarings = 0;
  while (ldexp(norm, -squarings) > 0.5)
    squarings++;
  double *M = new_matrices(3, n);
  if (!M)
    return REPRESENTATION_NO_MEMORY;
  exp_scaled(n, A, squarings, M, E);
  free(M);
  return REPRESENTATION_OK;
}

/* ---- [commutators] Are three matrices generators? ---- */

/* max |A B - B A - C|; P and Q are scratch. */
static double commutator_residual(size_t n, const double *A, const double *B,
                                  const double *C, double *P, double *Q)
{
  matrix_multiply(n, n, n, A, B, P);
  matrix_multiply(n, n, n, B, A, Q);
  for (size_t i = 0; i < n * n; i++)
    P[i] -= Q[i];
  return matrix_max_difference(n * n, P, C);
}

enum representation_status
representation_commutators(size_t n, const double *Lx, const double *Ly,
                           const double *Lz, double *residual)
{
  if (!Lx || !Ly || !Lz || !residual)
    return REPRESENTATION_NULL;
  if (bad_size(n))
    return REPRESENTATION_BAD_SIZE;
  double *P = new_matrices(2, n), *Q = P ? P + n * n : NULL;
  if (!P)
    return REPRESENTATION_NO_MEMORY;
  const double each[3] = {commutator_residual(n, Lx, Ly, Lz, P, Q),
                          commutator_residual(n, Ly, Lz, Lx, P, Q),
                          commutator_residual(n, Lz, Lx, Ly, P, Q)};
  *residual = matrix_max_abs(3, each);
  free(P);
  return REPRESENTATION_OK;
}

/* ---- [gauss] Nodes of Gauss and Legendre ----
 *
 * Node i of n is a zero of the Legendre polynomial P_n; Newton's method finds
 * it from a guess that is right to 1/n^2.  The weights add up to 1, since the
 * measure is d(cos beta) / 2. */
static double legendre(int n, double x, double *derivative)
{
  double p = 1, q = 0;
  for (int k = 1; k <= n; k++) {
    double next = ((2 * k - 1) * x * p - (k - 1) * q) / k;
    q = p;
    p = next;
  }
  *derivative = n * (q - x * p) / (1 - x * x);
  return p;
}

static void gauss_legendre(int n, int i, double *x, double *weight)
{
  static const double pi = 3.14159265358979323846;
  double slope;
  *x = cos(pi * (i + 0.75) / (n + 0.5));
  for (int step = 0; step < 6; step++) {
    double value = legendre(n, *x, &slope);
    *x -= value / slope;
  }
  legendre(n, *x, &slope);
  *weight = 1 / ((1 - *x * *x) * slope * slope);
}

/* ---- [haar] A rule for all rotations ----
 *
 * With e^{i m t} for |m| <= degree, degree + 1 equal angles average exactly;
 * what is left is a polynomial in cos beta of that degree. */
size_t haar_size(int degree)
{
  if (degree < 0 || degree > HAAR_MAX)
    return 0;
  size_t turns = (size_t)degree + 1;
  return turns * turns * ((size_t)degree / 2 + 1);
}

enum representation_status haar_rule(int degree, struct haar_node *nodes)
{
  static const double two_pi = 6.28318530717958647693;
  if (!nodes)
    return REPRESENTATION_NULL;
  if (haar_size(degree) == 0)
    return REPRESENTATION_BAD_SIZE;
  int turns = degree + 1, rows = degree / 2 + 1;
  double step = two_pi / turns;
  for (int b = 0; b < rows; b++) {
    double x, weight;
    gauss_legendre(rows, b, &x, &weight);
    for (int a = 0; a < turns; a++)
      for (int c = 0; c < turns; c++) {
        nodes->R = so3_from_euler((euler_zyz){a * step, acos(x), c * step});
        nodes->weight = weight / (turns * turns);
        nodes++;
      }
  }
  return REPRESENTATION_OK;
}

/* ---- [form] The inner product that everybody keeps ---- */
enum representation_status representation_form(const struct representation *a,
                                               size_t n,
                                               const struct haar_node *nodes,
                                               double *B)
{
  enum representation_status status = check(a, B);
  if (status != REPRESENTATION_OK)
    return status;
  if (!nodes || n == 0)
    return nodes ? REPRESENTATION_BAD_SIZE : REPRESENTATION_NULL;
  size_t dim = a->dim, size = dim * dim;
  double *D = new_matrices(3, dim);
  if (!D)
    return REPRESENTATION_NO_MEMORY;
  double *square = D + size, *sum = square + size;
  for (size_t i = 0; i < n; i++) {
    status = representation_matrix(a, nodes[i].R, D);
    if (status != REPRESENTATION_OK)
      break;
    matrix_multiply_tn(dim, dim, dim, D, D, square);
    for (size_t k = 0; k < size; k++)
      sum[k] += nodes[i].weight * square[k];
  }
  if (status == REPRESENTATION_OK)
    memcpy(B, sum, size * sizeof *B);
  free(D);
  return status;
}

/* ---- [cholesky] The basis in which it is the ordinary one ---- */
static bool factor(size_t n, const double *B, double *C)
{
  memset(C, 0, n * n * sizeof *C);
  for (size_t i = 0; i < n; i++)
    for (size_t j = i; j < n; j++) {
      double sum = B[i * n + j];
      for (size_t k = 0; k < i; k++)
        sum -= C[k * n + i] * C[k * n + j];
      if (i == j && !(sum > 0))
        return false;
      C[i * n + j] = i == j ? sqrt(sum) : sum / C[i * n + i];
    }
  return true;
}

/* Column j of the inverse solves C x = e_j from the bottom up. */
static void invert_upper(size_t n, const double *C, double *inverse)
{
  memset(inverse, 0, n * n * sizeof *inverse);
  for (size_t j = 0; j < n; j++)
    for (size_t i = j + 1; i-- > 0;) {
      double sum = i == j ? 1 : 0;
      for (size_t k = i + 1; k <= j; k++)
        sum -= C[i * n + k] * inverse[k * n + j];
      inverse[i * n + j] = sum / C[i * n + i];
    }
}

enum representation_status representation_cholesky(size_t n, const double *B,
                                                   double *C, double *inverse)
{
  if (!B || !C || !inverse)
    return REPRESENTATION_NULL;
  if (bad_size(n))
    return REPRESENTATION_BAD_SIZE;
  if (!isfinite(matrix_max_abs(n * n, B)))
    return REPRESENTATION_NOT_FINITE;
  if (!factor(n, B, C))
    return REPRESENTATION_NOT_POSITIVE;
  invert_upper(n, C, inverse);
  return REPRESENTATION_OK;
}

/* ---- [intertwiner] What survives the average: Schur's lemma ---- */

/* T += weight D_a(R) A D_b(R^-1); M is scratch for all four matrices. */
static enum representation_status
add_node(const struct representation *a, const struct representation *b,
         const struct haar_node *node, const double *A, double *M, double *T)
{
  size_t p = a->dim, q = b->dim;
  double *Da = M, *Db = Da + p * p, *half = Db + q * q, *whole = half + p * q;
  enum representation_status status = representation_matrix(a, node->R, Da);
  if (status == REPRESENTATION_OK)
    status = representation_matrix(b, so3_inverse(node->R), Db);
  if (status != REPRESENTATION_OK)
    return status;
  matrix_multiply(p, p, q, Da, A, half);
  matrix_multiply(p, q, q, half, Db, whole);
  for (size_t k = 0; k < p * q; k++)
    T[k] += node->weight * whole[k];
  return status;
}

enum representation_status representation_intertwiner(
    const struct representation *a, const struct representation *b, size_t n,
    const struct haar_node *nodes, const double *A, double *T)
{
  enum representation_status status = check(a, T);
  if (status == REPRESENTATION_OK)
    status = check(b, A);
  if (status != REPRESENTATION_OK)
    return status;
  if (!nodes || n == 0)
    return nodes ? REPRESENTATION_BAD_SIZE : REPRESENTATION_NULL;
  size_t p = a->dim, q = b->dim;
  double *sum = memory_array(p * p + q * q + 3 * p * q, sizeof *sum);
  if (!sum)
    return REPRESENTATION_NO_MEMORY;
  for (size_t i = 0; i < n && status == REPRESENTATION_OK; i++)
    status = add_node(a, b, &nodes[i], A, sum + p * q, sum);
  if (status == REPRESENTATION_OK)
    memcpy(T, sum, p * q * sizeof *T);
  free(sum);
  return status;
}

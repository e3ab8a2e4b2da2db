/* representation.h: a representation of the rotation group as a value.
 *
 *   representation_matrix     D(R) of a representation
 *   representation_residual   how far D(R S) is from D(R) D(S)
 *   representation_reversed   how far D(R S) is from D(S) D(R)
 *   representation_identity   how far D(1) is from 1
 *
 *   representation_trivial    every rotation is the number 1
 *   representation_vector     every rotation is itself
 *   representation_spin       a 4x4 family that nearly is one, and is not
 *   representation_sum        a + b, block by block
 *   representation_product    a x b, the Kronecker product
 *   representation_changed    S D S^-1, another basis
 *
 *   representation_exp        exp(A) of a square matrix
 *   representation_commutators  how far three matrices are from so(3)
 *   representation_spin_generators  those of representation_spin
 *
 *   haar_size haar_rule       rotations and weights: averages made exact
 *   representation_form       the average of D^T D
 *   representation_cholesky   B = C^T C, the basis where D is orthogonal
 *   representation_intertwiner  the average of D_a A D_b^-1
 *   representation_message    a status in words
 *
 * Matrices are row-major, of double, the caller's memory.  No hidden state.
 * Names begin with representation_ or haar_. */
#ifndef TFN_REPRESENTATION_H
#define TFN_REPRESENTATION_H

#include <stdbool.h>
#include <stddef.h>

#include "api.h"
#include "so3.h"

API_BEGIN

/* ---- [status] What can be wrong ---- */

enum representation_status {
  REPRESENTATION_OK = 0,
  REPRESENTATION_NULL,           /* a null pointer */
  REPRESENTATION_BAD_SIZE,       /* a size of 0, or too large */
  REPRESENTATION_NOT_A_ROTATION, /* not orthogonal to 1e-6, or a reflection */
  REPRESENTATION_NOT_FINITE,     /* a NaN or an infinity */
  REPRESENTATION_NOT_POSITIVE,   /* a form that is not positive definite */
  REPRESENTATION_NO_MEMORY,      /* scratch memory could not be had */
  REPRESENTATION_FAILED          /* the map itself refused */
};

/* One line of English for a status; never null. */
const char *representation_message(enum representation_status status);

/* The largest dimension accepted. */
#define REPRESENTATION_MAX 4096

/* ---- [type] A map from rotations to matrices ---- */

/* matrix(context, R, D) writes the (dim, dim) matrix of R to D and returns
 * true, or false when it cannot; errno is then ENOMEM if memory was short, as
 * malloc leaves it.  Nothing here promises that the map respects
 * products: representation_residual measures whether it does. */
struct representation {
  size_t dim;
  bool (*matrix)(const void *context, rot3 R, double *D);
  const void *context;
};

/* D(R).
 * a   dim 1..REPRESENTATION_MAX and a map
 * R   checked to SO3_TOLERANCE
 * D   out, (dim, dim); undefined when the map failed
 * Returns NULL, BAD_SIZE, NOT_A_ROTATION, NOT_FINITE, NO_MEMORY, FAILED
 * (prefixed). */
enum representation_status representation_matrix(const struct representation *a,
                                                 rot3 R, double *D);

/* ---- [residuals] What makes it a representation ---- */

/* max |D(R S) - D(R) D(S)|: zero, to rounding, for every R and S, is what the
 * word means.  residual: out.  Statuses of representation_matrix, NO_MEMORY. */
enum representation_status
representation_residual(const struct representation *a, rot3 R, rot3 S,
                        double *residual);

/* max |D(R S) - D(S) D(R)|: zero for a map that reverses the order. */
enum representation_status
representation_reversed(const struct representation *a, rot3 R, rot3 S,
                        double *residual);

/* max |D(1) - 1|. */
enum representation_status
representation_identity(const struct representation *a, double *residual);

/* ---- [examples] Small ones ---- */

/* D(R) = 1: what does not notice a rotation.  dim 1. */
struct representation representation_trivial(void);

/* D(R) = R on (x, y, z).  dim 3. */
struct representation representation_vector(void);

/* D(R) v = q v, with q the unit quaternion of R whose real part is not
 * negative and v any quaternion (w, x, y, z).  dim 4.  Near the identity a
 * homomorphism; over the whole group only up to a sign. */
struct representation representation_spin(void);

/* ---- [building] New ones from old ---- */

/* Two representations side by side; both must outlive what is built on them. */
struct representation_pair {
  const struct representation *a, *b;
};

/* The direct sum: D(R) = [D_a(R) 0; 0 D_b(R)].  dim a.dim + b.dim.
 * A null pair or member, or a dim above the limit, gives dim 0: all functions
 * then return BAD_SIZE. */
struct representation
representation_sum(const struct representation_pair *pair);

/* The tensor product: D(R)_{(i,j),(k,l)} = D_a(R)_{ik} D_b(R)_{jl}, the pair
 * (i, j) at i b.dim + j.  dim a.dim b.dim; dim 0 as above. */
struct representation
representation_product(const struct representation_pair *pair);

/* A representation and a change of basis; S and inverse are (dim, dim). */
struct representation_basis {
  const struct representation *a;
  const double *S, *inverse;
};

/* The same in another basis: D(R) = S D_a(R) S^-1; dim 0 as above. */
struct representation
representation_changed(const struct representation_basis *basis);

/* ---- [lie] Exponentials and commutators ---- */

/* E = exp(A) = sum of A^k / k!.
 *
 * n   1..REPRESENTATION_MAX
 * A   (n, n), finite
 * E   out, (n, n); must not overlap A
 * Scaling and squaring of exp(A) - 1: for an antisymmetric A the error is a
 * few eps times the largest angle |A|.  Returns NULL, BAD_SIZE, NOT_FINITE,
 * NO_MEMORY.  C. Moler, C. Van Loan, SIAM Review 45 (2003) 3. */
enum representation_status representation_exp(size_t n, const double *A,
                                              double *E);

/* max over the three of |[Lx,Ly] - Lz|, |[Ly,Lz] - Lx|, |[Lz,Lx] - Ly|.
 * n   1..REPRESENTATION_MAX; Lx, Ly, Lz (n, n)
 * residual   out.  Returns NULL, BAD_SIZE, NO_MEMORY. */
enum representation_status
representation_commutators(size_t n, const double *Lx, const double *Ly,
                           const double *Lz, double *residual);

/* The generators of representation_spin: multiplication of a quaternion from
 * the left by i/2, j/2, k/2.  All commutators of so(3) hold, and
 * exp(2 pi L_a) = -1.  Lx, Ly, Lz: out, (4, 4); null pointers are skipped. */
void representation_spin_generators(double *Lx, double *Ly, double *Lz);

/* ---- [haar] Averages over all rotations ---- */

/* A rotation and its share of the group; the shares of a rule add up to 1. */
struct haar_node {
  rot3 R;
  double weight;
};

/* The largest degree for which a rule is made. */
#define HAAR_MAX 64

/* The number of nodes of haar_rule: (degree+1)^2 (degree/2+1); 0 for a degree
 * outside 0..HAAR_MAX. */
size_t haar_size(int degree);

/* Rotations and weights that average exactly, up to rounding, every entry of
 * D^l(R) for l <= degree, so every product of entries whose degrees add up to
 * no more than `degree`.
 *
 *   sum of w_i f(R_i)  =  integral of f(R) over the Haar measure
 *
 * Uniform angles about z on both sides, Gauss-Legendre in cos beta between.
 * nodes   out, haar_size(degree) of them
 * Returns NULL, BAD_SIZE. */
enum representation_status haar_rule(int degree, struct haar_node *nodes);

/* ---- [averages] Complete reducibility, made by averaging ---- */

/* B = the average of D(R)^T D(R) over the rule: an inner product that every
 * D(S) keeps, D(S)^T B D(S) = B, if the rule is exact for twice the largest
 * degree in D.
 * nodes   n of them, n >= 1
 * B       out, (dim, dim); untouched unless OK is returned
 * Statuses of representation_matrix, NO_MEMORY. */
enum representation_status representation_form(const struct representation *a,
                                               size_t n,
                                               const struct haar_node *nodes,
                                               double *B);

/* B = C^T C with C upper triangular and its inverse.  If B is kept by D, then
 * C D C^-1 is orthogonal.
 * n   1..REPRESENTATION_MAX;  B (n, n) symmetric
 * C, inverse   out, (n, n); undefined when B is not positive
 * Returns NULL, BAD_SIZE, NOT_FINITE, NOT_POSITIVE. */
enum representation_status representation_cholesky(size_t n, const double *B,
                                                   double *C, double *inverse);

/* T = the average of D_a(R) A D_b(R^-1): of any matrix A it makes a map with
 * D_a(S) T = T D_b(S).
 * A, T   (a.dim, b.dim) in and out; T is untouched unless OK is returned
 * Statuses of representation_form. */
enum representation_status representation_intertwiner(
    const struct representation *a, const struct representation *b, size_t n,
    const struct haar_node *nodes, const double *A, double *T);

API_END

#endif

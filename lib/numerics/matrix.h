/* matrix.h: small dense matrices of double, row-major, the caller's memory.
 *
 *   matrix_identity        A := 1
 *   matrix_multiply        C := A B
 *   matrix_multiply_tn     C := A^T B
 *   matrix_multiply_nt     C := A B^T
 *   matrix_transpose       B := A^T
 *   matrix_max_abs         max |A_ij|
 *   matrix_max_difference  max |A_ij - B_ij|
 *   matrix_orthogonality   max |(A^T A - 1)_ij|
 *   matrix_svd             A = U S V^T by one-sided Jacobi rotations
 *
 * Element (i, j) of a matrix with c columns is A[i * c + j].  Outputs must not
 * overlap inputs.  The three measures return NaN when an entry is NaN. */
#ifndef TFN_MATRIX_H
#define TFN_MATRIX_H

#include "api.h"

#include <stdbool.h>
#include <stddef.h>

API_BEGIN

/* ---- [algebra] Products ---- */

/* A (n, n) := identity. */
void matrix_identity(size_t n, double *A);

/* C (rows, cols) := A (rows, inner) B (inner, cols). */
void matrix_multiply(size_t rows, size_t inner, size_t cols, const double *A,
                     const double *B, double *C);

/* C (rows, cols) := A^T B with A (inner, rows), B (inner, cols). */
void matrix_multiply_tn(size_t rows, size_t inner, size_t cols, const double *A,
                        const double *B, double *C);

/* C (rows, cols) := A B^T with A (rows, inner), B (cols, inner). */
void matrix_multiply_nt(size_t rows, size_t inner, size_t cols, const double *A,
                        const double *B, double *C);

/* B (cols, rows) := A^T with A (rows, cols). */
void matrix_transpose(size_t rows, size_t cols, const double *A, double *B);

/* ---- [measures] How large, how different, how orthogonal ---- */

/* max |A_i| over n entries; 0 for n = 0. */
double matrix_max_abs(size_t n, const double *A);

/* max |A_i - B_i| over n entries; 0 for n = 0. */
double matrix_max_difference(size_t n, const double *A, const double *B);

/* max |(A^T A - 1)_ij| for A (n, n). */
double matrix_orthogonality(size_t n, const double *A);

/* ---- [svd] The singular value decomposition ---- */

/* A = U diag(S) V^T by one-sided Jacobi rotations (Hestenes).
 *
 * rows, cols  rows >= cols >= 1
 * A   (rows, cols) in; U out: orthonormal columns, zero where S is zero
 * S   (cols) singular values, not negative, largest first
 * V   (cols, cols) orthogonal
 * Singular values are right to a few eps times the largest one, whatever the
 * size of A; one beyond the largest double is infinite.  Returns false
 * when an entry is not finite or 60 sweeps do not converge.
 * G. H. Golub, C. F. Van Loan, Matrix Computations, section 8.6. */
bool matrix_svd(size_t rows, size_t cols, double *A, double *S, double *V);

API_END

#endif

/* Exercise 10.8 (three stars, 60 minutes, section 10.10): Gauss and Legendre
 *
 * Find n latitudes z_k and weights w_k so that
 *
 *   sum_k w_k p(z_k) = 1/2 int_-1^1 p(z) dz
 *
 * for every polynomial of degree at most 2n - 1.  The z_k are the zeros of the
 * Legendre polynomial P_n,
 *
 *   k P_k = (2k - 1) z P_{k-1} - (k - 1) P_{k-2},  P_0 = 1, P_1 = z,
 *
 * and w_k = 1/((1 - z_k^2) P_n'(z_k)^2).  Newton's method finds a zero from
 * cos(pi (k + 3/4)/(n + 1/2)) in a few steps.
 *
 * n  1..200;   z, w  out (n), z from north to south, to nearly all digits  */
#include "exercises.h"
#include "todo.h"

void gauss_points(size_t n, double *z, double *w)
{
  (void)n, (void)z, (void)w;
  TODO("zeros of a Legendre polynomial, and their weights");
}

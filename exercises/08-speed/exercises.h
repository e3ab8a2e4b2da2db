/* exercises.h: the functions that the exercises of chapter 8 ask for.
 *
 * Pointers carry their shape in a mark from shape.h.  LANES, of simd.h, is how
 * many numbers of type real make 64 bytes: 8 doubles or 16 floats. */
#ifndef EXERCISES_8_H
#define EXERCISES_8_H

#include <stdbool.h>
#include <stddef.h>

#include "harmonics.h"
#include "shape.h"
/* gcc warns that a vec is passed in another way on other processors; to a
 * function that is inlined it is not passed at all. */
#pragma GCC diagnostic ignored "-Wpsabi"
#include "simd.h"

/* 8.1 */
enum roof { ROOF_BAD = 0, ROOF_MEMORY, ROOF_ARITHMETIC };
enum roof roof_time(double flops, double bytes, double peak, double bandwidth,
                    double *seconds INOUT(1));
double fusion_gain(double flops_a, double bytes_a, double flops_b,
                   double bytes_b, double between, double peak,
                   double bandwidth);

/* 8.2 */
void rows_to_blocks(size_t n, size_t k, const real *rows IN(n *k),
                    real *blocks OUT((n + LANES - 1) / LANES * k * LANES));
void blocks_to_rows(size_t n, size_t k,
                    const real *blocks IN((n + LANES - 1) / LANES * k * LANES),
                    real *rows OUT(n *k));

/* 8.3 */
enum verdict { VERDICT_NONE = 0, VERDICT_SAME, VERDICT_FASTER, VERDICT_SLOWER };
double coin_chance(size_t n, size_t k);
enum verdict compare_times(size_t n, const double *before IN(n),
                           const double *after IN(n), double *ratio INOUT(1));

/* 8.4 */
size_t cache_misses(size_t lines, size_t n, const size_t *at IN(n));
void transpose_trace(size_t rows, size_t cols, size_t tile,
                     size_t *at OUT(2 * rows * cols));

/* 8.5 */
void lane_sums(size_t n, const real *x IN(n), real *high OUT(LANES),
               real *low OUT(LANES));
real careful_sum(size_t n, const real *x IN(n));

/* 8.6 */
int split_power(real x, real *r OUT(1));
real split_exp(real x);

/* 8.7 */
void edge_matrix(int l1, int l2, int l3, const real *Y IN(2 * l2 + 1),
                 real *M OUT((2 * l1 + 1) * (2 * l3 + 1)));
bool fused_path(int l1, int l2, int l3, size_t channels, size_t nodes,
                size_t edges, const size_t *sender IN(edges),
                const size_t *receiver IN(edges),
                const real *x IN(nodes *(2 * l1 + 1) * channels),
                const real *Y IN(edges *(2 * l2 + 1)),
                const real *w IN(edges *channels),
                real *y OUT(nodes *(2 * l3 + 1) * channels));

/* 8.8 */
enum harmonics_status my_harmonics_backward(
    int lmax, enum harmonics_norm norm, size_t n, const real *xyz IN(3 * n),
    const real *dY IN(n *harmonics_count(lmax)), real *dxyz INOUT(3 * n));

#endif

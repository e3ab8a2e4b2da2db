/* exercises.h: the functions that the exercises of chapter 9 ask for.
 *
 * Parameters are plain values (numbers, enums, structs without pointers) or
 * pointers whose shape is said by a mark from shape.h. */
#ifndef EXERCISES_9_H
#define EXERCISES_9_H

#include "shape.h"
#include "so2.h"

/* 9.1 */
rot3 edge_frame(vec3 v);

/* 9.2 */
int count_blocks(int lmax, int mmax);

/* 9.3 */
void apply_blocks(int l1, int l3, const double *blocks IN(so2_blocks(l1, l3)),
                  const double *x IN(2 * l1 + 1), double *y OUT(2 * l3 + 1));

/* 9.4 */
void path_blocks(int l1, int l2, int l3,
                 double *blocks OUT(so2_blocks(l1, l3)));

/* 9.5 */
void fair_blocks(int l1, int l3, const double *u IN(so2_blocks(l1, l3)),
                 double *blocks OUT(so2_blocks(l1, l3)));

/* 9.6 */
double roll_violation(int l, double angle_rad,
                      const double *A IN((2 * l + 1) * (2 * l + 1)));
void roll_average(int l, const double *A IN((2 * l + 1) * (2 * l + 1)),
                  double *B OUT((2 * l + 1) * (2 * l + 1)));

/* 9.7 */
void edge_gradient(vec3 v, int l1, int l3, const double *x IN(2 * l1 + 1),
                   const double *h IN(2 * l1 + 1),
                   const double *y IN(2 * l3 + 1),
                   const double *g IN(2 * l3 + 1), double *dv OUT(3));

/* 9.8 */
void frame_message(vec3 v, int lmax, int mmax,
                   const double *blocks
                       IN((lmax + 1) * (2 * lmax * lmax + 4 * lmax + 3) / 3),
                   const double *x IN((lmax + 1) * (lmax + 1)),
                   double *y OUT((lmax + 1) * (lmax + 1)));

#endif

/* exercises.h: the functions that the exercises of chapter 11 ask for.
 *
 * Parameters are plain values (numbers, enums, structs without pointers) or
 * pointers whose shape is said by a mark from shape.h. */
#ifndef EXERCISES_11_H
#define EXERCISES_11_H

#include "shape.h"
#include "ladder.h"

/* 11.1 */
size_t chain_layers(enum ladder_kind kind, size_t k);

/* 11.2 */
void ring_sum(size_t n, int m, double turn_rad, double *c OUT(1),
              double *s OUT(1));

/* 11.3 */
bool distances_match(size_t n, const vec3 *a IN(n), const vec3 *b IN(n),
                     double tolerance);

/* 11.4 */
double pair_invariant(int l, size_t n, const vec3 *neighbour IN(n));

/* 11.5 */
void vector_square(const real *v IN(3), real *s OUT(1), real *q OUT(5));

/* 11.6 */
size_t count_couplings(int l, int n, int L);

/* 11.7 */
void move_points(size_t n, real rate, const real *x IN(3 * n),
                 real *y OUT(3 * n));
void move_points_backward(size_t n, real rate, const real *x IN(3 * n),
                          const real *dy IN(3 * n), real *dx INOUT(3 * n));

/* 11.8 */
double three_body_hand(size_t n, const vec3 *neighbour IN(n),
                       vec3 *gradient OUT(n));

#endif

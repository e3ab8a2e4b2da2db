/* exercises.h: the functions that the exercises of chapter 4 ask for.
 *
 * Parameters are plain values (numbers, enums, structs without pointers) or
 * pointers whose shape is said by a mark from shape.h, in this form:
 *
 *   double order_of(rot3 R);
 *   void rotate(int l, rot3 R, const double *x IN(2 * l + 1),
 *               double *y OUT(2 * l + 1));
 *
 * No function pointers, and no pointers inside structs: the grader runs a
 * submission in a process of its own and carries arguments there and back. */
#ifndef EXERCISES_4_H
#define EXERCISES_4_H

#include <stdint.h>

#include "clebsch_gordan.h"
#include "shape.h"

/* 4.1 */
int count_paths(int lmax, int *odd OUT(1));

/* 4.2 */
void by_hand(int *sign OUT(3), int *numerator OUT(3), int *denominator OUT(3));

/* 4.3 */
enum cg_status ladder_column(int two_j1, int two_j2, int two_j3, int two_m3,
                             double *c OUT(two_j1 + 1));

/* 4.4 */
double three_j(int two_j1, int two_m1, int two_j2, int two_m2, int two_j3,
               int two_m3);

/* 4.5 */
int cg_fraction(int two_j1, int two_m1, int two_j2, int two_m2, int two_j3,
                int two_m3, uint64_t *numerator OUT(1),
                uint64_t *denominator OUT(1));

/* 4.6 */
double gaunt(int l1, int m1, int l2, int m2, int l3, int m3);

/* 4.7 */
enum cg_status my_cg_sparse(int l1, int l2, int l3, size_t *n OUT(1),
                            struct cg_term *terms OUT(2 * (2 * l1 + 1) *
                                                      (2 * l2 + 1)));

/* 4.8 */
double six_j(int l1, int l2, int l3, int l4, int l5, int l6);

#endif

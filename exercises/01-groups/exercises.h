/* exercises.h: the functions that the exercises of chapter 1 ask for.
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
#ifndef EXERCISES_1_H
#define EXERCISES_1_H

#include "cube.h"
#include "shape.h"
#include "so3.h"

/* 1.1 */
int cube_order(cube_rotation a);

/* 1.2 */
rot3 cayley(vec3 c);

/* 1.3 */
rot3 my_so3_exp(vec3 omega);

/* 1.4 */
rot3 rotation_between(vec3 a, vec3 b);

/* 1.5 */
int conjugacy_classes(int n, const int *table IN(n *n), int *class_of OUT(n));

/* 1.6 */
rot3 slerp(rot3 a, rot3 b, double s);

/* 1.7 */
vec3 bch_fourth(vec3 a, vec3 b);

/* 1.8 */
rot3 mean_rotation(int n, const rot3 *R IN(n));

#endif

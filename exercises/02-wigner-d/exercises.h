/* exercises.h: the functions that the exercises of chapter 2 ask for.
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
#ifndef EXERCISES_2_H
#define EXERCISES_2_H

#include "wigner.h"
#include "shape.h"

#endif

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

#include <stdbool.h>

#include "character.h"
#include "representation.h"
#include "shape.h"
#include "wigner.h"

/* 2.1 */
void generators_degree_two(double *Lx OUT(25), double *Ly OUT(25),
                           double *Lz OUT(25));

/* 2.2 */
enum wigner_status
my_wigner_generators(int l, double *Lx OUT((2 * l + 1) * (2 * l + 1)),
                     double *Ly OUT((2 * l + 1) * (2 * l + 1)),
                     double *Lz OUT((2 * l + 1) * (2 * l + 1)));

/* 2.3 */
enum wigner_status d_axis_angle(int l, vec3 axis, double angle_rad,
                                double *D OUT((2 * l + 1) * (2 * l + 1)));

/* 2.4 */
int loop_sign(int n, const rot3 *R IN(n));

/* 2.5 */
int cube_invariants(int l);

/* 2.6 */
bool multiply_degrees(int n, const int *l IN(n), int lmax,
                      int *multiplicity OUT(lmax + 1));

/* 2.7 */
enum wigner_status turn_feature(int l,
                                const double *J IN((2 * l + 1) * (2 * l + 1)),
                                euler_zyz e, int channels,
                                double *x INOUT((2 * l + 1) * channels));

/* 2.8 */
enum representation_status irrep_projector(int dim, int l, int n,
                                           const struct haar_node *nodes IN(n),
                                           const double *D IN(n *dim *dim),
                                           double *P OUT(dim *dim));

#endif

/* exercises.h: the functions that the exercises of chapter 3 ask for.
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
#ifndef EXERCISES_3_H
#define EXERCISES_3_H

#include <stdbool.h>

#include "harmonics.h"
#include "shape.h"
#include "so3.h"

/* 3.1 */
enum mirror { MIRROR_X, MIRROR_Y, MIRROR_Z, MIRROR_POINT };
bool mirror_signal(int lmax, enum mirror mirror,
                   const real *a IN(harmonics_count(lmax)),
                   real *b OUT(harmonics_count(lmax)));

/* 3.2 */
bool power_spectrum(int lmax, size_t n, const real *xyz IN(3 * n),
                    real *p OUT(lmax + 1));

/* 3.3 */
bool diffuse_signal(int lmax, double time,
                    const real *a IN(harmonics_count(lmax)),
                    real *b OUT(harmonics_count(lmax)));

/* 3.4 */
bool rotate_signal(int lmax, rot3 R, const real *a IN(harmonics_count(lmax)),
                   real *b OUT(harmonics_count(lmax)));

/* 3.5 */
enum harmonics_status my_harmonics(int lmax, enum harmonics_norm norm, size_t n,
                                   const real *xyz IN(3 * n),
                                   real *Y OUT(n *harmonics_count(lmax)));

/* 3.6 */
bool fit_signal(int lmax, size_t n, const real *xyz IN(3 * n),
                const real *f IN(n), real *a OUT(harmonics_count(lmax)));

/* 3.7 */
bool find_peak(int lmax, const real *a IN(harmonics_count(lmax)),
               real *xyz INOUT(3));

/* 3.8 */
bool harmonics_hessian(int l, const real *xyz IN(3),
                       real *d2Y OUT((2 * l + 1) * 9));

#endif

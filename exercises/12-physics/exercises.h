/* exercises.h: the functions that the exercises of chapter 12 ask for.
 *
 * Parameters are plain values (numbers, enums, structs without pointers) or
 * pointers whose shape is said by a mark from shape.h. */
#ifndef EXERCISES_12_H
#define EXERCISES_12_H

#include "shape.h"

#include <stdbool.h>
#include <stddef.h>

/* 12.1 */
double work_around(size_t n, const double *r IN(3 * n),
                   const double *force IN(3 * n));

/* 12.2 */
bool number_of_word(const char *word STRING, double *x OUT(1));

/* 12.3 */
void inertia_parts(size_t n, const double *mass IN(n),
                   const double *r IN(3 * n), double *scalar OUT(1),
                   double *five OUT(5));

/* 12.4 */
void oscillate(size_t n, size_t steps, double dt, const double *mass IN(n),
               const double *spring IN(n), double *x INOUT(n),
               double *v INOUT(n));

/* 12.5 */
size_t count_images(const double *cell IN(9), double radius);

/* 12.6 */
void pair_virial(size_t edges, const double *vector IN(3 * edges),
                 const double *slope IN(edges), double *W OUT(9));

/* 12.7 */
void force_misfit(size_t n, const double *r IN(3 * n),
                  const double *wanted IN(3 * n), const double *w IN(2),
                  double *loss OUT(1), double *dw OUT(2));

/* 12.8 */
bool near_in_cube(size_t n, const double *r IN(3 * n), double edge,
                  double cutoff, size_t *near OUT(n));

#endif

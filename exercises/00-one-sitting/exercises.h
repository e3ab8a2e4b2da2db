/* exercises.h: the functions that the exercises of chapter 0 ask for.
 *
 * Parameters are plain numbers, or pointers whose shape is said by a mark from
 * shape.h: IN(3) is three numbers to read, OUT(3) three to write. */
#ifndef EXERCISES_0_H
#define EXERCISES_0_H

#include "shape.h"

/* 0.1 */
double hand_of(const double *points IN(12));

/* 0.2 */
void sorted_distances(const double *points IN(12), double *distances OUT(6));

/* 0.3 */
void hear(const double *R IN(5), const double *n IN(3), double s,
          const double *v IN(3), double *number OUT(1), double *arrow OUT(3));

/* 0.4 */
double surprise(double z, int left, double *slope OUT(1));

/* 0.5 */
void bounded(const double *v IN(3), double *y OUT(3));

/* 0.6 */
void bounded_back(const double *v IN(3), const double *h IN(3),
                  double *dv OUT(3));

/* 0.7 */
void turn_by(const double *q IN(4), const double *v IN(3), double *y OUT(3));

/* 0.8 */
double three_layers(const double *points IN(12), const double *loud IN(3));

#endif

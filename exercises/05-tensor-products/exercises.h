/* exercises.h: the functions that the exercises of chapter 5 ask for.
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
#ifndef EXERCISES_5_H
#define EXERCISES_5_H

#include "shape.h"
#include "tensor_product.h"

/* 5.1 */
struct place {
  size_t block;
  int m;
  size_t channel;
};
int locate(const struct irreps *irreps IN(1), size_t index,
           struct place *place INOUT(1));

/* 5.2 */
void dot_and_cross(const double *a IN(3), const double *b IN(3),
                   double *dot OUT(1), double *cross OUT(3));

/* 5.3 */
size_t count_weights(enum tp_mode mode, const struct irreps *in1 IN(1),
                     const struct irreps *in2 IN(1),
                     const struct irreps *out IN(1), size_t *paths OUT(1));

/* 5.4 */
void symmetric_traceless(const double *a IN(3), const double *b IN(3),
                         double *q OUT(5));
void traceless_matrix(const double *q IN(5), double *S OUT(9));

/* 5.5 */
void from_channel_slow(const struct irreps *irreps IN(1), size_t n,
                       const real *x IN(n * irreps->dim),
                       real *y OUT(n * irreps->dim));

/* 5.6 */
void my_tp_depthwise_forward(struct tp_shape s,
                             const struct tp_pair *pair IN(s.pairs),
                             const struct tp_term *term IN(s.terms),
                             const real *x1 IN((2 * s.l1 + 1) * s.channels1),
                             const real *x2 IN(2 * s.l2 + 1),
                             const real *w IN(s.channels1),
                             real *y INOUT((2 * s.l3 + 1) * s.channels1));

/* 5.7 */
void sort_product(int l1, int l2, const double *x IN(2 * l1 + 1),
                  const double *y IN(2 * l2 + 1),
                  double *z OUT((2 * l1 + 1) * (2 * l2 + 1)));
void unsort_product(int l1, int l2,
                    const double *z IN((2 * l1 + 1) * (2 * l2 + 1)),
                    double *xy OUT((2 * l1 + 1) * (2 * l2 + 1)));

/* 5.8 */
void my_tp_depthwise_backward(struct tp_shape s,
                              const struct tp_pair *pair IN(s.pairs),
                              const struct tp_term *term IN(s.terms),
                              const real *x1 IN((2 * s.l1 + 1) * s.channels1),
                              const real *x2 IN(2 * s.l2 + 1),
                              const real *w IN(s.channels1),
                              const real *dy IN((2 * s.l3 + 1) * s.channels1),
                              real *dx1 INOUT((2 * s.l1 + 1) * s.channels1),
                              real *dx2 INOUT(2 * s.l2 + 1),
                              real *dw INOUT(s.channels1));

#endif

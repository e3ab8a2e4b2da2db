/* exercises.h: the functions that the exercises of chapter 6 ask for.
 *
 * Parameters are plain values (numbers, enums, structs without pointers) or
 * pointers whose shape is said by a mark from shape.h. */
#ifndef EXERCISES_6_H
#define EXERCISES_6_H

#include "shape.h"
#include "networks.h"

/* 6.1 */
real smooth_step(real r, real on, real off, real *slope OUT(1));

/* 6.2 */
void segment_mean(size_t graphs, const size_t *counts IN(graphs), size_t nodes,
                  size_t dim, const real *x IN(nodes *dim),
                  real *y OUT(graphs *dim));

/* 6.3 */
enum tfn_status my_norm_gate_forward(const struct irreps *irreps IN(1),
                                     size_t n,
                                     const real *x IN(n * irreps->dim),
                                     const real *b IN(norm_gate_count(irreps)),
                                     real *y OUT(n * irreps->dim));

/* 6.4 */
real gate_violation(rot3 R, size_t n, const real *x IN(3 * n));
void honest_gate(size_t n, const real *x IN(3 * n), real *y OUT(3 * n));

/* 6.5 */
void cloud_norm(size_t nodes, size_t components, size_t channels, real eps,
                const real *x IN(nodes *components *channels),
                real *y OUT(nodes *components *channels));
void cloud_norm_backward(size_t nodes, size_t components, size_t channels,
                         real eps,
                         const real *x IN(nodes *components *channels),
                         const real *dy IN(nodes *components *channels),
                         real *dx INOUT(nodes *components *channels));

/* 6.6 */
void attention(size_t nodes, size_t edges, const size_t *first IN(nodes + 1),
               const size_t *sender IN(edges), size_t dim,
               const real *q IN(nodes *dim), const real *k IN(nodes *dim),
               real *alpha OUT(edges));

/* 6.7 */
void plain_convolution(size_t nodes, size_t edges,
                       const size_t *sender IN(edges),
                       const size_t *receiver IN(edges),
                       const real *vector IN(3 * edges),
                       const real *w IN(5 * edges), const real *s IN(nodes),
                       const real *v IN(3 * nodes), real *s_out OUT(nodes),
                       real *v_out OUT(3 * nodes));

/* 6.8 */
void vector_adam(size_t n, size_t t, real rate, const real *g IN(3 * n),
                 real *m INOUT(3 * n), real *v INOUT(n), real *w INOUT(3 * n));

#endif

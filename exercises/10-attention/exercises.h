/* exercises.h: the functions that the exercises of chapter 10 ask for.
 *
 * Parameters are plain values or pointers whose shape is said by a mark from
 * shape.h. */
#ifndef EXERCISES_10_H
#define EXERCISES_10_H

#include "real.h"
#include "shape.h"

#include <stddef.h>

/* 10.1 */
real gentle_leak(real x, real left, real *slope OUT(1));

/* 10.2 */
void fading_shares(size_t n, const real *logit IN(n), const real *u IN(n),
                   real *alpha OUT(n));

/* 10.3 */
int looks_like(int m, int longitudes);

/* 10.4 */
void head_logits(size_t heads, size_t components, size_t channels,
                 const real *q IN(components *channels),
                 const real *k IN(components *channels),
                 real *logit OUT(heads));

/* 10.5 */
void kick_drift_kick(size_t n, const real *charge IN(n), real softening,
                     real dt, real *x INOUT(3 * n), real *v INOUT(3 * n));

/* 10.6 */
void joint_norm(size_t lmax, size_t channels, real eps,
                const real *x IN(lmax *(lmax + 2) * channels),
                real *y OUT(lmax *(lmax + 2) * channels));
void joint_norm_backward(size_t lmax, size_t channels, real eps,
                         const real *x IN(lmax *(lmax + 2) * channels),
                         const real *dy IN(lmax *(lmax + 2) * channels),
                         real *dx INOUT(lmax *(lmax + 2) * channels));

/* 10.7 */
void attend(size_t n, size_t dim, const real *logit IN(n), const real *u IN(n),
            const real *value IN(n *dim), real *y OUT(dim));
void attend_backward(size_t n, size_t dim, const real *logit IN(n),
                     const real *u IN(n), const real *value IN(n *dim),
                     const real *dy IN(dim), real *dlogit INOUT(n),
                     real *du INOUT(n), real *dvalue INOUT(n *dim));

/* 10.8 */
void gauss_points(size_t n, double *z OUT(n), double *w OUT(n));

#endif

/* perceptron.h: one layer of an ordinary network on rows of invariants, and the
 * small products of rows that networks are made of.
 *
 *   rows_dot             a . b
 *   rows_add             b += c a
 *   rows_times           Y += X W
 *   rows_times_backward  gradients by X and by W
 *   perceptron_weights   how many weights it has
 *   perceptron_initial   random ones
 *   perceptron_place     memory for the rows of all nodes or edges
 *   perceptron_forward   y = silu(x W + b)
 *   perceptron_backward  gradients by x and by the weights
 *
 * Names begin with rows_ or perceptron_. */
#ifndef TFN_PERCEPTRON_H
#define TFN_PERCEPTRON_H

#include "api.h"
#include "memory.h"
#include "random.h"
#include "real.h"

#include <stddef.h>

API_BEGIN

/* ---- [rows] Products of rows ---- */

/* The sum of a_k b_k over k = 0..n-1. */
real rows_dot(size_t n, const real *a, const real *b);

/* b (n) += c a (n); nothing where b is NULL: a gradient nobody asked for. */
void rows_add(size_t n, real c, const real *a, real *b);

/* Y (n, out) += X (n, in) W (in, out). */
void rows_times(size_t n, size_t in, size_t out, const real *X, const real *W,
                real *Y);

/* dX (n, in) += dY W^T and dW (in, out) += X^T dY, each of which may be
 * NULL. */
void rows_times_backward(size_t n, size_t in, size_t out, const real *X,
                         const real *W, const real *dY, real *dX, real *dW);

/* ---- [perceptron] Rows in, rows out ----
 *
 *   z = x W + b,   y = silu(z)
 *
 * for n rows.  w: W (in, out), then b (out).  Whatever is done to numbers that
 * no motion changes makes numbers that no motion changes. */
struct perceptron {
  size_t in, out;
};

struct perceptron_rows {
  struct perceptron is;
  size_t n;
  real *x, *dx; /* (n, in) */
  real *z;      /* (n, out) */
  real *y, *dy; /* (n, out) */
};

/* (in + 1) out; the sizes must be small enough for a size_t. */
size_t perceptron_weights(struct perceptron p);

/* W normal with variance 1/in, b zero. */
void perceptron_initial(struct perceptron p, struct random *g, real *w);

/* The arrays of n rows, cut from the map; NULL while it only counts. */
struct perceptron_rows perceptron_place(struct perceptron p, size_t n,
                                        struct memory_map *map);

/* z and y from x. */
void perceptron_forward(const struct perceptron_rows *p, const real *w);

/* dx := the gradient by x, from dy and what forward left; dy is overwritten by
 * the gradient by z.  Adds to dw, which may be NULL. */
void perceptron_backward(const struct perceptron_rows *p, const real *w,
                         real *dw);

API_END

#endif

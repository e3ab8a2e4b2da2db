/* dual_inside.h: arrays of dual numbers, and what a node does with them alone.
 *
 *   dual_gate_forward, dual_gate_backward   bias and gate of a layer
 *   dual_norm_forward, dual_norm_backward   a layer norm
 *   dual_polynomial_*                       any polynomial of the features */
#ifndef DUAL_INSIDE_H
#define DUAL_INSIDE_H

#include "dual.h"
#include "layer_norm.h"
#include "residual.h"

#include <string.h>

/* ---- [pairs] An array of dual numbers ----
 *
 * Values and infinitesimal parts stand apart, so that each of the two is an
 * array that the functions of chapter 6 can read. */
struct pairs {
  real *a, *b;
};

static inline struct dual at(struct pairs x, size_t i)
{
  return (struct dual){x.a[i], x.b[i]};
}

static inline void put(struct pairs x, size_t i, struct dual value)
{
  x.a[i] = value.a;
  x.b[i] = value.b;
}

static inline void add_to(struct pairs x, size_t i, struct dual value)
{
  put(x, i, dual_add(at(x, i), value));
}

static inline void clear(struct pairs x, size_t n)
{
  memset(x.a, 0, n * sizeof *x.a);
  memset(x.b, 0, n * sizeof *x.b);
}

static inline struct pairs place_pairs(struct memory_map *map, size_t rows,
                                       size_t columns)
{
  struct pairs x;
  x.a = memory_rows(map, rows, columns);
  x.b = memory_rows(map, rows, columns);
  return x;
}

/* ---- [inside] Nodes alone, in dual numbers ----
 *
 * As layer_gate_forward and layer_norm_forward, and their ways back, with the
 * same weights; what is asked for by weights is the infinitesimal part of the
 * gradient.  x is `gated` of the layer; a bias may be added to it. */
void dual_gate_forward(const struct layer *l, size_t nodes, const real *bias,
                       struct pairs x, struct pairs y);

/* Adds to dx, which is clear, and to dbias. */
void dual_gate_backward(const struct layer *l, size_t nodes, const real *bias,
                        struct pairs x, struct pairs dy, struct pairs dx,
                        real *dbias);

void dual_norm_forward(const struct irreps *irreps, real eps, size_t nodes,
                       struct pairs x, const real *w, struct pairs y);

/* Adds to dx and to dw. */
void dual_norm_backward(const struct irreps *irreps, real eps, size_t nodes,
                        struct pairs x, const real *w, struct pairs dy,
                        struct pairs dx, real *dw);

/* ---- [polynomial] A stage with a degree ----
 *
 * Its own functions are called, for features a little to both sides. */
struct dual_polynomial {
  const struct stage *stage;
  const struct geometry *geometry;
  real *x, *y, *dy, *work; /* of the largest such stage */
};

/* The memory for all such stages of a network. */
void dual_polynomial_place(const struct network *network,
                           const struct graph *graph, struct memory_map *map,
                           struct dual_polynomial *p);
void dual_polynomial_forward(const struct dual_polynomial *p, const real *w,
                             struct pairs x, struct pairs y);

/* Adds to dx and to dw. */
void dual_polynomial_backward(const struct dual_polynomial *p, const real *w,
                              struct pairs x, struct pairs dy, struct pairs dx,
                              real *dw);

#endif

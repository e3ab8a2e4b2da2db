/* demo_bench_so2.h: what the files of `make bench-so2` share: one convolution,
 * computed in several ways. */
#ifndef DEMO_BENCH_SO2_H
#define DEMO_BENCH_SO2_H

#include "clebsch_gordan.h"
#include "graph.h"

/* ---- [paths] The product of all paths, in any degree ----
 *
 * y_l3 = sum over l1 and l2 of w[l1, l2, l3] C(x_l1, Y_l2), all up to lmax, a
 * weight for each channel, summed over the edges into a node.  Features have
 * one block of channels for each degree, and so have the messages. */
struct product_path {
  int l1, l2, l3;
  size_t first, terms; /* of its tensor's entries that are not zero */
};

struct product {
  int lmax;
  size_t channels, dim; /* of a node */
  size_t paths, terms;  /* l1 slow, then l3, then l2 */
  struct product_path *path;
  struct cg_term *term;
  const struct graph *graph;
  const real *x, *w, *dy; /* (nodes, dim), (edges, paths, channels), as x */
  real *y, *dx, *dw, *dY; /* the last three are added to */
  real *scratch;          /* (product_scratch) */
  size_t edges;           /* so many of the graph's, the first ones */
};

/* The lists, which take long; then the channels. */
void product_create(int lmax, struct product *p);
void product_channels(size_t channels, struct product *p);
void product_free(struct product *p);
size_t product_scratch(const struct product *p);

/* Every m1, m2 and m3, zero or not. */
void dense_forward(const struct product *p);
void dense_backward(const struct product *p);
/* As chapter 5: entries that are not zero, added up for each m1 and m3. */
void sparse_forward(const struct product *p);
void sparse_backward(const struct product *p);
/* As chapter 8: sixteen edges at once, and its products of matrices in
 * registers; no code of its own for each path, so no limit of the degree. */
void fused_forward(const struct product *p);
void fused_backward(const struct product *p);

#endif

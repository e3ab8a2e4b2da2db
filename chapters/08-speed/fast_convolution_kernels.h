/* fast_convolution_kernels.h: what fast_convolution.c asks of the kernels of
 * each width. */
#ifndef FAST_CONVOLUTION_KERNELS_H
#define FAST_CONVOLUTION_KERNELS_H

#include <stdbool.h>
#include <stddef.h>

#include "fast_kernels.h"

/* ---- [edges] How many edges make a block, and up to which degree ---- */
enum { EDGES = 16, FAST_DEGREE = 3 };

/* ---- [fit] Which products ----
 *
 * True for a depthwise product that has a kernel for each of its paths, and in
 * every path a multiple of so many channels. */
struct tensor_product;
bool fast_paths_fit(const struct tensor_product *tp, size_t multiple);

/* ---- [choices] Two choices that one can make the other way ----
 *
 * Which way a kernel uses its registers (gen_fast_convolution.c: wide), and
 * whether it asks early for weights.  make bench-ladder compiles them with
 * FAST_OTHER_WAY=1 and FAST_ASKS=0, to see what they are worth. */
#ifndef FAST_OTHER_WAY
#define FAST_OTHER_WAY 0
#endif
#ifndef FAST_ASKS
#define FAST_ASKS 1
#endif
#define FAST_INNER ((SIMD_BYTES == 64) != FAST_OTHER_WAY)

static inline void ask_early(const real *numbers)
{
#if FAST_ASKS
  __builtin_prefetch(numbers);
#else
  (void)numbers;
#endif
}

/* ---- [block] What a kernel is told ----
 *
 * n edges, in order of their receivers, all arrays at the path's own blocks.
 * Y holds the path's harmonics times the scale, one row a component, one
 * column an edge.  dY keeps the channels' lanes apart: a vector an edge. */
struct block {
  size_t n, channels;
  const size_t *sender, *receiver; /* (n) */
  const size_t *end;               /* (n), where the edges of a receiver end */
  size_t begun; /* 1: the first receiver has sums from the block before */
  size_t x_stride, y_stride, w_stride;
  size_t dx_stride, dw_stride; /* 0: nobody wants them, all go to one row */
  size_t ahead; /* from an edge's weights to those the next path will use */
  real *Y;      /* (2 l2 + 1, EDGES) */
  const real *x, *w, *dy;
  real *y, *dx, *dw, *dY; /* dY (2 l2 + 1, EDGES, lanes) or NULL */
  bool stream;            /* y goes past the caches: every edge has its own */
};

/* ---- [kernels] One for each triangle l1, l2, l3 ---- */
typedef void kernel(const struct block *b);
typedef kernel
    *const kernels_of_paths[FAST_DEGREE + 1][FAST_DEGREE + 1][FAST_DEGREE + 1];

struct convolution_kernels {
  size_t lanes;                      /* of a vector */
  const kernels_of_paths *forward;   /* sums over a receiver's edges */
  const kernels_of_paths *single;    /* each edge's product by itself */
  const kernels_of_paths *backward;  /* dx, dw and dY */
  const kernels_of_paths *half_back; /* dx and dw */
  /* `columns` harmonics of n <= EDGES edges, rows `stride` apart, become
   * columns, times scale; out (columns rounded up to lanes, EDGES). */
  void (*turn)(size_t n, size_t columns, size_t stride, const real *rows,
               real scale, real *out);
  /* dY (n, stride) += scale times the sums over the lanes of
   * sums (columns, EDGES, lanes) */
  void (*add_lanes)(size_t n, size_t columns, size_t stride, const real *sums,
                    real scale, real *dY);
};

#endif

/* fast_so2_kernels.h: what fast_so2.c asks of the kernels of each width. */
#ifndef FAST_SO2_KERNELS_H
#define FAST_SO2_KERNELS_H

#include <stdbool.h>
#include <stddef.h>

#include "fast_so2.h"

/* ---- [lists] A convolution as lists ----
 *
 * Whatever blocks and channels a convolution has, a kernel walks through lists
 * of rows.  A row is the channels of one (l, m); in a frame it stands where
 * so2_order puts it. */
enum { ORDERS = 2 * FAST_WIGNER_LMAX + 1 };

/* Block of a layout: where its component m stands in space and in the frame,
 * and the row of D for it, all at m + l. */
struct fast_so2_block {
  int l;
  size_t channels, space[ORDERS], place[ORDERS], D[ORDERS];
};

/* One block (a, b) of a row: a at w, b at b; the other side's +m and -m. */
struct fast_so2_term {
  size_t w, b, plus, minus;
  real scale;
};

/* The rows +m and -m of a block, and what they are joined to.  For m = 0 there
 * is one of them, and no b. */
struct fast_so2_line {
  size_t plus, minus, channels, first, terms;
  bool zero;
};

/* c at (to, from) and -c at (from, to) of a generator; `p` has both rows, the
 * other feature those that are said. */
struct fast_so2_lever {
  size_t to, from, channels;
  bool has_to, has_from;
  real c;
};

/* A matrix times rows of channels: out[r] := or += scale times the sum over i
 * of M[r, i] in[i], which stands at M_at[r] + i, or turned at M_at[i] + r. */
struct fast_so2_rows {
  size_t rows, inner, channels;
  const real *M, *in;
  const size_t *M_at, *in_at, *out_at;
  real scale;
  const real *weights; /* one more factor for each channel, or NULL */
  real *out;
};

/* ---- [table] The kernels, each for one edge ---- */
struct fast_so2_kernels {
  size_t lanes;
  /* what both turns are made of: out := M in, and out += turned M in */
  void (*rows)(const struct fast_so2_rows *t);
  void (*turned_rows)(const struct fast_so2_rows *t);
  /* rows |m| <= top of all blocks := D x, times scale */
  void (*turn_in)(size_t n, const struct fast_so2_block *block, int top,
                  const real *D, real scale, const real *x, real *turned);
  /* x += D^T of the rows |m| <= top, times scale */
  void (*turn_out)(size_t n, const struct fast_so2_block *block, int top,
                   const real *D, real scale, const real *turned, real *x);
  /* y := blocks x, line by line of y */
  void (*blocks)(size_t n, const struct fast_so2_line *line,
                 const struct fast_so2_term *term, const real *w, const real *x,
                 real *y);
  /* h := transposed blocks g, line by line of h and x; dw += unless NULL */
  void (*blocks_back)(size_t n, const struct fast_so2_line *line,
                      const struct fast_so2_term *term, const real *w,
                      const real *x, const real *g, real *h, real *dw);
  /* sum over levers and channels of c (p_to q_from - p_from q_to) */
  real (*moment)(size_t n, const struct fast_so2_lever *lever, const real *p,
                 const real *q);
};

/* Those of the width in use (fast_width.h). */
const struct fast_so2_kernels *fast_so2_kernels(void);

#endif

/* fast_harmonics_kernels.h: what fast_harmonics.c asks of the kernels of each
 * width.
 *
 * A block is LINE points.  Its tile is (K, LINE): a number of each point for
 * each harmonic. */
#ifndef FAST_HARMONICS_KERNELS_H
#define FAST_HARMONICS_KERNELS_H

#include <stdbool.h>
#include <stdint.h>

#include "fast_harmonics.h"
#include "stream.h"

/* ---- [pieces] Columns of a tile, to be written as pieces of rows ----
 *
 * While they are written two things happen that need time and not the
 * processor: lines are asked for that will be written later, at `next`, and of
 * the tile before, a share leaves for memory.  A direct call does the one, a
 * streamed call the other. */
struct pieces {
  size_t columns, step;
  const real *tile;       /* (columns, LINE) */
  real *to;               /* LINE pieces, `step` apart */
  uintptr_t next;         /* where as many will go later, or 0 */
  struct stream *leaving; /* what leaves meanwhile, if share > 0 */
  size_t share;           /* lines of it for eight columns */
};

/* ---- [table] The kernels ----
 *
 * A frame is what a block's points have in common with their harmonics:
 * FRAME numbers in an order of the kernels' own. */
#define FRAME (4 * FAST_LINE)

struct harmonics_kernels {
  /* Unit vectors; false when a length is out of range. */
  bool (*frames)(size_t blocks, const real *xyz, real *frame);
  void (*tiles)(int lmax, enum harmonics_norm norm, size_t blocks,
                const real *frame, real *Y);
  /* scaled := a times what the sums leave out; then f := their sums. */
  void (*scale)(int lmax, enum harmonics_norm norm, const real *a,
                real *scaled);
  bool (*sums)(int lmax, size_t blocks, const real *xyz, const real *scaled,
               real *f);
  void (*pieces)(const struct pieces *r);
  void (*leave)(struct stream *s); /* all that is left */
  void (*copy)(size_t lines, size_t ahead, const real *from, real *to);
  /* G (3, K, LINE) */
  void (*gradient)(int lmax, enum harmonics_norm norm, const real *frame,
                   const real *Y, real *G);
  /* Adds to dxyz (points, 3), for points <= LINE. */
  void (*backward)(int lmax, enum harmonics_norm norm, const real *frame,
                   const real *Y, const real *dY, size_t points, real *dxyz);
};

#endif

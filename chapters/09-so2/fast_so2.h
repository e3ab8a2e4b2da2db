/* fast_so2.h: depthwise SO(2) convolutions with the kernels of every width.
 *
 *   fast_so2_applies   whether a convolution is one of those
 *   fast_so2_create    what does not depend on the points, as lists
 *   fast_so2_free      release it
 *   fast_so2_scratch   numbers of scratch memory a pass needs
 *   fast_so2_look      as so2_convolution_look
 *   fast_so2_forward   as so2_convolution_forward
 *   fast_so2_backward  as so2_convolution_backward
 *
 * Names begin with fast_so2_. */
#ifndef TFN_FAST_SO2_H
#define TFN_FAST_SO2_H

#include "api.h"
#include "fast_wigner.h"
#include "so2_convolution.h"

API_BEGIN

/* ---- [interface] The same arguments, another road ---- */

/* True for a depthwise convolution with degrees up to FAST_WIGNER_LMAX. */
bool fast_so2_applies(const struct so2_convolution *c);

/* What the kernels walk through (fast_so2_kernels.h). */
struct fast_so2_block;
struct fast_so2_line;
struct fast_so2_term;
struct fast_so2_lever;

/* There: from x to y, whose rows are the lines; back: from g to h and x. */
struct fast_so2 {
  const struct so2_convolution *c;
  bool direct;   /* the weights of an edge are its blocks */
  size_t blocks; /* numbers of all blocks of an edge */
  struct fast_wigner wigner;
  struct fast_so2_block *in, *out; /* (blocks of the layout) */
  size_t lines_there, lines_back;
  struct fast_so2_line *there, *back;
  struct fast_so2_term *term_there, *term_back;
  size_t levers[2][2]; /* of in and out, about x and y */
  struct fast_so2_lever *lever[2][2];
};

/* c  with fast_so2_applies; read as long as s is in use
 * s  out: release it with fast_so2_free; empty on failure
 * Returns TFN_OK, TFN_NULL, TFN_BAD_SHAPE (it does not apply) or
 * TFN_NO_MEMORY. */
enum tfn_status fast_so2_create(const struct so2_convolution *c,
                                struct fast_so2 *s);
void fast_so2_free(struct fast_so2 *s);

/* Numbers for the scratch memory of both passes; it does not grow with the
 * graph. */
size_t fast_so2_scratch(const struct fast_so2 *s);

/* Frames as so2_convolution_look has them, to rounding, eight side by side.
 * Returns TFN_OK, TFN_NULL, or as so2_frame. */
enum tfn_status fast_so2_look(const struct fast_so2 *s,
                              const struct graph *graph, real *D);

/* Arguments, shapes and errors of so2_convolution_forward and _backward; in p
 * the convolution is that of s, and scratch has fast_so2_scratch numbers.  In
 * one thread.  Allocate nothing. */
enum tfn_status fast_so2_forward(const struct fast_so2 *s,
                                 const struct so2_pass *p, real *y);
enum tfn_status fast_so2_backward(const struct fast_so2 *s,
                                  const struct so2_pass *p, const real *dy,
                                  real *dx, real *dw, real *dvector);

API_END

#endif

/* fast_convolution.h: chapter 6's depthwise convolution, fused.
 *
 *   fast_convolution_applies    whether the fast road is open
 *   fast_convolution_workspace  numbers of scratch memory a pass needs
 *   fast_convolution_forward    as convolution_forward
 *   fast_convolution_backward   as convolution_backward
 *
 * Gathering x, multiplying and adding up at the receiver are one loop: no
 * message is ever written.  The functions take what those of chapter 6 take
 * and give the same to rounding; where the fast road is closed they call
 * them. */
#ifndef FAST_CONVOLUTION_H
#define FAST_CONVOLUTION_H

#include "convolution.h"

/* ---- [interface] The same arguments, another road ---- */

/* True for a depthwise convolution with degrees up to 3 whose channels are
 * multiples of the lanes of a vector (16 floats or 8 doubles). */
bool fast_convolution_applies(const struct convolution *c);

/* Numbers of type real for the scratch memory of both passes; enough for
 * chapter 6's passes too.  It does not grow with the graph. */
size_t fast_convolution_workspace(const struct convolution *c);

/* y_i = scale sum over edges j -> i of product(x_j, Y_ij, w_ij).
 * Arguments, shapes and errors of convolution_forward. */
enum tfn_status fast_convolution_forward(const struct convolution *c,
                                         const struct graph *graph,
                                         const real *x, const real *w,
                                         real *scratch, real *y);

/* Adds to dx, dY, dw (each may be NULL) as convolution_backward does. */
enum tfn_status fast_convolution_backward(const struct convolution *c,
                                          const struct graph *graph,
                                          const real *x, const real *w,
                                          const real *dy, real *scratch,
                                          real *dx, real *dY, real *dw);

#endif

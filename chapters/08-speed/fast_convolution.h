/* fast_convolution.h: chapter 6's depthwise convolution, fused.
 *
 *   fast_convolution_applies    whether the fast road is open
 *   fast_convolution_workspace  numbers of scratch memory a pass needs
 *   fast_convolution_forward    as convolution_forward
 *   fast_convolution_backward   as convolution_backward
 *   fast_convolution_net_*      the same with the radial network inside
 *   fast_product_*              chapter 5's product, one item an edge
 *
 * Gathering x, multiplying and adding up at the receiver are one loop: no
 * message is ever written.  The functions take what those of chapter 6 take
 * and give the same to rounding; where the fast road is closed they call
 * them.  Names begin with fast_convolution_, fast_net_ or fast_product_. */
#ifndef TFN_FAST_CONVOLUTION_H
#define TFN_FAST_CONVOLUTION_H

#include "api.h"
#include "convolution.h"
#include "radial.h"

API_BEGIN

/* ---- [interface] The same arguments, another road ---- */

/* True for a depthwise convolution with degrees up to 3 whose channels are
 * multiples of the lanes of a vector (16 floats or 8 doubles). */
bool fast_convolution_applies(const struct convolution *c);

/* Numbers of type real for the scratch memory of both passes; enough for
 * chapter 6's passes too.  With one thread it does not grow with the graph;
 * each thread more needs a gradient of x of its own.  It is for the threads
 * in use now: ask again after parallel_use. */
size_t fast_convolution_workspace(const struct convolution *c,
                                  const struct graph *graph);

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

/* ---- [whole] Weights that are never stored ---- */

/* A convolution with its radial network at work on one graph.
 *
 * net->outputs = convolution_weights(c); arrays as for radial_net_forward and
 * convolution_forward, and for both backward. */
struct fast_net_pass {
  const struct convolution *c;
  const struct radial_net *net;
  const struct graph *graph;
  size_t threads;    /* memory is for so many, and no more work; 0: for those
                        that are in use at each call */
  const real *B, *W; /* basis values, parameters of the network */
  const real *x;
  real *scratch;  /* (fast_convolution_net_workspace) */
  real *y;        /* out of the forward pass */
  const real *dy; /* read by the backward pass, which adds to these, */
  real *dx, *dY;  /* each of which may be NULL */
  real *dW, *dB;
};

/* Numbers of scratch memory of the two passes below; 0 where they do not
 * apply.  It grows with the parameters and the threads, as above. */
size_t fast_convolution_net_workspace(const struct fast_net_pass *pass);

/* radial_net_forward and convolution_forward in one: the weights of one
 * path and EDGES edges exist at a time.
 * Returns TFN_OK, TFN_NULL, or TFN_BAD_SHAPE, also where
 * fast_convolution_applies is false. */
enum tfn_status fast_convolution_net_forward(const struct fast_net_pass *pass);

/* As convolution_backward and radial_net_backward.  Needs nothing of the
 * forward pass: the weights are made again.  Errors as above. */
enum tfn_status fast_convolution_net_backward(const struct fast_net_pass *pass);

/* ---- [products] Nothing gathered, nothing added up ---- */

/* Numbers of scratch memory; 0 where chapter 5's functions are called. */
size_t fast_product_workspace(const struct tensor_product *tp);

/* As tp_forward and tp_backward with a row of weights for each item.
 * x (n, in1.dim), Y (n, in2.dim), w (n, tp_weights), y (n, out.dim) */
enum tp_status fast_product_forward(const struct tensor_product *tp, size_t n,
                                    const real *x, const real *Y, const real *w,
                                    real *scratch, real *y);
enum tp_status fast_product_backward(const struct tensor_product *tp, size_t n,
                                     const real *x, const real *Y,
                                     const real *w, const real *dy,
                                     real *scratch, real *dx, real *dY,
                                     real *dw);

API_END

#endif

/* radial.h: functions of a distance: bases, a smooth cutoff, a small network.
 *
 *   smooth_silu           x / (1 + exp(-x)), and its derivative
 *   smooth_sigmoid        1 / (1 + exp(-x)), for any x
 *   smooth_cutoff         a polynomial that ends smoothly at the cutoff
 *   radial_basis_forward  Gaussian or Bessel functions of many distances
 *   radial_basis_backward from the gradient by the basis to that by distance
 *   radial_basis_square   how large the basis is: its mean sum of squares
 *   radial_net_weights    how many parameters the radial network has
 *   radial_net_forward    per-edge weights from the basis
 *   radial_net_backward   gradients of its parameters and of the basis
 *
 * Names begin with radial_ or smooth_. */
#ifndef TFN_RADIAL_H
#define TFN_RADIAL_H

#include "api.h"
#include "real.h"
#include "tfn_status.h"

#include <stddef.h>

API_BEGIN

/* ---- [smooth] Two smooth functions of one number ---- */

/* 1 / (1 + exp(-x)), in [0, 1] for any x: where exp overflows it is 0. */
real smooth_sigmoid(real x);

/* x / (1 + exp(-x)) = x s; *derivative = s + x s (1 - s), may be NULL. */
real smooth_silu(real x, real *derivative);

/* ---- [basis] A few numbers for a distance ----
 *
 *   Gaussian  B_k(r) = exp(-(r - c_k)^2 / (2 s^2)) u(r/cutoff)
 *             k = 0..count-1, c_k = k s, s = cutoff/(count - 1)
 *   Bessel    B_k(r) = sqrt(2/cutoff) sin((k+1) pi r/cutoff)/r u(r/cutoff)
 *
 * u is the cutoff polynomial of degree p + 2 for envelope = p, and 1
 * everywhere for envelope = 0; then nothing ends at the cutoff, which only
 * sets the scale.  Widths and centres are lengths: a basis that is given
 * distances in another unit, with the cutoff in that unit, has the same
 * values (Gaussian). */
enum radial_kind { RADIAL_GAUSSIAN = 0, RADIAL_BESSEL };

/* The largest number of basis functions. */
#define RADIAL_MAX 256

struct radial_basis {
  enum radial_kind kind;
  size_t count; /* functions: 1..RADIAL_MAX, at least 2 Gaussians */
  real cutoff;  /* > 0, in the unit of the distances; so large that slopes,
                 * up to cutoff^-2.5 for Bessel functions, are numbers */
  int envelope; /* p: 0, or 2..32; p - 1 derivatives vanish at 0, 2 at 1 */
};

/* u(x) = 1 - (p+1)(p+2)/2 x^p + p(p+2) x^(p+1) - p(p+1)/2 x^(p+2)  for x < 1,
 * and 0 from 1 on; u(1) = u'(1) = u''(1) = 0.  Computed as (1-x)^3 times the
 * first p terms of the power series of (1-x)^(-3), to a few roundings of u.
 *
 * x  >= 0;  p  2..32, or 0 for the constant 1
 * derivative  out: u'(x), may be NULL
 * J. Gasteiger et al., DimeNet, ICLR 2020. */
real smooth_cutoff(int p, real x, real *derivative);

/* B (n, count) of n distances r (n), r >= 0.
 * slope  out (n, count): dB/dr; may be NULL
 * Returns TFN_OK, TFN_NULL, TFN_BAD_VALUE (basis).  NaN gives NaN, every finite
 * distance gives numbers: 0 where a sine's argument is beyond all numbers. */
enum tfn_status radial_basis_forward(const struct radial_basis *basis, size_t n,
                                     const real *r, real *B, real *slope);

/* dr_i += sum_k dB_ik slope_ik.  dB, slope (n, count), dr (n). */
enum tfn_status radial_basis_backward(const struct radial_basis *basis,
                                      size_t n, const real *slope,
                                      const real *dB, real *dr);

/* The mean of sum_k B_k(r)^2 over the ball r < cutoff, in which neighbours lie
 * equally dense: what first weights have to be divided by.
 *
 *   3 int_0^1 sum_k B_k(c u)^2 u^2 du,  c = cutoff
 *
 * Near sqrt(pi) for Gaussians without an envelope, and 3 count/cutoff^3 for
 * such Bessel functions, which have a dimension.
 * Returns TFN_OK, TFN_NULL or TFN_BAD_VALUE (basis). */
enum tfn_status radial_basis_square(const struct radial_basis *basis,
                                    real *square);

/* ---- [net] The radial network ----
 *
 *   hidden = B W1,   w = silu(hidden) W2
 *
 * Two matrices and no bias: B = 0 gives w = 0, so what ends smoothly at the
 * cutoff in B does so in w. */
struct radial_net {
  size_t inputs;  /* basis functions, >= 1 */
  size_t hidden;  /* >= 1 */
  size_t outputs; /* weights of an edge, >= 1 */
};

/* inputs hidden + hidden outputs: W1 (inputs, hidden), then W2 (hidden,
 * outputs); 0 when that does not fit a size_t. */
size_t radial_net_weights(const struct radial_net *net);

/* For n edges: B (n, inputs), W as above; hidden out (n, hidden), the values
 * before silu, for the way back; w out (n, outputs).
 * Returns TFN_OK, TFN_NULL or TFN_BAD_SHAPE (a size is 0). */
enum tfn_status radial_net_forward(const struct radial_net *net, size_t n,
                                   const real *B, const real *W, real *hidden,
                                   real *w);

/* Adds to dW (as W) and to dB (n, inputs), each of which may be NULL.
 * hidden is overwritten: call it once for each forward pass. */
enum tfn_status radial_net_backward(const struct radial_net *net, size_t n,
                                    const real *B, const real *W, real *hidden,
                                    const real *dw, real *dW, real *dB);

API_END

#endif

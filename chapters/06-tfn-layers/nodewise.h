/* nodewise.h: what a node does alone: mix channels, add a bias, pass a gate.
 *
 *   mix_create      which blocks of one layout feed which of another
 *   mix_weights     how many weights that takes
 *   mix_initial     random weights that keep the variance
 *   mix_forward     y[m, d] = sum over channels c of x[m, c] W[c, d]
 *   mix_backward    gradients of x and W
 *   bias_count      one number for each even scalar
 *   bias_forward    x += bias, in place
 *   bias_backward   gradient of the bias
 *   norm_gate_*     x times a function of its own norm
 *   scalar_gate_*   x times a function of a scalar made for it
 *
 * Names begin with nodewise_, mix_, bias_, norm_gate_ or scalar_gate_. */
#ifndef TFN_NODEWISE_H
#define TFN_NODEWISE_H

#include "api.h"
#include "irreps.h"
#include "random.h"
#include "tfn_status.h"

API_BEGIN

/* ---- [mix] Self-interaction: channels mix, components do not ----
 *
 *   y[m, d] = sum_c x[m, c] W[c, d]
 *
 * for every block of the output, c running over the channels of all blocks of
 * the input with the same l and parity.  W is stored output block after output
 * block, inside it input block after input block, each (channels in, channels
 * out). */
struct mix_path {
  size_t in, out; /* block numbers */
  size_t weight;  /* where its matrix begins */
  size_t fan_in;  /* channels that reach the output block, over all paths */
};

struct mix {
  struct irreps in, out;
  size_t paths, weights;
  struct mix_path *path; /* (paths) */
};

/* partial  false: every block of the output must be reached, else TFN_NO_PATH;
 *          true: blocks that no input reaches are 0
 * out      release it with mix_free
 * Returns TFN_OK, TFN_NULL, TFN_BAD_SHAPE (a layout), TFN_NO_PATH,
 * TFN_TOO_LARGE or TFN_NO_MEMORY. */
enum tfn_status mix_create(const struct irreps *in, const struct irreps *out,
                           bool partial, struct mix *mix);
void mix_free(struct mix *mix);

/* Number of weights; 0 for NULL. */
size_t mix_weights(const struct mix *mix);

/* W (mix_weights) := normal numbers of variance gain^2 / fan-in.
 * gain  (out.n), one for each block of the output; NULL: 1 for all */
enum tfn_status mix_initial(const struct mix *mix, const real *gain,
                            struct random *g, real *W);

/* x (n, in.dim), y (n, out.dim): overwritten, or added to when `add`. */
enum tfn_status mix_forward(const struct mix *mix, size_t n, const real *x,
                            const real *W, bool add, real *y);

/* Adds to dx (n, in.dim) and dW (mix_weights), each of which may be NULL. */
enum tfn_status mix_backward(const struct mix *mix, size_t n, const real *x,
                             const real *W, const real *dy, real *dx, real *dW);

/* ---- [bias] A bias, on even scalars only ---- */

/* Channels of the 0e blocks, in the order of the layout; 0 for NULL. */
size_t bias_count(const struct irreps *irreps);

/* x (n, dim) += b (bias_count) at the even scalars. */
enum tfn_status bias_forward(const struct irreps *irreps, size_t n,
                             const real *b, real *x);

/* db += the sum of dx over the nodes; dx itself passes unchanged. */
enum tfn_status bias_backward(const struct irreps *irreps, size_t n,
                              const real *dx, real *db);

/* ---- [normgate] The norm gate ----
 *
 *   0e:           y = silu(x + b)
 *   anything else y = x sigmoid(N + b),   N = sqrt(sum_m x_m^2 + eps^2)
 *
 * one b for each block and channel.  NORM_GATE_EPS = eps stands inside the
 * root: at x = 0 the gradient is 0 and not 0/0. */
#define NORM_GATE_EPS REAL(1e-3)

/* Biases: the sum of the channels of all blocks; 0 for NULL. */
size_t norm_gate_count(const struct irreps *irreps);

/* x, y (n, dim), b (norm_gate_count); y may not be x. */
enum tfn_status norm_gate_forward(const struct irreps *irreps, size_t n,
                                  const real *x, const real *b, real *y);

/* Adds to dx (n, dim) and db (norm_gate_count), each of which may be NULL. */
enum tfn_status norm_gate_backward(const struct irreps *irreps, size_t n,
                                   const real *x, const real *b, const real *dy,
                                   real *dx, real *db);

/* ---- [scalargate] The scalar gate ----
 *
 *   0e:           y = silu(x)
 *   anything else y = x sigmoid(g),   g an even scalar of its own
 *
 * The input has the blocks of the output and then one block of gates, G x 0e
 * with G the number of channels of the output that are not 0e, in order; no
 * such block when G = 0. */

/* in := out with the block of gates behind it.
 * Returns TFN_OK, TFN_NULL, TFN_BAD_SHAPE or TFN_TOO_LARGE. */
enum tfn_status scalar_gate_input(const struct irreps *out, struct irreps *in);

/* x (n, in.dim), y (n, out.dim). */
enum tfn_status scalar_gate_forward(const struct irreps *out, size_t n,
                                    const real *x, real *y);

/* Adds to dx (n, in.dim). */
enum tfn_status scalar_gate_backward(const struct irreps *out, size_t n,
                                     const real *x, const real *dy, real *dx);

API_END

#endif

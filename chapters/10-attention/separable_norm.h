/* separable_norm.h: one size for scalars, one for everything that turns.
 *
 *   separable_norm_weights   how many parameters it has
 *   separable_norm_initial   scales and biases to start from
 *   separable_norm_forward   divide what turns by one common size
 *   separable_norm_backward  gradients of the features and of the parameters
 *   separable_norm_stage     the norm as a stage
 *   separable_residual       x + inner(norm(x)) as a stage
 *   separable_inner          the stage inside such a residual
 *
 * Names begin with separable_. */
#ifndef TFN_SEPARABLE_NORM_H
#define TFN_SEPARABLE_NORM_H

#include "api.h"
#include "layer_norm.h"
#include "stage.h"

API_BEGIN

/* ---- [norm] Scalars apart, the rest together ----
 *
 * For each node, with the blocks that are not 0e numbered b = 1..B,
 *
 *   0e:            y_c = g_c (x_c - mean) / sqrt(v + eps) + b_c, each block of
 *                  scalars by itself, as in layer_norm.h
 *   anything else  y_mc = g_c x_mc / sqrt(s + eps),
 *                  s = 1/B sum_b 1/(C_b (2 l_b + 1)) sum_mc x_mc^2
 *
 * A block that is small beside the others stays small: with one size for each
 * block (layer_norm.h) that ratio is lost.  s is an invariant.  Layouts as
 * layer_norm_fits says.  The parameters are g (one for each block and channel)
 * and b (bias_count).
 * Y.-L. Liao et al., EquiformerV2, ICLR 2024, section 4.3. */
#define SEPARABLE_NORM_EPS REAL(1e-5) /* that of the stages */

size_t separable_norm_weights(const struct irreps *irreps);

/* Scales 1 and biases 0.
 * Returns TFN_OK, TFN_NULL or TFN_BAD_SHAPE (layer_norm_fits is false). */
enum tfn_status separable_norm_initial(const struct irreps *irreps, real *w);

/* x, y (n, dim), w (separable_norm_weights); y may not be x.  Errors as above.
 */
enum tfn_status separable_norm_forward(const struct irreps *irreps, real eps,
                                       size_t n, const real *x, const real *w,
                                       real *y);

/* Adds to dx (n, dim) and dw (separable_norm_weights), each of which may be
 * NULL; the sizes are computed again from x.  Errors as above. */
enum tfn_status separable_norm_backward(const struct irreps *irreps, real eps,
                                        size_t n, const real *x, const real *w,
                                        const real *dy, real *dx, real *dw);

/* ---- [stage] As a stage ----
 *
 * stage  out: release it with stage_free
 * Returns TFN_OK, TFN_NULL or TFN_BAD_SHAPE. */
enum tfn_status separable_norm_stage(const struct irreps *irreps,
                                     struct stage *stage);

/* ---- [residual] Past a stage and through it ----
 *
 *   y = x + inner(norm(x))
 *
 * The weights are those of the norm, then those of `inner`.
 *
 * inner  its output must be its input's layout, and one that can be
 *        normalised; it is taken over, also when it is refused
 * stage  out: release it with stage_free
 * Returns TFN_OK, TFN_NULL, TFN_BAD_SHAPE, TFN_TOO_LARGE or TFN_NO_MEMORY. */
enum tfn_status separable_residual(struct stage *inner, struct stage *stage);

/* The stage inside one that separable_residual made; NULL for any other. */
struct stage *separable_inner(const struct stage *stage);

API_END

#endif

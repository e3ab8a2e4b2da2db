/* layer_norm.h: features of one size: an equivariant layer norm.
 *
 *   layer_norm_fits      is a layout one that can be normalised?
 *   layer_norm_weights   how many parameters it has
 *   layer_norm_initial   scales and biases to start from
 *   layer_norm_forward   divide every block of a node by its own size
 *   layer_norm_backward  gradients of the features and of the parameters
 *   layer_norm_stage     the layer norm as a stage
 *   layer_norm_is        is a stage one? */
#ifndef TFN_LAYER_NORM_H
#define TFN_LAYER_NORM_H

#include "api.h"
#include "irreps.h"
#include "stage.h"
#include "tfn_status.h"

API_BEGIN

/* ---- [norm] Every block by its own root mean square ----
 *
 * For each node and each block of C channels,
 *
 *   0e:            y_c = g_c (x_c - mean) / sqrt(v + eps) + b_c,
 *                  mean = sum_c x_c / C,  v = sum_c (x_c - mean)^2 / C
 *   anything else  y_mc = g_c x_mc / sqrt(v + eps),
 *                  v = sum_mc x_mc^2 / (C (2l+1))
 *
 * with a scale g for each channel and a bias b for each even scalar.  v is an
 * invariant, so the blocks turn as before.  eps > 0 stands inside the root:
 * blocks of zeros stay zero, and nothing is multiplied by more than
 * g/sqrt(eps), on either way.  At first g = sqrt(1 + eps), so that features of
 * size 1 keep it.  A block 1x0e would be its own mean, and 0 for ever: it is
 * refused. */
#define LAYER_NORM_EPS REAL(1e-3) /* that of the stage */

/* True for a layout that irreps_check accepts and that has no block 1x0e. */
bool layer_norm_fits(const struct irreps *irreps);

/* g (one for each block and channel), then b (bias_count); 0 for NULL. */
size_t layer_norm_weights(const struct irreps *irreps);

/* Scales sqrt(1 + eps) and biases 0.
 * Returns TFN_OK, TFN_NULL or TFN_BAD_SHAPE (layer_norm_fits is false). */
enum tfn_status layer_norm_initial(const struct irreps *irreps, real eps,
                                   real *w);

/* x, y (n, dim), w (layer_norm_weights); y may not be x.  Errors as above. */
enum tfn_status layer_norm_forward(const struct irreps *irreps, real eps,
                                   size_t n, const real *x, const real *w,
                                   real *y);

/* Adds to dx (n, dim) and dw (layer_norm_weights), each of which may be
 * NULL; the sizes are computed again from x.  Errors as above. */
enum tfn_status layer_norm_backward(const struct irreps *irreps, real eps,
                                    size_t n, const real *x, const real *w,
                                    const real *dy, real *dx, real *dw);

/* ---- [stage] The layer norm as a stage ----
 *
 * stage  out: release it with stage_free
 * Returns TFN_OK, TFN_NULL or TFN_BAD_SHAPE. */
enum tfn_status layer_norm_stage(const struct irreps *irreps,
                                 struct stage *stage);

/* True for a stage that layer_norm_stage made. */
bool layer_norm_is(const struct stage *stage);

API_END

#endif

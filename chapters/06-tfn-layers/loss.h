/* loss.h: how wrong an answer is, as one number with a gradient.
 *
 *   loss_cross_entropy           softmax probabilities and the mean loss
 *   loss_cross_entropy_backward  its gradient by the logits
 *   loss_squares                 the sum of squared errors and its gradient */
#ifndef TFN_LOSS_H
#define TFN_LOSS_H

#include "api.h"
#include "real.h"
#include "tfn_status.h"

#include <stddef.h>

API_BEGIN

/* ---- [entropy] Softmax and cross-entropy ---- */

/* p_ic = exp(z_ic) / sum_d exp(z_id),  loss = -(1/n) sum_i log p_i,label(i).
 *
 * z       (n, classes) logits, any size; n >= 1, classes >= 1
 * labels  (n), each below `classes`
 * p       out (n, classes)
 * loss    out, one number: 0 when every label is certain
 * Returns TFN_OK, TFN_NULL, TFN_BAD_SHAPE (n or classes 0) or TFN_BAD_VALUE (a
 * label). */
enum tfn_status loss_cross_entropy(size_t n, size_t classes, const real *z,
                                   const size_t *labels, real *p, real *loss);

/* dz_ic += (p_ic - [c = label(i)]) / n. */
enum tfn_status loss_cross_entropy_backward(size_t n, size_t classes,
                                            const real *p, const size_t *labels,
                                            real *dz);

/* ---- [squares] Squared errors ---- */

/* loss = share sum_i (y_i - want_i)^2,  dy_i += 2 share (y_i - want_i).
 *
 * y, want  (n);  share  1/n for a mean;  dy  (n), added to, may be NULL
 * For vectors and tensors the sum over the components of an irrep does not
 * change when both sides turn, because D is orthogonal.
 * Returns TFN_OK or TFN_NULL. */
enum tfn_status loss_squares(size_t n, const real *y, const real *want,
                             real share, real *dy, real *loss);

API_END

#endif

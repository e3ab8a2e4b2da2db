/* softmax.h: shares among neighbours that fade out at a cutoff.
 *
 *   softmax_forward    weights of n neighbours, head by head
 *   softmax_backward   gradients by the logits and by the envelope */
#ifndef TFN_SOFTMAX_H
#define TFN_SOFTMAX_H

#include "api.h"
#include "real.h"
#include "tfn_status.h"

#include <stddef.h>

API_BEGIN

/* ---- [softmax] Shares with an envelope ----
 *
 * For the neighbours j = 0..n-1 of one node, with logits a_j and an envelope
 * 0 <= u_j <= 1 that is 0 from the cutoff on:
 *
 *   share_j = exp(a_j) / sum_k u_k exp(a_k)
 *
 *   SOFTMAX_BOTH    alpha_j = u_j u_j share_j       inside and outside
 *   SOFTMAX_INSIDE  alpha_j = u_j share_j           inside the sum alone
 *   SOFTMAX_PLAIN   alpha_j = share_j with all u = 1: neighbours that leave
 *                   take their share with them at once
 *
 * If u vanishes to third order at the cutoff, SOFTMAX_BOTH has two continuous
 * derivatives there, whoever else is near; SOFTMAX_INSIDE has them only while
 * another neighbour stays.  Without neighbours, or with all u below REAL_MIN,
 * which counts as 0, the weights are 0 and not 0/0.  Adding the same number to
 * all logits changes nothing; the largest is taken off before exp, so that
 * logits of any size do no harm.
 * Envelope on both sides: Y.-L. Liao et al., EquiformerV3. */
enum softmax_envelope { SOFTMAX_BOTH = 0, SOFTMAX_INSIDE, SOFTMAX_PLAIN };

/* a      (n, heads) logits, finite;  u  (n), for all heads; not read for
 *        SOFTMAX_PLAIN, where it may be NULL
 * share  out (n, heads), for the way back;  alpha  out (n, heads)
 * Returns TFN_OK, TFN_NULL, TFN_BAD_SHAPE (no heads) or TFN_BAD_VALUE
 * (envelope). */
enum tfn_status softmax_forward(enum softmax_envelope envelope, size_t n,
                                size_t heads, const real *a, const real *u,
                                real *share, real *alpha);

/* From dalpha (n, heads): adds to da (n, heads) and, unless NULL, to du (n).
 * Nothing is divided by u.  Errors as above. */
enum tfn_status softmax_backward(enum softmax_envelope envelope, size_t n,
                                 size_t heads, const real *u, const real *share,
                                 const real *dalpha, real *da, real *du);

API_END

#endif

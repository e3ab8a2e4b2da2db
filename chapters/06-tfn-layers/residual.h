/* residual.h: a stage with a straight way past it, for networks of many.
 *
 *   residual_stage   wrap a stage
 *   residual_inner   the stage that was wrapped
 *   residual_factor  by which its answer is multiplied
 *   residual_centre  take the mean off the even scalars */
#ifndef TFN_RESIDUAL_H
#define TFN_RESIDUAL_H

#include "api.h"
#include "stage.h"

API_BEGIN

/* ---- [residual] Past a stage and through it ----
 *
 *   y = x + centre(inner(norm(x))) / sqrt(2 depth)
 *
 * norm is the layer norm of layer_norm.h, with its scales and biases; centre
 * takes the mean over their channels off the even scalars, which a gate makes
 * positive whatever the weights; depth is the number of such stages in the
 * network.  The weights are those of the norm, then those of `inner`.
 *
 * Why sqrt(2 depth): if inner makes features of mean square G of features of
 * mean square 1, and in random directions, a stage multiplies the mean square
 * of x by at most 1 + G/(2 depth), and all of them together by less than
 * exp(G/2), however many there are.  With the factor G of inner's way back the
 * same holds for the gradient.  Neither can vanish, and both stay below 4 for G
 * up to 2 log 4 = 2.77.  A layer has such a G with the first weights of
 * layer_initial and the scale 1/neighbours.
 *
 * The norm has a large eps: a block that is nearly zero at a node, by symmetry
 * or for want of neighbours, shall stay small.  With a small one, the mean
 * square of the gradient there would be multiplied by
 * 1 + (1 + eps)/(2 depth eps) in every stage. */
#define RESIDUAL_EPS REAL(1)

/* inner  its output must be its input's layout, and hold no block 1x0e; it is
 *        taken over, also when it is refused: the caller does not free it
 * depth  >= 1
 * stage  out: release it with stage_free
 * Returns TFN_OK, TFN_NULL, TFN_BAD_SHAPE (layouts), TFN_BAD_VALUE (depth),
 * TFN_TOO_LARGE or TFN_NO_MEMORY.
 * K. He et al., Identity Mappings in Deep Residual Networks, 2016. */
enum tfn_status residual_stage(struct stage *inner, size_t depth,
                               struct stage *stage);

/* The stage inside one that residual_stage made, to look at it or to put one
 * with the same meaning in its place; NULL for any other stage. */
struct stage *residual_inner(const struct stage *stage);

/* 1/sqrt(2 depth) of a stage that residual_stage made; 0 for any other. */
real residual_factor(const struct stage *stage);

/* ---- [centre] Without a mean ----
 *
 * Even scalars behind a gate have a mean over their channels that is positive,
 * whatever the weights: it would add up from stage to stage.  The same function
 * serves on the way back, since to take off the mean is a projection.
 *
 * x (nodes, dim), in place.  Returns TFN_OK or TFN_NULL. */
enum tfn_status residual_centre(const struct irreps *irreps, size_t nodes,
                                real *x);

API_END

#endif

/* equiformer.h: EquiformerV2's block, made of stages.
 *
 *   equiformer_leaky      a leaky relu without a corner, and its derivative
 *   equiformer_check      is a description one that can be built?
 *   equiformer_layout     the layout of the features between its stages
 *   equiformer_embedding  from what a node brings to such features
 *   equiformer_attention  neighbours, weighed by attention, in edge frames
 *   equiformer_feed       the feed-forward network on a grid
 *   equiformer_network    embedding, blocks and a last norm, as a network
 *   equiformer_add_block  one more block of a network
 *   equiformer_add_head   a stage that makes the answer's features
 *
 * After Y.-L. Liao, B. Wood, A. Das and T. Smidt, EquiformerV2, ICLR 2024. */
#ifndef TFN_EQUIFORMER_H
#define TFN_EQUIFORMER_H

#include "api.h"
#include "network.h"
#include "softmax.h"
#include "sphere_grid.h"
#include "stage.h"

API_BEGIN

/* ---- [describe] What a network is made of ----
 *
 * All numbers of channels hold for every degree 0..lmax.  Features are labelled
 * even: rotations are a symmetry, reflections are not. */
struct equiformer_description {
  int lmax;        /* of the features, 1..SO2_LMAX */
  int mmax;        /* what edges keep in their frames, 0..lmax */
  size_t channels; /* of a node, >= 2 */
  size_t hidden;   /* between the two maps of an edge */
  size_t heads;    /* of the attention */
  size_t alpha;    /* numbers of a head from which its logit is made, >= 2 */
  size_t value;    /* channels of a head */
  size_t feed;     /* channels of the feed-forward network */
  size_t basis;    /* radial functions, as the network's basis has them */
  size_t radial;   /* width of the radial networks */
  int factors;     /* grids integrate products of so many functions: 2..64;
                        3 is exact for squares; 0 means 4 */
  real neighbours; /* how many are expected, > 0: for the embedding's sum */
  real square;     /* radial_basis_square of the basis; 0 counts as 1 */
  enum softmax_envelope envelope; /* SOFTMAX_BOTH: smooth at the cutoff */
  real roll_rad; /* every frame is turned by this about its edge: 0, but for
                    those who measure that it does not matter */
};

/* TFN_OK, TFN_NULL, TFN_BAD_VALUE (a number outside its range) or
 * TFN_TOO_LARGE. */
enum tfn_status equiformer_check(const struct equiformer_description *is);

/* channels x 0e + channels x 1e + ... up to lmax.  Errors as above. */
enum tfn_status equiformer_layout(const struct equiformer_description *is,
                                  struct irreps *layout);

/* ---- [leaky] A leaky relu without a corner ----
 *
 *   leaky(x) = 0.6 x + 0.4 x (2 sigmoid(x) - 1) = x (0.2 + 0.8 sigmoid(x))
 *
 * Slope 1 far to the right, 0.2 far to the left.
 * derivative  out; may be NULL */
real equiformer_leaky(real x, real *derivative);

/* ---- [embedding] What a node brings, and how its neighbours lie ----
 *
 *   y_i = in_i W + b + sum_j R(|v|)_lc s_jc Y_lm(v) / sqrt(neighbours)
 *
 * with s_j the channels of l = 0 of in_j W + b, and R a radial network.  Turned
 * to the pole, Y(v) has m = 0 alone: it is the embedding of edges that
 * EquiformerV2 makes in its frames.  There R also sees the kinds of both atoms;
 * here s_j multiplies.
 *
 * in     layout of what enters; it needs an even scalar
 * stage  out: release it with stage_free
 * Returns as equiformer_check, or TFN_BAD_SHAPE, TFN_NO_PATH (no scalar),
 * TFN_NO_MEMORY.  The graph needs harmonics up to lmax. */
enum tfn_status equiformer_embedding(const struct equiformer_description *is,
                                     const struct irreps *in,
                                     struct stage *stage);

/* ---- [attention] Attention in the frame of the edge ----
 *
 * For every edge, with both ends' features side by side, D x = x' in its frame
 * and the rows |m| <= mmax:
 *
 *   h, s, f = map_1(x' times radial functions)        2C -> hidden channels
 *   v = map_2(separable S2 activation of (s, h))      hidden -> heads, value
 *   a_h = dot_h . leaky(norm(f_h))                    one logit for each head
 *   y_i = W sum_j alpha_jh D^T v_jh + bias            alpha = softmax(a)
 *
 * map_1 and map_2 are frame maps (frame_map.h), norm is an ordinary layer norm
 * over the numbers of a head, shared by all heads: the re-normalisation.  The
 * envelope of the softmax is that of the geometry's basis.  Memory does not
 * grow with the edges but for their frames: the way back computes the edges
 * again, a few receivers at a time.
 *
 * out  layout of the answer: even blocks with l <= lmax
 * Returns as equiformer_embedding; TFN_NO_PATH for a block of another kind. */
enum tfn_status equiformer_attention(const struct equiformer_description *is,
                                     const struct irreps *out,
                                     struct stage *stage);

/* ---- [feed] The feed-forward network on a grid ----
 *
 *   t = x W_1 + b_1 (degree by degree),  s = x_0 W_s + b_s
 *   f = (silu(silu(to(t) G_1) G_2)) G_3 at every point of the grid
 *   u = from(f), but its row 0 is silu(s)
 *   y = u W_2 + b_2
 *
 * Errors as above. */
enum tfn_status equiformer_feed(const struct equiformer_description *is,
                                const struct irreps *out, struct stage *stage);

/* ---- [network] The whole on the seam ----
 *
 * A network that has the embedding, `blocks` blocks and a last norm; a block is
 * two stages, x + attention(norm(x)) and x + feed(norm(x)).  What follows, a
 * head and answers, is added by the caller.
 *
 * in      features of a node, as "2x0e + 1x1e"
 * basis   its count must be is->basis
 * out     release it with network_free; NULL on failure
 * Returns as equiformer_check, network_create and network_add. */
enum tfn_status equiformer_network(const struct equiformer_description *is,
                                   const char *in, size_t blocks,
                                   const struct radial_basis *basis,
                                   struct network **out);

enum tfn_status equiformer_add_block(const struct equiformer_description *is,
                                     struct network *network);

/* A last stage from the features to the layout `out`: an attention where
 * `attends`, as EquiformerV2 has it for forces, or else a feed-forward network,
 * as it has it for energies. */
enum tfn_status equiformer_add_head(const struct equiformer_description *is,
                                    const char *out, bool attends,
                                    struct network *network);

API_END

#endif

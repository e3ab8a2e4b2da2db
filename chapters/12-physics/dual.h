/* dual.h: how the gradient by the weights changes as the points move, exactly.
 *
 *   dual_create    the memory for a network on a graph
 *   dual_free      release it
 *   dual_unknown   the first stage for which there is no such way
 *   dual_gradient  the derivative of the gradient by the weights
 *   dual_add, dual_multiply, dual_sigmoid, dual_silu, dual_root, dual_inverse
 *                  arithmetic */
#ifndef TFN_DUAL_H
#define TFN_DUAL_H

#include "api.h"
#include "network.h"

API_BEGIN

/* ---- [number] Numbers with an infinitesimal part ----
 *
 * a + b e, where e is not zero and e^2 is.  A function computed with duals
 * gives its value in a and, for b = 1 at the start, its derivative in b. */
struct dual {
  real a, b;
};

struct dual dual_add(struct dual x, struct dual y);
struct dual dual_multiply(struct dual x, struct dual y);

/* s = 1/(1 + exp(-x)); and x s, whose derivative *slope = s + x s (1 - s) is a
 * dual number, too. */
struct dual dual_sigmoid(struct dual x);
struct dual dual_silu(struct dual x, struct dual *slope);

/* sqrt(x) and 1/x, for x.a > 0. */
struct dual dual_root(struct dual x);
struct dual dual_inverse(struct dual x);

/* ---- [pass] A pass in dual numbers ---- */
struct dual_pass;

/* Memory for networks of these stages, and for graphs of the shape of `graph`:
 * layers of chapter 6 with any gate and stages that compute the same as one
 * (layer_like), layer norms and residual layers; and stages that
 * are polynomials of a node's features (stage_kind.degree).
 *
 * out  release it with dual_free; NULL on failure
 * Returns TFN_OK, TFN_NULL, TFN_BAD_VALUE (another stage, or none at all),
 * TFN_BAD_SHAPE (the graph has too few harmonics), TFN_TOO_LARGE or
 * TFN_NO_MEMORY. */
enum tfn_status dual_create(const struct network *network,
                            const struct graph *graph, struct dual_pass **out);
void dual_free(struct dual_pass *dual);

/* The name of the first stage, alone or in a residual stage, that dual_create
 * refuses; NULL when it knows them all, and for NULL. */
const char *dual_unknown(const struct network *network);

/* dw += d/de grad_w E(r + e u; w)  at e = 0,   E = sum of danswer * answer
 *
 * pass  as network_backward has left it with the same w: its geometry, its
 *       features x and the gradient by its answers are read
 * u     (nodes, 3), the direction in which the points move
 * dw    (network_weights), added to
 * Allocates nothing.  Returns TFN_OK or TFN_NULL; TFN_BAD_SHAPE when the pass
 * is of another network, or of a graph of another size. */
enum tfn_status dual_gradient(const struct network *network, const real *w,
                              const struct network_pass *pass, const real *u,
                              struct dual_pass *dual, real *dw);

API_END

#endif

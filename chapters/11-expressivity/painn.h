/* painn.h: scalars and vectors only: a PaiNN kind of network as a stage.
 *
 *   painn_stage   one of its layers */
#ifndef TFN_PAINN_H
#define TFN_PAINN_H

#include "api.h"
#include "stage.h"

API_BEGIN

/* ---- [painn] Messages of scalars and vectors, then products at the node ----
 *
 * A node has C scalars s and C vectors v.  First it listens, with a product of
 * a perceptron and of a linear function of the radial basis B for every edge,
 *
 *   (a, b, c) = silu(s_j W + w) * (B_ij F)        3C numbers, part by part
 *   s_i += k sum over j of a,    v_i += k sum over j of (b v_j + c n_ij)
 *
 * with n_ij the unit vector of the edge and k a scale; then it multiplies:
 *
 *   (d, e, f) = silu(s_i V + q)
 *   s_i += d + e (v_i P . v_i Q),   v_i += f (v_i P)
 *
 * with P and Q (C, C), which mix channels.  There is no cross product and no
 * degree above 1.
 *
 * Features of mean square 1 leave a node without neighbours with mean squares
 * of about 1 + 2 m for scalars and 1 + m/sqrt(3) for vectors, where m =
 * moments_silu(1).  But what a layer makes of large ones is of up to the fifth
 * degree in their size, and a few layers in a row overflow: put a layer norm in
 * front of each but the first (network_add_norm).
 *
 * channels  C, 1..;  basis  functions of the geometry's basis, 1..
 * vectors   false: the input is C x 0e, with no vectors yet
 * parity    vectors are 1o, else 1e;  scale  k, finite: 1/neighbours
 * square    radial_basis_square of the basis; 0 counts as 1
 * stage     out, C x 0e + C x 1o: release it with stage_free
 * Returns TFN_OK, TFN_NULL, TFN_BAD_VALUE (a size, scale, square),
 * TFN_TOO_LARGE or TFN_NO_MEMORY.
 * K. Schuett, O. Unke, M. Gastegger, Equivariant message passing for the
 * prediction of tensorial properties and molecular spectra, ICML 2021,
 * arXiv:2102.03150, with one layer for each of their perceptrons and without
 * the norm as an input of the last one. */
struct painn_description {
  size_t channels, basis;
  bool vectors, parity;
  real scale, square;
};

enum tfn_status painn_stage(const struct painn_description *description,
                            struct stage *stage);

API_END

#endif

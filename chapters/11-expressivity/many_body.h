/* many_body.h: products of more than two features of a node: the symmetric
 * contraction of MACE, from the intertwiner equation alone.
 *
 *   many_body_basis     all symmetric couplings of some irreps into one
 *   many_body_free      release them
 *   many_body_stage     a stage that takes products at every node
 *   many_body_paths     how many couplings such a stage has
 *   many_body_products  how many different products of components
 *
 * Names begin with many_body_. */
#ifndef TFN_MANY_BODY_H
#define TFN_MANY_BODY_H

#include "api.h"
#include "stage.h"

API_BEGIN

/* ---- [basis] Equivariant polynomials ----
 *
 * A coupling of order n takes a feature x with components of several degrees to
 * 2L+1 homogeneous polynomials P_M of degree n with
 *
 *   P(D(R) x) = D^L(R) P(x)                                         (11.3)
 *
 * One *type* of coupling says how many factors of each degree there are, as
 * l[0] <= l[1] <= ... <= l[n-1]; equal neighbours are the same feature. */
#define MANY_BODY_ORDER   4    /* factors, at most */
#define MANY_BODY_LMAX    6    /* of a factor and of the result */
#define MANY_BODY_LARGEST 1500 /* unknowns of one type, at most */

/* One monomial in one P_M: c x[factor 0] x[factor 1] ..., where a factor is the
 * place of a component, block after block of different degree, m = -l..l. */
struct many_body_term {
  double c;
  int M;                                  /* 0..2L, M = m + L */
  unsigned short factor[MANY_BODY_ORDER]; /* not falling; n of them */
};

struct many_body_basis {
  size_t couplings;            /* how many independent ones there are */
  size_t *first;               /* (couplings + 1), where their terms begin */
  struct many_body_term *term; /* (first[couplings]) */
};

/* All couplings of a type, orthonormal: as symmetric tensors they have length
 * sqrt(2L + 1) and are orthogonal to each other, so for n = 2 and different
 * degrees P = sqrt(2) times the product with the C of chapter 4, up to sign,
 * and for equal degrees P is that product.
 *
 * n       1..MANY_BODY_ORDER;  l (n) not falling, 0..MANY_BODY_LMAX
 * L       0..MANY_BODY_LMAX
 * basis   out: release it with many_body_free; couplings may be 0
 * Returns TFN_OK, TFN_NULL, TFN_BAD_VALUE (n, l, L), TFN_TOO_LARGE (more than
 * MANY_BODY_LARGEST unknowns) or TFN_NO_MEMORY. */
enum tfn_status many_body_basis(size_t n, const int *l, int L,
                                struct many_body_basis *basis);
void many_body_free(struct many_body_basis *basis);

/* ---- [stage] Products at every node ----
 *
 *   y[L, M, c] = sum over orders n, types and couplings k of
 *                w[k, c] P^k_M(x[., c])                              (11.4)
 *
 * Every channel is multiplied with itself only, across all blocks of the input;
 * to mix channels is the business of the layers before and behind.  Blocks of
 * one degree are different features, and what a feature has not with itself it
 * may have with another: two vectors have a cross product.  The number of types
 * grows with the number of blocks to the power of the order.
 *
 * The product with n factors at the receiver of a sum over neighbours is a sum
 * over all n neighbours at once: body order n + 1.  I. Batatia et al., MACE,
 * NeurIPS 2022, arXiv:2206.07697, section 4.1; R. Drautz, Phys. Rev. B 99
 * (2019) 014104. */
struct many_body_description {
  struct irreps in;  /* all blocks with C channels */
  struct irreps out; /* all with the same C */
  size_t order;      /* 1..MANY_BODY_ORDER: products of 1, 2, ..., order */
  size_t lowest;     /* leave out those of fewer factors; 0 and 1: none */
  int total;         /* leave out types whose degrees add up to more; 0: none */
};

/* stage  out: release it with stage_free
 * Returns TFN_OK, TFN_NULL, TFN_BAD_SHAPE (layouts), TFN_BAD_VALUE (order,
 * lowest, total, l), TFN_NO_PATH (a block of the output without a coupling),
 * TFN_TOO_LARGE or TFN_NO_MEMORY. */
enum tfn_status many_body_stage(const struct many_body_description *description,
                                struct stage *stage);

/* Of a stage that many_body_stage made; 0 for any other. */
size_t many_body_paths(const struct stage *stage);
size_t many_body_products(const struct stage *stage);

API_END

#endif

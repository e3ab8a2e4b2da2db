/* edge_net.h: chapter 6's radial network, all edges at once.
 *
 *   edge_net_create    the shapes of its two matrices
 *   edge_net_free      release them
 *   edge_net_scratch   numbers of scratch memory
 *   edge_net_forward   as radial_net_forward
 *   edge_net_backward  as radial_net_backward */
#ifndef TFN_EDGE_NET_H
#define TFN_EDGE_NET_H

#include "api.h"
#include "nodewise.h"
#include "radial.h"

API_BEGIN

/* ---- [net] Two products of matrices ----
 *
 * The edges are the rows, and each matrix is a mixing of even scalars: so the
 * kernels of chapter 8 do the work.  Parameters and results are those of
 * radial_net, to rounding. */
struct edge_net {
  struct radial_net net;
  struct mix first, second; /* inputs -> hidden -> outputs */
};

/* net  its sizes >= 1
 * out  release it with edge_net_free
 * Returns TFN_OK, TFN_NULL, TFN_BAD_SHAPE, TFN_TOO_LARGE or TFN_NO_MEMORY. */
enum tfn_status edge_net_create(const struct radial_net *net,
                                struct edge_net *out);
void edge_net_free(struct edge_net *net);

/* Numbers of scratch memory, which begins at a multiple of 64 bytes. */
size_t edge_net_scratch(const struct edge_net *net);

/* For n edges: B (n, inputs), W as for radial_net_forward; out for the way
 * back: s, slope (n, hidden), silu and its derivative; out: w (n, outputs).
 * Nothing is checked. */
void edge_net_forward(const struct edge_net *net, size_t n, const real *B,
                      const real *W, real *scratch, real *s, real *slope,
                      real *w);

/* Adds to dW and to dB (n, inputs), each of which may be NULL; ds (n, hidden)
 * is overwritten. */
void edge_net_backward(const struct edge_net *net, size_t n, const real *B,
                       const real *W, real *scratch, const real *s,
                       const real *slope, const real *dw, real *ds, real *dW,
                       real *dB);

API_END

#endif

/* frame_map.h: every linear map that does not see a turn about the edge.
 *
 *   frame_map_create    from some channels of all degrees to others
 *   frame_map_free      release it
 *   frame_map_initial   weights that keep the variance
 *   frame_map_work      numbers of scratch memory
 *   frame_map_forward   a real matrix for m = 0, a complex one for each m > 0
 *   frame_map_backward  gradients of features and weights */
#ifndef TFN_FRAME_MAP_H
#define TFN_FRAME_MAP_H

#include "api.h"
#include "nodewise.h"
#include "random.h"
#include "so2.h"

API_BEGIN

/* ---- [map] All degrees at once ----
 *
 * Features in the frame of an edge stand in the order of m (so2.h): all l of
 * m = 0 with their channels, then all l >= m of +m, then of -m, for m up to
 * mmax.  A map that commutes with every turn about the edge is
 *
 *   y[0]  = x[0] W_0 + b
 *   y[+m] = x[+m] A_m - x[-m] B_m
 *   y[-m] = x[+m] B_m + x[-m] A_m
 *
 * where x[m] has (lmax + 1 - |m|) channels_in numbers: chapter 9's blocks, full
 * in the channels and in both degrees.  Behind y[0] there may be `extra` more
 * invariants of the edge.  Weights: W_0 (in, out + extra), b (out + extra),
 * then for each m > 0 the matrix (A_m | B_m). */
struct frame_map {
  int lmax, mmax;
  size_t in, out; /* channels of every degree */
  size_t extra;
  size_t size_in, size_out;   /* numbers of an edge in the order of m */
  size_t weights;             /* with the bias */
  size_t first[SO2_LMAX + 1]; /* where the matrix of m begins */
  struct mix *mix;            /* (mmax + 1), the products of matrices */
};

/* lmax  0..SO2_LMAX;  mmax  0..lmax;  in, out  >= 1
 * map   out: release it with frame_map_free; empty on failure
 * Returns TFN_OK, TFN_NULL, TFN_BAD_VALUE, TFN_TOO_LARGE or TFN_NO_MEMORY. */
enum tfn_status frame_map_create(int lmax, int mmax, size_t in, size_t out,
                                 size_t extra, struct frame_map *map);
void frame_map_free(struct frame_map *map);

/* W (weights) := normal numbers of variance gain^2/fan-in, the fan-in of m > 0
 * being 2 (lmax + 1 - m) in, since both x[+m] and x[-m] reach y[+m]; biases 0.
 */
void frame_map_initial(const struct frame_map *map, real gain, struct random *g,
                       real *W);

/* ---- [passes] For n edges ----
 *
 * x      (n, stride_x), of which the first size_in numbers of a row are read
 * y      out (n, size_out)
 * extra  out (n, extra), may be NULL if there is none
 * work   (frame_map_work) at a multiple of 64 bytes
 * The way back adds to dx (n, stride_x) and to dW, each of which may be NULL.
 * They check nothing and allocate nothing. */
size_t frame_map_work(const struct frame_map *map, size_t n);
void frame_map_forward(const struct frame_map *map, size_t n, size_t stride_x,
                       const real *x, const real *W, real *work, real *y,
                       real *extra);
void frame_map_backward(const struct frame_map *map, size_t n, size_t stride_x,
                        const real *x, const real *W, const real *dy,
                        const real *dextra, real *work, real *dx, real *dW);

API_END

#endif

/* Exercise 6.7 (three stars, 90 minutes, section 6.3): A plain convolution
 *
 * For scalars and vectors one needs no Clebsch-Gordan tensor: products, dot
 * and cross will do.  Write the convolution of the library for one scalar s
 * and one vector v at every node and harmonics up to l = 1, so that it gives
 * the same numbers.  Let n = r_ij/|r_ij|.  In component normalisation Y_0 = 1
 * and Y_1 = sqrt3 n.  An edge has five weights, in this order:
 *
 *   w0   scalar times Y_0   to scalar     w3   vector . Y_1 / sqrt3   to scalar
 *   w1   scalar times Y_1   to vector     w4   vector x Y_1 / sqrt2   to vector
 *   w2   vector times Y_0   to vector
 *
 * sender, receiver  (edges)
 * vector            (edges, 3) r_receiver - r_sender, any length, x y z
 * w                 (edges, 5)
 * s, v              (nodes), (nodes, 3); vectors as x, y, z
 * s_out, v_out      out, shaped alike: the sums over the edges into a node  */
#include "exercises.h"
#include "todo.h"

void plain_convolution(size_t nodes, size_t edges, const size_t *sender,
                       const size_t *receiver, const real *vector,
                       const real *w, const real *s, const real *v, real *s_out,
                       real *v_out)
{
  (void)nodes, (void)edges, (void)sender, (void)receiver, (void)vector;
  (void)w, (void)s, (void)v, (void)s_out, (void)v_out;
  TODO("five paths, written with dot and cross");
}

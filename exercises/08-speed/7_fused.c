/* Exercise 8.7 (two stars, 60 minutes, section 8.6): No messages
 *
 * One path (l1, l2, l3) of a depthwise convolution:
 *
 *   y[i][m3][c] = sum over edges e with receiver i of
 *       w[e][c] sum_{m1,m2} C[m1][m2][m3] Y[e][m2] x[sender of e][m1][c]
 *
 * with C of cg_real.  Do it as the book does: first the matrix of the edge,
 *
 *   M[m1][m3] = sum_{m2} C[m1][m2][m3] Y[m2],
 *
 * which knows nothing of channels; then each product is added to the receiver
 * at once.  The memory you take may grow with l and the channels, not with the
 * edges, and the tensor is computed once, not for every edge.
 *
 * l1, l2, l3  0..10, allowed by the triangle rule (edge_matrix: always so)
 * Y     (2 l2 + 1), one edge;  M  out (2 l1 + 1, 2 l3 + 1)
 * sender, receiver  (edges), below nodes, in any order
 * x     (nodes, 2 l1 + 1, channels)
 * Y     (edges, 2 l2 + 1);  w  (edges, channels)
 * y     out (nodes, 2 l3 + 1, channels): 0 where no edge ends
 * fused_path returns true; false, and y untouched, when a degree is out of
 * range, the triangle rule is broken or memory is short. */
#include "exercises.h"
#include "todo.h"

void edge_matrix(int l1, int l2, int l3, const real *Y, real *M)
{
  (void)l1, (void)l2, (void)l3, (void)Y, (void)M;
  TODO("what the edge makes of the tensor");
}

bool fused_path(int l1, int l2, int l3, size_t channels, size_t nodes,
                size_t edges, const size_t *sender, const size_t *receiver,
                const real *x, const real *Y, const real *w, real *y)
{
  (void)l1, (void)l2, (void)l3, (void)channels, (void)nodes, (void)edges;
  (void)sender, (void)receiver, (void)x, (void)Y, (void)w, (void)y;
  TODO("for each edge its matrix, then straight to the receiver");
  return false;
}

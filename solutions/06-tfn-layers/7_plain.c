/* Exercise 6.7 (three stars, 90 minutes, section 6.3): A plain convolution
 *
 * Commentary.  Each path of chapter 5 is a line:
 *
 *   s_i += w0 s_j + w3 (v_j . n)
 *   v_i += w1 s_j sqrt3 n + w2 v_j + w4 (v_j x n) sqrt(3/2)
 *
 * since Y_1 = sqrt3 n meets the 1/sqrt3 of the dot and the 1/sqrt2 of the
 * cross product.  This is nearly the equivariant network of Satorras and
 * others, who leave out the cross product: without it nothing in the network
 * tells a shape from its mirror image.  Degree 2 would add the symmetric
 * traceless matrices, still feasible by hand; from degree 3 on one is glad of
 * the tensors.  */
#include "exercises.h"

static void message(const real *r, const real *w, real s, const real *v,
                    real *s_out, real *v_out)
{
  real length = real_hypot(real_hypot(r[0], r[1]), r[2]);
  real n[3] = {r[0] / length, r[1] / length, r[2] / length};
  *s_out += w[0] * s + w[3] * (v[0] * n[0] + v[1] * n[1] + v[2] * n[2]);
  for (int a = 0; a < 3; a++) {
    int b = (a + 1) % 3, c = (a + 2) % 3;
    real cross = v[b] * n[c] - v[c] * n[b];
    v_out[a] += w[1] * s * real_sqrt(3) * n[a] + w[2] * v[a] +
                w[4] * real_sqrt(REAL(1.5)) * cross;
  }
}

void plain_convolution(size_t nodes, size_t edges, const size_t *sender,
                       const size_t *receiver, const real *vector,
                       const real *w, const real *s, const real *v, real *s_out,
                       real *v_out)
{
  for (size_t i = 0; i < nodes; i++)
    s_out[i] = v_out[3 * i] = v_out[3 * i + 1] = v_out[3 * i + 2] = 0;
  for (size_t e = 0; e < edges; e++)
    message(vector + 3 * e, w + 5 * e, s[sender[e]], v + 3 * sender[e],
            s_out + receiver[e], v_out + 3 * receiver[e]);
}

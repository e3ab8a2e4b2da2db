/* Exercise 8.7 (two stars, 60 minutes, section 8.6): No messages
 *
 * Commentary.  Order of the sums: m2 first, once for an edge, into a matrix of
 * (2 l1 + 1)(2 l3 + 1) numbers; then m1, m3 and the channels.  The other order
 * would repeat the sum over m2 for every channel.  The tensor is mostly zeros,
 * so its terms are listed once and the matrix is a loop over the list.  Entries
 * of M that are zero for every Y, because no m2 fits, are skipped.
 *
 * The innermost loop is over channels: neighbours in memory, one factor for
 * all, which is what vectors are made for.  A message would be written, and
 * read again, once for every edge; here y is read and written instead, and as
 * long as edges of one receiver come one after the other it stays in the cache.
 * That is why the book sorts them, and then keeps the sums in registers.  Here
 * any order is right, only some are fast. */
#include "exercises.h"

#include "clebsch_gordan.h"

enum { MOST_L = 10, MOST = (2 * MOST_L + 1) * (2 * MOST_L + 1) };

/* M[m1][m3] from the list of terms. */
static void contract(int l1, int l3, size_t n, const struct cg_term *t,
                     const real *Y, real *M)
{
  double sum[MOST] = {0};
  const size_t n3 = (size_t)(2 * l3 + 1), all = (size_t)(2 * l1 + 1) * n3;
  for (size_t k = 0; k < n; k++)
    sum[t[k].i1 * n3 + t[k].i3] += t[k].c * (double)Y[t[k].i2];
  for (size_t k = 0; k < all; k++)
    M[k] = (real)sum[k];
}

void edge_matrix(int l1, int l2, int l3, const real *Y, real *M)
{
  struct cg_term terms[2 * MOST];
  size_t n;
  if (cg_sparse(l1, l2, l3, &n, terms) == CG_OK)
    contract(l1, l3, n, terms, Y, M);
}

/* y (n3, channels) += w (M^T x), x (n1, channels). */
static void add_product(size_t n1, size_t n3, size_t channels, const real *M,
                        const real *x, const real *w, real *y)
{
  for (size_t i = 0; i < n1; i++)
    for (size_t k = 0; k < n3; k++) {
      const real m = M[i * n3 + k];
      if (m != 0)
        for (size_t c = 0; c < channels; c++)
          y[k * channels + c] += w[c] * (m * x[i * channels + c]);
    }
}

static bool in_range(int l1, int l2, int l3)
{
  return l1 >= 0 && l2 >= 0 && l3 >= 0 && l1 <= MOST_L && l2 <= MOST_L &&
         l3 <= MOST_L && cg_allowed(l1, l2, l3);
}

bool fused_path(int l1, int l2, int l3, size_t channels, size_t nodes,
                size_t edges, const size_t *sender, const size_t *receiver,
                const real *x, const real *Y, const real *w, real *y)
{
  struct cg_term terms[2 * MOST];
  real M[MOST];
  size_t n;
  if (!in_range(l1, l2, l3) || cg_sparse(l1, l2, l3, &n, terms) != CG_OK)
    return false;
  const size_t n1 = (size_t)(2 * l1 + 1), n2 = (size_t)(2 * l2 + 1);
  const size_t n3 = (size_t)(2 * l3 + 1);
  for (size_t i = 0; i < nodes * n3 * channels; i++)
    y[i] = 0;
  for (size_t e = 0; e < edges; e++) {
    contract(l1, l3, n, terms, Y + e * n2, M);
    add_product(n1, n3, channels, M, x + sender[e] * n1 * channels,
                w + e * channels, y + receiver[e] * n3 * channels);
  }
  return true;
}

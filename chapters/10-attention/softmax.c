/* softmax.c: shares among neighbours, and their way back. */
#include "softmax.h"

#include <stdbool.h>

/* ---- [present] Who is there ---- */
static bool known(enum softmax_envelope envelope)
{
  return envelope == SOFTMAX_BOTH || envelope == SOFTMAX_INSIDE ||
         envelope == SOFTMAX_PLAIN;
}

/* Below REAL_MIN an envelope has no reciprocal. */
static real presence(enum softmax_envelope envelope, const real *u, size_t j)
{
  if (envelope == SOFTMAX_PLAIN)
    return 1;
  return u[j] >= REAL_MIN ? u[j] : 0;
}

/* ---- [shares] One head ----
 *
 * Only neighbours that are there are looked at: the logit of one that has left
 * could be the largest of all, and nothing would be left of the others. */
static void shares(enum softmax_envelope envelope, size_t n, size_t heads,
                   const real *a, const real *u, real *share)
{
  real most = -REAL_MAX, sum = 0;
  for (size_t j = 0; j < n; j++)
    if (presence(envelope, u, j) > 0 && a[j * heads] > most)
      most = a[j * heads];
  for (size_t j = 0; j < n; j++) {
    real here = presence(envelope, u, j);
    share[j * heads] = here > 0 ? real_exp(a[j * heads] - most) : 0;
    sum += here * share[j * heads];
  }
  for (size_t j = 0; j < n && sum > 0; j++)
    share[j * heads] /= sum;
}

/* ---- [forward] Forward ----
 *
 * u share is at most 1, share alone can be as large as 1/u: the product is
 * formed from the left. */
enum tfn_status softmax_forward(enum softmax_envelope envelope, size_t n,
                                size_t heads, const real *a, const real *u,
                                real *share, real *alpha)
{
  if (n && (!a || (envelope != SOFTMAX_PLAIN && !u) || !share || !alpha))
    return TFN_NULL;
  if (!known(envelope))
    return TFN_BAD_VALUE;
  if (!heads)
    return TFN_BAD_SHAPE;
  for (size_t h = 0; h < heads && n; h++)
    shares(envelope, n, heads, a + h, u, share + h);
  for (size_t j = 0; j < n; j++) {
    real here = presence(envelope, u, j);
    real outside = envelope == SOFTMAX_BOTH ? here : 1;
    for (size_t h = 0; h < heads; h++)
      alpha[j * heads + h] = here * share[j * heads + h] * outside;
  }
  return TFN_OK;
}

/* ---- [backward] Backward ----
 *
 * With s_j = u_j share_j and ds_j = dalpha_j u_j (or dalpha_j, without the
 * envelope outside), and the mean over the neighbours, M = sum_k s_k ds_k:
 *
 *   da_j += s_j (ds_j - M)
 *   du_j += share_j (ds_j - M)         from inside
 *         + s_j dalpha_j               from outside                       */
static void backward_of(enum softmax_envelope envelope, size_t n, size_t heads,
                        const real *u, const real *share, const real *dalpha,
                        real *da, real *du)
{
  bool both = envelope == SOFTMAX_BOTH;
  real mean = 0;
  for (size_t j = 0; j < n; j++) {
    real here = presence(envelope, u, j), g = dalpha[j * heads];
    mean += here * share[j * heads] * (both ? g * here : g);
  }
  for (size_t j = 0; j < n; j++) {
    real here = presence(envelope, u, j), g = dalpha[j * heads];
    real s = here * share[j * heads], above = (both ? g * here : g) - mean;
    da[j * heads] += s * above;
    if (du && envelope != SOFTMAX_PLAIN)
      du[j] += share[j * heads] * above + (both ? s * g : 0);
  }
}

/* ---- [shell] All heads ---- */
enum tfn_status softmax_backward(enum softmax_envelope envelope, size_t n,
                                 size_t heads, const real *u, const real *share,
                                 const real *dalpha, real *da, real *du)
{
  if (n && ((envelope != SOFTMAX_PLAIN && !u) || !share || !dalpha || !da))
    return TFN_NULL;
  if (!known(envelope))
    return TFN_BAD_VALUE;
  if (!heads)
    return TFN_BAD_SHAPE;
  for (size_t h = 0; h < heads && n; h++)
    backward_of(envelope, n, heads, u, share + h, dalpha + h, da + h, du);
  return TFN_OK;
}

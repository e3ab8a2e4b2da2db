/* Exercise 5.3 (one star, 20 minutes, section 5.6): Count before you create
 *
 * Commentary. The two modes walk through different things. A full path is a
 * triple of *blocks*, so two equal blocks of the output are two paths. A
 * depthwise path is a pair of blocks and a *degree*: the output is made from
 * it, and a filter that names an irrep twice must not count it twice. Hence
 * the helper that only answers yes or no. */
#include "exercises.h"

#include <stdlib.h>

static int wanted(const struct irreps *filter, int l, int parity)
{
  for (size_t i = 0; i < filter->n; i++)
    if (filter->block[i].l == l && filter->block[i].parity == parity)
      return 1;
  return 0;
}

static size_t count_pair(enum tp_mode mode, const struct irreps_block *a,
                         const struct irreps_block *b, const struct irreps *out,
                         size_t *paths)
{
  size_t weights = 0;
  if (mode == TP_FULL) {
    for (size_t k = 0; k < out->n; k++)
      if (tp_allowed(a, b, &out->block[k])) {
        weights += a->channels * b->channels * out->block[k].channels;
        ++*paths;
      }
    return weights;
  }
  for (int l = abs(a->l - b->l); l <= a->l + b->l; l++)
    if (wanted(out, l, a->parity * b->parity)) {
      weights += a->channels;
      ++*paths;
    }
  return weights;
}

size_t count_weights(enum tp_mode mode, const struct irreps *in1,
                     const struct irreps *in2, const struct irreps *out,
                     size_t *paths)
{
  size_t weights = 0;
  *paths = 0;
  for (size_t i = 0; i < in1->n; i++)
    for (size_t j = 0; j < in2->n; j++)
      weights += count_pair(mode, &in1->block[i], &in2->block[j], out, paths);
  return weights;
}

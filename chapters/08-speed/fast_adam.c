/* fast_adam.c: the loop of adam_step, in vectors. */
#include "fast_adam.h"

#include "fast_layer_kernels.h"

/* ---- [adam] One step ---- */
enum tfn_status fast_adam_step(struct adam *adam, size_t n, const real *g,
                               real *m, real *v, real *w)
{
  struct adam_factors k;
  if (n && (!m || !v || !w))
    return TFN_NULL;
  const enum tfn_status status = adam_begin(adam, n, g, &k);
  if (!status)
    fast_kernels()->layer->descend(adam, &k, n, g, m, v, w);
  return status;
}

/* adam.c: Adam and AdamW, with clipping and a schedule. */
#include "adam.h"

#include <stdbool.h>

/* ---- [schedule] How long a step is ---- */
struct adam adam_default(void)
{
  return (struct adam){.rate = REAL(1e-3),
                       .beta1 = REAL(0.9),
                       .beta2 = REAL(0.999),
                       .eps = REAL(1e-8)};
}

real adam_rate(const struct adam *adam, size_t t)
{
  static const real pi = REAL(3.14159265358979323846);
  if (!adam)
    return (real)NAN;
  real rate = adam->rate;
  if (t < adam->warmup)
    return rate * (real)t / (real)adam->warmup;
  if (adam->total <= adam->warmup)
    return rate;
  if (t >= adam->total)
    return 0;
  real s = (real)(t - adam->warmup) / (real)(adam->total - adam->warmup);
  return rate * (1 + real_cos(pi * s)) / 2;
}

/* ---- [adam] One step ---- */
static bool good_constants(const struct adam *a)
{
  return a->rate > 0 && a->beta1 >= 0 && a->beta1 < 1 && a->beta2 >= 0 &&
         a->beta2 < 1 && a->eps > 0 && a->decay >= 0 && a->clip >= 0;
}

/* The factor that makes g no longer than the clip; NaN when the length of g is
 * not finite.  The sum is one of doubles, so that no float overflows. */
static real clipping(const struct adam *adam, size_t n, const real *g)
{
  double sum = 0;
  for (size_t k = 0; k < n; k++)
    sum += (double)g[k] * (double)g[k];
  if (!isfinite(sum))
    return (real)NAN;
  double length = sqrt(sum), clip = (double)adam->clip;
  return clip > 0 && length > clip ? (real)(clip / length) : 1;
}

enum tfn_status adam_begin(struct adam *adam, size_t n, const real *g,
                           struct adam_factors *k)
{
  if (!adam || !k || (n && !g))
    return TFN_NULL;
  if (!good_constants(adam))
    return TFN_BAD_VALUE;
  real clip = clipping(adam, n, g);
  if (isnan(clip))
    return TFN_NOT_FINITE;
  adam->step++;
  real t = (real)adam->step, rate = adam_rate(adam, adam->step);
  *k = (struct adam_factors){.clip = clip, .rate = rate};
  k->unbias1 = 1 / (1 - real_pow(adam->beta1, t));
  k->unbias2 = 1 / (1 - real_pow(adam->beta2, t));
  k->keep = 1 - rate * adam->decay;
  return TFN_OK;
}

enum tfn_status adam_step(struct adam *adam, size_t n, const real *g, real *m,
                          real *v, real *w)
{
  struct adam_factors by;
  if (n && (!m || !v || !w))
    return TFN_NULL;
  enum tfn_status status = adam_begin(adam, n, g, &by);
  for (size_t k = 0; k < n && !status; k++) {
    real d = by.clip * g[k];
    m[k] = adam->beta1 * m[k] + (1 - adam->beta1) * d;
    v[k] = adam->beta2 * v[k] + (1 - adam->beta2) * d * d;
    w[k] = by.keep * w[k] - by.rate * m[k] * by.unbias1 /
                                (real_sqrt(v[k] * by.unbias2) + adam->eps);
  }
  return status;
}

/* train.c: softmax cross-entropy and Adam. */
#include "train.h"

#include <stdbool.h>

/* ---- [loss] Softmax and cross-entropy ----
 *
 * Subtracting the largest logit changes no probability and keeps every
 * exponential at most 1; the loss is taken before the division, from the
 * logarithm of the sum, so that an improbable label costs a finite number. */
static bool good_labels(size_t n, size_t classes, const size_t *labels)
{
  for (size_t i = 0; i < n; i++)
    if (labels[i] >= classes)
      return false;
  return true;
}

static real softmax(size_t classes, const real *z, size_t label, real *p)
{
  real largest = z[0];
  for (size_t c = 1; c < classes; c++)
    if (z[c] > largest)
      largest = z[c];
  real sum = p[0] = real_exp(z[0] - largest);
  for (size_t c = 1; c < classes; c++)
    sum += p[c] = real_exp(z[c] - largest);
  for (size_t c = 0; c < classes; c++)
    p[c] /= sum;
  return real_log(sum) - (z[label] - largest);
}

enum tfn_status cross_entropy_forward(size_t n, size_t classes, const real *z,
                                      const size_t *labels, real *p, real *loss)
{
  if (!z || !labels || !p || !loss)
    return TFN_NULL;
  if (!n || !classes)
    return TFN_BAD_SHAPE;
  if (!good_labels(n, classes, labels))
    return TFN_BAD_VALUE;
  real sum = 0;
  for (size_t i = 0; i < n; i++)
    sum += softmax(classes, z + i * classes, labels[i], p + i * classes);
  *loss = sum / (real)n;
  return TFN_OK;
}

/* ---- [lossback] Probability minus truth ---- */
enum tfn_status cross_entropy_backward(size_t n, size_t classes, const real *p,
                                       const size_t *labels, real *dz)
{
  if (!p || !labels || !dz)
    return TFN_NULL;
  if (!n || !classes)
    return TFN_BAD_SHAPE;
  if (!good_labels(n, classes, labels))
    return TFN_BAD_VALUE;
  for (size_t i = 0; i < n; i++)
    for (size_t c = 0; c < classes; c++) {
      real truth = c == labels[i] ? 1 : 0;
      dz[i * classes + c] += (p[i * classes + c] - truth) / (real)n;
    }
  return TFN_OK;
}

/* ---- [adam] Adam ---- */
struct adam adam_default(void)
{
  return (struct adam){REAL(1e-3), REAL(0.9), REAL(0.999), REAL(1e-8), 0};
}

enum tfn_status adam_step(struct adam *adam, size_t n, const real *g, real *m,
                          real *v, real *w)
{
  if (!adam || (n && (!g || !m || !v || !w)))
    return TFN_NULL;
  if (!(adam->rate > 0) || !(adam->beta1 >= 0 && adam->beta1 < 1) ||
      !(adam->beta2 >= 0 && adam->beta2 < 1) || !(adam->eps > 0))
    return TFN_BAD_VALUE;
  adam->step++;
  real t = (real)adam->step;
  real unbias1 = 1 / (1 - real_pow(adam->beta1, t));
  real unbias2 = 1 / (1 - real_pow(adam->beta2, t));
  for (size_t k = 0; k < n; k++) {
    m[k] = adam->beta1 * m[k] + (1 - adam->beta1) * g[k];
    v[k] = adam->beta2 * v[k] + (1 - adam->beta2) * g[k] * g[k];
    w[k] -=
        adam->rate * m[k] * unbias1 / (real_sqrt(v[k] * unbias2) + adam->eps);
  }
  return TFN_OK;
}

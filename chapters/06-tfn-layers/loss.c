/* loss.c: how wrong an answer is, as one number with a gradient. */
#include "loss.h"

#include <stdbool.h>

/* ---- [entropy] Softmax and cross-entropy ----
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

enum tfn_status loss_cross_entropy(size_t n, size_t classes, const real *z,
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

/* ---- [entropyback] Probability minus truth ---- */
enum tfn_status loss_cross_entropy_backward(size_t n, size_t classes,
                                            const real *p, const size_t *labels,
                                            real *dz)
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

/* ---- [squares] Squared errors ---- */
enum tfn_status loss_squares(size_t n, const real *y, const real *want,
                             real share, real *dy, real *loss)
{
  if (!loss || (n && (!y || !want)))
    return TFN_NULL;
  real sum = 0;
  for (size_t i = 0; i < n; i++) {
    real error = y[i] - want[i];
    sum += error * error;
    if (dy)
      dy[i] += 2 * share * error;
  }
  *loss = share * sum;
  return TFN_OK;
}

/* Exercise 10.7 (three stars, 60 minutes, section 10.4): Attention, backwards
 *
 * Commentary.  With e_j = exp(a_j)/Z, Z = sum u exp(a), the share is
 * alpha_j = u_j^2 e_j.  Let g_j = dy . value_j and mean = sum alpha_j g_j.  A
 * logit raises its own share and lowers all others through Z:
 *
 *   dlogit_j = u_j e_j (u_j g_j - mean),   du_j = e_j (2 u_j g_j - mean).
 *
 * No u stands in a denominator.  At u_j = 0 the derivative by u_j is
 * -e_j mean: a neighbour that begins to come back takes from the others first.
 * Its logit counts for nothing there, and could be the largest of all; its e_j
 * may then be infinite, which says that this way into the cutoff is steep.  */
#include "exercises.h"

/* The largest logit of those who are there, and Z = sum u exp(a - most). */
static real total(size_t n, const real *logit, const real *u, real *most)
{
  real Z = 0;
  *most = -REAL_MAX;
  for (size_t j = 0; j < n; j++)
    if (u[j] > 0 && logit[j] > *most)
      *most = logit[j];
  for (size_t j = 0; j < n; j++)
    if (u[j] > 0)
      Z += u[j] * real_exp(logit[j] - *most);
  return Z;
}

static real dot(size_t dim, const real *a, const real *b)
{
  real sum = 0;
  for (size_t k = 0; k < dim; k++)
    sum += a[k] * b[k];
  return sum;
}

void attend(size_t n, size_t dim, const real *logit, const real *u,
            const real *value, real *y)
{
  real most, Z = total(n, logit, u, &most);
  for (size_t k = 0; k < dim; k++)
    y[k] = 0;
  for (size_t j = 0; j < n; j++)
    if (u[j] > 0) {
      real alpha = u[j] * u[j] * real_exp(logit[j] - most) / Z;
      for (size_t k = 0; k < dim; k++)
        y[k] += alpha * value[j * dim + k];
    }
}

void attend_backward(size_t n, size_t dim, const real *logit, const real *u,
                     const real *value, const real *dy, real *dlogit, real *du,
                     real *dvalue)
{
  real most, Z = total(n, logit, u, &most), mean = 0;
  for (size_t j = 0; j < n; j++)
    if (u[j] > 0)
      mean += u[j] * u[j] * real_exp(logit[j] - most) / Z *
              dot(dim, dy, value + j * dim);
  for (size_t j = 0; j < n && Z > 0; j++) {
    real e = real_exp(logit[j] - most) / Z, g = dot(dim, dy, value + j * dim);
    real s = u[j] > 0 ? u[j] * e : 0;
    du[j] += e * (2 * u[j] * g - mean);
    if (u[j] > 0)
      dlogit[j] += s * (u[j] * g - mean);
    for (size_t k = 0; k < dim && u[j] > 0; k++)
      dvalue[j * dim + k] += s * u[j] * dy[k];
  }
}

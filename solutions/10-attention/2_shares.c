/* Exercise 10.2 (one star, 20 minutes, section 10.3): Shares that fade
 *
 * Commentary.  The largest logit is taken off, which changes nothing since it
 * cancels, but only that of neighbours that are there: one that has left could
 * have the largest of all, and every other exponential would be 0.  What stands
 * inside the sum makes the others forget the neighbour smoothly; what stands
 * outside makes its own message vanish, even when it is the only one and its
 * share of the sum is 1.  */
#include "exercises.h"

void fading_shares(size_t n, const real *logit, const real *u, real *alpha)
{
  real most = -REAL_MAX, sum = 0;
  for (size_t j = 0; j < n; j++)
    if (u[j] > 0 && logit[j] > most)
      most = logit[j];
  for (size_t j = 0; j < n; j++) {
    alpha[j] = u[j] > 0 ? u[j] * real_exp(logit[j] - most) : 0;
    sum += alpha[j];
  }
  for (size_t j = 0; j < n && sum > 0; j++)
    alpha[j] *= u[j] / sum;
}

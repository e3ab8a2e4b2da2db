/* Exercise 12.7 (three stars, 60 minutes, section 12.3): Learning from forces
 *
 * Commentary.  Let f_k be the forces that part k has with weight 1.  Then
 * F = w_0 f_0 + w_1 f_1, and with the residual g = F - wanted
 *
 *   L = |g|^2/2,   dL/dw_k = g . f_k.
 *
 * In general dL/dw = g . dF/dw = -d/dw (g . dE/dr): the derivative by w of how
 * fast E changes when all atoms move along g.  That is where the chapter takes
 * its two more backward passes, at r + eps g and r - eps g; here, where E is
 * linear in w, one can have it for the price of the forces.  */
#include "exercises.h"

#include <math.h>

/* The residual of one atom, added to loss and dw. */
static void add_atom(size_t n, const double *r, const double *wanted,
                     const double *w, size_t i, double *loss, double *dw)
{
  double f[2][3] = {{0}};
  for (size_t j = 0; j < n; j++) {
    double v[3], square = 0;
    for (size_t a = 0; a < 3; a++) {
      v[a] = r[3 * i + a] - r[3 * j + a];
      square += v[a] * v[a];
    }
    if (j == i)
      continue;
    double length = sqrt(square);
    for (size_t a = 0; a < 3; a++) {
      f[0][a] += exp(-length) * v[a] / length;
      f[1][a] += 2 * exp(-square) * v[a];
    }
  }
  for (size_t a = 0; a < 3; a++) {
    double g = w[0] * f[0][a] + w[1] * f[1][a] - wanted[3 * i + a];
    *loss += g * g / 2;
    dw[0] += g * f[0][a];
    dw[1] += g * f[1][a];
  }
}

void force_misfit(size_t n, const double *r, const double *wanted,
                  const double *w, double *loss, double *dw)
{
  *loss = dw[0] = dw[1] = 0;
  for (size_t i = 0; i < n; i++)
    add_atom(n, r, wanted, w, i, loss, dw);
}

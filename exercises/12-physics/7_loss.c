/* Exercise 12.7 (three stars, 60 minutes, section 12.3): Learning from forces
 *
 * A small potential with two weights,
 *
 *   E = sum over i < j of  w_0 exp(-r) + w_1 exp(-r^2),   r = |r_i - r_j|,
 *
 * gives the forces F_i = -dE/dr_i.  The loss compares them with wanted ones,
 *
 *   L = 1/2 sum over i of |F_i - wanted_i|^2.
 *
 * Write L and its gradient by both weights.  E is linear in them, so no second
 * derivative is needed, nor a difference: what is dF/dw_k?
 *
 * n          atoms, no two at one place;  r, wanted (n, 3);  w (2)
 * loss, dw   out: L, and (2) its gradient  */
#include "exercises.h"
#include "todo.h"

void force_misfit(size_t n, const double *r, const double *wanted,
                  const double *w, double *loss, double *dw)
{
  (void)n, (void)r, (void)wanted, (void)w;
  *loss = dw[0] = dw[1] = 0;
  TODO("the forces of either part alone, then the residual with both");
}

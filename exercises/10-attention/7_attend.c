/* Exercise 10.7 (three stars, 60 minutes, section 10.4): Attention, backwards
 *
 * A node adds up what its neighbours say, each with the share of exercise 10.2:
 *
 *   y = sum_j alpha_j value_j,   alpha_j = u_j^2 exp(a_j)/sum_k u_k exp(a_k)
 *
 * Write it, and its way back: given dy = dL/dy, add the gradients by the logits
 * a, by the envelope u and by the values.  Never divide by u: at the cutoff it
 * is 0, and the gradient by u is finite there all the same.
 *
 * n      neighbours, 0 allowed;  dim  numbers of a value
 * logit, u, dlogit, du (n);  value, dvalue (n, dim);  y, dy (dim)
 * All u = 0: y = 0, and all gradients by logits and values are 0; add nothing
 * to du then.  */
#include "exercises.h"
#include "todo.h"

void attend(size_t n, size_t dim, const real *logit, const real *u,
            const real *value, real *y)
{
  (void)n, (void)dim, (void)logit, (void)u, (void)value, (void)y;
  TODO("the sum over the neighbours");
}

void attend_backward(size_t n, size_t dim, const real *logit, const real *u,
                     const real *value, const real *dy, real *dlogit, real *du,
                     real *dvalue)
{
  (void)n, (void)dim, (void)logit, (void)u, (void)value, (void)dy;
  (void)dlogit, (void)du, (void)dvalue;
  TODO("every share depends on every logit");
}

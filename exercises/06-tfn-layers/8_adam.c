/* Exercise 6.8 (three stars, 60 minutes, section 6.10): Adam for positions
 *
 * Adam divides every number by its own running root mean square.  On weights
 * that is fine.  On positions it is not: turn the cloud, and it takes another
 * path.  Mend it: one running mean square for each *point*, of a third of the
 * squared length of its gradient.
 *
 *   m_i = b1 m_i + (1 - b1) g_i,   v_i = b2 v_i + (1 - b2) |g_i|^2 / 3
 *   w_i = w_i - rate m_i' / (sqrt(v_i') + eps),
 *   m' = m / (1 - b1^t),   v' = v / (1 - b2^t)
 *
 * with b1 = 0.9, b2 = 0.999, eps = 1e-8.
 *
 * n     points;   t  number of this step, from 1
 * g     (n, 3) gradient
 * m, w  (n, 3);   v  (n): brought up to date  */
#include "exercises.h"
#include "todo.h"

void vector_adam(size_t n, size_t t, real rate, const real *g, real *m, real *v,
                 real *w)
{
  (void)n, (void)t, (void)rate, (void)g, (void)m, (void)v, (void)w;
  TODO("Adam with one second moment for each point");
}

/* Exercise 1.7 (three stars, 90 minutes, section 1.10): One term more
 *
 * The series of Baker, Campbell and Hausdorff to fourth order:
 *
 *   omega = a + b + (a x b)/2 + (a - b) x (a x b)/12 + (fourth order),
 *
 * so that exp(hat(omega)) differs from exp(hat(a)) exp(hat(b)) by t^5 only,
 * where t is the size of a and b.  The fourth-order term is not in the book.
 * You need not expand anything to find it:
 *
 *   - it is a sum of nested products of four letters a, b.  By Jacobi's
 *     identity only three are independent: a x (a x (a x b)),
 *     b x (a x (a x b)) and b x (b x (a x b));
 *   - the inverse of exp(a) exp(b) is exp(-b) exp(-a): what does this say of
 *     omega(a, b) and omega(-b, -a), and so of the three coefficients?
 *   - what is left can be measured, with so3_log.
 *
 * a, b   vectors
 * Returns the sum up to and including fourth order.  A polynomial in a and b:
 * do not call so3_log or so3_exp here. */
#include "exercises.h"
#include "todo.h"

vec3 bch_fourth(vec3 a, vec3 b)
{
  (void)a;
  (void)b;
  TODO("the series up to fourth order");
  return (vec3){0, 0, 0};
}

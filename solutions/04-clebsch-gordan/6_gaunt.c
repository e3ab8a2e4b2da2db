/* Exercise 4.6 (two stars, 25 minutes, section 4.12): The Gaunt integral
 *
 * Commentary.  The two entries of the tensor are looked up in its list, where
 * an entry that is not listed is exactly zero.  For an odd sum there is no
 * entry at (0, 0, 0), so the integral vanishes without a special case: the
 * integrand changes sign under r -> -r.  Note that the formula looks lopsided,
 * l3 below the line and the others above; C / sqrt(2 l3 + 1) is symmetric, and
 * two such factors are in it.  (|m| > l without abs, since abs(INT_MIN) is not
 * an int.) */
#include "exercises.h"

#include <math.h>
#include <stdlib.h>

static double entry(const struct cg_term *t, size_t n, int i1, int i2, int i3)
{
  for (size_t k = 0; k < n; k++)
    if (t[k].i1 == i1 && t[k].i2 == i2 && t[k].i3 == i3)
      return t[k].c;
  return 0;
}

double gaunt(int l1, int m1, int l2, int m2, int l3, int m3)
{
  size_t n;
  if (cg_sparse(l1, l2, l3, &n, NULL) != CG_OK)
    return 0;
  if (m1 > l1 || m1 < -l1 || m2 > l2 || m2 < -l2 || m3 > l3 || m3 < -l3)
    return 0;
  struct cg_term *t = malloc(n * sizeof *t);
  if (!t)
    return 0;
  cg_sparse(l1, l2, l3, &n, t);
  double factor = (2.0 * l1 + 1) * (2.0 * l2 + 1) / (2.0 * l3 + 1);
  factor = sqrt(factor / (4 * 3.14159265358979323846));
  double G =
      factor * entry(t, n, l1, l2, l3) * entry(t, n, m1 + l1, m2 + l2, m3 + l3);
  free(t);
  return G;
}

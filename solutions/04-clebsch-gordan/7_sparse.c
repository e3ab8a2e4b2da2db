/* Exercise 4.7 (three stars, 90 minutes, section 4.9): Your own real tensor
 *
 * Commentary.  Written straight from the definition, entry by entry: for given
 * m1 and m2 there are at most four candidates for m3, and for each of them the
 * sum runs over the signs of mu1 and mu2.  Phases are kept as quarter turns;
 * the roots of two are counted.  The library computes each coefficient once;
 * this version asks for eight at each pair m1, m2, sixteen times as many, and
 * saves the bookkeeping.  The two terms of a conjugate pair have one real part,
 * which is counted twice, so nothing cancels. */
#include "exercises.h"

#include <math.h>
#include <stdlib.h>

/* U[m][mu] = i^turns, over sqrt 2 when m is not zero. */
static int turns(int m, int mu)
{
  if (m == 0)
    return 0;
  if (m > 0)
    return mu > 0 ? 2 * m : 0;
  return mu > 0 ? 3 - 2 * m : 1;
}

static double entry(const int l[3], int m1, int m2, int m3)
{
  double sum = 0;
  for (int s = m1 ? -1 : 1; s <= 1; s += 2)
    for (int t = m2 ? -1 : 1; t <= 1; t += 2) {
      int mu1 = s * abs(m1), mu2 = t * abs(m2), mu3 = mu1 + mu2;
      double w;
      if (abs(mu3) != abs(m3))
        continue;
      int q = turns(m3, mu3) - turns(m1, mu1) - turns(m2, mu2) -
              (l[0] + l[1] - l[2]);
      cg_su2(2 * l[0], 2 * mu1, 2 * l[1], 2 * mu2, 2 * l[2], 2 * mu3, &w);
      if (q % 2 == 0)
        sum += q % 4 == 0 ? w : -w;
    }
  int roots = (m1 != 0) + (m2 != 0) + (m3 != 0);
  return roots == 3 ? sum * sqrt(0.125) : roots == 2 ? sum / 2 : sum;
}

static enum cg_status check(int l1, int l2, int l3, const size_t *n)
{
  const int l[3] = {l1, l2, l3};
  for (int i = 0; i < 3; i++)
    if (l[i] < 0 || l[i] > CG_LMAX)
      return CG_BAD_L;
  if (l3 > l1 + l2 || l3 < abs(l1 - l2))
    return CG_FORBIDDEN;
  return n ? CG_OK : CG_NULL;
}

enum cg_status my_cg_sparse(int l1, int l2, int l3, size_t *n OUT(1),
                            struct cg_term *terms OUT(2 * (2 * l1 + 1) *
                                                      (2 * l2 + 1)))
{
  const int l[3] = {l1, l2, l3};
  enum cg_status status = check(l1, l2, l3, n);
  if (status != CG_OK)
    return status;
  *n = 0;
  for (int m1 = -l1; m1 <= l1; m1++)
    for (int m2 = -l2; m2 <= l2; m2++)
      for (int m3 = -l3; m3 <= l3; m3++) {
        int M3 = abs(m3), low = abs(abs(m1) - abs(m2));
        if (M3 != low && M3 != abs(m1) + abs(m2))
          continue;
        double c = entry(l, m1, m2, m3);
        if (c != 0 && terms)
          terms[*n] = (struct cg_term){(uint16_t)(m1 + l1), (uint16_t)(m2 + l2),
                                       (uint16_t)(m3 + l3), c};
        *n += c != 0;
      }
  return CG_OK;
}

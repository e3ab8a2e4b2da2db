/* Exercise 2.6 (two stars, 40 minutes, section 2.13): One times one times one
 *
 * Commentary.  Three vectors: N = 7, 6, 3, 1 for m = 0, 1, 2, 3, so the
 * multiplicities are 1, 3, 2, 1 and 1 + 9 + 10 + 7 = 27.  The one scalar is
 * the determinant.  Chapter 4 uses the same count for two factors, where it
 * proves the triangle rule.
 *
 * The test l[i] > lmax - reach is the sum rule written so that it cannot
 * overflow. */
#include "exercises.h"

#include <string.h>

enum { MOST = 1000 };

/* ways[m + MOST] := number of ways after one more factor of degree l. */
static void one_more(int l, int reach, size_t *ways)
{
  size_t old[2 * MOST + 3];
  memcpy(old, ways, sizeof old);
  memset(ways, 0, sizeof old);
  for (int m = -reach; m <= reach; m++)
    for (int k = -l; k <= l; k++)
      ways[m + k + MOST] += old[m + MOST];
}

bool multiply_degrees(int n, const int *l, int lmax, int *multiplicity)
{
  size_t ways[2 * MOST + 3] = {0};
  int reach = 0;
  if (!multiplicity || n < 0 || (n > 0 && !l) || lmax < 0 || lmax > MOST)
    return false;
  ways[MOST] = 1;
  for (int i = 0; i < n; i++) {
    if (l[i] < 0 || l[i] > lmax - reach)
      return false;
    one_more(l[i], reach, ways);
    reach += l[i];
  }
  for (int k = 0; k <= lmax; k++)
    multiplicity[k] = (int)(ways[MOST + k] - ways[MOST + k + 1]);
  return true;
}

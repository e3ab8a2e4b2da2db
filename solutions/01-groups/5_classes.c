/* Exercise 1.5 (two stars, 40 minutes, section 1.2): Conjugacy classes
 *
 * Commentary.  Take the first element without a class, and give a new number to
 * everything it is conjugate to.  One round over g is enough: if b = g a g^-1
 * and c = h b h^-1, then c = (h g) a (h g)^-1 is found in the same round.
 *
 * There is no need to search for the identity: g^-1 is the element that takes
 * g b back to b, for any b; here it is found as the x with (x g) g = g.
 *
 * The 24 rotations of the cube fall into five classes: the identity; six
 * quarter turns; three half turns about faces, which are the squares of those;
 * six half turns about edges; eight turns by a third about corners.  The trace
 * does not separate the two kinds of half turns, for as rotations of the ball
 * they are conjugate: only the g that would do it are not in the group.
 * A finite group has as many irreps over the complex numbers (chapter 2 says
 * what an irrep is) as it has classes: here five. */
#include "exercises.h"

static int inverse(int n, const int *table, int g)
{
  for (int x = 0; x < n; x++)
    if (table[table[x * n + g] * n + g] == g)
      return x;
  return -1;
}

int conjugacy_classes(int n, const int *table, int *class_of)
{
  int classes = 0;
  for (int a = 0; a < n; a++)
    class_of[a] = -1;
  for (int a = 0; a < n; a++) {
    if (class_of[a] >= 0)
      continue;
    for (int g = 0; g < n; g++)
      class_of[table[table[g * n + a] * n + inverse(n, table, g)]] = classes;
    classes++;
  }
  return classes;
}

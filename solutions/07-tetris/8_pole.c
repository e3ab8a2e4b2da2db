/* Exercise 7.8 (three stars, 90 minutes, section 7.14): What is left at the
 * pole
 *
 * Commentary.  Y_{l2,0}(z) = sqrt((2 l2 + 1) / (4 pi)).  From
 * y_m = a x_m - b x_-m one reads a = M[m][m] and b = -M[m][-m], with
 * M[m3][m1] = C[m1][0][m3] Y.  Why does one of them vanish?  The reflection
 * y -> -y keeps the pole; it leaves the cosine components (m >= 0) and flips
 * the sine components (m < 0).  Under it the path gets the sign
 * (-1)^(l1+l2+l3): a mirror is -1 times a rotation, and -1 acts as (-1)^l.  So
 * an even path commutes with it and cannot mix m and -m: b = 0.  An odd path
 * anticommutes, and a = 0; its m = 0 vanishes altogether.  A learned SO(2)
 * convolution lets a and b be anything: it has all even and odd paths of all l2
 * at once. */
#include "exercises.h"

#include "clebsch_gordan.h"

#include <math.h>
#include <stdlib.h>

enum { MOST = 30 };

static double at_pole(int l)
{
  return sqrt((2 * l + 1) / (4 * 3.14159265358979323846));
}

static bool in_range(int l1, int l2, int l3)
{
  return l1 >= 0 && l2 >= 0 && l3 >= 0 && l1 <= MOST && l2 <= MOST &&
         l3 <= MOST && cg_allowed(l1, l2, l3);
}

bool pole_filter(int l1, int l2, int l3, double *a, double *b)
{
  if (!in_range(l1, l2, l3) || !a || !b)
    return false;
  size_t n2 = (size_t)(2 * l2 + 1), n3 = (size_t)(2 * l3 + 1);
  double *C = malloc((size_t)(2 * l1 + 1) * n2 * n3 * sizeof *C);
  bool ok = C && cg_real(l1, l2, l3, C) == CG_OK;
  for (int m = 0; ok && m <= l1 && m <= l3; m++) {
    const double *same = C + ((size_t)(l1 + m) * n2 + (size_t)l2) * n3;
    const double *other = C + ((size_t)(l1 - m) * n2 + (size_t)l2) * n3;
    a[m] = at_pole(l2) * same[l3 + m];
    b[m] = m == 0 ? 0 : -at_pole(l2) * other[l3 + m];
  }
  free(C);
  return ok;
}

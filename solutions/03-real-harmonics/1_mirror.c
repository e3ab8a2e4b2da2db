/* Exercise 3.1 (one star, 15 minutes, section 3.6): A signal in the mirror
 *
 * Commentary.  A harmonic is Q(z, x^2 + y^2) times the real or imaginary part
 * of (x + iy)^m, with Q of degree l - m.
 *   z -> -z   touches Q only: its terms all have powers of z that are even or
 *             odd together with l - m.
 *   y -> -y   conjugates x + iy: cosines stay, sines change sign.
 *   x -> -x   makes x + iy into minus the conjugate: (-1)^m more than y -> -y.
 *   r -> -r   is all three, one after the other, and gives (-1)^l.
 * The last line of the code says so: no fourth rule is needed. */
#include "exercises.h"

static int sign_of(int l, int m, enum mirror mirror)
{
  const int even_m = m % 2 == 0 ? 1 : -1, cosine = m >= 0 ? 1 : -1;
  switch (mirror) {
  case MIRROR_X:
    return even_m * cosine;
  case MIRROR_Y:
    return cosine;
  case MIRROR_Z:
    return (l + m) % 2 == 0 ? 1 : -1;
  case MIRROR_POINT:
    return sign_of(l, m, MIRROR_X) * sign_of(l, m, MIRROR_Y) *
           sign_of(l, m, MIRROR_Z);
  }
  return 0;
}

bool mirror_signal(int lmax, enum mirror mirror, const real *a, real *b)
{
  if (lmax < 0 || lmax > HARMONICS_LMAX || sign_of(0, 0, mirror) == 0)
    return false;
  for (int l = 0; l <= lmax; l++)
    for (int m = -l; m <= l; m++) {
      const size_t i = harmonics_index(l, m);
      b[i] = (real)sign_of(l, m, mirror) * a[i];
    }
  return true;
}

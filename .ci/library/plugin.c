/* plugin.c: a part of a program that a user loads; it knows one precision. */
#include <tfn/harmonics.h>

double plugin(void);

double plugin(void)
{
  const real point[3] = {1, 2, 3};
  real Y[4];
  return harmonics(1, HARMONICS_INTEGRAL, 1, point, Y) ? -1 : (double)Y[1];
}

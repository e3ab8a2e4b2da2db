/* test_tools_fast.h: what the tests of fast kernels share. */
#ifndef TEST_TOOLS_FAST_H
#define TEST_TOOLS_FAST_H

#include <math.h>
#include <stdlib.h>

#include "random.h"
#include "real.h"
#include "test.h"

/* The largest difference of two arrays; NaN when one is. */
static inline double worst(size_t n, const real *a, const real *b)
{
  double max = 0;
  for (size_t i = 0; i < n; i++)
    max = larger(max, fabs((double)a[i] - (double)b[i]));
  return max;
}

/* n random numbers of variance 1, and one behind them to be left alone. */
static inline real *numbers(size_t n, struct random *g)
{
  real *x = malloc((n + 1) * sizeof *x);
  for (size_t i = 0; i < n; i++)
    x[i] = (real)random_normal(g);
  x[n] = REAL(0.5);
  return x;
}

#endif

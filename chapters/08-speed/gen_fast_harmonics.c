/* gen_fast_harmonics.c: writes C.  For each lmax up to 10 one straight-line
 * function that computes all harmonics of LANES unit vectors in registers. */
#include <math.h>
#include <stdio.h>

enum { FAST_LMAX = 10 };

/* ---- [powers] (x + iy)^m ---- */
static void write_powers(int lmax)
{
  if (lmax > 0)
    printf("  const vec x = u[0], y = u[1], z = u[2];\n"
           "  const vec c1 = x, s1 = y;\n");
  if (lmax > 1)
    printf("  const vec ss = x * x + y * y;\n");
  for (int m = 2; m <= lmax; m++)
    printf("  const vec c%d = x * c%d - y * s%d, s%d = x * s%d + y * c%d;\n", m,
           m - 1, m - 1, m, m - 1, m - 1);
}

/* ---- [step] One step of chapter 3's recursion, downward in m ----
 *
 * Q_ll is the same for all points: the two steps that use it take it as a
 * number.  Q_l0 carries the factor sqrt(1/2) of m = 0. */
static void write_step(int l, int m)
{
  const double d = sqrt((double)(l - m) * (l + m + 1));
  const double half = m == 0 ? sqrt(0.5) : 1;
  const double a = 2 * (m + 1) / d * half;
  const double b = sqrt((double)(l - m - 1) * (l + m + 2)) / d * half;
  if (m == l - 1)
    printf("    const vec q%d = REAL(%.17g) * seed[%d] * z;\n", m, a, l);
  else if (m == l - 2)
    printf("    const vec q%d = REAL(%.17g) * z * q%d - REAL(%.17g) * seed[%d] "
           "* ss;\n",
           m, a, m + 1, b, l);
  else
    printf("    const vec q%d = REAL(%.17g) * z * q%d - REAL(%.17g) * ss * "
           "q%d;\n",
           m, a, m + 1, b, m + 2);
}

/* ---- [degree] One degree ---- */
static void write_degree(int l)
{
  const int middle = l * l + l;
  printf("  {\n    Y[%d] = seed[%d] * c%d, Y[%d] = seed[%d] * s%d;\n",
         middle + l, l, l, middle - l, l, l);
  for (int m = l - 1; m >= 0; m--) {
    write_step(l, m);
    if (m > 0)
      printf("    Y[%d] = q%d * c%d, Y[%d] = q%d * s%d;\n", middle + m, m, m,
             middle - m, m, m);
    else
      printf("    Y[%d] = q0;\n", middle);
  }
  printf("  }\n");
}

/* ---- [function] One lmax ---- */
static void write_function(int lmax)
{
  printf("SIMD_INLINE void values_%d(const real *seed, const vec *restrict u,\n"
         "                          vec *restrict Y)\n{\n",
         lmax);
  write_powers(lmax);
  if (lmax == 0)
    printf("  (void)u;\n");
  printf("  Y[0] = vec_set(seed[0]);\n");
  for (int l = 1; l <= lmax; l++)
    write_degree(l);
  printf("}\n\n");
}

int main(void)
{
  printf("/* Written by gen_fast_harmonics.c: do not edit. */\n\n");
  for (int lmax = 0; lmax <= FAST_LMAX; lmax++)
    write_function(lmax);
  return fflush(stdout) != 0;
}

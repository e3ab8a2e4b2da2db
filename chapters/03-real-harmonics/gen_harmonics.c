/* gen_harmonics.c: writes C.  One straight-line function for each degree up to
 * argv[1], in which every number that depends on l and m only is a literal. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "harmonics.h"

/* ---- [line] One step of the recursion, as a line of C ---- */
static void write_step(int l, int m)
{
  double d = sqrt((double)(l - m) * (l + m + 1));
  double above = sqrt((double)(l - m - 1) * (l + m + 2));
  printf("    const real q%d = REAL(%.17g) * z * q%d", m, 2 * (m + 1) / d,
         m + 1);
  if (m + 2 <= l)
    printf("\n                    - REAL(%.17g) * ss * q%d", above / d, m + 2);
  printf(";\n");
}

/* ---- [function] One degree, as a function of C ---- */
static void write_degree(int l)
{
  printf("static void degree_%d(const struct lanes *v, real seed,\n"
         "                     real (*restrict Y)[LANES])\n{\n"
         "  for (int p = 0; p < LANES; p++) {\n",
         l);
  if (l > 0)
    printf("    const real z = v->z[p]%s\n", l > 1 ? ", ss = v->ss[p];" : ";");
  printf("    const real q%d = seed;\n", l);
  for (int m = l - 1; m >= 0; m--)
    write_step(l, m);
  printf("    Y[%d][p] = q0%s * v->c[0][p];\n", l,
         l > 0 ? " * REAL(0.70710678118654752)" : "");
  for (int m = 1; m <= l; m++)
    printf("    Y[%d][p] = q%d * v->c[%d][p];\n"
           "    Y[%d][p] = q%d * v->s[%d][p];\n",
           l + m, m, m, l - m, m, m);
  printf("  }\n}\n\n");
}

/* ---- [file] The whole file ---- */
int main(int argc, char **argv)
{
  char *end = NULL;
  long lmax = argc == 2 ? strtol(argv[1], &end, 10) : -1;
  if (lmax < 0 || lmax > HARMONICS_LMAX || *end != '\0') {
    fprintf(stderr, "usage: gen_harmonics LMAX, with LMAX in 0..%d\n",
            HARMONICS_LMAX);
    return EXIT_FAILURE;
  }
  printf("/* Written by gen_harmonics.c: do not edit. */\n\n");
  for (int l = 0; l <= lmax; l++)
    write_degree(l);
  printf("enum { GENERATED_LMAX = %ld };\n"
         "static void (*const generated[])(const struct lanes *, real,\n"
         "                                 real (*restrict)[LANES]) = {\n",
         lmax);
  for (int l = 0; l <= lmax; l++)
    printf("    degree_%d,\n", l);
  printf("};\n");
  return fflush(stdout) ? EXIT_FAILURE : EXIT_SUCCESS;
}

/* gen_fast_harmonics.c: writes C.  For each degree straight-line code for the
 * values of LANES points, for their gradients, and for the way back. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "fast_harmonics.h"
#include "recursion.h"

/* ---- [constants] What depends on the degree and the normalisation ----
 *
 * Q_ll, and the factor kappa between gradients and values one degree lower. */
static void write_table(const char *name, double (*entry)(int norm, int l))
{
  printf("static const real %s[3][%d] = {\n", name, FAST_HARMONICS_LMAX + 1);
  for (int norm = 0; norm < 3; norm++)
    for (int l = 0; l <= FAST_HARMONICS_LMAX; l++)
      printf("%s(real)%.17g%s", l ? ", " : "  {", entry(norm, l),
             l < FAST_HARMONICS_LMAX ? "" : "},\n");
  printf("};\n\n");
}

static double seed(int norm, int l)
{
  double seeds[FAST_HARMONICS_LMAX + 1];
  recursion_seeds(l, (enum harmonics_norm)norm, seeds);
  return seeds[l];
}

static double kappa(int norm, int l)
{
  return norm == HARMONICS_NORM ? 1 : sqrt((2 * l + 1) / fabs(2 * l - 1.0));
}

/* ---- [series] The series of 1/sqrt(1 - e), shortened ----
 *
 *   (1 - e)^(-1/2) = 1 + e (q_0 + q_1 e + q_2 e^2 + q_3 e^3)
 *
 * for the e of a first guess that is wrong by up to 3.5 %.  Taylor's
 * coefficients would be right near 0 and wrong by 4e-7 at the ends.  A
 * polynomial that is right at the zeros of the Chebyshev polynomial T_5, of
 * which 0 is one, errs everywhere by less than 3e-8. */
enum { SERIES = 4 };

static void write_series(void)
{
  const double guess = 0.035, end = guess * (2 + guess), pi = acos(-1.0);
  double at[SERIES], q[SERIES], sum[SERIES] = {0};
  for (int i = 0; i < SERIES; i++) {
    at[i] = end * cos((2 * (i < 2 ? i : i + 1) + 1) * pi / 10);
    q[i] = (1 / sqrt(1 - at[i]) - 1) / at[i];
  }
  for (int k = 1; k < SERIES; k++) /* Newton's divided differences */
    for (int i = SERIES - 1; i >= k; i--)
      q[i] = (q[i] - q[i - 1]) / (at[i] - at[i - k]);
  for (int i = SERIES - 1; i >= 0; i--) { /* sum = sum (e - at) + q */
    for (int k = SERIES - 1; k > 0; k--)
      sum[k] = sum[k - 1] - at[i] * sum[k];
    sum[0] = q[i] - at[i] * sum[0];
  }
  printf("static const real series[%d] = {\n", SERIES);
  for (int k = 0; k < SERIES; k++)
    printf("%s(real)%.17g", k ? ", " : "  ", sum[k]);
  printf("\n};\n\n");
}

/* ---- [step] One step of chapter 3's recursion, downward in m ----
 *
 *   Q_m = A_m z Q_{m+1} - B_m ss Q_{m+2},   ss = x^2 + y^2
 *
 * Q_ll is the same for all points: the two steps that use it take it as a
 * number.  Q_l0 carries the factor sqrt(1/2) of m = 0. */
static double ladder_root(int l, int m)
{
  return sqrt((double)(l - m) * (l + m + 1));
}

static double above(int l, int m)
{
  return 2 * (m + 1) / ladder_root(l, m) * (m == 0 ? sqrt(0.5) : 1);
}

static double far_above(int l, int m)
{
  return ladder_root(l, m + 1) / ladder_root(l, m) * (m == 0 ? sqrt(0.5) : 1);
}

static void write_step(int l, int m)
{
  const double a = above(l, m), b = far_above(l, m);
  printf("  const vec q%d = REAL(%.17g) * ", m, a);
  if (m == l - 1)
    printf("(seed * z);\n");
  else if (m == l - 2)
    printf("z * q%d - REAL(%.17g) * (seed * ss);\n", m + 1, b);
  else
    printf("z * q%d - REAL(%.17g) * ss * q%d;\n", m + 1, b, m + 2);
}

/* ---- [values] The values of one degree ---- */
static void open_degree(const char *name, int l, const char *parameters)
{
  printf("SIMD_INLINE void %s_%d(%s)\n{\n", name, l, parameters);
  if (l == 0)
    printf("  (void)p;\n");
  else
    printf("  const vec z = p->z%s;\n", l > 1 ? ", ss = p->ss" : "");
}

static void write_values(int l)
{
  const int middle = l * l + l;
  open_degree("values", l,
              "real seed, const struct powers *p, vec *restrict Y");
  if (l == 0)
    printf("  Y[0] = vec_set(seed);\n");
  else
    printf("  Y[%d * PER_LINE] = seed * p->c[%d];\n  Y[%d * PER_LINE] = seed * "
           "p->s[%d];\n",
           middle + l, l, middle - l, l);
  for (int m = l - 1; m >= 0; m--) {
    write_step(l, m);
    if (m == 0)
      printf("  Y[%d * PER_LINE] = q0;\n", middle);
    else
      printf("  Y[%d * PER_LINE] = q%d * p->c[%d];\n  Y[%d * PER_LINE] = q%d * "
             "p->s[%d];\n",
             middle + m, m, m, middle - m, m, m);
  }
  printf("}\n\n");
}

/* ---- [expand] A sum of one degree's values ----
 *
 * The coefficients are multiplied beforehand by all that is the same for all
 * points: the seed, and the product of the A_m.  A step is then
 *   q_m = z q_{m+1} - b_m ss q_{m+2},   q_l = 1,
 * and Q_m = seed A_m ... A_{l-1} q_m.
 * Three sums run side by side, since each waits for its last addition; the
 * first begins with degree 0. */
static double scale(int l, int m)
{
  return m == l ? 1 : above(l, m) * scale(l, m + 1);
}

static void write_scales(void)
{
  printf("static const real scales[%d] = {\n",
         (FAST_HARMONICS_LMAX + 1) * (FAST_HARMONICS_LMAX + 1));
  for (int l = 0; l <= FAST_HARMONICS_LMAX; l++) {
    for (int m = -l; m <= l; m++)
      printf("%s(real)%.17g,", m > -l ? " " : "  ", scale(l, m < 0 ? -m : m));
    printf("\n");
  }
  printf("};\n\n");
}

static void write_short_step(int l, int m)
{
  const double b =
      m + 2 > l ? 0 : far_above(l, m) * scale(l, m + 2) / scale(l, m);
  if (m == l - 1)
    printf("  const vec q%d = z;\n", m);
  else if (m == l - 2)
    printf("  const vec q%d = z * q%d - REAL(%.17g) * ss;\n", m, m + 1, b);
  else
    printf("  const vec q%d = z * q%d - REAL(%.17g) * (ss * q%d);\n", m, m + 1,
           b, m + 2);
}

static void write_expand(int l)
{
  const int middle = l * l + l;
  open_degree("expand", l, "const struct powers *p, const real *a, vec *sum");
  if (l == 0)
    printf("  (void)a, (void)sum;\n");
  else
    printf("  sum[0] += a[%d] * p->c[%d];\n  sum[1] += a[%d] * p->s[%d];\n",
           middle + l, l, middle - l, l);
  for (int m = l - 1; m >= 0; m--) {
    write_short_step(l, m);
    if (m == 0)
      printf("  sum[2] += a[%d] * q0;\n", middle);
    else
      printf("  sum[%d] += q%d * (a[%d] * p->c[%d] + a[%d] * p->s[%d]);\n",
             m % 3, m, middle + m, m, middle - m, m);
  }
  printf("}\n\n");
}

/* ---- [ladder] The numbers of chapter 3's ladder ----
 *
 * Gradients of degree l come from values of degree l - 1 at m-1, m and m+1. */
struct ladder {
  double A, B, C;
};

static struct ladder ladder(int l, int m)
{
  const double a = m == 0 ? 0 : m == 1 ? sqrt(0.5) : 0.5;
  const double b = m == 0 ? sqrt(0.5) : 0.5;
  return (struct ladder){a * sqrt((double)(l + m) * (l + m - 1)),
                         b * sqrt((double)(l - m) * (l - m - 1)),
                         sqrt((double)(l - m) * (l + m))};
}

/* ---- [gradient] The gradients of one degree ----
 *
 * c and s are the values of degree l - 1 times kappa/|r|.  What Euler's
 * identity says of the radial part, l Y n / |r|, is taken away. */
static void component(char axis, int l, int m, const char *ladder_terms)
{
  printf("  G[(%d * K + %d) * PER_LINE] = %s - %c * %s;\n", axis - 'x',
         l * l + l + m, ladder_terms, axis, m < 0 ? "o" : "e");
}

/* One of the sums "first +- number * name", without what is zero. */
struct sum {
  char text[100];
};

static struct sum sum(const char *first, char sign, double number, char name,
                      int m)
{
  struct sum s;
  if (!(number > 0) || (name == 's' && m < 1)) {
    snprintf(s.text, sizeof s.text, "%s", first);
    return s;
  }
  if (strcmp(first, "zero") == 0) {
    first = "";
    sign = sign == '-' ? '-' : ' ';
  }
  snprintf(s.text, sizeof s.text, "%s %c REAL(%.17g) * %c%d", first, sign,
           number, name, m);
  return s;
}

static void write_pair(int l, int m)
{
  const struct ladder f = ladder(l, m);
  const char *ac = m > 0 ? "ac" : "zero", *as = m > 1 ? "as" : "zero";
  printf("  e = radial * Y[%d * PER_LINE];\n", l * l + l + m);
  if (m > 0)
    printf("  ac = REAL(%.17g) * c%d;\n", f.A, m - 1);
  if (m > 1)
    printf("  as = REAL(%.17g) * s%d;\n", f.A, m - 1);
  component('x', l, m, sum(ac, '-', f.B, 'c', m + 1).text);
  component('y', l, m, sum(m > 1 ? "-as" : "zero", '-', f.B, 's', m + 1).text);
  component('z', l, m, sum("zero", '+', f.C, 'c', m).text);
  if (m == 0)
    return;
  printf("  o = radial * Y[%d * PER_LINE];\n", l * l + l - m);
  component('x', l, -m, sum(as, '-', f.B, 's', m + 1).text);
  component('y', l, -m, sum(ac, '+', f.B, 'c', m + 1).text);
  component('z', l, -m, sum("zero", '+', f.C, 's', m).text);
}

static void write_gradient(int l)
{
  const int below = l * l - l; /* where c0 of degree l - 1 stands */
  printf("SIMD_INLINE void gradient_%d(real kappa, const struct frame *f,\n"
         "    size_t K, const vec *restrict Y, vec *restrict G)\n{\n"
         "  const vec zero = {0};\n",
         l);
  if (l == 0) {
    printf("  (void)f, (void)kappa, (void)Y;\n"
           "  G[0] = G[K * PER_LINE] = G[2 * K * PER_LINE] = zero;\n}\n\n");
    return;
  }
  printf("  const vec x = f->x, y = f->y, z = f->z;\n"
         "  const vec k = kappa * f->inverse, radial = %d * f->inverse;\n"
         "  vec e, o, ac%s;\n",
         l, l > 1 ? ", as" : "");
  for (int m = 0; m < l; m++) {
    printf("  const vec c%d = k * Y[%d * PER_LINE];\n", m, below + m);
    if (m > 0)
      printf("  const vec s%d = k * Y[%d * PER_LINE];\n", m, below - m);
  }
  for (int m = 0; m <= l; m++)
    write_pair(l, m);
  printf("}\n\n");
}

/* ---- [backward] The gradients of one degree, used at once ----
 *
 * The same terms, each with the derivative that waits for it, and added to
 * seven sums: the gradient itself is never formed.  e and o are derivatives by
 * Y_lm and Y_l,-m.  The radial part is one number, and waits for the end. */
static void write_back_pair(int l, int m)
{
  const struct ladder f = ladder(l, m);
  const int middle = l * l + l;
  printf("  e = vec_load(d + %d * FAST_LINE), r += e * Y[%d * PER_LINE];\n",
         middle + m, middle + m);
  if (m > 0)
    printf("  o = vec_load(d + %d * FAST_LINE), r += o * Y[%d * PER_LINE];\n",
           middle - m, middle - m);
  if (m > 0)
    printf("  t = REAL(%.17g) * e, u = REAL(%.17g) * o;\n"
           "  xa += t * c(%d), ya += u * c(%d);\n",
           f.A, f.A, m - 1, m - 1);
  if (m > 1)
    printf("  xa += u * s(%d), ya -= t * s(%d);\n", m - 1, m - 1);
  if (m + 1 < l) {
    printf("  t = REAL(%.17g) * e, xb += t * c(%d), yb -= t * s(%d);\n", f.B,
           m + 1, m + 1);
    if (m > 0)
      printf("  u = REAL(%.17g) * o, xb += u * s(%d), yb += u * c(%d);\n", f.B,
             m + 1, m + 1);
  }
  if (m == 0)
    printf("  za += REAL(%.17g) * e * c(0);\n", f.C);
  else if (m < l)
    printf("  za += REAL(%.17g) * (e * c(%d) + o * s(%d));\n", f.C, m, m);
}

static void write_backward(int l)
{
  printf(
      "SIMD_INLINE void backward_%d(real kappa, const vec *Y, const real *d,\n"
      "                              struct frame *sum)\n{\n",
      l);
  if (l == 0) {
    printf("  (void)kappa, (void)Y, (void)d, (void)sum;\n}\n\n");
    return;
  }
  printf("#define c(m) Y[(%d + (m)) * PER_LINE]\n#define s(m) Y[(%d - (m)) * "
         "PER_LINE]\n",
         l * l - l, l * l - l);
  printf("  vec e, o, t, u;\n"
         "  vec xa = {0}, xb = {0}, ya = {0}, yb = {0}, za = {0}, r = {0};\n");
  for (int m = 0; m <= l; m++)
    write_back_pair(l, m);
  printf("  sum->x += kappa * (xa - xb), sum->y += kappa * (ya + yb);\n"
         "  sum->z += kappa * za, sum->inverse += %d * r;\n"
         "#undef c\n#undef s\n}\n\n",
         l);
}

/* ---- [all] All degrees: enter at lmax and fall through to 0 ---- */
static void write_all(const char *name, const char *parameters,
                      const char *number, const char *after)
{
  printf("SIMD_INLINE void all_%s(int lmax, %s)\n{\n  switch (lmax) {\n", name,
         parameters);
  for (int l = FAST_HARMONICS_LMAX; l >= 0; l--) {
    printf("  case %d:\n    %s_%d(", l, name, l);
    if (*number)
      printf("%s[%d], ", number, l);
    printf("%s);\n    %s;\n", after,
           l > 0 ? "__attribute__((fallthrough))" : "break");
  }
  printf("  }\n}\n\n");
}

int main(void)
{
  printf("/* Written by gen_fast_harmonics.c: do not edit. */\n\n");
  write_table("seeds", seed);
  write_table("kappas", kappa);
  write_series();
  write_scales();
  for (int l = 0; l <= FAST_HARMONICS_LMAX; l++) {
    write_values(l);
    write_expand(l);
    write_gradient(l);
    write_backward(l);
  }
  write_all("values", "const struct powers *p, const real *seed, vec *Y",
            "seed", "p, Y");
  write_all("expand", "const struct powers *p, const real *a, vec *sum", "",
            "p, a, sum");
  write_all("gradient",
            "const struct frame *f, const real *kappa, size_t K,\n"
            "    const vec *Y, vec *G",
            "kappa", "f, K, Y, G");
  write_all("backward",
            "const real *kappa, const vec *Y, const real *d,\n"
            "    struct frame *sum",
            "kappa", "Y, d, sum");
  return fflush(stdout) != 0;
}

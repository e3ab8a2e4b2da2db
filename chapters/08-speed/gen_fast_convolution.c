/* gen_fast_convolution.c: writes C.  For each (l1, l2, l3) up to degree 3 the
 * two loops over edges of a depthwise path, with its pairs written out. */
#include <stdio.h>

#include "clebsch_gordan.h"
#include "tensor_product.h"

enum { FAST_DEGREE = 3 };

/* ---- [rows] Declarations of a block's rows ---- */
static void write_rows(const char *name, const char *pointer, int l)
{
  for (int m = 0; m <= 2 * l; m++)
    printf("      const vec %s%d = vec_load(%s + %d * C);\n", name, m, pointer,
           m);
}

/* ---- [forward] y[m3] += w sum M[m1][m3] x[m1] ---- */
static void write_forward(const struct tensor_product *tp, int l1, int l2,
                          int l3)
{
  printf("SIMD_CLONES\nstatic void forward_%d%d%d(const struct run *r)\n{\n"
         "  const size_t C = r->channels;\n"
         "  for (size_t c = 0; c < C; c += LANES) {\n",
         l1, l2, l3);
  for (int m = 0; m <= 2 * l3; m++)
    printf("    vec y%d = vec_load(r->y + %d * C + c);\n", m, m);
  printf("    for (size_t e = 0; e < r->n; e++) {\n"
         "      const real *x = r->x + r->sender[e] * r->x_stride + c;\n"
         "      const real *M = r->M + e * r->M_stride;\n"
         "      const vec w = vec_load(r->w + e * r->w_stride + c);\n");
  write_rows("x", "x", l1);
  for (int m3 = 0; m3 <= 2 * l3; m3++) {
    const char *plus = "";
    printf("      y%d += w * (", m3);
    for (size_t k = 0; k < tp->pairs; k++)
      if (tp->pair[k].i3 == m3) {
        printf("%sM[%zu] * x%d", plus, k, tp->pair[k].i1);
        plus = " + ";
      }
    printf(");\n");
  }
  printf("    }\n");
  for (int m = 0; m <= 2 * l3; m++)
    printf("    vec_store(r->y + %d * C + c, y%d);\n", m, m);
  printf("  }\n}\n\n");
}

/* ---- [backward] h[m1] = sum M[m1][m3] dy[m3] serves dx and dw ----
 *
 *   dx[m1] += w h[m1],  dw += sum x[m1] h[m1],  dM[m1][m3] = sum w x[m1] dy[m3]
 *
 * where the last sum is over channels: vectors first, lanes at the end. */
static void write_h(const struct tensor_product *tp, int m1)
{
  const char *plus = "";
  printf("      const vec h%d = ", m1);
  for (size_t k = 0; k < tp->pairs; k++)
    if (tp->pair[k].i1 == m1) {
      printf("%sM[%zu] * g%d", plus, k, tp->pair[k].i3);
      plus = " + ";
    }
  printf(";\n");
}

static void write_reduction(const struct tensor_product *tp)
{
  printf("      if (r->dM) {\n");
  for (size_t k = 0; k < tp->pairs; k++)
    printf("        s[%zu] += w * x%d * g%d;\n", k, tp->pair[k].i1,
           tp->pair[k].i3);
  printf("      }\n    }\n    if (r->dM)\n"
         "      for (size_t k = 0; k < %zu; k += LANES)\n"
         "        vec_store(r->dM + e * r->M_stride + k, vec_sums(s + k));\n",
         tp->pairs);
}

static void write_backward(const struct tensor_product *tp, int l1, int l2,
                           int l3)
{
  printf("SIMD_CLONES\nstatic void backward_%d%d%d(const struct run *r)\n{\n"
         "  const size_t C = r->channels;\n"
         "  for (size_t e = 0; e < r->n; e++) {\n"
         "    const real *M = r->M + e * r->M_stride;\n"
         "    vec s[%zu + LANES];\n    if (r->dM)\n"
         "      memset(s, 0, sizeof s);\n"
         "    for (size_t c = 0; c < C; c += LANES) {\n"
         "      const size_t at = r->sender[e] * r->x_stride + c;\n"
         "      const real *x = r->x + at, *g = r->dy + c;\n"
         "      const vec w = vec_load(r->w + e * r->w_stride + c);\n",
         l1, l2, l3, tp->pairs);
  write_rows("x", "x", l1);
  write_rows("g", "g", l3);
  for (int m1 = 0; m1 <= 2 * l1; m1++)
    write_h(tp, m1);
  printf("      if (r->dx) {\n        real *dx = r->dx + at;\n");
  for (int m = 0; m <= 2 * l1; m++)
    printf("        vec_store(dx + %d * C, vec_load(dx + %d * C) + w * h%d);\n",
           m, m, m);
  printf("      }\n      if (r->dw) {\n"
         "        real *dw = r->dw + e * r->w_stride + c;\n"
         "        vec_store(dw, vec_load(dw)");
  for (int m = 0; m <= 2 * l1; m++)
    printf(" + x%d * h%d", m, m);
  printf(");\n      }\n");
  write_reduction(tp);
  printf("  }\n}\n\n");
}

/* ---- [paths] Every triangle ---- */
static int write_path(int l1, int l2, int l3)
{
  struct irreps a = {0}, b = {0}, c = {0};
  struct tensor_product *tp;
  irreps_append(&a, 1, l1, 1);
  irreps_append(&b, 1, l2, 1);
  irreps_append(&c, 1, l3, 1);
  if (tp_create(TP_DEPTHWISE, &a, &b, &c, &tp) != TP_OK)
    return 1;
  write_forward(tp, l1, l2, l3);
  write_backward(tp, l1, l2, l3);
  tp_free(tp);
  return 0;
}

static void write_table(const char *name)
{
  printf("static kernel *const %s[%d][%d][%d] = {\n", name, FAST_DEGREE + 1,
         FAST_DEGREE + 1, FAST_DEGREE + 1);
  for (int l1 = 0; l1 <= FAST_DEGREE; l1++)
    for (int l2 = 0; l2 <= FAST_DEGREE; l2++)
      for (int l3 = 0; l3 <= FAST_DEGREE; l3++)
        if (cg_allowed(l1, l2, l3))
          printf("    [%d][%d][%d] = %s_%d%d%d,\n", l1, l2, l3, name, l1, l2,
                 l3);
  printf("};\n\n");
}

int main(void)
{
  printf("/* Written by gen_fast_convolution.c: do not edit. */\n\n"
         "enum { FAST_DEGREE = %d };\n\n",
         FAST_DEGREE);
  for (int l1 = 0; l1 <= FAST_DEGREE; l1++)
    for (int l2 = 0; l2 <= FAST_DEGREE; l2++)
      for (int l3 = 0; l3 <= FAST_DEGREE; l3++)
        if (cg_allowed(l1, l2, l3) && write_path(l1, l2, l3))
          return 1;
  write_table("forward");
  write_table("backward");
  return fflush(stdout) != 0;
}

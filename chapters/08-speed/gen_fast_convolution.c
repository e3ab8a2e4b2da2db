/* gen_fast_convolution.c: writes C.  For each (l1, l2, l3) up to degree 3 the
 * loops of a depthwise path over a block of edges, with its terms written
 * out. */
#include <stdio.h>

#include "clebsch_gordan.h"
#include "tensor_product.h"

enum { FAST_DEGREE = 3 };

/* ---- [matrix] M[m1][m3] = sum C[m1][m2][m3] Y[m2], edges in lanes ---- */
static void write_matrix(const struct tensor_product *tp, int l2)
{
  printf("  real M[%zu * EDGES] __attribute__((aligned(64)));\n"
         "  for (size_t e = 0; e < EDGES; e += LANES) {\n",
         tp->pairs);
  for (int m = 0; m <= 2 * l2; m++)
    printf("    const vec Y%d = vec_load(b->Y + %d * EDGES + e);\n", m, m);
  for (size_t k = 0; k < tp->pairs; k++) {
    const struct tp_pair *pair = &tp->pair[k];
    printf("    vec_store(M + %zu * EDGES + e, ", k);
    for (size_t t = 0; t < pair->terms; t++)
      printf("%sREAL(%.17g) * Y%d", t ? " + " : "",
             (double)tp->term[pair->term + t].c, tp->term[pair->term + t].i2);
    printf(");\n");
  }
  printf("  }\n");
}

/* ---- [rows] Declarations of a block's rows ---- */
static void write_rows(const char *name, const char *pointer, int l, int wide)
{
  for (int m = 0; m <= 2 * l; m++)
    for (int k = 0; k < wide; k++)
      printf(
          "        const vec %s%d_%d = vec_load(%s + %d * C + %d * LANES);\n",
          name, m, k, pointer, m, k);
}

/* ---- [sum] sum over one index of M times a row ---- */
static void write_sum(const struct tensor_product *tp, bool over_m1, int m,
                      const char *row, int k)
{
  const char *plus = "";
  for (size_t p = 0; p < tp->pairs; p++)
    if ((over_m1 ? tp->pair[p].i3 : tp->pair[p].i1) == m) {
      printf("%sm[%zu * EDGES] * %s%d_%d", plus, p, row,
             over_m1 ? tp->pair[p].i1 : tp->pair[p].i3, k);
      plus = " + ";
    }
}

/* ---- [forward] y[m3] += w sum M[m1][m3] x[m1] ---- */
static void write_forward_loop(const struct tensor_product *tp, int l1, int l3,
                               int wide)
{
  printf("    for (size_t e = 0; e < b->n;) {\n"
         "      real *y = b->y + b->receiver[e] * b->y_stride + c;\n"
         "      const size_t end = b->end[e];\n");
  for (int m = 0; m <= 2 * l3; m++)
    for (int k = 0; k < wide; k++)
      printf("      vec y%d_%d = {0};\n", m, k);
  printf("      if (e < b->begun) {\n");
  for (int m = 0; m <= 2 * l3; m++)
    for (int k = 0; k < wide; k++)
      printf("        y%d_%d = vec_load(y + %d * C + %d * LANES);\n", m, k, m,
             k);
  printf("      }\n");
  printf("      for (; e < end; e++) {\n"
         "        const real *x = b->x + b->sender[e] * b->x_stride + c;\n"
         "        const real *m = M + e, *w = b->w + e * b->w_stride + c;\n");
  write_rows("w", "w", 0, wide);
  for (int k = 0; k < wide; k++)
    printf("        __builtin_prefetch(w + b->ahead + %d * LANES);\n", k);
  write_rows("x", "x", l1, wide);
  for (int m3 = 0; m3 <= 2 * l3; m3++)
    for (int k = 0; k < wide; k++) {
      printf("        y%d_%d += w0_%d * (", m3, k, k);
      write_sum(tp, true, m3, "x", k);
      printf(");\n");
    }
  printf("      }\n");
  for (int m = 0; m <= 2 * l3; m++)
    for (int k = 0; k < wide; k++)
      printf("      vec_store(y + %d * C + %d * LANES, y%d_%d);\n", m, k, m, k);
  printf("    }\n");
}

static void write_forward(const struct tensor_product *tp, int l1, int l2,
                          int l3)
{
  printf("SIMD_CLONES\nstatic void forward_%d%d%d(const struct block *b)\n{\n",
         l1, l2, l3);
  write_matrix(tp, l2);
  printf("  const size_t C = b->channels;\n"
         "  size_t c = 0;\n"
         "  for (; c + 2 * LANES <= C; c += 2 * LANES)\n");
  write_forward_loop(tp, l1, l3, 2);
  printf("  if (c < C)\n");
  write_forward_loop(tp, l1, l3, 1);
  printf("}\n\n");
}

/* ---- [single] The same for edges whose receiver is theirs alone ---- */
static void write_single(const struct tensor_product *tp, int l1, int l2,
                         int l3)
{
  printf("SIMD_CLONES\nstatic void single_%d%d%d(const struct block *b)\n{\n",
         l1, l2, l3);
  write_matrix(tp, l2);
  printf("  const size_t C = b->channels;\n"
         "  for (size_t e = 0; e < b->n; e++)\n"
         "    for (size_t c = 0; c < C; c += LANES) {\n"
         "        const real *x = b->x + e * b->x_stride + c, *m = M + e;\n"
         "        const real *w = b->w + e * b->w_stride + c;\n"
         "        real *y = b->y + e * b->y_stride + c;\n"
         "        __builtin_prefetch(w + b->ahead);\n");
  write_rows("w", "w", 0, 1);
  write_rows("x", "x", l1, 1);
  for (int m3 = 0; m3 <= 2 * l3; m3++) {
    printf("        put(b->stream, y + %d * C, w0_0 * (", m3);
    write_sum(tp, true, m3, "x", 0);
    printf("));\n");
  }
  printf("    }\n}\n\n");
}

/* ---- [backward] h[m1] = sum M[m1][m3] dy[m3] serves dx and dw ----
 *
 *   dx[m1] += w h[m1],  dw += sum x[m1] h[m1],
 *   dY[m2] += sum C[m1][m2][m3] w x[m1] dy[m3]
 *
 * where the last sum is over channels too: lanes are kept apart, and added up
 * when all paths are done. */
static void write_h(const struct tensor_product *tp, int m1)
{
  printf("        const vec h%d = ", m1);
  write_sum(tp, false, m1, "g", 0);
  printf(";\n");
}

static void write_harmonics(const struct tensor_product *tp, int l2)
{
  printf("        if (b->dY) {\n          real *dY = b->dY + e * LANES;\n");
  for (int m = 0; m <= 2 * l2; m++)
    printf("          vec d%d = vec_load(dY + %d * EDGES * LANES);\n", m, m);
  for (size_t k = 0; k < tp->pairs; k++) {
    const struct tp_pair *pair = &tp->pair[k];
    printf("          const vec p%zu = w * x%d_0 * g%d_0;\n", k, pair->i1,
           pair->i3);
    for (size_t t = pair->term; t < pair->term + pair->terms; t++)
      printf("          d%d += REAL(%.17g) * p%zu;\n", tp->term[t].i2,
             (double)tp->term[t].c, k);
  }
  for (int m = 0; m <= 2 * l2; m++)
    printf("          vec_store(dY + %d * EDGES * LANES, d%d);\n", m, m);
  printf("        }\n");
}

/* ---- [wayback] The loops around them ---- */
static void write_backward(const struct tensor_product *tp, int l1, int l2,
                           int l3)
{
  printf("SIMD_CLONES\nstatic void backward_%d%d%d(const struct block *b)\n"
         "{\n",
         l1, l2, l3);
  write_matrix(tp, l2);
  printf("  const size_t C = b->channels;\n"
         "  for (size_t c = 0; c < C; c += LANES)\n"
         "    for (size_t e = 0; e < b->n;) {\n"
         "      const real *g = b->dy + b->receiver[e] * b->y_stride + c;\n"
         "      const size_t end = b->end[e];\n");
  write_rows("g", "g", l3, 1);
  printf(
      "      for (; e < end; e++) {\n"
      "        const size_t at = b->sender[e] * b->x_stride + c;\n"
      "        const real *x = b->x + at, *m = M + e;\n"
      "        const vec w = vec_load(b->w + e * b->w_stride + c);\n"
      "        __builtin_prefetch(b->w + e * b->w_stride + c + b->ahead);\n");
  write_rows("x", "x", l1, 1);
  for (int m1 = 0; m1 <= 2 * l1; m1++)
    write_h(tp, m1);
  printf("        if (b->dx) {\n          real *dx = b->dx + at;\n");
  for (int m = 0; m <= 2 * l1; m++)
    printf("          vec_store(dx + %d * C, vec_load(dx + %d * C) + w * "
           "h%d);\n",
           m, m, m);
  printf("        }\n        if (b->dw) {\n"
         "          real *dw = b->dw + e * b->w_stride + c;\n"
         "          __builtin_prefetch(dw + b->ahead, 1);\n"
         "          vec_store(dw, vec_load(dw)");
  for (int m = 0; m <= 2 * l1; m++)
    printf(" + x%d_0 * h%d", m, m);
  printf(");\n        }\n");
  write_harmonics(tp, l2);
  printf("      }\n    }\n}\n\n");
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
  write_single(tp, l1, l2, l3);
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
  write_table("single");
  write_table("backward");
  return fflush(stdout) != 0;
}

/* gen_fast_convolution.c: writes C.  For each (l1, l2, l3) up to degree 3 the
 * loops of a depthwise path over a block of edges, with its terms written
 * out. */
#include <stdio.h>

#include "clebsch_gordan.h"
#include "fast_convolution_kernels.h"
#include "tensor_product.h"

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

/* ---- [forward] y[m3] += w sum M[m1][m3] x[m1] ----
 *
 * The loops over receivers and their edges are the same whatever an edge does:
 * `wide` vectors of channels at a time, their sums in registers. */
typedef void write_edge(const struct tensor_product *tp, int l1, int l3,
                        int wide);

static void write_receivers(const struct tensor_product *tp, int l1, int l3,
                            int wide, write_edge *edge)
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
    printf("        ask_early(w + b->ahead + %d * LANES);\n", k);
  edge(tp, l1, l3, wide);
  printf("      }\n");
  for (int m = 0; m <= 2 * l3; m++)
    for (int k = 0; k < wide; k++)
      printf("      vec_store(y + %d * C + %d * LANES, y%d_%d);\n", m, k, m, k);
  printf("    }\n");
}

/* ---- [inner] A sum for each m3 ----
 *
 * All of the sender's features are loaded, and each sum is one expression. */
static void write_inner(const struct tensor_product *tp, int l1, int l3,
                        int wide)
{
  write_rows("x", "x", l1, wide);
  for (int m3 = 0; m3 <= 2 * l3; m3++)
    for (int k = 0; k < wide; k++) {
      printf("        y%d_%d += w0_%d * (", m3, k, k);
      write_sum(tp, true, m3, "x", k);
      printf(");\n");
    }
}

/* ---- [outer] Or one feature at a time ----
 *
 * A feature is loaded, multiplied by its weight, given to all the sums that
 * want it, and forgotten: nothing but the sums stays. */
static void write_outer(const struct tensor_product *tp, int l1, int l3,
                        int wide)
{
  (void)l3;
  printf("        vec f;\n");
  for (int m1 = 0; m1 <= 2 * l1; m1++) {
    for (int k = 0; k < wide; k++)
      printf("        const vec t%d_%d = w0_%d * vec_load(x + %d * C + %d * "
             "LANES);\n",
             m1, k, k, m1, k);
    for (size_t p = 0; p < tp->pairs; p++)
      if (tp->pair[p].i1 == m1) {
        printf("        f = vec_set(m[%zu * EDGES]);\n", p);
        for (int k = 0; k < wide; k++)
          printf("        y%d_%d += f * t%d_%d;\n", tp->pair[p].i3, k, m1, k);
      }
  }
}

/* ---- [wide] Which of them, and how many vectors of channels at a time ----
 *
 * Scalars are few sums of many terms.  Elsewhere one feature at a time leaves
 * room in 32 registers, and in 16 for two vectors of up to five sums.  AVX-512
 * can broadcast a number of M in the multiply-add itself: there a sum for each
 * m3 was the faster one. */
static void write_loops(const struct tensor_product *tp, int l1, int l3,
                        int wide, write_edge *edge)
{
  printf("  for (; c + %d * LANES <= C; c += %d * LANES)\n", wide, wide);
  write_receivers(tp, l1, l3, wide, edge);
  if (wide > 1) {
    printf("  for (; c < C; c += LANES)\n");
    write_receivers(tp, l1, l3, 1, edge);
  }
}

static void write_forward(const struct tensor_product *tp, int l1, int l2,
                          int l3)
{
  printf("static void forward_%d%d%d(const struct block *b)\n{\n", l1, l2, l3);
  write_matrix(tp, l2);
  printf("  const size_t C = b->channels;\n"
         "  size_t c = 0;\n"
         "#if FAST_INNER\n");
  write_loops(tp, l1, l3, 2, write_inner);
  if (l3 == 0) {
    printf("#else\n");
    write_loops(tp, l1, l3, 4, write_inner);
  } else {
    printf("#elif SIMD_REGISTERS > 16\n");
    write_loops(tp, l1, l3, 2, write_outer);
    printf("#else\n");
    write_loops(tp, l1, l3, l3 == 3 ? 1 : 2, write_outer);
  }
  printf("#endif\n}\n\n");
}

/* ---- [single] The same for edges whose receiver is theirs alone ----
 *
 * The path (1,1,1) is a region of its own, for readers. */
static void write_region(int l1, int l2, int l3, const char *head)
{
  if (l1 == 1 && l2 == 1 && l3 == 1)
    printf("/* ---- [%s ---- */\n", head);
}

static void write_single(const struct tensor_product *tp, int l1, int l2,
                         int l3)
{
  write_region(l1, l2, l3, "single-111] The path (1,1,1), as it was written");
  printf("static void single_%d%d%d(const struct block *b)\n{\n", l1, l2, l3);
  write_matrix(tp, l2);
  printf("  const size_t C = b->channels;\n"
         "  for (size_t e = 0; e < b->n; e++)\n"
         "    for (size_t c = 0; c < C; c += LANES) {\n"
         "        const real *x = b->x + e * b->x_stride + c, *m = M + e;\n"
         "        const real *w = b->w + e * b->w_stride + c;\n"
         "        real *y = b->y + e * b->y_stride + c;\n"
         "        ask_early(w + b->ahead);\n");
  write_rows("w", "w", 0, 1);
  write_rows("x", "x", l1, 1);
  for (int m3 = 0; m3 <= 2 * l3; m3++) {
    printf("        put(b->stream, y + %d * C,\n            w0_0 * (", m3);
    write_sum(tp, true, m3, "x", 0);
    printf("));\n");
  }
  printf("    }\n}\n\n");
  write_region(l1, l2, l3, "others] All other paths");
}

/* ---- [backward] h[m1] = sum M[m1][m3] dy[m3] serves dx and dw ----
 *
 *   dx[m1] += w h[m1],  dw += sum x[m1] h[m1],
 *   dY[m2] += sum C[m1][m2][m3] w x[m1] dy[m3]
 *
 * where the last sum is over channels too: lanes are kept apart, and added up
 * when all paths are done.  One m1 after the other: then x, h and w x are
 * three registers, and only the sums stay. */
static void write_feature(const struct tensor_product *tp, int m1)
{
  printf("        x = vec_load(px + %d * C), h = ", m1);
  const char *plus = "";
  for (size_t p = 0; p < tp->pairs; p++)
    if (tp->pair[p].i1 == m1) {
      printf("%sm[%zu * EDGES] * vec_load(g + %d * C)", plus, p,
             tp->pair[p].i3);
      plus = " + ";
    }
  printf(";\n"
         "        vec_store(dx + %d * C, vec_load(dx + %d * C) + w * h);\n"
         "        sum += x * h;\n",
         m1, m1);
}

static void write_harmonics(const struct tensor_product *tp, int m1)
{
  printf("        x *= w;\n");
  for (size_t k = 0; k < tp->pairs; k++) {
    const struct tp_pair *pair = &tp->pair[k];
    if (pair->i1 != m1)
      continue;
    printf("        p = x * vec_load(g + %d * C);\n", pair->i3);
    for (size_t t = pair->term; t < pair->term + pair->terms; t++)
      printf("        d%d += REAL(%.17g) * p;\n", tp->term[t].i2,
             (double)tp->term[t].c);
  }
}

/* ---- [wayback] The loops around them ----
 *
 * With the gradients of harmonics or, as most networks want it, without. */
static void write_backward_edge(const struct tensor_product *tp, int l1, int l2,
                                bool harmonics)
{
  printf("        const size_t at = b->sender[e] * b->x_stride + c;\n"
         "        const real *px = b->x + at, *m = M + e;\n"
         "        const vec w = vec_load(b->w + e * b->w_stride + c);\n"
         "        real *dx = b->dx + b->sender[e] * b->dx_stride + c;\n"
         "        real *dw = b->dw + e * b->dw_stride + c;\n"
         "        ask_early(b->w + e * b->w_stride + c + b->ahead);\n"
         "        __builtin_prefetch(dw + b->ahead, 1);\n"
         "        vec x, h, sum = vec_load(dw);\n");
  if (harmonics) {
    printf("        vec p;\n        real *dY = b->dY + e * LANES;\n");
    for (int m = 0; m <= 2 * l2; m++)
      printf("        vec d%d = vec_load(dY + %d * EDGES * LANES);\n", m, m);
  }
  for (int m1 = 0; m1 <= 2 * l1; m1++) {
    write_feature(tp, m1);
    if (harmonics)
      write_harmonics(tp, m1);
  }
  printf("        vec_store(dw, sum);\n");
  for (int m = 0; harmonics && m <= 2 * l2; m++)
    printf("        vec_store(dY + %d * EDGES * LANES, d%d);\n", m, m);
}

static void write_backward(const struct tensor_product *tp, int l1, int l2,
                           int l3, bool harmonics)
{
  printf("static void %s_%d%d%d(const struct block *b)\n{\n",
         harmonics ? "backward" : "half_back", l1, l2, l3);
  write_matrix(tp, l2);
  printf("  const size_t C = b->channels;\n"
         "  for (size_t c = 0; c < C; c += LANES)\n"
         "    for (size_t e = 0; e < b->n;) {\n"
         "      const real *g = b->dy + b->receiver[e] * b->y_stride + c;\n"
         "      const size_t end = b->end[e];\n"
         "      for (; e < end; e++) {\n");
  write_backward_edge(tp, l1, l2, harmonics);
  printf("      }\n    }\n}\n\n");
}

/* ---- [paths] Every triangle, in one of three files ---- */
static int write_path(int l1, int l2, int l3, char what)
{
  struct irreps a = {0}, b = {0}, c = {0};
  struct tensor_product *tp;
  irreps_append(&a, 1, l1, 1);
  irreps_append(&b, 1, l2, 1);
  irreps_append(&c, 1, l3, 1);
  if (tp_create(TP_DEPTHWISE, &a, &b, &c, &tp) != TP_OK)
    return 1;
  if (what == 'f')
    write_forward(tp, l1, l2, l3);
  else if (what == 's')
    write_single(tp, l1, l2, l3);
  else
    write_backward(tp, l1, l2, l3, what == 'b');
  tp_free(tp);
  return 0;
}

static void write_table(const char *name)
{
  printf("kernel *const SIMD_NAME(convolution_%s)[%d][%d][%d] = {\n", name,
         FAST_DEGREE + 1, FAST_DEGREE + 1, FAST_DEGREE + 1);
  for (int l1 = 0; l1 <= FAST_DEGREE; l1++)
    for (int l2 = 0; l2 <= FAST_DEGREE; l2++)
      for (int l3 = 0; l3 <= FAST_DEGREE; l3++)
        if (cg_allowed(l1, l2, l3))
          printf("    [%d][%d][%d] = %s_%d%d%d,\n", l1, l2, l3, name, l1, l2,
                 l3);
  printf("};\n");
}

/* What stands between #ifdef CONVOLUTION_name and #endif is for the file that
 * defines this word. */
static int write_all(const char *name)
{
  printf("#ifdef CONVOLUTION_%s\n", name);
  for (int l1 = 0; l1 <= FAST_DEGREE; l1++)
    for (int l2 = 0; l2 <= FAST_DEGREE; l2++)
      for (int l3 = 0; l3 <= FAST_DEGREE; l3++)
        if (cg_allowed(l1, l2, l3) && write_path(l1, l2, l3, name[0]))
          return 1;
  write_table(name);
  printf("#endif\n\n");
  return 0;
}

int main(void)
{
  printf("/* Written by gen_fast_convolution.c: do not edit. */\n\n");
  if (write_all("forward") || write_all("single") || write_all("backward") ||
      write_all("half_back"))
    return 1;
  return fflush(stdout) != 0;
}

/* demo.c: what chapter 2 prints and plots. */
#include <complex.h>
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "character.h"
#include "demo.h"
#include "matrix.h"
#include "piece.h"
#include "random.h"
#include "representation.h"
#include "wigner.h"

static const double pi = 3.14159265358979323846;

/* ---- [helpers] Helpers ---- */
static void *need(size_t count, size_t size)
{
  void *p = calloc(count, size);
  if (!p) {
    fprintf(stderr, "demo: out of memory\n");
    exit(EXIT_FAILURE);
  }
  return p;
}

static size_t dimension(int l)
{
  return 2 * (size_t)l + 1;
}

/* The larger of two; a NaN, once there, stays. */
static double worse(double a, double b)
{
  return isnan(a) || b <= a ? a : b;
}

/* One block of numbers for `plot matrix`, then two blank lines. */
static void write_matrix(FILE *f, size_t rows, size_t cols, const double *A)
{
  for (size_t i = 0; i < rows; i++)
    for (size_t j = 0; j < cols; j++)
      fprintf(f, "%.6g%c", A[i * cols + j], j + 1 < cols ? ' ' : '\n');
  fputs("\n\n", f);
}

static void print_matrix(size_t n, const double *A)
{
  for (size_t i = 0; i < n; i++) {
    for (size_t j = 0; j < n; j++)
      printf(" %8.4f", A[i * n + j] + 0.0);
    putchar('\n');
  }
}

static double residual(const struct representation *a, rot3 R, rot3 S)
{
  double r = nan("");
  representation_residual(a, R, S, &r);
  return r;
}

static double reversed(const struct representation *a, rot3 R, rot3 S)
{
  double r = nan("");
  representation_reversed(a, R, S, &r);
  return r;
}

/* ---- [order] Which way round ---- */
static bool talk_matrix(const void *context, rot3 R, double *D)
{
  return wigner_d(*(const int *)context, so3_inverse(R), D) == WIGNER_OK;
}

static void show_order(void)
{
  struct random g = random_seed(2);
  double ours = 0, ours_reversed = 0, talk = 0, talk_reversed = 0;
  demo_section("order", "D(RS) = D(R)D(S), or the other way round?");
  printf("  l   D(R): straight  reversed   D(R)^-1: straight  reversed\n");
  for (int l = 1; l <= 4; l++) {
    rot3 R = so3_random(&g), S = so3_random(&g);
    struct representation a = wigner_representation(&l);
    struct representation b = {dimension(l), talk_matrix, &l};
    double r[4] = {residual(&a, R, S), reversed(&a, R, S), residual(&b, R, S),
                   reversed(&b, R, S)};
    printf("  %d   %14.1e  %8.2f   %17.2f  %8.1e\n", l, r[0], r[1], r[2], r[3]);
    ours = worse(ours, r[0]);
    ours_reversed = worse(ours_reversed, r[1]);
    talk = worse(talk, r[2]);
    talk_reversed = worse(talk_reversed, r[3]);
  }
  demo_value("ours_straight", "%.1e", ours);
  demo_value("ours_reversed", "%.2f", ours_reversed);
  demo_value("talk_straight", "%.2f", talk);
  demo_value("talk_reversed", "%.1e", talk_reversed);
}

/* ---- [small] Small maps, and whether they respect products ---- */
static bool square_matrix(const void *context, rot3 R, double *D)
{
  (void)context;
  for (int i = 0; i < 9; i++)
    D[i] = R.m[i / 3][i % 3] * R.m[i / 3][i % 3];
  return true;
}

static bool transposed_matrix(const void *context, rot3 R, double *D)
{
  (void)context;
  rot3 T = so3_inverse(R);
  for (int i = 0; i < 9; i++)
    D[i] = T.m[i / 3][i % 3];
  return true;
}

static void show_small(void)
{
  struct representation one = representation_trivial();
  struct representation v = representation_vector();
  struct representation_pair vv = {&v, &v}, ov = {&one, &v};
  const struct {
    const char *name;
    struct representation a;
  } maps[] = {{"the number 1", one},
              {"R itself", v},
              {"1 + R, side by side", representation_sum(&ov)},
              {"R x R, every pair", representation_product(&vv)},
              {"entries of R, squared", {3, square_matrix, NULL}},
              {"R transposed", {3, transposed_matrix, NULL}},
              {"left multiplication by q", representation_spin()}};
  struct random g = random_seed(3);
  demo_section("small", "Largest |D(RS) - D(R)D(S)| over 100 pairs R, S");
  for (size_t k = 0; k < sizeof maps / sizeof maps[0]; k++) {
    double worst = 0;
    for (int i = 0; i < 100; i++)
      worst =
          worse(worst, residual(&maps[k].a, so3_random(&g), so3_random(&g)));
    printf("  %-26s dim %zu   %8.2g  %s\n", maps[k].name, maps[k].a.dim, worst,
           worst < 1e-12 ? "a representation" : "not one");
  }
}

/* ---- [blocks] The pairs of two vectors, in two bases ----
 *
 * Rows of T: dot, cross (y, z, x), symmetric traceless in the order of the
 * harmonics of degree 2.  Column 3 i + j is the pair a_i b_j. */
static void pair_basis(double *T)
{
  const double a = 1 / sqrt(3), b = 1 / sqrt(2), c = 1 / sqrt(6);
  const double rows[9][9] = {
      {a, 0, 0, 0, a, 0, 0, 0, a},       {0, 0, -b, 0, 0, 0, b, 0, 0},
      {0, b, 0, -b, 0, 0, 0, 0, 0},      {0, 0, 0, 0, 0, b, 0, -b, 0},
      {0, b, 0, b, 0, 0, 0, 0, 0},       {0, 0, 0, 0, 0, b, 0, b, 0},
      {-c, 0, 0, 0, -c, 0, 0, 0, 2 * c}, {0, 0, b, 0, 0, 0, b, 0, 0},
      {b, 0, 0, 0, -b, 0, 0, 0, 0}};
  for (int i = 0; i < 81; i++)
    T[i] = rows[i / 9][i % 9];
}

/* What D keeps outside its three diagonal blocks, and how far these are from
 * D^0, D^1 and D^2. */
static void block_residuals(const double *D, rot3 R, double *outside,
                            double *inside)
{
  static const size_t first[3] = {0, 1, 4};
  double E[81] = {0}, block[25];
  for (int l = 0; l <= 2; l++) {
    size_t n = dimension(l);
    wigner_d(l, R, block);
    for (size_t i = 0; i < n * n; i++)
      E[(first[l] + i / n) * 9 + first[l] + i % n] = block[i];
  }
  *outside = *inside = 0;
  for (int i = 0; i < 81; i++) {
    double difference = fabs(D[i] - E[i]);
    if (E[i] == 0)
      *outside = worse(*outside, difference);
    else
      *inside = worse(*inside, difference);
  }
}

static void show_blocks(void)
{
  struct representation v = representation_vector();
  struct representation_pair p = {&v, &v};
  struct representation vv = representation_product(&p);
  double T[81], inverse[81], D[81], outside, inside;
  pair_basis(T);
  matrix_transpose(9, 9, T, inverse);
  struct representation_basis basis = {&vv, T, inverse};
  struct representation split = representation_changed(&basis);
  rot3 R = so3_from_euler((euler_zyz){0.7, 1.1, -0.4});
  FILE *f = demo_open("blocks.dat");
  representation_matrix(&vv, R, D);
  write_matrix(f, 9, 9, D);
  representation_matrix(&split, R, D);
  write_matrix(f, 9, 9, D);
  block_residuals(D, R, &outside, &inside);
  demo_section("blocks", "R x R in the basis of dot, cross, symmetric");
  printf("  outside the blocks 1, 3, 5      %.1e\n", outside);
  printf("  blocks against D^0, D^1, D^2    %.1e\n", inside);
  demo_value("pairs_outside", "%.1e", outside);
  demo_value("pairs_inside", "%.1e", inside);
}

/* ---- [shear] A map that cannot be averaged ---- */
static void show_shear(void)
{
  double last = 0;
  demo_section("shear", "The average of S(a)^T S(a) over -A <= a <= A");
  printf("      A      B_11    B_12          B_22    S(1) keeps B to\n");
  for (int A = 1; A <= 1000; A *= 10) {
    enum { N = 1000 };
    double B[4] = {0}, P[4], Q[4];
    for (int i = 0; i < N; i++) {
      double a = A * (2 * (i + 0.5) / N - 1);
      const double S[4] = {1, a, 0, 1};
      matrix_multiply_tn(2, 2, 2, S, S, P);
      for (int k = 0; k < 4; k++)
        B[k] += P[k] / N;
    }
    const double S[4] = {1, 1, 0, 1};
    matrix_multiply_tn(2, 2, 2, S, B, P);
    matrix_multiply(2, 2, 2, P, S, Q);
    printf("  %5d  %8.3f  %6.3f  %12.3f    %14.3f\n", A, B[0], fabs(B[1]), B[3],
           matrix_max_difference(4, Q, B));
    last = B[3];
  }
  demo_value("shear_form", "%.0f", last);
}

/* ---- [averaging] A representation in a skew basis ---- */
static void show_averaging(void)
{
  static const double S[9] = {1, 2, -1, 0, 1, 3, 0, 0, 1};
  static const double inverse[9] = {1, -2, 7, 0, 1, -3, 0, 0, 1};
  struct representation v = representation_vector();
  struct representation_basis basis = {&v, S, inverse};
  struct representation a = representation_changed(&basis);
  struct haar_node nodes[18];
  double B[9], C[9], back[9], D[9], before = 0, after = 0, kept = 0;
  double P[9], Q[9];
  haar_rule(2, nodes);
  representation_form(&a, haar_size(2), nodes, B);
  representation_cholesky(3, B, C, back);
  struct representation_basis found = {&a, C, back};
  struct representation b = representation_changed(&found);
  struct random g = random_seed(4);
  for (int k = 0; k < 100; k++) {
    rot3 R = so3_random(&g);
    representation_matrix(&a, R, D);
    before = worse(before, matrix_orthogonality(3, D));
    matrix_multiply_tn(3, 3, 3, D, B, P);
    matrix_multiply(3, 3, 3, P, D, Q);
    kept = worse(kept, matrix_max_difference(9, Q, B));
    representation_matrix(&b, R, D);
    after = worse(after, matrix_orthogonality(3, D));
  }
  demo_section("averaging", "A vector in a skew basis, averaged over 18 nodes");
  printf("B =\n");
  print_matrix(3, B);
  printf("  |D^T D - 1| before          %.1f\n", before);
  printf("  |D^T B D - B|               %.1e\n", kept);
  printf("  |D^T D - 1| after C D C^-1  %.1e\n", after);
  demo_value("skew_before", "%.0f", before);
  demo_value("skew_after", "%.1e", after);
}

/* ---- [schur] What survives the average ---- */

/* A random matrix between degrees k and l, and its average, for the figure. */
static void show_average(int k, int l, const struct haar_node *nodes)
{
  static FILE *f;
  double A[49], T[49];
  struct representation a = wigner_representation(&k);
  struct representation b = wigner_representation(&l);
  struct random g = random_seed(6);
  if (!f)
    f = demo_open("schur.dat");
  for (int i = 0; i < 49; i++)
    A[i] = 2 * random_uniform(&g) - 1;
  representation_intertwiner(&a, &b, haar_size(6), nodes, A, T);
  write_matrix(f, a.dim, b.dim, A);
  write_matrix(f, a.dim, b.dim, T);
}

static void show_schur(void)
{
  struct haar_node nodes[7 * 7 * 4];
  double A[49], T[49];
  struct random g = random_seed(5);
  haar_rule(6, nodes);
  for (int i = 0; i < 49; i++)
    A[i] = random_uniform(&g);
  demo_section("schur", "The average of D^k A (D^l)^-1, largest entry");
  printf("  k \\ l        0         1         2         3\n");
  for (int k = 0; k <= 3; k++) {
    printf("  %d  ", k);
    for (int l = 0; l <= 3; l++) {
      struct representation a = wigner_representation(&k);
      struct representation b = wigner_representation(&l);
      representation_intertwiner(&a, &b, haar_size(6), nodes, A, T);
      printf("  %8.1e", matrix_max_abs(a.dim * b.dim, T));
    }
    putchar('\n');
  }
  show_average(2, 3, nodes);
  show_average(2, 2, nodes);
}

/* ---- [generators] The generators of degree 1 and 2 ---- */
static void show_generators(void)
{
  double L[3][81], r;
  static const char *name[3] = {"L_x", "L_y", "L_z"};
  demo_section("generators", "Degree 2, m = -2..2");
  wigner_generators(2, L[0], L[1], L[2]);
  for (int a = 0; a < 3; a++) {
    printf("%s =\n", name[a]);
    print_matrix(5, L[a]);
  }
  FILE *f = demo_open("generators.dat");
  wigner_generators(4, L[0], L[1], L[2]);
  for (int a = 0; a < 3; a++)
    write_matrix(f, 9, 9, L[a]);
  demo_section("commutators", "[L_x, L_y] - L_z and cyclic");
  for (int l = 1; l <= 100; l *= 10) {
    size_t n = dimension(l);
    double *M = need(3 * n * n, sizeof *M);
    wigner_generators(l, M, M + n * n, M + 2 * n * n);
    representation_commutators(n, M, M + n * n, M + 2 * n * n, &r);
    printf("  l = %3d   %8.1e   divided by l(l+1): %.1e\n", l, r,
           r / (l * (l + 1)));
    free(M);
  }
}

/* ---- [turn] Once around ---- */

/* max |exp(t L) - 1| for a generator L of dimension n. */
static double distance_from_one(size_t n, const double *L, double t)
{
  double A[81], E[81], one[81];
  for (size_t i = 0; i < n * n; i++)
    A[i] = t * L[i];
  representation_exp(n, A, E);
  matrix_identity(n, one);
  return matrix_max_difference(n * n, E, one);
}

static void show_turn(void)
{
  double L[4][81], x[81], y[81], spin[3][16], r;
  FILE *f = demo_open("fullturn.dat");
  for (int l = 1; l <= 3; l++)
    wigner_generators(l, x, y, L[l]);
  representation_spin_generators(spin[0], spin[1], spin[2]);
  for (int i = 0; i <= 240; i++) {
    double t = 4 * pi * i / 240;
    fprintf(f, "%.6f", 4 * 180.0 * i / 240);
    for (int l = 1; l <= 3; l++)
      fprintf(f, " %.6f", distance_from_one(dimension(l), L[l], t));
    fprintf(f, " %.6f\n", distance_from_one(4, spin[2], t));
  }
  demo_section("turn", "|exp(2 pi L_z) - 1|");
  for (int l = 1; l <= 3; l++)
    printf("  irrep of degree %d        %.1e\n", l,
           distance_from_one(dimension(l), L[l], 2 * pi));
  double once = distance_from_one(4, spin[2], 2 * pi);
  representation_commutators(4, spin[0], spin[1], spin[2], &r);
  printf("  quaternions, once        %.1e   (commutators: %.1e)\n", once, r);
  printf("  quaternions, twice       %.1e\n",
         distance_from_one(4, spin[2], 4 * pi));
  demo_value("spin_commutators", "%.0f", r);
  demo_value("spin_turn", "%.0f", once);
}

/* ---- [complex] The same irrep in the eigenbasis of L_z ---- */

/* Row S_m in terms of v_m = conj(Y_m): the coefficients at |m| and -|m|. */
static void real_row(int m, double complex *plus, double complex *minus)
{
  const double complex i = (double complex)I;
  double h = sqrt(0.5), sign = m % 2 == 0 ? 1 : -1;
  *plus = m == 0 ? 1 : m > 0 ? sign * h : i * sign * h;
  *minus = m == 0 ? 0 : m > 0 ? h : -i * h;
}

/* D_c = W^+ D W for one degree, entry (p, m) at [p + l][m + l]. */
static void to_complex(int l, const double *D, double complex *out)
{
  int n = 2 * l + 1;
  for (int i = 0; i < n * n; i++)
    out[i] = 0;
  for (int r = -l; r <= l; r++)
    for (int s = -l; s <= l; s++) {
      double complex a[2], b[2];
      int p[2] = {abs(r), -abs(r)}, m[2] = {abs(s), -abs(s)};
      real_row(r, &a[0], &a[1]);
      real_row(s, &b[0], &b[1]);
      for (int k = 0; k < 4; k++)
        out[(p[k / 2] + l) * n + m[k % 2] + l] +=
            conj(a[k / 2]) * D[(r + l) * n + s + l] * b[k % 2];
    }
}

static void show_complex(void)
{
  double D[25], unitary = 0, orthogonal = 0, imaginary = 0, diagonal = 0;
  double complex C[25];
  wigner_d(2, so3_from_euler((euler_zyz){0.7, 1.1, -0.4}), D);
  to_complex(2, D, C);
  for (int i = 0; i < 5; i++)
    for (int j = 0; j < 5; j++) {
      double complex u = i == j ? -1 : 0, o = u;
      for (int k = 0; k < 5; k++) {
        u += conj(C[5 * k + i]) * C[5 * k + j];
        o += C[5 * k + i] * C[5 * k + j];
      }
      unitary = worse(unitary, cabs(u));
      orthogonal = worse(orthogonal, cabs(o));
      imaginary = worse(imaginary, fabs(cimag(C[5 * i + j])));
    }
  wigner_d(2, so3_from_euler((euler_zyz){0.7, 0, 0}), D);
  to_complex(2, D, C);
  for (int i = 0; i < 25; i++)
    if (i % 6)
      diagonal = worse(diagonal, cabs(C[i]));
  demo_section("complex", "D^2 in the eigenbasis of L_z");
  printf("  largest imaginary part            %.2f\n", imaginary);
  printf("  |D^+ D - 1|, unitary?             %.1e\n", unitary);
  printf("  |D^T D - 1|, orthogonal?          %.2f\n", orthogonal);
  printf("  turn about z, outside diagonal    %.1e\n", diagonal);
  demo_value("complex_unitary", "%.1e", unitary);
  demo_value("complex_orthogonal", "%.2f", orthogonal);
}

/* ---- [pictures] D as pictures ---- */
static void turn_about_z(int l, double t, double *X)
{
  wigner_d(l, so3_from_euler((euler_zyz){t, 0, 0}), X);
}

static void show_pictures(void)
{
  enum { LMAX = 4, N = (LMAX + 1) * (LMAX + 1), F = 6 };
  static double all[N * N];
  double D[169];
  rot3 R = so3_from_euler((euler_zyz){0.7, 1.1, -0.4});
  for (int l = 0; l <= LMAX; l++) {
    size_t n = dimension(l), at = (size_t)(l * l);
    wigner_d(l, R, D);
    for (size_t i = 0; i < n * n; i++)
      all[(at + i / n) * N + at + i % n] = D[i];
  }
  write_matrix(demo_open("dblocks.dat"), N, N, all);
  FILE *f = demo_open("factors.dat");
  turn_about_z(F, 0.7, D);
  write_matrix(f, 13, 13, D);
  wigner_j(F, D);
  write_matrix(f, 13, 13, D);
  turn_about_z(F, 1.1, D);
  write_matrix(f, 13, 13, D);
  turn_about_z(F, -0.4, D);
  write_matrix(f, 13, 13, D);
  wigner_d(F, R, D);
  write_matrix(f, 13, 13, D);
  wigner_j(2, D);
  demo_section("j", "J of degree 2");
  print_matrix(5, D);
}

/* Down three columns of J of degree 100: row k of whichever of the columns m
 * and -m is not zero there. */
static void show_columns(void)
{
  enum { L = 100, N = 2 * L + 1 };
  static const int shown[3] = {20, 60, 90};
  double *J = need(N * N, sizeof *J);
  FILE *f = demo_open("jcolumn.dat");
  wigner_j(L, J);
  for (int k = L; k > 0; k--) {
    fprintf(f, "%d", k);
    for (int c = 0; c < 3; c++) {
      int m = shown[c], side = (L - m) % 2 == 0 ? 1 : -1;
      int column = (L - k) % 2 == 0 ? m : -m;
      fprintf(f, " %.4e", fabs(J[(side * k + L) * N + column + L]));
    }
    fputc('\n', f);
  }
  demo_value("jcolumn_top", "%.0e", fabs(J[2 * L * N + L + shown[2]]));
  free(J);
}

/* ---- [single] The same methods in single precision ----
 *
 * Only for the error figure: the library computes these in double. */
static float ladder_f(int l, int m)
{
  return sqrtf((float)(l - m) * (float)(l + m + 1));
}

static void descend_f(int l, int m, float top, float *t)
{
  t[l] = top;
  for (int k = l; k > 0; k--) {
    float sign = (l - k) % 2 == 0 ? -1.0f : 1.0f;
    float above = k < l ? ladder_f(l, k) * t[k + 1] : 0;
    t[k - 1] = (above + sign * 2 * (float)m * t[k]) / ladder_f(l, k - 1);
  }
  t[0] /= sqrtf(2);
}

static void j_f(int l, float *J)
{
  float first[WIGNER_LMAX + 1], t[WIGNER_LMAX + 1];
  int n = 2 * l + 1;
  descend_f(l, l, ldexpf(l % 2 == 0 ? 1 : -1, 1 - l), first);
  for (int m = 0; m <= l; m++) {
    int side = (l - m) % 2 == 0 ? 1 : -1;
    descend_f(l, m, first[m], t);
    for (int k = l; k >= (side > 0 ? 0 : 1); k--)
      J[(side * k + l) * n + ((l - k) % 2 == 0 ? m : -m) + l] = t[k];
  }
}

/* A (n, n) := X(t) A. */
static void turn_f(int l, float t, float *A)
{
  int n = 2 * l + 1;
  for (int m = 1; m <= l; m++) {
    float c = cosf((float)m * t), s = sinf((float)m * t);
    for (int j = 0; j < n; j++) {
      float *p = A + (l + m) * n + j, *q = A + (l - m) * n + j;
      float x = *p, y = *q;
      *p = c * x - s * y;
      *q = s * x + c * y;
    }
  }
}

static void multiply_f(int n, const float *A, const float *B, float *C)
{
  for (int i = 0; i < n * n; i++)
    C[i] = 0;
  for (int i = 0; i < n; i++)
    for (int k = 0; k < n; k++)
      for (int j = 0; j < n; j++)
        C[i * n + j] += A[i * n + k] * B[k * n + j];
}

/* D := X(alpha) J X(beta) J X(gamma), all in float.  From the right:
 * X(gamma) = (X(gamma) 1), and so on with three scratch matrices. */
static void zyz_f(int l, euler_zyz e, float *D)
{
  int n = 2 * l + 1;
  float *J = need((size_t)(2 * n * n), sizeof *J), *M = J + n * n;
  j_f(l, J);
  for (int i = 0; i < n * n; i++)
    M[i] = i % (n + 1) == 0 ? 1 : 0;
  turn_f(l, (float)e.gamma, M);
  multiply_f(n, J, M, D);
  turn_f(l, (float)e.beta, D);
  multiply_f(n, J, D, M);
  turn_f(l, (float)e.alpha, M);
  for (int i = 0; i < n * n; i++)
    D[i] = M[i];
  free(J);
}

/* exp of omega . L in float, as representation_exp does it. */
static void exp_f(int l, vec3 w, float *D)
{
  int n = 2 * l + 1, squarings = 0;
  size_t size = (size_t)(n * n);
  double *L = need(3 * size, sizeof *L);
  float *A = need(3 * size, sizeof *A), *T = A + size, *U = T + size;
  wigner_generators(l, L, L + size, L + 2 * size);
  while (ldexp(2 * vec3_norm(w) * l, -squarings) > 0.5)
    squarings++;
  for (size_t i = 0; i < size; i++) {
    double a = w.x * L[i] + w.y * L[size + i] + w.z * L[2 * size + i];
    D[i] = T[i] = A[i] = ldexpf((float)a, -squarings);
  }
  for (int k = 2; k < 9; k++) {
    multiply_f(n, A, T, U);
    for (size_t i = 0; i < size; i++)
      D[i] += T[i] = U[i] / (float)k;
  }
  for (; squarings > 0; squarings--) {
    multiply_f(n, D, D, T);
    for (size_t i = 0; i < size; i++)
      D[i] = 2 * D[i] + T[i];
  }
  for (int i = 0; i < n; i++)
    D[i * n + i] += 1;
  free(A);
  free(L);
}

static double float_error(size_t size, const float *F, const double *D)
{
  double worst = 0;
  for (size_t i = 0; i < size; i++)
    worst = worse(worst, fabs((double)F[i] - D[i]));
  return worst;
}

/* ---- [error] Three ways, against l ---- */
static void print_degree(FILE *f, int l, rot3 R, const double *recursive)
{
  size_t size = dimension(l) * dimension(l);
  double *A = need(2 * size, sizeof *A), *B = A + size;
  float *F = need(size, sizeof *F);
  euler_zyz e;
  vec3 omega;
  so3_to_euler(R, &e);
  so3_log(R, &omega);
  wigner_d(l, R, A);
  wigner_d_exp(l, R, B);
  double two = matrix_max_difference(size, A, B);
  double orth = matrix_orthogonality(dimension(l), A);
  double third =
      recursive ? matrix_max_difference(size, A, recursive + wigner_block(l))
                : nan("");
  fprintf(f, "%d %.3e %.3e %.3e", l, two, orth, third);
  if (l <= 100) {
    zyz_f(l, e, F);
    fprintf(f, " %.3e", float_error(size, F, A));
    exp_f(l, omega, F);
    fprintf(f, " %.3e", float_error(size, F, A));
  } else
    fputs(" nan nan", f);
  fprintf(f, " %.3e\n", l * DBL_EPSILON);
  printf("  %3d   %10.1e   %10.1e", l, orth, two);
  if (recursive)
    printf("   %10.1e\n", third);
  else
    printf("   %10s\n", "-");
  if (l == 100) {
    demo_value("orthogonal_100", "%.1e", orth);
    demo_value("two_ways_100", "%.1e", two);
    demo_value("recursion_100", "%.1e", third);
  } else if (l == 200) {
    demo_value("orthogonal_200", "%.1e", orth);
    demo_value("two_ways_200", "%.1e", two);
  }
  free(A);
  free(F);
}

static void show_error(void)
{
  static const int degrees[] = {1,  2,  3,  5,  8,  12, 16,  20,
                                24, 32, 40, 50, 64, 80, 100, 200};
  rot3 R = so3_from_euler((euler_zyz){0.7, 1.1, -0.4});
  double *recursive = need(wigner_block(101), sizeof *recursive);
  wigner_d_recursive(100, R, recursive);
  FILE *f = demo_open("error.dat");
  demo_section("error", "Three ways to D^l(R), Euler angles 0.7, 1.1, -0.4");
  printf("    l   |D^T D - 1|   exp less J   recursion less J\n");
  for (size_t k = 0; k < sizeof degrees / sizeof degrees[0]; k++)
    print_degree(f, degrees[k], R, degrees[k] <= 100 ? recursive : NULL);
  free(recursive);
}

/* ---- [recursion] Where the recursion loses ---- */
static void show_recursion(void)
{
  enum { LMAX = 72, STEPS = 36 };
  static const int shown[3] = {24, 48, 72};
  struct wigner_table t;
  double *A = need(2 * wigner_block(LMAX + 1), sizeof *A);
  double *B = A + wigner_block(LMAX + 1), error[LMAX + 1] = {0};
  FILE *f = demo_open("recursion.dat");
  wigner_table_create(LMAX, &t);
  for (int i = 0; i <= STEPS; i++) {
    rot3 R = so3_from_euler((euler_zyz){0.7, pi * i / STEPS, -0.4});
    wigner_d_recursive(LMAX, R, A);
    wigner_table_all(&t, R, B);
    fprintf(f, "%.2f", 180.0 * i / STEPS);
    for (int k = 0; k < 3; k++) {
      size_t at = wigner_block(shown[k]);
      double e = matrix_max_difference(
          dimension(shown[k]) * dimension(shown[k]), A + at, B + at);
      fprintf(f, " %.3e", e);
      if (2 * i == STEPS)
        error[shown[k]] = e;
    }
    fputc('\n', f);
  }
  double growth = pow(error[72] / error[48], 1.0 / 24);
  demo_section("recursion", "The recursion at beta = 90 degrees");
  for (int k = 0; k < 3; k++)
    printf("  l = %2d   error %.1e\n", shown[k], error[shown[k]]);
  printf("  from degree to degree: x %.2f\n", growth);
  demo_value("recursion_growth", "%.2f", growth);
  wigner_table_free(&t);
  free(A);
}

/* ---- [characters] Characters ---- */
static void show_characters(void)
{
  FILE *f = demo_open("characters.dat");
  for (int i = 0; i <= 180; i++) {
    fprintf(f, "%d", i);
    for (int l = 0; l <= 3; l++)
      fprintf(f, " %.5f", wigner_character(l, pi * i / 180));
    fprintf(f, " %.5f\n", (1 - cos(pi * i / 180)) / pi);
  }
  double t[5], w[5];
  character_rule(5, t, w);
  demo_section("characters", "Products of characters, averaged over 5 angles");
  for (int k = 0; k <= 4; k++) {
    for (int l = 0; l <= 4; l++) {
      double sum = 0;
      for (int j = 0; j < 5; j++)
        sum += w[j] * wigner_character(k, t[j]) * wigner_character(l, t[j]);
      printf(" %9.1e", sum);
    }
    putchar('\n');
  }
}

/* ---- [decompose] Decomposition ---- */
static void decompose(const char *name, const struct representation *a)
{
  size_t n[7];
  double r;
  printf("  %-20s dim %2zu  ", name, a->dim);
  enum character_status status = character_decompose(a, 6, n, &r);
  if (status != CHARACTER_OK) {
    printf("%s\n", character_message(status));
    return;
  }
  const char *separator = "= ";
  for (int l = 0; l <= 6; l++)
    if (n[l] > 0) {
      printf("%s%zux%d", separator, n[l], l);
      separator = " + ";
    }
  printf("  (off %.0e)\n", r);
}

static void show_decompose(void)
{
  const int two = 2;
  struct representation v = representation_vector();
  struct representation t = wigner_representation(&two);
  struct representation spin = representation_spin();
  struct representation_pair vv = {&v, &v}, tt = {&t, &t};
  struct representation pairs = representation_product(&vv);
  struct representation_pair vvv = {&pairs, &v};
  struct representation triples = representation_product(&vvv);
  struct representation twos = representation_product(&tt);
  struct representation_pair ss = {&spin, &spin};
  struct representation spins = representation_product(&ss);
  demo_section("decompose", "Multiplicities by characters");
  decompose("1 x 1", &pairs);
  decompose("1 x 1 x 1", &triples);
  decompose("2 x 2", &twos);
  decompose("quaternions", &spin);
  decompose("quaternions, squared", &spins);
}

/* ---- [piece] What the piece of chapter 0 can be described by ---- */
static void describe(const vec3 p[PIECE_POINTS], double size[1],
                     double arrow[3], double square[5])
{
  vec3 c = {0, 0, 0};
  memset(square, 0, 5 * sizeof *square);
  for (int i = 0; i < PIECE_POINTS; i++)
    c = vec3_add(c, vec3_scale(1.0 / PIECE_POINTS, p[i]));
  *size = 0;
  for (int i = 0; i < PIECE_POINTS; i++) {
    vec3 r = vec3_add(p[i], vec3_scale(-1, c));
    *size += vec3_dot(r, r);
    square[0] += r.x * r.y;
    square[1] += r.y * r.z;
    square[2] += (3 * r.z * r.z - vec3_dot(r, r)) / sqrt(12);
    square[3] += r.z * r.x;
    square[4] += (r.x * r.x - r.y * r.y) / 2;
  }
  vec3 to_centre = vec3_add(c, vec3_scale(-1, p[0]));
  arrow[0] = to_centre.y, arrow[1] = to_centre.z, arrow[2] = to_centre.x;
}

static void print_feature(const char *what, int l, const double *x)
{
  printf("%-14s", what);
  for (int i = 0; i <= 2 * l; i++)
    printf("  %+.6f", x[i]);
  printf("\n");
}

static void show_piece(void)
{
  rot3 R = so3_exp((vec3){PIECE_TURN[0], PIECE_TURN[1], PIECE_TURN[2]});
  vec3 p[PIECE_POINTS], q[PIECE_POINTS];
  double x[9], y[9], D[25], by_d[5];
  for (int i = 0; i < PIECE_POINTS; i++) {
    p[i] = (vec3){PIECE[i][0], PIECE[i][1], PIECE[i][2]};
    q[i] = so3_apply(R, p[i]);
  }
  describe(p, x, x + 1, x + 4);
  describe(q, y, y + 1, y + 4);
  demo_section("piece", "Three features of the piece, before and after R");
  for (int l = 0; l <= 2; l++) {
    wigner_d(l, R, D);
    matrix_multiply((size_t)(2 * l + 1), (size_t)(2 * l + 1), 1, D, x + l * l,
                    by_d);
    printf("l = %d\n", l);
    print_feature("  before", l, x + l * l);
    print_feature("  D times it", l, by_d);
    print_feature("  turned piece", l, y + l * l);
  }
}

int main(int argc, char **argv)
{
  demo_begin(argc, argv);
  show_order();
  show_small();
  show_blocks();
  show_shear();
  show_averaging();
  show_schur();
  show_generators();
  show_turn();
  show_complex();
  show_pictures();
  show_columns();
  show_error();
  show_recursion();
  show_characters();
  show_decompose();
  show_piece();
  return demo_end();
}
